"""Runs over the fictional counties with a warehouse of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from govsite.runs import Outcome, run_once
from govsite.world import World, world

Run = Callable[..., Outcome]


@pytest.fixture
def counties() -> Iterator[World]:
    """The whole world of counties, served while the test runs."""
    with world() as one:
        yield one


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Collect from a world into the test's own home."""

    def into_home(one: World, **settings: object) -> Outcome:
        return run_once(one.cards(), tmp_path, **settings)  # type: ignore[arg-type]

    return into_home
