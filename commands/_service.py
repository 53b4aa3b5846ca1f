"""What `schedule` and `serve` share: the scheduler over this home, and what one run of it does."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import click

from assembly import open_writer
from ingest import notify
from ingest.collect import collect
from ingest.errors import IngestError
from ingest.fetch.client import Fetcher
from ingest.pipeline import Ingested
from ingest.schedule import Scheduler, time_zone
from ingest.sources import Source, load_sources
from ingest.status import SourceStatus, source_statuses
from warehouse.errors import LockedError, NotPublishedError, WarehouseError
from warehouse.home import Home
from warehouse.reader import open_published

# Pause before the writer's lock is asked for again, while a person ingests by hand.
LOCK_PAUSE_SECONDS = 15.0


def say(text: str) -> None:
    """Print a line with the time, for the journal."""
    click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z {text}")


def stop_on_signals() -> threading.Event:
    """The signal that ends everything: set by SIGTERM and by Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def statuses(home: Home) -> dict[str, SourceStatus]:
    """What the published version knows of each source; nothing where there is none yet."""
    try:
        with open_published(home) as connection:
            return source_statuses(connection)
    except NotPublishedError:
        return {}


class Service:
    """The scheduler over one home."""

    def __init__(self, home: Home, stop: threading.Event) -> None:
        self._home, self._stop = home, stop
        self._cards: Mapping[str, Source] = load_sources(home.path)

    def scheduler(self) -> Scheduler:
        """The scheduler, ready to serve."""
        return Scheduler(
            self._catalogue,
            lambda: statuses(self._home),
            self.run,
            stop=self._stop,
            zone=time_zone(os.environ),
        )

    def run(self, ids: Sequence[str]) -> None:
        """Visit these sources as one run; a failure is said and never ends the service."""
        while not self._stop.is_set():
            try:
                results = self._collect(ids)
            except LockedError as error:
                say(str(error))
                self._stop.wait(LOCK_PAUSE_SECONDS)
            except (IngestError, WarehouseError, OSError) as error:
                say(f"The run over {', '.join(ids)} failed: {error}")
                return
            else:
                for problem in tell(self._home, ids, results):
                    say(problem)
                return

    def _collect(self, ids: Sequence[str]) -> list[Ingested]:
        """Fetch, store and publish. Published also without a new report: the app shows attempts."""
        known = [name for name in ids if name in self._cards]
        with (
            Fetcher(stop=self._stop) as fetcher,
            open_writer(self._home) as writer,
        ):
            writer.begin_run("schedule")
            results = collect(
                writer,
                sources=known,
                catalogue=dict(self._cards),
                fetcher=fetcher,
                progress=lambda result: say(line(result)),
            )
            notes = [result.note for result in results if result.note]
            writer.end_run(note="\n".join(notes) or None)
            writer.publish()
        return results

    def _catalogue(self) -> Mapping[str, Source]:
        """The cards as they stand now; the last good ones where somebody's edit is wrong."""
        try:
            self._cards = load_sources(self._home.path)
        except IngestError as error:
            say(f"{error} The cards from before are used until then.")
        return self._cards


def tell(home: Home, ids: Iterable[str], results: Sequence[Ingested]) -> list[str]:
    """Send what is worth telling of a run over these sources; gives what went wrong with that."""
    to = notify.addresses(os.environ)
    if not to:
        return []
    with open_published(home) as connection:
        reports = [summary(connection, one) for one in notify.worth_telling(results)]
        failed = notify.just_failed(source_statuses(connection).values(), ids)
    body = notify.message(reports, failed)
    if body is None:
        return []
    try:
        notify.send(to, "Duixian 兑现", body)
    except notify.NotifyError as error:
        return [str(error)]
    return []


def line(result: Ingested) -> str:
    """One result in one line."""
    what = f"{result.region or ''} {result.year or ''}".strip()
    return " ".join(filter(None, [f"{result.outcome}:", what, result.name, result.error]))


def summary(connection: object, result: Ingested) -> str:
    """One new report in one sentence: how many targets were met, how many lowered."""
    ask = connection.execute  # type: ignore[attr-defined]
    where = [result.region_code, result.year]
    met, judged = ask(
        "SELECT count(*) FILTER (verdict IN ('met', 'met_stretch', 'exceeded')), "
        "count(*) FILTER (verdict IN ('met', 'met_stretch', 'exceeded', 'missed')) "
        "FROM attainment WHERE region_code = ? AND report_year = ?",
        where,
    ).fetchone()
    (lowered,) = ask(
        "SELECT count(*) FROM target_change WHERE region_code = ? AND year = ? "
        "AND change = 'lowered'",
        where,
    ).fetchone()
    verdicts = f"{met} of {judged} targets met" if judged else "no target to judge yet"
    changed = " (changed)" if result.outcome == "changed" else ""
    return f"{result.year} report of {result.region}{changed}: {verdicts}, {lowered} lowered."
