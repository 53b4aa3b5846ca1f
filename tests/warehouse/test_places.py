"""A person's word on region and year holds, moves what was read wrong, and doubles nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from made_reports import REGION, region, report

from warehouse import Home, StoredReport, Writer, open_published

URL = "http://www.example.org/report.html"


def read(text: int = 0, **changes: Any) -> StoredReport:
    """A report as the program reads it: of 涪陵区, 2025; `text` tells texts apart."""
    return replace(report(2025, 6.5 + text), url=URL, given=False, **changes)


def said(year: int = 2031, number: int = 7) -> StoredReport:
    """The same text, of which a person says that it is another region's and year's."""
    return replace(report(2025, 6.5), url=URL, given=True, year=year, region=region(number))


def current(writer: Writer) -> list[tuple[Any, ...]]:
    return writer.connection.execute(
        "SELECT region_code, year FROM report WHERE status = 'current' ORDER BY ALL"
    ).fetchall()


def test_what_a_person_said_is_kept_when_the_text_comes_again(home: Home) -> None:
    with Writer(home) as writer:
        first = writer.store(said())
        again = writer.store(read())
        assert (first.outcome, again.outcome) == ("new", "unchanged")
        assert (again.report_id, again.region_code, again.year) == (
            first.report_id, "X00007", 2031
        )  # fmt: skip
        assert current(writer) == [("X00007", 2031)]


def test_a_report_that_was_read_wrong_moves_with_its_corrections(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(read())
        (number,) = writer.connection.execute(
            "SELECT min(observation_id) FROM observation"
        ).fetchone() or (0,)
        writer.correct(number, "value", "9", author="a", note="b")
        writer.publish()
        moved = writer.store(said())
        assert moved.outcome == "new"
        assert current(writer) == [("X00007", 2031)]
        values = writer.connection.execute(
            "SELECT report_id, region_code, value FROM observation ORDER BY observation_id"
        ).fetchall()
        assert values == [(moved.report_id, "X00007", 9), (moved.report_id, "X00007", 6.5)]
        # The region that lost its only report doesn't stop the version.
        assert writer.publish().version == 2
        assert writer.store(read()).outcome == "unchanged"
    with open_published(home) as connection:
        assert connection.execute(
            "SELECT status, count(*) FROM report GROUP BY ALL ORDER BY 1"
        ).fetchall() == [("current", 1), ("withdrawn", 1)]


def test_a_person_may_move_it_back(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(read())
        writer.store(said())
        back = writer.store(replace(said(), year=2025, region=REGION))
        assert back.outcome == "new"
        assert current(writer) == [("500102", 2025)]
        assert writer.store(read()).report_id == back.report_id
        writer.publish()


def test_a_new_text_at_a_moved_address_waits_for_a_person(home: Home) -> None:
    with Writer(home) as writer:
        writer.begin_run("test")
        writer.store(read())
        writer.store(said())
        refused = writer.store(read(1))
        assert refused.outcome == "refused"
        assert "the report of 示例7区 2031" in (refused.reason or "")
        assert current(writer) == [("X00007", 2031)]
        assert writer.store(replace(read(2), url=None)).outcome == "new"
