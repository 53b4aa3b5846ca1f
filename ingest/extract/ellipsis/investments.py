"""Completes the money of projects by their name: what they take, and what was won for them.

水利项目9个，完成投资3亿元; 争取专项债券项目4个，到位资金3亿元.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.topics import topic
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, Reading, State
from ingest.extract.vocabulary.words import FAMILY

# What money is called that belongs to the project before it.
SPENT: Final = frozenset((
    "投资", "总投资", "完成投资", "计划投资", "年度投资", "年度计划投资", "年度完成投资",
    "年度计划完成投资", "计划完成投资", "完成年度投资",
    "累计完成投资", "投资额", "总投资额", "计划总投资", "投资规模", "协议投资", "协议总投资",
    "累计投资", "投资总额", "资金", "年度计划总投资", "已完成投资",
    "概算总投资", "概算投资", "估算总投资", "预计总投资",
    "计划投资额", "计划投资总额", "协议投资额", "协议投资总额", "投入", "投入资金",
    "总投入", "总投入资金", "计划投入",
))  # fmt: skip
# What works give once they run: of those counted just before.
_YIELD: Final = re.compile(
    "(?:可|预计)?(?:新增|释放|形成|贡献|年新增)(?:年|工业|总)*(?:产值|产能|营收|营业收入|销售收入|发电量|装机|装机容量)"
)
_YIELDS: Final = re.compile(
    "(?:项目|工程|企业|煤矿|矿井|矿山|生产线|产线|工厂|车间|电站|机组|油气?井|气田|风电场|光伏电站)$"
)
_PROJECTS: Final = re.compile(
    r"(?:项目|工程|园区|景区|示范区|开发区|城镇|小镇|综合体|集聚区"
    r"|公路|铁路|高速|机场|水库|港口|码头|枢纽|大桥|水厂|管网|农田|灌区)(?:建设|改造)?$"
)
# 新建项目开工90个，开工率98%，完成投资9亿元: of the projects
_STAGE_AT_END: Final = re.compile(
    r"(?<=项目|工程|公路|大桥|水库|管网)已?"
    r"(?:(?:开复工|复工|开工|竣工|投产|完工|签约|落地|完成工程量)(?:建设)?率?|(?:全年|年度)?计划(?:完成)?投资)$"
)
_GRANT: Final = re.compile(r"[^，、]{2,4}资金|[^，、]{0,4}补助")
_WON: Final = re.compile(r"((?:获批|争取|获得|获)[^，、]{2,}?)(?:项目|工程)")
_FUNDS_IN: Final = frozenset(("到位资金", "下达资金", "获批资金", "补助资金"))
_FETCHED: Final = re.compile(
    r"(?:争取|获批|获得|申报)*([^，；]{0,20}(?:债券?|预算内|上级|中央|省级|国家级|专项)[^，；]{0,20}项目)"
)


def invested(place: Place, quantity: Quantity, money: str, state: State) -> Completed:
    """完成投资 of the projects before; of those that the words before speak of, where none is."""
    if state.base[-1:] in "工产量":
        state.base = _STAGE_AT_END.sub("", state.base)
    if money.startswith("项目"):  # 重点工程3个，项目总投资9亿元
        money = money[2:] if _PROJECTS.search(state.base) else money
    opens = place.pre == place.clause
    if not state.base and opens:
        state.base = named if _PROJECTS.search(named := topic(place, state)) else ""
    if opens and place.masked[place.clause - 1 : place.clause] == "；":
        return None  # what stands before “；” is another statement
    base = _STAGE_AT_END.sub("", state.base)
    base = "项目" if base == "实施项目" else base
    if quantity.unit == "%" or not _PROJECTS.search(base):
        return None
    return compose(base, money), "aspect"


def yielded(place: Place, subject: str, state: State) -> Completed:
    """Give what works yield the works counted just before (达产项目90个，新增产值9亿元)."""
    if subject[-1:] not in "值能收入量机" or not _YIELD.fullmatch(subject):
        return None
    last = state.readings[-1] if state.readings else None
    if last is None or last.clause not in (place.clause, state.previous[0]):
        return None
    counted = FAMILY.get(last.quantity.unit) == "count" and _YIELDS.search(last.subject)
    return (last.subject + subject, "aspect") if counted else None


def money_arrived(
    _place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """签约资金86亿元，到位26亿元: of the means."""
    return "到位资金" if subject == "到位" and before.subject.endswith(("资金", "引资")) else ""


def grant_of_projects(
    _place: Place, _before: Reading, _quantity: Quantity, subject: str, state: State
) -> str:
    """获批绿色制造项目9个、奖补资金800万元: the funds of these projects."""
    won = _WON.fullmatch(state.base) if _GRANT.fullmatch(subject) else None
    return won[1] + subject if won else ""


def funds_of_projects(
    _place: Place, _before: Reading, _quantity: Quantity, subject: str, state: State
) -> str:
    """争取专项债券项目4个，到位资金3亿元: the funds of these projects."""
    won = _FETCHED.fullmatch(state.base) if subject in _FUNDS_IN else None
    return won[1] + subject if won else ""
