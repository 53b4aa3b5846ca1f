"""Completes figures that set one thing against another: shares, multiples, plans fulfilled.

占全市比重, 是农村的2倍, 对经济增长贡献率, 完成年度目标的120%: of the subject before.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import PACE_AT_END, compose
from ingest.extract.ellipsis.owners import Completed, opens_anew
from ingest.extract.ellipsis.topics import topic
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import is_aspect
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY

_SHARE: Final = re.compile(r"^(.*?)(?:占|占到|占据)(?!地(?![区方])|补|用|有)(.*)$")
_PLANNED: Final = re.compile("投资|计划|任务|目标")
_COUNTED: Final = frozenset(("count", "persons", "visits", "area", "length", "mass"))
_OF_WHOLE: Final = re.compile("占([^占]{2,})比重$")
_SHARE_ENDS: Final = ("比重", "比例", "份额", "比", "占比", "总量")
_TAX_SHARE: Final = frozenset(("税收占比", "税占比", "税收比重", "税比"))
_TIMES_OF: Final = re.compile(
    r"^(.*?)(是|为|超过|达到?|提高到|提升到|相当于|增至|接近)(.{2,}?)的?$"
)
# 是2011年的1.7倍 measures the same thing against its own past.
_PAST_BASE: Final = re.compile(r"年|五”|五(?:时)?期?末|(?:上|前)一?(?:个|届)|之初|同期|当时")
_OF_PLAN: Final = re.compile(
    r"^[为是]?((?:全年|年度|年初|调整|计划|年){0,3}(?:投资)?(?:目标|计划|任务|预算)(?:任务|数|开工|投资)?)的?$"
)
_GOAL_AT_END: Final = re.compile(
    r"(?:全年|年度|年初|年)?(?:投资|收入)?(?:目标|计划|任务|预算)(?:任务|数)?$"
)
# 重点项目完成年度投资计划的110%
_INVESTED_OF_YEAR: Final = re.compile(r"(.{2,}?)(?:完成)?(?:年度?|全年)投资")
_TASK_SET: Final = re.compile(r"(?<=任务|目标|计划)[\d.]+[^\d的]{1,6}的$")
_CARRIED_OUT: Final = ("投资", "任务", "计划", "工程", "改造", "项目", "线路", "管网")
_OF_TASK: Final = ("任务的", "目标的")
_LONG_TASK: Final = 6  # letters of a task that names what is done (水库加固任务的)
_WHOLE_TASK: Final = frozenset(("总任务", "总目标任务", "规划任务", "任务总量"))
_TASK_LETTERS: Final = 4
_SUMS: Final = frozenset(("length", "area", "money", "mass"))
_OF_YEAR: Final = frozenset(("年", "全年", "年度"))


def share_of(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """占全市比重, 占80%: the share of a whole."""
    if lead.reach == "占" and quantity.unit == "%":
        if whole := _whole_shared_out(place, state):
            return f"{subject}占{whole}比重", "share"
        return (subject if subject.endswith("比") else f"{subject}占比"), "share"
    counted = FAMILY.get(quantity.unit) in _COUNTED  # 整治占道经营370处
    share = _SHARE.match(subject) if "占" in subject and not counted else None
    if share and not subject.endswith("占比"):
        if not (share[1] or state.base or state.last):
            state.base = topic(place, state)  # 民生投入继续增加，占财政支出的比重达75%
        return _share_name(share, place, state), "share"
    return None


def _whole_shared_out(place: Place, state: State) -> str:
    """Tell the sum that 其中 shares out (投资9亿元，其中，甲占44%，乙占16%); "" for none."""
    if not state.readings:
        return ""
    before = state.readings[-1]
    if before.rule == "share" and before.clause in (place.clause, state.previous[0]):
        told = _OF_WHOLE.search(before.subject)  # …，乙占16%: of the same
        return told[1] if told else ""
    whole = state.parents[-1] if state.parents and place.among else ""
    summed = any(
        r.subject == whole and FAMILY.get(r.quantity.unit, "").startswith("money")
        for r in state.readings
    )
    return whole if summed else ""


def _share_name(share: re.Match[str], place: Place, state: State) -> str:
    """Name a share: 占全市比重 → 材料产业产值占全市比重."""
    owner, whole = share[1].removesuffix("已"), share[2]
    if whole[-1:] == "的" and (task := _TASK_SET.search(whole)):
        whole = whole[: task.start()]  # 占年度任务60公里的120%
    if not whole.endswith(_SHARE_ENDS):
        whole += "比重"
    if owner and is_aspect(owner) and not state.base:
        state.base = topic(place, state)  # 新兴产业快速发展，产值已占工业的12%
    if owner and state.base and is_aspect(owner) and share.string.startswith(owner):
        owner = compose(state.base, owner)
    if not owner and _PLANNED.search(whole) and state.last.endswith("完成投资"):
        owner = state.last  # 重点项目完成投资3亿元，占年计划投资的60%
    if not owner and (just := state.readings[-1] if state.readings else None):
        own = just.rule == "aspect" and just.clause == state.previous[0]
        sums = FAMILY.get(just.quantity.unit, "") in _SUMS
        owner = just.subject if own and sums else ""  # 绿道6条，里程54公里，占全市10%
    return f"{owner or PACE_AT_END.sub('', state.base or state.last)}占{whole}"


def taxes_in_revenue(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """财政总收入19亿元，税收占比70%: the share of taxes in the revenue before.

    Of the general budget's revenue the share is an indicator that says by itself what it is of.
    """
    if (
        subject not in _TAX_SHARE
        or not state.base.endswith("收入")
        or state.base.endswith("税收收入")
        or indicator_of(state.base) == "general_budget_revenue"
    ):
        return None
    return state.base + subject, "aspect"


def contribution(
    place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """对经济增长贡献率: of the sector before."""
    if not (subject.startswith("对") and "贡献" in subject):
        return None
    base = opens_anew(place, state) or state.base  # …；建筑业稳步回升，对经济增长的贡献率
    return (base + subject, "aspect") if base else None


def in_multiples(
    _place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """是…的10倍, 提高到…的2倍: a ratio, or a level in multiples of something."""
    if quantity.unit != "倍" or lead.rise or quantity.kind == "double":
        return None
    if (told := _TIMES_OF.match(subject)) is None:
        return None
    owner = told[1] or state.last
    quantity.after = quantity.after or ("gt" if told[2] == "超过" else "")
    against = told[2] == "是" and not _PAST_BASE.search(told[3])
    return (f"{owner}与{told[3]}之比" if against else owner), "times"


def plan_fulfilled(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """完成年度目标的120%: how much of its goal the subject before has reached."""
    if lead.reach == "完成" and not lead.rise and subject.endswith(_CARRIED_OUT):
        return f"{subject}完成率", "before"  # 概算投资完成98%
    if subject.endswith(_OF_TASK) and len(subject) > _LONG_TASK and not _OF_PLAN.match(subject):
        done = place.text.find("完成", place.pre, quantity.start) >= 0
        return (f"完成{subject[:-1]}", "before") if done else None  # 完成灾后重建任务的72%
    if quantity.unit != "%" or not state.last:
        return None
    if subject.removeprefix("完成") in _WHOLE_TASK and "任务" in state.last[-_TASK_LETTERS:]:
        task = state.last.removeprefix("完成").removesuffix("任务")
        return f"完成{task}{subject.removeprefix('完成')}", "aspect"  # 完成任务9万亩，…总任务60%
    plan = _OF_PLAN.match(subject)
    if plan is None and lead.words[-1:] == ["计划"]:  # 完成年计划110%
        if subject in _OF_YEAR:
            return rate_of_goal(state.last, f"{subject}计划"), "aspect"
        own = _INVESTED_OF_YEAR.fullmatch(subject)  # 42个重点项目完成年度投资计划114%
        return (rate_of_goal(own[1], f"{subject[own.end(1) :]}计划"), "aspect") if own else None
    if plan is None:
        return None
    return rate_of_goal(state.last, plan[1]), "aspect"


def is_goal(place: Place, quantity: Quantity, subject: str) -> bool:
    """Whether an amount is the goal of which the next number is a share (完成年任务9亿元的30%)."""
    if quantity.unit == "%" or not place.text[quantity.tail + 1 : quantity.tail + 2].isdigit():
        return False
    return subject.removeprefix("占") in _OF_YEAR or _OF_PLAN.match(subject) is not None


def rate_of_goal(series: str, goal: str) -> str:
    """Name how much of its goal a series has reached, as a clause without its number.

    市重点项目完成投资 and 年度计划: 市重点项目投资完成年度计划.
    """
    if series.endswith("完成投资") and series != "累计完成投资":
        series = f"{series[:-4]}{'' if '投资' in goal else '投资'}"
    return f"{series}完成{goal.removeprefix('完成')}"


def goal_at_end(subject: str) -> str:
    """Give the goal that a subject ends with (园区年任务: 年任务); 任务 where none is told."""
    told = _GOAL_AT_END.search(subject)
    return told[0] if told else "任务"


def series_itself(subject: str) -> str:
    """Give the series of which so much of a goal was reached (固定资产投资完成年度任务)."""
    if "完成" not in subject or (told := _GOAL_AT_END.search(subject)) is None:
        return subject
    return subject[: told.start()].removesuffix("完成")
