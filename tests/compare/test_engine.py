"""Installing and refreshing: what is made anew, what stays, and what a wrong rule file says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
import verdict_build as build

import compare
from compare.comments import COMMENTS
from compare.engine import TABLES
from compare.errors import CompareError
from compare.rules import NAMES, load_rules

ONE = {"region_code": "110101", "name": "甲区", "level": "district"}
TWO = {"region_code": "110102", "name": "乙区", "level": "district"}


def gdp(value: float, year: int, role: str) -> dict[str, Any]:
    return build.observation({"indicator": "gdp", "value": value}, year, role)


def two_regions() -> build.Memory:
    memory = build.Memory()
    for region in (ONE, TWO):
        for year in (2023, 2024, 2025):
            rows = [gdp(6, year, "target"), gdp(5.9, year, "actual")]
            memory.store(build.report(year, rows, region=region))
    return memory


def test_a_second_install_changes_nothing() -> None:
    memory = two_regions()
    memory.judge()
    before = build.rows(memory, "attainment")
    assert compare.install(memory.connection) is False
    assert build.rows(memory, "attainment") == before
    assert len(before) == 4


def test_install_judges_what_is_there_already() -> None:
    memory = two_regions()
    memory.connection.execute("DELETE FROM meta WHERE key = 'compare_version'")
    assert compare.install(memory.connection) is True
    assert {row["region"] for row in build.rows(memory, "attainment")} == {"甲区", "乙区"}


def test_refresh_touches_only_the_regions_it_is_given() -> None:
    memory = two_regions()
    assert memory.connection.execute("SELECT count(*) FROM attainment").fetchone() == (0,)
    memory.judge(["110101"])
    assert {row["region"] for row in build.rows(memory, "attainment")} == {"甲区"}
    memory.connection.execute("UPDATE attainment SET reason = 'old'")
    memory.judge(["110102"])
    reasons = {row["region"]: row["reason"] for row in build.rows(memory, "attainment")}
    assert reasons["甲区"] == "old"
    assert reasons["乙区"] != "old"


def test_the_tables_hold_what_the_views_work_out() -> None:
    memory = two_regions()
    memory.judge()
    for table in TABLES:
        assert build.rows(memory, table) == build.rows(
            memory, f"(SELECT {columns(memory, table)} FROM computed_{table})"
        )


def columns(memory: build.Memory, table: str) -> str:
    result = memory.connection.execute(f"FROM {table} LIMIT 0")
    return ", ".join(column[0] for column in result.description)


def test_one_region_at_a_time_gives_what_all_at_once_do() -> None:
    memory = two_regions()
    memory.judge()
    together = build.rows(memory, "attainment"), build.rows(memory, "target_change")
    for table in TABLES:
        memory.connection.execute(f"DELETE FROM {table}")
    for code in ("110101", "110102", "110101"):
        memory.judge([code])
    assert (build.rows(memory, "attainment"), build.rows(memory, "target_change")) == together


def test_a_region_that_lost_its_reports_loses_its_rows() -> None:
    memory = two_regions()
    memory.judge()
    memory.connection.execute(
        "UPDATE report SET status = 'withdrawn' WHERE region_code = '110101' AND year = 2024"
    )
    memory.judge(["110101"])
    assert {row["region"] for row in build.rows(memory, "attainment")} == {"乙区"}


def test_a_superseded_report_no_longer_speaks() -> None:
    memory = two_regions()
    corrected = [gdp(6, 2025, "target"), gdp(6.1, 2025, "actual")]
    memory.store(build.report(2025, corrected, region=ONE))
    memory.judge()
    found = {
        row["verdict"]
        for row in build.rows(memory, "attainment")
        if row["region"] == "甲区" and row["report_year"] == 2025
    }
    assert found == {"met"}


def test_the_work_report_goes_before_the_plan_report() -> None:
    memory = two_regions()
    plan = build.report(2025, [gdp(9, 2025, "actual")], region=ONE)
    memory.store(build.with_kind(plan, "plan_report"))
    memory.judge(["110101"])
    rows = [row for row in build.rows(memory, "attainment") if row["report_year"] == 2025]
    assert [row["actual_value"] for row in rows] == [5.9]


def test_track_record_counts_without_the_doubtful() -> None:
    memory = two_regions()
    memory.judge()
    memory.connection.execute("UPDATE attainment SET doubtful = true WHERE report_year = 2025")
    (total, by_indicator) = [
        row for row in build.rows(memory, "track_record") if row["region"] == "甲区"
    ]
    assert {total["indicator_id"], by_indicator["indicator_id"]} == {None, "gdp"}
    for row in (total, by_indicator):
        assert (row["targets"], row["judged"], row["missed"], row["doubtful"]) == (2, 1, 1, 1)
        assert row["share_met"] == 0


def test_a_changed_tolerance_changes_the_verdict() -> None:
    memory = build.Memory()
    target = build.observation(
        {"indicator": "gdp", "value": 6, "comparator": "about"}, 2024, "target"
    )
    memory.store(build.report(2024, [target]))
    memory.store(build.report(2025, [gdp(5.5, 2025, "actual")]))
    memory.judge()
    assert [row["verdict"] for row in build.rows(memory, "attainment")] == ["missed"]
    memory.connection.execute("UPDATE verdict_rule SET value = 0.6 WHERE name = 'TOL_PP'")
    memory.judge()
    assert [row["verdict"] for row in build.rows(memory, "attainment")] == ["met"]


def test_every_column_is_explained() -> None:
    memory = build.Memory(comments=True)
    found = memory.connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL "
        "AND table_name IN ('attainment', 'target_change', 'track_record', 'verdict_rule')"
    ).fetchall()
    assert found == []
    known = {table for table, _ in COMMENTS}
    assert {"computed_attainment", "computed_target_change", "target", "actual"} <= known


def test_the_rules_are_all_there() -> None:
    assert {rule.name for rule in load_rules()} == NAMES


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("TOL_PP\tmuch\t\ta\tb", "line 2: 'much' is no number"),
        ("TOL_PP\t1\t\ta", "line 2: 4 cells instead of 5"),
        ("TOL_PP\t-1\t\ta\tb", "line 2: a tolerance can't be below zero"),
        ("TOL_XX\t1\t\ta\tb", "must name each rule once"),
    ],
)
def test_a_wrong_rule_file_is_refused(line: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.tsv"
    file.write_text(f"name\tvalue\tunit\tmeaning\tmeaning_zh\n{line}\n", encoding="utf-8")
    with pytest.raises(CompareError, match=says):
        load_rules(file)


def test_a_read_only_file_answers_without_installing(tmp_path: Path) -> None:
    memory = two_regions()
    memory.judge()
    path = tmp_path / "published.duckdb"
    memory.connection.execute(f"ATTACH '{path}' AS file")
    memory.connection.execute("COPY FROM DATABASE memory TO file")
    memory.connection.execute("DETACH file")
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("SET enable_external_access = false")
        count = connection.execute(
            "SELECT count(*) FROM computed_attainment WHERE region_code = '110101'"
        ).fetchone()
    assert count == (2,)
