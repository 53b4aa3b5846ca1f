"""Decides whose figure a number is, where a report gives those of a wider circle beside its own.

A county's report says 全市规上工业增加值增长5%，我县增长9%: the first is the city's. A figure of a
wider circle keeps its name as `place`, so that it is never held against the county's target.
"""

from __future__ import annotations

from typing import Final

# From the widest circle to the narrowest; 全区 is an autonomous region's or a district's.
_CIRCLES: Final = {
    "国": 0,
    "省": 1,
    "自治区": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "区": 3,
    "县": 3,
    "旗": 3,
}
_SAID: Final = {"全国": 0, "全省": 1, "全自治区": 1, "全市": 2, "全州": 2, "全盟": 2}


def own_circle(region_name: str | None) -> int | None:
    """Tell how wide the report's own region is, by the end of its name; None where it has none."""
    if not region_name:
        return None
    if region_name.endswith("自治区") or region_name == "全国":
        return _CIRCLES["自治区"] if region_name != "全国" else 0
    return _CIRCLES.get(region_name[-1])


def wider_place(text: str, start: int, own: int | None) -> str | None:
    """Name the wider circle that the words at `start` open with (全市…); None for one's own."""
    if own is None or text[start : start + 1] != "全":
        return None
    for word, circle in _SAID.items():
        if text.startswith(word, start):
            return word if circle < own else None
    return None
