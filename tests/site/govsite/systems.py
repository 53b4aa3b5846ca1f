"""Six page systems of government sites, as templates: the frame, the list, the report's page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from govsite.texts import paragraphs

MENU = "".join(
    f'<li><a href="{href}">{words}</a></li>'
    for words, href in (
        ("首页", "/"),
        ("新闻动态", "/xwdt/index.html"),
        ("办事服务", "/bsfw/index.html"),
        ("互动交流", "/hdjl/index.html"),
        ("走近示例", "/zjsl/index.html"),
    )
)
FOOT = '<div class="footer">主办：示例政府办公室　网站标识码：0000000000</div>'


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    title: str
    href: str
    date: str


def frame(title: str, body: str, *, charset: str = "utf-8", head: str = "") -> str:
    """Return a whole page."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(title)}</title>{head}'
        f'</head><body><div class="header"><ul class="nav">{MENU}</ul></div>{body}{FOOT}'
        "</body></html>"
    )


def plain_list(rows: list[Row]) -> str:
    """Return rows as most systems write them."""
    return (
        "<ul class='list'>"
        + "".join(
            f'<li><a href="{row.href}">{row.title}</a><span>{row.date}</span></li>' for row in rows
        )
        + "</ul>"
    )


def table_list(rows: list[Row]) -> str:
    """Return rows as a table, the words of the links cut off."""
    return (
        "<table>"
        + "".join(
            f'<tr><td>{number}</td><td><a href="{row.href}" title="{row.title}">'
            f"{row.title[:12]}...</a></td><td>{row.date.replace('-', '/')}</td></tr>"
            for number, row in enumerate(rows, 1)
        )
        + "</table>"
    )


def record_list(rows: list[Row]) -> str:
    """Return rows as Hanweb sends them: inside a script, one record each."""
    records = "".join(
        f"<record><![CDATA[<li><a href='{row.href}' title='{row.title}'>{row.title}</a>"
        f"<span>{row.date}</span></li>]]></record>"
        for row in rows
    )
    return (
        f'<div id="list"><script type="text/xml"><datastore><recordset>{records}</recordset>'
        "</datastore></script></div>"
    )


def metadata(number: str, issuer: str, date: str) -> str:
    """Return the rows above a report."""
    return (
        f"<table class='xxgk'><tr><td>索 引 号</td><td>{number}</td><td>发布机构</td>"
        f"<td>{issuer}</td></tr><tr><td>成文日期</td><td>{date}</td><td>公开形式</td><td>主动公开</td></tr></table>"
    )


def article(content_name: str) -> Callable[[str, list[str], str, str], str]:
    """Return a template of a report's page whose text stands in the element of this name."""

    def page(title: str, lines: list[str], date: str, region: str) -> str:
        return (
            f'<div class="crumbs">您的位置：<a href="/">首页</a> &gt; 政府工作报告</div>'
            f"{metadata('X' + date.replace('-', ''), region + '人民政府办公室', date)}"
            f'<h1 class="title">{escape(title)}</h1><div class="source">发布日期：{date}　来源：'
            f"{region}人民政府办公室　【字体：大 中 小】　打印</div>"
            f'<div id="{content_name}" class="{content_name}">{paragraphs(lines)}</div>'
            '<div class="share">分享到：微信 微博</div><div class="related">相关链接'
            '<ul><li><a href="/xwdt/1.html">示例新闻一则</a></li></ul></div>'
        )

    return page


@dataclass(frozen=True)
class System:
    """A page system: where lists and reports lie, and how they are written."""

    name: str
    list_path: str
    report_path: Callable[[int, str], str]
    rows: Callable[[list[Row]], str]
    page: Callable[[str, list[str], str, str], str]
    charset: str = "utf-8"
    from_home: bool = False


def _hex(year: int, key: str) -> str:
    return hashlib.md5(f"{key}{year}".encode()).hexdigest()


SYSTEMS = (
    System(
        "trs",
        "/zwgk/fdzdgknr/zfgzbg/index.html",
        lambda year, key: f"/zwgk/fdzdgknr/zfgzbg/{year}02/t{year}0210_{1000 + year}.html",
        plain_list,
        article("TRS_UEDITOR"),
    ),
    System(
        "hanweb",
        "/col/col1229/index.html",
        lambda year, key: f"/art/{year}/2/8/art_1229_{year}.html",
        record_list,
        article("zoom"),
        charset="gb2312",
    ),
    System(
        "contents",
        "/contents/13174/index.html",
        lambda year, key: f"/contents/13174/{500000 + year}.html",
        plain_list,
        article("content_body"),
    ),
    System(
        "anhui",
        "/public/column/6596341/index.html",
        lambda year, key: f"/public/6596341/{37000000 + year}.html",
        table_list,
        article("wzcon"),
        from_home=True,
    ),
    System(
        "yunnan",
        "/zwgk/zfgzbg.htm",
        lambda year, key: f"/info/1857/{40000 + year}.htm",
        plain_list,
        article("v_news_content"),
        charset="gb18030",
    ),
    System(
        "shtml",
        "/affair/ghjh/zfgzbg/index.shtml",
        lambda year, key: f"/affair/ghjh/zfgzbg/{_hex(year, key)}.shtml",
        table_list,
        article("UCAP-CONTENT"),
    ),
)
