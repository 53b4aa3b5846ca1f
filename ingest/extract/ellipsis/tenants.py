"""Completes what a park, laboratory or town took in by the place: 实验室…，集聚人员98人."""

from __future__ import annotations

import re

from ingest.extract.ellipsis.owners import Completed
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import FRAME, FRAME_LENGTHS, prefix

# 入驻企业744户: verbs of those whom a park took in
SETTLED = ("入驻", "集聚")
_PARK = re.compile(r"(?:园区?|基地|平台|中心|集群|小镇|开发区|载体|新区)$")
_HOUSE = re.compile(
    r"((?:[^，、；的]{2,10}?)(?:实验室|研究院|小镇|产业园|科技园|科创园|创业园|科技城|高新区|经开区|综保区|孵化器))"
)
_TAKEN_IN = re.compile(r"(?:共|已|累计|新|成功)*(?:入驻|集聚|汇聚|引进|孵化)")


def settled(subject: str, state: State) -> Completed:
    """13个园区建成48平方公里，入驻企业744户: in the one park that was named."""
    parks = {named for named in state.parents if _PARK.search(named)}
    park = parks.pop() if len(parks) == 1 else ""
    return (park + subject, "aspect") if park and park not in subject else None


def taken_in(
    place: Place, _post: str, _quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """集聚人员98人 of the laboratory that the clause before names, and what follows in a row."""
    if lead.rise:
        return None
    if place.pre > place.clause:
        return _taken_in_too(place, subject, state)
    if not _TAKEN_IN.match(subject):
        return None
    begin, end = state.previous
    if end != place.clause - 1 or place.masked[end] != "，":
        return None
    if state.readings and state.readings[-1].clause >= begin:
        return None
    house = _HOUSE.match(place.text, begin, end)
    if house is None or keep_verb(place.text, begin, end):
        return None
    if strip_head(place.text, begin, end)[0] != begin:
        return None  # 成功创建省级产业园，引进…: the park is what was made, not who did it
    return house[1] + subject, "aspect"


def _taken_in_too(place: Place, subject: str, state: State) -> Completed:
    """小镇入驻企业60家、商户1000户: the place, and its verb where the item has none of its own."""
    if place.text[place.pre - 1] != "、" or not state.readings:
        return None
    before = state.readings[-1]
    if before.clause != place.clause or (house := _HOUSE.match(before.subject)) is None:
        return None
    if house[1] in subject or not _TAKEN_IN.search(place.text, place.clause, place.pre):
        return None
    own = keep_verb(subject, 0, len(subject))
    own = own or prefix(place.text, place.pre, FRAME_LENGTHS, FRAME)
    taken = None if own else _TAKEN_IN.match(before.subject, house.end(1))
    return house[1] + (taken[0] if taken else "") + subject, "aspect"
