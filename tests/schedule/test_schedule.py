"""When a source is due: the season, missed runs, restarts, edited cards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.schedule import ScheduleError, Scheduler, next_time, parse_schedule, plan, time_zone
from ingest.sources import Source
from ingest.status import SourceStatus

ZONE = ZoneInfo("Asia/Shanghai")
CARD = Source("a", "示例一区", "示例一区", "work_report", page="http://www.example.org/")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def visited(text: str, failures: int = 0) -> SourceStatus:
    moment = at(text).astimezone(UTC).replace(tzinfo=None)
    return SourceStatus("a", moment, None if failures else moment, failures)


@pytest.mark.parametrize(
    ("schedule", "last", "soonest", "latest"),
    [
        (None, "2026-01-10 20:30", "2026-01-11 07:00", "2026-01-11 20:30"),
        (None, "2025-12-31 20:30", "2026-01-01 07:00", "2026-01-01 20:30"),
        (None, "2026-05-29 23:00", "2026-06-01 07:00", "2026-06-28 20:30"),
        ("0 6 * * *", "2026-06-10 12:00", "2026-06-11 06:00", "2026-06-11 06:15"),
        ("30 9 * * 1", "2026-06-10 12:00", "2026-06-15 09:30", "2026-06-15 09:45"),
        ("30 9 * * 0,6", "2026-06-10 12:00", "2026-06-13 09:30", "2026-06-13 09:45"),
        ("30 9 * * 5-7", "2026-06-13 12:00", "2026-06-14 09:30", "2026-06-14 09:45"),
        ("every 12 hours", "2026-06-10 12:00", "2026-06-11 00:00", "2026-06-11 00:15"),
        ("every 30 minutes", "2026-06-10 12:00", "2026-06-10 12:30", "2026-06-10 12:33"),
    ],
)
def test_the_next_time(schedule: str | None, last: str, soonest: str, latest: str) -> None:
    for name in ("a", "500102-work", "x"):
        trigger = parse_schedule(schedule, name, ZONE)
        due = next_time(trigger, visited(last), at(last))
        assert at(soonest) <= due <= at(latest), name


def test_sources_are_spread_over_the_day() -> None:
    now = at("2026-01-10 03:00")
    times = {
        next_time(parse_schedule(None, f"s{n}", ZONE), visited("2026-01-09 23:00"), now).hour
        for n in range(200)
    }
    assert len(times) >= 10


def test_what_was_missed_is_caught_up_once() -> None:
    trigger, now = parse_schedule("0 6 * * *", "a", ZONE), at("2026-06-20 12:00")
    assert next_time(trigger, visited("2026-06-01 06:05"), now) == now
    assert next_time(trigger, visited("2026-06-20 12:00"), now) > now
    assert next_time(trigger, None, now) == now


def test_a_failure_is_tried_again_the_next_day_but_not_for_ever() -> None:
    trigger, now = parse_schedule(None, "a", ZONE), at("2026-06-29 12:00")
    soon = next_time(trigger, visited("2026-06-29 12:00", failures=1), now)
    assert soon <= now + timedelta(days=1)
    later = next_time(trigger, visited("2026-06-29 12:00", failures=4), now)
    assert later > now + timedelta(days=1)


def test_a_clock_that_was_set_back_stops_nothing() -> None:
    trigger, now = parse_schedule("0 6 * * *", "a", ZONE), at("2026-06-20 12:00")
    assert next_time(trigger, visited("2027-06-20 12:00"), now) <= now + timedelta(days=1)


@pytest.mark.parametrize("wrong", ["daily", "every 0 hours", "every hour", "99 * * * *", "* * *"])
def test_a_schedule_that_says_nothing_is_refused(wrong: str) -> None:
    with pytest.raises(ScheduleError, match="can't be read"):
        parse_schedule(wrong, "a", ZONE)


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScheduleError, match="no time zone"):
        time_zone({"DUIXIAN_TIMEZONE": "Mars/Olympus"})


def test_the_plan_leaves_out_what_is_switched_off() -> None:
    off = Source("b", "示例二县", "示例二县", "news", page="http://b.example.org/", enabled=False)
    now = at("2026-06-20 12:00")
    assert [one.id for _, one in plan({"a": CARD, "b": off}, {}, now, ZONE)] == ["a"]


def serve(
    sources: dict[str, Source],
    statuses: dict[str, SourceStatus],
    run: Callable[[list[str]], None],
    stop: threading.Event,
) -> None:
    Scheduler(lambda: sources, lambda: statuses, run, stop=stop, zone=ZONE, batch=2).serve()


def test_sources_that_are_due_run_in_batches_and_never_at_once() -> None:
    sources = {
        name: Source(name, "示例一区", name, "news", page="http://e.org/") for name in "abcde"
    }
    stop, running, runs = threading.Event(), threading.Lock(), []

    def run(ids: list[str]) -> None:
        assert running.acquire(blocking=False), "two runs at a time"
        runs.append(ids)
        if sum(map(len, runs)) == len(sources):
            stop.set()
        running.release()

    serve(sources, {}, run, stop)
    assert sorted(name for ids in runs for name in ids) == list("abcde")
    assert max(map(len, runs)) <= 2


def test_a_restart_runs_nothing_that_is_not_due() -> None:
    stop, runs = threading.Event(), []
    threading.Timer(1.0, stop.set).start()
    fresh = SourceStatus("a", datetime.now(UTC).replace(tzinfo=None), None, 0)
    serve({"a": CARD}, {"a": fresh}, runs.append, stop)
    assert runs == []


def test_a_card_that_is_added_later_is_visited(tmp_path: Path) -> None:
    sources: dict[str, Source] = {}
    stop, runs = threading.Event(), []

    def run(ids: list[str]) -> None:
        runs.append(ids)
        stop.set()

    scheduler = Scheduler(lambda: sources, dict, run, stop=stop, zone=ZONE)
    thread = threading.Thread(target=scheduler.serve)
    thread.start()
    sources["a"] = CARD
    scheduler._synchronise()
    thread.join(20)
    assert runs == [["a"]]
