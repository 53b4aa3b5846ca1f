"""`duixian compare`: was last year met, how did targets change; for two files or a region."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import duckdb

from compare import Comparison, ReportRecords, compare_reports
from compare.queries import ATTAINMENT, CHANGE, attainment_rows, change_rows, report_years
from ingest.errors import IngestError, UnknownRegionError
from ingest.reference.load import load_indicators, load_units
from ingest.regions import Region, find_region
from ingest.report import ReadReport, read_report

FORMS = ("jsonl", "table", "csv", "md")
# What a person sees; the other forms have every field.
SHOWN = {
    "attainment": ("verdict", "subject", "quote_target", "quote_actual", "reason", "flags"),
    "change": ("change", "subject", "previous", "current", "delta", "unit", "reason"),
}
TITLES = {"attainment": "Targets and outcomes 目标与兑现", "change": "Target changes 目标变化"}
# A page of the same report names the region somewhere in its opening.
_CONTEXT_CHARACTERS = 2_000


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--region", help="A region of the warehouse instead of two files.")
@click.option("--year", type=click.IntRange(1949, 2100), help="With --region: the later report.")
@click.option("--year-a", type=click.IntRange(1949, 2100), help="Year of the first file's report.")
@click.option("--year-b", type=click.IntRange(1949, 2100), help="Year of the second file's report.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Output form.")
def command(
    files: tuple[Path, ...],
    region: str | None,
    year: int | None,
    year_a: int | None,
    year_b: int | None,
    form: str | None,
) -> None:
    """Show target changes and attainment between two reports of following years.

    FILES are two reports of one region (text, HTML, Word, PDF), in either order. With --region the
    reports come from the warehouse; the year is that of the later report, the newest without it.
    A table on a terminal, one JSON object a line otherwise.

    Example: duixian compare 2024.txt 2025.txt --format md

    Example: duixian compare --region 涪陵区 --year 2025
    """
    if region is not None:
        if files:
            raise click.UsageError("Give either two files or --region, not both.")
        comparison = _of_region(region, year)
    elif len(files) != 2:
        raise click.UsageError("Give two report files, or a region with --region.")
    else:
        comparison = _of_files(files, (year_a, year_b))
    _print(comparison, form or ("table" if sys.stdout.isatty() else "jsonl"))


def _of_files(files: tuple[Path, ...], years: tuple[int | None, ...]) -> Comparison:
    """Read both files and judge them in memory; the errors name the file."""
    reports = [_read(path, year) for path, year in zip(files, years, strict=True)]
    regions = [_region_of(report) for report in reports]
    # A report that doesn't name its region is taken for one of the other's.
    known = next((one for one in regions if one is not None), None)
    records = [
        _records(path, report, region or known)
        for path, report, region in zip(files, reports, regions, strict=True)
    ]
    indicators = [{"indicator_id": one.id, **asdict(one)} for one in load_indicators()]
    units = [asdict(one) for one in load_units()]
    comparison = compare_reports(*records, indicators=indicators, units=units)
    for path, report in zip(files, reports, strict=True):
        if not any(one.headline and one.role == "target" for one in report.extraction.observations):
            _say_no_targets(str(path))
    return comparison


def _read(path: Path, year: int | None) -> ReadReport:
    try:
        return read_report(path.read_bytes(), name=path.name, year=year)
    except OSError as error:
        raise click.UsageError(f"{path} can't be opened ({error.strerror}).") from error
    except IngestError as error:
        # --year-a and --year-b are what --year is elsewhere.
        message = str(error).replace("--year", "--year-a or --year-b")
        raise type(error)(f"{path}: {message}") from error


def _region_of(report: ReadReport) -> Region | None:
    """The region that the report names; None where it names none that is known."""
    context = report.document.text[:_CONTEXT_CHARACTERS]
    for name in (report.extraction.facts.region_name, report.document.metadata.get("issuer")):
        if name:
            try:
                return find_region(name, context)
            except UnknownRegionError:
                continue
    return None


def _records(path: Path, report: ReadReport, region: Region | None) -> ReportRecords:
    extraction = report.extraction
    assert extraction.facts.year is not None  # read_report raises where no year is found
    unnamed = {"region_code": "?", "name": "unnamed region", "level": "other"}
    return ReportRecords(
        name=path.name,
        year=extraction.facts.year,
        region=region.as_record() if region else unnamed,
        observations=[one.as_record() for one in extraction.observations],
        statements=[asdict(one) for one in extraction.statements],
        kind=extraction.facts.kind,
    )


def _of_region(name: str, year: int | None) -> Comparison:
    """The rows of one region and year from the published warehouse."""
    from warehouse.home import Home  # noqa: PLC0415 - two files need no warehouse
    from warehouse.reader import open_published  # noqa: PLC0415

    region = find_region(name)
    with open_published(Home.from_environment()) as connection:
        years = report_years(connection, region.code)
        if not years:
            raise click.UsageError(
                f"The warehouse holds no report of {region.name}; ingest one with `duixian ingest`."
            )
        year = year or years[-1]
        for needed in (year, year - 1):
            if needed not in years:
                held = ", ".join(map(str, years))
                raise click.UsageError(
                    f"The warehouse holds no report of {region.name} for {needed} (it has {held}); "
                    "a comparison needs two following years."
                )
        for silent in _without_targets(connection, region.code, year):
            _say_no_targets(f"the report of {region.name} for {silent}")
        return Comparison(
            attainment_rows(connection, region.code, year),
            change_rows(connection, region.code, year),
        )


def _without_targets(connection: duckdb.DuckDBPyConnection, code: str, year: int) -> list[int]:
    """Which of the two years have no report with a passage of main targets."""
    rows = connection.execute(
        "SELECT year FROM report LEFT JOIN observation o ON o.report_id = report.report_id "
        "AND o.role = 'target' AND o.headline WHERE report.region_code = ? AND status = 'current' "
        "AND year IN (?, ?) GROUP BY year HAVING count(o.observation_id) = 0 ORDER BY year",
        [code, year - 1, year],
    ).fetchall()
    return [int(row[0]) for row in rows]


def _say_no_targets(what: str) -> None:
    click.echo(
        f"duixian: {what} has no passage of main targets (主要预期目标), so its targets can't be "
        "listed.",
        err=True,
    )


def _print(comparison: Comparison, form: str) -> None:
    rows = [*comparison.attainment, *comparison.changes]
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif form == "csv":
        names = list(dict.fromkeys(["row", *ATTAINMENT, *CHANGE]))
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    elif form == "md":
        for kind, part in (("attainment", comparison.attainment), ("change", comparison.changes)):
            click.echo(_markdown(kind, part))
    else:
        _print_tables(comparison)


def _cell(value: Any) -> Any:
    """A value as one cell shows it."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else value


def _line(kind: str, row: dict[str, Any]) -> list[str]:
    """The shown cells of a row; line breaks inside a quote would break a table."""
    return ["".join(str(_cell(row[name])).split("\n")) for name in SHOWN[kind]]


def _markdown(kind: str, rows: list[dict[str, Any]]) -> str:
    lines = [f"## {TITLES[kind]}", "", "| " + " | ".join(SHOWN[kind]) + " |"]
    lines.append("|" + " --- |" * len(SHOWN[kind]))
    for row in rows:
        cells = (cell.replace("|", "\\|") for cell in _line(kind, row))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _print_tables(comparison: Comparison) -> None:
    """Two tables for people, with one line above that counts the verdicts."""
    from rich.console import Console  # noqa: PLC0415 - JSON lines never pay for it
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console()
    console.print(_summary(comparison), markup=False, highlight=False)
    for kind, rows in (("attainment", comparison.attainment), ("change", comparison.changes)):
        table = Table(title=TITLES[kind], show_lines=True)
        for name in SHOWN[kind]:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(escape(cell) for cell in _line(kind, row)))
        console.print(table)


def _summary(comparison: Comparison) -> str:
    rows = comparison.attainment
    if not rows:
        return "No target of the earlier report could be judged."
    met = sum(row["verdict"] in ("met", "met_stretch", "exceeded") for row in rows)
    judged = met + sum(row["verdict"] == "missed" for row in rows)
    year, region = rows[0]["target_year"], rows[0]["region"]
    return f"{region} {year}: {met} of {judged} judged targets met ({len(rows)} targets in all)."
