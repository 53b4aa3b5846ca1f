"""Decides which subjects the numbers of a group are shared out over (分别增长5%、6%).

They are named before the group (`distributives`, `coordination`) or earlier (`antecedents`).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.parts_of_year import PART_OF_YEAR
from ingest.extract.lists.antecedents import (
    listed_before,
    measured_before,
    named_before,
    read_apart,
)
from ingest.extract.lists.coordination import all_named, expand, listed
from ingest.extract.lists.distributives import shared_out
from ingest.extract.lists.industries import industries_before
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.adjuncts import ACHIEVED
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import strip_head
from ingest.extract.phrases.trimming import trim
from ingest.extract.relations.comparisons import IN_STEP
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect

_SO_MANY: Final = frozenset(number + unit for number in "两三四五" for unit in "个项")
_STEPS_BEHIND: Final = re.compile("[两三四五]?[个大]?新?(?:大关|台阶|关口)")
_OF_PAST: Final = r"(?:是|为|达到|相当于)[^，、；]{2,12}的"  # 是2011年的2.3倍
_TIMES_OF_PAST: Final = re.compile(rf"(?:分别|均)?{_OF_PAST}")
_EACH_TIMES: Final = re.compile(rf"(?<=..)(?:分别|均){_OF_PAST}$")
_ALL_TIMES: Final = re.compile(rf"(?P<aspect>总量|规模|)(?:均|都){_OF_PAST}")
# 光伏、储能等新兴产业: no letter of 高等
_EXAMPLES: Final = re.compile("[^，]+、[^，、]+(?<![高中优平均])等..")


def shared_subjects(
    core: str, group: list[Quantity], lead: Lead, state: State, place: Place, *, several: bool
) -> list[str]:
    """Give the subjects that a group of numbers is shared out over; none where it is not.

    `core` are the words before the group without the cues in `lead`; `several` says that one
    number may hold for each of a list (a rate, a multiple).
    """
    count = len(group)
    if count > 1 and not lead.each and _is_of_one(group, place):
        return []
    start, frame = strip_head(core, 0, len(core))
    whole = core[start:]
    if frame and whole[:1] == "、":
        whole = frame + whole  # 建设、改造基站: the verb is the first of a list
    if group[0].unit == "倍" and (alone := _without_past(whole, count, lead)) is not None:
        whole, lead.each = alone, True
    if not whole:
        return named_before(group, lead, state, place)
    if each := shared_out(whole, count, lead, state, place):
        return each
    if is_aspect(whole) and (lead.each or count > 1):
        return _aspect_of_each(whole, count, state, place)
    aspects = whole.split("、")
    if len(aspects) > 1 and all(is_aspect(aspect) for aspect in aspects) and state.group:
        base = "、".join(state.group)
        return [compose(base, aspect) for aspect in aspects] if count in (1, len(aspects)) else []
    if "同步" in whole or "实现" in whole:
        whole = IN_STEP.sub("", whole)
        whole = ACHIEVED.sub("", whole)  # 规上工业实现营收、利润分别增长…
    if "等" in whole:
        whole, _ = trim(whole)
    if count > 1:
        subjects = expand(whole, count)
        if len(subjects) == count:
            return measured_before(_named_at_the_end(subjects), group[0], place, state)
        return subjects[-count:] if lead.each and len(subjects) > count else []
    return _of_one(whole, group[0], lead, place, several=several)


def _is_of_one(group: list[Quantity], place: Place) -> bool:
    """Whether several numbers are of one subject, which is no list."""
    if not place.masked[group[0].tail : group[1].start]:
        return True  # 医护人员16批次162人次
    return _STEPS_BEHIND.match(place.text, group[-1].tail) is not None  # 300亿元、400亿元两大台阶


def _without_past(whole: str, count: int, lead: Lead) -> str | None:
    """Give the words before multiples without the past that they are of; None where none is."""
    if count == 1:  # 总量均是五年前的1.5倍
        all_are = _ALL_TIMES.fullmatch(whole)
        return all_are["aspect"] if all_are else None
    if not lead.rise and _TIMES_OF_PAST.fullmatch(whole):
        return ""  # 分别是2011年的2.3倍和2.6倍
    times = _EACH_TIMES.search(whole)  # A、B分别是2019年的1.2倍、1.5倍
    return whole[: times.start()] if times else None


def _aspect_of_each(aspect: str, count: int, state: State, place: Place) -> list[str]:
    """Put an aspect behind each of the subjects that stand earlier (营收、利润…，增速均达5%)."""
    bases = industries_before(place, state) if count == 1 else []
    bases = bases or (state.group if len(state.group) > 1 else [])
    bases = bases or listed_before(place, state, count)
    bases = bases or (read_apart(state, 2) if count == 1 else [])
    return [compose(base, aspect) for base in bases] if count in (1, len(bases)) else []


def _named_at_the_end(subjects: list[str]) -> list[str]:
    """Complete subjects of which only the last one names the thing.

    上半年、全年GDP分别…: of the GDP; 新增国家级、省级工厂5家、9家: both are of factories.
    """
    *parts, last = subjects
    if last.startswith("全年") and PART_OF_YEAR.match(parts[0]):
        last = last.removeprefix("全年")
        subjects = [*parts, last]
    if all(PART_OF_YEAR.fullmatch(part) for part in parts):
        own = PART_OF_YEAR.match(last)
        whole = last[own.end() :] if own else last.removeprefix("全年")
        return [*(part + whole for part in parts), (own[0] if own else "") + whole]
    if all(part.endswith("级") for part in parts) and (level := last.rfind("级")) > 0:
        return [*(part + last[level + 1 :] for part in parts), last]
    return subjects


def _of_one(
    whole: str, quantity: Quantity, lead: Lead, place: Place, *, several: bool
) -> list[str]:
    """Give the subjects that one number holds for (A、B覆盖率均达90%); none for a sum."""
    if whole[-2:] in _SO_MANY and quantity.unit == "%":
        whole, lead.each = whole[:-2], True  # 入学率、巩固率、满意率三个100%
    if not lead.each and ("占" in whole or "合计" in whole):
        return []  # the share of several together
    if _EXAMPLES.match(whole) and head_of(whole):
        return []  # 光伏、储能等新兴产业产值: of all together
    subjects = expand(whole, 1)
    if len(subjects) == 1 and lead.each:  # 城乡, 国地税: two in one word
        subjects = expand(whole, 2)
    forced = quantity.kind == "double" and "翻番" in place.masked[quantity.start : quantity.end]
    if len(subjects) > 1 and (lead.each or forced):
        return subjects
    if len(subjects) > 1 and several and all_named(subjects) and listed(whole, subjects):
        return subjects
    return []
