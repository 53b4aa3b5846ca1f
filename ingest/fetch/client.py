"""Fetches one address: guarded, polite, bounded, tried again where that helps, and written down.

Every request, successful or not, ends as one `Attempt` handed to `on_attempt`; every failure is a
`FetchError` with a stable name and one sentence. Nothing here touches what is stored.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import Message
from functools import partial
from importlib.metadata import PackageNotFoundError, version

import httpcore
import httpx

from ingest.errors import FetchError
from ingest.fetch import decode
from ingest.fetch.challenge import is_challenge
from ingest.fetch.explained import explained, refusal
from ingest.fetch.guard import Guard
from ingest.fetch.limits import Limits
from ingest.fetch.network import Budget, GuardedTransport, current_budget
from ingest.fetch.politeness import ROBOT_NAME, ROBOTS_BYTES, Politeness
from ingest.fetch.record import AnswerError, Attempt, Fetched
from ingest.fetch.retry import retrying

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# How much of an error page is read: enough to tell a challenge from a plain refusal.
ERROR_PAGE_BYTES = 64 * 1024
# An address may come twice (a site that sets a cookie and sends us back), not a third time.
VISITS = 2


Record = Callable[[Attempt], None]


class Fetcher:
    """The one way to the network. Safe for many threads; close it when the run is over."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        guard: Guard | None = None,
        stop: threading.Event | None = None,
        on_attempt: Record = lambda _: None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        environment = os.environ if environment is None else environment
        self.limits = limits or Limits.from_environment(environment)
        self.stop = stop or threading.Event()
        self._guard = guard or Guard.from_environment(environment)
        self._on_attempt = on_attempt
        self._politeness = Politeness(self.limits, self.stop)
        self._client = httpx.Client(
            transport=GuardedTransport(
                self._guard,
                connections=self.limits.workers * self.limits.host_connections + 4,
                proxies=urllib.request.getproxies(),
            ),
            headers={
                "User-Agent": user_agent(environment.get("DUIXIAN_CONTACT", "")),
                "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
                "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
                "Accept-Encoding": decode.ACCEPTED,
            },
            timeout=httpx.Timeout(
                self.limits.read_seconds, connect=self.limits.connect_seconds, pool=None
            ),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        record: Record | None = None,
    ) -> Fetched:
        """Fetch an address, trying again where that can help.

        Args:
            url: an http(s) address.
            etag: the validator of an earlier answer; with it the answer may be `not_modified`.
            last_modified: the other validator.
            record: takes the record of each try instead of the fetcher's `on_attempt`.

        Raises:
            FetchError: with the name of what went wrong; all tries are recorded.

        """
        conditions = _conditions(etag, last_modified)
        for attempt in retrying(self.limits, self.stop):
            with attempt:
                return self._try(url, conditions, record or self._on_attempt)
        raise AssertionError("the loop either returns or raises")

    def _try(
        self, url: str, conditions: Mapping[str, str], record: Record, *, robots: bool = True
    ) -> Fetched:
        """Make one try and record it."""
        started, clock, hops = _now(), time.monotonic(), [url]
        try:
            here = self._guard.check(url)
            fetched = None
            while fetched is None:
                if robots:
                    self._politeness.permit(here, partial(self._read_robots, record))
                with self._politeness.turn(here), self._ask(here, conditions) as answer:
                    moved = answer.status_code in REDIRECTS and "location" in answer.headers
                    target = answer.headers["location"] if moved else ""
                    fetched = None if moved else self._read(answer, hops, started, clock)
                if moved:
                    here = self._next_hop(here, target, hops)
        except FetchError as error:
            record(_failed(hops, started, clock, error))
            raise
        record(fetched.attempt)
        return fetched

    def _next_hop(self, here: httpx.URL, target: str, hops: list[str]) -> httpx.URL:
        """Return the judged target of a redirect."""
        try:
            there = str(here.join(target))
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(
                f"{here} redirects to something that is no address; open it in a browser and give "
                "the report's own address.",
                name="redirect",
            ) from error
        hops.append(there)
        if len(hops) > self.limits.redirects + 1 or hops.count(there) > VISITS:
            raise FetchError(
                f"{hops[0]} redirects in a circle or too often; open it in a browser and give the "
                "address that it ends at.",
                name="redirect_loop",
            )
        return self._guard.check(there)

    @contextmanager
    def _ask(self, url: httpx.URL, conditions: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Send one request and hold its answer open; network errors become ours."""
        budget = current_budget.set(Budget(self.limits.whole_seconds, self.stop))
        try:
            with self._client.stream("GET", url, headers=dict(conditions)) as answer:
                yield answer
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise explained(error, url) from error
        except (httpcore.UnsupportedProtocol, httpx.InvalidURL, httpx.CookieConflict) as error:
            raise FetchError(f"{url} can't be asked: {error}.", name="address") from error
        finally:
            current_budget.reset(budget)

    def _read(
        self,
        answer: httpx.Response,
        hops: list[str],
        started: datetime,
        clock: float,
    ) -> Fetched:
        """Turn an answer into bytes, or into the name of its refusal."""
        unchanged = answer.status_code == httpx.codes.NOT_MODIFIED
        if not unchanged and not answer.is_success:
            raise refusal(answer, _start_of(answer))
        body = b"" if unchanged else self._body(answer)
        if is_challenge(body, answer.status_code):
            raise refusal(answer, body)
        attempt = Attempt(
            url=hops[0],
            fetched_at=started,
            outcome="not_modified" if unchanged else "ok",
            final_url=hops[-1],
            http_status=answer.status_code,
            bytes=len(body),
            sha256=hashlib.sha256(body).hexdigest() if body else None,
            duration_ms=_milliseconds(clock),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            hops=tuple(hops),
        )
        media_type, charset = content_type(answer.headers.get("content-type"))
        return Fetched(attempt, body, media_type, charset, dict(answer.headers))

    def _body(self, answer: httpx.Response) -> bytes:
        """Read and decompress the whole body within the limit."""
        announced = answer.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > self.limits.body_bytes:
            raise decode.too_large(self.limits.body_bytes)
        encoding = answer.headers.get("content-encoding", "")
        return decode.decoded(answer.iter_raw(), encoding, self.limits.body_bytes)

    def _read_robots(self, record: Record, address: str) -> str:
        """Return the text of a robots.txt; a page in its place gives no rules."""
        fetched = self._try(address, {}, record, robots=False)
        return fetched.body[:ROBOTS_BYTES].decode("utf-8", errors="replace")


def user_agent(contact: str) -> str:
    """Return the name under which sites see this program, with the operator's contact if set."""
    try:
        number = version("duixian")
    except PackageNotFoundError:
        number = "0"
    plain = contact.encode("ascii", errors="ignore").decode("ascii").strip()
    suffix = f"; contact: {plain}" if plain else ""
    return f"{ROBOT_NAME}/{number} (reads public government work reports once a day{suffix})"


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Return media type and charset of a Content-Type header, in lower case; None where absent."""
    if not header:
        return None, None
    message = Message()
    message["content-type"] = header
    charset = message.get_content_charset()
    return header.split(";")[0].strip().lower() or None, charset


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask for the page only if it changed."""
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _failed(hops: list[str], started: datetime, clock: float, error: FetchError) -> Attempt:
    """Return the record of a try that failed."""
    return Attempt(
        url=hops[0],
        fetched_at=started,
        outcome=error.name,
        final_url=hops[-1],
        http_status=error.status if isinstance(error, AnswerError) else None,
        duration_ms=_milliseconds(clock),
        error=str(error),
        hops=tuple(hops),
    )


def _start_of(answer: httpx.Response) -> bytes:
    """Return the beginning of an error page; empty where it can't be read."""
    try:
        raw = b""
        for part in answer.iter_raw():
            raw += part
            if len(raw) > ERROR_PAGE_BYTES:
                break
        return decode.decoded([raw], answer.headers.get("content-encoding", ""), 4 << 20)
    except (FetchError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        return b""


def _milliseconds(clock: float) -> float:
    """Return the time since a reading of the monotonic clock."""
    return round((time.monotonic() - clock) * 1000, 1)


def _now() -> datetime:
    """Return the time in UTC, without a zone, as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
