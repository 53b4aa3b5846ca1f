"""`duixian ingest`: files, folders, zips, addresses, sources or pasted text into the warehouse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from assembly import open_writer
from ingest.errors import IngestError, failure_name
from ingest.errors import named as named_error
from ingest.pipeline import Given, Ingested, Origin, ingest_bytes
from ingest.read import sniff
from ingest.read.source import Source
from ingest.read.zip import unpack
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.store import Writer

# What a folder is searched for; a file named by itself is read whatever it is called.
SUFFIXES = frozenset({".txt", ".html", ".htm", ".shtml", ".pdf", ".docx", ".doc", ".ofd", ".zip"})


@click.command()
@click.argument("targets", nargs=-1)
@click.option("--source", "sources", multiple=True, help="A source of the catalogue, by its id.")
@click.option("--all", "every", is_flag=True, help="Every source that is switched on.")
@click.option("--paste", is_flag=True, help="Read the report's text from standard input.")
@click.option("--region", help="The region, where the text doesn't say it (name or code).")
@click.option("--year", type=click.IntRange(1949, 2100), help="The report's year, likewise.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), help="Output form.")
def command(
    targets: tuple[str, ...],
    sources: tuple[str, ...],
    every: bool,
    paste: bool,
    region: str | None,
    year: int | None,
    form: str | None,
) -> None:
    """Ingest reports: files, folders, zips or addresses (TARGETS), sources, or pasted text.

    Each report is stored once; the same text again changes nothing. Afterwards the new state is
    published for readers.

    Example: duixian ingest reports/2025.html --region 涪陵区
    """
    if not (targets or sources or every or paste):
        raise click.UsageError("Name a file, a folder, an address, --source ID, --all or --paste.")
    given = Given(region=region, year=year)
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    addresses = [target for target in targets if "://" in target]
    files = named(Path(target) for target in targets if "://" not in target)
    results: list[Ingested] = []
    if files or paste:
        results += ingest_files(files, given, pasted=sys.stdin.buffer.read() if paste else None)
    if addresses or sources or every:
        results += _collect(addresses, sources, every, given)
    report_results(results, form)


def ingest_files(
    files: Mapping[str, Path],
    given: Given | None = None,
    *,
    pasted: bytes | None = None,
) -> list[Ingested]:
    """Bring files (by the names to show) and a pasted text into the warehouse, then publish.

    Nothing is published, nor any version made, where no report changed.
    """
    given = given or Given()
    with open_writer() as writer:
        writer.begin_run("command")
        results = [
            _ingest_one(writer, name, data, given)
            for name, data in track(
                list(_documents(files, pasted)),
                description="Ingesting",
                console=Console(stderr=True),
                disable=not sys.stderr.isatty(),
            )
        ]
        finish(writer, results)
    return results


def finish(writer: Writer, results: Sequence[Ingested], *, visited: bool = False) -> None:
    """End the run; publish where there is anything to see.

    That is a new or changed report, a failure, or (`visited`) that a source was asked at all:
    `duixian runs` and the app show attempts too, and they read what is published.
    """
    # Says among other things why a fetched report counted as changed.
    writer.end_run(note="\n".join(one.note for one in results if one.note) or None)
    seen = visited or any(result.outcome != "unchanged" for result in results)
    if seen or writer.home.current_version() is None:
        for warning in writer.publish().warnings:
            click.echo(f"duixian: worth a look: {warning}.", err=True)


def _ingest_one(writer: Writer, name: str, data: bytes | IngestError, given: Given) -> Ingested:
    """One document through the pipeline; one that couldn't be opened is a failure like others."""
    if isinstance(data, IngestError):
        failure = failure_name(data)
        writer.fail(named_error(name, data), failure)
        return Ingested(name, "failed", error=str(data), failure=failure)
    return ingest_bytes(writer, data, Origin(name=name), given)


def named(paths: Iterable[Path]) -> dict[str, Path]:
    """Files by the name to show, folders as the reports in them; of two alike the path tells."""
    files: dict[str, Path] = {}
    for path in paths:
        for name, file in named_in(path) if path.is_dir() else [(path.name, path)]:
            files[name if files.get(name, file) == file else str(file)] = file
    return files


def named_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The reports in a folder and below, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _documents(
    files: Mapping[str, Path], pasted: bytes | None
) -> Iterator[tuple[str, bytes | IngestError]]:
    """Names with bytes; a zip gives its members, an unreadable file its error."""
    for name, path in files.items():
        try:
            data = path.read_bytes()
        except OSError as error:
            yield name, IngestError(f"can't be opened ({error.strerror}): check the path.")
            continue
        yield from _unpacked(name, data)
    if pasted is not None:
        yield "pasted text", pasted


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes | IngestError]]:
    """A zip's reports and a sentence for each member passed over; other bytes as they are."""
    try:
        if not data or sniff(Source(data, name=name)).name != "zip":
            yield name, data
            return
        archive = unpack(data, name=name)
    except IngestError as error:
        yield name, error
        return
    yield from ((f"{name}/{member}", inner) for member, inner in archive.members)
    yield from ((name, IngestError(sentence)) for sentence in archive.skipped)


def _collect(
    addresses: Sequence[str], sources: Sequence[str], every: bool, given: Given
) -> list[Ingested]:
    """Fetch addresses and sources; imported only here, because files never need the network."""
    from commands._service import tell  # noqa: PLC0415
    from ingest.collect import collect  # noqa: PLC0415
    from ingest.sources import load_sources  # noqa: PLC0415

    with open_writer() as writer:
        writer.begin_run("command")
        results = collect(
            writer,
            addresses=addresses,
            sources=sources,
            every=every,
            given=given,
            progress=_tell if sys.stderr.isatty() else lambda _: None,
        )
        finish(writer, results, visited=True)
        home, names = writer.home, [*sources, *(load_sources(writer.home.path) if every else ())]
    if names:
        # Watched sources only: whoever typed an address sees on the spot what came of it.
        for problem in tell(home, names, results):
            click.echo(f"duixian: {problem}", err=True)
    return results


def _tell(result: Ingested) -> None:
    """One line as a result comes, for whoever waits."""
    what = " ".join(filter(None, [result.region, str(result.year or ""), result.name]))
    click.echo(f"{result.outcome}: {what}", err=True)


def report_results(results: Sequence[Ingested], form: str) -> None:
    """Print what became of each document; ends with exit code 1 where one failed."""
    if form == "jsonl":
        for result in results:
            click.echo(json.dumps(asdict(result), ensure_ascii=False))
    else:
        _print_table(results)
    failures = [result for result in results if not result.stored]
    for failure in failures:
        click.echo(f"duixian: {named_error(failure.name, failure.error)}", err=True)
    if not results:
        raise WarehouseError("There was no report to ingest: name a file, a folder or an address.")
    if failures:
        raise click.exceptions.Exit(1)


def _print_table(results: Sequence[Ingested]) -> None:
    """The summary for people: outcome, region, year, count, doubts."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=f"{len(results)} documents")
    for name in ("document", "outcome", "region", "year", "observations", "doubts"):
        table.add_column(name, overflow="fold")
    for result in results:
        table.add_row(
            result.name,
            result.outcome,
            result.region or "",
            str(result.year or ""),
            str(result.observations),
            " ".join(result.doubts),
        )
    Console().print(table)
    click.echo(f"Published in {Home.from_environment().link}")
