"""The map of the overview: regions by indicators, each cell one verdict of one year."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from views import data
from views.parts import downloads, labels, markup, state, verdict_table
from views.parts.state import language, t
from views.parts.verdicts import VERDICTS, verdict

# Rows and columns of the map; more can't be read on one screen.
MAP_REGIONS, MAP_INDICATORS = 30, 14


def show(regions: pd.DataFrame) -> None:
    """The heat map of regions by indicators for one year, with its table."""
    years = [
        str(year)
        for year in range(int(regions["last_year"].max()), int(regions["first_year"].min()), -1)
    ]
    if not years:
        return
    markup.section(t("哪里完成了，哪里没有", "Where targets were met"), "map")
    year = int(state.select("year", t("报告年份", "Year of the report"), years, width=180))
    chosen = regions.head(MAP_REGIONS)
    frame = data.heat(year, list(chosen["region_code"]))
    if frame.empty:
        markup.notice(
            t(
                f"{year}年的报告还没有可判断的目标，请选其他年份。",
                f"No target was judged by the reports of {year}: choose another year.",
            )
        )
        return
    frame = _cells(frame, labels.places(chosen, "short_name"))
    columns = list(frame["indicator"].value_counts().index[:MAP_INDICATORS])
    frame = frame[frame["indicator"].isin(columns)]
    rows = [code for code in chosen["region_code"] if code in set(frame["region_code"])]
    cut = len(regions) > MAP_REGIONS or len(columns) == MAP_INDICATORS
    note = (
        t(
            f"（最多列{MAP_REGIONS}个地区、最常见的{MAP_INDICATORS}项指标）",
            f" (at most {MAP_REGIONS} regions and the {MAP_INDICATORS} most frequent indicators)",
        )
        if cut
        else ""
    )
    says = t(
        f"{year}年报告对{year - 1}年目标的交代：每格是一个地区一项指标的结论{note}；点开可看原文。",
        f"What the reports of {year} say to the targets for {year - 1}: one verdict a region and "
        f"indicator{note}; each leads to its sentences.",
    )
    with markup.together():
        markup.sentence(says)
        _draw_map(frame, rows, columns, year)
        _map_legend(frame)
    downloads.offer(lambda: _map_export(frame), says, f"map-{year}")


def _map_export(frame: pd.DataFrame) -> pd.DataFrame:
    """The map for a file, a row a cell, with its sources."""
    ids = ["target_report_id", "actual_report_id"]
    known = pd.concat([frame[name] for name in ids]).dropna()
    reports = data.reports_by_id([int(number) for number in known])
    kept = frame.drop(columns=ids)
    for side in ("target", "actual"):
        verdict_table.add_sources(kept, frame[f"{side}_report_id"], reports, side)
    return kept


def _draw_map(frame: pd.DataFrame, rows: list[str], columns: list[str], year: int) -> None:
    """The map as a real table of coloured cells: it scrolls on a phone and can be read aloud."""
    found = {(one.region_code, one.indicator): one for one in frame.itertuples()}
    names = dict(zip(frame["region_code"], frame["region"], strict=True))
    head = markup.join(
        Markup('<th scope="col"><span>{}</span></th>').format(name) for name in columns
    )
    lines = markup.join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            labels.region_link(code, year, names[code]),
            markup.join(
                _map_cell(found.get((code, name)), names[code], name, year) for name in columns
            ),
        )
        for code in rows
    )
    markup.show(
        Markup(
            '<div class="dx-scroll"><table class="dx-map"><thead><tr><td></td>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(head, lines)
    )


def _map_cell(one: Any, region: str, indicator: str, year: int) -> Markup:
    """A cell with the verdict's colour and sign, as a link to its sentences.

    The verdict's word is in the title and for readers aloud.
    """
    if one is None:
        return Markup("<td></td>")
    look = verdict(one.verdict)
    return Markup(
        '<td style="--c:{};--i:{}" title="{} · {}: {}"><a href="{}" target="_self">'
        '<b aria-hidden="true">{}</b><i>{}</i></a></td>'
    ).format(
        look.colour,
        look.ink,
        region,
        indicator,
        one.word,
        verdict_table.address(one.region_code, year, one.indicator_id),
        one.sign,
        one.word,
    )


def _cells(frame: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """The map's rows with names, words and signs in the session's language."""
    looks = [verdict(name) for name in frame["verdict"]]
    return frame.assign(
        region=frame["region_code"].map(places),
        indicator=frame["zh" if language() == "zh" else "en"],
        word=[look.word for look in looks],
        sign=[look.sign for look in looks],
    )[
        [
            "region_code", "region", "indicator_id", "indicator", "verdict", "word", "sign",
            "target_report_id", "actual_report_id",
        ]
    ]  # fmt: skip


def _map_legend(frame: pd.DataFrame) -> None:
    """The verdicts that occur, with sign and word."""
    present = set(frame["verdict"])
    chips = markup.join(
        (markup.chip(look) for name, look in VERDICTS.items() if name in present), " "
    )
    markup.show(Markup('<p class="dx-legend">{}</p>').format(chips))
