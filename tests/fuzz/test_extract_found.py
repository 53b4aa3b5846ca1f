"""Texts that fuzzing found: each made the extractor raise (bench/fuzz_readers.py)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import extract

# What decides in the extractor: marks, units, cues, and the words that stand for numbers.
_WORDS = """
、 ， 。 ； ： （ ） “ ” — - ～ % ％ 个百分点 亿元 万 0 4 6.5 1. .5 2030 年 五年 十四五
第 一 半 成 倍 翻一番 分别 其中 和 与 城乡 同比 增长 下降 以上 左右 力争 达到 地区生产总值
居民收入 同步 高于 全国 占 三产 政府工作报告 各位代表 工作回顾 主要预期目标 ㎡ ½ ① 𠮷
"""
PIECES = [*_WORDS.split(), "\n", " ", "\u3000", "\t", "\ufffd", "\ufeff", "\u200b"]


RAISED = [
    "、4%",
    "，、，4%、5%",
    "和4%",
    "、、城乡分别4%、5%",
    "出口、净增5亿元。",
    "用足用好政策，全区排名上升4位。",
    "及事故数量继续下降。让改造",
    "力争2025年及失业人数控制在下达指标以内。",
    "安排58亿元7家企业产值过百亿，",
    "工业投资增长5%，消费增长6%，两项指标位居全市第一。",  # only where it is compiled
    "“三翻番和一批养殖场。",
]


@pytest.mark.parametrize("text", RAISED)
def test_a_text_that_made_it_raise(text: str) -> None:
    extract(text, year=2031)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_order_of_telling_pieces_makes_it_raise(text: str) -> None:
    for found in extract(text, year=2031).observations:
        assert text[found.quote_start : found.quote_end] == found.quote
        assert 0 <= found.start <= found.end <= len(text)


@pytest.mark.timeout(100)
@pytest.mark.parametrize(
    "piece", ["万", "目标", "增长", "1", "、", "1、", "（", "一", "年", "\n", "其中"]
)
def test_no_run_of_a_piece_is_gone_over_once_for_each_of_its_characters(piece: str) -> None:
    extract(piece * (30_000 // len(piece)), year=2031)
