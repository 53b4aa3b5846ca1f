"""The samples with their text as our own readers see it, and their official figures."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.read import read

FOLDER = Path(__file__).resolve().parents[2] / "samples"
FICTIONAL = "fictional"


@dataclass(frozen=True)
class Figure:
    """One line of `samples/figures.tsv`: a figure that a sample may carry, and its source."""

    region: str
    report_year: int
    role: str
    period: int
    subject: str
    measure: str
    comparator: str
    value: float | None
    value_high: float | None
    unit: str
    relation: str
    source: str


def sample_paths() -> list[Path]:
    """All sample reports, in the order of their paths."""
    return sorted(p for p in FOLDER.rglob("*") if p.suffix in {".html", ".txt", ".docx"})


def official_paths() -> list[Path]:
    """The samples that carry official figures (all but the fictional ones)."""
    return [path for path in sample_paths() if path.parent.name != FICTIONAL]


def name_of(path: Path) -> str:
    """A sample's name in test reports."""
    return path.relative_to(FOLDER).as_posix()


@cache
def text_of(path: Path) -> str:
    """The report's text without the notice that stands before it in .txt files."""
    text = read(path.read_bytes(), name=path.name).text
    first, _, rest = text.partition("\n")
    return rest if first.startswith("示例说明") else text


@cache
def figures() -> tuple[Figure, ...]:
    """The lines of `samples/figures.tsv`."""
    with (FOLDER / "figures.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        Figure(
            **row
            | {
                "report_year": int(row["report_year"]),
                "period": int(row["period"]),
                "value": _number(row["value"]),
                "value_high": _number(row["value_high"]),
            }
        )
        for row in rows
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def figures_of(path: Path) -> list[Figure]:
    """The figures that belong to one sample, found by its title's year and its folder's region."""
    region = {
        "chongqing-fuling": "重庆市涪陵区",
        "chongqing-wanzhou": "重庆市万州区",
        "jilin": "吉林省",
        "liaoning": "辽宁省",
        "shandong": "山东省",
        "state-council": "全国",
    }[path.parent.name]
    return [f for f in figures() if f.region == region and f.report_year == int(path.stem)]


@cache
def expected() -> tuple[dict[str, Any], ...]:
    """The verdicts and changes that were worked out by hand."""
    lines = (FOLDER / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)
