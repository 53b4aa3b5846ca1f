"""Doubts about a report and a run's notes are said in Chinese too: each sentence that is stored."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import Origin, ingest_bytes
from ingest.read.charset import decode
from ingest.recognise import doubts_about
from views.parts import failures, notes
from warehouse import Home, Writer

LETTER = "各位居民：周六上午在社区服务中心免费修理家电，请带好发票。".encode()
ROOT = Path(__file__).resolve().parents[2] / "ingest"
# Where such sentences are written.
WRITERS = (
    "extract/text/facts.py", "recognise.py", "report.py", "read/charset.py", "read/little.py",
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
        (
            "https://example.org/zfgz: The site took longer than 30 s. [timeout]",
            "https://example.org/zfgz：等待超时：请稍后再试。",
        ),
        ("报告.pdf holds no text. [image_only]", f"报告.pdf：{failures.NAMES['image_only']}"),
        ("a.txt: a new kind. [unheard_of]", "a.txt：a new kind."),
        ("Not published: it is empty.", "没有发布，读者看到的仍是上一版：it is empty."),
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


def test_failures_of_a_real_run_are_told_in_chinese(tmp_path: Path) -> None:
    with Writer(Home(tmp_path / "home")) as writer:
        writer.begin_run("command")
        for name, data in (("空.txt", b""), ("坏.pdf", b"%PDF-1.7 cut off"), ("信.txt", LETTER)):
            ingest_bytes(writer, data, Origin(name=name))
        writer.end_run()
        row = writer.connection.execute("SELECT failures, note FROM ingest_run").fetchone()
    assert row is not None
    assert row[0] == 3
    told = [notes.chinese(line) for line in row[1].splitlines()]
    assert [one.split("：")[0] for one in told] == ["空.txt", "坏.pdf", "信.txt"]
    assert [one for one in told if " " in one] == []
