"""`duixian sources`: list the catalogue, add a card, try the addresses."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import click

from commands._output import FORMS, form_or_default, print_rows
from ingest.describe import Described, describe
from ingest.errors import FetchError, IngestError
from ingest.fetch.client import Fetcher
from ingest.fetch.discover import Discovery, Explorer
from ingest.fetch.score import Candidate
from ingest.regions import find_region
from ingest.sources import KINDS, Source, add_source, find_sources, load_sources, mark_checked
from warehouse.home import Home

_MEANS = "duixian sources check"
_COLUMNS = ["id", "region", "kind", "url", "guess", "enabled", "schedule", "checked"]


@click.group()
def command() -> None:
    """List, add and check the sources of reports.

    Example: duixian sources list
    """


@command.command("list")
@click.option("--region", help="Only cards whose region's name holds this.")
@click.option("--kind", type=click.Choice(KINDS), help="Only cards of this kind.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def list_command(region: str | None, kind: str | None, form: str | None) -> None:
    """Show all cards: the shipped ones, and those in DUIXIAN_HOME/sources.toml.

    Example: duixian sources list --region 重庆
    """
    rows = [
        (one.id, one.name, one.kind, one.url, one.guess, one.enabled, one.schedule, one.checked)
        for one in load_sources(Home.from_environment().path).values()
        if (region is None or region in one.name) and (kind is None or kind == one.kind)
    ]
    print_rows(_COLUMNS, rows, form_or_default(form), f"{len(rows)} sources")


@command.command("add")
@click.argument("url")
@click.option("--region", help="The region, where the page doesn't say it (name or code).")
@click.option("--kind", type=click.Choice(KINDS), help="The kind, likewise.")
@click.option("--id", "name", help="The card's id.")
@click.option("--schedule", help='A cron line or an interval ("0 6 * * *", "every 12 hours").')
@click.option("--yes", is_flag=True, help="Write the card without asking.")
def add_command(
    url: str,
    region: str | None,
    kind: str | None,
    name: str | None,
    schedule: str | None,
    yes: bool,
) -> None:
    """Work out region and kind of the page at URL, show them, and write a card.

    URL is the page that lists the reports, a site's home page, or one report.

    Example: duixian sources add http://www.example.org/zfgzbg/
    """
    from dataclasses import replace  # noqa: PLC0415

    from ingest.schedule import parse_schedule  # noqa: PLC0415

    if schedule:
        parse_schedule(schedule)
    with Fetcher() as fetcher:
        found = describe(fetcher, url)
    _show(found)
    if region is None and found.region is None:
        raise click.UsageError("The page doesn't say whose it is; name it with --region.")
    chosen = find_region(region) if region else found.region
    assert chosen is not None
    card = replace(found.card(chosen, kind or found.kind, name), schedule=schedule)
    card = replace(card, checked=f"{date.today():%Y-%m-%d} duixian sources add")
    click.echo(f"Card {card.id}: {card.kind} of {card.name}, {card.url}")
    if not yes and not _wanted():
        click.echo("Nothing was written.")
        return
    click.echo(f"Written to {add_source(Home.from_environment().path, card)}")


def _wanted() -> bool:
    """Ask; no answer (a script without --yes) means no."""
    try:
        return click.confirm("Write this card?")
    except click.Abort:
        click.echo("\nNobody answered; say --yes to write it without asking.")
        return False


def _show(found: Described) -> None:
    """Print what was found on a page."""
    whose = found.region.name if found.region else "unknown"
    click.echo(f"{found.url} “{found.title}” seems to be a {found.sort}; region: {whose}.")
    for one in found.candidates[:10]:
        click.echo(f"  {one.score:4d}  {one.title}  {one.url}")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one source found."""

    source: Source
    discovery: Discovery | None
    error: str | None
    name: str | None

    @property
    def newest(self) -> Candidate | None:
        """The first report that a run would fetch."""
        found = self.discovery.candidates if self.discovery else []
        return found[0] if found else None


@command.command("check")
@click.option("--source", "ids", multiple=True, help="Only this card (may be repeated).")
@click.option("--explain", is_flag=True, help="Show the candidates with their reasons.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def check_command(ids: tuple[str, ...], explain: bool, form: str | None) -> None:
    """Try the addresses without storing anything, and note which ones work.

    Ends with 1 where an address failed. What works is noted in DUIXIAN_HOME/sources.toml.

    Example: duixian sources check --source 500102-plan --explain
    """
    home = Home.from_environment().path
    chosen = find_sources(load_sources(home), ids, every=not ids)
    with Fetcher() as fetcher:
        results = list(_check_all(fetcher, chosen))
    working = {one.source.id: f"{date.today():%Y-%m-%d} {_MEANS}" for one in results if one.newest}
    mark_checked(home, working)
    if explain:
        for one in results:
            _explain(one, form)
    else:
        _print(results, form)
    if len(working) < len(results):
        raise click.exceptions.Exit(1)


def _check_all(fetcher: Fetcher, sources: Sequence[Source]) -> Iterator[Checked]:
    """Try sources, hosts side by side."""
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[urlsplit(source.url).netloc].append(source)
    with ThreadPoolExecutor(fetcher.limits.workers) as pool:
        for results in pool.map(
            lambda group: [_check(fetcher, source) for source in group], groups.values()
        ):
            yield from results


def _check(fetcher: Fetcher, source: Source) -> Checked:
    """Try one source: its list, or its first known report."""
    explorer = Explorer(fetcher.get, fetcher.limits, find_region(source.region), source.kind)
    try:
        if source.page:
            return Checked(source, explorer.from_list(source.page), None, None)
        if source.home:
            return Checked(source, explorer.from_home(source.home), None, None)
        known = source.reports[0]
        fetcher.get(known.url)
    except FetchError as error:
        return Checked(source, None, str(error), error.name)
    except IngestError as error:
        return Checked(source, None, str(error), "unreadable")
    candidate = Candidate(known.url, source.name, known.year, 50, ("+50 the card names it",))
    return Checked(source, Discovery([candidate]), None, None)


def _print(results: Sequence[Checked], form: str | None) -> None:
    """One line a source."""
    columns = ["id", "region", "result", "reports", "newest", "url"]
    rows = [
        (
            one.source.id,
            one.source.name,
            one.error or "works",
            len(one.discovery.candidates) if one.discovery else 0,
            one.newest.title if one.newest else None,
            one.newest.url if one.newest else one.source.url,
        )
        for one in results
    ]
    print_rows(columns, rows, form_or_default(form), f"{len(rows)} sources")


def _explain(one: Checked, form: str | None) -> None:
    """All candidates of a source with their scores and reasons."""
    found = one.discovery
    candidates = [*found.candidates, *found.rejected] if found else []
    if form == "jsonl":
        for candidate in candidates:
            record = {
                "source": one.source.id,
                "score": candidate.score,
                "taken": candidate.good,
                "year": candidate.year,
                "title": candidate.title,
                "url": candidate.url,
                "reasons": list(candidate.reasons),
            }
            click.echo(json.dumps(record, ensure_ascii=False))
        return
    click.echo(f"{one.source.id} {one.source.name}: {one.error or f'{len(candidates)} candidates'}")
    for note in found.notes if found else []:
        click.echo(f"  {note}")
    for candidate in candidates:
        mark = "take" if candidate.good else "leave"
        click.echo(f"  {candidate.score:4d} {mark}  {candidate.title}  {candidate.url}")
        for reason in candidate.reasons:
            click.echo(f"             {reason}")
