"""A correction is kept apart, holds after every new extraction, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_reports import report

from warehouse import Home, Writer
from warehouse.errors import CorrectionError

WHO = {"author": "tester", "note": "see the bulletin"}


def state(writer: Writer) -> list[tuple[Any, ...]]:
    return writer.connection.execute(
        "SELECT subject, value, flags FROM observation WHERE role = 'actual' ORDER BY ALL"
    ).fetchall()


def first(writer: Writer) -> int:
    row = writer.connection.execute(
        "SELECT min(observation_id) FROM observation WHERE role = 'actual'"
    ).fetchone()
    assert row is not None
    return int(row[0])


def corrections(writer: Writer) -> list[tuple[Any, ...]]:
    return writer.connection.execute(
        "SELECT field, old_value, new_value, applied, undone_at IS NULL FROM correction ORDER BY "
        "correction_id"
    ).fetchall()


def test_a_correction_holds_and_is_marked(home: Home) -> None:
    asked: list[list[str]] = []
    with Writer(home, refresh=lambda _, codes: asked.append(list(codes))) as writer:
        writer.store(report())
        writer.correct(first(writer), "value", "6.4", **WHO)
        assert state(writer) == [("商品0产量", 6.4, ["corrected"])]
        assert corrections(writer) == [("value", "6.5", "6.4", True, True)]
    assert asked == [["500102"]]


def test_it_survives_a_new_extraction(home: Home) -> None:
    with Writer(home) as writer:
        done = writer.store(report(lines=2))
        writer.correct(first(writer), "value", "6.4", **WHO)
        assert done.report_id is not None
        writer.replace_derived([(done.report_id, report(lines=2, version="2"))])
        assert state(writer) == [("商品0产量", 6.4, ["corrected"]), ("商品1产量", 6.5, [])]


def test_it_survives_a_corrected_text_that_keeps_the_words(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(report(lines=1))
        writer.correct(first(writer), "value", "6.4", **WHO)
        assert writer.store(report(lines=2)).outcome == "changed"
        assert state(writer)[0] == ("商品0产量", 6.4, ["corrected"])


def test_where_the_words_are_gone_it_is_listed_as_not_applied(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(report(value=6.5))
        writer.correct(first(writer), "value", "6.4", **WHO)
        writer.store(report(value=7))
        assert state(writer) == [("商品0产量", 7.0, [])]
        assert corrections(writer) == [("value", "6.5", "6.4", False, True)]


def test_the_second_of_two_equal_quotes_stays_the_second(home: Home) -> None:
    plain = report(lines=2)
    quote = {"quote": plain.text, "quote_start": 0, "quote_end": len(plain.text)}
    same = replace(plain, observations=[{**one, **quote} for one in plain.observations])
    with Writer(home) as writer:
        done = writer.store(same)
        writer.correct(first(writer) + 2, "value", "1", **WHO)
        assert done.report_id is not None
        writer.replace_derived([(done.report_id, same)])
        assert state(writer) == [("商品0产量", 6.5, []), ("商品1产量", 1.0, ["corrected"])]


def test_undoing_brings_back_what_was_read(home: Home) -> None:
    with Writer(home) as writer:
        done = writer.store(report())
        number = writer.correct(first(writer), "value", "6.4", **WHO)
        writer.undo_correction(number, author="tester")
        assert state(writer) == [("商品0产量", 6.5, [])]
        assert done.report_id is not None
        writer.replace_derived([(done.report_id, report())])
        assert state(writer) == [("商品0产量", 6.5, [])]
        with pytest.raises(CorrectionError, match="undone already"):
            writer.undo_correction(number, author="tester")


def test_a_second_correction_of_a_field_replaces_the_first(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(report())
        writer.correct(first(writer), "value", "6.4", **WHO)
        number = writer.correct(first(writer), "value", "6.3", **WHO)
        assert corrections(writer) == [
            ("value", "6.5", "6.4", True, False),
            ("value", "6.5", "6.3", True, True),
        ]
        writer.undo_correction(number, author="tester")
        assert state(writer) == [("商品0产量", 6.5, [])]


def test_two_fields_are_corrected_and_undone_one_by_one(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(report())
        number = writer.correct(first(writer), "period", "2021-2023", **WHO)
        writer.correct(first(writer), "subject", "别的产量", **WHO)
        writer.undo_correction(number, author="tester")
        assert state(writer) == [("别的产量", 6.5, ["corrected"])]
        assert writer.connection.execute(
            "SELECT period, period_year FROM observation WHERE role = 'actual'"
        ).fetchall() == [("2024", 2024)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("value", "six", "isn't a number"),
        ("role", "goal", "must be one of actual, target, other"),
        ("role", "", "can't be empty"),
        ("headline", "yes", "neither true nor false"),
        ("indicator_id", "nothing", "no indicator"),
        ("quote", "x", "can't be corrected"),
        ("report_id; DROP TABLE report", "1", "can't be corrected"),
    ],
)
def test_a_wrong_correction_is_explained(home: Home, field: str, value: str, words: str) -> None:
    with Writer(home) as writer:
        writer.store(report())
        with pytest.raises(CorrectionError, match=words):
            writer.correct(first(writer), field, value, **WHO)
        assert corrections(writer) == []


def test_a_name_and_a_note_are_needed(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(report())
        with pytest.raises(CorrectionError, match="your name and a note"):
            writer.correct(first(writer), "value", "1", author="", note="why")
        with pytest.raises(CorrectionError, match="no observation 99"):
            writer.correct(99, "value", "1", **WHO)
