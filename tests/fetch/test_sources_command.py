"""`duixian sources` against real pages on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from govsite.county import County
from govsite.systems import SYSTEMS
from govsite.web import ALLOW, Host, Web

from cli import duixian
from ingest.sources import load_sources

OWN = {"DUIXIAN_SOURCES": "own"}


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DUIXIAN_HOME", str(tmp_path))
    monkeypatch.setenv("DUIXIAN_SOURCES", "own")
    monkeypatch.setenv("DUIXIAN_ALLOW_HOSTS", ALLOW)
    monkeypatch.setenv("DUIXIAN_FETCH_HOST_INTERVAL_SECONDS", "0.01")

    def run(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(duixian, ["sources", *arguments], **more)  # type: ignore[arg-type]

    return run


def county(web: Web, number: int, quirk: str = "") -> tuple[County, Host]:
    one = County(7, "示例七县", SYSTEMS[number], quirk, [2023, 2024, 2025])
    return one, web.add(one.answer)


@pytest.mark.parametrize("system", range(6))
def test_add_works_out_region_and_kind(web: Web, invoke, tmp_path: Path, system: int) -> None:
    one, host = county(web, system)
    result = invoke("add", host.url + one.system.list_path, "--id", "mine", "--yes")
    assert result.exit_code == 0, result.output
    card = load_sources(tmp_path, OWN)["mine"]
    assert (card.name, card.kind) == ("示例七县", "work_report")
    assert card.page == host.url + one.system.list_path
    assert card.checked.endswith("duixian sources add")


def test_add_asks_before_it_writes(web: Web, invoke, tmp_path: Path) -> None:
    one, host = county(web, 0)
    result = invoke("add", host.url + one.entry, input="n\n")
    assert "Write this card?" in result.output
    assert load_sources(tmp_path, OWN) == {}


def test_a_home_page_and_a_report_give_cards_too(web: Web, invoke, tmp_path: Path) -> None:
    one, host = county(web, 3)
    assert invoke("add", f"{host.url}/", "--id", "home", "--yes").exit_code == 0
    report = host.url + one.report_path(2024)
    assert invoke("add", report, "--id", "report", "--yes").exit_code == 0
    cards = load_sources(tmp_path, OWN)
    assert cards["home"].home == f"{host.url}/"
    assert [(known.url, known.year) for known in cards["report"].reports] == [(report, 2024)]


def test_check_notes_what_works_and_stores_nothing(web: Web, invoke, tmp_path: Path) -> None:
    good, bad = county(web, 0), web.pages({})
    invoke("add", good[1].url + good[0].entry, "--id", "good", "--yes")
    (tmp_path / "sources.toml").open("a").write(
        '\n[[source]]\nid = "bad"\nregion = "示例八市"\nkind = "work_report"\n'
        f'page = "{bad.url}/x"\n'
    )
    result = invoke("check", "--format", "jsonl")
    assert result.exit_code == 1
    rows = {row["id"]: row for row in map(json.loads, result.output.splitlines())}
    assert (rows["good"]["result"], rows["good"]["reports"]) == ("works", 3)
    assert rows["good"]["newest"] == "2025年示例七县政府工作报告"
    assert "HTTP 404" in rows["bad"]["result"]
    cards = load_sources(tmp_path, OWN)
    assert cards["good"].checked.endswith("duixian sources check")
    assert cards["bad"].checked == "unchecked"
    assert not (tmp_path / "working.duckdb").exists()


def test_explain_shows_candidates_with_reasons(web: Web, invoke) -> None:
    one, host = county(web, 5)
    invoke("add", host.url + one.entry, "--id", "mine", "--yes")
    result = invoke("check", "--source", "mine", "--explain")
    assert result.exit_code == 0
    assert "take  2025年示例七县政府工作报告" in result.output
    assert "+15 it names 示例七县" in result.output
    assert "leave  一图读懂2025年示例七县政府工作报告" in result.output


def test_an_inner_address_is_refused(invoke) -> None:
    result = invoke("add", "http://169.254.169.254/latest/", "--yes")
    assert "not on the public Internet" in str(result.exception)
