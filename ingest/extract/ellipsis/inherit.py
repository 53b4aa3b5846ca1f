"""Reads a number whose subject was named before it: 、增长6.5%; 力争达到1500万吨."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import PACE_AT_END
from ingest.extract.ellipsis.parts_of_year import PART_OF_YEAR
from ingest.extract.ellipsis.ratios import goal_at_end, rate_of_goal, series_itself
from ingest.extract.ellipsis.topics import topic
from ingest.extract.emit import emit
from ingest.extract.measures import PLACES, POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.ranks.moves import ranking_before
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects.stages import at_stage, finished, other_verb
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY, STAGES

RUN: Final = re.compile(r"连续[多\d一二两三四五六七八九十]+个?(?:年|届|季度|月|榨季)(?:每年|年均)?")


_CAME_IN: Final = re.compile("(?:累计)?(?:新增|净增|新登记|新注册|新设立)")
_COMES_TO: Final = frozenset(("达", "达到", "达到了"))
_ADDED: Final = re.compile("(?:新增|净增)(?:培育|认定|建成)?")


def inherit(
    place: Place, quantity: Quantity, core: str, frame: str, lead: Lead, state: State
) -> None:
    """Read a number whose subject was named before: 、增长6.5%, 力争达到1500万吨."""
    subject, rule = state.last or state.base, "inherited"
    subject = _over_year(finished(subject, place, frame, lead), place, quantity, lead)
    if lead.reach == "占":
        state.share = subject = f"{subject}占比"
        rule = "share"
    elif lead.rise and quantity.unit in PLACES:
        subject = _ranked(subject, place, state)
    elif state.share and (
        (lead.rise and quantity.unit in POINTS)
        or (quantity.unit == "%" and _reaches(lead) and _said_last(state))
    ):
        subject = state.share
    if lead.reach != "占" and (nearer := named_since(place, state)):
        subject, rule = nearer, "topic"
    if not subject:
        subject, rule = topic(place, state) or core or frame, "topic"
    elif lead.to and lead.reach != "实现" and not (lead.rise or frame) and subject.endswith("新增"):
        subject = _without_new(subject)  # 园区新增5个，达到20个
    elif rule == "inherited" and not (lead.rise or frame):
        subject = _of_homes(_of_households(subject, quantity, state), quantity)
        subject = _in_all(subject) if "累计" in "".join(lead.words) else subject
        subject = _whole(subject, quantity, state) if lead.reach in _COMES_TO else subject
    if frame in STAGES and subject and not lead.rise:
        subject, rule = at_stage(place, subject, frame, state), "verb"
    subject = _without_rate(_rate_of_goal(subject, quantity, place, state), quantity, lead)
    if lead.words == ["提升"] and _built(subject, quantity) and _next_in_row(place, state):
        subject, rule = other_verb(subject, "提升"), "verb"  # 新建村174个、提升200个
        lead.rise = ""
    start = state.last_start if state.last_start >= place.clause else place.pre
    emit(subject, start, quantity, lead, state, rule, place)
    reading = state.readings[-1]
    if (
        RUN.search(place.masked, place.pre, quantity.start)
        and not (lead.rise or (rule == "topic" and _reaches(lead)))  # 产量稳增，连续5年超百万吨
        and quantity.kind in ("number", "round")
    ):
        reading.other = True
    _take_growth(reading, lead, state)
    if rule == "topic":
        state.remember(subject, start, place.clause)


def _next_in_row(place: Place, state: State) -> bool:
    """Whether a number goes on with the row of the one before (新建村174个、提升200个, ，提升…)."""
    ends = state.readings[-1].quantity.tail if state.readings else -1
    return place.pre > place.clause or ends == place.clause - 1


def _rate_of_goal(subject: str, quantity: Quantity, place: Place, state: State) -> str:
    """Name a share of the goal that stands just before it (完成年任务9亿元的30%)."""
    before = state.readings[-1] if state.readings else None
    if quantity.unit != "%" or before is None or before.rule != "goal":
        return subject
    if before.quantity.tail != place.pre:
        return subject
    return rate_of_goal(subject, goal_at_end(before.subject))


def _ranked(subject: str, place: Place, state: State) -> str:
    """Give what moves so many places: the ranking just read, or the one that the clause names."""
    latest = state.readings[-1] if state.readings else None
    if latest is not None:  # 总量居全省第62位、上升6个位次
        return latest.subject if latest.measure == "rank" else subject
    return subject or ranking_before(place.text, *state.previous)  # 在全省考核中，前进8位


def _over_year(subject: str, place: Place, quantity: Quantity, lead: Lead) -> str:
    """Give the subject without its part of the year, or for each person, where that is said."""
    if subject and "全年" in place.masked[place.clause : quantity.start]:
        subject = PART_OF_YEAR.sub("", subject)  # 三季度增长5.8%，全年达到6%
    if "人均" in lead.words and subject and "人均" not in subject and not lead.rise:
        subject = f"人均{subject}"  # 地区生产总值160亿元，人均突破15万元
    return subject


def _without_rate(subject: str, quantity: Quantity, lead: Lead) -> str:
    """Give the series whose 增速 was spoken of, where it is said to grow or to reach a sum."""
    if lead.rise and quantity.unit == "%":
        return PACE_AT_END.sub("", _without_new(series_itself(subject)))
    if FAMILY.get(quantity.unit, "").startswith(("money", "mass")):
        return PACE_AT_END.sub("", subject)  # 收入增幅保持全市第一，达到30亿元
    return subject


def _in_all(subject: str) -> str:
    """Name the running total of what was added (新增实验室18家、累计38家)."""
    added = _ADDED.match(subject)
    if added is None or len(subject) <= added.end() + 1:
        return subject
    return f"{subject[added.end() :]}累计"


def _of_households(subject: str, quantity: Quantity, state: State) -> str:
    """Name households or people beside the villages of which a verb is said (退出9个村、80户)."""
    unit = quantity.unit[-1:]
    if unit not in ("户", "人") or not subject.endswith("村"):
        return subject
    villages = next((r for r in reversed(state.readings) if r.subject == subject), None)
    if villages is None or villages.rule != "count-first" or not villages.verb:
        return subject
    return subject.removesuffix(villages.noun) + ("户" if unit == "户" else "人口")


def _of_homes(subject: str, quantity: Quantity) -> str:
    """Name the homes themselves, where so much of them is built (安置房项目9个、20万平方米)."""
    homes = subject.removesuffix("项目") if subject.endswith("房项目") else ""
    sized = FAMILY.get(quantity.unit) == "area" or quantity.unit[-1:] in ("套", "户")
    return homes if homes and sized else subject


def _whole(subject: str, quantity: Quantity, state: State) -> str:
    """Name the things themselves, where more are reached than came in (新增企业9家、达到80家)."""
    added = _CAME_IN.match(subject)
    if added is None or len(subject) <= added.end() + 1:
        return subject
    for before in reversed(state.readings):
        if before.subject == subject and before.measure == "level":
            more = before.quantity.unit == quantity.unit and quantity.value > before.quantity.value
            return subject[added.end() :] if more else subject
    return subject


def _reaches(lead: Lead) -> bool:
    return bool(lead.to or lead.before) and not lead.rise


def _said_last(state: State) -> bool:
    """Whether a change of the share was read last (占比提高2个百分点、达66%)."""
    last = state.readings[-1]
    return last.subject == state.share and last.measure == "change"


def _built(subject: str, quantity: Quantity) -> bool:
    """Whether 提升 before a number is work on so many or so much of what was built before."""
    family = FAMILY.get(quantity.unit)
    new = subject.startswith(("新建", "新增")) or subject.endswith("新建")
    return family == "count" or (new and family in ("area", "length"))  # 新建农田3万亩、提升2万亩


def _without_new(subject: str) -> str:
    """Take 净增, 新增 off the end of what is said to have grown."""
    for verb in ("净增", "新增"):
        if len(subject) > len(verb):
            subject = subject.removesuffix(verb)
    return subject


def named_since(place: Place, state: State) -> str:
    """Tell a measure that the clause just before names without a number; "" for none.

    财政收入实现翻倍增长，从8亿元增至20亿元 speaks of 财政收入, whatever was read before.
    """
    begin, end = state.previous
    if end != place.clause - 1 or place.pre > place.clause or not state.readings:
        return ""
    if state.readings[-1].clause >= begin:
        return ""
    named = topic(place, state)
    return named if indicator_of(named) is not None else ""


def _take_growth(reading: Reading, lead: Lead, state: State) -> None:
    """Read 增长7%、力争达到8% as two growths: the second says its verb no more."""
    if reading.rule != "inherited" or len(state.readings) < 2 or lead.rise:
        return
    before = state.readings[-2]
    if (
        reading.measure == "level"
        and before.measure == "growth"
        and reading.subject in (before.subject, PART_OF_YEAR.sub("", before.subject))
        and reading.quantity.unit == before.quantity.unit == "%"
    ):
        reading.measure = "growth"
        reading.value = -reading.value if before.value < 0 else reading.value
