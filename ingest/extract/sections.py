"""Decides what each part of a report is: review, plan or annex, and where its sentences end.

A part is told by its heading (一、2024年工作回顾), by the year in it, and where a report has no
headings by the sentence that opens the plan. A list of the livelihood works that a government
promises (2024年十件民生实事) is a plan, unless its head says that they are done. The passage that
sets the year's headline targets (主要预期目标) is marked, because verdicts are about these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Section, Sentence

_HEADING = re.compile(
    r"(?:(?:[一二三四五六七八九]|十[一二三]?)、|第[一二三四五六七八九]部分[：、 ]?)[^\n]{2,60}"
    r"|[^\n。，]{0,22}(?:工作(?:的)?回顾|发展回顾|(?:发展|主要)成就)[^\n。，]{0,14}"
    r"|[^\n。，]{0,14}(?:目标任务|总体要求|工作安排|重点工作|主要任务|工作部署|奋斗目标|工作打算)[^\n。，]{0,8}"
    r"|[^\n。，]{0,14}(?:发展|主要|预期)目标(?:（[^（）\n]{1,14}）)?"
    r"|(?![^\n]{0,40}报告)[^\n。，]{0,10}(?:20\d\d|今|明)年(?!以来)[^\n。，]{0,12}"
    r"(?:思路|任务|工作|打算|部署|目标|要求|重点|建议|安排)[^\n。，]{0,6}"
    r"|[^\n。；]{0,30}(?:实事(?!求是)|民生工程|惠民工程|民生项目|惠民项目)[^\n。；，]{0,14}"
    r"|(?:附件?[：\d一二三]|附录|名词解释|名词注释|注释|相关名词|有关名词|《?政府工作报告》?(?:有关|相关|部分|中)?(?:名词|用语|词语))[^\n]{0,40}"
)
_LONGEST_HEADING = 100  # more than the pattern can take: longer lines needn't be tried
_ANNEX = re.compile(r"^(?:附|名词|注释|相关名词|有关名词)|(?:名词|用语|词语)(?:解释|注释|说明)")
_REVIEW = re.compile(
    r"回顾|过去(?:的)?[一三四五5]年|[一三四五]年来|(?:发展|主要|历史性)成就|工作总结|执行情况|完成情况|主要成绩|所做的工作|取得的成|情况$"
)
_PROMISED = re.compile(r"实事(?!求是)|(?:民生|惠民)(?:工程|项目)")
# Behind them it says what became of them; 确保完成2025年民生实事 is a task.
_KEPT = re.compile(
    r"(?:实事|工程|项目)[^\n]{0,12}(?:完成|落实|落地|兑现|办结|见效|成效|进展|进度|评估)|办成|[已了]"
)
_GLOSSARY = re.compile(r"名词|用语|词语|注释")
_YEAR = re.compile(r"(20\d\d)年")
_COMING = re.compile(
    r"今年|今后|未来|下一步|总体要求|政策取向|预期目标|主要目标|时期|(?:发展|奋斗|工作|总体)目标"
    r"|目标任务|工作(?:安排|打算|思路)|发展思路|主要任务|工作重点$"
)
_FIVE = re.compile(
    r"过去(?:的)?[五5]年|五年(?:来|的|工作|政府|发展|回顾|成就|主要)|(?<!\d)5年(?:来|的|工作)|本届(?:人民|[省市区县州旗])?政府|本届任期|任期(?:内|以来)?(?:的)?工作|届(?:人民)?政府(?:工作|以来)?(?:的)?(?:回顾|总结|主要)|换届以来"
)
_BETWEEN = re.compile(r"(20\d\d)年?[—\-至到~]+(20\d\d)年")
_SINCE = re.compile(r"(20\d\d)年以来")  # 2003年以来的工作回顾
# A single year of which a heading may speak beside the years of a term.
_ONE = re.compile(r"20\d\d年|过去(?:的)?一年|去年|上年|今年|一年来")
_SEVERAL = re.compile(r"过去(?:的)?([三四六七八九十])年|([三四六七八九十])年(?:来|工作)")
_NUMBERS = {"三": 3, "四": 4, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
# Fifteen (十五届政府, 十五件实事) is no plan; 十五 alone is one with its quotation marks only.
_PLAN_NAME = re.compile(
    r"“十([一二三四五六]?)五”(?!年规划|年计划)"
    r"|(?<![二三四五六七八九])十([一二三四五六])五(?!年规划|年计划|[届件项条个大次])"
)
# The first year of each five-year plan, by the character between 十 and 五.
PLAN_START = {"": 2001, "一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_NEXT_FIVE = re.compile(
    r"今后五年|未来五年|“?十[一二三四五六]五”?(?:时期|期间|规划|(?:发展|奋斗|主要|总体)*(?:目标|任务|思路))"
    r"|五年(?:的)?(?:奋斗)?目标"
)
_PLAN_OPENING = re.compile(
    r"^[^\n。]{0,40}(?:今年|20\d\d年)[^\n。]{0,30}(?:(?:主要预期目标|预期目标|工作的总体要求|总体要求)(?:是|为|：)|实事(?:项目)?(?:分别)?(?:是|为|如下)?：)",
    re.M,
)
# A text without headings that opens with the works promised for a year (news, a notice), or with
# what somebody asks of it, is about that year from there on.
_ASKED = re.compile(
    r"^(?:[^\n。]{0,30}(?P<works>20\d\d)年[^\n。，；]{0,16}"
    r"(?:实事(?!求是)|(?:民生|惠民)(?:工程|项目))[^\n。]*"
    r"|[^\n。，]{0,12}(?:指出|强调|要求|提出|明确)，?(?P<tasks>20\d\d)年，?[^\n。]{0,30}要)",
    re.M,
)
# No sentence is longer; the bound keeps text without full stops from costing more than its length.
_SENTENCE = re.compile(r"[^。！？\n]{1,2000}[。！？]*[”’）]*")
# What opens the passage of headline targets: 主要预期目标是, 实现以下目标. It is looked for by the
# one letter that all have (标), so that the engine skips all others, and then looked back from.
_OPENS = re.compile(
    r"标(?:(?P<tasks>任务)?(?:预期)?(?:还(?:包括|有))?(?:建议|初步|安排|拟定?|设定|确定){0,3}"
    r"(?:是|为|：|如下|，(?=[^，。；]{2,16}(?:增长|达到?|突破|控制)))"
    r"|(?P<below>(?<=以下目标)|(?<=以下..目标)))"
)
_OPENING_NAME = re.compile(
    r"(?:(?:预期|主要|发展|奋斗|工作|预期性|核心|计划)的?(?:经济|发展|预期)?[目指]标"
    r"|(?:实现|完成)以下(?:主要|预期)?目标)$"
)
_LONGEST_NAME = 10
_HEADLINE_END = re.compile(
    r"[^，。]{0,4}(?:上述|这些|以上(?:目标|主要|指标)|提出|确定|设定|考虑|制定|总的)"
    r"|(?:实现|完成|围绕|做好|按照)(?:上述|这些|今年|以上|全年)|为此|综合|围绕|做好|各位|在(?:具体|实际|工作)|我们|要|必须|关于|需要|今年(?:的)?(?:工作|经济增长)|工作中|安排"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what the rules need to know of it; offsets are in folded text."""

    section: Section
    span: tuple[int, int] | None = None  # the years of its review or goals, where not one year's
    averaged: tuple[int, int] | None = (
        None  # what 年均 is over: also beside a year (2015年和“十二五”)
    )


def find_sections(text: str, year: int | None) -> list[Part]:
    """Split folded `text` into parts; `year` is the report's year (None: unknown)."""
    marks = _headings(text)
    kinds = _kinds([heading for _, heading in marks], year)
    if "plan" not in kinds:
        marks, kinds = _with_opening(text, marks, kinds, year)
    parts: list[Part] = []
    current = "opening"
    span: tuple[int, int] | None = None
    averaged: tuple[int, int] | None = None
    if not marks or marks[0][0] > 0:
        end = marks[0][0] if marks else len(text)
        kind = "opening" if marks else "other"
        parts.append(Part(Section(0, kind, "", 0, end)))
    for number, ((start, heading), named) in enumerate(zip(marks, kinds, strict=True)):
        # what comes first is the review, whatever its heading says
        if kind := named or ("review" if current == "opening" else ""):
            current = kind
            averaged, at = _span(heading, kind, year or 0)
            one = _ONE.search(heading) if averaged else None
            # 2021年和过去五年工作回顾: what isn't said of the five years is of the one named first
            span = None if one is not None and one.start() < at else averaged
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        parts.append(Part(Section(len(parts), current, heading, start, end), span, averaged))
    return parts


def _headings(text: str) -> list[tuple[int, str]]:
    """The lines of `text` that can head a part, each with where it starts."""
    found: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_HEADING and _HEADING.fullmatch(line):
            found.append((start, line.strip()))
        start += len(line) + 1
    return found


def _span(heading: str, kind: str, year: int) -> tuple[tuple[int, int] | None, int]:
    """Tell the years that a heading names (five years, 过去四年, “十三五”) and where it names them.

    None for one year.
    """
    if kind == "plan":
        coming = _NEXT_FIVE.search(heading)
        if coming is None:
            return None, 0
        named = _PLAN_NAME.search(heading)
        start = PLAN_START[named[1] or named[2] or ""] if named else year
        start = start if year <= start + 4 else year
        return (start, start + 4), coming.start()
    if between := _BETWEEN.search(heading):  # 2017—2021年工作回顾
        return (int(between[1]), int(between[2])), between.start()
    if since := _SINCE.search(heading):
        return (min(int(since[1]), year - 1), year - 1), since.start()
    if five := _FIVE.search(heading):
        return (year - 5, year - 1), five.start()
    if several := _SEVERAL.search(heading):
        return (year - _NUMBERS[several[1] or several[2]], year - 1), several.start()
    if named := _PLAN_NAME.search(heading):
        start = PLAN_START[named[1] or named[2] or ""]
        return (start, min(start + 4, year - 1)), named.start()
    return None, 0


def _kinds(headings: list[str], year: int | None) -> list[str]:
    found: list[str] = []
    current = ""
    for heading in headings:
        found.append(_kind(heading, year, current))
        current = found[-1] or current or "review"
    return found


def _kind(heading: str, year: int | None, current: str) -> str:
    if _PROMISED.search(heading) and not _GLOSSARY.search(heading):
        return _kind_of_promises(heading, year, current)
    if _ANNEX.search(heading):
        return "annex"
    if _REVIEW.search(heading):
        return "review"
    return _kind_by_year(heading, year) or ("plan" if _COMING.search(heading) else "")


def _kind_by_year(heading: str, year: int | None) -> str:
    found = _YEAR.search(heading)
    if found is None:
        return ""
    return "review" if year is not None and int(found[1]) < year else "plan"


def _kind_of_promises(heading: str, year: int | None, current: str) -> str:
    """The kind of a list of livelihood works: promised for the year named, or kept.

    One that names no year belongs to the `current` part; alone or in an annex it is a promise.
    """
    if _REVIEW.search(heading):
        return "review"
    if _KEPT.search(heading):
        return "" if current in ("review", "plan") else "review"
    if named := _kind_by_year(heading, year):
        return named
    return "plan" if not current or "今年" in heading or heading.startswith("附") else ""


def _with_opening(
    text: str, marks: list[tuple[int, str]], kinds: list[str], year: int | None
) -> tuple[list[tuple[int, str]], list[str]]:
    """Add the sentence that opens the plan where no heading does."""
    opening = _PLAN_OPENING.search(text)
    start = opening.start() if opening else -1 if marks else _asked_at(text, year)
    if start < 0:
        return marks, kinds
    at = sum(before < start for before, _ in marks)
    return [*marks[:at], (start, ""), *marks[at:]], [*kinds[:at], "plan", *kinds[at:]]


def _asked_at(text: str, year: int | None) -> int:
    """Where a text without headings begins to speak of what `year` is to bring; -1 for nowhere."""
    for asked in _ASKED.finditer(text):
        named = int(asked["works"] or asked["tasks"])
        behind = text[asked.end(asked.lastgroup or 0) : asked.end()]
        kept = _KEPT.search(behind) or _REVIEW.search(behind)
        if (year is None or named >= year) and not kept:
            return asked.start()
    return -1


_BULLET = re.compile(
    r"\n[ 　]*(?:[—·•●]|\d{1,2}[.、]|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+是)"
    r"[^\n]*"
)


def _listed_until(text: str, at: int) -> int:
    """Tell where the list of targets ends that stands one a line behind “如下：”."""
    while (line := _BULLET.match(text, at)) is not None:
        at = line.end()
    return at


def _openings(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where in `text[start:end]` it says that the headline targets follow."""
    found: list[tuple[int, int]] = []
    for match in _OPENS.finditer(text, start, end):
        at = match.start() + 1
        name = _OPENING_NAME.search(text, max(start, at - _LONGEST_NAME), at)
        if name is not None:
            found.append((name.start(), match.end()))
        elif match["tasks"] and text[at - 2] == "目":
            found.append((at - 2, match.end()))
    return found


def find_sentences(text: str, parts: list[Part]) -> list[Sentence]:
    """Split folded `text` into sentences, each with its section and whether it is headline."""
    found: list[Sentence] = []
    headline_until = -1
    # A review sets no targets; its half of the text isn't searched for them.
    openings = [
        opening
        for part in parts
        if part.section.kind != "review"
        for opening in _openings(text, part.section.start, part.section.end)
    ]
    part = ahead = 0
    for number, match in enumerate(_SENTENCE.finditer(text)):
        start, end = match.span()
        while part + 1 < len(parts) and start >= parts[part].section.end:
            part += 1
        if start < headline_until:
            if _HEADLINE_END.match(text, start, end):
                headline_until = -1
        elif openings and parts[part].section.kind != "review":
            while ahead < len(openings) and openings[ahead][0] < start:
                ahead += 1
            if ahead == len(openings) or openings[ahead][1] > end:
                found.append(Sentence(number, part, start, end))
                continue
            paragraph = text.find("\n", start)
            headline_until = paragraph if paragraph >= 0 else len(text)
            if text[start:end].rstrip().endswith(("：", "如下")):
                headline_until = _listed_until(text, headline_until)
        found.append(Sentence(number, part, start, end, start < headline_until))
    return found
