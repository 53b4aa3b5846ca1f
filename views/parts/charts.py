"""Charts of targets and outcomes; each has a text for screen readers and can be saved.

A target is drawn by what it says: a line for a number, a band for 左右 or a span, an arrow up for
以上 and down for 以内. An outcome is a point in its verdict's colour and shape.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views.parts import markup
from views.parts.numbers import missing
from views.parts.state import t
from views.parts.verdicts import VERDICTS, verdict

Spec = dict[str, Any]

TARGET_COLOUR = "#7a7a7a"
# Most years that show their figures beside the points.
FIGURES_SHOWN = 9
# Half the width of the band for 左右, as the verdict rules have it: points for rates, else 5%.
ABOUT_POINTS, ABOUT_SHARE = 0.3, 0.05
_SHAPES = {
    "exceeded": "triangle-up",
    "met_stretch": "diamond",
    "met": "circle",
    "missed": "cross",
    "not_reported": "square",
    "not_comparable": "square",
    "qualitative": "square",
}


def draw(spec: Spec, alt_text: str, *, key: str) -> None:
    """The chart, as wide as its place, with its text for screen readers."""
    st.vega_lite_chart(spec, width="stretch", alt=alt_text, key=key)


def save_buttons(key: str) -> None:
    """Buttons that save the chart above them as SVG or PNG."""
    button = Markup(
        '<button type="button" class="dx-button" data-save="{}" data-name="{}">{}</button>'
    )
    buttons = markup.join(
        button.format(kind, f"duixian-{key}", t(f"存为 {kind.upper()}", f"Save as {kind.upper()}"))
        for kind in ("svg", "png")
    )
    markup.show(Markup("<div>{}</div>").format(buttons))


def _spec(rows: pd.DataFrame, height: int, layers: list[Spec]) -> Spec:
    """A chart of layers over one table; drawn as SVG, so that it can be saved and read aloud.

    Written as Vega-Lite, because building the same through Altair's checks takes a hundred times
    as long, and the district's page has four charts.
    """
    values = [
        {name: None if missing(value) else value for name, value in row.items()}
        for row in rows.to_dict("records")
    ]
    return {
        "data": {"values": values},
        "height": height,
        "layer": layers,
        "usermeta": {"embedOptions": {"renderer": "svg"}},
    }


def ink() -> str:
    """The colour of text in a chart; a grey that can be read on both grounds until it is known."""
    return {"dark": "#e8e8e8", "light": "#262626"}.get(st.context.theme.type or "", "#7f7f7f")


def _by_verdict() -> Spec:
    """Colour and shape by the verdict's word, in the session's language."""
    words = [one.word for one in VERDICTS.values()]
    return {
        "color": {
            "field": "word",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": words, "range": [one.colour for one in VERDICTS.values()]},
        },
        "shape": {
            "field": "word",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": words, "range": [_SHAPES[name] for name in VERDICTS]},
        },
    }


def _quantity(field: str, title: str | None, **scale: Any) -> Spec:
    """An axis of numbers; it doesn't begin at zero unless told."""
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False, **scale},
    }


def _names(field: str, **axis: Any) -> Spec:
    """An axis of names or years, in the order of the rows."""
    kind = "nominal" if axis.get("labelAngle") is None else "ordinal"
    return {"field": field, "type": kind, "sort": None, "title": None, "axis": axis}


def _tips(**titles: str) -> list[Spec]:
    """What hovering over a mark shows."""
    return [{"field": field, "title": title} for field, title in titles.items()]


def target_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `attainment` with what the chart of one indicator needs; numeric targets only."""
    frame = rows[rows["target_value"].notna()].copy()
    low, high = (
        zip(*(_band(row) for row in frame.to_dict("records")), strict=True)
        if len(frame)
        else ((), ())
    )
    frame["low"], frame["high"] = list(low), list(high)
    frame["year"] = frame["target_year"].astype(int).astype(str)
    frame["word"] = ["" if missing(name) else verdict(str(name)).word for name in frame["verdict"]]
    frame["arrow"] = frame["target_comparator"].map(
        {"ge": "up", "gt": "up", "le": "down", "lt": "down"}
    )
    return frame


def _band(row: dict[str, Any]) -> tuple[float | None, float | None]:
    """The band of a target that is no single line."""
    value, comparator = float(row["target_value"]), row["target_comparator"]
    if comparator == "range" and not missing(row["target_value_high"]):
        return value, float(row["target_value_high"])
    if comparator == "about":
        slack = (
            ABOUT_POINTS if row["target_unit"] in ("%", "个百分点") else abs(value) * ABOUT_SHARE
        )
        return value - slack, value + slack
    return None, None


def over_years(frame: pd.DataFrame, unit: str, height: int = 210) -> Spec:
    """Targets and outcomes of one indicator over the years; `frame` is of `target_frame`."""
    columns = ["year", "target_value", "low", "high", "outcome", "word", "arrow"]
    year = _names("year", labelAngle=0)
    size = max(8, min(28, 260 // max(1, len(frame))))
    y = _quantity("outcome", unit, nice=True, padding=18)
    point = {
        "transform": [{"filter": "datum.outcome != null"}],
        "mark": {"type": "point", "filled": True, "size": 95, "opacity": 1},
        "encoding": {
            "x": year,
            "y": y,
            **_by_verdict(),
            "tooltip": _tips(
                year=t("年份", "Year"), target_value=t("目标", "Target"),
                outcome=t("结果", "Outcome"), word=t("结论", "Verdict"),
            ),
        },
    }  # fmt: skip
    text = {
        "transform": [{"filter": "datum.outcome != null"}],
        "mark": {"type": "text", "dy": -13, "fontSize": 12, "color": ink()},
        "encoding": {
            "x": year,
            "y": y,
            "text": {"field": "outcome", "type": "quantitative", "format": ".4~f"},
        },
    }
    # Figures beside the points overlap where there are many years; the table has them all.
    figures = [text] if len(frame) <= FIGURES_SHOWN else []
    return _spec(frame[columns], height, [*_targets(year, unit, size), point, *figures])


def _targets(year: Spec, unit: str, size: int) -> list[Spec]:
    """The marks of the targets: band, line, arrows."""
    y = _quantity("target_value", unit)
    band: Spec = {
        "transform": [{"filter": "datum.low != null"}],
        "mark": {"type": "bar", "size": size, "opacity": 0.3, "color": TARGET_COLOUR},
        "encoding": {"x": year, "y": _quantity("low", unit), "y2": {"field": "high"}},
    }
    line: Spec = {
        "mark": {"type": "tick", "thickness": 3, "size": size, "color": TARGET_COLOUR},
        "encoding": {"x": year, "y": y},
    }
    arrows: list[Spec] = [
        {
            "transform": [{"filter": f"datum.arrow == '{direction}'"}],
            "mark": {
                "type": "point", "shape": f"triangle-{direction}", "size": 45, "filled": True,
                "color": TARGET_COLOUR, "xOffset": size // 2, "yOffset": offset,
            },
            "encoding": {"x": year, "y": y},
        }
        for direction, offset in (("up", -7), ("down", 7))
    ]  # fmt: skip
    return [band, line, *arrows]


def ranking(frame: pd.DataFrame, unit: str) -> Spec:
    """Outcomes ranked, each joined to its target; columns region, target, actual, word."""
    y = _names("region", labelLimit=130)
    target = _quantity("target", unit, padding=14)
    rule: Spec = {
        "mark": {"type": "rule", "color": TARGET_COLOUR, "opacity": 0.5},
        "encoding": {"y": y, "x": target, "x2": {"field": "actual"}},
    }
    tick: Spec = {
        "mark": {"type": "tick", "color": TARGET_COLOUR, "thickness": 3, "size": 15},
        "encoding": {"y": y, "x": target},
    }
    points = _outcomes(y, _quantity("actual", unit))
    return _spec(frame, 28 * len(frame) + 110, [rule, tick, points])


def _outcomes(y: Spec, x: Spec) -> Spec:
    """Outcomes as points in their verdicts' colours."""
    return {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.95},
        "encoding": {
            "y": y,
            "x": x,
            **_by_verdict(),
            "tooltip": _tips(
                region=t("地区", "Region"), target=t("目标", "Target"),
                actual=t("结果", "Outcome"), word=t("结论", "Verdict"),
            ),
        },
    }  # fmt: skip


def ambition(frame: pd.DataFrame) -> Spec:
    """Outcome over target; above the dashed diagonal the outcome is higher than the target."""
    low = float(min(frame["target"].min(), frame["actual"].min()))
    high = float(max(frame["target"].max(), frame["actual"].max()))
    margin = (high - low) * 0.08 or 1
    ends = [low - margin, high + margin]
    scale = {"domain": ends, "nice": False}
    x = _quantity("target", t("目标", "Target"), **scale)
    y = _quantity("actual", t("结果", "Outcome"), **scale)
    diagonal: Spec = {
        "data": {"values": [{"target": end, "actual": end} for end in ends]},
        "mark": {"type": "line", "color": TARGET_COLOUR, "strokeDash": [5, 4]},
        "encoding": {"x": x, "y": y},
    }
    return _spec(frame, 300, [diagonal, _outcomes(y, x)])


def lines(frame: pd.DataFrame, colours: dict[str, str], dashes: dict[str, list[int]]) -> Spec:
    """Lines over the years; columns year, value, name (its colour) and side (its dashes)."""
    colour = {
        "field": "name", "type": "nominal", "title": None,
        "legend": {"orient": "top", "columns": 3, "symbolType": "circle"},
        "scale": {"domain": list(colours), "range": list(colours.values())},
    }  # fmt: skip
    dash = {
        "field": "side", "type": "nominal", "legend": None,
        "scale": {"domain": list(dashes), "range": list(dashes.values())},
    }  # fmt: skip
    layer: Spec = {
        "mark": {"type": "line", "point": {"size": 55}},
        "encoding": {
            "x": _names("year", labelAngle=0),
            "y": _quantity("value", "%", padding=12),
            "color": colour,
            "strokeDash": dash,
            "tooltip": _tips(name="", year=t("年份", "Year"), value="%"),
        },
    }
    return _spec(frame.sort_values("year"), 300, [layer])


def bars(frame: pd.DataFrame, title: str) -> Spec:
    """Bars from zero; columns label and value."""
    layer: Spec = {
        "mark": {"type": "bar", "color": "#0072B2"},
        "encoding": {
            "y": _names("label", labelLimit=180),
            "x": {"field": "value", "type": "quantitative", "title": title},
        },
    }
    return _spec(frame, 24 * len(frame) + 60, [layer])


def reading_help() -> None:
    """How the marks are to be read, once under the charts."""
    looks = markup.join(
        Markup('<span style="--c:{}"><b>{}</b>{}</span>').format(
            VERDICTS[name].colour, VERDICTS[name].sign, VERDICTS[name].word
        )
        for name in ("exceeded", "met", "missed")
    )
    words = t(
        "灰色横线：目标；灰色带：“左右”或区间目标；▴ “以上”；▾ “以内”。彩色点：结果。",
        "Grey line: target; grey band: “about” or a span; ▴ “at least”; ▾ “at most”. "
        "Coloured point: outcome.",
    )
    markup.show(Markup('<p class="dx-quiet dx-legend"><span>{}</span>{}</p>').format(words, looks))
