"""Files made to exhaust memory or time, or to get out: each is one ReadError, and work goes on."""

from __future__ import annotations

import gzip
import io
import os
import signal
import stat
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written_files import LINES, PAGES, REPORT, bare_pdf, empty_pdf, ofd, pdf, word, zipped

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits, read, unpack, worker
from ingest.read.registry import read_here
from ingest.read.source import Source

MIB = 1024 * 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(data: bytes, name: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name=name)
    return caught.value


def outcome(data: bytes, name: str | None = None) -> Document | ReadError:
    """What reading comes to: a document or a refusal; anything else fails the test."""
    try:
        return read(data, name=name, media_type="text/html", charset="gbk", url="http://a.cn/")
    except ReadError as error:
        return error


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """A copy of a zip file with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, part: content})


def test_a_word_file_that_unpacks_to_a_gigabyte_is_refused() -> None:
    bomb = b"<w:document>" + bytes(limits.MAX_XML_PART + MIB)
    assert refused(with_part(word(LINES), "word/document.xml", bomb), "a.docx").name == "bomb"


def test_an_ofd_page_that_unpacks_to_a_gigabyte_is_refused() -> None:
    page = "Doc_0/Pages/Page_0/Content.xml"
    bomb = b"<a>" + b" " * (limits.MAX_XML_PART + MIB)
    assert refused(with_part(ofd(LINES), page, bomb), "a.ofd").name == "bomb"


def test_gzip_that_unpacks_to_a_gigabyte_is_refused() -> None:
    assert refused(gzip.compress(bytes(200 * MIB), 1), "a.html").name == "bomb"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BILLION, OUTSIDE])
def test_entities_are_not_expanded_in_ofd(doctype: str) -> None:
    page = (
        f"{doctype}<Page><Content><Layer><TextObject Boundary='10 10 90 5' Size='5'>"
        "<TextCode X='0' Y='5'>全年增长6%。&l9;</TextCode></TextObject></Layer></Content></Page>"
    )
    data = with_part(ofd(LINES[:3]), "Doc_0/Pages/Page_0/Content.xml", page.encode())
    assert refused(data, "a.ofd").name == "damaged"


@pytest.mark.parametrize("doctype", [BILLION, OUTSIDE])
def test_entities_are_not_expanded_in_word(doctype: str) -> None:
    body = "<w:body><w:p><w:r><w:t>全年增长6%。&l9;</w:t></w:r></w:p></w:body>"
    part = f'{doctype}<w:document xmlns:w="{W}">{body}</w:document>'
    data = with_part(word(LINES), "word/document.xml", part.encode())
    found = outcome(data, "a.docx")
    text = found.text if isinstance(found, Document) else str(found)
    assert "哈" not in text
    assert "root:" not in text


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "ul><li"])
def test_deep_nesting_of_a_page_is_read_or_refused(tag: str) -> None:
    close = "".join(f"</{each}>" for each in reversed(tag.split("><")))
    data = f"<html><body>{f'<{tag}>' * 20_000}{REPORT}{close * 20_000}</body></html>".encode()
    found = outcome(data, "a.html")
    assert isinstance(found, ReadError) or "地区生产总值增长6%左右" in found.text


def test_deep_nesting_of_a_word_file_is_refused() -> None:
    depth = 60_000
    nest = "<w:sdt>" * depth + "</w:sdt>" * depth
    body = f'<w:document xmlns:w="{W}"><w:body>{nest}</w:body></w:document>'
    data = with_part(word(LINES), "word/document.xml", body.encode())
    assert refused(data, "a.docx").name in ("damaged", "memory", "no_text")


def test_a_pdf_of_ten_thousand_pages_is_refused() -> None:
    error = refused(empty_pdf(10_000), "a.pdf")
    assert error.name == "too_large"
    assert "10,000 pages, over the limit" in str(error)


@pytest.mark.slow
def test_a_pdf_made_to_crash_its_parser_is_one_failed_document() -> None:
    inside_itself = bare_pdf(b"/X Do /X Do ", form=b"/X Do /X Do ")
    assert refused(inside_itself, "a.pdf").name in ("crash", "memory", "timeout", "no_text")
    assert read((PAGES / "trs/t20310215_10001.html").read_bytes()).text == REPORT


def test_a_script_in_a_pdf_never_runs() -> None:
    words = b"".join(b"BT /F1 12 Tf 50 %d Td (growth 6.5 percent) Tj ET " % y for y in (400, 450))
    assert "growth 6.5 percent" in read(bare_pdf(words), name="a.pdf").text


def test_an_ofd_file_of_ten_thousand_pages_is_refused() -> None:
    pages = '<Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 10_000
    part = f"<Document><Pages>{pages}</Pages></Document>".encode()
    assert refused(with_part(ofd(LINES), "Doc_0/Document.xml", part), "a.ofd").name == "too_large"


def test_too_large_a_file_is_refused_unread() -> None:
    assert refused(b"%PDF-1.7" + bytes(limits.MAX_BYTES), "a.pdf").name == "too_large"


def test_too_large_a_page_is_refused() -> None:
    data = b"<html><body>" + b"a " * limits.MAX_HTML_BYTES
    assert refused(data, "a.html").name == "too_large"


def test_only_so_many_links_are_kept() -> None:
    links = "".join(f'<a href="{n}.pdf">{n}</a>' for n in range(20_000))
    document = read(f"<html><body>{links}{REPORT}</body></html>".encode(), url="http://a.gov.cn/")
    assert len(document.links) == limits.MAX_LINKS


# --- archives ---------------------------------------------------------------------------------


def test_an_archive_gives_its_reports_by_their_bare_names() -> None:
    data = zipped(
        {
            "../../etc/甲区.txt": REPORT.encode(),
            "/abs/乙区.docx": word(LINES),
            "C:\\x\\丙区.html": (PAGES / "trs/t20310215_10001.html").read_bytes(),
            "__MACOSX/._甲区.txt": b"x",
            "说明.exe": b"MZ",
        }
    )
    archive = unpack(data, name="a.zip")
    assert [name for name, _ in archive.members] == ["甲区.txt", "乙区.docx", "丙区.html"]
    assert [read(member, name=name).text for name, member in archive.members] == [REPORT] * 3
    assert archive.skipped == (
        "说明.exe was passed over: it is no text, HTML, PDF, DOCX or OFD file.",
    )


def test_names_in_gbk_are_read() -> None:
    name = "示例区2031年政府工作报告.txt"
    info = zipfile.ZipInfo(name.encode("gbk").decode("cp437"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, REPORT.encode())
    data = out.getvalue()
    # zipfile marks the name as UTF-8 when it writes; old Windows does not, and writes raw GBK.
    raw = name.encode("gbk")
    data = data.replace(name.encode("gbk").decode("cp437").encode(), raw)
    marks = [n for n in range(len(data)) if data[n : n + 4] in (b"PK\x03\x04", b"PK\x01\x02")]
    rewritten = bytearray(data)
    for mark in marks:
        local = data[mark : mark + 4] == b"PK\x03\x04"
        flags, length = (mark + 6, mark + 26) if local else (mark + 8, mark + 28)
        rewritten[flags + 1] &= ~0x08
        rewritten[length : length + 2] = len(raw).to_bytes(2, "little")
    grown = len(name.encode("gbk").decode("cp437").encode()) - len(raw)
    end = bytes(rewritten).index(b"PK\x05\x06")
    for at in (end + 12, end + 16):
        value = int.from_bytes(rewritten[at : at + 4], "little") - grown
        rewritten[at : at + 4] = value.to_bytes(4, "little")
    assert [member[0] for member in unpack(bytes(rewritten)).members] == [name]


def test_links_and_locked_members_are_passed_over() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("b.txt", REPORT.encode())
    archive = unpack(out.getvalue())
    assert [name for name, _ in archive.members] == ["b.txt"]
    assert archive.skipped == ("a.txt was passed over: it is a link.",)


def test_a_member_that_unpacks_to_a_gigabyte_is_refused() -> None:
    data = zipped({"a.txt": bytes(limits.MAX_ZIP_MEMBER + 1)})
    with pytest.raises(ReadError) as caught:
        unpack(data, name="a.zip")
    assert caught.value.name == "bomb"


@pytest.mark.slow
def test_many_members_that_unpack_to_gigabytes_are_refused() -> None:
    part = bytes(limits.MAX_ZIP_MEMBER - 1)
    with pytest.raises(ReadError) as caught:
        unpack(zipped({f"{n}.txt": part for n in range(5)}), name="a.zip")
    assert caught.value.name == "bomb"


def test_too_many_members_are_refused() -> None:
    data = zipped({f"{n}.txt": b"" for n in range(limits.MAX_ZIP_MEMBERS + 1)})
    with pytest.raises(ReadError, match="over the limit of 3,000"):
        unpack(data, name="a.zip")


def test_an_archive_with_one_report_is_read_and_one_with_two_says_what_to_do() -> None:
    assert read(zipped({"x/a.txt": REPORT.encode()}), name="a.zip").text == REPORT
    two = zipped({"a.txt": REPORT.encode(), "b.txt": REPORT.encode()})
    assert refused(two, "a.zip").name == "archive"
    nested = zipped({"a.txt": zipped({"b.txt": REPORT.encode()})})
    assert "holds another archive" in str(refused(nested, "a.zip"))


# --- the worker process -----------------------------------------------------------------------


def test_a_worker_that_is_killed_is_one_failed_document(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (PAGES / "trs/t20310215_10001.html").read_bytes()
    idle = worker.Worker()
    os.kill(idle._process.pid, signal.SIGKILL)
    idle._process.wait()
    worker._pool._idle.append(idle)
    error = refused(data, "a.html")
    assert error.name == "crash"
    assert "status -9" in str(error)
    assert read(data, name="a.html").text == REPORT


def test_a_reader_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = worker.Worker()
    os.kill(stopped._process.pid, signal.SIGSTOP)
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.2)
    worker._pool._idle.append(stopped)
    started = time.monotonic()
    assert refused(b"<html><body>x</body></html>", "a.html").name == "timeout"
    assert time.monotonic() - started < 20
    monkeypatch.undo()
    assert stopped._process.poll() is not None


@pytest.mark.parametrize("piece", [b"<p>a", b"<i></i>", b"<!---->", b"<"])
def test_a_page_of_millions_of_tags_is_refused(piece: bytes) -> None:
    # As a tree, 20 MB of such pieces are more than a gigabyte.
    data = b"<html><body>" + piece * (limits.MAX_HTML_BYTES // len(piece) - 10)
    assert refused(data, "a.html").name == "too_large"


@pytest.mark.slow
def test_what_needs_too_much_memory_is_refused_and_reading_goes_on() -> None:
    part = b"<w:p/>" * (limits.MAX_XML_PART // 6 - 100)
    body = b'<w:document xmlns:w="' + W.encode() + b'"><w:body>' + part + b"</w:body></w:document>"
    found = outcome(with_part(word(LINES), "word/document.xml", body), "a.docx")
    assert isinstance(found, ReadError)
    assert found.name in ("memory", "damaged", "no_text", "timeout")
    assert read((PAGES / "trs/t20310215_10001.html").read_bytes()).text == REPORT


def test_workers_end_with_their_parent() -> None:
    started = worker.Worker()
    started._process.stdin.close()
    assert started._process.wait(timeout=10) == 0
    started._process.stdout.close()


def test_threads_read_at_the_same_time() -> None:
    files = [(PAGES / "trs/t20310215_10001.html").read_bytes(), word(LINES), pdf(LINES), ofd(LINES)]
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda n: read(files[n % 4]).text, range(32)))
    assert texts == [REPORT] * 32
    assert len(worker._pool._idle) <= limits.IDLE_WORKERS


def test_a_forked_child_does_not_use_its_parents_worker() -> None:
    read((PAGES / "trs/t20310215_10001.html").read_bytes())
    parents = {each._process.pid for each in worker._pool._idle}
    taken = worker.Worker()
    taken.owner = -1
    worker._pool._idle.append(taken)
    fresh = worker._pool.take()
    assert fresh is not taken
    assert fresh._process.pid in parents or fresh.owner == os.getpid()
    worker._pool.give_back(fresh)
    taken.close()


# --- anything at all --------------------------------------------------------------------------

SEEDS = [
    b"",
    (PAGES / "trs_gbk/t20310216_20002.htm").read_bytes()[:3000],
    pdf(LINES[:3]),
    word(LINES[:3]),
    ofd(LINES[:3]),
    zipped({"a.txt": b"x", "b.html": b"<p>y"}),
]


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A real file with bytes replaced, removed or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 20))
        data[at : at + length] = draw(st.binary(max_size=20))
    return bytes(data)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    broken_files() | st.binary(max_size=300), st.sampled_from([None, "a.txt", "a.html", "a.pdf"])
)
def test_no_bytes_raise_anything_but_a_read_error(data: bytes, name: str | None) -> None:
    found = outcome(data, name)
    if isinstance(found, Document):
        assert found.text.encode()
    else:
        assert str(found).endswith(".")
        assert found.name


def test_reading_here_gives_what_the_worker_gives() -> None:
    for data in SEEDS[1:5]:
        source = Source(data, url="http://a.cn/b/c.html")
        assert read(data, url="http://a.cn/b/c.html") == read_here(source)
    assert threading.active_count() >= 1
