"""Decides how often a site is asked, how many times at once, and what it does not want read.

One budget a host, whatever the number of sources on it: a rate (never less than the Crawl-delay in
its robots.txt, within reason) and a number of connections. robots.txt is read once a run.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

import httpx
from protego import Protego
from pyrate_limiter import InMemoryBucket, Rate, RateItem

from ingest.errors import FetchError
from ingest.fetch.guard import host_of
from ingest.fetch.limits import Limits
from ingest.fetch.record import AnswerError

# The word by which robots.txt can name this program.
ROBOT_NAME = "duixian"
# A longer robots.txt is cut here; the standard asks for at least 500 KiB.
ROBOTS_BYTES = 512 * 1024


@dataclass
class _Host:
    """What is known of one host in this run."""

    connections: threading.Semaphore
    bucket: InMemoryBucket
    interval_seconds: float
    lock: threading.Lock = field(default_factory=threading.Lock)


class Politeness:
    """The manners of one run towards all hosts; safe for many threads."""

    def __init__(self, limits: Limits, stop: threading.Event) -> None:
        self._limits = limits
        self._stop = stop
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, Protego | FetchError] = {}
        self._lock = threading.Lock()
        self._origin_locks: dict[str, threading.Lock] = {}

    @contextmanager
    def turn(self, url: httpx.URL) -> Iterator[None]:
        """Hold one of the host's connections, after waiting until its rate allows a request.

        Raises:
            FetchError: `stopped` when the run ends during the wait.

        """
        host = self._host(host_of(url))
        with host.connections:
            self._wait(host)
            try:
                yield
            finally:
                # Counted from the end of an answer: a slow site gets its pause all the same.
                with host.lock:
                    host.bucket.flush()
                    host.bucket.put(_request_now())

    def permit(self, url: httpx.URL, read_robots: Callable[[str], str]) -> None:
        """Let the address pass if the site's robots.txt does.

        Args:
            url: the address that is about to be fetched.
            read_robots: gives the text of a robots.txt by its address; raises FetchError.

        Raises:
            FetchError: `robots` where it is not wanted, `robots_unreachable` where the site does
                not say (which counts as no, as RFC 9309 has it, but passes by itself).

        """
        rules = self._rules(url, read_robots)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(str(url), ROBOT_NAME):
            raise FetchError(
                f"The robots.txt of {host_of(url)} does not want {url.path} read; ask the site, or "
                "download the report by hand and ingest the file.",
                name="robots",
            )

    def _rules(self, url: httpx.URL, read_robots: Callable[[str], str]) -> Protego | FetchError:
        """Return the rules of a site, read once however many threads ask."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._lock:
            lock = self._origin_locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._robots:
                self._robots[origin] = self._read_rules(f"{origin}/robots.txt", read_robots)
                self._slow_down(host_of(url), self._robots[origin])
            return self._robots[origin]

    def _read_rules(self, address: str, read_robots: Callable[[str], str]) -> Protego | FetchError:
        """Read the rules; a site without a robots.txt allows everything."""
        try:
            return Protego.parse(read_robots(address)[:ROBOTS_BYTES])
        except AnswerError as error:
            if not error.transient:
                return Protego.parse("")
            return _unreachable(address, error)
        except FetchError as error:
            # A private address, a bad certificate or a stop says more than a missing robots.txt.
            return _unreachable(address, error) if error.name in {"timeout", "reset"} else error

    def _slow_down(self, name: str, rules: Protego | FetchError) -> None:
        """Widen the interval of a host to the Crawl-delay that it asks for."""
        asked = None if isinstance(rules, FetchError) else rules.crawl_delay(ROBOT_NAME)
        host = self._host(name)
        if asked is not None and asked > host.interval_seconds:
            seconds = min(float(asked), self._limits.crawl_delay_most_seconds)
            with host.lock:
                last = list(host.bucket.items)
                host.bucket = _bucket(seconds)
                host.bucket.items.extend(last)
                host.interval_seconds = seconds

    def _host(self, name: str) -> _Host:
        """Return the record of a host, made at its first use."""
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = _Host(
                    connections=threading.Semaphore(self._limits.host_connections),
                    bucket=_bucket(self._limits.host_interval_seconds),
                    interval_seconds=self._limits.host_interval_seconds,
                )
            return self._hosts[name]

    def _wait(self, host: _Host) -> None:
        """Wait for the host's next free moment; ends early when the run is stopped."""
        while True:
            with host.lock:
                item = _request_now()
                host.bucket.leak(item.timestamp)
                if host.bucket.put(item):
                    return
                pause = cast("int", host.bucket.waiting(item)) / 1000
            if self._stop.wait(max(pause, 0.001)):
                raise FetchError(
                    "The run was stopped before its turn; the next run fetches this.",
                    name="stopped",
                    transient=True,
                )


def _bucket(interval_seconds: float) -> InMemoryBucket:
    """Return a bucket that lets one request through in an interval (kept in milliseconds)."""
    return InMemoryBucket([Rate(1, max(1, round(interval_seconds * 1000)))])


def _request_now() -> RateItem:
    """Return one request for the bucket, with the time in milliseconds."""
    return RateItem("request", time.monotonic_ns() // 1_000_000)


def _unreachable(address: str, error: FetchError) -> FetchError:
    """Return the failure of a site whose robots.txt can't be read just now."""
    return FetchError(
        f"{address} can't be read ({error}), so the site is left alone until the next run.",
        name="robots_unreachable",
        transient=True,
    )
