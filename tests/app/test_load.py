"""Fifty readers of the data layer and twenty browsers while another process publishes.

Prints the 95th percentiles; `pytest -s tests/app/test_load.py` shows them. On two cores it takes
about a minute.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

from tests.app import world
from tests.conftest import ROOT, skip_or_fail

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(900)]

READERS, SESSIONS = 50, 20
# Browsers that load at the same moment; twenty on two cores would measure the machine alone.
AT_ONCE = 5
LEAST_PUBLICATIONS = 5
# Milliseconds; a page that takes longer counts as an error, also on a machine that does other work.
PATIENCE = 120_000
REGION = "X00001"
SETTLED = """() => document.querySelector('.dx-hero, .dx-empty')
    && document.querySelector('.stApp')?.dataset.testScriptState !== 'running'
    && !document.querySelector('[data-stale="true"]')"""
BROKEN = '.dx-problem, [data-testid="stException"]'


@pytest.fixture
def busy_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "home"
    world.build(path)
    monkeypatch.setenv("DUIXIAN_HOME", str(path))
    return path


@contextmanager
def publishing(home: Path) -> Iterator[list[str]]:
    """Another process that publishes; the list holds the versions once it has ended."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.app.publish_again", str(home)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    published: list[str] = []
    try:
        yield published
    finally:
        out, error = writer.communicate("stop\n", timeout=30)
        published += out.split()
    assert writer.returncode == 0, error


def read_on(stop: threading.Event, seed: int) -> list[float]:
    """One reader: asks what pages ask, checks the answers, gives the milliseconds of each."""
    from views import data  # noqa: PLC0415 - needs DUIXIAN_HOME

    def verdicts() -> None:
        rows = data.attainment(REGION, 2026)
        assert len(rows) == 9
        items = data.records(rows)
        ids = [int(one["target_observation_id"]) for one in items]
        found = data.observations([int(one["target_report_id"]) for one in items], ids)
        assert set(found) == set(ids)

    def changing() -> None:
        report = data.report(f"X{4:05d}", 2026)
        assert report is not None
        assert len(data.sentences(int(report["report_id"]))) > 13

    def regions() -> None:
        assert len(data.regions()) == 5

    def indicator() -> None:
        assert len(data.indicator_rows("gdp", 2025)) == 4

    asked: list[Callable[[], None]] = [verdicts, changing, regions, indicator]
    chance, took = random.Random(seed), []
    while not stop.is_set():
        start = time.perf_counter()
        with data.one_version():
            chance.choice(asked)()
        took.append((time.perf_counter() - start) * 1_000)
        time.sleep(chance.uniform(1, 3))  # people read; a loop would measure the processor
    return took


async def visit(
    context: BrowserContext, url: str, number: int, turn: asyncio.Semaphore
) -> list[float]:
    """One session: the district's page, a second page, and the new version without a reload."""
    page, took = await context.new_page(), []
    page.set_default_timeout(PATIENCE)
    async with turn:
        took.append(await opened(page, f"{url}/district?region={REGION}&year=2026"))
        assert await page.locator("h1").inner_text() == "8项目标完成4项"
        before = await version(page)
        name = ("overview", "indicator", "regions", "reports")[number % 4]
        took.append(await opened(page, f"{url}/{'' if name == 'overview' else name}"))
    await page.wait_for_function(f"() => ({VERSION})() > {before}")
    await page.wait_for_function(SETTLED)
    assert await page.locator(BROKEN).count() == 0
    await page.close()
    return took


VERSION = """() => Number([...document.querySelectorAll('.dx-version')]
    .map((one) => one.textContent.match(/数据版本 (\\d+)/)?.[1]).find(Boolean) ?? 0)"""


async def version(page: Page) -> int:
    """The version that the page says it shows."""
    await page.wait_for_function(f"() => ({VERSION})() > 0")
    return int(await page.evaluate(VERSION))


async def opened(page: Page, url: str) -> float:
    """Milliseconds from the address to the settled page, which must be whole."""
    start = time.perf_counter()
    await page.goto(url)
    await page.wait_for_selector('[data-testid="stMain"] [data-testid="stHtml"]', state="attached")
    await page.wait_for_function(SETTLED)
    took = (time.perf_counter() - start) * 1_000
    assert await page.locator(BROKEN).count() == 0, await page.locator(BROKEN).all_inner_texts()
    return took


async def visit_all(url: str, chromium: str) -> list[list[float] | BaseException]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        # One context: its tabs are sessions of their own and share what the browser has fetched.
        context = await browser.new_context(locale="zh-CN")
        turn = asyncio.Semaphore(AT_ONCE)
        visits = (visit(context, url, number, turn) for number in range(SESSIONS))
        return await asyncio.gather(*visits, return_exceptions=True)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def test_fifty_readers_and_twenty_browsers_while_somebody_publishes(busy_home, serve) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        skip_or_fail("Chromium is missing: run .ci/debian-packages to install it")
    url, stop = serve(busy_home).url, threading.Event()
    with publishing(busy_home) as published, ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(read_on, stop, seed) for seed in range(READERS)]
        # The browsers' own event loop needs a thread without one.
        sessions = pool.submit(lambda: asyncio.run(visit_all(url, chromium)))
        try:
            visits = sessions.result()
        finally:
            stop.set()
        asked = [reader.exception() or reader.result() for reader in readers]
    errors = [one for one in [*asked, *visits] if isinstance(one, BaseException)]
    assert errors == []
    questions, pages = ([one for many in all_ for one in many] for all_ in (asked, visits))
    sys.stdout.write(
        f"\n{len(published)} publications; {READERS} readers: {len(questions)} questions, "
        f"p95 {p95(questions):.0f} ms; {SESSIONS} sessions: {len(pages)} pages, "
        f"p95 {p95(pages):.0f} ms; errors 0\n"
    )
    assert len(published) >= LEAST_PUBLICATIONS
