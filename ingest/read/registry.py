"""Decides which reader gets the bytes: by their content first, by name and media type last.

Adding a format is one file with `read(source) -> Document` and one line in `FORMATS`; a magic
number of its own goes into `_MAGIC`. Everything but plain text is parsed in a worker process
(`worker.py`), so that a crash or an exhausted memory there is one failed document.
"""

from __future__ import annotations

import importlib
import re
import zlib
from dataclasses import dataclass, replace

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read; `in_process` ones are not handed to a worker process."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    in_process: bool = False


_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".jhtml", ".xhtml", ".aspx", ".asp", ".jsp", ".php")
_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = (
    Format("html", "ingest.read.html", _HTML_SUFFIXES, ("text/html", "application/xhtml+xml")),
    Format("pdf", "ingest.read.pdf", (".pdf",), ("application/pdf",)),
    Format("docx", "ingest.read.docx", (".docx",), (f"application/{_WORD}",)),
    Format("ofd", "ingest.read.ofd", (".ofd",), ("application/ofd",)),
    # Only starts a converter, in a process of its own; nothing is parsed here.
    Format("doc", "ingest.read.doc", (".doc", ".wps", ".rtf"), ("application/msword",), True),
    Format("zip", "ingest.read.zip", (".zip",), ("application/zip",)),
    Format("text", "ingest.read.text", (".txt", ".md", ".text"), ("text/plain",), True),
)

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "doc"),
)
_INSIDE_ZIP = ((b"word/document", "docx"), (b"OFD.xml", "ofd"))
_REFUSED = (
    (b"\x89PNG", "a picture (PNG)", "image_only"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "image_only"),
    (b"GIF8", "a picture (GIF)", "image_only"),
    (b"BM", "a picture (BMP)", "image_only"),
    (b"II*\x00", "a picture (TIFF)", "image_only"),
    (b"MM\x00*", "a picture (TIFF)", "image_only"),
    (b"RIFF", "a picture or recording (RIFF)", "image_only"),
    (b"Rar!", "a RAR archive", "unsupported"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unsupported"),
    (b"\xfd7zXZ", "an XZ archive", "unsupported"),
    (b"BZh", "a BZ2 archive", "unsupported"),
    (b"\x7fELF", "a program", "unsupported"),
)
_OFFICE = ((b"xl/workbook", "a spreadsheet"), (b"ppt/presentation", "a presentation"))
_SAVED_PAGE = (b"MIME-Version:", b"From: <Saved by", b'From: "Saved by')
_GZIP = b"\x1f\x8b\x08"
# A page opens like this, or, in files that are not called .txt, holds such elements early on.
_HTML_OPENING = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,400}-->\s*)*+<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|script|p|br|span|h1)"
    rb"(?:\s[^<>]{0,300}|/)?>",
    re.IGNORECASE,
)


def read(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Document:
    """The report's text and what the page says about it.

    `name`, `media_type`, `charset` and `url` are hints; the content decides. Raises ReadError,
    and nothing else, with one sentence that says what is wrong and what to do.
    """
    source = _checked_source(Source(data, name, _plain_media_type(media_type), charset, url))
    found = sniff(source)
    if found.in_process:
        return read_here(source)
    from ingest.read import worker  # noqa: PLC0415 - plain text needs no worker: a cold start stays quick

    return worker.read(source)


def read_here(source: Source) -> Document:
    """As `read`, in this process: for the worker itself, for fuzzing and for measuring.

    May raise whatever a parser raises on hostile bytes; `read` never does.
    """
    source = _checked_source(source)
    found = sniff(source)
    try:
        document: Document = importlib.import_module(found.module).read(source)
    except ReadError:
        called = claimed(source)
        if found.name != "text" or called is None or called.name in ("text", "html"):
            raise
        raise ReadError(  # saving it as UTF-8, as the reader of text asks, would not help
            f"{source.label} is called {called.name.upper()} but doesn't begin like one, and is no "
            "text either: it is damaged, or not what its name says; fetch or save it again.",
            name="damaged",
        ) from None
    return _checked_document(document, source)


def sniff(source: Source) -> Format:
    """The format of `source`, by content first. Raises ReadError for one that can't be read."""
    data = source.data
    for magic, what, name in _REFUSED:
        if data.startswith(magic) and b"\0" in data[:512]:
            raise ReadError(
                f"{source.label} is {what}, which can't be read; give the report as text, HTML, "
                "PDF, DOCX or OFD.",
                name=name,
            )
    if b"%PDF-" in data[:1024]:
        return by_name("pdf")
    for magic, format_name in _MAGIC:
        if data.startswith(magic):
            return by_name(_inside_zip(source) if format_name == "zip" else format_name)
    if data.startswith(_SAVED_PAGE):
        raise ReadError(
            f"{source.label} is a page saved as a web archive (MHTML); save it as HTML instead.",
            name="unsupported",
        )
    return by_name("html" if _is_html(source) else "text")


def _inside_zip(source: Source) -> str:
    """What a zip file holds, by the names in its first bytes and in its directory at the end."""
    names = source.data[:4096] + source.data[-256 * 1024 :]
    for mark, format_name in _INSIDE_ZIP:
        if mark in names:
            return format_name
    for mark, what in _OFFICE:
        if mark in names:
            raise ReadError(
                f"{source.label} is {what}, not a report; give the text, PDF or Word file.",
                name="unsupported",
            )
    return "zip"


def _is_html(source: Source) -> bool:
    head = source.data[:8192]
    if b"\0" in head:  # UTF-16: every other byte of a tag is zero
        return _HTML_OPENING.search(head.lstrip(b"\xff\xfe").replace(b"\0", b"")) is not None
    if _HTML_OPENING.search(head.removeprefix(b"\xef\xbb\xbf")):
        return True
    called_text = source.media_type == "text/plain" or (source.name or "").lower().endswith(".txt")
    return not called_text and _HTML_INSIDE.search(head) is not None


def claimed(source: Source) -> Format | None:
    """The format that `source` has by its name or its media type, whatever it holds."""
    name = (source.name or "").lower()
    for each in FORMATS:
        if name.endswith(each.suffixes):
            return each
    return next((each for each in FORMATS if source.media_type in each.media_types), None)


def by_name(name: str) -> Format:
    """The registered format of that name."""
    return next(each for each in FORMATS if each.name == name)


def _plain_media_type(media_type: str | None) -> str | None:
    return media_type.split(";")[0].strip().lower() if media_type else None


def _checked_source(source: Source) -> Source:
    """The source within its limits, unpacked where a server sent gzip without saying so."""
    if not source.data:
        raise ReadError(f"{source.label} is empty (0 bytes); fetch or save it again.", name="empty")
    if len(source.data) > limits.MAX_BYTES:
        raise ReadError(
            f"{source.label} has {len(source.data):,} bytes, over the limit of "
            f"{limits.MAX_BYTES:,}; give the report as text.",
            name="too_large",
        )
    if source.data.startswith(_GZIP):
        return replace(source, data=_gunzip(source))
    return source


def _gunzip(source: Source) -> bytes:
    """The unpacked bytes, never more than a page may have."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(source.data, limits.MAX_HTML_BYTES)
    except zlib.error:
        raise ReadError(
            f"{source.label} is damaged gzip data; fetch or save it again.", name="damaged"
        ) from None
    if unpacker.unconsumed_tail:
        raise ReadError(
            f"{source.label} unpacks to more than {limits.MAX_HTML_BYTES:,} bytes; give the report "
            "itself.",
            name="bomb",
        )
    if not data or data.startswith(_GZIP):
        raise ReadError(f"{source.label} is gzip data without a page in it.", name="damaged")
    return data


def _checked_document(document: Document, source: Source) -> Document:
    """The document within its limits, without characters that no text holds."""
    if document.format == "text":
        return document
    if len(document.text) > limits.MAX_TEXT_CHARACTERS:
        raise ReadError(
            f"{source.label} holds {len(document.text):,} characters of text, over the limit of "
            f"{limits.MAX_TEXT_CHARACTERS:,}; no report is that long.",
            name="too_large",
        )
    text = _NO_TEXT.sub("", document.text)
    if not text.strip() and not document.links:
        raise ReadError(
            f"{source.label} has no text; look for another version of the report.", name="empty"
        )
    return replace(document, text=text)


# Control characters, lone surrogates and non-characters, which parsers let through.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
