"""What an export holds: each table as one query, with the meaning of its columns.

`panel` is the form that growth-target research uses: region × year × indicator × measure, one row
each, with the target and what became of it. The others are the long form behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

Connection = duckdb.DuckDBPyConnection

NAME = {
    "region": "Full name of the region.",
    "level": "country, province, city, district or other.",
    "fictional": "True for a sample region that doesn't exist.",
    "indicator_zh": "Chinese name of the indicator.",
    "indicator_en": "English name of the indicator.",
    "title": "Title of the report.",
    "url": "Address of the report.",
}


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table of an export. `year` is the column to partition and to filter by."""

    name: str
    title: str
    sql: str
    year: str
    key: tuple[str, ...]
    models: tuple[str, ...]
    meanings: dict[str, str] = field(default_factory=dict)


OBSERVATIONS = ExportTable(
    "observations",
    "Every measured statement of the current reports, with its words and place",
    """
    SELECT o.observation_id, o.report_id, o.region_code, r.name AS region, r.level, r.fictional,
        o.report_year, o.role, o.headline, o.indicator_id, i.zh AS indicator_zh,
        i.en AS indicator_en, o.subject, o.subject_key, o.measure, o.period, o.period_year,
        o.comparator, o.value, o.value_high, o.unit, o.force, o.estimate, o.relation, o.place,
        o.quote, o.quote_start, o.quote_end, o.confidence, o.rule, o.flags
    FROM observation o JOIN region r USING (region_code) LEFT JOIN indicator i USING (indicator_id)
    """,
    "report_year",
    ("observation_id",),
    ("observation", "region", "report"),
)
ATTAINMENT = ExportTable(
    "attainment",
    "Every judged target of a main passage with its outcome and verdict",
    """
    SELECT a.region_code, a.region, r.level, r.fictional, a.target_year, a.report_year,
        a.indicator_id, i.zh AS indicator_zh, i.en AS indicator_en, a.* EXCLUDE (region_code,
        region, target_year, report_year, indicator_id)
    FROM attainment a JOIN region r USING (region_code) LEFT JOIN indicator i USING (indicator_id)
    """,
    "target_year",
    ("target_observation_id",),
    ("attainment", "observation", "region"),
)
CHANGES = ExportTable(
    "target_changes",
    "How each target of a main passage changed from one report to the next",
    """
    SELECT c.region_code, c.region, r.level, r.fictional, c.previous_year, c.year,
        c.indicator_id, i.zh AS indicator_zh, i.en AS indicator_en, c.* EXCLUDE (region_code,
        region, previous_year, year, indicator_id)
    FROM target_change c JOIN region r USING (region_code) LEFT JOIN indicator i
    USING (indicator_id)
    """,
    "year",
    (),
    ("target_change", "observation", "region"),
)
REPORTS = ExportTable(
    "reports",
    "The current reports: where each came from and which rules read it",
    """
    SELECT p.report_id, p.region_code, r.name AS region, r.level, r.fictional, p.year, p.kind,
        p.title, p.issuer, p.published_on, p.delivered_on, p.url, p.raw_sha256, p.text_sha256,
        p.characters, p.change_of_term, p.extractor_version, p.stored_at
    FROM report p JOIN region r USING (region_code) WHERE p.status = 'current'
    """,
    "year",
    ("report_id",),
    ("report", "region"),
)
# A target without a later report has no row in attainment, but belongs in a panel: its verdict is
# null. Of several targets for one cell the first stated stands, as in the verdicts' own order.
PANEL = ExportTable(
    "panel",
    "Region × year × indicator × measure: target, comparator, force, outcome, verdict",
    """
    SELECT t.region_code, r.name AS region, r.level, r.fictional, t.report_year AS year,
        t.indicator_id, i.zh AS indicator_zh, i.en AS indicator_en, t.measure,
        t.comparator AS target_comparator, t.value AS target_value,
        t.value_high AS target_value_high, t.unit AS target_unit, t.force AS target_force,
        t.relation AS target_relation, a.stretch_value, a.actual_comparator, a.actual_value,
        a.actual_unit, a.actual_estimate, a.gap, a.verdict, a.rule, a.doubtful,
        t.quote AS target_quote, a.actual_quote, t.observation_id AS target_observation_id
    FROM (SELECT * FROM observation WHERE role = 'target' AND headline AND indicator_id IS NOT NULL
            AND period_year = report_year) t
    JOIN region r USING (region_code) LEFT JOIN indicator i USING (indicator_id)
    LEFT JOIN attainment a ON a.target_observation_id = t.observation_id
    QUALIFY row_number() OVER (
        PARTITION BY t.region_code, t.report_year, t.indicator_id, t.measure
        ORDER BY a.target_observation_id IS NULL, t.observation_id) = 1
    """,
    "year",
    ("region_code", "year", "indicator_id", "measure"),
    ("attainment", "observation", "region"),
    {
        "year": "The year that the target is for (and of the report that sets it).",
        "target_comparator": "about 左右, ge 以上, le 以内 and so on; null for a target in words.",
        "verdict": "What became of it; null where no later report is in the warehouse yet.",
    },
)
LONG = (REPORTS, OBSERVATIONS, ATTAINMENT, CHANGES)
FORMS = {"long": LONG, "panel": (PANEL, REPORTS), "both": (*LONG, PANEL)}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows: regions by code, years from and to; empty means all."""

    regions: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: its DuckDB type, its words if it is an enumeration, its meaning."""

    name: str
    type: str
    words: tuple[str, ...]
    meaning: str


def query(table: ExportTable, selection: Selection) -> str:
    """The table's query for the selected rows; lists become text with `;` between."""
    where = []
    if selection.regions:
        codes = ", ".join(f"'{code.replace(chr(39), '')}'" for code in selection.regions)
        where.append(f"region_code IN ({codes})")
    if selection.first_year is not None:
        where.append(f"{table.year} >= {selection.first_year:d}")
    if selection.last_year is not None:
        where.append(f"{table.year} <= {selection.last_year:d}")
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    return f"SELECT * FROM ({table.sql}){condition}"


def columns(connection: Connection, table: ExportTable) -> list[Column]:
    """The table's columns with their meanings, from the comments in the warehouse."""
    comments: dict[str, str] = {}
    for model in reversed(table.models):
        comments |= dict(
            connection.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? "
                "AND comment IS NOT NULL",
                [model],
            ).fetchall()
        )
    comments |= NAME | table.meanings
    described = connection.execute(f"DESCRIBE {table.sql}").fetchall()
    return [
        Column(row[0], _base(row[1]), _words(row[1]), comments.get(row[0], "")) for row in described
    ]


def flat(found: Sequence[Column]) -> str:
    """A select list that turns lists into text and enumerations into their words."""
    parts = []
    for one in found:
        if one.type.endswith("[]"):
            parts.append(f"array_to_string({one.name}, ';') AS {one.name}")
        elif one.words:
            parts.append(f"{one.name}::VARCHAR AS {one.name}")
        else:
            parts.append(one.name)
    return ", ".join(parts)


def _base(data_type: str) -> str:
    return "ENUM" if data_type.startswith("ENUM(") else data_type


def _words(data_type: str) -> tuple[str, ...]:
    if not data_type.startswith("ENUM("):
        return ()
    return tuple(word.strip().strip("'") for word in data_type[5:-1].split(","))
