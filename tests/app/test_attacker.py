"""A scripted attacker in a real Chromium: in every parameter, file name, field and answer.

Nothing may be run, no dialog opened, nobody but the app asked, and the page must stay whole.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.app import world
from tests.app.conftest import PAGES, Site
from tests.app.test_browser import go, settle

pytestmark = pytest.mark.browser

PARAMETERS = (
    "region", "year", "before", "q", "level", "row", "charts", "show", "part", "regions",
    "indicator", "measure", "target_year", "sql", "lang",
)  # fmt: skip
ATTACKS = (
    f'"><svg/onload=window.hacked=1>{world.HOSTILE}',
    "javascript:window.hacked=1//![x](http://stranger.example/x.png)[y](javascript:hacked=1)",
    "{{constructor.constructor('window.hacked=1')()}}\x00\ud7ff%0d%0aSet-Cookie: a=b",
    "../../../etc/passwd',X00001,;DROP TABLE report;--" + "长" * 150,
)
REPORT = """庚示例区2026年政府工作报告
各位代表：现在，我代表庚示例区人民政府向大会报告工作，请予审议。
一、2025年工作回顾
2025年，全区地区生产总值增长5.2%，固定资产投资增长3.4%，城镇新增就业1.2万人。
实施“<img src=x onerror=hacked=1>”计划，改造<script>window.hacked=1</script>小区12个。
二、2026年工作安排
2026年经济社会发展的主要预期目标是：地区生产总值增长5.5%左右，固定资产投资增长4%，城镇新增就业1万人以上。
"""


@pytest.fixture(scope="module")
def target(tmp_path_factory, serve) -> Site:
    """An app of its own, because the attacker ingests."""
    return serve(world.build(tmp_path_factory.mktemp("attacked") / "home", regions=2).path)


@pytest.fixture
def watched(tab):
    """A page that notes dialogs, requests to strangers and scripts that ran."""
    page, seen = tab(), []
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: seen.append(request.url) if stranger(request.url) else None)
    yield page
    assert seen == []
    assert page.evaluate("window.hacked") is None


def stranger(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def whole(page: Page) -> None:
    """The page stands, with neither an error of its own nor a foreign element."""
    settle(page)
    main = page.locator('[data-testid="stMain"]')
    assert main.locator('[data-testid="stException"]').count() == 0
    assert page.locator("img[src='x'], svg[onload], a[href^='javascript']").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_parameter_of_every_page(target, watched, attack: str) -> None:
    asked = "&".join(f"{name}={quote(attack)}" for name in PARAMETERS)
    for name in PAGES:
        go(watched, f"{target.url}/{'' if name == 'overview' else name}?{asked}")
        whole(watched)
        assert watched.locator(".dx-problem").count() == 0, name


def test_file_names_and_texts_of_uploads(target, watched) -> None:
    go(watched, f"{target.url}/ingest")
    name = "<img src=x onerror=hacked=1>![a](http:⁄⁄stranger.example⁄a.png)`$x$`.txt"
    watched.locator('input[type="file"]').set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": REPORT.encode()},
            {"name": "=cmd|'x'!A0.html", "mimeType": "text/html", "buffer": b"<script>hacked=1"},
        ]
    )
    expect(watched.locator("table.dx-plain", has_text="庚示例区")).to_be_visible()
    whole(watched)
    watched.get_by_role("button", name="导入 1 份").click()
    expect(watched.get_by_text("✓ 已导入")).to_be_visible(timeout=60_000)
    whole(watched)
    watched.get_by_role("button", name="查看这份报告").click()
    expect(watched).to_have_url(re.compile("/district"))
    whole(watched)


def test_an_oversized_upload_is_refused_and_harms_nobody(target, watched, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (21 * 2**20))
    go(watched, f"{target.url}/ingest")
    watched.locator('input[type="file"]').set_input_files(large)
    expect(watched.get_by_text("20.0MB")).to_be_visible()
    assert watched.get_by_role("button", name=re.compile("导入 1 份")).count() == 0
    go(watched, f"{target.url}/district")
    whole(watched)


def test_a_text_that_passes_the_limit_by_another_way_is_refused(target) -> None:
    """The server itself refuses what the browser's check would have stopped."""
    import httpx  # noqa: PLC0415 - only here

    answer = httpx.put(
        f"{target.url}/_stcore/upload_file/no-session/no-file",
        files={"file": ("x.txt", b"a" * (21 * 2**20))}, trust_env=False,
    )  # fmt: skip
    assert answer.status_code >= 400


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:22/", "http://[::ffff:169.254.169.254]/latest", "http://2130706433/",
     "file:///etc/passwd", "javascript:hacked=1"],
)  # fmt: skip
def test_addresses_inside_are_refused_in_one_sentence(target, watched, address: str) -> None:
    go(watched, f"{target.url}/ingest")
    watched.get_by_role("tab", name="网址").click()
    watched.get_by_role("textbox", name="报告所在网页的地址").fill(address)
    watched.get_by_role("button", name="获取并导入").click()
    refused = watched.locator(".dx-problem").or_(watched.locator("td", has_text="✗"))
    expect(refused.first).to_be_visible(timeout=60_000)
    assert "Traceback" not in watched.inner_text("body")
    whole(watched)


def test_answers_and_column_names_of_sql(target, watched) -> None:
    go(watched, f"{target.url}/sql")
    attack = world.HOSTILE.replace("'", "''")
    columns = ('"<img src=x onerror=hacked=1>"', '"**n** ![](//s.example/a)"')
    watched.get_by_role("textbox", name="查询").fill(
        f"SELECT '{attack}' || i AS {columns[0]}, i AS {columns[1]} FROM range(3) r(i)"
    )
    watched.get_by_role("button", name="运行").click()
    expect(watched.locator(".dx-says", has_text="3行，2列")).to_be_visible()
    watched.get_by_text("图表", exact=True).click()
    expect(watched.locator("svg.marks").first).to_be_visible()
    watched.wait_for_timeout(500)
    whole(watched)
