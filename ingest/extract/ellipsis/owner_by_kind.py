"""Names an owner by its kind: the way of a length, the airport of traffic, the industry of output.

What the nearest words speak of isn't asked here, only what of the right kind was named before.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.poor import is_poor
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.canonical import indicator_of

_ROUTE: Final = re.compile(
    "高速公路|高速铁路|高铁|铁路|轨道交通|地铁|农村公路|公路|航道|管廊|绿道|碧道|管网"
)
_WAY: Final = re.compile(
    "高速公路|高速铁路|高铁|铁路|轨道交通|地铁|农村公路|普通国省道|国省干线|公路|内河航道|航道|水运|港口|通用机场|机场|水利|电网"
)
_FLOWN: Final = ("旅客吞吐量", "货邮吞吐量", "起降架次", "通航城市", "通航点")
_AIRPORT: Final = re.compile("(?:(?<=机场)|(?<=[，、；。的\n]))([\u4e00-\u9fff]{2,10}?机场)")
# 争取甲资金, 发放乙贷款: how the money came, which is no part of its name
_GIVEN: Final = re.compile(
    "^(?:累计|新|全年|共)*(?:争取|发放|投放|投入|拨付|安排|下达|落实|兑现|筹集|筹措|整合|统筹|获批|获得|申报)到?(?:位)?"
)
_JOINS: Final = ("和", "及", "与")  # 发放和整合资金: half of two verbs is left
_FUND: Final = re.compile("(?:资金|贷款|专项债|国债|债券|基金|补贴|补助|奖补|经费|消费券)$")
# 甲产业聚焦高端，…。产值9亿元
OF_INDUSTRY: Final = frozenset(("产值", "总产值", "营业收入", "营收", "产业规模", "全产业链产值"))
_INDUSTRY: Final = re.compile(
    "(?<=[。\n])(?!拓展|加快|推动|推进|发展|做|培育|壮大|打造|促进|支持|深化|布局|建设|围绕|聚焦|强化|优化|提升|实施)"
    "([\u4e00-\u9fff]{1,8}产业)(?=[\u4e00-\u9fff“])(?![化链园集])"
)
_PARAGRAPH: Final = 300  # letters
# 甲搬迁累计投入9亿元，入住9万人: the money and the size are no part of the work
_SIZE_AT_END: Final = re.compile("(?<=..)(?:累计投入|完成投资|装机规模|装机容量|装机|投入|规模)$")
_LEAST_WORK: Final = 3
_REACH: Final = 120  # letters


def route(place: Place, subject: str) -> str:
    """Name the kind of way that the sentence spoke of last before a length; "" for none.

    三个乡通了新公路，新增里程40公里: of roads.
    """
    if not subject.endswith("里程") or _ROUTE.search(subject):
        return ""
    low = max(0, place.pre - _REACH)
    low = max(low, place.text.rfind("。", low, place.pre) + 1)
    ways = _ROUTE.findall(place.text, low, place.pre)
    return ways[-1] if ways else ""


def way_of_projects(state: State) -> str:
    """Name the kind of way that the sentence, or the count before, is about; "" for none.

    公路方面，新开工甲线等2个项目，提速乙线等9个项目: all are of roads.
    """
    if _WAY.fullmatch(state.about):
        return state.about
    before = state.readings[-1].subject if state.readings else ""
    way = _WAY.match(before)
    return way[0] if way and before.endswith(("项目", "工程")) else ""


def airport(place: Place, subject: str) -> str:
    """Name the airport of which the sentence spoke before its traffic; "" for none."""
    if not subject.endswith(_FLOWN):
        return ""
    low = max(0, place.pre - _REACH)
    low = max(low, *(place.text.rfind(mark, low, place.pre) + 1 for mark in "。；"))
    ports = _AIRPORT.findall(place.text, low, place.pre)
    if not ports:
        return ""
    port: str = ports[-1]
    start, _ = strip_head(port, 0, len(port))
    return port[start + keep_verb(port, start, len(port)) :]


def fund_before(place: Place, state: State) -> str:
    """Name the money that was given just before (发放创业担保贷款9万元，扶持市场主体90户)."""
    last = state.readings[-1] if state.readings else None
    if last is None or not last.quantity.unit.endswith("元") or last.rule == "aspect":
        return ""
    in_row = last.clause == place.clause and place.text[place.pre - 1] == "、"
    if not in_row and last.clause != state.previous[0]:
        return ""
    fund = _GIVEN.sub("", last.subject)
    return fund if fund[:1] not in _JOINS and _FUND.search(fund) and not is_poor(fund) else ""


def industry(place: Place) -> str:
    """Name the industry that the paragraph speaks of (甲产业聚焦高端，…。产值9亿元); else ""."""
    low = max(0, place.clause - _PARAGRAPH)
    low = max(low, place.text.rfind("\n", low, place.clause))
    named = _INDUSTRY.findall(place.text, low, place.clause)
    return named[-1] if named else ""


def work_measured(place: Place, state: State) -> str:
    """Name the work whose money or size was given just before (甲搬迁投入9亿元，入住9万人)."""
    last = state.readings[-1] if state.readings else None
    near = last is not None and last.clause in (place.clause, state.previous[0])
    if last is None or not near or last.subject != state.base or last.measure == "growth":
        return ""
    work = _SIZE_AT_END.sub("", last.subject)
    whole = work == last.subject and indicator_of(work) is not None
    return "" if whole or len(work) < _LEAST_WORK or keep_verb(work, 0, len(work)) else work
