"""Tells whether a text whose headings don't say so sets out plans or reports results: its mood.

力争, 推动 and 打造 are words of plans, 累计, 成功 and 了 of results. Each speaks for its side by a
weight that was measured (`ingest/reference/mood_words.tsv`); a text counts as a plan where the
words for it clearly prevail. An excerpt of a report (十、改造老旧小区12个，力争…) is told so.
"""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import Final

from ingest.errors import ReferenceDataError
from ingest.reference.load import FOLDER, read_rows

# characters; a longer text holds results and plans, and is neither as a whole
LONGEST: Final = 3000
_MOST: Final = 6  # how often a word counts
# How much the head of a clause, or how a number is said, speaks for plans or results: weights of
# the same regression.
_PATTERNS: Final = (
    (
        1.3,
        re.compile(
            r"(?:^|[，。；\n])(?:加强|深化|推进|建设|完善|打造|实施|强化|狠抓|加快|推动|优化|制定|组织|统筹"
            r"|落实|提升|发展|引导|支持|鼓励|做好|抓好|开展|健全|构建|培育|持续|全面|积极|大力|深入|坚持)"
        ),
    ),
    (0.4, re.compile(r"(?:^|[，。；\n])(?:完成|建成|新建|新增|改造|引进|实现|启动)")),
    (-0.6, re.compile(r"增长\d|增长-|下降\d|提高\d")),
    (-0.8, re.compile(r"(?:达|达到|突破|完成|实现)[^，。；]{0,4}\d")),
    (2.1, re.compile(r"\d[^，。；]{0,5}(?:以上|左右)|不少于|不低于|超\d|力争|确保")),
)
_BIAS: Final = -1.4  # what a text without any of them weighs
# of 823 excerpts held out, 61 % of the plans are above it and 1 % of the results
_CLEAR: Final = 0.8


def sets_out_plans(text: str) -> bool:
    """Whether folded `text` clearly speaks of what is to be done; False for a long one."""
    if len(text) > LONGEST:
        return False
    clauses = text.count("，") + text.count("；") + text.count("。")
    total = 0.0
    for word, weight in load_mood_words():
        total += weight * min(text.count(word), _MOST)
    for weight, pattern in _PATTERNS:
        total += weight * len(pattern.findall(text))
    return total / math.sqrt(max(1, clauses)) + _BIAS > _CLEAR


@cache
def load_mood_words(path: Path = FOLDER / "mood_words.tsv") -> tuple[tuple[str, float], ...]:
    """The words at `path` with their weights; ReferenceDataError where a weight is no number."""
    found: list[tuple[str, float]] = []
    for row in read_rows(path, ("word", "weight")):
        try:
            found.append((row.cells["word"], float(row.cells["weight"])))
        except ValueError:
            raise row.fail(f"the weight is {row.cells['weight']!r}; use a number") from None
    if not found:
        raise ReferenceDataError(f"{path.name} is empty; restore the file.")
    return tuple(found)
