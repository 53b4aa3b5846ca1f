"""`make run` as the READMEs promise it: samples, address, an app that answers; twice the same."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from console import BIN, ROOT


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def demo(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The command that `make run` starts, in a group of its own that is ended with it."""
    process = subprocess.Popen(
        [BIN / "duixian", "demo", "--port", str(port)],
        env=os.environ | {"DUIXIAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def lines_until_address(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if "http://" in line:
            return lines
    raise AssertionError(f"no address was printed: {lines}")


def answers(address: str) -> bool:
    """Whether the app answers within a minute."""
    for _ in range(300):
        try:
            return httpx.get(f"{address}/_stcore/health", trust_env=False).is_success
        except httpx.TransportError:
            time.sleep(0.2)
    return False


def test_make_run_starts_the_demo_on_the_port_given() -> None:
    plan = subprocess.run(
        ["make", "--no-print-directory", "-n", "-C", str(ROOT), "run", "PORT=8600"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert plan.splitlines()[-1].endswith("duixian demo --port 8600")


@pytest.mark.slow
def test_a_first_start_ingests_and_a_second_ingests_nothing_twice(tmp_path: Path) -> None:
    told = []
    for _ in range(2):
        port = free_port()
        with demo(tmp_path / "data", port) as process:
            lines = lines_until_address(process)
            address = re.search(r"http://\S+", lines[-1])
            assert address is not None
            assert answers(address[0])
            told.append(lines[0])
    kinds = {".html", ".txt", ".docx"}
    samples = sum(path.suffix in kinds for path in (ROOT / "samples").rglob("*"))
    assert told[0] == f"{samples} sample reports, {samples} of them new."
    assert told[1] == f"{samples} sample reports, 0 of them new."
