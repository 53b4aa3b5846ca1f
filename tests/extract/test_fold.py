"""Folding: one plain form, and every offset told in the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.text.fold import fold
from ingest.extract.text.sentences import move_to_given
from ingest.model import Sentence

NOISY = st.text(
    alphabet="增长达0１２.．%％ \u3000\n\u200b\t，。、；：“”（）［1］一二、第页—-下转版長區",
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("产值１７００亿元、增长５．５％", "产值1700亿元、增长5.5%"),
        ("总额达到74.4\n\u200b\n万亿元", "总额达到74.4万亿元"),
        ("总量2. 2万亿", "总量2.2万亿"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("投资增长8%，\n出口增长5%", "投资增长8%，出口增长5%"),
        ("投资较快增长。新建\n高速铁路\n100公里", "投资较快增长。新建高速铁路100公里"),
        ("产业体系［19］建设", "产业体系建设"),
        ("新增学位（下转第四版）300个", "新增学位300个"),
        ("收入比2.3∶1﹔", "收入比2.3：1；"),
        ("長(zhǎng)江保护", "长江保护"),
        ("縣內城鎮(zhèn)、農(nóng)村", "县内城镇、农村"),
        ("GDP growth 5 %", "GDP growth 5%"),
        ("P\u200bM2.5", "PM2.5"),
        ("全年新建厂房\n  — 12 —  \n300间", "全年新建厂房\n300间"),
        ("全年新建厂房30\n第 12 页\n0间", "全年新建厂房300间"),
    ],
)
def test_noise_goes_and_figures_stay_whole(text: str, plain: str) -> None:
    assert fold(text).text == plain


def test_a_heading_is_not_joined_with_the_paragraph_under_it() -> None:
    text = "着力扩大内需\n消费增长5%。\n二、今年工作安排\n投资增长6%。"
    assert fold(text).text.split("\n") == text.split("\n")


def test_offsets_point_into_the_text_as_given() -> None:
    text = "　　工业产值\u200b突破７０\n０亿元"
    folded = fold(text)
    start = folded.text.index("700亿元")
    begin, end = folded.span(start, start + 5)
    assert text[begin:end] == "７０\n０亿元"


@given(NOISY)
def test_every_kept_character_is_found_where_it_stands(text: str) -> None:
    folded = fold(text)
    places = [folded.original(i) for i in range(len(folded.text))]
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)


@given(NOISY)
def test_sentences_moved_in_one_walk_stand_where_each_would(text: str) -> None:
    folded = fold(text)
    ends = [(i, min(i + 3, len(folded.text))) for i in range(len(folded.text))]
    sentences = [Sentence(0, 0, start, end) for start, end in ends]
    move_to_given(sentences, folded)
    assert [(one.start, one.end) for one in sentences] == [folded.span(*span) for span in ends]
