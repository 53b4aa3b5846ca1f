"""What files made to exhaust memory or time cost here: each in a process of its own.

Prints for each file how it was refused (or that it was read), after how long, and the most memory
that the program itself and its parsing worker held. `--case` measures one of them.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "read")]

from ingest.errors import ReadError  # noqa: E402
from ingest.read import limits, read, unpack  # noqa: E402

MIB = 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word_bomb() -> bytes:
    from written_files import LINES, word, zipped  # type: ignore[import-not-found]  # noqa: PLC0415

    parts = {"word/document.xml": b"<w:document>" + bytes(limits.MAX_XML_PART + MIB)}
    return bytes(zipped({**_members(word(LINES)), **parts}))


def _members(data: bytes) -> dict[str, bytes]:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip_bomb() -> bytes:
    from written_files import zipped  # noqa: PLC0415

    return bytes(zipped({f"{n}.txt": bytes(50 * MIB) for n in range(8)}))


def _pdf(pages: int) -> bytes:
    from written_files import empty_pdf  # noqa: PLC0415

    return bytes(empty_pdf(pages))


def _pdf_in_itself() -> bytes:
    from written_files import bare_pdf  # noqa: PLC0415

    return bytes(bare_pdf(b"/X Do /X Do ", form=b"/X Do /X Do "))


def _nested() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 20_000 + "全年增长6%。".encode()


def _nested_word() -> bytes:
    from written_files import LINES, word, zipped  # noqa: PLC0415

    nest = "<w:sdt>" * 60_000 + "</w:sdt>" * 60_000
    body = f'<w:document xmlns:w="{W}"><w:body>{nest}</w:body></w:document>'
    return bytes(zipped({**_members(word(LINES)), "word/document.xml": body.encode()}))


HONEST = ROOT / "tests" / "pages" / "trs" / "t20310215_10001.html"
# What it is, the name it comes under, and how it is made.
CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an honest page": ("a.html", HONEST.read_bytes),
    "gzip of 200 MiB": ("a.html", lambda: gzip.compress(bytes(200 * MIB), 1)),
    "a zip of 400 MiB": ("a.zip", _zip_bomb),
    "a Word part of 49 MiB": ("a.docx", _word_bomb),
    "a PDF of 10,000 pages": ("a.pdf", lambda: _pdf(10_000)),
    "a PDF that draws itself": ("a.pdf", _pdf_in_itself),
    "a page nested 60,000 deep": ("a.html", _nested),
    "a Word file nested 60,000 deep": ("a.docx", _nested_word),
    "a PDF of 101 MiB": ("a.pdf", lambda: b"%PDF-1.7" + bytes(101 * MIB)),
}  # fmt: skip


def measure(case: str) -> None:
    """Read one file and print what that took."""
    name, make = CASES[case]
    data = make()
    before, clock = _peak("self"), time.monotonic()
    try:
        (unpack if name.endswith(".zip") else read)(data, name=name)
        outcome = "read"
    except ReadError as error:
        outcome = f"refused ({error.name})"
    seconds = time.monotonic() - clock
    worker = max([_peak(pid) for pid in _children()], default=0.0)
    worker = max(worker, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    print(
        f"{case}: {len(data) / 1024:,.0f} KiB, {outcome} after {seconds:.1f} s; worker at most "
        f"{worker:.0f} MiB, program {_peak('self') - before:.0f} MiB more than before"
    )


def _children() -> list[str]:
    return Path("/proc/self/task").joinpath(_main_thread(), "children").read_text().split()


def _main_thread() -> str:
    return str(Path("/proc/self").resolve().name)


def _peak(pid: str) -> float:
    """The most memory of a process so far, in MiB."""
    status = Path("/proc", pid, "status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Measure all cases, each in a fresh process."""
    parser = argparse.ArgumentParser(description="What hostile files cost.")
    parser.add_argument("--case", choices=CASES)
    case = parser.parse_args().case
    if case:
        measure(case)
        return
    for name in CASES:
        subprocess.run([sys.executable, __file__, "--case", name], check=True)


if __name__ == "__main__":
    main()
