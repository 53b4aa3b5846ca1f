"""The service as a process: it visits what is due, survives a restart, and stops when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from govsite.county import County
from govsite.systems import SYSTEMS
from govsite.web import ALLOW, Reply, Web

from warehouse.home import Home
from warehouse.reader import open_published

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command over a home whose only card is given."""
    running: list[subprocess.Popen[str]] = []

    def begin(card: str, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        (tmp_path / "sources.toml").write_text(card, encoding="utf-8")
        environment = os.environ | {
            "DUIXIAN_HOME": str(tmp_path),
            "DUIXIAN_SOURCES": "own",
            "DUIXIAN_ALLOW_HOSTS": ALLOW,
            "DUIXIAN_FETCH_HOST_INTERVAL_SECONDS": "0.01",
            **settings,
        }
        command = [sys.executable, "-m", "cli", *arguments]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def card(url: str) -> str:
    return f'[[source]]\nid = "a"\nregion = "示例一县"\nkind = "work_report"\npage = "{url}"\n'


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that the process will bring about; fail where it ends before."""
    for _ in range(600):
        if condition():
            return
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    raise AssertionError("it did not happen within a minute")


def end(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output


@pytest.mark.slow
def test_it_visits_what_is_due_and_a_restart_does_not_repeat_it(
    web: Web, start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    county = County(1, "示例一县", SYSTEMS[0], "", [2024, 2025])
    host = web.add(county.answer)
    url = f"{host.url}{county.entry}"
    home = Home(tmp_path)
    process = start(card(url), "schedule")
    until(lambda: home.current_version() is not None, process)
    output = end(process)
    assert "new: 示例一县 2025" in output
    with open_published(home) as connection:
        years = connection.execute("SELECT year FROM report ORDER BY year").fetchall()
        runs = connection.execute("SELECT trigger, reports_new FROM ingest_run").fetchall()
    assert (years, runs) == ([(2024,), (2025,)], [("schedule", 2)])

    asked = len(web.log)
    process = start(card(url), "schedule")
    assert process.stdout is not None
    assert "Visiting sources" in process.stdout.readline()
    time.sleep(2)
    end(process)
    assert len(web.log) == asked


@pytest.mark.slow
def test_it_stops_in_the_middle_of_a_fetch(
    web: Web, start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    drip = Reply(bytes(100_000), fault="drip", drip_seconds=0.1)
    host = web.pages({"/list": drip})
    process = start(card(f"{host.url}/list"), "schedule")
    until(lambda: web.paths() == ["/list"], process)
    assert "Stopped" in end(process)
    with open_published(Home(tmp_path)) as connection:
        assert connection.execute("SELECT count(*) FROM report").fetchall() == [(0,)]
        outcomes = connection.execute("SELECT outcome FROM \"fetch\" WHERE url LIKE '%/list'")
        assert outcomes.fetchall() == [("stopped",)]


@pytest.mark.slow
def test_serve_runs_app_and_scheduler_and_ends_both(
    web: Web, start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    county = County(1, "示例一县", SYSTEMS[0], "", [2025])
    host = web.add(county.answer)
    process = start(card(f"{host.url}{county.entry}"), "serve", "--port", str(free_port()))
    until(lambda: Home(tmp_path).current_version() is not None, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert children
    assert "Stopped" in end(process)
    assert not any(Path(f"/proc/{child}/cmdline").exists() for child in children)


def test_the_list_shows_what_comes_next(
    start: Callable[..., subprocess.Popen[str]],
) -> None:
    process = start(card("http://www.example.org/zfgzbg/"), "schedule", "--list")
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert '"id": "a"' in output
    assert '"schedule": "season"' in output
