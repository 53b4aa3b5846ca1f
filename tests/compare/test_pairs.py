"""Two short reports through extraction and comparison together; words and figures are made up."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import verdict_build as build

from compare import ReportRecords, compare_reports
from ingest.extract import extract

FILE = Path(__file__).with_name("pairs.jsonl")
PAIRS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
TEXT = """示例区人民政府工作报告
（{year}年1月）
一、{heading}
{review}
二、{year}年工作安排
今年全区经济社会发展主要预期目标是：{targets}
三、重点工作
抓好各项工作的落实。
"""


def records(year: int, review: str, targets: str, heading: str = "") -> ReportRecords:
    heading = heading or f"{year - 1}年工作回顾"
    text = TEXT.format(year=year, heading=heading, review=review, targets=targets)
    found = extract(text, year=year)
    return ReportRecords(
        name=f"{year}.txt",
        year=year,
        region={"region_code": "X00001", "name": "示例区", "level": "district"},
        observations=[one.as_record() for one in found.observations],
        statements=[asdict(one) for one in found.statements],
    )


def named(rows: list[dict[str, Any]], field: str) -> dict[str, str]:
    return {row["indicator"] or row["subject"]: row[field] for row in rows}


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["before"] for pair in PAIRS])
def test_pair(pair: dict[str, Any]) -> None:
    reference = build.reference()
    comparison = compare_reports(
        records(2024, "过去一年，各项工作扎实推进。", pair["before"]),
        records(2025, pair["review"], pair["after"], pair.get("heading", "")),
        indicators=reference.indicators,
        units=reference.units,
    )
    assert named(comparison.attainment, "verdict") == pair["verdicts"]
    assert named(comparison.changes, "change") == pair["changes"]
