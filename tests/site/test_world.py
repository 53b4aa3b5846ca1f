"""Forty-eight difficult sites: one run finds their reports, the next finds nothing new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import pytest
from govsite.runs import LIMITS, Outcome
from govsite.world import NEVER, World

Run = Callable[..., Outcome]


@pytest.mark.slow
def test_three_runs_over_the_world(counties: World, run: Run) -> None:
    """From empty; again; and after next year's reports appeared."""
    first = run(counties)
    expected = counties.expected()
    assert len(expected) == 144
    assert set(first.reports) <= expected, "a report under a wrong region or year"
    assert len(first.reports) == len(set(first.reports))
    assert len(first.reports) >= 0.95 * len(expected)
    missing = expected - set(first.reports)
    quirks = {county.region: county.quirk for county in counties.counties}
    assert sorted(quirks[region] for region, _ in missing) == sorted(NEVER)
    assert {result.outcome for result in first.results} == {"new", "failed"}
    assert len(first.named("failed")) == len(NEVER)
    _check_politeness(counties)

    asked = len(counties.web.log)
    second = run(counties)
    assert second.held == first.held
    assert {result.outcome for result in second.results} == {"unchanged"}
    again = counties.web.log[asked:]
    assert downloads(counties, again) == []

    counties.publish(2026)
    third = run(counties)
    assert set(third.reports) == set(first.reports) | {
        (county.region, 2026) for county in counties.counties
    }
    assert len(third.named("new")) == len(counties.counties)


def downloads(counties: World, log: list) -> list[str]:
    """Return the reports whose body was sent again."""
    paths = {
        (host.name, county.report_path(year))
        for county, host in zip(counties.counties, counties.hosts, strict=True)
        for year in county.years
    }
    return [one.path for one in log if (one.host, one.path) in paths and one.status == 200]


def _check_politeness(counties: World) -> None:
    """As the servers saw it: one request at a time, and never closer than the interval."""
    assert {host.most_at_once for host in counties.hosts} == {1}
    times = defaultdict(list)
    for asked in counties.web.log:
        times[asked.host].append(asked.at)
    gaps = [b - a for seen in times.values() for a, b in pairwise(seen)]
    assert min(gaps) >= LIMITS.host_interval_seconds - 0.002


def test_every_request_is_a_row(counties: World, run: Run) -> None:
    outcome = run(counties, sources=["x04", "x05", "x08", "x12"])
    urls = [row[1] for row in outcome.fetches]
    seen = {f"http://{asked.host}" for asked in counties.web.log}
    assert {url.rsplit(":", 1)[0] for url in urls} == seen
    outcomes = {row[2] for row in outcome.fetches}
    assert {"ok", "http_429", "http_403", "reset", "http_404"} >= outcomes >= {"ok", "http_429"}
    for _, url, name, status, size, sha256, error in outcome.fetches:
        if name == "ok":
            assert status == 200, url
            assert size > 0
        else:
            assert error
            assert sha256 is None


def test_a_new_banner_is_no_new_report(counties: World, run: Run) -> None:
    county = counties.counties[0]
    run(counties, sources=["x01"])
    county.banner = "<div class='banner'>示例标语：今年也要加油</div>"
    outcome = run(counties, sources=["x01"])
    assert [result.outcome for result in outcome.results] == ["unchanged"]
    assert counties.web.paths(counties.hosts[0]).count(county.report_path(2025)) == 2


def test_a_corrected_report_is_a_change_that_says_why(
    counties: World, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(counties, sources=["x01"])
    import govsite.county as module  # noqa: PLC0415

    original = module.report

    def corrected(region: str, year: int) -> list[str]:
        return [line.replace("城镇新增就业", "全年城镇新增就业") for line in original(region, year)]

    monkeypatch.setattr(module, "report", corrected)
    outcome = run(counties, sources=["x01"])
    changed = outcome.named("changed")
    assert [(one.region, one.year) for one in changed] == [("示例一县", 2025)]
    assert "paragraphs differ" in (changed[0].note or "")


def test_a_list_that_goes_silent_is_a_failure(counties: World, run: Run) -> None:
    county = counties.counties[0]
    before = run(counties, sources=["x01"])
    county.years.clear()
    after = run(counties, sources=["x01"])
    assert after.held == before.held
    failed = after.named("failed")
    assert len(failed) == 1
    assert "It gave 3 before" in str(failed[0].error)
    assert after.fetches[-1][2] == "no_links"
