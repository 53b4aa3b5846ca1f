"""Completes a figure that leaves out what the figure before it names.

养老保险参保25万人，享受待遇7万人; 玉米种植9万亩、油料3万亩; 每千人拥有床位5张、执业医师2人.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.investments import funds_of_projects, grant_of_projects, money_arrived
from ingest.extract.ellipsis.levels_and_sizes import (
    in_place,
    other_level,
    other_size,
    share_of_wider,
)
from ingest.extract.ellipsis.owners import Completed
from ingest.extract.measures import PLACES
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.vocabulary.words import ALONE, FAMILY

_EARNED: Final = frozenset(("综合收入", "总收入", "收入", "综合总收入", "消费总额"))
_GUESTS: Final = re.compile(r"(?:游客|旅游)(?:总?人数|人次|总人次)?$")
_INSURANCE: Final = re.compile(r"(.*(?:保险|医保|社保))参保")
_BENEFIT: Final = re.compile(
    r"(?:享受|领取|发放|报销|支付)[^，、]{0,8}|基金(?:收入|支出|结余|征缴)"
)
_DONE_ON: Final = re.compile(
    r"(?:累计|开展|完成)?(接种|筛查|检测|体检|免疫|签约|普查|巡查)([^，、]{2,10})"
)
_RATES_OF_WORK: Final = frozenset(("覆盖率", "完成率", "合格率", "签约率", "接种率"))
_WORTH: Final = frozenset(("货值", "总货值", "货物价值", "货运价值"))
_GOODS: Final = re.compile(
    r"(.*?(?:口岸|进出口|进出境|出口|进口|外贸|过境|发运|运输))(?:货物|货运|过货)(?:总?量|吞吐量)?"
)
_GAINS: Final = frozenset(("收益", "土地收益", "出让收益", "出让金", "成交价款", "总收益"))
_SOLD: Final = re.compile("(?:供应|出让|处置|拍卖|盘活|转让|租赁|出租|出让)[^，、]{0,10}$|供地$")
_PLACED: Final = re.compile(r"(.{2,4}?)(在?全[国省市区县州盟旗]的?(?:排名|排位|位次))")
_RANKINGS: Final = ("排名", "排位", "位次")
_PLACED_ALONE: Final = re.compile(r"在[^，、；]{2,12}?(?:排名|排位|位次)")
_HAS_BEDS: Final = re.compile(
    r"(?:养老|医疗|卫生|福利|敬老|托养)[^，、]{0,8}(?:机构|院|中心|站|所)$|医院$"
)
_PER_PEOPLE: Final = re.compile(
    r"每(?:百|千|万|十万)(?:常住|户籍)?(?:名|人口?|老年人口?)+(?:拥有)?(?=..)"
)
_PROCEEDS: Final = re.compile("销售(?:面积|数量|总?额|金额|总?收入)")
_SALE: Final = "销售"
_THING_SOLD: Final = re.compile("销售(?!面积|数?量|额|收入|总|均).{2,}")
# “十大工程”共实施农业项目9个、水利项目8个: both are parts of the work
_WORK_DID: Final = re.compile(
    r"([^，、]{2,12}?(?:工程|行动|计划))(?:共|累计|全年)+(?:实施|完成|推进|建成)"
)
_PARTS_OF_WORK: Final = ("项目", "工程", "任务")
_GROWN: Final = re.compile(r"(?<=..)(?:种植|播种|养殖)(?:面积)?$")
_SERVED_ALONE: Final = frozenset((
    "自然人", "个体工商户", "群众", "职工", "居民", "农户", "学生", "家庭", "企业", "老人", "儿童",
    "残疾人", "农民工",
))  # fmt: skip
_LONGEST_CROP: Final = 6


def of_figure_before(
    place: Place, post: str, quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """Complete `subject` with what the figure before names; None where nothing is left out."""
    if post or not state.readings:
        return None
    before = state.readings[-1]
    if subject in _EARNED and _GUESTS.search(before.subject):
        return "旅游" + subject, "before"  # 接待游客200万人次，实现综合收入9亿元
    for rule in _ALSO_BEHIND_A_COMMA:
        if found := rule(place, before, quantity, subject, state):
            return found, "aspect"
    if place.masked[place.pre - 1 : place.pre] != "、":
        return None
    for rule in _IN_A_ROW:
        if found := rule(place, before, quantity, subject, state):
            return found, "aspect"
    return None


def _insured(
    place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """基本养老保险参保25万人，享受待遇7万人: of the same insurance."""
    if place.pre > place.clause or not _BENEFIT.match(subject):
        return ""
    insured = _INSURANCE.match(before.subject)
    return insured[1] + subject if insured else ""


def _reached(
    _place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """接种疫苗50万剂次，覆盖率达95%: the work is done on the thing; how much of it is covered."""
    done = _DONE_ON.fullmatch(before.subject) if subject in _RATES_OF_WORK else None
    return f"{done[2]}{done[1]}{subject}" if done else ""


def _worth(_place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State) -> str:
    """进出口货物20万吨，货值3亿美元: what the same goods are worth."""
    goods = _GOODS.fullmatch(before.subject) if subject in _WORTH else None
    return goods[1] + subject if goods else ""


def _gained(_place: Place, before: Reading, quantity: Quantity, subject: str, _state: State) -> str:
    """土地供应9宗，实现收益3亿元: what came of it."""
    gained = subject in _GAINS and quantity.unit.endswith("元") and _SOLD.search(before.subject)
    return before.subject + subject if gained else ""


def _placed(place: Place, _before: Reading, quantity: Quantity, subject: str, state: State) -> str:
    """生产总值415亿元，总量在全省排名前移6位: the place is that of the series before."""
    if quantity.unit not in PLACES or place.pre > place.clause or not state.base:
        return ""
    if subject.endswith(_RANKINGS) and (alone := _PLACED_ALONE.match(place.text, place.pre)):
        return state.base + alone[0]  # 在全国城市排名上升2位
    placed = _PLACED.fullmatch(subject)
    return compose(state.base, placed[1]) + placed[2] if placed and is_aspect(placed[1]) else ""


def _same_works(
    _place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """农村改炕2万个、改厕6万户: the place of the works is written once."""
    where, work = before.subject[:-2], before.subject[-2:]
    if subject not in ALONE or work not in ALONE or work[0] != subject[0]:
        return ""
    return "" if keep_verb(where, 0, len(where)) else where + subject


def _beds(_place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State) -> str:
    """养老机构达到200家，床位1.1万张: the beds are theirs."""
    owned = subject == "床位" and _HAS_BEDS.search(before.subject)
    return before.subject + subject if owned else ""


def _per_thousand(
    _place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """每千人拥有床位5张、执业医师2人: both are per thousand."""
    per = _PER_PEOPLE.match(before.subject) if before.subject[:1] == "每" else None
    return per[0] + subject if per and subject[:1] != "每" else ""


def _proceeds(
    _place: Place, _before: Reading, _quantity: Quantity, subject: str, state: State
) -> str:
    """销售苹果5万吨、梨2万吨，销售收入3亿元: of all that was sold."""
    if not (_PROCEEDS.fullmatch(subject) and state.base.startswith(_SALE)):
        return ""
    several = len(state.group) > 1
    said = state.group if several else state.parents[::-1]
    things = [one.removeprefix(_SALE) for one in said if _THING_SOLD.fullmatch(one)]
    return "、".join(things if several else things[:1]) + subject if things else ""


def _part_of_work(
    place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """“十大工程”共实施农业项目9个、水利项目8个: parts of one work."""
    work = _WORK_DID.match(place.text, place.clause) if subject.endswith(_PARTS_OF_WORK) else None
    if work is None or work[1] in subject or not before.subject.startswith(work[1]):
        return ""
    return work[1] + subject


def _also_served(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """补贴惠及企业9家、职工3万人: both had it."""
    served = before.subject.find("惠及")
    if served < 0 or FAMILY.get(quantity.unit) not in ("persons", "count", "visits"):
        return ""
    if keep_verb(subject, 0, len(subject)) and not subject.startswith("参保"):
        return ""
    return before.subject[: served + 2] + subject


def _also_served_then(
    place: Place, before: Reading, quantity: Quantity, subject: str, state: State
) -> str:
    """减税惠及企业9万户次，自然人8万人次: those named alone behind a comma had it as well."""
    if subject not in _SERVED_ALONE or before.clause != state.previous[0]:
        return ""
    return _also_served(place, before, quantity, subject, state)


def _also_grown(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """玉米种植9万亩、油料3万亩: what was done on the land is written once."""
    grown = _GROWN.search(before.subject) if before.quantity.unit == quantity.unit else None
    if grown is None or len(subject) > _LONGEST_CROP or keep_verb(subject, 0, len(subject)):
        return ""
    named = is_aspect(subject) or head_of(subject) or subject[-1] in "田地园林"
    return "" if named else subject + grown[0]


_Rule = Callable[[Place, Reading, Quantity, str, State], str]
_ALSO_BEHIND_A_COMMA: tuple[_Rule, ...] = (
    other_level,
    other_size,
    _insured,
    money_arrived,
    _proceeds,
    funds_of_projects,
    _reached,
    _worth,
    _gained,
    _placed,
    _beds,
    in_place,
    _also_served_then,
)
_IN_A_ROW: tuple[_Rule, ...] = (
    _same_works,
    _per_thousand,
    grant_of_projects,
    _part_of_work,
    _also_grown,
    _also_served,
    share_of_wider,
)
