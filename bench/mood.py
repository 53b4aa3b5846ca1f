"""Shows how surely excerpts are told to be plans or results, and learns the weights anew.

    python bench/mood.py           how many paragraphs of plans and of reviews count as plans
    python bench/mood.py --learn   write ingest/reference/mood_words.tsv from the corpus

The sample is the paragraphs of the corpus' reports that have numbers, whose headings tell which are
plans, and annotated excerpts of other reports, whose sentences can't ship: `moods.tsv` has how
often each has the words. The words of the table are given; their weights are learned, by a logistic
regression whose limit is set so that few results are taken for plans: a plan that isn't known is
read as a review is, a result taken for a plan would be a promise that nobody made. What is shown as
learned on four folds was told by what the other four of five folds taught; reports stay whole.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.quality import shared_folder  # noqa: E402
from ingest.extract.text.fold import fold  # noqa: E402
from ingest.extract.text.mood import BIAS, LONGEST, Mood, load_mood_words, mood_of  # noqa: E402
from ingest.extract.text.sections import find_sections  # noqa: E402
from ingest.reference.load import FOLDER, read_rows  # noqa: E402

TABLE = FOLDER / "mood_words.tsv"
EXCERPTS = ROOT / "bench" / "moods.tsv"
NEIGHBOURS = 40  # excerpts of about ten reports
FOLDS = 5
SHORTEST = 40  # characters of a paragraph that says enough
MISTAKEN = 0.035  # the share of results that may be taken for plans
STEPS = 40  # of Newton's method; it settles within ten
PENALTY = 3.0  # on squared weights: a rare word gets none
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report: how it speaks, whether it is of the plan, its fold and source."""

    mood: Mood
    plan: bool
    fold: int
    source: str


def of_corpus(shared: Path) -> list[Paragraph]:
    """The paragraphs with numbers in the reviews and plans of the corpus at `shared`."""
    words = load_mood_words(TABLE)
    found: list[Paragraph] = []
    for path in sorted((shared / "corpus" / "reports").glob("*.txt")):
        text = fold(path.read_text(encoding="utf-8")).text
        at = zlib.crc32(path.stem.encode()) % FOLDS
        for part in find_sections(text, int(path.stem[:4])):
            section = part.section
            if section.kind in ("review", "plan"):
                lines = text[section.start + len(section.heading) : section.end].split("\n")
                found.extend(
                    Paragraph(mood_of(line, words), section.kind == "plan", at, "corpus")
                    for line in lines
                    if SHORTEST <= len(line) <= LONGEST and re.search(r"\d", line)
                )
    return found


def of_excerpts() -> list[Paragraph]:
    """The annotated excerpts of `moods.tsv`; neighbours in it are of one report and one fold."""
    found: list[Paragraph] = []
    for number, row in enumerate(read_rows(EXCERPTS, ("kind", "clauses", "counts"))):
        cells = (cell.rsplit("=", 1) for cell in row.cells["counts"].split("，") if cell)
        mood = Mood(int(row.cells["clauses"]), {name: int(count) for name, count in cells})
        at = number // NEIGHBOURS % FOLDS
        found.append(Paragraph(mood, row.cells["kind"] == "plan", at, "excerpts"))
    return found


def learn(sample: Sequence[Paragraph]) -> dict[str, float]:
    """The weight of each word and pattern, and of none, which the limit is part of."""
    names = [name for name in load_mood_words(TABLE) if name != BIAS]
    counts = np.array([[1.0, *(one.mood.sums(_only(name)) for name in names)] for one in sample])
    plans = np.array([float(one.plan) for one in sample])
    weights: Array = np.zeros(len(names) + 1)
    penalty = np.diag([0.0] + [PENALTY] * len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-counts @ weights))
        slope = counts.T @ (plans - chance) - penalty @ weights
        curve = (counts.T * (chance * (1 - chance))) @ counts + penalty
        weights = weights + np.linalg.solve(curve, slope)
    speaks = counts[:, 1:] @ weights[1:]
    limit = float(np.quantile(speaks[plans == 0], 1 - MISTAKEN))
    found = {n: round(float(w), 1) for n, w in zip(names, weights[1:], strict=True)}
    return found | {BIAS: -round(limit, 1)}


def told(sample: Sequence[Paragraph], weights: Mapping[str, float]) -> list[bool]:
    """Which paragraphs count as plans by `weights`."""
    return [one.mood.sums(weights) + weights[BIAS] > 0 for one in sample]


def _only(name: str) -> dict[str, float]:
    """Weights that count `name` alone."""
    return defaultdict(float, {name: 1.0})


def shown(sample: Sequence[Paragraph], plans: Sequence[bool]) -> str:
    """The share of plans that count as plans, and of results that do, by source."""
    texts = []
    for source in ("corpus", "excerpts"):
        for kind, name in ((True, "plans"), (False, "results")):
            counted = [
                as_plan
                for one, as_plan in zip(sample, plans, strict=True)
                if one.plan == kind and one.source == source
            ]
            texts.append(f"{sum(counted) / len(counted):.3f} of {len(counted)} {name}")
    return "corpus: {}, {}; excerpts: {}, {}".format(*texts)


def held_out(sample: Sequence[Paragraph]) -> list[bool]:
    """Which paragraphs count as plans by what the other folds teach."""
    taught = [learn([one for one in sample if one.fold != fold]) for fold in range(FOLDS)]
    return [told([one], taught[one.fold])[0] for one in sample]


def write(weights: Mapping[str, float]) -> None:
    """Put `weights` into the table, the strongest words of plans first."""
    head = [
        "# How much a word speaks for a text that sets out plans (+) or reports results (-);",
        "# read by ingest/extract/text/mood.py, made by `python bench/mood.py --learn`. Names in",
        "# angle brackets are patterns, and what a text without any weighs.",
        "word\tweight",
    ]
    rows = sorted(weights.items(), key=lambda item: (item[0].startswith("<"), -item[1]))
    lines = [*head, *(f"{word}\t{weight:+.1f}" for word, weight in rows)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print how surely plans are told; write the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help="write the table of weights")
    arguments = parser.parse_args()
    sample = of_corpus(shared_folder()) + of_excerpts()
    print("taken for plans")
    print(f"  by the table: {shown(sample, told(sample, load_mood_words(TABLE)))}")
    print(f"  learned on four folds: {shown(sample, held_out(sample))}")
    if arguments.learn:
        write(learn(sample))
        print(f"{TABLE.name} is written.")


if __name__ == "__main__":
    main()
