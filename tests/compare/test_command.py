"""`duixian compare` from the outside: two files through the whole pipeline, and a region."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import verdict_build as build

import cli
import compare
from warehouse.home import Home
from warehouse.store import Writer

ROOT = Path(__file__).resolve().parents[2]
HEAD = "{region}人民政府工作报告\n\n（{year}年1月8日）\n\n一、{last}年工作回顾\n\n"
BEFORE = HEAD + (
    "过去一年，全区地区生产总值增长5.8%，一般公共预算收入100亿元。\n\n"
    "二、{year}年工作安排\n\n"
    "今年全区经济社会发展主要预期目标是：地区生产总值增长6%左右，固定资产投资增长5%以上，"
    "规上工业增加值增长7%、力争8%，社会消费品零售总额增长5%，一般公共预算收入增长4%，"
    "城镇调查失业率控制在5.5%以内，居民消费价格涨幅3%左右，居民收入增长与经济增长同步，"
    "外贸进出口总额稳中提质。\n\n三、重点工作\n\n我们要抓好各项工作的落实。\n"
)
AFTER = HEAD + (
    "过去一年，全区地区生产总值增长5.6%，固定资产投资增长5.8%，规上工业增加值增长8.2%，"
    "社会消费品零售总额增长3.1%，一般公共预算收入104亿元，城镇调查失业率5.3%，"
    "居民消费价格上涨0.2%，居民人均可支配收入增长5.2%。\n\n"
    "二、{year}年工作安排\n\n"
    "今年全区经济社会发展主要预期目标是：地区生产总值增长5.5%左右，固定资产投资增长5%左右，"
    "规上工业增加值增长7%，社会消费品零售总额增长5%，城镇调查失业率控制在5.5%以内，"
    "居民消费价格涨幅2%左右，居民收入增长与经济增长基本同步，外贸进出口总额增长3%。\n\n"
    "三、重点工作\n\n我们要抓好各项工作的落实。\n"
)
VERDICTS = {
    "gdp": "missed",
    "fixed_investment": "exceeded",
    "industrial_va": "met_stretch",
    "retail_sales": "missed",
    "general_budget_revenue": "met",
    "unemployment_surveyed": "met",
    "cpi": "met",
    "income_all": "met",
    "trade_total": "qualitative",
}
CHANGES = {
    "gdp": "lowered",
    "fixed_investment": "loosened_wording",
    "industrial_va": "loosened_wording",
    "retail_sales": "unchanged",
    "general_budget_revenue": "dropped",
    "unemployment_surveyed": "unchanged",
    "cpi": "lowered",
    "income_all": "loosened_wording",
    "trade_total": "tightened_wording",
}


@dataclass(frozen=True)
class Result:
    """What a run of the command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


def write(folder: Path, year: int, template: str, region: str = "重庆市涪陵区") -> Path:
    path = folder / f"{year}-{region}.txt"
    path.write_text(template.format(region=region, year=year, last=year - 1), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `duixian compare` in this process, with its exit code and a home of its own."""
    monkeypatch.setenv("DUIXIAN_HOME", str(tmp_path / "home"))

    def run_it(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["duixian", "compare", *map(str, arguments)])
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return run_it


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_two_files_give_verdicts_and_changes(run: Run, tmp_path: Path) -> None:
    result = run(write(tmp_path, 2025, AFTER), write(tmp_path, 2024, BEFORE))
    assert (result.returncode, result.stderr) == (0, "")
    rows = lines(result.stdout)
    verdicts = {row["indicator"]: row["verdict"] for row in rows if row["row"] == "attainment"}
    changes = {row["indicator"]: row["change"] for row in rows if row["row"] == "change"}
    assert (verdicts, changes) == (VERDICTS, CHANGES)
    derived = next(row for row in rows if row["indicator"] == "general_budget_revenue")
    assert (derived["actual_value"], derived["flags"]) == (4.0, ["derived"])
    assert derived["quote_actual"] == "一般公共预算收入104亿元"


def test_forms_for_people(run: Run, tmp_path: Path) -> None:
    files = write(tmp_path, 2024, BEFORE), write(tmp_path, 2025, AFTER)
    table = list(csv.DictReader(io.StringIO(run(*files, "--format", "csv").stdout)))
    assert len(table) == len(VERDICTS) + len(CHANGES)
    assert table[0]["quote_target"] == "地区生产总值增长6%左右"
    markdown = run(*files, "--format", "md").stdout
    assert "| missed | 地区生产总值 | 地区生产总值增长6%左右 |" in markdown
    shown = run(*files, "--format", "table").stdout
    assert "重庆市涪陵区 2024: 6 of 8 judged targets met (9 targets in all)." in shown


def test_what_cannot_be_compared_is_said_in_one_sentence(run: Run, tmp_path: Path) -> None:
    before, after = write(tmp_path, 2024, BEFORE), write(tmp_path, 2025, AFTER)
    other = write(tmp_path, 2025, AFTER, region="重庆市渝北区")
    later = write(tmp_path, 2027, AFTER)
    nameless = tmp_path / "nameless.txt"
    text = before.read_text(encoding="utf-8").replace("2024年", "今年").replace("2023年", "去年")
    nameless.write_text(text, encoding="utf-8")
    cases: list[tuple[tuple[object, ...], int, str]] = [
        ((before, other), 1, "different regions"),
        ((before, before), 1, "Both reports are of 2024"),
        ((before, later), 1, "give two following years"),
        ((nameless, after), 1, "--year-a"),
        ((before,), 2, "Give two report files"),
        ((tmp_path / "absent.txt", after), 2, "can't be opened"),
        ((before, after, "--region", "涪陵区"), 2, "not both"),
        (("--region", "涪陵区"), 1, "no published warehouse"),
    ]
    for arguments, code, says in cases:
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (code, ""), says
        assert says in result.stderr
        assert "Traceback" not in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1


def test_a_year_that_is_given_overrules_the_text(run: Run, tmp_path: Path) -> None:
    before = write(tmp_path, 2024, BEFORE)
    nameless = tmp_path / "nameless.txt"
    text = AFTER.format(region="重庆市涪陵区", year=2025, last=2024)
    nameless.write_text(text.replace("2025年", "今年").replace("2024年", "去年"), encoding="utf-8")
    result = run(before, nameless, "--year-b", 2025)
    assert result.returncode == 0, result.stderr
    assert {row["row"] for row in lines(result.stdout)} == {"attainment", "change"}


def test_a_region_from_the_warehouse(run: Run, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with Writer(
        home, install=compare.install, refresh=compare.refresh, reference=build.reference()
    ) as writer:
        for year, value in ((2024, 5.9), (2025, 6.1)):
            target = build.observation({"indicator": "gdp", "value": 6}, year, "target")
            actual = build.observation({"indicator": "gdp", "value": value}, year, "actual")
            writer.store(build.report(year, [target, actual]))
        writer.publish()
    result = run("--region", "涪陵区", "--year", 2025)
    assert result.returncode == 0, result.stderr
    assert [row.get("verdict") or row["change"] for row in lines(result.stdout)] == [
        "met",
        "unchanged",
    ]
    wrong = run("--region", "涪陵区", "--year", 2030)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "no report of 重庆市涪陵区 for 2030 (it has 2024, 2025)" in wrong.stderr
    absent = run("--region", "渝北区")
    assert "holds no report of 重庆市渝北区" in absent.stderr


def test_help_shows_an_example_in_a_process_of_its_own() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "cli", "compare", "--help"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert "Example: duixian compare 2024.txt 2025.txt" in result.stdout
