"""Names of regions, indicators and years as people read them; never an internal id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup

from ingest.regions import load_regions
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


# How the last sign of a place's name is spelled.
_KINDS = {
    "省": "sheng",
    "市": "shi",
    "区": "qu",
    "县": "xian",
    "州": "zhou",
    "旗": "qi",
    "盟": "meng",
}


def level(name: str) -> str:
    """A level of government in words."""
    return t(*LEVELS.get(name, (name, name)))


def region_words(regions: pd.DataFrame) -> dict[str, str]:
    """Region code → the words of the choice, with pinyin and code so that both can be searched."""
    # As lists: 3,000 regions taken from pandas one by one are a twentieth of a second.
    code, name = regions["region_code"].tolist(), regions["name"].tolist()
    pinyin = regions["pinyin"].fillna("").tolist()
    shown = regions["region_code"].where(~regions["fictional"], "").tolist()
    rows = zip(code, name, pinyin, shown, strict=True)
    return {str(key): " · ".join(filter(None, parts)) for key, *parts in rows}


def place(name: object, pinyin: object) -> str:
    """A region's name; in English with its pinyin, since few readers of English read Chinese."""
    if missing(pinyin) or not pinyin:
        return str(name)
    return t(str(name), f"{name} ({_spelled(str(name), str(pinyin))})")


def place_of_code(code: str, name: object) -> str:
    """A region's name as `place` gives it, where only its code is at hand, published or not."""
    region = load_regions().by_code.get(code)
    return place(name, region.pinyin if region else None)


def _spelled(name: str, pinyin: str) -> str:
    """Pinyin as names are written: 辽宁省 is Liaoning Sheng."""
    kind = _KINDS.get(name[-1:], "")
    if " " not in pinyin and kind and pinyin.endswith(kind):
        pinyin = f"{pinyin.removesuffix(kind)} {kind}"
    return pinyin.title()


def places(regions: pd.DataFrame, column: str = "name") -> dict[str, str]:
    """Region code → its name as `place` gives it."""
    columns = (regions[one].tolist() for one in ("region_code", column, "pinyin"))
    named = zip(*columns, strict=True)
    return {str(code): place(name, pinyin) for code, name, pinyin in named}


def region_link(code: object, year: object, words: object) -> Markup:
    """A link to a region's page in the same tab."""
    asked = urlencode({"region": code, "year": year} if year else {"region": code})
    return Markup('<a href="./district?{}" target="_self">{}</a>').format(asked, words)


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
