"""A web on loopback and a fetcher that may ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from govsite.web import ALLOW, Web

from ingest.fetch.client import Fetcher
from ingest.fetch.guard import Guard
from ingest.fetch.limits import Limits
from ingest.fetch.record import Attempt

QUICK = Limits(host_interval_seconds=0.001, backoff_seconds=0.01, connect_seconds=2, read_seconds=2)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


@pytest.fixture
def attempts() -> list[Attempt]:
    return []


@pytest.fixture
def fetcher(attempts: list[Attempt]) -> Iterator[Callable[..., Fetcher]]:
    opened: list[Fetcher] = []

    def make(
        allow: tuple[str, ...] = (ALLOW,), guard: Guard | None = None, **limits: Any
    ) -> Fetcher:
        opened.append(
            Fetcher(
                limits=replace(QUICK, **limits),
                guard=guard or Guard(allow),
                on_attempt=attempts.append,
                environment={},
            )
        )
        return opened[-1]

    yield make
    for one in opened:
        one.close()
