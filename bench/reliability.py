"""Shows how honest `confidence` is, and learns it anew from the gold.

    python bench/reliability.py           print how often observations of each confidence are right
    python bench/reliability.py --learn   write ingest/reference/confidence.tsv from the gold
    python bench/reliability.py --write   put the tables into docs/extraction.md

An observation of a passage is right where the gold has it with the same number, subject, measure,
role, period and comparator. The shares are learned on all gold together; the table that is shown
comes from five folds, each judged by what the other four taught, so that it isn't a table of what
was fitted. Reports stay whole: no report is in two folds.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import _scoring as scoring  # noqa: E402
from bench._document import replace_between  # noqa: E402
from bench.quality import extract, gold_sets, shared_folder  # noqa: E402
from ingest.extract.confidence import Features, Shares, features_of  # noqa: E402

TABLE = ROOT / "ingest" / "reference" / "confidence.tsv"
DOCUMENT = ROOT / "docs" / "extraction.md"
FOLDS = 5
FEWEST = 5  # a key that was seen less often says no more than its wider key
STRENGTH = 20  # a key seen n times is trusted n / (n + STRENGTH), its wider key for the rest
BINS = (0.0, 0.6, 0.75, 0.85, 0.9, 0.95, 0.98, 1.0)
# The rules were not written with these in view.
OWN = ("blind", "blind_natural", "district", "districts_real")
SETS = ("gold_dev", "gold_hard_dev", *OWN)


@dataclass(frozen=True, slots=True)
class Judged:
    """One observation that was read: what it looks like, whether it is right, its fold."""

    features: Features
    right: bool
    group: str
    gold: str


def judged(shared: Path, also: Sequence[Path] = ()) -> list[Judged]:
    """Every observation read in the passages of the gold and of `also`, with the verdict on it."""
    found: list[Judged] = []
    further = {path.stem: scoring.lines_of(path, None) for path in also}
    for name, lines in (gold_sets(shared) | further).items():
        if name not in (*SETS, *further):
            continue
        for line in lines:
            group = str(line.get("report") or line["id"].rsplit("-", 1)[0])
            found.extend(_of_line(line, group, name, shared))
    return found


def _of_line(line: scoring.Record, group: str, name: str, shared: Path) -> Iterable[Judged]:
    """The verdicts on one passage."""
    result = scoring.score([line], _remembering, shared / "corpus" / "reports")
    for pair in (*result.pairs, *result.relations):
        if pair.read is not None:
            right = pair.exact if pair.gold.get("value") is not None else True
            yield Judged(features_of(pair.read), right, group, name)
    for read in result.extra:
        yield Judged(features_of(read), False, group, name)


_MEMORY: dict[tuple[str, int | None], Sequence[scoring.Record]] = {}


def _remembering(text: str, year: int | None, name: str) -> Sequence[scoring.Record]:
    """`extract` that reads each whole report only once."""
    key = (text, year)
    if key not in _MEMORY:
        _MEMORY[key] = extract(text, year, name)
    return _MEMORY[key]


def learn(sample: Sequence[Judged]) -> Shares:
    """The share that is right for every key and every wider key, smoothed towards the wider."""
    counts: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for one in sample:
        for key in one.features.widening():
            counts[key][0] += one.right
            counts[key][1] += 1
    shares: dict[tuple[str, ...], tuple[float, int]] = {}
    for key in sorted(counts, key=len):
        right, seen = counts[key]
        if seen < FEWEST or (key[:-1] not in shares and key):
            continue
        wider = shares[key[:-1]][0] if key else 0.9
        shares[key] = (right + STRENGTH * wider) / (seen + STRENGTH), seen
    return Shares(shares)


def cross_validated(sample: Sequence[Judged]) -> list[tuple[float, Judged]]:
    """Each observation with the confidence that the other folds give it."""
    folds = [zlib.crc32(one.group.encode()) % FOLDS for one in sample]
    found: list[tuple[float, Judged]] = []
    for fold in range(FOLDS):
        shares = learn([one for one, at in zip(sample, folds, strict=True) if at != fold])
        held = (one for one, at in zip(sample, folds, strict=True) if at == fold)
        found.extend((shares.of(one.features), one) for one in held)
    return found


def table_of(stated: Sequence[tuple[float, Judged]]) -> list[str]:
    """The reliability table as lines of Markdown; our own passages once more by themselves."""
    lines = [
        "| stated confidence | observations | mean stated | right | own passages | right |",
        "|---|---|---|---|---|---|",
    ]
    for low, high in pairwise(BINS):
        inside = _inside(stated, low, high)
        if not inside:
            continue
        own = [(c, j) for c, j in inside if j.gold in OWN]
        cells = [f"{low:.2f} to {high:.2f}", *_cells(inside), *_cells(own)[::2]]
        lines.append(f"| {' | '.join(cells)} |")
    own = [(c, j) for c, j in stated if j.gold in OWN]
    gaps = f"{_gap(stated):.3f}; on our own passages {_gap(own):.3f}"
    return [*lines, "", f"Mean gap between stated and right, by bin: {gaps}."]


def _inside(
    stated: Sequence[tuple[float, Judged]], low: float, high: float
) -> list[tuple[float, Judged]]:
    """The observations of one bin; the last bin has its upper end too."""
    return [(c, j) for c, j in stated if low <= c < high or c == high == 1.0]


def _cells(inside: Sequence[tuple[float, Judged]]) -> list[str]:
    """Count, mean stated confidence and share right of one bin."""
    if not inside:
        return ["0", "", ""]
    mean = sum(c for c, _ in inside) / len(inside)
    right = sum(j.right for _, j in inside) / len(inside)
    return [str(len(inside)), f"{mean:.3f}", f"{right:.3f}"]


def _gap(stated: Sequence[tuple[float, Judged]]) -> float:
    """The expected calibration error over the bins."""
    total = sum(
        abs(sum(c - j.right for c, j in _inside(stated, low, high))) for low, high in pairwise(BINS)
    )
    return total / max(1, len(stated))


def write_table(shares: Shares) -> None:
    """Write the learned shares as the reference file that extraction looks up."""
    lines = ["rule\tnamed\trole\tshape\tseen\tconfidence"]
    for key, (share, seen) in sorted(shares.table.items()):
        cells = [*key, *[""] * (4 - len(key))]
        lines.append("\t".join([*cells, str(seen), f"{share:.3f}"]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Print, learn or write."""
    parser = argparse.ArgumentParser(description="How honest is confidence?")
    parser.add_argument("--learn", action="store_true", help="write confidence.tsv")
    parser.add_argument(
        "--also", action="append", type=Path, default=[], metavar="FILE",
        help="further gold of the same form, from reports whose sentences can't ship",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    options = parser.parse_args()
    sample = judged(shared_folder(), options.also)
    lines = table_of(cross_validated(sample))
    print("\n".join(lines))
    if options.learn:
        write_table(learn(sample))
    if options.write:
        replace_between(DOCUMENT, "reliability", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
