"""Makes the working file the version that readers see, in steps that can stop anywhere.

Order matters. The checks run first; then the version's number and the runs it holds are written
into the working file; then it is closed, and no `.wal` may be left, because DuckDB replays one that
lies beside a file without asking; then the copy, under a name of its own, synced; last the symlink.
A crash before the last step leaves readers with the old version.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import checks
from warehouse.connect import open_reading
from warehouse.errors import ChecksFailedError, WarehouseError
from warehouse.home import Home, copy_whole

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Publication:
    """A published version: its number, its file (also as `os.fspath`), and what was warned of."""

    version: int
    path: Path
    warnings: tuple[str, ...] = ()

    def __fspath__(self) -> str:
        """The versioned file, so that this can be given to `open` and the like."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked version that isn't copied yet."""

    version: int
    warnings: tuple[str, ...]


def prepare(home: Home, connection: Connection, *, accept: Sequence[str] = ()) -> Prepared:
    """Run the checks and write the version's number into the working file.

    Raises ChecksFailedError, and notes why in the runs that would have been published.
    """
    last = home.version_path(home.current_version() or 0)
    results = checks.run(connection, last=last if last.is_file() else None)
    failed = [
        one for one in results if not one.passed and one.level == "error" and one.name not in accept
    ]
    if failed:
        reason = "; ".join(f"{one.name}: {one.message}" for one in failed)
        _note_failure(connection, f"Not published: {reason}")
        raise ChecksFailedError(
            f"The new version wasn't published, the old one stays: {reason}. "
            "What was ingested is kept; run `duixian doctor`.",
            found=[(one.name, one.found) for one in failed],
        )
    version = 1 + max([_stored_version(connection), *home.versions()])
    _record(connection, version, home.current_version() or 0, results)
    connection.execute("CHECKPOINT")
    warnings = tuple(f"{one.name}: {one.message}" for one in results if not one.passed)
    return Prepared(version, warnings)


def release(home: Home, prepared: Prepared) -> Publication:
    """Copy the closed working file to its version and let readers see it."""
    leftover = home.working.with_name(home.working.name + ".wal")
    if leftover.exists():
        raise WarehouseError(
            f"{leftover.name} was left beside the working file, so it isn't whole; nothing was "
            "published, run `duixian doctor`."
        )
    path = home.version_path(prepared.version)
    try:
        copy_whole(home.working, path)
    except OSError as error:
        raise WarehouseError(
            f"Version {prepared.version} couldn't be written ({error.strerror}); the old version "
            "stays and what was ingested is kept."
        ) from error
    path.chmod(0o444)  # so that a shell that opens it for writing by mistake is refused
    verify(path, prepared.version)
    remove_stray_wal(home)
    home.point_link(prepared.version)
    home.drop_old_versions()
    return Publication(prepared.version, path, prepared.warnings)


def verify(path: Path, version: int) -> None:
    """Open the copy and read its number, so that a broken file never gets the link."""
    with open_reading(path) as connection:
        found = _stored_version(connection)
    if found != version:
        raise WarehouseError(f"{path.name} says it is version {found}; nothing was published.")


def remove_stray_wal(home: Home) -> bool:
    """Take away logs beside the link and the versions: nobody of ours writes there."""
    strays = stray_wals(home)
    for stray in strays:
        stray.replace(home.backups / f"stray-{os.getpid()}-{stray.stat().st_mtime_ns}.wal")
    return bool(strays)


def stray_wals(home: Home) -> list[Path]:
    """Logs of somebody who opened a published file for writing; DuckDB would replay them."""
    beside = home.link.with_name(home.link.name + ".wal")
    return [*([beside] if beside.exists() else []), *home.published_folder.glob("*.wal")]


def _stored_version(connection: Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    return int(row[0]) if row else 0


def _record(
    connection: Connection, version: int, current: int, results: list[checks.CheckResult]
) -> None:
    connection.execute("BEGIN")
    connection.execute(
        "INSERT INTO meta SELECT unnest(['version', 'published_at', 'published_run']), unnest(["
        "?, strftime(now() AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ'), "
        "(SELECT coalesce(max(run_id), 0)::VARCHAR FROM ingest_run)]) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [str(version)],
    )
    # A version that was prepared and never got its file (a full disk, a crash) doesn't count.
    connection.execute(
        "UPDATE ingest_run SET published_version = NULL WHERE published_version > ?", [current]
    )
    connection.execute(
        "UPDATE ingest_run SET published_version = ? WHERE published_version IS NULL "
        "AND finished_at IS NOT NULL",
        [version],
    )
    connection.execute("DELETE FROM check_result")
    connection.executemany(
        "INSERT INTO check_result VALUES (?, ?, ?, ?, ?, ?)",
        [[version, one.name, one.level, one.passed, one.found, one.message] for one in results],
    )
    connection.execute("DELETE FROM published_region")
    connection.execute(
        "INSERT INTO published_region SELECT region_code, reports, coalesce(observations, 0) FROM "
        "(SELECT region_code, count(*) AS reports FROM report WHERE status = 'current' GROUP BY 1) "
        "LEFT JOIN (SELECT region_code, count(*) AS observations FROM observation GROUP BY 1) "
        "USING (region_code)"
    )
    connection.execute("COMMIT")


def _note_failure(connection: Connection, reason: str) -> None:
    connection.execute(
        "UPDATE ingest_run SET note = concat_ws(chr(10), note, ?) WHERE published_version IS NULL",
        [reason],
    )
