"""Keeps the vocabulary tables in step with the data files that the caller has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.rows import Record

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Reference:
    """The vocabulary as records with the columns of `indicator`, `indicator_alias` and `unit`.

    `version` names the state of the data files; a warehouse that has it already isn't touched.
    """

    version: str
    indicators: Sequence[Record] = ()
    aliases: Sequence[Record] = ()
    units: Sequence[Record] = ()


def put_reference(connection: Connection, reference: Reference) -> None:
    """Fill the vocabulary tables, unless they hold this version already."""
    known = connection.execute("SELECT value FROM meta WHERE key = 'vocabulary_version'").fetchone()
    if known and known[0] == reference.version:
        return
    tables: dict[str, tuple[Sequence[Record], tuple[str, ...]]] = {
        "indicator": (
            reference.indicators,
            ("indicator_id", "zh", "en", "unit", "family", "better", "part_of", "rate_of", "topic"),
        ),
        "indicator_alias": (reference.aliases, ("alias", "indicator_id")),
        "unit": (reference.units, ("unit", "family", "factor")),
    }
    for table, (records, columns) in tables.items():
        _merge(connection, table, records, columns)
    set_meta(connection, "vocabulary_version", reference.version)


def set_meta(connection: Connection, key: str, value: object) -> None:
    """Set one fact about the file."""
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, str(value)],
    )


def _merge(
    connection: Connection, table: str, records: Sequence[Record], columns: tuple[str, ...]
) -> None:
    # Update or insert, then remove the rest: deleting a key and inserting it again in one
    # transaction trips over the index in some versions of DuckDB.
    key, rest = columns[0], columns[1:]
    changes = ", ".join(f"{name} = excluded.{name}" for name in rest)
    values = [[record.get(name) for name in columns] for record in records]
    # One statement for all rows: one by one, the three thousand of them took ten seconds.
    if values:
        rows_of = {name: [value[at] for value in values] for at, name in enumerate(columns)}
        unnested = ", ".join(f"unnest(${name}) AS {name}" for name in columns)
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT * FROM (SELECT {unnested}) "
            f"ON CONFLICT ({key}) DO UPDATE SET {changes}",
            rows_of,
        )
    connection.execute(
        f"DELETE FROM {table} WHERE NOT list_contains(?::VARCHAR[], {key})",
        [[value[0] for value in values]],
    )
