"""Reads stored texts again by new rules, and says what that changed before anything is published.

The rules come in as a function (the warehouse doesn't know them) and run in as many processes as
the caller's executor has, one batch ahead of the writing. A batch is one transaction: after a crash
the rest is read again. The regions whose observations changed are marked in it and judged at the
end, many in one statement, because its planning costs as much as the judging of some dozens.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import duckdb

from warehouse import texts
from warehouse.connect import listed
from warehouse.rows import RawDocument, StoredReport
from warehouse.store import Writer

Connection = duckdb.DuckDBPyConnection
Read = Callable[[StoredReport], StoredReport]
Progress = Callable[[int, int], None]

# Texts of a batch are in memory twice (being read, being written): about 100 × 200 kB each.
BATCH_REPORTS = 100
# Sentences lie packed together, two thousand in one piece; so many texts are fetched at once, as
# they are stored.
LOADED_REPORTS = 1_000
# Left to itself DuckDB moves its log into the file every 16 MB, which packs the same blocks of rows
# again after each batch.
LOG_SIZE = "256MB"
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
) -> list[int]:
    """The ids of the current reports to read again, in the order in which they are stored.

    `present` leaves out those that this version read; `since` keeps only those read by that
    release or a later one (0.2.0 compares as numbers).
    """
    rows = connection.execute(
        "SELECT report_id FROM report WHERE status = 'current' "
        "AND ($1 IS NULL OR extractor_version <> $1) AND ($2 IS NULL OR list_transform("
        "string_split(string_split(extractor_version, '+')[1], '.'), lambda x: "
        "coalesce(try_cast(x AS INTEGER), 0)) >= list_transform(string_split($2, '.'), lambda x: "
        "coalesce(try_cast(x AS INTEGER), 0))) ORDER BY report_id",
        [present, since],
    ).fetchall()
    return [int(report_id) for (report_id,) in rows]


def reread(
    writer: Writer,
    todo: Sequence[int],
    read: Read,
    executor: Executor,
    progress: Progress | None = None,
) -> Changes:
    """Read the reports of `todo` again and write what is read; nothing is published.

    A report that `read` fails on keeps its old observations and is named among the failures.
    """
    changes = Changes()
    # What was waiting before is no change of this reading.
    writer.flush()
    with _for_much_at_once(writer.connection):
        for futures in _ahead(writer.connection, todo, read, executor):
            done = _results(futures, changes)
            if done:
                _write(writer, done, changes)
            changes.reports += len(done)
            if progress:
                progress(changes.reports + len(changes.failures), len(todo))
        writer.flush(partial(_verdicts_compared, writer.connection, changes))
    return changes


@contextmanager
def _for_much_at_once(connection: Connection) -> Iterator[None]:
    """Let DuckDB's log grow, and look for cycles among objects only once a thousand reports.

    Records hold no cycles, and to look for some after each few hundred of 100,000 objects takes a
    quarter of the time.
    """
    usual = gc.get_threshold()
    connection.execute(f"SET checkpoint_threshold = '{LOG_SIZE}'")
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        connection.execute("RESET checkpoint_threshold")


def load(connection: Connection, report_ids: Sequence[int]) -> list[tuple[int, StoredReport]]:
    """Stored reports with text and region, without what was made from the text."""
    result = connection.execute(
        "SELECT p.*, r.name, r.short_name, r.level, r.parent_code, r.pinyin, "
        "r.former_names, r.fictional FROM report p JOIN region r USING (region_code) "
        f"WHERE p.report_id IN ({listed(report_ids)}) ORDER BY p.report_id"
    )
    names = [one[0] for one in result.description or []]
    found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    whole = texts.of_reports(connection, report_ids)
    return [(row["report_id"], _stored(row, whole[row["report_id"]])) for row in found]


def _stored(row: dict[str, Any], text: str) -> StoredReport:
    region = ("region_code", "name", "short_name", "level", "parent_code", "pinyin",
              "former_names", "fictional")  # fmt: skip
    page = ("issuer", "published_on", "written_on", "index_number", "document_number")
    return StoredReport(
        region={name: row[name] for name in region},
        year=row["year"],
        kind=row["kind"],
        text=text,
        extractor_version=row["extractor_version"],
        title=row["title"],
        url=row["url"],
        delivered_on=str(row["delivered_on"]) if row["delivered_on"] else None,
        change_of_term=row["change_of_term"],
        doubts=tuple(row["doubts"] or ()),
        metadata={name: str(row[name]) for name in page if row[name]},
        raw=RawDocument(row["raw_sha256"], 0) if row["raw_sha256"] else None,
    )


Pending = tuple[int, StoredReport, "Future[StoredReport]"]


def _ahead(
    connection: Connection, report_ids: Sequence[int], read: Read, executor: Executor
) -> Iterator[list[Pending]]:
    """Batches being read; the next one is handed out before the one before is given."""
    waiting: list[Pending] = []
    for first in range(0, len(report_ids), LOADED_REPORTS):
        gc.collect()
        loaded = load(connection, report_ids[first : first + LOADED_REPORTS])
        for start in range(0, len(loaded), BATCH_REPORTS):
            submitted = [
                (report_id, report, executor.submit(read, report))
                for report_id, report in loaded[start : start + BATCH_REPORTS]
            ]
            if waiting:
                yield waiting
            waiting = submitted
    if waiting:
        yield waiting


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
    differing: list[int] = []

    def before(connection: Connection, changed: list[int]) -> None:
        differing.extend(changed)
        if changed:
            _keep(connection, "observation", _OBSERVATION % listed(changed))

    with writer.transaction() as connection:
        writer.replace_within(connection, done, before)
        if differing:
            _compare(connection, "observation", _OBSERVATION % listed(differing), changes)


@contextmanager
def _verdicts_compared(
    connection: Connection, changes: Changes, codes: list[str]
) -> Iterator[None]:
    """Count the verdicts of some regions that the judging inside changes."""
    if not _has_verdicts(connection):
        yield
        return
    query = _VERDICT % ", ".join(f"'{code}'" for code in codes)
    _keep(connection, "verdict", query)
    yield
    _compare(connection, "verdict", query, changes)


def _keep(connection: Connection, what: str, query: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE before_{what} AS {query}")


def _compare(connection: Connection, what: str, query: str, changes: Changes) -> None:
    rows = connection.execute(
        f"SELECT {_KIND}, coalesce(a.region_code, b.region_code), "
        "coalesce(a.report_year, b.report_year), coalesce(a.quote, b.quote), "
        "b.reading::VARCHAR, a.reading::VARCHAR "
        f"FROM before_{what} b FULL JOIN ({query}) a USING (observation_id) "
        "WHERE a.reading IS DISTINCT FROM b.reading ORDER BY ALL"
    ).fetchall()
    for row in rows:
        changes.add(Change(what, *row))


def _has_verdicts(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'attainment'"
    ).fetchone()
    return bool(row and row[0])
