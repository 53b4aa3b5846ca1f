"""Rows of the comparison in the form that `duixian compare` prints and scripts rely on.

`row` says which of the two kinds it is: `attainment` (was a target met) or `change` (how a target
changed). Names are the contract of docs/commands.md; they differ from the tables' columns where
the tables must say more.
"""

from __future__ import annotations

from typing import Any

import duckdb

# Name in the output → column of the table.
ATTAINMENT = {
    "region": "region", "target_year": "target_year", "report_year": "report_year",
    "subject": "subject", "indicator": "indicator_id", "measure": "measure",
    "target_comparator": "target_comparator", "target_value": "target_value",
    "target_value_high": "target_value_high", "target_unit": "target_unit",
    "target_force": "target_force", "target_relation": "target_relation",
    "stretch_value": "stretch_value", "actual_comparator": "actual_comparator",
    "actual_value": "actual_value", "actual_value_high": "actual_value_high",
    "actual_unit": "actual_unit", "reference_value": "reference_value", "gap": "gap",
    "verdict": "verdict", "reason": "reason", "reason_zh": "reason_zh", "rule": "rule",
    "quote_target": "target_quote", "quote_actual": "actual_quote",
    "quote_reference": "reference_quote", "flags": "flags", "confidence": "confidence",
    "doubtful": "doubtful",
}  # fmt: skip
CHANGE = {
    "region": "region", "previous_year": "previous_year", "year": "year", "subject": "subject",
    "indicator": "indicator_id", "measure": "measure", "previous": "previous_quote",
    "current": "current_quote", "previous_value": "previous_value",
    "current_value": "current_value", "change": "change", "delta": "delta", "unit": "delta_unit",
    "reason": "reason", "reason_zh": "reason_zh", "confidence": "confidence",
    "doubtful": "doubtful",
}  # fmt: skip


def attainment_rows(
    connection: duckdb.DuckDBPyConnection, region_code: str | None = None, year: int | None = None
) -> list[dict[str, Any]]:
    """Verdicts of one region and report year (all for None), in the order of the report."""
    return _rows(connection, "attainment", ATTAINMENT, region_code, "report_year", year)


def change_rows(
    connection: duckdb.DuckDBPyConnection, region_code: str | None = None, year: int | None = None
) -> list[dict[str, Any]]:
    """Target changes of one region and report year (all for None), in the order of the report."""
    return _rows(connection, "target_change", CHANGE, region_code, "year", year)


def report_years(connection: duckdb.DuckDBPyConnection, region_code: str) -> list[int]:
    """The years of a region's current reports, earliest first."""
    rows = connection.execute(
        "SELECT DISTINCT year FROM report WHERE region_code = ? AND status = 'current' ORDER BY 1",
        [region_code],
    ).fetchall()
    return [year for (year,) in rows]


def _rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    names: dict[str, str],
    region_code: str | None,
    year_column: str,
    year: int | None,
) -> list[dict[str, Any]]:
    chosen = ", ".join(f"{column} AS {name}" for name, column in names.items())
    # Without a filter no parameter is bound: see compare/files.py on what a parameter costs.
    where: list[str] = []
    values: list[str | int] = []
    if region_code is not None:
        where.append("region_code = ?")
        values.append(region_code)
    if year is not None:
        where.append(f"{year_column} = ?")
        values.append(year)
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    order = {
        "attainment": "target_observation_id",
        "target_change": "current_observation_id NULLS LAST, previous_observation_id",
    }[table]
    result = connection.execute(
        f"SELECT {chosen} FROM {table} {condition} ORDER BY {year_column}, {order}",
        *([values] if values else []),
    )
    kind = "attainment" if table == "attainment" else "change"
    return [{"row": kind, **dict(zip(names, row, strict=True))} for row in result.fetchall()]
