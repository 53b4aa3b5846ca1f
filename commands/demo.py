"""`duixian demo`: the bundled samples through the real pipeline, then the app."""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import click

from commands.ingest import ingest_files, named_in
from ingest.errors import named


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8501, help="Port.")
@click.option("--app/--no-app", "open_app", default=True, help="Start the app afterwards.")
def command(port: int, open_app: bool) -> None:
    """Ingest the bundled samples and open the app.

    The samples are worded by us around official figures; each page says where these are from. A
    second start ingests nothing twice.

    Example: duixian demo --port 8600
    """
    results = ingest_files(sample_files())
    fresh = sum(result.outcome in {"new", "changed"} for result in results)
    click.echo(f"{len(results)} sample reports, {fresh} of them new.")
    failed = [result for result in results if not result.stored]
    for failure in failed:
        click.echo(f"duixian: {named(failure.name, failure.error)}", err=True)
    if open_app:
        start_app(port)


def sample_files() -> dict[str, Path]:
    """The bundled reports by their names (a folder a region, a file a year)."""
    return dict(named_in(Path(str(files("samples")))))


def app_command(port: int) -> list[str]:
    """The command line that runs the app on `port` (this machine only, unless configured)."""
    spec = find_spec("app")
    if spec is None or spec.origin is None:
        raise click.ClickException(
            "app.py is missing: install the project again with `make setup`."
        )
    return [
        sys.executable,
        *("-m", "streamlit", "run", spec.origin),
        *("--server.port", str(port)),
        *("--server.address", os.environ.get("DUIXIAN_ADDRESS", "127.0.0.1")),
        *("--server.headless", "true"),
        # Streamlit finds the project's own configuration only when it starts in its folder.
        *("--server.maxUploadSize", "20"),
        *("--server.fileWatcherType", "none"),
        *("--runner.magicEnabled", "false"),
        *("--browser.gatherUsageStats", "false"),
    ]


def start_app(port: int) -> None:
    """Replace this process by the app's, so that signals reach it directly."""
    click.echo(f"The app: http://localhost:{port}  (Ctrl+C stops it)")
    sys.stdout.flush()
    arguments = app_command(port)
    os.execv(arguments[0], arguments)  # noqa: S606 - our own command line, no shell
