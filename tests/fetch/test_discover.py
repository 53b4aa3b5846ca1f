"""From a source's page to its reports, over pages as real systems write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from govsite.web import Host, Reply, Web

from ingest.errors import FetchError
from ingest.fetch.client import Fetcher
from ingest.fetch.discover import Discovery, Explorer
from ingest.fetch.page import Page, read_page
from ingest.fetch.report import fetch_report
from ingest.regions import find_region

Make = Callable[..., Fetcher]
REGION = find_region("示例七县")
ROW = "<li><a href='{href}'>{year}年示例七县政府工作报告</a></li>"


def html(body: str, head: str = "") -> Reply:
    return Reply(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def rows(*years: int) -> str:
    return "".join(ROW.format(href=f"/r/{year}.html", year=year) for year in years)


def explore(fetcher: Fetcher, url: str, *, home: bool = False) -> Discovery:
    explorer = Explorer(fetcher.get, fetcher.limits, REGION, "work_report")
    return explorer.from_home(url) if home else explorer.from_list(url)


def page(fetcher: Make, host: Host, path: str = "/") -> Page:
    return read_page(fetcher().get(host.url + path), 3000)


def years(found: Discovery) -> list[int | None]:
    return [one.year for one in found.candidates]


@pytest.mark.parametrize(
    ("pager", "further"),
    [
        ("<a href='/list_2.html'>下一页</a>", ["/list_2.html"]),
        (
            "<a href='/list_2.html'>2</a><a href='/list_3.html'>3</a>",
            ["/list_2.html", "/list_3.html"],
        ),
        ("<script>createPageHTML(3,0,'list','html')</script>", ["/list_1.html", "/list_2.html"]),
        ("<a href='?page=2'>[2]</a>", ["/list.html?page=2"]),
        ("<a href='/other/2.html'>第2页</a>", ["/other/2.html"]),
        ("<a href='http://e.org/2.html'>2</a>", []),
    ],
)
def test_further_pages(web: Web, fetcher: Make, pager: str, further: list[str]) -> None:
    host = web.pages({"/list.html": html(rows(2025) + pager)})
    found = page(fetcher, host, "/list.html").further
    assert list(found) == [host.url + path for path in further]


def test_links_know_their_dates_and_whole_titles(web: Web, fetcher: Make) -> None:
    body = (
        "<ul><li><a href='/1.html' title='2025年示例七县政府工作报告'>2025年示例七县...</a>"
        "<span>2025-2-10</span></li></ul><a href='#'>x</a><a href='javascript:void(0)'>y</a>"
        "<a href='mailto:a@b'>z</a>"
    )
    host = web.pages({"/": html(body)})
    links = page(fetcher, host).links
    assert [(link.text, link.url, link.date) for link in links] == [
        ("2025年示例七县政府工作报告", f"{host.url}/1.html", "2025-02-10")
    ]


def test_a_list_in_gbk_under_a_wrong_label(web: Web, fetcher: Make) -> None:
    body = f"<html><meta charset='utf-8'><body>{rows(2025)}</body></html>".encode("gb18030")
    host = web.pages({"/": Reply(body, media_type="text/html; charset=utf-8")})
    assert page(fetcher, host).links[0].text == "2025年示例七县政府工作报告"


@pytest.mark.parametrize(
    "moving",
    [
        html("", "<meta http-equiv='Refresh' content='0; url=/new.html'>"),
        html("<script>window.location.href='/new.html'</script>"),
        html("<script>location.replace('/new.html')</script>"),
        html("<iframe src='/new.html'></iframe>"),
    ],
)
def test_pages_that_send_a_browser_on(web: Web, fetcher: Make, moving: Reply) -> None:
    host = web.pages({"/old.html": moving, "/new.html": html(rows(2024, 2025))})
    assert years(explore(fetcher(), f"{host.url}/old.html")) == [2025, 2024]


def test_a_list_with_many_pages_is_turned_within_its_limit(web: Web, fetcher: Make) -> None:
    def answer(path: str, headers: dict[str, str]) -> Reply:
        if path == "/robots.txt":
            return Reply(status=404)
        number = int(path.removeprefix("/list_").split(".")[0])
        return html(rows(1950 + number) + f"<a href='/list_{number + 1}.html'>下一页</a>")

    host = web.add(answer)
    found = explore(fetcher(list_pages=5), f"{host.url}/list_1.html")
    assert years(found) == [1955, 1954, 1953, 1952, 1951]
    assert len(web.paths()) == 5


def test_years_alone_count_on_a_page_of_reports(web: Web, fetcher: Make) -> None:
    links = "<a href='/25.html'>2025年</a><a href='/24.html'>2024</a><a href='/x'>关于我们</a>"
    host = web.pages(
        {
            "/": html(links, "<title>历年政府工作报告_示例七县</title>"),
            "/other": html(links, "<title>统计年鉴</title>"),
        }
    )
    assert years(explore(fetcher(), f"{host.url}/")) == [2025, 2024]
    assert years(explore(fetcher(), f"{host.url}/other")) == [2025, 2024]
    lonely = web.pages({"/": html(links, "<title>统计年鉴</title>")})
    with pytest.raises(FetchError, match="No link to a report"):
        explore(fetcher(), f"{lonely.url}/")


def test_a_broken_page_of_a_list_does_not_lose_the_others(web: Web, fetcher: Make) -> None:
    host = web.pages({"/": html(rows(2025) + "<a href='/2.html'>2</a><a href='/3.html'>3</a>"),
                      "/3.html": html(rows(2023))})  # fmt: skip
    found = explore(fetcher(), f"{host.url}/")
    assert years(found) == [2025, 2023]
    assert found.notes == [f"{host.url}/2.html: http_404"]


def site(list_path: str) -> dict[str, Any]:
    return {
        "/": html(
            "<a href='/zwgk/'>政府信息公开</a><a href='/login'>登录</a><a href='/a'>要闻</a>"
        ),
        "/zwgk/": html("<a href='/fd/'>法定主动公开内容</a><a href='/nb'>信息公开年报</a>"),
        "/fd/": html(f"<a href='/jg/'>机构职能</a><a href='{list_path}'>政府工作报告</a>"),
        list_path: html(rows(2024, 2025)),
    }


@pytest.mark.parametrize("old", [Reply(status=404), html("<p>您访问的页面不存在</p>"), html("")])
def test_a_list_that_moved_is_found_from_the_home_page(web: Web, fetcher: Make, old: Reply) -> None:
    host = web.pages({**site("/new/"), "/old/": old})
    found = explore(fetcher(), f"{host.url}/old/")
    assert years(found) == [2025, 2024]
    assert found.list_page == f"{host.url}/new/"
    assert "searched from" in found.notes[0]
    assert {"/login", "/a", "/nb"} & set(web.paths()) == set()


def test_a_search_keeps_to_its_depth_pages_and_hosts(web: Web, fetcher: Make) -> None:
    host = web.pages(site("/new/"))
    with pytest.raises(FetchError) as failure:
        explore(fetcher(crawl_depth=2), f"{host.url}/", home=True)
    assert failure.value.name == "no_links"
    with pytest.raises(FetchError):
        explore(fetcher(crawl_pages=3), f"{host.url}/", home=True)
    others = [web.pages({"/": html(rows(2025))}) for _ in range(3)]
    body = "".join(f"<a href='{one.url}/'>信息公开平台</a>" for one in others[1:])
    start = web.pages({"/": html(body + f"<a href='{others[0].url}/'>公开</a>")})
    explore(fetcher(crawl_hosts=2), f"{start.url}/", home=True)
    assert sum(bool(web.paths(one)) for one in others) == 1


def test_a_list_behind_a_check_says_so(web: Web, fetcher: Make) -> None:
    check = Reply(b"<script>document.cookie='a=1';location.reload()</script>")
    host = web.add(lambda path, headers: Reply(status=404) if "robots" in path else check)
    with pytest.raises(FetchError) as failure:
        explore(fetcher(), f"{host.url}/zfgzbg/")
    assert failure.value.name == "challenge"


def test_a_silent_list_is_not_searched_around(web: Web, fetcher: Make) -> None:
    host = web.pages({**site("/new/"), "/old/": Reply(status=503)})
    with pytest.raises(FetchError) as failure:
        explore(fetcher(attempts=1), f"{host.url}/old/")
    assert failure.value.name == "http_503"
    assert web.paths() == ["/old/"]


def test_a_report_with_a_missing_part_is_no_report(web: Web, fetcher: Make) -> None:
    text = "<p>　　地区生产总值增长6.5%左右，我们要把群众的事办好。</p>" * 60
    links = "<div><a href='/r.html'>1</a> <a href='/r_1.html'>2</a></div>"
    host = web.pages({"/r.html": html(f"<div id='zoom'>{text}</div>{links}")})
    one = fetcher()
    with pytest.raises(FetchError) as failure:
        fetch_report(one.get, f"{host.url}/r.html", one.limits)
    assert failure.value.name == "http_404"


def test_a_report_without_end_is_refused(web: Web, fetcher: Make) -> None:
    text = "<p>　　地区生产总值增长6.5%左右，我们要把群众的事办好。</p>" * 60

    def answer(path: str, headers: dict[str, str]) -> Reply:
        number = int(path.removeprefix("/r_").split(".")[0]) if path.startswith("/r_") else 0
        link = f"<div><a href='/r_{number + 1}.html'>下一页</a></div>"
        return Reply(status=404) if "robots" in path else html(f"<div id='zoom'>{text}</div>{link}")

    one, host = fetcher(parts=4), web.add(answer)
    with pytest.raises(FetchError) as failure:
        fetch_report(one.get, f"{host.url}/r.html", one.limits)
    assert failure.value.name == "too_many_parts"
