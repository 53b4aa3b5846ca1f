"""Describes an export in `datapackage.json` (Frictionless): sources, licence, meaning of fields."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from warehouse.export_tables import REPORTS, Column, ExportTable, Selection, query

# A description lists the reports' addresses up to this number; beyond it, names the table of them.
MOST_SOURCES = 200
PIECE = 1 << 20

LICENCES = [
    {
        "name": "CC0-1.0",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        "title": "Creative Commons Zero 1.0",
    }
]
DESCRIPTION = (
    "Targets and outcomes read by program from Chinese government work reports, each with the "
    "words it was read from. The licence covers the compiled figures and verdicts; the quoted "
    "words are those of the governments' own reports, named in the reports table. Verdicts follow "
    "docs/verdicts.md; every row can be wrong: confidence and doubtful say how sure the reading is."
)
MEDIA_TYPES = {
    ".csv": ("csv", "text/csv", "utf-8"),
    ".parquet": ("parquet", "application/vnd.apache.parquet", None),
    ".dta": ("dta", "application/x-stata-dta", "utf-8"),
    ".xlsx": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        None,
    ),
}
_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "FLOAT": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


def write_package(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    written: dict[str, tuple[ExportTable, list[Column], list[Path]]],
    selection: Selection,
) -> Path:
    """Write `datapackage.json` beside the files; gives its path."""
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    package = {
        "profile": "data-package",
        "name": "duixian-export",
        "title": "Targets and outcomes of government work reports (兑现)",
        "description": DESCRIPTION,
        "version": meta.get("version", "0"),
        "created": meta.get("published_at"),
        "licenses": LICENCES,
        "sources": _sources(connection, selection),
        "duixian": {key: meta[key] for key in sorted(meta) if key.endswith("_version")},
        "selection": {
            "regions": list(selection.regions) or "all",
            "first_year": selection.first_year,
            "last_year": selection.last_year,
        },
        "resources": [
            _resource(folder, table, found, files) for table, found, files in written.values()
        ],
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def _sources(connection: duckdb.DuckDBPyConnection, selection: Selection) -> list[dict[str, str]]:
    rows = connection.execute(
        f"SELECT region, year, title, url FROM ({query(REPORTS, selection)}) "
        f"ORDER BY region_code, year LIMIT {MOST_SOURCES + 1}"
    ).fetchall()
    if len(rows) > MOST_SOURCES:
        return [{"title": "The governments' work reports; addresses in the table reports"}]
    return [
        {"title": f"{region} {year} {title or ''}".strip(), **({"path": url} if url else {})}
        for region, year, title, url in rows
    ]


def _resource(
    folder: Path, table: ExportTable, found: list[Column], files: list[Path]
) -> dict[str, Any]:
    format_, media_type, encoding = MEDIA_TYPES[files[0].suffix]
    paths = [str(file.relative_to(folder)) for file in files]
    schema: dict[str, Any] = {"fields": [_field(one) for one in found], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    resource: dict[str, Any] = {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "path": paths[0] if len(paths) == 1 else paths,
        "format": format_,
        "mediatype": media_type,
        "bytes": sum(file.stat().st_size for file in files),
        "schema": schema,
    }
    if len(files) == 1:
        resource["hash"] = f"sha256:{_hash(files[0])}"
    if encoding:
        resource["encoding"] = encoding
    if format_ == "xlsx":
        resource["dialect"] = {"sheet": table.name}
    return resource


def _field(one: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": one.name,
        "type": _TYPES.get(one.type, "string"),
        "description": one.meaning,
    }
    if one.words:
        described["constraints"] = {"enum": list(one.words)}
    return described


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
