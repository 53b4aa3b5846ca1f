"""Tells whose a poor subject is: one that measures or acts, but names no thing by itself.

“甲”平台见效，交易转化90笔; 深化乙班列运营改革，全年开行90列; 打好丙歼灭战，完成治理任务9万亩.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.owner_by_kind import (
    OF_INDUSTRY,
    airport,
    fund_before,
    industry,
    route,
    work_measured,
)
from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.poor import ASPECT_MOVES, COVERS_ALL, FARES_OF, PAID_BY, is_poor
from ingest.extract.ellipsis.spoken_of import thing_of
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.vocabulary.canonical import indicator_of

_HARBOURS: Final = ("机场", "港", "港区", "口岸", "码头", "航空港", "陆港")
_TRADED: Final = frozenset(("出口", "出口额", "进口", "销售", "销量", "销售收入", "税收"))
_DIGIT: Final = re.compile(r"\d")
_REACH: Final = 120  # letters
_LAST_WORDS: Final = 4
# 项目开工率 behind 旧村改造项目90个: of these; the name of the measure may stand between
_SAID_AGAIN: Final = frozenset((
    "项目", "企业", "工程", "机构", "学校", "园区", "基金", "债券", "案件", "事项", "平台", "基地",
    "房屋", "小区", "品牌", "专利", "合同", "公司", "岗位", "课题", "成果", "景区", "班列", "农田",
    "大棚",
))  # fmt: skip
# 试点范围扩大到90%的县
_WHERE: Final = re.compile(
    "(?:以上)?的?(?:[县市区乡镇村]|地级市|县（市、区）|乡镇|行政村|自然村|社区|街道|地区|省份|学校|中小学|医院|企业|农户)"
)
_LEADS_TO: Final = re.compile("带动|拉动|撬动")
_SO_MANY_OF: Final = re.compile(r"^(?:首批|全部|其余)?\d+[个家所](?=..)")  # 90家院所管理…、经费…
_AMOUNT_AT_END: Final = re.compile("(?:总数|总量|数量|(?:总|完成|计划)?投资)$")
_BARE_ACT: Final = re.compile("开行|输出|并网|入住|发电|增收|发运|配送")
_LONGEST_HEAD: Final = 26  # letters
# 支持项目90个 behind a sum of money: what it went to
_SUPPORTS: Final = re.compile(
    "(?:累计|共)*实施(?:各类|重点)?项目|(?:累计|共|惠及)?(?:支持|扶持|资助|补助|奖励)(?:各类|优质|重点)?"
    "(?:项目|企业|[市场经营]{0,2}主体|创业|创业者|个体工商户|农户|学生|单位)"
)


def owned(place: Place, post: str, quantity: Quantity, subject: str, state: State) -> Completed:
    """Put before a poor subject the thing that the words before it speak of."""
    if post and not (quantity.unit == "%" and _WHERE.fullmatch(post)):
        return None
    if _SUPPORTS.fullmatch(subject) and (fund := fund_before(place, state)):
        return fund + subject, "aspect"
    if again := _said_again(place, subject, state):
        return again, "aspect"
    if not is_poor(subject) and not _sold_in_row(place, subject, quantity):
        owner = _still_owned(place, state)  # 甲新区开工，实施项目9个，建成厂房9万平方米
        if owner and subject[:2] not in owner and _begins_with_deed(place):
            return owner + subject, "aspect"
        return None
    if named := route(place, subject) or airport(place, subject):
        state.base = named  # 新增地铁里程9公里，总里程99公里
        return named + subject, "aspect"
    if _BARE_ACT.fullmatch(subject) and (work := work_measured(place, state)):
        return work + subject, "aspect"
    thing = _thing_in_row(place, subject, quantity)
    if thing is None:
        thing = (
            thing_before(place, state)
            or _still_owned(place, state)
            or headed(place, subject, state)
        )
    if not thing or subject in thing or not _may_own(thing, subject, quantity):
        return None
    state.owner = state.base = thing
    return _put_before(thing, subject), "aspect"


def _sold_in_row(place: Place, subject: str, quantity: Quantity) -> bool:
    """Whether trade behind “、” is that of the thing before it (“甲”公共品牌发布、出口增长12倍)."""
    return subject in _TRADED and bool(_thing_in_row(place, subject, quantity))


def _begins_with_deed(place: Place) -> bool:
    """Whether a clause begins with what was done and not with who did it (建成厂房9万平方米)."""
    start, frame = strip_head(place.text, place.pre, place.clause_end)
    return bool(frame) or keep_verb(place.text, start, place.clause_end) > 1


def owned_alike(place: Place, subjects: list[str], state: State) -> list[str]:
    """Put the thing spoken of before each of a row of poor subjects (门诊费、检查费分别下降…)."""
    if any(indicator_of(one) for one in subjects):
        return subjects
    if len(subjects) == 1 and (again := _said_again(place, subjects[0], state)):
        return [again]
    if not all(is_poor(one) or is_aspect(one) for one in subjects):
        return subjects
    thing = thing_before(place, state)
    return [compose(thing, one) for one in subjects] if thing else subjects


def _said_again(place: Place, subject: str, state: State) -> str:
    """Name in full what a subject names again by its noun (旧村改造项目90个，项目开工率…)."""
    if subject[:2] not in _SAID_AGAIN or not head_of(subject) or indicator_of(subject):
        return ""
    last = state.readings[-1] if state.readings else None
    if last is None or last.clause not in (place.clause, state.previous[0]):
        return ""
    if place.text[place.pre - 1] not in "，、" or _LEADS_TO.search(subject):
        return ""  # 为90家企业发放贷款9亿元, 项目建设带动投资
    named = _AMOUNT_AT_END.sub("", last.subject)
    if not named.endswith(subject[:2]) or len(named) <= _LAST_WORDS - 1:
        return ""
    return named + subject[2:]


def thing_before(place: Place, state: State) -> str:
    """Name the thing that the clause just before speaks of, where nothing was measured in it."""
    begin, end = state.previous
    if place.pre > place.clause or end != place.clause - 1 or place.masked[end] != "，":
        return ""
    if state.readings and begin <= state.readings[-1].quantity.start < end:
        return ""
    said = place.text[begin:end]
    aside = FARES_OF.match(said) or COVERS_ALL.match(said)
    return thing_earlier(place.text, begin) if aside else thing_of(said)


def thing_earlier(text: str, start: int) -> str:
    """Name the thing spoken of before the clause at `start`, over clauses of its own aspects.

    健全甲补贴制度，标准逐年提高，受益面不断扩大，补贴资金9亿元: 甲补贴制度.
    """
    while start > 0 and text[start - 1] == "，":
        low = max(0, start - 1 - _REACH)
        begin = max(text.rfind(mark, low, start - 1) for mark in "，。；\n") + 1
        said = text[begin : start - 1]
        if not begin or _DIGIT.search(said):
            return ""
        if not (FARES_OF.match(said) or COVERS_ALL.match(said)):
            return thing_of(said)
        start = begin
    return ""


def _put_before(thing: str, subject: str) -> str:
    """Put `thing` before a poor subject; of two in a row, the one that it goes on with.

    种粮补贴制度和水价补偿机制, 补贴资金: of the first alone.
    """
    if paid := PAID_BY.fullmatch(subject):
        # 抗旱工作加强，省财政三年支出9亿元: 省财政抗旱支出
        return paid["payer"] + (paid["pays"] or "") + thing + (paid["money"] or "资金")
    for one in thing.split("和"):
        if subject[:2] in one[-_LAST_WORDS:]:
            return compose(one, subject)
    return compose(thing, subject)


def _still_owned(place: Place, state: State) -> str:
    """Give the thing whose figure the clause before gave (甲平台见效，交易90笔，带动投资9亿元)."""
    last = state.readings[-1] if state.readings else None
    if last is None or not state.owner or place.pre > place.clause:
        return ""
    name = (
        state.owner[:-2] or state.owner
    )  # 甲资助体系, 甲资助金额: the end of its name may be left out
    begin, end = state.previous
    near = last.clause == begin or (
        place.text[last.quantity.tail : begin] == "，"
        and ASPECT_MOVES.match(place.text, begin, end)
    )  # 制度…，财政投入9亿元，覆盖面从县扩大到市，资助学生90名
    return state.owner if near and last.subject.startswith(name) else ""


def headed(place: Place, subject: str, state: State) -> str:
    """Name the thing of a short sentence that only heads this one (发展甲产业。产业投资9亿元)."""
    if state.readings or place.pre > place.clause or place.text[place.clause - 1] != "。":
        return ""
    if subject in OF_INDUSTRY and (named := industry(place)):
        return named
    end = place.clause - 1
    low = max(0, end - _LONGEST_HEAD)
    begin = max(place.text.rfind(mark, low, end) for mark in "。；：\n")
    before = place.text[begin + 1 : end] if begin >= 0 else ""
    return "" if "，" in before or _DIGIT.search(before) else thing_of(before)


def _thing_in_row(place: Place, subject: str, quantity: Quantity) -> str | None:
    """Name the thing spoken of before “、” in the same clause; None where no “、” stands there."""
    at = place.text.rfind(subject, place.pre, quantity.start)
    row = place.text.rfind("、", place.pre - 1, at) if at >= 0 else -1
    if row <= place.clause:
        return None
    before = _SO_MANY_OF.sub("", place.text[place.clause : row])
    return "" if _DIGIT.search(before) else thing_of(before)


def _may_own(thing: str, subject: str, quantity: Quantity) -> bool:
    """Whether a series of the whole place (投资, 货物吞吐量) may be `thing`'s here."""
    if subject in _TRADED:
        return not indicator_of(thing)
    if head_of(thing) or ("投资" in subject and "投资" in thing):
        return False  # 财政收入再创新高; 扩大有效投资，完成投资9亿元
    if indicator_of(subject) is None:
        return True
    if subject.endswith("吞吐量"):
        return thing.endswith(_HARBOURS)
    return "投资" in subject and quantity.unit.endswith("元")
