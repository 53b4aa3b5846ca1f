"""Inputs that fuzzing found: each made a reader raise what it should not."""

from __future__ import annotations

import io
import zipfile

import pytest
from written_files import LINES, PAGES, word, zipped

from ingest.errors import ReadError
from ingest.read.registry import read_here
from ingest.read.source import Source
from ingest.read.zip import unpack_here

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, part: content})


@pytest.mark.parametrize("name", ["http://example.org/1096", W])
def test_a_word_file_without_a_body_is_damaged(name: str) -> None:
    part = f'<w:document xmlns:w="{name}"><w:aody/></w:document>'.encode()
    with pytest.raises(ReadError, match="damaged Word file"):
        read_here(Source(with_part(word(LINES), "word/document.xml", part)))


@pytest.mark.parametrize("noise", [b"\x1a", b"\x0c", b"&#1;", b"&#xFFFE;", b"\x0b"])
def test_control_characters_beside_dropped_parts_of_a_page(noise: bytes) -> None:
    page = (PAGES / "jhtml" / "80008.jhtml").read_bytes()
    page = page.replace(b'<div id="header">', noise + b'<div id="header">' + noise)
    page = page.replace(b'<div id="footer">', noise + b'<div id="footer">').replace(
        b"</body>", noise + b"</body>"
    )
    text = read_here(Source(page)).text
    assert text.splitlines()[0] == "示例区2031年政府工作报告"
    assert "版权所有" not in text


def test_a_zip_member_without_a_name() -> None:
    data = zipped({"a": b"x"}).replace(b"a", b"\0", 1)
    broken = bytearray(zipped({"a": b"xyz", "b.txt": b"y"}))
    entry = bytes(broken).index(b"PK\x01\x02")
    # The first entry of the directory says that its name has no characters and its extra has one.
    broken[entry + 28 : entry + 32] = b"\0\0\x01\0"
    assert [name for name, _ in unpack_here(Source(bytes(broken))).members] == ["b.txt"]
    with pytest.raises(ReadError):
        read_here(Source(data))
