"""The warehouse's comments in the reader's language: the file holds them in English."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from views.parts.state import t

# Tables for the program alone, which the page SQL leaves out.
INTERNAL = frozenset(
    {
        "check_result",
        "schema_migration",
        "published_region",
        "computed_attainment",
        "computed_target_change",
    }
)
_FILE = Path(__file__).with_name("schema_zh.tsv")


@cache
def chinese() -> dict[str, str]:
    """English comment → the same in Chinese."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return dict(csv.reader(lines, "excel-tab", quoting=csv.QUOTE_NONE))


def comment(english: object) -> str:
    """A comment as the reader wants it; one that nobody translated stays English."""
    words = str(english or "")
    return t(chinese().get(words, words), words)
