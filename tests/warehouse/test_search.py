"""Words in sentences: all of them, none of the unwanted, with counts over everything."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from made_reports import region, report

from warehouse import Home, Writer, open_published
from warehouse.errors import QueryError
from warehouse.search import Where, search, words


@pytest.fixture
def connection(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with Writer(home) as writer:
        for number, year in ((1, 2023), (1, 2024), (2, 2024)):
            writer.store(report(year, 6.5, lines=2, place=region(number)))
        writer.store(report(2024, 7, lines=2, place=region(2)))
        writer.publish()
    with open_published(home) as opened:
        yield opened


def test_all_sentences_are_counted_and_the_newest_shown(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    found = search(connection, "商品1", limit=3)
    assert (found.sentences, found.reports, found.regions) == (6, 3, 2)
    assert (found.first_year, found.by_year) == (2023, {2023: 2, 2024: 4})
    assert [(hit.region, hit.year, hit.text) for hit in found.hits] == [
        ("示例1区", 2024, "去年商品1产量增长6.5%。"),
        ("示例1区", 2024, "今年商品1产量增长6.5%左右。"),
        ("示例2区", 2024, "去年商品1产量增长7%。"),
    ]


def test_a_hit_brings_its_figures_and_its_place(connection: duckdb.DuckDBPyConnection) -> None:
    [hit] = search(connection, "今年 商品1 6.5", Where(first_year=2024)).hits
    [figure] = hit.figures
    assert (figure.subject, figure.role, figure.value) == ("商品1产量", "target", 6.5)
    row = connection.execute(
        "SELECT substring(text, ? + 1, ? - ?) FROM report_text WHERE report_id = ?",
        [hit.start, hit.end, hit.start, hit.report_id],
    ).fetchone()
    assert row == (hit.text,)


def test_words_can_be_excluded_and_places_chosen(connection: duckdb.DuckDBPyConnection) -> None:
    assert search(connection, "商品1 -今年").sentences == 3
    assert search(connection, "商品1", Where(region_codes=["X00002"])).sentences == 2
    assert search(connection, "商品1", Where(last_year=2023)).sentences == 2
    assert search(connection, "商品1", Where(section="plan")).sentences == 0
    assert search(connection, "商品1 没有").sentences == 0
    # A superseded text is no longer found.
    assert search(connection, "商品1 6.5", Where(region_codes=["X00002"])).sentences == 0


def test_full_width_and_case_do_not_matter() -> None:
    assert words("ＧＤＰ　增长 －x -") == (["GDP", "增长"], ["x"])


@pytest.mark.parametrize("query", ["", "  ", "-商品"])
def test_a_query_needs_a_word(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    with pytest.raises(QueryError, match="at least one word"):
        search(connection, query)


def test_signs_in_a_query_are_only_characters(connection: duckdb.DuckDBPyConnection) -> None:
    assert search(connection, "6.5% ").sentences == 8
    assert search(connection, "' OR 1=1 --").sentences == 0
    assert search(connection, "商品_产量").sentences == 0
