"""Completes figures that set one thing against another: shares, multiples, plans fulfilled.

占全市比重, 是农村的2倍, 对经济增长贡献率, 完成年度目标的120%: of the subject before.
"""

from __future__ import annotations

import re

from ingest.extract.ellipsis.aspects import PACE_AT_END, compose
from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.topics import topic
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import is_aspect

_SHARE = re.compile(r"^(.*?)(?:占|占到|占据)(?!地(?![区方])|补|用|有)(.*)$")
_SHARE_ENDS = ("比重", "比例", "份额", "比", "占比", "总量")
_TAX_SHARE = frozenset(("税收占比", "税占比", "税收比重", "税比"))
_TIMES_OF = re.compile(r"^(.*?)(是|为|达到?|提高到|提升到|相当于|增至|接近)(.{2,}?)的?$")
# 是2011年的1.7倍 measures the same thing against its own past.
_PAST_BASE = re.compile(r"年|五”|五(?:时)?期?末|(?:上|前)一?(?:个|届)|之初|同期|当时")
_OF_PLAN = re.compile(
    r"^[为是]?(?:全年|年度|年初|调整|计划|年){0,3}(投资)?(?:目标|计划|任务|预算)(?:任务|数|开工)?的?$"
)
_OF_TASK = ("任务的", "目标的")
_LONG_TASK = 6  # letters of a task that names what is done (水库加固任务的)
_OF_YEAR = frozenset(("年", "全年", "年度"))


def share_of(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """占全市比重, 占80%: the share of a whole."""
    if lead.reach == "占" and quantity.unit == "%":
        return (subject if subject.endswith("比") else f"{subject}占比"), "share"
    share = _SHARE.match(subject) if "占" in subject else None
    if share and not subject.endswith("占比"):
        if not (share[1] or state.base or state.last):
            state.base = topic(place, state)  # 民生投入继续增加，占财政支出的比重达75%
        return _share_name(share, place, state), "share"
    return None


def _share_name(share: re.Match[str], place: Place, state: State) -> str:
    """Name a share: 占全市比重 → 材料产业产值占全市比重."""
    owner, whole = share[1].removesuffix("已"), share[2]
    if not whole.endswith(_SHARE_ENDS):
        whole += "比重"
    if owner and is_aspect(owner) and not state.base:
        state.base = topic(place, state)  # 新兴产业快速发展，产值已占工业的12%
    if owner and state.base and is_aspect(owner) and share.string.startswith(owner):
        owner = compose(state.base, owner)
    return f"{owner or PACE_AT_END.sub('', state.base or state.last)}占{whole}"


def taxes_in_revenue(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """一般公共预算收入19亿元，税收占比70%: the share of taxes in the revenue before."""
    if (
        subject not in _TAX_SHARE
        or not state.base.endswith("收入")
        or state.base.endswith("税收收入")
    ):
        return None
    return state.base + subject, "aspect"


def contribution(
    place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """对经济增长贡献率: of the sector before."""
    if subject.startswith("对") and "贡献" in subject and state.base:
        return (topic(place, state) or state.base) + subject, "aspect"
    return None


def in_multiples(
    _place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """是…的10倍, 提高到…的2倍: a ratio, or a level in multiples of something."""
    if quantity.unit != "倍" or lead.rise or quantity.kind == "double":
        return None
    if (told := _TIMES_OF.match(subject)) is None:
        return None
    owner = told[1] or state.last
    against = told[2] == "是" and not _PAST_BASE.search(told[3])
    return (f"{owner}与{told[3]}之比" if against else owner), "times"


def plan_fulfilled(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """完成年度目标的120%: how much of its goal the subject before has reached."""
    yearly = _OF_PLAN.match(subject) is not None
    if not yearly and subject.endswith(_OF_TASK) and len(subject) > _LONG_TASK:
        done = place.text.find("完成", place.pre, quantity.start) >= 0
        return (subject[:-1] + "完成率", "before") if done else None  # 完成灾后重建任务的72%
    if quantity.unit != "%" or not state.last:
        return None
    plan = _OF_PLAN.match(subject)
    if plan is None:  # 完成年计划110%
        plain = subject in _OF_YEAR and lead.words[-1:] == ["计划"]
        return (f"{state.last}完成率", "aspect") if plain else None
    invested = "" if state.last.endswith("投资") else plan[1] or ""
    return f"{state.last}{invested}完成率", "aspect"
