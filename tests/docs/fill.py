"""Runs the commands shown in a page and writes what they print under them.

    .venv/bin/python tests/docs/fill.py README.md

An output that holds a line of only `...` was shortened by hand and is left as it is; read the
others before you commit them.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from console import ROOT, run, settled
from test_console import FROM_NOTHING

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main(pages: list[str]) -> None:
    """Fill the pages named on the command line."""
    for page in pages:
        with tempfile.TemporaryDirectory() as name:
            fill(ROOT / page, Path(name))


def fill(path: Path, folder: Path) -> None:
    """Write real outputs into one page; its commands run in `folder`."""
    (folder / "samples").symlink_to(ROOT / "samples")
    if path.name not in FROM_NOTHING:
        run("duixian ingest samples", folder, folder / "data")
    text = path.read_text(encoding="utf-8")
    path.write_text(_BLOCK.sub(lambda block: _filled(block[1], folder), text), encoding="utf-8")


def _filled(body: str, folder: Path) -> str:
    """The block with real outputs under its commands."""
    parts = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
    return "```console\n" + "".join(_answered(part, folder) for part in parts if part) + "```"


def _answered(part: str, folder: Path) -> str:
    """One command with what it prints, or as it is where the output was shortened by hand."""
    lines = part.splitlines()
    last = next(n for n, line in enumerate(lines) if not line.endswith("\\"))
    if "..." in lines:
        run("\n".join(lines[: last + 1]).removeprefix("$ "), folder, folder / "data")
        return part
    command = "\n".join(lines[: last + 1]).removeprefix("$ ")
    real = run(command, folder, folder / "data")
    real = re.sub(r"[ \t]+$", "", real, flags=re.MULTILINE).strip("\n")
    assert settled(real) or not real
    return f"$ {command}\n" + (real + "\n" if real else "")


if __name__ == "__main__":
    main(sys.argv[1:])
