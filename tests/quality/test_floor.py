"""No figure of the extraction may fall under its pinned floor, and the floor itself is sound."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import quality
from bench._scoring import fingerprint, lines_of, score

ROOT = Path(__file__).resolve().parents[2]
HAND_MADE = ["gold_dev", "headline_targets", "gold_hard_dev", "pairs"]


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("name", HAND_MADE)
def test_no_figure_falls(shared: Path, name: str) -> None:
    lines = quality.gold_sets(shared)[name]
    assert quality.faults(name, lines, quality.measure(name, lines, shared)) == []


@pytest.mark.parametrize(
    ("name", "passages"),
    [("blind", 200), ("blind_natural", 50), ("district", 40), ("districts_real", 60)],
)
def test_no_figure_falls_on_our_own_passages(tmp_path: Path, name: str, passages: int) -> None:
    lines = lines_of(quality.CASES / f"{name}.jsonl")
    assert len(lines) >= passages
    assert quality.faults(name, lines, quality.measure(name, lines, tmp_path)) == []


@pytest.mark.slow
@pytest.mark.corpus
def test_our_measures_are_those_of_the_scorer(shared: Path) -> None:
    """One passage kind is enough: every figure that both take has to be the same."""
    gold = shared / "corpus" / "gold_dev.jsonl"
    reports = shared / "corpus" / "reports"
    command = f"{sys.executable} -c 'from cli import main; main()'"
    run = subprocess.run(
        [
            sys.executable, str(shared / "eval" / "score.py"), "extract", str(gold),
            "--reports", str(reports), "--passage", "fuling_paragraph", "--cmd", command,
        ],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    theirs = json.loads(run.stdout.splitlines()[-1])
    ours = score(lines_of(gold, "fuling_paragraph"), quality.extract, reports).figures
    both = {name for name in ours if theirs.get(name) is not None}
    assert both >= {"quantity_recall", "exact_recall", "exact_precision", "canonical_accuracy"}
    # the scorer takes F1 from precision and recall after rounding them to four places
    assert {n: ours[n] for n in both} == pytest.approx({n: theirs[n] for n in both}, abs=2e-4)


def _floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(quality, "FLOOR", tmp_path / "floor.json")
    return {"blind": ("abc", {"exact_f1": 0.9, "field_role": 1.0})}


def test_a_floor_rises_but_falls_only_for_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = _floor(tmp_path, monkeypatch)
    quality.pin(measured, lower=False, reason=None)
    worse = {"blind": ("abc", {"exact_f1": 0.8, "field_role": 1.0})}
    quality.pin(worse, lower=False, reason=None)
    assert quality.load_floor()["sets"]["blind"]["figures"]["exact_f1"] == 0.9
    quality.pin(worse, lower=True, reason="the spec now counts ranks")
    floor = quality.load_floor()
    assert floor["sets"]["blind"]["figures"]["exact_f1"] == 0.8
    (entry,) = floor["lowered"]
    assert (entry["figure"], entry["from"], entry["to"]) == ("exact_f1", 0.9, 0.8)
    assert entry["reason"] == "the spec now counts ranks"


def test_a_figure_under_its_floor_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = _floor(tmp_path, monkeypatch)
    lines: list[dict[str, Any]] = [{"observations": []}]
    measured["blind"] = fingerprint(lines), measured["blind"][1]
    quality.pin(measured, lower=False, reason=None)
    assert quality.faults("blind", lines, {"exact_f1": 0.9, "field_role": 1.0}) == []
    (fault,) = quality.faults("blind", lines, {"exact_f1": 0.89, "field_role": 1.0})
    assert "exact_f1 fell from 0.9 to 0.89" in fault


def test_a_figure_of_another_gold_is_no_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quality.pin(_floor(tmp_path, monkeypatch), lower=False, reason=None)
    (fault,) = quality.faults("blind", [{"observations": []}], {"exact_f1": 1.0})
    assert "has changed" in fault


def test_lowering_without_a_reason_is_refused() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "quality.py"), "--lower"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "--reason" in run.stderr
