"""Reads clauses of our cases and samples in any order, and one of them over and over.

    python bench/fuzz_clauses.py --minutes 2 [--seed 1]

bench/fuzz_readers.py goes by coverage and so runs the interpreted rules; here the compiled ones
run, some 700 texts a second. What raises is cut down to the clauses that it needs and printed; it
then becomes a line of tests/fuzz/test_extract_found.py. In half of the time a clause is repeated to
15,000 and to 90,000 characters: where six times the text takes over eleven times as long, the piece
is printed and becomes a line of tests/extract/test_extract_properties.py.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._shuffled import clauses, shuffled
from ingest.compiled import in_use
from ingest.extract import extract

_SHORT, _LONG = 15_000, 90_000
_TOO_STEEP = 11  # times as long for six times the text
_SMALLEST = 0.01  # seconds; less can't be compared


def main() -> int:
    """Reads texts until the time is over; gives 1 where one raised."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first text")
    options = parser.parse_args()
    rules = "compiled" if in_use() else "interpreted"
    raised = _look_for_errors(options.seed, 30 * options.minutes, rules)
    slow = _look_for_slow(options.seed, 30 * options.minutes, rules)
    return 1 if raised or slow else 0


def _look_for_errors(seed: int, seconds: float, rules: str) -> int:
    """Reads shuffled texts; gives how many places raised."""
    first, end, found = seed, time.monotonic() + seconds, set()
    while time.monotonic() < end:
        text = shuffled(seed)
        if (raised := _raised(text)) and raised not in found:
            found.add(raised)
            print(f"seed {seed}: {raised}\n  {''.join(_needed(text))!r}", flush=True)
        seed += 1
    print(f"{seed - first} texts read by the {rules} rules, {len(found)} places raised")
    return len(found)


def _look_for_slow(seed: int, seconds: float, rules: str) -> int:
    """Reads one clause over and over; gives how many took more than their length says."""
    chance, end, tried, found = random.Random(seed), time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        piece = "".join(chance.choices(clauses(), k=chance.choice((1, 1, 2))))
        piece = piece[: chance.randint(1, len(piece))].replace("\n", "")
        short, long = _seconds(piece, _SHORT), _seconds(piece, _LONG)
        tried += 1
        if long > _TOO_STEEP * max(short, _SMALLEST):
            found += 1
            print(f"{short:.2f} s, {long:.2f} s: {piece!r}", flush=True)
    print(f"{tried} clauses repeated for the {rules} rules, {found} took too long")
    return found


def _seconds(piece: str, size: int) -> float:
    """Gives how long it takes to read `piece` repeated to `size` characters."""
    text = piece * (size // len(piece) + 1) if piece else ""
    begin = time.perf_counter()
    extract(text, year=2025)
    return time.perf_counter() - begin


def _raised(text: list[str]) -> str:
    """Tell where reading the text raises, and what; "" where it doesn't."""
    try:
        extract("".join(text), year=2025)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{place.filename}:{place.lineno}: {error!r}"
    return ""


def _needed(text: list[str]) -> list[str]:
    """Leave out the clauses that aren't needed for the text to raise."""
    at = 0
    while at < len(text):
        fewer = text[:at] + text[at + 1 :]
        if _raised(fewer):
            text = fewer
        else:
            at += 1
    return text


if __name__ == "__main__":
    sys.exit(main())
