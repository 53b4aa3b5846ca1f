"""Decides whose number it is: reached or aimed at, and of which year.

The part of the report decides first, the words of the sentence second (力争, 已, 到2027年, 去年).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.state import Reading
from ingest.extract.text.sections import Part
from ingest.extract.times.applying import applying_times, built_upon
from ingest.extract.times.spans import (
    against_a_span,
    averaged_over,
    averages_behind,
    before_change,
    flows,
)
from ingest.extract.times.when import When

_NOW: Final = re.compile(
    r"我国有|我[省市区县州盟旗](?:每年|\d(?!\d{3}年)|近|有|现有|共有|拥有)|目前，?(?:全|我|已|有|还)|现有\d|还有\d|当前，?(?:全|我|还)"
)
# Each branch opens with a literal, so that the engine skips all other letters.
_PAST_WORDS: Final = re.compile(
    r"去年(?<![比较]去年)(?<![高低快慢]于去年)(?!同期|末|水平)"
    r"|上年(?<!基础上年)(?<![比较]上年)(?<![高低快慢]于上年)(?!同期|末|水平)"
    r"|已累计|过去一年|已建成|已达|目前已|累计已|截至"
)
_UNTOLD: Final = ("other", "opening")  # kinds of a part that no heading tells
_WILL: Final = re.compile("将(?=[^军领士近])|(?<![重主需必只纲摘])要(?![素求件点闻道塞])")
_AHEAD: Final = re.compile(r"目标|计划到|将达到?|将建成|力争|确保|要达到|拟")


def role_and_period(
    reading: Reading,
    text: str,
    times: list[When],
    carried: When | None,
    year: int,
    part: Part,
    *,
    headline: bool = False,
) -> tuple[str, int | str | None]:
    """Decide role and period of `reading`, a number of a report of `year` in `part`.

    `times` are the statements of time in its sentence, `carried` the one that its paragraph
    opened with.
    """
    kind = _kind(reading, text, part, times, year, headline=headline)
    role = "target" if kind == "plan" else "actual"
    applying = applying_times(reading, text, times, carried, part)
    role, single, span = _by_times(applying, role, kind, year, part)
    period: int | str = single
    if span is None and part.span and against_a_span(text, reading):
        span = part.span  # 累计完成90亿元，是上一个五年的2倍
    if reading.yearly or reading.quantity.kind == "double":
        named = [*_for_average(reading, times, carried), *applying]
        if over := averaged_over(reading, text, named, part, year):
            years = f"{over[0]}-{over[1]}" if over[0] < over[1] else over[1]
            return ("other" if reading.other else role), years
    if span is not None:
        several = span[0] < span[1]  # 2019年以来, said in 2020, is one year
        over_years = several and flows(reading, text, applying)
        period = f"{span[0]}-{span[1]}" if over_years else span[1]
    if reading.begins:
        # 2021年，…。企业由115家增加到173家: in a review of five years the rise is over them
        reviewed = part.span if part.span and period == part.span[1] and kind != "plan" else None
        if reviewed is None and span is None and averages_behind(text, reading):
            reviewed = part.averaged  # 2017年及本届政府工作回顾: 由8元增加到9元，年均增长2%
        before = before_change(reading, text, period, span or reviewed, year, kind)
        return ("other" if reading.other else "actual"), before
    if kind == "plan" and role == "target" and _looks_back(text, reading):
        role, period = "actual", year - 1
    if reading.other or kind == "annex":
        if not (kind == "annex" and any(when.goal for when in applying)):
            return "other", period
        role = "target"
    return role, period


def _by_times(
    applying: list[When], role: str, kind: str, year: int, part: Part
) -> tuple[str, int, tuple[int, int] | None]:
    """Tell role, year and span that the statements of time give; the last one decides."""
    period = year if role == "target" else year - 1
    span = part.span
    for when in applying:
        if kind != "plan" and (when.ahead or _some_years(when, part)):
            continue  # 用三年时间建成: it was done
        if when.span is not None:
            span = when.span
            if when.bare and kind == "plan" and role == "target":
                span = (year, year + span[1] - span[0])  # 力争五年翻一番
            elif part.span and _are_reviewed(when, span):
                span = part.span  # also where their last is still to come
            role = "target" if when.goal and kind == "plan" else role
            if span[1] < year and kind == "plan":
                role = "actual"
        elif when.year is not None:
            span = None
            role, period = _at_year(when, when.year, role, kind, year)
    return role, period, span


def _are_reviewed(when: When, span: tuple[int, int]) -> bool:
    """Whether a bare 五年 that opens a sentence means the years of its part (五年中央财政支出…)."""
    return when.bare and when.leads and not when.carries and span[1] - span[0] == _FIVE


def _some_years(when: When, part: Part) -> bool:
    """Whether 两年新增 names some years in the midst of those reviewed, nobody knows which."""
    if not when.bare or when.span is None or when.span[1] - when.span[0] == _FIVE:
        return False
    return part.span is None or when.span[0] > part.span[0]


def _for_average(reading: Reading, times: list[When], carried: When | None) -> list[When]:
    """Give the statements of time that may say which years an average is over."""
    at = reading.quantity.start
    spans = [when for when in times if when.span and when.at < at]
    # what is said of other years behind it doesn't hold for an average
    first = [when for when in times[:1] if when.over or when.at < at]
    return [*([carried] if carried else ()), *first, *spans]


def _kind(
    reading: Reading, text: str, part: Part, times: list[When], year: int, *, headline: bool
) -> str:
    """The kind of the number's part; in a text without headings its own words decide."""
    kind = part.section.kind
    if kind in _UNTOLD and (
        headline
        or (reading.force and not reading.subject.startswith("争取"))  # 争取资金3亿元: obtained
        or _AHEAD.search(text, reading.clause, reading.quantity.start)
        or _will_be(times, text, reading, year)
    ):
        return "plan"
    return kind


def _will_be(times: list[When], text: str, reading: Reading, year: int) -> bool:
    """Whether a sentence opens with the report's year and says what will be (2025年，我们将…)."""
    if not times or times[0].year != year or not times[0].leads:
        return False
    return _WILL.search(text, times[0].at, reading.quantity.start) is not None


def _at_year(when: When, named: int, role: str, kind: str, year: int) -> tuple[str, int]:
    if when.goal or named >= year:
        if named == year and when.part and kind in ("other", "opening", "review"):
            return "actual", named
        if kind in ("plan", "annex") or when.goal:
            return "target", named
        return role, named if named < year else year - 1
    return "actual", named


_FIVE: Final = 4  # years from the first to the last of five
_ALONE: Final = re.compile(r"\d{4}年，")
_FOUNDED: Final = re.compile(r"(?:年)?(?:以来|起|底前|前|启动|出台|发布|开工|建成|成立|确定|版|度)")


def too_old(reading: Reading, text: str, times: list[When], year: int, part: Part) -> bool:
    """Whether the number's own clause dates it before the review: history, no result."""
    first = part.averaged[0] if part.averaged is not None else year - 1
    for when in reversed(times):
        if built_upon(when, text, reading.quantity.start):
            continue  # 产值在2020年基础上翻一番
        near = when.at >= reading.clause or _ALONE.fullmatch(text, when.at, reading.clause)
        if near and when.at < reading.quantity.start and when.year is not None:
            return when.year < first and not _FOUNDED.match(text, when.at + 4)
    return False


def _looks_back(text: str, reading: Reading) -> bool:
    """Whether the words before a number in the plan part say that it is there already."""
    until = reading.not_times[0] or reading.quantity.start
    return bool(_PAST_WORDS.search(text, reading.clause, until))


_PART_OF_YEAR: Final = re.compile(
    r"(?:^|[，；。：、\n])(?:20\d\d年|今年|全[省市区县州盟旗]|截至)?((?:前[一二三四]个?|第?[一二三四]|[1-4])季度|[上下]半年"
    r"|1月?[—\-至]\d{1,2}月份?|\d{1,2}月份|前[一二三四五六七八九十\d]{1,2}个?月)(?!以来|末|会议|攻坚)"
)
_OPENS: Final = 8  # letters before a part of the year that opens its sentence (2023年上半年，)
_PACE_AT_END: Final = re.compile("(?:增速|增幅|总量)$")
_WHOLE_YEAR: Final = re.compile(r"全年|年末|年底|预计")
# What statistics give month by month, unlike works done and things counted.
_MONTHLY: Final = re.compile(
    "(?:生产总值|增加值|总产值|(?<!完成)投资|消费|支出|零售额|出口|进口|出口值|出口额|进口额|进口值"
    "|进出口总?[额值]|预算收入|财政收入|税收收入|可支配收入|使用外资|利用外资|用电量|营业收入|[存贷]款余额|利润总额)(?:增速|增幅)?$"
)


def parts_of_year(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Find the quarters, halves and months that a sentence names; positions count from `start`."""
    if not any(text.find(word, start, end) >= 0 for word in ("季度", "半年", "月")):
        return []
    return list(_PART_OF_YEAR.finditer(text[start:end]))


def _by_month(part: re.Match[str]) -> bool:
    """Whether a part of the year is some months, no half or single quarter (1—9月, 前三季度)."""
    return part[1][-1] not in "度年" or part[1].startswith("前")


def part_of_year(named: list[re.Match[str]], text: str, start: int, reading: Reading) -> str:
    """Tell which of the parts `named` by a sentence `reading` is about; "" for the year.

    A part's figure must never be taken for the year's, so it stays in the subject. The growth or
    rank of a series that is told month by month goes on with the months that open the sentence
    (1—9月A增长5%；固定资产投资增长6%), a thing counted (；新增企业90家) doesn't.
    """
    at = reading.quantity.start
    if reading.measure == "rank":  # 1—9月A…，前三季度B…，增速均居第一: each of its own part
        named_at = text.rfind(_PACE_AT_END.sub("", reading.subject), start, at)
        at = named_at if named_at >= 0 else at
    series = reading.measure in ("growth", "rank") and _MONTHLY.search(reading.subject) is not None
    since = text.rfind("；", start, at) + 1 - start
    for match in reversed(named):
        if match.end() > at - start:
            continue
        opens = match.start() < _OPENS
        halves = text[start + match.end()] == "，" and match[1].endswith(("季度", "半年"))
        if match.start() < since and not (opens and (halves or (series and _by_month(match)))):
            continue  # 上半年，A增长5%；B增长6%: of both, but A上半年增长5%；B增长6%: of A
        # 前三季度A90亿元，预计全年120亿元；B增长5%: the whole year is said of its own part only
        begin = start + max(since, match.end())
        return "" if _WHOLE_YEAR.search(text, begin, at) else match[1]
    return ""


def stands_there(text: str, start: int, end: int) -> bool:
    """Whether a sentence of the plan part describes what is there (我省有…, 目前…)."""
    return bool(_NOW.search(text, start, end))
