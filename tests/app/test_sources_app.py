"""Every download says where its figures come from: by columns, or by its head for sums."""

from __future__ import annotations

import pandas as pd
import pytest

from views.parts import downloads

SOURCES = ["source_issuer", "source_title", "source_date", "source_url"]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[pd.DataFrame, str]]:
    """What the pages offer, by name: the table as a file holds it, and its head."""
    kept: dict[str, tuple[pd.DataFrame, str]] = {}
    real = downloads.offer

    def offer(table, sentence: str, name: str) -> None:
        kept[name] = (table if isinstance(table, pd.DataFrame) else table(), sentence)
        real(table, sentence, name)

    monkeypatch.setattr(downloads, "offer", offer)
    return kept


def columns(frame: pd.DataFrame, *sides: str) -> None:
    for side in sides:
        for name in SOURCES:
            assert f"{side}_{name}".strip("_") in frame.columns


def test_verdicts_changes_maps_and_scores_name_both_reports(open_page, offered) -> None:
    open_page("overview")
    open_page("district", region="X00001", year="2026")
    open_page("regions", regions="X00001,X00002")
    open_page("indicator", indicator="gdp", target_year="2025")
    columns(offered["regions"][0], "")
    columns(offered["newest"][0], "")
    columns(offered["map-2026"][0], "target", "actual")
    columns(offered["moved-2026"][0], "previous", "current")
    columns(offered["attainment-示例市甲示例区-2026"][0], "target", "actual")
    columns(offered["targets-示例市甲示例区-2026"][0], "previous", "current")
    columns(offered["gdp-2025"][0], "target", "actual")
    scores = offered["regions-scores"][0]
    columns(scores, "target", "actual")
    first = scores[(scores["region_code"] == "X00001") & (scores["target_year"] == 2025)].iloc[0]
    assert (first["met"], first["judged"]) == (4, 8)
    assert first["target_source_url"] == "https://example.org/X00001/2025.html"
    assert first["actual_source_url"] == "https://example.org/X00001/2026.html"
    assert first["actual_source_issuer"] == "示例市甲示例区人民政府"


def test_two_reports_name_both(open_page, offered) -> None:
    for shown in ("sentences", "figures", "terms"):
        open_page("reports", region="X00001", year="2026", before="2025", show=shown)
        columns(offered[f"{shown}-X00001-2025-2026"][0], "before", "after")


def test_sums_name_the_version_the_reports_and_the_query(open_page, offered) -> None:
    open_page("indicator", indicator="gdp", target_year="2025")
    head = offered["medians-gdp"][1]
    assert "Duixian 数据版本1，依据12份报告" in head
    assert "attainment: median(target_value)" in head
    open_page("ingest", locale="en-GB")
    assert "Duixian, data version 1; ingest_run" in offered["runs"][1]


@pytest.mark.parametrize(
    ("asked", "side"),
    [
        ("SELECT report_id, subject FROM observation LIMIT 3", ""),
        ("SELECT verdict, target_report_id FROM attainment LIMIT 3", "target"),
        ("SELECT 'x' AS report_id", ""),
    ],
)
def test_an_answer_in_sql_brings_sources_where_it_names_reports(
    open_page, offered, asked: str, side: str
) -> None:
    app = open_page("sql")
    app.text_area(key="sql.text").set_value(asked)
    app.button[0].click().run()
    assert not app.exception
    frame, head = offered["sql"]
    columns(frame, side)
    assert asked in head
    known = frame[f"{side}_source_url".strip("_")].dropna()
    assert len(known) == (0 if "'x'" in asked else 3)


def test_the_tables_of_the_method_can_be_downloaded(open_page, offered) -> None:
    open_page("about")
    assert {"verdicts", "rules", "quality", "versions"} <= set(offered)
    assert len(offered["verdicts"][0]) == 7
    assert "verdict_rule" in offered["rules"][1]
