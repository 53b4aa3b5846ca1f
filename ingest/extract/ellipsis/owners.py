"""Completes figures of a part of the place, or of an owner that an earlier figure named.

（区本级280亿元） beside the district's whole output is that of the district proper; 税收突破5亿元
behind 规模工业产值 is the same industry's; a park that opens a sentence owns its figures.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, Reading, State
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY, PARK, PARK_ENDS

# What narrows the figure just before to a part of the place, or widens it to all that is levied.
_PART: Final = re.compile(
    r"（?(?:其中：?)?([国省市区县州盟旗]本级|本级|全口径|[市县]域|(?:主|中心)?城区|市辖区|[市县区]直)"
)
_PART_LAST: Final = frozenset("级径域区直")
_PARK: Final = re.compile(rf"[^，、的]{{0,6}}(?:{PARK}|新区)")
_COUNTED: Final = re.compile(
    r"(?:项目|企业|工程|园区|基地|楼宇|合作社|主体|村|公厕|学校|医院|景区)$"
)
# 居民人均可支配收入3万元，其中城镇居民4万元
_RESIDENTS: Final = re.compile(r"(?:城镇|农村|城市|牧区|农牧区)(?:常住)?居民|农牧?民")
_HERE: Final = re.compile(r"我[省市区县州盟旗]")
_LONGEST_PART: Final = 8
_NARROWED: Final = re.compile(r"全[国省市区县州盟旗]|全口径")
_INCOME: Final = frozenset(("税收", "利税", "利润", "利润总额", "入库税收", "入库税金"))
_TRADED: Final = frozenset(("出口", "出口额", "进口", "投资", "营收", "销售收入"))
_OUTPUT: Final = re.compile(
    rf"(.*(?:工业|产业|制造业|企业|{PARK}|集团))"
    r"(?:总?产值|营业收入|营收|主营业务收入|销售收入)|(?P<crop>.{2,8}?)(?:综合|全产业链)?(?:总?产值|产量|销量)"
)
_CROP: Final = re.compile(
    r"(.{2,8}?)(?:标准化|规模化)?(?:种植|栽培|播种|养殖|加工|生产)?(?:总?产量|总?面积|加工量|养殖量|总产)"
)
_WHOLE_CHAIN: Final = frozenset(("综合产值", "全产业链产值", "全产业链综合产值", "产业综合产值"))
_PLANT: Final = re.compile(
    r"(.*(?:能源|风电|光伏|水电|电力))(?:发电)?总?装机(?:总?容量|总?规模)?(?:占比|比重)?"
)
_POWER: Final = frozenset(("发电量", "发电量占比", "发电占比", "发电量比重"))
_OWNER_AT_HEAD: Final = re.compile(
    rf"([^，、；：的]{{0,10}}(?:{PARK}|集团)(?:（[^（）]*）)?)"
    r"(?:全年|预计|共|累计)*(?:实现|完成|新增|引进|聚集|集聚|：)"
)
# 甲经开区扩区推进，完成产值9亿元; 产业园区 alone names none
_OWNER_SPOKEN_OF: Final = re.compile(
    rf"((?!产业园|工业园|深化|推进|推动|加快|支持|完善|优化|加强|强化|发挥|健全|启动)[^，、；：的在对与和以为\d]{{2,8}}(?:{PARK})(?<![^业流]园区))(?![、和与及内的])[^，；。：\d]{{2,20}}，"
)
# A quick look for the two letters that every owner's name ends with.
_OWNER_ENDS: Final = sorted(PARK_ENDS | {"集团"})
_MAY_OWN: Final = re.compile(
    f"[{''.join(sorted({end[1] for end in _OWNER_ENDS}))}](?<={'|'.join(_OWNER_ENDS)})"
)
_OPENS: Final = 14  # letters of a sentence in which its owner ends
_OTHER_OWNER: Final = re.compile(rf"[全我][国省市区县州盟旗]|{PARK}|新区|集团|公司|[镇乡街]")

_PER_HEAD: Final = re.compile(r"(?:年|户)?人?均(?:年|月)?(?:纯|可支配|工资性|务工)?收入")
_GROUP_AT_HEAD: Final = re.compile(
    r"(?:全[省市区县州盟旗])?([^，、]{0,8}(?:贫困户|贫困人口|脱贫户|脱贫人口|脱贫群众|监测户|搬迁群众|农牧民|牧民|农民|渔民|社员|茶农|果农|蔗农|移民))"
)
# 建筑业稳步回升, 地方工业逆势增长: the branch of which the next clause gives figures
_BRANCH: Final = re.compile(
    r"((?:地方|传统|民营|规上|规模|限上|现代|战略性?|新兴|特色|优势|主导|高新技术)*[\u4e00-\u9fff]{0,4}?(?:工业"
    r"|农业|林业|牧业|渔业|畜牧业|养殖业|种植业|建筑业|服务业|旅游业|物流业|制造业|餐饮业|零售业|金融业|房地产业|产业))"
    r"(?:逆势|[稳平持不蓬快加迅]|[企回向发增运提升突支高再实进较健强势取])[\u4e00-\u9fff]{2,10}$"
)

# 粮食连续五年增产，总产量90万吨
_CROP_FARES: Final = re.compile(
    "([\u4e00-\u9fff]{2,4}?)(?:生产)?(?:再|又|喜|连续|实现|获|夺|稳产|丰收|增产|稳定)[\u4e00-\u9fff]{0,8}(?:增产|丰收|稳产|增收)$"
)
# 航空航天, 生物医药: a branch that names no measure
_BRANCH_ALONE: Final = re.compile(
    "[\u4e00-\u9fff]{0,8}(?:制造业?|材料|装备|医药|航天|汽车|电子|信息|能源|化工|食品|纺织|冶金|钢铁|有色|建材|器械|软件|机器人|芯片|轻工"
    "|新能源|采矿业|加工业)"
)
_PLANT_WORK: Final = re.compile("(?:脱硫|脱硝|除尘|节能|供热|灵活性)改造$")
_WORK_LETTERS: Final = 4
_BRANCH_MEASURE: Final = re.compile("(?:营业收入|营收|主营业务收入|增加值|总?产值)$")

Completed = tuple[str, str] | None


def own_part(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """区本级280亿元, 城区增长5%, 其中开发区90亿元: of what was just measured for the whole."""
    if post or not state.base or len(subject) > _LONGEST_PART:
        return None
    each = state.base.find("人均")
    if each > 0 and _RESIDENTS.fullmatch(subject) and "民" in state.base[:each]:
        return subject + state.base[each:], "aspect"
    name = _part_of_whole(place, subject, state)
    if name is None:
        return None
    grows = quantity.unit == "%" and bool(lead.rise)
    if not grows and not _measured_like(state, quantity):
        return None
    whole = _NARROWED.match(state.base)
    return name + (state.base[whole.end() :] if whole else state.base), "aspect"


def _part_of_whole(place: Place, subject: str, state: State) -> str | None:
    """Name the part of the place that `subject` is; "" for the place itself, None for no part."""
    if subject[-1:] in _PART_LAST and (part := _PART.fullmatch(subject)):
        return part[1]
    among = place.among or place.text.rfind("（其中", place.clause, place.pre) >= 0
    if among and _PARK.fullmatch(subject):
        return subject
    here = _HERE.fullmatch(subject) is not None and state.base.startswith("全")
    return "" if here else None  # 全市工业增加值增长5%，我县增长9%


def _measured_like(state: State, quantity: Quantity) -> bool:
    """Whether the whole was given in a unit of the same family."""
    family = FAMILY.get(quantity.unit)
    return any(
        reading.subject == state.base and FAMILY.get(reading.quantity.unit) == family
        for reading in state.readings
    )


def above(subject: str, parents: list[str]) -> str:
    """Give 其中5亿元以上6个 the noun and the verb of what was counted; the subject else."""
    for parent in reversed(parents):
        if noun := _COUNTED.search(parent):
            verb = keep_verb(parent, 0, len(parent))
            return parent[:verb] + subject + noun[0]
    return subject


def income_in_row(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """规模工业产值突破430亿元、税收突破5亿元: the taxes are those of the same industry.

    茶叶产值增长8%、出口增长50%: nor is this the place's whole trade, which would count as such.
    """
    power, traded = subject in _POWER, subject in _TRADED
    if post or not (power or traded or subject in _INCOME) or not state.readings:
        return None
    before = state.readings[-1]
    if subject == "税收" and before.rule == "aspect" and before.subject.endswith("利润"):
        near = before.clause in (place.clause, state.previous[0])
        return (before.subject[:-2] + subject, "aspect") if near else None
    in_row = place.masked[place.pre - 1 : place.pre] == "、" and before.clause == place.clause
    if not in_row and not (power and quantity.unit == "%" and before.clause == state.previous[0]):
        return None
    if bool(lead.rise) != (before.measure == "growth"):
        return None
    if (traded or lead.rise) and indicator_of(before.subject) is not None:
        return None  # 规上工业产值增长5%、出口增长6%: two series of the place
    output = (_PLANT if power else _OUTPUT).fullmatch(before.subject)
    if output is None:
        return None
    owner = output[1] if power else output[1] or output["crop"]
    return owner + subject, "aspect"


def of_row(place: Place, subject: str, quantity: Quantity, lead: Lead, state: State) -> str:
    """Give an item of a list what the first one names for all of them."""
    if lead.rise and quantity.unit == "%":
        return _of_branch(place, subject, state)
    return _of_plants(place, subject, state) if subject.endswith("改造") else subject


def _of_branch(place: Place, subject: str, state: State) -> str:
    """Give a branch in a list the measure of the first (装备制造营业收入增长9%、医药增长6%)."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.measure != "growth" or before.clause != place.clause:
        return subject
    if place.masked[place.pre - 1 : place.pre] != "、" or _BRANCH_ALONE.fullmatch(subject) is None:
        return subject
    measured = _BRANCH_MEASURE.search(before.subject)
    return subject + measured[0] if measured and indicator_of(subject) is None else subject


def _of_plants(place: Place, subject: str, state: State) -> str:
    """Give a work in a list whose plants the first names (燃煤电厂脱硫改造90台、脱硝改造80台)."""
    before = state.readings[-1] if state.readings else None
    if before is None or place.masked[place.pre - 1 : place.pre] != "、":
        return subject
    alike = _PLANT_WORK.fullmatch(subject) and _PLANT_WORK.search(before.subject)
    return before.subject[:-_WORK_LETTERS] + subject if alike else subject


def chain_of_crop(
    _place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """茶叶产量800吨、综合产值9亿元: of the crop that was grown or made just before."""
    if post or lead.rise or subject not in _WHOLE_CHAIN or not state.readings:
        return None
    crop = _CROP.fullmatch(state.readings[-1].subject)
    return (crop[1] + subject, "aspect") if crop else None


def of_group(
    place: Place, post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """贫困户实现稳定脱贫，人均年纯收入达到2万元: of those whom the clause before names."""
    if post or place.pre > place.clause or not subject.endswith("收入"):
        return None
    if _PER_HEAD.fullmatch(subject) is None:
        return None
    begin, end = state.previous
    if end != place.clause - 1 or (state.readings and state.readings[-1].clause >= begin):
        return None
    group = _GROUP_AT_HEAD.match(place.text, begin, end)
    return (group[1] + subject, "aspect") if group else None


def opens_anew(place: Place, state: State) -> str:
    """Tell the branch that opens a new part of the sentence (…；建筑业稳步回升，完成产值…)."""
    begin, end = state.previous
    if end != place.clause - 1 or place.masked[begin - 1 : begin] != "；":
        return ""
    if place.pre > place.clause or (state.readings and state.readings[-1].clause >= begin):
        return ""
    branch = _BRANCH.match(place.text, begin, end) or _CROP_FARES.match(place.text, begin, end)
    return branch[1] if branch else ""


def spread_owner(text: str, start: int, stop: int, readings: list[Reading]) -> None:
    """Give the park that opens a sentence to its later figures, up to another owner's."""
    if not readings or _MAY_OWN.search(text, start, min(start + _OPENS, stop)) is None:
        return
    spoken = _OWNER_SPOKEN_OF.match(text, start, stop)
    opening = spoken or _OWNER_AT_HEAD.match(text, start, stop)
    if opening is None:
        return
    owner = opening[1]
    if spoken and (strip_head(owner, 0, len(owner))[0] or keep_verb(owner, 0, len(owner))):
        return  # 加快甲园区建设
    if not spoken and text[opening.end() - 1] != "：" and not readings[0].subject.startswith(owner):
        return
    for reading in readings:
        if reading.subject.startswith(owner):
            continue
        said = max(reading.clause, opening.end())
        if _OTHER_OWNER.search(text, said, reading.quantity.start):
            return
        if _OTHER_OWNER.search(reading.subject):
            return
        reading.subject = owner + reading.subject
