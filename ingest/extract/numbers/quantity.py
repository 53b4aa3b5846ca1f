"""A number of the text, and the small readers that all ways of writing one share."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.words import (
    AFTER,
    AFTER_LENGTHS,
    COUNTED_BY,
    FAMILY,
    NO_UNIT,
    UNIT_LENGTHS,
    UNITS,
)

_RANK_END: Final = re.compile(
    r"[位名强]?(?=[，、。；：”）（和\n]|$|的?(?:地位|位[次置])(?:进一步|更加|持续|得到|不断)?(?:巩固|稳固)"
    r"|(?:上升|跃升|攀升|提升|晋升|前移|前进|进位?|升|跃|下降|下滑|后退|降)[到至为]|跃居"
    r"|(?=的(?:优异|优秀|骄人|好)?(?:成绩|佳绩)))"
)
_HOLDS: Final = re.compile(
    r"全[国省市区县州盟旗球][^，、。；]{0,8}$|(?:居|列|进入|跻身|排名?|保持)[^，、。；]{0,8}$"
)
_SO_MANY_HOLD: Final = re.compile(
    r"\d[项个家所人][^，、。；]*$|有[^，、。；]{0,12}(?:学子|学生|人)进入"
)
_COUNT_REACH: Final = 30
_HOLDS_REACH: Final = 12  # letters
_SECTORS: Final = re.compile(
    r"[、和](?:第)?[二三](?:、(?:第)?三)?(?:次)?产"
)  # 第一、二、三产业: no rank

_CUT_TO: Final = re.compile(
    r"(?:缩[短减小]|压[缩减降]|精简|控制|减少?|降低?|提速|提升|稳定|保持|限定)了?[至到在为](?:平均|约)?$"
)
_CUT_REACH: Final = 8  # letters before a number that such a verb takes


class Quantity:
    """A number of the text.

    `start`, `end` hold the number with its unit, `tail` also the words behind it that say how it
    is meant (以上). `after` is the comparator of those words or of 多 and 余, else "". `kind` is
    number, share, multiple, half, round or rank.
    """

    def __init__(
        self,
        start: int,
        end: int,
        tail: int,
        value: float,
        high: float | None,
        unit: str,
        kind: str,
        after: str,
    ) -> None:
        self.start = start
        self.end = end
        self.tail = tail
        self.value = value
        self.high = high
        self.unit = unit
        self.kind = kind
        self.after = after


def number_of(digits: str) -> float:
    """Give the value of Arabic `digits`, which may hold commas."""
    return float(digits.replace(",", ""))


def unit_length(text: str, at: int) -> int:
    """Tell how many letters the unit at `at` has; 0 where none stands there."""
    first = text[at : at + 1]
    for length in UNIT_LENGTHS.get(first, ()):
        if at + length <= len(text) and text[at : at + length] in UNITS:
            if length == 1 and text[at : at + 2] in NO_UNIT:
                return int(text.startswith(COUNTED_BY.get(first, ()), at + 1))
            return length
    return 0


def after_at(text: str, end: int) -> tuple[str, int]:
    """Give the comparator of the words at `end` (以上, 左右), and where they end; "" for none."""
    for length in AFTER_LENGTHS.get(text[end : end + 1], ()):
        if end + length <= len(text) and (cue := AFTER.get(text[end : end + length])) is not None:
            if length == 1 and (cue != "gt" or _opens_word(text, end)):
                continue
            return cue, end + length
    return "", end


def _opens_word(text: str, at: int) -> bool:
    """Whether 多 or 余 behind a measure word opens the noun (154个多跨事件, 3个余热项目)."""
    return text[at + 1 : at + 2] in (_MANY if text[at] == "多" else _REST)


# 多跨 多元 多功能 多式联运 多层 多种 多样 多边 多媒体 多晶硅 多业态; 余热 余额 余村.
_MANY: Final = frozenset("跨元功式层种样维边媒语彩能业领部场晶孔肽向点重头")
_REST: Final = frozenset("热额村姚杭")


def cut_to(text: str, start: int, unit: str) -> bool:
    """Whether so much time is what something now takes at most (办理时限缩短到2小时内)."""
    lasts = FAMILY.get(unit) in ("days", "time")
    return lasts and _CUT_TO.search(text, max(0, start - _CUT_REACH), start) is not None


def rank_at(text: str, start: int, end: int, digits: str) -> Quantity | None:
    """Read 第三, 第3位, 首位 as a rank where nothing is counted by it (第三个, 第六届)."""
    closing = _RANK_END.match(text, end)
    if closing is None or _SECTORS.match(text, end):
        return None
    if digits in ("首位", "榜首", "首"):
        value = 1.0
    else:
        digits = digits.lstrip("第前")
        if "." in digits:
            return None
        value = number_of(digits) if digits.isascii() else float(chinese_number(digits))
    return Quantity(start, closing.end(), closing.end(), value, None, "位", "rank", "")


def best_at(text: str, start: int, end: int, digits: str) -> Quantity | None:
    """Read 居全国前5位, 排名前三: a rank of at most that; None where 前 begins no rank."""
    if _HOLDS.search(text, max(0, start - _HOLDS_REACH), start) is None:
        return None
    if _SO_MANY_HOLD.search(text, max(0, start - _COUNT_REACH), start):
        return None  # 7项指标增速居全省前3位 counts the series
    rank = rank_at(text, start, end, digits)
    if rank is not None:
        rank.after = "le"
    return rank


def chinese_number(word: str) -> int:
    """Read a Chinese number up to 999."""
    total = unit = 0
    for character in word:
        if character in "十百千":
            total += (unit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            unit = 0
        else:
            unit = "零一二三四五六七八九".find(character) if character != "两" else 2
    return total + unit


def quantity_at(text: str, start: int, end: int, value: float, unit: str, kind: str) -> Quantity:
    """Give a quantity of the span `start`, `end` with the words behind it."""
    after, tail = after_at(text, end)
    return Quantity(start, end, tail, round(value, 6), None, unit, kind, after)
