"""Runs every query of docs/sql.md on the samples and writes the answers below: `make docs`."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

import compare
from ingest.pipeline import Given, Origin, as_stored, prepare, reference
from warehouse import MemoryWarehouse

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "sql.md"
MOST_ROWS = 20
_QUERY = re.compile(r"```sql\n(.*?)```\n(?:\n\|[^\n]*(?:\n\|[^\n]*)*\n)?", re.DOTALL)


def samples() -> duckdb.DuckDBPyConnection:
    """The bundled samples through the real pipeline, in memory."""
    memory = MemoryWarehouse(
        install=compare.install, refresh=compare.refresh, reference=reference()
    )
    for path in sorted((ROOT / "samples").rglob("20*.*")):
        report, region = prepare(path.read_bytes(), Origin(name=path.name), Given())
        memory.store(as_stored(report, region))
    return memory.connection


def answered(page: str, connection: duckdb.DuckDBPyConnection) -> str:
    """The page with the answer of each query as a table below it."""

    def answer(match: re.Match[str]) -> str:
        return f"```sql\n{match[1]}```\n\n{_table(connection.execute(match[1]))}"

    return _QUERY.sub(answer, page)


def queries(page: str) -> list[str]:
    """All queries of the page, in order."""
    return [match[1] for match in _QUERY.finditer(page)]


def _table(result: duckdb.DuckDBPyConnection) -> str:
    names = [one[0] for one in result.description or []]
    rows = result.fetchall()
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} rows are too many for a page; add a LIMIT: {names}")
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(answered(PAGE.read_text(encoding="utf-8"), samples()), encoding="utf-8")
