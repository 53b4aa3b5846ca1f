"""The command's frame: exit codes, errors in one sentence, settings from a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.ingest import named

ROOT = Path(__file__).resolve().parents[2]
REPORT = """2025年示例区政府工作报告
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、2024年工作回顾
全年地区生产总值增长6.2%，城镇新增就业1.2万人。
二、2025年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业1万人以上。
"""


def duixian(
    *arguments: str, home: Path, stdin: str | bytes | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        input=data,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "DUIXIAN_HOME": str(home), "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


def test_extract_prints_one_object_a_line_with_offsets_of_the_file(
    home: Path, report: Path
) -> None:
    done = duixian("extract", str(report), home=home)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["indicator"], one["role"], one["period"]) for one in found] == [
        ("gdp", "actual", 2024),
        ("urban_jobs", "actual", 2024),
        ("gdp", "target", 2025),
        ("urban_jobs", "target", 2025),
    ]
    assert [REPORT[one["start"] : one["end"]] for one in found] == [
        "6.2%",
        "1.2万人",
        "6%",
        "1万人",
    ]


def test_explain_says_why(home: Path, report: Path) -> None:
    done = duixian("extract", str(report), "--explain", home=home)
    assert all(json.loads(line)["why"] for line in done.stdout.splitlines())


def test_jobs_give_the_same_in_the_same_order(home: Path, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(REPORT.replace("6.2%", "7.2%"), encoding="utf-8")
    one = duixian("extract", str(report), str(other), home=home)
    two = duixian("extract", str(report), str(other), "--jobs", "2", home=home)
    assert one.stdout == two.stdout != ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (REPORT.encode()[:100] + b"\xff\xfe\xfa" + REPORT.encode()[100:], "byte"),
        ("今天天气很好，我们去公园散步。\n".encode(), "report"),
        (REPORT.replace("2025年", "").replace("2024年", "").encode(), "year"),
    ],
    ids=["empty", "undecodable", "no report", "no year"],
)
def test_bad_input_gets_one_sentence_and_exit_code_1(
    home: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    for command in ("extract", "ingest"):
        done = duixian(command, str(file), home=home)
        assert done.returncode == 1
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    stored = duixian("sql", "SELECT count(*) AS n FROM report", "--format", "jsonl", home=home)
    assert json.loads(stored.stdout)["n"] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16"])
def test_chinese_encodings_are_read(home: Path, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(REPORT.encode(encoding))
    assert len(duixian("extract", str(file), home=home).stdout.splitlines()) == 4


def test_ingest_stores_once_and_publishes(home: Path, report: Path) -> None:
    first = json.loads(duixian("ingest", str(report), home=home).stdout)
    assert (first["outcome"], first["region"], first["year"], first["observations"]) == (
        "new",
        "示例区",
        2025,
        4,
    )
    again = json.loads(duixian("ingest", str(report), home=home).stdout)
    assert again["outcome"] == "unchanged"
    assert [path.name for path in (home / "published").iterdir()] == ["duixian-000001.duckdb"]
    where = duixian("where", home=home).stdout.strip()
    assert Path(where).resolve() == (home / "published" / "duixian-000001.duckdb").resolve()


def test_files_of_one_name_from_two_folders_are_all_read(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "2025.txt").touch()
    one, two = tmp_path / "a", tmp_path / "b"
    found = named([one, two, one / "2025.txt"])
    assert found == {"2025.txt": one / "2025.txt", str(two / "2025.txt"): two / "2025.txt"}


def test_a_pasted_text_with_region_and_year_given(home: Path) -> None:
    done = duixian(
        *("ingest", "--paste", "--region", "500102", "--year", "2021"), home=home, stdin=REPORT
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["region"] == "重庆市涪陵区"
    assert json.loads(done.stdout)["year"] == 2021


def test_a_corrected_text_supersedes_and_keeps_the_old_one(home: Path, report: Path) -> None:
    duixian("ingest", str(report), home=home)
    report.write_text(REPORT.replace("6.2%", "6.3%"), encoding="utf-8")
    assert json.loads(duixian("ingest", str(report), home=home).stdout)["outcome"] == "changed"
    rows = duixian(
        *("sql", "SELECT status, count(*) AS n FROM report GROUP BY 1 ORDER BY 1"),
        *("--format", "jsonl"),
        home=home,
    )
    assert [json.loads(line) for line in rows.stdout.splitlines()] == [
        {"status": "current", "n": 1},
        {"status": "superseded", "n": 1},
    ]


def test_wrong_usage_ends_with_2(home: Path) -> None:
    for arguments in (["ingest"], ["nosuch"], ["extract"], ["extract", "x", "--year", "abc"]):
        done = duixian(*arguments, home=home)
        assert done.returncode == 2, arguments
        assert done.stderr.startswith("duixian: ")
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_settings_file_sets_the_home(tmp_path: Path, report: Path) -> None:
    (tmp_path / "duixian.toml").write_text('home = "from-file"\n', encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "DUIXIAN_HOME"}
    subprocess.run(
        [sys.executable, "-m", "cli", "ingest", str(report)],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "from-file" / "duixian.duckdb").exists()


def test_every_command_has_help_with_an_example(home: Path) -> None:
    listed = duixian("--help", home=home).stdout.split("Commands:")[1].split()
    commands = {path.stem for path in (ROOT / "commands").glob("[a-z]*.py")}
    assert commands <= set(listed)
    for name in sorted(commands):
        help_text = duixian(name, "--help", home=home).stdout
        assert "Example" in help_text, name
        assert f"duixian {name}" in help_text, name
