"""The catalogue: shipped cards are sound, wrong ones are named by line, own ones are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ReferenceDataError
from ingest.sources import (
    KnownReport,
    Source,
    SourceError,
    add_source,
    find_sources,
    load_sources,
    mark_checked,
    parse,
)

CARD = """# my cards
[[source]]
id = "mine"
region = "示例一区"
kind = "work_report"
page = "http://www.example.org/zfgzbg/"
"""


def test_shipped_cards_are_complete(shared: Path) -> None:
    sources = load_sources()
    rows = (shared / "corpus" / "sources.tsv").read_text(encoding="utf-8").splitlines()[1:]
    listed = {row.split("\t")[4] for row in rows}
    held = {one.page for one in sources.values()} | {
        known.url for one in sources.values() for known in one.reports
    }
    assert listed - held == set()


def test_shipped_cards_are_unchecked_and_in_the_code_table() -> None:
    sources = load_sources()
    assert len(sources) == 191
    assert {one.checked for one in sources.values()} == {"unchecked"}
    assert all(one.as_record()["region_code"].isdigit() for one in sources.values())
    assert sources["500102-plan"].name == "重庆市涪陵区"
    assert sources["500102-plan"].guess


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        ('kind = "speech"', 5, "none of work_report"),
        ('kind = "work_report"\nkinds = 1', 6, "no field"),
        ('kind = "work_report"\npage = 7', 6, "must be text"),
        ('kind = "work_report"\npage = "www.example.org"', 6, "does not begin with http"),
        ('kind = "work_report"\nchecked = "yesterday"', 6, "a day and by what"),
        ('kind = "work_report"\nenabled = "no"', 6, "true or false"),
        ('kind = "work_report"\nreports = [{ year = 2025 }]', 6, "needs a url"),
        ('kind = "work_report"', 2, "neither page nor home nor reports"),
    ],
)
def test_a_wrong_card_is_named_by_its_line(wrong: str, line: int, words: str) -> None:
    text = f'# cards\n[[source]]\nid = "a"\nregion = "示例一区"\n{wrong}\n'
    with pytest.raises(ReferenceDataError, match=rf"cards, line {line}: .*{words}"):
        parse(text, "cards")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[source]\n", "no valid TOML"),
        ("[sources]\n", "not known here"),
        (CARD + CARD.partition("\n")[2], "line 7: .*taken by the card in line 2"),
        (CARD.replace("示例一区", "无此区"), "line 4: .*无此区"),
    ],
)
def test_a_wrong_file_is_refused(text: str, words: str) -> None:
    with pytest.raises(ReferenceDataError, match=words):
        parse(text, "cards")


def test_own_cards_come_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(CARD, encoding="utf-8")
    assert len(load_sources(tmp_path)) == 192
    only = load_sources(tmp_path, {"DUIXIAN_SOURCES": "own"})
    assert list(only) == ["mine"]
    assert only["mine"].own


def test_adding_keeps_what_people_wrote(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(CARD, encoding="utf-8")
    known = (KnownReport("http://www.example.org/1", 2025),)
    card = Source("new", "示例二县", "示例二县", "bulletin", reports=known, enabled=False)
    add_source(tmp_path, card)
    mark_checked(tmp_path, {"mine": "2026-01-05 duixian sources check"})
    text = path.read_text(encoding="utf-8")
    assert text.startswith(CARD)
    sources = load_sources(tmp_path, {"DUIXIAN_SOURCES": "own"})
    assert (sources["new"].reports, sources["new"].enabled) == (known, False)
    assert str(sources["mine"].checked_on) == "2026-01-05"
    with pytest.raises(SourceError, match="taken"):
        add_source(tmp_path, card)


def test_an_unknown_source_is_answered_with_near_ones() -> None:
    with pytest.raises(SourceError, match="Did you mean 500102-plan"):
        find_sources(load_sources(), ("500102",))
