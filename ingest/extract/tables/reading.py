"""Finds tables of indicators (指标 / 目标 / 完成), as plan reports carry them, and reads them.

Two forms are read: lines of cells joined by tabs (what the readers make of HTML and Word), and
flattened tables with one cell a line (what copying a page leaves). The header decides what a
column means. In a flattened table a row that does not fit ends the table, because from there on
figures would land under the wrong header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.extract.tables import cells
from ingest.extract.tables.cells import Column
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.confidence import confidence
from ingest.extract.vocabulary.subject_key import subject_key
from ingest.model import Observation

MOST_HEADER_CELLS: Final = 12
LONGEST_CELL: Final = 40  # letters; a longer line is prose, not a cell of a table

_BLANKS: Final = " \u3000\xa0"
_NAMES_COLUMNS: Final = re.compile(r"指标|项目|目标")
# Most texts have no table; this settles it in one pass, from line end to line end.
_HEADER_LINE: Final = re.compile(
    r"\n[ \u3000\xa0]*(?:主要)?(?:经济)?(?:社会发展)?"
    r"(?:指标|项目|目标)(?:名称)?[ \u3000\xa0\r]*(?![^\n])"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its rows of as many cells, and the span that it takes in the text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int


def read_tables(
    text: str,
    tables: tuple[Table, ...],
    *,
    sentence_at: Callable[[int], int] = lambda at: 0,
) -> tuple[Observation, ...]:
    """The observations of `tables`, which `find_tables` found in `text`, in text order.

    `sentence_at` gives the number of the sentence at an offset. A cell whose meaning the header
    doesn't settle gives nothing.
    """
    return tuple(
        observation
        for table in tables
        for row in table.rows
        for observation in _of_row(text, table.columns, row, sentence_at)
    )


def find_tables(text: str, *, year: int | None) -> tuple[Table, ...]:
    """The tables of indicators in `text`, a report of `year`; prose rules skip their spans."""
    if "\t" not in text and not _HEADER_LINE.search(f"\n{text}"):
        return ()
    lines = _lines(text)
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table, after = _table_at(lines, at, year)
        if table:
            found.append(table)
        at = max(after, at + 1)
    return tuple(found)


def _lines(text: str) -> list[Cell]:
    """The lines of `text` that are not empty, without the blanks around them."""
    lines: list[Cell] = []
    for line in re.finditer(r"[^\n\r]+", text):
        body = line.group()
        if stripped := body.strip(_BLANKS):
            start = line.start() + len(body) - len(body.lstrip(_BLANKS))
            lines.append(Cell(stripped, start, start + len(stripped)))
    return lines


def _table_at(lines: list[Cell], at: int, year: int | None) -> tuple[Table | None, int]:
    """The table whose header begins at line `at`, with the number of the line after it."""
    line = lines[at].text
    if "\t" in line:
        return _tabbed(lines, at, year) if _NAMES_COLUMNS.search(line) else (None, at + 1)
    if len(line) <= LONGEST_CELL and (cells.NAME.match(line) or cells.PASSED.match(line)):
        return _flattened(lines, at, year)
    return None, at + 1


def _split(line: Cell) -> tuple[Cell, ...]:
    """The cells of a tabbed line."""
    found: list[Cell] = []
    at = line.start
    for part in line.text.split("\t"):
        lead = len(part) - len(part.lstrip())
        body = part.strip()
        found.append(Cell(body, at + lead, at + lead + len(body)))
        at += len(part) + 1
    return tuple(found)


def _tabbed(lines: list[Cell], at: int, year: int | None) -> tuple[Table | None, int]:
    """A table of tabbed lines; a second header line (目标, 完成 under a year) joins the first."""
    header = [cell.text for cell in _split(lines[at])]
    body = at + 1
    if body < len(lines) and "\t" in lines[body].text:
        second = [cell.text for cell in _split(lines[body])]
        if len(second) == len(header) and _is_second_header(second):
            header = _joined(header, second)
            body += 1
    columns = _columns(header, year)
    if not columns:
        return None, at + 1
    rows: list[tuple[Cell, ...]] = []
    while body < len(lines) and "\t" in lines[body].text:
        row = _split(lines[body])
        if len(row) == len(columns):
            rows.append(row)
        body += 1
    return _made(columns, rows, lines[at].start), body


def _is_second_header(row: list[str]) -> bool:
    """Whether a line below a header is one too: it names columns and holds no number."""
    named = any(cells.TARGET.search(cell) or cells.ACTUAL.search(cell) for cell in row)
    return named and not any(cells.number_in(cell) for cell in row)


def _joined(first: list[str], second: list[str]) -> list[str]:
    """Two header lines as one: an empty cell above carries what stands to its left."""
    joined, above = [], ""
    for upper, lower in zip(first, second, strict=True):
        above = upper or above
        joined.append(above if upper == lower or not lower else f"{above}{lower}")
    return joined


def _flattened(lines: list[Cell], at: int, year: int | None) -> tuple[Table | None, int]:
    """A table with one cell a line: header words first, then rows of as many lines."""
    end = at
    while end < len(lines) and end - at < MOST_HEADER_CELLS and _is_header(lines[end].text):
        end += 1
    header = [line.text for line in lines[at:end]]
    if not any(cells.TARGET.search(cell) or cells.ACTUAL.search(cell) for cell in header):
        return None, end
    columns = _columns(header, year)
    if len(columns) < 3:
        return None, end
    rows: list[tuple[Cell, ...]] = []
    body = end
    while body + len(columns) <= len(lines):
        row = tuple(lines[body : body + len(columns)])
        if not all(_fits(column, cell.text) for column, cell in zip(columns, row, strict=True)):
            break
        rows.append(row)
        body += len(columns)
    return _made(columns, rows, lines[at].start), body


def _made(columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], start: int) -> Table | None:
    """The table, or None where it has no row."""
    return Table(columns, tuple(rows), start, rows[-1][-1].end) if rows else None


def _is_header(text: str) -> bool:
    """Whether a line can be a header cell: a known word, short, and no value."""
    if len(text) > 20 or "。" in text or cells.number_in(text):
        return False
    words = (cells.NAME, cells.UNIT, cells.PASSED, cells.SHARE, cells.TARGET, cells.ACTUAL)
    return any(word.search(text) for word in (*words, cells.GROWTH))


def _fits(column: Column, text: str) -> bool:
    """Whether a line can be a cell of `column` in a flattened table."""
    if len(text) > LONGEST_CELL or "\t" in text or "。" in text:
        return False
    if column.kind == "name":
        return bool(re.search(r"[\u4e00-\u9fff]{2}|[A-Z]{2}", text))
    if column.kind == "unit":
        return bool(cells.unit_of(text)) or cells.is_empty(text)
    if column.kind == "value":
        return bool(cells.number_in(text) or cells.relation_of(text)) or cells.is_empty(text)
    return True


def _columns(header: list[str], year: int | None) -> tuple[Column, ...]:
    """What the header cells mean; empty unless there is one name and a column of values."""
    columns = tuple(cells.column(cell, year) for cell in header)
    kinds = [column.kind for column in columns]
    return columns if kinds.count("name") == 1 and "value" in kinds else ()


def _of_row(
    text: str, columns: tuple[Column, ...], row: tuple[Cell, ...], sentence_at: Callable[[int], int]
) -> Iterator[Observation]:
    """The observations of one row, left to right."""
    pairs = list(zip(columns, row, strict=True))
    name_cell = next(cell for column, cell in pairs if column.kind == "name")
    name = cells.row_name(name_cell.text)
    for column, cell in pairs:
        if column.kind == "unit":
            name = replace(name, unit=cells.unit_of(cell.text) or name.unit)
        elif cells.relation_of(cell.text) in cells.OF_GROWTH:
            name = replace(name, unit=name.unit or "%", growth=True)
    if len(name.subject) < 2:
        return
    newest = _newest(columns)
    for column, cell in pairs:
        if column.kind == "value" and (value := cells.value_of(cell.text, name, column)):
            read = _observation(text, name_cell, name, column, cell, value)
            yield replace(read, sentence=sentence_at(cell.start), headline=column == newest)


def _newest(columns: tuple[Column, ...]) -> Column | None:
    """The column of the newest targets: those that the next report is held against."""
    targets = [column for column in columns if column.role == "target"]
    return max(targets, key=lambda column: column.period or 0, default=None)


def _observation(
    text: str,
    name_cell: Cell,
    name: cells.RowName,
    column: Column,
    cell: Cell,
    value: cells.Value,
) -> Observation:
    """The observation of one cell; the quote runs from the row's name to the cell."""
    start, end = min(name_cell.start, cell.start), max(name_cell.end, cell.end)
    indicator = indicator_of(name.subject)
    return Observation(
        subject=name.subject,
        subject_key=subject_key(name.subject),
        indicator=indicator,
        measure=value.measure,
        role=column.role,
        period=column.period,
        comparator=value.comparator,
        value=value.value,
        value_high=value.value_high,
        unit=value.unit,
        force=cells.force_of(cell.text, column.role),
        estimate=column.estimate,
        relation=value.relation,
        quote=text[start:end],
        start=cell.start,
        end=cell.end,
        quote_start=start,
        quote_end=end,
        sentence=0,
        rule="table",
        confidence=confidence(
            "table", indicator, column.role, name.subject, value.measure, value.relation
        ),
    )
