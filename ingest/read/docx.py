"""Reads Word files (.docx): paragraphs and tables in the order of the document.

python-docx opens the package and walks it; before it does, the parts are measured, because a part
of a few kilobytes can unpack to gigabytes. Text in tracked deletions is left out, text in tracked
insertions and hyperlinks is kept, footnote marks are dropped with the footnotes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.furniture import load_furniture
from ingest.read.source import Source
from ingest.read.zip import open_zip, read_member

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Text boxes are stored twice, for new and for old readers; deletions are no text.
_LEFT_OUT = frozenset({f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"})
# What python-docx raises on packages without their parts, and on parts that are something else.
_DAMAGES = (
    OpcError,
    KeyError,
    ValueError,
    AttributeError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
)
_TITLE = re.compile(r"报告|公报|计划")


def read(source: Source) -> Document:
    """The text of a Word file. Raises ReadError for a damaged, encrypted or empty one."""
    _measure(source)
    try:
        body = docx.Document(io.BytesIO(source.data)).element.body
    except _DAMAGES as error:
        raise _damaged(source, type(error).__name__) from None
    if body is None:
        raise _damaged(source, "it has no body")
    furniture = load_furniture()
    lines = [line for line in _lines(body) if not furniture.is_furniture(line)]
    if not lines:
        raise ReadError(
            f"{source.label} is a Word file without text, perhaps of scanned pictures; look for "
            "another version of the report.",
            name="no_text",
        )
    title = next((line for line in lines[:8] if len(line) <= 60 and _TITLE.search(line)), None)
    return Document(text="\n".join(lines) + "\n", format="docx", title=title)


def _damaged(source: Source, reason: str) -> ReadError:
    return ReadError(
        f"{source.label} is a damaged Word file ({reason}); open it in Word and save it again.",
        name="damaged",
    )


def _measure(source: Source) -> None:
    """Refuses parts that unpack to more than a report has, whatever the directory says."""
    with open_zip(source) as archive:
        room = limits.MAX_ZIP_TOTAL
        for info in archive.infolist()[: limits.MAX_ZIP_MEMBERS]:
            if info.filename.endswith((".xml", ".rels")):
                room -= len(read_member(archive, info, min(limits.MAX_XML_PART, room), source))
            elif info.file_size > limits.MAX_ZIP_MEMBER:
                raise ReadError(
                    f"{source.label} holds a part of {info.file_size:,} bytes, over the limit of "
                    f"{limits.MAX_ZIP_MEMBER:,}; save it without pictures.",
                    name="bomb",
                )


def _lines(body: etree._Element) -> Iterator[str]:
    """Paragraphs and table rows below an element, in order; content controls are opened."""
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            yield from _paragraph(element)
        elif element.tag == f"{_W}tbl":
            yield from _rows(element)
        elif element.tag not in _LEFT_OUT:
            yield from _lines(element)


def _paragraph(element: etree._Element) -> Iterator[str]:
    """The lines of a paragraph: one, or several where it holds line or page breaks."""
    for line in "".join(_text(element)).split("\n"):
        text = line.strip(" \t\u3000\xa0")
        if text:
            yield text.replace("\xa0", " ")


def _text(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _text(child)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iterchildren(f"{_W}tr"):
        cells = [" ".join(_lines(cell)) for cell in row.iterchildren(f"{_W}tc")]
        if any(cells):
            yield "\t".join(cell.replace("\t", " ") for cell in cells)
