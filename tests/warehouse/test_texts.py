"""Whole texts come back letter by letter, whether by their sentences or kept whole."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import SAMPLES, region, report

from commands.reextract import read_again
from warehouse import Home, Writer, migrate, texts
from warehouse.rows import StoredReport

SAMPLE = next(SAMPLES.rglob("*.txt")).read_text(encoding="utf-8")


def whole(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("SELECT text FROM report_text ORDER BY report_id").fetchall()
    return [text for (text,) in rows]


def kept(connection: duckdb.DuckDBPyConnection) -> list[int]:
    rows = connection.execute("SELECT report_id FROM kept_text ORDER BY ALL").fetchall()
    return [report_id for (report_id,) in rows]


def stored(text: str) -> StoredReport:
    """A text as the present rules read it."""
    return read_again(replace(report(), text=text, sentences=(), observations=(), sections=()))


@pytest.mark.parametrize("before", ["", "\n\n", "　　", "﻿"])
def test_a_real_report_lies_by_sentence(home: Home, before: str) -> None:
    made = stored(before + SAMPLE)
    with Writer(home) as writer:
        writer.store(made)
        assert whole(writer.connection) == [made.text]
        if not before:
            assert kept(writer.connection) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="今年增长5%。；\n 　\u200b\t，一、元亿第", min_size=1, max_size=60))
def test_any_text_comes_back(text: str) -> None:
    made = stored(text)
    joined = "".join(
        text[one["start"] : one["end"]] + space
        for one, space in zip(made.sentences, texts.spaces(made), strict=True)
    )
    assert (joined == text) or not texts.covered(made)


def test_what_sentences_do_not_give_back_is_kept_whole(home: Home) -> None:
    made = report(lines=2)
    odd = [
        replace(made, sentences=made.sentences[1:], region=region(1)),
        replace(made, sentences=list(reversed(made.sentences)), region=region(2)),
        replace(made, sentences=(), observations=(), region=region(3)),
    ]
    with Writer(home) as writer:
        for one in odd:
            writer.store(one)
        assert whole(writer.connection) == [one.text for one in odd]
        assert kept(writer.connection) == [1, 2, 3]


def test_a_text_whose_place_another_took_stays(home: Home) -> None:
    first, second = report(2025, 6.5), report(2025, 7)
    with Writer(home) as writer:
        writer.store(first)
        assert kept(writer.connection) == []
        writer.store(second)
        assert whole(writer.connection) == [first.text, second.text]
        assert kept(writer.connection) == [1]
        found = texts.of_reports(writer.connection, [1, 2])
        assert found == {1: first.text, 2: second.text}


def test_texts_of_an_older_schema_stay_whole_until_they_are_read_again(home: Home) -> None:
    made = report(lines=2)
    connection = duckdb.connect(":memory:")
    migrate.migrate(connection, migrate.migrations()[:4])
    connection.execute(
        "INSERT INTO report (region_code, year, kind, text_sha256, text, characters, "
        "extractor_version, stored_at) VALUES ('X', 2025, 'work_report', ?, ?, 1, '0', now())",
        [made.text_sha256, made.text],
    )
    migrate.migrate(connection)
    assert whole(connection) == [made.text]
    assert kept(connection) == [1]
    texts.settle(connection, [(1, made)])
    assert kept(connection) == []
