"""Long tables by the keyboard alone, in a real Chromium: reached, sorted, followed, and seen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.app.test_browser import go

pytestmark = pytest.mark.browser
# What is said of the element that has the focus, with the contrast of its outline to the ground.
FOCUSED = """() => {
    const one = document.activeElement, look = getComputedStyle(one);
    const luminance = (colour) => {
        const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
            .getContext("2d");
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((x) => x / 255)
            .map((x) => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (box) => {
        const colour = getComputedStyle(box).backgroundColor;
        return /, 0\\)$/.test(colour) && box.parentElement ? ground(box.parentElement) : colour;
    };
    const [a, b] = [luminance(look.outlineColor), luminance(ground(one))].sort((x, y) => y - x);
    return { kind: one.tagName, words: one.textContent, style: look.outlineStyle,
             width: parseFloat(look.outlineWidth), contrast: (a + 0.05) / (b + 0.05) };
}"""


def focused(page: Page) -> dict:
    """What has the focus; its outline must be seen."""
    told = page.evaluate(FOCUSED)
    assert told["style"] == "solid", told
    assert told["width"] >= 2, told
    assert told["contrast"] >= 3, told
    return told


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_table_is_sorted_and_followed_by_the_keyboard(site, tab, theme: str) -> None:
    page = go(tab(color_scheme=theme), f"{site.url}/")
    page.locator(".dx-grid").wait_for()
    expect(page.locator(".stApp")).to_have_css("color-scheme", theme)
    page.get_by_role("combobox", name=re.compile("级别")).focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.dx-grid')"):
            break
    focused(page)

    page.keyboard.press("Tab")
    heads = page.locator(".dx-grid th")
    assert focused(page)["words"] == "地区"
    expect(heads.nth(0)).to_have_attribute("aria-sort", "none")
    page.keyboard.press("Tab")
    assert focused(page)["words"] == "完成"
    page.keyboard.press("Enter")
    expect(heads.nth(1)).to_have_attribute("aria-sort", "ascending")
    cells = page.locator(".dx-grid tbody td:nth-child(2)")
    expect(cells).to_have_text(["6项中2项", "8项中4项", "8项中4项", "8项中4项", "—"])
    page.keyboard.press("Space")
    expect(heads.nth(1)).to_have_attribute("aria-sort", "descending")
    expect(cells.nth(3)).to_have_text("6项中2项")
    expect(heads.nth(0)).to_have_attribute("aria-sort", "none")
    assert focused(page)["words"] == "完成", "the head keeps the focus"

    for _ in range(5):
        page.keyboard.press("Tab")
    link = focused(page)
    assert (link["kind"], link["words"]) == ("A", "示例市甲示例区")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/district\?region=X00001"))
    expect(page.locator("h1")).to_have_text("8项目标完成4项")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_verdict_of_the_indicators_table_opens_by_the_keyboard(site, tab, theme: str) -> None:
    page = go(tab(color_scheme=theme), f"{site.url}/indicator")
    page.locator(".dx-grid th button").last.focus()
    page.keyboard.press("Tab")
    assert focused(page)["kind"] == "A"
    page.keyboard.press("Enter")
    expect(page.locator(".dx-panel")).to_contain_text("示例市甲示例区")
