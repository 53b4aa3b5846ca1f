"""Decides where places in a ranking moved: 百强县由84位提升至76位 is two ranks, no two levels."""

from __future__ import annotations

import re

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, Reading

_PLACE_UNITS = frozenset(("位", "名"))
_UP = re.compile(r"提升|上升|跃升|攀升|晋升|晋级|前移|前进|跃居|[升进]")
_DOWN = re.compile(r"下降|下滑|后退|后移|回落|滑落|[降退]")
_RANKING = re.compile(r"排名|排位|位次|位序|名次|[百十]强|排行榜|榜单")
# 我县位次由…: whose place it is says nothing where the list is named before
_OURS = re.compile(r"(?:我|本|全)[国省市区县州旗盟](?:的)?(?:总体|综合)?(?:排名|排位|位次|名次)?")
_IN_RANKING = re.compile(
    r"(?:首次|再次|成功)?(?:在|入选|入围|荣登|登上|跻身|上榜|入列|进入)?(?:20\d\d年|年)?度?(?P<name>[^，；：、]{2,24}?(?:排名|排位|排行榜|榜单|名单|考核|考评|评价|测评|评比|评估|观摩|监测|[百十]强[县区市]?))[中上里内]?"
)
# 146个县（市、区）高质量发展监测中: among how many is no part of its name
_OF_SO_MANY = re.compile(r"^\d+个(?:[县区市]{1,3}(?:（[县区市、]{1,3}）)?|园区|开发区)(?=..)")
# 生产总值9亿元，在全国城市排名升至第45位: among others like it, no name of its own
AMONG_CITIES = re.compile(
    r"在?(?:全[国省市区])?(?:城市|省会城市|地级市|各?县市|县域|县区)中?的?(?:综合)?排[名位]"
)
_IN_CIRCLE = re.compile(r"(?<=..)(?:在全[国省市区县州盟旗]的?|在[^，、在]{1,8}[省市州县区]的|的)$")


def ranking_before(text: str, start: int, end: int) -> str:
    """Name the ranking that the words `text[start:end]` are (在全国百强县排名中); "" for none."""
    named = _IN_RANKING.fullmatch(text, start, end)
    return named["name"] if named else ""


def moved_subject(place: Place, named: str, previous: tuple[int, int]) -> str:
    """Name what moved: the ranking that is named before, where `named` says only whose place."""
    if named[:1].isdigit():
        named = _OF_SO_MANY.sub("", named)
    if named and not _OURS.fullmatch(named):
        held = _IN_RANKING.fullmatch(named) if named[-1] == "中" else None
        return held["name"] if held else _IN_CIRCLE.sub("", named)
    if place.pre == place.clause and previous[1] == place.clause - 1:
        return ranking_before(place.text, *previous) or named
    return named


def mark_moves(
    place: Place,
    first: Quantity,
    second: Quantity,
    readings: list[Reading],
    before: tuple[int, int],
) -> None:
    """Make the two `readings` of 由A位提升至B位 ranks, where a place moved and no count did."""
    if not {first.unit, second.unit} <= _PLACE_UNITS:
        return
    between = place.text[first.tail : second.start]
    said = place.text[place.clause : first.start]
    climbs = second.value < first.value and _UP.search(between) is not None
    falls = second.value > first.value and _DOWN.search(between) is not None
    if not (climbs or falls or _RANKING.search(said)):
        return
    for reading in readings:
        reading.measure, reading.flow, reading.comparator = "rank", False, "eq"
        reading.subject = moved_subject(place, reading.subject, before)
        reading.value = abs(reading.value)
        reading.other = False
        reading.quantity.unit = "位"
