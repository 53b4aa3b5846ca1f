"""The targets of this year beside last year's: raised, lowered, new, dropped, reworded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
from markupsafe import Markup

from views import data
from views.parts import downloads, evidence, labels, markup, numbers
from views.parts.state import language, t
from views.parts.verdict_table import add_sources
from views.parts.verdicts import CHANGES, change

Record = dict[str, Any]


def show(region: str, year: int, rows: pd.DataFrame) -> None:
    """The sentence, the table whose rows open both sentences, and the download."""
    says = sentence(region, year, rows)
    markup.sentence(says)
    items = data.records(rows)
    reports = data.reports_by_id(
        [int(item[f"{side}_report_id"]) for item in items for side in ("previous", "current")]
    )
    found = data.observations(list(reports), _observation_ids(items))
    markup.table(
        [
            t("指标", "Indicator"),
            t(f"{year - 1}年目标", f"Target {year - 1}"),
            t(f"{year}年目标", f"Target {year}"),
            t("变化", "Change"),
            t("类别", "Kind"),
        ],
        [_row(item, reports, found) for item in items],
        widths="minmax(9rem,2.1fr) minmax(6rem,1.4fr) minmax(6rem,1.4fr) minmax(5rem,0.9fr) 9.5rem",
        name=says,
    )
    downloads.offer(lambda: export(rows, reports), says, f"targets-{region}-{year}")


def moved(rows: list[Record], says: str, place: Callable[[Record], Markup]) -> None:
    """Changes of several regions; `place` gives a row's region as a link."""
    reports = data.reports_by_id(
        [int(row[f"{side}_report_id"]) for row in rows for side in ("previous", "current")]
    )
    found = data.observations(list(reports), _observation_ids(rows))
    markup.table(
        [
            t("地区", "Region"),
            t("指标", "Indicator"),
            t("上年", "Before"),
            t("今年", "Now"),
            t("变化", "Change"),
        ],
        [
            markup.Row(
                cells=[
                    place(row),
                    labels.indicator(row),
                    target(row, "previous"),
                    target(row, "current"),
                    markup.chip(change(row["change"])),
                ],
                inside=_inside(row, reports, found),
            )
            for row in rows
        ],
        widths="minmax(4.5rem,1.1fr) minmax(6rem,1.5fr) minmax(4rem,1fr) minmax(4rem,1fr) 6.5rem",
        name=says,
    )


def sourced(rows: pd.DataFrame) -> pd.DataFrame:
    """The table for a file, with the reports asked for only now."""
    known = pd.concat([rows["previous_report_id"], rows["current_report_id"]]).dropna()
    return export(rows, data.reports_by_id([int(number) for number in known]))


def sentence(region: str, year: int, rows: pd.DataFrame) -> str:
    """What the table shows and how many targets moved, in one plain sentence."""
    counts = Counter(str(name) for name in rows["change"])
    told = [(look.word, counts[name]) for name, look in CHANGES.items() if counts[name]]
    parts_zh = "、".join(f"{word}{count}项" for word, count in told)
    parts_en = ", ".join(f"{count} {word}" for word, count in told)
    return t(
        f"{region}{year}年的目标与{year - 1}年目标对照：{parts_zh}。",
        f"The targets of {region} for {year} beside those for {year - 1}: {parts_en}.",
    )


def _observation_ids(items: list[Record]) -> list[int]:
    names = ("previous_observation_id", "current_observation_id")
    return [int(item[name]) for item in items for name in names if item[name] is not None]


def _row(item: Record, reports: dict[int, Record], found: dict[int, Record]) -> markup.Row:
    """One target of the two years."""
    return markup.Row(
        cells=[
            labels.subject(item),
            target(item, "previous"),
            target(item, "current"),
            numbers.difference(item["delta"], item["delta_unit"])
            if item["change"] in ("raised", "lowered")
            else numbers.NOTHING,
            markup.chip(change(item["change"])),
        ],
        inside=_inside(item, reports, found),
    )


def target(item: Record, side: str) -> str:
    """A year's target in words and number; its own words where it has no number."""
    if item[f"{side}_observation_id"] is None:
        return numbers.NOTHING
    shown = numbers.figure(item, side, measure=item["measure"])
    return str(item[f"{side}_quote"]) if shown == numbers.NOTHING else shown


def _inside(item: Record, reports: dict[int, Record], found: dict[int, Record]) -> Markup:
    """The reason and both years' sentences."""
    sides = []
    for side, year in (("previous", item["previous_year"]), ("current", item["year"])):
        heading = t(f"{int(year)}年报告", f"Report of {int(year)}")
        number = item[f"{side}_observation_id"]
        observation = found.get(int(number)) if number is not None else None
        sides.append(
            evidence.side(heading, observation, reports.get(int(item[f"{side}_report_id"])))
        )
    why = item["reason_zh"] if language() == "zh" else item["reason"]
    return Markup('<p class="dx-why">{}</p><div class="dx-sides">{}</div>').format(
        why, markup.join(sides)
    )


def export(rows: pd.DataFrame, reports: dict[int, Record]) -> pd.DataFrame:
    """The table for a file, with the sources of both sides."""
    names = [
        "region",
        "region_code",
        "previous_year",
        "year",
        "indicator_id",
        "subject",
        "measure",
        "previous_comparator",
        "previous_value",
        "previous_value_high",
        "previous_unit",
        "previous_force",
        "previous_relation",
        "current_comparator",
        "current_value",
        "current_value_high",
        "current_unit",
        "current_force",
        "current_relation",
        "change",
        "delta",
        "delta_unit",
        "reason",
        "reason_zh",
        "confidence",
        "previous_quote",
        "current_quote",
    ]
    frame = rows[names].rename(columns={"indicator_id": "indicator"}).copy()
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = frame[name].astype("string")
    for side in ("previous", "current"):
        add_sources(frame, rows[f"{side}_report_id"], reports, side)
    return frame


def empty(region: str, year: int) -> None:
    """What to do where there is only one year."""
    markup.notice(
        t(
            f"只有一年的目标可看：加入{region}{year - 1}年的报告后，这里会显示目标的变化。",
            f"There is one year only: add the report of {region} of {year - 1} to see how its "
            "targets changed.",
        )
    )
