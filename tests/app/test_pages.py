"""Every page starts, in both languages, without an exception, and says what it should."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import PAGES, grid_cells, shown
from tests.conftest import ROOT


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_starts(open_page, name: str, locale: str) -> None:
    app = open_page(name, locale=locale)
    assert not app.exception, [one.value for one in app.exception]
    assert "dx-problem" not in shown(app)
    assert "<h1>" in shown(app)


def test_headline_counts_met_of_judged(open_page) -> None:
    app = open_page("district", region="X00001", year="2026")
    page = shown(app)
    assert "<h1>8项目标完成4项</h1>" in page
    assert "另有1项未报告、不可比或只有文字" in page


def test_headline_in_english(open_page) -> None:
    app = open_page("district", region="X00001", year="2026", locale="en-US")
    assert "<h1>4 of 8 targets met</h1>" in shown(app)


def test_rows_hold_both_sentences_with_the_figures_marked(open_page) -> None:
    page = shown(open_page("district", region="X00001", year="2026"))
    assert "<mark>6%左右</mark>" in page
    assert "<mark>5.0%</mark>" in page
    assert 'href="https://example.org/X00001/2025.html"' in page
    assert 'href="https://example.org/X00001/2026.html"' in page


def test_citation_names_issuer_title_date_address_sentence(open_page) -> None:
    page = shown(open_page("district", region="X00001", year="2026"))
    cited = re.search(r'class="dx-cite"[^>]*>([^<]*)<', page)
    assert cited is not None
    for part in ("示例市甲示例区人民政府", "《甲示例区2025年政府工作报告》", "2025-01-12",
                 "https://example.org/X00001/2025.html", "地区生产总值增长6%左右"):  # fmt: skip
        assert part in cited[1]


def test_changes_of_targets(open_page) -> None:
    page = shown(open_page("district", region="X00001", year="2026"))
    assert "下调1项" in page
    assert "−0.5个百分点" in page
    later = shown(open_page("district", region="X00001", year="2025"))
    assert "措辞放松1项" in later
    assert "新增1项" in later


def test_first_year_says_what_is_missing(open_page) -> None:
    page = shown(open_page("district", region="X00001", year="2023"))
    assert "还没有示例市甲示例区2022年报告中的目标" in page


def test_region_with_one_report_has_empty_states(open_page) -> None:
    app = open_page("district", region="X00005", year="2026")
    assert not app.exception
    assert "还没有示例市戊示例县2025年报告中的目标" in shown(app)
    assert "只有一年的目标可看" in shown(app)
    assert "只有一份报告" in shown(open_page("reports", region="X00005"))


def test_unknown_region_in_the_address_falls_back(open_page) -> None:
    app = open_page("district", region="999999", year="1066")
    assert not app.exception
    assert app.query_params["region"] in ("X00001", ["X00001"])


def test_choice_goes_into_the_address(open_page) -> None:
    app = open_page("district")
    app.selectbox(key="widget.region").set_value("X00003").run()
    app.selectbox(key="widget.year").set_value("2025").run()
    assert _param(app, "region") == "X00003"
    assert _param(app, "year") == "2025"
    assert "示例市丙示例区" in shown(app)


def test_chosen_charts_are_in_the_address_and_others_follow_the_region(open_page) -> None:
    app = open_page("district", region="X00001", year="2026")
    assert "charts" not in app.query_params
    app.selectbox(key="widget.region").set_value("X00002").run()
    assert "charts" not in app.query_params
    app.multiselect(key="widget.charts").set_value(["gdp-growth"]).run()
    assert _param(app, "charts") == "gdp-growth"
    shared = open_page("district", region="X00002", year="2026", charts="cpi-growth,nonsense")
    assert shared.multiselect(key="widget.charts").value == ["cpi-growth"]


def test_choice_outlives_a_change_of_page(open_page) -> None:
    app = open_page("district", region="X00003", year="2025")
    app.switch_page("views/reports.py").run()
    assert app.selectbox(key="widget.region").value == "X00003"


def test_language_switch(open_page) -> None:
    app = open_page("about")
    assert "<h1>方法说明</h1>" in shown(app)
    app.button_group(key="switch.language").set_value("en").run()
    assert "<h1>About the method</h1>" in shown(app)
    app.switch_page("views/ingest.py").run()
    assert "<h1>Ingest reports</h1>" in shown(app)


def _param(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value[-1] if isinstance(value, list) else value


@pytest.mark.parametrize("words", ["丁示例", "ding shili", "dingshili", "X00004"])
def test_search_by_name_pinyin_and_code(open_page, words: str) -> None:
    app = open_page("overview", q=words)
    assert grid_cells(app)[0][0] == "示例市丁示例县"
    assert len(grid_cells(app)) == 1


def test_search_without_result_says_so(open_page) -> None:
    assert "没有找到这样的地区" in shown(open_page("overview", q="火星"))


def test_public_site_has_no_ingest_and_no_sql(open_page, monkeypatch) -> None:
    monkeypatch.setenv("DUIXIAN_PUBLIC", "1")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    for name in ("ingest", "sql"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app.switch_page(f"views/{name}.py")
    app.switch_page("views/about.py").run()
    assert not app.exception


@pytest.mark.parametrize("name", ["ingest", "sql"])
def test_guarded_pages_refuse_by_themselves(home, monkeypatch, name: str) -> None:
    monkeypatch.setenv("DUIXIAN_PUBLIC", "1")
    app = AppTest.from_file(str(ROOT / "views" / f"{name}.py"), default_timeout=30).run()
    assert "此网站只供查看" in shown(app)
    assert not app.text_area
    assert not app.get("file_uploader")


def test_login_is_asked_for(open_page, monkeypatch) -> None:
    monkeypatch.setenv("DUIXIAN_LOGIN", "1")
    app = open_page("sql")
    assert "此页面需要登录" in shown(app)
    assert not app.text_area


def test_empty_home_says_what_to_do(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DUIXIAN_HOME", str(tmp_path / "nothing"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    assert not app.exception
    assert "duixian demo" in shown(app)
    app.switch_page("views/ingest.py").run()
    assert not app.exception
    assert app.get("file_uploader")
    app.switch_page("views/about.py").run()
    assert not app.exception


def test_sql_runs_one_reading_statement(open_page) -> None:
    app = open_page("sql")
    app.text_area(key="sql.text").set_value("SELECT count(*) AS n FROM region")
    app.button[0].click().run()
    assert list(app.dataframe[0].value["n"]) == [6]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE region",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT 1; SELECT 2",
        "COPY region TO 'x'",
    ],
)
def test_sql_refuses_anything_else(open_page, statement: str) -> None:
    app = open_page("sql")
    app.text_area(key="sql.text").set_value(statement)
    app.button[0].click().run()
    assert shown(app).count("dx-problem") == 1
    assert not app.dataframe
    assert not app.exception


def test_a_statement_in_the_address_is_not_run(open_page) -> None:
    app = open_page("sql", sql="SELECT 42 AS answer")
    assert app.text_area(key="sql.text").value == "SELECT 42 AS answer"
    assert not app.dataframe


def test_report_to_report_shows_terms_and_rewording(open_page) -> None:
    two = {"region": "X00001", "year": "2026", "before": "2025"}
    sentences = shown(open_page("reports", **two))
    assert "<del>" in sentences
    assert "<ins>" in sentences
    named = shown(open_page("reports", show="terms", **two))
    assert "星桥" in named
    assert "云谷" in named
    app = open_page("reports", show="figures", **two)
    assert "地区生产总值" in list(app.dataframe[0].value["指标"])


def test_indicator_page_ranks_regions(open_page) -> None:
    app = open_page("indicator", indicator="gdp", target_year="2025")
    rows = grid_cells(app)
    assert len(rows) == 4
    assert (rows[0][0], rows[0][-1]) == ("示例市甲示例区", "✗未完成")


def test_a_verdict_of_the_indicator_opens_its_sentences(open_page) -> None:
    asked = {"indicator": "gdp", "target_year": "2025"}
    page = shown(open_page("indicator", **asked))
    assert "dx-panel" not in page
    row = re.search(r"indicator=gdp&amp;target_year=2025&amp;measure=growth&amp;row=(\d+)", page)
    assert row is not None
    opened = shown(open_page("indicator", row=row[1], **asked))
    assert opened.count("data-dx-asked") == 1
    assert "5.0%" in opened[opened.index("dx-panel") :]
    for nonsense in ("x", "9" * 30, "0"):
        app = open_page("indicator", row=nonsense, **asked)
        assert not app.exception
        assert "dx-panel" not in shown(app)


def test_comparing_needs_two_regions(open_page) -> None:
    page = shown(open_page("regions", regions="X00001"))
    assert "请至少选择两个地区" in page
    both = shown(open_page("regions", regions="X00001,X00004"))
    assert "丁示例县" in both
    assert "乙示例区" not in both


def test_what_stands_between_widgets_is_one_element(open_page) -> None:
    app = open_page("district", region="X00001", year="2026")
    found = [one.value for one in app.main.get("html") if 'class="dx-hero"' in str(one.value)]
    assert len(found) == 1
    assert 'id="verdicts"' in found[0]
    assert 'class="dx-table"' in found[0]
