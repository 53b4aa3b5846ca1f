"""Space that rows left behind is given back, and nothing else of the file changes."""

from __future__ import annotations

from typing import Any

import pytest
from made_reports import region, report

from assembly import open_writer
from warehouse import Home, Writer, tighten

CATALOGUE = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, comment "
    "FROM duckdb_columns() WHERE NOT internal ORDER BY ALL",
    "SELECT table_name, comment, sql FROM duckdb_tables() ORDER BY ALL",
    "SELECT view_name, sql, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL",
    # The words of a macro come out in another order after each opening.
    "SELECT function_name, length(macro_definition) FROM duckdb_functions() WHERE NOT internal "
    "ORDER BY ALL",
    "SELECT type_name, labels FROM duckdb_types() WHERE NOT internal ORDER BY ALL",
    "SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL",
    "SELECT DISTINCT compression FROM pragma_storage_info('sentence') "
    "WHERE column_name = 'text' AND segment_type = 'VARCHAR'",
)
TABLES = ("report", "sentence", "observation", "attainment", "target_change", "meta", "region")


def everything(writer: Writer) -> list[Any]:
    asked = [*CATALOGUE, *(f"FROM {table} ORDER BY ALL" for table in TABLES)]
    return [writer.connection.execute(sql).fetchall() for sql in asked]


@pytest.fixture
def loose(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose file is mostly free space."""
    monkeypatch.setattr(tighten, "LEAST_SIZE", 0)
    with open_writer(home) as writer:
        for number in range(3):
            for year in (2024, 2025):
                writer.store(report(year, lines=3, place=region(number)))
        writer.flush()
        writer.connection.execute(
            "CREATE TABLE passing AS SELECT hash(i) AS a, md5(i::VARCHAR) FROM range(300000) t(i)"
        )
        writer.connection.execute("CHECKPOINT")
        writer.connection.execute("CREATE TABLE last AS SELECT hash(i) FROM range(200000) t(i)")
        writer.connection.execute("CHECKPOINT")
        writer.connection.execute("DROP TABLE passing")
        writer.connection.execute("CHECKPOINT")
    return home


def test_the_file_shrinks_and_says_the_same(loose: Home) -> None:
    size = loose.working.stat().st_size
    with open_writer(loose) as writer:
        before = everything(writer)
        assert tighten.tighten(writer)
        assert loose.working.stat().st_size < size * 0.6
        assert everything(writer) == before
        assert not tighten.tighten(writer)
        assert [path.name for path in loose.path.glob(".partial*")] == []


def test_numbers_go_on_where_they_were(loose: Home) -> None:
    with open_writer(loose) as writer:
        last = writer.connection.execute("SELECT max(observation_id) FROM observation").fetchone()
        tighten.tighten(writer)
        done = writer.store(report(2023, place=region(9)))
        assert done.report_id == 7
        first = writer.connection.execute(
            "SELECT min(observation_id) FROM observation WHERE report_id = 7"
        ).fetchone()
        assert first is not None
        assert last is not None
        assert first[0] > last[0]
        assert writer.publish().version == 1


def test_a_small_or_tight_file_is_left_alone(home: Home) -> None:
    with open_writer(home) as writer:
        writer.store(report())
        before = home.working.stat().st_ino
        assert not tighten.tighten(writer)
    assert home.working.stat().st_ino == before


def test_a_copy_that_fails_leaves_the_file_as_it_was(loose: Home) -> None:
    spare = loose.path / ".partial-tight.duckdb"
    with open_writer(loose) as writer:
        before = everything(writer)
        # A folder of that name can neither be removed as a file nor opened as a database.
        (spare / "in the way").mkdir(parents=True)
        assert not tighten.tighten(writer)
        assert everything(writer) == before
