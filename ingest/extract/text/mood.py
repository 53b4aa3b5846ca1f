"""Tells whether a text whose headings don't say so sets out plans or reports results: its mood.

力争, 推动 and 打造 are words of plans, 累计, 成功 and 了 of results. Each speaks for its side by a
weight that was measured (`ingest/reference/mood_words.tsv`, learned by `bench/mood.py`); a text
counts as a plan where the words for it clearly prevail. An excerpt of a report
(十、改造老旧小区12个，力争…) is told so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ingest.errors import ReferenceDataError
from ingest.reference.load import FOLDER, read_rows

# characters; a longer text holds results and plans, and is neither as a whole
LONGEST: Final = 3000
BIAS: Final = "<bias>"  # the weight of a text with none of the words; plans are above nought
_MOST: Final = 6  # how often a word counts
# Heads of clauses and ways to say a number, which have a weight in the table under these names.
_PATTERNS: Final = (
    (
        "<head of a work>",
        re.compile(
            r"(?:^|[，。；\n])(?:加强|深化|推进|建设|完善|打造|实施|强化|狠抓|加快|推动|优化|制定|组织|统筹"
            r"|落实|提升|发展|引导|支持|鼓励|做好|抓好|开展|健全|构建|培育|持续|全面|积极|大力|深入|坚持)"
        ),
    ),
    (
        "<head of a deed>",
        re.compile(r"(?:^|[，。；\n])(?:完成|建成|新建|新增|改造|引进|实现|启动)"),
    ),
    ("<growth by a number>", re.compile(r"增长\d|增长-|下降\d|提高\d")),
    ("<reached number>", re.compile(r"(?:达|达到|突破|完成|实现)[^，。；]{0,4}\d")),
    (
        "<bounded number>",
        re.compile(r"\d[^，。；]{0,5}(?:以上|左右)|不少于|不低于|超\d|力争|确保"),
    ),
)


@dataclass(frozen=True, slots=True)
class Mood:
    """How a text speaks: its clauses, and how often it has each word and pattern that it has."""

    clauses: int
    counts: dict[str, int]

    def sums(self, weights: Mapping[str, float]) -> float:
        """What `weights` (by word and pattern) come to; long texts weigh by the root of clauses."""
        total = 0.0
        for name, count in self.counts.items():
            total += weights[name] * self.capped(name, count)
        return total / math.sqrt(max(1, self.clauses))

    @staticmethod
    def capped(name: str, count: int) -> int:
        """The times that count: a word that a text repeats says no more than six times."""
        return count if name.startswith("<") else min(count, _MOST)


def sets_out_plans(text: str) -> bool:
    """Whether folded `text` clearly speaks of what is to be done; False for a long one."""
    if len(text) > LONGEST:
        return False
    weights = load_mood_words()
    return mood_of(text, weights).sums(weights) + weights[BIAS] > 0


def mood_of(text: str, words: Iterable[str]) -> Mood:
    """How often folded `text` has each of `words` and of the patterns; names in <> are no words."""
    counts = {word: text.count(word) for word in words if word in text}
    for name, pattern in _PATTERNS:
        if found := len(pattern.findall(text)):
            counts[name] = found
    return Mood(text.count("，") + text.count("；") + text.count("。"), counts)


@cache
def load_mood_words(path: Path = FOLDER / "mood_words.tsv") -> dict[str, float]:
    """The words at `path` with their weights, and those of the patterns and of no word at all.

    Raises ReferenceDataError where a weight is no number or a name in angle brackets is missing.
    """
    found: dict[str, float] = {}
    for row in read_rows(path, ("word", "weight")):
        try:
            found[row.cells["word"]] = float(row.cells["weight"])
        except ValueError:
            raise row.fail(f"the weight is {row.cells['weight']!r}; use a number") from None
    for name in (BIAS, *(name for name, _ in _PATTERNS)):
        if name not in found:
            raise ReferenceDataError(f"{path.name} lacks {name}; restore the file.")
    return found
