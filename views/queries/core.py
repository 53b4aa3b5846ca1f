"""How pages ask: one connection a version, every answer kept under the version it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from warehouse.errors import NotPublishedError
from warehouse.home import Home
from warehouse.reader import Reader

Record = dict[str, Any]
# Answers kept for all sessions together; the oldest goes first, so that memory stays flat.
CACHED_ANSWERS = 500


@st.cache_resource(show_spinner=False, max_entries=4)
def _reader(home: str) -> Reader:
    """The process's one reader of a home."""
    return Reader(Home.from_environment())


def reader() -> Reader:
    """The reader of the present DUIXIAN_HOME."""
    found: Reader = _reader(str(Home.from_environment().path))
    return found


def version() -> int | None:
    """The number of the published version; None where nothing is published yet."""
    return reader().version()


@st.cache_data(show_spinner=False, max_entries=CACHED_ANSWERS)
def _ask(home: str, version: int, sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
    """The answer of one query on one version; `home` and `version` are there as cache keys."""
    cursor = reader().cursor()
    try:
        return cursor.execute(sql, list(values)).df()
    finally:
        cursor.close()


def ask(sql: str, *values: Any) -> pd.DataFrame:
    """The answer of a query on the newest version; raises NotPublishedError without one."""
    home, now = Home.from_environment(), version()
    if now is None:
        home.published()  # says what to do
        raise NotPublishedError("There is no published warehouse yet.")
    return _ask(str(home.path), now, sql, values)


def forget() -> None:
    """Forget all answers, so that a measurement asks the file again."""
    _ask.clear()


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as dicts of plain Python values, with None in place of NaN, NaT and NA."""
    names = [str(name) for name in frame.columns]
    columns = [_plain(frame.iloc[:, place]) for place in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    """A column's values; times as `datetime`."""
    values: list[Any] = column.tolist()
    if column.hasnans:
        values = [None if empty else one for one, empty in zip(values, column.isna(), strict=True)]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return [None if one is None else one.to_pydatetime() for one in values]
    return values


def one(frame: pd.DataFrame) -> Record | None:
    """The first row, or None."""
    rows = records(frame.head(1))
    return rows[0] if rows else None


def marks(values: Sequence[Any]) -> str:
    """As many question marks as values."""
    return ", ".join("?" * len(values))
