"""Everything a user can meet is in the docs, and every link in the docs leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from console import ROOT

from cli import COMMANDS
from ingest.fetch.limits import Limits

sys.path.insert(0, str(ROOT / "docs"))
from make_commands import help_text, names_of
from make_quality import quality

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "samples/README.md"])
SOURCES = sorted(
    [
        *ROOT.glob("*.py"),
        *(
            p
            for d in ("commands", "compare", "ingest", "views", "warehouse")
            for p in (ROOT / d).rglob("*.py")
        ),
    ]
)
# A name that ends in an underscore stands for a family (DUIXIAN_FETCH_ and the field).
_SETTING = re.compile(r"\bDUIXIAN_[A-Z][A-Z_]*[A-Z]\b(?!_)")
_LINK = re.compile(
    r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)|src=\"(?!https?://)([^\"]+)\""
)
# Settings of the test suite and of the build, of no use to a user.
NOT_FOR_USERS = {"DUIXIAN_SHARED"}


@cache
def words() -> str:
    """All pages together."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_texts_in_the_docs_are_the_real_ones(command: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in names_of(command):
        real = help_text(name)
        assert "Example" in real, f"the help text of {name} shows no example"
        assert real in page, "run `make docs` to write docs/commands.md anew"


def test_every_setting_is_documented() -> None:
    used = {name for path in SOURCES for name in _SETTING.findall(path.read_text(encoding="utf-8"))}
    assert sorted(used - NOT_FOR_USERS - set(_SETTING.findall(words()))) == []


def test_no_setting_is_documented_that_nothing_reads() -> None:
    code = [*SOURCES, ROOT / "Makefile", *(ROOT / ".ci").iterdir(), *(ROOT / "tests").rglob("*.py")]
    used = {
        name
        for path in code
        if path.is_file()
        for name in _SETTING.findall(path.read_text(encoding="utf-8"))
    }
    used |= {f"DUIXIAN_FETCH_{field.name.upper()}" for field in fields(Limits)}
    assert sorted(set(_SETTING.findall(words())) - used) == []


def test_every_page_of_the_app_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    views = {p.stem for p in (ROOT / "views").glob("*.py") if "def page" in p.read_text("utf-8")}
    assert sorted(view for view in views if f"views/{view}.py" not in readme) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = [a or b for a, b in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_make_target_in_the_docs_exists() -> None:
    listed = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory", "help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    known = set(re.findall(r"make ([a-z-]+)", listed))
    used = set(re.findall(r"(?:^|`|\$ )make ([a-z-]+)", words(), flags=re.MULTILINE))
    assert sorted(used - known) == []


def test_each_limit_of_fetching_stands_in_the_docs_with_its_default() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [
        f"| `DUIXIAN_FETCH_{field.name.upper()}` | {field.default:.10g} |"
        for field in fields(Limits)
    ]
    assert [row for row in rows if row not in page] == []


@pytest.mark.parametrize(("name", "language"), [("README.md", 0), ("README.zh-CN.md", 1)])
def test_the_quality_shown_is_the_quality_pinned(name: str, language: int) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert quality(language) in page, "run `make docs` to write the tables of quality anew"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_first_runs_shown_are_those_written_down(name: str) -> None:
    """What a reader is told to expect is what first runs gave, as docs/extraction.md has them."""
    page = (ROOT / name).read_text(encoding="utf-8")
    log = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    [line] = [one for one in page.replace("\n", " ").split("<!--") if "2009" in one]
    shown = re.findall(r"(?<![\d.])0\.\d\d(?!\d)", line.partition("extraction.md")[0])
    assert len(shown) == 6  # the range of each kind of set, what annotators reach, what to expect
    recorded = {f"{float(figure):.2f}" for figure in re.findall(r"\| (0\.\d{3}) (?=\|)", log)}
    assert set(shown) <= recorded


def mentioned() -> list[tuple[str, str]]:
    """Every `duixian ...` in a page, shown as code: inline, indented or in a block."""
    code = re.compile(r"`(duixian [^`]+)`|^(?: {4}|\$ )?(duixian .+)$", re.MULTILINE)
    return [
        (page.name, (found[1] or found[2]).strip())
        for page in PAGES
        if page.name != "commands.md"
        for found in code.finditer(page.read_text(encoding="utf-8"))
    ]


def test_every_command_that_a_page_names_exists_with_its_options() -> None:
    wrong = []
    for page, line in mentioned():
        words_ = re.sub(r'"[^"]*"?', '""', line.partition("|")[0].partition("#")[0]).split()
        name = words_[1]
        if name.startswith("-"):
            continue
        texts = [help_text(each) for each in names_of(name)] if name in COMMANDS else []
        known = {option for text in texts for option in re.findall(r"(?<!\w)--?[a-z][a-z-]*", text)}
        unknown = [word for word in words_[2:] if word.startswith("--") and word not in known]
        if not texts or unknown:
            wrong.append((page, line))
    assert wrong == []
    assert len(mentioned()) > 20


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_path_that_a_page_names_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    code = re.findall(r"`(?:\.venv/bin/pytest )?([\w./*-]+)`", text)
    paths = [one for one in code if "/" in one.strip("/") or one.endswith((".py", ".md"))]
    missing = [
        path
        for path in paths
        # ./data and .venv are made by use; a fresh clone has neither.
        if not path.startswith(("/", "./data", ".venv")) and not list(ROOT.glob(path.rstrip("/")))
    ]
    assert missing == []
    assert paths


def test_the_markers_named_in_contributing_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'-m "?(?:not )?(\w+)', text)
    assert named
    assert [marker for marker in named if f'"{marker}: ' not in project] == []
