"""`duixian reextract`: run the present rules over all stored reports, without fetching."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

import click

from assembly import open_writer
from commands._executor import executor
from commands._output import FORMS, form_or_default, print_rows
from commands._progress import bar
from ingest.extract import extract
from ingest.pipeline import extracted_records
from ingest.version import extractor_version
from warehouse.home import Home, copy_whole
from warehouse.reread import Changes, candidates, reread
from warehouse.rows import StoredReport
from warehouse.store import Writer
from warehouse.tighten import tighten

_RELEASE = re.compile(r"\d+(?:\.\d+)*")


@click.command()
@click.option(
    "--since", metavar="VERSION", help="Only reports read by this release or a later one."
)
@click.option("--all", "every", is_flag=True, help="Also reports that the present rules read.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes.")
@click.option("--executor", "where", metavar="dask://HOST:PORT", help="Read on a Dask cluster.")
@click.option("--dry-run", is_flag=True, help="Say what would change; work on a copy.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(
    since: str | None, every: bool, jobs: int, where: str | None, dry_run: bool, form: str | None
) -> None:
    """Read all stored reports again by the present rules, say what changes, then publish.

    Observations and verdicts that are added, gone or altered are counted, with examples.
    Corrections hold. A report that can't be read keeps its old observations and is listed.

    Example: duixian reextract --dry-run
    """
    if since is not None and not _RELEASE.fullmatch(since):
        raise click.UsageError(f"--since takes a release such as 0.2.0, not {since!r}.")
    with _home(dry_run) as home, open_writer(home) as writer:
        changes = _run(writer, since, every, jobs, where)
        # Before publishing: whoever doesn't like what changes, or whose checks fail, has read it.
        _print(changes, form)
        if changes.reports and not dry_run:
            tighten(writer)
            for warning in writer.publish().warnings:
                click.echo(f"duixian: worth a look: {warning}.", err=True)
    if changes.failures:
        raise click.exceptions.Exit(1)


def _run(writer: Writer, since: str | None, every: bool, jobs: int, where: str | None) -> Changes:
    """Read again and write, as one run; nothing is published."""
    present = None if every else extractor_version()
    todo = candidates(writer.connection, present=present, since=since)
    if not todo:
        return Changes()
    with executor(where, min(jobs, len(todo))) as pool, bar("Reading again") as progress:
        writer.begin_run("reextract")
        changes = reread(writer, todo, read_again, pool, progress)
    for failure in changes.failures:
        writer.fail(failure)
    writer.end_run()
    return changes


def read_again(stored: StoredReport) -> StoredReport:
    """One stored report by the present rules; region, year and kind stay as they are."""
    extraction = extract(stored.text, year=stored.year, kind=stored.kind)
    facts = extraction.facts
    records: dict[str, Any] = dict(extracted_records(extraction))
    return replace(
        stored,
        extractor_version=extractor_version(),
        delivered_on=facts.delivered_on,
        change_of_term=facts.change_of_term,
        doubts=tuple(dict.fromkeys([*facts.doubts, *stored.doubts])),
        **records,
    )


@contextmanager
def _home(dry_run: bool) -> Iterator[Home]:
    """The home itself, or a copy of its newest version that is thrown away."""
    home = Home.from_environment()
    published = home.published()
    if not dry_run:
        yield home
        return
    spare = Home(home.path / f"dry-run-{os.getpid()}")
    try:
        spare.create()
        copy_whole(published, spare.working)
        spare.working.chmod(0o644)
        yield spare
    finally:
        shutil.rmtree(spare.path, ignore_errors=True)


def _print(changes: Changes, form: str | None) -> None:
    for failure in changes.failures:
        click.echo(f"duixian: {failure}", err=True)
    form = form_or_default(form)
    if changes.examples:
        names = list(asdict(changes.examples[0]))
        print_rows(names, [list(asdict(one).values()) for one in changes.examples], form)
    told = [f"{count} {what}s {kind}" for (what, kind), count in sorted(changes.counts.items())]
    summary = ", ".join(told) or "nothing changed"
    click.echo(f"{changes.reports} reports read again: {summary}.", err=True)
