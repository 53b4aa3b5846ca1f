"""Commands shown in the docs: found in the Markdown, run, and held against what is shown.

A fenced block marked `console` holds commands after `$ ` and what they print. Lines of only `...`
stand for any number of lines. What changes from run to run (times, sizes, dates of the day, the
home's path) is made equal on both sides before the two are compared. Other fences are not run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# As wide as the blocks in the docs; rich and click both go by it.
COLUMNS = "100"
_BLOCK = re.compile(r"^( *)```console\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_CHANGING = (
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?"), "<moment>"),
    (re.compile(r"\b\d+(\.\d+)? ?(ms|s|seconds?|kB|KB|MB|KiB|MiB)\b"), "<measure>"),
    (re.compile(r"duixian-\d{6}"), "duixian-<version>"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


@dataclass(frozen=True)
class Shown:
    """One command of the docs with the output that stands under it."""

    page: str
    line: int
    command: str
    output: str

    @property
    def label(self) -> str:
        """Where a reader finds it, for test reports."""
        return f"{self.page}:{self.line}"


def shown_commands(page: Path) -> list[Shown]:
    """The commands of a page's console blocks, in their order."""
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(ROOT).as_posix()
    found = []
    for block in _BLOCK.finditer(text):
        indent, body = block[1], block[2]
        line = text.count("\n", 0, block.start(2)) + 1
        dedented = "\n".join(one.removeprefix(indent) for one in body.splitlines())
        found += [
            Shown(name, line + offset, command, output)
            for offset, command, output in _split(dedented)
        ]
    return found


def _split(body: str) -> Iterator[tuple[int, str, str]]:
    """(line, command, output) of a block; a command ending in a backslash goes on."""
    lines = body.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        last = start
        while lines[last].endswith("\\"):
            last += 1
        command = "\n".join(lines[start : last + 1]).removeprefix("$ ")
        yield start, command, "\n".join(lines[last + 1 : end]).strip("\n")


def run(command: str, folder: Path, home: Path) -> str:
    """What a command prints (errors included), run in `folder` with the program at hand.

    The home is passed by DUIXIAN_HOME, as the docs do; its path is written as `data`.
    """
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("DUIXIAN_")
    }
    environment |= {
        "PATH": f"{BIN}{os.pathsep}{environment['PATH']}",
        "DUIXIAN_HOME": str(home),
        "COLUMNS": COLUMNS,
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return (done.stdout + done.stderr).replace(str(home), "data").replace(str(folder), ".")


def settled(text: str) -> str:
    """Text with what changes from run to run made equal."""
    for pattern, replacement in _CHANGING:
        text = pattern.sub(replacement, text)
    return text.strip("\n")


def agrees(shown: str, real: str) -> bool:
    """Whether the real output is the one shown; `...` lines stand for any lines."""
    pieces = re.split(r"^\.\.\.$\n?", settled(shown), flags=re.MULTILINE)
    pattern = "(?s:.*)".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, settled(real)) is not None
