"""Words without a number: which subject, which kind, which year; and texts that give nothing."""

from __future__ import annotations

import pytest

from ingest.extract.reported.statement_words import load_statement_words
from ingest.extract.reported.statements import read_statements
from ingest.model import ReportFacts, Section, Sentence, Statement

FACTS = ReportFacts("work_report", 2025, None, None)


def read(text: str, *, headline: bool = False, section: str = "review") -> list[Statement]:
    """The statements of a text whose sentences end in 。"""
    sentences, start = [], 0
    for number, part in enumerate(text.split("。")[:-1]):
        end = start + len(part) + 1
        sentences.append(Sentence(number, 0, start, end, headline))
        start = end
    found = read_statements(text, sentences, FACTS, [Section(0, section, "", 0, len(text))])
    for one in found:
        assert text[one.start : one.end] == one.quote
    return list(found)


CASES = [
    ("外贸进出口总额有所下降，年初预期目标未能实现。", "missed", ["trade_total"]),
    ("固定资产投资、民间投资不及预期。", "missed", ["fixed_investment", "private_investment"]),
    ("工业投资没有完成年度目标任务。", "missed", ["industrial_investment"]),
    ("固定资产投资增长2%，与年初目标存在差距。", "missed", ["fixed_investment"]),
    ("单位GDP能耗完成市下达的年度目标。", "met", ["energy_intensity"]),
    ("城镇新增就业超额完成全年任务。", "met", ["urban_jobs"]),
    ("完成市下达的能耗强度目标。", "met", ["energy_intensity"]),
    ("全面完成节能减排降碳目标任务。", "met", [None]),
    ("粮食总产量达30万吨、超额完成任务。", "met", ["grain"]),
    ("全体居民人均可支配收入与经济增长基本同步。", "sync:gdp", ["income_all"]),
    ("居民人均可支配收入增长6%，快于经济增长。", "gt:gdp", ["income_all"]),
    ("固定资产投资增长4.2%，高于全国平均1个百分点。", "gt:national", ["fixed_investment"]),
    ("民间投资增速低于全国水平。", "lt:national", ["private_investment"]),
    ("工业投资增长9%，快于全省2个百分点。", "gt:province", ["industrial_investment"]),
    ("社会消费品零售总额增速低于全市平均水平。", "lt:city", ["retail_sales"]),
    ("居民消费价格涨幅保持较低水平。", "trend", ["cpi"]),
    ("国际收支基本平衡。", "trend", ["payments_balance"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "indicators"), CASES, ids=[case[0] for case in CASES])
def test_kind_and_subject(text: str, kind: str, indicators: list[str | None]) -> None:
    found = [one for one in read(text) if one.kind == kind]
    assert [one.indicator for one in found] == indicators
    assert {one.period for one in found} == {2024}


NOTHING = [
    "全年主要目标任务圆满完成。",
    "主要经济指标增速高于全国平均水平。",
    "努力完成城镇新增就业目标任务。",
    "跻身全国文明城市行列。",
    "城镇新增就业30万人。",
    "我们要确保粮食产量完成目标任务。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_in_particular_gives_nothing(text: str) -> None:
    assert read(text) == []


def test_constraint_tasks_are_a_subject() -> None:
    (found,) = read("各项约束性指标超额完成。")
    assert (found.kind, found.subject, found.indicator) == ("met", "约束性指标", None)


def test_a_plan_of_five_years_is_not_the_year() -> None:
    (found,) = read("“十四五”以来，单位GDP能耗完成目标。")
    assert found.period == "2021-2025"


def test_the_plan_part_states_nothing() -> None:
    text = "居民消费价格涨幅保持较低水平。"
    assert read(text, section="plan") == []
    assert read(text, section="review") != []


def test_a_promise_beyond_the_number_belongs_to_the_target_before_it() -> None:
    text = "地区生产总值增长6%左右，力争更好结果；城镇新增就业2万人。"
    (found,) = read(text, headline=True, section="plan")
    assert (found.kind, found.indicator, found.period) == ("better_result", "gdp", 2025)
    assert read(text) == []


def test_a_report_without_a_year_has_no_period() -> None:
    text = "民间投资增速低于全国水平。"
    facts = ReportFacts("work_report", None, None, None)
    (found,) = read_statements(text, [Sentence(0, 0, 0, len(text))], facts)
    assert found.period is None


def test_the_word_table_is_whole() -> None:
    words = load_statement_words()
    assert words.trend.search("保持较低水平")
    assert not words.trend.search("较低水平的价格")
