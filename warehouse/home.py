"""Where everything that the program writes lies: the paths under DUIXIAN_HOME.

    duixian.duckdb          symlink to the newest published version; what readers open
    published/duixian-000042.duckdb
    working.duckdb          the writer's own file; nobody else opens it
    raw/ab/abcd…            fetched bytes by SHA-256
    backups/                copies made before a migration, and by `duixian backup`
    lock                    held by the one writer

Every change of a name is atomic (rename in one folder, then fsync of the folder), so that a crash
leaves either the old or the new state.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import NotPublishedError, WarehouseError

# Newest versions that stay: one for new readers, two for those that resolved the link just before.
KEPT_VERSIONS = 3
_VERSION_NAME = re.compile(r"duixian-(\d{6,})\.duckdb")


@dataclass(frozen=True)
class Home:
    """The folder of one warehouse; nothing is created before `create()`."""

    path: Path

    @classmethod
    def from_environment(cls) -> Home:
        """The home that DUIXIAN_HOME names, or ./data."""
        return cls(Path(os.environ.get("DUIXIAN_HOME") or "data").resolve())

    @property
    def working(self) -> Path:
        """The writer's own file."""
        return self.path / "working.duckdb"

    @property
    def link(self) -> Path:
        """The name that readers open: a symlink to the newest version."""
        return self.path / "duixian.duckdb"

    @property
    def published_folder(self) -> Path:
        """Where the versions lie."""
        return self.path / "published"

    @property
    def lock(self) -> Path:
        """The file that the writer locks."""
        return self.path / "lock"

    @property
    def backups(self) -> Path:
        """Where backups lie."""
        return self.path / "backups"

    @property
    def temporary(self) -> Path:
        """Where DuckDB spills what doesn't fit in memory."""
        return self.path / "tmp"

    def create(self) -> None:
        """Make the folders; a home that can't be written to is said so in one sentence."""
        try:
            for folder in (self.path, self.published_folder, self.backups, self.path / "raw"):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(
                f"The home {self.path} can't be written to ({error.strerror}); "
                "set DUIXIAN_HOME to a folder of yours."
            ) from error

    def version_path(self, version: int) -> Path:
        """The file of a version."""
        return self.published_folder / f"duixian-{version:06d}.duckdb"

    def versions(self) -> list[int]:
        """The published versions on disk, oldest first."""
        if not self.published_folder.is_dir():
            return []
        found = (_VERSION_NAME.fullmatch(entry.name) for entry in self.published_folder.iterdir())
        return sorted(int(match[1]) for match in found if match)

    def current_version(self) -> int | None:
        """The version that the symlink names; None without a sound one."""
        try:
            match = _VERSION_NAME.fullmatch(self.link.readlink().name)
        except OSError:
            return None
        return int(match[1]) if match else None

    def published(self) -> Path:
        """The file that readers open now; raises NotPublishedError where there is none."""
        version = self.current_version()
        if version is None or not self.version_path(version).is_file():
            raise NotPublishedError(
                f"There is no published warehouse in {self.path} yet; run `duixian ingest` or "
                "`duixian demo` first, or `duixian doctor` if there was one."
            )
        return self.version_path(version)

    def point_link(self, version: int) -> None:
        """Swap the symlink to `version` in one step."""
        target = self.version_path(version)
        spare = self.path / f".duixian.duckdb.{os.getpid()}"
        spare.unlink(missing_ok=True)
        spare.symlink_to(target.relative_to(self.path))
        spare.replace(self.link)
        sync_folder(self.path)

    def drop_old_versions(self) -> None:
        """Remove all but the newest versions; open readers keep their file until they close."""
        current = self.current_version()
        for version in self.versions()[:-KEPT_VERSIONS]:
            if version != current:
                self.version_path(version).unlink(missing_ok=True)

    def raw_path(self, sha256: str) -> Path:
        """Where the bytes with this SHA-256 lie."""
        return self.path / "raw" / sha256[:2] / sha256

    def save_raw(self, data: bytes) -> str:
        """Keep bytes as fetched, once; gives their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.raw_path(sha256)
        if not path.is_file() or path.stat().st_size != len(data):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        return sha256

    def read_raw(self, sha256: str) -> bytes:
        """The kept bytes; raises WarehouseError where they are gone or altered."""
        try:
            data = self.raw_path(sha256).read_bytes()
        except OSError as error:
            raise WarehouseError(
                f"The raw document {sha256[:12]} is missing; fetch it again."
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise WarehouseError(f"The raw document {sha256[:12]} was altered; fetch it again.")
        return data


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of `path` survive a loss of power."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` so that `path` either holds all of it or doesn't exist."""
    handle, spare = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(spare).replace(path)
    except BaseException:
        Path(spare).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that `target` either holds all of it or doesn't exist."""
    spare = target.with_name(f".partial-{target.name}")
    try:
        shutil.copyfile(source, spare)
        sync_file(spare)
        spare.replace(target)
    except BaseException:
        spare.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
