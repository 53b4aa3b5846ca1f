"""The app's six main questions, asked of DuckDB, SQLite and pandas."""

from __future__ import annotations

import os
import sqlite3
import statistics
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from bench._say import clock

Values = dict[str, Any]

# In the SQL that DuckDB and SQLite share.
QUESTIONS = {
    "overview": "SELECT region_code, count(*) AS targets, sum(CASE WHEN verdict IN ('met', "
    "'met_stretch', 'exceeded') THEN 1 ELSE 0 END) AS met FROM attainment "
    "WHERE report_year = {year} GROUP BY region_code ORDER BY region_code",
    "heat_map": "SELECT region_code, indicator_id, min(CAST(verdict AS VARCHAR)) AS verdict "
    "FROM attainment WHERE report_year = {year} AND region_code < 'X00050' GROUP BY 1, 2",
    "district": "SELECT * FROM attainment WHERE region_code = '{region}' AND report_year = {year}",
    "target_changes": "SELECT * FROM target_change WHERE region_code = '{region}' "
    "AND year = {year}",
    "indicator": "SELECT region_code, target_value, actual_value, verdict FROM attainment "
    "WHERE indicator_id = 'gdp' AND target_year = {year}",
    "evidence": "SELECT o.subject, o.quote, s.text FROM observation o JOIN sentence s "
    "ON s.report_id = o.report_id AND s.sentence_number = o.sentence_number "
    "WHERE o.report_id = {report} AND s.report_id = {report} AND o.headline",
}
TABLES = ("attainment", "target_change", "observation", "sentence")
_INDEXES = (
    "CREATE INDEX a ON attainment (region_code, report_year)",
    "CREATE INDEX b ON attainment (report_year)",
    "CREATE INDEX c ON attainment (indicator_id, target_year)",
    "CREATE INDEX d ON target_change (region_code, year)",
    "CREATE INDEX e ON observation (report_id)",
    "CREATE INDEX f ON sentence (report_id, sentence_number)",
)


def warm(path: Path, asked: Sequence[Values]) -> dict[str, list[float]]:
    """Milliseconds of each question on one open connection, after it was asked once."""
    with duckdb.connect(str(path), read_only=True) as connection:
        took = {}
        for name, sql in QUESTIONS.items():
            _ask(connection, sql.format(**asked[0]))
            took[name] = [
                clock(partial(_ask, connection, sql.format(**values))) for values in asked
            ]
    return took


def cold(path: Path, asked: Sequence[Values]) -> dict[str, list[float]]:
    """Milliseconds of each question with the opening, nothing of the file in memory before."""
    return {
        name: [_cold(path, sql.format(**values)) for values in asked]
        for name, sql in QUESTIONS.items()
    }


def _cold(path: Path, sql: str) -> float:
    handle = os.open(path, os.O_RDONLY)
    try:
        # The operating system forgets what it holds of the file; other files stay.
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
    return clock(partial(_open_and_ask, path, sql))


def _open_and_ask(path: Path, sql: str) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        _ask(connection, sql)


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    connection.execute(sql).df()


def cut(path: Path, target: Path, last_region: str) -> None:
    """Put the tables of the regions up to `last_region` into a DuckDB file of their own."""
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"ATTACH '{path}' AS whole (READ_ONLY)")
        for table in TABLES:
            wanted = f"region_code <= '{last_region}'"
            if table == "sentence":
                wanted = f"report_id IN (SELECT report_id FROM whole.report WHERE {wanted})"
            connection.execute(f"CREATE TABLE {table} AS FROM whole.{table} WHERE {wanted}")


def sqlite(path: Path, folder: Path, asked: Sequence[Values]) -> tuple[dict[str, float], int]:
    """Medians on SQLite with the indexes that these questions want, and the file's size."""
    target = folder / "bench.sqlite"
    target.unlink(missing_ok=True)
    other = sqlite3.connect(target)
    with duckdb.connect(str(path), read_only=True) as connection:
        for table in TABLES:
            _copy(connection, other, table)
    for statement in _INDEXES:
        other.execute(statement)
    other.commit()
    took = {
        name: statistics.median(
            clock(lambda sql=sql, values=values: other.execute(sql.format(**values)).fetchall())  # type: ignore[misc]
            for values in asked
        )
        for name, sql in QUESTIONS.items()
    }
    other.close()
    size = target.stat().st_size
    target.unlink()
    return took, size


def _copy(connection: duckdb.DuckDBPyConnection, other: sqlite3.Connection, table: str) -> None:
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    columns = [
        f'"{name}"::VARCHAR' if "[]" in kind or "ENUM" in kind else f'"{name}"'
        for name, kind, *_ in described
    ]
    other.execute(
        f"CREATE TABLE {table} ({', '.join(f'{chr(34)}{row[0]}{chr(34)}' for row in described)})"
    )
    result = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
    marks = ", ".join("?" * len(columns))
    while rows := result.fetchmany(50_000):
        other.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def pandas(path: Path, asked: Sequence[Values]) -> dict[str, float]:
    """Medians with all rows in memory, filtered by masks as a notebook would."""
    columns = {
        "attainment": "*",
        "target_change": "*",
        "observation": "report_id, sentence_number, subject, quote, headline",
        "sentence": "report_id, sentence_number, text",
    }
    with duckdb.connect(str(path), read_only=True) as connection:
        frames = {
            table: connection.execute(f"SELECT {names} FROM {table}").df()
            for table, names in columns.items()
        }
    return {
        name: statistics.median(
            clock(lambda call=call, values=values: call(frames, values))  # type: ignore[misc]
            for values in asked[:10]
        )
        for name, call in _PANDAS.items()
    }


def _of_year(frames: dict[str, pd.DataFrame], values: Values) -> pd.DataFrame:
    found = frames["attainment"]
    return found[found.report_year == values["year"]]


def _evidence(frames: dict[str, pd.DataFrame], values: Values) -> pd.DataFrame:
    left, right = frames["observation"], frames["sentence"]
    left = left[(left.report_id == values["report"]) & left.headline]
    return left.merge(right[right.report_id == values["report"]])


_PANDAS: dict[str, Callable[[dict[str, pd.DataFrame], Values], object]] = {
    "overview": lambda f, v: (
        _of_year(f, v)
        .assign(met=lambda rows: rows.verdict.isin(["met", "met_stretch", "exceeded"]))
        .groupby("region_code")
        .agg(targets=("met", "size"), met=("met", "sum"))
    ),
    "heat_map": lambda f, v: (
        _of_year(f, v)[lambda rows: rows.region_code < "X00050"]
        .groupby(["region_code", "indicator_id"])
        .verdict.first()
    ),
    "district": lambda f, v: _of_year(f, v)[lambda rows: rows.region_code == v["region"]],
    "target_changes": lambda f, v: f["target_change"][
        (f["target_change"].region_code == v["region"]) & (f["target_change"].year == v["year"])
    ],
    "indicator": lambda f, v: f["attainment"][
        (f["attainment"].indicator_id == "gdp") & (f["attainment"].target_year == v["year"])
    ],
    "evidence": _evidence,
}
