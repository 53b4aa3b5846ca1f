"""Puts figures of one kind on one scale: 万吨 and 亿斤 never share an axis as bare numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from views import data

SCALED = ("target_value", "target_value_high", "outcome", "gap")


def on_one_scale(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in their most frequent unit; those of another kind are left out."""
    units = rows["target_unit"].fillna("").astype(str)
    if rows.empty or units.nunique() == 1:
        return rows
    wanted = str(units.value_counts().index[0])
    factors = units.map({one: _factor(one, wanted) for one in units.unique()})
    kept = rows[factors.notna()].assign(target_unit=wanted)
    for name in SCALED:
        if name in kept.columns:
            kept[name] = kept[name].astype(float) * factors[factors.notna()].astype(float)
    return kept


def rows_on_one_scale(rows: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """Plain rows of `attainment` in one unit; those of another kind are left out."""
    kept = []
    for row in rows:
        factor = _factor(str(row["target_unit"] or ""), unit)
        if factor is not None:
            scaled = {
                name: float(row[name]) * factor
                for name in SCALED
                if row.get(name) is not None and factor != 1
            }
            kept.append(row | scaled | {"target_unit": unit})
    return kept


def _factor(unit: str, wanted: str) -> float | None:
    """How many `wanted` one `unit` is; None where the two measure different things."""
    if unit == wanted:
        return 1.0
    known = data.units()
    if unit not in known or wanted not in known or known[unit][0] != known[wanted][0]:
        return None
    factor: float = known[unit][1] / known[wanted][1]
    return factor
