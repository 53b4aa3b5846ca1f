"""Plain text: whatever the charset, the characters of the file; otherwise the byte's position."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.read import read

REPORT = (
    "2030年示例区政府工作报告\r\n\n　　各位代表：\n现在报告区人民政府的工作，请审议。\n"
    "全年地区生产总值增长6.5%左右，城镇新增就业1.2万人。\r\n"
)


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("utf-8", "utf-8"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("label", [None, "utf-8", "gb2312", "iso-8859-1", "no-such-charset"])
def test_the_content_decides_the_charset(charset: str, expected: str, label: str | None) -> None:
    document = read(REPORT.encode(charset), name="a.txt", charset=label)
    assert document.text == REPORT
    assert document.charset == expected
    assert document.format == "text"


def test_a_wrong_label_is_noted() -> None:
    notes = read(REPORT.encode("gbk"), name="a.txt", charset="UTF-8").notes
    assert notes == ("The header says UTF-8, the content is gb18030.",)
    assert read(REPORT.encode("gbk"), name="a.txt", charset="GB2312").notes == ()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"])
def test_a_byte_order_mark_stays_as_the_first_character(charset: str) -> None:
    assert read(("\ufeff" + REPORT).encode(charset), name="a.txt").text == "\ufeff" + REPORT


def test_a_traditional_report_in_big5() -> None:
    text = "示例區政府工作報告\n全年地區生產總值增長百分之六點五，居民收入與經濟增長同步。\n"
    assert read(text.encode("big5"), name="a.txt", charset="big5").text == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_broken_byte_is_refused_with_its_position(charset: str) -> None:
    data = REPORT.encode(charset)
    cut = len("2030年示例区".encode(charset))
    with pytest.raises(ReadError, match=rf"position {cut} \(0xff\) is not valid {charset}"):
        read(data[:cut] + b"\xff\xff" + data[cut:], name="a.txt")


def test_a_broken_byte_after_a_mark_is_refused_with_its_position() -> None:
    data = ("\ufeff" + REPORT).encode()
    with pytest.raises(ReadError, match=r"a\.txt .*position 3 \(0xfe\)"):
        read(data[:3] + b"\xfe" + data[3:], name="a.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode(), "\u3000\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"a\.txt is empty"):
        read(data, name="a.txt")


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 50, bytes(range(256)), b"abc\x00def"])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"binary|decoded|no readable text"):
        read(data, name="a.txt")


@pytest.mark.parametrize(
    ("name", "media_type", "called"),
    [
        ("a.docx", None, "DOCX"),
        ("a.PDF", None, "PDF"),
        ("a.wps", None, "DOC"),
        (None, "application/ofd", "OFD"),
    ],
)
def test_a_broken_document_is_not_taken_for_a_text_to_save_again(
    name: str | None, media_type: str | None, called: str
) -> None:
    with pytest.raises(ReadError, match=f"called {called} but doesn't begin like one") as refused:
        read(b"\x8b\xff\xfe\x00\x01\xff" * 90, name=name, media_type=media_type)
    assert refused.value.name == "damaged"


def test_a_text_is_read_whatever_its_name_says() -> None:
    assert read(REPORT.encode(), name="a.docx").text == REPORT


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ReadError, match="over the limit"):
        read(b"a" * (16 * 1024 * 1024 + 1), name="a.txt")


@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "utf-16", "zip", "idna", "utf-7"]))
def test_no_bytes_make_it_raise_anything_else(data: bytes, label: str | None) -> None:
    try:
        read(data, name="a.txt", charset=label)
    except ReadError as error:
        assert str(error)  # noqa: PT017 - the only outcome besides a document


@given(
    st.text(alphabet="一二三年区县增长亿元万人工作报告目标预计。，；\n 0123456789.%", min_size=8)
)
def test_chinese_text_comes_back_exactly(text: str) -> None:
    if not text.strip():
        return
    assert read(text.encode(), name="a.txt").text == text


def test_real_reports_in_every_charset(shared: Path) -> None:
    for file in sorted((shared / "corpus" / "reports").glob("*.txt")):
        text = file.read_bytes().decode("utf-8")
        for charset in ("utf-8", "gb18030", "utf-16-le"):
            assert read(text.encode(charset), name=file.name, charset="gb2312").text == text
