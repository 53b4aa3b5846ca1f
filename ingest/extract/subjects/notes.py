"""Reads notes in brackets that say what a count is made of.

新建学校8所（含幼儿园3所） counts a part, 新增学位3000个（小学2000个、初中1000个） all the parts;
what stands behind the note goes on with what stood before it.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import FAMILY, SIDES

_PLACE_ENDS: Final = ("区", "县", "市", "镇", "乡", "街道", "湖", "基地", "园", "新城")
_REGION_ENDS: Final = ("市", "县", "区", "旗", "镇", "乡", "街道")
_BACK: Final = 4  # readings among which the series of a note stands
_INCLUDES: Final = ("含", "其中", "包括", "包含")
# A number with a unit; 甲路3号 and 2021年 are none.
_ITEM: Final = r"[^（）\d，、；：%]{1,12}\d[\d.]*(?![\d.号路届期年月日级])[^（），、；：%\d]{1,5}"
# （其中立体停车场3个）, （含幼儿园3所）, （小学2000个、初中1000个）
_PARTS: Final = re.compile(
    rf"（(?:(?:其中[：，]?|含|包括|包含){_ITEM}(?:[、，；]{_ITEM})*|{_ITEM}(?:[、，；]{_ITEM})+)）"
)
# 税收15亿元（占比75%）, 造林3万亩（完成率110%）
_SHARE: Final = re.compile(r"（(?:占比|完成率)(?:达到?|为)?\d[\d.]*%）")
_AS_LIST: Final = str.maketrans("（），；：", "、、、、\x01")
_VERBS: Final = 8  # letters of the verbs before a noun (新建和改扩建)


def parts_as_list(quoted: str) -> str:
    """Give a note that counts parts, or tells the share, as items of a list; else ""."""
    told = _PARTS.fullmatch(quoted) or _SHARE.fullmatch(quoted)
    return quoted.translate(_AS_LIST) if told else ""


def within(place: Place) -> bool:
    """Whether the words of a number begin inside a note that is read as a list."""
    opened = place.text.rfind("（", place.clause, place.pre)
    if opened < 0 or place.masked[opened] != "、":
        return False
    return place.text.find("）", opened, place.pre) < 0


def of_part(place: Place, subject: str, quantity: Quantity, state: State) -> str:
    """Give a part the verb of what it is part of, and its noun where only kinds are named."""
    region = subject.endswith(_REGION_ENDS) and subject not in SIDES  # 城市 is a side
    if region and (series := _shared_by_places(place, quantity, state)):
        return subject + series
    before = state.readings[-1] if state.readings else None
    if before is None or before.quantity.unit != quantity.unit or keep_verb(subject, 0, 2):
        return subject
    opened = place.text.rfind("（", place.clause, place.pre)
    included = place.text.startswith(_INCLUDES, opened + 1)
    if FAMILY.get(quantity.unit, "").startswith("money") and subject not in SIDES:
        if included and subject.endswith(_PLACE_ENDS):
            return subject + state.base  # 固定资产投资100亿元（含产业基地20亿元）
        return subject  # 生产总值90亿元（一产20亿元、二产30亿元、三产40亿元）
    verb = _verb_of(state.base)
    if included:
        return verb + subject
    noun = state.base[len(verb) :]
    return verb + subject + ("" if noun[-1:] == subject[-1:] else noun)


def _shared_by_places(place: Place, quantity: Quantity, state: State) -> str:
    """Name the sum that a note in brackets gives place by place; "" for none.

    财政收入23亿元，增长10%（甲市21亿元，乙区2亿元）
    """
    opened = place.text.rfind("（", place.clause, place.pre)
    if not FAMILY.get(quantity.unit, "").startswith("money") or place.text.startswith(
        _INCLUDES, opened + 1
    ):
        return ""
    for reading in reversed(state.readings[-_BACK:]):
        if reading.quantity.tail <= opened and reading.quantity.unit == quantity.unit:
            return reading.subject if reading.measure == "level" else ""
    return ""


def _verb_of(base: str) -> str:
    """Tell the verbs before the noun of a subject (新建和改扩建学校)."""
    for end in range(min(_VERBS, len(base) - 2), 1, -1):
        if verbs_only(base[:end]):
            return base[:end]
    return ""
