"""The list of corrections: what was changed in which report, by whom, why, and whether it holds."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from views import data
from views.parts import corrections, downloads, labels, markup, problems, verdict_table
from views.parts.state import t
from warehouse.waiting import Waiting

Record = dict[str, Any]


def show(*, always: bool) -> None:
    """The list with its download; without any correction a word on how to make one, if `always`."""
    frame = data.corrections()
    waiting = data.waiting()
    if frame.empty and not waiting.corrections and not always:
        return
    markup.section(t("人工更正", "Corrections by hand"), "corrections")
    if frame.empty and not waiting.corrections:
        markup.notice(
            t(
                "还没有更正。发现某个数字不对时，点开它的原文，再点“更正”。",
                "No correction yet. Where a figure is wrong, open its sentences and choose "
                "“Correct this”.",
            )
        )
        return
    rows = _with_waiting(data.records(frame), waiting)
    if waiting.corrections:
        markup.problem(problems.not_shown(waiting))
    holding = sum(_holds(row) for row in rows)
    says = t(
        f"{len(rows)}条人工更正，其中{holding}条生效；点开一行可看原句和理由。",
        f"Corrections by hand: {len(rows)}, in force: {holding}; open a row to see the "
        "words and the reason.",
    )
    markup.sentence(says)
    markup.table(
        [
            t("时间（UTC）", "Time (UTC)"),
            t("报告", "Report"),
            t("更正", "Correction"),
            t("更正人", "By"),
            t("状态", "State"),
        ],
        [_row(row) for row in rows],
        widths="8.5rem minmax(7rem,1.2fr) minmax(9rem,2fr) minmax(5rem,1fr) 7rem",
        name=says,
    )
    if not frame.empty:
        downloads.offer(lambda: _export(frame), says, "corrections")


def _with_waiting(rows: list[Record], waiting: Waiting) -> list[Record]:
    """The rows as they are saved: what waits comes first, in place of what is shown of it."""
    saved = [{**one, "waits": True} for one in reversed(waiting.corrections)]
    return saved + [row for row in rows if not waiting.of(int(row["correction_id"]))]


def _row(row: Record) -> markup.Row:
    """One correction with its words, its reason and the way back."""
    inside = Markup('<p class="dx-quote" lang="zh">“{}”</p><p class="dx-why">{}{}</p>').format(
        row["quote"],
        t("理由：", "Why: ") + str(row["note"]),
        Markup(" {}").format(corrections.undo_link(row["correction_id"]))
        if row["undone_at"] is None
        else "",
    )
    region, year = labels.place_of_code(row["region_code"], row["region"]), row["report_year"]
    return markup.Row(
        cells=[
            row["made_at"].strftime("%Y-%m-%d %H:%M"),
            labels.region_link(row["region_code"], year, f"{region} {year}"),
            corrections.change(row),
            row["author"],
            _state(row),
        ],
        inside=inside,
    )


def _holds(row: Record) -> bool:
    if row.get("waits"):
        return row["undone_at"] is not None
    return row["undone_at"] is None and bool(row["applied"])


def _state(row: Record) -> str:
    """Whether a correction holds, in words with a sign."""
    if row.get("waits") and row["undone_at"] is not None:
        return t("… 撤销已保存，尚未显示", "… undone, not shown yet")
    if row.get("waits"):
        return t("… 已保存，尚未显示", "… saved, not shown yet")
    if row["undone_at"] is not None:
        when = row["undone_at"].strftime("%Y-%m-%d")
        return t(f"↩ {row['undone_by']}于{when}撤销", f"↩ undone by {row['undone_by']}, {when}")
    if row["applied"]:
        return t("✓ 生效", "✓ holds")
    return t("? 原文已变，未生效", "? not applied: the text changed")


def _export(frame: pd.DataFrame) -> pd.DataFrame:
    """The list for a file, with the sources of the reports."""
    known = [int(number) for number in frame["report_id"].dropna()]
    kept = frame.drop(columns=["report_id"])
    verdict_table.add_sources(kept, frame["report_id"], data.reports_by_id(known))
    return kept
