"""One run of the collector over a catalogue, as a function that a process can be started with.

Verdicts are left out (`compare` has its own tests): a run here is about fetching and storing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from govsite.web import ALLOW
from ingest.collect import collect
from ingest.fetch.client import Fetcher
from ingest.fetch.guard import Guard
from ingest.fetch.limits import Limits
from ingest.pipeline import Ingested, reference
from ingest.sources import parse
from warehouse.home import Home
from warehouse.store import Writer

LIMITS = Limits(host_interval_seconds=0.01, backoff_seconds=0.02, read_seconds=5, workers=8)


@dataclass(frozen=True)
class Outcome:
    """What a run gave, and what the warehouse holds after it."""

    results: list[Ingested]
    held: list[tuple[str, int, int]]  # region, year, observations of current reports
    fetches: list[tuple[Any, ...]]

    def named(self, outcome: str) -> list[Ingested]:
        return [result for result in self.results if result.outcome == outcome]

    @property
    def reports(self) -> list[tuple[str, int]]:
        return [(region, year) for region, year, _ in self.held]


def run_once(cards: str, home: Path, sources: Sequence[str] = (), **limits: Any) -> Outcome:
    """Run over some sources of the catalogue, or over all."""
    catalogue = {one.id: one for one in parse(cards, "cards")}
    with (
        Fetcher(limits=replace(LIMITS, **limits), guard=Guard([ALLOW]), environment={}) as fetcher,
        Writer(Home(home), reference=reference()) as writer,
    ):
        writer.begin_run("test")
        results = collect(
            writer, sources=sources, every=not sources, catalogue=catalogue, fetcher=fetcher
        )
        writer.end_run()
        writer.publish()
        held = writer.connection.execute(
            "SELECT r.name, p.year, (SELECT count(*) FROM observation o "
            "WHERE o.report_id = p.report_id) FROM report p JOIN region r USING (region_code) "
            "WHERE p.status = 'current' ORDER BY ALL"
        ).fetchall()
        fetches = writer.connection.execute(
            'SELECT source_id, url, outcome, http_status, bytes, sha256, error FROM "fetch" '
            "ORDER BY fetch_id"
        ).fetchall()
    return Outcome(results, held, fetches)
