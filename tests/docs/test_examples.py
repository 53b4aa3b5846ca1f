"""The example under each command's help text does what it says, on the samples."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from console import BIN, ROOT

from ingest.read import read

# What stays up, or needs a site or a server, is run by tests of its own.
ELSEWHERE = {
    "duixian demo": "tests/docs/test_make_run.py",
    "duixian serve": "tests/schedule/test_service.py",
    "duixian sources add": "tests/fetch/test_sources_command.py",
    "duixian sources check": "tests/fetch/test_sources_command.py",
    "duixian sync": "tests/scale",
}


def examples() -> list[str]:
    """Every example of docs/commands.md, which holds the help texts as they are."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    return [
        " ".join(found.split()) for found in re.findall(r"Example: (duixian .*?)\n\n", page, re.S)
    ]


HERE = [one for one in examples() if not one.startswith(tuple(ELSEWHERE))]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DUIXIAN_")}
    path = f"{BIN}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**environment, "PATH": path, "DUIXIAN_HOME": str(folder / "data")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with what the examples name: samples ingested, files, a backup."""
    here = tmp_path_factory.mktemp("examples")
    fuling = ROOT / "samples" / "chongqing-fuling"
    (here / "reports").mkdir()
    shutil.copy(next(fuling.glob("2025.*")), here / "reports" / "2025.html")
    for year in (2024, 2025):
        page = ROOT / "samples" / "fictional" / f"{year}.html"
        (here / f"{year}.txt").write_text(read(page.read_bytes()).text, encoding="utf-8")
    assert run(f"duixian ingest {ROOT / 'samples'}", here).returncode == 0
    assert run("duixian backup duixian-20260105T080000.tar", here).returncode == 0
    return here


def observation(folder: Path, where: str) -> str:
    """The number of an observation of the samples."""
    sql = (
        f"SELECT min(observation_id) AS n FROM observation WHERE region_code = '220000' AND {where}"
    )
    found = run(f'duixian sql "{sql}" --format csv', folder)
    return found.stdout.split()[-1]


def real(command: str, folder: Path) -> str:
    """The example with numbers and a folder that exist here."""
    outcome = "role = 'actual' AND report_year = 2026"
    for written, where in (
        (" 4711 ", outcome),
        (" 4720 ", outcome),
        (" 4102 ", "role = 'target' AND headline AND report_year = 2025"),
    ):
        if written in command:
            command = command.replace(written, f" {observation(folder, where)} ")
    return command.replace("/mnt/disk/", "")


@pytest.mark.parametrize("command", HERE)
def test_an_example_works(command: str, folder: Path) -> None:
    done = run(real(command, folder), folder)
    assert done.returncode == 0, done.stderr
    # Silence is for what found nothing wrong; what found nothing else says so.
    assert done.stdout or done.stderr or command.startswith("duixian doctor")


def test_the_others_are_run_elsewhere() -> None:
    for command, path in ELSEWHERE.items():
        assert (ROOT / path).exists(), path
        assert any(one.startswith(command) for one in examples()), command
    assert len(HERE) > 15
