"""Several homes on one shared warehouse: real processes, a real PostgreSQL, the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_reports import ingest_samples, region, report
from stores import SAMPLES, Store, answers, finished

import compare
from warehouse import Home, Writer, open_published
from warehouse.errors import SharedError
from warehouse.lake import Lake
from warehouse.membership import RANGE
from warehouse.shared import SharedWriter


def writer(store: Store, home: Path) -> SharedWriter:
    return SharedWriter(
        Home(home), lake=store.lake, install=compare.install, refresh=compare.refresh
    )


def ask(where: Writer | Path, sql: str) -> list[tuple[Any, ...]]:
    if isinstance(where, Writer):
        return where.connection.execute(sql).fetchall()
    with open_published(Home(where)) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.slow
@pytest.mark.timeout(900)  # many processes, each of which starts from nothing
def test_two_that_ingest_at_once_give_the_same_answers_as_one_file(
    store: Store, tmp_path: Path
) -> None:
    one, two, reader, alone = (tmp_path / name for name in ("one", "two", "reader", "alone"))
    folders = sorted(path for path in SAMPLES.iterdir() if path.is_dir() and path.name[0] != "_")
    # Those in the middle are brought by both: the same text twice is still one report.
    halves = [map(str, folders[:5]), map(str, folders[3:])]
    both = [
        store.start(home, "ingest", *half) for home, half in zip((one, two), halves, strict=True)
    ]
    for process in both:
        finished(process)
    for home in (one, two, one, reader):
        store.run(home, "sync")
    ingest_samples(Home(alone))
    wanted = answers(alone)
    assert len(wanted["attainment"]) > 50
    assert len(wanted["target_change"]) > 50
    for home in (reader, one, two):
        assert answers(home) == wanted
    numbers = "SELECT report_id, observation_id FROM observation ORDER BY ALL"
    assert ask(one, numbers) == ask(two, numbers) == ask(reader, numbers)
    assert {row[0] // RANGE for row in ask(reader, numbers)} == {0, 1}
    # And again: nothing changes, nothing goes out.
    assert "0 reports came in, 0 went out" in store.run(two, "sync")


def test_a_corrected_text_supersedes_whoever_brings_it(store: Store, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    with writer(store, one) as first:
        first.store(report(2024, 5.5))
        first.store(report(2025, 6.5))
        first.publish()
    with writer(store, two) as second:
        assert second.store(report(2025, 6.5)).outcome == "unchanged"
        assert second.store(report(2025, 7.5)).outcome == "changed"
        second.publish()
    with writer(store, one) as first:
        first.publish()
        assert first.store(report(2025, 6.5)).reason == "This text is superseded already."
    kept = "SELECT year, status::VARCHAR, text FROM report_text ORDER BY ALL"
    assert ask(one, kept) == ask(two, kept)
    assert [row[:2] for row in ask(one, kept)] == [
        (2024, "current"), (2025, "current"), (2025, "superseded"),
    ]  # fmt: skip
    assert ask(one, "SELECT DISTINCT value FROM observation WHERE report_year = 2025") == [(7.5,)]
    assert answers(one) == answers(two)


def test_what_two_do_at_once_is_settled_the_same_way_in_both(store: Store, tmp_path: Path) -> None:
    homes = tmp_path / "one", tmp_path / "two"
    with writer(store, homes[0]) as one, writer(store, homes[1]) as two:
        same = one.store(report(2023, 5.0))
        two.store(report(2023, 5.0))  # the same text
        one.store(report(2024, 5.5))
        later = two.store(report(2024, 5.7))  # another one, later
        two.publish()
        one.publish()
        two.publish()
        assert same.outcome == "new"
        assert later.outcome == "new"
    current = "SELECT year, report_id // 1000000000 FROM report WHERE status = 'current' ORDER BY 1"
    assert ask(homes[0], current) == ask(homes[1], current) == [(2023, 1), (2024, 1)]
    assert answers(homes[0]) == answers(homes[1])
    values = "SELECT DISTINCT report_year, value FROM observation ORDER BY ALL"
    assert ask(homes[0], values) == [(2023, 5.0), (2024, 5.7)]


def test_corrections_that_two_make_at_once_both_hold(store: Store, tmp_path: Path) -> None:
    homes = tmp_path / "one", tmp_path / "two"
    with writer(store, homes[0]) as one, writer(store, homes[1]) as two:
        one.store(report(2025))
        one.publish()
        two.exchange()
        ((actual,), (target,)) = ask(one, "SELECT observation_id FROM observation ORDER BY 1")
        first = one.correct(actual, "value", "6.4", author="甲", note="page 2")
        second = two.correct(target, "value", "6.6", author="乙", note="page 9")
        for side in (one, two, one):
            side.publish()
        assert first != second
        values = "SELECT value, flags FROM observation ORDER BY observation_id"
        assert ask(homes[0], values) == [(6.4, ["corrected"]), (6.6, ["corrected"])]
        # Taken back by one, while the other corrects another field of the same observation.
        two.undo_correction(first, author="乙")
        one.correct(actual, "unit", "‰", author="甲", note="page 2")
        for side in (one, two, one):
            side.publish()
    told = "SELECT value, unit, flags FROM observation ORDER BY observation_id"
    assert ask(homes[0], told) == ask(homes[1], told)
    assert ask(homes[0], told) == [(6.5, "‰", ["corrected"]), (6.6, "%", ["corrected"])]
    noted = "SELECT old_value, new_value, undone_by FROM correction ORDER BY correction_id"
    assert ask(homes[0], noted) == ask(homes[1], noted)
    assert ask(homes[0], noted) == [("6.5", "6.4", "乙"), ("%", "‰", None), ("6.5", "6.6", None)]


def test_a_home_with_reports_founds_the_store_and_keeps_their_numbers(
    store: Store, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        with Writer(Home(tmp_path / name)) as alone:
            alone.store(report(2025, place=region(1)))
            alone.publish()
    with writer(store, tmp_path / "one") as founder:
        assert founder.exchange().given == 1
        assert ask(founder, "SELECT report_id FROM report") == [(1,)]
    with (
        pytest.raises(SharedError, match="holds 1 reports of its own"),
        writer(store, tmp_path / "two"),
    ):
        pass


def test_a_copy_of_a_home_never_gives_a_number_twice(store: Store, tmp_path: Path) -> None:
    with writer(store, tmp_path / "one") as one:
        one.store(report(2024))
        one.publish()
        state = one.home.published().read_bytes()
        one.store(report(2025))
        one.publish()
    copy = Home(tmp_path / "copy")
    copy.create()
    copy.working.write_bytes(state)
    with writer(store, copy.path) as old:
        assert old.taken == 1
        stored = old.store(report(2026))
        assert stored.report_id is not None
        assert stored.report_id // RANGE == 1
        old.publish()
    with writer(store, tmp_path / "one") as one:
        one.publish()
    assert answers(copy.path) == answers(tmp_path / "one")


def test_work_done_without_the_setting_goes_out_later(store: Store, tmp_path: Path) -> None:
    with writer(store, tmp_path / "one") as one:
        one.publish()
    with Writer(Home(tmp_path / "one")) as offline:
        offline.store(report(2025))
    with writer(store, tmp_path / "one") as one:
        assert one.exchange().given == 1


def test_the_store_itself_can_be_asked(store: Store, tmp_path: Path) -> None:
    with writer(store, tmp_path / "one") as one:
        one.begin_run("command")
        one.store(report(2025))
        one.end_run()
        one.publish()
        one.compact()
    connection = duckdb.connect()
    with store.lake.attached(connection):
        found = connection.execute(
            "SELECT r.name, o.value FROM shared.observation o JOIN shared.region r "
            "USING (region_code) ORDER BY ALL"
        ).fetchall()
        runs = connection.execute("SELECT trigger, reports_new FROM shared.ingest_run").fetchall()
        told = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE database_name = 'shared' "
            "AND table_name = 'observation' AND column_name = 'value'"
        ).fetchall()
    assert found == [("重庆市涪陵区", 6.5), ("重庆市涪陵区", 6.5)]
    assert runs == [("command", 1)]
    assert told[0][0]


def test_a_store_that_is_away_costs_nothing_that_was_ingested(tmp_path: Path, store: Store) -> None:
    away = Lake("ducklake:postgres:dbname=none host=127.0.0.1 port=1 password=geheim")
    with (
        pytest.raises(SharedError, match="can't be reached") as told,
        SharedWriter(Home(tmp_path / "home"), lake=away),
    ):
        pass
    assert "geheim" not in str(told.value)
    nowhere = Lake(store.address)
    with (
        pytest.raises(SharedError, match="set DUIXIAN_WAREHOUSE_DATA"),
        SharedWriter(Home(tmp_path / "home"), lake=nowhere),
    ):
        pass


def test_the_setting_is_checked() -> None:
    assert Lake.from_environment({}) is None
    assert Lake.from_environment({"DUIXIAN_WAREHOUSE": " "}) is None
    with pytest.raises(SharedError, match="must have the form"):
        Lake.from_environment({"DUIXIAN_WAREHOUSE": "postgres://somewhere"})


def test_a_store_of_an_older_schema_gives_the_same_texts(store: Store, tmp_path: Path) -> None:
    kept = "SELECT year, status::VARCHAR, text FROM report_text ORDER BY ALL"
    with writer(store, tmp_path / "one") as one:
        for value in (6.5, 7.5):
            one.store(report(2025, value, lines=2))
        one.publish()
        wanted = ask(one, kept)
    connection = duckdb.connect()
    with store.lake.attached(connection):
        # As schema 4 had it: a whole text in each report, and no spaces beside the sentences.
        connection.execute("ALTER TABLE shared.report ADD COLUMN text VARCHAR")
        for _, status, text in wanted:
            connection.execute("UPDATE shared.report SET text = ? WHERE status = ?", [text, status])
        connection.execute("DROP TABLE shared.kept_text")
        connection.execute("ALTER TABLE shared.sentence DROP COLUMN space_after")
        connection.execute("UPDATE shared.meta SET value = '4' WHERE key = 'schema_version'")
    with writer(store, tmp_path / "two") as two:
        two.publish()
        assert ask(two, kept) == wanted
        assert ask(two, "SELECT count(*) FROM sentence WHERE space_after IS NULL") == [(4,)]
    with writer(store, tmp_path / "one") as one:
        one.publish()
        assert ask(one, kept) == wanted
