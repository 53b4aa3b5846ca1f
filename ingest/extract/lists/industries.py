"""Reads lists of industries that say how many they are: 狠抓甲、乙、丙三大主导产业.

How many there are tells where the names end.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, State

HOW_MANY: Final = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_SO_MANY: Final = HOW_MANY | {str(many): many for many in HOW_MANY.values()}
# 狠抓甲、乙、丙三大主导产业，…产值均增长8%
INDUSTRIES: Final = re.compile(
    r"(?P<names>[\u4e00-\u548b\u548d-\u9fff]{2,12}(?:[、和][\u4e00-\u548b\u548d-\u9fff]{2,10}?){1,6})等?(?P<many>[两三四五六七2-7])(?:大|个)"
    r"[\u4e00-\u9fff]{0,4}产业"
)
# 甲、乙经济总量突破900亿元: each place has grown so large
_PLACES_REACH: Final = re.compile(
    r"([\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+)"
    r"(经济总量|(?:地区)?生产总值|GDP|(?:园区|开发区|高新区|经开区)(?:总?产值|营收|营业收入|税收))"
)
_REACH: Final = 400  # letters from the industries to what is measured of each
_BETWEEN: Final = re.compile("[、和]")
_FOCUS: Final = re.compile(r"(?:狠抓|抓好|抓实|抓牢|主攻|聚焦|围绕|紧盯|瞄准|依托)")


def industries_before(place: Place, state: State) -> list[str]:
    """Give the industries of which the clauses before list so many (甲、乙、丙三大主导产业，…)."""
    low = max(0, place.clause - _REACH)
    start = max(low - 1, *(place.text.rfind(mark, low, place.clause) for mark in "。；\n"))
    if state.readings and state.readings[-1].clause > start:
        return []
    named: list[str] = []
    for listed_in in INDUSTRIES.finditer(place.text, start + 1, place.clause):
        items = industries_named(listed_in)
        if not items:
            return []
        named += items
    return named


def industries_named(listed_in: re.Match[str]) -> list[str]:
    """Name the industries of a list that says how many they are; [] where it names others."""
    items = _BETWEEN.split(listed_in["names"])
    if len(items) != _SO_MANY[listed_in["many"]]:
        return []
    first = _FOCUS.sub("", items[0])
    start, _ = strip_head(first, 0, len(first))
    while size := keep_verb(first, start, len(first)):
        start += size
    items[0] = first[start:]
    return [one if one.endswith("业") else f"{one}产业" for one in items]


def each_named(core: str, quantity: Quantity, lead: Lead) -> list[str]:
    """Name each of a list that a number beyond which it is holds for; [] where it is a sum.

    甲、乙两大产业迈入千亿级规模; 甲、乙经济总量突破900亿元.
    """
    if quantity.kind == "round" and core.endswith("产业"):
        listed_in = INDUSTRIES.fullmatch(core)
        return industries_named(listed_in) if listed_in else []
    if lead.before != "gt" or lead.rise or "、" not in core:
        return []
    places = _PLACES_REACH.fullmatch(core)
    return [f"{one}{places[2]}" for one in places[1].split("、")] if places else []
