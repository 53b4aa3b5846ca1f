"""Reads clauses of our cases and samples in any order, with the rules as they are in use.

    python bench/fuzz_clauses.py --minutes 2 [--seed 1]

bench/fuzz_readers.py goes by coverage and so runs the interpreted rules; here the compiled ones
run, some 700 texts a second. What raises is cut down to the clauses that it needs and printed; it
then becomes a line of tests/fuzz/test_extract_found.py.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._shuffled import shuffled
from ingest.compiled import in_use
from ingest.extract import extract


def main() -> int:
    """Reads texts until the time is over; gives 1 where one raised."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first text")
    options = parser.parse_args()
    end, seed, found = time.monotonic() + 60 * options.minutes, options.seed, {}
    while time.monotonic() < end:
        clauses = shuffled(seed)
        if (raised := _raised(clauses)) and raised not in found:
            found[raised] = _needed(clauses)
            print(f"seed {seed}: {raised}\n  {''.join(found[raised])!r}", flush=True)
        seed += 1
    rules = "compiled" if in_use() else "interpreted"
    print(f"{seed - options.seed} texts read by the {rules} rules, {len(found)} places raised")
    return 1 if found else 0


def _raised(clauses: list[str]) -> str:
    """Tell where reading the clauses raises, and what; "" where it doesn't."""
    try:
        extract("".join(clauses), year=2025)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{place.filename}:{place.lineno}: {error!r}"
    return ""


def _needed(clauses: list[str]) -> list[str]:
    """Leave out what isn't needed for the text to raise."""
    at = 0
    while at < len(clauses):
        fewer = clauses[:at] + clauses[at + 1 :]
        if _raised(fewer):
            clauses = fewer
        else:
            at += 1
    return clauses


if __name__ == "__main__":
    sys.exit(main())
