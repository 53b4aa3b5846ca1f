"""Decides which years a heading speaks of: 过去五年, 2017—2021年, “十三五”时期, 今后五年."""

from __future__ import annotations

import re
from typing import Final

_FIVE: Final = re.compile(
    r"过去(?:的)?[五5]年|五年(?:来|的|工作|政府|发展|回顾|成就|主要)|的五年$|(?<!\d)5年(?:来|的|工作)"
    r"|本届(?:人民|[省市区县州盟旗])?政府|本届任期|任期(?:内|以来)?(?:的)?工作"
    r"|届(?:人民)?政府(?:工作|以来)?(?:的)?(?:回顾|总结|主要|[及和与、](?=20\d\d年|去年))|换届以来"
)
_BETWEEN: Final = re.compile(r"(20\d\d)年?[—\-至到~]+(20\d\d)年")
_SINCE: Final = re.compile(r"(20\d\d)年以来")  # 2003年以来的工作回顾
# A single year of which a heading may speak beside the years of a term.
_ONE: Final = re.compile(r"20\d\d年|过去(?:的)?一年|去年|上年|今年|一年来")
_SEVERAL: Final = re.compile(r"过去(?:的)?([三四六七八九十])年|([三四六七八九十])年(?:来|工作)")
_NUMBERS: Final = {"三": 3, "四": 4, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
# Fifteen (十五届政府, 十五件实事) is no plan; 十五 alone is one with its quotation marks only.
_PLAN_NAME: Final = re.compile(
    r"“十([一二三四五六]?)五”(?!年规划|年计划)"
    r"|(?<![二三四五六七八九])十([一二三四五六])五(?!年规划|年计划|[届件项条个大次])"
)
# The first year of each five-year plan, by the character between 十 and 五.
PLAN_START: Final = {
    "九": 1996,
    "": 2001,
    "一": 2006,
    "二": 2011,
    "三": 2016,
    "四": 2021,
    "五": 2026,
    "六": 2031,
}
_NEXT_FIVE: Final = re.compile(
    r"今后五年|未来五年"
    r"|“?十[一二三四五六]五”?(?:时期|期间|规划|(?:发展|奋斗|主要|总体)*(?:目标|任务|思路))"
    r"|五年(?:的)?(?:奋斗)?目标"
)

Years = tuple[int, int]


def years_of(heading: str, kind: str, year: int) -> tuple[Years | None, Years | None]:
    """Tell the years of a part, and the years that 年均 is over in it; None for one year.

    They differ in 2021年和过去五年工作回顾: what isn't said of the five years is of the one year
    that is named first.
    """
    averaged, at = _coming(heading, year) if kind == "plan" else _past(heading, year)
    one = _ONE.search(heading) if averaged else None
    return (None if one is not None and one.start() < at else averaged), averaged


def names_one_year(heading: str) -> bool:
    """Whether a heading names a single year (2025年, 去年), beside those of a term or not."""
    return _ONE.search(heading) is not None


def _coming(heading: str, year: int) -> tuple[Years | None, int]:
    """Tell the five years to come that a heading names, and where it names them."""
    coming = _NEXT_FIVE.search(heading)
    if coming is None:
        return None, 0
    named = _PLAN_NAME.search(heading)
    start = _plan_start(named) if named else year
    start = start if year <= start + 4 else year
    return (start, start + 4), coming.start()


def _past(heading: str, year: int) -> tuple[Years | None, int]:
    """Tell the years before `year` that a heading names, and where it names them."""
    if between := _BETWEEN.search(heading):  # 2017—2021年工作回顾
        return (int(between[1]), int(between[2])), between.start()
    if since := _SINCE.search(heading):
        return (min(int(since[1]), year - 1), year - 1), since.start()
    if five := _FIVE.search(heading):
        return (year - 5, year - 1), five.start()
    if several := _SEVERAL.search(heading):
        return (year - _NUMBERS[several[1] or several[2]], year - 1), several.start()
    if named := _PLAN_NAME.search(heading):
        start = _plan_start(named)
        return (start, min(start + 4, year - 1)), named.start()
    return None, 0


def plan_is_over(heading: str, year: int) -> bool:
    """Whether a heading names a five-year plan whose years lie before `year`."""
    named = _PLAN_NAME.search(heading)
    return named is not None and _plan_start(named) + 4 < year


def _plan_start(named: re.Match[str]) -> int:
    return PLAN_START[named[1] or named[2] or ""]
