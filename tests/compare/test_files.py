"""Two reports given as records: what is refused, and that the result is the warehouse's own."""

from __future__ import annotations

from typing import Any

import pytest
import verdict_build as build

from compare import NotComparableReportsError, ReportRecords, compare_reports


def records(year: int, rows: list[dict[str, Any]], code: str = "500102") -> ReportRecords:
    region = {"region_code": code, "name": f"区{code}", "level": "district"}
    placed = build.report(year, rows).observations
    return ReportRecords(f"{year}.txt", year, region, placed)


def judge(one: ReportRecords, other: ReportRecords) -> Any:
    reference = build.reference()
    return compare_reports(one, other, indicators=reference.indicators, units=reference.units)


def target(value: float, year: int) -> dict[str, Any]:
    return build.observation({"indicator": "gdp", "value": value}, year, "target")


ACTUAL = build.observation({"indicator": "gdp", "value": 5.5}, 2025, "actual")


def test_either_order_gives_the_same() -> None:
    before, after = records(2024, [target(5, 2024)]), records(2025, [target(6, 2025), ACTUAL])
    comparison = judge(after, before)
    assert comparison == judge(before, after)
    (row,) = comparison.attainment
    assert (row["row"], row["verdict"], row["indicator"]) == ("attainment", "met", "gdp")
    assert (row["quote_target"], row["quote_actual"]) == ("gdpeq5%", "gdpeq5.5%")
    (change,) = comparison.changes
    assert (change["row"], change["change"], change["delta"]) == ("change", "raised", 1.0)


def test_quotes_with_every_kind_of_quotation_mark_come_through() -> None:
    odd = target(5, 2024) | {"quote": "“a”'b'\"c\"\\d\n增长5%"}
    comparison = judge(records(2024, [odd]), records(2025, [ACTUAL]))
    assert comparison.attainment[0]["quote_target"] == odd["quote"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (records(2024, []), records(2025, [], code="500103"), "different regions"),
        (records(2024, []), records(2024, []), "Both reports are of 2024"),
        (records(2023, []), records(2025, []), "give two following years"),
    ],
)
def test_reports_that_cannot_be_compared(
    before: ReportRecords, after: ReportRecords, says: str
) -> None:
    with pytest.raises(NotComparableReportsError, match=says):
        judge(before, after)
