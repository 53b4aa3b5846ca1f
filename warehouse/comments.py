"""Writes what every table, view and column means into the database, from `comments.toml`.

`DESCRIBE`, DuckDB's own tools and `docs/schema.md` all read it from there. An entry for something
that isn't installed (the views of `compare`, in a file without them) is left out silently.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import duckdb

FILE = Path(__file__).resolve().parent / "comments.toml"
# The key of the sentence about the table itself; no column is called that.
ITSELF = "_"
# A view's column that nobody explained means what the same column means in the first of these.
MODELS = ("observation", "attainment", "target_change", "report", "region", "sentence")


@cache
def known() -> dict[str, dict[str, str]]:
    """Table or view → column → sentence; the key `_` holds the sentence on the table itself."""
    data: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return data


def apply(connection: duckdb.DuckDBPyConnection) -> None:
    """Set the comments of everything that exists in the connection's database."""
    statements = []
    kinds = _kinds(connection)
    columns = _columns(connection)
    for name, sentences in known().items():
        if name not in kinds:
            continue
        for column, sentence in sentences.items():
            text = sentence.replace("'", "''")
            if column == ITSELF:
                statements.append(f"COMMENT ON {kinds[name]} \"{name}\" IS '{text}'")
            elif (name, column) in columns:
                statements.append(f'COMMENT ON COLUMN "{name}"."{column}" IS \'{text}\'')
    _run(connection, statements)
    _run(connection, _inherited(connection))


def missing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables, views and columns (`table.column`) that nobody has explained yet."""
    table_rows = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal AND NOT temporary "
        "UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    column_rows = connection.execute(
        "SELECT table_name || '.' || column_name, comment FROM duckdb_columns() "
        "WHERE NOT internal AND database_name <> 'temp'"
    ).fetchall()
    return sorted(name for name, comment in [*table_rows, *column_rows] if not comment)


def _run(connection: duckdb.DuckDBPyConnection, statements: list[str]) -> None:
    if statements:
        connection.execute("BEGIN")
        connection.execute(";".join(statements))
        connection.execute("COMMIT")


def _inherited(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "WITH columns AS (SELECT table_name AS name, column_name, comment, "
        "list_position(?::VARCHAR[], table_name) AS place FROM duckdb_columns() "
        "WHERE NOT internal) "
        "SELECT v.name, v.column_name, min_by(m.comment, m.place) FROM columns v "
        "JOIN duckdb_views() w ON w.view_name = v.name JOIN columns m USING (column_name) "
        "WHERE v.comment IS NULL AND m.place IS NOT NULL AND m.comment IS NOT NULL GROUP BY ALL",
        [list(MODELS)],
    ).fetchall()
    return [
        f'COMMENT ON COLUMN "{view}"."{column}" IS \'{text.replace(chr(39), chr(39) * 2)}\''
        for view, column, text in rows
    ]


def _kinds(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE NOT internal "
        "UNION ALL SELECT view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    return dict(rows)


def _columns(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    rows = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    return set(rows)
