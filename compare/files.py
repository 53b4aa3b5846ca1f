"""Two reports, straight from their records, judged in a warehouse that lives in memory only.

The schema is the warehouse's own and the rules are the same SQL, so a verdict never depends on the
way in. Rows go in as one JSON literal a table: a bound parameter would make DuckDB's Python client
import pandas first, which takes longer than everything else together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from compare.engine import install, refresh
from compare.errors import NotComparableReportsError
from compare.queries import attainment_rows, change_rows
from warehouse.migrate import migrations

Record = Mapping[str, Any]

_REPORT = {
    "report_id": "BIGINT", "region_code": "VARCHAR", "year": "INTEGER", "kind": "VARCHAR",
    "text_sha256": "VARCHAR", "characters": "INTEGER",
    "extractor_version": "VARCHAR", "stored_at": "TIMESTAMP",
}  # fmt: skip
_OBSERVATION = {
    "report_id": "BIGINT", "region_code": "VARCHAR", "report_year": "INTEGER",
    "sentence_number": "INTEGER", "subject": "VARCHAR", "subject_key": "VARCHAR",
    "indicator_id": "VARCHAR", "measure": "VARCHAR", "role": "VARCHAR", "period": "VARCHAR",
    "comparator": "VARCHAR", "value": "DOUBLE", "value_high": "DOUBLE", "unit": "VARCHAR",
    "force": "VARCHAR", "estimate": "BOOLEAN", "relation": "VARCHAR", "headline": "BOOLEAN",
    "place": "VARCHAR", "quote": "VARCHAR", "start": "INTEGER", "end": "INTEGER",
    "quote_start": "INTEGER", "quote_end": "INTEGER", "confidence": "FLOAT", "rule": "VARCHAR",
    "flags": '["VARCHAR"]',
}  # fmt: skip
_STATEMENT = {
    "report_id": "BIGINT", "subject": "VARCHAR", "subject_key": "VARCHAR",
    "indicator_id": "VARCHAR", "kind": "VARCHAR", "period": "VARCHAR", "quote": "VARCHAR",
    "start": "INTEGER", "end": "INTEGER", "sentence_number": "INTEGER",
}  # fmt: skip
_REGION = {
    "region_code": "VARCHAR", "name": "VARCHAR", "short_name": "VARCHAR", "level": "VARCHAR",
}  # fmt: skip
_INDICATOR = {
    "indicator_id": "VARCHAR", "zh": "VARCHAR", "en": "VARCHAR", "unit": "VARCHAR",
    "better": "VARCHAR",
}  # fmt: skip
_UNIT = {"unit": "VARCHAR", "family": "VARCHAR", "factor": "DOUBLE"}


@dataclass(frozen=True, slots=True)
class ReportRecords:
    """One report as plain records, with the name of its file for messages.

    `region` needs region_code, name and level, observations and statements the fields of
    `ingest.model`.
    """

    name: str
    year: int
    region: Record
    observations: Sequence[Record]
    statements: Sequence[Record] = ()
    kind: str = "work_report"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports give: rows in the form of `duixian compare`."""

    attainment: list[dict[str, Any]]
    changes: list[dict[str, Any]]


def compare_reports(
    one: ReportRecords,
    other: ReportRecords,
    *,
    indicators: Iterable[Record],
    units: Iterable[Record],
) -> Comparison:
    """Judge two reports of following years, in either order.

    `indicators` have the columns indicator_id, zh, en, unit and better, `units` unit, family and
    factor. Raises NotComparableReportsError for two regions, one year twice, or years apart.
    """
    before, after = sorted((one, other), key=lambda report: report.year)
    _check(before, after)
    connection = _empty_warehouse()
    _insert(connection, "indicator", _INDICATOR, indicators)
    _insert(connection, "unit", _UNIT, units)
    _insert(connection, "region", _REGION, [{"short_name": before.region["name"], **before.region}])
    for number, report in enumerate((before, after), 1):
        _insert_report(connection, number, report, str(before.region["region_code"]))
    refresh(connection)
    return Comparison(attainment_rows(connection), change_rows(connection))


def _check(before: ReportRecords, after: ReportRecords) -> None:
    codes = (before.region["region_code"], after.region["region_code"])
    if codes[0] != codes[1]:
        raise NotComparableReportsError(
            f"The reports are of different regions, {before.region['name']} ({before.name}) and "
            f"{after.region['name']} ({after.name}); give two reports of one region."
        )
    if before.year == after.year:
        raise NotComparableReportsError(
            f"Both reports are of {before.year} ({before.name}, {after.name}); give reports of two "
            "following years, or say a file's year with --year-a or --year-b."
        )
    if after.year != before.year + 1:
        raise NotComparableReportsError(
            f"The reports are of {before.year} and {after.year}; a target is judged by the report "
            "of the year after, so give two following years."
        )


def _empty_warehouse() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    for one in migrations():
        connection.execute(one.sql)
    install(connection, comments=False)
    return connection


def _insert_report(
    connection: duckdb.DuckDBPyConnection, number: int, report: ReportRecords, code: str
) -> None:
    fixed = {"report_id": number, "region_code": code, "report_year": report.year}
    row = fixed | {
        "year": report.year, "kind": report.kind, "text_sha256": "", "characters": 0,
        "extractor_version": "", "stored_at": "2000-01-01",
    }  # fmt: skip
    _insert(connection, "report", _REPORT, [row])
    _insert(
        connection, "observation", _OBSERVATION, [{**one, **fixed} for one in report.observations]
    )
    _insert(connection, "statement", _STATEMENT, [{**one, **fixed} for one in report.statements])


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    types: Mapping[str, str],
    records: Iterable[Record],
) -> None:
    """Insert records; a column that a record doesn't name stays empty or has its default."""
    rows = [{name: _value(record, name) for name in types} for record in records]
    if not rows:
        return
    fields = ", ".join(
        f'"{name}": {type_ if type_.startswith("[") else json.dumps(type_)}'
        for name, type_ in types.items()
    )
    names = ", ".join(f'"{name}"' for name in types)
    literal = json.dumps(rows, ensure_ascii=False).replace("'", "''")
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM (SELECT unnest("
        f"from_json('{literal}', '[{{{fields}}}]'), recursive := true))"
    )


def _value(record: Record, name: str) -> Any:
    """A record's value for a column; the extraction calls some of them by other names."""
    if name in record:
        return record[name]
    return record.get({"indicator_id": "indicator", "sentence_number": "sentence"}.get(name, ""))
