"""Corrections by hand in words: what was changed, by whom and why, with the ways to change more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import access, labels, markup, numbers
from views.parts.state import language, t
from warehouse import matches

Record = Mapping[str, Any]

# The fields that the app offers; `duixian correct` knows a few more that readers never see.
FIELDS = {
    "value": ("数值", "value"),
    "value_high": ("区间上限", "upper end of a range"),
    "unit": ("单位", "unit"),
    "subject": ("名称", "subject"),
    "indicator_id": ("指标", "indicator"),
    "role": ("性质", "role"),
    "measure": ("口径", "measure"),
    "comparator": ("限定词", "comparator"),
    "force": ("语气", "force"),
    "period": ("年份", "period"),
    "place": ("所指地区", "place"),
    "estimate": ("是否预计数", "estimate"),
    "headline": ("是否主要预期目标", "main target"),
    matches.FIELD: ("对应的目标", "the target it answers"),
}
# The words of a field that has a fixed choice.
CHOICES = {
    "role": {
        "target": ("目标", "target"),
        "actual": ("结果", "outcome"),
        "other": ("其他（不参与对照）", "other (not compared)"),
    },
    "measure": labels.MEASURES,
    "comparator": {
        "eq": ("等于", "exactly"),
        "about": ("左右", "about"),
        "ge": ("以上", "at least"),
        "gt": ("超过", "more than"),
        "le": ("以内", "at most"),
        "lt": ("低于", "less than"),
        "range": ("区间", "a range"),
    },
    "force": {
        "ensure": ("确保", "ensure"),
        "strive": ("力争", "strive for"),
        "expect": ("预期", "expect"),
    },
    "estimate": {"true": ("是", "yes"), "false": ("否", "no")},
    "headline": {"true": ("是", "yes"), "false": ("否", "no")},
}


def field(name: str) -> str:
    """A field in words."""
    return t(*FIELDS.get(name, (name, name)))


def value(name: str, written: object) -> str:
    """A field's value in words; a dash where it is empty."""
    if numbers.missing(written) or written == "":
        return numbers.NOTHING
    if name == matches.FIELD:
        fields = json.loads(str(written))
        return str(fields.get("target") or fields.get("subject_key") or numbers.NOTHING)
    if name == "indicator_id":
        return indicator_words().get(str(written), str(written))
    if name in ("value", "value_high"):
        return numbers.number(float(str(written)))
    words = CHOICES.get(name, {}).get(str(written))
    return t(*words) if words else str(written)


def indicator_words() -> dict[str, str]:
    """Every indicator's name in the session's language, by its id."""
    name = "zh" if language() == "zh" else "en"
    return {one["indicator_id"]: str(one[name]) for one in data.all_indicators()}


def change(row: Record) -> str:
    """What one correction changed: “value 6.5 → 6.4”."""
    name = str(row["field"])
    return f"{field(name)} {value(name, row['old_value'])} → {value(name, row['new_value'])}"


def notes(rows: Sequence[Record]) -> Markup:
    """The corrections of one observation, for its evidence."""
    return markup.join(
        Markup('<p class="dx-corrected"><b>{}</b>{}{}</p>').format(
            t("经人工更正：", "Corrected by hand: "),
            change(row),
            Markup('<span class="dx-quiet"> · {} · {}，{} </span>{}').format(
                row["note"],
                row["author"],
                row["made_at"].strftime("%Y-%m-%d"),
                undo_link(row["correction_id"]),
            ),
        )
        for row in rows
    )


def correct_link(observation_id: object) -> Markup:
    """The way from a sentence to the form that corrects it; nothing for who may not."""
    return _ask_link("correct", observation_id, t("更正", "Correct this"))


def undo_link(correction_id: object) -> Markup:
    """The way to taking a correction back; nothing for who may not."""
    return _ask_link("undo", correction_id, t("撤销", "Undo"))


def _ask_link(name: str, number: object, words: str) -> Markup:
    """A link to this page with one of its dialogs open; `page.js` opens it without a reload."""
    if not access.may("correct"):
        return Markup("")
    kept = {key: kept for key, kept in st.query_params.items() if key not in ("correct", "undo")}
    address = "?" + urlencode({**kept, name: int(str(number))})
    return Markup('<a class="dx-ask" href="{}" target="_self">{}</a>').format(address, words)
