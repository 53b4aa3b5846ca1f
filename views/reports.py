"""Report to report: two reports side by side, what was added, dropped or reworded."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import (
    downloads,
    evidence,
    labels,
    markup,
    numbers,
    picked,
    state,
    verdict_table,
)
from views.parts.difference import Pair, pair_sentences, terms, worded_difference
from views.parts.state import t

SHOWN = 60


def page() -> None:
    """Choose two reports, then terms, sentences by section, figures that line up."""
    markup.headline(t("两份报告对照", "Two reports side by side"))
    regions = data.regions()
    verdict_table.stop_without_regions(regions)
    chosen = _choose(regions)
    if chosen is None:
        return
    before, after = chosen
    _heads(before, after)
    first, second = (
        data.sentences(int(before["report_id"])),
        data.sentences(int(after["report_id"])),
    )
    kinds = {
        "sentences": t("语句", "Sentences"),
        "figures": t("数据", "Figures"),
        "terms": t("命名的举措", "Named initiatives"),
    }
    shown = state.pick(
        "show", t("对照什么", "What to compare"), list(kinds), words=kinds.__getitem__,
        default="sentences",
    )  # fmt: skip
    if shown == "terms":
        _terms(before, after, first, second)
    elif shown == "sentences":
        _sentences(before, after, first, second)
    else:
        _figures(before, after)


def _choose(regions: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Two reports of one region; the later one first asked for."""
    words = labels.region_words(regions)
    left, middle, right = st.columns([3, 1, 1])
    with left:
        code = state.select(
            "region",
            t("地区", "Region"),
            list(words),
            default=labels.best_region(regions),
            words=words.__getitem__,
            filter_mode="contains",
        )
    years = [str(year) for year in data.years(code)]
    if len(years) < 2:
        markup.notice(
            t(
                "这个地区只有一份报告：再导入一年的报告后即可对照。",
                "There is one report of this region only: ingest another year to compare.",
            )
        )
        return None
    with right:
        after = state.select("year", t("后一份", "Later report"), years[:-1])
    with middle:
        earlier = [year for year in years if year < after]
        before = state.select("before", t("前一份", "Earlier report"), earlier)
    found = data.report(code, int(before)), data.report(code, int(after))
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _heads(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Both reports with their sources."""
    sides = [
        Markup('<div class="dx-side"><h4>{}</h4>{}<p class="dx-quiet">{}</p></div>').format(
            _heading(one),
            evidence.source(one),
            t(f"{one['characters']:,}字", f"{one['characters']:,} characters"),
        )
        for one in (before, after)
    ]
    markup.show(Markup('<div class="dx-sides">{}</div>').format(markup.join(sides)))


def _terms(
    before: dict[str, Any],
    after: dict[str, Any],
    first: list[dict[str, Any]],
    second: list[dict[str, Any]],
) -> None:
    """Initiatives named in quotation marks: new, kept, gone."""
    old, new = terms(one["text"] for one in first), terms(one["text"] for one in second)
    if not old and not new:
        markup.notice(
            t(
                "两份报告都没有用引号命名的举措：请看“语句”或“数据”。",
                "Neither report names an initiative in quotation marks: see “Sentences” or "
                "“Figures”.",
            )
        )
        return
    groups = [
        (t("新出现", "New"), "#009E73", [term for term in new if term not in old]),
        (t("沿用", "Kept"), "#0072B2", [term for term in new if term in old]),
        (t("不再出现", "Gone"), "#D55E00", [term for term in old if term not in new]),
    ]
    says = t(
        f"两份报告中用引号命名的举措：{before['year']}年{len(old)}个，"
        f"{after['year']}年{len(new)}个。",
        f"Initiatives named in quotation marks: {len(old)} in {before['year']}, "
        f"{len(new)} in {after['year']}.",
    )
    markup.sentence(says)
    for heading, colour, found in groups:
        tags = markup.join(
            Markup('<span class="dx-tag" lang="zh" style="--c:{}">{}</span>').format(colour, term)
            for term in found
        )
        markup.show(
            Markup(
                '<p><b>{}</b> <span class="dx-quiet">{}</span></p><div class="dx-tags">{}</div>'
            ).format(heading, len(found), tags or numbers.NOTHING)
        )
    rows = [{"kind": heading, "term": term} for heading, _, found in groups for term in found]
    downloads.offer(
        _sourced(pd.DataFrame(rows), before, after), says, _file("terms", before, after)
    )


def _sourced(frame: pd.DataFrame, before: dict[str, Any], after: dict[str, Any]) -> pd.DataFrame:
    """The table for a file, with the sources of both reports on each row."""
    reports = {int(one["report_id"]): one for one in (before, after)}
    frame = frame.copy()
    for side, one in (("before", before), ("after", after)):
        numbers_of_rows = pd.Series([one["report_id"]] * len(frame), index=frame.index)
        verdict_table.add_sources(frame, numbers_of_rows, reports, side)
    return frame


def _file(what: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The name of a file of these two reports."""
    return f"{what}-{before['region_code']}-{before['year']}-{after['year']}"


def _sentences(
    before: dict[str, Any],
    after: dict[str, Any],
    first: list[dict[str, Any]],
    second: list[dict[str, Any]],
) -> None:
    """Sentences of one section: reworded ones beside each other, then added, then dropped."""
    kinds = {
        "review": t("回顾部分", "The review"),
        "plan": t("安排部分", "The plan"),
        "all": t("全文", "The whole report"),
    }
    kind = state.select(
        "part", t("部分", "Part"), list(kinds), default="plan", words=kinds.__getitem__, width=220
    )
    pairs = _paired(_of_kind(before, first, kind), _of_kind(after, second, kind))
    counts = {
        name: sum(pair.kind == name for pair in pairs)
        for name in ("kept", "reworded", "added", "dropped")
    }
    says = t(
        f"{kinds[kind]}从{before['year']}年到{after['year']}年：沿用{counts['kept']}句，改写{counts['reworded']}句，"
        f"新增{counts['added']}句，删去{counts['dropped']}句。",
        f"{kinds[kind]} from {before['year']} to {after['year']}: {counts['kept']} sentences kept, "
        f"{counts['reworded']} reworded, {counts['added']} added, {counts['dropped']} dropped.",
    )
    markup.sentence(says)
    for name, heading in (
        ("reworded", t("改写", "Reworded")),
        ("added", t("新增", "Added")),
        ("dropped", t("删去", "Dropped")),
        ("kept", t("沿用", "Kept")),
    ):
        _pairs(heading, [pair for pair in pairs if pair.kind == name])
    frame = pd.DataFrame(
        [{"kind": pair.kind, "before": pair.before, "after": pair.after} for pair in pairs]
    )
    downloads.offer(_sourced(frame, before, after), says, _file("sentences", before, after))


@st.cache_data(show_spinner=False, max_entries=50)
def _paired(before: list[str], after: list[str]) -> list[Pair]:
    """The pairs, kept: two long reports take some tenths of a second."""
    return pair_sentences(before, after)


def _of_kind(report: dict[str, Any], sentences: list[dict[str, Any]], kind: str) -> list[str]:
    """The sentences of the sections of a kind."""
    if kind == "all":
        return [str(one["text"]) for one in sentences]
    wanted = {
        one["section_number"]
        for one in data.sections(int(report["report_id"]))
        if one["kind"] == kind
    }
    return [str(one["text"]) for one in sentences if one["section_number"] in wanted]


def _pairs(heading: str, pairs: list[Pair]) -> None:
    """One group of sentences in a list that opens."""
    if not pairs:
        return
    with st.expander(f"{heading} · {len(pairs)}", expanded=heading in ("改写", "Reworded")):
        items = markup.join(
            Markup('<li lang="zh">{}</li>').format(worded_difference(pair))
            for pair in pairs[:SHOWN]
        )
        markup.show(Markup('<ul class="dx-list dx-diff">{}</ul>').format(items))
        if len(pairs) > SHOWN:
            st.caption(
                t(
                    f"只列出前{SHOWN}句，下载文件中有全部。",
                    f"The first {SHOWN} only; the download has all.",
                )
            )


def _figures(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Observations that line up: same subject, measure and role in both reports."""
    keys = ["subject_key", "measure", "role"]
    old = data.report_observations(int(before["report_id"]))
    new = data.report_observations(int(after["report_id"]))
    old, new = (one[one["role"] != "other"].drop_duplicates(keys) for one in (old, new))
    both = old.merge(new, on=keys, suffixes=("_before", "_after"))
    if both.empty:
        markup.notice(t("两份报告没有同一指标的数据。", "The two reports share no figure."))
        return
    says = t(
        f"两份报告都给出的{len(both)}个数据，逐项对齐；{picked.hint()}。",
        f"The {len(both)} figures that both reports give, lined up; {picked.hint()}.",
    )
    markup.sentence(says)
    items = data.records(both)
    frame = pd.DataFrame(
        {
            t("指标", "Indicator"): [item["subject_after"] for item in items],
            t("性质", "Role"): [
                t("目标", "target") if item["role"] == "target" else t("结果", "actual")
                for item in items
            ],
            t("口径", "Measure"): [labels.measure(item["measure"]) for item in items],
            _heading(before): [_value(item, "before") for item in items],
            _heading(after): [_value(item, "after") for item in items],
        }
    )
    chosen = picked.table(
        frame, key=_file("figures", before, after), alt=says, height=min(560, 38 + 35 * len(frame))
    )
    downloads.offer(_sourced(both, before, after), says, _file("figures", before, after))
    if chosen is not None:
        item = items[chosen]
        sides = [
            (_heading(one), int(item[f"observation_id_{side}"]), one)
            for side, one in (("before", before), ("after", after))
        ]
        picked.figures_evidence(str(item["subject_after"]), sides)


def _heading(report: dict[str, Any]) -> str:
    """A report by its year."""
    return t(f"{report['year']}年报告", f"Report of {report['year']}")


def _value(item: dict[str, Any], side: str) -> str:
    """A figure of one of the reports."""
    names = ("value", "value_high", "unit", "comparator", "force", "relation")
    return numbers.figure(
        {f"x_{name}": item[f"{name}_{side}"] for name in names}, "x", measure=item["measure"]
    )


page()
