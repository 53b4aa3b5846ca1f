"""Tables of indicators: tabbed and flattened, one header line or two, and what is no table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.tables.cells import number_in
from ingest.extract.tables.reading import find_tables, read_tables
from ingest.model import Observation

TABBED = """附表
指标名称\t单位\t2024年目标\t2024年完成\t2025年目标\t属性
地区生产总值增长\t%\t6左右\t6.5\t6以上\t预期性
一般公共预算收入\t亿元\t100\t108.9\t—\t预期性
城镇调查失业率\t%\t5.5以内\t5.1\t≤5.5\t预期性
居民消费价格涨幅（%）\t\t3左右\t0.2\t2左右\t预期性
城乡居民收入\t\t与经济增长同步\t5\t与经济增长同步\t预期性
"""
FLATTENED = """主要指标
单位
2024年预期目标
2024年预计完成
2025年预期目标
粮食产量
万吨
45
45.3
45以上
单位GDP能耗
%
-3
-3.2
完成市下达任务
以上数据为预计数。
"""


def read(text: str, year: int = 2025) -> tuple[Observation, ...]:
    found = read_tables(text, find_tables(text, year=year))
    for observation in found:
        assert text[observation.quote_start : observation.quote_end] == observation.quote
    return found


def fields(o: Observation) -> tuple[object, ...]:
    return (o.indicator, o.measure, o.role, o.period, o.comparator, o.value, o.unit, o.relation)


def test_a_tabbed_table_gives_target_actual_and_next_target() -> None:
    found = [fields(o) for o in read(TABBED)]
    assert len(found) == 14
    assert found[0] == ("gdp", "growth", "target", 2024, "about", 6, "%", None)
    assert found[1] == ("gdp", "growth", "actual", 2024, "eq", 6.5, "%", None)
    assert found[4] == (
        "general_budget_revenue", "level", "actual", 2024, "eq", 108.9, "亿元", None
    )  # fmt: skip
    assert found[7] == ("unemployment_surveyed", "level", "target", 2025, "le", 5.5, "%", None)
    assert found[9] == ("cpi", "growth", "actual", 2024, "eq", 0.2, "%", None)
    assert found[11] == ("income_all", None, "target", 2024, None, None, "", "sync:gdp")
    assert found[12] == ("income_all", "growth", "actual", 2024, "eq", 5, "%", None)


def test_only_the_newest_targets_are_the_ones_to_be_judged_later() -> None:
    assert {o.period for o in read(TABBED) if o.headline} == {2025}


def test_a_flattened_table_is_read_by_its_header() -> None:
    found = read(FLATTENED)
    assert [(o.subject, o.value, o.role, o.period) for o in found] == [
        ("粮食产量", 45, "target", 2024),
        ("粮食产量", 45.3, "actual", 2024),
        ("粮食产量", 45, "target", 2025),
        ("单位GDP能耗", -3, "target", 2024),
        ("单位GDP能耗", -3.2, "actual", 2024),
        ("单位GDP能耗", None, "target", 2025),
    ]
    assert [o.estimate for o in found] == [False, True, False, False, True, False]
    assert FLATTENED[found[2].start : found[2].end] == "45以上"
    assert found[5].relation == "assigned"


def test_two_header_lines_are_joined() -> None:
    text = "指标\t2024年\t\t2025年\n指标\t目标\t完成\t目标\n固定资产投资（亿元）\t300\t312\t330\n"
    assert [fields(o)[2:] for o in read(text)] == [
        ("target", 2024, "eq", 300, "亿元", None),
        ("actual", 2024, "eq", 312, "亿元", None),
        ("target", 2025, "eq", 330, "亿元", None),
    ]


def test_a_row_that_does_not_fit_ends_a_flattened_table() -> None:
    broken = FLATTENED.replace("45.3\n", "")
    assert [o.subject for o in read(broken)] == []


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("高于全国平均", "gt:national"),
        ("快于全省", "gt:province"),
        ("高于全市平均水平", "gt:city"),
        ("与上年基本持平", "same:past"),
    ],
)
def test_a_target_in_words_is_set_against_another_series(words: str, relation: str) -> None:
    text = f"指标\t2024年完成\t2025年目标\n社会消费品零售总额增速（%）\t4.1\t{words}\n"
    assert [(o.role, o.value, o.relation) for o in read(text)] == [
        ("actual", 4.1, None),
        ("target", None, relation),
    ]


def test_history_states_neither_target_nor_result() -> None:
    text = "指标\t2023年实际\t2024年完成\n常住人口（万人）\t110\t111\n"
    assert [o.role for o in read(text)] == ["other", "actual"]


def test_a_share_of_the_target_is_passed_over() -> None:
    text = "指标\t单位\t2024年计划\t2024年完成\t完成比例\n工业投资\t亿元\t80\t84\t105%\n"
    assert [o.value for o in read(text)] == [80, 84]


@pytest.mark.parametrize(
    "text",
    [
        "主要指标完成较好，地区生产总值增长6%。",
        "序号\t姓名\t职务\n1\t甲\t主任\n",
        "项目\n一是抓开工。\n二是抓进度。\n",
        "指标\n目标\n",
        "",
    ],
)
def test_what_is_no_table_of_indicators(text: str) -> None:
    assert find_tables(text, year=2025) == ()


@pytest.mark.parametrize("cell", ["2024年预期目标", "完成", "预期性", ""])
def test_words_are_no_numbers(cell: str) -> None:
    assert number_in(cell) is None


WORDS = ["指标", "单位", "2024年目标", "2025年目标", "亿元", "%", "5\t6", "12", "粮食", "—"]
LINES = st.lists(st.sampled_from(WORDS))


@given(LINES, st.one_of(st.none(), st.integers(2000, 2030)))
def test_no_lines_make_it_raise_and_offsets_hold(lines: list[str], year: int | None) -> None:
    text = "\n".join(lines)
    for observation in read_tables(text, find_tables(text, year=year)):
        assert text[observation.start : observation.end].strip()
