"""What is remembered of an address, and when it is asked again all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from govsite.county import County
from govsite.systems import SYSTEMS
from govsite.web import Host, Reply, Web

from ingest.collect import collect
from ingest.fetch.client import Fetcher
from ingest.fetch.limits import Limits
from ingest.known import load_known
from ingest.pipeline import Ingested
from ingest.sources import Source
from warehouse.home import Home
from warehouse.rows import now
from warehouse.store import Writer

URL = "http://www.example.org/report.html"


@pytest.mark.parametrize(
    ("outcome", "days", "remembered"),
    [("ok", 1, True), ("ok", 90, True), ("image_only", 1, True), ("image_only", 90, False)],
)
def test_a_page_without_a_report_is_judged_anew_after_a_while(
    tmp_path: Path, outcome: str, days: int, remembered: bool
) -> None:
    with Writer(Home(tmp_path)) as writer:
        row = {"url": URL, "outcome": outcome, "sha256": "a" * 64, "etag": '"1"'}
        writer.record_fetch({**row, "fetched_at": now() - timedelta(days=days)})
        # Asked every day since, and never changed: that is no judgement of what it holds.
        writer.record_fetch({"url": URL, "outcome": "not_modified", "etag": '"1"'})
        known = load_known(writer.connection, Limits())
    assert (known.unless_worth_rereading(URL, now()) is not None) is remembered
    assert known.due(URL, now(), newest=True)
    assert not known.due(URL, now(), newest=False)


class Site:
    """A county whose report stands in a Word file that is missing at first."""

    def __init__(self, web: Web) -> None:
        self.county = County(7, "示例七县", SYSTEMS[1], "docx", [2025])
        self.broken: int | None = 503
        self.host: Host = web.add(self.answer)

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        if self.broken and path.endswith(".docx"):
            return Reply(b"broken", status=self.broken)
        return self.county.answer(path, headers)


def test_a_report_whose_attachment_failed_is_fetched_by_the_next_run(
    web: Web, fetcher: Callable[..., Fetcher], tmp_path: Path
) -> None:
    site = Site(web)
    run = runs(site, fetcher, tmp_path)
    assert [one.outcome for one in run()] == ["failed"]
    site.broken = None
    assert [(one.outcome, one.year) for one in run()] == [("new", 2025)]


def test_an_attachment_that_is_gone_is_not_asked_for_every_day(
    web: Web, fetcher: Callable[..., Fetcher], tmp_path: Path
) -> None:
    site = Site(web)
    site.broken = 404
    run = runs(site, fetcher, tmp_path)
    assert [one.outcome for one in run()] == ["failed"]
    asked = len(web.log)
    assert [one.outcome for one in run()] == ["unchanged"]
    assert [one.path for one in web.log[asked:] if one.path.endswith(".docx")] == []
    with Writer(Home(tmp_path)) as writer:
        known = load_known(writer.connection, Limits())
        url = site.host.url + site.county.report_path(2025)
        assert known.unless_worth_rereading(url, now()) is not None
        assert known.unless_worth_rereading(url, now() + timedelta(days=31)) is None


def runs(site: Site, fetcher: Callable[..., Fetcher], home: Path) -> Callable[[], list[Ingested]]:
    """A run over the site's card into the same home."""
    page = site.host.url + site.county.entry
    cards = {"a": Source("a", "示例七县", "示例七县", "work_report", page=page)}

    def run() -> list[Ingested]:
        with Writer(Home(home)) as writer:
            writer.begin_run("test")
            return collect(writer, every=True, catalogue=cards, fetcher=fetcher())

    return run
