"""`duixian backup`: save everything that can't be made again."""

from __future__ import annotations

from pathlib import Path

import click

from commands._progress import bar
from warehouse.backup import backup
from warehouse.home import Home


@click.command()
@click.argument("target", type=click.Path(path_type=Path), required=False)
def command(target: Path | None) -> None:
    """Save the warehouse and the raw documents in one file (TARGET, by default in backups/).

    Example: duixian backup /mnt/disk/duixian.tar
    """
    home = Home.from_environment()
    with bar("Saving") as progress:
        path = backup(home, target or home.backups, progress)
    click.echo(str(path))
