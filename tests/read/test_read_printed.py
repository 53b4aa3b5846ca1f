"""A page printed to PDF by a real browser: embedded fonts, scaled text, its own furniture."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest
from written_files import LINES

from ingest.read import read

STYLE = "p{margin:0;line-height:1.8} td{padding:2px 20px} h1{text-align:center;font-size:22pt}"


@pytest.mark.browser
@pytest.mark.parametrize("look", ["text-indent:2em;text-align:justify", "margin-bottom:1em"])
def test_a_printed_page_gives_its_paragraphs(tmp_path: Path, look: str) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("Chromium is not installed")
    lines = [LINES[0], *[line for line in LINES[3:] if "\t" not in line] * 4]
    rows = [line.split("\t") for line in LINES if "\t" in line]
    body = "".join(f"<p style='{look}'>{escape(line)}</p>" for line in lines[1:])
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = tmp_path / "page.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><style>body{{font:16pt 'Noto Sans CJK SC'}}{STYLE}"
        f"</style><h1>{lines[0]}</h1>{body}<table>{cells}</table>",
        encoding="utf-8",
    )
    printed = tmp_path / "page.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={printed}"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    subprocess.run([*command, profile, page.as_uri()], check=True, capture_output=True, timeout=120)
    found = read(printed.read_bytes(), name="page.pdf").text.splitlines()
    assert found == [*lines, *["\t".join(row) for row in rows]]
