"""Decides which part of an HTML page is the report, and turns a part into lines.

The weight of an element is the number of characters of running text in it: text with sentence
punctuation that is no link. Menus, lists and rows of labels weigh nothing, so the smallest element
that holds nearly all of the page's weight is the report, whatever the site calls it. Where an
element with a well-known name (TRS_Editor, zoom, UCAP-CONTENT ...) holds most of the weight, it is
taken, because its edges are the exact ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import ReadError
from ingest.read import limits
from ingest.read.furniture import Furniture
from ingest.read.paragraphs import Line

_SKIPPED_NAMES = """
script style noscript template svg math object select button rp rt audio video canvas map
"""
_BLOCK_NAMES = """
address article aside blockquote body center caption dd details dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary
table tbody td tfoot th thead tr ucapcontent ul
"""
_CONTAINER_NAMES = "div td article section main body form ucapcontent fieldset center html th"
_SKIPPED = tuple(_SKIPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RUNNING = re.compile(r"[。；，！？]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad\ufffc]")
_SOURCE_BREAK = re.compile(r"(?<![ \t])[ \t]*[\r\n\f\v]\s*")
_INDENT = re.compile(r"\s*?(?:\u3000|\u2003|\xa0{2}|\xa0 )")
_WIDE_SPACE = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_WORDS = re.compile(r"[a-z0-9]+")
# The report holds at least this share of the page's running text; the rest is footers and teasers.
_MOST = 0.92
# A well-known container is believed from this share on; below it is a teaser of another article.
_KNOWN = 0.6
_LONGEST_CELL = 160
_MOST_COLUMNS = 60


def parse_page(text: str) -> HtmlElement:
    """The page as a tree. Raises ReadError where nothing in it is a page."""
    # Counted before parsing: as a tree a page of tags alone is fifty times its size.
    if text.count("<") > limits.MAX_HTML_TAGS:
        raise ReadError(
            f"The page has more than {limits.MAX_HTML_TAGS:,} tags; save the report as text.",
            name="too_large",
        )
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    # lxml refuses a str with an encoding declaration of its own; lone surrogates can't be encoded.
    data = text.encode("utf-8", errors="replace")
    try:
        tree = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(f"The page can't be parsed as HTML ({error}).", name="damaged") from None
    etree.strip_elements(tree, *_SKIPPED, with_tail=False)
    return tree


@dataclass
class Weights:
    """Running text below every element; made once for a page."""

    page: HtmlElement
    _of: dict[HtmlElement, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        elements = [each for each in self.page.iter() if isinstance(each.tag, str)]
        linked = {each for link in self.page.iter("a") for each in link.iter()}
        for each in elements:
            self._of[each] = 0
        for each in elements:
            if each not in linked:
                self._of[each] += _running(each.text)
            for child in each:
                if each not in linked:
                    self._of[each] += _running(child.tail)
        for each in reversed(elements):
            parent = each.getparent()
            if parent is not None and parent in self._of:
                self._of[parent] += self._of[each]

    def __getitem__(self, element: HtmlElement) -> int:
        return self._of.get(element, 0)

    @property
    def total(self) -> int:
        """The running text of the whole page."""
        return self[self.page]


def _running(text: str | None) -> int:
    return len(text) if text and _RUNNING.search(text) else 0


def drop_furniture(weights: Weights, furniture: Furniture) -> None:
    """Takes menus, share bars and hidden parts out of the page, unless the text is in them."""
    for element in list(weights.page.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        if not _is_dropped(element, furniture.drop_words):
            continue
        # Some sites call the report's own frame "print", or reveal it by script.
        if weights[element] <= 0.3 * weights.total and element.tag not in ("body", "html"):
            # Emptied, not taken out: lxml would have to copy the text around it, which can fail.
            element.clear(keep_tail=True)


def _is_dropped(element: HtmlElement, words: frozenset[str]) -> bool:
    if element.tag in ("nav", "footer", "aside") or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return names != " " and not words.isdisjoint(_WORDS.findall(names))


def find_content(weights: Weights, furniture: Furniture) -> list[HtmlElement]:
    """The elements that hold the report, in page order; the body where nothing stands out."""
    known = _known_containers(weights, furniture)
    if known:
        return known
    element = weights.page
    while True:
        heavy = [each for each in element if weights[each] >= _MOST * weights.total]
        if not heavy or not weights.total:
            break
        element = heavy[0]
    while element.tag not in _CONTAINERS and element.getparent() is not None:
        element = element.getparent()
    return [element]


def _known_containers(weights: Weights, furniture: Furniture) -> list[HtmlElement]:
    """The outermost elements of the first well-known name that holds enough of the text."""
    named: dict[str, list[HtmlElement]] = {}
    for element in weights.page.iter():
        if isinstance(element.tag, str):
            names = {element.get("id", "").lower(), *element.get("class", "").lower().split()}
            for name in names | {element.tag}:
                named.setdefault(name, []).append(element)
    for name in furniture.content_names:
        found = _outermost(named.get(name, []))
        if found and sum(weights[each] for each in found) >= max(1, _KNOWN * weights.total):
            return found
    return []


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen = set(elements)
    return [each for each in elements if not any(up in chosen for up in each.iterancestors())]


class _Lines:
    """Collects text and breaks it into lines at block elements."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._linked = 0
        self.pre = 0
        self.link = 0

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.pre and ("\n" in text or "\r" in text):
            first, *rest = re.split(r"\r\n?|\n", text)
            self._add(first)
            for part in rest:
                self.flush()
                self._add(part)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        if self.link:
            self._linked += len(text.strip())

    def flush(self) -> None:
        raw = "".join(self._parts)
        text = clean(raw)
        if text:
            indented = _INDENT.match(raw) is not None
            share = min(1.0, self._linked / len(text))
            self.lines.append(Line(text, indented=indented, link_share=share))
        self._parts.clear()
        self._linked = 0


def clean(raw: str) -> str:
    """A line's text: source line breaks gone, runs of spaces one, no invisible characters.

    Spaces that the page shows stay (刘　忠, 政 府 工 作 报 告): they are part of the text.
    """
    text = _WIDE_SPACE.sub(" ", _INVISIBLE.sub("", raw))
    text = _SOURCE_BREAK.sub(_break, text)
    return re.sub(r"[ \t]{2,}|\t", " ", text).strip()


def _break(match: re.Match[str]) -> str:
    """A line break of the source is a space between Latin letters and nothing in Chinese."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if (before + after).isascii() and before.isalnum() and after.isalnum() else ""


def lines_of(element: HtmlElement) -> list[Line]:
    """The element's text as lines, tables as rows of cells joined by tabs."""
    out = _Lines()
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, each in walker:
        if event == "start":
            _open(each, out, walker)
        else:
            _close(each, out, root=each is element)
    out.flush()
    return out.lines


def _open(element: HtmlElement, out: _Lines, walker: etree.iterwalk) -> None:
    tag = element.tag
    if tag == "table":
        rows = table_rows(element)
        if rows:
            out.flush()
            out.lines.extend(Line("\t".join(row), table=True) for row in rows)
            walker.skip_subtree()
            return
    if tag in _BLOCKS or tag == "br":
        out.flush()
    out.pre += tag in ("pre", "textarea")
    out.link += tag == "a"
    out.add(element.text)


def _close(element: HtmlElement, out: _Lines, *, root: bool) -> None:
    tag = element.tag
    if tag in _BLOCKS:
        out.flush()
    # A table read as rows was never opened, but holds neither count.
    out.pre -= tag in ("pre", "textarea")
    out.link -= tag == "a"
    if not root:
        out.add(element.tail)


def table_rows(table: HtmlElement) -> list[list[str]] | None:
    """The cells of a table of data; None for one that only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = list(table.iter("tr"))
    if sum(1 for row in rows if len(row) >= 2) < 2:
        return None
    grid = list(_grid(rows))
    if any(len(cell) > _LONGEST_CELL for row in grid for cell in row):
        return None
    return [row for row in grid if any(row)]


def _grid(rows: list[HtmlElement]) -> Iterator[list[str]]:
    """Cells by column: a cell over several columns or rows leaves empty ones behind it."""
    pending: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _fill(cells, pending)
            columns = _span(cell, "colspan")
            below = _span(cell, "rowspan") - 1
            for offset in range(columns):
                if below:
                    pending[len(cells)] = below
                cells.append(_cell_text(cell) if offset == 0 else "")
        _fill(cells, pending)
        yield cells


def _fill(cells: list[str], pending: dict[int, int]) -> None:
    """Empty cells where a cell of a row above reaches down."""
    while pending.get(len(cells), 0) > 0 and len(cells) < _MOST_COLUMNS:
        pending[len(cells)] -= 1
        cells.append("")


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 1


def _cell_text(cell: HtmlElement) -> str:
    return clean(" ".join(part.strip() for part in cell.itertext() if part.strip()))
