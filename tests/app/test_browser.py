"""The journeys of issue “The app people come back to”, in a real Chromium on the running app."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import compare
from tests.app import world
from tests.app.conftest import PAGES
from warehouse.home import Home
from warehouse.store import Writer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def workshop(tmp_path_factory, serve):
    """An app on a home of its own, for tests that write; one of its reports is hostile."""
    home = world.build(tmp_path_factory.mktemp("workshop") / "home", regions=2)
    with Writer(
        home, install=compare.install, refresh=compare.refresh, reference=world.reference()
    ) as writer:
        for year in (2025, 2026):
            report = world.report(3, year, extra=f"{world.HOSTILE}=cmd|'/c calc'!A0 办好民生实事。")
            writer.store(
                dataclasses.replace(
                    report,
                    title=f"{world.HOSTILE}{year}年报告",
                    url="javascript:window.hacked=1",
                    doubts=[world.HOSTILE],
                )
            )
        writer.publish()
    return serve(home.path)


def settle(page: Page) -> None:
    """Wait until the app has drawn the page and runs nothing."""
    page.wait_for_selector('[data-testid="stMain"] [data-testid="stHtml"]', state="attached")
    page.wait_for_function(
        """() => document.querySelector('.dx-hero, .dx-empty')
              && document.querySelector('.stApp')?.dataset.testScriptState !== 'running'
              && !document.querySelector('[data-stale="true"]')"""
    )


def go(page: Page, url: str) -> Page:
    page.goto(url)
    settle(page)
    return page


def choose(page: Page, label: str, typed: str, option: str) -> None:
    """Pick an option of a select box by typing a part of it."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(typed)
    page.get_by_role("option", name=option).first.click()


def test_find_a_district_read_a_verdict_open_its_evidence(site, tab) -> None:
    page = go(tab(), f"{site.url}/district")
    choose(page, "地区", "bing shili", "示例市丙示例区 · bing shili qu")
    expect(page.locator(".dx-hero")).to_contain_text("示例市丙示例区2025年提出的目标")
    row = page.locator(".dx-table details", has_text="地区生产总值").first
    evidence = row.locator(".dx-inside")
    expect(evidence).to_be_hidden()
    expect(row.locator("summary")).to_contain_text("未完成")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(evidence).to_be_visible()
    expect(evidence.locator("mark")).to_have_text(["6.5%左右", "4.4%"])
    expect(evidence.get_by_role("link").first).to_have_attribute(
        "href", "https://example.org/X00003/2025.html"
    )


def test_one_click_copies_the_citation(site, tab) -> None:
    page = tab(permissions=["clipboard-read", "clipboard-write"])
    go(page, f"{site.url}/district?region=X00001&year=2026&row=gdp")
    page.get_by_role("button", name="复制引用").first.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert (
        "《甲示例区2025年政府工作报告》，2025-01-12，https://example.org/X00001/2025.html" in copied
    )


def test_change_the_year_and_share_the_address(site, tab) -> None:
    page = go(tab(), f"{site.url}/district?region=X00001&year=2026")
    expect(page.locator("h1")).to_have_text("8项目标完成4项")
    choose(page, "报告年份", "2025", "2025")
    expect(page.locator("h1")).to_have_text("8项目标完成7项")
    expect(page).to_have_url(re.compile(r"region=X00001&year=2025$"))
    other = go(tab(), page.url)
    expect(other.locator("h1")).to_have_text("8项目标完成7项")
    page.go_back()
    expect(page.locator("h1")).to_have_text("8项目标完成4项")


def test_an_address_leads_to_a_part_of_the_page(site, tab) -> None:
    page = go(tab(), f"{site.url}/district?region=X00001&year=2026#years")
    expect(page.locator("#years")).to_be_in_viewport()
    expect(page.locator("h1")).not_to_be_in_viewport()
    link = page.locator("#targets").get_by_role("link")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#targets")).to_be_in_viewport()


def test_charts_are_saved_as_pictures(site, tab) -> None:
    page = go(tab(), f"{site.url}/district?region=X00001&year=2026")
    page.locator("svg.marks").first.wait_for()
    page.get_by_text("查看数据，保存图片").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存为 SVG").first.click()
    drawn = Path(waiting.value.path()).read_text("utf-8")
    assert drawn.startswith("<svg")
    assert "2025" in drawn
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存为 PNG").first.click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    assert page.get_by_label("地区生产总值增速", exact=False).count() > 0


def test_the_list_leads_to_the_district(site, tab) -> None:
    page = go(tab(), f"{site.url}/")
    page.evaluate("window.stillTheSame = true")
    page.locator(".dx-grid").get_by_role("link", name="示例市丁示例县").click()
    expect(page).to_have_url(re.compile(r"/district\?region=X00004"))
    expect(page.locator(".dx-hero")).to_contain_text("丁示例县")
    assert page.evaluate("window.stillTheSame")  # the app was not loaded anew
    page.go_back()
    expect(page.locator(".dx-grid")).to_be_visible()


def test_a_head_sorts_the_list_with_empty_cells_last(site, tab) -> None:
    page = go(tab(), f"{site.url}/")
    share = page.locator(".dx-grid tbody td:nth-child(3)")
    head = page.get_by_role("button", name="完成率")
    head.focus()
    page.keyboard.press("Enter")
    first = [one for one in share.all_inner_texts() if one != "—"]
    assert first == sorted(first, key=lambda one: int(one.strip("%")))
    assert len(first) > 1
    page.keyboard.press("Enter")
    expect(page.locator('[aria-sort="descending"]')).to_have_count(1)
    texts = share.all_inner_texts()
    assert texts == first[::-1] + ["—"] * (len(texts) - len(first))


def test_a_verdict_of_the_indicator_opens_its_sentences(site, tab) -> None:
    page = go(tab(), f"{site.url}/indicator?indicator=gdp&target_year=2025")
    page.evaluate("window.stillTheSame = true")
    page.locator(".dx-grid").get_by_role("link", name="未完成").first.click()
    panel = page.locator(".dx-panel")
    expect(panel.locator("mark")).to_have_text(["6%左右", "5.0%"])
    expect(panel).to_be_in_viewport()
    assert page.evaluate("window.stillTheSame")


def test_browser_language_first_and_a_switch_that_stays(site, tab) -> None:
    page = go(tab(locale="en-GB"), f"{site.url}/about")
    expect(page.get_by_role("heading", name="About the method")).to_be_visible()
    page.get_by_role("radio", name="中文").or_(page.get_by_role("button", name="中文")).click()
    expect(page.get_by_role("heading", name="方法说明")).to_be_visible()
    page.wait_for_function("document.cookie.includes('duixian_lang=zh')")
    go(page, f"{site.url}/ingest")
    expect(page.get_by_role("heading", name="导入报告")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_run_sql_and_download_it(site, tab) -> None:
    page = go(tab(), f"{site.url}/sql")
    box = page.get_by_role("textbox", name="查询")
    box.fill("SELECT '=1+1' AS formula, region, verdict FROM attainment ORDER BY ALL LIMIT 3")
    page.get_by_role("button", name="运行").click()
    expect(page.locator(".dx-says", has_text="3行，3列")).to_be_visible()
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert rows[0][0].startswith("查询结果：3行，3列。（Duixian 数据版本1；SELECT")
    assert rows[1] == ["formula", "region", "verdict"]
    assert rows[2][0] == "'=1+1"
    assert len(rows) == 5


def test_a_phones_width(site, tab) -> None:
    page = tab(width=380)
    for name in ("", "district", "regions", "ingest"):
        go(page, f"{site.url}/{name}")
        page.wait_for_timeout(300)
        wide = page.evaluate(
            """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter((one) => {
                  const box = one.getBoundingClientRect();
                  return box.width > 0 && box.right > innerWidth + 1 && !one.closest(
                      '.dx-scroll, svg, canvas, [data-testid="stDataFrame"], [role=tablist]');
               }).map((one) => one.className).slice(0, 5)"""
        )
        assert wide == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, name


def test_pages_ask_nobody_but_the_app(site, tab) -> None:
    page, asked = tab(), []
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        go(page, f"{site.url}/{'' if name == 'overview' else name}")
    strangers = {url for url in asked if not url.startswith((site.url, "data:", "blob:"))}
    assert strangers == set()


def test_text_of_reports_is_never_run(workshop, tab) -> None:
    page = tab()
    main = page.locator('[data-testid="stMain"]')
    for name in ("", "reports", "district"):
        go(page, f"{workshop.url}/{name}?region=X00004&year=2026")
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None, name
        assert main.locator("img[src='x']").count() == 0, name
        assert main.locator("a[href^='javascript']").count() == 0, name
    expect(main.get_by_text("<script>window.hacked=1</script>").first).to_be_attached()


def test_hostile_addresses_do_nothing(site, tab) -> None:
    page = tab()
    for query in (
        "region=%3Cscript%3E&year=%00",
        "q=%3Cimg%20src=x%20onerror=hacked=1%3E",
        "lang=xx",
        "row=%22%3E%3Cb%3E",
    ):
        go(page, f"{site.url}/district?{query}")
        assert page.evaluate("window.hacked") is None
        expect(page.locator("h1").first).to_be_visible()


def test_ingest_a_pasted_report_and_see_it_appear(workshop, tab) -> None:
    watcher = go(tab(), f"{workshop.url}/")
    page = go(tab(), f"{workshop.url}/ingest")
    page.get_by_role("tab", name="粘贴文本").click()
    box = page.get_by_role("textbox", name="把报告全文粘贴到这里")
    box.fill(_pasted())
    box.press("Control+Enter")
    preview = page.locator("table.dx-plain", has_text="庚示例区")
    expect(preview).to_contain_text("2026")
    page.get_by_role("button", name="导入 1 份").click()
    expect(page.get_by_text("✓ 已导入")).to_be_visible(timeout=40_000)
    page.get_by_role("button", name="查看这份报告").click()
    expect(page).to_have_url(re.compile("/district"))
    expect(
        page.locator("#targets").or_(page.get_by_role("heading", name="2026年提出了什么目标"))
    ).to_be_visible()
    # The other visitor's open page shows the new version without a reload.
    expect(watcher.locator("table.dx-plain", has_text="庚示例区").first).to_be_visible()


def _pasted() -> str:
    """A short report that we wrote, with invented figures for an invented region."""
    return (
        "庚示例区2026年政府工作报告\n"
        "各位代表：现在，我代表庚示例区人民政府向大会报告工作，请予审议。\n"
        "一、2025年工作回顾\n"
        "2025年，全区地区生产总值增长5.2%，规模以上工业增加值增长6.1%，固定资产投资增长3.4%，"
        "社会消费品零售总额增长4.8%，一般公共预算收入增长2.5%，城镇新增就业1.2万人。\n"
        "二、2026年工作安排\n"
        "2026年经济社会发展的主要预期目标是：地区生产总值增长5.5%左右，规模以上工业增加值增长6%以上，"
        "固定资产投资增长4%，社会消费品零售总额增长5%左右，一般公共预算收入增长3%，"
        "城镇新增就业1万人以上，居民收入与经济增长同步。\n"
        "办好民生实事，新建两所学校，改造三处菜市场。\n"
    )


def test_public_site_has_no_machine_room(made_home: Home, serve, tab) -> None:
    public = serve(made_home.path, DUIXIAN_PUBLIC="1")
    page = go(tab(), f"{public.url}/about")
    links = page.locator('[data-testid="stSidebarNavLink"]')
    expect(links).to_have_count(6)
    page.goto(f"{public.url}/sql")
    page.wait_for_timeout(1_500)
    assert page.get_by_role("textbox", name="查询").count() == 0
