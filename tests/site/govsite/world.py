"""Forty-eight counties over six page systems, with all their difficulties, and their cards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from govsite.county import County
from govsite.systems import SYSTEMS
from govsite.texts import district
from govsite.web import Host, Web

YEARS = (2023, 2024, 2025)
# Eight counties a system. The last four names are reports that no machine may have: one each.
QUIRKS = {
    "trs": ("", "split_script", "pdf", "302", "429", "503", "wrong_label", "403"),
    "hanweb": ("", "wrong_label", "docx", "reset", "gzip", "br", "no_label", "check"),
    "contents": ("drip", "ofd", "moved", "moved_302", "cookie", "truncate", "no_etag", "soft_404"),
    "anhui": ("", "refresh", "pdf_direct", "split_links", "429", "gzip", "docx", ""),
    "yunnan": ("", "wrong_label", "split_links", "no_label", "503", "pdf", "br", "image"),
    "shtml": ("", "moved_soft", "302", "ofd", "reset", "cookie", "no_etag", "truncate"),
}
NEVER = ("403", "check", "soft_404", "image")


class World:
    """The counties with their servers."""

    def __init__(self, web: Web, years: tuple[int, ...] = YEARS) -> None:
        self.web = web
        self.counties: list[County] = []
        self.hosts: list[Host] = []
        number = 0
        for system in SYSTEMS:
            for quirk in QUIRKS[system.name]:
                number += 1
                county = County(number, district(number), system, quirk, list(years))
                county.validators = quirk != "no_etag"
                self.counties.append(county)
                self.hosts.append(web.add(county.answer))

    def expected(self) -> set[tuple[str, int]]:
        """Region and year of all reports that the sites show, readable or not."""
        return {(county.region, year) for county in self.counties for year in county.years}

    def publish(self, year: int) -> None:
        """Let all counties put a new report on their sites."""
        for county in self.counties:
            county.years.append(year)

    def cards(self) -> str:
        """The catalogue of these counties."""
        cards = []
        for county, host in zip(self.counties, self.hosts, strict=True):
            field = "home" if county.system.from_home else "page"
            cards.append(
                f'[[source]]\nid = "x{county.number:02d}"\nregion = "{county.region}"\n'
                f'kind = "work_report"\n{field} = "{host.url}{county.entry}"\n'
            )
        return "\n".join(cards)


@contextmanager
def world(years: tuple[int, ...] = YEARS) -> Iterator[World]:
    """Serve the counties while the block runs."""
    with Web() as web:
        yield World(web, years)
