"""Decides which charset bytes are in.

The content decides, the label only breaks ties: Chinese sites send GBK labelled UTF-8 and UTF-8
labelled GB2312 every day. A candidate charset has to decode the whole without an error, and what
comes out has to be made of common Chinese characters; GBK read as UTF-16 decodes as well, but into
characters that nobody uses. A byte order mark stays in the text as its first character (U+FEFF),
so that offsets count the characters of the file exactly as a plain decoder gives them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# GB2312 and GBK are subsets of GB18030, and pages labelled with them hold characters beyond them.
_SUPERSET = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "ascii": "utf-8"}
_ON_THE_WEB = re.compile(r"utf-(8|16|32)|gb|big5|hz$|ascii$|iso8859|cp\d|euc|shift_jis|koi8")
_GUESSES = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-:.]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_\-:.]{2,40})""")
# Control characters that never stand in a text; tab, line feed, form feed and the like may.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SURE = 0.8
_PLAUSIBLE = 0.5
_SAMPLE = 6_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the charset that gave it, and notes for whoever looks at the source.

    `broken_at` is the position of the first byte that could not be decoded (lenient mode only).
    """

    text: str
    charset: str
    notes: tuple[str, ...] = ()
    broken_at: int | None = None


def decode(data: bytes, *, declared: str | None = None, label: str = "the file") -> Decoded:
    """The whole of `data` as text, character for character.

    `declared` is the charset of the HTTP header, if any; one in the content (meta, XML head) is
    found here. Raises ReadError naming the byte's position where nothing decodes the whole.
    """
    marked = _marked_charset(data)
    if marked:
        return _strict(data, marked, label)
    best: tuple[float, str, str] | None = None
    for name in _candidates(data, declared):
        text = _try(data, name)
        if text is None:
            continue
        share = commonness(text)
        if best is None or share > best[0]:
            best = (share, name, text)
        if share >= _SURE:
            break
    # Bytes that are valid UTF-8 by chance are rare, and Uyghur or Mongolian text scores low.
    if best is None or (best[0] < _PLAUSIBLE and best[1] != "utf-8"):
        raise _undecodable(data, declared, label)
    share, name, text = best
    _refuse_binary(text, label)
    return Decoded(text, name, tuple(_label_notes(declared, name)))


def decode_lenient(data: bytes, *, declared: str | None = None, label: str = "the page") -> Decoded:
    """As `decode`, but a few broken bytes become U+FFFD: a page's furniture may hold some.

    The caller refuses the page when U+FFFD stands in the report itself; `broken_at` is the first
    broken byte's position. More than one broken character in a thousand is refused here.
    """
    try:
        return decode(data, declared=declared, label=label)
    except ReadError:
        name, position = _nearest(data, declared)
        text = data.decode(name, errors="replace")
        lost = text.count("\ufffd")
        if not lost or lost > max(3, len(text) // 1000) or commonness(text) < _PLAUSIBLE:
            raise
        note = f"{lost} characters could not be decoded as {name}, the first at byte {position}."
        return Decoded(text, name, (note,), position)


def commonness(text: str) -> float:
    """The share of common Chinese characters among all that are not plain ASCII (1.0 if none).

    Control characters count as uncommon, so that UTF-16 read as UTF-8 scores low.
    """
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[-_SAMPLE // 2 :]
    telling = [c for c in sample if c >= "\x80" or _CONTROL.match(c)]
    if not telling:
        return 1.0
    common = _common_characters()
    return sum(c in common for c in telling) / len(telling)


@cache
def _common_characters() -> frozenset[str]:
    """Level 1 of GB 2312 and of Big5 with their punctuation: what reports are written in."""
    found = set("\ufeff\u3000\xa0·—–‘’“”…•℃％‰￥")
    found.update(_rows("gb2312", range(0xA1, 0xA4), range(0xA1, 0xFF)))
    found.update(_rows("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)))
    low = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    found.update(_rows("big5", range(0xA4, 0xC7), low))
    return frozenset(found)


def _rows(charset: str, rows: range, cells: range | tuple[int, ...]) -> Iterator[str]:
    for row in rows:
        for cell in cells:
            yield from bytes((row, cell)).decode(charset, errors="ignore")


def _marked_charset(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    """Charsets in the order they are tried: UTF-8, which proves itself, then labels, guesses."""
    seen = set()
    for name in ("utf-8", *labels(data, declared), *_GUESSES):
        if name not in seen:
            seen.add(name)
            yield name


def labels(data: bytes, declared: str | None) -> tuple[str, ...]:
    """The usable charset labels of header and content, in that order, as codec names."""
    head = data[:4096]
    named = [declared] if declared else []
    named += [m.group(1).decode("ascii") for m in (_XML.search(head), _META.search(head)) if m]
    return tuple(name for name in map(_codec_name, named) if name)


def _codec_name(label: str) -> str | None:
    """The Python codec for a label as found on the web; None for one that nobody knows."""
    cleaned = label.strip().strip("\"';").lower().removeprefix("x-")
    try:
        name = codecs.lookup(cleaned).name
    except (LookupError, ValueError):
        return None
    # Lookup also finds "zip", "rot13", "punycode" or "unicode_escape": no charsets of pages.
    return _SUPERSET.get(name, name) if _ON_THE_WEB.match(name) else None


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except ValueError:  # UnicodeDecodeError, or a codec that refuses the length
        return None


def _strict(data: bytes, name: str, label: str) -> Decoded:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{label} says by its byte order mark that it is {name}, but the byte at position "
            f"{error.start} (0x{data[error.start]:02x}) is not; save it again as UTF-8."
        ) from None
    _refuse_binary(text, label)
    return Decoded(text, name)


def _nearest(data: bytes, declared: str | None) -> tuple[str, int]:
    """The charset that makes the most sense of `data`, and where it first fails."""
    best: tuple[float, str, int] = (-1.0, "utf-8", 0)
    for name in dict.fromkeys(("utf-8", *labels(data, declared), "gb18030")):
        try:
            text, position = data.decode(name), len(data)
        except UnicodeDecodeError as error:
            text, position = data.decode(name, errors="replace"), error.start
        share = commonness(text)
        if share > best[0]:
            best = (share, name, position)
    return best[1], best[2]


def _undecodable(data: bytes, declared: str | None, label: str) -> ReadError:
    name, position = _nearest(data, declared)
    if position >= len(data):  # decodes, but into characters that nobody uses
        return ReadError(
            f"{label} is no readable text in UTF-8, GB18030, UTF-16 or Big5 (from the byte at "
            "position 0 on); if it is a report, save it again as UTF-8."
        )
    return ReadError(
        f"{label} can't be decoded: the byte at position {position} (0x{data[position]:02x}) is "
        f"not valid {name}; save the file again as UTF-8."
    )


def _refuse_binary(text: str, label: str) -> None:
    found = _CONTROL.search(text)
    if found:
        code, place = ord(found.group()), found.start()
        raise ReadError(
            f"{label} is a binary file, not a text: control character 0x{code:02x} at character "
            f"{place}; give the report as text, HTML, PDF, DOCX or OFD."
        )


def _label_notes(declared: str | None, name: str) -> Iterator[str]:
    codec = _codec_name(declared) if declared else None
    if codec and codec not in (name, f"{name}-sig"):
        yield f"The header says {declared}, the content is {name}."
