"""Finds words in the sentences of all current reports: who wrote it, since when, with what figures.

A query is words with blanks between; all must stand in the sentence, one with - before it must not.
Words are looked for as runs of characters, not as entries of an index: a Chinese segmenter cuts
the same word differently from text to text, and a run of characters misses nothing. A scan of a
million sentences takes about half a second (`bench/warehouse.py` measures it).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from warehouse.errors import QueryError

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence that was found: what it measures, and whether it was promised."""

    observation_id: int
    subject: str
    role: str
    value: float | None
    value_high: float | None
    unit: str
    comparator: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found, with its figures (those about the words first)."""

    report_id: int
    region_code: str
    region: str
    year: int
    sentence_number: int
    section: str | None
    text: str
    start: int
    end: int
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The newest hits up to the limit, and counts over all of them."""

    hits: tuple[Hit, ...] = ()
    sentences: int = 0
    reports: int = 0
    regions: int = 0
    first_year: int | None = None
    by_year: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Where:
    """Which reports to look in; empty means all. `section` is a section's kind (review, plan)."""

    region_codes: Sequence[str] = ()
    first_year: int | None = None
    last_year: int | None = None
    section: str | None = None


def search(
    connection: Connection, query: str, where: Where | None = None, *, limit: int = 50
) -> Found:
    """Look for the words of `query`; raises QueryError where there is nothing to look for."""
    wanted, unwanted = words(query)
    conditions, values = _conditions(wanted, unwanted, where or Where())
    rows = connection.execute(_QUERY.format(" AND ".join(conditions)), [*values, limit]).fetchall()
    if not rows:
        return Found()
    sentences, reports, regions, first_year, by_year = rows[0][9:]
    figures = _figures(connection, rows, wanted)
    return Found(
        hits=tuple(_hit(row, figures) for row in rows),
        sentences=sentences,
        reports=reports,
        regions=regions,
        first_year=first_year,
        by_year=dict(by_year),
    )  # fmt: skip


def _hit(row: tuple[Any, ...], figures: dict[tuple[int, int], tuple[Figure, ...]]) -> Hit:
    hit = Hit(*row[:9])
    return replace(hit, figures=figures.get((hit.report_id, hit.sentence_number), ()))


def words(query: str) -> tuple[list[str], list[str]]:
    """The words that must and those that must not stand there; full-width forms made plain."""
    parts = unicodedata.normalize("NFKC", query).split()
    wanted = [part for part in parts if not part.startswith("-")]
    if not wanted:
        raise QueryError("Name at least one word to look for.")
    return wanted, [part[1:] for part in parts if part.startswith("-") and len(part) > 1]


_QUERY = """
WITH hit AS MATERIALIZED (
    SELECT s.report_id, p.region_code, p.year, s.sentence_number, s.section_number, s.text,
        s."start", s."end"
    FROM sentence s JOIN report p USING (report_id)
    WHERE p.status = 'current' AND {}
), total AS (
    SELECT count(*) AS sentences, count(DISTINCT report_id) AS reports,
        count(DISTINCT region_code) AS regions, min(year) AS first_year FROM hit
), years AS (
    SELECT map_from_entries(list((year, n) ORDER BY year)) AS by_year
    FROM (SELECT year, count(*) AS n FROM hit GROUP BY year)
), newest AS (
    SELECT * FROM hit ORDER BY year DESC, region_code, report_id, sentence_number LIMIT ?
)
SELECT h.report_id, h.region_code, r.name, h.year, h.sentence_number, c.kind, h.text, h."start",
    h."end", total.*, years.by_year
FROM newest h JOIN region r USING (region_code)
LEFT JOIN section c ON c.report_id = h.report_id AND c.section_number = h.section_number
CROSS JOIN total CROSS JOIN years
ORDER BY h.year DESC, h.region_code, h.report_id, h.sentence_number
"""


def _conditions(
    wanted: list[str], unwanted: list[str], where: Where
) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    for negation, found in (("", wanted), ("NOT ", unwanted)):
        for word in found:
            # Only letters have two cases; lowering every sentence would double the time.
            text = "lower(s.text)" if word.isascii() else "s.text"
            conditions.append(f"{negation}contains({text}, ?)")
            values.append(word.lower() if word.isascii() else word)
    if where.region_codes:
        conditions.append("list_contains(?::VARCHAR[], p.region_code)")
        values.append(list(where.region_codes))
    if where.first_year is not None:
        conditions.append("p.year >= ?")
        values.append(where.first_year)
    if where.last_year is not None:
        conditions.append("p.year <= ?")
        values.append(where.last_year)
    if where.section is not None:
        conditions.append(
            "EXISTS (FROM section x WHERE x.report_id = s.report_id "
            "AND x.section_number = s.section_number AND x.kind = ?)"
        )
        values.append(where.section)
    return conditions, values


def _figures(
    connection: Connection, rows: list[tuple[Any, ...]], wanted: list[str]
) -> dict[tuple[int, int], tuple[Figure, ...]]:
    """The observations of the sentences found; where some are about the words, only these."""
    ids = ", ".join(str(row[0]) for row in rows)
    observations = connection.execute(
        "SELECT report_id, sentence_number, observation_id, subject, role, value, value_high, "
        f"unit, comparator, period FROM observation WHERE report_id IN ({ids}) "
        "ORDER BY observation_id"
    ).fetchall()
    places = {(row[0], row[4]) for row in rows}
    found: dict[tuple[int, int], list[Figure]] = {}
    for report_id, number, *rest in observations:
        if (report_id, number) in places:
            found.setdefault((report_id, number), []).append(Figure(*rest))
    return {
        place: tuple([one for one in figures if any(w in one.subject for w in wanted)] or figures)
        for place, figures in found.items()
    }
