"""How commands print: a table for people, JSON lines for programs, CSV where asked for."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import click

Form = Literal["table", "jsonl", "csv"]
FORMS = ("table", "jsonl", "csv")


def form_or_default(form: str | None) -> Form:
    """The wanted form; without one a table on a terminal and JSON lines into a pipe."""
    if form is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    return form  # type: ignore[return-value]


def print_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Form, title: str | None = None
) -> int:
    """Print rows as they come (a table waits for the last one); gives their number."""
    if form == "table":
        return _print_table(columns, rows, title)
    count = 0
    if form == "csv":
        click.echo(_csv_line(columns))
    for row in rows:
        count += 1
        if form == "csv":
            click.echo(_csv_line([_cell(value) for value in row]))
        else:
            record = dict(zip(columns, row, strict=True))
            click.echo(json.dumps(record, ensure_ascii=False, default=str))
    return count


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None) -> int:
    from rich.console import Console  # noqa: PLC0415 - JSON lines never pay for it
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=title)
    for column in columns:
        table.add_column(escape(column), overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    Console().print(table)
    return table.row_count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
