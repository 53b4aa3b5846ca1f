"""The terminal face: the `duixian` command, thin.

Each subcommand lives in its own file under `commands/` and is imported only when it is called,
so that `duixian extract` never pays for DuckDB or Streamlit at start-up.
"""

from __future__ import annotations

import importlib
import sys

import click

import settings

# The order is the order of `duixian --help`.
COMMANDS = {
    "demo": "Ingest the bundled samples and open the app.",
    "ingest": "Ingest files, folders, addresses, sources or pasted text.",
    "extract": "Read the observations of report files and print them.",
    "compare": "Show target changes and attainment between two reports.",
    "search": "Search the sentences of all reports.",
    "sql": "Ask the published warehouse a question in SQL.",
    "export": "Write the warehouse out as CSV, XLSX, Parquet or Stata.",
    "sources": "List, add and check the sources of reports.",
    "schedule": "Fetch the sources when they are due.",
    "serve": "Run the app and the scheduler together.",
    "runs": "Show what the last runs did, source by source.",
    "correct": "Correct an observation by hand, or undo a correction.",
    "reextract": "Run the present rules over all stored reports.",
    "sync": "Exchange reports with a shared warehouse.",
    "backup": "Save everything that can't be made again.",
    "restore": "Bring a backup back.",
    "doctor": "Check the warehouse and mend what can be mended.",
    "where": "Print the path of the published warehouse.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of `commands/` with a function `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the subcommands in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, imported now; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands from the table, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="duixian")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def duixian(ctx: click.Context, debug: bool) -> None:
    """Did the district deliver? Targets and outcomes of government work reports (兑现).

    Example: duixian compare 2024.txt 2025.txt
    """
    ctx.obj = {"debug": debug}


def main() -> None:
    """Run the command line; ends the process with the documented exit code (0, 1 or 2)."""
    debug = "--debug" in sys.argv
    try:
        settings.apply_file()
        # Without standalone mode click gives a command's exit code back instead of ending here.
        code = duixian.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        click.echo(f"duixian: {error.format_message()}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("duixian: stopped; what was stored before stays stored.", err=True)
        sys.exit(130)
    except Exception as error:
        if debug or not _is_ours(error):
            raise
        click.echo(f"duixian: {error}", err=True)
        sys.exit(1)


def _is_ours(error: Exception) -> bool:
    """Whether the message was written for people: the stages' own errors, and the system's."""
    roots = {type_.__module__.split(".")[0] for type_ in type(error).__mro__}
    return bool(roots & {"ingest", "warehouse", "compare", "commands"}) or isinstance(
        error, OSError
    )


if __name__ == "__main__":
    main()
