"""The commands in the docs do what the docs say; the comparison itself can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import ROOT, agrees, run, shown_commands

PAGES = [
    path
    for path in (
        *(ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")),
        *sorted((ROOT / "docs").glob("*.md")),
    )
    if path.is_file() and shown_commands(path)
]


# These pages begin as their reader does, with nothing; the others with the samples in the home.
FROM_NOTHING = {"README.md", "README.zh-CN.md"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder of a reader, with the samples in it."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_prints_what_the_page_shows(page: Path, folder: Path) -> None:
    if page.name not in FROM_NOTHING:
        run("duixian ingest samples", folder, folder / "data")
    wrong = []
    for shown in shown_commands(page):
        real = run(shown.command, folder, folder / "data")
        if not agrees(shown.output, real):
            wrong.append(f"{shown.label}\n$ {shown.command}\n{real}")
    assert wrong == [], "\n\n".join(wrong)


def test_there_are_pages_with_commands() -> None:
    assert "README.md" in {page.name for page in PAGES}


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        ("met", "met\n", True),
        ("met", "missed\n", False),
        ("first\n...\nlast", "first\na\nb\nlast\n", True),
        ("first\n...\nlast", "first\na\nb\n", False),
        ("19 reports in 2.3 s", "19 reports in 0.9 s", True),
        ("19 reports in 2.3 s", "18 reports in 2.3 s", False),
        ("", "anything", False),
    ],
)
def test_the_comparison_tells_outputs_apart(shown: str, real: str, same: bool) -> None:
    assert agrees(shown, real) is same
