"""Two ingests and a re-extraction at once, as separate programs: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

from warehouse import Home, Writer, open_published
from warehouse.doctor import Doctor

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
TRIES = 5  # of a program that found another one writing, on a machine that is busy


def duixian(home: Home, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", *arguments],
        env={**os.environ, "DUIXIAN_HOME": str(home.path)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(home: Home, *programs: subprocess.Popen[str]) -> None:
    """Let all come to their end; who waited too long for another tries again, as it was told."""
    for program in programs:
        _, errors = program.communicate(timeout=250)
        for _ in range(TRIES):
            if "try again" not in errors:
                break
            arguments = cast(list[str], program.args)[3:]
            program = duixian(home, *arguments)  # noqa: PLW2901
            _, errors = program.communicate(timeout=250)
        assert program.returncode == 0, errors


def test_two_ingests_and_a_reextraction_at_once(home: Home) -> None:
    finish(home, duixian(home, "ingest", str(SAMPLES / "fictional")))
    finish(
        home,
        duixian(home, "ingest", str(SAMPLES / "state-council"), str(SAMPLES / "fictional")),
        duixian(home, "ingest", str(SAMPLES / "state-council"), str(SAMPLES / "jilin")),
        duixian(home, "reextract", "--all", "--jobs", "2"),
    )
    folders = ("fictional", "state-council", "jilin")
    files = [path for folder in folders for path in (SAMPLES / folder).glob("20*.*")]
    with open_published(home) as connection:
        assert connection.execute("SELECT count(*) FROM report").fetchone() == (len(files),)
    # A run that changed nothing isn't published, so the log is read where it is written.
    with Writer(home) as writer:
        reports = writer.connection.execute(
            "SELECT region_code, year, kind, count(*) FROM report GROUP BY ALL"
        ).fetchall()
        log = writer.connection.execute(
            "SELECT sum(reports_new), sum(reports_unchanged) FROM ingest_run "
            "WHERE trigger = 'command'"
        ).fetchone()
        ids = writer.connection.execute(
            "SELECT count(*) - count(DISTINCT observation_id) FROM observation"
        ).fetchone()
    assert len(reports) == len(files)
    assert {row[3] for row in reports} == {1}
    council = len(list((SAMPLES / "state-council").glob("20*.*")))
    fictional = len(list((SAMPLES / "fictional").glob("20*.*")))
    assert log == (len(files), council + fictional)
    assert ids == (0,)
    assert [one.name for one in Doctor(home).examine()] == []
