"""Finds the year's headline targets where nothing announces them.

Under a bare heading (（二）主要目标), or behind 我们的目标是：, they are known by what they set: a
paragraph or a list of the plan part that gives a number for three of the series that every district
sets, growth of output and of revenue, investment, sales, incomes, prices, jobs.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.text.item_marks import LISTED_LINE
from ingest.extract.text.sections import Part
from ingest.model import Sentence

# A group for each series, so that 固定资产投资 and 固投 count once.
_CORE: Final = re.compile(
    r"(?P<output>生产总值|GDP|经济增长|经济增速)|(?P<revenue>预算收入|财政收入)|(?P<investment>固定资产投资|固投)"
    r"|(?P<sales>零售总额|零售额|社零)|(?P<income>居民收入|可支配收入|农民收入)|(?P<industry>工业增加值|工业总产值)"
    r"|(?P<trade>进出口|外贸)|(?P<prices>消费价格|CPI)|(?P<jobs>新增就业|失业率)"
)
_SETS: Final = re.compile(r"\d(?:\.\d+)?[%％]|同步|左右|以上|以内")
_ENOUGH: Final = 3
_DIGIT: Final = re.compile(r"\d")


def mark_headline_targets(text: str, parts: list[Part], sentences: list[Sentence]) -> None:
    """Mark the headline targets of the year among `sentences` where none are announced.

    `parts` are those of folded `text` in time.
    """
    ends = [*(part.start for part in parts[1:]), len(text)]
    of_year = [
        (part.start, end)
        for part, end in zip(parts, ends, strict=True)
        if part.section.kind == "plan" and part.span is None
    ]
    for one in sentences:
        announced = one.headline and any(start <= one.start < end for start, end in of_year)
        if announced and _DIGIT.search(text, one.start, one.end):
            return
    for start, end in of_year:
        if passage := _core_targets(text, start, end):
            for one in sentences:
                one.headline = one.headline or passage[0] <= one.start < passage[1]
            return


def _core_targets(text: str, start: int, until: int) -> tuple[int, int] | None:
    """Tell where the first such paragraph or list stands from `start` on, before `until`."""
    while start < until:
        end = _end_of_line(text, start)
        named = _series(text, start, end)
        if named:
            end = _end_of_list(text, end, named)
            if len(named) >= _ENOUGH:
                return start, end
        start = end + 1
    return None


def _series(text: str, start: int, end: int) -> set[str]:
    """The series that a line sets; none where it gives no number."""
    if _SETS.search(text, start, end) is None:
        return set()
    return {found.lastgroup or "" for found in _CORE.finditer(text, start, end)}


def _end_of_list(text: str, end: int, named: set[str]) -> int:
    """Go on over the lines of a list, adding what they set to `named`; give where it ends."""
    while (line := LISTED_LINE.match(text, end)) is not None:
        more = _series(text, line.start() + 1, line.end())
        if not more:
            break
        named |= more
        end = line.end()
    return end


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
