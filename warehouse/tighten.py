"""Gives back the space that rows left behind when they were written again.

DuckDB uses such space for new rows but keeps it in the file, and a published version is a copy of
the file. So after much was written again the tables are copied into a new file, which then takes
the place of the working one in one step; a crash before that leaves everything as it was.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

import duckdb

from warehouse.connect import STORAGE_VERSION
from warehouse.home import Home, sync_file, sync_folder
from warehouse.store import Writer

# Below this share the copying isn't worth its time: one to three minutes for the whole country.
LEAST_FREE = 0.05
# Nor in a file so small, in bytes.
LEAST_SIZE = 50_000_000
# Copying keeps what it has read in memory as long as it may: left alone three times the file for
# the whole country, and no quicker for it. In bytes, and as a share of what the machine has.
MOST_MEMORY, MOST_OF_ALL = 2_000_000_000, 0.6


def tighten(writer: Writer) -> bool:
    """Copy the working file without its free space where it has much; says whether it did.

    A full disk leaves the file as it is: nothing depends on the space. Call it outside any
    transaction.
    """
    connection = writer.connection
    connection.execute("CHECKPOINT")
    row = connection.execute(
        "SELECT free_blocks, total_blocks, block_size FROM pragma_database_size() "
        "WHERE database_name = current_database()"
    ).fetchone()
    free, total, size = row if row else (0, 0, 0)
    if total * size < LEAST_SIZE or free < total * LEAST_FREE:
        return False
    with writer.closed():
        return _copied(writer.home)


def _copied(home: Home) -> bool:
    spare = home.working.with_name(".partial-tight.duckdb")
    log = spare.with_name(f"{spare.name}.wal")
    old, new = (str(path).replace("'", "''") for path in (home.working, spare))
    try:
        for leftover in (spare, log):
            leftover.unlink(missing_ok=True)
        settings: dict[str, Any] = {
            "temp_directory": str(home.temporary),
            "memory_limit": f"{_memory()}B",
        }
        with duckdb.connect(config=settings) as connection:
            connection.execute(f"ATTACH '{old}' AS old (READ_ONLY)")
            connection.execute(f"ATTACH '{new}' AS new (STORAGE_VERSION '{STORAGE_VERSION}')")
            connection.execute("COPY FROM DATABASE old TO new")
            whole = _counts(connection, "old") == _counts(connection, "new")
        if not whole or log.exists():
            return False
        sync_file(spare)
        spare.replace(home.working)
    except (duckdb.Error, OSError):
        return False
    finally:
        for leftover in (spare, log):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    sync_folder(home.path)
    return True


def _memory() -> int:
    """How much memory the copying may take, in bytes."""
    present = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(MOST_MEMORY, int(present * MOST_OF_ALL))


def _counts(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [database]
    ).fetchall()
    counted = {}
    for (name,) in names:
        row = connection.execute(f'SELECT count(*) FROM {database}."{name}"').fetchone()
        counted[str(name)] = int(row[0]) if row else -1
    return counted
