"""From a source's page to its reports: which links are followed, and which are taken as reports.

The list page is read with its further pages. Where it is gone, moved or empty, and where only the
home page is known, the site is searched link by link, most promising first, within limits of depth,
pages and hosts. Finding nothing is a failure with a name, because a list that gave reports before
and gives none now has moved or is hidden behind a check.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from ingest.errors import FetchError
from ingest.fetch.limits import Limits
from ingest.fetch.page import Link, Page, read_page
from ingest.fetch.record import Fetched
from ingest.fetch.score import Candidate, bare_year, is_column, score, speaks_of
from ingest.regions import Region

Get = Callable[[str], Fetched]

# Words of links on the way from a home page to the list of reports, most telling first.
_WAY = (
    (90, re.compile(r"政府工作报告|^工作报告$")),
    (70, re.compile(r"法定主动公开|主动公开(?:内容|目录)|公开目录")),
    (60, re.compile(r"规划计划|计划规划|规划总结|计划总结|总结计划|发展计划|统计信息|统计公报")),
    (55, re.compile(r"信息公开(?!.*(?:年报|指南|申请|制度))|政务公开|信息公开平台")),
    (40, re.compile(r"重点(?:领域|信息)|公文公报|政府文件|政府公报|领导讲话|区政府|县政府|市政府")),
    (30, re.compile(r"政务|公开|公报|报告|计划")),
)
# Links that lead away from reports or never end.
_AWAY = re.compile(
    r"登录|注册|English|繁體|无障碍|长者|搜索|邮箱|留言|信箱|办事|服务|互动|咨询|投诉|招聘|天气|旅游|招商|图片|视频|"
    r"专题|新闻|动态|公示|公告|通知"
)
_MOVES = 3
_FILE = re.compile(
    r"\.(?:pdf|docx?|ofd|wps|xlsx?|zip|rar|jpe?g|png|gif|mp4)(?:$|\?)", re.IGNORECASE
)


@dataclass
class Discovery:
    """What was found: reports in the order they are worth fetching, and how it was found."""

    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[Candidate] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    list_page: str | None = None


class Explorer:
    """Looks for the reports of one region and kind; `get` fetches a page or raises FetchError."""

    def __init__(self, get: Get, limits: Limits, region: Region | None, kind: str) -> None:
        self._get, self._limits, self._region, self._kind = get, limits, region, kind
        self._by_url: dict[str, Candidate] = {}
        self._rejected: dict[str, Candidate] = {}
        self._found = Discovery()
        self._passing: FetchError | None = None

    def from_list(self, page: str) -> Discovery:
        """Read a list page; search the site where the list is gone or empty.

        Raises:
            FetchError: of the list page where the search finds nothing either, or `no_links`.

        """
        trouble: FetchError | None = None
        try:
            self._read_list(page)
        except FetchError as error:
            if error.transient or error.name in {"private_address", "robots", "stopped"}:
                raise
            trouble = error
        if self._by_url:
            return self._result()
        home = urljoin(page, "/")
        self._found.notes.append(
            f"The list {page} gave no report{f' ({trouble.name})' if trouble else ''}; searched "
            f"from {home}."
        )
        try:
            self._search(home)
        except FetchError as error:
            raise error if error.transient else trouble or error from error
        if not self._by_url and trouble is not None and self._passing is None:
            raise trouble
        return self._result()

    def from_home(self, home: str) -> Discovery:
        """Search a site for the list of reports; raises FetchError, `no_links` for none found."""
        self._search(home)
        return self._result()

    def _result(self) -> Discovery:
        """The candidates, newest and best first; none at all is a failure."""
        found = self._found
        found.candidates = sorted(
            self._by_url.values(), key=lambda one: (-(one.year or 0), -one.score, one.url)
        )
        found.rejected = sorted(self._rejected.values(), key=lambda one: -one.score)
        if not found.candidates and self._passing is not None:
            # Half a search proves nothing: nobody should go and look for a list that is there.
            raise FetchError(
                f"{self._passing} Without it the site could not be searched to its end.",
                name=self._passing.name,
                transient=True,
            )
        if not found.candidates:
            whose = self._region.name if self._region else "a region"
            raise FetchError(
                f"No link to a report of {whose} was found on {found.visited[0]} and "
                f"{len(found.visited) - 1} further pages; look for the list's new address and "
                "correct the card.",
                name="no_links",
            )
        return found

    def _read_list(self, address: str) -> Page:
        """Read a list with its further pages; columns below it, too, where it only names them."""
        first = self._visit(address)
        self._take(first)
        waiting, done, turned = list(first.further), {address, first.url}, 1
        while waiting and turned < self._limits.list_pages:
            here = waiting.pop(0)
            if here in done:
                continue
            done.add(here)
            turned += 1
            try:
                page = self._visit(here)
            except FetchError as error:
                # A list whose fourth page fails still gave three; the failure is in the record.
                self._found.notes.append(f"{here}: {error.name}")
                self._remember(error)
                continue
            self._take(page)
            waiting += [url for url in page.further if url not in done]
        if self._by_url and self._found.list_page is None:
            self._found.list_page = first.url
        return first

    def _visit(self, address: str) -> Page:
        """Fetch and read one page, following tags and scripts that send a browser on."""
        page = self._read(address)
        for _ in range(_MOVES - 1):
            if page.moved_to is None or page.moved_to in self._found.visited:
                break
            page = self._read(page.moved_to)
        return page

    def _read(self, address: str) -> Page:
        """Fetch and read one page, and note that it was visited."""
        fetched = self._get(address)
        self._found.visited.append(address)
        return read_page(fetched, self._limits.page_links)

    def _take(self, page: Page) -> None:
        """Judge all links of a page; where no title speaks, years alone on a page of reports."""
        before = len(self._by_url)
        for link in page.links:
            if not is_column(link, self._kind):
                self._shelve(score(link, self._region, self._kind, page.url))
        if len(self._by_url) == before and speaks_of(page.title, self._kind):
            for link in page.links:
                self._shelve(bare_year(link, page.url))

    def _shelve(self, candidate: Candidate | None) -> None:
        """Keep a candidate with the good ones or the rejected, the best of each address."""
        if candidate is None:
            return
        shelf = self._by_url if candidate.good else self._rejected
        known = shelf.get(candidate.url)
        if known is None or candidate.score > known.score:
            shelf[candidate.url] = candidate

    def _search(self, home: str) -> None:
        """Search link by link until a list with reports is found, or a limit is reached."""
        queue: list[tuple[int, int, int, str]] = [(0, 0, 0, home)]
        queued, hosts, order = {home}, {urlsplit(home).netloc}, 0
        visits = 0
        while queue and visits < self._limits.crawl_pages and not self._by_url:
            _, depth, _, address = heapq.heappop(queue)
            visits += 1
            try:
                page = self._read_list(address) if depth else self._visit_home(address)
            except FetchError as error:
                if depth == 0 or error.name == "stopped":
                    raise
                self._remember(error)
                continue
            if depth >= self._limits.crawl_depth:
                continue
            for points, link in self._ways(page):
                if link.url in queued or not self._admit(link, hosts):
                    continue
                order += 1
                queued.add(link.url)
                heapq.heappush(queue, (depth + 1 - points, depth + 1, order, link.url))

    def _remember(self, error: FetchError) -> None:
        """Keep the first failure on the way that can pass by itself."""
        if error.transient and self._passing is None:
            self._passing = error

    def _visit_home(self, address: str) -> Page:
        """Read a home page: its links are ways, and may already be reports."""
        page = self._visit(address)
        self._take(page)
        return page

    def _ways(self, page: Page) -> Iterator[tuple[int, Link]]:
        """Links that may lead nearer to the list, with how promising they are."""
        for link in page.links:
            if _FILE.search(link.url) or len(link.text) > 40:
                continue
            if is_column(link, self._kind):
                yield 100, link
                continue
            if _AWAY.search(link.text):
                continue
            points = next((points for points, words in _WAY if words.search(link.text)), 0)
            if points:
                yield points, link

    def _admit(self, link: Link, hosts: set[str]) -> bool:
        """Whether a link stays on the hosts of this search; a new one is taken in while few."""
        host = urlsplit(link.url).netloc
        if host not in hosts and len(hosts) < self._limits.crawl_hosts:
            hosts.add(host)
        return host in hosts
