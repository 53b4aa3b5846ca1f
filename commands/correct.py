"""`duixian correct`: correct an observation by hand, list corrections, undo one."""

from __future__ import annotations

import click

from assembly import open_writer
from commands._output import FORMS, form_or_default, print_rows
from warehouse import waiting
from warehouse.corrections import FIELDS
from warehouse.errors import CorrectionError, WarehouseError
from warehouse.home import Home
from warehouse.reader import open_published
from warehouse.store import Writer

_LIST = """
SELECT correction_id AS id, made_at, author, note, name AS region, report_year AS year, field,
    old_value, new_value, applied, undone_at, undone_by, quote
FROM correction JOIN region USING (region_code) ORDER BY correction_id
"""


@click.command()
@click.argument("observation", type=click.IntRange(1), required=False)
@click.option("--set", "change", metavar="FIELD=VALUE", help="What holds instead; FIELD= empties.")
@click.option(
    "--match",
    type=click.IntRange(1),
    metavar="TARGET",
    help="OBSERVATION is the outcome of this target (its number).",
)
@click.option("--note", help="Why, with where one can see it.")
@click.option("--name", envvar="DUIXIAN_NAME", help="Who corrects (or set DUIXIAN_NAME).")
@click.option("--undo", type=click.IntRange(1), metavar="ID", help="Take a correction back.")
@click.option("--list", "show", is_flag=True, help="Show all corrections.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form of --list.")
def command(
    observation: int | None,
    change: str | None,
    match: int | None,
    note: str | None,
    name: str | None,
    undo: int | None,
    show: bool,
    form: str | None,
) -> None:
    """Correct one field of an OBSERVATION (its number, as SQL and the app show it), or undo that.

    A correction is kept apart from what was read, is shown as such, and survives re-extraction.
    With --match an observation of the later report becomes the outcome that the verdict on a target
    rests on; role=other takes a wrong outcome out.

    Example: duixian correct 4711 --set value=6.4 --note "page 2 of the PDF" --name NAME

    Example: duixian correct 4720 --match 4102 --note "the same thing by another name" --name NAME
    """
    if match is not None:
        if change is not None:
            raise click.UsageError("Give --set or --match, one at a time.")
        change = f"match={match}"
    if show:
        _list(form)
    elif undo is not None:
        _undo(undo, name)
    elif observation is not None and change is not None:
        _correct(observation, change, name, note)
    else:
        raise click.UsageError(
            "Give an observation with --set FIELD=VALUE or --match TARGET, or --undo, or --list."
        )


def _list(form: str | None) -> None:
    home = Home.from_environment()
    with open_published(home) as connection:
        result = connection.execute(_LIST)
        columns = [one[0] for one in result.description or []]
        shown = {row[0]: (*row, True) for row in result.fetchall()}
    columns.append("shown")
    # What is saved but in no published version yet.
    for one in waiting.read(home).corrections:
        row = {**one, "id": one["correction_id"], "year": one["report_year"], "shown": False}
        shown[row["id"]] = tuple(row[name] for name in columns)
    rows = [shown[number] for number in sorted(shown)]
    print_rows(columns, rows, form_or_default(form), "Corrections")


def _undo(correction: int, name: str | None) -> None:
    try:
        with open_writer() as writer:
            writer.undo_correction(correction, author=name or "")
            version = _published(
                writer, f"Correction {correction} is undone, but not yet shown so."
            )
    except CorrectionError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Correction {correction} is undone; version {version} is published.")


def _correct(observation: int, change: str, name: str | None, note: str | None) -> None:
    field, sign, value = change.partition("=")
    if not sign:
        raise click.UsageError(f"Write --set FIELD=VALUE; the fields are {', '.join(FIELDS)}.")
    try:
        with open_writer() as writer:
            number = writer.correct(
                observation, field.strip(), value.strip(), author=name or "", note=note or ""
            )
            version = _published(
                writer,
                f"Correction {number} is saved, but not shown yet; `duixian correct --undo "
                f"{number}` takes it back.",
            )
    except CorrectionError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Correction {number} holds; version {version} is published.")


def _published(writer: Writer, saved: str) -> int:
    """Publish; where that is refused, the error says first what is saved. Gives the version."""
    try:
        return writer.publish().version
    except WarehouseError as error:
        raise WarehouseError(f"{saved} {error}") from error
