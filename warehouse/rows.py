"""Turns one finished report into rows: what is refused, what is current, what is superseded.

A report belongs to a region, a year and a kind; one text is current for these three, earlier ones
are kept without their observations (which can be read from their text again at any time). Rows go
in as Arrow tables, because a thousand single INSERTs would take a hundred times as long.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, Literal

import duckdb
import pyarrow as pa

from warehouse import corrections, places, texts
from warehouse.connect import listed
from warehouse.errors import RefusedReportError

Record = Mapping[str, Any]
Outcome = Literal["new", "unchanged", "changed", "refused"]

# The first modern government work report is of 1954; a later year than this is a misread number.
FIRST_YEAR, LAST_YEAR = 1949, 2100

_TEXT, _INT, _FLOAT, _BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_PLACE = {"start": _INT, "end": _INT}
_WORDS = {"quote": _TEXT, **_PLACE, "sentence": _INT}
SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "section": {"report_id": _INT, "number": _INT, "kind": _TEXT, "heading": _TEXT, **_PLACE},
    "sentence": {
        "report_id": _INT, "number": _INT, "section": _INT, **_PLACE, "headline": _BOOL,
        "text": _TEXT, "space_after": _TEXT,
    },
    "observation": {
        "observation_id": _INT, "report_id": _INT, "region_code": _TEXT, "report_year": _INT,
        "subject": _TEXT, "subject_key": _TEXT, "indicator": _TEXT, "measure": _TEXT,
        "role": _TEXT, "period": _TEXT, "period_year": _INT, "comparator": _TEXT,
        "value": _FLOAT, "value_high": _FLOAT, "unit": _TEXT, "force": _TEXT, "estimate": _BOOL,
        "relation": _TEXT, "headline": _BOOL, "place": _TEXT, **_WORDS, "quote_start": _INT,
        "quote_end": _INT, "confidence": _FLOAT, "rule": _TEXT, "flags": pa.list_(_TEXT),
    },
    "claim": {
        "report_id": _INT, "kind": _TEXT, "period": _TEXT, "met": _INT, "total": _INT,
        "subject": _TEXT, "indicator": _TEXT, **_WORDS,
    },
    "statement": {
        "report_id": _INT, "subject": _TEXT, "subject_key": _TEXT, "indicator": _TEXT,
        "kind": _TEXT, "period": _TEXT, **_WORDS,
    },
}  # fmt: skip
# A record's key where the column is called otherwise.
COLUMN = {"indicator": "indicator_id", "sentence": "sentence_number", "section": "section_number"}
DERIVED_TABLES = tuple(SCHEMAS)
_PARTS = {table: f"{table}s" for table in DERIVED_TABLES}
put_region = places.put_region


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The document that a report was read from; its bytes lie in the home's raw folder."""

    sha256: str
    size: int
    url: str | None = None
    file_name: str | None = None
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredReport:
    """Everything about one report that the warehouse keeps, as plain records.

    `region` has the columns of the table `region` (code, name and level at least), `ancestors` are
    the regions above it. `metadata` may hold issuer, published_on, written_on, index_number and
    document_number. The sequences hold the fields of `ingest.model` as dicts; offsets are
    characters of `text`. `given`: a person said whose and which year's report it is (true), or it
    was read (false); null where the same text may stand in several places, as made texts do.
    """

    region: Record
    year: int
    kind: str
    text: str
    extractor_version: str
    title: str | None = None
    url: str | None = None
    delivered_on: str | None = None
    change_of_term: bool = False
    doubts: Sequence[str] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    raw: RawDocument | None = None
    ancestors: Sequence[Record] = ()
    sections: Sequence[Record] = ()
    sentences: Sequence[Record] = ()
    observations: Sequence[Record] = ()
    claims: Sequence[Record] = ()
    statements: Sequence[Record] = ()
    given: bool | None = None

    @property
    def region_code(self) -> str:
        """Code of the region that reports."""
        return str(self.region["region_code"])

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StoreResult:
    """What became of a report. `superseded` is the report whose place it took, if any."""

    outcome: Outcome
    report_id: int | None
    region_code: str
    year: int
    observations: int = 0
    superseded: int | None = None
    reason: str | None = None


def validate(report: StoredReport) -> None:
    """Raise RefusedReportError where a report contradicts itself; nothing is stored then."""
    if not report.text.strip():
        raise RefusedReportError("The report has no text; nothing was stored.")
    if not FIRST_YEAR <= report.year <= LAST_YEAR:
        raise RefusedReportError(f"The year {report.year} can't be a report's year; name it.")
    for record in report.observations:
        start, end = record["quote_start"], record["quote_end"]
        inside = start <= record["start"] <= record["end"] <= len(report.text)
        if report.text[start:end] != record["quote"] or not inside:
            raise RefusedReportError(
                f"The place {start}–{end} doesn't hold the quote “{record['quote'][:40]}”; this is "
                "a mistake in the program, please report it with the text."
            )


def store(
    connection: duckdb.DuckDBPyConnection, report: StoredReport, run_id: int | None = None
) -> StoreResult:
    """Write one report inside the caller's transaction; says what became of it.

    The same text again changes nothing; another text supersedes the current one; a text that was
    superseded or withdrawn before stays so. A text that a person put elsewhere stays there, and one
    that a person puts here leaves the place that it was read to.
    """
    validate(report)
    if report.given is False and (kept := places.kept_elsewhere(connection, report)):
        return StoreResult("unchanged", *kept, reason="This text is stored as another report.")
    put_region(connection, [*report.ancestors, report.region])
    put_raw(connection, report.raw)
    known = connection.execute(
        "SELECT report_id, text_sha256, status FROM report "
        "WHERE region_code = ? AND year = ? AND kind = ? ORDER BY status",
        [report.region_code, report.year, report.kind],
    ).fetchall()
    for report_id, text_sha256, status in known:
        if text_sha256 == report.text_sha256 and not (report.given and status == "withdrawn"):
            reason = None if status == "current" else f"This text is {status} already."
            return _result("unchanged", report, report_id, reason=reason)
    old = next((row[0] for row in known if row[2] == "current"), None)
    report_id = _insert_report(connection, report, run_id)
    if old is not None:
        supersede(connection, old, report_id)
    if report.given:
        delete_derived(connection, places.leave_others(connection, report, report_id))
    write_derived(connection, [(report_id, report)])
    return _result("changed" if old else "new", report, report_id, superseded=old)


def delete_derived(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[int]) -> None:
    """Remove all rows that were made from these reports' texts, which are kept whole then."""
    if not report_ids:
        return
    texts.keep(connection, report_ids)
    for table in DERIVED_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE report_id IN ({listed(report_ids)})")


def write_derived(
    connection: duckdb.DuckDBPyConnection, reports: Sequence[tuple[int, StoredReport]]
) -> None:
    """Insert sections, sentences, observations, claims and statements of these reports."""
    for table, arrow in derived(reports).items():
        insert(connection, table, arrow)
    texts.settle(connection, reports)
    corrections.reapply(connection, [report_id for report_id, _ in reports])


def derived(reports: Sequence[tuple[int, StoredReport]]) -> dict[str, pa.Table]:
    """The rows of all derived tables for these reports; observations without their numbers."""
    tables = {}
    for table, part in _PARTS.items():
        parts = [(report_id, report, getattr(report, part)) for report_id, report in reports]
        records = [record for _, _, found in parts for record in found]
        columns: dict[str, list[Any]] = {
            "report_id": [report_id for report_id, _, found in parts for _ in found]
        }
        if table == "sentence":
            columns["text"] = [
                report.text[record["start"] : record["end"]]
                for _, report, found in parts
                for record in found
            ]
            columns["space_after"] = [
                space for _, report, _ in parts for space in texts.spaces(report)
            ]
        if table == "observation":
            columns["observation_id"] = [None] * len(records)
            columns["region_code"] = [one.region_code for _, one, found in parts for _ in found]
            columns["report_year"] = [one.year for _, one, found in parts for _ in found]
            columns["period_year"] = [period_year(record.get("period")) for record in records]
        names = [name for name in SCHEMAS[table] if name not in columns]
        columns.update(zip(names, _taken(records, names), strict=True))
        tables[table] = pa.table(
            {name: _column(columns[name], type_) for name, type_ in SCHEMAS[table].items()}
        )
    return tables


def _taken(records: Sequence[Record], names: Sequence[str]) -> list[list[Any]]:
    """The values of some keys, a list a key; a key that a record lacks gives None."""
    try:
        # Three times as fast as asking for one key after the other.
        rows = list(map(itemgetter(*names), records))
    except KeyError:
        return [[record.get(name) for record in records] for name in names]
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]


@lru_cache(maxsize=1_000)
def period_year(period: int | str | None) -> int | None:
    """The year of a period, or a span's last: 2024 → 2024, "2021-2025" → 2025."""
    if period is None:
        return None
    last = str(period).rpartition("-")[2]
    return int(last) if last.isdecimal() and len(last) == 4 else None


def put_raw(connection: duckdb.DuckDBPyConnection, raw: RawDocument | None) -> None:
    """Note a document; one that is known already keeps its first address and time."""
    if raw is None:
        return
    headers = json.dumps(dict(raw.headers), ensure_ascii=False) if raw.headers else None
    connection.execute(
        "INSERT INTO raw_document VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [raw.sha256, raw.url, raw.file_name, raw.media_type, headers, raw.size, now()],
    )


def now() -> datetime:
    """The time as the tables keep it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _result(
    outcome: Outcome,
    report: StoredReport,
    report_id: int,
    superseded: int | None = None,
    reason: str | None = None,
) -> StoreResult:
    count = 0 if outcome == "unchanged" else len(report.observations)
    return StoreResult(
        outcome, report_id, report.region_code, report.year, count, superseded, reason
    )


def _insert_report(
    connection: duckdb.DuckDBPyConnection, report: StoredReport, run_id: int | None
) -> int:
    values = {
        "region_code": report.region_code,
        "year": report.year,
        "kind": report.kind,
        "title": report.title,
        "url": report.url,
        "delivered_on": report.delivered_on,
        "change_of_term": report.change_of_term,
        "doubts": list(report.doubts),
        "raw_sha256": report.raw.sha256 if report.raw else None,
        "text_sha256": report.text_sha256,
        "characters": len(report.text),
        "extractor_version": report.extractor_version,
        "stored_at": now(),
        "run_id": run_id,
    }
    for key in ("issuer", "published_on", "written_on", "index_number", "document_number"):
        values[key] = report.metadata.get(key) or None
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    row = connection.execute(
        f"INSERT INTO report ({columns}) VALUES ({marks}) RETURNING report_id",
        list(values.values()),
    ).fetchone()
    assert row is not None
    return int(row[0])


def supersede(connection: duckdb.DuckDBPyConnection, old: int, new: int) -> None:
    """Let `new` take the place of `old`, whose text stays without what was read from it."""
    delete_derived(connection, [old])
    connection.execute(
        "UPDATE report SET status = 'superseded', superseded_by = ? WHERE report_id = ?",
        [new, old],
    )


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, arrow: pa.Table, into: str | None = None
) -> None:
    """Insert rows into a derived table, or into a table of its shape without numbering them."""
    if not arrow.num_rows:
        return
    names = dict(COLUMN, number=f"{table}_number")
    targets = ", ".join(f'"{names.get(name, name)}"' for name in SCHEMAS[table])
    wanted = ", ".join(f'"{name}"' if into else _expression(name) for name in SCHEMAS[table])
    connection.register("incoming_rows", arrow)
    try:
        connection.execute(
            f"INSERT INTO {into or table} ({targets}) SELECT {wanted} FROM incoming_rows"
        )
    finally:
        connection.unregister("incoming_rows")


def _column(values: list[Any], type_: pa.DataType) -> pa.Array:
    if isinstance(type_, pa.ListType):
        values = [list(value) if value else [] for value in values]
    try:
        return pa.array(values, type_)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # A year stands as a number among spans that are text.
        return pa.array([None if value is None else str(value) for value in values], type_)


def _expression(name: str) -> str:
    if name == "observation_id":
        return "coalesce(observation_id, nextval('observation_id_seq'))"
    return f'"{name}"'
