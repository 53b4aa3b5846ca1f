"""Whose year a number is in a review of five years: bases, ends and averages stand side by side."""

from __future__ import annotations

import pytest

from ingest.extract import extract

HEAD = "政府工作报告\n——2022年1月10日在示例区第十八届人民代表大会第一次会议上\n"
REVIEW = "一、过去五年工作回顾\n"
CASES = [
    (
        "地区生产总值由2016年的320亿元增加到485亿元，年均增长7.2%；税收收入突破30亿元。",
        [(320, 2016), (485, 2021), (7.2, "2017-2021"), (30, 2021)],
    ),
    (
        "森林覆盖率由2016年的41%提高到2021年的46%，五年新增造林12万亩。",
        [(41, 2016), (46, 2021), (12, "2017-2021")],
    ),
    ("城镇化率从52%提高到58%。", [(52, 2016), (58, 2021)]),
    ("城镇化率较2016年提高6个百分点，达到58%。", [(6, 2021), (58, 2021)]),
    ("2021年，地区生产总值增长8.3%，财政收入增长5%。", [(8.3, 2021), (5, 2021)]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_each_number_has_its_own_time(sentence: str, expected: list[tuple[object, object]]) -> None:
    found = extract(HEAD + REVIEW + sentence + "\n").observations
    assert [(o.value, o.period) for o in found] == expected
