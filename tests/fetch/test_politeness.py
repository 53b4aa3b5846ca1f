"""How often a site is asked, as the site sees it, and what it does not want read."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from govsite.web import Reply, Web

from ingest.errors import FetchError
from ingest.fetch.client import Fetcher

Make = Callable[..., Fetcher]
SERVER_CLOCK = 0.02  # seconds by which the server may see two requests closer than they were sent


def robots(text: str) -> dict[str, Reply]:
    return {"/robots.txt": Reply(text.encode(), media_type="text/plain"), "/x": Reply(b"x" * 700)}


def test_requests_keep_their_distance_and_come_one_by_one(web: Web, fetcher: Make) -> None:
    host = web.pages({f"/{number}": Reply(b"x" * 700) for number in range(8)})
    one = fetcher(host_interval_seconds=0.1)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one.get, [f"{host.url}/{number}" for number in range(8)]))
    times = [asked.at for asked in web.log]
    assert len(times) == 9
    assert min(b - a for a, b in pairwise(times)) >= 0.1 - SERVER_CLOCK
    assert host.most_at_once == 1


@pytest.mark.parametrize("connections", [1, 3])
def test_a_slow_host_is_not_asked_by_more_than_its_share(
    web: Web, fetcher: Make, connections: int
) -> None:
    def slow(path: str, headers: dict[str, str]) -> Reply:
        time.sleep(0.2)
        return Reply(b"x" * 700)

    host = web.add(slow)
    one = fetcher(host_connections=connections)
    with ThreadPoolExecutor(9) as pool:
        list(pool.map(one.get, [f"{host.url}/{number}" for number in range(9)]))
    assert min(connections, 2) <= host.most_at_once <= connections


def test_hosts_do_not_wait_for_each_other(web: Web, fetcher: Make) -> None:
    """Four first requests come within one interval; a shared budget would take three of them."""
    hosts = [web.pages(robots("User-agent: *\nDisallow: /\n")) for _ in range(4)]
    one = fetcher(host_interval_seconds=20.0)
    for host in hosts:
        with pytest.raises(FetchError, match="does not want"):
            one.get(f"{host.url}/x")
    first = [asked.at for asked in web.log]
    assert len(first) == 4
    assert max(first) - min(first) < 20.0


def test_robots_is_obeyed_and_read_once(web: Web, fetcher: Make) -> None:
    host = web.pages(robots("User-agent: *\nDisallow: /x\n"))
    one = fetcher()
    for _ in range(2):
        with pytest.raises(FetchError) as refusal:
            one.get(f"{host.url}/x")
        assert refusal.value.name == "robots"
    assert [asked.path for asked in web.log] == ["/robots.txt"]


def test_rules_for_this_program_come_first(web: Web, fetcher: Make) -> None:
    host = web.pages(robots("User-agent: *\nDisallow: /\n\nUser-agent: duixian\nAllow: /\n"))
    assert fetcher().get(f"{host.url}/x").body


@pytest.mark.parametrize("reply", [Reply(status=404), Reply(status=403), Reply(b"<html>hi</html>")])
def test_a_site_without_rules_allows(web: Web, fetcher: Make, reply: Reply) -> None:
    host = web.pages({"/robots.txt": reply, "/x": Reply(b"x" * 700)})
    assert fetcher().get(f"{host.url}/x").body


def test_a_site_whose_rules_are_out_of_order_is_left_alone(web: Web, fetcher: Make) -> None:
    host = web.pages({"/robots.txt": Reply(status=500), "/x": Reply(b"x" * 700)})
    with pytest.raises(FetchError) as refusal:
        fetcher().get(f"{host.url}/x")
    assert (refusal.value.name, refusal.value.transient) == ("robots_unreachable", True)
    assert web.paths() == []


def test_a_crawl_delay_widens_the_interval(web: Web, fetcher: Make) -> None:
    host = web.pages(robots("User-agent: *\nCrawl-delay: 0.4\n"))
    one = fetcher()
    one.get(f"{host.url}/x")
    one.get(f"{host.url}/x")
    times = [asked.at for asked in web.log]
    assert times[1] - times[0] >= 0.4 - SERVER_CLOCK
    assert times[2] - times[1] >= 0.4 - SERVER_CLOCK


def test_redirects_obey_the_rules_of_their_target(web: Web, fetcher: Make) -> None:
    target = web.pages(robots("User-agent: *\nDisallow: /\n"))
    start = web.pages({"/": Reply(status=302, headers={"Location": f"{target.url}/x"})})
    with pytest.raises(FetchError) as refusal:
        fetcher().get(f"{start.url}/")
    assert refusal.value.name == "robots"
    assert web.paths(target) == []
