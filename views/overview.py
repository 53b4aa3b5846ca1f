"""Overview: which regions are here, how each did, where targets were met, what is new."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import (
    change_table,
    downloads,
    grid,
    labels,
    markup,
    numbers,
    state,
    verdict_map,
    verdict_table,
)
from views.parts.state import language, t


def page() -> None:
    """The headline, the search, the list of regions, the map, what is new, what moved most."""
    regions = data.regions()
    _headline(regions)
    verdict_table.stop_without_regions(regions)
    shown = _filtered(regions)
    if shown.empty:
        markup.notice(
            t(
                "没有找到这样的地区：请换个名称、拼音或代码试试。",
                "No such region here: try another name, pinyin or code.",
            )
        )
        return
    _list(shown)
    verdict_map.show(shown)
    # In Chinese a row's own name serves: 3,000 names for sixteen rows are needed in English only.
    places = labels.places(regions) if language() == "en" else {}
    _moved(int(regions["last_year"].max()), places)
    _newest(places)


def _headline(regions: pd.DataFrame) -> None:
    """The question, and how much the warehouse can say to it."""
    counts = data.counts()
    told = t(
        f"把各地政府工作报告中的年度目标与次年公布的结果逐项对照：{len(regions)}个地区，"
        f"{counts['reports']}份报告，{counts['observations']:,}个数据，每个数字都能追溯到原句。",
        "Each year's targets in government work reports beside the outcomes of the year after: "
        f"{len(regions)} regions, {counts['reports']} reports, {counts['observations']:,} figures, "
        "each with the sentence it came from.",
    )
    markup.show(
        Markup('<div class="dx-hero"><h1>{}</h1><p>{}</p></div>').format(
            t("说到，做到了吗？", "Did the district deliver?"), told
        )
    )


def _filtered(regions: pd.DataFrame) -> pd.DataFrame:
    """The regions that fit the search and the level."""
    left, right = st.columns([3, 2])
    with left:
        words = state.text(
            "q",
            t("查找地区", "Find a region"),
            placeholder=t(
                "名称、拼音或代码，如 涪陵、fuling、500102",
                "Name, pinyin or code: 涪陵, fuling, 500102",
            ),
        ).lower()
    found = set(regions["level"].unique())
    present = [name for name in labels.LEVELS if name in found]
    with right:
        level = state.select(
            "level",
            t("级别", "Level"),
            ["all", *present],
            words=lambda name: t("全部", "All") if name == "all" else labels.level(name),
        )
    kept = regions if level == "all" else regions[regions["level"] == level]
    if not words:
        return kept
    pinyin = kept["pinyin"].fillna("").str.lower()
    fits = (
        kept["name"].str.contains(words, regex=False)
        | pinyin.str.contains(words, regex=False)
        | pinyin.str.replace(" ", "").str.contains(words.replace(" ", ""), regex=False)
        | kept["region_code"].str.lower().str.startswith(words)
    )
    return kept[fits]


@markup.together()
def _list(regions: pd.DataFrame) -> None:
    """Regions with their latest report and share met; a name leads to the region's page."""
    shown = grid.rows_shown(len(regions), "regions")
    cut = grid.note(shown, len(regions))
    says = t(
        f"{len(regions)}个地区最新一份报告，以及上一年目标的完成情况{cut}；"
        "点地区名可打开该地区，点表头可排序。",
        f"The latest report of {len(regions)} regions and how last year's targets went{cut}; "
        "a name leads to the region, a column's head sorts.",
    )
    markup.sentence(says)
    listed = regions.head(shown)
    share = 100 * listed["met"] / listed["judged"].where(listed["judged"] > 0)
    years, reports = (listed[name].astype(int).tolist() for name in ("last_year", "reports"))
    grid.show(
        [
            grid.Column(
                t("地区", "Region"),
                [
                    labels.region_link(code, None, name)
                    for code, name in labels.places(listed).items()
                ],
            ),
            grid.Column(
                t("完成", "Met"), [_met(row) for row in listed.itertuples()], listed["met"].tolist()
            ),
            grid.Column(t("完成率", "Share met"), [_share(one) for one in share], share.tolist()),
            grid.Column(t("最新报告", "Latest report"), years, years),
            grid.Column(t("级别", "Level"), [labels.level(name) for name in listed["level"]]),
            grid.Column(t("报告数", "Reports"), reports, reports),
        ],
        name=says,
    )
    downloads.offer(lambda: _list_export(regions), says, "regions")


def _share(percent: float) -> object:
    """A share as a bar with its figure, or a dash."""
    if numbers.missing(percent):
        return numbers.NOTHING
    return Markup('<span class="dx-share"><i style="--w:{}%"></i>{}%</span>').format(
        round(percent), round(percent)
    )


def _met(row: object) -> str:
    """“7 of 9” or a dash."""
    met, judged = getattr(row, "met", None), getattr(row, "judged", None)
    if numbers.missing(met) or numbers.missing(judged) or not judged:
        return numbers.NOTHING
    return t(f"{int(judged)}项中{int(met)}项", f"{int(met)} of {int(judged)}")  # type: ignore[arg-type]


def _list_export(regions: pd.DataFrame) -> pd.DataFrame:
    """The list for a file."""
    return regions[
        [
            "region_code",
            "name",
            "level",
            "reports",
            "first_year",
            "last_year",
            "met",
            "judged",
            "targets",
            "source_issuer",
            "source_title",
            "source_date",
            "source_url",
        ]
    ]


@markup.together()
def _newest(places: dict[str, str]) -> None:
    """The reports that came in last; `places` are the regions' names."""
    markup.section(t("最近导入", "New here"), "new")
    found = data.newest_reports()
    rows = data.records(found)
    says = t(
        f"最近导入的{len(rows)}份政府工作报告。", f"The {len(rows)} work reports that came in last."
    )
    markup.sentence(says)
    markup.show(
        markup.plain_table(
            [t("地区", "Region"), t("年份", "Year"), t("导入时间", "Ingested")],
            [
                [
                    labels.region_link(
                        row["region_code"],
                        int(row["year"]),
                        places.get(row["region_code"], row["region"]),
                    ),
                    int(row["year"]),
                    row["stored_at"].strftime("%Y-%m-%d"),
                ]
                for row in rows
            ],
        )
    )
    downloads.offer(found, says, "newest")


@markup.together()
def _moved(year: int, places: dict[str, str]) -> None:
    """The growth targets that moved furthest; `places` are the regions' names."""
    markup.section(t("目标变动最大", "What changed most"), "moved")
    found = data.largest_changes(year)
    rows = data.records(found)
    if not rows:
        markup.notice(
            t(f"{year}年没有上调或下调的增速目标。", f"No growth target was moved in {year}.")
        )
        return
    says = t(
        f"{year}年与上一年相比变动最大的{len(rows)}个增速目标；点开一行可看两年的原文。",
        f"The {len(rows)} growth targets of {year} that moved furthest from the year before; "
        "open a row to read both sentences.",
    )
    markup.sentence(says)
    change_table.moved(
        rows,
        says,
        lambda row: labels.region_link(
            row["region_code"], year, places.get(row["region_code"], row["region"])
        ),
    )
    downloads.offer(lambda: change_table.sourced(found), says, f"moved-{year}")


page()
