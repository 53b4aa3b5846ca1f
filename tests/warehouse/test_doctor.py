"""Every damage that we can think of is found, and mended where that loses nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from made_reports import report

from warehouse import Home, Writer, open_published
from warehouse.doctor import Doctor


@pytest.fixture
def filled(home: Home) -> Home:
    """Two published versions, with their raw documents."""
    for year in (2024, 2025):
        with Writer(home) as writer:
            writer.begin_run("test")
            stored = report(year)
            assert stored.raw is not None
            home.save_raw(stored.text.encode())
            writer.store(stored)
            writer.end_run()
            writer.publish()
    return home


def names(home: Home, **options: bool) -> list[tuple[str, bool]]:
    return [(one.name, one.mended) for one in Doctor(home, **options).examine()]


def years(home: Home) -> list[int]:
    with open_published(home) as connection:
        return [
            row[0] for row in connection.execute("SELECT year FROM report ORDER BY 1").fetchall()
        ]


def overwrite(path: Path, start: int = 0) -> None:
    path.chmod(0o644)
    with path.open("r+b") as stream:
        stream.seek(start)
        stream.write(os.urandom(max(0, path.stat().st_size - start)))


def test_a_sound_home_has_no_findings(filled: Home) -> None:
    assert names(filled, hash_raw=True) == []


def test_an_empty_home_has_no_findings(home: Home) -> None:
    assert names(home) == []


DAMAGES: dict[str, Callable[[Home], object]] = {
    "link_broken": lambda home: home.link.unlink(),
    "stray_log": lambda home: home.link.with_name("duixian.duckdb.wal").write_bytes(b"old"),
    "left_over": lambda home: (home.published_folder / ".partial-duixian-000003.duckdb").touch(),
    "left_over folder": lambda home: (home.path / "dry-run-1" / "published").mkdir(parents=True),
    "stray_log of a version": lambda home: (
        home.published().with_name(home.published().name + ".wal").write_bytes(b"old")
    ),
    "working_damaged": lambda home: overwrite(home.working),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_then_mended_then_gone(filled: Home, damage: str) -> None:
    DAMAGES[damage](filled)
    damage = damage.split(maxsplit=1)[0]
    assert (damage, False) in names(filled, mend=False)
    assert (damage, True) in names(filled)
    assert names(filled) == []
    assert years(filled) == [2024, 2025]
    with Writer(filled) as writer:
        writer.store(report(2026))
        writer.publish()
    assert years(filled) == [2024, 2025, 2026]


def test_a_damage_in_the_middle_of_the_working_file_is_found(filled: Home) -> None:
    overwrite(filled.working, 12_288 + 4_096)
    assert ("working_damaged", True) in names(filled)
    assert names(filled) == []
    assert [path.name.startswith("damaged-") for path in filled.backups.iterdir()] == [True]


def test_a_missing_working_file_is_made_from_the_newest_version(filled: Home) -> None:
    filled.working.unlink()
    assert names(filled) == [("working_damaged", True)]
    with Writer(filled) as writer:
        assert writer.store(report(2025)).outcome == "unchanged"


def test_a_damaged_version_is_put_aside_and_the_one_before_serves(filled: Home) -> None:
    overwrite(filled.version_path(2))
    assert names(filled) == [("version_damaged", True), ("link_broken", True)]
    assert years(filled) == [2024]
    assert names(filled) == []
    # The working file still has everything; the next run brings it back.
    with Writer(filled) as writer:
        assert writer.publish().version > 2
    assert years(filled) == [2024, 2025]


def test_lost_versions_are_published_again_from_the_working_file(filled: Home) -> None:
    for version in filled.versions():
        filled.version_path(version).unlink()
    assert ("nothing_published", True) in names(filled)
    assert years(filled) == [2024, 2025]
    assert names(filled) == []


def test_missing_raw_documents_are_named_and_left(filled: Home) -> None:
    first = next(path for path in (filled.path / "raw").rglob("*") if path.is_file())
    first.write_bytes(b"x" * first.stat().st_size)
    assert names(filled) == []
    assert names(filled, hash_raw=True) == [("raw_missing", False)]
    first.unlink()
    assert names(filled) == [("raw_missing", False)]


def test_a_failing_check_is_named(filled: Home) -> None:
    with duckdb.connect(str(filled.working)) as connection:
        connection.execute("UPDATE observation SET quote_start = quote_start + 1")
    assert names(filled) == [("working_quotes_stand_where_they_say", False)]


def test_a_text_that_was_altered_is_named(filled: Home) -> None:
    with Writer(filled) as writer:
        # Nothing that is quoted, so that only the text's own hash tells.
        writer.connection.execute("UPDATE sentence SET text = replace(text, '去年', '前年')")
    assert names(filled) == [("working_texts_are_whole", False)]


def test_a_version_of_an_older_release_is_left_to_its_own_checks(filled: Home) -> None:
    path = filled.published().resolve()
    path.chmod(0o644)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW report_text")
        connection.execute("DELETE FROM schema_migration WHERE number > 4")
    assert names(filled) == []


def test_an_interrupted_run_is_closed(filled: Home) -> None:
    with duckdb.connect(str(filled.working)) as connection:
        connection.execute("INSERT INTO ingest_run (started_at, trigger) VALUES (now(), 'test')")
    assert names(filled) == [("interrupted_run", True)]


def test_a_running_dry_run_is_left_alone(filled: Home) -> None:
    spare = Home(filled.path / "dry-run-1")
    spare.create()
    with FileLock(spare.lock):
        assert names(filled) == []
    assert names(filled) == [("left_over", True)]


def test_a_running_writer_is_left_alone(filled: Home) -> None:
    overwrite(filled.working)
    with FileLock(filled.lock):
        assert names(filled) == []
