"""`duixian runs`: what the last runs did, source by source.

For people (a table) in words and in the time zone of the schedules; for programs (JSON lines, CSV)
with all columns, in UTC.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click

from commands._output import FORMS, form_or_default, print_rows
from ingest.schedule import time_zone
from warehouse.home import Home
from warehouse.reader import open_published

_RUNS = """
SELECT run_id, started_at, round(epoch(finished_at - started_at), 1) AS seconds, trigger,
    reports_new AS new, reports_changed AS changed, reports_unchanged AS unchanged, failures,
    interrupted, published_version AS version, note
FROM ingest_run {where} ORDER BY run_id DESC LIMIT ?
"""
_FETCHES = """
SELECT fetched_at, source_id, outcome, http_status AS status, bytes,
    round(duration_ms) AS ms, coalesce(final_url, url) AS url, error
FROM "fetch" WHERE run_id = ? ORDER BY fetch_id
"""
_BY = {
    "command": "by hand",
    "app": "in the app",
    "schedule": "on schedule",
    "reextract": "reading again",
    "demo": "the samples",
}
# Lines of a run's note in the list; `duixian runs RUN` shows all.
NOTE_LINES = 6


@click.command()
@click.argument("run", type=click.IntRange(1), required=False)
@click.option("--last", type=click.IntRange(1), help="How many; by default 20 runs, all sources.")
@click.option("--sources", is_flag=True, help="How each source is doing, and what to do.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(run: int | None, last: int | None, sources: bool, form: str | None) -> None:
    """Show what the last runs did, or every request of one RUN.

    With --sources: for each source the last success and attempt, failures in a row with their
    reason, what to do, and the next visit; those that fail come first.

    A run that was interrupted kept what it had stored; its version is the next one published.

    Example: duixian runs --last 5
    """
    if sources:
        from commands.schedule import list_sources  # noqa: PLC0415 - runs itself needs no catalogue

        list_sources(Home.from_environment(), last, form, failing_first=True)
    elif run is None:
        _list(last or 20, form_or_default(form))
    else:
        _show(run, form_or_default(form))


def _list(last: int, form: Any) -> None:
    """The last runs, newest first."""
    columns, rows = _ask(_RUNS.format(where=""), [last])
    if form != "table":
        print_rows(columns, rows, form)
        return
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    print_rows(["run", "when", "how", "what happened"], [_told(one) for one in records], "table",
               f"Runs, times in {time_zone(os.environ)}")  # fmt: skip


def _show(run: int, form: Any) -> None:
    """One run: what it did, then each of its requests."""
    columns, rows = _ask(_RUNS.format(where=f"WHERE run_id = {run:d}"), [1])
    if not rows:
        raise click.UsageError(f"There is no run {run}; `duixian runs` lists those there are.")
    names, fetches = _ask(_FETCHES, [run])
    if form != "table":
        print_rows(names, fetches, form)
        return
    number, when, how, what = _told(dict(zip(columns, rows[0], strict=True)), lines=None)
    click.echo(f"Run {number}, {when}, {how}: {what}")
    short = [
        (local(at)[-5:], source, f"{outcome} {status or ''}".strip(), url, error)
        for at, source, outcome, status, _, _, url, error in fetches
    ]
    if short:
        print_rows(["time", "source", "outcome", "address", "why"], short, "table")
    else:
        click.echo("It asked no address.")


def _ask(sql: str, parameters: list[Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    with open_published(Home.from_environment()) as connection:
        result = connection.execute(sql, parameters)
        return [one[0] for one in result.description or []], result.fetchall()


def _told(run: Mapping[str, Any], lines: int | None = NOTE_LINES) -> tuple[int, str, str, str]:
    """One run as number, time, cause and a sentence; `lines` cuts its note."""
    counts = [f"{run[name]} {name}" for name in ("new", "changed", "unchanged") if run[name]]
    told = [", ".join(counts) or "nothing new"]
    if run["failures"]:
        told.append(f"{run['failures']} failed")
    if run["interrupted"]:
        told.append("interrupted; what it had stored is kept")
    elif run["seconds"] is not None:
        told.append(f"{run['seconds']:.0f} s")
    told.append(f"version {run['version']}" if run["version"] else "not published yet")
    note = (run["note"] or "").splitlines()
    shown = note if lines is None else note[:lines]
    if len(note) > len(shown):
        shown.append(f"… {len(note) - len(shown)} more: duixian runs {run['run_id']}")
    what = "\n".join(["; ".join(told) + ".", *shown])
    return run["run_id"], local(run["started_at"]), _BY.get(run["trigger"], run["trigger"]), what


def local(moment: datetime | None) -> str:
    """A time of the tables (UTC) in the zone of the schedules, to the minute."""
    if moment is None:
        return ""
    return f"{moment.replace(tzinfo=UTC).astimezone(time_zone(os.environ)):%Y-%m-%d %H:%M}"
