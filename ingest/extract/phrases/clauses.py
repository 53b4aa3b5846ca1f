"""Splits a sentence into clauses and gives each number its words before and behind it."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.enumerations import (
    FOLK_LIST,
    KINDS_LISTED,
    ORDINALS,
    is_one_list,
)

_JOIN: Final = re.compile(r"[、,]+|以及|[和及与](?!其)")
_JOIN_LAST: Final = frozenset("、及和与")
# not 参与, 惠及, 总和
_JOIN_AT_END: Final = re.compile(r"(?:、|以及|(?<![普涉危触波惠遍参缓总共饱])[和及与])$")
# 分别提高到每月630元、每年5300元
_ONLY_JOIN: Final = re.compile(r"(?:(?:[、,和及与]|以及)(?:每人)?(?:每[月年天])?)?$")
_AND_NEXT: Final = re.compile(r"(?:和(?![平谐睦美解])|以及|及(?!其)|与)[^、]{2,}")
_CIRCLES_LISTED: Final = ("在全国、全", "在全省、全")
# 投资9亿元新建、改扩建学校20所; 开工建设省、县重点项目9个: the words before “、” are no item
_HALF_ITEM: Final = re.compile(
    r"(?:(?:新建|改建|扩建|改扩建|续建|改造|维修)|(?:开工建设|建设|实施|推进)?[国省市县](?=、[省市区县州盟旗]))(?=、)"
)
# 9个市、县重点项目, 30项省、甲市民生实事
_LEVELS_LISTED: Final = re.compile(
    "[国省市区县州盟旗](?:、[^，、0-9]{0,3}[省市区县州盟旗](?![^，、]*、?等))+"
)
_LONGEST: Final = 200  # characters; what goes on longer without a comma is no clause but noise


def cuts(masked: str, start: int, end: int) -> list[int]:
    """Give where the clauses of the sentence end, its own end last."""
    found: list[int] = []
    begin = start
    # Folding left half-width commas inside numbers only.
    for clause in masked[start:end].replace("；", "，").replace("：", "，").split("，"):
        cut = begin + len(clause)
        if len(clause) > _LONGEST:
            found.extend(range(begin + _LONGEST, cut, _LONGEST))
        found.append(cut)
        begin = cut + 1
    return found


def sentence_stop(masked: str, start: int, end: int) -> int:
    """Tell where the words of the sentence end: before its full stop and closing quotes."""
    while end > start and masked[end - 1] in "。！？\n":
        end -= 1
    return end


def pre_start(masked: str, gap: int, end: int) -> int:
    """Tell where the words before a number begin: behind the noun that the one before it counts."""
    if gap >= end:
        return gap
    if match := _JOIN.match(masked, gap, end):
        return match.end()
    comma = masked.find("、", gap, end)
    if comma >= 0:
        half = _HALF_ITEM.match(masked, gap)
        return gap if half is not None and half.end() == comma else comma + 1
    if masked[end - 1] in _JOIN_LAST and (match := _JOIN_AT_END.search(masked, gap, end)):
        return match.end()
    return gap


def post_end(masked: str, start: int, limit: int, *, last: bool = False) -> int:
    """Tell where the words behind a number end: at “、”, at a last 和, or at `limit`.

    Behind the `last` number of its clause a list of nouns is what that number counts.
    """
    comma = masked.find("、", start, limit)
    if comma == start:
        return start
    listed = comma > 0 and masked.find("等", comma, limit) > 0
    if listed and (folk := FOLK_LIST.match(masked, start, limit)):
        following = masked.find("、", folk.end(), limit)  # 2万名高血压、糖尿病等患者
        return following if following > 0 else limit
    if comma > 0 and masked.startswith(_CIRCLES_LISTED, comma - 3):
        comma = masked.find("、", comma + 1, limit)  # 9项经验在全国、全省推广
    if comma > 0 and (row := ORDINALS.match(masked, comma - 1)):
        comma = masked.find("、", row.end(), limit)  # 6条一、二级公路, 获评国、省级工厂
    if comma == start + 1 and (levels := _LEVELS_LISTED.match(masked, start, limit)):
        comma = masked.find("、", levels.end(), limit)  # 9个市、县重点项目
    if comma > 0 and (kinds := KINDS_LISTED.match(masked, start, limit)):
        comma = masked.find("、", kinds.end(), limit)  # 90名困境、留守儿童
    if not last and _AND_NEXT.match(masked, start, limit):
        return start  # 基地32个和学校2所
    if comma > 0:
        return limit if is_one_list(masked, start, comma, limit, last=last) else comma
    if masked[limit - 1] in _JOIN_LAST and (match := _JOIN_AT_END.search(masked, start, limit)):
        return match.start()
    return limit


def group_end(masked: str, quantities: list[Quantity], index: int) -> int:
    """Tell the index behind the last number that follows with nothing but 、 or 和 between."""
    group = index + 1
    ranks = quantities[index].kind == "rank"
    while group < len(quantities):
        before, here = quantities[group - 1], quantities[group]
        if (here.kind == "rank") != ranks or not _ONLY_JOIN.match(masked, before.tail, here.start):
            break
        group += 1
    return group
