"""Reads PDF files that hold text: its runs with their places, which `layout.py` makes lines of.

PDFium does the parsing (it knows the character maps of Chinese fonts and is quick). A scan without
a text layer, and a file whose fonts don't say which characters they draw, are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import hypot

import pypdfium2
from pypdfium2 import raw

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.charset import commonness
from ingest.read.furniture import load_furniture
from ingest.read.layout import Page, Run, paragraphs_of
from ingest.read.source import Source

_BREAK = re.compile(r"\r\n|\r|\n")
_TITLE = re.compile(r"报告|公报|计划")
_WORD = re.compile(r"[^ \t\u3000\xa0]+")
# Characters a page below which there is no text layer, only stamps and page numbers.
_LITTLE = 20
# Widths of a character between two words from which they are cells of a table row: where PDFium
# put in the space, and where the file has spaces of its own (刘　忠).
_CELL_GAP, _TYPED_GAP = 0.45, 1.9


def read(source: Source) -> Document:
    """The text of a PDF. Raises ReadError for one that is encrypted, scanned, damaged, too long."""
    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(source, str(error)) from None
    try:
        count = len(pdf)
        if count > limits.MAX_DOCUMENT_PAGES:
            raise ReadError(
                f"{source.label} has {count:,} pages, over the limit of "
                f"{limits.MAX_DOCUMENT_PAGES:,}; give the report's pages only.",
                name="too_large",
            )
        pages = list(_pages(pdf, source))
    finally:
        pdf.close()
    return _document(source, pages)


def _refusal(source: Source, reason: str) -> ReadError:
    if "password" in reason.lower():
        return ReadError(
            f"{source.label} is protected by a password; give it without one.", name="encrypted"
        )
    return ReadError(
        f"{source.label} is a damaged PDF; fetch it again or save it in another format.",
        name="damaged",
    )


def _pages(pdf: pypdfium2.PdfDocument, source: Source) -> Iterator[Page]:
    total = 0
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            raise ReadError(
                f"{source.label} is a damaged PDF: page {number + 1} can't be read; fetch again.",
                name="damaged",
            ) from None
        runs = tuple(_runs(page))
        total += sum(len(run.text) for run in runs)
        if total > limits.MAX_TEXT_CHARACTERS:
            raise ReadError(
                f"{source.label} holds more than {limits.MAX_TEXT_CHARACTERS:,} characters; no "
                "report is that long.",
                name="too_large",
            )
        yield Page(runs, page.get_height())
        page.close()


def _runs(page: pypdfium2.PdfPage) -> Iterator[Run]:
    """The page's lines as PDFium breaks them, in the order of the page's content."""
    textpage = page.get_textpage()
    count = min(textpage.count_chars(), limits.MAX_PAGE_CHARACTERS)
    text = textpage.get_text_range(0, count) if count else ""
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from _line(textpage, text[start:end], start)
        start = match.end() if match else end
    textpage.close()


def _line(textpage: pypdfium2.PdfTextPage, line: str, start: int) -> Iterator[Run]:
    """The runs of one line: one, or the cells of a table row, which wide gaps set apart."""
    words = list(_WORD.finditer(line))
    parts = [Run(word.group(), *_place(textpage, start, word)) for word in words]
    spaced_out = all(len(part.text) == 1 for part in parts)  # a title drawn letter by letter
    cell: Run | None = None
    for word, part in zip(words, parts, strict=True):
        if cell is None:
            cell = part
            continue
        drawn = _is_generated(textpage, start + word.start() - 1)
        gap = part.left - cell.right
        if gap > (_CELL_GAP if drawn else _TYPED_GAP) * part.size and not spaced_out:
            yield cell
            cell = part
        else:
            text = cell.text + _between(cell.text, part.text, drawn=drawn) + part.text
            cell = Run(text, cell.left, part.right, cell.y, cell.size)
    if cell is not None:
        yield cell


def _between(left: str, right: str, *, drawn: bool) -> str:
    """The space between two words: one that is only drawn stands between Latin words alone.

    Word processors put a quarter of a character between Chinese and figures, which is no space.
    """
    latin = left[-1].isascii() and right[0].isascii()
    return " " if latin or not drawn else ""


def _place(
    textpage: pypdfium2.PdfTextPage, start: int, word: re.Match[str]
) -> tuple[float, float, float, float]:
    """Left, right, bottom and size of a word, by its first and last characters."""
    first = start + word.start()
    left, bottom, _, top = _box(textpage, first)
    _, _, right, _ = _box(textpage, start + word.end() - 1)
    # A font without a size (Type 3, odd matrices) is as large as its box says.
    size = _size(textpage, first)
    return left, right, bottom, size if size > 2 else max(top - bottom, 1.0)


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a character on the page: the font's, as its matrix scales it."""
    character = _character(textpage, index)
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage.raw, character, matrix):
        return 0.0
    return float(raw.FPDFText_GetFontSize(textpage.raw, character)) * hypot(matrix.b, matrix.d)


def _character(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    """PDFium's number of a character of the text; the two differ where it left characters out."""
    return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(textpage.raw, index)))


def _is_generated(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether PDFium put in that character, a space where the file only has a gap."""
    return bool(raw.FPDFText_IsGenerated(textpage.raw, _character(textpage, max(0, index))) == 1)


def _box(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character; zeros for one that has no place."""
    try:
        left, bottom, right, top = textpage.get_charbox(_character(textpage, index), loose=True)
    except pypdfium2.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _document(source: Source, pages: list[Page]) -> Document:
    characters = sum(len(run.text) for page in pages for run in page.runs)
    if characters < _LITTLE * max(1, len(pages)):
        raise ReadError(
            f"{source.label} is a scan without a text layer; run it through OCR first, or look for "
            "a text version of the report.",
            name="no_text",
        )
    furniture = load_furniture()
    paragraphs = [each for each in paragraphs_of(pages) if not furniture.is_furniture(each)]
    text = "\n".join(paragraphs) + "\n"
    if commonness(text) < 0.3:
        raise ReadError(
            f"{source.label} draws its text in fonts that don't say which characters they are; "
            "look for another version of the report.",
            name="no_text",
        )
    title = next((line for line in paragraphs[:8] if len(line) <= 60 and _TITLE.search(line)), None)
    return Document(text=text, format="pdf", title=title)
