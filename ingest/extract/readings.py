"""Reads the numbers of one sentence: subject, measure and comparator of each.

A sentence falls into clauses at “，”, “：” and “；”. Within a clause every number has words before
it and words behind it; a small state carries what is written once and holds for several numbers.
"""

from __future__ import annotations

import re

from ingest.extract import clauses
from ingest.extract.canonical import indicator_of
from ingest.extract.coordination import expand
from ingest.extract.cues import Lead, strip_tail
from ingest.extract.emit import clause_marks, emit
from ingest.extract.groups import shared_subjects
from ingest.extract.measure_nouns import head_of
from ingest.extract.measures import POINTS
from ingest.extract.modifiers import measuring
from ingest.extract.moves import mark_moves
from ingest.extract.owners import spread_owner
from ingest.extract.partitives import of_kind
from ingest.extract.parts_of_year import part_at_head, part_inside
from ingest.extract.phrases import strip_head
from ingest.extract.quantity import Quantity
from ingest.extract.ranks import read_ranks
from ingest.extract.single import GROWS_BEHIND, read_one
from ingest.extract.spread import spread
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects import verbs_only
from ingest.extract.words import FAMILY, MULTIPLIERS
from ingest.extract.works import name_work

_HEAD_ESTIMATE = re.compile(
    r"(?:[一二三四五六]是|——|●|[^，；。、]{0,2}年|全年|去年|据|经|年末|全[市省区县州国])*(?:初步)?(?:预计|核算|统计|测算|预估)(?:数|全年)?"
)
_CHANGE_TO = re.compile(
    r"(?:左右|以上|以下)?(?:预计)?(?:分别|均)?(?:进一步|大幅|稳步|逐步|快速|迅速)?(?:提高|增加|增长|上升|下降|降低|减少|提升|扩大|缩短|缩减|压缩|压减|扩展|拓展|延长|上调|下调|跃升|攀升|"
    r"收窄|缩小|回落|回升|反弹|前移|前进|晋升|晋级|下滑|后退|发展|调整|转|新增|优化|恢复|精简|放宽|提|调|降|升|增|减|变|扩|跃|达)+(?:了)?(?:到|至|为)|^(?:到|至)|^跃居"
)
_MAKES = re.compile(r"生产(?!安全|性|总值|能力|经营|效率|成本|线)[^量额值率数]{2,8}$")
# 增量, 增速 name a figure; with an amount they are no rise of something else.
NOUN_RISES = frozenset(("增量", "增幅", "涨幅", "增速", "增长率", "扩容"))
_EVERYBODY = frozenset(("全区", "全县", "全旗", "全镇", "我县", "我区", "我市", "我旗"))
_AGAINST = re.compile(r"[较比](?:上年|去年|年初)(?:末|底|同期)?(?=[净新]增$)")
# 增速高于上年2个百分点, 比上年高2个百分点: a gap to the own past is a change
_OWN_PAST = re.compile(
    r"(?P<each>分别|均)?(?:(?P<gap>[高快低慢])于(?:上|去|前)年(?:同期)?|[比较](?:上|去|前)年(?:同期)?(?P<way>[高快低慢]))了?$"
)
_PACE = re.compile("(加快|放缓)了?$")  # 增速加快2个百分点
_DOWN = frozenset("低慢")
_IN_NOTE = frozenset("（，；")
# 在大幅减税情况下增长2%, 在高基数基础上: under what conditions, not what
_CIRCUMSTANCE = re.compile(
    r"(?:在|面对|克服)[^在面克]{2,24}(?:情况|条件|背景|前提|形势|压力|冲击|影响)之?下"
)
_STEPS = re.compile(
    r"(?:连[跨上续]|再[上跨登]|又[上跨登]|[迈跨登跃踏站]上|跃[上升])[^，、]{0,12}台阶、?$"
)  # 余额连跨4个万亿元台阶、突破9万亿元
_FIELD = re.compile(r"([\u4e00-\u9fff]{2,9}?)(?:发展|建设|工作|产业)?方面[，：]")
_FIELD_REACH = 16
_MEASURED = re.compile("money|mass|area|length|energy|power|volume|percent|multiple")
_GROUPINGS = frozenset(("组", "批", "批次", "类", "大类", "轮"))
_INCLUDED = re.compile("^(?:含|包括|包含|其中：?)")
_FROM = re.compile(r"^(.*?)[从由](.*)$")
_FROM_YEAR = re.compile(r"(.{2,}?)[由从](?:20|19)\d\d年(?:底|末)?的?$")
_SUMMED_UP = re.compile(
    r"(?<=[\u4e00-\u9fff])[二两三四五六七八九十]大(?=[^、]{2,}$)|(?<=[\u4e00-\u9fff])(?<![和与及、])“[^“”]*[二三四五六七八九十][^“”]{1,3}”(?=[^、]+$)"
)


def read_sentence(
    text: str, masked: str, start: int, end: int, quantities: list[Quantity]
) -> list[Reading]:
    """Read all `quantities` of the sentence `text[start:end]`; `masked` has its quotes blanked."""
    state = State()
    stop = clauses.sentence_stop(masked, start, end)
    head = _HEAD_ESTIMATE.match(masked, start, stop)
    state.estimate_all = head is not None
    if "方面" in text[start : start + _FIELD_REACH] and (field := _FIELD.match(text, start, stop)):
        state.about = field[1]
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
        elif group < count and _begins(masked, quantities[group - 1], quantities[group], pre):
            upper = clauses.group_end(masked, quantities, group)
            if group - index > 1 and upper - group == group - index:
                _read_lists_from_to(place, quantities[index:group], quantities[group:upper], state)
                group = upper
            else:
                _read_from_to(place, quantity, quantities[group], state)
                group += 1
            tail = quantities[group - 1].tail
        else:
            _read_group(place, quantities[index:group], state)
        if text[tail : tail + 1] == "）" and state.base:
            state.last = state.base  # 12亿元（市本级3亿元），增长6%: the note is over
            if outside:
                state.last, state.base, state.last_start = outside
                outside = None
        at, index = tail, group
    spread(masked, state.readings)
    name_work(text, end, state)


def _begins(masked: str, quantity: Quantity, following: Quantity, pre: int) -> bool:
    """Whether the number is the A of 从A提高到B."""
    if following.kind == "rank" or not _CHANGE_TO.match(masked, quantity.tail, following.start):
        return False
    return (
        masked.rfind("从", pre, quantity.start) >= 0 or masked.rfind("由", pre, quantity.start) >= 0
    )


def _read_from_to(place: Place, first: Quantity, second: Quantity, state: State) -> None:
    """Read 从A提高到B: two levels of one subject."""
    lead = strip_tail(place.masked, place.pre, first.start)
    level = Lead(lead.end, to=True, reach="由", words=lead.words)
    if lead.rise:  # 由下降2%转为增长8%: two changes, no levels
        level = Lead(lead.end, rise=lead.rise, words=lead.words)
    core = place.text[place.pre : lead.end]
    quarter = ""
    if parted := _FROM.search(core):  # 起征点从月销售额3万元, 赤字率从去年的2.1%
        quarter = part_at_head(parted[2]) if len(parted[1]) >= 2 else ""
        core = parted[1] if len(parted[1]) >= 2 else parted[2]
    before = len(state.readings)
    read_one(place, "", first, core, level, state)
    whole = state.readings[-1].subject if state.readings else core
    for reading in state.readings[before:]:
        reading.begins = not quarter  # 增速从一季度的2%回升至…: of the same year
        reading.subject = quarter + reading.subject
        reading.flow = False
    own = strip_tail(place.masked, first.tail, second.start)
    if not second.unit and not second.value:
        second.unit = first.unit  # 由8%降至零
    emit(
        part_inside(place.text, first.tail, second.start) + whole if quarter else whole,
        state.last_start if state.last_start >= place.clause else place.pre,
        second,
        Lead(own.end, rise=own.rise, before=own.before)
        if own.rise
        else Lead(own.end, to=True, reach="到", before=own.before),
        state,
        "from-to",
        place,
    )
    state.readings[-1].flow = False
    mark = max(
        place.masked.rfind("从", place.pre, first.start),
        place.masked.rfind("由", place.pre, first.start),
    )
    state.readings[-1].not_times = (mark, first.start)
    mark_moves(place, first, second, state.readings[before:], state.previous)


def _read_lists_from_to(
    place: Place, lows: list[Quantity], highs: list[Quantity], state: State
) -> None:
    """Read 城镇、农村居民收入分别由A、B提高到C、D: two levels of each subject."""
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
        _read_from_to(place, lows[0], highs[0], state)
        return
    for quantities, reach in ((lows, "由"), (highs, "到")):
        _assign(place, quantities, subjects, Lead(own.end, to=True, reach=reach), state)
        for reading in state.readings[-len(subjects) :]:
            reading.flow = False
            if reach == "由":
                reading.begins = True
            else:
                reading.not_times = (mark, highs[0].start)


def _share_unit(group: list[Quantity]) -> None:
    """Give the first of a group the unit that only the last one names."""
    quantity, counts = group[0], FAMILY.get(group[-1].unit) == "count"
    if quantity.unit in ("", "个") and group[-1].unit in POINTS:
        for each in group:
            each.unit = group[-1].unit  # 分别上升3.7、0.2个百分点, 2.1个和1.3个百分点
    elif not quantity.unit and _MEASURED.match(FAMILY.get(group[-1].unit, "")):
        for each in group:
            each.unit = each.unit or group[-1].unit  # 分别达13.3、12.3、11.5亿元
    elif quantity.kind != "round" and quantity.unit in MULTIPLIERS and counts:
        quantity.unit += group[-1].unit.removeprefix(quantity.unit)  # 学位4万和7000个


def _against_own_past(place: Place, quantity: Quantity) -> Lead | None:
    """Give the cues of a gap to the year before (增速高于上年, 比去年同期低); None for another."""
    past = _OWN_PAST.search(place.masked, place.pre, quantity.start)
    if past is None:
        return None
    falls = (past["gap"] or past["way"]) in _DOWN
    word = "下降" if falls else "提高"
    return Lead(past.start(), rise="down" if falls else "up", each=bool(past["each"]), words=[word])


def _cues(place: Place, quantity: Quantity) -> Lead:
    """Give the cues at the end of the words before a number."""
    points = quantity.unit in POINTS
    if points and (own := _against_own_past(place, quantity)):
        return own
    pace = _PACE.search(place.masked, place.pre, quantity.start) if points else None
    lead = strip_tail(place.masked, place.pre, pace.start() if pace else quantity.start)
    if lead.words and lead.words[-1] in NOUN_RISES and _rise_is_noun(place, lead, quantity):
        lead.end += len(lead.words.pop())
        lead.rise = ""
    if pace:
        lead.rise = "up" if pace[1] == "加快" else "down"
    return lead


def _words_before(place: Place, group: list[Quantity]) -> tuple[Lead, str]:
    """Give the cues at the end of the words before a group, and the words without them."""
    quantity = group[0]
    lead = _cues(place, quantity)
    core = place.text[place.pre : lead.end]
    if core.endswith("年") and lead.rise and (core == "年" or _measures(core[:-1])):
        core = core[:-1]  # 零售额3356亿元，年增长17%; 零售总额年递增11%
    if len(group) > 1 and core.removeprefix("对").removeprefix("为") in _EVERYBODY:
        core = ""  # 全县260户730名移民户, 对全县3万户9万人进行普查
    if place.text[place.pre - 1 : place.pre] == "（":
        core = _INCLUDED.sub("", core)
    if core[:1] in _IN_NOTE:
        core = _of_note(core, grows=bool(lead.rise))
    if core.endswith("增") and (base := _AGAINST.match(core)):
        core = core[base.end() :]  # 较上年净增15家
        if _is_sum(quantity):
            core, lead.rise = "", "up"  # 较年初新增28亿元
    if "下" in core:
        core = _CIRCUMSTANCE.sub("", core)
    if "台阶" in core:
        core = _STEPS.sub("", core)
    if core.endswith("净增") and (len(core) > 4 or core == "净增") and _is_sum(quantity):
        # 生产总值较2020年净增110亿元; 净增企业20户 is a level
        lead.rise = "up"
        lead.end = strip_tail(place.masked, place.pre, lead.end - 2).end
        core = place.text[place.pre : lead.end]
    if len(group) == 1 and not lead.each and "”" in core and "、" in core:
        core = _sum_of_list(core)
    behind = place.text[group[-1].tail : place.post_end]
    if lead.each and quantity.unit == "%" and not lead.rise:
        lead.rise = "up" if GROWS_BEHIND.fullmatch(behind.removeprefix("的")) else ""
    return lead, core


def _read_group(place: Place, group: list[Quantity], state: State) -> None:
    """Read numbers that share the words before them (分别增长5%、6%), or a single one."""
    quantity = group[0]
    _share_unit(group)
    lead, core = _words_before(place, group)
    first = len(state.readings)
    if len(group) > 1 and (began := _FROM_YEAR.match(core)):
        core = began[1]  # 低保标准由2019年的500元、300元，分别提高到…
    else:
        began = None
    several = quantity.kind in ("share", "multiple", "half", "double") or quantity.unit == "%"
    all_are = quantity.unit == "倍" and "均" in core  # 总量均是五年前的1.5倍
    if len(group) > 1 or lead.each or several or all_are:
        subjects = shared_subjects(core, group, lead, state, place, several=several)
        if subjects:
            if place.among and lead.rise and quantity.unit == "%":
                subjects = [of_kind(state.known_parents, one) for one in subjects]
            _assign(place, group, subjects, lead, state)
            for reading in state.readings[first:] if began else ():
                reading.begins, reading.flow = True, False
            return
    post = place.text[group[-1].tail : place.post_end]
    abutting = len(group) > 1 and not place.masked[group[0].tail : group[1].start]
    # 总投资9亿元的10件40项: what stands before is the sum's
    said = core[strip_head(core, 0, len(core))[0] :] if abutting else ""
    said = said.removesuffix("了").strip(" 的")
    twice = bool(said) and not verbs_only(said)
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
            state.readings[-1].other = True  # 6组10家企业: how the things are grouped


def _measures(named: str) -> bool:
    return bool(head_of(named)) or indicator_of(named) is not None


def _of_note(core: str, *, grows: bool) -> str:
    """Give the words of the last clause of a note in brackets (20亿元（经核算，税收增长3%）)."""
    if core == "（":
        return "" if grows else core
    inside = core[max(core.rfind("，"), core.rfind("；")) + 1 :]
    if "）" in inside:
        return inside  # （二）增加学位
    return _INCLUDED.sub("", inside.removeprefix("（"))


def _is_sum(quantity: Quantity) -> bool:
    return quantity.unit == "%" or FAMILY.get(quantity.unit, "").startswith("money")


def _sum_of_list(core: str) -> str:
    """Keep the name that sums up the list before it (汽车、锂电池、光伏“新三样”出口总额)."""
    summed = _SUMMED_UP.search(core, core.index("、") + 1)
    return core[summed.start() :] if summed else core


def _rise_is_noun(place: Place, lead: Lead, quantity: Quantity) -> bool:
    """Whether 增量, 涨幅 is part of the name: with an amount, or of a list's last item only."""
    if quantity.unit != "%":
        return True  # 增量达1万亿元 is a level of the rise
    items = re.split("[、和与及]", place.text[place.pre : lead.end])
    return len(items) > 1 and bool(head_of(items[0]))  # 失业率、价格涨幅分别…


def _assign(
    place: Place, group: list[Quantity], subjects: list[str], lead: Lead, state: State
) -> None:
    """Share the numbers out over the subjects, and the words behind the last over all."""
    shared = group[-1].after
    own = any(q.after for q in group[:-1])
    before = (state.group, state.group_clause)
    state.group, state.group_clause = [], place.clause
    for number, subject in enumerate(subjects):
        quantity = group[number] if len(group) > 1 else group[0]
        if shared and not own:
            quantity.after = shared
        begin = place.text.find(subject[:2], place.clause, quantity.start)
        emit(subject, begin if begin >= 0 else place.pre, quantity, lead, state, "each", place)
        state.group.append(subject)
        if state.readings[-1].measure == "growth" and _MAKES.match(subject):
            state.readings[-1].subject = subject.removeprefix("生产") + "产量"
    if (
        group[-1].unit in POINTS
        and len(group) == len(subjects)
        and state.readings[-len(group)].other
    ):
        for reading in state.readings[-len(group) :]:
            reading.other = True  # 分别高于全国、全省、全市1.8、1.7、1.5个百分点
    if all(reading.other for reading in state.readings[-len(subjects) :]):
        state.group, state.group_clause = before
        return  # 增长8%，分别高于全国、全省…，增速居第二: the rank is not that of the gaps
    state.base = state.last = subjects[-1]
    state.last_start = -1
    state.parents.extend(subjects)
