"""Names a share that stands between the words before it and the noun that it is of.

拿出七成财力投向民生, 医院向基层投放50%以上号源, 试点扩大到全国40%的县, 制度在30%的乡镇实施.
Tax rates and growth that only describes (15%的税率, 6%的增速) are no such shares.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.topics import topic
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import strip_head
from ingest.extract.phrases.parts_of_speech import noun_and_verb, opens_with_verb
from ingest.extract.state import Place, State

# what a share is taken of, at the end of its noun
_PARTED: Final = (
    r"(?:县市区|市县区|县[市区]|旗县|县(?![级城域乡医])|市[州区]|盟市|城市|地区|乡镇|镇|街道|行政村|建制村|自然村"
    r"|村(?![级卫医民委集])|社区(?![卫工服养医])|小区|学校|中小学|中学|小学|高校|幼儿园"
    r"|医院|机构|卫生院|卫生室|服务中心|企业|单位|园区|家庭|农户|牧户|居民|人口|群众|职工|学生|毕业生"
    r"|教师|老人|老年人|儿童|患者|劳动力|参保人|号源|财力|财政支出|支出|资金|经费|预算|学科专业|专业|岗位"
    r"|名额|学位|指标|用地|土地|耕地|农田|水面|河段|断面|管网|道路|线路|产品|商品|货物|项目|床位|设备|设施"
    r"|事项|业务|案件|车辆|公交车|建筑|楼宇|产能|电量|用电|贷款|税收)"
)
_NOUN: Final = re.compile(rf"的?([\u4e00-\u9fff“”（）]{{0,14}}?{_PARTED}(?:（[^（）]{{1,6}}）)?)")
_REACHES: Final = re.compile(
    r"(?P<what>.*?)(?:已经?|将|要|逐步|再)*(?:扩大|推广|扩展|覆盖|延伸|推行|普及)[到至]"
    r"(?:全[国省市区县州盟旗])?"
)
_WITHIN: Final = re.compile(r"(?P<what>.*?)(?:已经?|将|要)*在(?:全[国省市区县州盟旗])?")
_WHO: Final = re.compile(r"(?:毕业生|人员|农户|居民|家庭|劳动力|企业|学生|职工)$")
_GOES_TO: Final = ("投向", "用于", "投入", "来自", "流向")
COVERS: Final = re.compile("覆盖[^，、的]{0,8}$")  # 覆盖全县80%的农村中小学
_PUT: Final = re.compile("^(?:坚持)?[将把]|^坚持")
_ALL_AND: Final = re.compile("(?:所有|全部)[^，、]{1,6}[和及]")
_GOES_ON: Final = frozenset("和、与及的")
_RANGE_AT_END: Final = re.compile(r"(?:试点)?(?:实施|覆盖)?(?:范围|面)$")


def share_of_noun(place: Place, quantity: Quantity, state: State) -> str:
    """Name a share by the clause around it (试点扩大到40%的县: 试点覆盖县比例); "" for others."""
    noun = _NOUN.match(place.text, quantity.tail, place.post_end)
    if noun is None or quantity.unit != "%" or quantity.high is not None:
        return ""
    words = place.text[place.pre : quantity.start].rstrip("近约超逾过达")
    if reaches := _REACHES.fullmatch(words):
        what = _PUT.sub("", reaches["what"]) or topic(place, state) or state.base
        return f"{_RANGE_AT_END.sub('', what)}覆盖{noun[1]}比例" if what else ""
    behind = place.text[noun.end(1) : place.post_end]
    if behind[:1] in _GOES_ON or "目标" in behind:
        return ""  # 15%企业和个人所得税; 减少三分之一事项的目标
    if _ALL_AND.fullmatch(words):
        return behind + noun[1]  # 所有地市和八成县区建成示范区
    if within := _WITHIN.fullmatch(words):
        return within["what"] + behind + noun[1] if behind else ""
    start, _ = strip_head(words, 0, len(words))
    return _PUT.sub("", words[start:]) + noun[1] + behind


def done_in(post: str, lead: Lead) -> bool:
    """Whether a number says in how many it is done (制度在三成的乡镇实施)."""
    return bool(post) and lead.words[:1] == ["在"] and not lead.rise


def said_behind(subject: str, post: str, quantity: Quantity, lead: Lead) -> str:
    """Give a subject with what is said behind its share; "" where nothing is."""
    if quantity.unit != "%" or not post or lead.rise or lead.to:
        return ""
    if post.startswith(_GOES_TO):
        return subject + post  # 财政支出近八成投向民生领域
    if lead.before:
        return ""
    if subject.endswith("覆盖") or COVERS.search(subject):
        return subject + noun_and_verb(post)[0]
    if opens_with_verb(post):
        return subject + post  # 县级医院100%达到国家标准
    if _WHO.search(subject) and len(post) < 9 and post[0] != "的":
        return subject + post  # 高校毕业生67%留在本省就业
    return ""
