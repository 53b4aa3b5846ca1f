"""Every rule and edge of docs/verdicts.md, judged by the real SQL in a real DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import verdict_build as build

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def judged() -> dict[str, list[dict[str, Any]]]:
    """The rows of every case; one region a case, so that all are judged in one warehouse."""
    memory, reports = build.Memory(), []
    for number, case in enumerate(CASES):
        region = {"region_code": f"{number:06d}", "name": case["case"], "level": "district"}
        targets = [build.observation(one, 2024, "target") for one in case["target"]]
        earlier = [build.observation(one, 2024, "actual") for one in case.get("earlier", [])]
        actual = [build.observation(one, 2025, "actual") for one in case["actual"]]
        reports.append(build.report(2024, [*targets, *earlier], region=region))
        reports.append(build.report(2025, actual, case.get("said", []), region=region))
    memory.store_all(reports)
    memory.judge()
    found: dict[str, list[dict[str, Any]]] = {case["case"]: [] for case in CASES}
    for row in build.rows(memory, "attainment"):
        found[row["region"]].append(row)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any], judged: dict[str, list[dict[str, Any]]]) -> None:
    rows = judged[case["case"]]
    if case["expect"] is None:
        assert rows == []
        return
    assert len(rows) == 1, rows
    row = rows[0]
    assert {name: row[name] for name in case["expect"]} == case["expect"], row["reason"]
    assert row["reason"].endswith(".")
    assert row["reason_zh"].endswith("。")
