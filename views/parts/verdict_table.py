"""The attainment of last year's targets: its headline, its table, its export."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import downloads, evidence, labels, markup, numbers
from views.parts.state import language, t
from views.parts.verdicts import JUDGED, SUCCESS, VERDICTS, flag, verdict

Record = dict[str, Any]


def headline(region: str, year: int, rows: pd.DataFrame) -> None:
    """“7 of 9 targets met” with a bar of all verdicts, colour and sign and word together."""
    counts = Counter(str(name) for name in rows["verdict"])
    met = sum(counts[name] for name in SUCCESS)
    judged = sum(counts[name] for name in JUDGED)
    title = t(f"{judged}项目标完成{met}项", f"{met} of {judged} targets met")
    if not judged:
        title = t("没有可以判定的目标", "No target could be judged")
    explained = t(
        f"{region}{year - 1}年提出的目标，按{year}年政府工作报告公布的结果判断"
        f"{_rest(len(rows) - judged)}。",
        f"The targets that {region} set for {year - 1}, judged by its government work report of "
        f"{year}{_rest(len(rows) - judged)}.",
    )
    markup.show(
        Markup('<div class="dx-hero"><h1>{}</h1><p>{}</p>{}</div>').format(
            title, explained, _bar(counts)
        )
    )


def _rest(others: int) -> str:
    """How many targets are shown but can't be counted."""
    if not others:
        return ""
    return t(
        f"；另有{others}项未报告、不可比或只有文字",
        f"; {others} more not reported, not comparable or in words only",
    )


def _bar(counts: Counter[str]) -> Markup:
    """A bar of the verdicts with a legend of counts; the legend carries the words."""
    present = [(name, look) for name, look in VERDICTS.items() if counts[name]]
    bar = markup.join(
        Markup('<i style="flex:{};--c:{}"></i>').format(counts[name], look.colour)
        for name, look in present
    )
    legend = markup.join(
        Markup('<span style="--c:{}" title="{}"><b>{}</b>{} {}</span>').format(
            look.colour, look.meaning, look.sign, look.word, counts[name]
        )
        for name, look in present
    )
    return Markup(
        '<div class="dx-bar" aria-hidden="true">{}</div><div class="dx-legend">{}</div>'
    ).format(bar, legend)


def show(region: str, year: int, rows: pd.DataFrame, opened: str | None = None) -> None:
    """The sentence, the table whose rows open both sentences, and the download."""
    says = sentence(region, year, rows)
    markup.sentence(says)
    items = data.records(rows)
    reports = data.reports_by_id(report_ids(items))
    found = data.observations(list(reports), observation_ids(items))
    markup.table(
        [
            t("指标", "Indicator"),
            t("目标", "Target"),
            t("结果", "Outcome"),
            t("差距", "Gap"),
            t("结论", "Verdict"),
        ],
        [_row(item, reports, found, opened) for item in items],
        widths="minmax(9rem,2.1fr) minmax(6rem,1.4fr) minmax(6rem,1.3fr) minmax(5.5rem,1fr) 9.5rem",
        name=says,
    )
    downloads.offer(lambda: export(rows, reports), says, f"attainment-{region}-{year}")


def sentence(region: str, year: int, rows: pd.DataFrame) -> str:
    """What the table shows, in one plain sentence."""
    return t(
        f"{region}{year - 1}年的{len(rows)}项目标与{year}年报告公布的结果；"
        "点开一行可看两份报告的原文。",
        f"The {len(rows)} targets of {region} for {year - 1} and their outcomes by the report of "
        f"{year}; open a row to read both sentences.",
    )


def report_ids(items: list[Record]) -> list[int]:
    """The reports of all sides."""
    return [
        int(item[name])
        for item in items
        for name in ("target_report_id", "actual_report_id")
        if item[name] is not None
    ]


def observation_ids(items: list[Record]) -> list[int]:
    """The observations of all sides."""
    names = ("target_observation_id", "actual_observation_id")
    return [int(item[name]) for item in items for name in names if item[name] is not None]


def _row(
    item: Record, reports: dict[int, Record], found: dict[int, Record], opened: str | None
) -> markup.Row:
    """One target as a row with its evidence inside."""
    anchor = _anchor(item)
    target = numbers.figure(item, "target", measure=item["measure"])
    if item["stretch_value"] is not None:
        stretch = numbers.amount(item["stretch_value"], item["target_unit"])
        target += t(f"（力争{stretch}）", f" (stretch {stretch})")
    if target == numbers.NOTHING:
        target = str(item["target_quote"])
    return markup.Row(
        cells=[
            labels.subject(item),
            target,
            outcome(item),
            numbers.difference(item["gap"], item["target_unit"] or item["actual_unit"]),
            markup.chip(verdict(item["verdict"])),
        ],
        inside=inside(item, reports, found),
        anchor=anchor,
        open=opened is not None and opened in (anchor, item["indicator_id"]),
    )


def outcome(item: Record) -> str | Markup:
    """The reported outcome with 预计 where it is an estimate; a dash where none was reported."""
    if item["actual_value"] is None:
        return t("见原文", "see the text") if item["actual_quote"] else numbers.NOTHING
    shown = numbers.figure(item, "actual", measure=_actual_measure(item))
    return t(f"{shown}（预计）", f"{shown} (estimate)") if item["actual_estimate"] else shown


def _actual_measure(item: Record) -> str | None:
    """The measure of the outcome: a growth target's outcome may be given as a level."""
    unit = item["actual_unit"]
    if item["measure"] == "growth" and unit not in ("%", "个百分点", "百分点"):
        return "level"
    measure: str | None = item["measure"]
    return measure


def inside(item: Record, reports: dict[int, Record], found: dict[int, Record]) -> Markup:
    """Why the verdict is what it is, and both sentences with their sources."""
    why = item["reason_zh"] if language() == "zh" else item["reason"]
    notes = [flag(name) for name in (item["flags"] if item["flags"] is not None else [])]
    if item["doubtful"]:
        notes.append(t("存疑：请核对原文", "doubtful: check the sentences"))
    note = Markup(' <span class="dx-quiet">{}</span>').format(" · ".join(notes)) if notes else ""
    target_year, report_year = int(item["target_year"]), int(item["report_year"])
    return Markup('<p class="dx-why">{}{}</p><div class="dx-sides">{}{}</div>').format(
        why,
        note,
        _side(
            t(f"目标（{target_year}年报告）", f"Target (report of {target_year})"),
            item,
            "target",
            reports,
            found,
        ),
        _side(
            t(f"结果（{report_year}年报告）", f"Outcome (report of {report_year})"),
            item,
            "actual",
            reports,
            found,
        ),
    )


def _side(
    heading: str, item: Record, name: str, reports: dict[int, Record], found: dict[int, Record]
) -> Markup:
    """One side's evidence: the observation's sentence, or the words that decided."""
    number = item[f"{name}_observation_id"]
    report_id = item[f"{name}_report_id"]
    report = reports.get(int(report_id)) if report_id is not None else None
    observation = found.get(int(number)) if number is not None else None
    if observation is None and item[f"{name}_quote"]:
        return evidence.words(heading, item[f"{name}_quote"], report)
    return evidence.side(heading, observation, report)


def export(rows: pd.DataFrame, reports: dict[int, Record]) -> pd.DataFrame:
    """The table for a file: whole words for columns, figures as numbers, sources on each row."""
    frame = pd.DataFrame(
        {
            "region": rows["region"],
            "region_code": rows["region_code"],
            "target_year": rows["target_year"],
            "report_year": rows["report_year"],
            "indicator": rows["indicator_id"],
            "subject": rows["subject"],
            "measure": rows["measure"].astype("string"),
        }
    )
    kept = (
        "target_comparator",
        "target_value",
        "target_value_high",
        "target_unit",
        "target_relation",
        "stretch_value",
        "actual_comparator",
        "actual_value",
        "actual_value_high",
        "actual_unit",
        "actual_estimate",
        "gap",
        "verdict",
        "reason",
        "reason_zh",
        "confidence",
        "target_quote",
        "actual_quote",
    )
    for name in kept:
        column = rows[name]
        frame[name] = (
            column.astype("string") if isinstance(column.dtype, pd.CategoricalDtype) else column
        )
    for side in ("target", "actual"):
        add_sources(frame, rows[f"{side}_report_id"], reports, side)
    return frame


def address(region_code: object, report_year: object, row: object) -> str:
    """Where a verdict's sentences are: the region's page with this row open."""
    asked = {"region": region_code, "year": report_year, "row": row}
    return f"./district?{urlencode(asked)}"


def chip_link(item: Record) -> Markup:
    """The verdict's chip as a link to its sentences."""
    return Markup('<a class="dx-plainlink" href="{}" target="_self">{}</a>').format(
        address(item["region_code"], int(item["report_year"]), _anchor(item)),
        markup.chip(verdict(str(item["verdict"]))),
    )


def _anchor(item: Record) -> str:
    """The name of a row in its page and in addresses."""
    return f"t{int(item['target_observation_id'])}"


def sourced(rows: pd.DataFrame) -> pd.DataFrame:
    """The table for a file, with the reports asked for only now."""
    numbers = pd.concat([rows["target_report_id"], rows["actual_report_id"]]).dropna()
    return export(rows, data.reports_by_id([int(number) for number in numbers]))


def add_sources(
    frame: pd.DataFrame, report_ids: pd.Series, reports: dict[int, Record], prefix: str = ""
) -> None:
    """Add issuer, title, date and address of the reports as columns `<prefix>_source_…`."""
    of_row = [reports.get(int(number), {}) if pd.notna(number) else {} for number in report_ids]
    name = f"{prefix}_source" if prefix else "source"
    frame[f"{name}_issuer"] = [evidence.issuer_of(r) if r else None for r in of_row]
    frame[f"{name}_title"] = [evidence.title_of(r) if r else None for r in of_row]
    frame[f"{name}_date"] = [evidence.known_day(r) for r in of_row]
    frame[f"{name}_url"] = [r.get("url") for r in of_row]


def empty(region: str, year: int) -> None:
    """What to do where last year's report isn't there."""
    markup.notice(
        t(
            f"还没有{region}{year - 1}年报告中的目标，因此无法判断{year - 1}年的完成情况。"
            "请到“导入”页加入上一年的报告。",
            f"The targets of {region} for {year - 1} aren't here, so that nothing can be judged. "
            "Add the report of the year before on the page “Ingest”.",
        )
    )


def stop_without_regions(regions: pd.DataFrame) -> None:
    """Stop a page that needs a region where there is none."""
    if regions.empty:
        markup.notice(
            t(
                "还没有政府工作报告。请到“导入”页上传或粘贴一份。",
                "There is no work report yet. Upload or paste one on the page “Ingest”.",
            )
        )
        st.stop()
