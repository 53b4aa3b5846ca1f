"""Completes an item of a row by what the item before names for both of them.

市级以上绿色工厂5家、绿色园区3个 share the level, 锂矿储量3万吨、石墨8万吨 what is measured, and
市管企业净资产增长9%、研发投入增长30% the owner.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.carried_verbs import own_verb
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect, is_bare_head
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import ALONE, FAMILY, FRAME, FRAME_LENGTHS, prefix

_JOINS: Final = frozenset("、和及与")
_LEVEL: Final = re.compile(
    "(?:全[国省市区县州盟旗])?"
    "((?:国家|世界|省部|自治区|盟市|地市|旗县|[国省市区县州盟旗镇部])级(?:重点)?(?:及?以上)?)"
)
# What has a level of its own, or is counted without one.
_OWN_LEVEL: Final = re.compile(
    "级|国际|全球|世界|国家|全[国省市区县州]|^[国省市区县州中]|[万亿]|[AＡ]|规上|规模以上|限上|限额以上"
    "|上市|挂牌|高新技术|高企|科技型|专精特新|小巨人|单项冠军|瞪羚|独角兽|雏鹰|雄鹰|强企|[百千]强|主体|个体|法人|院士|学位|床位|岗位|托位"
)
_LONGEST_THING: Final = 8  # letters of a thing that leaves its level out
_TITLE: Final = re.compile(
    "(?:示范|先进|先行|引领|特色|文明|达标|样板|精品|标杆|重点|试点|模范|标准化|宜居|培育|创建)"
    "(?:乡镇|镇街|镇|乡|村居?|社区|县市?|区|旗|街道|园区|片区?|带|点|站|户|家庭|单位|企业|学校|校|机关|基地)"
)
_GIFTED: Final = ("人才", "专家")
_TITLE_AT_END: Final = re.compile(f"(?<=..){_TITLE.pattern}$")
# What a row of minerals, crops or plants has written once.
_MEASURED: Final = re.compile(
    r"(?:(?:新增)?(?:探明|地质|资源|可采|保有)*(?:储量|资源量)|总?产量|(?:发电)?(?:总?装机)(?:容量|规模)?"
    r"|(?:年)?(?:产能|生产能力|加工能力)|发电量|销量|总?产值|(?:种植|播种|养殖|栽培|推广)面积|存栏量?|出栏量?|运量|吞吐量|发送量)$"
)
_BULK: Final = frozenset(("mass", "volume", "power", "area", "energy", "count", "money"))
_CUT: Final = ("淘汰", "压减", "退出", "化解", "关停", "削减")
_OF_DEPOSITS: Final = frozenset(("mass", "volume"))
_OWNER: Final = re.compile(
    "(.*(?:企业|国企|央企|集团|公司|医院|银行|机构|学校|高校|园区|产业园|基地|合作社|景区|口岸|机场|港口|自贸港|自贸区|新区|开发区))(?=..)"
)
# What an owner has, named without it.
_OWNED: Final = re.compile(
    "(?:研发|科研|科技|技术|技改|社会|在职|从业|上缴|应缴|实缴|缴纳|入库|净|总|营业|利税|主营业务|年|人均|亩均|门诊|住院|转诊|接诊|诊疗"
    "|医护|床位|客座|职工|用工|资产)*"
    "(?:投入|投入强度|经费|费用|资产|利润|利润总额|利税|税费|税收|税金|营收|收入|产值|销售额|负债|负债率|效益|工资|工资总额|职工|员工|人员|人数|从业人员"
    "|就业|就业人数|床位|床位数|人次|量|率|成本|能耗|资产负债率|用工人数)"
)
_QUOTED: Final = re.compile("(?P<said>[^“”、]*)“[^“”]+”(?P<noun>[^“”、]*)")
_SHORTEST_OWNER: Final = 2
# 各项贷款, 人均用水, 新增病床: what a row of names alike may open with
_PARALLEL: Final = re.compile("各项|各类|人均|户均|亩均|日均|累计|年均|平均|总|新增|净|应|已")


def of_item_before(place: Place, subject: str, quantity: Quantity, lead: Lead, state: State) -> str:
    """Give an item of a row with the level, the measure or the owner that the one before names."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause != place.clause or before.other:
        return subject
    if place.masked[before.quantity.tail : before.quantity.tail + 1] not in _JOINS:
        return subject
    if place.pre > before.quantity.tail + 1 or (place.among and place.pre == place.clause):
        return subject
    if subject[:1] == "“" and (said := _before_quote(before, subject)):
        return said + subject
    if owner := _owner_of(before, subject) or _parallel(before, subject):
        return owner + subject
    if prefix(place.text, place.pre, FRAME_LENGTHS, FRAME) or keep_verb(subject, 0, len(subject)):
        return subject  # 建成园区3个、打造样板5个: a verb of its own
    if lead.rise or before.measure != "level":
        return subject
    if indicator_of(subject) is not None and not _of_deposit(before):
        return subject
    if head_of(subject) or is_bare_head(subject) or is_aspect(subject) or subject in ALONE:
        return subject
    if subject == "并网" or own_verb(subject):
        return subject
    narrows = _title_of(before, subject) or _level_of(before, quantity, subject)
    return narrows + subject + _measure_of(before, quantity, subject)


def _before_quote(before: Reading, subject: str) -> str:
    """Tell what stands before the quote of the item before, where both are of one noun.

    市级“甲类”事项90项、“乙类”事项9项: both are the city's; "" for a verb alone or another noun.
    """
    mine, other = _QUOTED.fullmatch(subject), _QUOTED.fullmatch(before.subject)
    if mine is None or other is None or not mine["noun"] or mine["noun"] != other["noun"]:
        return ""
    return other["said"][keep_verb(other["said"], 0, len(other["said"])) :]


def _title_of(before: Reading, subject: str) -> str:
    """Tell what narrows a title that the item before has too (甲工作示范镇3个、示范村9个)."""
    verb = keep_verb(before.subject, 0, len(before.subject))
    if subject == "团队" and before.subject.endswith(_GIFTED):
        return before.subject[verb:]  # 引进创新人才9名、团队3个
    title = _TITLE_AT_END.search(before.subject) if _TITLE.fullmatch(subject) else None
    return before.subject[verb : title.start()] if title and title.start() > verb else ""


def _level_of(before: Reading, quantity: Quantity, subject: str) -> str:
    """Tell the level of the item before (国家级绿色工厂5家、绿色园区3个); "" for none."""
    units = (FAMILY.get(before.quantity.unit), FAMILY.get(quantity.unit))
    if units != ("count", "count") or len(subject) > _LONGEST_THING or _OWN_LEVEL.search(subject):
        return ""
    verb = keep_verb(before.subject, 0, len(before.subject))
    level = _LEVEL.match(before.subject, verb)
    return level[1] if level and level.end() < len(before.subject) else ""


def _of_deposit(before: Reading) -> bool:
    """Whether the item before measures what lies in the ground; a bare 天然气 would be output."""
    return before.subject.endswith(("储量", "资源量"))


def _measure_of(before: Reading, quantity: Quantity, subject: str) -> str:
    """Tell what the item before measures (锂矿储量3万吨、石墨8万吨); "" where it counts."""
    measured = _MEASURED.search(before.subject)
    if measured is None or measured.start() == 0 or len(subject) > _LONGEST_THING:
        return ""
    if measured[0] == "产能" and before.subject.startswith(_CUT):
        return measured[0]  # 淘汰炼钢产能9万吨、平板玻璃7万重量箱
    units = {FAMILY.get(before.quantity.unit, ""), FAMILY.get(quantity.unit, "")}
    alike = len(units) == 1 and units <= _BULK
    return measured[0] if alike or units <= _OF_DEPOSITS else ""


def _owner_of(before: Reading, subject: str) -> str:
    """Tell whose the item before is, where this one names none (甲企业净资产…、研发投入…)."""
    if not _OWNED.fullmatch(subject) or is_aspect(subject):
        return ""
    owner = _OWNER.match(before.subject)
    if owner is None:
        return ""
    has = before.subject[owner.end() :]
    return owner[1] if head_of(has) or is_aspect(has) or _OWNED.fullmatch(has) else ""


def _parallel(before: Reading, subject: str) -> str:
    """Tell what stands before a name made like this one (甲银行各项存款9亿元、各项贷款8亿元)."""
    at = len(before.subject) - len(subject)
    verb = keep_verb(before.subject, 0, len(before.subject))
    if at - verb < _SHORTEST_OWNER or not _PARALLEL.match(subject):
        return ""
    alike = sum(one == other for one, other in zip(before.subject[at:], subject, strict=True))
    owner = before.subject[verb:at]
    if 2 * alike <= len(subject) or subject[:2] != before.subject[at : at + 2]:
        return ""
    same = indicator_of(owner + subject) == indicator_of(subject)
    return owner if same or indicator_of(before.subject) is None else ""
