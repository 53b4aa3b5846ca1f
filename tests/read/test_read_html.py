"""Pages of seven page systems: the same report comes out of each, without the page around it."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest
from written_files import LINES, PAGES, REPORT

from ingest.errors import NotAReportError, ReadError
from ingest.model import Document
from ingest.read import join_pages, read
from ingest.report import read_report

SITE = "http://www.example.gov.cn"


@dataclass(frozen=True)
class Case:
    """A page and what it says besides the report."""

    file: str
    metadata: dict[str, str]
    links: tuple[str, ...] = ()
    charset: str = "utf-8"
    header: str | None = field(default=None)


CASES = [
    Case(
        "trs/t20310215_10001.html",
        {
            "published_on": "2031-02-15",
            "written_on": "2031-01-20",
            "issuer": "示例区人民政府办公室",
            "index_number": "00100/2031-00021",
        },
        ("/trs/P020310215343434.pdf", "/trs/P020310215343435.ofd"),
    ),
    Case(
        "trs_gbk/t20310216_20002.htm",
        {
            "published_on": "2031-02-16",
            "written_on": "2031-01-21",
            "issuer": "示例区政府办",
            "index_number": "00200-2031-0003",
            "document_number": "示政发〔2031〕1号",
        },
        ("/trs_gbk/t20310216_20002_1.htm", "/trs_gbk/t20310216_20002_2.htm"),
        charset="gb18030",
        header="utf-8",
    ),
    Case(
        "hanweb/art_1229_30003.html",
        {
            "published_on": "2031-02-07",
            "written_on": "2031-01-22",
            "issuer": "示例区政府办公室",
            "index_number": "003/2031-00007",
        },
        header="GB2312",
    ),
    Case(
        "anhui/7000041.html",
        {
            "published_on": "2031-01-24",
            "written_on": "2031-01-23",
            "issuer": "示例区人民政府",
            "index_number": "00004111/202101-00009",
        },
    ),
    Case(
        "contents/50005.html",
        {
            "published_on": "2031-02-03",
            "written_on": "2031-01-26",
            "issuer": "示例区人民政府办公室",
            "index_number": "005000/2031-00033",
            "document_number": "示政办〔2031〕5号",
        },
    ),
    Case(
        "yunnan/46006.htm",
        {"published_on": "2031-01-28", "index_number": "006006-2031-00002"},
        ("/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=7",),
    ),
    Case(
        "shaanxi/Content-70007.html",
        {
            "published_on": "2031-02-02",
            "written_on": "2031-01-27",
            "issuer": "示例区人民政府办公室",
            "index_number": "007000/2031-00014",
            "document_number": "示政字〔2031〕2号",
        },
    ),
]


def page(file: str, header: str | None = None) -> Document:
    return read(
        (PAGES / file).read_bytes(), media_type="text/html", charset=header, url=f"{SITE}/{file}"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.split("/")[0])
def test_a_page_gives_the_report_and_nothing_else(case: Case) -> None:
    document = page(case.file, case.header)
    found = document.text.splitlines()
    assert len(found) == 26
    assert found[0] == "示例区2031年政府工作报告"
    assert found[-1] == "技改投资：企业用于设备更新和工艺改造的投资。"
    assert found == LINES
    assert document.format == "html"
    assert document.title == "示例区2031年政府工作报告"
    assert document.charset == case.charset
    assert dict(document.metadata) == case.metadata
    assert [address for _, address in document.links] == [SITE + each for each in case.links]


def test_a_report_over_three_pages_is_put_together() -> None:
    first = page("jhtml/80008.jhtml")
    assert [address for _, address in first.links] == [
        f"{SITE}/jhtml/80008_2.jhtml",
        f"{SITE}/jhtml/80008_3.jhtml",
    ]
    rest = [page("jhtml/80008_2.jhtml"), page("jhtml/80008_3.jhtml")]
    joined = join_pages([first, *rest])
    assert joined.text == REPORT
    assert joined.title == "示例区2031年政府工作报告"
    assert joined.metadata == {"published_on": "2031-02-09"}
    assert "The report was put together from 3 pages." in joined.notes


def test_a_paragraph_that_pages_cut_is_whole_again() -> None:
    pages = [
        Document("标题行\n全年新增就业1.3万人，完成年度目标的\n", "html", "标题行"),
        Document("标题行\n104%，居民收入增长6%。\n", "html", "标题行"),
    ]
    assert join_pages(pages).text.splitlines() == [
        "标题行",
        "全年新增就业1.3万人，完成年度目标的104%，居民收入增长6%。",
    ]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("challenge.html", "challenge"),
        ("verify.html", "challenge"),
        ("not_found.html", "error_page"),
        ("image_only.html", "image_only"),
        ("list.html", "list_page"),
        ("unfinished.html", "unfinished"),
    ],
)
def test_a_page_that_is_no_page_is_refused_by_name(file: str, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        page(f"faults/{file}")
    assert caught.value.name == name
    assert re.fullmatch(r"http://\S+ (is|has|shows) .*\.", str(caught.value))


def test_a_page_with_an_attachment_only_comes_back_with_its_links() -> None:
    document = page("faults/attachment.html")
    assert document.links == (
        ("bg.pdf", f"{SITE}/files/2031/bg.pdf"),
        ("示例区2031年政府工作报告（OFD版）", f"{SITE}/files/2031/bg.ofd"),
    )
    assert document.notes == ("The page holds little text; the report may be in an attachment.",)


def test_a_short_summary_that_speaks_of_building_is_read() -> None:
    text = "示例区政府工作报告提出，今年生产总值增长6%左右，正在建设中的3条公路全部通车。"
    text += "城镇新增就业1.3万人，新增学位2400个，改造老旧小区27个，空气质量优良天数310天。" * 3
    document = read(wrapped(f"<div>{text}</div>"))
    assert document.text == text + "\n"
    assert document.notes == ("The page holds little text.",)


def wrapped(body: str, head: str = "") -> bytes:
    head = f"<head><meta charset=utf-8>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


BODY = [line for line in LINES if "\t" not in line]


@pytest.mark.parametrize(
    "body",
    [
        "<pre>" + "\n".join(f"　　{line}" for line in BODY) + "</pre>",
        "<div><span>" + "<br><br>".join(f"&emsp;&emsp;{line}" for line in BODY) + "</span></div>",
        "<div id=print>" + "".join(f"<p>{line}</p>" for line in BODY) + "</div>",
        "<div style='display:none'>" + "".join(f"<p>{line}</p>" for line in BODY) + "</div>",
        "<table><tr><td>" + "".join(f"<p>{line}</p>" for line in BODY) + "</td></tr></table>",
        "<form><font>" + "<p>".join(BODY) + "</font></form>",
        "".join(f"<div><div><p><font>{line}</font></p></div></div>" for line in BODY),
        "<p>"
        + "<p>".join(
            "\n\t".join(line[n : n + 40] for n in range(0, len(line), 40)) for line in BODY
        ),
    ],
)
def test_any_markup_gives_the_same_paragraphs(body: str) -> None:
    assert read(wrapped(body)).text.splitlines() == BODY


def test_the_report_wins_over_a_longer_menu_and_teasers_in_links() -> None:
    teaser = "".join(
        f"<li><a href=/{n}.html>本区召开第{n}次会议，研究部署下一阶段的各项重点工作。</a></li>"
        for n in range(200)
    )
    body = f"<div><ul>{teaser}</ul></div><div>{''.join(f'<p>{line}</p>' for line in BODY)}</div>"
    assert read(wrapped(body)).text.splitlines() == BODY


def test_glosses_of_ruby_are_left_out() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY).replace(
        "增长6.3%", "<ruby>增<rp>(</rp><rt>zēng</rt><rp>)</rp></ruby>长6.3%"
    )
    assert "增长6.3%" in read(wrapped(body)).text
    assert "zēng" not in read(wrapped(body)).text


def test_cells_over_several_columns_and_rows_leave_empty_ones() -> None:
    table = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>2030年</th></tr>"
        "<tr><th>目标</th><th>实际</th></tr>"
        "<tr><td>就业（人）</td><td>100</td><td>120</td></tr></table>"
    )
    text = read(wrapped("".join(f"<p>{line}</p>" for line in BODY) + table)).text
    assert text.splitlines()[-3:] == ["指标\t2030年\t", "\t目标\t实际", "就业（人）\t100\t120"]


def test_a_broken_byte_in_the_footer_is_noted_and_in_the_report_refused() -> None:
    data = (PAGES / "anhui" / "7000041.html").read_bytes()
    footer = data.index("版权所有".encode())
    document = read(data[:footer] + b"\xff" + data[footer:])
    assert document.text == REPORT
    assert f"the first at byte {footer}" in document.notes[0]
    inside = data.index("812.4亿元".encode())
    with pytest.raises(ReadError, match=rf"position {inside};") as caught:
        read(data[:inside] + b"\xff" + data[inside:])
    assert caught.value.name == "undecodable"


def test_a_page_sent_as_gzip_without_saying_so_is_read() -> None:
    assert read(gzip.compress((PAGES / "trs/t20310215_10001.html").read_bytes())).text == REPORT


def test_the_name_txt_keeps_a_text_with_tags_as_it_is() -> None:
    text = "增长<p>6%</p>左右\n"
    assert read(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize(
    "title",
    [
        "示例区2031年政府工作报告_政府工作报告_示例区人民政府",
        "示例区2031年政府工作报告 - 政府工作报告 - 示例区人民政府门户网站",
        "示例区人民政府 政府工作报告 示例区2031年政府工作报告",
        "示例区人民政府-政府工作报告-示例区2031年政府工作报告",
        "示例区政府网|示例区2031年政府工作报告",
        "示例区2031年政府工作报告",
    ],
)
def test_the_title_is_found_in_the_browser_title(title: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY[1:])
    document = read(wrapped(body, head=f"<title>{title}</title>"))
    assert document.title == "示例区2031年政府工作报告"
    assert document.text.splitlines() == BODY


def test_real_reports_come_back_from_every_page_system(shared: Path) -> None:
    for name in ("2025年重庆市涪陵区政府工作报告", "2025年广西政府工作报告"):
        text = (shared / "corpus" / "reports" / f"{name}.txt").read_text(encoding="utf-8")
        lines = [re.sub(r"\s+", " ", line.strip()) for line in text.splitlines() if line.strip()]
        lines = [line for line in lines if not line.startswith("来源：")]
        paragraphs = "".join(f"<p>　　{escape(line)}</p>" for line in lines)
        for case in CASES:
            page = (PAGES / case.file).read_bytes().decode(case.charset)
            whole = around(page).replace("@@", paragraphs)
            found = read(whole.encode(), url=f"{SITE}/{case.file}").text.splitlines()
            assert found[-len(lines) :] == lines, case.file
            assert len(found) <= len(lines) + 1


def around(page: str) -> str:
    """The page with @@ in the place of its report."""
    start = page.index("——2031年1月")
    end = page.index("的投资。") + len("的投资。")
    return page[: page.rindex("<", 0, start)] + "@@" + page[end:]


def test_links_without_a_known_address_are_left_out() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    links = (
        '<a href="a.pdf">全文</a><a href="http://b.gov.cn/c.doc">附件</a>'
        "<a href=\"javascript:x('d.pdf')\">x.pdf</a>"
    )
    assert read(wrapped(body + links)).links == (("附件", "http://b.gov.cn/c.doc"),)
    based = wrapped(body + links, head='<base href="https://c.gov.cn/x/">')
    assert read(based).links[0] == ("全文", "https://c.gov.cn/x/a.pdf")


def test_a_page_that_only_announces_the_report_says_where_it_is() -> None:
    data = (PAGES / "faults" / "attachment.html").read_bytes()
    with pytest.raises(NotAReportError, match=r"may be in “bg\.pdf” \(http://\S+/bg\.pdf\)\."):
        read_report(data, url=f"{SITE}/faults/attachment.html")
