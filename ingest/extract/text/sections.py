"""Decides what each part of a report is: opening, review, plan or annex.

A part is told by its heading (一、2024年工作回顾), by the year in it, and where a report has no
headings by the sentence that opens the plan. A list of the livelihood works that a government
promises (2024年十件民生实事) is a plan, unless its head says that they are done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.extract.text.heading_years import Years, plan_is_over, years_of
from ingest.extract.text.mood import sets_out_plans
from ingest.model import Section

# What a government promises to the people for a year, as a part of a pattern.
_WORKS: Final = r"实事(?!求是)|(?:民生|惠民)(?:工程|项目)"
_HEADING: Final = re.compile(
    r"(?:(?:[一二三四五六七八九]|十[一二三]?)、|第[一二三四五六七八九]部分[：、 ]?)[^\n]{2,60}"
    r"|[^\n。，]{0,22}(?:工作(?:的)?回顾|发展回顾|(?:发展|主要)成[就绩])[^\n。，]{0,14}"
    r"|[^\n。，]{0,14}(?:目标任务|总体要求|工作安排|重点工作|主要任务|工作部署|奋斗目标|工作打算)"
    r"[^\n。，]{0,8}"
    r"|[^\n。，]{0,14}(?:发展|主要|预期)目标(?:（[^（）\n]{1,14}）)?"
    r"|(?![^\n]{0,40}报告)[^\n。，]{0,10}(?:20\d\d|今|明)年(?!以来)[^\n。，]{0,12}"
    r"(?:思路|任务|工作|打算|部署|目标|要求|重点|建议|安排)[^\n。，]{0,6}"
    rf"|[^\n。；]{{0,30}}(?:{_WORKS})[^\n。；，]{{0,14}}"
    r"|(?:过去|今后|未来)的?[五5]年[^\n。，；：、\d]{0,8}"
    r"|(?:20\d\d年|“?十[一二三四五]五”?(?:时期)?)[^\n。，\d]{0,4}(?:成就|成绩单?|答卷|目标|任务)：?"
    r"|(?:附件?[：\d一二三]|附录|附注|名词解释|名词注释|注释|相关名词|有关名词"
    r"|《?政府工作报告》?(?:有关|相关|部分|中)?(?:名词|用语|词语))[^\n]{0,40}"
)
_NAMES_A_PLAN: Final = re.compile(r"[^\n。，；：、\d]{0,6}“十[一二三四五]五”[^\n。，；：、\d]{0,4}")
_LONGEST_HEADING: Final = 100  # more than the pattern can take: longer lines needn't be tried
_ANNEX: Final = re.compile(
    r"^(?:附|名词|注释|相关名词|有关名词)|(?:名词|用语|词语)(?:解释|注释|说明)"
)
_REVIEW: Final = re.compile(
    r"回顾|过去(?:的)?[一三四五5]年|[一三四五]年来|(?:发展|主要|历史性)成[就绩]|工作总结|执行情况|完成情况"
    r"|主要成绩|(?:”|年|时期)(?:成就|成绩单?|答卷)|所做的工作|取得的成|情况$"
    r"|^(?!.*(?:确保|力争|保证|坚决|奋力|推动)).*(?:目标|任务|计划)(?:提前|全面|圆满|胜利|如期)[^，]{0,4}(?:实现|完成)"
)
_PROMISED: Final = re.compile(_WORKS)
# Behind them it says what became of them; 确保完成2025年民生实事 is a task.
_KEPT: Final = re.compile(
    r"(?:实事|工程|项目)[^\n]{0,12}(?:完成|落实|落地|兑现|办结|见效|成效|进展|进度|评估)|办成|[已了]"
)
_GLOSSARY: Final = re.compile(r"名词|用语|词语|注释")
_YEAR: Final = re.compile(r"(20\d\d)年")
_COMING: Final = re.compile(
    r"今年|今后|未来|下一步|总体要求|政策取向|预期目标|主要目标|时期|(?:发展|奋斗|工作|总体)目标|五”?目标"
    r"|目标任务|工作(?:安排|打算|思路)|发展思路|主要任务|工作重点$"
)
# What announces a plan in the sentence that opens it, and what stands before it there.
_ANNOUNCES: Final = re.compile(
    r"(?:预期目标|主要目标|总体要求)(?:是|为|：)|实事(?:项目)?(?:分别)?(?:是|为|如下)?："
    r"|(?:上述|以上)[^\n。，]{0,8}(?:目标|任务)，"
)
_DATED: Final = re.compile(r"[^\n。]{0,40}(?:今年|20\d\d年)[^\n。]{0,30}")
_BEFORE_PLAN: Final = 80  # letters; the two patterns take no more
_SERVES: Final = re.compile(r"[^\n。，]{0,8}(?:实现|完成|达到|达成|围绕)")
# “十四五”时期发展成就和“十五五”时期主要目标任务, and the paragraph where the second begins
_ACHIEVED_AND_COMING: Final = re.compile(
    r"[^\n]*(?:成[就绩效]|回顾|总结)[^\n]{0,4}[和及与、]"
    r"(?P<coming>(?:“?十[一二三四五六]五”?|今后五年|未来五年|下一个五年)[^\n]*(?:目标|任务|思路|展望|安排|要求)[^\n]*)"
)
_COMING_YEARS: Final = re.compile(
    r"\n(?:今后五年|未来五年|“十[一二三四五六]五”(?:时期|期间)，?是[^。\n]{0,40}(?:关键|第一个五年|起步)|展望“十|到20[23][05]年"
    r"|根据[^。\n]{0,60}规划[^。\n]{0,12}建议|《[^》\n]{0,30}纲要)"
)
# A text without headings that opens with the works promised for a year (news, a notice), or with
# what somebody asks of it, is about that year from there on.
_ASKED: Final = re.compile(
    r"^(?:[^\n。]{0,30}(?P<works>20\d\d)年[^\n。，；]{0,16}"
    rf"(?:{_WORKS})[^\n。]*"
    r"|[^\n。，]{0,12}(?:指出|强调|要求|提出|明确)，?(?P<tasks>20\d\d)年，?[^\n。]{0,30}要)",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or where it turns in time a stretch of it, with what the rules need to know of it.

    Offsets are in folded text; a part ends where the next one starts.
    """

    section: Section
    start: int
    span: Years | None = None  # the years of its review or goals, where not one year's
    averaged: Years | None = None  # what 年均 is over: also beside a year (2015年和“十二五”)
    year: int | None = None  # the report's year as its heading has it, where not the one given


def find_sections(text: str, year: int | None) -> list[Part]:
    """Split folded `text` into parts; `year` is the report's year (None: unknown)."""
    marks = _with_goals(text, _headings(text), year)
    kinds = _kinds([heading for _, heading in marks], year)
    if "plan" not in kinds:
        marks, kinds = _with_opening(text, marks, kinds, year)
    # Headings that tell nothing are those of an excerpt; how it speaks tells what it is of.
    untold = "plan" if not any(kinds) and sets_out_plans(text) else ""
    parts: list[Part] = []
    current = "opening"
    span: Years | None = None
    averaged: Years | None = None
    told: int | None = None
    if not marks or marks[0][0] > 0:
        end = marks[0][0] if marks else len(text)
        kind = untold or ("opening" if marks else "other")
        parts.append(Part(Section(0, kind, "", 0, end), 0))
    for number, ((start, heading), named) in enumerate(zip(marks, kinds, strict=True)):
        # what comes first is the review, whatever its heading says
        if kind := named or ((untold or "review") if current == "opening" else ""):
            current = kind
            span, averaged = years_of(heading, kind, year or 0)
            told = _year_told(heading, kind, year) if averaged is None else None
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        section = Section(len(parts), current, heading, start, end)
        parts.append(Part(section, start, span, averaged, told))
    return parts


def _headings(text: str) -> list[tuple[int, str]]:
    """The lines of `text` that can head a part, each with where it starts."""
    found: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_HEADING and (
            _HEADING.fullmatch(line) or ("五”" in line and _NAMES_A_PLAN.fullmatch(line))
        ):
            found.append((start, line.strip()))
        start += len(line) + 1
    return found


def _with_goals(text: str, marks: list[tuple[int, str]], year: int | None) -> list[tuple[int, str]]:
    """Add where a part turns to the goals that its heading names beside what was achieved.

    “十四五”时期发展成就和“十五五”时期主要目标任务 heads two parts: the second begins with the
    paragraph that speaks of the years to come.
    """
    found: list[tuple[int, str]] = []
    for number, (start, heading) in enumerate(marks):
        found.append((start, heading))
        both = _ACHIEVED_AND_COMING.fullmatch(heading)
        if both is None or plan_is_over(both["coming"], year or 0):
            continue
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        if turn := _COMING_YEARS.search(text, start + len(heading), end):
            found.append((turn.start() + 1, both["coming"]))
    return found


def _kinds(headings: list[str], year: int | None) -> list[str]:
    """The kinds of all headings in their order; "" where one only divides its part."""
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
    kind = _kind_by_year(heading, year) or ("plan" if _COMING.search(heading) else "")
    if not kind and current != "plan" and "五”" in heading and plan_is_over(heading, year or 0):
        return "review"  # “十三五”圆满收官
    return kind


def _year_told(heading: str, kind: str, year: int | None) -> int | None:
    """The year that a report reviewing its own year is really of (2024年回顾, given that December).

    It is the next one, which its plan names as well (2025年工作安排).
    """
    named = _YEAR.findall(heading)
    if year is None or len(named) != 1 or "半年" in heading or "季度" in heading:
        return None
    own = int(named[0]) + 1 if kind == "review" else int(named[0])
    return own if kind in ("review", "plan") and own == year + 1 else None


def _kind_by_year(heading: str, year: int | None) -> str:
    """The kind that the year in a heading tells, if any: a year before is reviewed."""
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
    start = _announced_at(text)
    if start < 0 and (marks or (start := _asked_at(text, year)) < 0):
        return marks, kinds
    at = sum(before < start for before, _ in marks)
    return [*marks[:at], (start, ""), *marks[at:]], [*kinds[:at], "plan", *kinds[at:]]


def _announced_at(text: str) -> int:
    """Where the sentence starts that opens a plan (2025年…总体要求是：); -1 for nowhere."""
    for found in _ANNOUNCES.finditer(text):
        at = found.start()
        low = max(0, at - _BEFORE_PLAN)
        start = max(text.rfind("\n", low, at), text.rfind("。", low, at)) + 1
        opens = _SERVES if found[0][-1] == "，" else _DATED
        if (start or not low) and opens.fullmatch(text, start, at):
            return start
    return -1


def _asked_at(text: str, year: int | None) -> int:
    """Where a text without headings begins to speak of what `year` is to bring; -1 for nowhere."""
    for asked in _ASKED.finditer(text):
        named = int(asked["works"] or asked["tasks"])
        behind = text[asked.end(asked.lastgroup or 0) : asked.end()]
        kept = _KEPT.search(behind) or _REVIEW.search(behind)
        if (year is None or named >= year) and not kept:
            return asked.start()
    return -1
