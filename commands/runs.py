"""`duixian runs`: what the last runs did, source by source."""

from __future__ import annotations

import click

from commands._output import FORMS, form_or_default, print_rows
from warehouse.home import Home
from warehouse.reader import open_published

_RUNS = """
SELECT run_id, started_at, round(epoch(finished_at - started_at), 1) AS seconds, trigger,
    reports_new AS new, reports_changed AS changed, reports_unchanged AS unchanged, failures,
    interrupted, published_version AS version, note
FROM ingest_run ORDER BY run_id DESC LIMIT ?
"""
_FETCHES = """
SELECT fetched_at, source_id, outcome, http_status AS status, bytes,
    round(duration_ms) AS ms, coalesce(final_url, url) AS url, error
FROM "fetch" WHERE run_id = ? ORDER BY fetch_id
"""


@click.command()
@click.argument("run", type=click.IntRange(1), required=False)
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--sources", is_flag=True, help="How each source is doing, and what to do.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(run: int | None, last: int, sources: bool, form: str | None) -> None:
    """Show what the last runs did, or every request of one RUN.

    With --sources: for each source the last success and attempt, failures in a row with their
    reason, what to do, and the next visit.

    A run that was interrupted kept what it had stored; its version is the next one published.

    Example: duixian runs --last 5
    """
    if sources:
        from commands.schedule import list_sources  # noqa: PLC0415 - runs itself needs no catalogue

        list_sources(Home.from_environment(), last, form)
        return
    sql, parameters, title = (_FETCHES, [run], f"Run {run}") if run else (_RUNS, [last], "Runs")
    with open_published(Home.from_environment()) as connection:
        result = connection.execute(sql, parameters)
        columns = [one[0] for one in result.description or []]
        print_rows(columns, result.fetchall(), form_or_default(form), title)
