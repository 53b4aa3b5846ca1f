"""Reads ranks: 全市区县第三, 居全国第6位, 规模跃居全国首位."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.emit import emit
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.ranks.moves import TO_RANK, moved_subject, moved_to
from ingest.extract.ranks.phrases import (
    CIRCLE_FIRST,
    PACE_IN_CITY,
    end_of_ranked,
    ranked_name,
    with_ranking,
)
from ingest.extract.ranks.rankings import contest_passed, contest_won, ends_in_list, in_same_list
from ingest.extract.ranks.subjects import in_other_circle, one_for_each, ranked_subjects
from ingest.extract.state import Place, State
from ingest.extract.subjects.counts import HOLDS_RANK
from ingest.extract.subjects.measure_nouns import is_aspect

_RISES_TO: Final = re.compile(
    r"(?:上升|跃升|攀升|提升|晋升|前移|前进|进位?|升|跃|下降|下滑|后退|降)[到至为]|跃居"
)
# 由第9位前移至: the rank that it rose from
_FROM_RANK: Final = re.compile(
    r"[从由][^，、]{0,8}第[\d一二三四五六七八九十]+位?(?:[^，、]{0,4}[到至为])?$"
)
# 有5个季度位居全省第一: held now and then
_SOME_MONTHS: Final = re.compile(r"(?<!连续)(?<!\d)\d+个(?:季度|月)(?:位?[居列]|排|保持)[^，、]*$")
_EACH: Final = re.compile(r"均|分别")
_UNNAMED_SERIES: Final = re.compile(
    "(?:主要|核心|重点|关键)?(?:经济)?(?:核心)?指标(?:增速|增幅|总量|)"
)
_LAST_READ: Final = 4
_CITY_NAME: Final = 4  # letters that the name of a city stays below
_RESULT_REACH: Final = 6  # letters of 的优异成绩


def read_ranks(place: Place, ranks: list[Quantity], state: State) -> None:
    """Read ranks in a row: one each for the subjects before (居全国第五和第六), or for one."""
    if len(ranks) > 1 and (subjects := one_for_each(place, ranks, state)):
        for subject, rank in zip(subjects, ranks, strict=True):
            _write_rank(subject, place.pre, rank, place, state)
        return
    for rank in ranks:
        _read_rank(place, rank, state)


def _read_rank(place: Place, quantity: Quantity, state: State) -> None:
    """Read one rank; nothing where neither a place nor a verb says that it is one."""
    follows = _in_row(place, state)
    if not follows and (won := contest_won(place.text, place.pre, quantity.start)):
        _write_rank(won[1], won.start(1), quantity, place, state)
        return
    rises = _RISES_TO.match(place.masked, quantity.tail) is not None
    end = end_of_ranked(place, quantity, rises=rises)
    listed_in = ends_in_list(place.masked, place.pre, quantity.start)
    fronted = CIRCLE_FIRST.fullmatch(place.text, place.pre, quantity.start)
    fronted = fronted or PACE_IN_CITY.fullmatch(place.text, place.pre, quantity.start)
    if end == quantity.start and not (follows or listed_in or fronted):
        moves = place.text[place.pre : quantity.start] in TO_RANK
        if not (moves or _bare_circle(place, quantity, state)):
            return
        end = place.pre
    if end == place.pre and (moved := moved_to(place, quantity, state)):
        _write_rank(moved, place.pre, quantity, place, state)
        return
    if _counts_indicators(place, quantity):
        return  # 7项居全市第一: nothing names which
    core = fronted["aspect"] if fronted else _FROM_RANK.sub("", place.text[place.pre : end])
    under = core[-1:] == "以"  # 以全省第一的成绩: in what stands behind, or nowhere
    behind = place.text[quantity.tail : quantity.tail + _RESULT_REACH]
    if under or (behind[:1] == "的" and "绩" in behind):
        if under and (passed := contest_passed(place.text, quantity)):
            _write_rank(passed[1], quantity.start, quantity, place, state)
        return
    named = ranked_name(core, rises=rises, listed_in=listed_in)
    named = moved_subject(place, named, state.previous)
    named = with_ranking(named, "" if follows else place.text[end : quantity.start])
    if named[:1] == "其" and is_aspect(named[1:]):
        named = named[1:]  # 其总量跃升到第四位
    if not named and (rose := _rose_from(place, state)):
        _write_rank(rose, place.pre, quantity, place, state)
        return
    each = _EACH.search(place.masked, end, quantity.start) is not None
    subjects = in_other_circle(place, quantity, named, state) if follows else []
    if not subjects:
        subjects = ranked_subjects(place, quantity, core, named, state, each=each)
        subjects = (
            [in_same_list(one, state.readings[-1]) for one in subjects] if follows else subjects
        )
    passing = _SOME_MONTHS.search(place.masked, place.clause, quantity.start) is not None
    _write_each(subjects, quantity, place, state, rises=rises, passing=passing)
    unnamed = not named and not state.last
    alone = bool(named) and (not is_aspect(named) or not state.last)  # 出口额增幅居第一，达30亿元
    if (unnamed or alone) and not passing and subjects[-1]:
        state.remember(subjects[-1], place.pre, place.clause)


def _counts_indicators(place: Place, quantity: Quantity) -> bool:
    """Whether a count of unnamed indicators holds the rank (7项居全市第一)."""
    if place.masked[place.pre - 1 : place.pre] != "项":
        return False
    return place.text[place.pre : quantity.start] in HOLDS_RANK


def _write_each(
    subjects: list[str],
    quantity: Quantity,
    place: Place,
    state: State,
    *,
    rises: bool,
    passing: bool,
) -> None:
    """Write a rank down for each subject; where it `rises` to another one, this is the first."""
    for subject in subjects:
        if not subject or _UNNAMED_SERIES.fullmatch(subject):
            continue  # 5项主要指标增速居全市前三: nothing names which
        begin = place.text.find(subject[:2], place.clause, quantity.start)
        _write_rank(subject, begin if begin >= 0 else place.pre, quantity, place, state)
        reading = state.readings[-1]
        reading.begins, reading.other = rises, reading.other or passing


def _write_rank(subject: str, begin: int, quantity: Quantity, place: Place, state: State) -> None:
    before = state.readings[-1] if state.readings else None
    emit(subject, begin, quantity, Lead(quantity.start, to=True), state, "rank", place)
    reading = state.readings[-1]
    joined = place.masked[place.pre - 1 : place.pre] == "、"
    if joined and before and before.yearly and before.quantity.tail == place.pre - 1:
        reading.yearly = True  # 年均增长4%、全市第1: of the same years
    reading.measure, reading.flow = "rank", False
    # 累计造林90万亩、居全省首位: of the same years
    reading.total = any(r.total and r.subject == subject for r in state.readings[-_LAST_READ:-1])
    reading.comparator = "le" if quantity.after == "le" else "eq"


def _in_row(place: Place, state: State) -> bool:
    """Whether a rank follows another in a list (投资潜力第3、绿色发展第5)."""
    return (
        bool(state.readings)
        and state.readings[-1].measure == "rank"
        and state.readings[-1].clause == place.clause
        and place.masked[place.pre - 1 : place.pre] == "、"
    )


def _rose_from(place: Place, state: State) -> str:
    """Name what rose from the rank just before (总量从第10位跃升至第8位); "" for nothing."""
    before = state.readings[-1] if state.readings else None
    if before is None or not before.begins or before.measure != "rank":
        return ""
    return before.subject if before.quantity.tail == place.pre else ""


def _bare_circle(place: Place, quantity: Quantity, state: State) -> bool:
    """Whether the words between a figure and a rank are only where it is held (91个、甲州第一)."""
    words = place.text[place.pre : quantity.start]
    behind = place.text[quantity.tail : quantity.tail + 1]
    told = state.readings[-1] if state.readings else None
    if told is None or told.quantity.tail != place.pre - 1 or told.other:
        return False
    return 1 < len(words) < _CITY_NAME and behind in "、，。；" and not is_aspect(words)
