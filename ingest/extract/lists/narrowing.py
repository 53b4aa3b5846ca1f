"""Gives the later things of a list what narrows the first, where it narrows them all.

老旧供热、燃气、排水管网 are all old, 国际航空旅客、货邮吞吐量 both of international flights:
what stands before the first thing holds for all that share the noun at the end. Where the first
has a noun of its own (农村居民收入、消费价格), each keeps its own words.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.heads import keep_verb
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import NARROWS

_WORDS: Final = "|".join(sorted(NARROWS, key=len, reverse=True))
_NARROWS: Final = re.compile(rf"(?:参加)?(?:全[国省市区县州盟旗])?(?:{_WORDS})+(?=..)")
_INSURES: Final = re.compile("养老|医疗|失业|工伤|生育(?!服务)|医保|公积金")
_FEWEST: Final = 2  # things that make a list


def narrow_alike(items: list[str], named: list[str]) -> list[str]:
    """Give the things `named` what narrows the first of the `items` that they were made of.

    老旧供热、燃气、排水管网 (供热 takes the noun of the last) gives 老旧燃气管网 and 老旧排水管网;
    城市公园、口袋公园数量 are two kinds of one thing, each with its own word.
    """
    first = items[0]
    if len(items) != len(named) or len(items) < _FEWEST or named[0] == first:
        return named
    if head_of(first):
        return named  # 规上工业增加值、居民收入增速: the first is measured by itself
    narrows = _NARROWS.match(first, keep_verb(first, 0, len(first)))
    if narrows is None:
        return named
    thing = first[narrows.end() :]
    for one in named[1:]:
        if keep_verb(one, 0, len(one)) or _NARROWS.match(one) or thing in one:
            return named
    before = first[: narrows.end()]
    if "职工" in before and not all(_INSURES.search(one) for one in items[1:]):
        return named  # 职工医保和计划生育服务补助标准
    if indicator_of(named[0]) is None or "居民" in before:
        return [named[0], *(before + one for one in named[1:])]
    # 港口货物、集装箱吞吐量: the first is a known series, and so are others by their own names
    return [named[0], *(one if indicator_of(one) else before + one for one in named[1:])]
