"""Makes the pictures in docs/images anew: every page in both languages, a phone, the dark theme.

    python docs/make_screenshots.py

Ingests the bundled samples into a home of its own, starts the app on it and photographs each page
in a real Chromium (`.ci/debian-packages` installs it). Look at each picture before you commit it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
# Pages with the address that shows them best; the samples' made-up district has every verdict.
DISTRICT = "district?region={region}&year=2025"
PAGES = {
    "overview": "",
    "district": DISTRICT,
    "indicator": "indicator?indicator=gdp",
    "regions": "regions",
    "reports": "reports?region={region}&year=2025&part=plan",
    "ingest": "ingest",
    "sql": "sql",
    "about": "about",
}
# The READMEs open with a verdict on official figures; its first row is enough there.
REAL, REAL_HEIGHT = "district?region=210000&year=2026", 980
WIDE, PHONE = 1280, 380
# Taller pictures can't be read where they are shown.
TALLEST = 2_200
WAIT = """() => document.querySelector('.dx-hero, .dx-empty')
    && document.querySelector('.stApp')?.dataset.testScriptState !== 'running'"""


def main() -> None:
    """Make all pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing: run .ci/debian-packages to install it.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        region = _ingest_samples(home)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        with _app(home) as url:
            _all(browser, url, region)
        browser.close()


def _ingest_samples(home: str) -> str:
    """The samples through the real pipeline; gives the made-up district's code."""
    os.environ["DUIXIAN_HOME"] = home
    duixian = [sys.executable, "-m", "cli"]
    subprocess.run(  # noqa: S603 - our own command
        [*duixian, "demo", "--no-app"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    sys.path.insert(0, str(ROOT))
    from warehouse.home import Home  # noqa: PLC0415 - the project is found only now
    from warehouse.reader import open_published  # noqa: PLC0415

    with open_published(Home(Path(home))) as connection:
        row = connection.execute(
            "SELECT region_code FROM attainment JOIN region USING (region_code) "
            "ORDER BY fictional DESC, report_year DESC LIMIT 1"
        ).fetchone()
    return str(row[0]) if row else ""


@contextmanager
def _app(home: str) -> Iterator[str]:
    """The app on a free port; stopped at the end."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    process = subprocess.Popen(  # noqa: S603 - our own command line
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DUIXIAN_HOME": home},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _wait_for(url: str) -> None:
    """Wait up to a minute for the app's answer."""
    for _ in range(300):
        try:
            if httpx.get(f"{url}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    sys.exit(f"The app didn't start at {url}.")


def _all(browser: Browser, url: str, region: str) -> None:
    """Every page in both languages, the district on a phone and in the dark."""
    for name, address in PAGES.items():
        for language in ("zh", "en"):
            _shoot(
                browser, f"{url}/{address.format(region=region)}", f"{name}-{language}", language
            )
    for language in ("zh", "en"):
        name = f"district-real-{language}"
        _shoot(browser, f"{url}/{REAL}", name, language, tallest=REAL_HEIGHT)
    district = f"{url}/{DISTRICT.format(region=region)}"
    _shoot(browser, district, "district-phone-zh", "zh", width=PHONE)
    _shoot(browser, f"{url}/", "overview-phone-en", "en", width=PHONE)
    _shoot(browser, district, "district-dark-zh", "zh", dark=True)


def _shoot(
    browser: Browser,
    url: str,
    name: str,
    language: str,
    *,
    width: int = WIDE,
    tallest: int = TALLEST,
    dark: bool = False,
) -> None:
    """One picture, as high as the page needs and `tallest` allows."""
    context = browser.new_context(
        locale="zh-CN" if language == "zh" else "en-GB",
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        device_scale_factor=2 if width == PHONE else 1,
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector('[data-testid="stMain"] [data-testid="stHtml"]', state="attached")
    page.wait_for_function(WAIT)
    page.wait_for_timeout(1_200)
    _prepare(page, name)
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(600, min(height, tallest))})
    page.wait_for_timeout(900)
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()
    print(name)  # noqa: T201 - progress


def _prepare(page: Any, name: str) -> None:
    """Show what a page can do: an open row, an answered query, the sentences' differences."""
    if name.startswith("district"):
        page.locator("summary.dx-row").first.click()
    if name.startswith("reports"):
        page.locator(".dx-diff").first.wait_for()
    if name.startswith("sql"):
        page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
        page.wait_for_selector('[data-testid="stDataFrame"]')
        page.wait_for_timeout(800)
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
