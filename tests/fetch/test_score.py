"""Which links are taken as reports: titles as lists show them, and those that stand beside them."""

from __future__ import annotations

import pytest

from ingest.fetch.page import Link
from ingest.fetch.score import is_column, score, year_of
from ingest.regions import find_region

REGION = find_region("重庆市涪陵区")

# Title, then the year that it names.
TAKEN = [
    ("2025年涪陵区政府工作报告", 2025),
    ("重庆市涪陵区2024年人民政府工作报告", 2024),
    ("政 府 工 作 报 告（2023年）", 2023),
    ("二〇二二年政府工作报告", 2022),
    ("政府工作报告——2021年1月20日在区第五届人民代表大会第一次会议上", 2021),
    ("涪陵区人民政府工作报告", None),
    ("区人民政府办公室关于印发2025年政府工作报告的通知", 2025),
    ("2019年区政府工作报告全文", 2019),
]
LEFT = [
    "一图读懂2025年涪陵区政府工作报告",
    "《2025年政府工作报告》解读",
    "2025年政府工作报告目标任务分解方案",
    "关于征求《政府工作报告》意见建议的公告",
    "区人大常委会审议政府工作报告",
    "2025年涪陵区政府信息公开工作年度报告",
    "2025年大顺镇政府工作报告",
    "2025年重庆市政府工作报告",
    "2025年南岸区政府工作报告",
    "2025年政府工作报告任务落实情况（第三季度）",
    "2025年上半年涪陵区政府工作报告",
    "涪陵区人民法院工作报告",
    "区领导调研企业",
]


@pytest.mark.parametrize(("title", "year"), TAKEN)
def test_taken(title: str, year: int | None) -> None:
    found = score(Link(title, "http://e.org/1"), REGION, "work_report")
    assert found is not None
    assert found.good, found.reasons
    assert found.year == year


@pytest.mark.parametrize("title", LEFT)
def test_left(title: str) -> None:
    found = score(Link(title, "http://e.org/1"), REGION, "work_report")
    assert found is None or not found.good, found


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于涪陵区2024年国民经济和社会发展计划执行情况及2025年计划草案的报告", "plan_report"),
        ("2024年涪陵区国民经济和社会发展统计公报", "bulletin"),
    ],
)
def test_other_kinds(title: str, kind: str) -> None:
    link = Link(title, "http://e.org/1")
    found = score(link, REGION, kind)
    assert found is not None
    assert found.good
    assert score(link, REGION, "work_report") is None


def test_reasons_are_given_in_words() -> None:
    found = score(
        Link("2025年涪陵区政府工作报告", "http://e.org/1", "2025-02-10"), REGION, "work_report"
    )
    assert found is not None
    assert found.reasons == (
        "+50 the title speaks of a work report",
        "+15 it names 2025",
        "+15 it names 涪陵区",
        "+5 it is listed with the date 2025-02-10",
    )
    assert found.score == 85


def test_the_year_of_a_plan_is_the_later_one() -> None:
    assert year_of("2024年计划执行情况及2025年计划草案的报告") == 2025


@pytest.mark.parametrize("title", ["政府工作报告", "历年政府工作报告", "区政府工作报告"])
def test_columns_are_ways_not_reports(title: str) -> None:
    assert is_column(Link(title, "http://e.org/zfgzbg/"), "work_report")
    assert not is_column(Link(title, "http://e.org/1", "2025-02-10"), "work_report")
