"""Works out from an address alone what card it deserves: region, kind, and what sort of page it is.

The region is the one that most names on the page mean (titles of its links, the site's own name);
the kind is the one of which the page lists most reports. An address that is a report is read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from ingest.errors import FetchError, IngestError, UnknownRegionError
from ingest.fetch.client import Fetcher
from ingest.fetch.page import Page, read_page
from ingest.fetch.report import fetch_report
from ingest.fetch.score import Candidate, score
from ingest.pipeline import Given, Origin, prepare
from ingest.regions import Region, find_region
from ingest.sources import KnownReport, Source

_KINDS = ("work_report", "plan_report", "bulletin")
_WORDS = {"work_report": "work", "plan_report": "plan", "bulletin": "bulletin", "news": "news"}
_OWNER = re.compile(
    r"([\u4e00-\u9fff]{2,16}?(?:自治[区州县旗]|新区|[省市区县旗州盟]))(?:人民)?政府"
)
_BEFORE_A_NAME = re.compile(r"^(?:年度?|关于|在)")


@dataclass(frozen=True, slots=True)
class Described:
    """What an address seems to be; `sort` is page, home or report."""

    url: str
    sort: str
    title: str
    region: Region | None
    kind: str
    candidates: tuple[Candidate, ...] = ()
    year: int | None = None

    def card(self, region: Region, kind: str, name: str | None = None) -> Source:
        """The card for it; `name` is an id of the caller's choice."""
        host = re.sub(r"[^a-z0-9]+", "-", (urlsplit(self.url).hostname or "").lower()).strip("-")
        known = tuple(
            KnownReport(one.url, one.year) for one in self.candidates if self.sort == "report"
        )
        return Source(
            id=name or f"{region.code}-{_WORDS[kind]}-{host}"[:80],
            region=region.name if region.fictional else region.code,
            name=region.name,
            kind=kind,
            page=self.url if self.sort == "page" else None,
            home=self.url if self.sort == "home" else None,
            reports=known or ((KnownReport(self.url, self.year),) if self.sort == "report" else ()),
        )


def describe(fetcher: Fetcher, url: str) -> Described:
    """Look at an address.

    Raises:
        FetchError: the address can't be fetched.
        IngestError: it is a file of a kind that is never read.

    """
    fetched = fetcher.get(url)
    try:
        page = read_page(fetched, fetcher.limits.page_links)
    except FetchError as error:
        if error.name != "not_html":
            raise
        return _report(fetcher, url) or Described(url, "report", "", None, "work_report")
    region = _region(page)
    best = max((_good(page, region, kind) for kind in _KINDS), key=lambda found: len(found[1]))
    if len(best[1]) >= 2 or (best[1] and page.characters < 3000):
        return Described(page.url, "page", page.title, region, best[0], best[1])
    return _report(fetcher, url) or Described(
        page.url, "page" if best[1] else "home", page.title, region, best[0], best[1]
    )


def _good(page: Page, region: Region | None, kind: str) -> tuple[str, tuple[Candidate, ...]]:
    """The links of a page that lead to reports of a kind."""
    found = (score(link, region, kind, page.url) for link in page.links)
    return kind, tuple(one for one in found if one is not None and one.good)


def _region(page: Page) -> Region | None:
    """The region that most names on the page mean."""
    votes: Counter[str] = Counter()
    regions: dict[str, Region] = {}
    texts = [page.title, page.title, *(link.text for link in page.links)]
    for text in texts:
        for written in _OWNER.findall(re.sub(r"\s", "", text)):
            name = _BEFORE_A_NAME.sub("", written)
            try:
                region = find_region(name, page.title)
            except UnknownRegionError:
                continue
            regions[region.code] = region
            votes[region.code] += 1
    return regions[votes.most_common(1)[0][0]] if votes else None


def _report(fetcher: Fetcher, url: str) -> Described | None:
    """The address as a report; None where it holds none."""
    try:
        whole = fetch_report(partial(fetcher.get), url, fetcher.limits)
        origin = Origin(whole.name, url, whole.media_type, whole.charset)
        report, region = prepare(whole.body, origin, Given())
    except IngestError:
        return None
    facts = report.extraction.facts
    title = facts.title or report.document.title or ""
    return Described(url, "report", title, region, facts.kind, year=facts.year)
