"""`duixian sql`: one reading statement on the published warehouse, within limits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from commands._output import FORMS, form_or_default, print_rows
from warehouse.errors import QueryError, RefusedQueryError
from warehouse.guard import Door, Limits
from warehouse.home import Home


@click.command()
@click.argument("statement")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
@click.option("--limit", type=click.IntRange(1), default=100_000, show_default=True, help="Rows.")
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Time."
)
@click.option("--memory", type=click.IntRange(64), default=2_048, show_default=True, help="In MB.")
def command(statement: str, form: str | None, limit: int, seconds: float, memory: int) -> None:
    """Ask the published warehouse one question in SQL; - reads it from standard input.

    Only a reading statement passes (SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN, PIVOT).
    Tables and columns: docs/schema.md; twenty worked questions: docs/sql.md.

    Example: duixian sql "SELECT region, verdict, count(*) FROM attainment GROUP BY ALL"
    """
    sql = sys.stdin.read() if statement == "-" else statement
    limits = Limits(rows=limit, seconds=seconds, memory_mb=memory, answer_mb=2_048)
    note: dict[str, Any] = {}
    try:
        with Door(Home.from_environment()).stream(sql, limits) as (head, lines):
            print_rows(head["columns"], _rows(lines, note), form_or_default(form))
    except (QueryError, RefusedQueryError) as error:
        raise click.UsageError(str(error)) from error
    if note.get("truncated"):
        click.echo(
            f"duixian: there are more than {limit} rows; raise --limit to see them.", err=True
        )


def _rows(lines: Iterator[Any], note: dict[str, Any]) -> Iterator[list[Any]]:
    """The rows of an answer; what its last line says goes into `note`."""
    for line in lines:
        if isinstance(line, dict):
            note.update(line)
        else:
            yield line
