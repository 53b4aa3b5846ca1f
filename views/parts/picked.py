"""A table of which one row can be chosen, and the sentences that then open under it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import evidence, labels, markup, verdict_table
from views.parts.state import t

Record = dict[str, Any]


def table(frame: pd.DataFrame, *, key: str, alt: str, **more: Any) -> int | None:
    """Show the table; gives the number of the chosen row."""
    picked = st.dataframe(
        frame, hide_index=True, width="stretch", alt=alt, placeholder="—", on_select="rerun",
        selection_mode="single-row", key=key, **more,
    )  # fmt: skip
    rows = [int(row) for row in picked.selection.rows if row < len(frame)]
    return rows[0] if rows else None


def hint() -> str:
    """The part of a table's sentence that says what choosing a row does."""
    return t("选中一行可看原文并复制引用", "select a row to read and cite its sentences")


def verdict_evidence(item: Record) -> None:
    """Both sides of one verdict under its table."""
    reports = data.reports_by_id(verdict_table.report_ids([item]))
    found = data.observations(list(reports), verdict_table.observation_ids([item]))
    regions = data.regions()
    own = regions[regions["region_code"] == item["region_code"]]
    name = labels.places(own).get(str(item["region_code"]), str(item["region"]))
    _panel(name, verdict_table.inside(item, reports, found), asked=True)


def figures_evidence(title: str, sides: list[tuple[str, int, Record]]) -> None:
    """Figures with their sentences; a side is its heading, the observation's id, its report."""
    reports = [int(report["report_id"]) for _, _, report in sides]
    found = data.observations(reports, [number for _, number, _ in sides])
    shown = [evidence.side(heading, found.get(number), report) for heading, number, report in sides]
    _panel(title, Markup('<div class="dx-sides">{}</div>').format(markup.join(shown)))


def _panel(title: str, body: Markup, *, asked: bool = False) -> None:
    """A framed place for what was opened; brought into view where the address `asked` for it."""
    markup.show(
        Markup('<div class="dx-panel" role="region" aria-label="{}" {}><h4>{}</h4>{}</div>').format(
            title, Markup("data-dx-asked") if asked else "", title, body
        )
    )
