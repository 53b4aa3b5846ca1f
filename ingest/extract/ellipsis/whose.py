"""Tells whose a poor subject is: one that measures or acts, but names no thing by itself.

“甲”平台见效，交易转化90笔; 深化乙班列运营改革，全年开行90列; 打好丙歼灭战，完成治理任务9万亩.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.things import thing_of
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of

# Money, output, size, traffic, people and work that a reader has to be told the owner of. What
# brings firms in (签约项目, 引进资金, 新增学位) is told without one.
_MONEY: Final = (
    "资金|经费|总?投资|投资总?额|年度投资|完成投资|投入|(?:补助|补贴|奖补|扶持|奖励|支持)资金|补贴|奖补|补偿金?|融资|融资额"
    "|财政(?:资金|投入|补助|补贴)|中央财政(?:资金|投入|支出)?|税率|费率|运价|票价|单价|均价|租金|电价|水价|[提降]价幅度"
    "|(?:门诊|住院|检查|诊疗|药品|医疗|次均|均次)费用?|总?金额|年?收益|年均收益|总收益|分红|回报率|债务|欠款"
)
_OUTPUT: Final = (
    "产业(?:投资|规模|产值|营收)|产值|产量|产能|产出|营收|营业收入|销售收入|收入|销售额|应税销售|利润|发电量|供电量"
    "|供[水热气]量|年?发电|减排量"
)
_SIZE: Final = (
    "规模|总?面积|(?:通车|运营|运行|通航|新投产)?总?里程|线路|线路长度|全长|库容|总库容|装机|装机容量|建筑面积|发展空间"
    "|(?:播种|种植|养殖|绿化|受益|灌溉|覆盖|治理|修复|流转)面积"
)
_TRAFFIC: Final = (
    "(?:货邮|旅客|货物|集装箱|客货)?吞吐量|客流量?|客运量|货运量|运量|发运量|货值|总货值|总?载重吨|航线|航班|航点|通航城市"
    "|起降架次|班次|运单量"
)
_PEOPLE: Final = (
    "(?:受益|参保|参与|参加|参训|受训|扶持|救助|保障|缴存|覆盖|资助|服务|受惠|报名|参赛|就诊)"
    "(?:面|对象|人数|人口|群众|人员|学生|职工|农民|农户|居民|企业|人次|户数|家庭)"
    "|用户|用户数|注册用户|会员|门诊量|门诊人次|住院人次|床位|(?:学生|群众|企业)参与[率度]|(?:群众|社会)?认可度|知晓率"
)
_WORK: Final = (
    "借贷户数|借贷余额|业务|业务量|办件量|交易|交易转化|交易量|订单|合同|(?:治理|改造|建设|修复|整治|年度|综合治理)任务|总任务|(?:优质)?项目"
    "|覆盖面|覆盖范围|覆盖人群|试点范围|试点单位|试点企业|试点地区|亏损面"
)
_DONE: Final = (
    "新增|净增|累计|年|共|总|实施|落实|安排|投入|形成|争取|募集|筹集|发生|办理|提供|吸引|带动|完成|实现|开通|支持|综合"
    "|本期|节约|节省|释放|贡献|创造"
)
_ACTS: Final = (
    "开行|输出|置换|并网|关停|入住|办证|交易转化|发运|登记|首次登记|配送|发电|减税|减息|降费|增收|融资|募资|到发|放款|赔付"
    "|理赔|投保|收储|通关|查验"
)
_POOR: Final = re.compile(
    f"(?:{_DONE})*(?:{_MONEY}|{_OUTPUT}|{_SIZE}|{_TRAFFIC}|{_PEOPLE}|{_WORK})"
    f"|(?:新增|累计)?(?:{_ACTS})"
)
_LONGEST_POOR: Final = 9
_HARBOURS: Final = ("机场", "港", "港区", "口岸", "码头", "航空港", "陆港")
# 补贴标准逐年提高: how a poor subject fares
_FARES_OF: Final = re.compile(
    f"(?:{_MONEY}|{_OUTPUT}|{_SIZE}|{_TRAFFIC}|{_PEOPLE}|{_WORK}|[\u4e00-\u9fff]{{0,2}}标准|结构|布局|功能|服务能力|品质|质量|效益)"
    "(?:逐[年步季月]|不断|持续|稳步|大幅|显著|明显|进一步|日益|加快|加速|快速|全面|有序)[\u4e00-\u9fff]{2,6}$"
)
_DIGIT: Final = re.compile(r"\d")
_ROUTE: Final = re.compile(
    "高速公路|高速铁路|高铁|铁路|轨道交通|地铁|农村公路|公路|航道|管廊|绿道|碧道|管网"
)
_ROUTE_REACH: Final = 120  # letters
_FLOWN: Final = ("旅客吞吐量", "货邮吞吐量", "起降架次", "通航城市", "通航点")
_AIRPORT: Final = re.compile("(?:(?<=机场)|(?<=[，、；。的\n]))([\u4e00-\u9fff]{2,10}?机场)")
_LAST_WORDS: Final = 4
_LONGEST_HEAD: Final = 26  # letters
# 支持项目90个 behind a sum of money: what it went to
_SUPPORTS: Final = re.compile(
    "(?:累计|共|惠及)?(?:支持|扶持|资助|补助|奖励)(?:各类|优质|重点)?"
    "(?:项目|企业|[市场经营]{0,2}主体|创业|创业者|个体工商户|农户|学生|单位)"
)
_GIVEN: Final = re.compile(
    "^(?:累计|新|全年|共)*(?:争取|发放|投放|投入|拨付|安排|下达|落实|兑现|筹集|筹措|整合|统筹|获批|获得|申报)到?(?:位)?"
)
_FUND: Final = re.compile("(?:资金|贷款|专项债|国债|债券|基金|补贴|补助|奖补|经费|消费券)$")


@lru_cache(maxsize=8192)
def is_poor(subject: str) -> bool:
    """Whether `subject` says what is measured or done, but not of what (货邮吞吐量, 累计投入)."""
    return len(subject) <= _LONGEST_POOR and _POOR.fullmatch(subject) is not None


def owned(place: Place, post: str, quantity: Quantity, subject: str, state: State) -> Completed:
    """Put before a poor subject the thing that the words before it speak of."""
    if post:
        return None
    if _SUPPORTS.fullmatch(subject) and (fund := _fund_before(place, state)):
        return fund + subject, "aspect"
    if not is_poor(subject):
        owner = _still_owned(place, state)  # 甲新区开工，实施项目9个，建成厂房9万平方米
        if owner and subject[:2] not in owner and _begins_with_deed(place):
            return owner + subject, "aspect"
        return None
    if named := _route(place, subject) or _airport(place, subject):
        return named + subject, "aspect"
    thing = _thing_in_row(place, subject, quantity)
    if thing is None:
        thing = thing_before(place, state) or _still_owned(place, state) or headed(place, state)
    if not thing or subject in thing or not _may_own(thing, subject, quantity):
        return None
    state.owner = state.base = thing
    return _put_before(thing, subject), "aspect"


def _begins_with_deed(place: Place) -> bool:
    """Whether a clause begins with what was done and not with who did it (建成厂房9万平方米)."""
    start, frame = strip_head(place.text, place.pre, place.clause_end)
    return bool(frame) or keep_verb(place.text, start, place.clause_end) > 1


def owned_alike(place: Place, subjects: list[str], state: State) -> list[str]:
    """Put the thing spoken of before each of a row of poor subjects (门诊费、检查费分别下降…)."""
    if not all(map(is_poor, subjects)) or any(indicator_of(one) for one in subjects):
        return subjects
    thing = thing_before(place, state)
    return [compose(thing, one) for one in subjects] if thing else subjects


def thing_before(place: Place, state: State) -> str:
    """Name the thing that the clause just before speaks of, where nothing was measured in it."""
    begin, end = state.previous
    if place.pre > place.clause or end != place.clause - 1 or place.masked[end] != "，":
        return ""
    if state.readings and begin <= state.readings[-1].quantity.start < end:
        return ""
    said = place.text[begin:end]
    return thing_earlier(place.text, begin) if _FARES_OF.match(said) else thing_of(said)


def thing_earlier(text: str, start: int) -> str:
    """Name the thing spoken of before the clause at `start`, over clauses of its own aspects.

    健全甲补贴制度，补贴标准逐年提高，覆盖范围不断扩大，补贴资金9亿元: 甲补贴制度.
    """
    while start > 0 and text[start - 1] == "，":
        low = max(0, start - 1 - _ROUTE_REACH)
        begin = max(text.rfind(mark, low, start - 1) for mark in "，。；\n") + 1
        said = text[begin : start - 1]
        if not begin or _DIGIT.search(said):
            return ""
        if not _FARES_OF.match(said):
            return thing_of(said)
        start = begin
    return ""


def _put_before(thing: str, subject: str) -> str:
    """Put `thing` before a poor subject; of two in a row, the one that it goes on with.

    种粮补贴制度和水价补偿机制, 补贴资金: of the first alone.
    """
    for one in thing.split("和"):
        if subject[:2] in one[-_LAST_WORDS:]:
            return compose(one, subject)
    return compose(thing, subject)


def _still_owned(place: Place, state: State) -> str:
    """Give the thing whose figure the clause before gave (甲平台见效，交易90笔，带动投资9亿元)."""
    last = state.readings[-1] if state.readings else None
    if last is None or not state.owner or place.pre > place.clause:
        return ""
    near = last.clause == state.previous[0] and last.subject.startswith(state.owner)
    return state.owner if near else ""


def headed(place: Place, state: State) -> str:
    """Name the thing of a short sentence that only heads this one (发展甲产业。产业投资9亿元)."""
    if state.readings or place.pre > place.clause or place.text[place.clause - 1] != "。":
        return ""
    end = place.clause - 1
    low = max(0, end - _LONGEST_HEAD)
    begin = max(place.text.rfind(mark, low, end) for mark in "。；：\n")
    before = place.text[begin + 1 : end] if begin >= 0 else ""
    return "" if "，" in before or _DIGIT.search(before) else thing_of(before)


def _fund_before(place: Place, state: State) -> str:
    """Name the money that was given just before (发放创业担保贷款9万元，扶持市场主体90户)."""
    last = state.readings[-1] if state.readings else None
    if last is None or not last.quantity.unit.endswith("元") or last.rule == "aspect":
        return ""
    in_row = last.clause == place.clause and place.text[place.pre - 1] == "、"
    if not in_row and last.clause != state.previous[0]:
        return ""
    fund = _GIVEN.sub("", last.subject)
    return fund if _FUND.search(fund) and not is_poor(fund) else ""


def _thing_in_row(place: Place, subject: str, quantity: Quantity) -> str | None:
    """Name the thing spoken of before “、” in the same clause; None where no “、” stands there."""
    at = place.text.rfind(subject, place.pre, quantity.start)
    row = place.text.rfind("、", place.pre - 1, at) if at >= 0 else -1
    if row <= place.clause:
        return None
    before = place.text[place.clause : row]
    return "" if _DIGIT.search(before) else thing_of(before)


def _may_own(thing: str, subject: str, quantity: Quantity) -> bool:
    """Whether a series of the whole place (投资, 货物吞吐量) may be `thing`'s here."""
    if head_of(thing) or ("投资" in subject and "投资" in thing):
        return False  # 财政收入再创新高; 扩大有效投资，完成投资9亿元
    if indicator_of(subject) is None:
        return True
    if subject.endswith("吞吐量"):
        return thing.endswith(_HARBOURS)
    return "投资" in subject and quantity.unit.endswith("元")


def _airport(place: Place, subject: str) -> str:
    """Name the airport of which the sentence spoke before its traffic; "" for none."""
    if not subject.endswith(_FLOWN):
        return ""
    low = max(0, place.pre - _ROUTE_REACH)
    low = max(low, *(place.text.rfind(mark, low, place.pre) + 1 for mark in "。；"))
    ports = _AIRPORT.findall(place.text, low, place.pre)
    if not ports:
        return ""
    port: str = ports[-1]
    start, _ = strip_head(port, 0, len(port))
    return port[start + keep_verb(port, start, len(port)) :]


def _route(place: Place, subject: str) -> str:
    """Name the kind of way that the sentence spoke of last before a length; "" for none.

    十个县通了新的高速公路，新增里程590公里: of motorways.
    """
    if not subject.endswith("里程") or _ROUTE.search(subject):
        return ""
    low = max(0, place.pre - _ROUTE_REACH)
    low = max(low, place.text.rfind("。", low, place.pre) + 1)
    ways = _ROUTE.findall(place.text, low, place.pre)
    return ways[-1] if ways else ""
