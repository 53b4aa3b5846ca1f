"""Reading stored texts again: what changed is said, what failed stays, corrections hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_reports import region, report

from assembly import open_writer
from commands.reextract import read_again
from warehouse import Home, Writer, open_published, reread
from warehouse.reread import Changes, candidates
from warehouse.rows import StoredReport

ROOT = Path(__file__).resolve().parents[2]


def changed(stored: StoredReport) -> StoredReport:
    """New rules: the first target gets another comparator, the last observation is gone."""
    fresh = report(stored.year, 6.5, lines=2, version="0.2.0+b", place=dict(stored.region))
    records = [dict(one) for one in fresh.observations[:-1]]
    records[1]["comparator"] = "ge"
    return replace(stored, extractor_version="0.2.0+b", observations=records,
                   sentences=fresh.sentences)  # fmt: skip


def failing(stored: StoredReport) -> StoredReport:
    if stored.year == 2024:
        raise ValueError("no report in it any more")
    return changed(stored)


def run(home: Home, read: Any, **choice: Any) -> Changes:
    with Writer(home) as writer, ThreadPoolExecutor(2) as pool:
        todo = candidates(writer.connection, present=choice.get("present"))
        return reread.reread(writer, todo, read, pool)


@pytest.fixture
def three(home: Home) -> Home:
    with Writer(home) as writer:
        for place, year in ((region(1), 2024), (region(1), 2025), (region(2), 2025)):
            writer.store(report(year, lines=2, version="0.1.0+a", place=place))
    return home


def test_what_changed_is_counted_and_shown(three: Home) -> None:
    changes = run(three, changed)
    assert changes.reports == 3
    assert changes.counts == {("observation", "altered"): 3, ("observation", "gone"): 3}
    altered = next(one for one in changes.examples if one.kind == "altered")
    assert "'comparator': about" in (altered.before or "")
    assert "'comparator': ge" in (altered.after or "")
    again = run(three, changed)
    assert (again.reports, again.counts) == (3, {})


def test_a_report_that_cannot_be_read_keeps_its_observations(three: Home) -> None:
    changes = run(three, failing)
    assert changes.reports == 2
    assert changes.failures == [
        "示例1区 2024: no report in it any more; its old observations stay."
    ]
    with Writer(three) as writer:
        counts = writer.connection.execute(
            "SELECT report_year, count(*) FROM observation GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert counts == [(2024, 4), (2025, 6)]
        assert len(candidates(writer.connection, present="0.2.0+b")) == 1


def test_small_batches_change_the_same(three: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reread, "BATCH_REPORTS", 1)
    assert run(three, changed).counts == {
        ("observation", "altered"): 3, ("observation", "gone"): 3,
    }  # fmt: skip


def order(home: Home, table: str) -> list[int]:
    """The reports of a table's rows as they lie in it: what is written again comes to the end."""
    with Writer(home) as writer:
        found = writer.connection.execute(f"SELECT report_id FROM {table} ORDER BY rowid")
        return [report_id for (report_id,) in found.fetchall()]


def test_only_rows_that_differ_are_written_again(three: Home) -> None:
    assert order(three, "observation") == [1] * 4 + [2] * 4 + [3] * 4
    run(three, lambda stored: changed(stored) if stored.year == 2024 else reread_same(stored))
    assert order(three, "observation") == [2] * 4 + [3] * 4 + [1] * 3
    assert order(three, "sentence") == [1] * 4 + [2] * 4 + [3] * 4


def reread_same(stored: StoredReport) -> StoredReport:
    """New rules that read the same as the old ones did."""
    fresh = report(stored.year, lines=2, version="0.2.0+b", place=dict(stored.region))
    return replace(stored, extractor_version="0.2.0+b", observations=fresh.observations,
                   sentences=fresh.sentences, sections=fresh.sections)  # fmt: skip


def test_rows_that_stand_twice_are_no_rows_that_stand_once(three: Home) -> None:
    with Writer(three) as writer:
        writer.connection.execute("INSERT INTO section FROM section WHERE report_id = 1")
        before = writer.connection.execute("SELECT count(*) FROM section").fetchone()
    run(three, reread_same)
    with Writer(three) as writer:
        counted = writer.connection.execute("SELECT count(*) FROM section").fetchone()
    assert (before, counted) == ((4,), (3,))


def test_more_texts_than_are_fetched_at_once(three: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reread, "LOADED_REPORTS", 2)
    told: list[tuple[int, int]] = []
    with Writer(three) as writer, ThreadPoolExecutor(2) as pool:
        todo = candidates(writer.connection, present=None)
        changes = reread.reread(writer, todo, changed, pool, lambda *at: told.append(at))
    assert (changes.reports, told) == (3, [(2, 3), (3, 3)])


def test_only_reports_of_some_releases_are_chosen(home: Home) -> None:
    with Writer(home) as writer:
        for number, version in enumerate(["0.1.0+a", "0.2.0+b", "0.10.0+c"]):
            writer.store(report(version=version, place=region(number)))

        def chosen(**choice: Any) -> list[int]:
            return candidates(writer.connection, **choice)

        assert chosen(present=None) == [1, 2, 3]
        assert chosen(present="0.2.0+b") == [1, 3]
        assert chosen(present=None, since="0.2.0") == [2, 3]


def duixian(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        env={**os.environ, "DUIXIAN_HOME": str(home.path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def old_rules(sampled: Home, tmp_path: Path) -> Home:
    """The samples as if other rules had read them: a figure is wrong, one is missing."""
    home = Home(tmp_path / "home")
    shutil.copytree(sampled.path, home.path, symlinks=True)
    with Writer(home) as writer:
        writer.connection.execute("UPDATE report SET extractor_version = '0.0.1+old'")
        writer.connection.execute(
            "UPDATE observation SET value = value + 1 WHERE observation_id = "
            "(SELECT min(target_observation_id) FROM attainment WHERE verdict = 'met')"
        )
        writer.connection.execute(
            "DELETE FROM observation WHERE observation_id = "
            "(SELECT max(observation_id) FROM observation WHERE role = 'actual')"
        )
        writer.publish(accept=["verdicts_name_observations"])
    return home


def verdicts(home: Home) -> list[Any]:
    with open_published(home) as connection:
        return connection.execute(
            "SELECT region_code, report_year, target_quote, verdict::VARCHAR, actual_value "
            "FROM attainment ORDER BY ALL"
        ).fetchall()


def test_verdicts_follow_also_where_the_reading_was_cut_short(
    old_rules: Home, sampled: Home
) -> None:
    def stop(done: int, total: int) -> None:
        raise RuntimeError("cut short")

    with open_writer(old_rules) as writer, ThreadPoolExecutor(2) as pool:
        writer.connection.execute(
            "INSERT INTO stale_region SELECT DISTINCT region_code FROM report"
        )
        writer.publish()
        todo = candidates(writer.connection, present=None)
        with pytest.raises(RuntimeError, match="cut short"):
            reread.reread(writer, todo, read_again, pool, stop)
        assert verdicts(old_rules) != verdicts(sampled)
        writer.publish()
    assert verdicts(old_rules) == verdicts(sampled)


def values(home: Home) -> list[Any]:
    with open_published(home) as connection:
        return connection.execute(
            "SELECT region_code, report_year, quote, value FROM observation ORDER BY ALL"
        ).fetchall()


def test_the_command_says_what_changes_and_publishes_it(old_rules: Home, sampled: Home) -> None:
    before = values(old_rules)
    dry = duixian(old_rules, "reextract", "--jobs", "2", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert values(old_rules) == before
    done = duixian(old_rules, "reextract", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout == dry.stdout
    kinds = {(one["what"], one["kind"]) for one in map(json.loads, done.stdout.splitlines())}
    assert {("observation", "altered"), ("observation", "added")} <= kinds
    assert values(old_rules) == values(sampled)
    assert "nothing changed" in duixian(old_rules, "reextract").stderr


def test_what_changed_is_said_also_where_the_new_version_fails_its_checks(old_rules: Home) -> None:
    before = old_rules.current_version()
    with Writer(old_rules) as writer:
        writer.connection.execute("UPDATE report SET status = 'withdrawn' WHERE report_id = 1")
    done = duixian(old_rules, "reextract", "--jobs", "2")
    assert done.returncode == 1
    assert "The new version wasn't published" in done.stderr
    assert '"altered"' in done.stdout
    assert old_rules.current_version() == before


def test_a_release_that_is_none_is_refused(old_rules: Home) -> None:
    done = duixian(old_rules, "reextract", "--since", "yesterday")
    assert done.returncode == 2
    assert "such as 0.2.0" in done.stderr
