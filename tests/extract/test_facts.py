"""Year, region, title and kind, from the text's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.text.facts import read_facts


@pytest.mark.parametrize(
    ("text", "year", "region", "kind"),
    [
        ("2025年示例区政府工作报告\n一、2024年工作回顾\n", 2025, "示例区", "work_report"),
        # Spaces inside the title, full-width digits, Chinese digits.
        ("政 府 工 作 报 告\n一、２０２３年工作回顾\n", 2024, None, "work_report"),
        ("示例区政府工作报告\n一、二〇二一年工作回顾\n", 2022, "示例区", "work_report"),
        # Read in December for the year to come; the heading decides, then the day.
        (
            "政府工作报告\n——2022年12月28日在示例区第七届人民代表大会第二次会议上\n",
            2023,
            "示例区",
            "work_report",
        ),
        (
            "政府工作报告\n——2023年1月6日在示例区第七届人民代表大会第三次会议上\n",
            2023,
            "示例区",
            "work_report",
        ),
        (
            "关于示例区2023年国民经济和社会发展计划执行情况与2024年计划草案的报告\n",
            2024,
            "示例区",
            "plan_report",
        ),
        (
            "各位代表：\n现在，我代表国务院，向大会报告政府工作。\n一、2018年工作回顾\n",
            2019,
            "全国",
            "work_report",
        ),
        ("示例区今天天气晴。\n", None, None, "work_report"),
        # News of the opening; a name that holds the 长 of 区长.
        (
            "1月8日上午，长例区第七届人民代表大会第三次会议开幕。\n一、2022年工作回顾\n",
            2023,
            "长例区",
            "work_report",
        ),
    ],
)
def test_the_text_says_whose_and_which_years_it_is(
    text: str, year: int | None, region: str | None, kind: str
) -> None:
    facts = read_facts(text)
    if "关于" in text:
        facts = read_facts(text + "一、2023年国民经济和社会发展计划执行情况\n")
    assert (facts.year, facts.region_name, facts.kind) == (year, region, kind)


def test_headings_win_over_the_title_with_a_doubt() -> None:
    facts = read_facts("2024年示例区政府工作报告\n一、2024年工作回顾\n二、2025年工作安排\n")
    assert facts.year == 2025
    assert facts.doubts == ("The title says 2024, the headings say 2025.",)


def test_a_year_that_is_given_holds_with_a_doubt_where_the_headings_say_another() -> None:
    text = "政府工作报告\n一、2024年工作回顾\n二、2025年工作安排\n"
    assert read_facts(text, year=2025).doubts == ()
    facts = read_facts(text, year=2024)
    assert facts.year == 2024
    assert facts.doubts == ("The year given is 2024, the headings say 2025.",)


def test_a_five_year_review_marks_the_change_of_term() -> None:
    assert read_facts("政府工作报告\n一、过去五年工作回顾\n").change_of_term
    assert not read_facts("政府工作报告\n一、2024年工作回顾\n").change_of_term


def test_a_given_year_is_taken_as_it_is() -> None:
    assert read_facts("2024年示例区政府工作报告\n", year=2020).year == 2020


def test_every_report_of_the_corpus(shared: Path) -> None:
    for file in sorted((shared / "corpus" / "reports").glob("*.txt")):
        facts = read_facts(file.read_text(encoding="utf-8"))
        assert facts.year == int(file.stem[:4]), file.stem
        expected = "全国" if "国务院" in file.stem else file.stem[5:7]
        assert (facts.region_name or "").startswith(expected), file.stem
