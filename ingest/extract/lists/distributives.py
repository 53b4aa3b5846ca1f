"""Shares a measure out over the things that 分别, 均 or 都 inside the words stand for.

甲、乙产值分别占…, 总量均占…, 甲乡、乙乡分别完成投资…: one subject for each.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.ratios import rate_of_goal
from ingest.extract.ellipsis.topics import topic
from ingest.extract.lists.antecedents import (
    counted_each,
    just_named,
    listed_and_counted,
    listed_before,
    read_apart,
    two_counted,
)
from ingest.extract.lists.coordination import expand
from ingest.extract.lists.industries import INDUSTRIES, industries_named
from ingest.extract.lists.sharing import shared_tail
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.enumerations import AND
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.vocabulary.words import STAGES

# 甲产业、乙产业均占全市的三成
_EACH_HOLDS: Final = re.compile(r"(.+、.+?)(?:均|都|分别)占(.+)")
# 甲产业、乙产业增加值占工业增加值比重分别达20%、30%: the share and the head are written once
_SHARE_OF_EACH: Final = re.compile(r"([^占]+[、和与及][^占]+)(占[^占、]+)")
# 三项指标总量均占全市四分之一, and the same of what the clause before counted
_EACH_TAKES: Final = re.compile(
    r"(?:(?:以上|上述|这)?([两三四五六])(?:项|大)(?:主要)?(?:经济)?指标)?(?:总量)?(?:均|都)(占.+)"
)
_NAMES_A_SHARE: Final = ("总量", "比重", "比例", "份额")
# 治沙、造林分别完成年度任务的113%、220%; 交通、水利分别完成投资25亿元、8亿元
_OF_GOAL: Final = re.compile(
    r"(.+?)分别(?:完成|达到?|为|是|占)((?:全年|年度|年)?(?:目标|计划|任务)+)的?"
)
_OF_GOALS: Final = re.compile(r"分别完成((?:全年|年度|年)?(?:目标|计划|任务)+)的?")
_DONE_EACH: Final = re.compile(r"(.+[、和与].+?)分别(?:完成|实现)([^、和与]{2,5})")
_COUNTED_EACH: Final = re.compile(r"([^，、和与及]{2,20})分别(?:完成|实现)([^、和与]{2,8})")
_DID_EACH: Final = re.compile(r"([^分]+、[^分]+)分别([^、和与]{2,10})")  # 甲镇、乙镇分别改造管网
_TITLE_WON: Final = re.compile("^(?:被|先后|荣)*(?:评为|获评|获|命名为|授予)")
# 甲、乙等全产业链营业收入均超百亿元; not 甲、乙等主要指标均…
_SUM_AT_END: Final = re.compile(
    r"^(?!主要|重点|指标|各项).*(?:收入|产值|增加值|产量|销售额|利润|投资|规模)$"
)
_STAGES_OF_HOMES: Final = STAGES | {"配租", "配售", "配租配售", "基本建成"}


def shared_out(whole: str, count: int, lead: Lead, state: State, place: Place) -> list[str]:
    """Give the subjects that 分别 or 均 inside the words shares a measure out over.

    分别新增学位: of the things just counted; 占工业的比重分别: of the sums just named;
    A、B产值均占…: of each; A、B等行业产值分别 or 均: of each before 等.
    """
    named = state.group if len(state.group) == count > 1 else _said_apart(whole, count, state)
    if lead.each and (each := _of_counts(whole, count, state, place)):
        return each
    if count > 1 and (goal := _OF_GOALS.fullmatch(whole)):
        owners = list(dict.fromkeys(state.parents))[-count:]  # A达1亿元，其中B5千万元，分别完成…
        return [rate_of_goal(one, goal[1]) for one in owners] if len(owners) == count else []
    if whole.startswith("分别") and (owned := _each_before(whole, count, named, state, place)):
        return owned
    if named and lead.each and whole.startswith("占") and not is_aspect(whole):
        return [one + whole for one in named]
    if count == 1 and "占" in whole and (takes := _EACH_TAKES.fullmatch(whole)):
        share = takes[2] if takes[2].endswith(_NAMES_A_SHARE) else f"{takes[2]}比重"
        return [one + share for one in just_named(takes[1], state)]
    if (shares := _shares_held(whole, count)) is not None:
        return shares
    if lead.each and count == 1 and (staged := _stages_of_topic(whole, place, state)):
        return staged
    if not lead.each and "分别" in whole:
        return _done_by_each(whole, count, state, place)
    if lead.each and "产业" in whole and (industries := _of_industries(whole, count)):
        return industries
    before_etc, also, tail = whole.partition("等")
    items = before_etc.split("、")
    if not (also and lead.each and len(tail) > 1 and len(items[0]) > 1):
        return []
    if len(items) == count > 1:
        return [item + tail for item in items]
    measured = count == 1 < len(items) and _SUM_AT_END.search(tail) is not None
    return [item + tail for item in items] if measured else []


def _of_counts(whole: str, count: int, state: State, place: Place) -> list[str]:
    """Give the measure of each that was counted just before (甲、乙等2个产业产值分别增长…)."""
    if place.pre == place.clause or not state.readings:
        return []
    if count > 1 and (each := listed_and_counted(whole, count, state, place)):
        return each
    measure = max(head_of(whole), shared_tail(whole), key=len)
    return counted_each(whole, measure, count, state, place)


def _said_apart(whole: str, count: int, state: State) -> list[str]:
    """Give the sums of as many clauses, of which shares are said (A2亿元，B3亿元，分别占…)."""
    if count < 2 or not whole.startswith("分别占"):
        return []
    named = [one.subject for one in state.readings[-count:] if not one.other]
    return named if len(set(named)) == count else []


def _share_named(held: str) -> str:
    """Name the share that 占全市的 leads to."""
    if held[0] != "占" or held[-1] != "的":
        return held
    return held[:-1] if held.endswith("比重的") else f"{held}比重"


def _shares_held(whole: str, count: int) -> list[str] | None:
    """Give the share of each of a list (A、B产值占…的比重, A、B均占…); None where none is said."""
    if count > 1 and (share := _SHARE_OF_EACH.fullmatch(whole)):
        owners, held = expand(share[1].removesuffix("分别"), count), share[2]
        owners = owners if len(owners) == count else []
    elif "占" in whole and (of := _EACH_HOLDS.fullmatch(whole)):
        owners, held = expand(of[1], count), f"占{of[2]}"
        owners = owners if len(owners) > 1 else []
    else:
        return None
    return [one + held + "比重" * held.endswith("的") for one in owners]


def _each_before(whole: str, count: int, named: list[str], state: State, place: Place) -> list[str]:
    """Give what 分别 says of each of those before (甲达…，乙达…，分别占…); [] where none are."""
    said = whole.removeprefix("分别")
    if named:
        return [one + _share_named(said) for one in named] if said else []
    if count > 1 and said.startswith("占") and (apart := read_apart(state, count)):
        return [one + _share_named(said) for one in apart]
    if count > 1 and said.startswith("获"):  # 获评A县、B县，分别获奖金5万元、3万元
        prize = said.removeprefix("获").removeprefix("得")
        return [_TITLE_WON.sub("", one) + prize for one in listed_before(place, state, count)]
    return []


def _of_industries(whole: str, count: int) -> list[str]:
    """Give each of so many industries its measure (甲、乙、丙三大产业产值分别…); [] for none."""
    listed_in = INDUSTRIES.match(whole)
    if listed_in is None:
        return []
    owners = industries_named(listed_in)
    measure = whole[listed_in.end() :]
    alone = measure.removeprefix("规上").removeprefix("规模以上")
    shared = (is_aspect(alone) or not measure) and count in (1, len(owners))
    return [one + measure for one in owners] if shared else []


def _stages_of_topic(whole: str, place: Place, state: State) -> list[str]:
    """Give the stages of what was spoken of (保障房加快建设，新开工、竣工均超过800套)."""
    stages = [one for one in AND.split(whole) if one]
    if len(stages) < 2 or not all(one in _STAGES_OF_HOMES for one in stages):
        return []
    base = state.last or topic(place, state)
    return [base + one for one in stages] if base else []


def _done_by_each(whole: str, count: int, state: State, place: Place) -> list[str]:
    """Give the subjects of a verb behind 分别 (甲乡、乙乡分别完成投资…, …分别改造管网)."""
    if count == 2 and (did := _COUNTED_EACH.fullmatch(whole)):
        return [one + did[2] for one in two_counted(place, did[1], state)]
    if goal := _OF_GOAL.fullmatch(whole):
        owners = expand(goal[1], count)
        return [rate_of_goal(one, goal[2]) for one in owners] if len(owners) == count else []
    if done := _DONE_EACH.fullmatch(whole):
        owners = expand(done[1], count)
        return [one + done[2] for one in owners] if len(owners) == count > 1 else []
    if (own := _DID_EACH.fullmatch(whole)) and keep_verb(own[2], 0, len(own[2])):
        owners = expand(own[1], count)
        return [one + own[2] for one in owners] if len(owners) == count > 1 else []
    return []
