"""A run that is killed anywhere loses nothing and stores nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest
from govsite.runs import run_once
from govsite.world import World

# Three kills a home: a fourth would meet a home where all is stored and a run is over at once.
KILLS, HOMES = 30, 10
SOURCES = ["x02", "x11", "x28"]


def seconds(process: BaseProcess) -> float:
    """How long a process takes from its start to its end."""
    clock = time.monotonic()
    process.start()
    process.join()
    return time.monotonic() - clock


@pytest.mark.slow
def test_thirty_kills(counties: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The fork server imports everything once, so that kills fall into runs and not into imports.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["govsite.runs", "ingest.extract", "ingest.read.worker"])
    run_once(counties.cards(), tmp_path / "warm", SOURCES)
    sound = run_once(counties.cards(), tmp_path / "sound", SOURCES)
    begins = seconds(context.Process(target=int))  # a process that does nothing
    timed = (counties.cards(), tmp_path / "timed", SOURCES)
    whole = seconds(context.Process(target=run_once, args=timed))
    dice, alive, interrupted = random.Random(20260101), 0, 0
    for home in range(HOMES):
        path = tmp_path / str(home)
        for _ in range(KILLS // HOMES):
            process = context.Process(target=run_once, args=(counties.cards(), path, SOURCES))
            process.start()
            process.join(dice.uniform(begins / 2, whole))
            alive += process.is_alive()
            process.kill()
            process.join()
        after = run_once(counties.cards(), path, SOURCES)
        assert after.held == sound.held
        assert after.named("failed") == []
        with duckdb.connect(path / "working.duckdb", read_only=True) as connection:
            row = connection.execute("SELECT count(*) FROM ingest_run WHERE interrupted").fetchone()
        interrupted += row[0] if row else 0
    assert alive >= KILLS / 3, "too few runs were still alive when they were killed"
    assert interrupted >= KILLS / 6, "too few kills fell into a run that had begun"
