"""Charts of targets and outcomes; each has a text for screen readers and can be saved.

A target is drawn by what it says: a line for a number, a band for 左右 or a span, an arrow up for
以上 and down for 以内. An outcome is a point in its verdict's colour and shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import markup, numbers
from views.parts.state import t
from views.parts.verdicts import VERDICTS, verdict

Spec = dict[str, Any]

TARGET_COLOUR, OUTCOME_COLOUR = "#7a7a7a", "#0072B2"
# Letters that fit beside each other on a phone at a title's size.
TITLE_COLUMNS = 44
# Most years that show their figures beside the points.
FIGURES_SHOWN = 9
# Half the width of the band for 左右, as the verdict rules have it: points for rates, else 5%.
ABOUT_POINTS, ABOUT_SHARE = 0.3, 0.05
# A cross that stands like the sign ✗ of a missed target; Vega's own one stands like a plus.
_CROSS = (
    "M-1,-0.55L-0.55,-1L0,-0.45L0.55,-1L1,-0.55L0.45,0"
    "L1,0.55L0.55,1L0,0.45L-0.55,1L-1,0.55L-0.45,0Z"
)
# A name's pinyin stands under it, so that both have room on a phone.
_TWO_LINES = (
    "indexof(datum.label, ' (') < 0 ? datum.label : [slice(datum.label, 0, indexof(datum.label, "
    "' (')), slice(datum.label, indexof(datum.label, ' (') + 1)]"
)
_SHAPES = {
    "exceeded": "triangle-up",
    "met_stretch": "diamond",
    "met": "circle",
    "missed": _CROSS,
    "not_reported": "square",
    "not_comparable": "square",
    "qualitative": "square",
}


def draw(spec: Spec, alt_text: str, *, key: str) -> None:
    """The chart, as wide as its place, with its text for screen readers."""
    markup.put_out()
    st.vega_lite_chart(spec, width="stretch", alt=alt_text, key=key)


def save_buttons(key: str, below: Markup | str = "") -> None:
    """Buttons that save the chart above them as SVG or PNG, and what stands under them."""
    markup.show(Markup("{}{}").format(_buttons(key), below))


def figures(key: str, table: Markup) -> None:
    """The figures of the chart above and the buttons that save it, in a place that opens."""
    markup.show(
        Markup('<details class="dx-more"><summary>{}</summary>{}{}</details>').format(
            t("查看数据，保存图片", "Show the figures, save the picture"), _buttons(key), table
        )
    )


def _buttons(key: str) -> Markup:
    button = Markup(
        '<button type="button" class="dx-button" data-save="{}" data-name="{}">{}</button>'
    )
    buttons = markup.join(
        button.format(kind, f"duixian-{key}", t(f"存为 {kind.upper()}", f"Save as {kind.upper()}"))
        for kind in ("svg", "png")
    )
    return Markup("<div>{}</div>").format(buttons)


def spec(rows: pd.DataFrame | list[Spec], height: int, layers: list[Spec], title: str = "") -> Spec:
    """A chart of layers over one table (a frame, or plain rows without NaN), under its title.

    It is drawn as SVG, so that it can be saved and read aloud.

    The table stands one level down: one at the top Streamlit would send apart, and a browser would
    draw each chart twice, once empty. Written as Vega-Lite, because building the same through
    Altair's checks takes a hundred times as long, and the district's page has four charts.
    """
    values = rows if isinstance(rows, list) else data.records(rows)
    return {
        **({"title": _title(title)} if title else {}),
        "height": height,
        "layer": [{"data": {"values": values}, "layer": layers}],
        "usermeta": {"embedOptions": {"renderer": "svg"}},
    }


def _title(text: str) -> Spec:
    """A chart's title in lines that a phone has room for; saved pictures carry it as well."""
    lines = [""]
    # English words with their space; every other sign may begin a line.
    for part in re.findall(r"[ -~]+?(?: |$|(?=[^ -~]))|.", text):
        if _columns(lines[-1] + part) > TITLE_COLUMNS and lines[-1]:
            lines.append("")
        lines[-1] += part
    return {"text": [line.strip() for line in lines], "anchor": "start", "fontSize": 14}


def _columns(text: str) -> int:
    """The width of a text in Latin letters; a Chinese sign is as wide as two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def ink() -> str:
    """The colour of text in a chart; a grey that can be read on both grounds until it is known."""
    return {"dark": "#e8e8e8", "light": "#262626"}.get(st.context.theme.type or "", "#7f7f7f")


def by_verdict() -> Spec:
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


def quantity(field: str, title: str | None, **scale: Any) -> Spec:
    """An axis of numbers; it doesn't begin at zero unless told."""
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False, **scale},
    }


def upright(title: str) -> Spec:
    """A vertical axis whose title stands upright over it: 万人 turned on its side can't be read."""
    return {
        "title": title, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end",
        "titleBaseline": "bottom", "titleX": -34, "titleY": -8,
    }  # fmt: skip


def names(field: str) -> Spec:
    """An axis of names, in the order of the rows."""
    return {
        "field": field,
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "labelLimit": 180,
            "labelExpr": _TWO_LINES,
            "labelLineHeight": 11,
            "labelOverlap": False,
        },
    }


def years_axis(years: Iterable[object]) -> Spec:
    """An axis of all years from the first to the last, in their order.

    The years are listed, because a chart of layers otherwise puts first those that its first layer
    draws, and a year without a report would close up on its neighbours.
    """
    return {
        "field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0},
        "scale": {"domain": every_year(years)},
    }  # fmt: skip


def every_year(years: Iterable[object]) -> list[str]:
    """The years from the first to the last, without gaps."""
    numbered = [int(str(year)) for year in years]
    return [str(year) for year in range(min(numbered), max(numbered) + 1)]


def tips(**titles: str) -> list[Spec]:
    """What hovering over a mark shows."""
    return [{"field": field, "title": title} for field, title in titles.items()]


def target_rows(rows: Sequence[Spec]) -> list[Spec]:
    """Rows of `attainment` with what the chart of one indicator needs; numeric targets only.

    As plain rows: a region's page has four charts of some twenty rows each, and frames of this
    size cost ten times as much.
    """
    return [_target_row(row) for row in rows if row["target_value"] is not None]


def _target_row(row: Spec) -> Spec:
    low, high = _band(row)
    name, comparator = row["verdict"], row["target_comparator"]
    return {
        "year": str(int(row["target_year"])),
        "target_value": float(row["target_value"]),
        "low": low,
        "high": high,
        "outcome": None if row["outcome"] is None else float(row["outcome"]),
        "word": verdict(str(name)).word if name else "",
        "arrow": {"ge": "up", "gt": "up", "le": "down", "lt": "down"}.get(comparator or ""),
    }


def _band(row: dict[str, Any]) -> tuple[float | None, float | None]:
    """The band of a target that is no single line."""
    value, comparator = float(row["target_value"]), row["target_comparator"]
    if comparator == "range" and row["target_value_high"] is not None:
        return value, float(row["target_value_high"])
    if comparator == "about":
        slack = (
            ABOUT_POINTS if row["target_unit"] in ("%", "个百分点") else abs(value) * ABOUT_SHARE
        )
        return value - slack, value + slack
    return None, None


def over_years(rows: list[Spec], unit: str, title: str = "", height: int = 240) -> Spec:
    """Targets and outcomes of one indicator over the years; `rows` are of `target_rows`."""
    factor, unit = numbers.axis(unit)
    amounts = ("target_value", "low", "high", "outcome")
    rows = [
        row | {name: row[name] * factor for name in amounts if row[name] is not None}
        for row in rows
    ]
    year = years_axis([row["year"] for row in rows])
    size = max(8, min(28, 260 // len(year["scale"]["domain"])))
    y = quantity("outcome", None, nice=True, padding=18) | {"axis": upright(unit)}
    point = {
        "transform": [{"filter": "datum.outcome != null"}],
        "mark": {"type": "point", "filled": True, "size": 95, "opacity": 1},
        "encoding": {
            "x": year,
            "y": y,
            **by_verdict(),
            "tooltip": tips(
                year=t("年份", "Year"), target_value=t("目标", "Target"),
                outcome=t("结果", "Outcome"), word=t("结论", "Verdict"),
            ),
        },
    }  # fmt: skip
    # Figures beside the points overlap where there are many years; the table has them all.
    texts = [_figures(year, y)] if len(rows) <= FIGURES_SHOWN else []
    layers = [*_targets(rows, year, upright(unit), size), point, *texts]
    return spec(rows, height, layers, title)


def in_language(frame: pd.DataFrame, unit: str, *columns: str) -> tuple[pd.DataFrame, str]:
    """The figures and their unit as readers of the session's language expect them."""
    factor, title = numbers.axis(unit)
    return frame.assign(**{name: frame[name].astype(float) * factor for name in columns}), title


def _figures(year: Spec, y: Spec) -> Spec:
    """The outcomes' figures, on the side of the point that is away from the target's line."""
    above = "datum.outcome >= datum.target_value"
    return {
        "transform": [{"filter": "datum.outcome != null"}],
        "mark": {
            "type": "text", "dy": {"expr": f"{above} ? -13 : 15"}, "fontSize": 12, "color": ink(),
        },
        "encoding": {
            "x": year,
            "y": y,
            "text": {"field": "outcome", "type": "quantitative", "format": ".4~f"},
        },
    }  # fmt: skip


def _targets(rows: list[Spec], year: Spec, axis: Spec, size: int) -> list[Spec]:
    """The marks of the targets: band, line, arrows; the chart takes its axis from the first.

    A browser needs some ten milliseconds for each layer, so that one without a mark is left out.
    """
    y = quantity("target_value", None) | {"axis": axis}
    band: Spec = {
        "transform": [{"filter": "datum.low != null"}],
        "mark": {"type": "bar", "size": size, "opacity": 0.3, "color": TARGET_COLOUR},
        "encoding": {
            "x": year,
            "y": quantity("low", None) | {"axis": axis},
            "y2": {"field": "high"},
        },
    }
    line: Spec = {
        "mark": {"type": "tick", "thickness": 3, "size": size, "color": TARGET_COLOUR},
        "encoding": {"x": year, "y": y},
    }
    arrows: Spec = {
        "transform": [{"filter": "datum.arrow != null"}],
        "mark": {
            "type": "point", "shape": {"expr": "'triangle-' + datum.arrow"}, "size": 45,
            "filled": True, "color": TARGET_COLOUR, "xOffset": size // 2,
            "yOffset": {"expr": "datum.arrow == 'up' ? -7 : 7"},
        },
        "encoding": {"x": year, "y": y},
    }  # fmt: skip
    return [
        *([band] if any(row["low"] is not None for row in rows) else []),
        line,
        *([arrows] if any(row["arrow"] for row in rows) else []),
    ]


def reading_help() -> None:
    """How the marks are to be read, once under the charts."""
    looks = markup.join(
        Markup('<span style="--c:{}"><b>{}</b>{}</span>').format(
            VERDICTS[name].colour, mark, VERDICTS[name].word
        )
        for name, mark in (("exceeded", "▲"), ("met_stretch", "◆"), ("met", "●"), ("missed", "✖"))
    )
    words = t(
        "灰色横线：目标；灰色带：“左右”或区间目标；▲ “以上”；▼ “以内”。彩色点：结果。",
        "Grey line: target; grey band: “about” or a span; ▲ “at least”; ▼ “at most”. "
        "Coloured point: outcome.",
    )
    markup.show(Markup('<p class="dx-quiet dx-legend"><span>{}</span>{}</p>').format(words, looks))
