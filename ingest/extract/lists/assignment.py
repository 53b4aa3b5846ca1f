"""Gives the numbers of a group to its subjects (分别增长5%、6%), and the unit that stands once."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.emit import emit
from ingest.extract.measures import GROWS_BEHIND, POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import FAMILY, MULTIPLIERS

# 生产汽车、手机分别增长5%、6%: it is the output that grows
_PRODUCES: Final = re.compile(r"生产(?!安全|性|总值|能力|经营|效率|成本|线)[^量额值率数]{2,8}$")
_MEASURED: Final = re.compile("money|mass|area|length|energy|power|volume|percent|multiple")


def share_unit(group: list[Quantity]) -> None:
    """Give the first of a group the unit that only the last one names."""
    quantity, counts = group[0], FAMILY.get(group[-1].unit) == "count"
    if quantity.unit in ("", "个") and group[-1].unit in POINTS:
        for each in group:
            each.unit = group[-1].unit  # 分别上升3.7、0.2个百分点, 2.1个和1.3个百分点
    elif not quantity.unit and _MEASURED.match(FAMILY.get(group[-1].unit, "")):
        for each in group:
            each.unit = each.unit or group[-1].unit  # 分别达13.3、12.3、11.5亿元
    elif quantity.kind != "round" and quantity.unit in MULTIPLIERS and counts:
        quantity.unit += group[-1].unit.removeprefix(quantity.unit)  # 学位4万和7000个


def assign(
    place: Place, group: list[Quantity], subjects: list[str], lead: Lead, state: State
) -> None:
    """Share the numbers out over the subjects, and the words behind the last over all."""
    shared = group[-1].after
    behind = place.text[group[-1].tail : place.post_end].removeprefix("的")
    if group[-1].unit == "%" and not lead.rise and GROWS_BEHIND.fullmatch(behind):
        lead.rise = "up"  # A、B保持8%以上增长
    own = any(q.after for q in group[:-1])
    before = (state.group, state.group_clause)
    state.group, state.group_clause = [], place.clause
    for number, subject in enumerate(subjects):
        quantity = group[number] if len(group) > 1 else group[0]
        if shared and not own:
            quantity.after = shared
        begin = place.text.find(subject[:2], place.clause, quantity.start)
        emit(subject, begin if begin >= 0 else place.pre, quantity, lead, state, "each", place)
        state.group.append(subject)
        if state.readings[-1].measure == "growth" and _PRODUCES.match(subject):
            state.readings[-1].subject = subject.removeprefix("生产") + "产量"
    if (
        group[-1].unit in POINTS
        and len(group) == len(subjects)
        and state.readings[-len(group)].other
    ):
        for reading in state.readings[-len(group) :]:
            reading.other = True  # 分别高于全国、全省、全市1.8、1.7、1.5个百分点
    if all(reading.other for reading in state.readings[-len(subjects) :]):
        state.group, state.group_clause = before
        return  # 增长8%，分别高于全国、全省…，增速居第二: the rank is not that of the gaps
    state.base = state.last = subjects[-1]
    state.last_start = -1
    state.parents.extend(subjects)
