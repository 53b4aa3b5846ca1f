"""Indicator: one indicator over regions and years, target against outcome."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import (
    charts,
    charts_many,
    distribution,
    downloads,
    grid,
    labels,
    markup,
    numbers,
    picked,
    state,
    units,
    verdict_table,
)
from views.parts.state import language, t
from views.parts.verdicts import JUDGED, SUCCESS, verdict

RANKED = 25
# Digits of the longest id that fits into the database.
LONGEST_ID = 18


def page() -> None:
    """Choose indicator and year, then headline, ranking, target against outcome, the years."""
    markup.headline(t("一个指标，各地各年", "One indicator, all regions and years"))
    indicators = data.indicators()
    if indicators.empty:
        markup.notice(
            t(
                "还没有可判断的目标：请先导入同一地区连续两年的报告。",
                "No target has been judged yet: ingest two reports of one region, year after year.",
            )
        )
        return
    names = dict(
        zip(
            indicators["indicator_id"],
            indicators["zh" if language() == "zh" else "en"],
            strict=True,
        )
    )
    left, middle, right = st.columns([3, 1, 1])
    with left:
        indicator = state.select(
            "indicator", t("指标", "Indicator"), list(names), default="gdp", words=names.__getitem__
        )
    with middle:
        years = [str(year) for year in data.indicator_years(indicator)]
        year = int(state.select("target_year", t("目标年份", "Target year"), years))
    rows = data.indicator_rows(indicator, year)
    with right:
        rows = _one_measure(rows)
    _show(names[indicator], indicator, year, rows)
    _years(names[indicator], indicator)


def _one_measure(rows: pd.DataFrame) -> pd.DataFrame:
    """Targets of one measure only: growth and level don't belong on one axis."""
    found = list(rows["measure"].dropna().astype(str).value_counts().index)
    if not found:
        return rows
    chosen = state.select("measure", t("口径", "Measure"), found, words=labels.measure)
    return rows[rows["measure"].astype(str) == chosen].drop_duplicates("region_code")


def _show(name: str, indicator: str, year: int, rows: pd.DataFrame) -> None:
    """Headline, charts and table of one year."""
    verdicts = rows["verdict"].astype(str)
    met, judged = int(verdicts.isin(SUCCESS).sum()), int(verdicts.isin(JUDGED).sum())
    markup.show(
        Markup('<div class="dx-hero"><p><b>{}</b></p></div>').format(
            t(
                f"{year}年{judged}个地区的“{name}”目标中，{met}个完成。",
                f"{name}, {year}: {met} of {judged} regions met their target.",
            )
        )
    )
    rows = rows.assign(shown_name=_names(rows))
    numeric = units.on_one_scale(rows[rows["target_value"].notna() & rows["outcome"].notna()])
    if len(numeric):
        left, right = st.columns(2, gap="large")
        with left:
            _ranking(name, year, numeric)
        with right:
            _scatter(name, year, numeric)
        _distribution(name, year, numeric)
    _table(name, indicator, year, rows)


def _frame(rows: pd.DataFrame) -> pd.DataFrame:
    """What the two charts draw."""
    names = rows["verdict"].astype(str)
    words = {name: verdict(name).word for name in names.unique()}
    return pd.DataFrame(
        {
            "region": rows["shown_name"],
            "target": rows["target_value"],
            "actual": rows["outcome"],
            "word": names.map(words),
        }
    )


def _names(rows: pd.DataFrame) -> pd.Series:
    """Short names; whole ones where several regions share a short one (城关区)."""
    names = rows["short_name"].where(~rows["short_name"].duplicated(keep=False), rows["region"])
    if language() == "zh":
        return names
    regions = data.regions()
    pinyin = dict(zip(regions["region_code"], regions["pinyin"], strict=True))
    codes = rows["region_code"]
    shown = [labels.place(name, pinyin.get(code)) for code, name in zip(codes, names, strict=True)]
    return pd.Series(shown, index=rows.index, dtype=object)


@markup.together()
def _ranking(name: str, year: int, rows: pd.DataFrame) -> None:
    """Outcomes ranked, each with its target as a grey tick."""
    markup.section(t("结果排名", "Ranking"), "ranking")
    frame = _frame(rows).sort_values("actual", ascending=False).head(RANKED)
    cut = ""
    if len(rows) > RANKED:
        cut = t(f"，仅列前{RANKED}个地区", f", the first {RANKED} of {len(rows)} regions")
    drawn = charts_many.ranking(frame, str(rows["target_unit"].iloc[0]))
    charts.draw(
        drawn,
        t(
            f"{year}年{name}：各地结果排名，灰线为目标{cut}",
            f"{name} {year}: outcomes ranked, targets in grey{cut}",
        ),
        key="ranking",
    )
    note = t(
        f"灰线为目标{cut}；全部地区见下表。", f"Targets in grey{cut}; the table below has all."
    )
    charts.save_buttons("ranking", Markup('<p class="dx-quiet">{}</p>').format(note))


@markup.together()
def _scatter(name: str, year: int, rows: pd.DataFrame) -> None:
    """Ambition against delivery: above the diagonal the outcome beat the target."""
    markup.section(t("目标与结果", "Ambition and delivery"), "ambition")
    says = t(
        f"{year}年{name}：虚线以上表示结果高于目标",
        f"{name} {year}: above the dashed line the outcome is higher than the target",
    )
    unit = str(rows["target_unit"].iloc[0])
    charts.draw(charts_many.ambition(_frame(rows), unit), says, key="ambition")
    charts.save_buttons("ambition", Markup('<p class="dx-quiet">{}</p>').format(says))


@markup.together()
def _distribution(name: str, year: int, rows: pd.DataFrame) -> None:
    """How many regions set and reached how much, with the quartiles under the chart."""
    if len(rows) < distribution.LEAST_REGIONS:
        return
    markup.section(t("分布", "Distribution"), "distribution")
    factor, unit = numbers.axis(str(rows["target_unit"].iloc[0]))
    says = t(
        f"{year}年{name}：{len(rows)}个地区的目标和结果各落在哪个区间（{unit}）。",
        f"{name} {year}: where the targets and outcomes of {len(rows)} regions lie ({unit}).",
    )
    markup.sentence(says)
    sides = {"target": t("目标", "Target"), "actual": t("结果", "Outcome")}
    frame = _frame(rows)[list(sides)].astype(float) * factor
    colours = {sides["target"]: charts.TARGET_COLOUR, sides["actual"]: charts.OUTCOME_COLOUR}
    spread = distribution.bins(frame, sides)
    charts.draw(charts_many.histogram(spread, colours), says, key="distribution")
    heads = [
        "", t("最低", "Least"), t("四分之一位", "First quarter"), t("中位数", "Median"),
        t("四分之三位", "Third quarter"), t("最高", "Greatest"),
    ]  # fmt: skip
    charts.save_buttons(
        "distribution",
        markup.plain_table(
            heads,
            [
                [word, *(numbers.number(value) for value in values)]
                for word, values in distribution.quartiles(frame, sides)
            ],
        ),
    )
    what = f"attainment: target_value, target_value + gap; target_year = {year}"
    # A region's target and its outcome stand in two reports.
    downloads.offer(spread, downloads.heading(says, what, 2 * len(rows)), f"distribution-{year}")


@markup.together()
def _table(name: str, indicator: str, year: int, rows: pd.DataFrame) -> None:
    """All regions of the year, to be sorted by any column; a verdict opens its sentences below."""
    ranked = rows.sort_values("outcome", ascending=False, na_position="last")
    shown = grid.rows_shown(len(ranked), "indicator")
    says = t(
        f"{year}年各地的“{name}”目标与次年报告公布的结果{grid.note(shown, len(ranked))}；"
        "点结论可看原文并复制引用，点表头可排序。",
        f"Targets and reported outcomes of {name} in {year}, region by region"
        f"{grid.note(shown, len(ranked))}; a verdict opens its sentences, a column's head sorts.",
    )
    markup.sentence(says)
    items = data.records(ranked.head(shown))
    places = labels.places(data.regions()) if language() == "en" else {}
    targets = [numbers.figure(item, "target", measure=item["measure"]) for item in items]
    gaps = [item["gap"] for item in items]
    chips = {name: markup.chip(verdict(name)) for name in {str(one["verdict"]) for one in items}}
    grid.show(
        [
            grid.Column(
                t("地区", "Region"),
                [places.get(item["region_code"], item["region"]) for item in items],
            ),
            grid.Column(t("目标", "Target"), targets, [item["target_value"] for item in items]),
            grid.Column(
                t("结果", "Outcome"),
                [verdict_table.outcome(item) for item in items],
                [item["outcome"] for item in items],
            ),
            grid.Column(t("差距", "Gap") + _gap_unit(ranked), [_gap(gap) for gap in gaps], gaps),
            grid.Column(
                t("结论", "Verdict"),
                [_opening(item, indicator, year, chips[str(item["verdict"])]) for item in items],
            ),
        ],
        name=says,
    )
    downloads.offer(
        lambda: verdict_table.sourced(
            data.verdicts_by_target(indicator, year, list(ranked["target_observation_id"]))
        ),
        says,
        f"{indicator}-{year}",
    )
    _asked(indicator, year)


def _opening(item: dict[str, object], indicator: str, year: int, chip: Markup) -> Markup:
    """The verdict's chip as a link that opens its sentences under the table."""
    asked = {
        "indicator": indicator, "target_year": year, "measure": item["measure"],
        "row": item["target_observation_id"],
    }  # fmt: skip
    return Markup('<a class="dx-plainlink" href="./indicator?{}" target="_self">{}</a>').format(
        urlencode({name: value for name, value in asked.items() if value is not None}),
        chip,
    )


def _asked(indicator: str, year: int) -> None:
    """The sentences of the verdict that the address names; nothing where it isn't of this table."""
    row = st.query_params.get("row", "")
    if not row.isdecimal() or len(row) > LONGEST_ID:
        return
    found = data.records(data.verdicts_by_target(indicator, year, [int(row)]))
    if found:
        picked.verdict_evidence(found[0])


def _gap(value: float | None) -> str:
    """A gap as a number with the minus of all pages; a dash where there is none."""
    return numbers.NOTHING if value is None else numbers.number(value).replace("-", "−")


def _gap_unit(rows: pd.DataFrame) -> str:
    """The unit of the gaps, where all have the same one."""
    found = rows.loc[rows["gap"].notna(), "target_unit"].unique()
    if len(found) != 1:
        return ""
    unit = t("个百分点", "pp") if found[0] == "%" else found[0]
    return t(f"（{unit}）", f" ({unit})")


@markup.together()
def _years(name: str, indicator: str) -> None:
    """Medians over the years, in growth."""
    frame = data.indicator_over_years(indicator)
    frame = frame[frame["measure"] == "growth"]
    if len(frame) < 2:
        return
    markup.section(t("历年中位数", "Medians over the years"), "years")
    says = t(
        f"各年“{name}”增速目标与结果的中位数，以及完成目标的地区数。",
        f"Medians of growth targets and outcomes of {name} by year, and how many regions met "
        "theirs.",
    )
    markup.sentence(says)
    words = {"target": t("目标", "Target"), "actual": t("结果", "Outcome")}
    rows = data.records(frame)
    points = [
        {"name": word, "side": "", "year": str(row["target_year"]), "value": row[side]}
        for side, word in words.items()
        for row in rows
        if row[side] is not None
    ]
    colours = {words["target"]: charts.TARGET_COLOUR, words["actual"]: charts.OUTCOME_COLOUR}
    charts.draw(
        charts_many.lines(points, colours, {"": [1, 0]}),
        t(f"{name}：历年目标与结果的中位数", f"{name}: median target and outcome by year"),
        key="medians",
    )
    charts.save_buttons(
        "medians",
        markup.plain_table(
            [
                t("年份", "Year"),
                t("目标中位数", "Median target"),
                t("结果中位数", "Median outcome"),
                t("完成", "Met"),
            ],
            [
                [
                    row["target_year"],
                    numbers.amount(row["target"], "%"),
                    numbers.amount(row["actual"], "%"),
                    f"{row['met']} / {row['judged']}",
                ]
                for row in rows
            ],
        ),
    )
    what = f"attainment: median(target_value), median(target_value + gap); {indicator}, growth"
    told = downloads.heading(says, what, int(frame["reports"].sum()))
    downloads.offer(frame, told, f"medians-{indicator}")


page()
