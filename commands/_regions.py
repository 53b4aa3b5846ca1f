"""Finds a region of the warehouse by what a person calls it."""

from __future__ import annotations

import click

from warehouse.reader import Connection


def region_code(connection: Connection, name: str) -> str:
    """The code of a region given by name or code; wrong usage where none or several fit."""
    rows = connection.execute(
        "SELECT region_code, name FROM region WHERE region_code = $1 OR name = $1 "
        "OR short_name = $1 ORDER BY 1",
        [name],
    ).fetchall()
    if len(rows) == 1:
        return str(rows[0][0])
    if rows:
        told = "; ".join(f"{code} {full}" for code, full in rows)
        raise click.UsageError(f"{name} is the name of several regions: give a code ({told}).")
    raise click.UsageError(f"The warehouse has no region called {name}.")
