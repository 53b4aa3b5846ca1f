"""A PostgreSQL cluster of the tests' own, in a folder that is thrown away."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import skip_or_fail

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "warehouse"))

from stores import Store

USER = "duixian"


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs; Debian keeps most of them off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        skip_or_fail("PostgreSQL is absent: .ci/debian-packages installs it")
    return found


def _as_server(*command: str) -> None:
    """Run as somebody whom PostgreSQL accepts: it refuses to be started by root."""
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*other, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of a running server's socket. Not under tmp_path: root's is closed to others, and
    a socket's path may have hardly more than a hundred characters."""
    folder = Path(tempfile.mkdtemp(prefix="duixian-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")
        _as_server(program("initdb"), "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8",
                   "--locale=C", "--no-sync")  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        control = [program("pg_ctl"), "-D", data, "-w"]
        _as_server(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield folder
        finally:
            _as_server(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def store(cluster: Path, tmp_path: Path) -> Store:
    """An empty database for a catalogue, and a folder for the files."""
    if importlib.util.find_spec("duckdb_extension_ducklake") is None:
        skip_or_fail("DuckLake is absent: install requirements-scale.lock")
    name = f"lake_{tmp_path.name}".lower().replace("-", "_")[-60:]
    _as_server(program("createdb"), "-h", str(cluster), "-U", USER, name)
    address = f"ducklake:postgres:dbname={name} host={cluster} user={USER}"
    return Store(address, tmp_path / "files")
