"""How pages ask: one connection a version, every answer kept under the version it came from.

All questions of one run of a page are asked of one version (`one_version`): a publication in the
middle would otherwise show verdicts of one version beside the sentences of another.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from warehouse.home import Home
from warehouse.reader import Reader

Record = dict[str, Any]
# Answers kept for all sessions together; the oldest goes first, so that memory stays flat.
CACHED_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Version:
    """A published version and the connection to it."""

    number: int
    connection: duckdb.DuckDBPyConnection


class _Run(threading.local):
    """The version that the run in this thread asks; `inside` a run it is kept."""

    inside: bool = False
    kept: Version | None = None


_run = _Run()


@contextmanager
def one_version() -> Iterator[None]:
    """Ask one version only, the newest at the first question, until the end of the block."""
    _run.inside, _run.kept = True, None
    try:
        yield
    finally:
        _run.inside, _run.kept = False, None


def renew() -> None:
    """Ask the newest version from now on: this run has published one itself."""
    _run.kept = None


def present() -> Version:
    """The version to ask; raises NotPublishedError where there is none."""
    if _run.kept is not None:
        return _run.kept
    connection = reader().connection()
    row = connection.cursor().execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    found = Version(int(row[0]) if row else 0, connection)
    if _run.inside:
        _run.kept = found
    return found


@st.cache_resource(show_spinner=False, max_entries=4)
def _reader(home: str) -> Reader:
    """The process's one reader of a home."""
    return Reader(Home.from_environment())


def reader() -> Reader:
    """The reader of the present DUIXIAN_HOME."""
    found: Reader = _reader(str(Home.from_environment().path))
    return found


def version() -> int | None:
    """The number of the version to ask; None where nothing is published yet."""
    return _run.kept.number if _run.kept is not None else reader().version()


def newest() -> int | None:
    """The number of the newest version, whatever this run asks; costs one readlink."""
    return reader().version()


@st.cache_resource(show_spinner=False, max_entries=CACHED_ANSWERS)
def _ask(
    home: str, version: int, sql: str, values: tuple[Any, ...], _connection: Any
) -> pd.DataFrame:
    """The answer of one query on one version; `home` and `version` are there as cache keys."""
    cursor = _connection.cursor()
    try:
        return cursor.execute(sql, list(values)).df()
    finally:
        cursor.close()


def ask(sql: str, *values: Any) -> pd.DataFrame:
    """The answer of a query on the version to ask; raises NotPublishedError without one."""
    home, now = str(Home.from_environment().path), present()
    kept: pd.DataFrame = _ask(home, now.number, sql, values, now.connection)
    # A view of the kept answer: pandas copies a column before anybody writes into it, so that the
    # next page finds the answer as it was. Streamlit's own copy would be pickled each time.
    return kept.copy(deep=False)


def forget() -> None:
    """Forget all answers, so that a measurement asks the file again."""
    _ask.clear()


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as dicts of plain Python values, with None in place of NaN, NaT and NA."""
    names = [str(name) for name in frame.columns]
    values = frame.to_numpy(dtype=object, copy=True)
    # All at once: a wide frame costs three times as much column by column.
    values[frame.isna().to_numpy()] = None
    for place, kind in enumerate(frame.dtypes):
        if pd.api.types.is_datetime64_any_dtype(kind):
            values[:, place] = [one and one.to_pydatetime() for one in values[:, place]]
    return [dict(zip(names, row, strict=True)) for row in values.tolist()]


def one(frame: pd.DataFrame) -> Record | None:
    """The first row, or None."""
    rows = records(frame.head(1))
    return rows[0] if rows else None


def marks(values: Sequence[Any]) -> str:
    """As many question marks as values."""
    return ", ".join("?" * len(values))
