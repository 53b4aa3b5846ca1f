"""About the method: what the words mean, the tolerances, how good extraction is, the limits."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from views import data
from views.parts import correction_list, downloads, markup
from views.parts.state import language, t
from views.parts.verdicts import VERDICTS
from warehouse.errors import NotPublishedError

# The figures that `tests/quality` pins; what stands here was measured.
QUALITY = Path(__file__).resolve().parent.parent / "tests" / "quality" / "floor.json"
SETS = {
    "headline_targets": ("真实报告的主要预期目标段", "main target passages of real reports"),
    "gold_dev": ("真实报告的各类段落", "all kinds of passages of real reports"),
    "gold_hard_dev": ("专挑的难句", "sentences picked because they are hard"),
    "blind": ("先标注、后运行的段落", "passages annotated before the program saw them"),
    "blind_natural": ("第二批这样的段落", "a second such set"),
    "districts_real": (
        "44 个区县的真实数字，文字自拟",
        "real figures of 44 districts, in our words",
    ),
}
MEASURES = {
    "exact_f1": ("完全一致 F1", "Exact F1"),
    "quantity_recall": ("找到的数字", "Figures found"),
    "canonical_accuracy": ("指标归对", "Indicator right"),
    "relation_recall": ("找到的关系型目标", "Relations found"),
}


def page() -> None:
    """Verdicts, tolerances, quality, limits, versions."""
    markup.headline(t("方法说明", "About the method"))
    _idea()
    _verdicts()
    try:
        _tolerances()
    except NotPublishedError:
        markup.notice(
            t(
                "导入第一份报告后，这里会显示判断规则的容差。",
                "The tolerances show here after the first ingest.",
            )
        )
    _quality()
    _limits()
    try:
        correction_list.show(always=False)
        _versions()
    except NotPublishedError:
        return


def _idea() -> None:
    """The idea in three sentences."""
    markup.show(
        Markup("<p style='max-width:52rem;line-height:1.8'>{}</p>").format(
            t(
                "每年初，地方政府在工作报告中总结上一年、提出新一年的预期目标，却很少有人把前后两份报告逐项对上。"
                "本程序按固定规则读出报告中的每个数据，并保留它在原文中的位置；再用同一套公开的规则，"
                "把上一年的主要预期目标与次年报告公布的结果逐项比较。结论从不靠猜：无法判断也是一种结论。",
                "Each January a local government reports on the year before and sets targets for "
                "the year ahead; hardly anybody lines the two up. This program reads every figure "
                "of a report by fixed rules and keeps its place in the text, then compares the "
                "main targets of one year with the outcomes that the next report gives, by one "
                "public set of rules. A verdict is never a guess: “can't be judged” is a "
                "verdict too.",
            )
        )
    )


def _verdicts() -> None:
    """The seven verdicts."""
    markup.section(t("七种结论", "The seven verdicts"), "verdicts")
    says = t("每种结论的含义。", "What each verdict means.")
    markup.sentence(says)
    heads = [t("结论", "Verdict"), t("含义", "Meaning")]
    lines = [[name, look.word, look.meaning] for name, look in VERDICTS.items()]
    markup.show(
        markup.plain_table(heads, [[markup.chip(look), look.meaning] for look in VERDICTS.values()])
    )
    downloads.offer(pd.DataFrame(lines, columns=["verdict", *heads]), says, "verdicts")


def _tolerances() -> None:
    """The constants of the rules, as the warehouse holds them."""
    frame = data.rules()
    if frame.empty:
        return
    markup.section(t("允许的偏差", "Tolerances"), "tolerances")
    says = t(
        "判断规则使用的常数；在数据库中是表 verdict_rule。",
        "The constants of the verdict rules; in the warehouse they are the table verdict_rule.",
    )
    markup.sentence(says)
    meaning = "meaning_zh" if language() == "zh" else "meaning"
    markup.show(
        markup.plain_table(
            [t("数值", "Value"), t("含义", "Meaning"), t("名称", "Name")],
            [
                [_constant(row), row[meaning], Markup("<code>{}</code>").format(row["name"])]
                for row in data.records(frame)
            ],
        )
    )
    downloads.offer(frame, downloads.heading(says, "verdict_rule"), "rules")


def _constant(row: dict[str, object]) -> str:
    """A constant with its unit."""
    value = f"{float(row['value']):.10f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]
    unit = row.get("unit") or ""
    return (
        f"{value} {unit}"
        if language() == "zh"
        else f"{value} {str(unit).replace('个百分点', 'points')}"
    )


def _quality() -> None:
    """How good extraction is: the figures that a test holds the program to."""
    markup.section(t("提取质量", "Quality of extraction"), "quality")
    sets = _measured()
    if not sets:
        markup.notice(
            t(
                "这份安装没有带测量结果；项目的 docs/extraction.md 中有。",
                "The measurements don't come with this installation; see docs/extraction.md.",
            )
        )
        return
    says = t(
        "与人工标注对照测得；“完全一致”指数值、单位、年份、限定词等各项都对。",
        "Measured against annotations by hand; “exact” means that value, unit, year, "
        "comparator and all other fields are right.",
    )
    markup.sentence(says)
    markup.sentence(
        t(
            "规则是看着这些段落改进的；在没有人看过的报告上，"
            "第一次运行的完全一致 F1 多在 0.9 左右。",
            "The rules were improved with these passages in view; on reports that nobody had "
            "looked at, first runs mostly gave an exact F1 of about 0.9.",
        )
    )
    heads = [t("对照", "Held against"), *(t(*words) for words in MEASURES.values())]
    lines = [
        [t(*SETS[name]), *(_percent(figures.get(measure)) for measure in MEASURES)]
        for name, figures in sets.items()
    ]
    markup.show(markup.plain_table(heads, lines))
    downloads.offer(pd.DataFrame(lines, columns=heads), says, "quality")


def _measured() -> dict[str, dict[str, float]]:
    """The pinned figures by set; empty where the file didn't come along."""
    if not QUALITY.is_file():
        return {}
    sets = json.loads(QUALITY.read_text(encoding="utf-8"))["sets"]
    return {name: sets[name]["figures"] for name in SETS if name in sets}


def _percent(value: float | None) -> str:
    """A share as a percentage."""
    return "—" if value is None else f"{value:.1%}"


def _limits() -> None:
    """What the program can't say."""
    markup.section(t("不能说明什么", "What it can't tell"), "limits")
    lines = [
        t(
            "只比较政府自己公布的数字，不核实数字是否真实。",
            "It compares what governments publish; it doesn't check whether the figures are true.",
        ),
        t(
            "只判断报告“主要预期目标”一段中的目标。",
            "It judges the targets of the main passage (主要预期目标) only.",
        ),
        t(
            "识别把握较低的行会标为“存疑”，请以原文为准。",
            "Rows that were read with low confidence are marked as doubtful: "
            "the report's text decides.",
        ),
        t(
            "完成率只计算可以判定的目标，不同地区的目标难度不同，不宜直接排名。",
            "The share met counts targets that can be judged; targets differ in difficulty, so "
            "it is no ranking of governments.",
        ),
    ]
    markup.show(
        Markup('<ul class="dx-list">{}</ul>').format(
            markup.join(Markup("<li>{}</li>").format(one) for one in lines)
        )
    )


def _versions() -> None:
    """Versions of everything that made the data."""
    markup.section(t("版本", "Versions"), "versions")
    says = t("当前数据由以下版本生成。", "What made the data that is shown.")
    markup.sentence(says)
    words = {
        "version": t("数据版本", "Data"),
        "published_at": t("发布时间（UTC）", "Published (UTC)"),
        "extractor_version": t("提取规则", "Extraction"),
        "vocabulary_version": t("指标词表", "Vocabulary"),
        "rules_version": t("判断规则", "Verdict rules"),
    }
    meta = data.meta()
    heads = [t("项目", "Item"), t("版本", "Version")]
    lines = [[word, meta[name]] for name, word in words.items() if name in meta]
    markup.show(markup.plain_table(heads, lines))
    downloads.offer(pd.DataFrame(lines, columns=heads), says, "versions")


page()
