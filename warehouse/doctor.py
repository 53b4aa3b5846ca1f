"""Finds what is wrong with a home and mends what can be mended without losing a report.

The order is that of dependence: the folder, left-overs of a crash, the working file, the published
version, the link to it, the raw documents. A damaged file is never deleted, it goes to backups/.
The working file is made again from the newest sound version, a lost version from the working file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from warehouse import checks, migrate, publish, rows
from warehouse.connect import open_reading, open_writing
from warehouse.errors import ChecksFailedError, WarehouseError
from warehouse.home import Home, copy_whole
from warehouse.store import end_interrupted_runs

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was wrong, whether it is mended now, and if not what a person can do."""

    name: str
    problem: str
    mended: bool = False
    remedy: str = ""


class Doctor:
    """One examination of a home; with `mend` false it only looks."""

    def __init__(
        self,
        home: Home,
        *,
        mend: bool = True,
        hash_raw: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self.home = home
        self.mend = mend
        self.hash_raw = hash_raw
        self.tell: Progress = progress or (lambda _: None)

    def examine(self) -> list[Finding]:
        """Everything that is wrong, in the order in which it was found and mended."""
        if not self.home.path.is_dir():
            return []
        if problem := self._unwritable():
            return [problem, *self._published_findings()]
        lock = FileLock(self.home.lock)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            # The writer's files are its own business now; what readers see can be looked at.
            return list(self._published_findings())
        try:
            self.home.create()
            return list(self._all_findings())
        finally:
            lock.release()

    def _all_findings(self) -> Iterator[Finding]:
        yield from self._leftovers()
        yield from self._working_findings()
        yield from self._published_findings()
        yield from self._link_findings()
        yield from self._unpublished_findings()
        yield from self._raw_findings()

    def _unwritable(self) -> Finding | None:
        """A home that can't be written to; tried, because permissions don't tell on every mount."""
        probe = self.home.path / f".probe-{os.getpid()}"
        try:
            probe.write_bytes(b"1")
            probe.unlink()
        except OSError as error:
            return Finding(
                "home_read_only",
                f"{self.home.path} can't be written to ({error.strerror})",
                remedy="free space or give this user the right to write, then run it again",
            )
        return None

    def _leftovers(self) -> Iterator[Finding]:
        """Halves of copies that a crash left, and logs beside the link."""
        home = self.home
        partial = [*home.path.glob(".duixian.duckdb.*"), *(home.path / "raw").rglob(".partial-*")]
        for folder in (home.path, home.published_folder, home.backups):
            partial += folder.glob(".partial-*")
        # The lock is ours, so nobody is using these; a dry run has a lock of its own.
        partial += [*home.temporary.glob("*"), *home.path.glob("restoring")]
        partial += [path for path in home.path.glob("dry-run-*") if not locked(Home(path))]
        for path in partial:
            if self.mend:
                remove(path)
            problem = f"{path.name} was left by a crash"
            yield Finding("left_over", problem, self.mend, "run it again")
        for stray in publish.stray_wals(home):
            if self.mend:
                publish.remove_stray_wal(home)
            problem = f"{stray.name} lies beside a published file"
            yield Finding("stray_log", problem, self.mend, "remove the file")

    def _working_findings(self) -> Iterator[Finding]:
        working = self.home.working
        if not working.exists():
            if self.home.versions():
                yield self._restore_working("is missing")
            return
        self.tell("the working file")
        if problem := self._wrong_with(working):
            yield self._restore_working(problem)
            return
        with open_writing(working, self.home.temporary) as connection:
            if self.mend and end_interrupted_runs(connection):
                yield Finding("interrupted_run", "a run ended before its time", mended=True)
            if migrate.pending(connection):
                return
            for one in checks.run(connection, everything=True, progress=self.tell):
                if not one.passed and one.level == "error":
                    yield Finding(
                        f"working_{one.name}", f"the working file fails a check: {one.message}",
                        remedy="restore a backup, or run `duixian reextract`",
                    )  # fmt: skip

    def _wrong_with(self, path: Path) -> str | None:
        """Why a file isn't a sound warehouse; reads everything, since blocks carry checksums."""
        try:
            with open_writing(path, self.home.temporary) as connection:
                migrate.schema_version(connection)
                read_everything(connection, self.tell)
        except (WarehouseError, duckdb.Error, RuntimeError) as error:
            return f"can't be read ({str(error).splitlines()[0]})"
        return None

    def _restore_working(self, problem: str) -> Finding:
        working = self.home.working
        source = next(
            (
                self.home.version_path(version)
                for version in reversed(self.home.versions())
                if self._sound(self.home.version_path(version))
            ),
            None,
        )
        if source is None:
            return Finding(
                "working_damaged", f"the working file {problem}, and no sound version is left",
                remedy="run `duixian restore BACKUP`",
            )  # fmt: skip
        if self.mend:
            stamp = rows.now().strftime("%Y%m%dT%H%M%S%f")
            for path in (working, working.with_name(working.name + ".wal")):
                if path.exists():
                    path.replace(self.home.backups / f"damaged-{stamp}-{path.name}")
            copy_whole(source, working)
            working.chmod(0o644)
        return Finding(
            "working_damaged",
            f"the working file {problem}; {source.name} takes its place, what came after it has to "
            "be ingested again",
            self.mend,
            "run it again without --dry-run",
        )

    def _sound(self, path: Path) -> bool:
        try:
            with open_reading(path) as connection:
                read_everything(connection, self.tell)
        except (WarehouseError, duckdb.Error, RuntimeError):
            return False
        return True

    def _published_findings(self) -> Iterator[Finding]:
        """Versions that can't be read are put aside; the newest sound one must pass its checks."""
        for version in self.home.versions():
            path = self.home.version_path(version)
            self.tell(path.name)
            if self._sound(path):
                continue
            if self.mend:
                path.replace(self.home.backups / f"damaged-{path.name}")
            yield Finding(
                "version_damaged", f"{path.name} can't be read; it is in backups/ now", self.mend,
                "run it again without --dry-run",
            )  # fmt: skip
        if versions := self.home.versions():
            with open_reading(self.home.version_path(versions[-1])) as connection:
                if migrate.pending(connection):  # an older release's, checked by its own checks
                    return
                for one in checks.run(connection, everything=True, progress=self.tell):
                    if not one.passed and one.level == "error":
                        yield Finding(
                            f"published_{one.name}",
                            f"version {versions[-1]} fails a check: {one.message}",
                            remedy="run `duixian reextract` and publish again",
                        )

    def _link_findings(self) -> Iterator[Finding]:
        versions = self.home.versions()
        if not versions or self.home.current_version() == versions[-1]:
            return
        if self.mend:
            if self.home.link.exists() and not self.home.link.is_symlink():
                self.home.link.replace(self.home.backups / "not-a-link-duixian.duckdb")
            self.home.point_link(versions[-1])
        yield Finding(
            "link_broken", f"duixian.duckdb didn't name version {versions[-1]}", self.mend,
            "run it again without --dry-run",
        )  # fmt: skip

    def _unpublished_findings(self) -> Iterator[Finding]:
        """A working file with reports and no version at all: publish it."""
        if self.home.versions() or not self.home.working.exists():
            return
        with open_writing(self.home.working, self.home.temporary) as connection:
            if migrate.pending(connection) or not _count(connection, "report"):
                return
            prepared = None
            if self.mend:
                try:
                    prepared = publish.prepare(self.home, connection)
                except ChecksFailedError as error:
                    yield Finding("nothing_published", str(error), remedy="mend the working file")
                    return
        if prepared is not None:
            publish.release(self.home, prepared)
        yield Finding(
            "nothing_published", "the published versions were gone", self.mend,
            "run it again without --dry-run",
        )  # fmt: skip

    def _raw_findings(self) -> Iterator[Finding]:
        """Raw documents that the tables name and the folder lacks."""
        self.tell("raw documents")
        versions = self.home.versions()
        if not versions:
            return
        with open_reading(self.home.version_path(versions[-1])) as connection:
            known = connection.execute("SELECT sha256, bytes FROM raw_document").fetchall()
        missing = [sha256 for sha256, size in known if not self._kept(sha256, size)]
        if missing:
            yield Finding(
                "raw_missing",
                f"{len(missing)} raw documents are missing or altered (such as {missing[0][:12]}); "
                "their texts are stored, so nothing that is shown is lost",
                remedy="fetch or ingest them again",
            )

    def _kept(self, sha256: str, size: int) -> bool:
        path = self.home.raw_path(sha256)
        if not path.is_file() or path.stat().st_size != size:
            return False
        if self.hash_raw:
            try:
                self.home.read_raw(sha256)
            except WarehouseError:
                return False
        return True


def locked(home: Home) -> bool:
    """Whether a writer is at work in a home."""
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def remove(path: Path) -> None:
    """Remove a file or a whole folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def read_everything(connection: duckdb.DuckDBPyConnection, tell: Progress) -> None:
    """Read every column of every table once, so that a damaged block shows itself."""
    columns = connection.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() "
        "JOIN duckdb_tables() USING (table_name) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for table, names in columns:
        tell(table)
        # A count would be answered from the statistics; a hash has to read the values.
        hashes = ", ".join(f'bit_xor(hash("{name}"))' for name in names)
        connection.execute(f'SELECT {hashes} FROM "{table}"').fetchall()


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
