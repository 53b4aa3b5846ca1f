"""Completes what a work led to by the work itself: 惠及群众8万人, 带动就业300人."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.topics import topic
from ingest.extract.ellipsis.whose import thing_before
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.vocabulary.words import FAMILY

# What a work does for others; LED_TO finds it where the words before a number open with it.
CONSEQUENCE: Final = re.compile(r"惠及|受益|服务|带动|吸纳|覆盖|撬动|辐射|拉动")
_SERVICES: Final = "服务(?:业|贸易|外包|平台|中心|站|网|收入|性|消费)"
LED_TO: Final = re.compile(
    rf"(?:直接|累计|有效|间接|共|可|已)?(?!{_SERVICES})({CONSEQUENCE.pattern})"
)
_LED_WHOLE: Final = re.compile("^(?:辐射|示范|引领|有效|直接)?(?:带动|拉动)")
_LISTED_EVENTS: Final = re.compile(
    "^[^，“]{2,30}、[^，、“]{2,14}等(?=(?:文化|惠民|系列|主题)*(?:活动|服务|演出|赛事))"
)
_GROWN: Final = ("种植", "养殖", "播种", "栽培")
_DID: Final = re.compile(r"(.+?(?:企业|产业|行业|园区))(?:预计|全年|共|累计)*(?:完成|实现)")
_MONEY_AT_END: Final = re.compile("(?<=..)(?:完成|总)?投资$")
_A_HEAD: Final = re.compile(
    "(?<=..)(?:人均|每[人户生班村][^，、]{0,4})[^，、]{0,6}(?:额度|标准|金额|补助|补贴)$"
)
_PER_ONE: Final = ("增收", "增收额", "增收总额", "人均收入", "户均收入", "占比", "比重")
# 为退休人员发放取暖补贴, 连续三年提高失业保险金
_GIVEN: Final = re.compile(
    r"(?:[^，、]{0,6}[向为给对][^，、]{2,16}?(?:发放|提供|给予|落实|增发|补发)(?:了)?(?:[^，、]{0,6}的)?"
    r"|(?:连续第?[一二三四五六七八九十两\d]+[年次]|继续|大幅|再次|逐步|适当|稳步|全面|同步|又)*(?:提高|上调|增加|发放|增发|调增)了?)"
    r"(?P<what>[^，、\d]{0,12}(?:补贴|补助|补助金|津贴|救助|救助金|优惠|优待|红利|奖励|奖补|养老金|抚恤金|保险金|保障金|低保金|低保标准|助学金|奖学金|服务|医疗|体检|券|岗位|贷款|免费午餐|营养餐)(?:标准)?)"
    r"(?:水平|待遇)?"
)
_PER_HEAD: Final = re.compile(r"(?:人均|月均|户均|平均|每人|每月|增加|提高|达到|标准)[^，]*\d")
_CLAUSES_BACK: Final = 3
_GIVEN_REACH: Final = 200  # letters
_WHOLE_PLACE: Final = re.compile("全[国省市区县州盟旗镇乡]")


def led_to(place: Place, effect: str, quantity: Quantity, subject: str, state: State) -> Completed:
    """惠及, 带动 (the `effect`) of the work before; 带动全县养殖规模超过… is the place's own."""
    whole = _LED_WHOLE.sub("", subject)
    grown = FAMILY.get(quantity.unit) == "area" and whole.endswith(_GROWN)
    if _WHOLE_PLACE.match(whole) and (grown or head_of(whole) or is_aspect(whole[2:])):
        return whole, "before"
    subject = subject if effect in subject else effect + subject
    state.base = _LISTED_EVENTS.sub("", state.base)  # 送戏、送书等活动50场，惠及群众…
    if (state.base.endswith(_PER_ONE) or is_aspect(state.base)) and place.pre == place.clause:
        return subject, "before"  # 村均增收3万元，带动农户60户: no rise does that
    state.base = _A_HEAD.sub("", state.base)
    state.base = _MONEY_AT_END.sub("", state.base)  # 灌区总投资9亿元，受益面积…: of the work
    state.base = (
        state.base or _given_here(place) or thing_before(place, state) or topic(place, state)
    )  # what follows goes back to it as well
    return (compose(state.base, subject), "aspect") if state.base else (subject, "before")


def gained_by(place: Place, subject: str, state: State) -> str:
    """Complete those who gained by what they gained (提高补助标准，4.3亿人次受益)."""
    state.base = _A_HEAD.sub("", state.base)  # 助学贷款每人每年额度增加90元，惠及…
    work = _benefit_given(place) or state.base or topic(place, state).removeprefix("对")
    return compose(work, subject) if work else subject


def _given_here(place: Place) -> str:
    """Tell what was given before a clause that opens with whom it reaches (…，惠及90人)."""
    return _benefit_given(place) if place.pre == place.clause else ""


def _benefit_given(place: Place) -> str:
    """Tell what those who gain by it were given in the clauses before; "" for none.

    向困难群众发放取暖补贴，约600万人受益; 提高失业保险金，全年人均增加1200元，570多万人受益.
    """
    least = max(0, place.clause - _GIVEN_REACH)
    begin = max(place.text.rfind(mark, least, place.clause) for mark in "。；\n") + 1
    before = place.text[max(begin, least) : place.clause].rstrip("，、")
    for clause in reversed(before.split("，")[-_CLAUSES_BACK:]):
        if given := _GIVEN.fullmatch(clause):
            return given["what"]
        if not _PER_HEAD.search(clause):
            break
    return ""


def drawn_along(subject: str, state: State) -> str:
    """服务业增加值增长9%，拉动生产总值增长4个百分点: what it adds, and no change of the whole."""
    did = _DID.match(state.base)  # 工业企业完成增加值90亿元，拉动…: the firms do
    return f"{did[1] if did else state.base}拉动{subject.removeprefix('拉动')}增长"
