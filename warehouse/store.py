"""The one writer: a lock, a working file, one transaction a report.

`compare` gets in through two functions that the caller passes, because the warehouse must not
import it: `install` makes its tables and views when the file is opened, `refresh` makes the
verdicts of some regions anew, from a list that is kept in the report's own transaction.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from filelock import FileLock, Timeout

from warehouse import comments, corrections, migrate, publish, renew, rows, unshared, waiting
from warehouse.connect import open_writing
from warehouse.errors import LockedError, RefusedReportError, WarehouseError
from warehouse.home import Home, copy_whole, sync_folder, write_whole
from warehouse.publish import Publication
from warehouse.rows import Record, StoredReport, StoreResult
from warehouse.vocabulary import Reference, put_reference

Connection = duckdb.DuckDBPyConnection
Install = Callable[[Connection], object]
Refresh = Callable[[Connection, Sequence[str]], object]
Watch = Callable[[list[str]], AbstractContextManager[object]]

# How long a writer waits for another one before it says so; a schedule's run takes minutes.
LOCK_SECONDS = 30.0
# Regions judged in one statement: its planning costs as much as the judging of some dozens.
REFRESHED_AT_ONCE = 100


@dataclass
class _Run:
    run_id: int
    failures: list[str] = field(default_factory=list)


class Writer:
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
        self.home = home
        self._install, self._refresh, self._reference = install, refresh, reference
        self._lock_seconds = lock_seconds
        self._lock = FileLock(home.lock)
        self._connection: Connection | None = None
        self._run: _Run | None = None

    def __enter__(self) -> Self:
        """Take the lock, open the working file and bring its schema up to date."""
        self.home.create()
        try:
            self._take_lock()
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file and give the lock back; a run that is still open ends here."""
        try:
            if self._run is not None and self._connection is not None:
                self.end_run(note=f"Stopped: {error or kind}" if kind else None)
        finally:
            self.close()

    @property
    def connection(self) -> Connection:
        """The open working file; raises WarehouseError outside `with`."""
        if self._connection is None:
            raise WarehouseError("The writer is closed; use it inside `with Writer(home)`.")
        return self._connection

    def close(self) -> None:
        """Close the working file and give the lock back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._lock.is_locked:
            self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: what fails inside leaves no trace."""
        connection = self.connection
        connection.execute("BEGIN")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            roll_back(connection)
            if isinstance(error, duckdb.Error):
                raise WarehouseError(
                    f"Nothing of this step was stored: {str(error).splitlines()[0]}"
                ) from error
            raise

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

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Inside, the working file is whole and nobody has it open."""
        self.connection.execute("CHECKPOINT")
        self.connection.close()
        self._connection = None
        try:
            yield
        finally:
            self._connection = open_writing(self.home.working, self.home.temporary)

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

    def _take_lock(self) -> None:
        try:
            self._lock.acquire(timeout=self._lock_seconds)
            told = {"pid": os.getpid(), "since": rows.now().isoformat("T", "seconds")}
            write_whole(self.home.path / "lock.json", json.dumps(told).encode())
        except Timeout as error:
            raise LockedError(
                f"Another Duixian process ({_holder(self.home)}) is writing to {self.home.path}; "
                "wait until it is done and try again."
            ) from error
        except OSError as error:
            raise WarehouseError(
                f"The home {self.home.path} can't be written to ({error.strerror}); free space, or "
                "set DUIXIAN_HOME to a folder of yours."
            ) from error

    def _open(self) -> None:
        working = self.home.working
        if not working.exists() and self.home.current_version() is not None:
            # The working file is only ever ahead of the published one; without it, start there.
            copy_whole(self.home.published(), working)
        if not working.exists():
            _make(working, self.home.temporary)
        self._connection = open_writing(working, self.home.temporary)
        self._migrate()
        end_interrupted_runs(self._connection)
        if self._reference is not None:
            with self.transaction() as connection:
                put_reference(connection, self._reference)

    def _migrate(self) -> None:
        todo = migrate.pending(self.connection)
        if todo and todo[0].number > 1:
            stamp = rows.now().strftime("%Y%m%dT%H%M%S")
            name = f"before-migration-{todo[0].number:04d}-{stamp}.duckdb"
            with self.closed():
                copy_whole(self.home.working, self.home.backups / name)
        applied = migrate.migrate(self.connection)
        if self._install is not None:
            self._install(self.connection)
            if applied or comments.missing(self.connection):
                comments.apply(self.connection)
        # Changes of the schema must not wait in the write-ahead log: after a kill, DuckDB 1.5.5
        # can't replay a comment on a table with a default ("no default database set").
        self.connection.execute("CHECKPOINT")


def _make(working: Path, temporary: Path) -> None:
    """Make an empty warehouse under another name first: a kill leaves all of it or nothing."""
    spare = working.with_name(".partial-working.duckdb")
    for leftover in (spare, spare.with_name(f"{spare.name}.wal")):
        leftover.unlink(missing_ok=True)
    connection = open_writing(spare, temporary)
    try:
        migrate.migrate(connection)
    finally:
        connection.close()
    spare.replace(working)
    sync_folder(working.parent)


def end_interrupted_runs(connection: Connection) -> int:
    """Close the lines of runs whose process ended before them; the caller holds the lock."""
    ended = connection.execute(
        "UPDATE ingest_run SET finished_at = ?, interrupted = true WHERE finished_at IS NULL "
        "RETURNING run_id",
        [rows.now()],
    ).fetchall()
    return len(ended)


def roll_back(connection: Connection) -> None:
    """Undo what isn't committed; after a failed COMMIT or a full disk DuckDB has done so itself."""
    with suppress(duckdb.Error):
        connection.execute("ROLLBACK")


def _holder(home: Home) -> str:
    try:
        told = json.loads((home.path / "lock.json").read_text())
        return f"process {told['pid']}, since {told['since']} UTC"
    except (OSError, ValueError, KeyError):
        return "unknown"


__all__ = [
    "LOCK_SECONDS", "Publication", "Reference", "StoreResult", "StoredReport", "Writer",
    "end_interrupted_runs",
]  # fmt: skip
