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
    (
        "财政收入年均增长9%，2021年完成28亿元；税收年均增长6%。",
        [(9, "2017-2021"), (28, 2021), (6, "2017-2021")],
    ),
    ("建成安置房1200套，在建安置房23万平方米。", [(1200, "2017-2021"), (23, 2021)]),
    ("完成26座小型水库加固。", [(26, "2017-2021")]),
    ("吸引观众近30万人，新入驻企业30余家。", [(30, "2017-2021"), (30, "2017-2021")]),
    ("累计到位资金331亿元、年均增长17%。", [(331, "2017-2021"), (17, "2017-2021")]),
    ("2021年，生产总值249亿元，按2015年可比价格计算增长6%。", [(249, 2021), (6, 2021)]),
    (
        "生产总值年均增长6%，税收年均增长8%，2019年至2021年县域排名上升3位。",
        [(6, "2017-2021"), (8, "2017-2021"), (3, "2019-2021")],
    ),
    ("税收收入12亿元，五年翻一番。", [(12, "2017-2021"), (2, "2017-2021")]),
]
OTHER_SPANS = [
    ("一、过去四年工作回顾\n", "四年来，完成投资90亿元。", [(90, "2018-2021")]),
    (
        "一、过去四年工作回顾\n",
        "四年来，经济平稳运行。累计完成一般公共预算收入90亿元。",
        [(90, "2018-2021")],
    ),
    (
        "一、“十三五”工作回顾\n",
        "生产总值由“十二五”末的12亿元增加到19亿元，年均增长8%。",
        [(12, 2015), (19, 2020), (8, "2016-2020")],
    ),
    (
        "一、2021年以来工作回顾\n",
        "生产总值达到40亿元，增长6%。",
        [(40, 2021), (6, 2021)],
    ),
    (
        "一、2021年和“十四五”以来工作回顾\n",
        "生产总值增长6%，年均增长5%。",
        [(6, 2021), (5, 2021)],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_each_number_has_its_own_time(sentence: str, expected: list[tuple[object, object]]) -> None:
    found = extract(HEAD + REVIEW + sentence + "\n").observations
    assert [(o.value, o.period) for o in found] == expected


def test_a_year_that_says_which_things_are_meant_is_no_time_of_a_target() -> None:
    sentence = "完工2021年9个续建小区项目，新开工5个小区项目。"
    found = extract(HEAD + "二、2022年工作安排\n" + sentence).observations
    assert [(o.value, o.role, o.period) for o in found] == [
        (9, "target", 2022),
        (5, "target", 2022),
    ]


@pytest.mark.parametrize(("heading", "sentence", "expected"), OTHER_SPANS)
def test_a_heading_names_the_years(
    heading: str, sentence: str, expected: list[tuple[object, object]]
) -> None:
    found = extract(HEAD + heading + sentence + "\n").observations
    assert [(o.value, o.period) for o in found] == expected


@pytest.mark.parametrize(
    ("year", "period"),
    [(2022, "2017-2021"), (2021, "2016-2020"), (2024, 2023)],
)
def test_an_average_over_years_that_nothing_names_is_over_those_that_just_ended(
    year: int, period: int | str
) -> None:
    text = "一、同心奋进的历程\n造纸业产值年均增长9%。"
    assert [o.period for o in extract(text, year=year).observations] == [period]
