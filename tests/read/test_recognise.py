"""What is a report and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_files import LINES, REPORT

from ingest.errors import NotAReportError
from ingest.recognise import doubts_about, refuse_if_not_report

BODY = "\n".join(LINES[5:])
NEWS = (
    "示例日报讯　1月9日，示例区人民代表大会举行会议，听取政府工作报告。报告提出，"
    "2031年地区生产总值增长6%左右，一般公共预算收入增长4%，城镇新增就业1.3万人以上，"
    "空气质量优良天数不少于310天，居民收入与经济增长同步。"
)
TRADITIONAL = "各位代表：現在向大會報告工作。全區生產總值增長6%，財政收入增長4%，就業1.3萬人。"
TEMPLATE = BODY.replace("2030年", "20XX年").replace("2031年", "20XX年")
LIST = "\n".join(f"示例区{y}年政府工作报告 {y}-01-20" for y in range(2010, 2031))
SPUN = BODY
for right, wrong in {
    "生产总值": "出产总值",
    "居民收入": "住民收入",
    "就业": "掉业率就业岗亭",
    "各位代表": "列位代表",
}.items():
    SPUN = SPUN.replace(right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        BODY,
        NEWS,
        "关于示例区2030年国民经济和社会发展计划执行情况与2031年计划草案的报告\n" + BODY,
        "示例区2030年国民经济和社会发展统计公报\n" + BODY,
        "关于印发2031年政府工作报告的通知\n各镇人民政府：\n现将报告印发给你们。\n" + REPORT,
        "政 府 工 作 报 告\n" + REPORT,
        "政府工作报告\n——区长在示例区人民代表大会会议上的讲话\n" + BODY,
        "政府工作報告\n" + TRADITIONAL * 4,
        "政府工作报告\n一、过去五年和2031年上半年工作回顾\n" + BODY,
        "示例区2031年1—12月国民经济和社会发展计划执行情况的报告\n" + BODY,  # the whole year
        # a half year inside the report of the year
        "政府工作报告\n" + BODY + "\n上半年工作情况良好，增长6%。\n二、下半年工作安排\n",
    ],
)
def test_reports_of_every_kind_pass(text: str) -> None:
    refuse_if_not_report(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "fewer than a summary"),
        ("政府工作报告\n各位代表：\n", "fewer than a summary"),
        (TEMPLATE, "template with"),
        (BODY.replace("增长", "增长X%，"), "template with"),
        ("\n".join(f"第{n}篇：县长政府工作报告\n{BODY}" for n in "一二三"), "collection of sample"),
        (LIST, "list of titles"),
        ("示例区2031年上半年政府工作报告\n" + BODY, "part of a year"),
        ("关于示例区2031年1—9月计划执行情况的报告\n" + BODY, "part of a year"),
        (f"政府工作报告\n{BODY}\n一、上半年工作回顾\n二、下半年工作安排\n", "part of a year"),
        ("区长在全区经济工作会议上的讲话\n" + BODY, "a speech"),
        ("示例区人民法院工作报告\n" + BODY, "report of a court"),
        ("示例区人大常委会工作报告\n" + BODY, "report of a court, a procuracy, a congress"),
        ("关于2030年预算执行情况和2031年预算草案的报告\n" + BODY, "budget report"),
        ("2031年政府工作报告任务分解表\n" + BODY, "paper about the report"),
        ("关于做好春耕生产工作的通知\n" + BODY, "a notice"),
        ("本地风景秀丽，历史悠久，民风淳朴，欢迎各地游客前来观光旅游。" * 8, "no figures"),
        (SPUN, "swapped synonyms"),
    ],
)
def test_what_is_no_report_is_refused_with_what_it_is(text: str, reason: str) -> None:
    with pytest.raises(NotAReportError, match=reason) as caught:
        refuse_if_not_report(text)
    assert str(caught.value).startswith("This is no government work report: ")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (BODY + "\n某县政府将继续努力。", "1 blanks of a template"),
        (BODY.replace("增长", "增長(zhǎng)"), "converted by a machine"),
        (BODY.replace("居民收入", "住民收入").replace("各位代表", "列位代表"), "swapped synonyms"),
        (BODY.replace("工业", "工\ufffd"), "lost 2 characters"),
    ],
)
def test_a_doubtful_copy_passes_with_a_doubt(text: str, doubt: str) -> None:
    refuse_if_not_report(text)
    assert any(doubt in each for each in doubts_about(text))


def test_the_report_itself_raises_no_doubt() -> None:
    assert doubts_about(REPORT) == ()


def test_every_real_report_passes_without_a_doubt(shared: Path) -> None:
    files = sorted((shared / "corpus" / "reports").glob("*.txt"))
    assert len(files) >= 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        refuse_if_not_report(text)
        assert doubts_about(text) == (), file.name


@given(st.text(max_size=300))
def test_no_text_makes_it_raise_anything_else(text: str) -> None:
    doubts_about(text)
    try:
        refuse_if_not_report(text)
    except NotAReportError as error:
        assert str(error)  # noqa: PT017 - the only other outcome
