"""Reads `rules.tsv`, the tolerances of the verdicts, and refuses a file that can't be meant."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from compare.errors import CompareError

FILE = Path(__file__).resolve().parent / "rules.tsv"
NAMES = {
    "TOL_PP", "TOL_REL", "EXCEED", "SYNC", "CPI", "DERIVED", "CONVERTED", "EPS", "LOW_CONFIDENCE",
}  # fmt: skip


class Rule(NamedTuple):
    """One constant of docs/verdicts.md, with what it means in both languages."""

    name: str
    value: float
    unit: str
    meaning: str
    meaning_zh: str


@cache
def load_rules(path: Path = FILE) -> tuple[Rule, ...]:
    """All rules of the file; raises CompareError that names the line where one is wrong."""
    rules = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        if line.strip():
            rules.append(_rule(line.split("\t"), f"{path.name}, line {number}"))
    names = [rule.name for rule in rules]
    if sorted(names) != sorted(NAMES):
        wrong = ", ".join(sorted(NAMES ^ set(names))) or "a name stands twice"
        raise CompareError(f"{path.name} must name each rule once; look at {wrong}.")
    return tuple(rules)


def _rule(cells: list[str], where: str) -> Rule:
    if len(cells) != 5:
        raise CompareError(f"{where}: {len(cells)} cells instead of 5.")
    try:
        value = float(cells[1])
    except ValueError:
        raise CompareError(f"{where}: {cells[1]!r} is no number.") from None
    if value < 0:
        raise CompareError(f"{where}: a tolerance can't be below zero.")
    return Rule(cells[0], value, *cells[2:])
