"""docs/sql.md: every query passes the door, answers something, and its answer is the one shown."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.guard import check

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def make() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "make_sql.py"))


@pytest.fixture(scope="module")
def connection(make: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    opened: duckdb.DuckDBPyConnection = make["samples"]()
    return opened


def test_the_answers_are_those_of_the_samples(
    page: str, make: dict[str, Any], connection: duckdb.DuckDBPyConnection
) -> None:
    assert make["answered"](page, connection) == page, "run `make docs`"


def test_there_are_twenty_questions_and_each_has_an_answer(
    page: str, make: dict[str, Any], connection: duckdb.DuckDBPyConnection
) -> None:
    queries = make["queries"](page)
    assert len(queries) == 20
    assert [sql for sql in queries if not connection.execute(sql).fetchall()] == []


def test_every_query_passes_the_door(
    page: str, make: dict[str, Any], connection: duckdb.DuckDBPyConnection
) -> None:
    for sql in make["queries"](page):
        check(connection, sql)
