"""Every older schema comes to the present one, with a backup before."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from made_reports import report

from warehouse import Home, MemoryWarehouse, Writer, comments, migrate, rows
from warehouse.errors import MigrationError

ADDED = migrate.Migration(
    len(migrate.migrations()) + 1, "test", "ALTER TABLE report ADD COLUMN added INTEGER"
)


def columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY ALL"
    ).fetchall()


def test_numbers_follow_each_other_and_a_second_run_does_nothing() -> None:
    connection = duckdb.connect(":memory:")
    assert migrate.migrate(connection) == [one.number for one in migrate.migrations()]
    assert migrate.migrate(connection) == []
    assert migrate.schema_version(connection) == len(migrate.migrations())


@pytest.mark.parametrize("number", range(1, len(migrate.migrations()) + 1))
def test_each_older_schema_ends_where_a_new_one_starts(number: int) -> None:
    old, new = duckdb.connect(":memory:"), duckdb.connect(":memory:")
    migrate.migrate(old, migrate.migrations()[:number])
    rows.put_region(old, [report().region])
    migrate.migrate(old)
    migrate.migrate(new)
    assert columns(old) == columns(new)
    assert old.execute("SELECT count(*) FROM region").fetchone() == (1,)
    rows.store(old, report())
    assert old.execute("SELECT count(*) FROM observation").fetchone() == (2,)


def test_a_backup_is_made_before_a_later_migration(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(home) as writer:
        writer.store(report())
    known = [*migrate.migrations(), ADDED]
    monkeypatch.setattr(migrate, "migrations", lambda: known)
    with Writer(home) as writer:
        assert writer.connection.execute("SELECT added FROM report").fetchall() == [(None,)]
    [backup] = list(home.backups.iterdir())
    with duckdb.connect(str(backup), read_only=True) as connection:
        assert migrate.schema_version(connection) == ADDED.number - 1
        assert connection.execute("SELECT count(*) FROM report").fetchone() == (1,)


def test_a_failing_migration_is_undone() -> None:
    connection = duckdb.connect(":memory:")
    migrate.migrate(connection)
    broken = replace(ADDED, sql="CREATE TABLE half (a INTEGER); SELECT * FROM nowhere")
    with pytest.raises(MigrationError, match="was undone"):
        migrate.migrate(connection, [*migrate.migrations(), broken])
    assert "half" not in {row[0] for row in columns(connection)}
    assert migrate.schema_version(connection) == len(migrate.migrations())


def test_a_newer_or_an_edited_schema_is_refused() -> None:
    connection = duckdb.connect(":memory:")
    migrate.migrate(connection, [*migrate.migrations(), ADDED])
    with pytest.raises(MigrationError, match="install a newer Duixian"):
        migrate.migrate(connection)
    with pytest.raises(MigrationError, match="isn't the one"):
        migrate.migrate(connection, [*migrate.migrations(), replace(ADDED, sql="SELECT 1")])


def test_every_table_view_and_column_is_explained() -> None:
    connection = MemoryWarehouse().connection
    assert comments.missing(connection) == []
    told = set(comments.known())
    assert connection.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'region' "
        "AND column_name = 'region_code'"
    ).fetchone() == (comments.known()["region"]["region_code"],)
    assert "observation" in told
