"""Decides where places in a ranking moved: 百强县由84位提升至76位 is two ranks, no two levels."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, Reading, State

TO_RANK: Final = ("至", "到", "居", "列", "升至", "升到", "升至全国", "位居", "位列", "排名", "排")
_PLACES_MOVED: Final = frozenset(("位", "名", "个位次", "位次", "个名次"))
_PLACED: Final = re.compile(r"(?<=..)在[^，、；]{2,12}(?:排名|排位|位次|名次)$")
_PLACE_UNITS: Final = frozenset(("位", "名"))
_UP: Final = re.compile(r"提升|上升|跃升|攀升|晋升|晋级|前移|前进|跃居|[升进]")
_DOWN: Final = re.compile(r"下降|下滑|后退|后移|回落|滑落|[降退]")
_RANKING: Final = re.compile(r"排名|排位|位次|位序|名次|[百十]强|排行榜|榜单")
# 我县位次由…: whose place it is says nothing where the list is named before
_OURS: Final = re.compile(
    r"(?:我|本|全)[国省市区县州盟旗](?:的)?(?:总体|综合)?(?:排名|排位|位次|名次)?"
)
_IN_RANKING: Final = re.compile(
    r"(?:首次|再次|成功)?(?:在|入选|入围|荣登|登上|跻身|上榜|入列|进入)?(?:20\d\d年"
    r"|年)?度?(?P<name>[^，；：、]{2,24}?(?:排名|排位|排行榜|榜单|名单|考核|考评|评价|测评|评比|评估|观摩|监测|[百十]强[县区市榜]?))[中上里内]?"
)
# 146个县（市、区）高质量发展监测中: among how many is no part of its name
_OF_SO_MANY: Final = re.compile(
    r"^\d+个(?:[县区市]{1,3}(?:（[县区市、]{1,3}）)?|园区|开发区)(?=..)"
)
# 甲高新区在全省园区综合考核中列第24位: the place's rank in that contest
_PLACE_IN_CONTEST: Final = re.compile(
    r"(?P<who>[^，、在]{2,10})在(?P<contest>[^，、在]{2,20}?(?:考核|考评|评价|测评|评比|评估|竞赛))中?"
)
_PUBLISHED: Final = re.compile("^[^，]*(?:发布|公布|评选|评定)的(?=...)")
_PLACES: Final = frozenset("村镇乡区县市旗场院校")
_CONTESTS: Final = ("考核", "考评", "评价", "测评", "评比", "评估", "竞赛")
_IN_CIRCLE: Final = re.compile(
    r"(?<=..)(?:在全[国省市区县州盟旗]的?|在[^，、在]{1,8}[省市区县州盟旗]的|的)$"
)


def ranking_before(text: str, start: int, end: int) -> str:
    """Name the ranking that the words `text[start:end]` are (在全国百强县排名中); "" for none."""
    named = _IN_RANKING.fullmatch(text, start, end)
    if named is None:
        return ""
    return _of_contest(named["name"]) or _PUBLISHED.sub("", named["name"])


def _of_contest(named: str) -> str:
    """Name the rank of a place in a contest (甲高新区在全省园区综合考核); "" where it is none."""
    contest = _PLACE_IN_CONTEST.fullmatch(named)
    return contest["who"] + contest["contest"] if contest else ""


def moved_subject(place: Place, named: str, previous: tuple[int, int]) -> str:
    """Name what moved: the ranking that is named before, where `named` says only whose place."""
    if named[:1].isdigit():
        named = _OF_SO_MANY.sub("", named)
    if "在" in named and (whose := _of_contest(named)):
        return whose
    if named and not _OURS.fullmatch(named):
        if named[-1] in _PLACES and place.pre == place.clause and previous[1] == place.clause - 1:
            contest = ranking_before(place.text, *previous)  # 在全省林场考核中，甲林场列第4名
            return named + contest if contest.endswith(_CONTESTS) else named
        held = _IN_RANKING.fullmatch(named) if named[-1] == "中" else None
        return held["name"] if held else _IN_CIRCLE.sub("", named)
    if place.pre == place.clause and previous[1] == place.clause - 1:
        return ranking_before(place.text, *previous) or named
    return named


def moved_to(place: Place, quantity: Quantity, state: State) -> str:
    """Name what moved so many places before it came to this rank (在全国城市排名上升2位至第7位)."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.measure != "change" or before.clause != place.clause:
        return ""
    joined = before.quantity.unit in _PLACES_MOVED and before.quantity.tail >= place.pre - 1
    if not joined or place.text[before.quantity.tail : quantity.start].lstrip("、") not in TO_RANK:
        return ""
    return _PLACED.sub("", before.subject)


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
        reading.other = not reading.subject  # 由55位提升至48位: of what, nothing says
        reading.quantity.unit = "位"
