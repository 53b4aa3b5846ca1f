"""Where sentences end: at full stops and line ends, with what closes a quote or a bracket."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.text.sections import find_sections
from ingest.extract.text.sentences import find_sentences

CASES = [
    ("甲增长1%。乙2个。\n丙", ["甲增长1%。", "乙2个。", "丙"]),
    ("他说：“甲增长1%。”乙2个。", ["他说：“甲增长1%。”", "乙2个。"]),
    ("（甲1%。）乙", ["（甲1%。）", "乙"]),
    ("甲！乙？丙。。丁", ["甲！", "乙？", "丙。。", "丁"]),
    ("。甲\n\n。\n乙。", ["甲", "乙。"]),
    ("甲" * 2001, ["甲" * 2000, "甲"]),
]
# What the rule says, in one pattern.
ONE = re.compile(r"[^。！？\n]{1,2000}[。！？]*[”’）]*")


def sentences(text: str) -> list[str]:
    parts = find_sections(text, 2025)
    return [text[one.start : one.end] for one in find_sentences(text, parts)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="甲1，。！？”）\n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_the_quick_way_parts_like_the_pattern(text: str) -> None:
    assert sentences(text) == ONE.findall(text)
