"""Re-extraction on a real Dask cluster: a scheduler and workers in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from made_reports import ingest_samples
from stores import ROOT, Store, answers

from tests.conftest import skip_or_fail
from warehouse import Home, Writer

DASK = Path(sys.executable).parent / "dask"


def start(*words: str, first_on_path: Path = ROOT) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(DASK), *words], env={**os.environ, "PYTHONPATH": str(first_on_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def cluster(folder: Path, *workers: Path) -> Iterator[str]:
    """A scheduler and a worker for each folder that its Duixian is imported from."""
    if not DASK.is_file():
        skip_or_fail("Dask is absent: install requirements-scale.lock")
    told = folder / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [start("scheduler", *here, "--port", "0", "--scheduler-file", str(told))]
    try:
        processes += [
            start("worker", "--scheduler-file", str(told), *here, "--nworkers", "1",
                  "--nthreads", "1", "--no-nanny", "--local-directory", str(folder),
                  first_on_path=path)
            for path in workers
        ]  # fmt: skip
        yield address(told, len(workers))
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(timeout=60)


def connected(where: str) -> Any:
    """A client of the cluster; imported late, because Dask is an extra."""
    from distributed import Client  # noqa: PLC0415

    return Client(where.replace("dask://", "tcp://"))


def address(told: Path, workers: int) -> str:
    """Where the scheduler listens, once all workers are there."""
    until = time.monotonic() + 120
    while not told.is_file() or not told.read_text():
        assert time.monotonic() < until, "the scheduler didn't start"
        time.sleep(0.1)
    found: str = json.loads(told.read_text())["address"]
    with connected(found) as client:
        client.wait_for_workers(workers, timeout=120)
    return found.replace("tcp://", "dask://")


@pytest.mark.slow
@pytest.mark.timeout(900)  # many processes, each of which starts from nothing
def test_two_workers_give_the_same_answers_as_one_machine(store: Store, tmp_path: Path) -> None:
    alone, home, reader = (tmp_path / name for name in ("alone", "home", "reader"))
    ingest_samples(Home(alone))
    shutil.copytree(alone, home, symlinks=True)
    # As if older rules had read them: fewer observations, and those of another role.
    with Writer(Home(home)) as writer:
        writer.connection.execute("UPDATE report SET extractor_version = '0.0.1+old'")
        writer.connection.execute("DELETE FROM observation WHERE observation_id % 3 = 0")
        writer.connection.execute(
            "UPDATE observation SET role = 'other' WHERE observation_id % 3 = 1"
        )
    with cluster(tmp_path, ROOT, ROOT) as where:
        told = store.run(home, "reextract", "--executor", where)
        with connected(where) as client:
            busy = client.run(lambda: "commands.reextract" in sys.modules)
    assert "21 reports read again" in told
    assert "observations added" in told
    assert list(busy.values()) == [True, True]
    store.run(reader, "sync")
    assert answers(home) == answers(reader) == answers(alone)


def test_workers_with_other_rules_are_refused(tmp_path: Path, store: Store) -> None:
    ingest_samples(Home(tmp_path / "home"))
    other = tmp_path / "other"
    shutil.copytree(ROOT / "ingest", other / "ingest")
    units = other / "ingest" / "reference" / "units.tsv"
    units.write_text(units.read_text(encoding="utf-8") + "# other\n", encoding="utf-8")
    with cluster(tmp_path, ROOT, other) as where:
        process = store.start(tmp_path / "home", "reextract", "--all", "--executor", where)
        told, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "install the same release on both" in told


def test_a_scheduler_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, store: Store) -> None:
    ingest_samples(Home(tmp_path / "home"))
    process = store.start(
        tmp_path / "home", "reextract", "--all", "--executor", "dask://127.0.0.1:1"
    )
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "No Dask scheduler answers at dask://127.0.0.1:1" in told
