"""How a target changes from one report to the next, by the real SQL in a real DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import verdict_build as build

FILE = Path(__file__).with_name("change_cases.jsonl")
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def changes() -> dict[str, list[dict[str, Any]]]:
    """The rows of every case, one region a case."""
    memory, reports = build.Memory(), []
    for number, case in enumerate(CASES):
        region = {"region_code": f"{number:06d}", "name": case["case"], "level": "district"}
        for year, side in ((2024, "previous"), (2025, "current")):
            targets = [build.observation(one, year, "target") for one in case[side]]
            said = case.get(f"{side}_said", [])
            reports.append(build.report(year, targets, said, region=region))
    memory.store_all(reports)
    memory.judge()
    found: dict[str, list[dict[str, Any]]] = {case["case"]: [] for case in CASES}
    for row in build.rows(memory, "target_change"):
        found[row["region"]].append(row)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any], changes: dict[str, list[dict[str, Any]]]) -> None:
    rows = changes[case["case"]]
    if "look_at" in case:
        rows = [row for row in rows if row["indicator_id"] == case["look_at"]]
    if "expect_all" in case:
        assert sorted(row["change"] for row in rows) == case["expect_all"]
        return
    if case["expect"] is None:
        assert rows == []
        return
    assert len(rows) == 1, rows
    row = rows[0]
    assert {name: row[name] for name in case["expect"]} == case["expect"], row["reason"]
    assert row["reason"].endswith(".")
    assert row["reason_zh"].endswith("。")
