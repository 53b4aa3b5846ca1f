"""District: did it do what it said, what does it promise now, how did that go over the years."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import (
    change_table,
    charts,
    downloads,
    evidence,
    labels,
    markup,
    notes,
    numbers,
    state,
    units,
    verdict_table,
)
from views.parts.state import t
from views.parts.verdicts import SUCCESS, verdict

Record = dict[str, Any]

# Charts shown at first; the rest are behind the choice. What readers look for comes first.
FIRST_CHARTS = 4
MAIN = (
    "gdp", "fixed_investment", "retail_sales", "industrial_va", "general_budget_revenue",
    "income_all", "urban_jobs",
)  # fmt: skip
CHARTED = (
    "indicator_id", "measure", "subject", "zh", "en", "target_year", "target_value",
    "target_value_high", "target_unit", "target_comparator", "target_force", "target_relation",
    "outcome", "actual_value", "actual_value_high", "actual_unit", "actual_comparator",
    "actual_estimate", "actual_quote", "verdict",
)  # fmt: skip


def page() -> None:
    """Choose region and year, then headline, verdicts, targets, charts, practical things."""
    regions = data.regions()
    verdict_table.stop_without_regions(regions)
    code, year = _choose(regions)
    row = regions[regions["region_code"] == code].iloc[0]
    region = labels.place(row["name"], row["pinyin"])
    report = data.report(code, year)
    if bool(row["fictional"]):
        markup.sentence(
            t(
                f"{region}是虚构的地区，仅供演示和测试。",
                f"{region} is made up, for demonstration and tests only.",
            )
        )
    rows = data.attainment(code, year)
    if rows.empty:
        markup.headline(t(f"{region} {year}年", f"{region} {year}"))
        verdict_table.empty(region, year)
    else:
        _attainment(region, year, report, rows)
    _changes(code, region, year)
    _charts(code, region)
    if report is not None:
        with markup.together():
            _practical(report)
            _source(report)


def _attainment(region: str, year: int, report: Record | None, rows: pd.DataFrame) -> None:
    """The headline, the report's own claim, and the verdicts with their evidence."""
    with markup.together():
        verdict_table.headline(region, year, rows)
        _claims(report, rows)
        markup.section(
            t(f"{year - 1}年目标完成情况", f"Were the targets for {year - 1} met?"), "verdicts"
        )
        verdict_table.show(region, year, rows, st.query_params.get("row"))


def _choose(regions: pd.DataFrame) -> tuple[str, int]:
    """The region and the year, from the address or chosen."""
    words = labels.region_words(regions)
    left, right = st.columns([4, 1])
    with left:
        code = state.select(
            "region",
            t("地区（可按名称、拼音或代码搜索）", "Region (search by name, pinyin or code)"),
            list(words),
            default=labels.best_region(regions),
            words=words.__getitem__,
            filter_mode="contains",
        )
    with right:
        years = [str(year) for year in data.years(code)]
        year = state.select("year", t("报告年份", "Year of the report"), years)
    return code, int(year)


def _claims(report: dict[str, Any] | None, rows: pd.DataFrame) -> None:
    """The report's own claim beside our count."""
    told = [] if report is None else data.claims(int(report["report_id"]))
    told = [claim for claim in told if claim["kind"] in ("all_met", "share_met", "not_met")][:2]
    if not told or report is None:
        return
    met = int(rows["verdict"].isin(SUCCESS).sum())
    quotes = markup.join(
        Markup('<p class="dx-quote" lang="zh">“{}”</p>').format(claim["quote"]) for claim in told
    )
    markup.show(
        Markup('<div class="dx-side"><h4>{}</h4>{}<p class="dx-quiet">{}</p></div>').format(
            t("报告自己的说法", "What the report says of itself"),
            quotes,
            t(
                f"我们只核对报告主要预期目标中的{len(rows)}项，其中完成{met}项。",
                f"We check the {len(rows)} targets of its main passage only; {met} were met.",
            ),
        )
    )


def _changes(code: str, region: str, year: int) -> None:
    """The targets of this year beside last year's."""
    rows = data.target_changes(code, year)
    with markup.together():
        markup.section(t(f"{year}年提出了什么目标", f"What it promises for {year}"), "targets")
        if rows.empty:
            change_table.empty(region, year)
        else:
            change_table.show(region, year, rows)


def _charts(code: str, region: str) -> None:
    """A chart an indicator over the years, with its table under it."""
    history = data.history(code)
    series = _series(_with_present(code, history))
    if not series:
        return
    says = t(
        f"{region}各年目标和次年报告公布的结果，按指标分列。",
        f"Each year's target of {region} and the outcome by the report of the year after, "
        "indicator by indicator.",
    )
    with markup.together():
        markup.section(t("历年目标与结果", "Targets and outcomes over the years"), "years")
        markup.sentence(says)
    names = list(series)
    if len(names) > FIRST_CHARTS:
        titles = {name: _series_title(rows) for name, rows in series.items()}
        names = state.pick_several(
            "charts",
            t("指标", "Indicators"),
            names,
            words=lambda name: titles.get(name, name),
            default=names[:FIRST_CHARTS],
        )
    columns = st.columns(2)
    for position, name in enumerate(name for name in names if name in series):
        with columns[position % 2]:
            _chart(region, series[name], f"{code}-{name}")
    charts.reading_help()
    downloads.offer(lambda: verdict_table.sourced(history), says, f"years-{region}")


def _with_present(code: str, history: pd.DataFrame) -> pd.DataFrame:
    """The judged targets, and those of the newest report, whose outcome isn't known yet."""
    rows = data.target_changes(code, data.years(code)[0])
    rows = rows[rows["current_value"].notna()]
    sides = {
        name: name.replace("current", "target")
        for name in rows.columns
        if name.startswith("current")
    }
    present = rows.rename(columns={**sides, "year": "target_year"})
    shared = [name for name in present.columns if name in history.columns]
    return pd.concat([history, present[shared]], ignore_index=True) if len(present) else history


def _series(history: pd.DataFrame) -> dict[str, list[Record]]:
    """Rows by indicator and measure: the main ones, then those with the most outcomes.

    As plain rows: two dozen small frames would cost a region's page a twentieth of a second.
    """
    known = history["target_value"].notna() & history["indicator_id"].notna()
    numeric = history.loc[known, [name for name in CHARTED if name in history.columns]]
    found: dict[str, dict[int, Record]] = {}
    for row in data.records(numeric):
        if row["measure"] is not None:
            of_key = found.setdefault(f"{row['indicator_id']}-{row['measure']}", {})
            of_key.setdefault(int(row["target_year"]), row)
    series = {name: [row for _, row in sorted(rows.items())] for name, rows in found.items()}
    return dict(sorted(series.items(), key=_weight))


def _weight(item: tuple[str, list[Record]]) -> tuple[int, int, int]:
    """The place of a chart: what can be compared over years, then the main indicators."""
    rows = item[1]
    indicator = str(rows[0]["indicator_id"])
    place = MAIN.index(indicator) if indicator in MAIN else len(MAIN)
    outcomes = sum(row["outcome"] is not None for row in rows)
    return (place if outcomes else len(MAIN) + 1, -outcomes, -len(rows))


def _series_title(rows: list[Record]) -> str:
    """What a chart is about."""
    row = rows[-1]
    if row["measure"] == "growth":
        return t(f"{labels.indicator(row)}增速", f"{labels.indicator(row)}, growth")
    return labels.indicator(row)


def _chart(region: str, rows: list[Record], key: str) -> None:
    """One chart, its text, its table."""
    unit, title = str(rows[-1]["target_unit"]), _series_title(rows)
    drawn = charts.target_rows(units.rows_on_one_scale(rows, unit))
    told = "；".join(
        f"{row['target_year']}: {numbers.figure(row, 'target', measure=row['measure'])} → "
        f"{numbers.figure(row, 'actual', measure=row['measure'])} {_word(row)}"
        for row in rows
    )
    charts.draw(charts.over_years(drawn, unit, title), f"{region} {title}: {told}", key=key)
    charts.figures(
        key,
        markup.plain_table(
            [
                t("年份", "Year"),
                t("目标", "Target"),
                t("结果", "Outcome"),
                t("结论", "Verdict"),
            ],
            [
                [
                    row["target_year"],
                    numbers.figure(row, "target", measure=row["measure"]),
                    verdict_table.outcome(row),
                    markup.chip(verdict(row["verdict"])) if row["verdict"] else numbers.NOTHING,
                ]
                for row in rows
            ],
        ),
    )


def _word(row: dict[str, Any]) -> str:
    """The verdict's word; nothing where the year isn't over yet."""
    return verdict(row["verdict"]).word if row["verdict"] else ""


def _practical(report: dict[str, Any]) -> None:
    """The year's practical things for the people, as the report lists them."""
    things = data.practical_things(int(report["report_id"]))
    if not things:
        return
    markup.section(t("民生实事", "Practical things for the people"), "practical")
    markup.sentence(
        t(
            f"{report['region']}{report['year']}年报告中谈到民生实事的语句，照原文列出。",
            f"The sentences of the {report['year']} report on practical things for the people "
            "(民生实事), as they stand.",
        )
    )
    items = markup.join(Markup('<li lang="zh">{}</li>').format(one["text"]) for one in things)
    markup.show(Markup('<ul class="dx-list">{}</ul>').format(items))


def _source(report: dict[str, Any]) -> None:
    """Where the page's report came from, and what is doubtful about it."""
    markup.show(Markup("<hr>{}").format(evidence.source(report)))
    for doubt in report["doubts"] if report["doubts"] is not None else []:
        markup.notice(notes.told(doubt))


page()
