"""Names what money is for where the words before it say no more than who pays.

中央财政安排9亿元用于校舍维修, 市财政投入资金2亿元，补贴农机购置, 拿出3亿元支持化债. Money that
has a name of its own (技改专项资金) keeps it, whatever is said behind it.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place
from ingest.extract.vocabulary.words import FAMILY

_WHEN: Final = (
    r"(?:[今去当上]年|[全年近过][年去]?[两三四五\d]?年?|本年|年内|[一两三四五]年来?|连续[一两三四五六\d]+年"
    r"|五年间?|(?:20|19)\d\d年(?:到|至|—)?)"
)
_PAYER: Final = (
    r"(?:中央(?:和地方|本级)?(?:各级)?(?:财政|预算内?)?|国家(?:财政)?|(?:地方)?各级(?:政府|财政)?|地方(?:财政)?"
    r"|(?:自治区|[省市区县州盟旗]|本级|[省市区县]级|[省市][、和与][市区县])(?:本?级)?(?:各级)?财政|财政|政府)"
)
PAYER: Final = re.compile(_PAYER)
_PAYS: Final = (
    r"(?:拟|将|要|共|已|再|还|另|又|先后|预计|计划|每年|专门|专项|新增|继续|统一|(?P<all>累计|五年))*"
    r"(?P<pays>(?:统筹|整合|筹措|筹集|多方|安排|投入|拨付|拨款|拨出|下拨|下达|拿出|支出|筹资|出资|列支|落实|追加|划拨|调拨){1,2})"
)
# what money is called that is named by its source alone
_MONEY: Final = (
    r"(?:(?:中央|国家|各级|上级|省级|市级|区级|县级|自治区级?|财政|财政性|专项|国债|预算内?|国债建设|衔接|政策性|债券|债务|本级|自有|社会|奖补|补助)*"
    r"(?:资金|财力|经费))"
)
_BEFORE: Final = re.compile(
    rf"{_WHEN}*(?:从[^，。；]{{2,12}}中)?(?:积极|全力|努力|主动)?"
    rf"(?P<payer>{_PAYER})?{_WHEN}*{_PAYS}(?P<kind>{_MONEY})?(?:近|超过?|约|逾|达到?|共?计)*"
)
_SO_MANY: Final = r"[\d.]+余?多?[万亿]?(?:人次|[个家户条项所座处名人])(?:以上|以下|左右)?的?"
_SPENT_ON: Final = r"支持|帮助|解决|补贴|补助|资助|扶持|奖励|奖补|救助|扶助"
_BEHIND: Final = re.compile(
    rf"(?P<kind>{_MONEY})?(?P<stop>，)?(?:专项|专门|主要|重点|统筹|全部|集中|优先|系统性?|全力|大力|并|积极)*"
    rf"(?P<act>用于|用作|投向|投入到?|{_SPENT_ON}|实施|开展|推进|推动|加快|加强|改善|保障|促进|建设|改造|新建|建成|设立)了?"
    rf"(?P<goal>(?:{_SO_MANY})?[^，。；：\d“]{{2,45}})(?=[，。；\n]|$)"
)
_COUNT: Final = re.compile(_SO_MANY)
_AFTER_COMMA: Final = re.compile(rf"用于|用作|投向|{_SPENT_ON}")
_PLAIN: Final = frozenset(("", "资金", "专项资金", "经费"))
# the goal is another statement: 支持项目90个; 补助标准提高
_NO_GOAL: Final = re.compile(r"^(?:资金|项目|企业|力度|标准|水平|经济(?:社会)?(?:高质量)?发展$)")
_WORDS_OF_USE: Final = frozenset(("用于", "用作", "投向", "投入", "投入到"))
_MAY_PAY: Final = frozenset("排入付出达措集资合筹实款拨加支金力费近超约逾达到过计")


def purpose_paid(place: Place, quantity: Quantity) -> tuple[str, int]:
    """Name a sum by who pays it and what it is for, and tell where that ends; "" for others.

    中央财政安排9亿元用于校舍维修 is 中央财政安排校舍维修资金.
    """
    if FAMILY.get(quantity.unit) != "money" or quantity.kind != "number":
        return "", 0
    if place.pre == quantity.start or place.text[quantity.start - 1] not in _MAY_PAY:
        return "", 0
    paid = _BEFORE.fullmatch(place.text, place.pre, quantity.start)
    spent = _BEHIND.match(place.text, quantity.tail) if paid else None
    if paid is None or spent is None:
        return "", 0
    before, behind = paid["kind"] or "", spent["kind"] or ""
    if spent["stop"] and (
        before + behind not in _PLAIN or not _AFTER_COMMA.fullmatch(spent["act"])
    ):
        return "", 0  # 安排省级财政资金9亿元，支持经济发展: a clause of its own
    goal = _COUNT.sub("", spent["goal"], count=1)
    if not goal[1:] or _NO_GOAL.match(goal):
        return "", 0
    return _composed(paid, before, behind, spent["act"], goal), spent.end()


def _composed(paid: re.Match[str], before: str, behind: str, act: str, goal: str) -> str:
    """Put together who pays, how, and what for (用于 is left out: 安排校舍维修资金)."""
    pays = (paid["payer"] or "") + ("累计" if paid["all"] == "累计" else "") + paid["pays"]
    if act in _WORDS_OF_USE:
        return pays + goal + (before or behind or "资金")
    return pays + before + act + goal + (behind or ("" if before else "资金"))
