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


def kill_after(process: BaseProcess, world: World, requests: int, delay: float) -> bool:
    """Kill a run so many seconds after its sites were asked so often; False: it was over first.

    Requests are counted rather than seconds, which differ from machine to machine.
    """
    before = len(world.web.log)
    process.start()
    while process.is_alive() and len(world.web.log) < before + requests:
        time.sleep(0.001)
    process.join(delay)
    alive = process.is_alive()
    process.kill()
    process.join()
    return alive


@pytest.mark.slow
def test_thirty_kills(counties: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The fork server imports everything once, so that kills fall into runs and not into imports.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["govsite.runs", "ingest.extract", "ingest.read.worker"])
    before = len(counties.web.log)
    sound = run_once(counties.cards(), tmp_path / "sound", SOURCES)
    requests = len(counties.web.log) - before
    dice, alive, interrupted = random.Random(20260101), 0, 0
    for home in range(HOMES):
        path = tmp_path / str(home)
        for _ in range(KILLS // HOMES):
            process = context.Process(target=run_once, args=(counties.cards(), path, SOURCES))
            # The delay reaches what follows a request: reading, storing and publishing.
            moment = dice.randint(1, requests), dice.uniform(0, 0.2)
            alive += kill_after(process, counties, *moment)
        after = run_once(counties.cards(), path, SOURCES)
        assert after.held == sound.held
        assert after.named("failed") == []
        with duckdb.connect(path / "working.duckdb", read_only=True) as connection:
            row = connection.execute("SELECT count(*) FROM ingest_run WHERE interrupted").fetchone()
        interrupted += row[0] if row else 0
    assert alive >= KILLS / 3, "too few runs were still alive when they were killed"
    assert interrupted >= KILLS / 3, "too few kills fell into a run that had begun"
