"""What pages of districts do to a sentence: half-width marks, 下同, ranks among many, gaps."""

from __future__ import annotations

import pytest

from ingest.extract import extract

CASES = [
    (
        "全年地区生产总值同比(下同)增长4.5%,规上工业增加值增长6.9%.",
        [("地区生产总值", 4.5, "growth"), ("规上工业增加值", 6.9, "growth")],
    ),
    (
        "地区生产总值达到556亿元,总量在全省91个县(市)中排名第一;工业投资增长14%。",
        [
            ("地区生产总值", 556, "level"),
            ("地区生产总值总量", 1, "rank"),
            ("工业投资", 14, "growth"),
        ],
    ),
    (
        "地区生产总值增长7.7%,增速高于全市平均5.7个百分点,位居全市第1位。",
        [("地区生产总值", 7.7, "growth"), ("地区生产总值增速", 1, "rank")],
    ),
    (
        "58个重点项目进展顺利,全年完成投资141.6亿元;商品房销售1,234套。",
        [
            ("重点项目", 58, "level"),
            ("重点项目完成投资", 141.6, "level"),
            ("商品房销售", 1234, "level"),
        ],
    ),
    (
        "外贸进出口总额26亿元,其中出口18亿元,增长11%。",
        [("外贸进出口总额", 26, "level"), ("出口", 18, "level"), ("出口", 11, "growth")],
    ),
    (
        "战略性新兴产业产值占规上工业比重达31.2%,较上年提高2.4个百分点。",
        [
            ("战略性新兴产业产值占规上工业比重", 31.2, "level"),
            ("战略性新兴产业产值占规上工业比重", 2.4, "change"),
        ],
    ),
    (
        "上半年投资增长5%，三季度增长6%；城乡居民收入分别增长5%、7%，居全市第3和第2位。",
        [
            ("上半年投资", 5, "growth"),
            ("三季度投资", 6, "growth"),
            ("城镇居民收入", 5, "growth"),
            ("农村居民收入", 7, "growth"),
            ("城镇居民收入", 3, "rank"),
            ("农村居民收入", 2, "rank"),
        ],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_the_sentence_is_read_as_it_is_meant(
    sentence: str, expected: list[tuple[str, float, str]]
) -> None:
    found = extract("一、2024年工作回顾\n" + sentence, year=2025).observations
    assert [(o.subject, o.value, o.measure) for o in found if o.role == "actual"] == expected
