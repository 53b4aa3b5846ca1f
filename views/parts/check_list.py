"""What the checks before publishing found in the data that is shown, for the page Ingest."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from markupsafe import Markup

from views import data
from views.parts import corrections, downloads, labels, markup, numbers
from views.parts.state import t

Record = dict[str, Any]

# What a check that didn't pass says, with the number of cases.
WORDS = {
    "report_ids_unique": ("{}个报告编号重复", "report numbers used twice: {}"),
    "one_current_report": (
        "{}个地区年份有两份现行报告",
        "regions and years with two current reports: {}",
    ),
    "observation_ids_unique": ("{}个数据编号重复", "observation numbers used twice: {}"),
    "sentences_unique": ("{}份报告有重复的句子", "reports that hold a sentence twice: {}"),
    "rows_belong_to_a_current_report": (
        "{}份非现行报告还留有数据",
        "reports that aren't current and still have rows: {}",
    ),
    "quotes_stand_where_they_say": (
        "{}个数据的引文位置不符",
        "figures that point at another place than their quote: {}",
    ),
    "texts_are_whole": (
        "{}份报告的原文与存入时不同",
        "reports whose text isn't the one that was stored: {}",
    ),
    "regions_known": ("{}个地区代码没有登记", "reports of an unknown region: {}"),
    "no_region_lost": (
        "上一版本中的{}个地区现在没有报告",
        "regions of the last version without a report now: {}",
    ),
    "verdicts_have_both_sides": (
        "{}个结论缺少一方的原文",
        "verdicts without the words of one side: {}",
    ),
    "verdicts_name_observations": (
        "{}个结论指向不存在的数据",
        "verdicts that name figures which don't exist: {}",
    ),
    "observations_kept": (
        "{}个地区的数据不到上一版本的一半，可能有报告没有读全",
        "regions with less than half of the figures of the last version: {}; a report may have "
        "been read only in part",
    ),
    "magnitudes": (
        "{}个金额与相邻年份相差二十倍以上，可能单位读错，或报告本身有误",
        "amounts over twenty times those of the year beside them: {}; a unit may have been "
        "misread, or the report is wrong",
    ),
    "parts_fit_their_total": (
        "{}个总数小于其各部分之和",
        "totals smaller than their parts together: {}",
    ),
    "amounts_as_before": (
        "{}个金额与上一版本相差五倍以上，规则改动后可能读法不同",
        "amounts more than fivefold those of the last version, or less than a fifth: {}; they "
        "may be read another way now",
    ),
}
# Checks whose example begins with a report's number; the others' begin with a region's code.
BY_REPORT = frozenset(
    {
        "sentences_unique",
        "rows_belong_to_a_current_report",
        "texts_are_whole",
        "parts_fit_their_total",
    }
)
_EXAMPLE = re.compile(r"\(such as (.*)\)$")


def show() -> None:
    """One sentence on the checks, then a row for each warning."""
    frame = data.check_results()
    if frame.empty:
        return
    rows = [row for row in data.records(frame) if not row["passed"]]
    markup.section(t("发布前的检查", "Checks before publishing"), "checks")
    if not rows:
        says = t(
            f"当前数据通过了发布前的全部{len(frame)}项检查。",
            f"The data that is shown passed all {len(frame)} checks before publishing.",
        )
        markup.sentence(says)
        return
    says = t(
        f"发布前做了{len(frame)}项检查，{len(rows)}项有提醒；数据照常发布，请核对下列各处。",
        f"{len(frame)} checks were made before publishing, {len(rows)} of them warn; the data was "
        "published, but look at these.",
    )
    markup.sentence(says)
    heads = [t("提醒", "Warning"), t("例如", "Such as")]
    markup.show(
        markup.plain_table(heads, [[f"⚠ {words(row)}", _example_link(row)] for row in rows])
    )
    export = pd.DataFrame(
        {
            "check": [row["name"] for row in rows],
            "found": [row["found"] for row in rows],
            "warning": [words(row) for row in rows],
            "example": [_example(row) for row in rows],
        }
    )
    downloads.offer(export, says, "checks")


def words(row: Record) -> str:
    """What a check found, in plain words; its own where it is a check we don't know."""
    known = WORDS.get(str(row["name"]))
    return t(*known).format(f"{row['found']:,}") if known else str(row["message"])


def _example(row: Record) -> str:
    found = _EXAMPLE.search(str(row["message"]))
    return found[1] if found else ""


def _example_link(row: Record) -> Markup:
    """One case as a link to its region; codes become names."""
    example = _example(row)
    if not example:
        return Markup("{}").format(numbers.NOTHING)
    first, *rest = example.split(" ")
    region = data.region_of(first, of_report=row["name"] in BY_REPORT)
    if region is None:
        return Markup("{}").format(example)
    year = region["year"] or (rest.pop(0) if rest and rest[0].isdigit() else None)
    named = [corrections.indicator_words().get(word, word) for word in rest]
    shown = " ".join([str(region["name"]), *filter(None, [year and str(year)]), *named])
    return labels.region_link(region["region_code"], year, shown)
