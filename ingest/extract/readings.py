"""Reads the numbers of one sentence: subject, measure and comparator of each.

A sentence falls into clauses at “，”, “：” and “；”. Within a clause every number has words before
it and words behind it; a small state carries what is written once and holds for several numbers.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.owners import spread_owner
from ingest.extract.ellipsis.partitives import of_kind
from ingest.extract.ellipsis.tenants import park_at_head
from ingest.extract.ellipsis.whose import owned_alike
from ingest.extract.emit import clause_marks
from ingest.extract.lists.assignment import assign, share_unit
from ingest.extract.lists.figures import figures_named
from ingest.extract.lists.from_to import begins_change, read_change
from ingest.extract.lists.groups import shared_subjects
from ingest.extract.lists.industries import each_named
from ingest.extract.lists.spread import spread
from ingest.extract.measures import POINTS
from ingest.extract.numbers.modifiers import measuring
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases import clauses
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import strip_head
from ingest.extract.phrases.leading_words import words_before
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.ranks.reading import read_ranks
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects.single import read_one
from ingest.extract.subjects.works import name_work
from ingest.extract.vocabulary.words import AREA_UNITS

# 初步核算，…: all numbers up to the next “；” are estimates
_HEAD_ESTIMATE: Final = re.compile(
    r"(?:[一二三四五六]是|——|●|[^，；。、]{0,2}年|全年|去年|据|经|年末|全[国省市区县州盟旗])*(?:初步)?(?:预计|核算|统计|测算|预估)(?:数|全年)?"
)
# 煤炭方面，…产量: the field that a sentence opens with
_FIELD: Final = re.compile(r"([\u4e00-\u9fff]{2,9}?)(?:发展|建设|工作|产业)?方面[，：]")
# 高速公路，开工…: the kind of way that all of the sentence is about
_WAY_FIRST: Final = re.compile(
    "(高速公路|高速铁路|高铁|铁路|轨道交通|公路|内河航道|水运|港口|通用机场)，"
)
_FIELD_REACH: Final = 16  # letters in which 方面 stands then
_QUOTE_ENDS: Final = re.compile("[^“”]{2,}(?=”[^“”]*$)")
# how the things of the number behind are put together (6组10家企业)
_GROUPINGS: Final = frozenset(("组", "批", "批次", "类", "大类", "轮"))
# 低保标准由2019年的500元、300元，分别提高到…
# 排放量由上年增长5%，减为增长1%
_FROM_BEFORE: Final = re.compile(r"(.{2,}?)由(?:上年|去年|上一年度?|前(?:[两三四]年)?)的?$")
_FROM_YEAR: Final = re.compile(r"(.{2,}?)[由从](?:20|19)\d\d年(?:底|末)?的?$")


def read_sentence(
    text: str, masked: str, start: int, end: int, quantities: list[Quantity]
) -> list[Reading]:
    """Read all `quantities` of the sentence `text[start:end]`; `masked` has its quotes blanked."""
    state = State()
    stop = clauses.sentence_stop(masked, start, end)
    head = _HEAD_ESTIMATE.match(masked, start, stop)
    state.estimate_all = head is not None
    opening = text[start : start + _FIELD_REACH]
    if "方面" in opening and (field := _FIELD.match(text, start, stop)):
        state.about = field[1]
    elif way := _WAY_FIRST.match(opening):
        state.about = way[1]
    if "区" in opening or "园" in opening:
        state.park = park_at_head(text, start, stop)
    listed = head is not None and masked[head.end() : head.end() + 1] == "："
    index, total, clause = 0, len(quantities), start
    for cut in clauses.cuts(masked, start, stop):
        if index < total and quantities[index].start < cut < quantities[index].tail:
            continue
        first = index
        while index < total and quantities[index].start < cut:
            index += 1
        kept = measuring(masked, clause, quantities[first:index]) if index > first else []
        if kept:
            _read_clause(text, masked, clause, cut, kept, state)
        state.previous = (clause, cut)
        if cut < stop and masked[cut] == "；" and not listed:
            state.estimate_all = bool(_HEAD_ESTIMATE.match(masked, cut + 1, stop))
            state.estimate_subject = ""
        if cut < stop and masked[cut] == "；":
            state.part = len(state.parents)
        clause = cut + 1
    spread_owner(text, start, stop, state.readings)
    return state.readings


def _read_clause(
    text: str, masked: str, start: int, end: int, quantities: list[Quantity], state: State
) -> None:
    """Read the numbers of one clause, from left to right."""
    state.verb = state.ruling = ""
    among = masked.startswith(("其中", "当中"), start) or (
        state.previous[1] == start - 1 and masked[state.previous[0] : start - 1] in ("其中", "当中")
    )  # 其中，外资项目5个
    state.known_parents = (state.parents[state.part :] or list(state.parents)) if among else []
    at, index, count = start, 0, len(quantities)
    marks = clause_marks(masked, start, end)
    outside: tuple[str, str, int] | None = None  # what was spoken of before a note in brackets
    while index < count:
        quantity = quantities[index]
        pre = at if index == 0 else clauses.pre_start(masked, at, quantity.start)
        group = clauses.group_end(masked, quantities, index)
        limit = quantities[group].start if group < count else end
        tail = quantities[group - 1].tail
        if "（" in text[pre - 1 : pre + 1]:
            outside = (state.last, state.base, state.last_start)
        post = tail  # （区本级20亿元，增长2%）: the note has clauses of its own
        if text[tail : tail + 1] not in "，；）":
            post = clauses.post_end(masked, tail, limit, last=group >= count)
        abuts = group < count and post == limit
        unit = quantities[group].unit if abuts else ""
        place = Place(text, masked, start, end, pre, post, among, abuts, unit, marks)
        if quantity.kind == "rank":
            read_ranks(place, quantities[index:group], state)
        elif group < count and begins_change(masked, quantities[group - 1], quantities[group], pre):
            group = read_change(place, quantities, index, group, state)
            tail = quantities[group - 1].tail
        else:
            _read_group(place, quantities[index:group], state)
        if text[tail : tail + 1] == "）" and state.base:
            state.last = state.base  # 12亿元（市本级3亿元），增长6%: the note is over
            if outside:
                state.last, state.base, state.last_start = outside
                outside = None
        # 12所高校、职业院校和30所中学: the list before the next number is counted already
        joined = masked[post - 1] in "和与及" or masked[post : post + 1] in ("和", "与", "及")
        over = joined and masked.find("、", tail, post) > 0
        at, index = post if over else tail, group
    spread(masked, state.readings)
    name_work(text, end, state)


def _read_group(place: Place, group: list[Quantity], state: State) -> None:
    """Read numbers that share the words before them (分别增长5%、6%), or a single one."""
    quantity = group[0]
    share_unit(group)
    lead, core = words_before(place, group)
    first = len(state.readings)
    began = _FROM_BEFORE.match(core) if "由" in core else None
    began = began or (_FROM_YEAR.match(core) if len(group) > 1 else None)
    if began:
        core = began[1]
    one_share = lead.reach == "占" and not lead.each and len(group) == 1  # A、B占44%: of both
    several = quantity.kind in ("share", "multiple", "half", "double") or quantity.unit == "%"
    several = several and not one_share
    all_are = quantity.unit == "倍" and "均" in core  # 总量均是五年前的1.5倍
    of_each = several or lead.each or quantity.unit == "倍"
    apart = each_named(core, quantity, lead) if len(group) == 1 else []
    if "指标" in core and of_each and len(group) == 1:
        apart = figures_named(place.text, place.clause, lead.end)
    if len(group) > 1 or lead.each or several or all_are or apart:
        subjects = apart or shared_subjects(core, group, lead, state, place, several=several)
        if subjects:
            if place.among and lead.rise and quantity.unit == "%":
                subjects = [of_kind(state.known_parents, one) for one in subjects]
            subjects = owned_alike(place, subjects, state)
            assign(place, group, subjects, lead, state)
            for reading in state.readings[first:] if began else ():
                reading.begins, reading.flow = True, False
            return
    _read_singly(place, group, core, lead, state)
    for reading in state.readings[first:] if began else ():
        reading.begins, reading.flow = True, False
    if quantity.unit in POINTS and len(group) > 1 and state.readings[first].other:
        for reading in state.readings[first:]:
            reading.other = True  # 分别高于全省平均5.1、4.1、0.6个百分点


def _read_singly(place: Place, group: list[Quantity], core: str, lead: Lead, state: State) -> None:
    """Read each number of a group by itself; one that abuts another may count the same thing."""
    post = place.text[group[-1].tail : place.post_end]
    abutting = len(group) > 1 and not place.masked[group[0].tail : group[1].start]
    if "”" in post and (quoted := _QUOTE_ENDS.match(post)):
        post = quoted[0]  # “1家实验室、8家研发机构”为主体
    # 总投资9亿元的10件40项: what stands before is the sum's
    said = core[strip_head(core, 0, len(core))[0] :] if abutting else ""
    said = said.removesuffix("了").strip(" 的")
    first = len(state.readings)
    twice = bool(said) and not verbs_only(said)
    if group[-1].after and len(group) > 1:
        _share_bound(place, group)
    for number, each in enumerate(group):
        if number:
            lead = Lead(
                each.start, rise=lead.rise, to=lead.to, reach=lead.reach, before=lead.before
            )
            core = ""
        unnamed = not core.strip(" 的") or (abutting and not twice)
        behind = post if number == len(group) - 1 or unnamed else ""
        if twice and number:
            behind = ""  # 人员16批次162人次支援外地: both count what stands before
        read_one(place, behind, each, core, lead, state)
        if abutting and not twice and number == 0 and each.unit in _GROUPINGS:
            state.readings[-1].other = True
    if abutting and all(each.unit in AREA_UNITS for each in group):
        for reading in state.readings[first:]:
            reading.other = True  # 甲市3县5乡“智慧农场”工程: where it was done
    if len(group) > 1 and group[0].unit in POINTS and state.readings[first].other:
        for reading in state.readings[first:]:
            reading.other = True  # 增速分别高于全省平均水平5.1、4.1、3个百分点


def _share_bound(place: Place, group: list[Quantity]) -> None:
    """Give the numbers before the last its 以上 or 左右 (改造2000处、600平方米以上)."""
    for one, following in zip(group[-2::-1], group[:0:-1], strict=True):
        if place.masked[one.tail : following.start] != "、" or one.after == "gt":
            return
        one.after = one.after or following.after
