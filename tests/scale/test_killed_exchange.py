"""A home whose process is killed while it exchanges: nothing is lost, nothing stands twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stores import ROOT, Store, answers

from warehouse import Home
from warehouse.shared import SharedWriter

ROUNDS = 6
# Stores and shares without end; tells every report that the store has confirmed.
CODE = """
import sys
from made_reports import region, report
from assembly import open_writer
with open_writer() as writer:
    for number in range(int(sys.argv[1]), 1_000_000):
        done = writer.store(report(2025, place=region(number)))
        writer.exchange()
        print(done.report_id, flush=True)
"""


@pytest.mark.slow
@pytest.mark.timeout(900)  # many processes, each of which starts from nothing
def test_a_kill_in_the_middle_of_an_exchange(store: Store, tmp_path: Path) -> None:
    home, reader = tmp_path / "home", tmp_path / "reader"
    store.run(home, "sync")
    environment = store.environment(home)
    environment["PYTHONPATH"] = f"{ROOT}:{ROOT / 'tests' / 'warehouse'}"
    # A file, no -c: without one DuckDB takes the process for a person's and draws progress bars.
    script = tmp_path / "sharing.py"
    script.write_text(CODE, encoding="utf-8")
    chance, confirmed = random.Random(6), set()
    for number in range(ROUNDS):
        process = subprocess.Popen(
            [sys.executable, str(script), str(1000 * number)],
            env=environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        confirmed.add(int(process.stdout.readline()))
        time.sleep(chance.random())
        process.kill()
        confirmed |= {int(line) for line in process.stdout.read().split("\n")[:-1]}
        process.wait()
    for each in (home, reader):
        store.run(each, "sync")
    assert answers(home) == answers(reader)
    with SharedWriter(Home(reader), lake=store.lake) as writer:
        ask = writer.connection.execute
        shared = [row[0] for row in ask("SELECT report_id FROM report").fetchall()]
        with store.lake.attached(writer.connection):
            doubled = ask(
                "SELECT count(*) - count(DISTINCT report_id) FROM shared.report UNION ALL "
                "SELECT count(*) - count(DISTINCT observation_id) FROM shared.observation"
            ).fetchall()
    assert confirmed <= set(shared)
    assert len(shared) == len(set(shared))
    assert doubled == [(0,), (0,)]
