"""The compiled rules are the same rules, and count only while their sources are unchanged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench._shuffled import shuffled
from ingest.compiled import SHARED, SUFFIX, folder
from ingest.compiled.build import build, compiler

pytestmark = pytest.mark.timeout(1200)  # where make test hasn't compiled yet, on a busy machine
ROOT = Path(__file__).resolve().parents[2]
READ_ALL = """
import json, sys
from pathlib import Path
from ingest.compiled import in_use
from ingest.extract import extract
found = [extract(Path(name).read_text(encoding="utf-8"), year=2024) for name in sys.argv[1:]]
rows = [o.as_record() for e in found for o in e.observations]
marks = [repr((e.facts, e.sections, e.sentences, e.claims, e.statements)) for e in found]
print(json.dumps([in_use(), rows, marks]))
"""
WHICH = "import ingest.extract; from ingest.compiled import in_use; print(in_use())"


def run(code: str, *args: str, root: Path = ROOT, **environment: str) -> str:
    """What a new process prints that imports the project from `root`."""
    process = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{code}", *args],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, **environment},
    )
    return process.stdout


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    if compiler() is None:
        pytest.skip("No C compiler here: the extraction rules stay interpreted.")
    assert build()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's sources a second time, to be changed."""
    shutil.copytree(ROOT / "ingest", tmp_path / "ingest")
    return tmp_path


def texts() -> list[str]:
    """Our samples and cases, and the real reports where they are there."""
    shared = Path(os.environ.get("DUIXIAN_SHARED", ROOT.parent / "shared"))
    found = [
        *(ROOT / "samples").rglob("*.txt"),
        *(ROOT / "tests/cases").glob("*.jsonl"),
        *shared.glob("corpus/reports/*.txt"),
    ]
    return sorted(map(str, found))


def test_same_observations_as_interpreted(tmp_path: Path) -> None:
    mixed = "\n".join("".join(shuffled(seed)) for seed in range(1000, 1500))
    (tmp_path / "shuffled.txt").write_text(mixed, encoding="utf-8")
    names = [*texts(), str(tmp_path / "shuffled.txt")]
    compiled, rows, marks = json.loads(run(READ_ALL, *names, DUIXIAN_COMPILED="1"))
    interpreted, own_rows, own_marks = json.loads(run(READ_ALL, *names, DUIXIAN_COMPILED="0"))
    assert (compiled, interpreted) == (True, False)
    assert len(rows) > 500
    assert rows == own_rows
    assert marks == own_marks


def test_an_edited_rule_is_read_from_its_source(copy: Path) -> None:
    assert run(WHICH, root=copy, DUIXIAN_COMPILED="1").strip() == "True"
    with (copy / "ingest/extract/engine.py").open("a", encoding="utf-8") as rule:
        rule.write("\n# a new thought\n")
    assert run(WHICH, root=copy, DUIXIAN_COMPILED="1").strip() == "False"


def test_what_cannot_be_loaded_is_passed_over(copy: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    shutil.copytree(folder(), made)
    (made / f"{SHARED}{SUFFIX}").write_bytes(b"no library")
    place = f"import pathlib, ingest.compiled as c; c.folder = lambda: pathlib.Path({str(made)!r});"
    assert run(place + WHICH, root=copy, DUIXIAN_COMPILED="1").strip() == "False"
