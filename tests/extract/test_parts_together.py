"""One extraction carries observations, claims and statements that agree with one another."""

from __future__ import annotations

from ingest.extract import extract

PLAN = """关于示例区2024年国民经济和社会发展计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
32项主要指标中，27项达到或超过预期。地区生产总值增长6.2%，居民收入与经济增长基本同步。
二、2025年主要目标
主要预期目标是：地区生产总值增长6%左右。
附表
指标\t单位\t2024年目标\t2024年完成\t2025年目标
固定资产投资\t亿元\t300\t312.5\t330
城镇调查失业率\t%\t5.5以内\t5.1\t5.5以内
"""


def test_a_table_is_read_once_and_by_its_header() -> None:
    found = [o for o in extract(PLAN, year=2025).observations if o.rule == "table"]
    assert [(o.subject, o.role, o.period, o.value) for o in found] == [
        ("固定资产投资", "target", 2024, 300),
        ("固定资产投资", "actual", 2024, 312.5),
        ("固定资产投资", "target", 2025, 330),
        ("城镇调查失业率", "target", 2024, 5.5),
        ("城镇调查失业率", "actual", 2024, 5.1),
        ("城镇调查失业率", "target", 2025, 5.5),
    ]
    inside = [o for o in extract(PLAN, year=2025).observations if o.start >= PLAN.index("指标\t")]
    assert inside == found


def test_a_count_of_targets_is_a_claim_and_no_observation() -> None:
    extraction = extract(PLAN, year=2025)
    (claim,) = extraction.claims
    assert (claim.met, claim.total) == (27, 32)
    assert {o.value for o in extraction.observations}.isdisjoint({27, 32})


def test_everything_stands_where_it_says_also_in_a_noisy_text() -> None:
    noisy = PLAN.replace("27项", "２７ 项").replace(
        "地区生产总值增长6.2%", "地区生产总值 增长６.２％"
    )
    extraction = extract(noisy, year=2025)
    for part in (*extraction.observations, *extraction.claims, *extraction.statements):
        assert noisy[part.start : part.end].strip()
    for claim in extraction.claims:
        assert noisy[claim.start : claim.end] == claim.quote
    assert [c.met for c in extraction.claims] == [27]
    assert any(s.kind == "sync:gdp" for s in extraction.statements)
    sections = extraction.sections
    assert noisy[sections[-1].start :].startswith(sections[-1].heading[:4])


def test_every_observation_says_how_sure_it_is() -> None:
    sure = {o.confidence for o in extract(PLAN, year=2025).observations}
    assert all(0 < one <= 1 for one in sure)
    assert len(sure) > 1


def test_revenue_beside_its_local_part_is_that_of_all_levels() -> None:
    text = "一、2024年工作回顾\n财政收入21亿元，增长5%，其中公共财政预算收入9亿元。"
    found = extract(text, year=2025).observations
    assert [(o.subject, o.indicator) for o in found] == [
        ("财政收入", None),
        ("财政收入", None),
        ("公共财政预算收入", "general_budget_revenue"),
    ]
