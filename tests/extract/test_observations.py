"""The cases of `tests/cases/observations.jsonl`: a sentence in, its observations out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.extract import extract
from ingest.model import Observation

CASES = Path(__file__).resolve().parent.parent / "cases" / "observations.jsonl"
HEADS = {"actual": "一、2024年工作回顾\n", "target": "二、2025年工作安排\n"}


def cases() -> list[Any]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["why"]) for case in map(json.loads, lines)]


def read(text: str, role: str = "actual", head: str | None = None) -> list[Observation]:
    whole = (HEADS[role] if head is None else head) + text
    return [o for o in extract(whole, year=2025).observations if o.role != "other"]


@pytest.mark.parametrize("case", cases())
def test_a_sentence_gives_its_observations(case: dict[str, Any]) -> None:
    found = read(case["text"], case["role"], case.get("head"))
    assert [[o.subject, o.measure, o.comparator, o.value, o.unit] for o in found] == case["expect"]
    assert {o.role for o in found} <= {case["role"]} | {"actual"}
    if "periods" in case:  # where the heading or the sentence makes it hard
        assert {o.role for o in found} == {case["role"]}
        assert [o.period for o in found] == case["periods"]


@pytest.mark.parametrize(
    ("text", "forces"),
    [
        ("力争工业投资增长8%、突破50亿元，民间投资增长6%。", ["strive", "strive", "expect"]),
        ("确保粮食产量20万吨以上。", ["ensure"]),
        ("货运量突破900万吨、力争达到1200万吨。", ["expect", "strive"]),
    ],
)
def test_force_carries_over_a_list_and_ends_at_a_comma(text: str, forces: list[str]) -> None:
    assert [o.force for o in read(text, "target")] == forces


@pytest.mark.parametrize(
    ("text", "estimates"),
    [
        ("预计工业产值90亿元，增长8%，出口增长5%；投资增长4%。", [True, True, True, False]),
        ("工业产值预计90亿元，增长8%，投资增长4%。", [True, True, False]),
        ("工业产值90亿元，有望增长8%。", [False, True]),
        ("工业产值90亿元（预计），出口增长5%；投资增长4%。", [True, False, False]),
        ("工业产值90亿元（预计数，下同），增长8%；投资增长4%。出口增长5%。", [True] * 3 + [False]),
        ("预计（下同）工业产值90亿元；投资增长4%。", [True, True]),
        ("预计工业产值由70亿元增加到90亿元。", [False, True]),
    ],
)
def test_how_far_an_estimate_reaches(text: str, estimates: list[bool]) -> None:
    assert [o.estimate for o in read(text)] == estimates


def test_both_ends_of_a_fall_in_a_range_are_negative() -> None:
    (fall,) = read("单位产值能耗降低3%—4%。", "target")
    assert (fall.value, fall.value_high) == (-3, -4)


@pytest.mark.parametrize(
    ("head", "text", "periods"),
    [
        ("一、2024年工作回顾\n", "工业产值90亿元。", [2024]),
        ("二、2025年工作安排\n", "到2027年，工业产值达到130亿元。", [2027]),
        ("二、2025年工作安排\n", "工业产值达到100亿元。", [2025]),
        ("一、2024年工作回顾\n", "“十四五”期间外贸年均增长7%。", ["2021-2025"]),
        ("一、过去五年工作回顾\n", "新建道路300公里，城镇化率达到61%。", ["2020-2024", 2024]),
        ("一、过去五年工作回顾\n", "城镇化率从52%提高到58%。", [2019, 2024]),
        ("一、2024年工作回顾\n", "城镇化率由57%提高到58%。", [2023, 2024]),
        ("二、2025年工作安排\n", "补助标准由每人每年600元提高到650元。", [2024, 2025]),
    ],
)
def test_whose_year_it_is(head: str, text: str, periods: list[int | str]) -> None:
    found = extract(head + text, year=2025).observations
    assert [o.period for o in found] == periods


@pytest.mark.parametrize(
    ("clause", "subject", "relation"),
    [
        ("居民收入增长与经济增长基本同步", "居民收入", "sync:gdp"),
        ("农民收入增速快于经济增长", "农民收入", "gt:gdp"),
        ("工业投资增速高于全国平均水平", "工业投资", "gt:national"),
        ("进出口总额保持正增长", "进出口总额", "positive"),
        ("进出口稳中提质", "进出口", "stable"),
        ("国际收支基本平衡", "国际收支", "stable"),
        ("主要污染物排放量继续下降", "主要污染物排放量", "down"),
        ("单位地区生产总值能耗完成国家下达任务", "单位地区生产总值能耗", "assigned"),
        ("全面完成能耗强度下降目标", "能耗强度", "assigned"),
        ("约束性指标不折不扣完成市下达任务", "约束性指标", "assigned"),
        ("农村居民收入增速高于城镇居民收入增速", "农村居民收入", "gt:income_urban"),
        ("工业投资增长与全市保持同步", "工业投资", "same:city"),
        ("零售额增速和全省基本持平", "零售额", "same:province"),
        ("财政收入与上年度基本持平", "财政收入", "same:past"),
        ("工业投资同比持平", "工业投资", "same:past"),
        ("主要经济指标超出全市平均水平", "主要经济指标", "gt:city"),
        ("减排指标完成省市下达计划", "减排指标", "assigned"),
        ("主要污染物排放量继续下降且控制在省定目标之内", "主要污染物排放量", "down"),
        ("进出口量稳质升", "进出口", "stable"),
        ("粮食产量只增不减", "粮食产量", "gt:past"),
        ("固定资产投资稳步提升", "固定资产投资", "positive"),
        ("劳动报酬增长和劳动生产率提高同步", "劳动报酬", "sync:labour_productivity"),
        ("碳排放强度降低目标与国家“十五五”考核目标统筹衔接", "碳排放强度", "assigned"),
        ("国际收支不平衡状况基本平衡", "国际收支", "stable"),
    ],
)
def test_targets_against_another_series(clause: str, subject: str, relation: str) -> None:
    text = f"二、2025年工作安排\n主要预期目标是：地区生产总值增长5%左右，{clause}。"
    _, found = extract(text, year=2025).observations
    assert (found.subject, found.relation, found.headline) == (subject, relation, True)
    assert found.value == (0 if relation == "positive" else None)


def test_a_second_relation_of_the_same_series() -> None:
    text = "二、2025年工作安排\n主要预期目标是：居民收入增速高于经济增速、高于全国平均水平。"
    found = [o.relation for o in extract(text, year=2025).observations]
    assert found == ["gt:gdp", "gt:national"]


def test_the_end_of_the_year_is_part_of_the_evidence() -> None:
    found = extract("一、2024年工作回顾\n年末城镇调查失业率降到5.1%。", year=2025).observations
    assert found[0].quote.startswith("年末城镇")


def test_a_list_set_against_one_series_is_one_target_for_each() -> None:
    text = "二、2025年工作安排\n工业投资、社会消费品零售总额增速均高于全国平均水平。"
    found = extract(text, year=2025).observations
    assert [(o.subject, o.relation) for o in found] == [
        ("工业投资", "gt:national"),
        ("社会消费品零售总额", "gt:national"),
    ]


def test_a_goal_in_words_is_kept_without_a_relation() -> None:
    text = "二、2025年工作安排\n主要预期目标是：地区生产总值增长5%，生态环境质量持续改善。"
    found = extract(text, year=2025).observations[-1]
    assert (found.subject, found.value, found.relation, found.measure) == (
        "生态环境质量", None, None, None,
    )  # fmt: skip


def test_the_headline_passage_ends_with_the_list() -> None:
    text = (
        "二、2025年工作安排\n主要预期目标是：地区生产总值增长5%。投资增长6%。上述目标考虑了就业。\n"
        "新建道路30公里。"
    )
    found = extract(text, year=2025).observations
    assert [o.headline for o in found] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "subject", "indicator"),
    [
        ("前三季度，地区生产总值增长5.4%。", "前三季度地区生产总值", None),
        ("上半年固定资产投资增长6%。", "上半年固定资产投资", None),
        ("三季度攻坚，全年地区生产总值增长5%。", "地区生产总值", "gdp"),
    ],
)
def test_part_of_a_year_is_never_taken_for_the_year(
    text: str, subject: str, indicator: str | None
) -> None:
    (found,) = read(text)
    assert (found.subject, found.indicator, found.period) == (subject, indicator, 2024)


def test_the_total_beside_its_local_part_is_no_budget_revenue() -> None:
    text = "财政收入9亿元，增长4%，其中地方级收入6亿元。财政收入8亿元，增长2%。"
    told = [o.indicator for o in read(text)]
    assert told == [None, None, *["general_budget_revenue"] * 3]


def test_what_is_older_than_the_review_is_history() -> None:
    text = "一、2024年工作回顾\n2015年，粮食产量20万吨。2024年粮食产量31万吨。"
    assert [o.role for o in extract(text, year=2025).observations] == ["other", "actual"]


def test_a_text_without_headings_is_read_by_its_own_words() -> None:
    text = "全市投资增长6.1%。今年力争出口增长8%。"
    found = extract(text, year=2025).observations
    assert [(o.role, o.period) for o in found] == [("actual", 2024), ("target", 2025)]


def test_a_list_of_targets_may_stand_one_a_line() -> None:
    text = (
        "二、2025年工作安排\n主要预期目标安排如下：\n——地区生产总值增长6%左右。\n——投资增长5%。\n"
        "重点抓好以下工作：\n新建道路3公里。"
    )
    found = extract(text, year=2025).observations
    assert [o.headline for o in found] == [True, True, False]


def test_a_stretch_goal_is_growth_as_its_base_is() -> None:
    text = "二、2025年工作安排\n主要预期目标是：生产总值增长8%以上、奋斗目标9%。"
    found = extract(text, year=2025).observations
    assert [(o.measure, o.value, o.force) for o in found] == [
        ("growth", 8, "expect"),
        ("growth", 9, "strive"),
    ]
