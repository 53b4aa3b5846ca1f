"""How quickly the app answers, and whether its memory stays flat.

    python bench/app.py [--home DIR] [--loads 40] [--sessions 5]

On a warehouse of the country's shape (`bench/warehouse.py --keep DIR` makes a large one; without
--home a small one is built): the time of every question of the app's data layer, the first full
paint of each page in headless Chromium, a change of year and of district, several sessions at once,
and the server's memory over many page loads. Prints JSON lines; ends with 1 on an error.

*Cold* is a browser that has nothing, *warm* a new session in one that has been here. Beside each
stand the server's own milliseconds of processor time, which other work on the machine doesn't
change, and first of all an empty Streamlit page, under which no page can come.
"""

from __future__ import annotations

import argparse
import json
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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import compare
from bench import _country
from ingest.pipeline import reference
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.store import Writer

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("", "district", "indicator", "regions", "reports", "ingest", "sql", "about")
SMALL = {"districts": 20, "years": 6, "sentences": 150}
EMPTY = "import streamlit as st\nst.title('empty')\nst.html('<p>empty</p>')\n"
READY = """() => document.querySelector('.dx-hero, [data-testid="stHeading"], .dx-empty')
    && document.querySelector('.stApp')?.dataset.testScriptState !== 'running'
    && !document.querySelector('[data-stale="true"]')"""


def main() -> None:
    """Run all measures on the home given, or on a small one made for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="a warehouse to measure on")
    parser.add_argument("--loads", type=int, default=20, help="page loads for the memory measure")
    parser.add_argument("--sessions", type=int, default=4, help="browser sessions at once")
    options = parser.parse_args()
    say(cores=os.cpu_count(), load_average=[round(one, 1) for one in os.getloadavg()])
    with _home(options.home) as home:
        os.environ["DUIXIAN_HOME"] = str(home.path)
        region, year = _newest(home)
        questions(region, year)
        pages(home, region, year, options)
    say(load_average=[round(one, 1) for one in os.getloadavg()])


def say(**facts: Any) -> None:
    """One JSON line."""
    print(json.dumps(facts, ensure_ascii=False), flush=True)


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


def pages(home: Home, region: str, year: int, options: argparse.Namespace) -> None:
    """The measures in the browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        say(skipped="pages", why="Chromium is missing: run .ci/debian-packages to install it")
        return
    with _app(home) as (url, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "empty.py"
            script.write_text(EMPTY, encoding="utf-8")
            with _app(home, str(script)) as (empty, number):
                _paint(browser, number, empty, "an empty Streamlit page")
        for name in PAGES:
            _paint(browser, process, f"{url}/{name}", name or "overview")
        _change(browser, f"{url}/district?region={region}&year={year}", year - 1)
        _change_district(browser, f"{url}/district?region={region}&year={year}")
        _together(browser, url, options.sessions)
        _memory(browser, url, process, options.loads)
        browser.close()


def _paint(browser: Browser, process: int, url: str, name: str) -> None:
    """Cold and warm paint of one page; the median of five warm ones."""
    context = browser.new_context()
    cold = _load(context, url)
    before = _processor_ms(process)
    warm = [_load(context, url) for _ in range(5)]
    say(
        page=name,
        cold_ms=round(cold),
        warm_ms=round(statistics.median(warm)),
        best_ms=round(min(warm)),
        server_ms=round((_processor_ms(process) - before) / len(warm)),
    )
    context.close()


def _processor_ms(process: int) -> float:
    """Processor time that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1_000 / os.sysconf("SC_CLK_TCK")


def _load(context: BrowserContext, url: str) -> float:
    """Milliseconds from the address to the finished page, in a new session."""
    page = context.new_page()
    start = time.perf_counter()
    _open(page, url)
    took = (time.perf_counter() - start) * 1_000
    page.close()
    return took


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector('[data-testid="stMain"] [data-testid="stHtml"]', state="attached")
    page.wait_for_function(READY)
    if page.locator(".dx-problem").count():
        sys.exit(f"{url} shows an error: {page.locator('.dx-problem').inner_text()}")


def _change(browser: Browser, url: str, to: int) -> None:
    """Milliseconds from choosing another year to the new headline."""
    page = browser.new_page()
    _open(page, url)
    took = []
    for year in (to, to + 1, to):
        page.get_by_role("combobox").nth(1).click()
        start = time.perf_counter()
        page.get_by_role("option", name=str(year)).click()
        page.wait_for_function(f"location.search.includes('year={year}')")
        page.wait_for_function(READY)
        took.append((time.perf_counter() - start) * 1_000)
    page.close()
    say(step="change of year", ms=round(statistics.median(took)), best_ms=round(min(took)))


def _change_district(browser: Browser, url: str) -> None:
    """Milliseconds from choosing another district in the list to its page."""
    page, took = browser.new_page(), []
    _open(page, url)
    for place in (3, 5, 7):
        page.wait_for_timeout(500)  # a list that is still being drawn loses the click
        before = page.evaluate("location.href")
        page.get_by_role("combobox").nth(0).click()
        option = page.get_by_role("option").nth(place)
        option.wait_for()
        page.wait_for_timeout(300)
        start = time.perf_counter()
        option.click()
        page.wait_for_function(f"location.href !== {json.dumps(before)}")
        page.wait_for_function(READY)
        took.append((time.perf_counter() - start) * 1_000)
    page.close()
    say(step="change of district", ms=round(statistics.median(took)), best_ms=round(min(took)))


def _together(browser: Browser, url: str, sessions: int) -> None:
    """Several sessions that load the district page at the same time."""
    tabs = [browser.new_context().new_page() for _ in range(sessions)]
    start = time.perf_counter()
    for tab in tabs:
        tab.goto(f"{url}/district", wait_until="commit")
    for tab in tabs:
        tab.wait_for_selector(".dx-table", state="attached")
        tab.wait_for_function(READY)
    say(step=f"{sessions} sessions at once", ms=round((time.perf_counter() - start) * 1_000))
    for tab in tabs:
        tab.context.close()


def _memory(browser: Browser, url: str, process: int, loads: int) -> None:
    """The server's resident memory over many page loads, in megabytes."""
    seen = []
    context = browser.new_context()
    for number in range(loads):
        _load(context, f"{url}/{PAGES[number % len(PAGES)]}")
        if (number + 1) % max(1, loads // 5) == 0:
            seen.append(_resident(process))
    say(step=f"memory over {loads} page loads", megabytes=seen)


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
