"""One county's site: its list, its reports, and the way in which it is difficult."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import brotli

from govsite.systems import Row, System, frame, paragraphs
from govsite.texts import report
from govsite.web import Reply

BESIDE = (
    "一图读懂{year}年{region}政府工作报告",
    "{year}年{region}政府工作报告重点工作任务分解表",
    "关于《{year}年政府工作报告》征求意见的公告",
    "{year}年示例镇政府工作报告",
    "{year}年示例省政府工作报告",
    "{region}{year}年政府信息公开工作年度报告",
)
PER_PAGE = 5


@dataclass
class County:
    """A site. `quirk` names its difficulty; `years` are the reports that it has published."""

    number: int
    region: str
    system: System
    quirk: str
    years: list[int]
    asked: Counter[str] = field(default_factory=Counter)
    validators: bool = True
    banner: str = ""
    _made: dict[tuple[int, str], bytes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def entry(self) -> str:
        """The address on the source's card, as a path."""
        return "/" if self.system.from_home else self.system.list_path

    def title(self, year: int) -> str:
        return f"{year}年{self.region}政府工作报告"

    def report_path(self, year: int) -> str:
        path = self.system.report_path(year, self.region)
        return {"pdf_direct": path.rsplit(".", 1)[0] + ".pdf"}.get(self.quirk, path)

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        """Serve a path; the difficulty comes first, then the page itself."""
        path = urlsplit(path).path
        with self._lock:
            self.asked[path] += 1
            count = self.asked[path]
        reply = self._difficult(path, count, headers) or self._page(path)
        return self._conditional(reply, headers)

    def _conditional(self, reply: Reply, headers: dict[str, str]) -> Reply:
        if reply.status != 200 or not self.validators or reply.fault:
            return reply
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if headers.get("if-none-match") == etag:
            return Reply(b"", status=304, media_type=None, headers={"ETag": etag})
        reply.headers["ETag"] = etag
        return reply

    def _year_of(self, path: str) -> int | None:
        return next((year for year in self.years if self.report_path(year) == path), None)

    def _difficult(self, path: str, count: int, headers: dict[str, str]) -> Reply | None:
        """The faults; each is met by every visitor once or always, as its name says."""
        year = self._year_of(path)
        if year is not None and year == min(self.years):
            broken = self._never()
            if broken is not None:
                return broken
        if year is not None and count == 1:
            return self._once(path)
        if self.quirk == "302":
            return self._detour(path, is_report=year is not None)
        if self.quirk == "cookie" and "seen=1" not in headers.get("cookie", ""):
            return Reply(status=302, headers={"Location": path, "Set-Cookie": "seen=1; Path=/"})
        return self._moved() if path == self.system.list_path else None

    def _once(self, path: str) -> Reply | None:
        """What only the first visitor of a report meets."""
        page = self._page(path)
        return {
            "302": self._detour(path, is_report=True),
            "429": Reply(b"slow down", status=429, headers={"Retry-After": "0"}),
            "503": Reply(b"busy", status=503),
            "drip": Reply(page.body, media_type=page.media_type, fault="drip", drip_seconds=0),
            "reset": Reply(page.body, media_type=page.media_type, fault="reset"),
            "truncate": Reply(page.body, media_type=page.media_type, fault="truncate"),
            "cookie": Reply(status=302, headers={"Location": path, "Set-Cookie": "seen=1; Path=/"}),
        }.get(self.quirk)

    def _detour(self, path: str, *, is_report: bool) -> Reply | None:
        """Redirects to the report over two further addresses."""
        if is_report:
            return Reply(status=302, headers={"Location": f"/go{path}"})
        if path.startswith("/go/"):
            return Reply(status=301, headers={"Location": path.replace("/go/", "/went/", 1)})
        return self._page(path.removeprefix("/went")) if path.startswith("/went/") else None

    def _moved(self) -> Reply | None:
        """What stands where the list was."""
        return {
            "moved": Reply(b"gone", status=404),
            "moved_soft": Reply(frame("404", "<p>您访问的页面不存在</p>").encode()),
            "moved_302": Reply(status=302, headers={"Location": "/new/zfgzbg/index.html"}),
        }.get(self.quirk)

    def _never(self) -> Reply | None:
        """What one report of some sites always is: no report that a machine may have."""
        check = b"<html><script>document.cookie='c=1';location.reload();</script></html>"
        image = frame(self.title(self.years[0]), "<div id='zoom'><img src='/1.jpg'></div>")
        return {
            "403": Reply(b"forbidden", status=403),
            "check": Reply(check),
            "soft_404": Reply(frame("提示", "<p>您访问的页面不存在或已删除</p>").encode()),
            "image": Reply(image.encode()),
        }.get(self.quirk)

    def _page(self, path: str) -> Reply:
        if path == "/robots.txt":
            return Reply(b"User-agent: *\nDisallow: /admin/\n", media_type="text/plain")
        if path == "/":
            return self._home()
        if path in {"/zwgk/index.html", "/zwgk/fdzd/index.html"}:
            return self._on_the_way(path)
        number, year = self._list_page_number(path), self._year_of(path)
        if number:
            return self._list(number)
        if year is not None:
            return self._report(year)
        return self._piece(path) or Reply(b"<html><title>404</title></html>", status=404)

    def _html(self, title: str, body: str, head: str = "") -> Reply:
        """Encode a page the way the site does, with the label that it gives it."""
        charset = self.system.charset
        label = {"wrong_label": "utf-8" if charset != "utf-8" else "gb2312"}.get(
            self.quirk, charset
        )
        text = frame(title, self.banner + body, charset=label, head=head)
        data = text.encode("gb18030" if charset.startswith("gb") else charset)
        reply = Reply(data, media_type=f"text/html; charset={label}")
        if self.quirk == "no_label":
            reply.media_type = "text/html"
        if self.quirk == "gzip":
            reply.body = gzip.compress(data, mtime=0)
            reply.headers["Content-Encoding"] = "gzip"
        if self.quirk == "br":
            reply.body = brotli.compress(data, quality=4)
            reply.headers["Content-Encoding"] = "br"
        return reply

    def _home(self) -> Reply:
        if self.quirk == "refresh":
            return self._html("", "", head="<meta http-equiv='refresh' content='0;url=/home.html'>")
        return self._html(
            f"{self.region}人民政府",
            '<div><a href="/zwgk/index.html">政府信息公开</a><a href="/ldxx/index.html">领导</a>'
            '<ul><li><a href="/xwdt/1.html">区领导学习贯彻政府工作报告精神</a></li></ul></div>',
        )

    def _on_the_way(self, path: str) -> Reply:
        if path == "/zwgk/index.html":
            return self._html(
                "政务公开",
                '<a href="/zwgk/fdzd/index.html">法定主动公开内容</a><a href="#">指南</a>',
            )
        target = (
            "/new/zfgzbg/index.html" if self.quirk.startswith("moved") else (self.system.list_path)
        )
        return self._html(
            "法定主动公开内容",
            f'<a href="/zwgk/jgzn/index.html">机构职能</a><a href="{target}">政府工作报告</a>',
        )

    def _rows(self) -> list[Row]:
        """The lines of the list, newest first, with what stands beside reports on real lists."""
        rows = []
        for year in sorted(self.years, reverse=True):
            date = f"{year}-02-10"
            rows.append(Row(self.title(year), self.report_path(year), date))
            rows += [
                Row(words.format(year=year, region=self.region), f"/xwdt/{year}{n}.html", date)
                for n, words in enumerate(BESIDE[: 2 + self.number % 5])
            ]
        return rows

    def _list_page_number(self, path: str) -> int:
        """The number of a list's page by its path, 0 for other paths."""
        new = path == "/new/zfgzbg/index.html" and self.quirk.startswith("moved")
        if new or path == self.system.list_path:
            return 1
        if self.system.name in {"trs", "contents", "yunnan"}:
            stem, suffix = self.system.list_path.rsplit(".", 1)
            folder = stem if self.system.name == "yunnan" else f"{stem}_"
            join = "/" if self.system.name == "yunnan" else ""
            for number in range(1, 9):
                if path == f"{folder}{join}{number}.{suffix}":
                    return number + 1
        return 0

    def _list(self, number: int) -> Reply:
        rows = self._rows()
        paged = self.system.name in {"trs", "contents", "yunnan"} and "moved" not in self.quirk
        pages = -(-len(rows) // PER_PAGE) if paged else 1
        shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE] if paged else rows
        body = self.system.rows(shown)
        return self._html("政府工作报告", body + self._pager(number, pages))

    def _pager(self, number: int, pages: int) -> str:
        """How the systems lead on: by script, by 下一页, by numbers."""
        if pages == 1:
            return ""
        stem, suffix = self.system.list_path.rsplit("/", 1)[1].rsplit(".", 1)
        if self.system.name == "trs":
            return f'<script>createPageHTML({pages}, {number - 1}, "{stem}", "{suffix}");</script>'
        folder = self.system.list_path.rsplit("/", 1)[0]
        if self.system.name == "contents":
            if number == pages:
                return ""
            return f'<a href="{folder}/{stem}_{number}.{suffix}">下一页</a>'
        return "".join(
            f'<a href="{folder}/{stem}/{n}.{suffix}">{n + 1}</a> ' for n in range(1, pages)
        )

    def _report(self, year: int) -> Reply:
        lines, date = report(self.region, year), f"{year}-02-10"
        title, path = self.title(year), self.report_path(year)
        if self.quirk == "pdf_direct":
            return self._file("pdf", year)
        if self.quirk in {"pdf", "docx", "ofd"}:
            name = path.rsplit(".", 1)[0] + f".{self.quirk}"
            note = f"<p>{title}已经公布，全文见附件。</p><p>附件：<a href='{name}'>{title}</a></p>"
            return self._html(title, f"<h1>{title}</h1><div id='zoom'>{note}</div>")
        if self.quirk in {"split_script", "split_links"}:
            return self._split(year, 0)
        return self._html(title, self.system.page(title, lines, date, self.region))

    def _piece(self, path: str) -> Reply | None:
        """A file or a further page of a report."""
        if path == "/home.html":
            self_quirk, self.quirk = self.quirk, ""
            try:
                return self._home()
            finally:
                self.quirk = self_quirk
        for year in self.years:
            stem = self.report_path(year).rsplit(".", 1)[0]
            if self.quirk in {"pdf", "docx", "ofd"} and path == f"{stem}.{self.quirk}":
                return self._file(self.quirk, year)
            for part in (1, 2):
                suffix = self.report_path(year).rsplit(".", 1)[1]
                if path == f"{stem}_{part}.{suffix}" and self.quirk.startswith("split"):
                    return self._split(year, part)
        return None

    def _split(self, year: int, part: int) -> Reply:
        """One of three pages of a report."""
        lines = report(self.region, year)
        third = -(-len(lines) // 3)
        path = self.report_path(year).rsplit("/", 1)[1]
        stem, suffix = path.rsplit(".", 1)
        pager = (
            f'<script>createPageHTML(3, {part}, "{stem}", "{suffix}");</script>'
            if self.quirk == "split_script"
            else "<div class='pager'>"
            + "".join(
                f'<a href="{stem}{f"_{n}" if n else ""}.{suffix}">{n + 1}</a> ' for n in range(3)
            )
            + "</div>"
        )
        text = paragraphs(lines[part * third : (part + 1) * third])
        name = "TRS_Editor" if self.system.name == "trs" else "zoom"
        return self._html(
            self.title(year),
            f"<h1>{self.title(year)}</h1><div id='{name}' class='{name}'>{text}</div>{pager}",
        )

    def _file(self, kind: str, year: int) -> Reply:
        """The report as a file, made once."""
        from govsite.files import MEDIA_TYPES, WRITERS  # noqa: PLC0415 - slow to import

        with self._lock:
            if (year, kind) not in self._made:
                self._made[year, kind] = WRITERS[kind](report(self.region, year))
        return Reply(self._made[year, kind], media_type=MEDIA_TYPES[kind])
