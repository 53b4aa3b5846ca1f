"""Measures a shared warehouse: founding, joining, single pushes, two writers at once, compacting.

DUIXIAN_WAREHOUSE and DUIXIAN_WAREHOUSE_DATA must name an empty store; without them nothing is done.
The reports are made of real sentences (`_country.py`), so their lengths and counts are real too.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import compare
from assembly import open_writer
from bench import _country
from bench._say import say, timed
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.reread import load
from warehouse.shared import SharedWriter


def main() -> None:
    """Run the bench with the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--districts", type=int, default=50)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--sentences", type=int, default=350)
    parser.add_argument("--pushes", type=int, default=20, help="single reports a writer")
    options = parser.parse_args()
    lake = Lake.from_environment()
    if lake is None:
        say(skipped="set DUIXIAN_WAREHOUSE and DUIXIAN_WAREHOUSE_DATA to an empty shared warehouse")
        return
    folder = Path(tempfile.mkdtemp(prefix="duixian-bench-"))
    try:
        run(folder, lake, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, lake: Lake, options: argparse.Namespace) -> None:
    """All steps on homes in `folder`."""
    with writer(folder / "founder") as founder:
        _country.build(founder, options.districts, options.years, options.sentences)
        founder.connection.execute("INSERT INTO unshared_report SELECT report_id FROM report")
        with timed("share all reports"):
            shared = founder.exchange()
        with founder.transaction() as connection:
            compare.refresh(connection)
        with timed("publish where they were made"):
            founder.publish()
        sizes(founder, lake)
    with timed("join, take in all, judge and publish"), writer(folder / "one") as one:
        one.publish()
    assert one.taken == shared.given
    with writer(folder / "two") as two:
        two.publish()
    say(step="push one report", seconds=round(statistics.median(push(folder / "one", 0, 5)), 2))
    with (
        timed(f"two writers at once, {options.pushes} pushes each"),
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
    ):
        both = [
            pool.submit(push, folder / name, first, options.pushes)
            for name, first in (("one", 100), ("two", 500))
        ]
        took = [seconds for one_ in both for seconds in one_.result()]
    say(step="one of these pushes", seconds=round(statistics.median(took), 2), most=max(took))
    with writer(folder / "founder") as founder:
        sizes(founder, lake)
        with timed("compact"):
            founder.compact()
        sizes(founder, lake)


def push(home: Path, first: int, count: int) -> list[float]:
    """Change `count` reports a little and share each by itself; gives the seconds of each."""
    took = []
    with writer(home) as here:
        for number in range(first, first + count):
            ((report_id, report),) = load(here.connection, [number + 1])
            here.store(replace(report, text=f"{report.text}\n{report_id}"))
            start = time.perf_counter()
            here.exchange()
            took.append(round(time.perf_counter() - start, 2))
    return took


def writer(home: Path) -> SharedWriter:
    """A writer that takes part, as the commands open it."""
    opened = open_writer(Home(home))
    assert isinstance(opened, SharedWriter)
    return opened


def sizes(here: SharedWriter, lake: Lake) -> None:
    """How much the store and the published file hold."""
    files = list(Path(lake.data).rglob("*.parquet")) if lake.data else []
    counted = {
        table: here.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
        for table in ("report", "sentence", "observation")
    }
    say(
        rows=counted,
        files=len(files),
        parquet_megabytes=round(sum(file.stat().st_size for file in files) / 1e6, 1),
        published_megabytes=round(here.home.published().stat().st_size / 1e6, 1),
    )


if __name__ == "__main__":
    main()
