"""The page on trust names the rounds and attempts that the tests really make."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType

import pytest
from console import ROOT

PAGE = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")


def module(path: str) -> ModuleType:
    """A test module by its path, with the folders beside it at hand."""
    for folder in ("tests/faults", "tests/warehouse", "tests/site"):
        if str(ROOT / folder) not in sys.path:
            sys.path.append(str(ROOT / folder))
    spec = importlib.util.spec_from_file_location(f"counted_{path[-12:-3]}", ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def rows() -> dict[str, int]:
    """The command of each line of the table of faults, and its rounds."""
    found: dict[str, int] = {}
    for rounds, test in re.findall(
        r"^\|.*\| (\d+) \| 0 \| 0 \| `\S+ (\S+?)(?: -s)?` \|$", PAGE, re.M
    ):
        found[test] = found.get(test, 0) + int(rounds)
    return found


def test_the_rounds_are_those_of_the_tests() -> None:
    told = rows()
    assert told["tests/faults/test_kill.py"] == module("tests/faults/test_kill.py").ROUNDS
    assert told["tests/site/test_killed.py"] == module("tests/site/test_killed.py").KILLS
    readers = module("tests/faults/test_readers.py")
    assert told["tests/faults/test_readers.py"] == readers.PUBLICATIONS
    assert readers.READERS == 8
    gone = (ROOT / "tests/site/test_network_gone.py").read_text(encoding="utf-8")
    cuts = re.search(r'parametrize\("requests", \[([\d, ]+)\]', gone)
    assert cuts is not None
    assert told["tests/site/test_network_gone.py"] == len(cuts[1].split(","))


@pytest.mark.parametrize(
    ("path", "name", "words"),
    [
        ("tests/fetch/test_addresses.py", "REFUSED", "{} ways to write or to reach one"),
        ("tests/warehouse/test_guard.py", "REFUSED", "{} statements that write"),
        ("tests/warehouse/test_guard.py", "HEAVY", "{} that want too much"),
        ("tests/warehouse/test_guard.py", "PASSES", "{} reading ones pass"),
    ],
)
def test_the_attempts_are_counted(path: str, name: str, words: str) -> None:
    assert words.format(len(set(getattr(module(path), name)))) in PAGE


def test_every_lock_holds_a_hash_for_each_package() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
        assert packages
        assert [one.split()[0] for one in packages if "--hash=sha256:" not in one] == [], lock.name
