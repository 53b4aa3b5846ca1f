"""`duixian restore`: bring a backup back."""

from __future__ import annotations

from pathlib import Path

import click

from commands._progress import bar
from warehouse.backup import restore
from warehouse.home import Home


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(archive: Path) -> None:
    """Put a backup in the place of the present warehouse, and publish it.

    The backup is checked before anything is moved; what was there before stays in backups/.

    Example: duixian restore duixian-20260105T080000.tar
    """
    home = Home.from_environment()
    with bar("Restoring") as progress:
        publication = restore(home, archive, progress)
    click.echo(f"Version {publication.version} is published: {publication.path}")
