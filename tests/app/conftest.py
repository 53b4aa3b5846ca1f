"""The app's fixtures: a made-up warehouse, the app in memory, the app in a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from lxml import html
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from tests.app import world
from tests.conftest import ROOT, skip_or_fail
from warehouse.home import Home

PAGES = ("overview", "district", "indicator", "regions", "reports", "ingest", "sql", "about")
START_SECONDS = 40
# Milliseconds. Only a broken page waits as long; a machine that is busy elsewhere fails no test.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A published warehouse of made-up regions; tests must not write to it."""
    return world.build(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def home(made_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The made-up warehouse as the app's home."""
    for name in ("DUIXIAN_PUBLIC", "DUIXIAN_LOGIN", "DUIXIAN_EDITORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DUIXIAN_HOME", str(made_home.path))
    return made_home


@pytest.fixture
def open_page(home: Home) -> Callable[..., AppTest]:
    """Opens a page of the app with query parameters, in Chinese unless told otherwise."""

    def opened(name: str, **params: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.context = {"locale": params.pop("locale", "zh-CN")}
        # Pages are called like their files, so a page is found before the first run as well.
        if name != "overview":
            app.switch_page(f"views/{name}.py")
        for key, value in params.items():
            app.query_params[key] = value
        return app.run()

    return opened


def shown(app: AppTest) -> str:
    """All HTML that the page wrote itself, in one text."""
    texts = [str(one.value) for one in app.main.get("html")]
    return "\n".join(text for text in texts if not text.startswith(("<style", "<script")))


def grid_cells(app: AppTest) -> list[list[str]]:
    """The rows of the page's first sortable table, as the texts of their cells."""
    found = html.fromstring(f"<div>{shown(app)}</div>").find_class("dx-grid")[0]
    return [[cell.text_content() for cell in row] for row in found.xpath(".//tbody/tr")]


@dataclass(frozen=True)
class Site:
    """A running app in a process of its own."""

    url: str
    home: Path


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., Site]]:
    """Starts the app on a home, on a free port; all are stopped at the end."""
    processes: list[subprocess.Popen[bytes]] = []

    def started(home: Path, *, port: int = 0, **variables: str) -> Site:
        port = port or free_port()
        clean = {key: value for key, value in os.environ.items() if not key.startswith("DUIXIAN_")}
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        command += ["--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**clean, "DUIXIAN_HOME": str(home), **variables},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        processes.append(process)
        url = f"http://127.0.0.1:{port}"
        _wait_for(url)
        return Site(url, home)

    yield started
    for process in processes:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/_stcore/health", timeout=2, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the app didn't start at {url} within {START_SECONDS} s")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A real Chromium, started once; skipped with a clear sentence where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        skip_or_fail("Chromium is missing: run .ci/debian-packages to install it")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where Chromium is

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(made_home: Home, serve: Callable[..., Site]) -> Site:
    """The app on the made-up warehouse."""
    return serve(made_home.path)


@pytest.fixture
def tab(chromium, request: pytest.FixtureRequest) -> Iterator[Callable[..., object]]:
    """Opens browser tabs with a language and a width; closes them and fails on page errors."""
    contexts, errors = [], []

    def opened(locale: str = "zh-CN", width: int = 1280, **more: object):
        context = chromium.new_context(
            locale=locale, viewport={"width": width, "height": 900}, accept_downloads=True, **more
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors
