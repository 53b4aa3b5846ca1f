"""`duixian serve`: the app and the scheduler together."""

from __future__ import annotations

import subprocess
import threading

import click

from commands._service import Service, say, stop_on_signals
from commands.demo import app_command
from warehouse.home import Home

# How long the app may take to end before it is killed; it holds no state.
APP_SECONDS = 5.0


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8501, help="Port.")
def command(port: int) -> None:
    """Run the app and the scheduler together until stopped (Ctrl-C or SIGTERM).

    The app is a process of its own: it only reads the published version, so a restart of either
    never disturbs the other. Where the app ends by itself, the scheduler ends too.

    Example: duixian serve --port 8600
    """
    stop, ended = stop_on_signals(), threading.Event()
    home = Home.from_environment()
    service = Service(home, stop)
    app = subprocess.Popen(app_command(port))  # noqa: S603 - our own command line
    say(f"The app: http://localhost:{port}; visiting sources into {home.path}.")
    watch = threading.Thread(target=_watch, args=(app, stop, ended), daemon=True)
    watch.start()
    try:
        service.scheduler().serve()
    finally:
        _end(app)
    if ended.is_set():
        raise click.ClickException(
            f"The app ended by itself (status {app.returncode}); see its message above."
        )
    say("Stopped; what was stored stays stored.")


def _watch(app: subprocess.Popen[bytes], stop: threading.Event, ended: threading.Event) -> None:
    """End the scheduler when the app ends by itself."""
    app.wait()
    if not stop.is_set():
        ended.set()
        stop.set()


def _end(app: subprocess.Popen[bytes]) -> None:
    """Ask the app to end, then make it."""
    if app.poll() is None:
        app.terminate()
    try:
        app.wait(APP_SECONDS)
    except subprocess.TimeoutExpired:
        app.kill()
        app.wait()
