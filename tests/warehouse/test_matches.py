"""A person says which observation is a target's outcome: the verdict follows, and can go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from made_reports import report

import compare
from warehouse import Home, StoredReport, Writer
from warehouse.errors import CorrectionError

WHO = {"author": "tester", "note": "the same thing by another name"}


def renamed(version: str = "1") -> StoredReport:
    """Next year's report: the same product under another name, and a lookalike under its own."""
    made = report(2026, 7.5, lines=2, version=version)
    names = {"商品0产量": "某产品总产", "商品1产量": "商品1产量"}
    observations = [
        {**one, "subject": names[one["subject"]], "subject_key": names[one["subject"]]}
        for one in made.observations
    ]
    return replace(made, observations=observations)


@pytest.fixture
def writer(home: Home) -> Iterator[Writer]:
    with Writer(home, install=compare.install, refresh=compare.refresh) as writer:
        writer.store(report(2025, 6.5))
        writer.store(renamed())
        writer.flush()
        yield writer


def one(writer: Writer, sql: str) -> Any:
    row = writer.connection.execute(sql).fetchone()
    return row[0] if row else None


def verdict(writer: Writer) -> tuple[Any, ...] | None:
    return writer.connection.execute(
        "SELECT verdict, actual_value, list_contains(flags, 'corrected') FROM attainment"
    ).fetchone()


def sides(writer: Writer) -> tuple[int, int]:
    target = "SELECT observation_id FROM observation WHERE role = 'target' AND report_year = 2025"
    outcome = (
        "SELECT observation_id FROM observation WHERE subject = '某产品总产' AND role = 'actual'"
    )
    return one(writer, target), one(writer, outcome)


def test_a_match_decides_the_verdict_survives_and_is_undone(writer: Writer) -> None:
    assert verdict(writer) == ("not_reported", None, False)
    target, outcome = sides(writer)
    number = writer.correct(outcome, "match", str(target), **WHO)
    assert verdict(writer) == ("exceeded", 7.5, True)
    report_id = one(writer, "SELECT report_id FROM report WHERE year = 2026")
    writer.replace_derived([(report_id, renamed("2"))])
    assert verdict(writer) == ("exceeded", 7.5, True)
    writer.undo_correction(number, author="tester")
    assert verdict(writer) == ("not_reported", None, False)
    flags = one(writer, "SELECT flags FROM observation WHERE subject = '某产品总产'")
    assert flags == []
    writer.publish()


def test_a_match_is_preferred_to_what_the_rules_would_take(writer: Writer) -> None:
    target, outcome = sides(writer)
    rival = one(
        writer,
        "SELECT observation_id FROM observation WHERE subject = '商品1产量' AND role = 'actual'",
    )
    writer.correct(rival, "subject_key", "商品0产量", **WHO)
    writer.correct(rival, "value", "1", **WHO)
    assert verdict(writer) == ("missed", 1, True)
    # The outcome stands before its rival in the text, so that place alone would not decide.
    writer.correct(rival, "match", str(target), **WHO)
    writer.correct(outcome, "subject_key", "商品0产量", **WHO)
    assert verdict(writer) == ("missed", 1, True)


@pytest.mark.parametrize(
    ("written", "words"),
    [("gdp", "takes the number"), ("999999", "no observation"), ("outcome", "is no target")],
)
def test_a_wrong_match_is_explained(writer: Writer, written: str, words: str) -> None:
    _, outcome = sides(writer)
    number = str(outcome) if written == "outcome" else written
    with pytest.raises(CorrectionError, match=words):
        writer.correct(outcome, "match", number, **WHO)


def test_a_target_of_another_year_cannot_be_matched(writer: Writer) -> None:
    _, outcome = sides(writer)
    later = one(writer, "SELECT observation_id FROM observation WHERE role = 'target' "
                        "AND report_year = 2026")  # fmt: skip
    with pytest.raises(CorrectionError, match="report of 2027"):
        writer.correct(outcome, "match", str(later), **WHO)
