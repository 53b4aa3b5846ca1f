"""Charts of several regions or years: ranking, scatter, distribution, lines, bars."""

from __future__ import annotations

import pandas as pd

from views.parts.charts import (
    TARGET_COLOUR,
    Spec,
    by_verdict,
    every_year,
    in_language,
    names,
    quantity,
    spec,
    tips,
    upright,
    years_axis,
)
from views.parts.state import language, t

# Characters of a name that still has others beside it in a legend.
LONGEST_BESIDE = 12
# Regions that the text of one point names.
NAMED = 3


def ranking(frame: pd.DataFrame, unit: str) -> Spec:
    """Outcomes ranked, each joined to its target; columns region, target, actual, word."""
    rows, unit = in_language(frame, unit, "target", "actual")
    y = names("region")
    target = quantity("target", unit, padding=14) | {"axis": {"tickCount": 6}}
    rule: Spec = {
        "mark": {"type": "rule", "color": TARGET_COLOUR, "opacity": 0.5},
        "encoding": {"y": y, "x": target, "x2": {"field": "actual"}},
    }
    tick: Spec = {
        "mark": {"type": "tick", "color": TARGET_COLOUR, "thickness": 3, "size": 15},
        "encoding": {"y": y, "x": target},
    }
    points = _outcomes(y, quantity("actual", unit))
    # In English the pinyin stands under the name.
    step = 28 if language() == "zh" else 40
    return spec(rows, step * len(rows) + 70, [rule, tick, points])


def _outcomes(y: Spec, x: Spec) -> Spec:
    """Outcomes as points in their verdicts' colours."""
    return {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.95},
        "encoding": {
            "y": y,
            "x": x,
            **by_verdict(),
            "tooltip": tips(
                region=t("地区", "Region"), target=t("目标", "Target"),
                actual=t("结果", "Outcome"), word=t("结论", "Verdict"),
            ),
        },
    }  # fmt: skip


def ambition(frame: pd.DataFrame, unit: str) -> Spec:
    """Outcome over target; above the dashed diagonal the outcome is higher than the target."""
    frame, unit = in_language(frame, unit, "target", "actual")
    low = float(min(frame["target"].min(), frame["actual"].min()))
    high = float(max(frame["target"].max(), frame["actual"].max()))
    margin = (high - low) * 0.08 or 1
    ends = [low - margin, high + margin]
    scale = {"domain": ends, "nice": False}
    x = quantity("target", t(f"目标（{unit}）", f"Target ({unit})"), **scale) | {
        "axis": {"tickCount": 6}
    }
    y = quantity("actual", None, **scale) | {
        "axis": upright(t(f"结果（{unit}）", f"Outcome ({unit})"))
    }
    diagonal: Spec = {
        "data": {"values": [{"target": end, "actual": end} for end in ends]},
        "mark": {"type": "line", "color": TARGET_COLOUR, "strokeDash": [5, 4]},
        "encoding": {"x": x, "y": y},
    }
    return spec(_together(frame), 300, [diagonal, _outcomes(y, x)])


def _together(frame: pd.DataFrame) -> pd.DataFrame:
    """One point where several regions have the same target and outcome; it names the first ones.

    Of 3,000 regions' growth some hundred points differ, and a browser draws each one apart.
    """
    same = frame.groupby(["target", "actual", "word"], sort=False)["region"].agg(list).reset_index()
    return same.assign(region=[_names_together(names) for names in same["region"]])


def _names_together(names: list[str]) -> str:
    """Some names, and how many more there are."""
    first, rest = names[:NAMED], len(names) - NAMED
    told = t("、", ", ").join(first)
    return told if rest <= 0 else told + t(f"等{len(names)}个地区", f" and {rest} more")


def lines(points: list[Spec], colours: dict[str, str], dashes: dict[str, list[int]]) -> Spec:
    """Lines over the years; points have year, value, name (its colour), side (dashes and points).

    A line breaks where a year is missing. The first side has round points, the second squares, so
    that a year that stands alone can be told apart as well.
    """
    # Side by side, names with their pinyin would be cut on a phone.
    columns = 1 if max(map(len, colours), default=0) > LONGEST_BESIDE else 3
    colour = {
        "field": "name", "type": "nominal", "title": None,
        "legend": {"orient": "top", "columns": columns, "symbolType": "circle"},
        "scale": {"domain": list(colours), "range": list(colours.values())},
    }  # fmt: skip
    sides = {"field": "side", "type": "nominal", "legend": None}
    shared = {
        "x": years_axis(point["year"] for point in points),
        "y": quantity("value", None, padding=12) | {"axis": upright("%")},
        "color": colour,
    }
    line: Spec = {
        "mark": {"type": "line", "invalid": "break-paths-show-domains"},
        "encoding": shared
        | {
            "strokeDash": sides
            | {"scale": {"domain": list(dashes), "range": list(dashes.values())}}
        },
    }
    shapes = {"domain": list(dashes), "range": ["circle", "square"][: len(dashes)]}
    point: Spec = {
        "transform": [{"filter": "datum.value != null"}],
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
        "encoding": shared
        | {
            "shape": sides | {"scale": shapes},
            "tooltip": tips(name="", side="", year=t("年份", "Year"), value="%"),
        },
    }
    return spec(_with_gaps(points), 300, [line, point])


def _with_gaps(points: list[Spec]) -> list[Spec]:
    """The points in the order of their years, with an empty one for each year that a line lacks."""
    found = {(point["name"], point["side"], point["year"]): point["value"] for point in points}
    kinds = dict.fromkeys((name, side) for name, side, _ in found)
    years = every_year(point["year"] for point in points)
    return [
        {"name": name, "side": side, "year": year, "value": found.get((name, side, year))}
        for name, side in kinds
        for year in years
    ]


def histogram(frame: pd.DataFrame, colours: dict[str, str]) -> Spec:
    """How many regions lie in each bin; columns bin, side and regions, bins in their order."""
    layer: Spec = {
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "bin", "type": "ordinal", "sort": None, "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True},
            },
            "xOffset": {"field": "side", "sort": list(colours)},
            "y": {
                "field": "regions", "type": "quantitative",
                "axis": upright(t("地区数", "regions")) | {"tickMinStep": 1},
            },
            "color": {
                "field": "side", "type": "nominal", "title": None, "legend": {"orient": "top"},
                "scale": {"domain": list(colours), "range": list(colours.values())},
            },
            "tooltip": tips(bin="", side="", regions=t("地区数", "regions")),
        },
    }  # fmt: skip
    return spec(frame, 240, [layer])


def bars(frame: pd.DataFrame, title: str) -> Spec:
    """Bars from zero; columns label and value."""
    layer: Spec = {
        "mark": {"type": "bar", "color": "#0072B2"},
        "encoding": {
            "y": names("label"),
            "x": {"field": "value", "type": "quantitative", "title": title},
        },
    }
    return spec(frame, 24 * len(frame) + 60, [layer])
