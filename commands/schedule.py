"""`duixian schedule`: visit the sources when they are due, in the foreground."""

from __future__ import annotations

import os
from datetime import datetime

import click

from commands._output import FORMS, form_or_default, print_rows
from ingest.schedule import plan, time_zone
from ingest.sources import load_sources
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


def list_sources(home: Home, count: int, form: str | None) -> None:
    """Print the sources with how they are doing and their next visit, soonest first."""
    from commands._service import statuses  # noqa: PLC0415

    zone = time_zone(os.environ)
    known = statuses(home)
    rows = []
    for when, source in plan(load_sources(home.path), known, datetime.now(zone), zone)[:count]:
        status = known.get(source.id)
        rows.append(
            (
                when.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
                source.id,
                source.name,
                source.schedule or "season",
                status.last_success if status else None,
                status.last_attempt if status else None,
                status.failures if status else 0,
                status.error if status else None,
                status.advice if status else None,
            )
        )
    columns = ["next", "id", "region", "schedule", "last_success", "last_attempt", "failures"]
    print_rows([*columns, "error", "what_to_do"], rows, form_or_default(form), f"Next in {zone}")
