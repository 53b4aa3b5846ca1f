"""Reads stored texts again by new rules, and says what that changed before anything is published.

The rules come in as a function (the warehouse doesn't know them) and run in as many processes as
the caller's executor has, one batch ahead of the writing. Batches hold whole regions, so that each
region is judged once. A batch is one transaction: after a crash the rest is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import duckdb

from warehouse.rows import RawDocument, StoredReport
from warehouse.store import Writer

Connection = duckdb.DuckDBPyConnection
Read = Callable[[StoredReport], StoredReport]
Progress = Callable[[int, int], None]

# Texts of a batch are in memory twice (being read, being written): about 50 × 200 kB each.
BATCH_REPORTS = 50
# How many examples of each kind are kept to be shown.
EXAMPLES = 20

_OBSERVATION = """
SELECT observation_id, region_code, report_year, quote, {subject: subject, indicator: indicator_id,
    measure: measure::VARCHAR, role: role::VARCHAR, period: period,
    comparator: comparator::VARCHAR, value: value, value_high: value_high, unit: unit,
    force: force::VARCHAR, estimate: estimate, relation: relation, headline: headline,
    place: place} AS reading
FROM observation WHERE report_id IN (%s)
"""
_VERDICT = """
SELECT target_observation_id AS observation_id, region_code, report_year, target_quote AS quote,
    {verdict: verdict::VARCHAR, actual: actual_value} AS reading
FROM attainment WHERE region_code IN (%s)
"""
_KIND = (
    "CASE WHEN a.observation_id IS NULL THEN 'gone' "
    "WHEN b.observation_id IS NULL THEN 'added' ELSE 'altered' END"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One observation or verdict that differs: `kind` is added, gone or altered."""

    what: str
    kind: str
    region_code: str
    report_year: int
    quote: str
    before: str | None
    after: str | None


@dataclass
class Changes:
    """What a re-reading changed. `counts` is (what, kind) → number; `failures` are sentences."""

    reports: int = 0
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    examples: list[Change] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Count a change; keep it as an example while there is room for its kind."""
        key = (change.what, change.kind)
        self.counts[key] = self.counts.get(key, 0) + 1
        if self.counts[key] <= EXAMPLES:
            self.examples.append(change)


def candidates(
    connection: Connection, *, present: str | None, since: str | None = None
) -> list[tuple[int, str]]:
    """The current reports to read again, as (report_id, region_code), region by region.

    `present` leaves out those that this version read; `since` keeps only those read by that
    release or a later one (0.2.0 compares as numbers).
    """
    rows = connection.execute(
        "SELECT report_id, region_code FROM report WHERE status = 'current' "
        "AND ($1 IS NULL OR extractor_version <> $1) AND ($2 IS NULL OR list_transform("
        "string_split(string_split(extractor_version, '+')[1], '.'), lambda x: "
        "coalesce(try_cast(x AS INTEGER), 0)) >= list_transform(string_split($2, '.'), lambda x: "
        "coalesce(try_cast(x AS INTEGER), 0))) ORDER BY region_code, year",
        [present, since],
    ).fetchall()
    return [(int(report_id), str(code)) for report_id, code in rows]


def reread(
    writer: Writer,
    todo: Sequence[tuple[int, str]],
    read: Read,
    executor: Executor,
    progress: Progress | None = None,
) -> Changes:
    """Read the reports of `todo` again and write what is read; nothing is published.

    A report that `read` fails on keeps its old observations and is named among the failures.
    """
    changes = Changes()
    batches = list(_batches(todo))
    ahead = _submit(writer.connection, batches[0], read, executor) if batches else []
    for number in range(len(batches)):
        futures = ahead
        if number + 1 < len(batches):
            ahead = _submit(writer.connection, batches[number + 1], read, executor)
        done = _results(futures, changes)
        if done:
            _write(writer, done, changes)
        changes.reports += len(done)
        if progress:
            progress(changes.reports + len(changes.failures), len(todo))
    return changes


def load(connection: Connection, report_ids: Sequence[int]) -> list[tuple[int, StoredReport]]:
    """Stored reports with text and region, without what was made from the text."""
    ids = ", ".join(str(int(one)) for one in report_ids)
    result = connection.execute(
        "SELECT p.report_id, p.*, r.name, r.short_name, r.level, r.parent_code, r.pinyin, "
        "r.former_names, r.fictional FROM report p JOIN region r USING (region_code) "
        f"WHERE p.report_id IN ({ids}) ORDER BY p.region_code, p.year"
    )
    names = [one[0] for one in result.description or []]
    return [(int(row[0]), _stored(dict(zip(names, row, strict=True)))) for row in result.fetchall()]


def _stored(row: dict[str, Any]) -> StoredReport:
    region = ("region_code", "name", "short_name", "level", "parent_code", "pinyin",
              "former_names", "fictional")  # fmt: skip
    page = ("issuer", "published_on", "written_on", "index_number", "document_number")
    return StoredReport(
        region={name: row[name] for name in region},
        year=row["year"],
        kind=row["kind"],
        text=row["text"],
        extractor_version=row["extractor_version"],
        title=row["title"],
        url=row["url"],
        delivered_on=str(row["delivered_on"]) if row["delivered_on"] else None,
        change_of_term=row["change_of_term"],
        doubts=tuple(row["doubts"] or ()),
        metadata={name: str(row[name]) for name in page if row[name]},
        raw=RawDocument(row["raw_sha256"], 0) if row["raw_sha256"] else None,
    )


def _batches(todo: Sequence[tuple[int, str]]) -> Iterator[list[int]]:
    batch: list[int] = []
    for _, group in groupby(todo, key=lambda one: one[1]):
        batch += [report_id for report_id, _ in group]
        if len(batch) >= BATCH_REPORTS:
            yield batch
            batch = []
    if batch:
        yield batch


Pending = tuple[int, StoredReport, "Future[StoredReport]"]


def _submit(
    connection: Connection, batch: list[int], read: Read, executor: Executor
) -> list[Pending]:
    return [
        (report_id, report, executor.submit(read, report))
        for report_id, report in load(connection, batch)
    ]


def _results(futures: list[Pending], changes: Changes) -> list[tuple[int, StoredReport]]:
    done = []
    for report_id, report, future in futures:
        error = future.exception()
        if error is None:
            done.append((report_id, future.result()))
        else:
            name = f"{report.region['name']} {report.year}"
            changes.failures.append(f"{name}: {error}; its old observations stay.")
    return done


def _write(writer: Writer, done: list[tuple[int, StoredReport]], changes: Changes) -> None:
    ids = ", ".join(str(report_id) for report_id, _ in done)
    codes = ", ".join(f"'{code}'" for code in sorted({one.region_code for _, one in done}))
    judged = _has_verdicts(writer.connection)
    queries = {"observation": _OBSERVATION % ids}
    if judged:
        queries["verdict"] = _VERDICT % codes
    with writer.transaction() as connection:
        for what, query in queries.items():
            connection.execute(f"CREATE OR REPLACE TEMP TABLE before_{what} AS {query}")
        writer.replace_within(connection, done)
        for what, query in queries.items():
            for row in _differences(connection, what, query):
                changes.add(Change(what, *row))


def _differences(connection: Connection, what: str, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"SELECT {_KIND}, coalesce(a.region_code, b.region_code), "
        "coalesce(a.report_year, b.report_year), coalesce(a.quote, b.quote), "
        "b.reading::VARCHAR, a.reading::VARCHAR "
        f"FROM before_{what} b FULL JOIN ({query}) a USING (observation_id) "
        "WHERE a.reading IS DISTINCT FROM b.reading ORDER BY ALL"
    ).fetchall()


def _has_verdicts(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'attainment'"
    ).fetchone()
    return bool(row and row[0])
