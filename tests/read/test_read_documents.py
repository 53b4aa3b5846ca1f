"""PDF, Word and OFD files made by real writers: the same report comes out of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from written_files import LINES, drawn_pdf, empty_pdf, locked_pdf, ofd, pdf, word, zipped

from ingest.errors import ReadError
from ingest.read import read


@pytest.mark.parametrize("size", [12, 16, 22])
def test_a_pdf_gives_the_report_without_running_heads_and_page_numbers(size: int) -> None:
    document = read(pdf(LINES * 3, size=size), name="a.pdf")
    assert document.text.splitlines() == LINES * 3
    assert document.format == "pdf"
    assert document.title == "示例区2031年政府工作报告"


def test_a_pdf_without_indents_keeps_its_paragraphs_by_their_spacing() -> None:
    assert read(pdf(LINES, indent=0)).text.splitlines() == LINES


def test_a_ragged_pdf_keeps_its_paragraphs() -> None:
    assert read(pdf(LINES, justified=False)).text.splitlines() == LINES


def test_real_reports_come_back_from_pdf_paragraph_by_paragraph(shared: Path) -> None:
    for name in ("2025年山东省政府工作报告", "2025年辽宁省政府工作报告"):
        text = (shared / "corpus" / "reports" / f"{name}.txt").read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        lines = [line for line in lines if not line.startswith("来源：")]
        assert read(pdf(lines)).text.splitlines() == lines


def test_gaps_around_figures_are_no_spaces_and_gaps_between_cells_are() -> None:
    title = [(110.0 + 17 * n, letter) for n, letter in enumerate("政府工作报告")]
    # A quarter of a character on both sides of the figures, as word processors draw it.
    sentence = [(80, "地区生产总值增长"), (80 + 8 * 12 + 3, "6.5%"), (80 + 8 * 12 + 31, "左右。")]
    table = [[(80, "指标"), (200, "2030年")], [(80, "就业"), (200, "1.3万人")]]
    full = "全年经济运行总体平稳，主要指标好于预期，民生持续改善，社会大局稳定。"
    rows = [title, [(80, full)], [(80, full)], sentence, *table]
    found = read(drawn_pdf(rows)).text.splitlines()
    assert found == [
        "政府工作报告",
        full + full + "地区生产总值增长6.5%左右。",
        "指标\t2030年",
        "就业\t1.3万人",
    ]


def test_a_scan_says_that_it_has_no_text_layer() -> None:
    with pytest.raises(ReadError, match="scan without a text layer") as caught:
        read(empty_pdf(3), name="a.pdf")
    assert caught.value.name == "no_text"


def test_a_pdf_with_a_password_says_so() -> None:
    with pytest.raises(ReadError, match="protected by a password") as caught:
        read(locked_pdf(), name="a.pdf")
    assert caught.value.name == "encrypted"


def test_a_pdf_cut_in_the_middle_is_refused_or_read() -> None:
    with pytest.raises(ReadError, match=r"a\.pdf is "):
        read(pdf(LINES)[:900], name="a.pdf")


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    document = read(word(LINES), name="a.docx")
    assert document.text.splitlines() == LINES
    assert document.format == "docx"
    assert document.title == "示例区2031年政府工作报告"


def test_a_word_file_is_told_by_its_content_not_by_its_name() -> None:
    assert read(word(LINES), name="a.pdf", media_type="application/pdf").format == "docx"


def test_a_word_file_without_text_says_so() -> None:
    with pytest.raises(ReadError, match="without text") as caught:
        read(word([]), name="a.docx")
    assert caught.value.name == "no_text"


@pytest.mark.parametrize("region", ["北京市", "浙江省", "海南省"])
def test_the_real_word_files_equal_their_text_twins(shared: Path, region: str) -> None:
    corpus = shared / "corpus"
    document = read((corpus / "docx" / f"2025年{region}政府工作报告.docx").read_bytes())
    twin = (corpus / "reports" / f"2025年{region}政府工作报告.txt").read_text(encoding="utf-8")
    expected = [stripped for line in twin.splitlines() if (stripped := line.strip())]
    # The line that names the newspaper is page furniture.
    assert document.text.splitlines() == [line for line in expected if line[:3] != "来源："]
    assert len(document.text) > 14_000
    assert document.title == f"2025年{region}政府工作报告"


def test_an_ofd_file_gives_the_report_across_pages() -> None:
    document = read(ofd(LINES * 2), name="a.ofd")
    assert document.text.splitlines() == LINES * 2
    assert document.format == "ofd"
    assert document.title == "示例区2031年政府工作报告"


def test_an_ofd_file_with_a_missing_page_is_refused() -> None:
    broken = zipped({"OFD.xml": b"<OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>"})
    with pytest.raises(ReadError, match=r"the part Doc_0/Document\.xml is missing") as caught:
        read(broken, name="a.ofd")
    assert caught.value.name == "damaged"


def test_an_old_word_file_needs_a_converter() -> None:
    if shutil.which("soffice") or shutil.which("libreoffice") or shutil.which("antiword"):
        pytest.skip("a converter is installed")
    with pytest.raises(ReadError, match="install LibreOffice") as caught:
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), name="a.doc")
    assert caught.value.name == "unsupported"


def test_an_old_word_file_is_read_through_the_converter_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A real process in the converter's place, with antiword's arguments: the last one is the file.
    converter = tmp_path / "antiword"
    converter.write_text('#!/bin/sh\nfor last; do :; done\ntail -c +9 "$last"\n')
    converter.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    if shutil.which("soffice") or shutil.which("libreoffice"):
        pytest.skip("LibreOffice is installed and goes first")
    report = "\n".join(line for line in LINES if "\t" not in line)
    document = read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + report.encode(), name="a.doc")
    assert document.text.splitlines() == report.splitlines()
    assert document.format == "doc"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image_only"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image_only"),
        (b"Rar!\x1a\x07\x01\0", "unsupported"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "unsupported"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "unsupported"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (b"\x1f\x8b\x08" + bytes(50), "damaged"),
    ],
)
def test_what_can_not_be_read_is_named(data: bytes, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="a.bin")
    assert caught.value.name == name
