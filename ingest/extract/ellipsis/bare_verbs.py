"""Completes a verb that stands alone, its object named before: 制定规章2件、废止22件."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.topics import topic
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.state import Place, State
from ingest.extract.subjects.stages import at_stage, other_stage, other_verb
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import ALONE, FAMILY, STAGES

_BUILDS: Final = re.compile(
    r"(?:新建|改造|提升|新增|扩建|改建|和|、|建成|开工|完成|新开工|新改建|治理|整治|修复|养护|绿化)+"
)
_FOR_WHOM: Final = re.compile(
    "(?:为|向|对|帮助)[^，、\\d]{0,8}?(?:企业|主体|工商户|群众|农民工|职工|农户|居民|家庭|纳税人|单位|学生|老人)"
)
_PAYS: Final = frozenset(("发放", "累计发放", "拨付", "兑现", "投放"))
_PAYMENT: Final = re.compile("(?:贷款?|补[贴助]|津贴|奖补?资?金|消费券|救助金)”?$")
# 实施沟渠整治工程，完成治理20条
_WORK_END: Final = re.compile(
    r"(?:建设|(?<=..)(?:改造|整治|治理|提升|修复|养护)(?:工程|行动|项目|工作)?)$"
)


def verb_alone(
    place: Place, post: str, quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """废止22件, 新建和改造200万亩: a verb whose object was named before."""
    subject = subject.removeprefix("实际")  # 计划开工项目90项，实际开工80项
    if not post and subject in STAGES:
        staged = other_stage(_counted_alike(quantity, state) or state.last, subject)
        if staged:
            return staged, "verb"
    if place.masked[place.clause - 1 : place.clause] == "；" and place.pre == place.clause:
        return None  # what stands before “；” is another statement
    moved = subject == "搬迁" and _same_things(quantity, state)  # 关停企业9家、搬迁7家
    if post or (subject.removeprefix("累计") in ALONE and not moved):
        return None
    verb = moved or subject in STAGES or verbs_only(subject)
    if not verb or indicator_of(subject) is not None:
        return None  # 其中出口18.9亿元: 出口 is a thing by itself
    if FAMILY.get(quantity.unit) in ("persons", "visits") and _paid_last(state):
        return None  # 发放贷款1亿元，培训2万人次
    if whom := _for_whom(place, subject):
        return whom + subject, "before"
    return _of_what(place, quantity, subject, state)


def _for_whom(place: Place, subject: str) -> str:
    """Tell for whom a verb alone was done (为小微企业清欠9亿元: 为小微企业); "" for nobody."""
    if place.text[place.pre] not in "为向对帮":
        return ""
    whom = _FOR_WHOM.match(place.text, place.pre)
    return whom[0] if whom and place.text.startswith(subject, whom.end()) else ""


def _of_what(place: Place, quantity: Quantity, subject: str, state: State) -> Completed:
    """Complete a verb alone with what was counted, named or spoken of before."""
    if base := _counted_alike(quantity, state) or state.base or state.last:
        if subject in STAGES:
            return at_stage(place, base, subject, state), "verb"
        return other_verb(base, subject), "verb"
    if subject in STAGES and (base := topic(place, state)):
        return subject + base.removesuffix("建设"), "topic"  # 棚户区改造，新开工2万套
    if subject in _PAYS and _PAYMENT.search(base := topic(place, state)):
        return subject + base, "topic"  # 落实稳岗补贴，发放9亿元
    if _BUILDS.fullmatch(subject) and (base := _WORK_END.sub("", topic(place, state))):
        return subject + base, "topic"
    return None


def _paid_last(state: State) -> bool:
    """Whether the number before was a sum of money."""
    last = state.readings[-1] if state.readings else None
    return last is not None and FAMILY.get(last.quantity.unit, "").startswith("money")


def _same_things(quantity: Quantity, state: State) -> bool:
    """Whether things were counted just before in the unit of this number (关停企业9家、…7家)."""
    last = state.readings[-1].quantity.unit if state.readings else ""
    return last == quantity.unit and FAMILY.get(last) == "count" and last != "户"


def _counted_alike(quantity: Quantity, state: State) -> str:
    """Tell what was counted like this (引进项目30个，合同引资9亿元，开工20个); "" for the last."""
    if FAMILY.get(quantity.unit) != "count" or not state.readings:
        return ""
    if FAMILY.get(state.readings[-1].quantity.unit) == "count":
        return ""
    for reading in reversed(state.readings):
        if reading.quantity.unit == quantity.unit and not reading.other:
            return reading.subject
    return ""
