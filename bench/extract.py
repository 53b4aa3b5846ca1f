"""How fast extraction is, beside the bare regular expression and the general recognisers.

Figures are ratios against things measured in the same run, so that they mean the same on another
machine. The recognisers are measured where they are installed (recognizers-text-suite needs
`emoji<2`; jionlp), over a sample, because they are slow.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.compiled import in_use  # noqa: E402
from ingest.extract import extract  # noqa: E402 - the repository's root comes first

BARE = re.compile(
    r"\d+(?:\.\d+)?(?:万亿|亿|万)?(?:元|%|个百分点|个|家|户|人|吨|亩|公里|平方米|项)?"
)
SAMPLE = 40  # gold sentences that the recognisers read


def shared() -> Path:
    """The folder with the corpus."""
    return Path(os.environ.get("DUIXIAN_SHARED", ROOT.parent / "shared")) / "corpus"


def texts() -> list[tuple[str, int]]:
    """Real reports with their years; our samples where the corpus is absent."""
    found = sorted(shared().glob("reports/*.txt")) or sorted((ROOT / "samples").rglob("*.txt"))
    year = re.compile(r"20\d\d")
    return [
        (p.read_text(encoding="utf-8"), int((year.search(p.name) or ["2025"])[0])) for p in found
    ]


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Give the least processor seconds of several runs of `work`."""
    runs = []
    for _ in range(times):
        start = time.process_time()
        work()
        runs.append(time.process_time() - start)
    return min(runs)


def speed() -> float:
    """Print characters a second, and the bare expression's beside them."""
    reports = texts()
    size = sum(len(text) for text, _ in reports)
    ours = seconds(lambda: [extract(text, year=year) for text, year in reports])
    bare = seconds(lambda: [BARE.findall(text) for text, _ in reports])
    found = sum(len(extract(text, year=year).observations) for text, year in reports)
    how = "compiled" if in_use() else "interpreted; `make fast` compiles them"
    print(f"rules {how}; reports {len(reports)}, characters {size:,}, observations {found:,}")
    print(
        f"extraction {size / ours:,.0f} characters a second; a report of 18,000 characters takes "
        f"{18_000 * ours / size * 1000:.0f} ms"
    )
    print(
        f"bare number-and-unit expression {size / bare:,.0f} characters a second "
        f"({ours / bare:.0f} times as fast, without subject, role, year or sense)"
    )
    return size / ours


def memory() -> None:
    """Print what ten rounds over the corpus leave behind."""
    reports = texts()
    for text, year in reports:
        extract(text, year=year)
    tracemalloc.start()
    kept = []
    for _ in range(3):
        for text, year in reports:
            extract(text, year=year)
        kept.append(tracemalloc.get_traced_memory()[0] / 1e6)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"memory kept after each round {', '.join(f'{k:.1f}' for k in kept)} MB, peak {peak:.1f} MB"
    )


def recognisers() -> dict[str, Callable[[str], list[str]]]:
    """Give the general recognisers that are installed: name → text to the quantities' texts."""
    found: dict[str, Callable[[str], list[str]]] = {}
    try:
        number = import_module("recognizers_number")
        unit = import_module("recognizers_number_with_unit")
        kinds = (number.recognize_percentage, unit.recognize_currency, unit.recognize_dimension)
        found["Recognizers-Text"] = lambda text: [
            result.text for kind in kinds for result in kind(text, "zh-cn")
        ]
    except ImportError:
        print("Recognizers-Text is not installed (pip install recognizers-text-suite 'emoji<2').")
    try:
        money = import_module("jionlp").ner.extract_money
        found["jionlp"] = lambda text: [m["text"] for m in money(text, with_parsing=False)]
    except ImportError:
        print("jionlp is not installed (pip install jionlp).")
    return found


def beside(ours: float) -> None:
    """Print speed and share of gold quantities of the general recognisers."""
    gold = shared() / "gold_dev.jsonl"
    if not gold.is_file():
        return
    passages = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    passages = [p for p in passages if p["passage"] == "sentence" and p["observations"]][:SAMPLE]
    size = sum(len(p["text"]) for p in passages)
    for name, read in recognisers().items():
        start = time.process_time()
        for passage in passages:
            read(passage["text"])
        took = time.process_time() - start
        print(
            f"{name}: {size / took:,.0f} characters a second (ours {ours * took / size:,.0f} times"
            f" as fast), {hits(passages, read):.0%} of the gold's quantities, no subject, no role"
        )
    mine = hits(
        passages,
        lambda text: [text[o.start : o.end] for o in extract(text, year=2025).observations],
    )
    print(f"ours: {mine:.0%} of the gold's quantities")


def hits(passages: list[dict[str, object]], read: Callable[[str], list[str]]) -> float:
    """The share of the gold's quantities whose number and unit stand in one found text."""
    total = found = 0
    for passage in passages:
        texts_found = read(str(passage["text"]))
        for one in passage["observations"]:  # type: ignore[attr-defined]
            if one["role"] == "other" or one["value"] is None:
                continue
            number = f"{abs(one['value']):g}"
            total += 1
            found += any(number in t and one["unit"] in t.replace("％", "%") for t in texts_found)
    return found / total


if __name__ == "__main__":
    beside(speed())
    memory()
