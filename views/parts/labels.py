"""Names of regions, indicators and years as people read them; never an internal id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from views.parts.numbers import missing
from views.parts.state import language, t

Record = Mapping[str, Any]

LEVELS = {
    "country": ("全国", "Country"),
    "province": ("省级", "Province"),
    "city": ("地级市", "City"),
    "district": ("区县", "District"),
    "other": ("其他", "Other"),
}


def level(name: str) -> str:
    """A level of government in words."""
    return t(*LEVELS.get(name, (name, name)))


def region_words(regions: pd.DataFrame) -> dict[str, str]:
    """Region code → the words of the choice, with pinyin and code so that both can be searched."""
    codes = regions["region_code"].where(~regions["fictional"], "")
    columns = (regions["region_code"], regions["name"], regions["pinyin"].fillna(""), codes)
    return {str(key): " · ".join(filter(None, parts)) for key, *parts in zip(*columns, strict=True)}


def best_region(regions: pd.DataFrame) -> str:
    """The region to show first: the newest report with the most targets judged."""
    return best_regions(regions, 1)[0]


def best_regions(regions: pd.DataFrame, count: int) -> list[str]:
    """The regions to show first."""
    order = regions.sort_values(["last_year", "judged"], ascending=False, na_position="last")
    return [str(code) for code in order["region_code"].head(count)]


def indicator(row: Record) -> str:
    """The indicator's name in the session's language; the report's own words where it has none."""
    name = row.get("zh" if language() == "zh" else "en")
    return str(row["subject"]) if missing(name) else str(name)


def subject(row: Record) -> Markup:
    """What the report calls it, with the vocabulary's name under it where that says more."""
    written, name = str(row["subject"]), indicator(row)
    first, second = (name, written) if language() == "en" else (written, name)
    if first == second or (language() == "zh" and (second in first or first in second)):
        return Markup("{}").format(first)
    return Markup("{}<small>{}</small>").format(first, second)


MEASURES = {
    "level": ("水平", "level"),
    "growth": ("增速", "growth"),
    "change": ("增减", "change"),
    "multiple": ("倍数", "multiple"),
    "rank": ("位次", "rank"),
}


def measure(name: object) -> str:
    """A measure in words."""
    return "" if missing(name) else t(*MEASURES.get(str(name), (str(name), str(name))))
