"""What the program makes of the samples is what a person makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from sample_files import Figure, expected, figures, sample_paths

REGIONS = {
    "chongqing-fuling": "重庆市涪陵区",
    "chongqing-wanzhou": "重庆市万州区",
    "fictional": "示例区",
    "jilin": "吉林省",
    "liaoning": "辽宁省",
    "shandong": "山东省",
    "state-council": "全国",
}


def test_each_sample_is_taken_for_its_region_and_year(
    ingested: tuple[Path, list[dict[str, Any]]],
) -> None:
    found = {(one["region"], one["year"]) for one in ingested[1]}
    wanted = {(REGIONS[path.parent.name], int(path.stem)) for path in sample_paths()}
    assert found == wanted
    assert len(ingested[1]) == len(sample_paths())
    assert {one["outcome"] for one in ingested[1]} == {"new"}
    assert [one["doubts"] for one in ingested[1] if one["doubts"]] == []


def test_every_figure_of_the_list_is_an_observation(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Number, unit, role and year of each listed figure are read as they stand there."""
    rows = warehouse.execute(
        "SELECT g.name, o.report_year, o.role::VARCHAR, o.period, o.value, o.value_high "
        "FROM observation o JOIN region g ON g.region_code = o.region_code"
    ).fetchall()
    read = set(rows)
    missing = [f for f in figures() if f.value is not None and _key(f) not in read]
    assert missing == []


def _key(figure: Figure) -> tuple[object, ...]:
    return (
        figure.region,
        figure.report_year,
        figure.role,
        str(figure.period),
        figure.value,
        figure.value_high,
    )


def _id(row: dict[str, Any]) -> str:
    year = row.get("target_year", row.get("year"))
    return f"{row['row']}-{row['region']}-{year}-{row['key']}"


@pytest.mark.parametrize("row", expected(), ids=_id)
def test_verdicts_and_changes_are_as_worked_out_by_hand(
    row: dict[str, Any], warehouse: duckdb.DuckDBPyConnection
) -> None:
    if row["row"] == "attainment":
        sql, want = (
            "SELECT verdict::VARCHAR, reason FROM attainment "
            "WHERE region = $region AND target_year = $year AND indicator_id = $key",
            row["verdict"],
        )
        year = row["target_year"]
    else:
        sql, want = (
            "SELECT change::VARCHAR, reason FROM target_change "
            "WHERE region = $region AND year = $year AND indicator_id = $key",
            row["change"],
        )
        year = row["year"]
    found = warehouse.execute(
        sql, {"region": row["region"], "year": year, "key": row["key"]}
    ).fetchall()
    assert [verdict for verdict, _ in found] == [want], found
