"""Confidence is looked up by the narrowest thing that is known about an observation."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ReferenceDataError
from ingest.extract.vocabulary.confidence import UNKNOWN, Shares, confidence, features, load_shares

SHARES = Shares({(): (0.9, 100), ("rank",): (0.8, 20), ("rank", "long tail"): (0.5, 6)})


def test_the_narrowest_key_decides() -> None:
    tail = features("rank", None, "actual", "某产量", "rank", None)
    known = features("rank", "grain", "actual", "粮食产量", "rank", None)
    new = features("unheard of", None, "actual", "某产量", "level", None)
    assert [SHARES.of(one) for one in (tail, known, new)] == [0.5, 0.8, 0.9]


def test_without_any_table_it_says_so_little() -> None:
    assert Shares({}).of(features("rank", None, "actual", "某产量", "rank", None)) == UNKNOWN


def test_the_stored_table_gives_shares_and_prefers_known_indicators() -> None:
    known = confidence("before", "gdp", "target", "地区生产总值", "growth", None)
    long = confidence("count-first", None, "actual", "这里那里许多件说不清的事情啊", "level", None)
    assert 0 < long < known <= 1


@pytest.mark.parametrize("line", ["rank\t\t\t\t5\t1.2", "rank\t\t\t\tfive\t0.9"])
def test_a_share_that_is_none_is_refused(tmp_path: Path, line: str) -> None:
    table = tmp_path / "confidence.tsv"
    table.write_text(f"rule\tnamed\trole\tshape\tseen\tconfidence\n{line}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="line 2"):
        load_shares(table)


def test_an_empty_table_says_what_to_run(tmp_path: Path) -> None:
    table = tmp_path / "confidence.tsv"
    table.write_text("rule\tnamed\trole\tshape\tseen\tconfidence\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"reliability\.py"):
        load_shares(table)
