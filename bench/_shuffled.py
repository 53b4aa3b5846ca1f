"""Clauses of every case and sample in any order, some of them cut: what no annotator thinks of."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_AFTER_A_MARK = re.compile(r"(?<=[，。；：、\n])")
_MARKS = "，、。；：（）“”的和均共达增5%年万"


@cache
def clauses() -> tuple[str, ...]:
    """Give the clauses of all cases and samples, each once, in a fixed order."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "samples").rglob("*.txt")]
    for path in (ROOT / "tests/cases").glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines if line.strip()]
    return tuple(sorted({clause for text in texts for clause in _AFTER_A_MARK.split(text)} - {""}))


def shuffled(seed: int, size: int = 60) -> list[str]:
    """Give `size` clauses to be joined to a text; the same for the same seed."""
    chance = random.Random(seed)
    return [_cut(clause, chance) for clause in chance.choices(clauses(), k=size)]


def _cut(clause: str, chance: random.Random) -> str:
    """Leave a clause as it is, or lose a part of it, or a letter, or put a mark into it."""
    at = chance.randrange(len(clause))
    return chance.choice(
        (
            clause,
            clause,
            clause[at:],
            clause[:at],
            clause[:at] + clause[at + 1 :],
            clause[:at] + chance.choice(_MARKS) + clause[at:],
        )
    )
