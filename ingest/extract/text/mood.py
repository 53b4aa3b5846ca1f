"""Tells whether a text whose headings don't say so sets out plans or reports results: its mood.

力争, 推动 and 打造 are words of plans, 累计, 成功 and 了 of results. Each speaks for its side by a
weight that was measured (`ingest/reference/mood_words.tsv`); a text counts as a plan where the
words for it clearly prevail. An excerpt of a report (十、改造老旧小区12个，力争…) is told so.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from ingest.errors import ReferenceDataError
from ingest.reference.load import FOLDER, read_rows

LONGEST = 3000  # characters; a longer text holds results and plans, and is neither as a whole
_MOST = 6  # how often a word counts
_BIAS = -1.1  # what a text without any of the words weighs
_CLEAR = 0.5  # of 823 excerpts, 62 % of the plans are above it and 3 % of the results


def sets_out_plans(text: str) -> bool:
    """Whether folded `text` clearly speaks of what is to be done; False for a long one."""
    if len(text) > LONGEST:
        return False
    clauses = text.count("，") + text.count("；") + text.count("。")
    total = 0.0
    for word, weight in load_mood_words():
        total += weight * min(text.count(word), _MOST)
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
