"""Decides which years a number is over, where a review or the sentence speaks of several.

What came in and averages are of all the years, a level that was reached is that of the last.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.state import Reading
from ingest.extract.text.heading_years import PLAN_START
from ingest.extract.text.sections import Part
from ingest.extract.times.when import COUNTS, When

_NAMED_BASE: Final = re.compile(
    r"[由从比较](?:((?:20|19)\d\d)年|“?(?:十([一二三四]?)|(九))五”?期?末)"
)
_LEVEL_NOW: Final = re.compile(r"[、，](?:年均|年平均|是(?:20\d\d年|“?十[一二三四五]五”?末))")
_ON_LAST_YEAR: Final = re.compile("[、，]同比(?:增长|上升|提高|下降|增加)")
_EACH_YEAR: Final = re.compile("每年(?![人户生村院每])[^、]*$")  # not 每年每人

# 是“十二五”时期的1.3倍 sets the sum of one span against that of another, 分别是…的2倍、1.9倍 two.
_TIMES_A_SPAN: Final = re.compile(
    r"是(?:“?(?:十[一二三四五]?|九)五”?|上[一个]+五年|前五年)(?:时期|期间)?[^，。末]{0,4}的(?:[\d.]+倍?[、和])*$"
)
# 比“十二五”时期增长30%: so does this
_OVER_A_SPAN: Final = re.compile(
    r"比(?:“?(?:十[一二三四]?|[八九])五”?(?:时期|期间)|上[一个]+五年|前五年)(?:累计|总共)?增[长加]"
)
_SPAN_BEHIND: Final = re.compile(
    r"(?:、[^，。；]{2,24}，分别|，均|[、，])(?:是“?(?:十[一二三四五]?|[八九])五”?(?:时期|期间)?的"
    r"|[是比](?:“?(?:十[一二三四五]?|[八九])五”?(?:时期|期间)|上[一个]+五年|前五年))"
)
# 比2002年增长86%, 是2011年的2倍, 由2012年的…提高到…: what stands behind as 年均 is over the
# years since
_BASE_YEAR: Final = re.compile(r"[比较是由从]((?:20|19)\d\d)年(?!初)")
# 进出口总值5233亿元，居中西部首位: the rank is that of the last year, and so is the sum
_RANKED_BEHIND: Final = re.compile(
    r"[，、](?:总量)?(?:稳|位|跃)?居[^，。；]{2,8}[位一二三四五六七八九十]"
)
_TOTAL_BEHIND: Final = re.compile("[，、][三四五5]年(?:来|间)?(?:累计|共|合计|总计)")
_GREW: Final = re.compile(r"[，、](?:同比|比上年|较上年|比去年|较去年)?(?:增长|下降)\d")
_LONGEST_SPAN: Final = 10
_SUMMED: Final = re.compile("累计|[两三四五六七八九十][年载](?!期)")
_SAID_OF_TOTAL: Final = 24  # letters between a total and the rank or share that it has
_ENDS_NAMED: Final = 5  # years from one end to the other of a term that is named by both
_AVERAGE_REACH: Final = 45  # letters from the A of 由A增加到B to 年均
_YEARLY_BEHIND: Final = re.compile(r"[、，]年(?:均|平均)")
_DOUBLED_IN: Final = re.compile(
    r"(?<!连续)(?<!\d)([\d两三四五六七八九十]{1,2})年(?:间|内|来)?(?:实现)?$"
)
_BASE_AT_MOST: Final = 400  # letters from 比2002年 to what grew since then on the average
_BASE_REACH: Final = 60  # letters from 与2016年相比 to the last number that is set against it
# 较2016年提高6个百分点 says how the end of the span compares with a year: the period is the end.
_COMPARED: Final = re.compile(
    r"[较比](?:(?:20|19)\d\d年|[三五]年前|“?(?:十[一二三四]?|[八九])五”?(?:期|时期)?末)"
)
_COMPARED_FIRST: Final = re.compile(r"[与同](?:20|19)\d\d年(?:底|末|同期)?相比，[^；。\n]{0,50}$")


def of_all_years(reading: Reading, text: str, carried: When, part: Part) -> bool:
    """Whether what came in is told of all years, though its paragraph opens with the last one.

    2021年，…达到38%。新增就业3万人: of the review's years. Not so within the year's own sentence,
    nor where the paragraph is about that year alone (刚刚过去的2021年).
    """
    last = part.span is not None and carried.year == part.span[1]
    if not last or text.find("。", carried.at, reading.quantity.start) < 0:
        return False
    if text.find("过去的", max(0, carried.at - 4), carried.at + 1) >= 0:
        return False
    if text.startswith("去年", carried.at) or _GREW.match(text, reading.quantity.tail):
        return False  # 投资30亿元，增长9%: of the year that the rise is of
    return reading.measure == "level" and reading.flow and not reading.total


def flows(reading: Reading, text: str, applying: list[When]) -> bool:
    """Whether a number adds up over the years that are spoken of, and is no level at their end."""
    if _compared(text, reading):
        return False
    if reading.measure == "multiple":
        return True  # 翻番 is a rise over the years
    if against_a_span(text, reading):
        return True
    if (
        reading.measure == "level"
        and _YEARLY_BEHIND.match(text, reading.quantity.tail)
        and (reading.total or text.find("累计", reading.clause, reading.quantity.start) >= 0)
    ):
        return True  # 累计到位资金300亿元、年均增长17%
    if reading.measure == "level" and _said_of_each_year(text, reading, applying):
        return True
    if reading.measure == "level" and _TOTAL_BEHIND.match(text, reading.quantity.tail):
        return False  # 财政收入9亿元，五年累计40亿元: the first is the last year's
    if reading.total and reading.measure == "level" and not _own_years(reading, text, applying):
        return False
    if reading.measure == "level" and _RANKED_BEHIND.match(text, reading.quantity.tail):
        summed = reading.total or text.find("累计", reading.clause, reading.quantity.start) >= 0
        return summed and any(when.span for when in applying)
    now = reading.measure == "level" and not reading.total
    if now and text.find("累计", reading.clause, reading.quantity.start) >= 0:
        now = not any(when.span for when in applying)
    if now and _ON_LAST_YEAR.match(text, reading.quantity.tail):
        return False  # 利用外资49亿元、同比增长6%
    if now and _LEVEL_NOW.match(text, reading.quantity.tail):
        # 服务业增加值1326亿元、年均增长19%; but 五年来，工业投资完成90亿元、年均增长9%
        spent = reading.subject.endswith("投资") and any(w.span and w.leads for w in applying)
        return spent and text.find("完成", reading.clause, reading.quantity.start) >= 0
    return reading.flow or (reading.total and any(when.span for when in applying))


def _said_of_each_year(text: str, reading: Reading, applying: list[When]) -> bool:
    """Whether a level's own clause says that it is of all the years (每年投入90亿元; 五年…达到)."""
    at, clause = reading.quantity.start, reading.clause
    if text.find("每年", clause, at) >= 0 and _EACH_YEAR.search(text[clause:at]):
        return True
    # 五年总体负债率控制在30%以内, 五年财政科教投入达到9亿元
    return any(when.bare and when.span is not None and when.at == clause for when in applying)


def _own_years(reading: Reading, text: str, applying: list[When]) -> bool:
    """Whether years stand with a total in its paragraph; those of a title alone don't say so."""
    at = reading.quantity.start
    return any(when.span and text.find("\n", when.at, at) < 0 for when in applying)


def _compared(text: str, reading: Reading) -> bool:
    """Whether a number says how the end compares with a year (较2016年…; 与2016年相比，…)."""
    at = reading.quantity.start
    if _COMPARED.search(text, reading.clause, at):
        return True
    near = max(0, at - _BASE_REACH)
    return text.find("相比", near, at) >= 0 and _COMPARED_FIRST.search(text, near, at) is not None


def against_a_span(text: str, reading: Reading) -> bool:
    """Whether a sum of years is set against that of others (…40亿元，是“十二五”时期的1.3倍)."""
    quantity = reading.quantity
    if reading.measure in ("growth", "multiple"):
        at = quantity.start
        return text.find("比", reading.clause, at) >= 0 and bool(
            _OVER_A_SPAN.search(text, reading.clause, at)
        )
    if quantity.unit == "倍":
        return _TIMES_A_SPAN.search(text, reading.clause, quantity.start) is not None
    return reading.measure == "level" and _SPAN_BEHIND.match(text, quantity.tail) is not None


def of_total(before: Reading, reading: Reading, text: str) -> bool:
    """Whether a rank or a share is that of the total just before it, and so of its years.

    五年生产原煤9亿吨，占全国三成; 累计引进企业60家、居全市第二.
    """
    gap = text[before.quantity.tail : reading.quantity.start]
    if before.measure != "level" or len(gap) > _SAID_OF_TOTAL or gap[:1] not in "，、":
        return False
    if reading.measure == "rank":
        own = reading.subject == before.subject
    else:
        own = gap[1:2] == "占" and reading.quantity.unit == "%"
    return own and (
        before.total or _SUMMED.search(text, before.clause, before.quantity.start) is not None
    )


def averages_behind(text: str, reading: Reading) -> bool:
    """Whether the yearly rise stands behind 由A增加到B, so that it is over several years."""
    tail = reading.quantity.tail
    average = text.find("年均", tail, tail + _AVERAGE_REACH)
    return average >= 0 and not any(text.find(mark, tail, average) >= 0 for mark in "。；\n")


_AFTER_FIVE_YEARS: Final = (1, 2)
_RAISED_EACH: Final = re.compile(
    r"连续(\d{1,2}|[三四五六七八九十]{1,2})年(?=提高|上调|调整|增加|提升|提标|上涨|调高)[^。；\d]{2,24}，"
)


def averaged_over(
    reading: Reading, text: str, times: list[When], part: Part, year: int
) -> tuple[int, int] | None:
    """Tell the years that 年均增长 or 五年翻一番 is over; None where it is neither."""
    quantity = reading.quantity
    plan = part.section.kind == "plan"
    if quantity.kind == "double":
        within = _DOUBLED_IN.search(text, reading.clause, quantity.start)
        years = COUNTS.get(within[1]) if within else None
        if years:  # 力争三年翻番, where it is a goal
            return (year, year + years - 1) if plan else (year - years, year - 1)
    if quantity.kind == "double" and not plan:
        dated = any(when.year is not None and when.at >= reading.clause for when in times)
        # 2020年，…；存款余额翻了一番: no year doubles it, the years of the heading do
        return None if dated or _compared(text, reading) else part.averaged
    if not reading.yearly:
        return None
    if plan:
        named = [when.over for when in times if when.over is not None]
        goals = [when.year for when in times if when.year is not None and when.goal]
        if not named and part.span is not None and (not goals or goals[-1] == part.span[1]):
            return part.span  # among the goals of five years: 到2026年，…年均增长7%
        return named[-1] if named else None
    if running := _years_running(reading, text, part, year):
        return running
    named = [over for when in times if (over := when.span or when.over) is not None]
    if named:
        return named[-1]
    return _since_base(reading, text, part, year) or part.averaged or _years_that_ended(year)


def _years_that_ended(year: int) -> tuple[int, int] | None:
    """Tell the five years that a report looks back on though no words of it say so.

    A plan of five years ends before a report of 2021 or 2026, a term of office before one of 2022:
    an average over years is over these.
    """
    return (year - 5, year - 1) if year % 5 in _AFTER_FIVE_YEARS else None


def _years_running(reading: Reading, text: str, part: Part, year: int) -> tuple[int, int] | None:
    """Tell the years that a thing was raised each time (连续七年提高养老金，年均增长9%)."""
    at = reading.quantity.start
    runs = _RAISED_EACH.findall(text, _statement_start(text, at), at)
    years = (COUNTS.get(runs[-1]) or (int(runs[-1]) if runs[-1].isdigit() else 0)) if runs else 0
    last = part.span[1] if part.span else year - 1
    return (last - years + 1, last) if 2 < years <= _LONGEST_SPAN else None


def _statement_start(text: str, at: int) -> int:
    """Tell where the statement begins that holds `at`, or how far back is looked at most."""
    stop = max(text.rfind(mark, max(0, at - _BASE_AT_MOST), at) for mark in "。；\n")
    return max(stop + 1, at - _BASE_AT_MOST, 0)


def _since_base(reading: Reading, text: str, part: Part, year: int) -> tuple[int, int] | None:
    """Tell the years since the base that the sentence names (比2002年增长86%，年均增长17%)."""
    at = reading.quantity.start
    last = part.span[1] if part.span else year - 1
    bases = [int(base[1]) for base in _BASE_YEAR.finditer(text, _statement_start(text, at), at)]
    return (bases[-1] + 1, last) if bases and 0 < last - bases[-1] <= _LONGEST_SPAN else None


def before_change(
    reading: Reading,
    text: str,
    period: int | str,
    span: tuple[int, int] | None,
    year: int,
    kind: str,
) -> int:
    """Tell the year of the A in 从A到B: 从2005年, 由“十五”末, or the year before the span."""
    if base := _NAMED_BASE.search(text, reading.clause, reading.quantity.start):
        return int(base[1]) if base[1] else PLAN_START[base[3] or base[2]] + 4
    if span is not None:
        ends = span[1] - span[0] == _ENDS_NAMED  # 2020年到2025年，占比从9%提高到12%
        return span[0] if ends else span[0] - 1
    if kind == "plan":
        return year - 1
    return int(period) - 1
