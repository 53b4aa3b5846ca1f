"""Reads OFD files (GB/T 33190), the fixed-layout format of Chinese authorities.

An OFD file is a zip of XML parts; text stands in TextObjects with their places on the page, which
`layout.py` makes paragraphs of as it does for PDF. No well-kept Python reader exists. Templates
(running heads, seals, red lines) are left out: they are the paper, not the text.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.furniture import load_furniture
from ingest.read.layout import Page, Run, paragraphs_of
from ingest.read.source import Source
from ingest.read.zip import open_zip, read_member

_TITLE = re.compile(r"报告|公报|计划")
_DEFAULT_HEIGHT = 297.0
_LONGEST_DELTA = 5000


def read(source: Source) -> Document:
    """The text of an OFD file. Raises ReadError for a damaged, scanned or over-long one."""
    with open_zip(source) as archive:
        parts = _Parts(archive, source)
        root = parts.xml("OFD.xml")
        pages: list[Page] = []
        for place in _texts(root, "DocRoot"):
            pages.extend(_pages(parts, _resolve("", place)))
    furniture = load_furniture()
    paragraphs = [each for each in paragraphs_of(pages) if not furniture.is_furniture(each)]
    if not paragraphs:
        raise ReadError(
            f"{source.label} is an OFD file without text, perhaps of scanned pictures; look for "
            "another version of the report.",
            name="no_text",
        )
    named = next((title.strip() for title in _texts(root, "Title") if title.strip()), None)
    found = next((line for line in paragraphs[:8] if len(line) <= 60 and _TITLE.search(line)), None)
    return Document(
        text="\n".join(paragraphs) + "\n",
        format="ofd",
        title=found or named,
    )


class _Parts:
    """The XML parts of the archive, within a common limit of unpacked bytes."""

    def __init__(self, archive: zipfile.ZipFile, source: Source) -> None:
        self._archive = archive
        self._source = source
        self._room = limits.MAX_ZIP_TOTAL

    def xml(self, name: str) -> etree._Element:
        """The root of a part; raises ReadError for one that is absent or no XML."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            raise self.damaged(f"the part {name} is missing") from None
        data = read_member(self._archive, info, min(limits.MAX_XML_PART, self._room), self._source)
        self._room -= len(data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser=parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged(f"the part {name} is no XML") from None
        if root.getroottree().docinfo.doctype:  # OFD has none; entities come with one
            raise self.damaged(f"the part {name} declares entities")
        return root

    def damaged(self, reason: str) -> ReadError:
        """The error for a damaged file, with what is wrong in it."""
        return ReadError(
            f"{self._source.label} is a damaged or encrypted OFD file ({reason}); fetch it again "
            "or look for another version.",
            name="damaged",
        )


def _pages(parts: _Parts, place: str) -> Iterator[Page]:
    document = parts.xml(place)
    height = _page_height(document) or _DEFAULT_HEIGHT
    pages = [each for each in _named(document, "Page") if each.get("BaseLoc")]
    if len(pages) > limits.MAX_DOCUMENT_PAGES:
        raise ReadError(
            f"The OFD file has {len(pages):,} pages, over the limit of "
            f"{limits.MAX_DOCUMENT_PAGES:,}; give the report's pages only.",
            name="too_large",
        )
    for each in pages:
        content = parts.xml(_resolve(posixpath.dirname(place), each.get("BaseLoc", "")))
        own_height = _page_height(content) or height
        yield Page(tuple(_runs(content, own_height)), own_height)


def _resolve(folder: str, place: str) -> str:
    """A part's name in the archive from a place given in a part of `folder`."""
    return posixpath.normpath(posixpath.join("/", folder, place.strip())).lstrip("/")


def _runs(content: etree._Element, height: float) -> Iterator[Run]:
    for element in _named(content, "TextObject"):
        box = _numbers(element.get("Boundary"))
        if len(box) != 4:
            continue
        size = (_numbers(element.get("Size")) or [4.0])[0] or 4.0
        size *= _scale(element)
        for code in _named(element, "TextCode"):
            text = "".join(code.itertext()).strip()
            if text:
                yield _run(code, text, box, size, height)


def _run(code: etree._Element, text: str, box: list[float], size: float, height: float) -> Run:
    left = box[0] + (_numbers(code.get("X")) or [0.0])[0]
    baseline = box[1] + (_numbers(code.get("Y")) or [0.0])[0]
    steps = _deltas(code.get("DeltaX"))
    width = sum(steps[: len(text) - 1]) + size if steps or len(text) == 1 else box[2]
    return Run(text, left, left + width, height - baseline, size)


def _scale(element: etree._Element) -> float:
    """The factor that a transformation puts on the font size; 1 without one."""
    matrix = _numbers(element.get("CTM"))
    return abs(matrix[0]) if len(matrix) == 6 and matrix[0] else 1.0


def _deltas(text: str | None) -> list[float]:
    """The steps from character to character; "g 3 5.6" says 5.6 three times."""
    words = (text or "").split()[:_LONGEST_DELTA]
    steps: list[float] = []
    position = 0
    while position < len(words) and len(steps) < _LONGEST_DELTA:
        if words[position] == "g" and position + 2 < len(words):
            count = _number(words[position + 1])
            repeat = int(min(max(count or 0, 0), _LONGEST_DELTA))
            steps += [_number(words[position + 2]) or 0.0] * repeat
            position += 3
        else:
            steps.append(_number(words[position]) or 0.0)
            position += 1
    return steps


def _number(word: str) -> float | None:
    try:
        value = float(word)
    except ValueError:
        return None
    return value if abs(value) < 1e6 else None  # nan and inf fail this as well


def _numbers(text: str | None) -> list[float]:
    found = [_number(word) for word in (text or "").split()[:8]]
    return [value for value in found if value is not None]


def _page_height(element: etree._Element) -> float | None:
    for box in _texts(element, "PhysicalBox"):
        numbers = _numbers(box)
        if len(numbers) == 4 and numbers[3] > 0:
            return numbers[3]
    return None


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Descendants of that local name; writers differ in the namespace they give."""
    yield from element.iter(f"{{*}}{name}")


def _texts(element: etree._Element, name: str) -> Iterator[str]:
    return ((each.text or "") for each in _named(element, name))
