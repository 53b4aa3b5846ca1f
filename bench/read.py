"""Measures how many documents a second each reader takes, as a ratio to decoding the same text.

A ratio of 50 says that reading the page takes fifty times as long as `bytes.decode` and splitting
into lines, in the same process and run. "worker" is the same through the worker process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "read"))

from written_files import ofd, pdf, word  # type: ignore[import-not-found]  # noqa: E402

from ingest.read import read  # noqa: E402
from ingest.read.registry import read_here  # noqa: E402
from ingest.read.source import Source  # noqa: E402

CHARACTERS = 18_000
SECONDS = 0.6


def report_lines() -> list[str]:
    """A report of the usual length, from the fixture report's paragraphs."""
    report = (ROOT / "tests" / "pages" / "report.txt").read_text(encoding="utf-8").splitlines()
    lines: list[str] = []
    while sum(map(len, lines)) < CHARACTERS:
        lines += [line for line in report if "\t" not in line]
    return lines


def page(lines: list[str]) -> bytes:
    """The lines in the markup of a real page, menus and footers included."""
    source = (ROOT / "tests/pages/trs/t20310215_10001.html").read_text(encoding="utf-8")
    head, rest = source.split('trs_web">', 1)
    tail = rest[rest.index('<ul class="appendix">') :]
    body = "".join(f'<p style="text-indent:2em;">　　<span>{line}</span></p>' for line in lines)
    return f'{head}trs_web">{body}</div>{tail}'.encode()


def rate(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """How often a second of `clock` the work can be done; the first time is not counted."""
    work()
    count, started = 0, clock()
    while clock() - started < SECONDS:
        work()
        count += 1
    return count / (clock() - started)


def main() -> int:
    """Prints a line for each format."""
    lines = report_lines()
    text = "\n".join(lines)
    plain = text.encode()
    # Processor time, so that other work on the machine doesn't count; waiting for a worker does.
    cpu, wall = time.process_time, time.perf_counter
    base = rate(lambda: plain.decode().splitlines(), cpu)
    files = {
        "text": plain,
        "text gbk": text.encode("gb18030"),
        "html": page(lines),
        "docx": word(lines),
        "ofd": ofd(lines),
        "pdf": pdf(lines),
    }
    print(f"reports of {len(text):,} characters; decoding alone: {base:,.0f} a second")
    print(f"{'format':10} {'a second':>9} {'ratio':>7} {'worker a second':>16}")
    for name, data in files.items():
        here = rate(lambda data=data: read_here(Source(data)), cpu)  # type: ignore[misc]
        there = rate(lambda data=data: read(data), wall)  # type: ignore[misc]
        print(f"{name:10} {here:9,.0f} {base / here:7,.0f} {there:16,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
