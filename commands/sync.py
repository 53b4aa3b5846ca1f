"""`duixian sync`: exchange reports with a shared warehouse, and publish what came in."""

from __future__ import annotations

import click

from assembly import open_writer
from warehouse.shared import SharedWriter


@click.command()
@click.option("--compact", is_flag=True, help="Merge the store's small files; drop its old states.")
def command(compact: bool) -> None:
    """Exchange reports with the shared warehouse and publish what came in.

    Ingesting, correcting and re-extracting do this by themselves; a machine that only reads does it
    now and then, by a timer. DUIXIAN_WAREHOUSE names the shared warehouse.

    Example: duixian sync
    """
    with open_writer() as writer:
        if not isinstance(writer, SharedWriter):
            raise click.UsageError(
                "This home shares nothing: set DUIXIAN_WAREHOUSE (docs/scale.md says how)."
            )
        done = writer.exchange()
        if writer.waiting:
            writer.publish()
        if compact:
            writer.compact()
        taken = done.taken + writer.taken
        version = writer.home.current_version()
    click.echo(f"{taken} reports came in, {done.given} went out; version {version} is published.")
