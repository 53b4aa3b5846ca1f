"""One address: what comes back, what is refused, and what is written down of it."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from govsite.web import Reply, Web

from ingest.errors import FetchError
from ingest.fetch.client import Fetcher, user_agent
from ingest.fetch.guard import Guard
from ingest.fetch.record import Attempt

PAGE = "<html><title>示例</title><p>示例一区政府工作报告</p></html>".encode()
Make = Callable[..., Fetcher]


def failure(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    return caught.value


def test_a_page_and_its_record(web: Web, fetcher: Make, attempts: list[Attempt]) -> None:
    host = web.pages({"/r": Reply(PAGE, headers={"ETag": '"1"', "Last-Modified": "yesterday"})})
    fetched = fetcher().get(f"{host.url}/r")
    assert fetched.body == PAGE
    assert (fetched.media_type, fetched.charset) == ("text/html", "utf-8")
    page = attempts[-1]
    assert (page.outcome, page.http_status, page.bytes) == ("ok", 200, len(PAGE))
    assert page.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (page.etag, page.last_modified) == ('"1"', "yesterday")
    assert page.duration_ms is not None
    assert [attempt.url for attempt in attempts] == [f"{host.url}/robots.txt", f"{host.url}/r"]


def test_the_site_sees_who_asks(web: Web, fetcher: Make) -> None:
    host = web.pages({"/": Reply(PAGE)})
    fetcher().get(f"{host.url}/")
    assert web.log[-1].headers["user-agent"].startswith("duixian/")
    assert "contact: a@example.org" in user_agent("a@example.org")


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("identity", PAGE),
    ],
    ids=["gzip", "zlib", "raw deflate", "brotli", "plain"],
)
def test_compressed_answers(web: Web, fetcher: Make, encoding: str, packed: bytes) -> None:
    host = web.pages({"/": Reply(packed, headers={"Content-Encoding": encoding})})
    assert fetcher().get(f"{host.url}/").body == PAGE


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(bytes(50_000_000))),
        ("br", brotli.compress(bytes(50_000_000), quality=5)),
        ("identity", bytes(1_100_000)),
    ],
)
def test_a_body_over_the_limit(web: Web, fetcher: Make, encoding: str, packed: bytes) -> None:
    host = web.pages({"/": Reply(packed, headers={"Content-Encoding": encoding})})
    error = failure(fetcher(body_bytes=1_000_000), f"{host.url}/")
    assert (error.name, error.transient) == ("too_large", False)


def test_a_body_that_grows_past_the_limit_unannounced(web: Web, fetcher: Make) -> None:
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    reply = Reply(chunk * 40, headers={"Transfer-Encoding": "chunked"})
    host = web.pages({"/": reply})
    assert failure(fetcher(body_bytes=1_000_000), f"{host.url}/").name == "too_large"


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (500, 3), (503, 3), (429, 3)])
def test_refusals_have_names(
    web: Web, fetcher: Make, attempts: list[Attempt], status: int, tries: int
) -> None:
    host = web.pages({"/x": Reply(b"no", status=status)})
    error = failure(fetcher(), f"{host.url}/x")
    assert error.name == f"http_{status}"
    assert web.paths() == ["/x"] * tries
    assert [attempt.http_status for attempt in attempts[1:]] == [status] * tries


def test_busy_at_first_then_fine(web: Web, fetcher: Make, attempts: list[Attempt]) -> None:
    replies = iter(
        [Reply(status=503), Reply(status=429, headers={"Retry-After": "0"}), Reply(PAGE)]
    )
    host = web.pages({"/": lambda path, headers: next(replies)})
    assert fetcher().get(f"{host.url}/").body == PAGE
    assert [attempt.outcome for attempt in attempts[1:]] == ["http_503", "http_429", "ok"]


def test_retry_after_is_waited_for(web: Web, fetcher: Make) -> None:
    replies = iter([Reply(status=429, headers={"Retry-After": "1"}), Reply(PAGE)])
    host = web.pages({"/": lambda path, headers: next(replies)})
    fetcher().get(f"{host.url}/")
    times = [asked.at for asked in web.log if asked.path == "/"]
    assert times[1] - times[0] >= 1.0


def test_a_long_pause_is_left_for_the_next_run(web: Web, fetcher: Make) -> None:
    host = web.pages({"/": Reply(status=429, headers={"Retry-After": "7200"})})
    error = failure(fetcher(), f"{host.url}/")
    assert error.name == "http_429"
    assert "7200 seconds" in str(error)
    assert web.paths() == ["/"]


def test_redirects_are_followed_and_recorded(
    web: Web, fetcher: Make, attempts: list[Attempt]
) -> None:
    host = web.pages(
        {
            "/a": Reply(status=302, headers={"Location": "/b"}),
            "/b": Reply(status=301, headers={"Location": "c"}),
            "/c": Reply(PAGE),
        }
    )
    fetched = fetcher().get(f"{host.url}/a")
    assert fetched.url == f"{host.url}/c"
    assert attempts[-1].hops == tuple(f"{host.url}/{name}" for name in "abc")


def test_a_cookie_that_sends_us_back_is_kept(web: Web, fetcher: Make) -> None:
    def answer(path: str, headers: dict[str, str]) -> Reply:
        if "seen=1" in headers.get("cookie", ""):
            return Reply(PAGE)
        return Reply(status=302, headers={"Location": "/", "Set-Cookie": "seen=1"})

    host = web.pages({"/": answer})
    assert fetcher().get(f"{host.url}/").body == PAGE


def test_endless_redirects(web: Web, fetcher: Make) -> None:
    def onward(path: str, headers: dict[str, str]) -> Reply:
        return Reply(status=302, headers={"Location": f"{path}x"})

    host = web.add(onward)
    circle = web.pages({"/": Reply(status=302, headers={"Location": "/"})})
    robotless = fetcher()
    robotless._politeness.permit = lambda url, read: None  # type: ignore[method-assign]
    assert failure(robotless, f"{host.url}/x").name == "redirect_loop"
    assert failure(fetcher(), f"{circle.url}/").name == "redirect_loop"
    assert len(web.log) < 20


def test_a_slow_drip_ends(web: Web, fetcher: Make) -> None:
    host = web.pages({"/": Reply(bytes(5000), fault="drip", drip_seconds=0.05)})
    error = failure(fetcher(whole_seconds=0.4, attempts=1), f"{host.url}/")
    assert (error.name, error.transient) == ("timeout", True)


def test_silence_ends(web: Web, fetcher: Make) -> None:
    host = web.pages({"/": Reply(b"xx", fault="drip", drip_seconds=3)})
    error = failure(fetcher(read_seconds=0.3, attempts=1), f"{host.url}/")
    assert error.name == "timeout"


@pytest.mark.parametrize("fault", ["reset", "truncate"])
def test_a_broken_answer_is_never_a_page(
    web: Web, fetcher: Make, attempts: list[Attempt], fault: str
) -> None:
    host = web.pages({"/": Reply(bytes(100_000), fault=fault)})
    assert failure(fetcher(), f"{host.url}/").name == "reset"
    assert {attempt.sha256 for attempt in attempts[1:]} == {None}


def test_a_closed_port(fetcher: Make) -> None:
    assert failure(fetcher(attempts=1), "http://127.0.1.250:9/").name == "refused"


def test_nothing_new(web: Web, fetcher: Make, attempts: list[Attempt]) -> None:
    def answer(path: str, headers: dict[str, str]) -> Reply:
        if headers.get("if-none-match") == '"1"':
            return Reply(status=304, headers={"ETag": '"1"'})
        return Reply(PAGE, headers={"ETag": '"1"'})

    host = web.pages({"/": answer})
    one = fetcher()
    first = one.get(f"{host.url}/")
    again = one.get(f"{host.url}/", etag=first.attempt.etag)
    assert again.not_modified
    assert again.body == b""
    assert attempts[-1].outcome == "not_modified"
    assert attempts[-1].sha256 is None


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<script>document.cookie='a=1';location.reload()</script>"),
        (412, b"<html><script src='/x.js'></script></html>"),
        (521, b"<script>document.cookie='__jsl_clearance=1';location.href='/'</script>"),
        (403, "<p>请开启JavaScript并刷新该页</p>".encode()),
    ],
)
def test_browser_checks_are_challenges(web: Web, fetcher: Make, status: int, body: bytes) -> None:
    host = web.pages({"/": Reply(body, status=status)})
    assert failure(fetcher(), f"{host.url}/").name == "challenge"


def test_stopping_ends_a_fetch_in_its_middle(web: Web, fetcher: Make) -> None:
    host = web.pages({"/": Reply(bytes(100_000), fault="drip", drip_seconds=0.05)})
    one = fetcher(whole_seconds=3600, read_seconds=3600)
    threading.Timer(0.3, one.stop.set).start()
    error = failure(one, f"{host.url}/")
    assert error.name == "stopped"


def test_an_untrusted_certificate_is_named(tmp_path: Path, fetcher: Make) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=example -keyout {key} "
        f"-out {certificate}".split(),
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("openssl is absent")
    with Web() as web:
        host = web.pages({"/": Reply(PAGE)})
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = host._server
        server.socket = context.wrap_socket(server.socket, server_side=True)
        error = failure(fetcher(), f"https://{host.name}:{host.port}/")
    assert (error.name, error.transient) == ("tls", False)


def test_a_proxy_of_the_environment_is_used(
    web: Web, monkeypatch: pytest.MonkeyPatch, fetcher: Make
) -> None:
    proxy = web.add(lambda path, headers: Reply(PAGE if "robots" not in path else b""))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", "")
    guard = Guard(["127.0.1.0/24:*"], resolver=lambda host, port: ["93.184.216.34"])
    assert fetcher(guard=guard).get("http://www.example.org/x").body == PAGE
    assert web.log[-1].path == "http://www.example.org/x"


def test_a_proxy_is_no_way_around_the_guard(
    web: Web, monkeypatch: pytest.MonkeyPatch, fetcher: Make
) -> None:
    proxy = web.add(lambda path, headers: Reply(PAGE))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", "")
    guard = Guard(resolver=lambda host, port: ["10.0.0.1"])
    assert failure(fetcher(guard=guard), "http://www.example.org/x").name == "private_address"
    assert web.log == []
