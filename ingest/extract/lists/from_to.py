"""Reads changes from one value to another: 由A提高到B, and lists of them (分别由A、B提高到C、D)."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.parts_of_year import part_at_head, part_inside
from ingest.extract.emit import emit
from ingest.extract.lists.antecedents import measured_before
from ingest.extract.lists.assignment import assign
from ingest.extract.lists.coordination import expand
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.clauses import group_end
from ingest.extract.phrases.cues import Lead, strip_tail
from ingest.extract.phrases.heads import strip_head
from ingest.extract.ranks.moves import mark_moves
from ingest.extract.state import Place, State
from ingest.extract.subjects.single import read_one

_CHANGE_TO: Final = re.compile(
    r"(?:左右|以上|以下)?(?:预计)?(?:分别|均)?(?:进一步|大幅|稳步|逐步|快速|迅速)?(?:提高|增加|增长|上升|下降|降低|减少"
    r"|提升|扩大|缩短|缩减|压缩|压减|整合|扩展|拓展|延长|上调|下调|跃升|攀升|"
    r"收窄|缩小|回落|回升|反弹|前移|前进|晋升|晋级|下滑|后退|发展|调整|转|新增|优化|恢复|精简|放宽|提|调|降|升|增|减|变|扩|跃"
    r"|达)+(?:了)?(?:到|至|为)|^(?:到|至)|^跃居"
)
_FROM: Final = re.compile(r"^(.*?)[从由](.*)$")


def begins_change(masked: str, quantity: Quantity, following: Quantity, pre: int) -> bool:
    """Whether the number is the A of 从A提高到B."""
    if following.kind == "rank" or not _CHANGE_TO.match(masked, quantity.tail, following.start):
        return False
    return _from_mark(masked, pre, quantity.start) >= 0


def _from_mark(masked: str, start: int, end: int) -> int:
    """Tell where the last 从 or 由 of `masked[start:end]` stands; -1 where none does."""
    return max(masked.rfind("从", start, end), masked.rfind("由", start, end))


def read_change(
    place: Place, quantities: list[Quantity], first: int, second: int, state: State
) -> int:
    """Read the numbers from `first` on as A and those from `second` on as B; tell where B ends."""
    upper = group_end(place.masked, quantities, second)
    apart = "分别" in place.masked[place.pre : quantities[first].start]
    if second - first > 1 and upper - second in (second - first, 1 if apart else 0):
        _read_lists(place, quantities[first:second], quantities[second:upper], state)
        return upper
    _read_two(place, quantities[first], quantities[second], state)
    return second + 1


def _read_two(place: Place, first: Quantity, second: Quantity, state: State) -> None:
    """Read 从A提高到B: two levels of one subject."""
    lead = strip_tail(place.masked, place.pre, first.start)
    before = lead.before  # 从不到70家增加到…
    begun = Lead(lead.end, to=True, reach="由", words=lead.words, before=before)
    if lead.rise:  # 由下降2%转为增长8%: two changes, no levels
        begun = Lead(lead.end, rise=lead.rise, words=lead.words, before=before)
    core = place.text[place.pre : lead.end]
    quarter = ""
    if parted := _FROM.search(core):  # 起征点从月销售额3万元, 赤字率从去年的2.1%
        quarter = part_at_head(parted[2]) if len(parted[1]) >= 2 else ""
        core = parted[1] if len(parted[1]) >= 2 else parted[2]
    known = len(state.readings)
    read_one(place, "", first, core, begun, state)
    whole = state.readings[-1].subject if state.readings else core
    for reading in state.readings[known:]:
        reading.begins = not quarter  # 增速从一季度的2%回升至…: of the same year
        reading.subject = quarter + reading.subject
        reading.flow = False
    own = strip_tail(place.masked, first.tail, second.start)
    if not second.unit and not second.value:
        second.unit = first.unit  # 由8%降至零
    reached = Lead(own.end, to=True, reach="到", before=own.before)
    if own.rise:
        reached = Lead(own.end, rise=own.rise, before=own.before)
    subject = part_inside(place.text, first.tail, second.start) + whole if quarter else whole
    begin = state.last_start if state.last_start >= place.clause else place.pre
    emit(subject, begin, second, reached, state, "from-to", place)
    state.readings[-1].flow = False
    mark = _from_mark(place.masked, place.pre, first.start)
    state.readings[-1].not_times = (mark, first.start)
    mark_moves(place, first, second, state.readings[known:], state.previous)


def _read_lists(place: Place, lows: list[Quantity], highs: list[Quantity], state: State) -> None:
    """Read 城镇、农村居民收入分别由A、B提高到C、D: two levels of each subject.

    将甲、乙税率分别从A、B降至C: one value that both come to.
    """
    lead = strip_tail(place.masked, place.pre, lows[0].start)
    core = place.text[place.pre : lead.end]
    mark = lead.end
    if parted := _FROM.search(core):
        mark = place.pre + parted.end(1)
        core = parted[1]
    own = strip_tail(place.masked, place.pre, mark)
    core = place.text[place.pre : own.end]
    start, _ = strip_head(core, 0, len(core))
    subjects = expand(core[start:], len(lows)) if core[start:] else list(state.group)
    if len(subjects) == 1 and not place.masked[lows[0].tail : lows[1].start]:
        subjects *= len(lows)  # 由1300户4900人减至80户140人: one thing, counted twice
    if len(subjects) != len(lows):
        _read_two(place, lows[0], highs[0], state)
        return
    subjects = measured_before(subjects, lows[0], place, state)
    for quantities, reach in ((lows, "由"), (highs, "到")):
        assign(place, quantities, subjects, Lead(own.end, to=True, reach=reach), state)
        for reading in state.readings[-len(subjects) :]:
            reading.flow = False
            if reach == "由":
                reading.begins = True
            else:
                reading.not_times = (mark, highs[0].start)
