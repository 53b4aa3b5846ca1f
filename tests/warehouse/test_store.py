"""One report, one transaction: new, unchanged, changed, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest
from made_reports import REGION, region, report

from warehouse import Home, Reference, Writer
from warehouse.errors import LockedError, WarehouseError


def rows(writer: Writer, sql: str) -> list[tuple[Any, ...]]:
    return writer.connection.execute(sql).fetchall()


def test_a_new_report_is_stored_with_everything_that_was_read(home: Home) -> None:
    with Writer(home) as writer:
        result = writer.store(report(2025, 6.5))
        assert (result.outcome, result.observations) == ("new", 2)
        assert rows(writer, "SELECT name, level FROM region") == [("重庆市涪陵区", "district")]
        assert rows(writer, "SELECT text FROM sentence ORDER BY sentence_number") == [
            ("去年商品0产量增长6.5%。",),
            ("今年商品0产量增长6.5%左右。",),
        ]
        assert rows(
            writer,
            "SELECT role, period_year, value, region_code, quote FROM observation "
            "ORDER BY observation_id",
        ) == [
            ("actual", 2024, 6.5, "500102", "商品0产量增长6.5%"),
            ("target", 2025, 6.5, "500102", "商品0产量增长6.5%左右"),
        ]
        assert rows(writer, "SELECT count(*) FROM raw_document") == [(1,)]


def test_the_same_text_again_changes_nothing(home: Home) -> None:
    with Writer(home) as writer:
        first = writer.store(report())
        before = rows(writer, "FROM report") + rows(writer, "FROM observation")
        again = writer.store(report())
        assert (again.outcome, again.report_id) == ("unchanged", first.report_id)
        assert rows(writer, "FROM report") + rows(writer, "FROM observation") == before


def test_a_corrected_text_supersedes_the_old_one_and_keeps_it(home: Home) -> None:
    with Writer(home) as writer:
        old = writer.store(report(2025, 6.5))
        new = writer.store(report(2025, 7))
        assert (new.outcome, new.superseded) == ("changed", old.report_id)
        assert rows(writer, "SELECT report_id, status, superseded_by FROM report ORDER BY 1") == [
            (old.report_id, "superseded", new.report_id),
            (new.report_id, "current", None),
        ]
        assert rows(writer, "SELECT DISTINCT report_id, value FROM observation") == [
            (new.report_id, 7.0)
        ]
        # A mirror that still shows the first text doesn't bring it back.
        assert writer.store(report(2025, 6.5)).outcome == "unchanged"
        assert rows(writer, "SELECT DISTINCT value FROM observation") == [(7.0,)]


def test_a_quote_that_stands_elsewhere_refuses_the_whole_report(home: Home) -> None:
    good = report()
    wrong = {**good.observations[0], "quote_start": 0}
    with Writer(home) as writer:
        writer.begin_run("test")
        result = writer.store(replace(good, observations=[wrong]))
        writer.end_run()
        assert result.outcome == "refused"
        assert "doesn't hold the quote" in (result.reason or "")
        for table in ("report", "region", "observation", "sentence", "raw_document"):
            assert rows(writer, f"SELECT count(*) FROM {table}") == [(0,)]
        assert rows(writer, "SELECT failures FROM ingest_run") == [(1,)]


def test_a_failing_refresh_leaves_the_region_on_the_list(home: Home) -> None:
    def broken(connection: duckdb.DuckDBPyConnection, codes: Any) -> None:
        connection.execute("DELETE FROM observation")
        connection.execute("SELECT * FROM no_such_table")

    with Writer(home, refresh=broken) as writer:
        writer.store(report())
        with pytest.raises(WarehouseError, match="Nothing of this step was stored"):
            writer.publish()
        assert rows(writer, "SELECT count(*) FROM observation") == [(2,)]
        assert rows(writer, "FROM stale_region") == [("500102",)]
    assert home.current_version() is None


def test_verdicts_are_made_anew_once_a_region_even_after_a_crash(home: Home) -> None:
    asked = []

    def refresh(connection: duckdb.DuckDBPyConnection, codes: Any) -> None:
        asked.append((codes, connection.execute("SELECT count(*) FROM observation").fetchone()))

    with Writer(home) as writer:  # a process that ended before it could judge
        writer.store(report(2024))
    with Writer(home, refresh=refresh) as writer:
        writer.store(report(2025))
        writer.store(report(2025))
        writer.store(report(2025, place=region(1)))
        writer.publish()
        writer.publish()
        assert rows(writer, "FROM stale_region") == []
    assert asked == [(["500102", "X00001"], (6,))]


def test_a_second_writer_is_told_who_writes(home: Home) -> None:
    with Writer(home), pytest.raises(LockedError, match=r"process \d+, since .* is writing"):
        Writer(home, lock_seconds=0.1).__enter__()
    with Writer(home):
        pass


def test_the_runs_line_counts_what_happened(home: Home) -> None:
    with Writer(home) as writer:
        writer.begin_run("command")
        writer.store(report(2025, 6.5))
        writer.store(report(2025, 6.5))
        writer.store(report(2025, 7))
        writer.fail("A page gave no report.")
        writer.end_run()
        assert rows(
            writer,
            "SELECT trigger, reports_new, reports_unchanged, reports_changed, failures, note, "
            "finished_at IS NOT NULL FROM ingest_run",
        ) == [("command", 1, 1, 1, 1, "A page gave no report.", True)]


def test_a_run_that_its_process_left_is_closed_as_interrupted(home: Home) -> None:
    with Writer(home) as writer:
        writer.begin_run("command")
        writer.store(report())
        writer._run = None  # the process is gone; nobody ends the run
    with Writer(home) as writer:
        assert rows(writer, "SELECT reports_new, interrupted FROM ingest_run") == [(1, True)]


def test_reading_again_keeps_the_numbers_of_what_is_still_there(home: Home) -> None:
    with Writer(home) as writer:
        first = writer.store(report(lines=2))
        before = rows(writer, "SELECT observation_id, subject, role FROM observation ORDER BY 1")
        fresh = report(lines=2, version="2")
        shorter = replace(fresh, observations=fresh.observations[1:])
        assert first.report_id is not None
        writer.replace_derived([(first.report_id, shorter)])
        after = rows(writer, "SELECT observation_id, subject, role FROM observation ORDER BY 1")
        assert after == before[1:]
        assert rows(writer, "SELECT extractor_version FROM report") == [("2",)]


def test_the_vocabulary_follows_its_files(home: Home) -> None:
    gdp = {"indicator_id": "gdp", "zh": "地区生产总值", "en": "GDP", "unit": "亿元", "better": "up"}
    old = {**gdp, "indicator_id": "old", "zh": "旧"}
    money = {"unit": "亿元", "family": "money", "factor": 1e8}
    first = Reference("1", [gdp, old], [{"alias": "GDP", "indicator_id": "gdp"}], [money])
    second = Reference("2", [{**gdp, "en": "Gross product"}], [], [money])
    with Writer(home, reference=first) as writer:
        assert rows(writer, "SELECT count(*) FROM indicator") == [(2,)]
    with Writer(home, reference=second) as writer:
        assert rows(writer, "SELECT indicator_id, en FROM indicator") == [("gdp", "Gross product")]
        assert rows(writer, "SELECT count(*) FROM indicator_alias") == [(0,)]
        assert rows(writer, "SELECT value FROM meta WHERE key = 'vocabulary_version'") == [("2",)]


def test_sources_and_requests_are_kept(home: Home) -> None:
    source = {"source_id": "a", "kind": "work_report", "url": "https://example.invalid/"}
    with Writer(home) as writer:
        writer.put_sources([source])
        writer.put_sources([{**source, "source_id": "b"}])
        run = writer.begin_run("schedule")
        writer.record_fetch({"url": source["url"], "outcome": "timeout", "source_id": "b"})
        assert rows(writer, "SELECT source_id, enabled FROM source") == [("b", True)]
        assert rows(writer, 'SELECT run_id, outcome FROM "fetch"') == [(run, "timeout")]


@pytest.mark.parametrize("year", [0, 1900, 25, 20250])
def test_a_year_that_cant_be_is_refused(home: Home, year: int) -> None:
    with Writer(home) as writer:
        assert writer.store(replace(report(), year=year)).outcome == "refused"


def test_two_regions_do_not_touch_each_other(home: Home) -> None:
    with Writer(home) as writer:
        writer.store(report(place=region(1)))
        assert writer.store(report(place=region(2))).outcome == "new"
        assert writer.store(report(2024, place=region(1))).outcome == "new"
        assert rows(writer, "SELECT count(*) FROM report WHERE status = 'current'") == [(3,)]
        assert REGION["region_code"] not in {row[0] for row in rows(writer, "FROM region")}
