"""Writes what a warehouse holds as a page of Markdown, from the comments in the database itself.

`docs/make_schema.py` makes `docs/schema.md` with it; a test fails when that page is out of date.
"""

from __future__ import annotations

from typing import Any

import duckdb

INTRODUCTION = """# The schema

Made by `docs/make_schema.py` from the comments in the database; don't edit it by hand.

Open the file that `duixian where` prints, with any DuckDB from 1.5.5 on, read-only. `DESCRIBE
observation` and `SELECT column_name, comment FROM duckdb_columns() WHERE table_name =
'observation'` show the same sentences there. Worked questions are in [sql.md](sql.md).

`"start"`, `"end"` and `"fetch"` are reserved words: quote them. Offsets count characters of
`report_text.text` from 0, half open; DuckDB's `substring` counts from 1, so the text of a range is
`substring(text, "start" + 1, "end" - "start")`.
"""


def schema_page(connection: duckdb.DuckDBPyConnection) -> str:
    """The whole page for everything that is installed in the connection's database."""
    parts = [INTRODUCTION, _relations(connection, "Tables", tables(connection))]
    parts.append(_relations(connection, "Views", views(connection)))
    parts.append(_enumerations(connection))
    parts.append(_macros(connection))
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Name and comment of each table, in the order of their names."""
    return connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal AND NOT temporary "
        "ORDER BY table_name"
    ).fetchall()


def views(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Name and comment of each view, in the order of their names."""
    return connection.execute(
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
    ).fetchall()


def _relations(
    connection: duckdb.DuckDBPyConnection, heading: str, found: list[tuple[Any, ...]]
) -> str:
    if not found:
        return ""
    lines = [f"## {heading}", ""]
    for name, comment in found:
        lines += [
            f"### {name}",
            "",
            comment or "",
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        columns = connection.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? "
            "ORDER BY column_index",
            [name],
        ).fetchall()
        lines += [
            f"| {column} | {_type(data_type)} | {_cell(meaning)} |"
            for column, data_type, meaning in columns
        ]
        lines.append("")
    return "\n".join(lines)


def _enumerations(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute(
        "SELECT DISTINCT type_name, labels FROM duckdb_types() WHERE logical_type = 'ENUM' "
        "AND NOT internal ORDER BY type_name"
    ).fetchall()
    lines = ["## Enumerations", "", "| type | words |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {', '.join(labels)} |" for name, labels in rows), ""])


def _macros(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute(
        "SELECT DISTINCT function_name, parameters, comment FROM duckdb_functions() "
        "WHERE NOT internal AND function_type = 'macro' ORDER BY function_name"
    ).fetchall()
    if not rows:
        return ""
    lines = ["## Functions", "", "| function | meaning |", "|---|---|"]
    lines += [f"| {name}({', '.join(given)}) | {_cell(said)} |" for name, given, said in rows]
    return "\n".join([*lines, ""])


def _type(data_type: str) -> str:
    return "ENUM" if data_type.startswith("ENUM(") else data_type


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")
