"""Completes a figure that leaves out what the figure before it names.

国家级牧场2家、省级5家; 亿元以上企业30家、10亿元以上5家; 养老保险参保25万人，享受待遇7万人.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.extract.cues import Lead
from ingest.extract.owners import Completed
from ingest.extract.phrases import keep_verb
from ingest.extract.quantity import Quantity
from ingest.extract.sharing import compose, head_of, is_aspect
from ingest.extract.state import Place, Reading, State
from ingest.extract.words import ALONE, FAMILY, FRAME, FRAME_LENGTHS, prefix

_LEVEL = re.compile(r"(?:国家|世界|自治区|[国省市区县州盟旗镇村])级(?:及?以上)?")
_LEVEL_ALONE = re.compile(rf"(?:{_LEVEL.pattern}|、|和|及)+")
_SIZE = re.compile(r"[超过]?(?:\d[\d.]*)?[十百千]?[万亿]?(?<=[\d十百千万亿])元?(?:以上)?(?<!\d)")
_SIZED = re.compile(
    r"([^，、]{0,12}?)(?:(?:(?<=产值|收入|投资|营收|税收|纳税)|(?<=资金|资本))[超过]|(?<![超过\d.])(?=\d|[百千]?[万亿]元))"
    r"[\d.]*[十百千]?[万亿]?元?(?:以上)?(?:或[\d.]+[万亿]?美元)?(.*)"
)
_OF_SIZE = ("收入", "产值", "营收", "税收")
_PER_PEOPLE = re.compile(r"每(?:百|千|万|十万)(?:常住|户籍)?(?:名|人口?|老年人口?)+(?:拥有)?(?=..)")
_INSURANCE = re.compile(r"(.*(?:保险|医保|社保))参保")
_BENEFIT = re.compile(r"(?:享受|领取|发放|报销|支付)[^，、]{0,8}|基金(?:收入|支出|结余|征缴)")
_EARNED = frozenset(("综合收入", "总收入", "收入", "综合总收入", "消费总额"))
_GUESTS = re.compile(r"(?:游客|旅游)(?:总?人数|人次|总人次)?$")
_GRANT = re.compile(r"[^，、]{2,4}资金|[^，、]{0,4}补助")
_WON = re.compile(r"((?:获批|争取|获得|获)[^，、]{2,}?)(?:项目|工程)")

_GROWN = re.compile(r"(?<=..)(?:种植|播种|养殖)(?:面积)?$")
_CIRCLE = re.compile(r"占?(?:全[国省市区县州盟球]|世界)")
_SHARE_OF_CIRCLE = re.compile(r"(.+占)全[国省市区县州盟](.*)")
_CROP = 6  # letters of the name of a crop
_SOLD_THING = re.compile("销售(?!面积|数?量|额|收入|总|均).{2,}")
_SOLD = "销售"
_OF_SALE = re.compile("销售(?:面积|数量|总?额|金额|总?收入)")
_FUNDS_IN = frozenset(("到位资金", "下达资金", "获批资金", "补助资金"))
_FETCHED = re.compile(
    r"(?:争取|获批|获得|申报)*([^，；]{0,20}(?:债券?|预算内|上级|中央|省级|国家级|专项)[^，；]{0,20}项目)"
)
# “十大工程”共实施农业项目9个、水利项目8个: both are parts of the work
_WORK_DID = re.compile(
    r"([^，、]{2,12}?(?:工程|行动|计划))(?:共|累计|全年)+(?:实施|完成|推进|建成)"
)
_PARTS_OF_WORK = ("项目", "工程", "任务")
_DONE_ON = re.compile(
    r"(?:累计|开展|完成)?(接种|筛查|检测|体检|免疫|签约|普查|巡查)([^，、]{2,10})"
)
_RATES_OF_WORK = frozenset(("覆盖率", "完成率", "合格率", "签约率", "接种率"))
_GOODS = re.compile(
    r"(.*?(?:口岸|进出口|进出境|出口|进口|外贸|过境|发运|运输))(?:货物|货运|过货)(?:总?量|吞吐量)?"
)
_HAS_BEDS = re.compile(
    r"(?:养老|医疗|卫生|福利|敬老|托养)[^，、]{0,8}(?:机构|院|中心|站|所)$|医院$"
)
_WORTH = frozenset(("货值", "总货值", "货物价值", "货运价值"))
_PLACE_ENDS = frozenset("镇乡县区市村")
_PLACED = re.compile(r"(.{2,4}?)(在?全[国省市区县州盟]的?(?:排名|排位|位次))")
_PLACES_MOVED = frozenset(("位", "个位次", "位次", "名"))


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


def _other_level(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """国家级牧场2家、省级5家; 企业80家，其中国家级5家: of the things of the figure before."""
    if subject[-1:] not in "级上" or before.quantity.unit != quantity.unit:
        return ""
    if not _LEVEL_ALONE.fullmatch(subject):
        return ""
    named = before.subject
    verb = keep_verb(named, 0, len(named))
    level = _LEVEL.search(named, verb)
    begin, end = level.span() if level is not None else (verb, verb)
    return named[:begin] + subject + named[end:]


def _other_size(
    place: Place, before: Reading, quantity: Quantity, subject: str, state: State
) -> str:
    """引进投资超30亿元项目6个、超10亿元项目20个: what is above a size is written once.

    亿元以上企业30家、10亿元以上5家: so is the thing; 合作社收入均达8万元，其中20万元以上的社
    takes what the clause before measures.
    """
    if (size := _SIZE.match(subject)) is None:
        return ""
    opens = place.pre <= place.clause + (len("其中") if place.among else 0)
    if keep_verb(place.text, place.pre, place.clause_end) or prefix(
        place.text, place.pre, FRAME_LENGTHS, FRAME
    ):
        return ""  # 签约亿元项目50个，建设超5000万元项目40个: a verb of its own
    in_row = opens or place.masked[place.pre - 1 : place.pre] == "、"
    near = before.clause in (place.clause, state.previous[0]) or place.among
    if not in_row or not near:
        return ""
    if place.among and before.subject.endswith(_OF_SIZE):
        level = f"{subject.rpartition('的')[2]}级"  # 镇级收入均超千万元，其中超亿元的镇
        whole = before.subject.removeprefix(level)
        return whole + subject if size.end() < len(subject) else ""
    sized = _SIZED.match(before.subject)
    if sized is None and place.among and size.end() < len(subject):
        # 引进亿元以上项目9个，其中外资项目2个、10亿元以上项目3个: of all, not of the foreign ones
        sized = _SIZED.match("".join(state.known_parents[-1:]))
    if sized is None or FAMILY.get(before.quantity.unit) != FAMILY.get(quantity.unit):
        return ""
    thing = sized[2] if size.end() == len(subject) else ""
    return sized[1] + subject + thing if sized[1] + thing else ""


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


def _in_place(place: Place, before: Reading, quantity: Quantity, subject: str, state: State) -> str:
    """新增用户900户，其中甲镇300户，乙镇200户: of the users there."""
    named = subject[-1:] in _PLACE_ENDS and not subject.endswith("棚户区")
    if before.quantity.unit != quantity.unit or not named:
        return ""
    if place.among:
        state.parted = state.known_parents[-1] if state.known_parents else ""
    thing = _thing(state.parted)
    if not thing or thing[-1] in _PLACE_ENDS or keep_verb(subject, 0, len(subject)):
        return ""
    if not (place.among or before.subject.endswith(thing)):
        return ""
    return state.parted[: -len(thing)] + subject + thing


def _thing(counted: str) -> str:
    """What was counted, without its verb; all of it where it has none."""
    return counted[keep_verb(counted, 0, len(counted)) :]


def _worth(_place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State) -> str:
    """进出口货物20万吨，货值3亿美元: what the same goods are worth."""
    goods = _GOODS.fullmatch(before.subject) if subject in _WORTH else None
    return goods[1] + subject if goods else ""


def _placed(place: Place, _before: Reading, quantity: Quantity, subject: str, state: State) -> str:
    """生产总值415亿元，总量在全省排名前移6位: the place is that of the series before."""
    if quantity.unit not in _PLACES_MOVED or place.pre > place.clause or not state.base:
        return ""
    placed = _PLACED.fullmatch(subject)
    return compose(state.base, placed[1]) + placed[2] if placed and is_aspect(placed[1]) else ""


def _arrived(
    _place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """签约资金86亿元，到位26亿元: of the means."""
    return "到位资金" if subject == "到位" and before.subject.endswith(("资金", "引资")) else ""


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
    return (
        before.subject + subject if subject == "床位" and _HAS_BEDS.search(before.subject) else ""
    )


def _per_thousand(
    _place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """每千人拥有床位5张、执业医师2人: both are per thousand."""
    per = _PER_PEOPLE.match(before.subject) if before.subject[:1] == "每" else None
    return per[0] + subject if per and subject[:1] != "每" else ""


def _funds_of_projects(
    _place: Place, _before: Reading, _quantity: Quantity, subject: str, state: State
) -> str:
    """获批绿色制造项目9个、奖补资金800万元: the funds of these projects."""
    won = _WON.fullmatch(state.base) if _GRANT.fullmatch(subject) else None
    return won[1] + subject if won else ""


def _proceeds(
    _place: Place, _before: Reading, _quantity: Quantity, subject: str, state: State
) -> str:
    """销售苹果5万吨、梨2万吨，销售收入3亿元: of all that was sold."""
    if not (_OF_SALE.fullmatch(subject) and state.base.startswith(_SOLD)):
        return ""
    several = len(state.group) > 1
    said = state.group if several else state.parents[::-1]
    things = [one.removeprefix(_SOLD) for one in said if _SOLD_THING.fullmatch(one)]
    return "、".join(things if several else things[:1]) + subject if things else ""


def _funds_came(
    _place: Place, _before: Reading, _quantity: Quantity, subject: str, state: State
) -> str:
    """争取专项债券项目4个，到位资金3亿元: the funds of these projects."""
    won = _FETCHED.fullmatch(state.base) if subject in _FUNDS_IN else None
    return won[1] + subject if won else ""


def _part_of_work(
    place: Place, before: Reading, _quantity: Quantity, subject: str, _state: State
) -> str:
    """“十大工程”共实施农业项目9个、水利项目8个: parts of one work."""
    work = _WORK_DID.match(place.text, place.clause) if subject.endswith(_PARTS_OF_WORK) else None
    if work is None or work[1] in subject or not before.subject.startswith(work[1]):
        return ""
    return work[1] + subject


def _also_grown(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """玉米种植9万亩、油料3万亩: what was done on the land is written once."""
    grown = _GROWN.search(before.subject) if before.quantity.unit == quantity.unit else None
    if grown is None or len(subject) > _CROP or keep_verb(subject, 0, len(subject)):
        return ""
    named = is_aspect(subject) or head_of(subject) or subject[-1] in "田地园林"
    return "" if named else subject + grown[0]


def _share_of_wider(
    _place: Place, before: Reading, quantity: Quantity, subject: str, _state: State
) -> str:
    """占全省47%、全国10%: the share of the same in a wider circle."""
    if quantity.unit != "%" or before.rule != "share" or not _CIRCLE.fullmatch(subject):
        return ""
    share = _SHARE_OF_CIRCLE.match(before.subject)
    return share[1] + subject + share[2] if share else ""


_Rule = Callable[[Place, Reading, Quantity, str, State], str]
_ALSO_BEHIND_A_COMMA: tuple[_Rule, ...] = (
    _other_level,
    _other_size,
    _insured,
    _arrived,
    _proceeds,
    _funds_came,
    _reached,
    _worth,
    _placed,
    _beds,
    _in_place,
)
_IN_A_ROW: tuple[_Rule, ...] = (
    _same_works,
    _per_thousand,
    _funds_of_projects,
    _part_of_work,
    _also_grown,
    _share_of_wider,
)
