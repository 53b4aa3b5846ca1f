"""`duixian search`: words in the sentences of all reports, with the figures that stand there."""

from __future__ import annotations

import click

from commands._output import FORMS, form_or_default, print_rows
from commands._regions import region_code
from warehouse.errors import QueryError
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.search import Figure, Found, Hit, Where, search

COLUMNS = ("region", "year", "section", "text", "figures", "report_id", "start", "end")
SIGNS = {"about": "≈", "ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--region", "regions", multiple=True, help="Only this region (name or code).")
@click.option("--from", "first_year", type=int, help="First year.")
@click.option("--to", "last_year", type=int, help="Last year.")
@click.option("--section", type=click.Choice(["review", "plan"]), help="Only what was or is to be.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Sentences.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(
    words: tuple[str, ...],
    regions: tuple[str, ...],
    first_year: int | None,
    last_year: int | None,
    section: str | None,
    limit: int,
    form: str | None,
) -> None:
    """Find sentences with all WORDS, newest first; a word with - before it must not stand there.

    Below the sentences stands how many there are in all, in how many reports, since when.

    Example: duixian search 充电桩 --section plan --from 2020
    """
    with open_published(Home.from_environment()) as connection:
        codes = [region_code(connection, name) for name in regions]
        try:
            found = search(
                connection, " ".join(words), Where(codes, first_year, last_year, section),
                limit=limit,
            )  # fmt: skip
        except QueryError as error:
            raise click.UsageError(str(error)) from error
    if form_or_default(form) == "table":
        for hit in found.hits:
            _print(hit)
        click.echo(_summary(found), err=True)
        return
    rows = [
        (
            hit.region, hit.year, hit.section, hit.text,
            "; ".join(_said(figure) for figure in hit.figures), hit.report_id, hit.start, hit.end,
        )
        for hit in found.hits
    ]  # fmt: skip
    if rows:
        print_rows(COLUMNS, rows, form_or_default(form))
    click.echo(_summary(found), err=True)


def _print(hit: Hit) -> None:
    """A sentence under its report, its figures below it; a table would leave it ten characters."""
    click.secho(f"{hit.region} {hit.year} {hit.section or ''}".rstrip(), bold=True)
    click.echo(f"  {hit.text}")
    for figure in hit.figures:
        click.echo(f"    {_said(figure)}")


def _said(figure: Figure) -> str:
    """A figure as a person would note it: target 新建充电桩 ≥2000 个 (2025)."""
    high = "" if figure.value_high is None else f"–{figure.value_high:.10g}"
    value = "" if figure.value is None else f"{figure.value:.10g}{high} {figure.unit}"
    sign = SIGNS.get(figure.comparator or "", "")
    return f"{figure.role} {figure.subject} {sign}{value} ({figure.period or '?'})"


def _summary(found: Found) -> str:
    if not found.sentences:
        return "No sentence has these words."
    years = ", ".join(f"{year}: {count}" for year, count in sorted(found.by_year.items()))
    return (
        f"{found.sentences} sentences in {found.reports} reports of {found.regions} regions, "
        f"first in {found.first_year} ({years}); shown: {len(found.hits)}."
    )
