"""Exports: whole, readable by other programs, explained, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from lxml import etree
from made_reports import region, report

import compare
from warehouse import Home, MemoryWarehouse, export_tables, open_published
from warehouse.errors import ExportError
from warehouse.export import export
from warehouse.export_tables import FORMS, Selection


@pytest.fixture
def connection(sampled: Home) -> Any:
    with open_published(sampled) as opened:
        yield opened


def count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    table = next(one for one in FORMS["both"] if one.name == name)
    row = connection.execute(f"SELECT count(*) FROM ({table.sql})").fetchone()
    assert row is not None
    return int(row[0])


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv_holds_every_row_and_opens_in_excel(connection: Any, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", "csv")
    for name in ("observations", "attainment", "target_changes", "panel", "reports"):
        assert len(read_csv(tmp_path / "out" / f"{name}.csv")) == count(connection, name) > 0
    assert (tmp_path / "out" / "panel.csv").read_bytes().startswith(b"\xef\xbb\xbfregion_code,")
    rows = read_csv(tmp_path / "out" / "attainment.csv")
    assert {"示例区"} <= {row["region"] for row in rows}
    assert {"met", "missed"} <= {row["verdict"] for row in rows}


def test_the_panel_has_one_row_a_cell_and_says_what_became_of_it(
    connection: Any, tmp_path: Path
) -> None:
    export(connection, tmp_path / "out", "csv", form="panel")
    rows = read_csv(tmp_path / "out" / "panel.csv")
    cells = [(r["region_code"], r["year"], r["indicator_id"], r["measure"]) for r in rows]
    assert len(cells) == len(set(cells))
    judged = connection.execute(
        "SELECT target_observation_id, target_comparator, target_force, target_value, verdict "
        "FROM attainment WHERE indicator_id IS NOT NULL"
    ).fetchall()
    shown = {int(row["target_observation_id"]): row for row in rows}
    assert len(judged) > 30
    for observation_id, comparator, force, value, verdict in judged:
        row = shown[observation_id]
        assert row["verdict"] == verdict
        assert (row["target_comparator"] or None, row["target_force"]) == (comparator, force)
        assert (float(row["target_value"]) if row["target_value"] else None) == value
    # The newest targets of a region wait for the next report.
    assert {row["verdict"] for row in rows if row["year"] == "2026"} == {""}


def test_parquet_is_divided_by_year(connection: Any, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", "parquet")
    folder = tmp_path / "out" / "attainment"
    years = {path.name for path in folder.iterdir()}
    assert "target_year=2014" in years
    found = connection.execute(
        f"SELECT count(*) FROM read_parquet('{folder}/*/*.parquet')"
    ).fetchone()
    assert found == (count(connection, "attainment"),)


def test_stata_gets_labels(connection: Any, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", "dta")
    path = tmp_path / "out" / "panel.dta"
    frame = pd.read_stata(path)
    assert len(frame) == count(connection, "panel")
    assert "全国" in set(frame["region"])
    assert {"met", "missed"} <= set(frame["verdict"].dropna())
    with pd.io.stata.StataReader(path) as reader:
        labels = reader.variable_labels()
        assert labels["verdict"].startswith("What became of it")
        assert all(labels.values())
        assert list(reader.value_labels()["verdict"].values())[:2] == ["met", "met_stretch"]
    parts = sorted((tmp_path / "out").glob("observations_*.dta"))
    assert sum(len(pd.read_stata(part)) for part in parts) == count(connection, "observations")


def cells(path: Path, sheet: int) -> list[list[str]]:
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        tree = etree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert tree.findall(".//m:f", names) == []
    return [
        ["".join(cell.itertext()) for cell in row.findall("m:c", names)]
        for row in tree.findall(".//m:row", names)
    ]


def test_a_workbook_holds_every_row_and_no_formula(connection: Any, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", "xlsx")
    path = tmp_path / "out" / "duixian.xlsx"
    for number, table in enumerate(FORMS["both"], 1):
        assert len(cells(path, number)) == 1 + count(connection, table.name)
    legend = cells(path, len(FORMS["both"]) + 1)
    assert all(len(row) == 3 and row[2] for row in legend[1:])


def evil() -> duckdb.DuckDBPyConnection:
    memory = MemoryWarehouse(install=compare.install, refresh=compare.refresh)
    formula = "=HYPERLINK(1)"
    plain = report()
    records = [{**one, "subject": formula, "place": "-1"} for one in plain.observations]
    place = {**region(1), "name": "+cmd|' /C calc'!A0", "short_name": "@SUM(A1)"}
    memory.store(replace(plain, observations=records, region=place, title='=1+1,"\n"'))
    return memory.connection


def test_a_formula_in_a_text_stays_text(tmp_path: Path) -> None:
    connection = evil()
    export(connection, tmp_path / "csv", "csv")
    for row in read_csv(tmp_path / "csv" / "observations.csv"):
        assert row["subject"] == "'=HYPERLINK(1)"
        assert row["region"] == "'+cmd|' /C calc'!A0"
        assert row["place"] == "-1"
    assert read_csv(tmp_path / "csv" / "reports.csv")[0]["title"] == '\'=1+1,"\n"'
    export(connection, tmp_path / "xlsx", "xlsx")
    assert "=HYPERLINK(1)" in cells(tmp_path / "xlsx" / "duixian.xlsx", 2)[1]


def test_what_does_not_fit_is_refused_before_anything_is_written(
    connection: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.export.XLSX_ROWS", 10)
    with pytest.raises(ExportError, match=r"reports has \d+ rows and a sheet holds 10"):
        export(connection, tmp_path / "out", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_text_too_long_for_a_cell_is_refused_and_stata_takes_it(tmp_path: Path) -> None:
    memory = MemoryWarehouse(install=compare.install)
    memory.store(replace(report(), title="长" * 40_000))
    with pytest.raises(ExportError, match="40,000 characters"):
        export(memory.connection, tmp_path / "out", "xlsx")
    export(memory.connection, tmp_path / "dta", "dta")
    assert pd.read_stata(tmp_path / "dta" / "reports.dta")["title"][0] == "长" * 40_000


def test_a_selection_selects(connection: Any, tmp_path: Path) -> None:
    selection = Selection(regions=("000000",), first_year=2015, last_year=2015)
    export(connection, tmp_path / "out", "csv", selection=selection)
    rows = read_csv(tmp_path / "out" / "observations.csv")
    assert {(row["region_code"], row["report_year"]) for row in rows} == {("000000", "2015")}
    with pytest.raises(ExportError, match="nothing to export"):
        export(connection, tmp_path / "none", "csv", selection=Selection(first_year=2090))


def test_a_folder_with_something_in_it_is_left_alone(connection: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="has something in it"):
        export(connection, tmp_path, "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("format_", ["csv", "parquet", "dta", "xlsx"])
def test_the_package_describes_what_is_there(connection: Any, tmp_path: Path, format_: str) -> None:
    export(connection, tmp_path / "out", format_)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC0-1.0"
    assert len(package["sources"]) == count(connection, "reports")
    described = set()
    for resource in package["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        described |= set(paths)
        assert all(field["description"] for field in resource["schema"]["fields"])
        if "hash" in resource:
            data = (tmp_path / "out" / paths[0]).read_bytes()
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        if format_ == "csv":
            head = read_csv(tmp_path / "out" / paths[0])[0]
            assert list(head) == [field["name"] for field in resource["schema"]["fields"]]
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert described == {str(path.relative_to(tmp_path / "out")) for path in files} - {
        "datapackage.json"
    }


def test_every_column_of_every_table_has_a_meaning(connection: Any) -> None:
    for table in FORMS["both"]:
        found = export_tables.columns(connection, table)
        assert [one.name for one in found if not one.meaning] == [], table.name
