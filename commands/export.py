"""`duixian export`: the published warehouse as CSV, XLSX, Parquet or Stata."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console

from commands._regions import region_code
from warehouse.export import FORMATS, export
from warehouse.export_tables import FORMS, Selection
from warehouse.home import Home
from warehouse.reader import open_published


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="File format.")
@click.option(
    "--form",
    type=click.Choice(list(FORMS)),
    default="both",
    show_default=True,
    help="long: reports, observations, verdicts, changes; panel: one row a cell.",
)
@click.option("--region", "regions", multiple=True, help="Only this region (name or code).")
@click.option("--from", "first_year", type=int, help="First year.")
@click.option("--to", "last_year", type=int, help="Last year.")
@click.option("--memory", default=2_048, show_default=True, help="Memory for sorting, in MB.")
def command(
    target: Path,
    format_: str,
    form: str,
    regions: tuple[str, ...],
    first_year: int | None,
    last_year: int | None,
    memory: int,
) -> None:
    """Write the warehouse into the new folder TARGET, with a datapackage.json that explains it.

    The panel is region × year × indicator with target, comparator, force, outcome and verdict.
    Nothing is ever cut: a format that can't hold the rows is refused.

    Example: duixian export --format dta --form panel --from 2015 panel/
    """
    console = Console(stderr=True)
    # What doesn't fit in memory is put aside here; the home itself may not be writable.
    with TemporaryDirectory() as spill, open_published(Home.from_environment()) as connection:
        connection.execute(f"SET memory_limit = '{memory:d}MB'")
        connection.execute(f"SET temp_directory = '{spill}'")
        codes = tuple(region_code(connection, name) for name in regions)
        selection = Selection(codes, first_year, last_year)
        with console.status("Writing …") as status:
            files = export(
                connection, target, format_, form=form, selection=selection,
                progress=lambda what: status.update(f"Writing {what} …"),
            )  # fmt: skip
    for file in files:
        click.echo(str(file))
