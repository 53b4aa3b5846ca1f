"""The page Ingest names what the checks before publishing warn of, in plain words."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import compare
from tests.app import world
from tests.app.conftest import shown
from tests.conftest import ROOT
from views.parts.check_list import WORDS
from warehouse.checks import AGAINST_LAST, CHECKS
from warehouse.home import Home
from warehouse.store import Writer


def ingest_page(home: Home, monkeypatch: pytest.MonkeyPatch, locale: str = "zh-CN") -> str:
    monkeypatch.setenv("DUIXIAN_HOME", str(home.path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.context = {"locale": locale}
    app.switch_page("views/ingest.py")
    app.run()
    assert not app.exception
    return shown(app)


def test_every_check_has_words_in_both_languages() -> None:
    assert set(WORDS) == {one.name for one in (*CHECKS, AGAINST_LAST)}
    assert all("{}" in zh and "{}" in en for zh, en in WORDS.values())


def test_all_passed_is_said_so(home: Home, monkeypatch) -> None:
    usual = sum(not one.thorough for one in CHECKS)
    assert f"通过了发布前的全部{usual}项检查" in ingest_page(home, monkeypatch)


def test_a_warning_is_named_with_its_region_and_indicator(tmp_path, monkeypatch) -> None:
    home = world.build(tmp_path / "home", regions=1)
    huge = "一般公共预算收入达到{general_budget_revenue|level|actual|eq|9000|亿元|9000亿元}。"
    with Writer(
        home, install=compare.install, refresh=compare.refresh, reference=world.reference()
    ) as writer:
        writer.store(world.report(0, 2026, huge))
        writer.publish()
    chinese = ingest_page(home, monkeypatch)
    assert "⚠ 1个金额与相邻年份相差二十倍以上" in chinese
    assert (
        '<a href="./district?region=X00001&amp;year=2025" target="_self">'
        "示例市甲示例区 2025 一般公共预算收入</a>" in chinese
    )
    english = ingest_page(home, monkeypatch, "en-GB")
    assert "⚠ amounts over twenty times those of the year beside them: 1;" in english
    assert "of them warn" in english
