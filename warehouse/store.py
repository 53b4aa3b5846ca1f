"""The one writer: what goes into the working file, one transaction a report.

`compare` gets in through two functions that the caller passes, because the warehouse must not
import it: `install` makes its tables and views when the file is opened, `refresh` makes the
verdicts of some regions anew, from a list that is kept in the report's own transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from warehouse import corrections, publish, renew, rows, unshared, waiting
from warehouse.errors import RefusedReportError
from warehouse.home import Home
from warehouse.publish import Publication
from warehouse.rows import Record, StoredReport, StoreResult
from warehouse.vocabulary import Reference, put_reference
from warehouse.working import LOCK_SECONDS, Connection, Install, WorkingFile

Refresh = Callable[[Connection, Sequence[str]], object]
Watch = Callable[[list[str]], AbstractContextManager[object]]

# Regions judged in one statement: its planning costs as much as the judging of some dozens.
REFRESHED_AT_ONCE = 100


@dataclass
class _Run:
    run_id: int
    failures: list[str] = field(default_factory=list)


class Writer(WorkingFile):
    """Holds the lock and the working file from `with` to its end; see the module's docstring."""

    def __init__(
        self,
        home: Home,
        *,
        install: Install | None = None,
        refresh: Refresh | None = None,
        reference: Reference | None = None,
        lock_seconds: float = LOCK_SECONDS,
    ) -> None:
        super().__init__(home, install=install, lock_seconds=lock_seconds)
        self._refresh, self._reference = refresh, reference
        self._run: _Run | None = None

    def _open(self) -> None:
        super()._open()
        with self.transaction() as connection:
            end_interrupted_runs(connection)
            if self._reference is not None:
                put_reference(connection, self._reference)

    def _ended(self, error: BaseException | None) -> None:
        """End a run that is still open."""
        if self._run is not None and self._connection is not None:
            self.end_run(note=f"Stopped: {str(error) or type(error)}" if error else None)

    def begin_run(self, trigger: str, note: str | None = None) -> int:
        """Open a line in `ingest_run`; `trigger` says what started it. Gives its number."""
        with self.transaction() as connection:
            row = connection.execute(
                "INSERT INTO ingest_run (started_at, trigger, note) VALUES (?, ?, ?) "
                "RETURNING run_id",
                [rows.now(), trigger, note],
            ).fetchone()
        assert row is not None
        self._run = _Run(int(row[0]))
        return self._run.run_id

    def fail(self, message: str, failure: str | None = None) -> None:
        """Count a document that gave no report, with why, in the run's line.

        `failure`, the error's stable word, follows in brackets: what reads the note later (the app
        in Chinese, a query) goes by it, since sentences may change.
        """
        if self._run is not None:
            self._run.failures.append(f"{message} [{failure}]" if failure else message)

    def end_run(self, failures: int | None = None, note: str | None = None) -> None:
        """Close the run's line; `failures` defaults to the number of `fail` calls."""
        if self._run is None:
            return
        notes = [*self._run.failures, *([note] if note else [])]
        count = len(self._run.failures) if failures is None else failures
        with self.transaction() as connection:
            connection.execute(
                "UPDATE ingest_run SET finished_at = ?, failures = ?, "
                "note = coalesce(?, note) WHERE run_id = ?",
                [rows.now(), count, "\n".join(notes) or None, self._run.run_id],
            )
        self._run = None

    def store(self, report: StoredReport) -> StoreResult:
        """Write one report in one transaction; says what became of it.

        Its region is marked in the same transaction; `flush` makes the verdicts anew, at the latest
        when publishing. One region at a time that would cost more than all the rest.
        A report that contradicts itself is refused with the reason and counted as a failure;
        WarehouseError means that nothing could be written (a full disk).
        """
        try:
            with self.transaction() as connection:
                result = rows.store(connection, report, self._run_id)
                if result.outcome in {"new", "changed"}:
                    self._mark_stale(connection, report.region_code)
                    unshared.mark(connection, [result.report_id, result.superseded])
                self._count(connection, result.outcome)
        except RefusedReportError as error:
            self.fail(str(error), "refused_report")
            code, year = report.region_code, report.year
            return StoreResult("refused", None, code, year, reason=str(error))
        return result

    def replace_derived(self, reports: Sequence[tuple[int, StoredReport]]) -> None:
        """Write new extractions (report_id, report) over the old ones, with their verdicts."""
        with self.transaction() as connection:
            self._refreshed(connection, self.replace_within(connection, reports))

    def replace_within(
        self,
        connection: Connection,
        reports: Sequence[tuple[int, StoredReport]],
        before: renew.Before | None = None,
    ) -> list[str]:
        """`replace_derived` inside a transaction of the caller's; verdicts follow by `flush`.

        Gives the regions whose observations changed; `before` gets their reports first.
        """
        changed = set(renew.replace_derived(connection, reports, self._run_id, before))
        codes = sorted({one.region_code for report_id, one in reports if report_id in changed})
        for code in codes:
            self._mark_stale(connection, code)
        unshared.mark(connection, [report_id for report_id, _ in reports])
        self._count(connection, "changed", len(reports))
        return codes

    def correct(
        self, observation_id: int, field: str, value: str | None, *, author: str, note: str
    ) -> int:
        """Correct one field of one observation, with its verdicts; gives the correction's number.

        `value` is text; None empties the field. Raises CorrectionError.
        """
        with self.transaction() as connection:
            number, region_code = corrections.correct(
                connection, observation_id, field, value, author=author, note=note
            )
            unshared.mark_corrected(connection, number)
            self._refreshed(connection, [region_code])
        return number

    def undo_correction(self, correction_id: int, *, author: str) -> None:
        """Take a correction back, with its verdicts; raises CorrectionError."""
        with self.transaction() as connection:
            region_code = corrections.undo(connection, correction_id, author=author)
            unshared.mark_corrected(connection, correction_id)
            self._refreshed(connection, [region_code])

    def flush(self, watch: Watch | None = None) -> int:
        """Make the verdicts of all marked regions anew, inside `watch`; gives their number."""
        if self._refresh is None:
            return 0
        found = self.connection.execute("FROM stale_region ORDER BY 1").fetchall()
        codes = [str(row[0]) for row in found]
        for start in range(0, len(codes), REFRESHED_AT_ONCE):
            batch = codes[start : start + REFRESHED_AT_ONCE]
            with self.transaction() as connection, watch(batch) if watch else nullcontext():
                self._refreshed(connection, batch)
        return len(codes)

    def put_regions(self, records: Iterable[Record]) -> None:
        """Add regions, or give known ones their new names."""
        with self.transaction() as connection:
            rows.put_region(connection, records)

    def put_sources(self, records: Iterable[Record]) -> None:
        """Set the sources to `records` (columns of the table `source`); others are removed."""
        names = (
            "source_id", "region_code", "kind", "url", "enabled", "schedule", "checked_at",
            "checked_by", "note",
        )  # fmt: skip
        with self.transaction() as connection:
            connection.execute("DELETE FROM source")
            for record in records:
                given = {name: record[name] for name in names if name in record}
                marks = ", ".join("?" * len(given))
                connection.execute(
                    f"INSERT INTO source ({', '.join(given)}) VALUES ({marks})",
                    list(given.values()),
                )

    def record_fetch(self, record: Record) -> int:
        """Note one request (columns of the table `fetch`, without its number and run)."""
        given = {"run_id": self._run_id, "fetched_at": rows.now(), **record}
        with self.transaction() as connection:
            row = connection.execute(
                f'INSERT INTO "fetch" ({", ".join(given)}) '
                f"VALUES ({', '.join('?' * len(given))}) RETURNING fetch_id",
                list(given.values()),
            ).fetchone()
        assert row is not None
        return int(row[0])

    def publish(self, *, accept: Sequence[str] = ()) -> Publication:
        """Check the working file and make it the version that readers see.

        `accept` names checks whose failure is wanted this time. Raises ChecksFailedError; the old
        version stays then and `waiting` knows what isn't shown. The working file is opened again.
        """
        self.flush()
        with waiting.noted(self.home, lambda: self.connection):
            version = publish.prepare(self.home, self.connection, accept=accept)
            with self.closed():
                return publish.release(self.home, version)

    @property
    def _run_id(self) -> int | None:
        return self._run.run_id if self._run else None

    def _count(self, connection: Connection, outcome: str, number: int = 1) -> None:
        if self._run is not None:
            column = f"reports_{outcome}"
            connection.execute(
                f"UPDATE ingest_run SET {column} = {column} + ? WHERE run_id = ?",
                [number, self._run.run_id],
            )

    def _mark_stale(self, connection: Connection, region_code: str) -> None:
        connection.execute(
            "INSERT INTO stale_region VALUES (?) ON CONFLICT DO NOTHING", [region_code]
        )

    def _refreshed(self, connection: Connection, region_codes: Sequence[str]) -> None:
        if self._refresh is not None and region_codes:
            self._refresh(connection, list(region_codes))
            connection.execute(
                "DELETE FROM stale_region WHERE list_contains(?::VARCHAR[], region_code)",
                [list(region_codes)],
            )


def end_interrupted_runs(connection: Connection) -> int:
    """Close the lines of runs whose process ended before them; the caller holds the lock."""
    ended = connection.execute(
        "UPDATE ingest_run SET finished_at = ?, interrupted = true WHERE finished_at IS NULL "
        "RETURNING run_id",
        [rows.now()],
    ).fetchall()
    return len(ended)


__all__ = [
    "LOCK_SECONDS", "Publication", "Reference", "StoreResult", "StoredReport", "Writer",
    "end_interrupted_runs",
]  # fmt: skip
