"""How the warehouse bears the size of the whole country.

    python bench/warehouse.py [--districts 3000 --years 20] [--keep DIR] [--reread 3000]

Builds a seeded warehouse (see `_country.py`), judges and publishes it, asks the app's six main
questions cold (nothing of the file in memory) and warm, looks for words, and reads reports again.
Beside it the questions on SQLite and pandas over a slice of the same rows, as ratios to DuckDB on
that slice. Prints JSON lines. The default of `make bench` is a tenth of the country.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import compare
from bench import _country, _questions
from bench._say import clock, say, timed
from commands import reextract
from ingest.pipeline import reference
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.reread import candidates, load, reread
from warehouse.search import search
from warehouse.store import Writer
from warehouse.tighten import tighten

# SQLite and pandas get no more than so many districts: what takes DuckDB 1 GB takes them 5.
SLICE = 300


def main() -> None:
    """Run the bench with the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--districts", type=int, default=300)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--sentences", type=int, help="a report; as real ones have if left away")
    parser.add_argument("--rounds", type=int, default=30, help="warm rounds a question")
    parser.add_argument("--reread", type=int, default=300, help="reports to read again")
    parser.add_argument("--keep", type=Path, help="build in this folder and keep it")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="duixian-bench-"))
    try:
        home = Home(folder)
        if home.current_version() is None:
            make(home, options)
        publish_again(home)
        questions(home, options)
        search_sentences(home)
        read_again(home, options.reread)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def writer(home: Home) -> Writer:
    """A writer as the commands open it."""
    return Writer(home, install=compare.install, refresh=compare.refresh, reference=reference())


def make(home: Home, options: argparse.Namespace) -> None:
    """Build, judge and publish; prints the time of each and the sizes."""
    with writer(home) as here:
        with timed("build"):
            _country.build(here, options.districts, options.years, options.sentences)
        peak("build")
        here.connection.execute("INSERT INTO stale_region SELECT DISTINCT region_code FROM report")
        with timed("judge every region"):
            here.flush()
        with timed("give back the space of rows that were written again"):
            tighten(here)
        with timed("publish for the first time, with the checks"):
            here.publish()
    peak("build, judge and publish")


def publish_again(home: Home) -> None:
    """Publish once more, as after an ingest, and tell the sizes."""
    with writer(home) as here, timed("publish, with the checks"):
        here.publish()
    with open_published(home) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # type: ignore[index]
            for name in ("report", *_questions.TABLES)
        }
    say(rows=counts, file_megabytes=round(home.published().stat().st_size / 1e6))


def peak(what: str) -> None:
    """The most memory that this process and its children have had so far."""
    own, children = (
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    say(after=what, peak_memory_megabytes=own, largest_child_megabytes=children)


def questions(home: Home, options: argparse.Namespace) -> None:
    """Ask the six questions of DuckDB cold and warm, then of all three over a slice."""
    path = home.published()
    cold = _questions.cold(path, _asked(options.districts, options.years, 10))
    warm = _questions.warm(path, _asked(options.districts, options.years, options.rounds))
    for name in _questions.QUESTIONS:
        say(
            question=name,
            cold_p50_ms=round(statistics.median(cold[name]), 1),
            cold_p95_ms=round(_p95(cold[name]), 1),
            p50_ms=round(statistics.median(warm[name]), 1),
            p95_ms=round(_p95(warm[name]), 1),
        )
    peak("six questions")
    with tempfile.TemporaryDirectory(prefix="duixian-bench-") as folder:
        districts = min(SLICE, options.districts)
        part = Path(folder) / "slice.duckdb"
        _questions.cut(path, part, f"X{districts - 1:05d}")
        asked = _asked(districts, options.years, options.rounds)
        base = _questions.warm(part, asked)
        lite, size = _questions.sqlite(part, Path(folder), asked)
        frames = _questions.pandas(part, asked)
        for name in _questions.QUESTIONS:
            middle = statistics.median(base[name])
            say(
                slice_question=name,
                districts=districts,
                p50_ms=round(middle, 1),
                sqlite_times=float(f"{lite[name] / middle:.2g}"),
                pandas_times=float(f"{frames[name] / middle:.2g}"),
            )
        say(slice_megabytes=round(part.stat().st_size / 1e6), sqlite_megabytes=round(size / 1e6))


def _asked(districts: int, years: int, rounds: int) -> list[_questions.Values]:
    """`rounds` different regions, years and reports, spread over all."""
    made = []
    for number in range(rounds):
        district, year = number * districts // rounds, 1 + number % max(1, years - 2)
        made.append({
            "region": f"X{district:05d}", "year": _country.FIRST_YEAR + year,
            "report": district * years + year + 1,
        })  # fmt: skip
    return made


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20, method="inclusive")[-1]


def search_sentences(home: Home) -> None:
    """Look for rare and frequent words in all sentences, as `duixian search` does."""
    with open_published(home) as connection:
        row = connection.execute("SELECT count(*) FROM sentence").fetchone()
        for words in ("充电桩", "高质量发展", "氢能 -汽车"):
            took = [clock(partial(search, connection, words)) for _ in range(3)]
            found = search(connection, words)
            say(
                search=words,
                found=found.sentences,
                ms=round(min(took)),
                ms_a_million_sentences=round(min(took) / (row[0] if row else 1) * 1e6),
            )


def read_again(home: Home, count: int) -> None:
    """Read stored reports again with writing and judging, in one process and in two.

    At first nearly every observation differs, because the rows were made sentence by sentence; the
    same reports once more give the same rows, as most do under new rules. Beside the time stands
    the processors' time, of this process and of the others, which other work doesn't change much.
    """
    with writer(home) as here:
        chosen = candidates(here.connection, present=None)[:count]
        for jobs, what in ((2, "all differ"), (2, "none differs"), (1, "none differs")):
            _read_again(here, chosen, jobs, what, partial(reread, here, chosen, _read))
        for jobs in (2, 1):
            _read_again(here, chosen, jobs, "extraction only", partial(_only_read, here, chosen))
    peak("reading again")


_read = reextract.read_again


def _only_read(here: Writer, chosen: list[int], pool: Executor) -> None:
    reports = load(here.connection, chosen)
    for _ in pool.map(_read, [report for _, report in reports], chunksize=10):
        pass


def _read_again(
    here: Writer,
    chosen: list[int],
    jobs: int,
    what: str,
    call: Callable[[Executor], object],
) -> None:
    children = _processor_seconds()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        # The processes' own start and their first look at the vocabulary aren't measured.
        _only_read(here, chosen[: 10 * jobs], pool)
        start, own = time.perf_counter(), time.process_time()
        call(pool)
        each = (time.perf_counter() - start) / len(chosen)
        own = (time.process_time() - own) / len(chosen)
    say(
        step=f"read again, {what}",
        processes=jobs,
        reports=len(chosen),
        reports_a_second=round(1 / each, 1),
        minutes_for_60000=round(60_000 * each / 60, 1),
        processor_ms_a_report=round(own * 1_000, 1),
        of_the_others=round((_processor_seconds() - children) / len(chosen) * 1_000, 1),
    )


def _processor_seconds() -> float:
    """Of child processes that have ended, with their start."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
