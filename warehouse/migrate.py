"""Brings a database file to the present schema, one numbered SQL file at a time.

What was applied is recorded in the database itself, with the file's hash, so that a migration that
somebody edited afterwards is refused rather than taken for applied. Each runs in one transaction.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse import comments
from warehouse.errors import MigrationError

FOLDER = Path(__file__).resolve().parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of `migrations/`: its number, name and SQL."""

    number: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Hash of the SQL, recorded when it is applied."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """All migrations in order; raises MigrationError where a number is missing or used twice."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        number, _, name = path.stem.partition("_")
        found.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise MigrationError(f"The numbers of the files in {folder.name}/ aren't 1, 2, 3 …")
    return found


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the last applied migration; 0 for an empty database."""
    tables = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_migration'"
    ).fetchone()
    if not tables or not tables[0]:
        return 0
    row = connection.execute("SELECT coalesce(max(number), 0) FROM schema_migration").fetchone()
    return int(row[0]) if row else 0


def pending(
    connection: duckdb.DuckDBPyConnection, known: list[Migration] | None = None
) -> list[Migration]:
    """The migrations still to apply; raises MigrationError for a newer or an edited schema."""
    known = migrations() if known is None else known
    version = schema_version(connection)
    if version > len(known):
        raise MigrationError(
            f"This warehouse has schema {version}, the program knows {len(known)}; "
            "install a newer Duixian."
        )
    if version:
        rows = connection.execute("SELECT number, sha256 FROM schema_migration").fetchall()
        for number, sha256 in rows:
            if known[number - 1].sha256 != sha256:
                raise MigrationError(
                    f"Migration {number} isn't the one that this warehouse was made with; "
                    "restore the file or start a new home."
                )
    return known[version:]


def migrate(
    connection: duckdb.DuckDBPyConnection, known: list[Migration] | None = None
) -> list[int]:
    """Apply what is pending, then the comments; gives the numbers that were applied."""
    todo = pending(connection, known)
    for one in todo:
        connection.execute("BEGIN")
        try:
            _apply(connection, one)
            connection.execute("COMMIT")
        except duckdb.Error as error:
            connection.execute("ROLLBACK")
            raise MigrationError(
                f"Migration {one.number} ({one.name}) failed and was undone: {error}"
            ) from error
    if todo:
        comments.apply(connection)
    return [one.number for one in todo]


def _apply(connection: duckdb.DuckDBPyConnection, one: Migration) -> None:
    if one.number == 1:
        connection.execute(
            "CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, "
            "sha256 VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
        )
    connection.execute(one.sql)
    connection.execute(
        "INSERT INTO schema_migration VALUES (?, ?, ?, ?)",
        [one.number, one.name, one.sha256, datetime.now(UTC).replace(tzinfo=None)],
    )
