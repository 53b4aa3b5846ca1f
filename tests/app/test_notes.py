"""Doubts about a report and a run's notes are said in Chinese too: each sentence that is stored."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.read.charset import decode
from ingest.recognise import doubts_about
from views.parts import notes

ROOT = Path(__file__).resolve().parents[2] / "ingest"
# Where such sentences are written.
WRITERS = (
    "extract/facts.py", "recognise.py", "report.py", "read/charset.py", "read/little.py",
    "read/pages.py", "fetch/report.py", "collect.py",
)  # fmt: skip
# How they begin; sentences of errors begin otherwise.
BEGINNINGS = (
    "The year is", "The title says", "The text", "The header", "The page h", "The report is",
    "The report was",
)  # fmt: skip


def sentences() -> Iterator[str]:
    """The sentences as the code writes them, with 7 for each value."""
    for name in WRITERS:
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    str(part.value) if isinstance(part, ast.Constant) else "7"
                    for part in node.values
                ]
                yield "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_each_sentence_that_is_written_has_a_chinese_one() -> None:
    written = {one for one in sentences() if one.startswith(BEGINNINGS) and one.endswith(".")}
    assert len(written) >= 12
    assert {one for one in written if notes.chinese(one) == one} == set()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "The title says 2024, the headings say 2025.",
            "标题写的是2024年，正文小标题写的是2025年。",
        ),
        (
            "示例区 2025 changed: 3 of 40 paragraphs differ, "
            "2 observations are new and 1 are gone.",
            "示例区 2025年的报告有变动：3/40段不同，新增2项数据，减少1项。",
        ),
        (
            "示例区 2025: The report is put together from 3 pages.",
            "示例区 2025：报告由3个网页拼合而成。",
        ),
        ("a.txt: something that nobody translated.", "a.txt: something that nobody translated."),
    ],
)
def test_sentences_keep_what_they_name(english: str, chinese: str) -> None:
    assert notes.chinese(english) == chinese


def test_what_reading_gives_is_known() -> None:
    real = [
        *doubts_about("本地某某XX区2025年增长5%\ufffd。"),
        *decode("政府工作报告，今年增长百分之五。".encode() * 20, declared="gb2312").notes,
    ]
    assert len(real) == 3
    assert [one for one in real if notes.chinese(one) == one] == []
