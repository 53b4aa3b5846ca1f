"""Nothing on the page SQL is in one language only: every comment of the schema is there in both."""

from __future__ import annotations

import json
import re

from streamlit.testing.v1 import AppTest

import compare
from tests.app.conftest import grid_cells, shown
from views.parts import labels
from views.parts.schema_words import INTERNAL, chinese
from warehouse import comments
from warehouse.memory import MemoryWarehouse


def test_every_comment_has_a_chinese_one_and_none_is_left_over() -> None:
    connection = MemoryWarehouse(install=compare.install).connection
    comments.apply(connection)
    rows = connection.execute(
        "SELECT table_name, comment FROM duckdb_columns() WHERE NOT internal "
        "AND database_name <> 'temp' UNION SELECT table_name, comment FROM duckdb_tables() "
        "WHERE NOT internal AND NOT temporary UNION SELECT view_name, comment FROM duckdb_views() "
        "WHERE NOT internal"
    ).fetchall()
    there = {comment for table, comment in rows if comment and table not in INTERNAL}
    assert set(chinese()) == there
    assert all(re.search("[一-鿿]", zh) or zh.startswith("ok") for zh in chinese().values())


def test_the_schema_is_told_in_the_readers_language(open_page) -> None:
    page = shown(open_page("sql"))
    assert "目标是否完成：主要预期目标每项一行" in page
    assert "Was a target met" not in page
    english = shown(open_page("sql", locale="en-GB"))
    assert "Was a target met" in english
    assert "目标是否完成" not in english


def test_the_last_sign_of_a_name_is_spelled_apart() -> None:
    assert labels._spelled("辽宁省", "liaoningsheng") == "Liaoning Sheng"
    assert labels._spelled("重庆市涪陵区", "fulingqu") == "Fuling Qu"
    assert labels._spelled("示例市甲示例区", "jia shili qu") == "Jia Shili Qu"


def test_regions_have_their_pinyin_in_english(open_page) -> None:
    english = grid_cells(open_page("overview", locale="en-GB"))
    assert english[0][0] == "示例市甲示例区 (Jia Shili Qu)"
    assert grid_cells(open_page("overview"))[0][0] == "示例市甲示例区"
    page = shown(open_page("district", locale="en-GB", region="X00001", year="2026"))
    assert "示例市甲示例区 (Jia Shili Qu) set for 2025" in page


def test_sources_have_their_pinyin_in_english_without_a_report_of_them(open_page) -> None:
    named = {str(row[0]) for row in grid_cells(open_page("ingest", locale="en-GB"))}
    assert "重庆市涪陵区 (Fuling Qu)" in named
    assert "重庆市涪陵区" in {str(row[0]) for row in grid_cells(open_page("ingest"))}


def drawn(app: AppTest) -> list[list[dict[str, object]]]:
    """The rows that each chart of the page draws."""
    specs = [json.loads(one.proto.spec) for one in app.get("vega_lite_chart")]
    return [spec["layer"][0]["data"]["values"] for spec in specs]


def test_maps_and_charts_name_regions_as_the_rest_does(open_page) -> None:
    page = shown(open_page("overview", locale="en-GB"))
    assert 'target="_self">甲示例区 (Jia Shili Qu)</a></th>' in page
    assert 'title="甲示例区 (Jia Shili Qu) · Gross regional product: missed"' in page
    for part in page.split("<h")[1:]:
        assert "示例市甲示例区</a>" not in part
    assert "甲示例区</a></th>" in shown(open_page("overview"))
    for locale, name in (("en-GB", "丁示例县 (Ding Shili Xian)"), ("zh-CN", "丁示例县")):
        ranking, ambition = drawn(open_page("indicator", locale=locale))[:2]
        assert name in {row["region"] for row in ranking}
        assert name in {row["region"] for row in ambition}
