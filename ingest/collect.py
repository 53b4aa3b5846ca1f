"""One run over sources and addresses: many fetch, one writes.

Hosts are visited side by side by threads, sources of one host one after the other; everything that
they find comes through one queue to the caller's thread, which alone holds the writer. Each report
is stored in a transaction of its own and its request is recorded after it, so that a run that is
killed anywhere loses nothing and stores nothing twice: what was not recorded is fetched again.
"""

from __future__ import annotations

import queue
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from ingest.errand import Errand, Event, Noted, Prepared, Refused, Visited
from ingest.errors import FetchError, named
from ingest.fetch.client import Fetcher
from ingest.known import Known, load_known
from ingest.pipeline import Given, Ingested, store_prepared
from ingest.sources import Source, find_sources, load_sources
from ingest.visit import Visit
from warehouse.rows import now
from warehouse.store import Writer

# Reports that may wait for the writer; with the largest bodies this bounds the memory of a run.
WAITING = 8
# Failures that pages show and no request does: they get a row of their own.
OF_PAGES = frozenset({"no_links", "soft_404", "mistake", "not_html", "too_many_parts"})
Progress = Callable[[Ingested], None]


@dataclass(frozen=True, slots=True)
class _Before:
    """The current report of a region and year, before a new text takes its place."""

    text: str
    observations: Counter[tuple[object, ...]]


def collect(
    writer: Writer,
    *,
    addresses: Sequence[str] = (),
    sources: Sequence[str] = (),
    every: bool = False,
    given: Given | None = None,
    catalogue: dict[str, Source] | None = None,
    fetcher: Fetcher | None = None,
    progress: Progress = lambda _: None,
) -> list[Ingested]:
    """Fetch sources and addresses and store what is new.

    Args:
        writer: open, with a run begun; the caller ends the run and publishes.
        addresses: addresses that somebody typed, of reports or of pages that list them.
        sources: ids of the catalogue.
        every: all sources that are switched on.
        given: region and year where a person knows better than the text (addresses only).
        catalogue: the cards, where they are not those of the writer's home.
        fetcher: the way to the network; its stop signal ends the run early.
        progress: is told of each result as it comes.

    Returns:
        A result for each report that was fetched, for each failure, and one `unchanged` for each
        source that gave nothing new.

    """
    catalogue = load_sources(writer.home.path) if catalogue is None else catalogue
    writer.put_sources(source.as_record() for source in catalogue.values())
    errands = [Errand(url, address=url, given=given or Given()) for url in addresses]
    errands += [
        Errand(one.id, source=one) for one in find_sources(catalogue, tuple(sources), every=every)
    ]
    own = fetcher is None
    fetcher = fetcher or Fetcher()
    known = load_known(writer.connection, fetcher.limits)
    results: list[Ingested] = []
    try:
        for event in _events(errands, fetcher, known):
            for result in _settle(writer, event):
                progress(result)
                results.append(result)
    finally:
        if own:
            fetcher.close()
    return results


def _events(errands: Sequence[Errand], fetcher: Fetcher, known: Known) -> Iterator[Event]:
    """Make all visits and yield what happens, in the order in which it happens."""
    waiting: queue.Queue[Event | None] = queue.Queue(maxsize=WAITING)
    abandoned = threading.Event()

    def emit(event: Event | None) -> None:
        # A consumer that is gone (an error, Ctrl-C) must not leave threads waiting for it.
        while not abandoned.is_set():
            try:
                waiting.put(event, timeout=0.2)
            except queue.Full:
                continue
            return

    pool = ThreadPoolExecutor(fetcher.limits.workers, thread_name_prefix="visit")
    groups = list(_by_host(errands).values())
    try:
        futures = [pool.submit(_visit_all, group, fetcher, known, emit) for group in groups]
        for future in futures:
            future.add_done_callback(lambda _: emit(None))
        left = len(groups)
        while left:
            event = waiting.get()
            if event is None:
                left -= 1
            else:
                yield event
        _raise_first(futures)
    finally:
        if any(not future.done() for future in futures):
            fetcher.stop.set()
        abandoned.set()
        pool.shutdown(wait=False, cancel_futures=True)
        wait(futures, timeout=fetcher.limits.stop_seconds)


def _raise_first(futures: Sequence[Future[None]]) -> None:
    """Let a mistake of the program in a thread be seen."""
    for future in futures:
        error = future.exception()
        if error is not None:
            raise error


def _visit_all(
    errands: Sequence[Errand], fetcher: Fetcher, known: Known, emit: Callable[[Event], None]
) -> None:
    """Visit the sources of one host one after the other."""
    for errand in errands:
        if fetcher.stop.is_set():
            return
        Visit(errand, fetcher, known, now(), emit).run()


def _by_host(errands: Sequence[Errand]) -> dict[str, list[Errand]]:
    """The errands by the host that they begin at."""
    groups: dict[str, list[Errand]] = defaultdict(list)
    for errand in errands:
        groups[urlsplit(errand.url).hostname or ""].append(errand)
    return groups


def _settle(writer: Writer, event: Event) -> Iterator[Ingested]:
    """Write down one event; yield the result that a person wants to see."""
    if isinstance(event, Noted):
        writer.record_fetch({**event.attempt.as_row(), "source_id": event.errand.source_id})
    elif isinstance(event, Prepared):
        yield _store(writer, event)
    elif isinstance(event, Refused):
        if event.attempt is not None:
            row = event.attempt.as_row()
            writer.record_fetch({**row, "source_id": event.errand.source_id})
        if event.name != "stopped":
            yield _failed(writer, event.errand, event.url, event.error, event.name)
    else:
        yield from _end_of_visit(writer, event)


def _end_of_visit(writer: Writer, event: Visited) -> Iterator[Ingested]:
    """The result of a source as a whole: its failure, or that it gave nothing new."""
    errand, error = event.errand, event.error
    if error is not None and error.name != "stopped":
        _record_failure(writer, errand, error)
        yield _failed(writer, errand, errand.url, str(error), error.name)
    elif error is None and not event.handed:
        region = errand.source.name if errand.source else None
        yield Ingested(errand.name, "unchanged", region=region)


def _record_failure(writer: Writer, errand: Errand, error: FetchError) -> None:
    """Note a source's failure under its own address, where no single request shows it."""
    if error.name in OF_PAGES:
        writer.record_fetch(
            {
                "source_id": errand.source_id,
                "url": errand.url,
                "outcome": error.name,
                "error": str(error),
            }
        )


def _failed(writer: Writer, errand: Errand, url: str, error: str, name: str) -> Ingested:
    """Count a failure of the run."""
    writer.fail(named(errand.name, error), name)
    region = errand.source.name if errand.source else None
    return Ingested(url, "failed", region=region, error=error, failure=name)


def _store(writer: Writer, event: Prepared) -> Ingested:
    """Store a report and then the record of its request; says why a change counted as one."""
    before = _current(writer, event)
    if before is not None and _plain(before.text) == _plain(event.report.document.text):
        result = _same_text(event)
    else:
        for page in event.whole.pages:
            writer.home.save_raw(page)
        result = store_prepared(
            writer,
            event.whole.body,
            event.origin,
            event.report,
            event.region,
            given=event.errand.given.anything,
        )
    notes = [f"{result.region} {result.year}: {note}" for note in event.whole.notes]
    if result.outcome == "changed" and before is not None:
        notes.append(_difference(before, event))
    row = event.whole.attempt.as_row()
    if not result.stored:
        row |= {"outcome": result.outcome, "error": result.error}
    writer.record_fetch({**row, "source_id": event.errand.source_id})
    return replace(result, name=event.origin.url or result.name, note=" ".join(notes) or None)


def _same_text(event: Prepared) -> Ingested:
    """The result for a text that differs from the stored one in spaces and punctuation at most."""
    facts = event.report.extraction.facts
    return Ingested(
        event.origin.url or event.errand.name,
        "unchanged",
        region=event.region.name,
        region_code=event.region.code,
        year=facts.year,
        kind=facts.kind,
        observations=len(event.report.extraction.observations),
    )


def _current(writer: Writer, event: Prepared) -> _Before | None:
    """The stored report that this one would take the place of."""
    facts = event.report.extraction.facts
    row = writer.connection.execute(
        "SELECT report_id, text FROM report_text WHERE region_code = ? AND year = ? AND kind = ? "
        "AND status = 'current'",
        [event.region.code, facts.year, facts.kind],
    ).fetchone()
    if row is None:
        return None
    seen = writer.connection.execute(
        "SELECT subject_key, measure, role, value, value_high, unit FROM observation "
        "WHERE report_id = ?",
        [row[0]],
    ).fetchall()
    return _Before(str(row[1]), Counter(seen))


def _difference(before: _Before, event: Prepared) -> str:
    """Why a change counted as one: paragraphs first, then observations."""
    old, new = (set(text.splitlines()) for text in (before.text, event.report.document.text))
    observations: Counter[tuple[object, ...]] = Counter(
        (one.subject_key, one.measure, one.role, one.value, one.value_high, one.unit)
        for one in event.report.extraction.observations
    )
    added = (observations - before.observations).total()
    gone = (before.observations - observations).total()
    figures = (
        f"{added} observations are new and {gone} are gone"
        if added or gone
        else "the observations are the same"
    )
    return (
        f"{event.region.name} {event.report.extraction.facts.year} changed: "
        f"{len(new - old)} of {len(new)} paragraphs differ, {figures}."
    )


def _plain(text: str) -> str:
    """A text without spaces and stops: what must differ for a report to be another one.

    Decimal points, signs and dashes stay: they change figures.
    """
    return re.sub(r"[\s，。；：、“”‘’《》·]+", "", text)
