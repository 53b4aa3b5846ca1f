"""When which source is visited.

APScheduler fires; each source has one job, and firing only puts the source into a set, so that no
source is visited twice at a time and what falls due together is one run. The next time of a source
is worked out from its last attempt in the warehouse, so a restart needs no memory of its own: what
was missed is caught up once, and a card that was edited counts at once.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from ingest.errors import IngestError
from ingest.sources import Source
from ingest.status import SourceStatus

# Reports appear from December to March: daily then, once a month otherwise.
SEASON, REST = "12,1-3", "4-11"
# Sites are visited by day, when somebody could notice that they suffer.
FIRST_HOUR, HOURS = 7, 13
JITTER_SECONDS = 900
# A source that failed is tried again the next day, also out of season, but not for ever.
RETRY_DAYS, RETRIES = 1, 3
# Sources of one run: the writer's lock is given back in between, so that people can ingest by hand.
BATCH = 20
RELOAD_SECONDS = 300
DEFAULT_ZONE = "Asia/Shanghai"

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_INTERVAL = re.compile(r"every (\d{1,4}) (minute|hour|day|week)s?")


class ScheduleError(IngestError):
    """A schedule can't be read."""


def time_zone(environment: Mapping[str, str]) -> ZoneInfo:
    """The zone of cron lines: `DUIXIAN_TIMEZONE`, by default that of the sites."""
    name = environment.get("DUIXIAN_TIMEZONE", DEFAULT_ZONE)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ScheduleError(
            f"DUIXIAN_TIMEZONE is {name!r}, which is no time zone; write one like Asia/Shanghai."
        ) from error


def parse_schedule(written: str | None, name: str = "", zone: ZoneInfo | None = None) -> Any:
    """The APScheduler trigger of a card.

    Args:
        written: a cron line ("0 6 * * *"), an interval ("every 12 hours"), or None for the season.
        name: the source's id, which spreads the sources over the day and the month.
        zone: of cron lines.

    Raises:
        ScheduleError: the line can't be read.

    """
    zone = zone or ZoneInfo(DEFAULT_ZONE)
    if written is None:
        return _seasonal(name, zone)
    interval = _INTERVAL.fullmatch(written.strip().lower())
    if interval and int(interval[1]):
        length = timedelta(**{f"{interval[2]}s": int(interval[1])})
        jitter = int(min(JITTER_SECONDS, length.total_seconds() / 10))
        return IntervalTrigger(
            seconds=int(length.total_seconds()), timezone=zone, jitter=jitter or None
        )
    try:
        trigger = CronTrigger.from_crontab(_with_weekday_names(written), timezone=zone)
    except ValueError as error:
        raise ScheduleError(
            f"The schedule {written!r} can't be read ({error}); write a cron line of five fields "
            'or "every 12 hours".'
        ) from error
    trigger.jitter = JITTER_SECONDS
    return trigger


def _with_weekday_names(line: str) -> str:
    """A cron line with its weekdays as names: cron counts from Sunday, APScheduler from Monday."""
    *others, weekdays = line.split() or [""]
    if not re.fullmatch(r"[0-7](?:-[0-7])?(?:,[0-7](?:-[0-7])?)*", weekdays):
        return line.strip()
    days: list[int] = []
    for part in weekdays.split(","):
        first, _, last = part.partition("-")
        days += range(int(first), int(last or first) + 1)
    return " ".join([*others, ",".join(WEEKDAYS[day % 7] for day in dict.fromkeys(days))])


def _seasonal(name: str, zone: ZoneInfo) -> Any:
    """Daily in the season, monthly otherwise, each source at a minute of its own."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])
    hour, minute = FIRST_HOUR + number % HOURS, number // HOURS % 60
    day = number // (HOURS * 60) % 28 + 1
    return OrTrigger(
        [
            CronTrigger(month=SEASON, hour=hour, minute=minute, timezone=zone),
            CronTrigger(month=REST, day=day, hour=hour, minute=minute, timezone=zone),
        ],
        jitter=JITTER_SECONDS,
    )


def next_time(trigger: Any, status: SourceStatus | None, now: datetime) -> datetime:
    """When a source is due; `now` for one that was never visited or whose time has passed.

    Args:
        trigger: of `parse_schedule`.
        status: what is known of the source; its times are UTC without a zone.
        now: with a zone.

    """
    if status is None:
        return now
    # After the clock was set back, a last attempt in the future must not stop the source.
    last = min(status.last_attempt.replace(tzinfo=UTC), now)
    fire: datetime | None = trigger.get_next_fire_time(last, last)
    if fire is None:
        return now
    if 0 < status.failures <= RETRIES:
        fire = min(fire, last + timedelta(days=RETRY_DAYS))
    return max(fire, now)


Catalogue = Callable[[], Mapping[str, Source]]
Statuses = Callable[[], Mapping[str, SourceStatus]]


def plan(
    catalogue: Mapping[str, Source],
    statuses: Mapping[str, SourceStatus],
    now: datetime,
    zone: ZoneInfo,
) -> list[tuple[datetime, Source]]:
    """What comes next, soonest first; sources that are switched off are left out."""
    due = [
        (next_time(parse_schedule(one.schedule, one.id, zone), statuses.get(one.id), now), one)
        for one in catalogue.values()
        if one.enabled
    ]
    return sorted(due, key=lambda pair: (pair[0], pair[1].id))


class Scheduler:
    """Visits sources when they are due until it is stopped.

    `run` is given the ids of one run and returns when it is over; it is never called twice at a
    time. `stop` may be set from a signal handler.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        statuses: Statuses,
        run: Callable[[list[str]], None],
        *,
        stop: threading.Event,
        zone: ZoneInfo,
        batch: int = BATCH,
    ) -> None:
        self._catalogue, self._statuses, self._run = catalogue, statuses, run
        self._stop, self._zone, self._batch = stop, zone, batch
        self._waiting: dict[str, None] = {}
        self._lock = threading.Lock()
        self._fired = threading.Condition(self._lock)
        self._written: dict[str, str | None] = {}
        self._scheduler = BackgroundScheduler(
            timezone=zone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def serve(self) -> None:
        """Run until stopped; returns after the current run has ended."""
        self._synchronise()
        self._scheduler.add_job(
            self._synchronise, IntervalTrigger(seconds=RELOAD_SECONDS), id=" reload"
        )
        self._scheduler.start()
        try:
            while not self._stop.is_set():
                ids = self._next_batch()
                if ids:
                    self._run(ids)
        finally:
            self._scheduler.shutdown(wait=False)

    def _next_batch(self) -> list[str]:
        """The sources that wait, a run's worth of them; empty when stopped or after a second."""
        with self._fired:
            if not self._waiting:
                self._fired.wait(timeout=0.5)
            ids = list(self._waiting)[: self._batch]
            for name in ids:
                del self._waiting[name]
            return ids

    def _due(self, name: str) -> None:
        """Put a source into the set of those that wait."""
        with self._fired:
            self._waiting[name] = None
            self._fired.notify_all()

    def _synchronise(self) -> None:
        """Give each card its job; cards that were added, edited or removed count from now on."""
        catalogue, statuses = self._catalogue(), self._statuses()
        wanted = {one.id: one for one in catalogue.values() if one.enabled}
        now = datetime.now(self._zone)
        for name in set(self._written) - set(wanted):
            self._scheduler.remove_job(name)
            del self._written[name]
        for name, source in wanted.items():
            if name in self._written and self._written[name] == source.schedule:
                continue
            trigger = parse_schedule(source.schedule, name, self._zone)
            self._scheduler.add_job(
                self._due,
                trigger,
                args=[name],
                id=name,
                next_run_time=next_time(trigger, statuses.get(name), now),
                replace_existing=True,
            )
            self._written[name] = source.schedule
