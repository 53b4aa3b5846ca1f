"""Messages: only when there is something to say, and really sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ingest import notify
from ingest.pipeline import Ingested
from ingest.status import SourceStatus

NEW = Ingested("http://e.org/1", "new", region="示例一区", year=2026)
SAME = Ingested("http://e.org/1", "unchanged")


def status(name: str, failures: int) -> SourceStatus:
    return SourceStatus(name, datetime(2026, 1, 1), None, failures, "no_links", "No link there.")


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    got: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/hook", got
    server.shutdown()
    server.server_close()


def test_a_message_is_sent(hook: tuple[str, list[dict[str, str]]]) -> None:
    address, got = hook
    body = notify.message(["2026 report of 示例一区: 8 of 11 targets met."], [])
    assert body is not None
    notify.send([address], "Duixian", body)
    assert [(one["title"], one["message"]) for one in got] == [("Duixian", body)]


def test_silence_where_nothing_is_new() -> None:
    assert notify.worth_telling([SAME, NEW]) == [NEW]
    assert notify.message([], []) is None


def test_a_third_failure_is_told_once() -> None:
    sources = [status("a", 2), status("b", 3), status("c", 4), status("d", 3)]
    told = notify.just_failed(sources, ["a", "b", "c"])
    assert [one.source_id for one in told] == ["b"]
    text = notify.message([], told)
    assert text is not None
    assert text.startswith("b failed 3 times in a row: No link there. Find the list's new address")


def test_addresses_may_be_separated_by_commas_or_spaces() -> None:
    written = "json://a.org/x, mailto://u:p@b.org?to=c@d.org,e@f.org\nwecombot://key"
    assert notify.addresses({"DUIXIAN_NOTIFY": written}) == [
        "json://a.org/x",
        "mailto://u:p@b.org?to=c@d.org,e@f.org",
        "wecombot://key",
    ]
    assert notify.addresses({}) == []


def test_an_unknown_service_and_a_dead_one_are_named() -> None:
    with pytest.raises(notify.NotifyError, match="'nosuch'"):
        notify.send(["nosuch://x"], "t", "b")
    with pytest.raises(notify.NotifyError, match="could not be sent by json"):
        notify.send(["json://127.0.0.1:9/"], "t", "b")
