"""What the benches print: one JSON line a fact, and how long a step took."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long the block took, in seconds."""
    start = time.perf_counter()
    yield
    say(step=name, seconds=round(time.perf_counter() - start, 2))


def say(**facts: Any) -> None:
    """One JSON line."""
    print(json.dumps(facts, ensure_ascii=False), flush=True)


def clock(call: Callable[[], object]) -> float:
    """How many milliseconds a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1_000
