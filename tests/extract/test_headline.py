"""The year's headline targets are found whatever announces them, if anything does."""

from __future__ import annotations

import pytest

from ingest.extract import extract

TARGETS = "地区生产总值增长6%左右；固定资产投资增长7%；居民收入增长与经济增长同步。"
LISTED = "——地区生产总值增长6%左右；\n——固定资产投资增长7%；\n——居民收入增长与经济增长同步。"
REPORT = """示例区政府工作报告
（2025年1月）
一、2024年工作回顾
地区生产总值增长5%，固定资产投资增长4%，零售总额增长3%。
{plan}
三、重点工作
新建学校9所。
"""


@pytest.mark.parametrize(
    "plan",
    [
        f"二、2025年工作安排\n今年全区经济社会发展的主要预期目标是：{TARGETS}",
        f"二、2025年工作安排\n主要预期目标：\n{LISTED}",
        f"二、2025年工作安排\n今年主要目标是\n{LISTED}",
        f"二、2025年工作安排\n今年，我们的目标是：{TARGETS}",
        f"二、2025年工作安排\n在具体目标上，建议：{TARGETS}",
        f"二、2025年工作安排\n（一）总体要求\n坚持稳中求进。\n（二）主要目标\n{TARGETS}",
        f"二、2025年工作安排\n经济社会发展主要预期目标\n{LISTED}",
        f"二、2025年主要预期目标\n{TARGETS}",
        f"二、2025年总体要求和主要目标\n总体要求是：坚持稳中求进。\n{TARGETS}",
        "二、“十五五”时期主要目标和2025年工作安排\n今后五年的主要目标是：地区生产总值年均增长8%。\n"
        f"今年是关键之年。\n{TARGETS}",
    ],
)
def test_the_targets_of_the_year_are_headline(plan: str) -> None:
    found = [o for o in extract(REPORT.format(plan=plan), year=2025).observations if o.headline]
    year = [(o.subject, o.value, o.relation) for o in found if o.period == 2025]
    assert year == [
        ("地区生产总值", 6, None),
        ("固定资产投资", 7, None),
        ("居民收入", None, "sync:gdp"),
    ]


def test_two_series_of_the_tasks_are_no_headline_targets() -> None:
    plan = "二、2025年工作安排\n扩大投资，固定资产投资增长7%，零售总额增长6%。"
    found = extract(REPORT.format(plan=plan), year=2025).observations
    assert not [o for o in found if o.headline]
