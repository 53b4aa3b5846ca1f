"""A reader corrects a figure in the app, sees it shown as a correction, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import compare
from tests.app import world
from tests.app.conftest import Site, shown
from tests.app.test_browser import go
from tests.conftest import ROOT
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.store import Writer

DISTRICT = {"region": "X00001", "year": "2026"}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of its own, because these tests write."""
    for name in ("DUIXIAN_PUBLIC", "DUIXIAN_LOGIN", "DUIXIAN_EDITORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DUIXIAN_HOME", str(tmp_path / "home"))
    return world.build(tmp_path / "home", regions=1)


def opened(page: str = "district", locale: str = "zh-CN", **params: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.context = {"locale": locale}
    app.switch_page(f"views/{page}.py")
    for key, value in params.items():
        app.query_params[key] = str(value)
    return app.run()


def outcome(home: Home, indicator: str = "gdp") -> int:
    """The observation of the outcome that the verdict of 2025 rests on."""
    with open_published(home) as connection:
        row = connection.execute(
            "SELECT actual_observation_id FROM attainment WHERE indicator_id = ? "
            "AND report_year = 2026 AND region_code = 'X00001'",
            [indicator],
        ).fetchone()
    assert row is not None
    return int(row[0])


def everything(app: AppTest) -> str:
    """All HTML of the page and of its open dialog."""
    return "\n".join(str(one.value) for one in app.get("html"))


def fill(app: AppTest, *, new: str, note: str = "page 2", name: str = "tester") -> AppTest:
    """Fill the form of the dialog in and send it."""
    value, reason, author = app.text_input[0], app.text_input[1], app.text_input[2]
    value.set_value(new)
    reason.set_value(note)
    author.set_value(name)
    return app.button[0].click().run()


def test_a_value_is_corrected_shown_and_undone(own: Home) -> None:
    number = outcome(own, "industrial_va")
    app = opened(correct=number, **DISTRICT)
    assert "8项目标完成4项" in shown(app)
    app = fill(app, new="8.4")
    assert not app.exception
    assert "correct" not in app.query_params
    page = shown(app)
    assert "8项目标完成5项" in page
    assert "经人工更正：" in page
    assert "数值 7 → 8.4" in page
    assert "page 2 · tester" in page
    assert "<mark>7.0%</mark>" in page, "the sentence still shows what the report says"

    listed = opened("ingest")
    assert "1条人工更正，其中1条生效" in shown(listed)
    app = opened(undo=1, **DISTRICT)
    app.text_input[0].set_value("tester")
    app = app.button[0].click().run()
    assert "8项目标完成4项" in shown(app)
    assert "经人工更正：" not in shown(app)
    assert "其中0条生效" in shown(opened("ingest"))


@pytest.mark.parametrize(
    ("locale", "new", "note", "name", "words"),
    [
        ("zh-CN", "六", "page 2", "tester", "“六”不是数字。"),
        ("en-GB", "six", "page 2", "tester", "isn&#39;t a number"),
        ("zh-CN", "6.4", "", "tester", "更正需要填写姓名和理由。"),
        ("en-GB", "6.4", "page 2", " ", "A correction needs your name and a note"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(own, locale, new, note, name, words) -> None:
    before = own.current_version()
    app = opened(locale=locale, correct=outcome(own), **DISTRICT)
    app = fill(app, new=new, note=note, name=name)
    assert words in everything(app)
    assert everything(app).count('class="dx-problem"') == 1
    assert own.current_version() == before


def test_a_role_is_chosen_from_words_and_takes_the_outcome_away(own: Home) -> None:
    app = opened(correct=outcome(own), **DISTRICT)
    app.selectbox(key="correction.field").set_value("role").run()
    choice = app.selectbox[-1]
    assert choice.options == ["目标", "结果", "其他（不参与对照）"]
    choice.set_value("other")
    app.text_input[0].set_value("not this district's")
    app.text_input[1].set_value("tester")
    app = app.button[0].click().run()
    assert not app.exception
    assert "6项目标完成3项" in shown(app)
    assert "性质 结果 → 其他（不参与对照）" in shown(opened("ingest"))


def test_another_outcome_can_be_matched_to_a_target(own: Home) -> None:
    """The outcome of investment is said to be that of industry: its verdict follows."""
    app = opened(correct=outcome(own, "fixed_investment"), **DISTRICT)
    app.selectbox(key="correction.field").set_value("match").run()
    choice = app.selectbox[-1]
    label = next(one for one in choice.options if one.startswith("规模以上工业增加值"))
    choice.select(label)
    app.text_input[0].set_value("the same thing by another name")
    app.text_input[1].set_value("tester")
    app = app.button[0].click().run()
    assert not app.exception
    with open_published(own) as connection:
        row = connection.execute(
            "SELECT actual_value FROM attainment WHERE indicator_id = 'industrial_va' "
            "AND report_year = 2026"
        ).fetchone()
    assert row == (2.0,)


def refuse_publishing(home: Home) -> None:
    """A region that was published and has no report: a check refuses every new version."""
    with Writer(home) as writer:
        writer.connection.execute("INSERT INTO published_region VALUES ('X99999', 1, 1)")


@pytest.mark.parametrize(
    ("locale", "because", "listed", "taken"),
    [
        ("zh-CN", "已保存，但还没有显示：发布前的检查发现问题（上一版本中的1个地区现在没有报告）",
         "… 已保存，尚未显示", "已撤回，显示的数据没有变化。"),
        ("en-GB", "Saved, but not shown yet: a check before publishing found a problem "
         "(regions of the last version without a report now: 1)",
         "… saved, not shown yet", "Taken back; what is shown hasn't changed."),
    ],
    ids=["zh", "en"],
)  # fmt: skip
def test_a_correction_that_cannot_be_published_waits_and_is_taken_back(
    own: Home, locale: str, because: str, listed: str, taken: str
) -> None:
    refuse_publishing(own)
    before = own.current_version()
    app = opened(locale=locale, correct=outcome(own, "industrial_va"), **DISTRICT)
    app = fill(app, new="8.4")
    assert not app.exception
    assert because in everything(app)
    assert everything(app).count('class="dx-problem"') == 1
    assert app.query_params["undo"] == "1"
    assert "correct" not in app.query_params

    ingest = shown(opened("ingest", locale=locale))
    assert listed in ingest
    assert because in ingest
    assert "?undo=1" in ingest
    app = opened("ingest", locale=locale, undo=1)
    assert because in everything(app)
    next(one for one in app.text_input if one.label in ("您的姓名", "Your name")).set_value("me")
    button = next(one for one in app.button if one.label in ("撤回", "Take it back"))
    app = button.click().run()
    assert not app.exception
    assert [one.value for one in app.toast] == [taken]
    assert "undo" not in app.query_params
    assert listed not in shown(app)
    assert own.current_version() == before
    with Writer(own) as writer:
        row = writer.connection.execute("SELECT undone_by FROM correction").fetchone()
    assert row == ("me",)


def test_an_undoing_that_cannot_be_published_is_said_so(own: Home) -> None:
    fill(opened(correct=outcome(own), **DISTRICT), new="8.4")
    refuse_publishing(own)
    app = opened(undo=1, **DISTRICT)
    app.text_input[0].set_value("tester")
    app = app.button[0].click().run()
    assert "已保存，但还没有显示" in everything(app)
    assert not app.button, "there is nothing to take back"
    assert "… 撤销已保存，尚未显示" in shown(opened("ingest"))
    # Once the cause is gone, the next publication shows it, and nothing waits.
    with Writer(own) as writer:
        writer.connection.execute("DELETE FROM published_region WHERE region_code = 'X99999'")
        writer.publish()
    listed = shown(opened("ingest"))
    assert "尚未显示" not in listed
    assert "tester于" in listed


def test_another_writer_is_said_so_and_nothing_changes(own, monkeypatch) -> None:
    monkeypatch.setattr("views.parts.correction_form.LOCK_SECONDS", 0.2)
    app = opened(correct=outcome(own), **DISTRICT)
    with Writer(own, install=compare.install, refresh=compare.refresh, reference=world.reference()):
        app = fill(app, new="6.4")
    assert "另一个程序正在写入" in everything(app)


@pytest.mark.parametrize("asked", ["999999", "x", "-1", "1" * 30, "١"])
def test_hostile_numbers_in_the_address_do_nothing(own: Home, asked: str) -> None:
    for name in ("correct", "undo"):
        app = opened(**DISTRICT, **{name: asked})
        assert not app.exception
        assert not app.text_input


def test_a_public_site_takes_no_corrections(own, monkeypatch) -> None:
    number = outcome(own)
    assert "dx-ask" in shown(opened(**DISTRICT))
    monkeypatch.setenv("DUIXIAN_PUBLIC", "1")
    app = opened(correct=number, **DISTRICT)
    assert "dx-ask" not in shown(app)
    assert "此网站只供查看" in everything(app)
    assert not app.text_input


def test_without_a_login_there_is_no_form(own, monkeypatch) -> None:
    monkeypatch.setenv("DUIXIAN_LOGIN", "1")
    app = opened(correct=outcome(own), **DISTRICT)
    assert "dx-ask" not in shown(app)
    assert "此页面需要登录" in everything(app)
    assert not app.text_input


@pytest.fixture(scope="module")
def desk(tmp_path_factory, serve) -> Site:
    """An app that the browser may write to."""
    home = world.build(tmp_path_factory.mktemp("desk") / "home", regions=1)
    return serve(home.path)


@pytest.mark.browser
def test_journey_correct_see_it_undo(desk: Site, tab) -> None:
    watcher = go(tab(locale="en-GB"), f"{desk.url}/district?region=X00001&year=2026")
    page = go(tab(), f"{desk.url}/district?region=X00001&year=2026")
    page.evaluate("window.sameDocument = true")
    summary = page.locator("summary", has_text="规模以上工业增加值").first
    row = page.locator(".dx-table details").filter(has=summary).first
    row.locator("summary").click()
    row.locator(".dx-side").nth(1).get_by_role("link", name="更正").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_have_text("7.0%")
    dialog.get_by_label("正确的数值").fill("8.4")
    dialog.get_by_label("理由").fill("见公报第二页")
    dialog.get_by_label("您的姓名").fill("tester")
    dialog.get_by_role("button", name="更正并发布").click()
    expect(dialog).to_be_hidden(timeout=40_000)
    expect(page.locator("h1")).to_have_text("8项目标完成5项")
    expect(row.locator("summary")).to_contain_text("8.4%")
    note = row.locator(".dx-corrected")
    expect(note).to_contain_text("数值 7 → 8.4")
    expect(note).to_be_visible()
    assert page.evaluate("window.sameDocument"), "the page was loaded anew"
    # Somebody else's open page follows by itself, in their language.
    expect(watcher.locator("h1")).to_have_text("5 of 8 targets met", timeout=20_000)

    note.get_by_role("link", name="撤销").click()
    expect(dialog).to_contain_text("数值 7 → 8.4")
    dialog.get_by_role("button", name="撤销并发布").click()
    expect(dialog).to_be_hidden(timeout=40_000)
    expect(page.locator("h1")).to_have_text("8项目标完成4项")
    expect(page.locator(".dx-corrected")).to_have_count(0)
    assert "undo" not in page.url

    # A check refuses the next one: it is said why, and taken back from the same dialog.
    refuse_publishing(Home(desk.home))
    row.locator(".dx-side").nth(1).get_by_role("link", name="更正").click()
    dialog.get_by_label("正确的数值").fill("8.5")
    dialog.get_by_label("理由").fill("见公报第三页")
    dialog.get_by_role("button", name="更正并发布").click()
    expect(dialog.locator(".dx-problem")).to_contain_text("已保存，但还没有显示", timeout=40_000)
    dialog.get_by_role("button", name="撤回").click()
    expect(dialog).to_be_hidden(timeout=40_000)
    expect(page.locator("h1")).to_have_text("8项目标完成4项")
    expect(page.get_by_text("已撤回，显示的数据没有变化。")).to_be_visible()
