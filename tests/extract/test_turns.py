"""A part that is about several years and one of them is read paragraph by paragraph."""

from __future__ import annotations

import pytest

from ingest.extract import extract

YEARS_FIRST = """一、“十四五”时期和2025年工作回顾
过去的五年极不寻常。我们埋头苦干。
实力稳步提升。生产总值达到900亿元，新增高新技术企业80家，城镇新增就业每年超过6万人。
刚刚过去的2025年很不平凡。全县上下迎难而上，主要做了以下工作：
（一）稳住就业。城镇新增就业7万人。
（二）扩大投资。新开工项目40个。
"""
YEAR_FIRST = """一、2025年及“十四五”时期工作回顾
2025年是很不平凡的一年。
（一）经济稳中有进。新增高新技术企业20家。
各位代表！2025年是“十四五”收官之年。五年来，我们一心一意谋发展。
——实力大增。一般公共预算收入5年增长18.7%，新建公路90公里。
"""
YEARS_ALONE = """一、过去五年工作回顾
五年来，实力大增。新建公路90公里。
刚刚过去的2025年，主要任务全面完成。新建学校8所。
五年来，我们主要做了以下工作。
一是改善交通。新建桥梁30座。
"""
PLAN = """二、“十五五”时期目标任务和2026年工作安排
今后五年，地区生产总值年均增长6%左右。
今年是“十五五”开局之年，必须迈好第一步。
全县经济社会发展的主要预期目标是：地区生产总值增长5%左右，居民收入与经济增长同步。
新建学校9所。
"""


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            YEARS_FIRST,
            {
                "生产总值": 2025,
                "新增高新技术企业": "2021-2025",
                "城镇新增就业": "2021-2025",
                "新开工项目": 2025,
            },
        ),
        (
            YEAR_FIRST,
            {
                "新增高新技术企业": 2025,
                "一般公共预算收入": "2021-2025",
                "新建公路": "2021-2025",
            },
        ),
        (YEARS_ALONE, {"新建公路": "2021-2025", "新建学校": 2025, "新建桥梁": "2021-2025"}),
        (PLAN, {"地区生产总值": "2026-2030", "新建学校": 2026, "居民收入": 2026}),
    ],
    ids=["years first", "year first", "years alone", "plan"],
)
def test_a_paragraph_says_which_years_it_is_of(text: str, periods: dict[str, int | str]) -> None:
    found: dict[str, int | str | None] = {}
    for observation in extract(text, year=2026).observations:
        found.setdefault(observation.subject, observation.period)
    assert {subject: found.get(subject) for subject in periods} == periods


def test_the_year_s_own_figure_stands_beside_that_of_the_years() -> None:
    jobs = [o for o in extract(YEARS_FIRST, year=2026).observations if o.subject == "城镇新增就业"]
    assert [(o.value, o.period) for o in jobs] == [(6, "2021-2025"), (7, 2025)]
    growth = [o for o in extract(PLAN, year=2026).observations if o.subject == "地区生产总值"]
    assert [(o.value, o.period) for o in growth] == [(6, "2026-2030"), (5, 2026)]


def test_a_paragraph_with_figures_of_one_year_turns_nothing() -> None:
    text = """一、“十四五”时期和2025年工作回顾
2025年，生产总值达到900亿元。
新增高新技术企业80家。
"""
    periods = [o.period for o in extract(text, year=2026).observations]
    assert periods == [2025, "2021-2025"]


def test_words_in_a_part_of_several_years_are_said_of_those() -> None:
    text = YEARS_ALONE.replace("实力大增。", "居民收入增速高于经济增速。")
    text = text.replace("主要任务全面完成。", "居民收入与经济增长同步。")
    found = extract(text, year=2026).statements
    assert [(s.kind, s.period) for s in found] == [("gt:gdp", "2021-2025"), ("sync:gdp", 2025)]


def test_figures_of_the_year_gone_by_at_the_head_of_the_plan() -> None:
    text = """一、“十四五”时期的回顾
新建公路90公里。
三、2026年的工作
过去一年，各项工作取得很大成绩。国内生产总值增长10.3%，城镇新增就业1168万人。这为今年的工作打下基础。
今年，新建学校9所。
"""
    found = [(o.role, o.period) for o in extract(text, year=2026).observations]
    assert found[1:] == [("actual", 2025), ("actual", 2025), ("target", 2026)]


def test_a_heading_of_what_was_achieved_and_of_what_is_to_come_heads_two_parts() -> None:
    text = """一、2025年工作回顾
新建学校8所。
二、“十四五”时期发展成就和“十五五”时期主要目标任务
“十四五”时期是不平凡的五年。新建公路90公里。
根据中共示例县委关于制定“十五五”规划的建议，我们编制了纲要草案。
主要目标是：地区生产总值年均增长5%左右，城镇化率达到70%。
三、2026年重点工作
新建桥梁30座。
"""
    extraction = extract(text, year=2026)
    kinds = [(section.kind, section.heading[:2]) for section in extraction.sections]
    assert kinds == [("review", "一、"), ("review", "二、"), ("plan", "“十"), ("plan", "三、")]
    found = [(o.subject, o.role, o.period) for o in extraction.observations]
    assert found == [
        ("新建学校", "actual", 2025),
        ("新建公路", "actual", "2021-2025"),
        ("地区生产总值", "target", "2026-2030"),
        ("城镇化率", "target", 2030),
        ("新建桥梁", "target", 2026),
    ]
