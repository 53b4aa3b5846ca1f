"""Writes the published warehouse as files that open anywhere, with a description beside them.

Nothing is ever cut: a format that can't hold the rows refuses before it writes. Everything goes
into a fresh folder that gets its name only when it is complete. Rows stream: CSV and Parquet inside
DuckDB, XLSX row by row, Stata year by year, so that memory doesn't grow with the country.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import ExportError
from warehouse.export_package import write_package
from warehouse.export_tables import (
    FORMS,
    REPORTS,
    Column,
    ExportTable,
    Selection,
    columns,
    flat,
    query,
)

Connection = duckdb.DuckDBPyConnection
Progress = Callable[[str], None]
FORMATS = ("csv", "xlsx", "parquet", "dta")

# Excel's own limits, one row being the header.
XLSX_ROWS = 1_048_576 - 1
XLSX_CHARACTERS = 32_767
# Stata's fixed strings end here, in bytes; longer ones need strL.
DTA_STRING = 2_045
CHUNK = 10_000
# A cell that a spreadsheet would take for a formula; a text of a report may begin so.
FORMULA_START = "^[=+\\-@\\t\\r]"


def export(
    connection: Connection,
    target: Path,
    format_: str,
    *,
    form: str = "both",
    selection: Selection | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the tables of `form` (long, panel, both) into the new folder `target`.

    Gives the files. Raises ExportError where the folder exists with something in it, where nothing
    is selected, or where the format can't hold the rows.
    """
    if format_ not in FORMATS or form not in FORMS:
        raise ExportError(f"There is no export {format_} in the form {form}.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportError(f"{target} has something in it; name a folder that doesn't exist yet.")
    selection = selection or Selection()
    if not _rows(connection, REPORTS, selection):
        raise ExportError("No report fits the selection, so there is nothing to export.")
    spare = target.with_name(f".partial-{target.name}")
    shutil.rmtree(spare, ignore_errors=True)
    try:
        spare.mkdir(parents=True)
        writer = _WRITERS[format_](connection, spare, selection, progress or (lambda _: None))
        files = writer.write(FORMS[form])
        files.append(write_package(connection, spare, writer.written, selection))
        if target.exists():
            target.rmdir()
        spare.replace(target)
    except OSError as error:
        raise ExportError(
            f"The export couldn't be written ({error.strerror}); free space or name another place."
        ) from error
    finally:
        shutil.rmtree(spare, ignore_errors=True)
    return [target / file.relative_to(spare) for file in files]


class _Writer:
    """What the formats share; `written` is table → (columns, files) for the description."""

    def __init__(
        self, connection: Connection, folder: Path, selection: Selection, progress: Progress
    ) -> None:
        self.connection, self.folder, self.selection = connection, folder, selection
        self.progress = progress
        self.written: dict[str, tuple[ExportTable, list[Column], list[Path]]] = {}

    def write(self, tables: Sequence[ExportTable]) -> list[Path]:
        """Write all tables; gives the files."""
        for table in tables:
            self.progress(table.name)
            found = columns(self.connection, table)
            self.written[table.name] = (table, found, self.write_table(table, found))
        return [file for _, _, files in self.written.values() for file in files]

    def write_table(self, table: ExportTable, found: list[Column]) -> list[Path]:
        """Write one table; gives its files."""
        raise NotImplementedError

    def select(self, table: ExportTable, found: list[Column], where: str = "") -> str:
        """The table's rows with plain columns, in the order of their key."""
        order = ", ".join((table.year, *(table.key or ("region_code",))))
        return f"SELECT {flat(found)} FROM ({query(table, self.selection)}){where} ORDER BY {order}"


class _CsvWriter(_Writer):
    """One file a table: UTF-8 with a mark, so that Excel keeps the Chinese."""

    def write_table(self, table: ExportTable, found: list[Column]) -> list[Path]:
        path = self.folder / f"{table.name}.csv"
        cells = ", ".join(_safe(one) for one in found)
        head = ",".join(one.name for one in found)
        # PREFIX and SUFFIX belong to DuckDB's CSV writer; the mark can't be written otherwise
        # without passing over the whole file a second time.
        self.connection.execute(
            f"COPY (SELECT {cells} FROM ({self.select(table, found)})) TO '{_quoted(path)}' "
            f"(FORMAT csv, HEADER false, PREFIX '\ufeff{head}\n', SUFFIX '\n')"
        )
        return [path]


class _ParquetWriter(_Writer):
    """One folder a table with a part for each year."""

    def write_table(self, table: ExportTable, found: list[Column]) -> list[Path]:
        path = self.folder / table.name
        names = ", ".join(one.name for one in found)
        self.connection.execute(
            f"COPY (SELECT {names} FROM ({query(table, self.selection)}) ORDER BY {table.year}) "
            f"TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd, "
            f"PARTITION_BY ({table.year}), WRITE_PARTITION_COLUMNS true)"
        )
        return sorted(path.rglob("*.parquet"))


class _XlsxWriter(_Writer):
    """One workbook with a sheet a table; every text is written as text, never as a formula."""

    def write(self, tables: Sequence[ExportTable]) -> list[Path]:
        import xlsxwriter  # noqa: PLC0415 - only this format needs it

        for table in tables:
            self._check_size(table)
        path = self.folder / "duixian.xlsx"
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        with xlsxwriter.Workbook(str(path), options) as book:
            bold = book.add_format({"bold": True})
            for table in tables:
                self.progress(table.name)
                found = columns(self.connection, table)
                sheet = book.add_worksheet(table.name)
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, [one.name for one in found], bold)
                for number, row in enumerate(self._lines(table, found), 1):
                    _write_row(sheet, number, row)
                self.written[table.name] = (table, found, [path])
            self._legend(book.add_worksheet("columns"), bold)
        return [path]

    def _check_size(self, table: ExportTable) -> None:
        count = _rows(self.connection, table, self.selection)
        if count > XLSX_ROWS:
            raise ExportError(
                f"{table.name} has {count:,} rows and a sheet holds {XLSX_ROWS:,}: choose fewer "
                "years or regions, or another format (csv, parquet, dta)."
            )
        texts = [
            f"max(length({one.name}))"
            for one in columns(self.connection, table)
            if one.type == "VARCHAR"
        ]
        longest = self.connection.execute(
            f"SELECT greatest({', '.join(texts)}) FROM ({query(table, self.selection)})"
        ).fetchone()
        if longest and longest[0] and longest[0] > XLSX_CHARACTERS:
            raise ExportError(
                f"{table.name} has a text of {longest[0]:,} characters and a cell holds "
                f"{XLSX_CHARACTERS:,}: choose another format (csv, parquet, dta)."
            )

    def _lines(self, table: ExportTable, found: list[Column]) -> Iterator[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        cursor.execute(self.select(table, found))
        while rows := cursor.fetchmany(CHUNK):
            yield from rows

    def _legend(self, sheet: Any, bold: Any) -> None:
        sheet.write_row(0, 0, ["sheet", "column", "meaning"], bold)
        number = 0
        for name, (_, found, _) in self.written.items():
            for one in found:
                number += 1
                sheet.write_row(number, 0, [name, one.name, one.meaning])


class _DtaWriter(_Writer):
    """Stata files (format 118): one for a table, one a year for the observations.

    A Stata file can't be written row by row, so the largest table is divided; `append` joins it.
    """

    def write_table(self, table: ExportTable, found: list[Column]) -> list[Path]:
        if table.name != "observations":
            return [self._file(table, found, f"{table.name}.dta", "")]
        years = self.connection.execute(
            f"SELECT DISTINCT {table.year} FROM ({query(table, self.selection)}) ORDER BY 1"
        ).fetchall()
        return [
            self._file(table, found, f"{table.name}_{year}.dta", f" WHERE {table.year} = {year}")
            for (year,) in years
        ]

    def _file(self, table: ExportTable, found: list[Column], name: str, where: str) -> Path:
        import pandas as pd  # noqa: PLC0415 - costs a second, and only this format needs it

        self.progress(name)
        frame = self.connection.execute(self.select(table, found, where)).df()
        for one in found:
            if one.words and len(frame):  # pandas can't write labels for no rows
                frame[one.name] = pd.Categorical(frame[one.name], categories=list(one.words))
            else:
                frame[one.name] = _stata_values(frame[one.name], one.type)
        long = [
            one.name
            for one in found
            if frame[one.name].dtype == object
            and frame[one.name].str.encode("utf-8").str.len().max() > DTA_STRING
        ]
        path = self.folder / name
        frame.to_stata(
            path,
            write_index=False,
            version=118,
            data_label=f"Duixian: {table.title}"[:80],
            variable_labels={one.name: one.meaning[:80] for one in found},
            convert_strl=long,
        )
        return path


def _stata_values(values: Any, data_type: str) -> Any:
    """A column as Stata holds it: text without nulls, truth as 0 and 1, times as times."""
    if data_type == "BOOLEAN":
        return values.astype("float64") if values.isna().any() else values.astype("int8")
    if data_type in {"DATE", "TIMESTAMP"}:
        return values.astype("datetime64[ms]")
    if data_type in {"VARCHAR", "VARCHAR[]"}:
        return values.astype(object).where(values.notna(), "")
    return values.astype("float64") if values.isna().any() else values


def _safe(one: Column) -> str:
    """The column with an apostrophe before whatever a spreadsheet would run as a formula."""
    if one.type not in {"VARCHAR", "VARCHAR[]"}:
        return one.name
    # A sign before a bare number is a number, not a formula.
    return (
        f"CASE WHEN regexp_matches({one.name}, '{FORMULA_START}') "
        f"AND try_cast({one.name} AS DOUBLE) IS NULL THEN '''' || {one.name} "
        f"ELSE {one.name} END AS {one.name}"
    )


def _write_row(sheet: Any, number: int, row: Sequence[Any]) -> None:
    for place, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, place, value)
        elif isinstance(value, int | float):
            sheet.write_number(number, place, value)
        else:
            sheet.write_string(number, place, str(value))


def _rows(connection: Connection, table: ExportTable, selection: Selection) -> int:
    row = connection.execute(f"SELECT count(*) FROM ({query(table, selection)})").fetchone()
    return int(row[0]) if row else 0


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


_WRITERS: dict[str, type[_Writer]] = {
    "csv": _CsvWriter,
    "xlsx": _XlsxWriter,
    "parquet": _ParquetWriter,
    "dta": _DtaWriter,
}
