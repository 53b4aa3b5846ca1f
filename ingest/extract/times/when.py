"""Finds the statements of time in a sentence: 去年, 2024年, 到2027年, 五年来, “十四五”期间."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.extract.text.heading_years import PLAN_START

# Opens with the characters that it can begin with, so that the engine skips all others.
_YEAR: Final = re.compile(
    r"(?=[比较与同自从于以由是相25到至“十过近这前本五二三四六七八九两今未去上刚一明换回345])(?:(?P<begun>(?:自|从)?(?P<first>20\d\d)年以来)"
    r"|(?P<span>(?:(?:从|自)?(?P<from>20\d\d)年?[-—至到~]{1,2}(?P<until>20\d\d)年))"
    r"|(?P<base>(?:比|较|(?<=[高低快慢])于)(?:去年|上年)|[与和同](?:去年|上年)(?:同期)?(?:相比|(?=(?:基本|大体|总体)?(?:持平|相当)))"
    r"|(?:比|较|与|同|自|从|于|以)(?:20|19)\d\d年(?:底|末|初|同期)?(?:的)?(?:相比|以来|起)?"
    r"|[与同]“?十[一二三四五]五”?期?末相比|[由从](?:20|19)\d\d年(?:底|末)?的?"
    r"|(?:是|相当于)(?:20|19)\d\d年(?:的|[^，。；、]{2,8}的(?=[\d.]+倍)))"
    r"|(?P<to>(?:到|至)(?P<goal>20\d\d)年(?:底|末)?)"
    r"|(?P<year>(?<!为)(?<![扣剔]除)20\d\d年(?!可比价|不变价|价格|版|以来|发展|远景|启动|出台|开工|底前|起|确定|发布|成立"
    r"|(?:我们|党中央|国务院|中央|[省市区县州]委)?(?:提出|部署|决定|作出|印发)))"
    r"|(?P<plan>(?<![由从较比是为创])(?<![由从较比是为创]“)“?十(?P<which>[一二三四五六])五”?(?P<what>时期|期间|以来|前四年|规划期|期?末))"
    r"|(?P<five>(?:过去的?|近|这|前|本届政府|回[首顾望])五年(?!来?(?:最|首|新[高低]))(?:来|间|累计)?"
    r"|(?<![^。；，：\n])五年(?![来间，。、内前后多以的期级任制规计行纲左磨])(?:中(?!央))?"
    r"|五年(?:来(?!最|首|新[高低])|间|累计|共|实现|总计|全[社国省市区县]|平均|年均|新增|新建|完成|建成|减少|增长|增加|翻|连?跨越?|奋[进斗勇发力]|砥砺|拼搏|攻坚"
    r"|的[^，。]{0,6}(?:奋|努力|拼搏|实践|攻坚|探索|付出))|(?<![\d.])5年(?:来(?!最|首|新[高低])|间|累计)|本届政府(?:任期|成立以来|以来|期间)|换届以来)"
    r"|(?P<since>(?:(?P<many>二十|20|[三四六七八九十两])年(?:来(?!最|新[高低]|首)|间|累计|平均)"
    r"|(?:近|过去|这)(?P<few>[三四六七八九十两]|[2-9]|10)年(?!来?(?:最|首|新[高低]))"
    r"|(?<![第续每近前后去过这隔满历时末初\d十])(?P<some>二十|[三四六七八九十两])年(?=净?增[加长]|新[增建改]|减少|累?计?投入|安排)))"
    r"|(?P<next>(?:(?:今后|未来)|(?<=用))(?:[\d两三四][-—至])?(?P<ahead>[两三四五六七八九十]|[2-9]|10)年(?:(?<=[今未][后来].年)|(?:左右)?的?时间))"
    r"|(?P<within>(?<![\d近前后])(?P<in>[两三四五]|[2-5])年(?:之)?内)"
    r"|(?P<last>去年(?!水平)|(?<!基础)上年(?!末|同期|水平)|刚刚过去的一年|过去一年|一年来)"
    r"|(?P<this>今年|本年)"
    r"|(?P<coming>明年))"
)
_PART_BEHIND: Final = re.compile(r"上半年|前?[一二三]季度|前三季度|1月?[—\-至]\d")
COUNTS: Final = {str(number): number for number in range(2, 11)} | {
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "二十": 20,
    "20": 20,
}
LOCAL: Final = 9  # letters from a year to the number that it alone belongs to (到2021年底的46%)
_FINISHED: Final = frozenset("工成建造施")  # the ends of 完工, 完成, 续建, 改造, 实施
_PAST_FIVE: Final = re.compile("[来间的奋砥拼攻]")
_NAMED_PLAN: Final = re.compile("[^，。；、\\d]{2,16}(?:计划|行动|规划|方案)[》”，。；、]")
_NOTE: Final = re.compile("[^，。；）]{0,5}(?:预计|快报|初步)")
_BATCH: Final = re.compile("(?:完成|启动|实施)$")
_OPENS_LIST: Final = ("：", "：到", "：至")  # 主要目标是：到2026年，…；…
_BEGINS: Final = 3  # letters from the start of a sentence within which 2021年以来 is the first word
_LEADS: Final = 9  # letters from the start of a sentence within which a year holds for all of it
# one of them stands in every statement of time,
_TIME_WORDS: Final = (
    "年", "五”", "五期", "五末", "届",
)  # fmt: skip
_BEHIND: Final = 28  # letters behind its last word that a statement of time may be told by
_REACH: Final = 16  # at most so many letters behind its beginning (2018年至到2022年)


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
    bare: bool = False  # 五年新增: of the years to come, where it is said of goals
    ahead: bool = False  # 三年内, 用三年时间: of the years to come, where it is said of goals
    leads: bool = False  # it opens the sentence and holds behind every “；”


def times_in(text: str, start: int, end: int, year: int, said_in: int) -> list[When]:
    """Give the statements of time in `text[start:end]` of a report of `year`, without bases.

    `said_in` is the year of delivery: to a congress in December next year (明年) is the report's.
    """
    found: list[When] = []
    words = [at for word in _TIME_WORDS if (at := text.find(word, start, end)) >= 0]
    if not words:
        return found
    titled = text.find("《", start, end) >= 0
    last = max([text.rfind(word, start, end) for word in _TIME_WORDS]) + _BEHIND
    for match in _YEAR.finditer(text, max(start, min(words) - _REACH), min(last, end)):
        when = _when(match, year, said_in)
        if when is not None and titled and _in_title(text, start, match.start()):
            when = None  # 《村庄规划（2014—2017年）》
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
            elif match.lastgroup == "since" and when.bare and not when.leads:
                when.local = True  # 十年增加90万亩: of that number alone
            elif match.lastgroup == "since" and when.leads:
                when.carries = match[0][-1] == "来" and text.startswith("，", match.end())
            if match.lastgroup != "begun" or match.start() - start < _BEGINS:
                found.append(when)
    return found


def _in_title(text: str, start: int, at: int) -> bool:
    return text.rfind("《", start, at) > text.rfind("》", start, at)


def _when(match: re.Match[str], year: int, said_in: int) -> When | None:
    kind, at = match.lastgroup, match.start()
    if kind == "span":
        if _NAMED_PLAN.match(match.string, match.end()):
            return None  # 2025—2027年养老服务行动计划
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
        bare = match[0][0] in "五5" and _PAST_FIVE.search(match[0]) is None
        carries = match[0] not in ("五年", "五年中")  # 五年中央财政支出…: of its sentence alone
        return When(at, span=(year - 5, year - 1), carries=carries, bare=bare)
    if kind == "begun":
        return When(at, span=(min(int(match["first"]), year - 1), year - 1))
    if kind == "since":
        years = COUNTS[match["many"] or match["few"] or match["some"]]
        return When(at, span=(year - years, year - 1), bare=match["some"] is not None)
    if kind == "next":
        ahead = COUNTS[match["ahead"]]
        alone = match[0].endswith("时间")  # 用三年时间 may be told of years that are over
        return When(at, span=(year, year + ahead - 1), goal=True, ahead=alone)
    if kind == "within":
        return When(at, year=year + COUNTS[match["in"]] - 1, goal=True, ahead=True)
    single = {"last": said_in - 1, "this": said_in, "coming": said_in + 1}.get(kind or "")
    return When(at, year=single, goal=kind == "coming") if single else None


def _names_things(text: str, start: int, end: int) -> bool:
    """Whether a year in mid-clause says which things are counted (完工2024年9个续建项目).

    扣除2018年项目投资基数较大因素影响 says what is left out.
    """
    if text[start - 1 : start] == "除" and text[start - 2 : start - 1] in "扣剔":
        return True
    if text.startswith("度", end) and _BATCH.search(text, start - 2, start):
        return True  # 完成2023年度3万亩农田建设: that year's batch, whenever it gets done
    if text[start - 1 : start] == "（" and _NOTE.match(text, end):
        return True  # （2023年为预计数，下同）
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
