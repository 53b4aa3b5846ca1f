"""The working file: one process at a time holds its lock and has it open for writing.

It is made whole or not at all, brought up to date when it is opened (a copy is kept before a
migration), and every change of it is one transaction.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from filelock import FileLock, Timeout

from warehouse import comments, migrate
from warehouse.connect import open_writing
from warehouse.errors import LockedError, WarehouseError
from warehouse.home import Home, copy_whole, sync_folder, write_whole
from warehouse.rows import now

Connection = duckdb.DuckDBPyConnection
Install = Callable[[Connection], object]

# How long a writer waits for another one before it says so; a schedule's run takes minutes.
LOCK_SECONDS = 30.0


class WorkingFile:
    """The lock and the open working file of `home`; `install` adds to a file that is opened."""

    def __init__(
        self, home: Home, *, install: Install | None = None, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        self.home = home
        self._install = install
        self._lock_seconds = lock_seconds
        self._lock = FileLock(home.lock)
        self._connection: Connection | None = None

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
        """Close the file and give the lock back, after what the one who holds them has to note."""
        try:
            self._ended(error)
        finally:
            self.close()

    def _ended(self, error: BaseException | None) -> None:
        """Note that `with` ends, by `error` if any; a subclass may write a last line."""

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

    def _take_lock(self) -> None:
        try:
            self._lock.acquire(timeout=self._lock_seconds)
            told = {"pid": os.getpid(), "since": now().isoformat("T", "seconds")}
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

    def _migrate(self) -> None:
        todo = migrate.pending(self.connection)
        if todo and todo[0].number > 1:
            stamp = now().strftime("%Y%m%dT%H%M%S")
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
