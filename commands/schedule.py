"""`duixian schedule`: visit the sources when they are due, in the foreground."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

import click

from commands._output import FORMS, form_or_default, print_rows
from commands.runs import local
from ingest.schedule import plan, time_zone
from ingest.sources import Source, load_sources
from ingest.status import SourceStatus
from warehouse.home import Home


@click.command()
@click.option("--list", "only_list", is_flag=True, help="Show what comes next, and end.")
@click.option("--last", "count", type=click.IntRange(1), default=50, help="How many to list.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(only_list: bool, count: int, form: str | None) -> None:
    """Visit each source when it is due, until stopped (Ctrl-C or SIGTERM).

    Without a schedule of its own a source is visited daily from December to March, when reports
    appear, and monthly otherwise. What was missed is caught up once.

    Example: duixian schedule --list
    """
    home = Home.from_environment()
    if only_list:
        list_sources(home, count, form)
        return
    from commands._service import Service, say, stop_on_signals  # noqa: PLC0415

    stop = stop_on_signals()
    service = Service(home, stop)
    say(f"Visiting sources into {home.path}; Ctrl-C stops.")
    service.scheduler().serve()
    say("Stopped; what was stored stays stored.")


def list_sources(
    home: Home, count: int | None, form: str | None, *, failing_first: bool = False
) -> None:
    """Print the sources with how they are doing and their next visit, soonest first."""
    from commands._service import statuses  # noqa: PLC0415

    zone = time_zone(os.environ)
    known = statuses(home)
    planned = [
        (when.astimezone(zone), source)
        for when, source in plan(load_sources(home.path), known, datetime.now(zone), zone)
    ]
    if failing_first:
        planned.sort(key=lambda one: -known[one[1].id].failures if one[1].id in known else 0)
    chosen = form_or_default(form)
    if chosen == "table":
        rows = [_for_people(when, source, known.get(source.id)) for when, source in planned[:count]]
        print_rows(["source", "next visit", "how it is doing"], rows, "table", f"Times in {zone}")
        return
    columns = ["next", "id", "region", "schedule", "last_success", "last_attempt", "failures"]
    told = [_for_programs(when, source, known.get(source.id)) for when, source in planned[:count]]
    print_rows([*columns, "error", "what_to_do"], told, chosen)


def _for_programs(when: datetime, source: Source, status: SourceStatus | None) -> tuple[Any, ...]:
    """All there is to know of a source, as columns."""
    return (
        when.strftime("%Y-%m-%d %H:%M"),
        source.id,
        source.name,
        source.schedule or "season",
        status.last_success if status else None,
        status.last_attempt if status else None,
        status.failures if status else 0,
        status.error if status else None,
        status.advice if status else None,
    )


def _for_people(when: datetime, source: Source, status: SourceStatus | None) -> tuple[str, ...]:
    """The same in words that fit beside each other on a terminal."""
    name = f"{source.id}\n{source.name}"
    visit = f"{when:%Y-%m-%d %H:%M}\n{source.schedule or 'season'}"
    if status is None:
        return name, visit, "never visited"
    success = f"last success {local(status.last_success)}" if status.last_success else "no success"
    if not status.failures:
        return name, visit, success
    times = "once" if status.failures == 1 else f"{status.failures} times in a row"
    tried = f"failed {times}, last {local(status.last_attempt)}; {success}"
    return name, visit, "\n".join(filter(None, [tried, status.error, status.advice]))
