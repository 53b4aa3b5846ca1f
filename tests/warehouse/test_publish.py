"""Readers see whole versions only, and a version that fails its checks never."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_reports import region, report

from ingest.pipeline import reference
from warehouse import Home, Reader, StoredReport, Writer, checks, open_published, publish
from warehouse.errors import ChecksFailedError, NotPublishedError
from warehouse.home import KEPT_VERSIONS


def ask(home: Home, sql: str) -> list[tuple[Any, ...]]:
    with open_published(home) as connection:
        return connection.execute(sql).fetchall()


def publish_one(home: Home, year: int = 2025, value: float = 6.5) -> int:
    with Writer(home) as writer:
        writer.begin_run("test")
        writer.store(report(year, value))
        writer.end_run()
        return writer.publish().version


def test_nothing_is_there_before_the_first_version(home: Home) -> None:
    with pytest.raises(NotPublishedError, match="duixian ingest"):
        open_published(home)


def test_a_published_version_names_itself_and_its_runs(home: Home) -> None:
    assert publish_one(home) == 1
    assert ask(home, "SELECT value FROM meta WHERE key = 'version'") == [("1",)]
    assert ask(home, "SELECT published_version FROM ingest_run") == [(1,)]
    assert ask(home, "SELECT count(*) > 5 AND bool_and(passed) FROM check_result") == [(True,)]
    assert home.link.is_symlink()
    assert home.link.resolve() == home.published()
    with duckdb.connect(str(home.link), read_only=True) as shell:
        assert shell.execute("SELECT count(*) FROM observation").fetchone() == (2,)


def test_what_is_not_published_is_not_seen(home: Home) -> None:
    publish_one(home)
    with Writer(home) as writer:
        writer.store(report(2024))
        assert ask(home, "SELECT year FROM report") == [(2025,)]
        writer.publish()
        assert ask(home, "SELECT year FROM report ORDER BY 1") == [(2024,), (2025,)]


def test_old_versions_go_and_an_open_reader_keeps_its_own(home: Home) -> None:
    publish_one(home, value=1)
    reader = open_published(home)
    for value in range(2, 8):
        publish_one(home, value=value)
    assert home.versions() == list(range(8 - KEPT_VERSIONS, 8))
    assert reader.execute("SELECT DISTINCT value FROM observation").fetchall() == [(1.0,)]
    assert ask(home, "SELECT DISTINCT value FROM observation") == [(7.0,)]


def test_a_process_follows_the_newest_version_and_finishes_its_queries(home: Home) -> None:
    publish_one(home, value=1)
    reader = Reader(home)
    old = reader.cursor()
    publish_one(home, value=2)
    assert reader.version() == 2
    assert reader.cursor().execute("SELECT max(value) FROM observation").fetchone() == (2.0,)
    assert old.execute("SELECT max(value) FROM observation").fetchone() == (1.0,)


BREAKS = {
    "quotes_stand_where_they_say": "UPDATE observation SET quote_start = quote_start + 1",
    "observation_ids_unique": "UPDATE observation SET observation_id = 1",
    "sentences_unique": "UPDATE sentence SET sentence_number = 0",
    "regions_known": "DELETE FROM region",
    "rows_belong_to_a_current_report": "UPDATE report SET status = 'withdrawn'",
    "one_current_report": "UPDATE report SET year = 2025",
    "no_region_lost": "UPDATE report SET region_code = 'X00001'",
}


@pytest.mark.parametrize("check", BREAKS)
def test_a_failing_check_keeps_the_old_version_and_says_why(home: Home, check: str) -> None:
    publish_one(home)
    with Writer(home) as writer:
        writer.put_regions([region(1)])
        run = writer.begin_run("test")
        writer.store(report(2024, 5))
        writer.end_run()
        writer.connection.execute("UPDATE report SET run_id = ?", [run])
        writer.connection.execute(BREAKS[check])
        with pytest.raises(ChecksFailedError, match=check) as failure:
            writer.publish()
        assert check in failure.value.names
        note = writer.connection.execute(
            "SELECT note FROM ingest_run WHERE run_id = ?", [run]
        ).fetchone()
        assert note is not None
        assert check in note[0]
    assert home.current_version() == 1
    assert ask(home, "SELECT year FROM report") == [(2025,)]


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("UPDATE observation SET quote_start = quote_start + 1", 10),
        ("UPDATE observation SET quote_end = quote_end - 1 WHERE report_id IN (2, 5)", 4),
        # Counted from the text's end, as Python would, these would still hold their quotes.
        (
            "UPDATE observation SET quote_start = quote_start - p.characters, quote_end = "
            "quote_end - p.characters FROM report p WHERE p.report_id = observation.report_id "
            "AND p.report_id = 3",
            2,
        ),
        ("UPDATE sentence SET text = text[2:] WHERE report_id > 3", 4),
        # Texts of reports that aren't current aren't looked at.
        (
            "UPDATE sentence SET text = 'x' WHERE report_id IN (1, 3); "
            "UPDATE report SET status = 'withdrawn' WHERE report_id IN (1, 3)",
            0,
        ),
    ],
)
def test_quotes_are_compared_with_their_texts_some_at_a_time(
    home: Home, monkeypatch: pytest.MonkeyPatch, spoil: str, found: int
) -> None:
    monkeypatch.setattr(checks, "TEXTS_AT_ONCE", 2)
    with Writer(home) as writer:
        for number in range(5):
            writer.store(report(place=region(number)))
        writer.connection.execute(spoil)
        for everything in (False, True):
            results = checks.run(writer.connection, everything=everything)
            [one] = [one for one in results if one.name == "quotes_stand_where_they_say"]
            assert (one.found, one.passed) == (found, found == 0)
            assert ("such as 商品0产量增长6.5%" in one.message) == (found > 0)


def amounts(year: int, value: float, *, of: str = "gdp", lines: int = 4) -> StoredReport:
    """A report whose outcomes are amounts: the first of the indicator `of`, the others not."""
    made = report(year, value, lines=lines)
    amount = {"measure": "level", "unit": "亿元"}
    observations = [
        {**one, **amount, "indicator": of if number == 0 else None} if number % 2 == 0 else one
        for number, one in enumerate(made.observations)
    ]
    return replace(made, observations=observations)


def with_part(made: StoredReport) -> StoredReport:
    """The same report with its second amount ten times the first, as a part of it."""
    part = {**made.observations[2], "indicator": "primary_va", "value": 10_000.0}
    return replace(made, observations=[*made.observations[:2], part, *made.observations[3:]])


WARNED = {
    "observations_kept": amounts(2025, 100, lines=1),
    "magnitudes": amounts(2026, 4_000),
    "amounts_as_before": amounts(2025, 1_000),
    "parts_fit_their_total": with_part(amounts(2025, 101)),
}


@pytest.mark.parametrize("check", WARNED)
def test_a_doubtful_version_is_published_with_a_warning_that_stands_in_it(
    home: Home, check: str
) -> None:
    with Writer(home, reference=reference()) as writer:
        writer.store(amounts(2025, 100))
        assert writer.publish().warnings == ()
        writer.begin_run("test")
        writer.store(WARNED[check])
        writer.end_run()
        warnings = writer.publish().warnings
    assert [one.partition(":")[0] for one in warnings] == [check]
    assert ask(home, "SELECT name FROM check_result WHERE NOT passed") == [(check,)]
    # A version is held against the last one, not against itself.
    with Writer(home, reference=reference()) as writer:
        again = [one.partition(":")[0] for one in writer.publish().warnings]
    assert "amounts_as_before" not in again
    assert "observations_kept" not in again


def test_a_failure_that_is_wanted_can_be_accepted(home: Home) -> None:
    publish_one(home)
    with Writer(home) as writer:
        writer.connection.execute("DELETE FROM region")
        assert writer.publish(accept=["regions_known"]).version == 2


def test_a_lost_working_file_starts_again_from_the_published_one(home: Home) -> None:
    publish_one(home)
    home.working.unlink()
    with Writer(home) as writer:
        assert writer.store(report()).outcome == "unchanged"
        writer.store(report(2024))
        assert writer.publish().version == 2


def test_a_log_beside_the_link_is_taken_away(home: Home) -> None:
    publish_one(home)
    stray = home.link.with_name(home.link.name + ".wal")
    stray.write_bytes(b"left over")
    publish_one(home, value=7)
    assert not stray.exists()
    assert [path.suffix for path in home.backups.iterdir()] == [".wal"]


def test_the_published_file_refuses_writing_without_root(home: Home) -> None:
    publish_one(home)
    assert home.published().stat().st_mode & 0o222 == 0


def test_raw_bytes_are_kept_by_their_hash(home: Home) -> None:
    home.create()
    sha256 = home.save_raw(b"page")
    assert home.save_raw(b"page") == sha256
    assert home.read_raw(sha256) == b"page"
    assert [path.name for path in Path(home.path, "raw").rglob("*") if path.is_file()] == [sha256]


def test_a_thousand_new_reports_are_looked_at_in_part_and_by_the_doctor_in_full(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.checks.MOST_RECENT", 3)
    with Writer(home) as writer:
        for number in range(12):
            writer.store(report(place=region(number)))
        writer.connection.execute("UPDATE observation SET quote_start = quote_start + 1")
        found = {one.name: one.found for one in checks.run(writer.connection)}
        every = {one.name: one.found for one in checks.run(writer.connection, everything=True)}
    assert (found["quotes_stand_where_they_say"], every["quotes_stand_where_they_say"]) == (6, 24)


def test_a_version_that_never_got_its_file_does_not_count(home: Home) -> None:
    publish_one(home)
    with Writer(home) as writer:
        run = writer.begin_run("test")
        writer.store(report(2024))
        writer.end_run()
        publish.prepare(home, writer.connection)  # and then the disk was full
    with Writer(home) as writer:
        assert writer.publish().version == 3
    rows = ask(home, f"SELECT published_version FROM ingest_run WHERE run_id = {run}")
    assert rows == [(3,)]
