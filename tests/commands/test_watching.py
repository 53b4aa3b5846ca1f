"""Sources visited by hand: what failed is seen and told, as after a scheduled visit."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from govsite.county import County
from govsite.systems import SYSTEMS
from govsite.web import ALLOW, Web

from cli import duixian

Invoke = Callable[..., Result]


@pytest.fixture
def told() -> Iterator[tuple[str, list[str]]]:
    """An address that takes messages, and the messages."""
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(json.loads(body)["message"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/hook", got
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Site:
    """One county's site and its address."""

    county: County
    url: str

    def path(self, path: str) -> str:
        return f"{self.url}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    with Web() as web:
        county = County(7, "示例七县", SYSTEMS[0], "", [2024, 2025])
        yield Site(county, web.add(county.answer).url)


@pytest.fixture
def invoke(
    tmp_path: Path, site: Site, told: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> Invoke:
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nid = "good"\nregion = "示例八市"\nkind = "work_report"\n'
        'page = "http://www.example.org/never/asked"\n\n'
        '[[source]]\nid = "watched"\nregion = "示例七县"\nkind = "work_report"\n'
        f'page = "{site.path(site.county.entry)}"\n',
        encoding="utf-8",
    )
    for name, value in {
        "DUIXIAN_HOME": str(tmp_path),
        "DUIXIAN_SOURCES": "own",
        "DUIXIAN_ALLOW_HOSTS": ALLOW,
        "DUIXIAN_FETCH_HOST_INTERVAL_SECONDS": "0.01",
        "DUIXIAN_NOTIFY": told[0],
        "COLUMNS": "200",
    }.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(duixian, arguments)


def test_what_fails_by_hand_is_seen_and_told_after_the_third_time(
    invoke: Invoke, site: Site, told: tuple[str, list[str]]
) -> None:
    assert invoke("ingest", "--source", "watched").exit_code == 0
    assert "2025 report of 示例七县" in told[1].pop()
    site.county.years.clear()
    for failures in (1, 2, 3, 4):
        assert invoke("ingest", "--source", "watched").exit_code == 1
        lines = invoke("runs", "--sources", "--format", "jsonl").output.splitlines()
        first = json.loads(lines[0])
        assert (first["id"], first["failures"]) == ("watched", failures)
        assert "It gave 2 before" in first["error"]
    [message] = told[1]
    assert "watched failed 3 times in a row" in message
    assert "correct the card" in message


def test_runs_are_told_in_words(invoke: Invoke, site: Site) -> None:
    invoke("ingest", "--source", "watched")
    site.county.years.clear()
    invoke("ingest", "--source", "watched")
    table = invoke("runs", "--format", "table").output
    assert "2 new; " in table
    assert "by hand" in table
    assert "nothing new; 1 failed; " in table
    sources = invoke("runs", "--sources", "--format", "table").output
    assert sources.index("watched") < sources.index("good")
    assert "failed once" in sources
    one = invoke("runs", "2", "--format", "table").output
    assert one.startswith("Run 2, ")
    assert "no_links" in one
    missing = invoke("runs", "99")
    assert missing.exit_code == 2
    assert "no run 99" in missing.output


def test_a_card_that_is_there_already_is_not_written_twice(invoke: Invoke, site: Site) -> None:
    result = invoke("sources", "add", site.path(site.county.entry), "--id", "more", "--yes")
    assert "The card 'watched' watches" in str(result.exception)


def test_no_answer_writes_no_card(invoke: Invoke, site: Site, tmp_path: Path) -> None:
    before = (tmp_path / "sources.toml").read_text(encoding="utf-8")
    report = site.path(site.county.report_path(2025))
    result = invoke("sources", "add", report)
    assert result.exit_code == 0
    assert "Nothing was written." in result.output
    assert (tmp_path / "sources.toml").read_text(encoding="utf-8") == before
