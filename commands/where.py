"""`duixian where`: the path of the published warehouse, for other programs."""

from __future__ import annotations

import click

from warehouse.home import Home


@click.command()
@click.option("--home", "show_home", is_flag=True, help="The folder that holds everything instead.")
def command(show_home: bool) -> None:
    """Print the path of the published warehouse (a name that always means the newest version).

    Open it read-only with any DuckDB from 1.5.5 on.

    Example: duckdb -readonly "$(duixian where)"
    """
    home = Home.from_environment()
    if show_home:
        click.echo(str(home.path))
        return
    home.published()
    click.echo(str(home.link))
