"""What holds for any text: no error, true offsets, no memory of what stands around."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench._shuffled import shuffled
from ingest.extract import extract
from ingest.model import Observation

WORDS = [
    "地区生产总值", "工业增加值", "城乡居民人均可支配收入", "一、二、三产增加值", "新建", "改造",
    "实施", "项目", "停车位", "农村公路", "增长", "下降", "提高到", "达到", "突破", "超过",
    "控制在", "预计", "力争", "确保", "分别", "均", "其中", "占全市比重", "总量", "居全国",
    "第三", "首位", "由", "从", "5%", "6.5%左右", "1700亿元", "300多个", "两成", "四分之一",
    "翻一番", "过半", "万亿元", "2—3家", "2.29：1", "0.5个百分点", "16天", "到2027年", "五年来",
    "与经济增长同步", "保持稳定", "完成国家下达任务", "以上", "以内", "、", "，", "；", "。",
    "：", "“", "”", "（", "）", "和", "的", "等", "\n", "２０２４年", "\u3000", "%", "第", "亿",
    "成", "倍", "半", "-", "—", "+", ".", "5G", "PM2.5", "［1］", "、、", "一、2024年工作回顾\n",
    "二、2025年工作安排\n", "主要预期目标是：",
]  # fmt: skip

texts = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


def facts(observations: tuple[Observation, ...]) -> list[tuple[object, ...]]:
    return [
        (o.subject, o.measure, o.role, o.period, o.comparator, o.value, o.unit, o.force, o.relation)
        for o in observations
    ]


@given(st.one_of(st.text(max_size=200), texts))
@example("0%“")  # half a quote names nothing that is measured
@example("五年翻番")  # nor do the years over which something doubled
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_every_offset_holds(text: str) -> None:
    extraction = extract(text, year=2025)
    for o in extraction.observations:
        assert 0 <= o.quote_start <= o.start < o.end <= len(text)
        assert text[o.quote_start : o.quote_end] == o.quote
        assert o.end <= o.quote_end
        assert o.subject or o.role == "other"
    ends = [(s.start, s.end) for s in extraction.sentences]
    assert all(start <= end <= len(text) for start, end in ends)
    assert ends == sorted(ends)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_number_stands_in_its_span(text: str) -> None:
    for o in extract(text, year=2025).observations:
        span = text[o.start : o.end]
        if o.relation is None and o.value is not None:
            assert re.search(r"[\d０-９一二两三四五六七八九十百千万亿半番首榜]", span), span


REPORT = """一、2024年工作回顾
地区生产总值增长5.2%，居全市第三。新建停车位300个、充电桩20座。
二、2025年工作安排
今年的主要预期目标是：地区生产总值增长5%左右，居民收入增长与经济增长同步。
改造老旧小区12个，到2027年改造60个。
"""
FURNITURE = (
    (
        "首页 > 政务公开 > 政府工作报告\n索引号：001-2025\n字号：大 中 小\n",
        "\n打印本页 关闭窗口\n上一篇：通知\n",
    ),
    ("政府工作报告\n发布时间：2025-01-20 来源：区政府办\n", "\n主办单位：区人民政府办公室\n"),
    ("\n\n\n", "\n\n"),
)  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FURNITURE)
def test_page_furniture_changes_nothing_but_the_offsets(before: str, after: str) -> None:
    bare = extract(REPORT, year=2025).observations
    framed = extract(before + REPORT + after, year=2025).observations
    inside = [o for o in framed if len(before) <= o.start < len(before) + len(REPORT)]
    assert facts(tuple(inside)) == facts(bare)
    assert [o.start - len(before) for o in inside] == [o.start for o in bare]
    assert not [o for o in framed if o not in inside and o.role != "other"]


def test_a_report_that_stands_there_twice_gives_everything_twice() -> None:
    once = extract(REPORT, year=2025).observations
    twice = extract(REPORT + REPORT, year=2025).observations
    assert facts(twice) == facts(once) + facts(once)
    assert [o.headline for o in twice] == [o.headline for o in once] * 2


def test_real_reports_give_everything_twice_as_well(shared: Path) -> None:
    path = sorted(shared.glob("corpus/reports/2025*区政府工作报告.txt"))[0]
    text = path.read_text(encoding="utf-8").rstrip() + "\n"
    once = extract(text, year=2025).observations
    twice = extract(text + text, year=2025).observations
    assert len(twice) == 2 * len(once) > 100


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1" * 1000,
        "9,",
        "“《（" * 30,
        "增长5%、",
        "、" * 500,
        "分别" * 50,
        "从1到2到",
        "新建改造" * 50 + "3个",
        "一二三四五六七八九十百千万亿",
        "\n \u200b",
        "2024年" * 20,
        "（a" * 40,
        "完成国家下达" * 20,
        "主要预期目标是：" * 5,
        "上述目标，",
        "1.4、",
        "企业由96家增加到151家",
        "财政收入年均增长15%，",
        "服务圈越织越密。新开工300台，",
        "实事：",
        "其中A、B和C占比、",
        "惠及3万",
    ],
)
def test_no_text_takes_superlinear_time(piece: str) -> None:
    """A third of a megabyte of each; the suite's own time limit is the bound."""
    text = piece * (300_000 // len(piece))
    extract(text, year=2025)  # no heading tells what it is
    extract("二、2025年工作安排\n" + text, year=2025)


def test_the_pieces_in_any_order() -> None:
    shuffle = random.Random(7)
    for _ in range(30):
        text = "".join(shuffle.choices(WORDS, k=400))
        for o in extract(text, year=2025).observations:
            assert text[o.quote_start : o.quote_end] == o.quote


def test_clauses_of_the_cases_in_any_order() -> None:
    """The first thousand texts of bench/fuzz_clauses.py."""
    for seed in range(1000):
        text = "".join(shuffled(seed))
        for o in extract(text, year=2025).observations:
            assert text[o.quote_start : o.quote_end] == o.quote
            assert o.subject or o.role == "other"
