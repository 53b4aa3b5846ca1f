"""Decides whose number it is: reached or aimed at, and of which year.

The part of the report decides first, the words of the sentence second (力争, 已, 到2027年, 去年).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.sections import PLAN_START, Part
from ingest.extract.state import Reading

# Opens with the characters that it can begin with, so that the engine skips all others.
_YEAR = re.compile(
    r"(?=[比较与同自从于以由是相25到至“十过近这前本五三四六七八九两今未去上刚一明换])(?:(?P<base>(?:比|较|(?<=[高低快慢])于)(?:去年|上年)|[与和同](?:去年|上年)(?:同期)?(?:相比|(?=(?:基本|大体|总体)?(?:持平|相当)))|(?:比|较|与|同|自|从|于|以)(?:20|19)\d\d年(?:底|末|初|同期)?(?:的)?(?:相比|以来|起)?"
    r"|[由从](?:20|19)\d\d年(?:底|末)?的?|(?:是|相当于)(?:20|19)\d\d年的)"
    r"|(?P<span>(?:(?P<from>20\d\d)年?[-—至到~]{1,2}(?P<until>20\d\d)年))"
    r"|(?P<to>(?:到|至)(?P<goal>20\d\d)年(?:底|末)?)"
    r"|(?P<year>(?<!为)20\d\d年(?!可比价|不变价|价格|版|以来|发展|远景|启动|出台|开工|底前|起|确定|发布|成立))"
    r"|(?P<plan>(?<![由从较比是为创])(?<![由从较比是为创]“)“?十(?P<which>[一二三四五六])五”?(?P<what>时期|期间|以来|前四年|规划期|期?末))"
    r"|(?P<five>(?:过去|近|这|前|本届政府)五年(?:来|间|累计)?|五年(?:来|间|累计|共|总计|平均|年均|新增|新建|完成|建成|减少|连?跨越?|的[^，。]{0,6}(?:奋|努力|拼搏|实践|攻坚|探索|付出))|(?<![\d.])5年(?:来|间|累计)|本届政府(?:任期|成立以来|以来|期间)|换届以来)"
    r"|(?P<since>(?:(?P<many>[三四六七八九十两])年(?:来(?!最|新|首)|间|累计)|(?:近|过去|这)(?P<few>[三四六七八九十两]|[2-9]|10)年))"
    r"|(?P<next>(?:今后|未来)[五5]年)"
    r"|(?P<last>去年(?!水平)|上年(?!末|同期|水平)|刚刚过去的一年|过去一年|一年来)"
    r"|(?P<this>今年|本年)"
    r"|(?P<coming>明年))"
)
_PART_BEHIND = re.compile(r"上半年|前?[一二三]季度|前三季度|1[—\-至]\d")
_COUNTS = {str(number): number for number in range(2, 11)} | {
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_NOW = re.compile(
    r"我国有|我[省市区县州](?:每年|\d(?!\d{3}年)|近|有|现有|共有|拥有)|目前(?:全|我|已|有|还)|现有\d|还有\d|当前(?:全|我|还)"
)
_PAST_WORDS = re.compile(
    r"(?:(?<![比较])(?<![高低快慢]于)(?:去年|上年)(?!同期|末|水平)|已累计|过去一年|已建成|已达|目前已|累计已|截至)"
)


LOCAL = 9  # letters from a year to the number that it alone belongs to (到2021年底的46%)
_NAMED_BASE = re.compile(r"[由从比较](?:((?:20|19)\d\d)年|“?十([一二三四]?)五”?末)")
_SINCE_BASE = re.compile(r"[由从](20\d\d)年")
_LEVEL_NOW = re.compile(r"[、，](?:年均|年平均|是(?:20\d\d年|“?十[一二三四五]五”?末))")
# 是“十二五”时期的1.3倍 sets the sum of one span against that of another.
_TIMES_A_SPAN = re.compile(
    r"是(?:“?十[一二三四五]五”?|上[一个]+五年|前五年)(?:时期|期间)?[^，。末]{0,4}的$"
)
_SPAN_BEHIND = re.compile(r"[、，]是(?:“?十[一二三四五]五”?(?:时期|期间)|上[一个]+五年|前五年)")
_FINISHED = frozenset("工成建造施")  # the ends of 完工, 完成, 续建, 改造, 实施
_YEARLY_BEHIND = re.compile(r"[、，]年(?:均|平均)")
_DOUBLED_IN = re.compile(r"(?<!连续)([\d两三四五六七八九十]{1,2})年(?:间|内|来)?(?:实现)?$")
_BASE_REACH = 60  # letters from 与2016年相比 to the last number that is set against it
_OPENS_LIST = ("：", "：到", "：至")  # 主要目标是：到2026年，…；…
_LEADS = 9  # letters from the start of a sentence within which a year holds for all of it
# 较2016年提高6个百分点 says how the end of the span compares with a year: the period is the end.
_COMPARED = re.compile(r"[较比](?:(?:20|19)\d\d年|“?十[一二三四]?五”?(?:期|时期)?末)")
_COMPARED_FIRST = re.compile(r"[与同](?:20|19)\d\d年(?:底|末|同期)?相比，[^；。\n]{0,50}$")
_TIME_WORDS = ("年", "五”", "届")


_AHEAD = re.compile(r"目标|计划到|将达到?|将建成|力争|确保|要达到|拟")


@dataclass(slots=True)
class When:
    """A statement of time: a year or a span, and whether it names a goal."""

    at: int
    year: int | None = None
    span: tuple[int, int] | None = None
    goal: bool = False
    carries: bool = False
    local: bool = False  # 增加到2021年的485亿元: this number's year, not that of what follows
    over: tuple[int, int] | None = None  # the years that an average up to it is over
    part: bool = False  # 2023年上半年: a part of the year that is over
    leads: bool = False  # it opens the sentence and holds behind every “；”


def times_in(text: str, start: int, end: int, year: int, said_in: int) -> list[When]:
    """Give the statements of time in `text[start:end]` of a report of `year`, without bases.

    `said_in` is the year of delivery: to a congress in December next year (明年) is the report's.
    """
    found: list[When] = []
    if all(text.find(word, start, end) < 0 for word in _TIME_WORDS):
        return found
    for match in _YEAR.finditer(text, start, end):
        when = _when(match, year, said_in)
        if when is not None:
            when.leads = match.start() - start < _LEADS or (
                when.goal and text.endswith(_OPENS_LIST, start, match.start())
            )
            if (
                match.lastgroup == "five"
                and not when.leads
                and match[0][-1] not in "来间"
                and "的" not in match[0]
            ):
                when.local, when.carries = True, False  # 五年累计下降20%: of that number alone
            found.append(when)
    return found


def _when(match: re.Match[str], year: int, said_in: int) -> When | None:
    kind, at = match.lastgroup, match.start()
    if kind == "span":
        return When(at, span=(int(match["from"]), int(match["until"])))
    if kind == "to":
        goal = int(match["goal"])
        local = match.string.startswith("的", match.end())
        return When(at, year=goal, goal=goal >= year, local=local)
    if kind == "year":
        if _names_things(match.string, at, match.end()):
            return None
        local = match.string.startswith("的", match.end())
        part = _PART_BEHIND.match(match.string, match.end()) is not None
        return When(at, year=int(match["year"][:4]), local=local, part=part, carries=part)
    if kind == "plan":
        return _plan_span(match, at, year)
    if kind == "five":
        return When(at, span=(year - 5, year - 1), carries=True)
    if kind == "since":
        return When(at, span=(year - _COUNTS[match["many"] or match["few"]], year - 1))
    if kind == "next":
        return When(at, span=(year, year + 4), goal=True)
    single = {"last": said_in - 1, "this": said_in, "coming": said_in + 1}.get(kind or "")
    return When(at, year=single, goal=kind == "coming") if single else None


def _names_things(text: str, start: int, end: int) -> bool:
    """Whether a year in mid-clause says which things are counted (完工2024年9个续建项目)."""
    return text[end : end + 1].isdigit() and text[start - 1 : start] in _FINISHED


def _plan_span(match: re.Match[str], at: int, year: int) -> When:
    start = PLAN_START[match["which"]]
    end = start + 4
    if match["what"].endswith("末"):
        return When(at, year=end, goal=end >= year, over=(start, end))
    if match["what"] == "前四年":
        end = start + 3
    elif match["what"] == "以来" and end >= year:
        end = year - 1
    since = match["what"] == "以来"
    return When(at, span=(start, end), goal=end >= year and not since, carries=not since)


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
    kind = _kind(reading, text, part, headline=headline)
    role = "target" if kind == "plan" else "actual"
    span: tuple[int, int] | None = None
    period: int | str = year if role == "target" else year - 1
    if part.span is not None:
        span = part.span
    applying = _applying(reading, text, times, carried)
    for when in applying:
        if when.span is not None:
            span = when.span
            role = "target" if when.goal and kind == "plan" else role
            if span[1] < year and kind == "plan":
                role = "actual"
        elif when.year is not None:
            span = None
            role, period = _at_year(when, when.year, role, kind, year)
    averaged = reading.yearly or reading.quantity.kind == "double"
    spans = [when for when in times if when.span and when.at < reading.quantity.start]
    # what is said of other years behind it doesn't hold for an average
    first = [when for when in times[:1] if when.over or when.at < reading.quantity.start]
    named = [*([carried] if carried else ()), *first, *spans, *applying]
    if averaged and (over := _averaged_over(reading, text, named, part, year)):
        return role, f"{over[0]}-{over[1]}" if over[0] < over[1] else over[1]
    if span is not None:
        flows = _flows(reading, text, applying)
        period = f"{span[0]}-{span[1]}" if flows else span[1]
    if reading.begins:
        # 2021年，…。企业由115家增加到173家: in a review of five years the rise is over them
        reviewed = part.span if part.span and period == part.span[1] and kind != "plan" else None
        before = _before_change(reading, text, period, span or reviewed, year, kind)
        return ("other" if reading.other else "actual"), before
    if kind == "plan" and role == "target" and _looks_back(text, reading):
        role, period = "actual", year - 1
    if reading.other or kind == "annex":
        if not (kind == "annex" and any(when.goal for when in applying)):
            return "other", period
        role = "target"
    return role, period


def _flows(reading: Reading, text: str, applying: list[When]) -> bool:
    """Whether a number adds up over the years that are spoken of, and is no level at their end."""
    if _compared(text, reading):
        return False
    if reading.measure == "multiple":
        return True  # 翻番 is a rise over the years
    if _against_a_span(text, reading):
        return True
    if (
        reading.total
        and reading.measure == "level"
        and _YEARLY_BEHIND.match(text, reading.quantity.tail)
    ):
        return True  # 累计到位资金300亿元、年均增长17%
    if reading.total and reading.measure == "level" and not any(when.span for when in applying):
        return False
    now = reading.measure == "level" and not reading.total
    if now and text.find("累计", reading.clause, reading.quantity.start) >= 0:
        now = not any(when.span for when in applying)
    if now and _LEVEL_NOW.match(text, reading.quantity.tail):
        # 服务业增加值1326亿元、年均增长19%; but 五年来，工业投资完成90亿元、年均增长9%
        spent = reading.subject.endswith("投资") and any(w.span and w.leads for w in applying)
        return spent and text.find("完成", reading.clause, reading.quantity.start) >= 0
    return reading.flow or (reading.total and any(when.span for when in applying))


def _compared(text: str, reading: Reading) -> bool:
    """Whether a number says how the end compares with a year (较2016年…; 与2016年相比，…)."""
    at = reading.quantity.start
    if _COMPARED.search(text, reading.clause, at):
        return True
    near = max(0, at - _BASE_REACH)
    return text.find("相比", near, at) >= 0 and _COMPARED_FIRST.search(text, near, at) is not None


def _against_a_span(text: str, reading: Reading) -> bool:
    """Whether a sum of years is set against that of others (…40亿元，是“十二五”时期的1.3倍)."""
    quantity = reading.quantity
    if quantity.unit == "倍":
        return _TIMES_A_SPAN.search(text, reading.clause, quantity.start) is not None
    return reading.measure == "level" and _SPAN_BEHIND.match(text, quantity.tail) is not None


def _kind(reading: Reading, text: str, part: Part, *, headline: bool) -> str:
    """The kind of the number's part; in a text without headings its own words decide."""
    kind = part.section.kind
    if kind in ("other", "opening") and (
        headline or reading.force or _AHEAD.search(text, reading.clause, reading.quantity.start)
    ):
        return "plan"
    return kind


def _averaged_over(
    reading: Reading, text: str, times: list[When], part: Part, year: int
) -> tuple[int, int] | None:
    """Tell the years that 年均增长 or 五年翻一番 is over; None where it is neither."""
    quantity = reading.quantity
    plan = part.section.kind == "plan"
    if quantity.kind == "double" and not plan:
        within = _DOUBLED_IN.search(text, reading.clause, quantity.start)
        years = _COUNTS.get(within[1]) if within else None
        if years:
            return year - years, year - 1
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
    named = [over for when in times if (over := when.span or when.over) is not None]
    if named or part.averaged:
        return named[-1] if named else part.averaged
    opens = max(text.rfind(mark, 0, quantity.start) for mark in "。；\n")
    base = _SINCE_BASE.search(text, opens + 1, quantity.start)
    since = int(base[1]) + 1 if base else year
    return (since, year - 1) if since < year - 1 else None  # 由2012年的…提高到…，年均增长6%


def _applying(reading: Reading, text: str, times: list[When], carried: When | None) -> list[When]:
    """The statements of time that hold for `reading`: those before it, else its paragraph's.

    A year inside an earlier part of the sentence ended with that part's “；”.
    """
    at = reading.quantity.start
    part = text.rfind("；", times[0].at, at) if times and times[0].at < at else -1
    times = [when for when in times if when.at > part or when.leads or when.year is None]
    since, until = reading.not_times
    here = [when for when in times if when.at < at and not since <= when.at < until]
    here = [
        when
        for when in here
        if not when.local
        or at <= when.at + LOCAL
        or (when.span is not None and when.at >= reading.clause)
    ]
    return here or ([carried] if carried is not None else [])


def _at_year(when: When, named: int, role: str, kind: str, year: int) -> tuple[str, int]:
    if when.goal or named >= year:
        if named == year and when.part and kind in ("other", "opening"):
            return "actual", named
        if kind in ("plan", "annex") or when.goal:
            return "target", named
        return role, named if named < year else year - 1
    return "actual", named


_ALONE = re.compile(r"\d{4}年，")
_FOUNDED = re.compile(r"(?:年)?(?:以来|起|底前|前|启动|出台|发布|开工|建成|成立|确定|版|度)")


def too_old(reading: Reading, text: str, times: list[When], year: int, part: Part) -> bool:
    """Whether the number's own clause dates it before the review: history, no result."""
    first = part.averaged[0] if part.averaged is not None else year - 1
    for when in reversed(times):
        near = when.at >= reading.clause or _ALONE.fullmatch(text, when.at, reading.clause)
        if near and when.at < reading.quantity.start and when.year is not None:
            return when.year < first and not _FOUNDED.match(text, when.at + 4)
    return False


def _before_change(
    reading: Reading,
    text: str,
    period: int | str,
    span: tuple[int, int] | None,
    year: int,
    kind: str,
) -> int:
    """Tell the year of the A in 从A到B: 从2005年, 由“十五”末, or the year before the span."""
    if base := _NAMED_BASE.search(text, reading.clause, reading.quantity.start):
        return int(base[1]) if base[1] else PLAN_START[base[2]] + 4
    if span is not None:
        return span[0] - 1
    if kind == "plan":
        return year - 1
    return int(period) - 1


def _looks_back(text: str, reading: Reading) -> bool:
    """Whether the words before a number in the plan part say that it is there already."""
    until = reading.not_times[0] or reading.quantity.start
    return bool(_PAST_WORDS.search(text, reading.clause, until))


_PART_OF_YEAR = re.compile(
    r"(?:^|[，；。：、\n])(?:20\d\d年|今年|全[省市区县]|截至)?((?:前[一二三四]个?|第?[一二三四]|[1-4])季度|[上下]半年"
    r"|1[—\-至]\d{1,2}月份?|\d{1,2}月份|前[一二三四五六七八九十\d]{1,2}个?月)(?!以来|末|会议|攻坚)"
)
_WHOLE_YEAR = re.compile(r"全年|年末|年底|预计")


def may_be_part(text: str, start: int, end: int) -> bool:
    """Whether a sentence names a quarter, a half or months at all: a quick look."""
    return (
        text.find("季度", start, end) >= 0
        or text.find("半年", start, end) >= 0
        or text.find("月", start, end) >= 0
    )


def part_of_year(text: str, start: int, end: int) -> str:
    """Tell the quarter or half of the year that a number at `end` is about; "" for the year.

    A part's figure must never be taken for the year's, so it stays in the subject.
    """
    found = ""
    start = max(start, text.rfind("；", start, end) + 1)
    for match in _PART_OF_YEAR.finditer(text[start:end]):
        whole = _WHOLE_YEAR.search(text, start + match.end(), end)
        found = "" if whole else match[1]
    return found


def stands_there(text: str, start: int, end: int) -> bool:
    """Whether a sentence of the plan part describes what is there (我省有…, 目前…)."""
    return bool(_NOW.search(text, start, end))
