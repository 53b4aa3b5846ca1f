"""Writes the tables of measured quality into the two READMEs, from the pinned figures.

The figures are those of `tests/quality/floor.json`, which a test holds against a fresh measurement;
so nothing stands in the READMEs that was not measured.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOOR = ROOT / "tests" / "quality" / "floor.json"
COLUMNS = ("exact_f1", "quantity_recall", "canonical_accuracy", "relation_recall")
NAMES = {
    "headline_targets": ("main target passages of real reports", "真实报告的主要预期目标段"),
    "gold_dev": ("all kinds of passages of real reports", "真实报告的各类段落"),
    "gold_hard_dev": (
        "sentences picked because they are hard",
        "专挑的难句",
    ),
    "blind": (
        "passages annotated before the program saw them",
        "先标注、后运行的段落",
    ),
    "blind_natural": ("a second such set", "第二批这样的段落"),
    "district": ("the language of district reports, figures made up", "区县报告的语言，数字虚构"),
    "districts_real": (
        "real figures of 44 districts, in our words",
        "44 个区县的真实数字，文字自拟",
    ),
}
HEADS = (
    "| held against | exact F1 | figures found | indicator right | relations found |",
    "| 对照 | 完全一致 F1 | 找到的数字 | 指标归对 | 找到的关系型目标 |",
)
PAIRS = (
    "Verdicts on five pairs of real reports: {verdict_accuracy:.1%} as a person gives them; changes"
    " of targets: {change_accuracy:.1%}.",
    "五对真实相邻报告的判断与人工一致：{verdict_accuracy:.1%}；目标变化：{change_accuracy:.1%}。",
)


def main() -> None:
    """Fill both pages."""
    for language, name in enumerate(("README.md", "README.zh-CN.md")):
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        block = quality(language)
        before, _, after = _parts(text)
        path.write_text(f"{before}{block}{after}", encoding="utf-8")


def _parts(text: str) -> tuple[str, str, str]:
    """The page up to the table, the table, and what follows it."""
    before, begin, rest = text.partition("<!-- quality -->\n")
    table, end, after = rest.partition("<!-- /quality -->")
    if not (begin and end):
        raise SystemExit("A README has lost its <!-- quality --> marks: put them back.")
    return before + begin, table, end + after


def quality(language: int) -> str:
    """The table and the sentence below it; 0 is English, 1 Chinese."""
    sets = json.loads(FLOOR.read_text(encoding="utf-8"))["sets"]
    rows = [HEADS[language], "|---|---|---|---|---|"]
    for name, titles in NAMES.items():
        if name in sets:
            rows.append(f"| {titles[language]} | {_cells(sets[name]['figures'])} |")
    pairs = PAIRS[language].format(**sets["pairs"]["figures"])
    return "\n".join([*rows, "", pairs]) + "\n"


def _cells(figures: dict[str, Any]) -> str:
    return " | ".join(f"{figures[key]:.3f}" if key in figures else "–" for key in COLUMNS)


if __name__ == "__main__":
    main()
