"""A home with all samples in it, made once by the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sample_files import FOLDER

COMMAND = Path(sys.executable).parent / "duixian"


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The home's folder and what `duixian ingest` said of each sample."""
    home = tmp_path_factory.mktemp("samples") / "data"
    done = subprocess.run(
        [COMMAND, "ingest", str(FOLDER), "--format", "jsonl"],
        env=os.environ | {"DUIXIAN_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def warehouse(ingested: tuple[Path, list[dict[str, Any]]]) -> duckdb.DuckDBPyConnection:
    """The published file of that home, opened as any user's program would."""
    return duckdb.connect(str(ingested[0] / "duixian.duckdb"), read_only=True)
