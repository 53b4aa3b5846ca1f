"""Fuzzes every reader and the extractor, guided by coverage (atheris).

    python bench/fuzz_readers.py --minutes 5 [--target html] [--corpus folder]

Each target runs in a process of its own for its share of the minutes, from seeds that are written
here or taken from tests/pages. A target fails on any exception but the stage's own, on a crash of
native code, on an input that takes over 20 seconds or over 2 GB. What fails is kept in
`.fuzz/<target>/` and named; it then becomes a test in tests/read/test_read_found.py.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "pages"
KEPT = ROOT / ".fuzz"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Target = Callable[[bytes], None]


def main() -> int:
    """Runs the targets one after the other; gives 1 where one of them found something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=5.0, help="for all targets together")
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--run", choices=sorted(TARGETS), help=argparse.SUPPRESS)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what was found telling")
    options, rest = parser.parse_known_args()
    if options.run:
        _fuzz(options.run, rest)
        return 0
    try:
        import atheris  # noqa: F401, PLC0415 - a development tool that not every platform has
    except ImportError:
        print("Fuzzing needs atheris: .venv/bin/python -m pip install atheris")
        return 2
    names = options.target or sorted(TARGETS)
    seconds = max(5, int(options.minutes * 60 / len(names)))
    failed = [name for name in names if not _run(name, seconds, options.corpus)]
    print(f"failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _run(name: str, seconds: int, corpus: Path | None) -> bool:
    """Runs one target for so many seconds; prints what it did; whether it found nothing."""
    kept = KEPT / name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        seeds = corpus / name if corpus else Path(scratch)
        seeds.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(SEEDS[name]()):
            (seeds / f"seed{number}").write_bytes(seed)
        command = [
            sys.executable,
            __file__,
            "--run",
            name,
            str(seeds),
            f"-max_total_time={seconds}",
        ]
        command += ["-timeout=20", "-rss_limit_mb=2048", "-max_len=60000", "-print_final_stats=1"]
        command += [f"-artifact_prefix={kept}/", "-verbosity=1"]
        result = subprocess.run(
            command, check=False, cwd=ROOT, capture_output=True, text=True, errors="replace"
        )
    runs = re.search(r"number_of_executed_units:\s*(\d+)", result.stderr)
    coverage = re.findall(r"cov: (\d+)", result.stderr)
    print(
        f"{name:10} {runs[1] if runs else '?':>9} inputs in {seconds} s, "
        f"coverage {coverage[-1] if coverage else '?'}, "
        f"{'nothing found' if result.returncode == 0 else 'FAILED, see ' + str(kept)}",
        flush=True,
    )
    if result.returncode:
        print("\n".join(result.stderr.splitlines()[-25:]))
    return result.returncode == 0


def _fuzz(name: str, arguments: list[str]) -> None:
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["ingest"]):
        target = TARGETS[name]()
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def _reader(prepare: Callable[[bytes], bytes], name: str | None = None) -> Callable[[], Target]:
    def make() -> Target:
        from ingest.errors import ReadError  # noqa: PLC0415 - imported under instrumentation
        from ingest.read import docx, html, ofd, pdf, text, zip  # noqa: F401, PLC0415
        from ingest.read.registry import read_here  # noqa: PLC0415
        from ingest.read.source import Source  # noqa: PLC0415

        def target(data: bytes) -> None:
            try:
                document = read_here(
                    Source(prepare(data), name=name, url="http://a.gov.cn/b/t1.html")
                )
            except ReadError:
                return
            document.text.encode()

        return target

    return make


def _extractor() -> Target:
    from ingest.errors import NotAReportError  # noqa: PLC0415
    from ingest.extract import extract  # noqa: PLC0415
    from ingest.recognise import doubts_about, refuse_if_not_report  # noqa: PLC0415

    def target(data: bytes) -> None:
        text = data.decode("utf-8", errors="replace")
        found = extract(text)
        for each in found.observations:
            if text[each.start : each.end] != each.quote and each.quote not in text:
                raise AssertionError(f"the quote {each.quote!r} is not at {each.start}:{each.end}")
        doubts_about(text)
        with contextlib.suppress(NotAReportError):
            refuse_if_not_report(text)

    return target


def _as_it_is(data: bytes) -> bytes:
    return data


def _html(data: bytes) -> bytes:
    return b"<!DOCTYPE html><html>" + data


def _pdf(data: bytes) -> bytes:
    return data if b"%PDF-" in data[:1024] else b"%PDF-1.7\n" + data


def _grown(data: bytes, names: list[str], attributes: list[str], root: str) -> bytes:
    """A well-formed XML part whose shape the bytes decide: each opens, closes, or writes text."""
    out, open_names = [f"<{root}>"], []
    for position, byte in enumerate(data):
        if byte < 100:
            name = names[byte % len(names)]
            chosen = attributes[(byte + position) % len(attributes)]
            out.append(f"<{name} {chosen}>")
            open_names.append(name)
        elif byte < 180 and open_names:
            out.append(f"</{open_names.pop()}>")
        else:
            out.append("全年增长6%，\n 12 "[byte % 11])
    out += [f"</{name}>" for name in reversed(open_names)]
    return "".join([*out, f"</{root.split(maxsplit=1)[0]}>"]).encode()


def _grown_word(data: bytes) -> bytes:
    names = (
        "w:p w:r w:t w:tab w:br w:tbl w:tr w:tc w:sdt w:sdtContent w:del w:ins w:hyperlink w:pPr"
    )
    attributes = ["", 'w:val="1"', 'xml:space="preserve"']
    part = _grown(data, names.split(), attributes, f'w:document xmlns:w="{W}"')
    body = part.replace(b">", b"><w:body>", 1).replace(b"</w:document>", b"</w:body></w:document>")
    return _word(body)


def _grown_ofd(data: bytes) -> bytes:
    names = ["Content", "Layer", "PageBlock", "TextObject", "TextCode", "Area", "PhysicalBox"]
    attributes = [
        'Boundary="20 30 90 5" Size="5"',
        'Boundary="20 290 90 5" Size="0" CTM="2 0 0 1 0 0"',
        'X="0" Y="5" DeltaX="g 5 5 4"',
        'X="nan" Y="-1e9" DeltaX="g 99999999 1 g"',
        'Boundary="a b c d" Size="-3"',
        "",
    ]
    return _ofd(_grown(data, names, attributes, "Page"))


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _word(body: bytes) -> bytes:
    """A Word file around the bytes of its main part."""
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        b'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return _zipped(
        {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": body}
    )


def _ofd(body: bytes) -> bytes:
    """An OFD file around the bytes of its only page."""
    return _zipped(
        {
            "OFD.xml": b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
            "D/Document.xml": b'<Document><Pages><Page BaseLoc="C.xml"/></Pages></Document>',
            "D/C.xml": body,
        }
    )


def _pages() -> list[bytes]:
    return [file.read_bytes() for file in sorted(PAGES.rglob("*.*htm*"))]


def _texts() -> list[bytes]:
    report = (PAGES / "report.txt").read_text(encoding="utf-8")
    return [report.encode(code) for code in ("utf-8", "gb18030", "utf-16-le", "utf-16")]


def _pdfs() -> list[bytes]:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for page in range(2):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(80, 700, "全年地区生产总值增长6%左右，城镇新增就业1.3万人。")
        canvas.drawString(280, 30, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return [out.getvalue()]


def _word_parts() -> list[bytes]:
    paragraph = "<w:p><w:r><w:t>全年增长6%。</w:t><w:tab/><w:br/></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
    return [f'<w:document xmlns:w="{W}"><w:body>{paragraph}{table}</w:body></w:document>'.encode()]


def _ofd_parts() -> list[bytes]:
    text = (
        '<TextObject Boundary="20 30 90 5" Size="5" CTM="1 0 0 1 0 0"><TextCode X="0" Y="5" '
        'DeltaX="g 5 5 4">全年增长6%。</TextCode></TextObject>'
    )
    box = "<Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>"
    return [f"<Page>{box}<Content><Layer>{text * 2}</Layer></Content></Page>".encode()]


def _archives() -> list[bytes]:
    return [_zipped({"a.txt": b"x" * 40}), _zipped({"a.html": b"<p>x", "b/c.txt": b"y", "d/": b""})]


TARGETS: dict[str, Callable[[], Target]] = {
    "text": _reader(_as_it_is, "a.txt"),
    "html": _reader(_html),
    "pdf": _reader(_pdf),
    "docx": _reader(_word),
    "docx_tree": _reader(_grown_word),
    "ofd": _reader(_ofd),
    "ofd_tree": _reader(_grown_ofd),
    "zip": _reader(_as_it_is, "a.zip"),
    "extract": _extractor,
}
SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "text": _texts,
    "html": _pages,
    "pdf": _pdfs,
    "docx": _word_parts,
    "docx_tree": lambda: [bytes(range(0, 256, 5))],
    "ofd": _ofd_parts,
    "ofd_tree": lambda: [bytes(range(0, 256, 5))],
    "zip": _archives,
    "extract": lambda: _texts()[:1],
}

if __name__ == "__main__":
    sys.exit(main())
