"""Measures extraction and comparison on gold and holds them to the pinned floor.

    python bench/quality.py                       print the figures beside their floor
    python bench/quality.py --show blind          list what is missed, different and too much
    python bench/quality.py --write               put the table into docs/extraction.md
    python bench/quality.py --raise               lift the floor to what is reached now
    python bench/quality.py --lower --reason "…"  the only way down; the reason stays in the file

The floor stands in `tests/quality/floor.json`, one figure a measure and gold set, with a
fingerprint of the gold: a figure that was reached on another gold is no floor.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import _scoring as scoring  # noqa: E402
from bench._document import replace_between  # noqa: E402
from ingest.report import read_report  # noqa: E402

FLOOR = ROOT / "tests" / "quality" / "floor.json"
CASES = ROOT / "tests" / "cases"
DOCUMENT = ROOT / "docs" / "extraction.md"
SLACK = 1e-9


def shared_folder() -> Path:
    """The folder with the corpus: DUIXIAN_SHARED, or beside the repository."""
    return Path(os.environ.get("DUIXIAN_SHARED", ROOT.parent / "shared"))


def extract(text: str, year: int | None, name: str) -> Sequence[scoring.Record]:
    """What `duixian extract` gives for a text file."""
    read = read_report(text.encode("utf-8"), name=name, year=year)
    return [observation.as_record() for observation in read.extraction.observations]


def gold_sets(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The gold by name; what is absent is left out (the blind sets are always there)."""
    corpus = shared / "corpus"
    wanted = {
        "gold_dev": (corpus / "gold_dev.jsonl", None),
        "headline_targets": (corpus / "gold_dev.jsonl", "headline_targets"),
        "gold_hard_dev": (corpus / "gold_hard_dev.jsonl", None),
        "blind": (CASES / "blind.jsonl", None),
        "blind_natural": (CASES / "blind_natural.jsonl", None),
        "district": (CASES / "district.jsonl", None),
        "districts_real": (CASES / "districts_real.jsonl", None),
        "pairs": (corpus / "gold_pairs_dev.jsonl", None),
    }
    return {
        name: scoring.lines_of(path, passage)
        for name, (path, passage) in wanted.items()
        if path.is_file()
    }


def measure(name: str, lines: list[dict[str, Any]], shared: Path) -> dict[str, float]:
    """The figures of one gold set by name."""
    if name == "pairs":
        return _pairs(shared)
    return scoring.score(lines, extract, shared / "corpus" / "reports").figures


def _pairs(shared: Path) -> dict[str, float]:
    """Verdict and change accuracy, as the scorer takes them from `duixian compare`."""
    command = f"{shlex.quote(sys.executable)} -c 'from cli import main; main()'"
    scorer = [sys.executable, str(shared / "eval" / "score.py"), "pairs"]
    gold = shared / "corpus" / "gold_pairs_dev.jsonl"
    run = subprocess.run(
        [*scorer, str(gold), "--reports", str(shared / "corpus" / "reports"), "--cmd", command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"the scorer failed on pairs: {run.stderr.strip()[-300:]}")
    figures = json.loads(run.stdout.splitlines()[-1])
    return {name: figures[name] for name in ("verdict_accuracy", "change_accuracy")}


def load_floor() -> dict[str, Any]:
    """The floor file; empty where there is none yet."""
    if not FLOOR.is_file():
        return {"sets": {}, "lowered": []}
    floor: dict[str, Any] = json.loads(FLOOR.read_text(encoding="utf-8"))
    return floor


def faults(name: str, lines: Sequence[scoring.Record], figures: dict[str, float]) -> list[str]:
    """What keeps `figures` from meeting the floor of the set `name`, one sentence each."""
    pinned = load_floor()["sets"].get(name)
    if pinned is None:
        return [f"{name} has no floor yet: run python bench/quality.py --raise."]
    if pinned["fingerprint"] != scoring.fingerprint(lines):
        return [f"the gold of {name} has changed: pin it anew with --lower --reason."]
    return [
        f"{name} {figure} fell from {least} to {figures.get(figure)}."
        for figure, least in pinned["figures"].items()
        if figures.get(figure, 0.0) < least - SLACK
    ]


def pin(measured: dict[str, tuple[str, dict[str, float]]], lower: bool, reason: str | None) -> None:
    """Write the floor: the better of old and new, or the new one with its reason."""
    floor = load_floor()
    for name, (fingerprint, figures) in measured.items():
        old = floor["sets"].get(name, {"fingerprint": fingerprint, "figures": {}})
        if not lower and old["fingerprint"] != fingerprint:
            print(f"{name}: the gold has changed; use --lower --reason to pin it anew.")
            continue
        pinned = dict(figures)
        for figure, least in old["figures"].items():
            now = figures.get(figure, 0.0)
            if now >= least - SLACK:
                continue
            if lower:
                entry = {"on": date.today().isoformat(), "set": name, "figure": figure}
                floor["lowered"].append({**entry, "from": least, "to": now, "reason": reason})
            else:
                pinned[figure] = least
        floor["sets"][name] = {"fingerprint": fingerprint, "figures": pinned}
    FLOOR.parent.mkdir(parents=True, exist_ok=True)
    FLOOR.write_text(json.dumps(floor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table_of(measured: dict[str, tuple[str, dict[str, float]]]) -> list[str]:
    """The figures as a table in Markdown: a line a figure, a column a gold set."""
    sets = [name for name in measured if name != "pairs"]
    names = list(dict.fromkeys(figure for name in sets for figure in measured[name][1]))
    lines = [f"| figure | {' | '.join(sets)} |", f"|---|{'---|' * len(sets)}"]
    for figure in names:
        shares = [measured[name][1].get(figure) for name in sets]
        cells = ["" if share is None else f"{share:.4f}" for share in shares]
        lines.append(f"| {figure} | {' | '.join(cells)} |")
    if "pairs" in measured:
        figures = "; ".join(f"{n} {v:.4f}" for n, v in measured["pairs"][1].items())
        lines.extend(["", f"Pairs of reports (`gold_pairs_dev`): {figures}."])
    return lines


def show(lines: list[dict[str, Any]], shared: Path) -> None:
    """List what differs from the gold, one line each: the way in for mending a rule."""
    result = scoring.score(lines, extract, shared / "corpus" / "reports")
    for pair in (*result.pairs, *result.relations):
        gold = pair.gold
        said = f"{pair.passage} | {gold['subject']} {gold.get('value')} {gold.get('unit')}"
        if pair.read is None:
            print(f"missed   {said} {gold.get('relation') or ''}")
        elif not pair.exact and gold.get("value") is not None:
            fields = scoring.differing(gold, pair.read)
            print(f"differs  {said}: " + ", ".join(f"{f} {pair.read.get(f)}" for f in fields))
    for read in result.extra:
        print(f"too much {read['subject']} {read['value']} {read['unit']} ({read['rule']})")


def main() -> int:
    """Measure, print, and pin where asked; 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(description="Measure quality and hold it to the floor.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floor")
    parser.add_argument("--lower", action="store_true", help="pin the present figures")
    parser.add_argument("--reason", help="why the floor goes down; kept in the file")
    parser.add_argument("--write", action="store_true", help="put the table into the docs")
    parser.add_argument("--only", help="one gold set")
    parser.add_argument("--show", metavar="SET", help="list what differs in one gold set")
    options = parser.parse_args()
    if options.show:
        show(gold_sets(shared_folder())[options.show], shared_folder())
        return 0
    if options.lower and not options.reason:
        parser.error("--lower needs --reason: say why the floor goes down")
    shared = shared_folder()
    measured: dict[str, tuple[str, dict[str, float]]] = {}
    problems: list[str] = []
    for name, lines in gold_sets(shared).items():
        if options.only in (None, name):
            figures = measure(name, lines, shared)
            measured[name] = scoring.fingerprint(lines), figures
            problems.extend(faults(name, lines, figures))
            print(f"{name}: " + "  ".join(f"{k} {v:.4f}" for k, v in figures.items()))
    if options.write:
        replace_between(DOCUMENT, "quality", table_of(measured))
    if options.lift or options.lower:
        pin(measured, options.lower, options.reason)
        return 0
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
