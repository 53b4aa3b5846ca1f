"""Saves everything that can't be made again in one file, and brings it back.

A backup is a tar archive of the working file (with all texts, corrections and runs) and the raw
documents, with a list of the SHA-256 of each. A restore unpacks beside the home, checks every hash
and opens the warehouse before anything of the present home is moved.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import duckdb
from filelock import FileLock, Timeout

from warehouse import checks, migrate, publish, rows
from warehouse.connect import open_writing
from warehouse.errors import BackupError, LockedError
from warehouse.home import Home, sync_file, sync_folder
from warehouse.publish import Publication

Progress = Callable[[int, int], None]

LIST_NAME = "duixian-backup.json"
FORMAT = 1
# A raw document is at most some ten megabytes; the working file is read in pieces of this size.
PIECE = 1 << 20


def backup(home: Home, target: Path, progress: Progress | None = None) -> Path:
    """Write the backup to `target` (a name that ends in .tar, or a folder); gives its path.

    Raises BackupError where there is nothing to save or the target can't be written, LockedError
    while a run is writing.
    """
    if not home.working.exists():
        raise BackupError(f"There is no warehouse in {home.path} yet, so nothing was saved.")
    if target.is_dir():
        target = target / f"duixian-{rows.now().strftime('%Y%m%dT%H%M%S')}.tar"
    with _lock(home):
        with open_writing(home.working, home.temporary) as connection:
            connection.execute("CHECKPOINT")
        files = [(home.working, "working.duckdb"), *_raw_files(home)]
        spare = target.with_name(f".partial-{target.name}")
        try:
            _write(spare, files, progress)
            sync_file(spare)
            spare.replace(target)
        except OSError as error:
            raise BackupError(
                f"The backup couldn't be written to {target} ({error.strerror}); free space or "
                "name another place."
            ) from error
        finally:
            spare.unlink(missing_ok=True)
        sync_folder(target.parent)
    return target


def restore(home: Home, archive: Path, progress: Progress | None = None) -> Publication:
    """Put a backup in the place of the present home's content, and publish it.

    What was there before stays in `backups/`. Raises BackupError where the archive isn't whole;
    nothing was changed then.
    """
    home.create()
    with _lock(home):
        unpacked = home.path / "restoring"
        shutil.rmtree(unpacked, ignore_errors=True)
        try:
            _unpack(archive, unpacked, progress)
            _try_out(Home(unpacked))
            _put_aside(home)
            (unpacked / "working.duckdb").replace(home.working)
            _merge_raw(unpacked / "raw", home.path / "raw")
        finally:
            shutil.rmtree(unpacked, ignore_errors=True)
        with open_writing(home.working, home.temporary) as connection:
            connection.execute("DELETE FROM published_region")
            prepared = publish.prepare(home, connection)
        return publish.release(home, prepared)


@contextmanager
def _lock(home: Home) -> Iterator[None]:
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=10)
    except Timeout as error:
        raise LockedError(
            f"A run is writing to {home.path}; wait until it is done and try again."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _raw_files(home: Home) -> Iterator[tuple[Path, str]]:
    for path in sorted((home.path / "raw").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path, f"raw/{path.parent.name}/{path.name}"


def _write(target: Path, files: list[tuple[Path, str]], progress: Progress | None) -> None:
    hashes = {}
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
        for number, (path, name) in enumerate(files, 1):
            hashes[name] = _hash(path)
            archive.add(path, name)
            if progress:
                progress(number, len(files))
        head = json.dumps({"format": FORMAT, "files": hashes}).encode()
        entry = tarfile.TarInfo(LIST_NAME)
        entry.size = len(head)
        archive.addfile(entry, io.BytesIO(head))


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _unpack(archive: Path, folder: Path, progress: Progress | None) -> None:
    try:
        with tarfile.open(archive, "r:") as packed:
            members = [one for one in packed.getmembers() if one.isfile()]
            for number, member in enumerate(members, 1):
                _unpack_one(packed, member, folder)
                if progress:
                    progress(number, len(members))
        told = json.loads((folder / LIST_NAME).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"{archive.name} isn't a whole backup ({error}).") from error
    if told.get("format") != FORMAT or "working.duckdb" not in told.get("files", {}):
        raise BackupError(f"{archive.name} isn't a backup of this program.")
    for name, sha256 in told["files"].items():
        path = folder / name
        if not path.is_file() or _hash(path) != sha256:
            raise BackupError(f"{archive.name} isn't whole: {name} is missing or altered.")


def _unpack_one(packed: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    parts = PurePosixPath(member.name).parts
    if member.name.startswith("/") or ".." in parts:
        raise BackupError(f"The backup holds a name that leads outside: {member.name}.")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    source = packed.extractfile(member)
    assert source is not None
    with source, target.open("wb") as stream:
        shutil.copyfileobj(source, stream, PIECE)


def _try_out(unpacked: Home) -> None:
    """Open the unpacked warehouse and run all checks, before it takes anybody's place."""
    try:
        with open_writing(unpacked.working, unpacked.temporary) as connection:
            migrate.migrate(connection)
            failed = [
                one.message
                for one in checks.run(connection, everything=True)
                if not one.passed and one.level == "error" and one.name != "no_region_lost"
            ]
    except duckdb.Error as error:
        raise BackupError(f"The backup's warehouse can't be read: {error}") from error
    if failed:
        raise BackupError(f"The backup's warehouse fails its checks: {'; '.join(failed)}.")


def _put_aside(home: Home) -> None:
    stamp = rows.now().strftime("%Y%m%dT%H%M%S%f")
    for path in (home.working, home.working.with_name(home.working.name + ".wal")):
        if path.exists():
            path.replace(home.backups / f"before-restore-{stamp}-{path.name}")


def _merge_raw(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    for path in source.rglob("*"):
        if path.is_file():
            kept = target / path.parent.name / path.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.replace(kept)
