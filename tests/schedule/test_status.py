"""How a source is doing, as the table of requests tells it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import duixian
from ingest.status import SourceStatus, source_statuses
from warehouse.home import Home
from warehouse.store import Writer

LIST, REPORT = "http://e.org/list", "http://e.org/report"
# Runs, oldest first, each the outcomes of its requests; then failures in a row, failure, success.
CASES = [
    ([["ok"]], 0, None, 1),
    ([["ok", "ok"], ["not_modified"]], 0, None, 2),
    ([["http_503", "ok"]], 0, None, 1),
    ([["http_404", "ok"]], 0, None, 1),
    ([["ok", "http_403"]], 1, "http_403", None),
    ([["ok"], ["timeout"], ["timeout", "timeout"], ["no_links"]], 3, "no_links", 1),
    ([["timeout"], ["ok"], ["dns"]], 1, "dns", 2),
    ([["ok"], ["stopped"]], 0, None, 1),
]


@pytest.mark.parametrize(("runs", "failures", "failure", "success"), CASES)
def test_failures_in_a_row(
    tmp_path: Path,
    runs: list[list[str]],
    failures: int,
    failure: str | None,
    success: int | None,
) -> None:
    with Writer(Home(tmp_path)) as writer:
        for day, outcomes in enumerate(runs, 1):
            writer.begin_run("test")
            for outcome in outcomes:
                error = None if outcome in {"ok", "not_modified"} else f"It was {outcome}."
                writer.record_fetch(
                    {
                        "source_id": "a",
                        "url": LIST,
                        "fetched_at": datetime(2026, 1, day),
                        "outcome": outcome,
                        "error": error,
                    }
                )
            robots = {"source_id": "a", "url": "http://e.org/robots.txt", "outcome": "http_404"}
            writer.record_fetch({**robots, "fetched_at": datetime(2026, 1, day)})
            writer.end_run()
        found = source_statuses(writer.connection)
    tried = len([one for one in runs if one != ["stopped"]])
    assert found == {
        "a": SourceStatus(
            "a",
            datetime(2026, 1, tried),
            datetime(2026, 1, success) if success else None,
            failures,
            failure,
            f"It was {failure}." if failure else None,
        )
    }
    assert bool(found["a"].advice) == bool(failure)


def test_runs_shows_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = f'[[source]]\nid = "a"\nregion = "示例一县"\nkind = "work_report"\npage = "{LIST}"\n'
    (tmp_path / "sources.toml").write_text(card, encoding="utf-8")
    monkeypatch.setenv("DUIXIAN_HOME", str(tmp_path))
    monkeypatch.setenv("DUIXIAN_SOURCES", "own")
    with Writer(Home(tmp_path)) as writer:
        writer.begin_run("test")
        error = "No link to a report was found."
        writer.record_fetch({"source_id": "a", "url": LIST, "outcome": "no_links", "error": error})
        writer.end_run()
        writer.publish()
    result = CliRunner().invoke(duixian, ["runs", "--sources", "--format", "jsonl"])
    row = json.loads(result.output)
    assert (row["id"], row["failures"], row["error"]) == ("a", 1, error)
    assert row["what_to_do"] == "Find the list's new address and correct the card."
    assert row["last_success"] is None
