"""The door: what may pass, and every way around it that we could think of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_reports import report

from warehouse import Home, Writer
from warehouse.errors import QueryError, QueryLimitError, RefusedQueryError, WarehouseError
from warehouse.guard import Door, Limits


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    home = Home(tmp_path_factory.mktemp("door") / "home")
    with Writer(home) as writer:
        writer.store(report())
        writer.publish()
    return Door(home, Limits(rows=100, seconds=2, memory_mb=256))


@pytest.fixture
def untouched(door: Door) -> Iterator[None]:
    """Nothing in the home may change, whatever is asked."""
    before = {path: path.stat().st_mtime_ns for path in sorted(door.home.path.rglob("*"))}
    data = door.home.published().read_bytes()
    yield
    assert {path: path.stat().st_mtime_ns for path in sorted(door.home.path.rglob("*"))} == before
    assert door.home.published().read_bytes() == data


PASSES = [
    "SELECT count(*) FROM observation",
    "select 1;",
    "  -- a note\n /* and another */ SELECT 1",
    "(SELECT 1)",
    "((SELECT 1) UNION (SELECT 2))",
    "WITH a AS (SELECT 1 AS x) SELECT * FROM a",
    "FROM report",
    "FROM report SELECT year",
    "VALUES (1), (2)",
    "TABLE region",
    "DESCRIBE observation",
    "DESC observation",
    "SHOW TABLES",
    "SHOW ALL TABLES",
    "SUMMARIZE region",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "EXPLAIN (FORMAT json) SELECT 1",
    "PIVOT observation ON role USING count(*) GROUP BY subject",
    "PIVOT observation ON role IN ('actual') USING count(*)",
    "SELECT * FROM (PIVOT observation ON role USING count(*))",
    "UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b",
    "SELECT 'DROP TABLE report; --'",
    "SELECT now()",
]


@pytest.mark.parametrize("sql", PASSES)
def test_a_reading_statement_passes(door: Door, sql: str) -> None:
    assert door.ask(sql).columns


REFUSED = [
    # nothing, or more than one
    "", "   ", ";", "-- only a note", "\0SELECT 1", "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE report", "PIVOT observation ON role USING count(*); DROP TABLE report",
    "SELECT 1;; DELETE FROM report",
    "CREATE TEMP TABLE a AS SELECT 1; SELECT * FROM a",
    # writing
    "INSERT INTO meta VALUES ('a', 'b')", "UPDATE report SET year = 1", "DELETE FROM report",
    "TRUNCATE report", "MERGE INTO meta USING meta m ON m.key = meta.key WHEN MATCHED THEN DELETE",
    "WITH a AS (INSERT INTO meta VALUES ('a', 'b') RETURNING *) SELECT * FROM a",
    "CREATE TABLE a (b INTEGER)", "CREATE TEMP TABLE a AS SELECT 1",
    "CREATE OR REPLACE VIEW a AS SELECT 1", "CREATE MACRO a(b) AS b", "CREATE SEQUENCE a",
    "CREATE SCHEMA a", "CREATE TYPE a AS ENUM ('b')", "CREATE INDEX a ON meta (value)",
    "CREATE SECRET (TYPE s3, KEY_ID 'a', SECRET 'b')", "DROP TABLE report",
    "DROP VIEW IF EXISTS track_record", "ALTER TABLE report RENAME TO a",
    "COMMENT ON TABLE report IS 'a'", "SELECT nextval('report_id_seq')",
    "EXPLAIN ANALYZE INSERT INTO meta VALUES ('a', 'b')", "EXPLAIN DELETE FROM report",
    "EXPLAIN EXPLAIN ANALYZE DELETE FROM report", "EXPLAIN (FORMAT json) DROP TABLE report",
    # files
    "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM read_parquet('/etc/passwd')", "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM glob('/*')", "FROM '/etc/passwd'", "SELECT * FROM 'data.csv'",
    "SELECT * FROM parquet_schema('/etc/passwd')", "SELECT * FROM read_duckdb('/etc/passwd')",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "SELECT * FROM query_table('/etc/passwd')",
    "COPY report TO '/tmp/duixian-stolen.csv'", "COPY meta FROM '/etc/passwd'",
    "COPY (SELECT 1) TO '/tmp/duixian-stolen.csv'", "EXPORT DATABASE '/tmp/duixian-stolen'",
    "IMPORT DATABASE '/etc'", "SELECT 1; IMPORT DATABASE '/etc'",
    "ATTACH '/tmp/duixian-stolen.duckdb'", "ATTACH ':memory:' AS a", "DETACH memory",
    "USE memory", "SELECT getenv('HOME')",
    # the network, and code from it
    "SELECT * FROM 'https://example.invalid/a.csv'", "SELECT * FROM 's3://bucket/a.parquet'",
    "INSTALL httpfs", "LOAD httpfs", "LOAD '/tmp/a.duckdb_extension'", "FORCE INSTALL fts",
    "UPDATE EXTENSIONS", "SELECT * FROM duckdb_secrets()",
    # settings, transactions, prepared statements, calls
    "SET threads = 64", "SET GLOBAL memory_limit = '1TB'", "SET enable_external_access = true",
    "SET lock_configuration = false", "RESET memory_limit", "SET VARIABLE a = 1",
    "SET SESSION search_path = 'main'", "PRAGMA database_size", "PRAGMA enable_profiling",
    "SELECT * FROM enable_logging()", "SELECT * FROM enable_profiling()",
    "CALL pragma_version()", "CALL enable_logging()", "BEGIN", "COMMIT", "ROLLBACK",
    "PREPARE a AS SELECT 1", "EXECUTE a", "DEALLOCATE a", "CHECKPOINT", "FORCE CHECKPOINT",
    "VACUUM", "ANALYZE", "/* SELECT */ DROP TABLE report", "/* /* */ SELECT */ DROP TABLE report",
    "-- SELECT\nDROP TABLE report", "(DROP TABLE report)",
    "SELECT write_log('a')", "SELECT 'a'.write_log()", 'SELECT "write_log" /* a */ (\'a\')',
    "SELECT * FROM truncate_duckdb_logs()", "SELECT * FROM checkpoint()",
    "SELECT * FROM pandas_scan(1, 2, 3)", "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT * FROM query -- a\n ('SELECT 1')",
    "SELECT '--', a.* FROM enable_logging/**/() a", "SELECT * FROM query /* /* */ */ ('SELECT 1')",
    # names that aren't in the warehouse but in the program
    "SELECT * FROM request", "SELECT * FROM connection", "SELECT * FROM description",
]  # fmt: skip


def test_there_are_enough_attempts() -> None:
    assert len(set(REFUSED)) >= 60


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("sql", REFUSED)
def test_anything_else_is_refused_and_leaves_no_trace(door: Door, sql: str) -> None:
    with pytest.raises((RefusedQueryError, QueryError)):
        door.ask(sql)
    assert not list(Path("/tmp").glob("duixian-stolen*"))


HEAVY = [
    "SELECT count(*) FROM range(10000000000000)",
    "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT max(x) FROM a",
    "SELECT length(repeat('x', 3000000000))",
    "SELECT len(range(1000000000))",
    "SELECT array_agg(a) FROM range(1000000000) t(a)",
    "SELECT repeat('x', 100000000) FROM range(100)",
    "SELECT pg_sleep(100)",
]


@pytest.mark.parametrize("sql", HEAVY)
def test_a_query_that_takes_too_much_is_stopped(door: Door, sql: str) -> None:
    with pytest.raises((QueryLimitError, QueryError)):
        door.ask(sql)


def test_rows_are_cut_at_the_limit_and_it_says_so(door: Door) -> None:
    cut = door.ask("FROM range(1000)")
    assert (len(cut.rows), cut.truncated) == (100, True)
    whole = door.ask("FROM range(100)")
    assert (len(whole.rows), whole.truncated) == (100, False)


def test_a_large_answer_is_cut_by_its_bytes(door: Door) -> None:
    limits = Limits(rows=100, seconds=5, memory_mb=512, answer_mb=1)
    cut = door.ask("SELECT repeat('x', 300000) FROM range(50)", limits)
    assert cut.truncated
    assert len(cut.rows) == 4


def test_values_come_as_json_values(door: Door) -> None:
    answer = door.ask(
        "SELECT 1, 1.5::DECIMAL(4, 2), 'nan'::DOUBLE, DATE '2025-01-02', [1, 2], {'a': 'b'}, "
        "'区', NULL, true, '\\x61'::BLOB, (SELECT role FROM observation ORDER BY 1 LIMIT 1)"
    )
    assert answer.rows == [
        [1, 1.5, None, "2025-01-02", [1, 2], {"a": "b"}, "区", None, True, "YQ==", "actual"]
    ]


def test_a_mistake_is_explained(door: Door) -> None:
    with pytest.raises(QueryError, match="nope"):
        door.ask("SELECT nope FROM report")
    with pytest.raises(QueryError, match="syntax"):
        door.ask("SELECT FROM WHERE")


def test_many_threads_may_ask(door: Door) -> None:
    answers: list[int] = []

    def ask(number: int) -> None:
        answers.append(door.ask(f"SELECT {number} + count(*) FROM observation").rows[0][0])

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [number + 2 for number in range(8)]


def test_without_a_version_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no published warehouse"):
        Door(Home(tmp_path)).ask("SELECT 1")
