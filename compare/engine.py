"""Puts the comparison into a warehouse and keeps its tables up to date.

The logic is a chain of steps, one file a step in `sql/common`, `sql/attainment` and
`sql/target_change`, in the order of their names. It stands in the warehouse twice: as the table
macros `computed_attainment_of(codes)` and `computed_target_change_of(codes)`, which anybody can ask
for some regions, and as the tables `attainment` and `target_change`, which `refresh` fills from the
same steps whenever a region's reports change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from compare.comments import COMMENTS
from compare.rules import load_rules

FOLDER = Path(__file__).resolve().parent / "sql"
TABLES = ("attainment", "target_change")
VIEWS = ("track_record", "target", "actual", "computed_attainment", "computed_target_change")
LAST_STEP = {"attainment": "attainment_row", "target_change": "change_row"}
# Where the steps look for what they judge, with the columns that they need.
SOURCES = {
    "source_report": "report_id, region_code, year, kind, stored_at",
    "source_observation": "*",
}
# Regions judged in one statement: bounds the memory of a full refresh.
BATCH = 200
# Up to so many the plan is kept; it was made for a handful of rows.
FEW = 3


def install(connection: duckdb.DuckDBPyConnection, *, comments: bool = True) -> bool:
    """Create rules, macros, tables and views; does nothing where they are up to date.

    Gives True where they were made anew; the tables are then filled from the reports that are
    there. `connection` must be to a migrated warehouse, open for writing, outside a transaction.
    A passing warehouse in memory does without `comments`.
    """
    signature = _signature()
    row = connection.execute("SELECT value FROM meta WHERE key = 'compare_version'").fetchone()
    if row and row[0] == signature:
        return False
    with _transaction(connection):
        for name in VIEWS:
            connection.execute(f"DROP VIEW IF EXISTS {name}")
        for name in TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        _store_rules(connection)
        for statement in _statements():
            connection.execute(statement)
        if comments:
            _comment(connection)
        connection.execute("DELETE FROM meta WHERE key = 'compare_version'")
        connection.execute(f"INSERT INTO meta VALUES ('compare_version', '{signature}')")
        refresh(connection)
    return True


def refresh(
    connection: duckdb.DuckDBPyConnection, region_codes: Sequence[str] | None = None
) -> int:
    """Judge the reports of `region_codes` (all regions for None) again; gives the rows written.

    Opens no transaction of its own: the caller's holds the report and its verdicts together. Many
    regions in one call cost far less than as many calls.
    """
    if region_codes is None:
        found = connection.execute("SELECT DISTINCT region_code FROM report ORDER BY 1").fetchall()
        codes = [code for (code,) in found]
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")
    else:
        codes = sorted(set(region_codes))
    for name, columns in SOURCES.items():
        source = name.removeprefix("source_")
        connection.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {name} AS SELECT {columns} FROM {source} LIMIT 0"
        )
    return sum(
        _refresh_batch(connection, codes[start : start + BATCH], region_codes is None)
        for start in range(0, len(codes), BATCH)
    )


def _refresh_batch(connection: duckdb.DuckDBPyConnection, codes: list[str], empty: bool) -> int:
    wanted = f"({', '.join(_literal(code) for code in codes)})"
    if not empty:
        for table in TABLES:
            connection.execute(f"DELETE FROM {table} WHERE region_code IN {wanted}")
    if not _gather(connection, wanted):
        return 0
    rows = 0
    for table in TABLES:
        if len(codes) <= FEW:
            _prepare(connection, table)
            statement = f"EXECUTE refresh_{table}"
        else:
            statement = _insertion(table)
        result = connection.execute(statement).fetchone()
        rows += int(result[0]) if result else 0
    return rows


def _gather(connection: duckdb.DuckDBPyConnection, wanted: str) -> bool:
    """Put the reports of some regions where the steps look; False where no two years follow."""
    for name in SOURCES:
        connection.execute(f"DELETE FROM {name}")
    connection.execute(
        f"INSERT INTO source_report SELECT {SOURCES['source_report']} FROM report "
        f"WHERE status = 'current' AND region_code IN {wanted}"
    )
    following = connection.execute(
        "SELECT a.report_id, b.report_id FROM source_report AS a JOIN source_report AS b "
        "ON b.region_code = a.region_code AND b.year = a.year + 1"
    ).fetchall()
    # Spelt out, the numbers let DuckDB skip all row groups that hold none of these reports.
    reports = ", ".join(str(number) for number in {one for pair in following for one in pair})
    if reports:
        connection.execute(
            "INSERT INTO source_observation FROM observation "
            f"WHERE report_id IN ({reports}) AND role <> 'other'"
        )
    return bool(reports)


def _prepare(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Plan the judging of a few regions once a connection; planning takes longer than judging."""
    name = f"refresh_{table}"
    known = connection.execute(
        f"SELECT count(*) FROM duckdb_prepared_statements() WHERE name = '{name}'"
    ).fetchone()
    if not known or not known[0]:
        connection.execute(f"PREPARE {name} AS {_insertion(table)}")


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


@cache
def _statements() -> tuple[str, ...]:
    """Every statement that makes the comparison, in order."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.sql"))}
    macros = (
        f"CREATE OR REPLACE MACRO computed_{table}_of(codes) AS TABLE\n"
        f"WITH\n{_chain(table)}\nFROM {LAST_STEP[table]}"
        for table in TABLES
    )
    return files["10_helpers"], files["20_tables"], *macros, files["40_views"]


@cache
def _insertion(table: str) -> str:
    """The same steps over the gathered rows, into the table."""
    chain = _chain(table, gathered=True)
    return f"INSERT INTO {table} BY NAME WITH\n{chain}\nFROM {LAST_STEP[table]}"


def _chain(table: str, *, gathered: bool = False) -> str:
    """The step files of a table as one list of common table expressions."""
    paths = [path for part in ("common", table) for path in sorted((FOLDER / part).glob("*.sql"))]
    steps = [path.read_text(encoding="utf-8").rstrip() for path in paths[gathered:]]
    return ",\n".join(steps)


@cache
def _signature() -> str:
    """Changes whenever a rule, a step, a comment or a DuckDB release does."""
    parts = [*_statements(), repr(load_rules()), repr(COMMENTS), duckdb.__version__]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _store_rules(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE OR REPLACE TABLE verdict_rule (name VARCHAR PRIMARY KEY, value DOUBLE NOT NULL, "
        "unit VARCHAR NOT NULL, meaning VARCHAR NOT NULL, meaning_zh VARCHAR NOT NULL)"
    )
    rows = ", ".join(f"({', '.join(_literal(cell) for cell in rule)})" for rule in load_rules())
    connection.execute(f"INSERT INTO verdict_rule VALUES {rows}")


def _literal(cell: str | float) -> str:
    return str(cell) if isinstance(cell, float) else "'" + cell.replace("'", "''") + "'"


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    kinds = {
        name: kind.removeprefix("BASE ")
        for name, kind in connection.execute(
            "SELECT table_name, table_type FROM information_schema.tables"
        ).fetchall()
    }
    for (table, column), text in COMMENTS.items():
        quoted = text.replace("'", "''")
        if column is None:
            connection.execute(f"COMMENT ON {kinds[table]} {table} IS '{quoted}'")
        else:
            connection.execute(f"COMMENT ON COLUMN {table}.{column} IS '{quoted}'")
