"""How quickly the app answers, and whether its memory stays flat.

    python bench/app.py [--home DIR] [--times 7] [--loads 500] [--sessions 20] [--only paint ...]

On a warehouse of the country's shape (`bench/warehouse.py --keep DIR` makes a large one; without
--home a small one is built): the time of every question of the app's data layer; the first full
paint of each page in headless Chromium; a change of year and of district; several tabs at once;
and the server's memory over many loads and with many sessions. Prints JSON lines.

A paint is timed from the address until the script has run and everything is drawn: no place holder
left, each chart there. *Warm* is a new session in the browser of somebody who has been here (a
profile on disk, as every reader has, with what the browser keeps of a page's code), *private* the
same in a window that keeps no code, *cold* a browser that has nothing. The tab is open before, as a
reader's is: a new one of headless Chromium is busy with itself for half a second. Beside each stand
the server's own milliseconds of processor time, which other work on the machine doesn't change, and
first of all an empty Streamlit page, under which no page can come.

The loads of the memory measure are made without a browser (`_visits.py`), four at once: the server
does for them what it does for a browser, and gives the page, the socket and all elements.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import httpx
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import compare
from bench import _country
from bench._say import clock, say
from bench._visits import Visit
from ingest.pipeline import reference
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.store import Writer

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("", "district", "indicator", "regions", "reports", "ingest", "sql", "about")
SMALL = {"districts": 20, "years": 6, "sentences": 150}
EMPTY = "import streamlit as st\nst.title('empty')\nst.html('<p>empty</p>')\n"
DRAWN = """() => document.querySelector('.dx-hero, [data-testid="stHeading"], .dx-empty')
    && document.querySelector('.stApp')?.dataset.testScriptState !== 'running'
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
        .every((chart) => chart.querySelector('svg.marks'))"""
# How long a new tab of Chromium is busy with itself.
TAB_SECONDS = 0.7
# Loads without a browser that are made at once.
AT_ONCE = 4
MEASURES = ("questions", "paint", "change", "together", "memory")
CHROMIUM = ["--no-sandbox", "--disable-gpu"]


def main() -> None:
    """Run the measures asked for on the home given, or on a small one made for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="a warehouse to measure on")
    parser.add_argument(
        "--times", type=int, default=7, help="paints of a page, changes of a choice"
    )
    parser.add_argument("--loads", type=int, default=100, help="loads for the memory measure")
    parser.add_argument("--sessions", type=int, default=5, help="sessions at once")
    parser.add_argument("--only", nargs="*", choices=MEASURES, default=MEASURES)
    parser.add_argument("--pages", nargs="*", choices=PAGES, default=PAGES)
    options = parser.parse_args()
    say(cores=os.cpu_count(), load_average=[round(one, 1) for one in os.getloadavg()])
    with _home(options.home) as home:
        os.environ["DUIXIAN_HOME"] = str(home.path)
        region, year = _newest(home)
        if "questions" in options.only:
            questions(region, year)
        with _app(home) as (url, process):
            pages(url, process, f"{url}/district?region={region}&year={year}", options)
            if "memory" in options.only:
                memory(url, process, options.loads, options.sessions)
    say(load_average=[round(one, 1) for one in os.getloadavg()])


@contextmanager
def _home(path: Path | None) -> Iterator[Home]:
    """The home that was given, or a small one that goes away afterwards."""
    if path is not None:
        yield Home(path)
        return
    with tempfile.TemporaryDirectory(prefix="duixian-bench-") as folder:
        home = Home(Path(folder))
        with Writer(
            home, install=compare.install, refresh=compare.refresh, reference=reference()
        ) as writer:
            _country.build(writer, *SMALL.values())
            with writer.transaction() as connection:
                compare.refresh(connection)
            writer.publish()
        yield home


def _newest(home: Home) -> tuple[str, int]:
    """A region and the year of its newest judged report."""
    with open_published(home) as connection:
        row = connection.execute(
            "SELECT region_code, report_year FROM attainment ORDER BY report_year DESC, 1 LIMIT 1"
        ).fetchone()
    assert row is not None
    return str(row[0]), int(row[1])


def questions(region: str, year: int) -> None:
    """The time of each question of the app's data layer, uncached, second of two rounds."""
    from views import data  # noqa: PLC0415 - needs DUIXIAN_HOME

    report = data.report(region, year)
    assert report is not None
    number = int(report["report_id"])
    ids = [int(one) for one in data.attainment(region, year)["target_observation_id"]]
    codes = [str(code) for code in data.regions()["region_code"][:30]]
    asked: dict[str, Callable[[], object]] = {
        "regions": data.regions, "counts": data.counts, "heat": lambda: data.heat(year, codes),
        "newest_reports": data.newest_reports,
        "largest_changes": lambda: data.largest_changes(year),
        "attainment": lambda: data.attainment(region, year),
        "target_changes": lambda: data.target_changes(region, year),
        "evidence": lambda: data.observations([number - 1, number], ids),
        "history": lambda: data.history(region), "claims": lambda: data.claims(number),
        "practical_things": lambda: data.practical_things(number), "indicators": data.indicators,
        "indicator_rows": lambda: data.indicator_rows("gdp", year - 1),
        "indicator_over_years": lambda: data.indicator_over_years("gdp"),
        "several_regions": lambda: data.several_regions(codes[:6]),
        "sentences": lambda: data.sentences(number),
        "report_observations": lambda: data.report_observations(number),
        "runs": data.runs, "source_statuses": data.source_statuses, "schema": data.schema,
    }  # fmt: skip
    for name, call in asked.items():
        took = []
        for _ in range(2):
            data.forget()  # the cache would answer the second round
            start = time.perf_counter()
            call()
            took.append((time.perf_counter() - start) * 1_000)
        say(question=name, first_ms=round(took[0], 1), again_ms=round(took[1], 1))


@contextmanager
def _app(home: Home, script: str = "app.py") -> Iterator[tuple[str, int]]:
    """The app (or another script) on a free port, as address and process number."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
        cwd=ROOT, env={**os.environ, "DUIXIAN_HOME": str(home.path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                if httpx.get(f"{url}/_stcore/health", trust_env=False).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        yield url, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def pages(url: str, process: int, district: str, options: argparse.Namespace) -> None:
    """The measures in the browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        say(skipped="pages", why="Chromium is missing: run .ci/debian-packages to install it")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        if "paint" in options.only:
            paints(playwright, browser, chromium, url, process, options)
        if "change" in options.only:
            changes(browser, district, options.times)
        if "together" in options.only:
            together(browser, url, process, options.sessions)
        browser.close()


def paints(
    playwright: Playwright, browser: Browser, chromium: str, url: str, process: int,
    options: argparse.Namespace,
) -> None:  # fmt: skip
    """The paint of every page, after that of an empty one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        reader = playwright.chromium.launch_persistent_context(
            f"{folder}/profile", executable_path=chromium, args=CHROMIUM
        )
        open_.callback(reader.close)
        reader.new_page()  # the browser stays while tabs come and go
        empty, number = open_.enter_context(_app(Home(Path(folder)), str(script)))
        _paint(browser, reader, number, empty, "an empty Streamlit page", options.times)
        for name in options.pages:
            _paint(browser, reader, process, f"{url}/{name}", name or "overview", options.times)


def _paint(
    browser: Browser, reader: BrowserContext, process: int, url: str, name: str, times: int
) -> None:  # fmt: skip
    """Cold, private and warm paint of one page: median, best and worst."""
    window = browser.new_context()
    cold = _load(window, url)
    private = [_load(window, url) for _ in range(times)]
    window.close()
    for _ in range(3):  # a browser keeps the code of what it has seen some times
        _load(reader, url)
    before = _processor_ms(process)
    warm = [_load(reader, url) for _ in range(times)]
    server = round((_processor_ms(process) - before) / times)
    say(page=name, cold_ms=round(cold), private_ms=_three(private), warm_ms=_three(warm),
        server_ms=server)  # fmt: skip


def _three(took: list[float]) -> dict[str, int]:
    """The median, the best and the worst of some times."""
    named = {"median": statistics.median(took), "best": min(took), "worst": max(took)}
    return {name: round(value) for name, value in named.items()}


def _processor_ms(process: int) -> float:
    """Processor time that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1_000 / os.sysconf("SC_CLK_TCK")


def _load(context: BrowserContext, url: str) -> float:
    """Milliseconds from the address to the finished page, in a new session."""
    page = context.new_page()
    page.wait_for_timeout(TAB_SECONDS * 1_000)
    took = clock(lambda: _open(page, url))
    page.close()
    return took


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector('[data-testid="stMain"] [data-testid="stHtml"]', state="attached")
    page.wait_for_function(DRAWN)
    if page.locator(".dx-problem").count():
        sys.exit(f"{url} shows an error: {page.locator('.dx-problem').inner_text()}")


def changes(browser: Browser, url: str, times: int) -> None:
    """A change of the year and of the district, from the choice to the finished page."""
    page = browser.new_page()
    _open(page, url)
    for step, box, places in (("year", 1, (1, 0)), ("district", 0, (3, 5, 7, 2))):
        took = []
        for number in range(times + 1):
            page.wait_for_timeout(500)  # a list that is still being drawn loses the click
            before = page.evaluate("location.href")
            page.get_by_role("combobox").nth(box).click()
            option = page.get_by_role("option").nth(places[number % len(places)])
            option.wait_for()
            page.wait_for_timeout(300)
            start = time.perf_counter()
            option.click()
            page.wait_for_function("(before) => location.href !== before", arg=before)
            page.wait_for_function(DRAWN)
            took.append((time.perf_counter() - start) * 1_000)
        say(step=f"change of {step}", first_ms=round(took[0]), ms=_three(took[1:]))
    page.close()


def together(browser: Browser, url: str, process: int, sessions: int) -> None:
    """Several tabs that load the district's page at the same time."""
    tabs = [browser.new_context().new_page() for _ in range(sessions)]
    start = time.perf_counter()
    for tab in tabs:
        tab.goto(f"{url}/district", wait_until="commit")
    for tab in tabs:
        tab.wait_for_selector(".dx-table", state="attached", timeout=120_000)
        tab.wait_for_function(DRAWN, timeout=120_000)
    say(step=f"{sessions} tabs at once, all drawn", ms=round((time.perf_counter() - start) * 1_000),
        megabytes=_resident(process))  # fmt: skip
    for tab in tabs:
        tab.context.close()


def memory(url: str, process: int, loads: int, sessions: int) -> None:
    """The server's resident memory over many loads, then with many sessions open, in megabytes."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        seen: list[int] = [_resident(process)]
        took: list[float] = []
        for part in range(10):
            numbers = range(part * loads // 10, (part + 1) * loads // 10)
            took += pool.map(lambda number: _visit(url, PAGES[number % len(PAGES)]), numbers)
            seen.append(_resident(process))
    say(step=f"memory over {loads} loads, {AT_ONCE} at once", megabytes=seen, ms=_three(took))
    with ExitStack() as kept, ThreadPoolExecutor(sessions) as pool:
        visits = pool.map(lambda number: Visit(url, PAGES[number % len(PAGES)]), range(sessions))
        took = [kept.enter_context(visit).seconds * 1_000 for visit in visits]
        say(step=f"{sessions} sessions at once", megabytes=_resident(process), ms=_three(took))


def _visit(url: str, page: str) -> float:
    """One load; its milliseconds."""
    with Visit(url, page) as visit:
        return visit.seconds * 1_000


def _resident(process: int) -> int:
    """Resident megabytes of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    try:
        main()
    except duckdb.Error as error:
        sys.exit(f"The warehouse can't be measured: {error}")
