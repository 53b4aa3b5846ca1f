"""A quick look at one letter before a pattern never keeps the pattern from a text that it matches.

Letters and pattern stand beside each other in the rules; here the letters that a match can begin
or end with are worked out from the pattern itself.
"""

from __future__ import annotations

import importlib
import re
import re._constants as sre  # type: ignore[import-not-found]  # the tree that `re` compiles
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

import pytest

ANY = frozenset({"any letter"})
DIGITS = frozenset("0123456789")
# Module, letters, pattern, side, and letters that only a look behind in the pattern rules out.
LOOKS = [
    ("ellipsis.levels_and_sizes", "_SIZE_FIRST", "_SIZE", "first", "元以"),
    ("ellipsis.tenants", "_TAKES_FIRST", "_TAKEN_IN", "first", ""),
    ("subjects.single", "_MARK_FIRST", "_MARK", "first", ""),
    ("subjects.plain_predicates", "_FARES_FIRST", "_FARES", "first", ""),
    ("times.stocks", "_ADDS_FIRST", "_ADDS", "first", ""),
    ("phrases.adjuncts", "_PLANS_FIRST", "_PLANNED", "first", ""),
    ("phrases.heads", "_HEAD_FIRST", "_AT_HEAD", "first", ""),
    ("phrases.cues", "_TIME_ENDS", "_TIME_BEFORE", "last", ""),
    ("numbers.quantities", "_RANGE_FIRST", "_RANGE", "first", ""),
    ("numbers.quantities", "_SCALE_FIRST", "_SCALE", "first", "0123456789"),
    ("ellipsis.parts_of_year", "_PART_FIRST", "PART_OF_YEAR", "first", ""),
    ("subjects.nothing", "_TAKEN_ENDS", "_MEASURES_TAKEN", "last", ""),
    ("text.item_marks", "_SENTENCE_FIRST", "_SENTENCE_MARK", "first", ""),
]


@pytest.mark.parametrize(("module", "letters", "pattern", "side", "never"), LOOKS)
def test_the_letters_are_those_of_the_pattern(
    module: str, letters: str, pattern: str, side: str, never: str
) -> None:
    rules = importlib.import_module(f"ingest.extract.{module}")
    compiled: re.Pattern[str] = getattr(rules, pattern)
    possible, _ = at_edge(list(parser.parse(compiled.pattern, compiled.flags)), side)
    missing = possible - set(getattr(rules, letters)) - set(never)
    assert possible
    assert not missing, f"{pattern} can also {side} with {''.join(sorted(missing))}"


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("(?:新|共)*入驻", "新共入", "驻"),
        ("[超过]?元(?:以上)?$", "超过元", "元上"),
        (r"(?<=产)\d年(?!内)", DIGITS, "年"),
        ("甲.", "甲", ANY),
    ],
)
def test_the_letters_at_the_edges_of_a_pattern(
    pattern: str, first: Iterable[str], last: Iterable[str]
) -> None:
    parsed = list(parser.parse(pattern))
    assert at_edge(parsed, "first")[0] == frozenset(first)
    assert at_edge(parsed, "last")[0] == frozenset(last)


def at_edge(pieces: list[Any], side: str) -> tuple[frozenset[str], bool]:
    """The letters that a match of `pieces` can have at one `side`, and whether it can be empty."""
    found: frozenset[str] = frozenset()
    for operator, argument in pieces if side == "first" else reversed(pieces):
        letters, empty = _of_piece(operator, argument, side)
        found |= letters
        if not empty:
            return found, False
    return found, True


def _of_piece(operator: Any, argument: Any, side: str) -> tuple[frozenset[str], bool]:
    if operator in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return frozenset(), True
    if operator is sre.LITERAL:
        return frozenset(chr(argument)), False
    if operator is sre.IN:
        return _of_set(argument), False
    if operator is sre.SUBPATTERN:
        return at_edge(list(argument[3]), side)
    if operator is sre.BRANCH:
        each = [at_edge(list(branch), side) for branch in argument[1]]
        return frozenset().union(*(one for one, _ in each)), any(empty for _, empty in each)
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        letters, empty = at_edge(list(argument[2]), side)
        return letters, empty or argument[0] == 0
    return ANY, False


def _of_set(members: list[tuple[Any, Any]]) -> frozenset[str]:
    found: set[str] = set()
    for operator, argument in members:
        if operator is sre.LITERAL:
            found.add(chr(argument))
        elif operator is sre.RANGE:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        elif operator is sre.CATEGORY and argument is sre.CATEGORY_DIGIT:
            found |= DIGITS
        else:
            return ANY
    return frozenset(found)
