"""Decides which subjects the numbers of a group are shared out over (分别增长5%、6%)."""

from __future__ import annotations

import re

from ingest.extract.canonical import indicator_of
from ingest.extract.comparisons import IN_STEP
from ingest.extract.cues import Lead
from ingest.extract.parts_of_year import PART_OF_YEAR
from ingest.extract.phrases import keep_verb, strip_head
from ingest.extract.quantity import Quantity
from ingest.extract.sharing import compose, expand, head_of, is_aspect, listed
from ingest.extract.state import Place, State
from ingest.extract.topics import topic
from ingest.extract.trimming import trim
from ingest.extract.words import STAGES

_TIMES_OF_PAST = re.compile(r"(?:分别|均)?(?:是|为|达到|相当于)[^，、；]{2,12}的")
_EACH_TIMES = re.compile(r"(?<=..)(?:分别|均)(?:是|为|达到|相当于)[^，、；]{2,12}的$")
_ALL_TIMES = re.compile(r"(?P<aspect>总量|规模|)(?:均|都)(?:是|为|达到|相当于)[^，、；]{2,12}的")
_EACH_HOLDS = re.compile(r"(.+、.+?)(?:均|都|分别)占(.+)")
# 治沙、造林分别完成年度任务的113%、220%; 交通、水利分别完成投资25亿元、8亿元
_OF_GOAL = re.compile(r"(.+?)分别(?:完成|达到?|为|是|占)(?:全年|年度|年)?(?:目标|计划|任务)+的?")
_OF_GOALS = re.compile(r"分别完成(?:全年|年度|年)?(?:目标|计划|任务)+的?")
_DONE_EACH = re.compile(r"(.+[、和与].+?)分别(?:完成|实现)([^、和与]{2,5})")
_COUNTED_EACH = re.compile(r"([^，、和与及]{2,20})分别(?:完成|实现)([^、和与]{2,8})")
# 三项指标总量均占全市四分之一, and the same of what the clause before counted
_EACH_TAKES = re.compile(
    r"(?:(?:以上|上述|这)?([两三四五六])(?:项|大)(?:主要)?(?:经济)?指标)?(?:总量)?(?:均|都)(占.+)"
)
# 甲产业、乙产业增加值占工业增加值比重分别达20%、30%: the share and the head are written once
_SHARE_OF_EACH = re.compile(r"([^占]+[、和与及][^占]+)(占[^占、]+)")
# 狠抓甲、乙、丙三大主导产业，…产值均增长8%: how many there are says where the names end
_INDUSTRIES = re.compile(
    r"(?P<names>[\u4e00-\u548b\u548d-\u9fff]{2,12}(?:[、和][\u4e00-\u548b\u548d-\u9fff]{2,10}?){1,5})等?(?P<many>[两三四五六])(?:大|个)"
    r"[\u4e00-\u9fff]{0,4}产业"
)
_AND = re.compile("[、和]")
_AND_OF_LIST = re.compile("[、和与及]")
_FIRST_STAGES = frozenset(("配租", "配售", "配租配售", "签约", "开工", "新开工", "基本建成"))
_FOCUS = re.compile(r"(?:狠抓|抓好|抓实|抓牢|主攻|聚焦|围绕|紧盯|瞄准|依托)")
_TWO = 2
_MANY = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SHARE_OF = ("总量", "比重", "比例", "份额")
_DID_EACH = re.compile(r"([^分]+、[^分]+)分别([^、和与]{2,10})")  # 甲镇、乙镇分别改造管网
_NOT_NAMES = re.compile(r"实现|完成|建成|推进|加快|开展|全覆盖|突破|提升|增长|下降|深化|强化|推动")


def shared_subjects(
    core: str, group: list[Quantity], lead: Lead, state: State, place: Place, *, several: bool
) -> list[str]:
    """Give the subjects that a group of numbers is shared out over; none where it is not.

    `core` are the words before the group without the cues in `lead`; `several` says that one
    number may hold for each of a list (a rate, a multiple).
    """
    count = len(group)
    if count > 1 and not lead.each and not place.masked[group[0].tail : group[1].start]:
        return []  # 医护人员16批次162人次: one subject, counted twice
    start, frame = strip_head(core, 0, len(core))
    whole = core[start:]
    if frame and whole[:1] == "、":
        whole = frame + whole  # 建设、改造基站: the verb is the first of a list
    if group[0].unit == "倍" and (alone := _without_past(whole, count, lead)) is not None:
        whole, lead.each = alone, True
    if not whole:
        return _named_before(group, lead, state, place)
    if each := _shared_out(whole, count, lead, state, place):
        return each
    if is_aspect(whole) and (lead.each or count > 1):
        bases = _summed_up(place, state) if count == 1 else []
        bases = bases or (state.group if len(state.group) > 1 else [])
        bases = bases or _listed_before(place, state, count)
        bases = bases or (_read_apart(state, _TWO) if count == 1 else [])
        return [compose(base, whole) for base in bases] if count in (1, len(bases)) else []
    aspects = whole.split("、")
    if len(aspects) > 1 and all(is_aspect(aspect) for aspect in aspects) and state.group:
        base = "、".join(state.group)
        return [compose(base, aspect) for aspect in aspects] if count in (1, len(aspects)) else []
    whole = IN_STEP.sub("", whole)
    if "等" in whole:
        whole, _ = trim(whole)
    if count > 1:
        subjects = expand(whole, count)
        if len(subjects) == count:
            return _named_at_the_end(subjects)
        return subjects[-count:] if lead.each and len(subjects) > count else []
    return _of_one(whole, group[0], lead, place, several=several)


def _without_past(whole: str, count: int, lead: Lead) -> str | None:
    """Give the words before multiples without the past that they are of; None where none is."""
    if count == 1:  # 总量均是五年前的1.5倍
        all_are = _ALL_TIMES.fullmatch(whole)
        return all_are["aspect"] if all_are else None
    if not lead.rise and _TIMES_OF_PAST.fullmatch(whole):
        return ""  # 分别是2011年的2.3倍和2.6倍
    times = _EACH_TIMES.search(whole)  # A、B分别是2019年的1.2倍、1.5倍
    return whole[: times.start()] if times else None


def _named_at_the_end(subjects: list[str]) -> list[str]:
    """Complete subjects of which only the last one names the thing.

    上半年、全年GDP分别…: of the GDP; 新增国家级、省级工厂5家、9家: both are of factories.
    """
    *parts, last = subjects
    if all(PART_OF_YEAR.fullmatch(part) for part in parts):
        own = PART_OF_YEAR.match(last)
        whole = last[own.end() :] if own else last.removeprefix("全年")
        return [*(part + whole for part in parts), (own[0] if own else "") + whole]
    if all(part.endswith("级") for part in parts) and (level := last.rfind("级")) > 0:
        return [*(part + last[level + 1 :] for part in parts), last]
    return subjects


def _shared_out(whole: str, count: int, lead: Lead, state: State, place: Place) -> list[str]:
    """Give the subjects that 分别 or 均 inside the words shares a measure out over.

    分别新增学位: of the things just counted; 占工业的比重分别: of the sums just named;
    A、B产值均占…: of each; A、B等行业产值分别: of each before 等.
    """
    named = state.group if len(state.group) == count > 1 else []
    if count > 1 and lead.each and (each := _of_so_many(whole, count, state, place)):
        return each
    if count > 1 and _OF_GOALS.fullmatch(whole):
        owners = list(dict.fromkeys(state.parents))[-count:]  # A达1亿元，其中B5千万元，分别完成…
        return [f"{one}完成率" for one in owners] if len(owners) == count else []
    if named and whole.startswith("分别") and len(whole) > 2:
        return [one + whole[2:] for one in named]
    if named and lead.each and whole.startswith("占") and not is_aspect(whole):
        return [one + whole for one in named]
    if count == 1 and (takes := _EACH_TAKES.fullmatch(whole)):
        share = takes[2] if takes[2].endswith(_SHARE_OF) else f"{takes[2]}比重"
        return [one + share for one in _just_named(takes[1], state)]
    if (shares := _shares_held(whole, count)) is not None:
        return shares
    if lead.each and count == 1 and (staged := _stages_of_topic(whole, place, state)):
        return staged
    if not lead.each and "分别" in whole:
        return _done_by_each(whole, count, state, place)
    if lead.each and "产业" in whole and (industries := _INDUSTRIES.match(whole)):
        owners = _industries(industries)
        measure = whole[industries.end() :]
        if (is_aspect(measure) or not measure) and count in (1, len(owners)):
            return [one + measure for one in owners]
    listed_before, also, tail = whole.partition("等")
    items = listed_before.split("、")
    if also and lead.each and len(items) == count > 1 and len(tail) > 1 and len(items[0]) > 1:
        return [item + tail for item in items]
    return []


def _shares_held(whole: str, count: int) -> list[str] | None:
    """Give the share of each of a list (A、B产值占…的比重, A、B均占…); None where none is said."""
    if count > 1 and (share := _SHARE_OF_EACH.fullmatch(whole)):
        owners, held = expand(share[1].removesuffix("分别"), count), share[2]
        owners = owners if len(owners) == count else []
    elif of := _EACH_HOLDS.fullmatch(whole):
        owners, held = expand(of[1], count), f"占{of[2]}"
        owners = owners if len(owners) > 1 else []
    else:
        return None
    return [one + held + "比重" * held.endswith("的") for one in owners]


def _stages_of_topic(whole: str, place: Place, state: State) -> list[str]:
    """Give the stages of what was spoken of (保障房加快建设，新开工、竣工均超过800套)."""
    stages = [one for one in _AND_OF_LIST.split(whole) if one]
    if len(stages) < _TWO or not all(one in STAGES or one in _FIRST_STAGES for one in stages):
        return []
    base = state.last or topic(place, state)
    return [base + one for one in stages] if base else []


def _of_so_many(whole: str, count: int, state: State, place: Place) -> list[str]:
    """Give each of a list that is counted its measure (甲、乙等2个产业产值分别增长5%、6%)."""
    before = state.readings[-1] if state.readings and place.pre > place.clause else None
    if before is None or before.quantity.tail != place.pre or before.quantity.value != count:
        return []
    start, _ = strip_head(place.text, place.clause, before.quantity.start)
    items = place.text[start : before.quantity.start].removesuffix("等").split("、")
    return [item + whole for item in items] if len(items) == count else []


def _done_by_each(whole: str, count: int, state: State, place: Place) -> list[str]:
    """Give the subjects of a verb behind 分别 (甲乡、乙乡分别完成投资…, …分别改造管网)."""
    if count == _TWO and (did := _COUNTED_EACH.fullmatch(whole)):
        return [one + did[2] for one in _two_counted(place, did[1], state)]
    if goal := _OF_GOAL.fullmatch(whole):
        owners = expand(goal[1], count)
        return [f"{one}完成率" for one in owners] if len(owners) == count else []
    if done := _DONE_EACH.fullmatch(whole):
        owners = expand(done[1], count)
        return [one + done[2] for one in owners] if len(owners) == count > 1 else []
    if (own := _DID_EACH.fullmatch(whole)) and keep_verb(own[2], 0, len(own[2])):
        owners = [one for one in own[1].split("、") if one]
        return [one + own[2] for one in owners] if len(owners) == count > 1 else []
    return []


def _two_counted(place: Place, second: str, state: State) -> list[str]:
    """Give the two things counted just before (8个甲项目和9个乙项目分别完成投资…)."""
    latest = state.readings[-_TWO:]
    if len(latest) < _TWO or any(r.rule != "count-first" for r in latest):
        return []
    first, before = latest
    same = first.clause == place.clause and first.quantity.unit == before.quantity.unit
    return [first.noun, second] if same and before.quantity.tail == place.pre else []


def _summed_up(place: Place, state: State) -> list[str]:
    """Give the industries of which the clauses before list so many (甲、乙、丙三大主导产业，…)."""
    start = max(place.text.rfind(mark, 0, place.clause) for mark in "。；\n")
    if state.readings and state.readings[-1].clause > start:
        return []
    named: list[str] = []
    for listed_in in _INDUSTRIES.finditer(place.text, start + 1, place.clause):
        items = _industries(listed_in)
        if not items:
            return []
        named += items
    return named


def _industries(listed_in: re.Match[str]) -> list[str]:
    """Name the industries of a list that says how many they are; [] where it names others."""
    items = _AND.split(listed_in["names"])
    if len(items) != _MANY[listed_in["many"]]:
        return []
    first = _FOCUS.sub("", items[0])
    start, _ = strip_head(first, 0, len(first))
    while size := keep_verb(first, start, len(first)):
        start += size
    items[0] = first[start:]
    return [one if one.endswith("业") else f"{one}产业" for one in items]


def _just_named(number: str | None, state: State) -> list[str]:
    """Give the `number` subjects named last, or those of the clause before; none where unsure."""
    if number:
        named = list(dict.fromkeys(state.parents))[-_MANY[number] :]
        return named if len(named) == _MANY[number] else []
    said = state.group_clause == state.previous[0] and len(state.group) > 1
    return list(state.group) if said else []


def _of_one(
    whole: str, quantity: Quantity, lead: Lead, place: Place, *, several: bool
) -> list[str]:
    """Give the subjects that one number holds for (A、B覆盖率均达90%); none for a sum."""
    if not lead.each and ("占" in whole or "合计" in whole):
        return []  # the share of several together
    subjects = expand(whole, 1)
    if len(subjects) == 1 and lead.each:  # 城乡, 国地税: two in one word
        subjects = expand(whole, 2)
    forced = quantity.kind == "double" and "翻番" in place.masked[quantity.start : quantity.end]
    if len(subjects) > 1 and (lead.each or forced):
        return subjects
    if len(subjects) > 1 and several and _all_named(subjects) and listed(whole, subjects):
        return subjects
    return []


def _named_before(group: list[Quantity], lead: Lead, state: State, place: Place) -> list[str]:
    """Give the subjects that were named before a group without any of its own."""
    count = len(group)
    if lead.each and len(state.group) >= count and len(state.group) > 1:
        held = state.group[-count:] if count > 1 else list(state.group)
        # 分别完成年度计划的113%、120%，分别增长5%、6%: the things grow, not their rates
        return [one.removesuffix("完成率") for one in held] if lead.rise else held
    if count < 2:
        return (_read_before(state, 0) or _read_apart(state, _TWO)) if lead.each else []
    led = lead.each or lead.rise or lead.to or lead.before
    if not led and place.post_end > group[-1].tail:
        return []  # 400户、1100人实现稳定脱贫: named behind
    joined = lead.each or place.masked[group[0].tail : group[1].start]
    if joined and len(state.group) == count:
        return list(state.group)
    if joined and lead.rise and group[0].unit == "%" and (two := _one_in_each(state, count)):
        return two
    if lead.each and len(state.aspects) == count and state.aspects_clause == state.previous[0]:
        return list(state.aspects)
    if lead.each and (owned := _read_before(state, count)):
        return owned
    made = _read_apart(state, count) if lead.each else []
    if made and state.readings[-1].rule == "aspect":
        return made  # 生产汽车8万辆，产值9亿元，分别增长5%、6%
    named = list(dict.fromkeys(state.parents))
    if lead.each and count <= len(named):  # A达1亿元，B达2亿元，分别增长5%、6%
        return named[-count:]
    return _listed_before(place, state, count) if lead.each else []


def _one_in_each(state: State, count: int) -> list[str]:
    """Give the sums of as many clauses before (城镇…3万元，农村…2万元，同比增长8%和9%)."""
    latest = state.readings[-count:]
    names = _read_apart(state, count)
    alike = len({one.quantity.unit for one in latest}) == 1
    return names if names and alike and all(one.rule != "aspect" for one in latest) else []


def _read_before(state: State, count: int) -> list[str]:
    """Give what the clause before read, an aspect among it (营业收入55亿元、利润13亿元，分别…).

    `count` is how many are shared out over, 0 for all of them (均实现翻番).
    """
    latest = state.readings[-count:]
    if not count:
        latest = [one for one in latest if one.clause == state.previous[0]]
    told = all(one.clause == state.previous[0] and not one.other for one in latest)
    named = list(dict.fromkeys(one.subject for one in latest))
    owned = told and any(one.rule == "aspect" for one in latest)
    return named if owned and len(named) == (count or max(2, len(named))) else []


def _read_apart(state: State, count: int) -> list[str]:
    """Give the subjects of so many clauses (实施项目58个，完成投资40亿元，均增长2倍)."""
    latest = state.readings[-count:]
    named = [one.subject for one in latest if one.measure == "level" and not one.other]
    if len(set(named)) != count or latest[-1].clause != state.previous[0]:
        return []
    clauses = [one.clause for one in latest]
    apart = clauses == sorted(set(clauses))
    alone = all(one.clause < clauses[0] for one in state.readings[:-count])
    return named if apart and alone else []


def _listed_before(place: Place, state: State, count: int) -> list[str]:
    """Give the list that the clause before is or ends with (投资、消费和出口，分别增长…)."""
    begin, end = state.previous
    if end != place.clause - 1:
        return []
    start, _ = strip_head(place.text, begin, end)
    if place.text.endswith("方面", start, end):  # 在投资、消费、出口方面，分别增长…
        start, end = start + place.text.startswith("在", start), end - 2
    whole = expand(place.text[start:end], count) if count > 1 else []
    if len(whole) == count and _all_named(whole):
        return whole
    phrase, verb = trim(place.text[begin:end])
    items = phrase.removeprefix(verb).split("、")
    counted = any(character.isdigit() for character in phrase)
    return items if len(items) == count and not counted else []


def _all_named(subjects: list[str]) -> bool:
    return all(
        len(s) >= 2
        and not _NOT_NAMES.search(s)
        and (head_of(s) or is_aspect(s) or indicator_of(s) is not None)
        for s in subjects
    )
