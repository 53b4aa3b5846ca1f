"""Numbers, marks, citations, differences and downloads: the parts that pages are made of."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pandas as pd
import pyarrow.parquet as pq
import pytest
from markupsafe import Markup

from views import data
from views.parts import (
    charts,
    charts_many,
    corrections,
    distribution,
    downloads,
    early,
    evidence,
    markup,
    numbers,
    units,
)
from views.parts.difference import pair_sentences, terms, worded_difference
from views.parts.numbers import difference, figure


def side(value: float | None, unit: str, comparator: str = "eq", **more: object) -> dict:
    return {"x_value": value, "x_unit": unit, "x_comparator": comparator, **more}


@pytest.mark.parametrize(
    ("row", "measure", "shown"),
    [
        (side(6.0, "%", "about"), "growth", "增长6%左右"),
        (side(-3.0, "%", "ge"), "growth", "下降3%以上"),
        (side(1700.0, "亿元", "gt"), "level", "超过1700亿元"),
        (side(12345.5, "亿元"), "level", "12,345.5亿元"),
        (side(5.5, "%", "le"), "level", "5.5%以内"),
        (side(5.0, "%", "range", x_value_high=5.5), "growth", "增长5–5.5%"),
        (side(0.5, "个百分点"), "change", "增加0.5个百分点"),
        (side(2.0, "万人", "ge", x_force="ensure"), "level", "确保2万人以上"),
        (side(8.0, "%", "eq", x_force="strive"), "growth", "力争增长8%"),
        (side(2.0, "%", "le", subject="居民消费价格涨幅"), "growth", "2%以内"),
        (side(None, "", "eq", x_relation="sync:gdp"), None, "与经济增长同步"),
        (side(None, "", "eq", x_relation="gt:city"), None, "高于全市平均"),
        (side(None, "", "eq", x_relation="gt:cpi"), None, "快于居民消费价格"),
        (side(None, "", "eq", x_relation="sync:exports"), None, "与出口总额同步"),
        (side(None, "", "eq"), None, "—"),
        (side(float("nan"), "%"), "growth", "—"),
        (side(2.29, ""), "level", "2.29"),
    ],
)
def test_figures_as_chinese_readers_expect(row, measure, shown) -> None:
    assert figure(row, "x", measure=measure) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (-1.0, "%", "−1个百分点"),
        (0.1, "亿元", "+0.1亿元"),
        (0.00001, "%", "持平"),
        (None, "%", "—"),
    ],
)
def test_gaps_have_a_sign_and_percentages_differ_in_points(value, unit, shown) -> None:
    assert difference(value, unit) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1700.0, "亿元", "¥170 bn"),
        (2.1, "万人", "21k people"),
        (250.0, "万人", "2.5m people"),
        (0.3, "个百分点", "0.3 pp"),
        (26.0, "微克/立方米", "26 µg/m³"),
        (7.0, "亩", "7 亩"),
    ],
)
def test_english_has_no_wan_and_yi(monkeypatch, value, unit, shown) -> None:
    monkeypatch.setattr(numbers, "t", lambda zh, en: en)
    assert numbers.amount(value, unit) == shown


def observation(sentence: str, quote: str, written: str, base: int = 100) -> dict:
    start = base + sentence.index(written)
    quote_start = base + sentence.index(quote)
    return {
        "observation_id": 1,
        "sentence": sentence, "sentence_start": base, "start": start, "end": start + len(written),
        "quote_start": quote_start, "quote_end": quote_start + len(quote),
    }  # fmt: skip


def test_mark_stands_on_the_figure_inside_its_quote() -> None:
    marked = evidence.marked(observation("全年增长5%，物价平稳。", "增长5%", "5%"))
    assert "全年<u>增长<mark>5%</mark></u>，物价平稳。" in marked


def test_a_run_on_sentence_is_cut_around_the_figure() -> None:
    marked = evidence.marked(observation("甲" * 900 + "增长5%" + "乙" * 900, "增长5%", "5%"))
    assert marked.count("甲") == evidence.AROUND
    assert marked.count("…") == 2


def test_text_of_a_report_is_escaped_wherever_it_goes() -> None:
    bad = '<i onclick="x()">5%</i>'
    report = {
        "title": bad,
        "issuer": bad,
        "region": bad,
        "year": 2025,
        "url": 'https://e.org/"><i>',
    }
    shown = evidence.side(bad, observation(bad, "5%", "5%"), report)
    assert "<i" not in shown
    made = {"field": "subject", "old_value": bad, "new_value": bad, "note": bad, "author": bad,
            "made_at": datetime(2026, 1, 2), "correction_id": 1}  # fmt: skip
    assert "<i" not in corrections.notes([made])
    assert "<i" not in evidence.marked(observation(bad, bad, bad))
    assert (
        worded_difference(pair_sentences([bad + "一二三四"], [bad + "一二三五"])[0]).count("<b")
        == 0
    )
    assert "<i" not in markup.plain_table([bad], [[bad]])


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x", "file:///etc", None, 5]
)
def test_only_web_addresses_become_links(address) -> None:
    assert "<a" not in markup.link(address, "x")
    assert markup.link("https://example.org/a?b=1&c=2", "x").startswith("<a ")


def test_citation_without_address_or_issuer() -> None:
    report = {"region": "示例区", "year": 2025, "title": None, "issuer": None, "url": None}
    assert evidence.citation(report, "增长5%。") == (
        "示例区人民政府：《示例区2025年政府工作报告》，日期不详：“增长5%。”"
    )


def test_sentences_are_paired_once_and_by_likeness() -> None:
    before = ["新建学校三所，改造老旧小区十个。", "加强粮食生产。", "推进河道治理工程。"]
    after = ["推进河道治理工程。", "新建学校五所，改造老旧小区十二个。", "发展低空经济。"]
    kinds = [(pair.kind, pair.before, pair.after) for pair in pair_sentences(before, after)]
    assert kinds == [
        ("kept", before[2], after[0]),
        ("reworded", before[0], after[1]),
        ("added", None, after[2]),
        ("dropped", before[1], None),
    ]


def test_differences_mark_what_went_and_what_came() -> None:
    pair = pair_sentences(["地区生产总值增长6%左右。"], ["地区生产总值增长5%以上。"])[0]
    assert worded_difference(pair) == Markup("地区生产总值增长<del>6%左右</del><ins>5%以上</ins>。")


def test_a_figure_changes_whole() -> None:
    pair = pair_sentences(
        ["固定资产投资增长4%，完成2.45亿元。"], ["固定资产投资增长5%，完成2.5亿元。"]
    )[0]
    assert worded_difference(pair) == Markup(
        "固定资产投资增长<del>4%</del><ins>5%</ins>，完成<del>2.45</del><ins>2.5</ins>亿元。"
    )


def yearly(*years: int, **columns: object) -> pd.DataFrame:
    rows = {"target_value": 6.0, "target_value_high": None, "target_unit": "%", "outcome": 5.0}
    rows |= {"target_comparator": "ge", "verdict": "missed"} | columns
    return pd.DataFrame([{"target_year": year, **rows} for year in years])


ROWS = data.records(yearly(2024, 2025))


def domain(spec: dict) -> list[tuple[str, ...]]:
    return [tuple(layer["encoding"]["x"]["scale"]["domain"]) for layer in spec["layer"][0]["layer"]]


def test_years_stand_in_order_whatever_is_drawn_first() -> None:
    # Only 2026 has a band, and the band is the first layer.
    frame = pd.concat([yearly(2025, 2023), yearly(2026, target_comparator="about", verdict=None)])
    spec = charts.over_years(charts.target_rows(data.records(frame)), "%")
    assert set(domain(spec)) == {("2023", "2024", "2025", "2026")}


def test_a_line_breaks_where_a_year_is_missing() -> None:
    points = [
        {"year": year, "value": value, "name": "甲", "side": "结果"}
        for year, value in (("2018", 2.0), ("2016", 1.0))
    ]
    spec = charts_many.lines(points, {"甲": "#000"}, {"结果": [1, 0]})
    values = [(row["year"], row["value"]) for row in spec["layer"][0]["data"]["values"]]
    assert values == [("2016", 1.0), ("2017", None), ("2018", 2.0)]


def test_points_at_one_place_are_one_and_name_their_regions() -> None:
    frame = pd.DataFrame(
        {"region": list("甲乙丙丁戊"), "target": [6.0] * 4 + [5.0], "actual": 5.0, "word": "未完成"}
    )
    rows = charts_many.ambition(frame, "%")["layer"][0]["data"]["values"]
    assert {(row["target"], row["region"]) for row in rows} == {
        (6.0, "甲、乙、丙等4个地区"), (5.0, "戊")
    }  # fmt: skip


def test_marks_that_nothing_has_are_no_layer() -> None:
    def marks(**columns: object) -> list[str]:
        spec = charts.over_years(charts.target_rows(data.records(yearly(2025, **columns))), "%")
        return [layer["mark"]["type"] for layer in spec["layer"][0]["layer"]]

    assert marks() == ["tick", "point", "point", "text"]  # 以上 has an arrow
    assert marks(target_comparator="about") == ["bar", "tick", "point", "text"]
    assert marks(target_comparator="eq") == ["tick", "point", "text"]


def test_axes_in_english_have_no_wan(monkeypatch) -> None:
    monkeypatch.setattr(numbers, "t", lambda zh, en: en)
    frame = yearly(2025, target_value=45.0, outcome=48.0, target_unit="万人")
    spec = charts.over_years(charts.target_rows(data.records(frame)), "万人")
    assert spec["layer"][0]["layer"][0]["encoding"]["y"]["axis"]["title"] == "k people"
    assert spec["layer"][0]["data"]["values"][0]["outcome"] == 480.0


def test_bins_are_round_few_and_lose_nobody() -> None:
    frame = pd.DataFrame(
        {"target": [5.0, 5.5, 6.0, 6.0, 60.0], "actual": [4.9, 5.5, 6.1, 5.0, 0.1]}
    )
    found = distribution.bins(frame, {"target": "目标", "actual": "结果"})
    assert found.groupby("side")["regions"].sum().to_dict() == {"目标": 5, "结果": 5}
    assert found["bin"].nunique() <= distribution.MOST_BINS + 1
    same = distribution.bins(pd.DataFrame({"target": [6.0] * 5}), {"target": "目标"})
    assert list(same["bin"]) == ["6–7"]


def test_units_of_one_kind_come_on_one_scale(home) -> None:
    rows = yearly(2024, 2025, target_unit="万吨", target_value=2000.0, outcome=2100.0)
    others = yearly(2023, target_unit="亿斤", target_value=500.0, outcome=510.0)
    strange = yearly(2022, target_unit="元", target_value=1.0, outcome=1.0)
    shown = units.on_one_scale(pd.concat([rows, others, strange]))
    assert set(shown["target_unit"]) == {"万吨"}
    assert dict(zip(shown["target_year"], shown["target_value"], strict=True)) == {
        2024: 2000.0, 2025: 2000.0, 2023: 2500.0
    }  # fmt: skip
    plain = data.records(pd.concat([rows, others, strange]))
    values = {
        row["target_year"]: (row["target_value"], row["outcome"])
        for row in units.rows_on_one_scale(plain, "万吨")
    }
    assert values == {2024: (2000.0, 2100.0), 2025: (2000.0, 2100.0), 2023: (2500.0, 2550.0)}


def test_terms_in_quotation_marks() -> None:
    assert terms(["实施“云谷”计划和“清泉”行动。", "“云谷”二期。", "“一”"]) == ["云谷", "清泉"]


FRAME = pd.DataFrame({"=name": ["=1+1", "@x", "正常"], "value": [1.5, -2.0, None]})


def test_csv_is_headed_by_the_sentence_and_safe() -> None:
    text = downloads.as_csv(FRAME, "=甲的目标。").decode("utf-8-sig").splitlines()
    assert text == ["'=甲的目标。", "'=name,value", "'=1+1,1.5", "'@x,-2.0", "正常,"]


def test_xlsx_holds_text_not_formulas() -> None:
    with zipfile.ZipFile(io.BytesIO(downloads.as_xlsx(FRAME, "=甲的目标。"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    for text in ("'=甲的目标。", "'=name", "'=1+1", "'@x", "正常"):
        assert f">{text}<" in texts


def test_parquet_keeps_values_and_carries_the_sentence() -> None:
    table = pq.read_table(io.BytesIO(downloads.as_parquet(FRAME, "甲的目标。")))
    assert table.schema.metadata[b"description"].decode() == "甲的目标。"
    assert table.column("=name").to_pylist() == ["=1+1", "@x", "正常"]
    assert table.column("value").to_pylist() == [1.5, -2.0, None]


def test_what_is_loaded_early_is_in_the_installed_streamlit() -> None:
    for page, names in early._NEEDED.items():
        assert [one.split(".")[0] for one in early.files(page)] == list(names), page


def test_a_title_breaks_where_a_phone_ends_and_loses_nothing() -> None:
    def lines(title: str) -> list[str]:
        text: list[str] = charts.over_years(charts.target_rows(ROWS), "%", title)["title"]["text"]
        return text

    assert lines("地区生产总值增速") == ["地区生产总值增速"]
    english = "Value added of industry above designated size, growth"
    assert lines(english) == ["Value added of industry above designated", "size, growth"]
    chinese = "实施新一轮高标准农田和灌区现代化改造的示范县数量增速"
    assert len(lines(chinese)) == 2
    assert "".join(lines(chinese)) == chinese
