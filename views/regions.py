"""Compare regions: two to six regions on the same indicators."""

from __future__ import annotations

from typing import Any

import pandas as pd

from views import data
from views.parts import (
    charts,
    charts_many,
    downloads,
    labels,
    markup,
    numbers,
    state,
    verdict_table,
)
from views.parts.state import t
from views.parts.verdicts import JUDGED, SUCCESS

Record = dict[str, Any]

MOST = 6
# Okabe and Ito's colours for regions, in an order that keeps neighbours apart.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9"]


def page() -> None:
    """Choose regions, then their scores, one year side by side, one indicator over the years."""
    markup.headline(t("地区比较", "Compare regions"))
    regions = data.regions()
    verdict_table.stop_without_regions(regions)
    words = labels.region_words(regions)
    codes = state.select_several(
        "regions",
        t("选择两到六个地区", "Choose two to six regions"),
        list(words),
        default=labels.best_regions(regions, 3),
        words=words.__getitem__,
        most=MOST,
    )
    if len(codes) < 2:
        markup.notice(t("请至少选择两个地区。", "Choose two regions at least."))
        return
    rows = data.several_regions(codes)
    if rows.empty:
        markup.notice(
            t(
                "这些地区还没有可判断的目标：每个地区需要连续两年的报告。",
                "No target of these regions has been judged: each needs two years in a row.",
            )
        )
        return
    names = labels.places(regions[regions["region_code"].isin(codes)], "short_name")
    rows = rows.assign(verdict=rows["verdict"].astype(str))
    # As plain rows: each look at a part of so wide a frame costs more than all of them together.
    items = data.records(rows)
    _scores(rows, items, codes, names)
    _side_by_side(rows, items, codes, names)
    _over_years(rows, items, codes, names)


@markup.together()
def _scores(
    rows: pd.DataFrame, items: list[Record], codes: list[str], names: dict[str, str]
) -> None:
    """How many targets each region met, year by year."""
    says = t(
        "各地各年完成的目标数 / 可判定的目标数。",
        "Targets met of those that could be judged, by region and year.",
    )
    markup.section(t("历年完成情况", "Met year by year"), "scores")
    markup.sentence(says)
    counted: dict[tuple[str, int], list[str]] = {}
    for item in items:
        counted.setdefault((item["region_code"], item["target_year"]), []).append(item["verdict"])
    years = _years(items)
    lines = [
        [names[code], *(_score(counted.get((code, year), [])) for year in years)] for code in codes
    ]
    heads = [t("地区", "Region"), *(str(year) for year in years)]
    markup.show(markup.plain_table(heads, lines))
    downloads.offer(lambda: _scores_export(rows, names), says, "regions-scores")


def _years(items: list[Record]) -> list[int]:
    """The years of the targets, newest first."""
    return sorted({int(item["target_year"]) for item in items}, reverse=True)


def _scores_export(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The scores for a file, a row a region and year, with the two reports that each rests on."""
    verdicts = rows["verdict"]
    counted = rows.assign(met=verdicts.isin(SUCCESS), judged=verdicts.isin(JUDGED))
    frame = counted.groupby(["region_code", "target_year"], as_index=False).agg(
        met=("met", "sum"),
        judged=("judged", "sum"),
        targets=("verdict", "size"),
        target_report_id=("target_report_id", "first"),
        actual_report_id=("actual_report_id", "first"),
    )
    frame.insert(0, "region", frame["region_code"].map(names))
    sides = [frame.pop(f"{side}_report_id") for side in ("target", "actual")]
    reports = data.reports_by_id([int(one) for one in pd.concat(sides).dropna()])
    for side, report_ids in zip(("target", "actual"), sides, strict=True):
        verdict_table.add_sources(frame, report_ids, reports, side)
    return frame


def _score(verdicts: list[str]) -> str:
    """“7 / 9”, or a dash where nothing was judged."""
    judged = sum(name in JUDGED for name in verdicts)
    return f"{sum(name in SUCCESS for name in verdicts)} / {judged}" if judged else numbers.NOTHING


def _side_by_side(
    rows: pd.DataFrame, items: list[Record], codes: list[str], names: dict[str, str]
) -> None:
    """One year: a line an indicator, a column a region."""
    markup.section(t("同一年，同样的指标", "One year, the same indicators"), "year")
    years = [str(year) for year in _years(items)]
    year = int(state.select("target_year", t("目标年份", "Target year"), years, width=180))
    found: dict[str, dict[str, Record]] = {}
    for item in items:
        if item["target_year"] == year and item["indicator_id"] is not None:
            found.setdefault(item["indicator_id"], {}).setdefault(item["region_code"], item)
    says = t(
        f"{'、'.join(names[code] for code in codes)}{year}年的目标 → 结果，以及结论；"
        "点结论可看原文并复制引用。",
        f"Targets → outcomes and verdicts of {', '.join(names[code] for code in codes)} in {year}; "
        "a verdict leads to its sentences and their citation.",
    )
    lines = []
    for of_indicator in sorted(found.values(), key=len, reverse=True):
        first = next(iter(of_indicator.values()))
        lines.append([labels.indicator(first), *(_cell(of_indicator.get(code)) for code in codes)])
    with markup.together():
        markup.sentence(says)
        heads = [t("指标", "Indicator"), *(names[code] for code in codes)]
        markup.show(markup.plain_table(heads, lines, "dx-wide"))

    def shown() -> pd.DataFrame:
        own = rows[rows["target_year"] == year]
        return verdict_table.sourced(own.drop_duplicates(["region_code", "indicator_id"]))

    downloads.offer(shown, says, f"regions-{year}")


def _cell(item: dict[str, object] | None) -> object:
    """Target → outcome with its verdict's chip."""
    if item is None:
        return numbers.NOTHING
    measure = item["measure"]
    target = numbers.figure(item, "target", measure=measure if isinstance(measure, str) else None)
    shown = f"{target} → {verdict_table.outcome(item)} "
    return markup.join([shown, verdict_table.chip_link(item)])


def _over_years(
    rows: pd.DataFrame, items: list[Record], codes: list[str], names: dict[str, str]
) -> None:
    """One indicator of all chosen regions over the years: outcomes as lines, targets dashed."""
    found: dict[str, dict[tuple[str, int], Record]] = {}
    for item in items:
        known = item["outcome"] is not None and item["target_value"] is not None
        if known and item["measure"] == "growth" and item["indicator_id"] is not None:
            of_indicator = found.setdefault(item["indicator_id"], {})
            of_indicator.setdefault((item["region_code"], item["target_year"]), item)
    if not found:
        return
    markup.section(t("一个指标，历年变化", "One indicator over the years"), "indicator")
    order = sorted(found, key=lambda one: len({code for code, _ in found[one]}), reverse=True)
    words = {name: labels.indicator(next(iter(own.values()))) for name, own in found.items()}
    indicator = state.select(
        "indicator", t("指标", "Indicator"), order, default="gdp", words=words.__getitem__
    )
    own = list(found[indicator].values())
    says = t(
        f"{words[indicator]}增速：实线圆点为结果，虚线方点为目标。",
        f"{words[indicator]}, growth: outcomes as lines with round points, targets dashed with "
        "squares.",
    )
    markup.sentence(says)
    sides = {"outcome": t("结果", "Outcome"), "target_value": t("目标", "Target")}
    points = [
        {
            "year": str(item["target_year"]),
            "name": names[item["region_code"]],
            "side": word,
            "value": item[side],
        }
        for side, word in sides.items()
        for item in own
    ]
    used = [names[code] for code in codes if any(code == item["region_code"] for item in own)]
    colours = dict(zip(used, COLOURS, strict=False))
    dashes = {sides["outcome"]: [1, 0], sides["target_value"]: [5, 4]}
    charts.draw(charts_many.lines(points, colours, dashes), says, key=f"regions-{indicator}")
    _table(own, names, indicator)
    ids = [item["target_observation_id"] for item in own]

    def shown() -> pd.DataFrame:
        return verdict_table.sourced(rows[rows["target_observation_id"].isin(ids)])

    downloads.offer(shown, says, f"regions-{indicator}")


def _table(items: list[Record], names: dict[str, str], indicator: str) -> None:
    """The chart's figures."""
    charts.figures(
        f"regions-{indicator}",
        markup.plain_table(
            [
                t("地区", "Region"),
                t("年份", "Year"),
                t("目标", "Target"),
                t("结果", "Outcome"),
                t("结论", "Verdict"),
            ],
            [
                [
                    names[item["region_code"]],
                    item["target_year"],
                    numbers.figure(item, "target", measure=item["measure"]),
                    verdict_table.outcome(item),
                    verdict_table.chip_link(item),
                ]
                for item in items
            ],
        ),
    )


page()
