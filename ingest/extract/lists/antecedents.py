"""Finds the subjects that a group of numbers goes back to, where it names none of its own.

甲达1亿元、乙达2亿元，分别增长5%、6%: what was read before, or what the clause before lists.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from ingest.extract.ellipsis.ratios import series_itself
from ingest.extract.lists.coordination import all_named, expand
from ingest.extract.lists.industries import HOW_MANY
from ingest.extract.lists.shared_noun import shared_noun
from ingest.extract.measures import POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import strip_head
from ingest.extract.phrases.trimming import trim
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import SIDES

_PRICES: Final = frozenset(("元", "%", "元/月", "元/年", "元/人", "元/斤", "元/公斤", "元/吨"))
_RAISED: Final = re.compile(
    "(?:提高|上调|下调|调高|降低|调整|提升)了?(?P<of>[^，、；。的]{0,12}?)"
    "(?P<measure>最低收购价格?|收购价格?|(?:保障|补助|补贴|供养|救助|资助|筹资|拨款|护理|低保)?标准"
    "|价格|费率|税率|利率|电价|水价|(?P<part>比例|额度|限额|起付线|系数))(?:水平)?$"
)
_TOO_MANY: Final = 6  # subjects that 均 doesn't speak of together


def named_before(group: list[Quantity], lead: Lead, state: State, place: Place) -> list[str]:
    """Give the subjects that were named before a group without any of its own."""
    count = len(group)
    if lead.each and count > 1 and group[0].unit in POINTS and (held := _shares_read(state, count)):
        return held
    if lead.each and len(state.group) >= count and len(state.group) > 1:
        held = state.group[-count:] if count > 1 else list(state.group)
        # 分别完成年度计划的113%、120%，分别增长5%、6%: the things grow, not their rates
        return [series_itself(one) for one in held] if lead.rise else held
    if count < 2:
        if not lead.each:
            return []
        return _read_before(state, 0) or read_apart(state, 2) or _of_changes(place, state)
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
    made = read_apart(state, count) if lead.each else []
    if made and state.readings[-1].rule == "aspect":
        return made  # 生产汽车8万辆，产值9亿元，分别增长5%、6%
    named = list(dict.fromkeys(state.parents))
    if lead.each and count <= len(named):  # A达1亿元，B达2亿元，分别增长5%、6%
        return named[-count:]
    return listed_before(place, state, count) if lead.each else []


def _shares_read(state: State, count: int) -> list[str]:
    """Give the shares read last, of which points say more (A占5%，B占4%，分别提高2、1个百分点)."""
    latest = [one for one in state.readings[-count:] if one.quantity.unit == "%"]
    named = list(dict.fromkeys(one.subject for one in latest if one.measure == "level"))
    return named if len(named) == count else []


def _one_in_each(state: State, count: int) -> list[str]:
    """Give the sums of as many clauses before (城镇…3万元，农村…2万元，同比增长8%和9%)."""
    latest = state.readings[-count:]
    names = read_apart(state, count)
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


def of_clauses(place: Place, state: State) -> list[str]:
    """Give what the clauses before spoke of, of which 均居 is said (A达2%，B增长5%，均居第三)."""
    part = place.text.rfind("；", state.readings[0].clause if state.readings else 0, place.clause)
    ranked = [r.clause for r in state.readings if r.measure == "rank" and r.clause < place.clause]
    part = max([part, *ranked])  # 存款…，总量、增幅均居第二，贷款…，总量、增幅均居第一
    said = [r.subject for r in state.readings if not r.other and r.clause > part]
    # 外送电量3000亿度、占全国16%，均居首位: the share is said of what holds the rank
    named = [s for s in dict.fromkeys(said) if s.partition("占")[0] not in said or "占" not in s]
    return named if 1 < len(named) < _TOO_MANY and state.previous[1] == place.clause - 1 else []


def _of_changes(place: Place, state: State) -> list[str]:
    """Give what changed in each of the clauses before (A由1亿元增至2亿元，B由…，均是…的2倍)."""
    changed = bool(state.readings) and state.readings[-1].rule == "from-to"
    return of_clauses(place, state) if changed and place.pre == place.clause else []


def read_apart(state: State, count: int) -> list[str]:
    """Give the subjects of so many clauses (实施项目58个，完成投资40亿元，均增长2倍)."""
    readings = [one for one in state.readings if not one.begins]  # 由8元增加到9元: the 9
    latest = readings[-count:]
    named = [one.subject for one in latest if one.measure == "level" and not one.other]
    if len(set(named)) != count or latest[-1].clause != state.previous[0]:
        return []
    clauses = [one.clause for one in latest]
    apart = clauses == sorted(set(clauses))
    alone = all(one.clause < clauses[0] for one in readings[:-count])
    return named if apart and alone else []


def listed_before(place: Place, state: State, count: int) -> list[str]:
    """Give the list that the clause before is or ends with (投资、消费和出口，分别增长…)."""
    begin, end = state.previous
    if end != place.clause - 1:
        return []
    start, _ = strip_head(place.text, begin, end)
    if place.text.endswith("方面", start, end):  # 在投资、消费、出口方面，分别增长…
        start, end = start + place.text.startswith("在", start), end - 2
    whole = expand(place.text[start:end], count) if count > 1 else []
    if len(whole) == count and all_named(whole):
        return whole
    phrase, verb = trim(place.text[begin:end])
    items = phrase.removeprefix(verb).split("、")
    counted = any(character.isdigit() for character in phrase)
    return items if len(items) == count and not counted else []


def just_named(number: str | None, state: State) -> list[str]:
    """Give the `number` subjects named last, or those of the clause before; none where unsure."""
    if number:
        named = list(dict.fromkeys(state.parents))[-HOW_MANY[number] :]
        return named if len(named) == HOW_MANY[number] else []
    said = state.group_clause == state.previous[0] and len(state.group) > 1
    return list(state.group) if said else []


def measured_before(
    subjects: list[str], quantity: Quantity, place: Place, state: State
) -> list[str]:
    """Give things without a measure that of the clause before.

    提高粮食收购价，早稻、晚稻每百斤分别提高3元、5元; 提高城乡护理标准，城市、农村分别提高9元、8元
    """
    begin, end = state.previous
    if quantity.unit not in _PRICES or end != place.clause - 1 or place.pre > place.clause:
        return subjects
    raised = _RAISED.search(place.text, begin, end)
    if raised is None:
        return subjects
    if any(head_of(one) if raised["part"] else _names_measure(one) for one in subjects):
        return subjects
    if all(one in SIDES for one in subjects):
        return [one + raised["of"].removeprefix("城乡") + raised["measure"] for one in subjects]
    if raised["part"]:  # 提高企业研发扣除比例，将甲企业、乙企业分别从…: what the part is of
        return [one + raised["of"].removeprefix(one[-2:]) + raised["part"] for one in subjects]
    return [one + raised["measure"] for one in subjects]


def _names_measure(name: str) -> bool:
    """Whether a name says itself what is measured (小麦收购价, 居民收入)."""
    return bool(head_of(name)) or name.endswith(("价", "标准")) or indicator_of(name) is not None


def two_counted(place: Place, second: str, state: State) -> list[str]:
    """Give the two things counted just before (8个甲项目和9个乙项目分别完成投资…)."""
    latest = state.readings[-2:]
    if len(latest) < 2 or any(r.rule != "count-first" for r in latest):
        return []
    first, before = latest
    same = first.clause == place.clause and first.quantity.unit == before.quantity.unit
    if not same or before.quantity.tail != place.pre:
        return []
    return [first.noun + shared_noun(first.noun, second), second]


def counted_each(whole: str, tail: str, count: int, state: State, place: Place) -> list[str]:
    """Give the kinds counted just before the measure that each has: 8条甲产业链、9个乙镇营收分别….

    `whole` is the last kind with the measure `tail`. The counts only say over how many it holds.
    """
    counts = state.readings[-count:]
    if count == 1:  # …产值均增长8%: of all that the clause counts
        counts = [one for one in state.readings if one.clause == place.clause]
    if len(counts) < max(2, count) or counts[-1].quantity.tail != place.pre:
        return []
    for one, following in pairwise(counts):
        gap = place.masked[one.quantity.tail + len(one.noun) : following.quantity.start]
        if one.rule != "count-first" or not one.noun or gap not in ("、", "和", "及", "与"):
            return []
    last = whole.removesuffix(tail)
    for one in counts:
        one.other = True
    counts[-1].subject = counts[-1].noun = last
    kinds = [one.noun + shared_noun(one.noun, last) for one in counts[:-1]]
    return [kind + tail for kind in (*kinds, last)]


def listed_and_counted(whole: str, count: int, state: State, place: Place) -> list[str]:
    """Give each of a list that is counted its measure (甲、乙等2个产业产值分别增长5%、6%)."""
    before = state.readings[-1] if state.readings and place.pre > place.clause else None
    if before is None or before.quantity.tail != place.pre or before.quantity.value != count:
        return []
    start, _ = strip_head(place.text, place.clause, before.quantity.start)
    items = place.text[start : before.quantity.start].removesuffix("等").split("、")
    return [item + whole for item in items] if len(items) == count else []
