"""Decides what one cell of a table of indicators says: its header, its number, its name.

Pure functions on the text of a cell. `tables.py` finds the tables and gives the cells their
places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.extract.vocabulary.canonical import indicator_of
from ingest.model import Comparator, Force, Measure, Role
from ingest.reference.load import load_indicators, load_units

NAME: Final = re.compile(r"^(?:主要)?(?:经济)?(?:社会发展)?(?:指标|项目|目标)(?:名称)?$")
UNIT: Final = re.compile(r"^(?:计量)?单位$")
PASSED: Final = re.compile(
    r"^(?:序号|编号|类别|分类|(?:指标)?(?:属性|性质|类型)|备注|说明|责任(?:单位|部门))$"
)
SHARE: Final = re.compile(
    r"完成(?:率|比例|程度|进度)|占(?:年度|全年)?(?:目标|计划)|与.*(?:相比|之比)|增减"
)
TARGET: Final = re.compile(r"目标|计划|预期|任务|建议")
ACTUAL: Final = re.compile(r"完成|实际|实绩|执行|达到")
GROWTH: Final = re.compile(r"增长|增速|增幅|同比|涨幅|±")
_EXPECTED: Final = re.compile(r"预计|预期完成|初步")
_YEAR: Final = re.compile(r"(20\d\d)年?")
_BRACKET: Final = re.compile(r"[（(]([^（）()]*)[）)]")
_VALUE: Final = re.compile(
    r"^(?:力争|确保|预计)?(?P<before>≥|>|≤|<|约|近|不低于|不少于|超过|突破|高于|超|不超过|不高于"
    r"|低于|控制在)?(?P<sign>-|－|下降|降低|减少)?(?P<low>\d[\d,]*(?:\.\d+)?)"
    r"(?:[-—－–~～至](?P<high>\d+(?:\.\d+)?))?"
    r"(?P<unit>[^\d左以内上下]{0,8}?)(?P<after>左右|以上|及以上|以内|以下|之内|内)?$"
)
_BEFORE: dict[str, Comparator] = {
    "≥": "ge", ">": "gt", "≤": "le", "<": "lt", "约": "about", "近": "about", "不低于": "ge",
    "不少于": "ge", "超过": "gt", "突破": "gt", "高于": "gt", "超": "gt", "不超过": "le",
    "不高于": "le", "低于": "lt", "控制在": "le",
}  # fmt: skip
_AFTER: dict[str, Comparator] = {
    "左右": "about", "以上": "ge", "及以上": "ge", "以内": "le", "之内": "le", "内": "le",
    "以下": "lt",
}  # fmt: skip
_RELATIONS: Final = (
    (
        re.compile(r"与(?:全?[国省市区县州盟旗])?(?:经济|GDP|地区生产总值).{0,6}同步|同步增长"),
        "sync:gdp",
    ),
    (re.compile(r"(?:快于|高于)(?:经济|GDP)"), "gt:gdp"),
    (re.compile(r"(?:快于|高于)全国"), "gt:national"),
    (re.compile(r"(?:快于|高于)全省"), "gt:province"),
    (re.compile(r"(?:快于|高于)全市"), "gt:city"),
    (re.compile(r"与(?:上年|去年)(?:基本)?持平"), "same:past"),
    (re.compile(r"下达.{0,6}(?:任务|目标|指标)|完成(?:国家|省|市|上级).{0,8}任务"), "assigned"),
    (re.compile(r"正增长"), "positive"),
    (re.compile(r"^(?:保持)?(?:基本)?(?:稳定|平衡)|合理(?:区间|水平)"), "stable"),
    (re.compile(r"^(?:持续|进一步)?下降$"), "down"),
)
OF_GROWTH: Final = frozenset(
    {"sync:gdp", "gt:gdp", "gt:national", "gt:province", "gt:city", "same:past", "positive"}
)  # a bare 5 beside them too
_NUMBERING: Final = re.compile(
    r"^(?:[\d一二三四五六七八九十]+[、.．]|[（(][\d一二三四五六七八九十]+[）)]|其中[：:]?|[①-⑳])\s*"
)
_NAMED_GROWTH: Final = re.compile(r"(?:同比)?(?:增长|增速|增幅|涨幅)(?:率|速度)?$")
_HALF: Final = str.maketrans("０１２３４５６７８９．％＜＞", "0123456789.%<>")
_FALLING: Final = frozenset(
    {"cpi", "energy_intensity", "carbon_intensity"}
)  # % of change by nature


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means; `kind` is name, unit, value or pass, the rest is for values."""

    kind: str
    role: Role = "other"
    period: int | None = None
    growth: bool = False
    estimate: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RowName:
    """What the name cell of a row says: the subject, a unit in brackets, whether it is a growth."""

    subject: str
    unit: str
    growth: bool


@dataclass(frozen=True, slots=True)
class Value:
    """The value fields of an observation as one cell gives them."""

    measure: Measure | None
    comparator: Comparator | None
    value: float | None
    value_high: float | None
    unit: str
    relation: str | None


def column(cell: str, year: int | None) -> Column:
    """What the header `cell` of a report of `year` means; pass where it isn't understood."""
    cell = re.sub(r"\s", "", cell)
    bare = _BRACKET.sub("", cell)
    inside = _BRACKET.search(cell)
    unit = unit_of(inside[1]) if inside else ""
    if NAME.match(bare):
        return Column("name")
    if UNIT.match(bare):
        return Column("unit")
    if PASSED.match(bare) or SHARE.search(bare):
        return Column("pass")
    stated = _YEAR.search(bare)
    growth = bool(GROWTH.search(bare))
    if TARGET.search(bare) and "完成" not in bare:
        ahead = re.search(r"今年|本年|下一年|建议", bare) is not None
        period = int(stated[1]) if stated else _shifted(year, 0 if ahead else -1)
        return Column("value", "target", period, growth, unit=unit)
    if ACTUAL.search(bare) or (growth and stated):
        period = int(stated[1]) if stated else _shifted(year, -1)
        past = period is not None and year is not None and period < year - 1
        estimate = bool(_EXPECTED.search(bare))
        return Column("value", "other" if past else "actual", period, growth, estimate, unit)
    return Column("pass")


def _shifted(year: int | None, by: int) -> int | None:
    return None if year is None else year + by


def row_name(cell: str) -> RowName:
    """The name cell without its numbering, unit and 增长."""
    bare = _NUMBERING.sub("", cell)
    unit = next((unit_of(inside) for inside in _BRACKET.findall(bare) if unit_of(inside)), "")
    bare = _BRACKET.sub(lambda m: "" if unit_of(m[1]) or m[1] in ("±", "增长") else m[0], bare)
    named = _NAMED_GROWTH.search(bare)
    subject = bare[: named.start()] if named else bare
    return RowName(re.sub(r"\s", "", subject), unit, bool(named))


def value_of(cell: str, name: RowName, column: Column) -> Value | None:
    """What a value cell says, or None where it holds neither a number nor a target in words."""
    match = number_in(cell)
    if not match:
        relation = relation_of(cell)
        if not relation or column.role != "target":
            return None
        if relation == "positive":
            return Value("growth", "gt", 0.0, None, "%", relation)
        return Value(None, None, None, None, "", relation)
    unit = unit_of(match["unit"]) or column.unit or name.unit
    if column.growth and unit != "个百分点":
        unit = "%"
    sign = -1.0 if match["sign"] else 1.0
    return Value(
        measure=_measure(name, unit, column.growth),
        comparator=_comparator(match),
        value=_number(match["low"], sign),
        value_high=_number(match["high"], sign) if match["high"] else None,
        unit=unit,
        relation=None,
    )


def _number(digits: str, sign: float) -> float:
    """The number as prose rules give it: whole where it is whole."""
    value = float(digits.replace(",", "")) * sign
    return int(value) if value == int(value) else value


def number_in(cell: str) -> re.Match[str] | None:
    """A cell that is a number, alone or with a unit that is known; 2024年目标 is none."""
    match = _VALUE.match(plain(cell))
    return match if match and (not match["unit"] or unit_of(match["unit"])) else None


def _comparator(match: re.Match[str]) -> Comparator:
    if match["high"]:
        return "range"
    return _AFTER.get(match["after"] or "") or _BEFORE.get(match["before"] or "") or "eq"


def _measure(name: RowName, unit: str, growth: bool) -> Measure:
    """Growth where name or column says so, or where % stands for a thing counted otherwise."""
    if unit == "个百分点":
        return "change"
    if unit != "%":
        return "level"
    indicator = indicator_of(name.subject)
    counted = _families().get(indicator or "", "percent") != "percent"
    return "growth" if name.growth or growth or counted or indicator in _FALLING else "level"


def force_of(cell: str, role: Role) -> Force | None:
    """The force of a target; None for anything else."""
    if role != "target":
        return None
    if "力争" in cell:
        return "strive"
    return "ensure" if "确保" in cell else "expect"


def plain(cell: str) -> str:
    """A cell without blanks, with half-width figures."""
    return re.sub(r"\s", "", cell).translate(_HALF)


def unit_of(cell: str) -> str:
    """`cell` as a known unit, else an empty string."""
    unit = re.sub(r"^单位[：:]", "", plain(cell))
    return unit if unit in _units() else ""


def relation_of(cell: str) -> str | None:
    """The relation that a cell of words states, or None."""
    words = plain(cell)
    return next((name for pattern, name in _RELATIONS if pattern.search(words)), None)


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return bool(re.fullmatch(r"[-—－–―/\\*·\s]*|无|暂无", cell))


@cache
def _units() -> frozenset[str]:
    return frozenset(unit.unit for unit in load_units())


@cache
def _families() -> dict[str, str]:
    return {indicator.id: indicator.family for indicator in load_indicators()}
