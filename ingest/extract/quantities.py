"""Finds the numbers of a text, with their units, and leaves out those that measure nothing.

A quantity is an Arabic number (1700亿元, 2万5千公里, 6%—6.5%), a fraction or tenth in words
(四分之一, 九成), a multiple (翻一番, 两倍), a half (过半), a round number in words (突破百亿) or a
rank (第三, 首位). Dates, ordinals, names (5G, 3A级, PM2.5) are dropped here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.words import (
    AFTER,
    AFTER_LENGTHS,
    NAME_AFTER,
    NAME_LENGTHS,
    UNIT_LENGTHS,
    UNITS,
)

_CN = "一二两三四五六七八九十"
_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Numbers in words are rare, their characters are not: the pattern opens with the one character
# that decides (成, 倍, 第 …), so that the engine can skip the rest, and looks back from there.
_WORDS = re.compile(
    r"[成分翻倍半万亿百千第首榜席](?:"
    rf"(?P<rank>(?<=第)[{_CN}]{{1,3}}|(?<=首)位|(?<=榜)首)"
    rf"|(?P<fraction>(?<=[{_CN}百千]分)之[{_CN}百零点]+)"
    rf"|(?P<tenths>(?<=[{_CN}]成)(?:半|[一二三四五六七八九])?"
    r"(?:(?=以|左右|多|[，、。；的“](?!本)|[农企资收产以村城县乡学居])|(?<=[近超达约逾过]..)|(?<=[近超达约逾过]...)))"
    r"|(?P<double>(?<=翻)了?[一两二三四五12]?番”?)"
    rf"|(?P<times>(?<=[{_CN}百]倍)(?![增计]))"
    r"|(?P<doubled>(?<=翻倍)(?=[增，。；、]))"
    r"|(?P<half>(?<=[过一]半)|(?<=半)数)"
    r"|(?P<round>(?<=[万亿])亿?(?<![\d多余几.,]万)(?<![\d多余几.,]亿)(?![能众一象里全物有国向事])|(?<=[百千])(?=[名户家列辆场台]))"
    r"|(?P<seats>(?<=[一二两三四五六七八九]席)))"
)
_NUMERALS = frozenset(_CN + "百千万零")
_SCALE = re.compile(
    r"(多|余|几)?(万亿|百万(?!千瓦时代)|千万(?!千瓦级)|亿|万|千(?![瓦克米伏升卡])|百(?!分))?"
    r"(?:(\d+(?:\.\d+)?)(千|百|万))?(多|余)?(亿|万)?"
)
_RANGE = re.compile(r"(?:[-—~]{1,2}|[至到])(\d[\d,]*(?:\.\d+)?)")
_RANGE_FIRST = frozenset("-—~至到")
_TIMES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
    "": 1.0,
}
_ROUND_CUE = re.compile(
    r"(?:突破|超过?|逾|近|达到?|跨[过越入上]?|迈[上过入]|破|站上|登上|跃上|新增|至|[过约])了?$"
)
_ROUND_TAIL = re.compile(r"(?:大关|台阶|关口|规模|以上)?(?=[，、。；：”）]|$|以上|大关|台阶)")
_VAGUE = re.compile(r"[数几成千亿万十]$|(?<![迈跨登站踏跃])上$")
_ROUND_END = re.compile(r"以上(?:[，、。；]|$)")
_RANK_END = re.compile(
    r"[位名]?(?=[，、。；：”）（和]|$|(?:上升|跃升|提升|前移|进位?|升|跃)[到至])"
)
_SECTORS = re.compile(r"[、和](?:第)?[二三](?:、(?:第)?三)?(?:次)?产")  # 第一、二、三产业: no rank
_RATIO = re.compile(r"：1(?![\d.])")
TIME_FAMILIES = frozenset(("time", "days", "age"))


@dataclass(slots=True)
class Quantity:
    """A number of the text.

    `start`, `end` hold the number with its unit, `tail` also the words behind it that say how it
    is meant (以上). `after` is the comparator of those words or of 多 and 余, else "". `kind` is
    number, share, multiple, half, round or rank.
    """

    start: int
    end: int
    tail: int
    value: float
    high: float | None
    unit: str
    kind: str
    after: str


def find_quantities(text: str) -> list[Quantity]:
    """Give the quantities of folded `text` in order."""
    found: list[Quantity] = []
    end = 0
    for match in _ARABIC.finditer(text):
        start, stop = match.span()
        if start < end:  # the second number of a range
            continue
        quantity = _arabic(text, start, stop, match[0])
        if quantity is None:
            end = stop
        else:
            found.append(quantity)
            end = quantity.tail
    words = [q for match in _WORDS.finditer(text) if (q := _in_words(text, match)) is not None]
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


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))


def _arabic(text: str, start: int, end: int, digits: str) -> Quantity | None:
    if digits[-1] == ",":
        digits = digits.rstrip(",")
        end = start + len(digits)
    before = text[start - 1] if start else ""
    if before == "第":
        return _rank(text, start - 1, end, digits)
    if before == "-" and text[start - 2 : start - 1] in _SIGNED:
        below = _measured(text, start, end, digits)  # 增长-18.9%
        if below is not None and below.unit in ("%", "个百分点"):
            return replace(below, start=start - 1, value=-below.value)
        return None
    if before and before.isascii() and before in "+./-_":
        return None
    if before and before.isascii() and before.isalpha() and not _counts_acronym(text, start, end):
        return None
    after = text[end : end + 1]
    if after == "/" and (part := _ARABIC.match(text, end + 1)) and "." not in part[0]:
        share = round(_number(digits) / (_number(part[0]) or 1) * 100, 6)
        return _word_quantity(text, start, part.end(), share, "%", "share") if share < 100 else None
    if after in ("+", "#", "=") or (after == "年" and _is_year(digits)):
        return None
    return _measured(text, start, end, digits)


_SIGNED = frozenset("长速幅度率为是达")  # what a minus sign can follow
_ACRONYM = re.compile(r"(?:^|[^A-Za-z])[A-Z]{2,5}$")


def _counts_acronym(text: str, start: int, end: int) -> bool:
    """Whether the number counts the acronym before it (核心KPI660个) and is no part of a name."""
    return text[end : end + 1] in "个家项件台套亿万元" and bool(
        _ACRONYM.search(text, max(0, start - 6), start)
    )


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("18", "19", "20", "21") and digits.isdigit()


@dataclass(slots=True)
class _Amount:
    """A number with its multiplier (2万5千, 3000多万): `value` counts in `multiplier`."""

    value: float
    multiplier: str
    more: bool  # 多 or 余 stands in it
    end: int


def _amount(text: str, digits: str, end: int) -> _Amount:
    """Read the multiplier behind `digits`, which end at `end`."""
    if text[end : end + 1] not in _SCALE_FIRST:
        return _Amount(_number(digits), "", False, end)
    scale = _SCALE.match(text, end)
    assert scale is not None  # every part of the pattern may be empty
    hedge, multiplier, more, place, hedge2, last = (group or "" for group in scale.groups())
    value = _number(digits)
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


_SCALE_FIRST = frozenset("多余几万亿千百")
_WRITTEN = frozenset(("", "万", "亿", "万亿"))


def _measured(text: str, start: int, end: int, digits: str) -> Quantity | None:
    """Read unit, range and the words behind a number; None where it only names something."""
    amount = _amount(text, digits, end)
    at = amount.end
    length = _unit_length(text, at)
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
        length = _unit_length(text, at)
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
        return Quantity(start, ratio.end(), ratio.end(), value, None, "", "ratio", "")
    if not base and text[at : at + 2] in ("微克", "毫克") and text.endswith("每立方米", 0, start):
        # 每立方米19微克 is written the other way round
        after, tail = _after(text, at + 2)
        unit = f"{text[at : at + 2]}/立方米"
        return Quantity(start, at + 2, tail, value, high, unit, "number", after)
    if _names_only(text, start, at, base, multiplier):
        return None
    if base == "成" and value < 10:
        value, base = value * 10, "%"
    after, tail = _after(text, at + length)
    if not after and amount.more:
        after = "gt"
    return Quantity(
        start, at + length, tail, _tidy(value), high, multiplier + base, "number", after
    )


def _range_at(text: str, at: int) -> re.Match[str] | None:
    return _RANGE.match(text, at) if text[at : at + 1] in _RANGE_FIRST else None


def _tidy(value: float) -> float:
    """Take away what binary fractions add (6.300000001)."""
    return round(value, 6)


def _is_range(text: str, start: int, digits: str, second: re.Match[str]) -> bool:
    """A dash between two numbers is a range; 至 and 到 only where no 从 or 由 stands before."""
    low, high = _number(digits), _number(second[1].rstrip(","))
    if second[0][0] in "至到":
        return text[start - 1 : start] not in ("从", "由") and low < high
    return low < high or _is_year(digits)


_NOTHING: frozenset[str] = frozenset()
# A unit of one character is none where it begins another word: 3万家庭, 2个单位.
_NO_UNIT = {
    unit: frozenset(following)
    for unit, following in {
        "家": "庭禽居电具长乡园政校", "户": "籍外", "人": "才均民工", "项": "目", "台": "账湾胞阶",
        "部": "门队分", "支": "部付持", "口": "岸", "条": "例件", "种": "业植子粮质",
        "场": "所馆景", "处": "理室", "站": "点", "座": "谈", "间": "接", "名": "优牌", "所": "有",
        "度": "假", "方": "式案面", "平": "台原", "单": "位元", "片": "区", "道": "路",
        "村": "庄民级", "县": "域级", "区": "域级", "市": "场级民", "本": "科土", "起": "来",
        "套": "餐", "点": "位", "里": "程", "周": "边期", "分": "钟", "列": "车", "元": "素",
        "升": "级", "节": "点能", "门": "类", "面": "积", "对": "象", "组": "织", "首": "批",
        "集": "群中",
    }.items()
}  # fmt: skip


def _unit_length(text: str, at: int) -> int:
    first = text[at : at + 1]
    for length in UNIT_LENGTHS.get(first, ()):
        if at + length <= len(text) and text[at : at + length] in UNITS:
            if length == 1 and text[at + 1 : at + 2] in _NO_UNIT.get(first, _NOTHING):
                return 0
            return length
    return 0


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
            return True
    end = at + len(base)
    if text[end : end + 1] == "级" and (multiplier or base):
        return True
    return not base and not multiplier and after in ("", "\n") and _is_year(text[start:at])


def _after(text: str, end: int) -> tuple[str, int]:
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
_MANY = frozenset("跨元功式层种样维边媒语彩能业领部场晶孔肽向点重头")
_REST = frozenset("热额村姚杭")


def _rank(text: str, start: int, end: int, digits: str) -> Quantity | None:
    """Read 第三, 第3位, 首位 as a rank where nothing is counted by it (第三个, 第六届)."""
    closing = _RANK_END.match(text, end)
    if closing is None or _SECTORS.match(text, end):
        return None
    if digits in ("首位", "榜首"):
        value = 1.0
    else:
        digits = digits.removeprefix("第")
        if "." in digits:
            return None
        value = _number(digits) if digits.isascii() else float(_chinese(digits))
    return Quantity(start, closing.end(), closing.end(), value, None, "位", "rank", "")


def _chinese(word: str) -> int:
    """Read a Chinese number up to 999."""
    total = unit = 0
    for character in word:
        if character in "十百千":
            total += (unit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            unit = 0
        else:
            unit = "零一二三四五六七八九".find(character) if character != "两" else 2
    return total + unit


def _in_words(text: str, match: re.Match[str]) -> Quantity | None:
    kind = match.lastgroup
    at, end = match.span()
    if kind == "rank":
        return _rank(text, at, end, match[0])
    start = at
    if kind in ("fraction", "tenths", "times", "round", "half"):
        # No number in words is longer; a run of 万 would be gone over once for each of them.
        while start > max(0, at - 16) and text[start - 1] in _NUMERALS:
            start -= 1
    if kind == "round":
        return _round(text, start, end)
    if kind == "half":
        return _half(text, at, end)
    if kind == "double":
        return None if _GOAL_NAME.match(text, end) else _double(text, at, end)
    if kind == "doubled":
        return _word_quantity(text, at - 1, end, 2.0, "倍", "double")
    if kind == "fraction":
        return _fraction(text, start, end)
    if kind == "seats":
        return Quantity(at - 1, end, end, float(_chinese(text[at - 1])), None, "席", "number", "")
    word = text[start:end]
    if kind == "times":
        times = float(_chinese(word[:-1]))
        return _word_quantity(text, start, end, times, "倍", "multiple") if times else None
    start = at - 1  # one numeral before 成
    value = _chinese(text[start]) * 10.0
    if end - at > 1:
        value += 5 if text[at + 1] == "半" else _chinese(text[at + 1])
    return _word_quantity(text, start, end, value, "%", "share") if value <= 100 else None


def _fraction(text: str, start: int, end: int) -> Quantity:
    below, above = text[start:end].split("分之")
    unit = "‰" if below == "千" else "%"
    if "点" in above:
        whole, _, part = above.partition("点")
        decimals = "".join(str(_chinese(character)) for character in part)
        value = float(f"{_chinese(whole)}.{decimals or 0}")
    else:
        value = _chinese(above) / (_chinese(below) or 1) * (1000 if unit == "‰" else 100)
    return _word_quantity(text, start, end, value, unit, "share")


def _half(text: str, at: int, end: int) -> Quantity | None:
    start = at if text.startswith("半数", at) else at - 1
    found = _word_quantity(text, start, end, 50.0, "%", "half")
    if text[start] == "过":
        found.after = "gt"
    return found


_GOAL_NAME = re.compile(r"(?:(?<=”)|”)的?(?:目标|任务|计划)")  # “两个翻番”目标 is a name
_DOUBLES = re.compile(r"“?(?:双|[两三四五六]个)?$")


def _double(text: str, at: int, end: int) -> Quantity:
    count = text[at:end].strip("翻了番”")
    times = {"": 1, "1": 1, "2": 2}.get(count) or _chinese(count)
    opening = _DOUBLES.search(text, max(0, at - 3), at)
    start = opening.start() if opening else at
    if text[end - 1] == "”" and text[start] != "“":
        end -= 1
    return _word_quantity(text, start, end, 2.0**times, "倍", "double")


def _word_quantity(text: str, start: int, end: int, value: float, unit: str, kind: str) -> Quantity:
    after, tail = _after(text, end)
    return Quantity(start, end, tail, round(value, 6), None, unit, kind, after)


def _round(text: str, start: int, end: int) -> Quantity | None:
    """Read 突破百亿, 超万亿元, 万名以上; 百亿级项目, 万人计划, 千亿园区 are names."""
    word = text[start:end]
    length = _unit_length(text, end)
    base = text[end : end + length]
    stop = end + length
    closing = _ROUND_TAIL.match(text, stop)
    if closing is None or _VAGUE.search(text, max(0, start - 2), start):
        return None
    cue = _ROUND_CUE.search(text, max(0, start - 4), start)
    if cue is None and not _ROUND_END.match(text, stop):
        return None
    multiplier = "万亿" if word.endswith("万亿") else word[-1] if word[-1] in "万亿" else ""
    number = word.removesuffix(multiplier)
    value = float(_chinese(number)) if number else 1.0
    after, tail = _after(text, stop)
    return Quantity(start, stop, tail, value, None, multiplier + base, "round", after)
