"""Finds the numbers of a text, with their units, and leaves out those that measure nothing.

A quantity is an Arabic number (1700亿元, 2万5千公里, 6%—6.5%), a fraction or tenth in words
(四分之一, 九成), a multiple (翻一番, 两倍), a half (过半), a round number in words (突破百亿) or a
rank (第三, 首位). Dates, ordinals, names (5G, 3A级, PM2.5) are dropped here.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.number_words import find_in_words
from ingest.extract.numbers.quantity import (
    Quantity,
    after_at,
    best_at,
    cut_to,
    number_of,
    quantity_at,
    rank_at,
    unit_length,
)
from ingest.extract.vocabulary.words import MEDALS, NAME_AFTER, NAME_LENGTHS

_ARABIC: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SCALE: Final = re.compile(
    r"(多|余|几)?(万亿|百万(?!千瓦时代)|千万(?!千瓦级)|亿|万|千(?![瓦克米伏升卡])|百(?!分|亿亿次))?"
    r"(?:(\d+(?:\.\d+)?)(千|百|万))?(多|余)?(亿|万)?"
)
_RANGE: Final = re.compile(r"(?:[-—~]{1,2}|[至到])(\d[\d,]*(?:\.\d+)?)")
_RANGE_FIRST: Final = frozenset("-—~至到")
_TIMES: Final = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
    "": 1.0,
}
_RATIO: Final = re.compile(r"：1(?![\d.])")


def find_quantities(text: str) -> list[Quantity]:
    """Give the quantities of folded `text` in order."""
    found: list[Quantity] = []
    end = 0
    for match in _ARABIC.finditer(text):
        start, stop = match.span()
        if start < end:  # the second number of a range
            continue
        mark = _mark_length(text, start, match[0]) if text[stop : stop + 1] in _WHOLE_THINGS else 0
        if mark:
            quantity = _measured(text, start + mark, stop, match[0][mark:])
        else:
            quantity = _arabic(text, start, stop, match[0])
        if quantity is None:
            end = stop
        else:
            found.append(quantity)
            end = quantity.tail
    words = find_in_words(text)
    return _merged(found, words) if words else found


def _merged(found: list[Quantity], words: list[Quantity]) -> list[Quantity]:
    """Put numbers in words between the Arabic ones; where two overlap, the Arabic one stands."""
    both = sorted([*found, *words], key=lambda q: (q.start, q.kind != "number"))
    kept: list[Quantity] = []
    for quantity in both:
        if kept and quantity.start < kept[-1].tail:
            continue
        kept.append(quantity)
    return kept


def _arabic(text: str, start: int, end: int, digits: str) -> Quantity | None:
    if digits[-1] == ",":
        digits = digits.rstrip(",")
        end = start + len(digits)
    before = text[start - 1] if start else ""
    if before == "第":
        return rank_at(text, start - 1, end, digits)
    if before == "-" and text[start - 2 : start - 1] in _SIGNED:
        below = _measured(text, start, end, digits)  # 增长-18.9%
        if below is not None and below.unit in ("%", "个百分点"):
            below.start, below.value = start - 1, -below.value
            return below
        return None
    if before in _NO_NUMBER_BEHIND:
        return None
    if before and before.isascii() and before.isalpha() and not _counts_acronym(text, start, end):
        return None
    after = text[end : end + 1]
    if after == "/" and (part := _ARABIC.match(text, end + 1)) and "." not in part[0]:
        return _fraction(text, start, digits, part)
    if before == "之" and text.startswith("十万分", start - 4):
        return quantity_at(text, start, end, number_of(digits), _PER_100000, "number")
    if after in ("+", "#", "=") or (after == "年" and _is_year(digits)):
        return None
    rank = _placed(text, start, end, digits) if after in _BEST_ENDS else None
    return rank or _measured(text, start, end, digits)


def _placed(text: str, start: int, end: int, digits: str) -> Quantity | None:
    """Read a rank without 第: 百强县排名76位, 列全省12位, 居全国前5位; None for another number."""
    if text.endswith("前", 0, start):
        return best_at(text, start - 1, end, digits)
    if text[end] in _PLACES and _RANKED.search(text, max(0, start - _RANK_REACH), start):
        return rank_at(text, start, end, digits)
    return None


def _mark_length(text: str, start: int, digits: str) -> int:
    """Tell how long the mark of an item is that runs into its count: 2.40个小区 opens item 2."""
    own = digits.find(".") + 1
    headed = start == 0 or text[start - 1] == "\n"
    return own if own and headed and own < _LONGEST_MARK and digits[own] != "0" else 0


def _fraction(text: str, start: int, digits: str, part: re.Match[str]) -> Quantity | None:
    value = number_of(digits)
    if part[0] == "10" and text.startswith("万", part.end()):
        return quantity_at(text, start, part.end() + 1, value, _PER_100000, "number")
    share = round(value / (number_of(part[0]) or 1) * 100, 6)
    return quantity_at(text, start, part.end(), share, "%", "share") if share < 100 else None


_MEDALS_BEHIND: Final = re.compile(r"[金银铜]、?\d{1,3}[金银铜]")
_MEDALS_BEFORE: Final = re.compile(r"\d[金银铜]、?$")
_WHOLE_THINGS: Final = frozenset("个家条座处所件名户场台辆栋")
_LONGEST_MARK: Final = 4  # characters of 12. and the digit behind it
_PER_100000: Final = "/10万"  # 孕产妇死亡率15.1/10万, 十万分之15.1
_PLACES: Final = ("位", "名")
_BEST_ENDS: Final = (*_PLACES, "，", "、", "。", "；")
_LEADS_TO: Final = frozenset("到达至为过超")
_RANK_REACH: Final = 8
# 2016年排76名, 位列全省26位, 列全国百强县49位: a rank without 第
_RANKED: Final = re.compile(
    r"(?:排名|排在|排位|位列|位居|名列|位次|(?<![安编])排|[，年][列居])(?:全[国省市区县州盟旗])?$"
    r"|[居列]全[国省市区县州盟旗]$|[百十]强(?:榜单?|[县区市镇]|县市|县（市）)?$|第\d{1,3}[位名]?[和、]$"
    r"|(?:排名|排位|位[次序])(?:[上跃攀提晋]升|前[移进]|升|进|下降|[下滑]滑|后[移退])[到至]$"
)
# 3.5, V2-16; 每10万人刑事案件数 and 每3年一次 measure nothing
_NO_NUMBER_BEHIND: Final = frozenset("+./-_每")
_SIGNED: Final = frozenset("长速幅度率为是达、，和及与")  # what a minus sign can follow
_ACRONYM: Final = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z]{2,5}|gdp)$")


def _counts_acronym(text: str, start: int, end: int) -> bool:
    """Whether the number counts the acronym before it (核心KPI660个) and is no part of a name."""
    return text[end : end + 1] in "个家项件台套亿万元" and bool(
        _ACRONYM.search(text, max(0, start - 6), start)
    )


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("18", "19", "20", "21") and digits.isdigit()


class _Amount:
    """A number with its multiplier (2万5千, 3000多万): `value` counts in `multiplier`.

    `more`: 多 or 余 stands in it. No dataclass: every number has one.
    """

    def __init__(self, value: float, multiplier: str, more: bool, end: int) -> None:
        self.value = value
        self.multiplier = multiplier
        self.more = more
        self.end = end


def _amount(text: str, digits: str, end: int) -> _Amount:
    """Read the multiplier behind `digits`, which end at `end`."""
    if text[end : end + 1] not in _SCALE_FIRST:
        return _Amount(number_of(digits), "", False, end)
    scale = _SCALE.match(text, end)
    assert scale is not None  # every part of the pattern may be empty
    hedge, multiplier, more, place, hedge2, last = (group or "" for group in scale.groups())
    value = number_of(digits)
    if more:  # 2万5千 is 2.5万, 1亿3千多万 is 1.3亿
        size = _TIMES[place] * (_TIMES[last] if last and not multiplier.endswith(last) else 1)
        value += float(more) * size / _TIMES[multiplier]
    elif last:
        multiplier += last
    if multiplier in ("千", "百"):
        value, multiplier = value * _TIMES[multiplier], ""
    elif multiplier not in _WRITTEN:  # 百万, 千亿 …: 百 and 千 are multiplied out
        value, multiplier = value * _TIMES[multiplier[0]], multiplier[1:]
    hedged = hedge in ("多", "余") or bool(hedge2)
    return _Amount(value, multiplier, hedged, scale.end())


_MORE: Final = ("多", "余")
_SCALE_FIRST: Final = frozenset("多余几万亿千百")
_WRITTEN: Final = frozenset(("", "万", "亿", "万亿"))


def _measured(text: str, start: int, end: int, digits: str) -> Quantity | None:
    """Read unit, range and the words behind a number; None where it only names something."""
    amount = _amount(text, digits, end)
    at = amount.end
    length = unit_length(text, at)
    second = _range_at(text, at) or (_range_at(text, at + length) if length else None)
    value, high = amount.value, None
    if second is not None and _is_range(text, start, digits, second):
        if _is_year(digits):
            return None
        upper = _amount(text, second[1].rstrip(","), second.start(1) + len(second[1].rstrip(",")))
        high = _tidy(upper.value)
        if amount.multiplier and upper.multiplier != amount.multiplier:
            value *= _TIMES[amount.multiplier] / _TIMES[upper.multiplier]
        amount, at = upper, upper.end
        length = unit_length(text, at)
    elif _is_year(digits) and not length and text[at : at + 1] in "-—":
        return None
    base, multiplier = text[at : at + length], amount.multiplier
    if (
        not base
        and not multiplier
        and text[at : at + 1] == "："
        and text[at + 1 : at + 2].isdigit()
    ):
        if (ratio := _RATIO.match(text, at)) is None:
            return None  # 1：1.5 has no one value
        return quantity_at(text, start, ratio.end(), value, "", "ratio")  # 收窄至2：1以内
    if other := _by_words_around(text, start, at, base, multiplier, value, high):
        return other
    if _names_only(text, start, at, base, multiplier):
        return None
    if base == "成" and value < 10:
        value, base = value * 10, "%"
    after, tail = after_at(text, at + length)
    if not after and amount.more:
        after = "gt"
    return Quantity(
        start, at + length, tail, _tidy(value), high, multiplier + base, "number", after
    )


def _by_words_around(
    text: str, start: int, at: int, base: str, multiplier: str, value: float, high: float | None
) -> Quantity | None:
    """Read a number by what stands around it: 8金9银6铜, 3个多百分点, 压缩至5天内."""
    end = at + len(base)
    if base == "个" and text[end : end + 1] in _MORE and text.startswith("百分点", end + 1):
        return Quantity(start, end + 4, end + 4, value, high, "个百分点", "number", "gt")
    if text[end : end + 1] == "内" and cut_to(text, start, base):
        return Quantity(start, end, end + 1, value, high, multiplier + base, "number", "le")
    if base or multiplier:
        return None
    if text[at : at + 2] in ("微克", "毫克") and text.endswith("每立方米", 0, start):
        after, tail = after_at(text, at + 2)
        unit = f"{text[at : at + 2]}/立方米"
        return Quantity(start, at + 2, tail, value, high, unit, "number", after)
    if text[at : at + 1] not in MEDALS:
        return None
    in_row = _MEDALS_BEHIND.match(text, at) or _MEDALS_BEFORE.search(text, max(0, start - 5), start)
    return Quantity(start, at + 1, at + 1, value, None, text[at], "number", "") if in_row else None


def _range_at(text: str, at: int) -> re.Match[str] | None:
    return _RANGE.match(text, at) if text[at : at + 1] in _RANGE_FIRST else None


def _tidy(value: float) -> float:
    """Take away what binary fractions add (6.300000001)."""
    return value if value.is_integer() else round(value, 6)


def _is_range(text: str, start: int, digits: str, second: re.Match[str]) -> bool:
    """A dash between two numbers is a range; 至 and 到 only where no 从 or 由 stands before."""
    low, high = number_of(digits), number_of(second[1].rstrip(","))
    if second[0][0] in "至到":
        return text[start - 1 : start] not in ("从", "由") and low < high
    return low < high or _is_year(digits)


def _names_only(text: str, start: int, at: int, base: str, multiplier: str) -> bool:
    """Whether what follows the number makes it a name or a date: 3A级, 5G, 8月, 500强, 50亿级."""
    after = text[at : at + 1]
    if base and base[0].isascii() and base != "%":
        if base in ("G", "M", "T", "P") and not multiplier:
            return base != "P" or not text[start - 1 : start].isalpha()
        return (
            text[at + len(base) : at + len(base) + 1].isascii()
            and text[at + len(base) : at + len(base) + 1].isalpha()
        )
    if after and after.isascii() and (after.isalpha() or after in "+"):
        return True
    for length in NAME_LENGTHS.get(after, ()):
        if length > len(base) and text[at : at + length] in NAME_AFTER:
            reached = text[at + len(base) : at + length] == "以上" and text[start - 1] in _LEADS_TO
            return not reached  # 受教育年限达到8年以上
    end = at + len(base)
    if text[end : end + 1] == "级" and (multiplier or base):
        return True
    return not base and not multiplier and after in ("", "\n") and _is_year(text[start:at])
