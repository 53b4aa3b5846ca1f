"""How the warehouse bears the size of the whole country.

    python bench/warehouse.py [--districts 3000 --years 20 --sentences 350] [--keep DIR]

Builds a seeded warehouse (see `_country.py`), judges and publishes it, and asks the app's six main
questions, each from a cold open and warm; beside it the same questions on SQLite and pandas over
the same rows, as ratios. Prints JSON lines. The default of `make bench` is a tenth of the size.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import compare
from bench import _country
from commands import reextract
from ingest.pipeline import reference
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.reread import candidates, reread
from warehouse.search import search
from warehouse.store import Writer

# What the app asks most, in the SQL that DuckDB and SQLite share.
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


def main() -> None:
    """Run the bench with the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--districts", type=int, default=300)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--sentences", type=int, default=350)
    parser.add_argument("--rounds", type=int, default=30, help="warm rounds a question")
    parser.add_argument("--keep", type=Path, help="build in this folder and keep it")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="duixian-bench-"))
    try:
        home = Home(folder)
        if home.current_version() is None:
            make(home, options)
        questions(home, options)
        search_sentences(home)
        read_again(home)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long the block took, in seconds."""
    start = time.perf_counter()
    yield
    say(step=name, seconds=round(time.perf_counter() - start, 2))


def say(**facts: Any) -> None:
    """One JSON line."""
    print(json.dumps(facts, ensure_ascii=False), flush=True)


def make(home: Home, options: argparse.Namespace) -> None:
    """Build, judge and publish; prints the time of each and the sizes."""
    writer = Writer(home, install=compare.install, refresh=compare.refresh, reference=reference())
    with writer:
        with timed("build"):
            _country.build(writer, options.districts, options.years, options.sentences)
        with timed("judge every region"), writer.transaction() as connection:
            compare.refresh(connection)
        with timed("publish, with the checks"):
            writer.publish()
    with open_published(home) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # type: ignore[index]
            for name in ("report", *TABLES)
        }
    say(rows=counts, file_megabytes=round(home.published().stat().st_size / 1e6))
    say(peak_memory_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def questions(home: Home, options: argparse.Namespace) -> None:
    """Ask the six questions of DuckDB cold and warm, then of SQLite and pandas, as ratios."""
    asked = [
        {"region": f"X{district:05d}", "year": _country.FIRST_YEAR + 1 + year,
         "report": district * options.years + year + 2}
        for district in range(0, options.districts, max(1, options.districts // options.rounds))
        for year in (options.years // 2,)
    ]  # fmt: skip
    cold, warm = _duckdb(home, asked)
    other = {"sqlite": _sqlite(home, asked), "pandas": _pandas(home, asked)}
    for name in QUESTIONS:
        middle = statistics.median(warm[name])
        say(
            question=name,
            cold_ms=round(cold[name], 1),
            p50_ms=round(middle, 1),
            p95_ms=round(statistics.quantiles(warm[name], n=20)[-1], 1),
            **{f"{tool}_times": round(took[name] / middle, 1) for tool, took in other.items()},
        )


def search_sentences(home: Home) -> None:
    """Look for rare and frequent words in all sentences, as `duixian search` does."""
    with open_published(home) as connection:
        row = connection.execute("SELECT count(*) FROM sentence").fetchone()
        for words in ("充电桩", "高质量发展", "氢能 -汽车"):
            took = [_clock(partial(search, connection, words)) for _ in range(3)]
            found = search(connection, words)
            say(
                search=words,
                found=found.sentences,
                ms=round(min(took)),
                ms_a_million_sentences=round(min(took) / (row[0] if row else 1) * 1e6),
            )


def read_again(home: Home) -> None:
    """Read 200 stored reports again in two processes, with writing and judging."""
    with Writer(home, install=compare.install, refresh=compare.refresh) as writer:
        todo = candidates(writer.connection, present=None)[:200]
        pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
        with pool:
            list(pool.map(abs, range(2)))  # the processes' own start isn't measured
            start = time.perf_counter()
            changes = reread(writer, todo, reextract.read_again, pool)
            seconds = time.perf_counter() - start
    say(
        step="read again in two processes",
        reports=changes.reports,
        reports_a_second=round(changes.reports / seconds, 1),
        minutes_for_60000=round(60_000 / (changes.reports / seconds) / 60, 1),
    )


def _clock(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1_000


def _duckdb(
    home: Home, asked: list[dict[str, Any]]
) -> tuple[dict[str, float], dict[str, list[float]]]:
    cold, warm = {}, {}
    for name, sql in QUESTIONS.items():
        cold[name] = _clock(partial(_ask_cold, home, sql.format(**asked[0])))
        with open_published(home) as connection:
            connection.execute(sql.format(**asked[0])).fetchall()
            warm[name] = [
                _clock(partial(_ask, connection, sql.format(**values))) for values in asked
            ]
    return cold, warm


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    connection.execute(sql).df()


def _ask_cold(home: Home, sql: str) -> None:
    with open_published(home) as connection:
        _ask(connection, sql)


def _sqlite(home: Home, asked: list[dict[str, Any]]) -> dict[str, float]:
    """Medians on SQLite with the indexes that these questions want."""
    path = home.path / "bench.sqlite"
    path.unlink(missing_ok=True)
    other = sqlite3.connect(path)
    with open_published(home) as connection:
        for table in TABLES:
            _copy(connection, other, table)
    for statement in (
        "CREATE INDEX a ON attainment (region_code, report_year)",
        "CREATE INDEX b ON attainment (report_year)",
        "CREATE INDEX c ON attainment (indicator_id, target_year)",
        "CREATE INDEX d ON target_change (region_code, year)",
        "CREATE INDEX e ON observation (report_id)",
        "CREATE INDEX f ON sentence (report_id, sentence_number)",
    ):
        other.execute(statement)
    other.commit()
    say(sqlite_megabytes=round(path.stat().st_size / 1e6))
    took = {
        name: statistics.median(
            _clock(lambda sql=sql, values=values: other.execute(sql.format(**values)).fetchall())  # type: ignore[misc]
            for values in asked
        )
        for name, sql in QUESTIONS.items()
    }
    other.close()
    path.unlink()
    return took


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


def _pandas(home: Home, asked: list[dict[str, Any]]) -> dict[str, float]:
    """Medians with all rows in memory, filtered by masks as a notebook would."""
    with open_published(home) as connection:
        frames = {
            "attainment": connection.execute("SELECT * FROM attainment").df(),
            "target_change": connection.execute("SELECT * FROM target_change").df(),
            "observation": connection.execute(
                "SELECT report_id, sentence_number, subject, quote, headline FROM observation"
            ).df(),
            "sentence": connection.execute(
                "SELECT report_id, sentence_number, text FROM sentence"
            ).df(),
        }
    return {
        name: statistics.median(
            _clock(lambda call=call, values=values: call(frames, values))  # type: ignore[misc]
            for values in asked[:10]
        )
        for name, call in PANDAS.items()
    }


def _of_year(frames: dict[str, pd.DataFrame], values: dict[str, Any]) -> pd.DataFrame:
    found = frames["attainment"]
    return found[found.report_year == values["year"]]


def _evidence(frames: dict[str, pd.DataFrame], values: dict[str, Any]) -> pd.DataFrame:
    left, right = frames["observation"], frames["sentence"]
    left = left[(left.report_id == values["report"]) & left.headline]
    return left.merge(right[right.report_id == values["report"]])


PANDAS: dict[str, Callable[[dict[str, pd.DataFrame], dict[str, Any]], object]] = {
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


if __name__ == "__main__":
    main()
