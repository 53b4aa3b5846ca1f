"""`duixian extract`: the observations of report files, as JSON lines or as a table."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click

from ingest.errors import IngestError, ReadError
from ingest.model import Extraction, Observation
from ingest.report import read_report

Result = Extraction | str | Exception


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1949, 2100), help="The report's year, if it is known.")
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), help="Output form.")
@click.option("--explain", is_flag=True, help="Say for each observation which rules read it.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes to read files with.")
def command(
    files: tuple[Path, ...], year: int | None, form: str | None, explain: bool, jobs: int
) -> None:
    """Read the observations of report FILES and print them.

    A table on a terminal, one JSON object a line otherwise. Nothing is stored.

    Example: duixian extract 2025.txt --format table
    """
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    # The lines are made where the file is read: a process would take longer to hand over objects.
    work = partial(_read, year=year) if form == "table" else partial(_lines, year=year, why=explain)
    failed = 0
    for path, result in _results(files, work, jobs):
        if isinstance(result, Exception):
            failed += 1
            click.echo(f"duixian: {path}: {result}", err=True)
        elif isinstance(result, Extraction):
            _print_table(path, result, explain)
        else:
            click.echo(result, nl=False)
    if failed:
        raise click.exceptions.Exit(1)


def _results(
    files: tuple[Path, ...], work: Callable[[Path], Result], jobs: int
) -> Iterator[tuple[Path, Result]]:
    """Each file with what came of it, in the order given."""
    if jobs == 1 or len(files) == 1:
        for path in files:
            yield path, work(path)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from zip(files, pool.map(work, files, chunksize=4), strict=True)


def _read(path: Path, year: int | None) -> Extraction | Exception:
    """One file's extraction, or the error that it ended with."""
    try:
        return read_report(_bytes_of(path), name=path.name, year=year).extraction
    except IngestError as error:
        return error


def _bytes_of(path: Path) -> bytes:
    """The file's bytes; a missing or unreadable file is a ReadError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"can't be opened ({error.strerror}): check the path.") from error


def _lines(path: Path, year: int | None, why: bool) -> str | Exception:
    """One file's observations as JSON lines, or the error that it ended with."""
    extraction = _read(path, year)
    if isinstance(extraction, Exception):
        return extraction
    lines = []
    for observation in extraction.observations:
        record = observation.as_record()
        if why:
            record["why"] = _why(observation)
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines)


def _why(observation: Observation) -> str:
    """The rules that read an observation, and how sure they are, as one sentence."""
    return f"read by {observation.rule or 'no named rule'}; confidence {observation.confidence:.2f}"


def _print_table(path: Path, extraction: Extraction, explain: bool) -> None:
    """A table for people, wide cells folded."""
    from rich.console import Console  # noqa: PLC0415 - JSON lines never pay for it
    from rich.table import Table  # noqa: PLC0415

    facts = extraction.facts
    table = Table(title=f"{path.name} · {facts.region_name or '?'} {facts.year or '?'}")
    names = ["subject", "indicator", "measure", "role", "period", "value", "force"]
    for name in [*names, "why" if explain else "quote"]:
        table.add_column(name, overflow="fold")
    for one in extraction.observations:
        table.add_row(
            one.subject,
            one.indicator or "",
            one.measure or "",
            one.role,
            str(one.period or ""),
            _value(one),
            one.force or "",
            _why(one) if explain else one.quote,
        )
    Console().print(table)


def _value(one: Observation) -> str:
    """Comparator, number and unit as a person would note them; a relation by its name."""
    if one.value is None:
        return one.relation or ""
    high = "" if one.value_high is None else f"–{one.value_high:g}"
    sign = {"about": "≈", "ge": "≥", "gt": ">", "le": "≤", "lt": "<"}.get(one.comparator or "", "")
    return f"{sign}{one.value:.10g}{high} {one.unit}".rstrip()
