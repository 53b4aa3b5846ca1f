"""Completes another level, size, place or circle of what the figure before counts.

国家级牧场2家、省级5家; 亿元以上企业30家、10亿元以上5家; 新增用户900户，其中甲镇300户.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, Reading, State
from ingest.extract.vocabulary.words import FAMILY, FRAME, FRAME_LENGTHS, prefix

_LEVEL: Final = re.compile(r"(?:国家|世界|自治区|[国省市区县州盟旗镇村])级(?:及?以上)?")
_LEVEL_ALONE: Final = re.compile(rf"(?:{_LEVEL.pattern}|、|和|及)+")
_SIZE_FIRST: Final = frozenset("超过0123456789十百千万亿")
_SIZE: Final = re.compile(
    r"[超过]?(?:\d[\d.]*)?[十百千]?[万亿]?(?<=[\d十百千万亿])元?(?:以上)?(?<!\d)"
)
# 引进投资 超30亿元 项目: what leads to a size, and what is of that size
_SIZED: Final = re.compile(
    r"(?P<lead>[^，、]{0,12}?)(?:(?:(?<=产值|收入|投资|营收|税收|纳税)|(?<=资金|资本))[超过]|(?<![超过\d.])(?=\d|[百千]?[万亿]元))"
    r"[\d.]*[十百千]?[万亿]?元?(?:以上)?(?:或[\d.]+[万亿]?美元)?(?P<thing>.*)"
)
_OF_SIZE: Final = ("收入", "产值", "营收", "税收")
_PLACE_ENDS: Final = frozenset("镇乡县区市村")
_CIRCLE: Final = re.compile(r"占?(?P<whole>(?:全[国省市区县州盟球]|世界)[^，、占的]{0,8}?)的?")
_SHARE_OF_CIRCLE: Final = re.compile(r"(.+占)[到据]?[^占比]{2,8}?的?(比重)?")


def other_level(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """国家级牧场2家、省级5家; 企业80家，其中国家级5家: of the things of the figure before."""
    if subject[-1:] not in "级上" or before.quantity.unit != quantity.unit:
        return ""
    if not _LEVEL_ALONE.fullmatch(subject):
        return ""
    named = before.subject
    verb = keep_verb(named, 0, len(named))
    level = _LEVEL.search(named, verb)
    begin, end = level.span() if level is not None else (verb, verb)
    return named[:begin] + subject + named[end:]


def other_size(
    place: Place, before: Reading, quantity: Quantity, subject: str, state: State
) -> str:
    """引进投资超30亿元项目6个、超10亿元项目20个: what is above a size is written once.

    亿元以上企业30家、10亿元以上5家: so is the thing; 合作社收入均达8万元，其中20万元以上的社
    takes what the clause before measures.
    """
    size = _SIZE.match(subject) if subject[:1] in _SIZE_FIRST else None
    if size is None or not _goes_on(place, before, state):
        return ""
    alone = size.end() == len(subject)
    if place.among and before.subject.endswith(_OF_SIZE):
        level = f"{subject.rpartition('的')[2]}级"  # 镇级收入均超千万元，其中超亿元的镇
        return "" if alone else before.subject.removeprefix(level) + subject
    named = before.subject
    if before.rule == "verb" and state.base and place.pre == place.clause and not place.among:
        named = state.base  # 产值超亿元企业9家，其中新增2家；超10亿元企业3家: not of the new ones
    sized = _SIZED.match(named)
    if sized is None and place.among and not alone:
        # 引进亿元以上项目9个，其中外资项目2个、10亿元以上项目3个: of all, not of the foreign ones
        sized = _SIZED.match("".join(state.known_parents[-1:]))
    if sized is None or FAMILY.get(before.quantity.unit) != FAMILY.get(quantity.unit):
        return ""
    thing = sized["thing"] if alone else ""
    return sized["lead"] + subject + thing if sized["lead"] + thing else ""


def _goes_on(place: Place, before: Reading, state: State) -> bool:
    """Whether a number goes on with the figure before: in a row or a clause on, no verb between."""
    opens = place.pre <= place.clause + (len("其中") if place.among else 0)
    if keep_verb(place.text, place.pre, place.clause_end) or prefix(
        place.text, place.pre, FRAME_LENGTHS, FRAME
    ):
        return False  # 签约亿元项目50个，建设超5000万元项目40个: a verb of its own
    near = before.clause in (place.clause, state.previous[0]) or place.among
    return near and (opens or place.masked[place.pre - 1 : place.pre] == "、")


def in_place(place: Place, before: Reading, quantity: Quantity, subject: str, state: State) -> str:
    """新增用户900户，其中甲镇300户，乙镇200户: of the users there."""
    named = subject[-1:] in _PLACE_ENDS and not subject.endswith("棚户区")
    if before.quantity.unit != quantity.unit or not named:
        return ""
    if place.among:
        state.parted = state.known_parents[-1] if state.known_parents else ""
    thing = _without_verb(state.parted)
    if not thing or thing[-1] in _PLACE_ENDS or keep_verb(subject, 0, len(subject)):
        return ""
    if not (place.among or before.subject.endswith(thing)):
        return ""
    return state.parted[: -len(thing)] + subject + thing


def _without_verb(counted: str) -> str:
    """What was counted, without its verb; all of it where it has none."""
    return counted[keep_verb(counted, 0, len(counted)) :]


def share_of_wider(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """占全省的47%、全国10%, 占城区8%、全市6%: the share of the same in a wider circle."""
    circle = _CIRCLE.fullmatch(subject) if quantity.unit == "%" else None
    if circle is None or before.rule not in ("share", "aspect"):
        return ""
    share = _SHARE_OF_CIRCLE.fullmatch(before.subject)
    return share[1] + circle["whole"] + (share[2] or "") if share else ""
