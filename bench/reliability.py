"""Shows how honest `confidence` is, and learns it anew from the gold.

    python bench/reliability.py           print how often observations of each confidence are right
    python bench/reliability.py --learn   write ingest/reference/confidence.tsv from the gold
    python bench/reliability.py --write   put the tables into docs/extraction.md
    python bench/reliability.py --first-run FILE   note how a new gold is read, before anything is
                                                   learned from it; --reports FOLDER has the whole
                                                   reports that its passages stand in

Gold that the rules were mended with flatters, so what first runs over unseen reports gave counts as
well: `first_runs.tsv` has it by passage, in features and numbers, because their sentences can't
ship.

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
from ingest.extract.vocabulary.confidence import Features, Shares, features_of  # noqa: E402
from ingest.reference.load import read_rows  # noqa: E402

TABLE = ROOT / "ingest" / "reference" / "confidence.tsv"
DOCUMENT = ROOT / "docs" / "extraction.md"
FIRST_RUNS = ROOT / "bench" / "first_runs.tsv"
FIRST_COLUMNS = ("set", "passage", "rule", "named", "role", "shape", "seen", "right")
FOLDS = 5
FEWEST = 5  # a key that was seen less often says no more than its wider key
STRENGTH = 20  # a key seen n times is trusted n / (n + STRENGTH), its wider key for the rest
BINS = (0.0, 0.6, 0.75, 0.85, 0.9, 0.95, 0.98, 1.0)
SETS = ("gold_dev", "gold_hard_dev", "blind", "blind_natural", "district", "districts_real")


@dataclass(frozen=True, slots=True)
class Judged:
    """One observation that was read: what it looks like, whether it is right, its fold."""

    features: Features
    right: bool
    group: str
    first: bool = False  # read by rules that knew nothing of its passage


def judged(shared: Path, also: Sequence[Path] = ()) -> list[Judged]:
    """Every observation read in the passages of the gold and of `also`, with the verdict on it."""
    found: list[Judged] = []
    further = {path.stem: scoring.lines_of(path, None) for path in also}
    for name, lines in (gold_sets(shared) | further).items():
        if name not in (*SETS, *further):
            continue
        for line in lines:
            group = str(line.get("report") or line["id"].rsplit("-", 1)[0])
            found.extend(_of_line(line, group, shared / "corpus" / "reports"))
    return found


def first_runs() -> list[Judged]:
    """What first runs over unseen reports gave, an observation each; folds keep passages whole."""
    found: list[Judged] = []
    for row in read_rows(FIRST_RUNS, FIRST_COLUMNS):
        cells = row.cells
        features = Features(cells["rule"], cells["named"], cells["role"], cells["shape"])
        right, group = int(cells["right"]), f"{cells['set']} {cells['passage']}"
        found += [
            Judged(features, number < right, group, first=True)
            for number in range(int(cells["seen"]))
        ]
    return found


def note_first_run(path: Path, reports: Path) -> None:
    """Add how the gold of `path` is read now; raises SystemExit where that set stands there.

    Passages whose report lies in the folder `reports` are read with the whole of it around them.
    """
    written = FIRST_RUNS.read_text(encoding="utf-8")
    if f"\n{path.stem}\t" in written:
        raise SystemExit(f"The first run of {path.stem} is noted already; a second one is none.")
    tallies: dict[tuple[str, Features], list[int]] = defaultdict(lambda: [0, 0])
    for number, line in enumerate(scoring.lines_of(path, None)):
        for one in _of_line(line, str(number), reports):
            tally = tallies[one.group, one.features]
            tally[0] += 1
            tally[1] += one.right
    rows = [
        "\t".join((path.stem, group, *key.widening()[-1], str(seen), str(right)))
        for (group, key), (seen, right) in tallies.items()
    ]
    FIRST_RUNS.write_text(written + "\n".join(rows) + "\n", encoding="utf-8")


def _of_line(line: scoring.Record, group: str, reports: Path) -> Iterable[Judged]:
    """The verdicts on one passage."""
    result = scoring.score([line], _remembering, reports)
    for pair in (*result.pairs, *result.relations):
        if pair.read is not None:
            right = pair.exact if pair.gold.get("value") is not None else True
            yield Judged(features_of(pair.read), right, group)
    for read in result.extra:
        yield Judged(features_of(read), False, group)


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
    """The reliability table as lines of Markdown; first runs once more by themselves."""
    lines = [
        "| stated confidence | observations | mean stated | right | of first runs | right |",
        "|---|---|---|---|---|---|",
    ]
    for low, high in pairwise(BINS):
        inside = _inside(stated, low, high)
        if not inside:
            continue
        own = [(c, j) for c, j in inside if j.first]
        cells = [f"{low:.2f} to {high:.2f}", *_cells(inside), *_cells(own)[::2]]
        lines.append(f"| {' | '.join(cells)} |")
    own = [(c, j) for c, j in stated if j.first]
    gaps = f"{_gap(stated):.3f}; on first runs {_gap(own):.3f}"
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
    parser.add_argument(
        "--first-run", type=Path, metavar="FILE", help="note how new gold is read, and no more"
    )
    parser.add_argument(
        "--reports", type=Path, metavar="FOLDER", help="whole reports around that gold's passages"
    )
    options = parser.parse_args()
    if options.first_run:
        reports = options.reports or shared_folder() / "corpus" / "reports"
        note_first_run(options.first_run, reports)
        return 0
    sample = [*judged(shared_folder(), options.also), *first_runs()]
    lines = table_of(cross_validated(sample))
    print("\n".join(lines))
    if options.learn:
        write_table(learn(sample))
    if options.write:
        replace_between(DOCUMENT, "reliability", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
