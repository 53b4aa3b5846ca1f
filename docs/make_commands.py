"""Writes docs/commands.md: every subcommand with the help text that it really prints."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.testing import CliRunner

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from cli import COMMANDS, duixian  # noqa: E402 - the project's root has to be on the path first

HEAD = """# The commands

Written by `make docs` from the help texts; a test fails when it is out of date. Every command
ends with 0 (done), 1 (done, with failures that are listed) or 2 (wrong usage). Errors go to
standard error in one sentence; `--debug` before the subcommand shows the traceback. Tables are
for a terminal; where the output is a file or a pipe, commands print JSON lines. The settings:
[configuration.md](configuration.md).
"""


def main() -> None:
    """Write the page."""
    names = [name for command in COMMANDS for name in names_of(command)]
    parts = [f"## duixian {name}\n\n```text\n{help_text(name)}\n```\n" for name in names]
    (DOCS / "commands.md").write_text("\n".join([HEAD, *parts]), encoding="utf-8")


def names_of(command: str) -> list[str]:
    """A subcommand, and its own subcommands where it has any (sources, sources list ...)."""
    found = duixian.get_command(click.Context(duixian), command)
    inner = sorted(found.commands) if isinstance(found, click.Group) else []
    return [command, *(f"{command} {name}" for name in inner)]


def help_text(name: str) -> str:
    """What `duixian NAME --help` prints; at the width that click takes on wide terminals."""
    arguments = [*name.split(), "--help"]
    shown = CliRunner().invoke(duixian, arguments, prog_name="duixian", terminal_width=80)
    if shown.exit_code:
        raise SystemExit(f"duixian {name} --help failed: {shown.output}")
    return shown.output.strip()


if __name__ == "__main__":
    main()
