"""Lines and texts made to lead an expression into every way there is.

Nothing is timed: an expression that tries every way, or goes over the text once for each of its
characters, would take hours on these and run into the time limit; as they are they take moments.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from written_files import REPORT

from ingest.errors import NotAReportError
from ingest.read.furniture import load_furniture
from ingest.read.metadata import find_metadata
from ingest.read.page import clean
from ingest.read.paragraphs import Line, join_cut
from ingest.read.registry import read_here
from ingest.read.source import Source
from ingest.recognise import doubts_about, refuse_if_not_report

# What the expressions repeat; each is repeated to fill a line, with an end that fits nothing.
_PIECES = """
2 1页 字体大小 大 打印 分享到 > 首页> 首页/- 来源： 时间：来源： 引号 第1页 | [ 【 （ 上接 - —1 1-
发布日期 2031-1 XX _ 增长X 1. 1, 各位 范文 一篇 在上 共1页
"""
PIECES = [*_PIECES.split(), "索 ", " 1"]
ENDS = ["", "x", ">x", "页x", "：", "\n"]
LENGTH = 600_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", PIECES)
def test_no_line_leads_a_rule_into_every_way_there_is(piece: str) -> None:
    furniture = load_furniture()
    for end in ENDS:
        line = (piece * 200)[: 199 - len(end)] + end
        for ask in (furniture.is_furniture, furniture.is_tail, furniture.is_head):
            assert ask(line) in (True, False)
        find_metadata([line])


def join(text: str) -> None:
    join_cut(Line(line) for line in text.split("\n"))


def refuse(text: str) -> None:
    with contextlib.suppress(NotAReportError):
        refuse_if_not_report(text)


def read_as_page(text: str) -> None:
    read_here(Source(f"<!DOCTYPE html><html><body>{REPORT}<p>{text}".encode()))


def read_as_text(text: str) -> None:
    read_here(Source((REPORT + text).encode(), name="a.txt"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("work", [clean, join, doubts_about, refuse, read_as_page, read_as_text])
@pytest.mark.parametrize(
    "piece", ["1", " ", "_", "X", "。”", "，\n", "1,", " \n", "a<!---->", "1 "]
)
def test_no_text_is_gone_over_once_for_each_of_its_characters(
    work: Callable[[str], object], piece: str
) -> None:
    work(piece * (LENGTH // len(piece)))


@pytest.mark.timeout(60)
def test_a_row_of_comments_before_a_page_is_gone_over_once() -> None:
    assert read_here(Source(b"<!---->" * 1_100 + b"<p>" + REPORT.encode())).format == "html"
