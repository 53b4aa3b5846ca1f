"""Makes paragraphs of lines with places, as PDF and OFD pages give them.

Running heads and page numbers go: a line at a page's edge that stands on other pages too, or that
is a number. Then the shape of the text decides what belongs together: a line that is full goes on
in the next one unless that is indented; runs of text on one height are the cells of a table row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.read.furniture import squeeze
from ingest.read.paragraphs import LONGEST_PARAGRAPH, Line, glue, is_heading, join_cut

_NUMBER = re.compile(
    r"[-—–－·.\s|]*(?:第?\s*\d{1,4}\s*页?|[ivxlcIVXLC]{1,6}|第[一二三四五六七八九十百]{1,5}页)"
    r"(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·.\s|]*"
)
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+")
_SENTENCE_END = re.compile(r"[。！？；：][”’）)」』]?$")
# Share of a page's height at its top and bottom where running heads stand.
_EDGE = 0.12
_EDGE_LINES = 3
# Widths of a character: below the first a gap is none (one word drawn in two pieces), below the
# second it is a space in a line, unless the line above or below has gaps as well.
_PIECE_GAP, _LINE_GAP = 0.35, 3.0


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text on one line: left, right, height above the page's bottom, size in points."""

    text: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of one page in reading order, and the page's height in points."""

    runs: tuple[Run, ...]
    height: float


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of all pages in order, tables as rows of cells joined by tabs."""
    repeated = _repeated(pages)
    rows: list[_Row] = []
    for page in pages:
        first = True
        for row in _rows(_without_edges(page, repeated)):
            rows.append(_Row(row.runs, first))
            first = False
    if not rows:
        return []
    return _joined(rows, _Shape.of(rows))


@dataclass(frozen=True, slots=True)
class _Row:
    """The runs on one height; `first` marks the first row of a page."""

    runs: tuple[Run, ...]
    first: bool = False

    @property
    def text(self) -> str:
        return "\t".join(run.text for run in self.runs)

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return self.runs[-1].right

    @property
    def y(self) -> float:
        return self.runs[0].y

    @property
    def size(self) -> float:
        return self.runs[0].size


def _edge_runs(page: Page) -> list[Run]:
    """The runs in the top and bottom margins: few, and at the very edge."""
    top = sorted(page.runs, key=lambda run: -run.y)[:_EDGE_LINES]
    bottom = sorted(page.runs, key=lambda run: run.y)[:_EDGE_LINES]
    high, low = page.height * (1 - _EDGE), page.height * _EDGE
    return [run for run in top if run.y >= high] + [run for run in bottom if run.y <= low]


def _pattern(run: Run) -> str:
    """What a running head has in common over the pages: its words, without numbers."""
    return _DIGITS.sub("0", squeeze(run.text))


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """Running heads: edge lines that stand on a third of the pages, at least on two of them."""
    counts = Counter(
        pattern for page in pages for pattern in {_pattern(r) for r in _edge_runs(page)}
    )
    enough = max(2, len(pages) // 3)
    return frozenset(pattern for pattern, count in counts.items() if count >= enough)


def _is_number(text: str) -> bool:
    """Whether a line at the edge is a page number; a longer one never is."""
    return len(text) <= 40 and _NUMBER.fullmatch(text.strip()) is not None


def _without_edges(page: Page, repeated: frozenset[str]) -> list[Run]:
    edges = {
        id(run) for run in _edge_runs(page) if _is_number(run.text) or _pattern(run) in repeated
    }
    return [run for run in page.runs if id(run) not in edges]


def _rows(runs: Sequence[Run]) -> list[_Row]:
    """Runs of one height in one row; a single one with gaps is a line, several are a table."""
    rows: list[list[Run]] = []
    for run in runs:
        last = rows[-1][-1] if rows else None
        if last and _is_beside(last, run):
            if run.left - last.right < _PIECE_GAP * run.size:
                rows[-1][-1] = _merge(last, run)
            else:
                rows[-1].append(run)
        else:
            rows.append([run])
    found = []
    for number, row in enumerate(rows):
        beside = [other for other in (number - 1, number + 1) if 0 <= other < len(rows)]
        alone = all(len(rows[other]) == 1 for other in beside)
        found.append(_Row((_as_line(row),) if alone and _is_tight(row) else tuple(row)))
    return found


def _is_beside(last: Run, run: Run) -> bool:
    """Whether a run goes on in the line of the one before it; 。“ are often set into each other."""
    same_height = abs(last.y - run.y) < 0.5 * run.size
    return same_height and run.left > last.right - 1.2 * run.size


def _merge(left: Run, right: Run, between: str = "") -> Run:
    text = left.text + between + right.text if between else glue(left.text, right.text)
    return Run(text, left.left, right.right, left.y, left.size)


def _is_tight(row: Sequence[Run]) -> bool:
    return all(b.left - a.right < _LINE_GAP * a.size for a, b in pairwise(row))


def _as_line(row: Sequence[Run]) -> Run:
    line = row[0]
    for run in row[1:]:
        line = _merge(line, run, " ")
    return line


@dataclass(frozen=True, slots=True)
class _Shape:
    """The text block that most lines share: its edges, the size of a character, the line gap."""

    left: float
    right: float
    size: float
    gap: float
    indents: bool

    @classmethod
    def of(cls, rows: Sequence[_Row]) -> _Shape:
        size = median(row.size for row in rows) or 1.0
        single = [row for row in rows if len(row.runs) == 1] or list(rows)
        gaps = sorted(
            above.y - below.y
            for above, below in pairwise(rows)
            if not below.first and above.y - below.y > 0.5 * size
        )
        left = _edge([row.left for row in single], size, share=0.1)
        indented = sum(1.5 * size < row.left - left < 3 * size for row in single)
        return cls(
            left=left,
            right=-_edge([-row.right for row in single], size),
            size=size,
            # The narrow gaps are those inside paragraphs, however short the paragraphs are.
            gap=gaps[len(gaps) // 5] if gaps else 0.0,
            indents=indented >= 0.06 * len(single),
        )

    def is_full(self, row: _Row) -> bool:
        return row.right >= self.right - 2.2 * self.size

    def is_almost_full(self, row: _Row) -> bool:
        return row.right >= self.right - 7 * self.size

    def is_indented(self, row: _Row) -> bool:
        return row.left > self.left + 1.2 * self.size

    def is_apart(self, above: _Row, below: _Row) -> bool:
        """Whether the space between two rows of a page says that a new paragraph begins."""
        return not below.first and self.gap > 0 and above.y - below.y > 1.35 * self.gap


def _edge(places: list[float], size: float, share: float = 0.0) -> float:
    """The outermost place where several lines begin (or end) within a character's width."""
    ordered = sorted(places)
    enough = max(2, int(share * len(ordered)))
    for number, place in enumerate(ordered[: len(ordered) - enough + 1]):
        if ordered[number + enough - 1] - place <= size:
            return place
    return ordered[0]


def _joined(rows: Sequence[_Row], shape: _Shape) -> list[str]:
    """Paragraphs by the shape of the text; the words decide where the shape says nothing."""
    lines: list[Line] = []
    above: _Row | None = None
    for row in rows:
        if above is not None and _goes_on(above, row, shape, lines[-1].text):
            last = lines[-1]
            lines[-1] = Line(glue(last.text, row.text), indented=last.indented)
        else:
            lines.append(Line(row.text, indented=shape.is_indented(row), table=len(row.runs) > 1))
        above = row
    return join_cut(lines, full_line=40)


def _goes_on(above: _Row, row: _Row, shape: _Shape, paragraph: str) -> bool:
    """Whether `row` belongs to `paragraph`, whose last line so far is `above`."""
    if len(above.runs) > 1 or len(row.runs) > 1 or len(paragraph) > LONGEST_PARAGRAPH:
        return False
    if abs(above.size - row.size) > 0.15 * shape.size or shape.is_apart(above, row):
        return False
    if shape.is_indented(row):
        return False
    # “2349” and the like don't break, and leave the line before them short by several characters.
    is_title = is_heading(paragraph) and "。" not in paragraph
    almost_full = shape.is_almost_full(above) and not is_title
    if shape.indents:  # only a paragraph's first line is indented, so what is not goes on
        return shape.is_full(above) or almost_full
    if _SENTENCE_END.search(above.text):
        # A page's last sentence is taken for its paragraph's last one: that does less harm.
        return shape.is_full(above) and not row.first and not is_heading(row.text)
    return shape.is_full(above) or almost_full
