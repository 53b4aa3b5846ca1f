"""What a heading says of the part under it: its kind, its years, and the report's year."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.text.facts import read_facts
from ingest.extract.text.fold import fold
from ingest.extract.text.sections import find_sections

YEAR = 2022
TERM = (2017, 2021)
LINE = "\n新建道路3公里。"


@pytest.mark.parametrize(
    "heading",
    [
        "二○二二年工作安排",
        "二〇二二年政府工作的总体要求",
        "二O二二年主要任务",
        "二0二二年目标任务",
        "２０２２年工作打算",
        "二零二二年工作思路",
        "二、二〇二二年工作部署",
        "2022年重点任务",
        "（二）2022年工作建议",
    ],
)
def test_a_plan_is_told_by_its_year_however_it_is_written(heading: str) -> None:
    assert _part(heading) == ("plan", None, None)
    assert read_facts(heading + LINE).year == YEAR


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("示例区2022年的十大惠民实事", "plan"),
        ("2022年，区委、区政府为民兴办10件实事：", "plan"),
        ("今年确定的十件民生实事", "plan"),
        ("2022年为民办实事项目", "plan"),
        ("2022年民生实事项目清单", "plan"),
        ("经区人大代表票决产生的2022年区政府十件民生实事项目如下：", "plan"),
        ("附件：2022年重点民生工程", "plan"),
        ("附：十五件民生实事", "plan"),
        ("确保完成2022年民生实事", "plan"),
        ("十大民生实事", "plan"),
        ("2022年民生实事落实情况", "review"),
        ("2021年民生实事完成情况", "review"),
        ("2021年十件民生实事", "review"),
        ("十件民生实事全部兑现", "review"),
        ("我们办成了十件民生实事", "review"),
        ("附件2：民生实事有关名词解释", "annex"),
    ],
)
def test_works_promised_are_a_plan_and_works_kept_a_review(heading: str, kind: str) -> None:
    assert _part(heading)[0] == kind


@pytest.mark.parametrize(
    "heading", ["五、扎实推进民生工程", "（三）办好十件民生实事", "今年的民生实事全面完成"]
)
def test_works_named_inside_a_part_belong_to_it(heading: str) -> None:
    for first, kind in (
        ("一、2021年工作回顾", "review"),
        ("一、奋进新时代", "review"),
        ("二、2022年工作安排", "plan"),
    ):
        parts = find_sections(f"{first}{LINE}\n{heading}{LINE}", YEAR)
        assert {part.section.kind for part in parts} == {kind}


@pytest.mark.parametrize(
    "heading",
    [
        "一、2021年及本届政府工作回顾",
        "一、2021年和过去五年工作回顾",
        "2021年暨过去五年工作回顾",
        "2021年工作回顾及过去五年主要成就",
        "一、过去一年和五年工作回顾",
        "一、2021年工作和五年来主要成就",
        "二〇二一年和五年来经济社会发展回顾",
    ],
)
def test_the_year_that_is_named_first_is_meant(heading: str) -> None:
    assert _part(heading) == ("review", None, TERM)


@pytest.mark.parametrize(
    "heading",
    [
        "过去五年和2021年工作回顾",
        "五年来和2021年工作回顾",
        "一、本届政府及2021年工作回顾",
        "一、2017—2021年工作回顾",
        "一、十五届人民政府工作回顾",
        "一、本届区政府工作回顾",
        "一、五年工作回顾",
        "一、过去5年工作回顾",
        "一、过去的五年，我们砥砺前行",
        "一、五年来的奋斗与收获",
        "一、本届政府五年答卷",
    ],
)
def test_the_term_that_is_named_first_or_alone_is_meant(heading: str) -> None:
    assert _part(heading) == ("review", TERM, TERM)


@pytest.mark.parametrize(
    ("heading", "span"),
    [
        ("“十三五”发展成就和2021年工作回顾", (2016, 2020)),
        ("十三五发展成就", (2016, 2020)),
        ("一、“十四五”以来和2021年工作回顾", (2021, 2021)),
        ("一、2021年工作回顾", None),
        ("一、2025年工作回顾", None),
    ],
)
def test_a_plan_of_five_years_may_head_a_review(heading: str, span: tuple[int, int] | None) -> None:
    assert _part(heading) == ("review", span, span)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("昨天的会议通过了示例县2022年10件民生实事。", "plan"),
        ("示例区2022年为民办实事项目公布，共5个方面30项。", "plan"),
        ("县长强调，2022年，全县工业工作要以项目为抓手，扎实推进。", "plan"),
        ("示例区2022年民生实事项目已全部办结。", "other"),
        ("示例区2021年民生实事项目共5类12项。", "other"),
        ("县长强调，2021年，全县工业工作要点逐项落实。", "other"),
        ("2022年，全县工业平稳增长。", "other"),
    ],
)
def test_a_text_without_headings_may_open_with_what_is_asked_of_a_year(
    opening: str, kind: str
) -> None:
    assert _part(f"示例日报\n{opening}")[0] == kind


def test_goals_of_a_plan_head_its_years() -> None:
    assert _part("“十四五”发展目标")[:2] == ("plan", (2021, 2025))


def test_what_is_asked_of_a_year_is_no_plan_among_headings() -> None:
    text = f"一、2021年工作回顾{LINE}\n会议通过了2022年10件民生实事。{LINE}"
    assert [part.section.kind for part in find_sections(text, YEAR)] == ["review"]


def test_marks_of_items_belong_to_their_sentences_and_not_to_subjects() -> None:
    text = "一、2024年工作回顾\n●\n■新建学校3所。\n六、改造道路5公里。"
    found = extract(text, year=2025)
    assert [text[one.start : one.end] for one in found.sentences] == text.split("\n")
    assert [o.subject for o in found.observations] == ["新建学校", "改造道路"]


def test_a_title_is_no_heading() -> None:
    assert _part("2022年政府工作报告")[0] == "other"
    assert _part("关于2021年计划执行情况与2022年计划草案的报告")[0] == "other"


def test_a_list_that_stands_alone_names_the_year() -> None:
    assert extract(f"示例县2022年十件民生实事{LINE}").facts.year == YEAR
    assert extract(f"示例县2021年民生实事完成情况{LINE}").facts.year == YEAR


def test_a_year_spelt_out_keeps_its_quote() -> None:
    text = "一、二〇二一年工作回顾\n二〇二一年末，存款余额为90亿元。"
    found = extract(text).observations
    assert [(o.period, text[o.start : o.end]) for o in found] == [(2021, "90亿元")]


def _part(
    heading: str,
) -> tuple[str, tuple[int, int] | None, tuple[int, int] | None]:
    part = find_sections(fold(heading + LINE).text, YEAR)[-1]
    return part.section.kind, part.span, part.averaged
