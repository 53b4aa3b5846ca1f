"""Metadata rows, paragraphs cut in two, furniture: every written form seen on real sites."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReferenceDataError
from ingest.read.furniture import load_furniture, parse_furniture
from ingest.read.layout import Page, Run, paragraphs_of
from ingest.read.metadata import find_metadata, iso_date
from ingest.read.paragraphs import Line, join_cut

FURNITURE = load_furniture()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[ 索引号 ] 001/2031-2"], {"index_number": "001/2031-2"}),
        (["【索引号】001/2031-2"], {"index_number": "001/2031-2"}),
        (["| 索引号 | 001/2031-2 | 发文字号 | |"], {"index_number": "001/2031-2"}),
        (["索 引 号：001/2031-2"], {"index_number": "001/2031-2"}),
        (["索　引　号:　001/2031-2"], {"index_number": "001/2031-2"}),
        (["引号：001/2031-2"], {"index_number": "001/2031-2"}),
        (
            ["索引号：001/2031-2 文号：示政发〔2031〕1号"],
            {"index_number": "001/2031-2", "document_number": "示政发〔2031〕1号"},
        ),
        (["文号：", "发布机构：示例区政府"], {"issuer": "示例区政府"}),
        (
            ["发布机构\t示例区政府\t成文日期\t2031年1月5日"],
            {"issuer": "示例区政府", "written_on": "2031-01-05"},
        ),
        (
            ["布机构：示例区政府", "文日期：2031/1/5"],
            {"issuer": "示例区政府", "written_on": "2031-01-05"},
        ),
        (["公文生成日期：20310105"], {"written_on": "2031-01-05"}),
        (["成文时间：二〇三一年一月二十五日"], {"written_on": "2031-01-25"}),
        (["发布日期：2031-01-05 10:30:00"], {"published_on": "2031-01-05"}),
        (["发布日期：", "2031-01-05"], {"published_on": "2031-01-05"}),
        (["发布日期：", "二、下一步工作"], {}),
        (["发布日期：2031-02-30"], {}),
        (["索引号：无", "发布机构：-"], {}),
        (["体裁分类：通知 有效性：有效"], {}),
        (["发布机构：示例区政府", "发布机构：另一个区政府"], {"issuer": "示例区政府"}),
        (["我们公开发布日期安排，成文日期：见附件"], {}),
        (["全年推进发布机构改革，压减机构12个。"], {}),
    ],
)
def test_metadata_rows(lines: list[str], expected: dict[str, str]) -> None:
    assert find_metadata(lines)[0] == expected


def test_metadata_rows_are_marked_and_sentences_are_not() -> None:
    lines = ["索引号：1234567", "发布机构：", "示例区人民政府", "各位代表：", "全年增长6%。"]
    assert find_metadata(lines)[1] == {0, 1, 2}


def test_a_value_between_two_rows_belongs_to_them() -> None:
    lines = [
        "索引号：",
        "001/2031-2",
        "主题分类：",
        "综合政务",
        "发布机构：",
        "示例区政府",
        "全年增长。",
    ]
    assert find_metadata(lines)[1] == {0, 1, 2, 3, 4, 5}


@given(st.text(max_size=80))
def test_no_text_makes_the_metadata_or_date_raise(text: str) -> None:
    find_metadata(text.splitlines())
    date = iso_date(text)
    assert date is None or len(date) == 10


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["全年完成投资12亿元，新增就业", "1.3万人。"], 2),
        (["全年完成投资12亿元，新增就业1.3万人，比上年增长4.5%，居民收入增", "长6%。"], 1),
        (["增长6.", "5%。"], 2),
        (["2030年全年完成投资12亿元，增长6.", "5%。"], 1),
        (["全年完成投资12亿元，", "增长6%。"], 1),
        (["——全年完成投资12亿元，新增就业1.3万人，比上年增长4.5%，居民收", "入增长。"], 1),
        (["全年完成投资12亿元", "，增长6%。"], 1),
        (["全年完成投资12亿元。", "增长6%。"], 2),
        (["一、2030年工作回顾", "全年增长6%。"], 2),
        (["（一）着力稳增长、扩内需、促改革、调结构，经济运行稳中向好，后劲增强", "一是投资。"], 2),
        (["全年完成投资12亿元，新增就业1.3万人，比上年增长4.5%，居民收入增", "二、今年安排"], 2),
    ],
)
def test_paragraphs_cut_in_mid_sentence_are_joined(lines: list[str], expected: int) -> None:
    assert len(join_cut(Line(line) for line in lines)) == expected


def test_an_indent_opens_a_paragraph_and_a_table_row_joins_nothing() -> None:
    cut = "全年完成投资12亿元，新增就业1.3万人，比上年增长4.5%，居民收入增"
    assert len(join_cut([Line(cut), Line("长6%。", indented=True)])) == 2
    assert len(join_cut([Line(cut), Line("长6%。\t7", table=True)])) == 2


@pytest.mark.parametrize(
    "line",
    [
        "【打印】【关闭】",
        "打 印",
        "[关闭窗口]",
        "字体：大 中 小",
        "【字体：大 中 小】",
        "浏览次数：128",
        "当前位置：首页 > 政务公开",
        "— 12 —",
        "第 3 页 共 20 页",
        "（下转第四版）",
        "（上接1版）",
        "来源：示例日报",
        "责任编辑：某处",
        "扫一扫在手机打开当前页",
        "上一页 1 2 3 下一页",
        "网站标识码：0000000001",
        "分享到：微信 微博",
    ],
)
def test_page_furniture_is_told(line: str) -> None:
    assert FURNITURE.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "各位代表：",
        "12.5",
        "1700",
        "2030年",
        "小",
        "（一）关闭落后产能",
        "打印机产量增长5%。",
        "来源稳定的收入占比达到六成。",
        "一、2030年工作回顾",
        "分享经济加快发展，增加值增长12%。",
        "当前，外部环境更趋复杂。",
        "示例区人民政府区长",
        "名词解释",
    ],
)
def test_the_reports_own_lines_are_not_furniture(line: str) -> None:
    assert not FURNITURE.is_furniture(line)
    assert not FURNITURE.is_tail(line)
    assert not FURNITURE.is_head(line)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[content]\nnames = [\n", r"page_furniture\.toml: "),
        ("[content]\nnames = []\n", r"page_furniture\.toml: the key 'pages' is missing"),
    ],
)
def test_a_wrong_furniture_file_names_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ReferenceDataError, match=message):
        parse_furniture(text)


def test_a_wrong_expression_is_named_by_its_key() -> None:
    text = files("ingest.reference").joinpath("page_furniture.toml").read_text(encoding="utf-8")
    broken = text.replace("tail = [", "tail = [\n    '(上一篇',", 1)
    with pytest.raises(ReferenceDataError, match=r"lines\.tail, entry 1: "):
        parse_furniture(broken)


def line(text: str, y: float, left: float = 100, size: float = 10) -> Run:
    return Run(text, left, left + size * len(text), y, size)


def test_a_running_head_with_changing_numbers_is_taken_out_and_a_repeated_sentence_stays() -> None:
    pages = [
        Page((line(f"公报2031年第{n}号", 790), line("全年增长6%。", 400), line(f"{n}", 20)), 800)
        for n in range(1, 5)
    ]
    assert paragraphs_of(pages) == ["全年增长6%。"] * 4


def test_no_pages_and_empty_pages_give_nothing() -> None:
    assert paragraphs_of([]) == []
    assert paragraphs_of([Page((), 800)]) == []


@given(
    st.lists(
        st.builds(
            Run,
            st.text(min_size=1, max_size=9).filter(str.strip),
            st.floats(-1e4, 1e4),
            st.floats(-1e4, 1e4),
            st.floats(-1e4, 1e4),
            st.floats(0.01, 100),
        ),
        max_size=12,
    )
)
def test_no_layout_makes_it_raise_or_lose_a_run_in_the_middle(runs: list[Run]) -> None:
    middle = [Run(r.text, r.left, r.right, 400.0, r.size) for r in runs]
    found = "".join(paragraphs_of([Page(tuple(middle), 800)]))
    assert all(run.text in found for run in middle)
    paragraphs_of([Page(tuple(runs), 800), Page(tuple(runs), 0)])
