"""How a figure is written: as Chinese readers expect it, and in English without 亿 and 万.

A figure keeps the words that decide its verdict (左右, 以上, 超过, 以内), because 6% and “about 6%”
are different targets.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from ingest.reference.load import load_indicators
from views.parts.state import t

NOTHING = "—"
# What most cells hold; a page asks some thousand times.
_NEVER_MISSING = {str, int, bool}
_ZH_AROUND = {
    "about": ("", "左右"),
    "ge": ("", "以上"),
    "gt": ("超过", ""),
    "le": ("", "以内"),
    "lt": ("低于", ""),
}
_EN_AROUND = {"about": "about ", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< "}
_FORCES = {"ensure": ("确保", "ensure "), "strive": ("力争", "strive for ")}
_RELATIONS = {
    "sync:gdp": ("与经济增长同步", "in step with GDP growth"),
    "gt:gdp": ("快于经济增长", "faster than GDP growth"),
    "gt:national": ("高于全国平均", "above the national average"),
    "gt:province": ("高于全省平均", "above the province's average"),
    "gt:city": ("高于全市平均", "above the city's average"),
    "same:national": ("与全国一致", "as the national figure"),
    "same:province": ("与全省一致", "as the province's figure"),
    "same:city": ("与全市一致", "as the city's figure"),
    "same:past": ("与上年持平", "level with the year before"),
    "gt:past": ("高于以往", "above its own past"),
    "assigned": ("完成上级下达任务", "as assigned from above"),
    "positive": ("保持正增长", "positive growth"),
    "stable": ("保持稳定", "kept stable"),
    "down": ("继续下降", "a further fall"),
}
# Unit as written: (factor, pattern) of the same amount in English words.
_EN_UNITS = {
    "%": (1, "{}%"),
    "个百分点": (1, "{} pp"),
    "百分点": (1, "{} pp"),
    "个基点": (1, "{} bp"),
    "万亿元": (1, "¥{} trn"),
    "亿元": (0.1, "¥{} bn"),
    "万元": (10, "¥{}k"),
    "元": (1, "¥{}"),
    "亿美元": (0.1, "US${} bn"),
    "万美元": (10, "US${}k"),
    "万人": (10, "{}k people"),
    "人": (1, "{} people"),
    "万人次": (10, "{}k visits"),
    "万户": (10, "{}k households"),
    "户": (1, "{} units"),
    "家": (1, "{} firms"),
    "个": (1, "{}"),
    "项": (1, "{}"),
    "天": (1, "{} days"),
    "万吨": (10, "{}k t"),
    "亿斤": (0.05, "{}m t"),
    "万亩": (0.667, "{}k ha"),
    "万辆": (10, "{}k vehicles"),
    "公里": (1, "{} km"),
    "微克/立方米": (1, "{} µg/m³"),
    "倍": (1, "{}×"),
    "位": (1, "no. {}"),
    "": (1, "{}"),
}


def missing(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or pandas' NA."""
    if type(value) in _NEVER_MISSING:
        return False
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def number(value: float) -> str:
    """A number without needless zeros, with thousands marks from 10,000 on."""
    # Reports give two decimals; more comes from our own arithmetic. Small shares keep four.
    rounded = round(value, 2 if abs(value) >= 1 else 4)
    text = f"{rounded:,.4f}" if abs(rounded) >= 10_000 else f"{rounded:.4f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def amount(value: object, unit: object = "") -> str:
    """A number with its unit, in the session's language; a dash where there is none."""
    if missing(value):
        return NOTHING
    written = "" if missing(unit) else str(unit)
    return t(f"{number(float(value))}{written}", _english(float(value), written))  # type: ignore[arg-type]


def _english(value: float, unit: str) -> str:
    """A number with its unit for readers of English; a unit that we don't know stays as it is."""
    if unit not in _EN_UNITS:
        return f"{number(value)} {unit}"
    factor, pattern = _EN_UNITS[unit]
    scaled = value * factor
    if factor == 10 and abs(scaled) >= 1000 and "k" in pattern:
        scaled, pattern = scaled / 1000, pattern.replace("k", "m", 1)
    text = pattern.format(number(round(scaled, 2)))
    return text.replace("¥-", "−¥").replace("$-", "−$")


def axis(unit: str) -> tuple[float, str]:
    """What a chart multiplies its figures by, and the unit that stands at its axis."""
    factor, pattern = _EN_UNITS.get(unit, (1, f"{{}} {unit}"))
    english = pattern.replace("{}", "").strip()
    return (1, unit) if t("zh", "en") == "zh" else (factor, english)


def difference(value: object, unit: object) -> str:
    """A gap with its sign; the difference of two percentages is in percentage points."""
    if missing(value):
        return NOTHING
    in_points = "个百分点" if str(unit) in ("%", "个百分点", "百分点") else unit
    size = amount(abs(float(value)), in_points)  # type: ignore[arg-type]
    if round(float(value), 4) == 0:  # type: ignore[arg-type]
        return t("持平", "even")
    return ("+" if float(value) > 0 else "−") + size  # type: ignore[arg-type]


def figure(row: Mapping[str, Any], side: str, *, measure: str | None = None) -> str:
    """One side of a comparison (`target`, `actual`, `previous`, `current`) as words and number.

    A subject that says 涨幅 or 增速 itself doesn't get 增长 a second time.
    """
    value = row.get(f"{side}_value")
    if missing(value):
        return relation(row.get(f"{side}_relation"))
    high, unit = row.get(f"{side}_value_high"), row.get(f"{side}_unit")
    comparator = row.get(f"{side}_comparator") or "eq"
    size = float(value)  # type: ignore[arg-type]
    if size >= 0 and str(row.get("subject", "")).endswith(("涨幅", "增幅", "增速", "增长率")):
        measure = None
    shown = _grown(size, high, unit, comparator, measure)
    force = row.get(f"{side}_force")
    return t(*_FORCES[force]) + shown if force in _FORCES else shown


def relation(name: object) -> str:
    """A target that is set against another series, in words."""
    if missing(name):
        return NOTHING
    words = _RELATIONS.get(str(name))
    if words is not None:
        return t(*words)
    kind, _, other = str(name).partition(":")
    if other not in _names():
        return str(name)
    zh, en = _names()[other]
    if kind == "sync":
        return t(f"与{zh}同步", f"in step with {en}")
    return t(f"快于{zh}", f"faster than {en}")


@cache
def _names() -> dict[str, tuple[str, str]]:
    """What each indicator is called, in Chinese and in English."""
    return {one.id: (one.zh, one.en) for one in load_indicators()}


def _grown(value: float, high: object, unit: object, comparator: str, measure: str | None) -> str:
    """Number, unit, comparator and, for growth and change, the direction."""
    direction, size = "", value
    if measure in ("growth", "change"):
        rising = value >= 0
        direction = t("增长" if rising else "下降", "+" if rising else "−")
        if measure == "change":
            direction = t("增加" if rising else "减少", "+" if rising else "−")
        size = abs(value)
    if comparator == "range" and not missing(high):
        body = f"{number(size)}–{amount(abs(float(high)) if direction else high, unit)}"  # type: ignore[arg-type]
    else:
        body = amount(size, unit)
    if comparator in _ZH_AROUND:
        before, after = _ZH_AROUND[comparator]
        return t(f"{direction}{before}{body}{after}", f"{_EN_AROUND[comparator]}{direction}{body}")
    return f"{direction}{body}"
