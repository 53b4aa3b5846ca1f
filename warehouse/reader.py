"""Opens the published file for reading; a process shares one connection a version.

Readers open the versioned file itself, never the symlink: the name then always means the same
bytes, and DuckDB can't hand out an instance of an older version under it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path

import duckdb

from warehouse.connect import open_reading
from warehouse.errors import LockedError, WarehouseError
from warehouse.home import Home

Connection = duckdb.DuckDBPyConnection

# A version can be replaced and removed between reading the link and opening the file.
ATTEMPTS = 5


def open_published(home: Home, config: dict[str, str] | None = None) -> Connection:
    """A new read-only connection to the newest version; raises NotPublishedError."""
    for attempt in range(ATTEMPTS):
        path = home.published()
        try:
            return open_reading(path, config)
        except LockedError:
            return _open_copy(path, config)
        except WarehouseError:
            if path.exists() or attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _open_copy(path: Path, config: dict[str, str] | None) -> Connection:
    """Open a private copy, because somebody opened the file for writing (as root one can).

    The copy loses its name at once and its space when the connection closes.
    """
    handle, name = tempfile.mkstemp(prefix="duixian-", suffix=".duckdb")
    os.close(handle)
    try:
        shutil.copyfile(path, name)
        return open_reading(Path(name), config)
    finally:
        Path(name).unlink()


class Reader:
    """Gives cursors on the newest version, from any thread.

    A cursor keeps its version as long as it lives; the next one is of the newest version. Nothing
    is closed under a running query: an old version goes when its last cursor does.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self._guard = threading.Lock()
        self._path: Path | None = None
        self._connection: Connection | None = None

    def version(self) -> int | None:
        """The newest version's number; costs one readlink, so it can be polled."""
        return self.home.current_version()

    def cursor(self) -> Connection:
        """A cursor of its own on the newest version, for one thread."""
        return self.connection().cursor()

    def connection(self) -> Connection:
        """The connection to the newest version, for several cursors that must agree.

        It is shared: take cursors of it, and don't close it. Who keeps it keeps its version.
        """
        with self._guard:
            path = self.home.published()
            if self._connection is None or path != self._path:
                self._connection, self._path = open_published(self.home), path
            return self._connection
