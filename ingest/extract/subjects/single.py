"""Reads one number: its subject stands before it, behind it, or earlier in the sentence."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.antecedents import note_antecedent
from ingest.extract.ellipsis.carried_verbs import MADE_FAMILIES, made_before, with_carried_verb
from ingest.extract.ellipsis.complete import BECOMES, complete
from ingest.extract.ellipsis.inherit import RUN, inherit
from ingest.extract.ellipsis.owners import above, of_row
from ingest.extract.ellipsis.partitives import among, next_part, of_kind
from ingest.extract.ellipsis.purposes import purpose_paid
from ingest.extract.ellipsis.ratios import is_goal
from ingest.extract.ellipsis.rows import of_item_before
from ingest.extract.ellipsis.whose import owned
from ingest.extract.ellipsis.works_paid import MONEY_SPENT, work_paid
from ingest.extract.emit import emit
from ingest.extract.measures import GROWS_BEHIND
from ingest.extract.numbers.exclusions import exclude_count, only_scope
from ingest.extract.numbers.modifiers import TOTAL_SUMS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.adjuncts import (
    solved_problem,
    without_adjuncts,
    without_others,
)
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.framing import restated
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.phrases.trimming import trim
from ingest.extract.state import Place, State
from ingest.extract.subjects.already_named import names_nothing
from ingest.extract.subjects.counts import count_first, counts_behind
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.subjects.medals import medals_won
from ingest.extract.subjects.named_items import named_each
from ingest.extract.subjects.notes import of_part, within
from ingest.extract.subjects.nothing import BEHIND_GOAL, SETS_GOAL, states_nothing
from ingest.extract.subjects.shares_of import COVERS, done_in, said_behind, share_of_noun
from ingest.extract.subjects.stages import done_of
from ingest.extract.subjects.sums_between import parted_by_sum
from ingest.extract.subjects.works import grew_by
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY, SIDES

_AT_LEVEL: Final = re.compile(
    r"的(?:较?[高低]|中高|合理|历史|预期)[^，；。]{0,4}(?:水平|区间|位|速度|增速)"
)
_ITS_GOAL: Final = frozenset(("任务", "目标任务", "的任务", "年度任务"))  # 全年完成35万亩任务
_GOAL_NOTE: Final = re.compile(r"（[^）]*?(?:目标|计划|任务)[^）]*$")
_POLICIES: Final = ("措施", "政策", "举措", "意见")
_CUT_BY: Final = re.compile(r"(?:压减|削减|压缩|压降)(?!比例|率|幅)([^率重比]{3,})$")
_MERGED: Final = re.compile("(?:整合|优化|合并|归并|精简|压减|重组|撤并|缩减|调整|压缩|归集)+")
_SCORED: Final = re.compile("(?<=..)中?(?:获得|取得|获|得)$")
_BASE_OF: Final = re.compile(r"[比较](?:(?:20|19)\d\d年末?|“?十[一二三四]?五”?(?:时期|期)?末)的")
# 完成19公里的路基改造项目, 完成80%的工厂搬迁
_WORKED_OUT: Final = (
    "改造", "建设", "搬迁", "整治", "治理", "修复", "改造项目", "建设项目", "改造工程",
)  # fmt: skip
_DOES: Final = re.compile(
    "(?:累计|完成|共|已|全年|计划|今年|年内|预计|拟|将)*(支持|实施|谋划|策划|包装|铺排|推进)(?=项目|企业)"
)
_BEGINS_ANEW: Final = ("新增", "净增", "新建", "新培育", "新认定")
_EMPTY_POST: Final = ("等", "安排", "掌握", "把握")
_TO: Final = frozenset("至到")  # 上升2位至第7位
_GROW: Final = frozenset("%倍")  # 实现2.5倍增长
# 某机制推动检查次数压减30%: what grew is the series, not what moved it
_MOVES: Final = re.compile("[^，、]{3,}?(?:推动|带动|促进|助推|促使|助力)(?!下)([^，、]{3,})")
_BRACKET: Final = re.compile(r"^（[^）]*）")
_WHOSE_SHARE: Final = re.compile(
    "(?![^，、]*(?:[将把]|资金|支出))([^，、]{2,}?)(?:制度|试点)?(?:提前|向|面向|覆盖)"
)
_SUCH_PLACE: Final = re.compile(
    "(?:(?:大关|台阶)?的)?(?:省份?|[省市区县]域|城市|地级市|县级市|地市|区县|县[市区]?|市|地区|省区|旗县?)"
)
_MARK_FIRST: Final = frozenset("”两三四五六大级新台关行时俱阵方门规城县区市强园")
_MARK: Final = re.compile(
    r"^”?(?:[两三四五六]个?)?(?:大关|级?[新大]?台阶|关口|级?(?:城市|[县区市]|强[县区]|园区)?行列|时代|俱乐部|阵营|方阵|门槛|规模(?=$|[，、]))"
)
_INNER_TIME: Final = re.compile(
    r"(?<=[省市区县州盟旗])20\d\d年度?(?=[\u4e00-\u9fff]{2})"
    r"|(?<=[\u4e00-\u9fff]{2})(?:(?:去年|今年|上年|当年|全年)(?=[\u4e00-\u9fff]{2})|[近这]?[两三四五六七八九十]年(?=累计|共))"
)
# 总投资35亿元的80项城建工程: the sum is that of the things counted behind it
_SUM_OF_COUNTED: Final = re.compile(
    r"的(?:[^，；。\d]{2,60}?等)?(?:\d+余?多?[个项家条座处件]){1,2}(?=[^，、；。])"
)
# 甲厂、乙厂等总投资9亿元以上的化工项目
_OF_ALL_NAMED: Final = re.compile("的([^，、；。的]{2,14}项目)(?=[，、；。]|$)")
_ONE_OF: Final = re.compile(
    r"(?:入选|入围|列入|纳入|成为|跻身|获批)[^，、]{0,8}(?:首批|第[一二三四五六七八]批)$"
)


def read_one(
    place: Place, post: str, quantity: Quantity, core: str, lead: Lead, state: State
) -> None:
    """Read one number between the words `core` (cues stripped: `lead`) and `post`."""
    if post in TOTAL_SUMS or core in TOTAL_SUMS:
        post = parted_by_sum(place, post, quantity, core, state)
    core = without_others(place, post, quantity, core, lead, state)
    core, post = solved_problem(core, post)
    if core[:1] in "比较" and core[-1:] == "的" and state.last and _BASE_OF.fullmatch(core):
        inherit(place, quantity, "", "", Lead(lead.end, to=True), state)
        state.readings[-1].begins = True  # 较2020年的900亿元增加400亿元
        return
    core, post = restated(core, post)
    core, rest, frame = without_adjuncts(core)
    if _named_by_itself(place, post, quantity, rest, lead, state):
        return
    if names_nothing(place, rest, post, quantity, lead, state):
        core = rest = ""
    spare = post in _ITS_GOAL or _is_such_place(place, post, quantity, state)
    if (not rest and spare) or (post == "目标" and lead.before == "gt"):
        post = ""  # 收入21880元，跨过2万元目标
    if rest and place.abuts and post.startswith(_BEGINS_ANEW):
        post = ""  # 培育中小企业90家新增规上企业20家: a stop was lost
    behind = post
    counted = quantity.after == "about" and FAMILY.get(quantity.unit) == "count"
    described = post.startswith("的") and len(post) > 2 and not counted  # 9个左右的县
    post = _without_marks(post)
    if quantity.unit in _GROW and post and GROWS_BEHIND.fullmatch(post):
        lead.rise, post, described = lead.rise or "up", "", False  # 保持年均14.6%的高速增长
        lead.to = lead.to and quantity.unit == "%"  # 实现2.5倍增长
        core, rest = core.removesuffix("以"), rest.removesuffix("以")  # 以年均9%的速度增长
    if post and counts_behind(rest, post, quantity, lead):
        state.verb = "" if frame else state.verb  # 安装电表900个、建成2个示范区
        count_first(place, post, quantity, rest, frame, lead, state)
        reading = state.readings[-1]
        done = reading.verb or lead.reach == "完成"  # 完成300公里的道路工程
        if described and not done and not noun_and_verb(post)[1]:
            reading.other = True  # 13亿人口的大国 describes
    elif not rest:
        inherit(place, quantity, core, frame, lead, state)
    else:
        state.verb = "" if frame else state.verb  # 集聚人员698人、实施项目72项: a verb of its own
        _named_before(place, post, quantity, core, rest, lead, state)
        reading = state.readings[-1]
        if described and _only_describes(place, core, rest, post, behind, reading.rule):
            reading.other = True


def _is_such_place(place: Place, post: str, quantity: Quantity, state: State) -> bool:
    """Whether a place is only said to be one of those where the sum before goes so far."""
    if not post or not state.readings or not place.text.startswith("成为", place.pre):
        return False
    same = FAMILY.get(state.readings[-1].quantity.unit) == FAMILY.get(quantity.unit) == "money"
    return same and bool(state.last) and _SUCH_PLACE.fullmatch(post) is not None


def _named_by_itself(
    place: Place, post: str, quantity: Quantity, rest: str, lead: Lead, state: State
) -> bool:
    """Read medals, and money spent on a work; False where the number is of another kind."""
    if won := medals_won(place, post, quantity, rest, state):
        emit(won, place.pre, quantity, lead, state, "before", place)
        state.remember(won, place.pre, place.clause)
        state.readings[-1].quote_end = max(state.readings[-1].quote_end, quantity.tail + len(post))
        return True
    paid, end = purpose_paid(place, quantity)
    if not paid and rest[-2:] in MONEY_SPENT:
        paid = work_paid(place, quantity, rest, state)
    if not paid:
        return False
    emit(paid, place.pre, quantity, lead, state, "before", place)
    state.remember(paid, place.pre, place.clause)
    state.readings[-1].quote_end = max(state.readings[-1].quote_end, end)
    state.base = paid if end else paid.removesuffix(rest)  # what follows is said of the work
    return True


def _only_describes(place: Place, core: str, rest: str, post: str, behind: str, rule: str) -> bool:
    """Whether a number with 的 behind it only describes what follows (超过60万亿元的基数)."""
    if rule in ("sum-of-counted", "share") or BECOMES.match(core) or _AT_LEVEL.match(behind):
        return False
    if COVERS.search(core):
        return False
    if rule == "both" and (post.endswith(_WORKED_OUT) or keep_verb(rest, 0, len(rest)) > 1):
        return False
    return not (BEHIND_GOAL.match(behind) and SETS_GOAL.match(place.text, place.clause))


def _without_marks(post: str) -> str:
    """Give the words behind a number without brackets, 大关 and adjectives in a row."""
    if not post or post.startswith(_EMPTY_POST) or post in _TO:
        return ""
    if post[0] == "并":
        return ""  # 硬化道路3公里并安装路灯90盏
    post = (_BRACKET.sub("", post) if post[0] == "（" else post).lstrip("的")
    if post[:1] in _MARK_FIRST:
        post = _MARK.sub("", post)
    if "的" in post and "、" in post and post.index("、") < post.rindex("的"):
        return post[post.rindex("的") + 1 :]
    return post


def _named_before(
    place: Place, post: str, quantity: Quantity, core: str, rest: str, lead: Lead, state: State
) -> None:
    """Read a number whose subject stands before it in its own clause."""
    listed = "、" in core and "共" in lead.words and "等" not in core
    begin, _ = strip_head(core, 0, len(core)) if listed else (0, "")
    subject, verb = (core[begin:], "") if listed else trim(core)  # A住房、B住房共9套: of all
    if subject.endswith("等总投资") and (named := _OF_ALL_NAMED.match(place.text, quantity.tail)):
        emit(named[1] + "总投资", place.pre, quantity, lead, state, "sum-of-counted", place)
        return
    summed = subject == "投资" or is_aspect(subject)
    sized = _SUM_OF_COUNTED.match(place.text, quantity.tail) if summed else None
    if sized is not None:
        noun, _ = noun_and_verb(place.text[sized.end() : place.clause_end])
        emit(noun + subject, place.pre, quantity, lead, state, "sum-of-counted", place)
        return
    subject = named_each(subject, quantity)
    if lead.rise and quantity.unit in _GROW and (moved := _MOVES.fullmatch(subject)):
        subject = moved[1] if head_of(moved[1]) or indicator_of(moved[1]) else subject
    if place.text[quantity.tail : quantity.tail + 1] == "的" and is_goal(place, quantity, subject):
        emit(subject, place.pre, quantity, lead, state, "goal", place)
        state.readings[-1].other = True
        return
    subject, rule = _completed(place, post, quantity, subject, rest, lead, state)
    if rule == "before":
        subject, rule = with_carried_verb(place, subject, verb, quantity, lead, state)
    built = quantity.kind == "number" and FAMILY.get(quantity.unit) in MADE_FAMILIES
    if rule == "before" and built and not (lead.rise or lead.to):
        subject = made_before(place, subject)
    start = place.text.find(rest[:2], place.pre, quantity.start)
    start = start if start >= 0 else place.pre
    emit(subject, start, quantity, lead, state, rule, place)
    _judge(place, subject, core, rest, post, lead, state)
    if rule == "inherited":
        if lead.to and not lead.rise:
            state.readings[-1].measure = "rank"  # 在全国城市排名跃升到45位
        return
    note_antecedent(subject, rule, start, place, state)
    reading = state.readings[-1]
    if reading.rule == "share" != rule and (whose := _WHOSE_SHARE.match(reading.subject)):
        state.base = whose[1]  # 甲医院提前向基层投放60%号源、转诊量…


def _judge(
    place: Place, subject: str, core: str, rest: str, post: str, lead: Lead, state: State
) -> None:
    """Set what the words around a number make of its reading: a cut, a share, no statement."""
    reading = state.readings[-1]
    quantity = reading.quantity
    if quantity.unit == "%" and reading.measure == "level" and (cut := _CUT_BY.match(subject)):
        # 压减政府性基金项目30%: so much less of them
        reading.subject, reading.measure, reading.value = cut[1], "growth", -reading.value
    if post and not place.abuts:
        grew_by(reading, subject, post, lead)
    if post and quantity.unit in "条项" and noun_and_verb(post)[0].endswith(_POLICIES):
        reading.other = True  # 出台促进发展壮大36条政策措施
    if reading.rule == "both":
        reading.quote_end = max(reading.quote_end, place.post_end)
        exclude_count(reading, place, *noun_and_verb(post))
        met = post.endswith("目标") and not SETS_GOAL.match(place.text, place.clause)
        reading.other = reading.other or met or only_scope(place, post)
        reading.other = reading.other or _ONE_OF.search(core) is not None
    elif said := said_behind(subject, post, quantity, lead):
        reading.subject = said
    elif "（" in core and _GOAL_NOTE.search(core):
        reading.other = True  # 增长9%（预期目标为10%）
    elif states_nothing(place, subject, rest, post, quantity, lead) or done_in(post, lead):
        if said := share_of_noun(place, quantity, state):
            reading.subject, reading.rule = said, "share"
        reading.other = not said


def _completed(
    place: Place, post: str, quantity: Quantity, subject: str, rest: str, lead: Lead, state: State
) -> tuple[str, str]:
    """Complete a subject with what stands around it, and name the rule that did it."""
    if (before := _put_together(subject, quantity, lead, state)) is not None:
        return before, "before"
    if "年" in subject or "连续" in subject:
        subject = _INNER_TIME.sub("", RUN.sub("", subject)) or rest
    if subject in ("项目", "企业") and (does := _DOES.match(place.text, place.pre)):
        subject = does[1] + subject  # 争取资金5亿元、支持项目9个
    subject, rule = complete(place, post, quantity, subject, lead, state)
    if subject in SIDES and state.base and (place.among or _side_before(place, state)):
        return subject + state.base, "aspect"
    if quantity.unit == "分" and subject[-1:] in ("得", "获"):
        subject = _SCORED.sub("", subject)  # 满意度测评中获得96分
    if place.among and subject.endswith(("元以上", "级以上", "类以上")):
        return above(subject, state.known_parents), "before"
    if place.among and rule == "before":
        subject = among(state.known_parents, subject)
        if lead.rise and quantity.unit == "%":
            subject = of_kind(state.known_parents, subject)
    if rule == "before" and not post:
        subject = done_of(place, subject, quantity, state)
    if rule == "before":
        subject = _in_row(place, subject, quantity, lead, state)
        if not place.among and (whole := owned(place, post, quantity, subject, state)):
            return whole
    return subject, rule


def _put_together(subject: str, quantity: Quantity, lead: Lead, state: State) -> str | None:
    """Name what was counted before it was put together (90个园区整合优化为40个); else None."""
    before = state.readings[-1] if state.readings and lead.to else None
    if before is None or before.quantity.unit != quantity.unit:
        return None
    if before.rule != "count-first" or not subject.startswith(before.noun):
        return None
    return before.subject if _MERGED.fullmatch(subject, len(before.noun)) else None


def _in_row(place: Place, subject: str, quantity: Quantity, lead: Lead, state: State) -> str:
    """Complete a subject by the item before it, or by the whole that a note is about."""
    if not place.among and quantity.unit == "个" and state.readings:
        before = state.readings[-1]
        if before.clause == state.previous[0] and place.masked.startswith("其中", before.clause):
            subject = next_part(before.subject, subject) or subject
    subject = of_row(place, subject, quantity, lead, state)
    subject = of_item_before(place, subject, quantity, lead, state)
    return of_part(place, subject, quantity, state) if within(place) else subject


def _side_before(place: Place, state: State) -> bool:
    """Whether another side was named just before (其中城市达到98%，农村达到77%)."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause not in (place.clause, state.previous[0]):
        return False
    return before.subject[:2] in SIDES and before.subject[2:] == state.base
