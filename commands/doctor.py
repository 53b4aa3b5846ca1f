"""`duixian doctor`: find what is wrong with the home and mend what can be mended."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from commands._output import FORMS, form_or_default, print_rows
from warehouse.doctor import Doctor, Finding
from warehouse.home import Home


@click.command()
@click.option("--dry-run", is_flag=True, help="Only look; change nothing.")
@click.option("--hash-raw", is_flag=True, help="Hash every raw document too (slow).")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(dry_run: bool, hash_raw: bool, form: str | None) -> None:
    """Check the warehouse and mend what can be mended.

    Looks at the link, the published versions, the working file, left-overs of a crash and the raw
    documents. Ends with 0 where all is well or was mended, with 1 where something is left to do.

    Example: duixian doctor --dry-run
    """
    home = Home.from_environment()
    console = Console(stderr=True)
    with console.status("Looking …") as status:
        findings = Doctor(
            home,
            mend=not dry_run,
            hash_raw=hash_raw,
            progress=lambda what: status.update(f"Looking at {what} …"),
        ).examine()
    _print(findings, form)
    if any(not one.mended for one in findings):
        raise click.exceptions.Exit(1)
    if not findings and sys.stderr.isatty():
        click.echo(f"{home.path}: all is well.", err=True)


def _print(findings: list[Finding], form: str | None) -> None:
    if findings:
        rows = [
            [one.name, one.problem, one.mended, "" if one.mended else one.remedy]
            for one in findings
        ]
        print_rows(["name", "problem", "mended", "remedy"], rows, form_or_default(form))
