"""Completes what a park, laboratory or town took in or made by the place.

实验室…，集聚人员98人; 园区建设稳步推进，新增企业9家，实现税收3亿元.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.owners import Completed
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import FRAME, FRAME_LENGTHS, PARK, prefix

# 入驻企业744户: verbs of those whom a park took in
SETTLED: Final = ("入驻", "集聚", "聚集", "汇聚")
_PARK: Final = re.compile(r"(?:园区?|基地|平台|中心|集群|小镇|开发区|载体|新区)$")
_HOUSE: Final = re.compile(
    rf"((?:[^，、；的]{{2,10}}?)(?:实验室|研究院|小镇|科技城|孵化器|{PARK}))"
)
_TAKES_FIRST: Final = frozenset("共已累新成入集聚汇引孵")
_TAKEN_IN: Final = re.compile(
    r"(?:共|已|累计|新|成功)*(?:入驻|(?:集聚|聚集)(?![区地])|汇聚|引进|孵化)"
)


# 园区建设稳步推进，新增企业9家，实现税收3亿元: what the park made
_PARK_GOES: Final = re.compile(
    rf"([\u4e00-\u9fff]{{0,10}}?(?:{PARK}))"
    r"(?:建设|发展|经济|运行|承载能力|承载力|综合实力|基础设施|势头|态势|规模|效益)*的?(?:集聚效应|聚集效应|效益)?"
    r"(?=[扩提稳加不持日逐初有快蓬高又再更全强取成明显进卓良])[\u4e00-\u9fff]{2,8}[，；]"
)
_MADE: Final = frozenset((
    "税收", "产值", "总产值", "工业总产值", "营业收入", "主营业务收入", "销售收入", "应税销售",
    "利税", "利润", "固定资产投资", "工业增加值", "上缴税收", "入库税收", "累计完成固定资产投资",
))  # fmt: skip
_WIDER: Final = re.compile("全[国省市区县州盟旗]|规模以上|规上")


def park_at_head(text: str, start: int, stop: int) -> str:
    """Tell the park of which a sentence says in its first clause how it goes; "" for none."""
    goes = _PARK_GOES.match(text, start, stop)
    return goes[1] if goes else ""


def made_in_park(
    place: Place, post: str, _quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """实现税收3亿元 in a sentence that opened with a park: the park's."""
    if subject not in _MADE or post or lead.rise or place.pre > place.clause:
        return None
    if place.text[place.clause : place.clause + 1] in "全我":
        return None  # 全市实现税收3亿元
    if any(_WIDER.match(reading.subject) for reading in state.readings):
        return None
    return state.park + subject, "aspect"


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
    if subject[:1] not in _TAKES_FIRST or not _TAKEN_IN.match(subject):
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
    if (
        house[1] in subject
        or house[1].startswith(SETTLED)
        or not _TAKEN_IN.search(place.text, place.clause, place.pre)
    ):
        return None
    own = keep_verb(subject, 0, len(subject))
    own = own or prefix(place.text, place.pre, FRAME_LENGTHS, FRAME)
    taken = None if own else _TAKEN_IN.match(before.subject, house.end(1))
    return house[1] + (taken[0] if taken else "") + subject, "aspect"
