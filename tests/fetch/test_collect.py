"""Addresses that somebody typed, and sources with a card of their own kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from govsite.county import County
from govsite.systems import SYSTEMS
from govsite.web import Host, Reply, Web

from ingest.collect import collect
from ingest.fetch.client import Fetcher
from ingest.pipeline import Given, Ingested
from ingest.sources import KnownReport, Source
from warehouse.home import Home
from warehouse.store import Writer

Make = Callable[..., Fetcher]


@pytest.fixture
def go(tmp_path: Path, fetcher: Make) -> Callable[..., list[Ingested]]:
    def run(*addresses: str, source: Source | None = None, given: Given | None = None) -> list:
        cards = {source.id: source} if source else {}
        with Writer(Home(tmp_path)) as writer:
            writer.begin_run("test")
            return collect(
                writer,
                addresses=addresses,
                every=source is not None,
                catalogue=cards,
                fetcher=fetcher(),
                given=given,
            )

    return run


def county(web: Web, number: int = 0, quirk: str = "") -> tuple[County, Host]:
    one = County(7, "示例七县", SYSTEMS[number], quirk, [2024, 2025])
    return one, web.add(one.answer)


def short(results: list[Ingested]) -> list[tuple[str, str | None, int | None]]:
    return [(one.outcome, one.region, one.year) for one in results]


def test_a_report_then_again(web: Web, go: Callable[..., list[Ingested]]) -> None:
    one, host = county(web)
    url = host.url + one.report_path(2025)
    assert short(go(url)) == [("new", "示例七县", 2025)]
    assert short(go(url)) == [("unchanged", None, None)]


@pytest.mark.parametrize("system", range(6))
def test_a_typed_list_gives_its_reports(
    web: Web, go: Callable[..., list[Ingested]], system: int
) -> None:
    one, host = county(web, system)
    found = go(host.url + one.system.list_path)
    assert short(found) == [("new", "示例七县", 2025), ("new", "示例七县", 2024)]


def test_a_correction_is_kept(web: Web, go: Callable[..., list[Ingested]]) -> None:
    one, host = county(web)
    url = host.url + one.report_path(2025)
    found = go(url, given=Given(region="示例九区", year=2031))
    assert short(found) == [("new", "示例九区", 2031)]
    one.banner = "<div class='banner'>示例标语</div>"
    assert short(go(url)) == [("unchanged", "示例九区", 2031)]


def test_a_known_page_moves_where_a_person_says(
    web: Web, go: Callable[..., list[Ingested]], tmp_path: Path
) -> None:
    one, host = county(web)
    url = host.url + one.report_path(2025)
    go(url)
    assert short(go(url, given=Given(year=2026))) == [("new", "示例七县", 2026)]
    with Writer(Home(tmp_path)) as writer:
        found = writer.connection.execute("SELECT year, status FROM report ORDER BY year")
        assert found.fetchall() == [(2025, "withdrawn"), (2026, "current")]


def test_pages_without_a_report_are_failures_with_a_sentence(
    web: Web, go: Callable[..., list[Ingested]]
) -> None:
    host = web.pages({"/news": Reply("<html><body><p>今天天气不错。</p></body></html>".encode())})
    for url in (f"{host.url}/news", f"{host.url}/none", "http://127.0.0.1/", "file:///etc/passwd"):
        found = go(url)
        assert [one.outcome for one in found] == ["failed"], url
        assert str(found[0].error).endswith((".", ")")), found[0].error


def test_a_report_of_another_region_is_not_taken_for_ours(
    web: Web, go: Callable[..., list[Ingested]]
) -> None:
    one, host = county(web)
    card = Source("a", "示例三区", "示例三区", "work_report", page=host.url + one.entry)
    found = go(source=card)
    assert {result.outcome for result in found} == {"failed"}
    known = (KnownReport(host.url + one.report_path(2025), 2025),)
    only = Source("b", "示例三区", "示例三区", "work_report", reports=known)
    found = go(source=only)
    assert "the report of 示例七县, not of 示例三区" in str(found[0].error)


def test_reports_that_the_card_names_are_fetched_without_a_list(
    web: Web, go: Callable[..., list[Ingested]]
) -> None:
    one, host = county(web)
    known = tuple(KnownReport(host.url + one.report_path(year), year) for year in (2024, 2025))
    card = Source("a", "示例七县", "示例七县", "work_report", reports=known)
    assert short(go(source=card)) == [("new", "示例七县", 2025), ("new", "示例七县", 2024)]


def test_a_source_that_trips_the_program_does_not_end_the_run(
    web: Web, go: Callable[..., list[Ingested]], monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest.visit as module  # noqa: PLC0415

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("tripped")

    one, host = county(web)
    card = Source("a", "示例七县", "示例七县", "work_report", page=host.url + one.entry)
    monkeypatch.setattr(module, "fetch_report", broken)
    found = go(source=card)
    assert [result.outcome for result in found] == ["failed"]
    assert "mistake in the program" in str(found[0].error)
