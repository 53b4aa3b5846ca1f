"""Opens DuckDB files: the settings that hold everywhere, errors in plain words, lists in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from warehouse.errors import DamagedError, LockedError, WarehouseError

# Files are written so that the oldest DuckDB that we allow can read them, also by a newer one.
STORAGE_VERSION = "v1.5.0"


def open_writing(path: Path, temporary: Path) -> duckdb.DuckDBPyConnection:
    """Open or make the writer's file; the caller holds the lock."""
    config = {
        "storage_compatibility_version": STORAGE_VERSION,
        "temp_directory": str(temporary),
    }
    return _open(path, config, read_only=False)


def open_reading(path: Path, config: dict[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """Open a file that nobody writes, for reading only."""
    return _open(path, config or {}, read_only=True)


def _open(path: Path, config: dict[str, str], *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only, config=dict(config))
    except duckdb.IOException as error:
        raise _explained(path, error) from error
    except (duckdb.Error, RuntimeError) as error:
        raise DamagedError(
            f"{path.name} can't be opened ({_first_line(error)}); run `duixian doctor`."
        ) from error


def _explained(path: Path, error: duckdb.Error) -> WarehouseError:
    text = str(error)
    if "lock" in text.lower():
        return LockedError(
            f"{path.name} is open for writing in another program; close it there and try again."
        )
    if "permission denied" in text.lower() or "read-only file system" in text.lower():
        return WarehouseError(f"{path} can't be opened: {_first_line(error)}.")
    return DamagedError(
        f"{path.name} can't be read as a warehouse ({_first_line(error)}); run `duixian doctor`."
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def listed(numbers: Iterable[int]) -> str:
    """Numbers written out for `IN (…)`: DuckDB skips blocks of rows by them, not by a parameter."""
    return ", ".join(str(int(number)) for number in numbers)
