"""What makes a home part of a shared warehouse: the store's tables, and a range of numbers.

The store has the warehouse's own tables and columns; enumerations are text there and nothing is a
key, because DuckLake has neither. So that no two homes give one number to two reports, each draws a
range of its own when it joins. The first one founds the store and keeps the numbers that it has.
"""

from __future__ import annotations

import uuid

import duckdb

from warehouse import migrate, rows, unshared
from warehouse.errors import SharedError
from warehouse.lake import NAME
from warehouse.vocabulary import set_meta

Connection = duckdb.DuckDBPyConnection

# Numbers of one home. A thousand times a whole country's reports, a hundred times its observations;
# nine million homes fit below 2^53, where JavaScript and R stop telling numbers apart.
RANGE = 1_000_000_000
BY_REPORT = ("report", "kept_text", *rows.DERIVED_TABLES)
VOCABULARY = ("indicator", "indicator_alias", "unit")
TABLES = (*BY_REPORT, "correction", "region", "raw_document", "ingest_run", "fetch", *VOCABULARY)
# The schema from which on texts lie by sentence.
TEXTS_ONCE = 5
# Tables whose numbers come out of the home's range.
NUMBERED = {"report": "report_id", "observation": "observation_id", "correction": "correction_id"}
WRITER, REVISION, PUSHED, PUSHING = (
    "shared_writer", "shared_revision", "shared_pushed", "shared_pushing",
)  # fmt: skip


def take_part(connection: Connection) -> None:
    """Make the store's tables where they are missing, and let this home join it once."""
    if meta(connection, "id", NAME) is None:
        _found(connection)
    _upgrade(connection)
    store_id = meta(connection, "id", NAME)
    joined = meta(connection, unshared.JOINED)
    if joined is None:
        _join(connection, str(store_id))
    elif joined != store_id:
        raise SharedError(
            "This home belongs to another shared warehouse; set DUIXIAN_WAREHOUSE to that one, or "
            "DUIXIAN_HOME to an empty folder."
        )
    elif _is_a_copy(connection):
        _renumber(connection)


def meta(connection: Connection, key: str, catalogue: str | None = None) -> str | None:
    """A fact about this home, or about the store; None also where there is no such table yet."""
    if catalogue:
        known = connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND table_name = 'meta'",
            [catalogue],
        ).fetchone()
        if not known or not known[0]:
            return None
    table = f"{catalogue}.meta" if catalogue else "meta"
    row = connection.execute(f"SELECT value FROM {table} WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else None


def first_number(connection: Connection) -> int:
    """What this home's range begins after; 0 for the founder."""
    return int(meta(connection, WRITER) or 0) * RANGE


def columns(connection: Connection, catalogue: str) -> dict[tuple[str, str], str]:
    """Type by table and column of the shared tables, enumerations as text."""
    found = connection.execute(
        "SELECT table_name, column_name, CASE WHEN data_type LIKE 'ENUM%' THEN 'VARCHAR' "
        "ELSE data_type END FROM duckdb_columns() WHERE database_name = ? "
        "AND schema_name = 'main' AND list_contains(?::VARCHAR[], table_name) "
        "ORDER BY table_oid, column_index",
        [catalogue, list(TABLES)],
    ).fetchall()
    return {(str(table), str(column)): str(kind) for table, column, kind in found}


def local_name(connection: Connection) -> str:
    """The catalogue of the working file."""
    row = connection.execute("SELECT current_database()").fetchone()
    assert row is not None
    return str(row[0])


def _found(connection: Connection) -> None:
    """Make all tables in one transaction; of two founders at once one finds the other's."""
    of_table: dict[str, list[str]] = {}
    for (table, column), kind in columns(connection, local_name(connection)).items():
        of_table.setdefault(table, []).append(f'"{column}" {kind}')
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE {NAME}.meta (key VARCHAR, value VARCHAR)")
    connection.execute(
        f"CREATE TABLE {NAME}.writer (number INTEGER, joined_at TIMESTAMP, last_push VARCHAR)"
    )
    connection.execute(f"CREATE TABLE {NAME}.shared_report (report_id BIGINT, revision BIGINT)")
    for table, parts in of_table.items():
        connection.execute(f'CREATE TABLE {NAME}."{table}" ({", ".join(parts)})')
    connection.execute(
        f"INSERT INTO {NAME}.meta VALUES ('id', ?), ('revision', '0'), ('schema_version', ?)",
        [str(uuid.uuid4()), str(len(migrate.migrations()))],
    )
    _comment(connection)
    connection.execute("COMMIT")


def _comment(connection: Connection) -> None:
    """The sentences that explain tables and columns, so that a BI tool shows them here too."""
    told = connection.execute(
        "SELECT 'TABLE', table_name, NULL, comment FROM duckdb_tables() WHERE database_name = $here"
        " UNION ALL SELECT 'COLUMN', table_name, column_name, comment FROM duckdb_columns() "
        "WHERE database_name = $here",
        {"here": local_name(connection)},
    ).fetchall()
    for kind, table, column, comment in told:
        if comment and table in TABLES:
            part = f'."{column}"' if column else ""
            text = comment.replace("'", "''")
            connection.execute(f"COMMENT ON {kind} {NAME}.\"{table}\"{part} IS '{text}'")


def _upgrade(connection: Connection) -> None:
    """Add what newer migrations added; a store that is ahead needs a newer program here."""
    present, stored = len(migrate.migrations()), int(meta(connection, "schema_version", NAME) or 0)
    if stored > present:
        raise SharedError(
            f"The shared warehouse has schema {stored}, the program here knows {present}; "
            "install the Duixian that the others use."
        )
    if stored == present:
        return
    connection.execute("BEGIN")
    if stored < TEXTS_ONCE:
        _part_texts(connection)
    here, there = columns(connection, local_name(connection)), columns(connection, NAME)
    gone = sorted(set(there) - set(here))
    if gone:
        connection.execute("ROLLBACK")
        raise SharedError(
            f"The shared warehouse has the column {'.'.join(gone[0])}, which this program no "
            "longer has; found a new one from a home that is up to date."
        )
    for (table, column), kind in here.items():
        if (table, column) not in there:
            connection.execute(f'ALTER TABLE {NAME}."{table}" ADD COLUMN "{column}" {kind}')
    connection.execute(
        f"UPDATE {NAME}.meta SET value = ? WHERE key = 'schema_version'", [str(present)]
    )
    connection.execute("COMMIT")


def _part_texts(connection: Connection) -> None:
    """Move the store's whole texts out of its reports, as migration 5 does at home."""
    connection.execute(f"CREATE TABLE {NAME}.kept_text (report_id BIGINT, text VARCHAR)")
    connection.execute(f"INSERT INTO {NAME}.kept_text SELECT report_id, text FROM {NAME}.report")
    connection.execute(f"ALTER TABLE {NAME}.report DROP COLUMN text")


def _join(connection: Connection, store_id: str) -> None:
    """Draw a range; only the founder may bring reports along, the others' would clash."""
    own = connection.execute("SELECT count(*) FROM report").fetchone()
    taken = connection.execute(f"SELECT count(*) FROM {NAME}.writer").fetchone()
    assert own is not None
    assert taken is not None
    if own[0] and taken[0]:
        raise SharedError(
            f"This home holds {own[0]} reports of its own, and the shared warehouse was founded by "
            "another one; set DUIXIAN_HOME to an empty folder and ingest them there."
        )
    number = _draw(connection)
    with_meta = {unshared.JOINED: store_id, WRITER: number, REVISION: 0, PUSHED: "", PUSHING: ""}
    connection.execute("BEGIN")
    for key, value in with_meta.items():
        set_meta(connection, key, value)
    connection.execute(
        "INSERT INTO unshared_report SELECT report_id FROM report ON CONFLICT DO NOTHING"
    )
    if number:
        _start_numbers(connection, number)
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")  # as in store.py: no change of the schema in the log


def _draw(connection: Connection) -> int:
    """The next range's number; two homes at once conflict on the revision, and one tries again."""
    connection.execute("BEGIN")
    connection.execute(f"UPDATE {NAME}.meta SET value = value WHERE key = 'revision'")
    row = connection.execute(f"SELECT coalesce(max(number) + 1, 0) FROM {NAME}.writer").fetchone()
    assert row is not None
    connection.execute(f"INSERT INTO {NAME}.writer VALUES (?, ?, '')", [row[0], rows.now()])
    connection.execute("COMMIT")
    return int(row[0])


def _start_numbers(connection: Connection, number: int) -> None:
    """Let ids go on in range `number`; DuckDB can neither set nor restart a sequence."""
    for table, column in NUMBERED.items():
        default = f"ALTER TABLE {table} ALTER {column} SET DEFAULT nextval"
        connection.execute("CREATE SEQUENCE spare_seq")
        connection.execute(f"{default}('spare_seq')")
        connection.execute(f"DROP SEQUENCE {column}_seq")
        connection.execute(f"CREATE SEQUENCE {column}_seq START {number * RANGE + 1}")
        connection.execute(f"{default}('{column}_seq')")
        connection.execute("DROP SEQUENCE spare_seq")


def _is_a_copy(connection: Connection) -> bool:
    """Whether somebody else pushed under our number: a copy of this home, or it before a restore.

    A push that we began and whose end we didn't see is ours.
    """
    row = connection.execute(
        f"SELECT last_push FROM {NAME}.writer WHERE number = ?",
        [int(meta(connection, WRITER) or 0)],
    ).fetchone()
    return row is None or row[0] not in {meta(connection, PUSHED), meta(connection, PUSHING)}


def _renumber(connection: Connection) -> None:
    """Draw a new range for a copied or restored home; changes of its own can't be told apart."""
    row = connection.execute("SELECT count(*) FROM unshared_report").fetchone()
    if row and row[0]:
        raise SharedError(
            f"This home is a copy or an old state of one that went on, with {row[0]} reports that "
            "were never shared; set DUIXIAN_HOME to an empty folder and ingest them there."
        )
    number = _draw(connection)
    connection.execute("BEGIN")
    set_meta(connection, WRITER, number)
    set_meta(connection, PUSHED, "")
    _start_numbers(connection, number)
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")
