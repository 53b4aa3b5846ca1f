"""Reads targets that are set against another series: 与经济增长同步, 高于全国平均, 快于城镇居民.

The other side is the economy, a wider circle, the years before, or a series that is named.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.heads import strip_head
from ingest.extract.relations.relation import (
    LEAD_IN,
    PACE_ENDINGS,
    Relation,
    is_measured,
    of_words_before,
)
from ingest.extract.vocabulary.canonical import indicator_of

_GDP: Final = r"(?:同期)?(?:国民)?(?:经济(?:社会)?|GDP|地区生产总值|国内生产总值|生产总值)"
_PACE: Final = r"(?:的)?(?:增长速度|增长水平|增长|发展|增速|增幅)?"
_SAID_OF_IT: Final = _PACE + LEAD_IN
_ABOVE: Final = r"(?:快于|高于|超过|超出|好于|优于|领先|不低于)"
_MEAN: Final = r"(?:的)?(?:平均)?(?:水平|增速|增幅)?"
_LEVEL_WITH: Final = rf"{LEAD_IN}(?:一致|持平|同步|相当)"
_OVER_MEAN: Final = r"平均(?:水平|增速|增幅)以上"

# Name, the words of which a clause needs one before its pattern is worth trying, and the pattern.
_COMPARISONS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "sync:gdp",
        ("同步", "一致"),
        re.compile(rf"{_SAID_OF_IT}(?:与|和|同|跟){_GDP}{_SAID_OF_IT}(?:同步|相同步|相一致)"),
    ),
    (
        "gt:gdp",
        ("于", "过", "赢"),
        re.compile(rf"{_SAID_OF_IT}(?:快于|高于|超过|跑赢|不低于|优于){_GDP}{_PACE}"),
    ),
    (
        "gt:national",
        ("全国",),
        re.compile(
            rf"{_SAID_OF_IT}(?:{_ABOVE}(?:全[省市区县州盟旗]和|全自治区和)?全国{_MEAN}|全国{_OVER_MEAN})"
        ),
    ),
    (
        "gt:province",
        ("全省", "全区"),
        re.compile(rf"{_SAID_OF_IT}(?:{_ABOVE}全[省区]{_MEAN}|全[省区]{_OVER_MEAN})"),
    ),
    (
        "gt:city",
        ("全市",),
        re.compile(rf"{_SAID_OF_IT}(?:{_ABOVE}全市{_MEAN}|全市{_OVER_MEAN})"),
    ),
    *(
        (
            f"same:{name}",
            circles,
            re.compile(rf"{_SAID_OF_IT}(?:{'|'.join(circles)}){_MEAN}{_LEVEL_WITH}"),
        )
        for name, circles in (
            ("national", ("与全国", "和全国")),
            ("province", ("与全省", "与全区", "和全省")),
            ("city", ("与全市", "和全市")),
        )
    ),
    (
        "same:past",
        ("持平",),
        re.compile(
            rf"{_SAID_OF_IT}(?:[与和同较比](?:上年度?|去年|上一年度?)(?:同期)?|同比){LEAD_IN}持平"
        ),
    ),
    (
        "gt:past",
        ("于", "只增", "比去", "比上", "较上", "较去"),
        re.compile(
            rf"{_SAID_OF_IT}(?:高于|快于|好于|优于)“?"
            r"(?:十[一二三四五]五|上年|去年|前五年|过去五年)[^，；。]{0,6}"
            rf"|{LEAD_IN}“?(?:两个)?只增不减"
            rf"|{_SAID_OF_IT}[比较](?:去年|上年|上一年)(?:有所|有|继续|进一步|稳步|明显|大幅|略有)*(?:增加|增长|提高|扩大|提升|上升)$"
        ),
    ),
    ("positive", ("正",), re.compile(rf"{LEAD_IN}(?:由负转正|正增长)")),
)
_EXCEEDS: Final = ("快于", "高于", "超过")
_OTHER_SERIES: Final = re.compile(
    rf"{_SAID_OF_IT}(?:{'|'.join(_EXCEEDS)})(?P<other>[^，；。]{{3,14}}?)"
    r"(?:的)?(?:增速|增幅|增长|增长速度|涨幅)?$"
)
_IN_STEP_WITH: Final = re.compile(
    rf"{_SAID_OF_IT}(?:与|和|同|跟)(?P<other>[^，；。、]{{3,12}}?)(?:的)?(?:增速|增幅|增长|提高|提升){LEAD_IN}同步"
)
# 农村居民收入增速快于城镇居民: of their incomes
_OTHER_PEOPLE: Final = {
    "城镇居民": "income_urban",
    "城镇": "income_urban",
    "农村居民": "income_rural",
}
# 居民收入与经济增长同步、增长5%: what stands before the number, where this is said first.
IN_STEP: Final = re.compile(
    r"(?:增长|增速)?(?:与|和)经济(?:增长|发展)?(?:基本)?同步、?$"
    r"|(?<=..)(?:增长|增速|增幅)?(?:持续|连续[^，、]{1,4}年|稳步|均)?(?:快于|高于|跑赢)"
    r"(?:经济|全[国省市区县州盟旗]|GDP|地区生产总值|国内生产总值|城镇)[^，、\d]{0,8}、$"
)
# 收入增速，确保不低于全国平均水平: how a clause begins that goes on with the one before it
GOES_ON: Final = (
    "确保", "力争", "不低于", "高于", "快于", "努力", "与经济", "和经济", "与全国", "达到或",
)  # fmt: skip


def read_comparison(text: str, start: int, clause: str, force: str) -> list[Relation] | None:
    """Read what the `clause` that begins at `start` sets against another series.

    None where it compares nothing, [] where it does but nothing that stands before is compared.
    """
    found: tuple[str, re.Match[str]] | None = None
    for name, needed, rule in _COMPARISONS:
        if not any(word in clause for word in needed) or (match := rule.search(clause)) is None:
            continue
        # of A与全国一致、B高于全省 the first; what is read in two ways is read the first way
        if found is None or match.end() < found[1].start():
            found = name, match
    if found is not None:
        name, match = found
        first = of_words_before(text, start, match.start(), match.end(), name, force)
        return first + _second(first, text, start, clause, match.end(), force)
    if "同步" in clause and (match := _IN_STEP_WITH.search(clause)) and match.start() >= 2:
        other = _series(match["other"])
        if other is not None:  # 劳动报酬增长和劳动生产率提高同步
            name = f"sync:{other}"
            return of_words_before(text, start, match.start(), match.end(), name, force)
    exceeds = any(word in clause for word in _EXCEEDS)
    if exceeds and (match := _OTHER_SERIES.search(clause)) and match.start() >= 2:
        other = _series(match["other"])
        if other is not None:
            name = f"gt:{other}"
            return of_words_before(text, start, match.start(), match.end(), name, force)
    return None


def _second(
    first: list[Relation], text: str, start: int, clause: str, at: int, force: str
) -> list[Relation]:
    """Read 高于全国平均水平、高于城镇居民收入增速: a second relation of the same subject.

    One with a subject of its own goes on as well (…、工资与生产率同步).
    """
    if not first or clause[at : at + 1] != "、":
        return []
    found = _named_at(clause, at + 1)
    if found is None:
        return read_comparison(text, start + at + 1, clause[at + 1 :], force) or []
    name, match = found
    subject, begin = first[-1].subject, first[-1].subject_start
    at, end = start + match.start(), start + match.end()
    return [Relation(subject, name, at, end, begin, start, force)]


def _named_at(clause: str, at: int) -> tuple[str, re.Match[str]] | None:
    """Give the relation whose words stand at `at`, and the words (高于城镇居民收入增速)."""
    match = _OTHER_SERIES.match(clause, at)
    other = _series(match["other"]) if match is not None else None
    if match is not None and other is not None:
        return f"gt:{other}", match
    for name, needed, rule in _COMPARISONS:
        if any(word in clause for word in needed) and (match := rule.match(clause, at)) is not None:
            return name, match
    return None


def _series(words: str) -> str | None:
    """The series that the words on the other side name."""
    return indicator_of(words) or _OTHER_PEOPLE.get(words)


def read_of_previous(text: str, start: int, end: int, previous: str, force: str) -> list[Relation]:
    """Read a relation whose subject is the clause before (收入增速，确保不低于全国平均水平)."""
    begin, _ = strip_head(previous, 0, len(previous))
    subject = previous[begin:]
    for ending in PACE_ENDINGS:
        subject = subject.removesuffix(ending)
    if not is_measured(subject):
        return []
    clause = text[start:end]
    at = start - len(previous) - 1 + begin
    for name, _, rule in _COMPARISONS:
        if (match := rule.search(clause)) is not None:
            first, last = start + match.start(), start + match.end()
            return [Relation(subject, name, first, last, at, start, force)]
    return []
