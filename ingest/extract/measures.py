"""Decides what kind of figure a number is (level, growth, change, multiple) and how it is meant."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead

_GROWTH_NAME: Final = re.compile(
    r"(?:增速|增幅|涨幅|(?<!自然)增长率|增长速度|上涨幅度|增长幅度|提[价标]幅度|升幅|涨势|增长)$"
)
# 保持14.6%的高速增长: said behind the number
GROWS_BEHIND: Final = re.compile(
    r"(?:高速|较快|快速|平稳|稳定|中高速|持续|较高)?(?:增长|增速|增长速度|增幅)"
    r"|速度(?:持续|快速|高速|稳步)?(?:增长|递增|增加)"
)
_FALL_NAME: Final = re.compile(r"(?:降幅|减幅|跌幅|下降率|降低率)$")
# 居民消费价格指数控制在3% is said of its rise; an index proper stands near 100.
_PRICES: Final = re.compile(
    r"(?:消费价格|价格消费|消费品价格|物价|价格总水平|价格总指数)(?:(?:增长)?总?指数|总?水平|总水平指数)?$|CPI$"
)
_RISE_OF_PRICES: Final = 50
_MORE_PER_HEAD: Final = (
    "人均增收", "户均增收", "年均增收", "人均新增", "人均每月新增", "每人每月新增", "户均新增",
)  # fmt: skip
_CLEANER: Final = ("浓度改善", "PM2.5改善", "综合指数改善")  # by so much less dirt
_MORE: Final = ("增收", "减收")  # 养殖户增收25%
_SIGN: Final = {"up": 1.0, "down": -1.0}
PLACES: Final = frozenset(("位", "个位次", "位次", "名"))  # of a ranking
POINTS: Final = frozenset(("个百分点", "百分点", "个基点", "基点"))


def measure_of(subject: str, quantity: Quantity, lead: Lead) -> tuple[str, float]:
    """Tell the measure and the value with its sign."""
    value, unit = quantity.value, quantity.unit
    rising = bool(lead.rise)
    if unit == "倍":
        multiple = quantity.kind == "double" or (rising and not lead.to)
        return ("multiple" if multiple else "level"), value
    signed = value * _SIGN.get(lead.rise, 1.0)
    if unit in POINTS:
        drawn = rising and subject.endswith("增长") and "拉动" in subject
        return ("level" if drawn else "change"), signed
    if unit in ("%", "‰"):
        if rising or quantity.kind == "positive":
            return "growth", signed
        if subject.replace("同比", "").endswith(_CLEANER):
            return "growth", -value
        if subject.endswith(_MORE):
            return "growth", -value if subject[-2] == "减" else value
        if _GROWTH_NAME.search(subject) or (value < _RISE_OF_PRICES and _PRICES.search(subject)):
            return "growth", value
        return ("growth", -value) if _FALL_NAME.search(subject) else ("level", value)
    if unit and (rising or subject.endswith(_MORE_PER_HEAD)):
        return "change", signed
    return "level", value


def comparator_of(quantity: Quantity, lead: Lead) -> str:
    """Tell how the number is meant; the word behind it decides over the word before it."""
    if quantity.high is not None:
        return "range"
    return quantity.after or lead.before or "eq"
