"""What first runs gave is noted once, without a sentence, and counts among what is learned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import reliability

PASSAGE = {
    "id": "one",
    "year": 2025,
    "text": "一、2024年工作回顾\n财政收入增长6%，新建公园12个。",
    "observations": [
        {"subject": "财政收入", "indicator": None, "measure": "growth", "role": "actual",
         "period": 2024, "comparator": "eq", "value": 6, "unit": "%"},
    ],
}  # fmt: skip


def test_a_first_run_is_noted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "first_runs.tsv"
    table.write_text("\t".join(reliability.FIRST_COLUMNS) + "\n", encoding="utf-8")
    monkeypatch.setattr(reliability, "FIRST_RUNS", table)
    gold = tmp_path / "unseen.jsonl"
    gold.write_text(json.dumps(PASSAGE, ensure_ascii=False) + "\n", encoding="utf-8")
    reliability.note_first_run(gold, tmp_path)
    noted = reliability.first_runs()
    assert sorted((one.right, one.features.role) for one in noted) == [
        (False, "actual"), (True, "actual"),
    ]  # fmt: skip
    assert {one.group for one in noted} == {"unseen 0"}
    assert "公园" not in table.read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="noted already"):
        reliability.note_first_run(gold, tmp_path)
    assert len(reliability.first_runs()) == 2


def test_the_first_runs_that_ship_can_be_read() -> None:
    shipped = reliability.first_runs()
    assert len(shipped) > 2_000
    right = sum(one.right for one in shipped) / len(shipped)
    assert 0.8 < right < 0.99
