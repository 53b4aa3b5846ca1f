"""Failures are told with the document that they are about, once."""

from __future__ import annotations

import pytest

from ingest.errors import ReadError, named


@pytest.mark.parametrize(
    ("name", "sentence", "told"),
    [
        ("2025.txt", "2025.txt is empty.", "2025.txt is empty."),
        ("samples/2025.txt", "2025.txt is empty.", "2025.txt is empty."),
        ("2025.txt", "The year can't be found.", "2025.txt: The year can't be found."),
        ("http://a.cn/1", "The site refuses.", "http://a.cn/1: The site refuses."),
    ],
)
def test_a_document_is_named_once(name: str, sentence: str, told: str) -> None:
    assert named(name, ReadError(sentence)) == told
