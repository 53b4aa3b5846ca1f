"""One visit to one source: find its reports, fetch those that are due, prepare them for storing.

Runs in a worker thread and touches no database. Everything that happens is handed over as events:
a `Prepared` report, a `Refused` one with the reason, and at the end the `Visited` with its error,
if any. The record of a report's own request travels with it, because what the answer was worth is
only known once it was read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from ingest.errand import Emit, Errand, Event, Noted, Prepared, Refused, Visited
from ingest.errors import (
    FetchError,
    IngestError,
    NotAReportError,
    UnknownRegionError,
    UnknownYearError,
    failure_name,
)
from ingest.fetch.client import Fetcher
from ingest.fetch.discover import Discovery, Explorer
from ingest.fetch.record import Attempt, Fetched
from ingest.fetch.report import Whole, fetch_report
from ingest.fetch.score import Candidate
from ingest.known import Known
from ingest.pipeline import Given, Origin, prepare
from ingest.regions import Region, find_region
from ingest.report import ReadReport
from ingest.sources import Source

log = logging.getLogger(__name__)


class Visit:
    """The visit of one errand."""

    def __init__(
        self, errand: Errand, fetcher: Fetcher, known: Known, now: datetime, emit: Emit
    ) -> None:
        self._errand, self._fetcher, self._known = errand, fetcher, known
        self._now, self._emit = now, emit
        source = errand.source
        self._region = find_region(source.region) if source else None
        self._kind = source.kind if source else "work_report"
        self._asked = self._handed = 0

    def run(self) -> None:
        """Make the visit; failures are events, never exceptions."""
        discovery: Discovery | None = None
        error: FetchError | None = None
        try:
            if self._errand.source is None:
                self._typed_address(self._errand.url)
            else:
                discovery = self._discover(self._errand.source)
                self._reports(discovery.candidates)
        except FetchError as failure:
            error = failure
        except Exception:
            # A page that trips the program over must not end the run of all the others.
            log.exception("The visit of %s failed", self._errand.url)
            error = FetchError(
                f"The visit of {self._errand.url} met a mistake in the program; please report it "
                "with the address.",
                name="mistake",
            )
        self._emit(Visited(self._errand, discovery, error, self._asked, self._handed))

    def _discover(self, source: Source) -> Discovery:
        """The candidates of a source: those of its pages and those that its card knows."""
        discovery = Discovery()
        error: FetchError | None = None
        if source.page or source.home:
            try:
                explorer = self._explorer()
                discovery = (
                    explorer.from_list(source.page)
                    if source.page
                    else explorer.from_home(source.home or "")
                )
            except FetchError as failure:
                error = self._with_history(failure, source)
        found = {candidate.url for candidate in discovery.candidates}
        discovery.candidates += [
            Candidate(one.url, source.name, one.year, 50, ("+50 the card names it",))
            for one in source.reports
            if one.url not in found
        ]
        discovery.candidates.sort(key=lambda one: -(one.year or 0))
        if error is not None:
            # Reports that the card names are fetched all the same; then the failure counts.
            self._reports(discovery.candidates)
            raise error
        return discovery

    def _with_history(self, error: FetchError, source: Source) -> FetchError:
        """Say that a list gave reports before, which tells a moved one from a wrong card."""
        before = self._known.gave_before(source.id)
        if error.name != "no_links" or not before:
            return error
        return FetchError(f"{error} It gave {before} before.", name="no_links")

    def _explorer(self) -> Explorer:
        return Explorer(self._get, self._fetcher.limits, self._region, self._kind)

    def _reports(self, candidates: Iterable[Candidate]) -> None:
        """Fetch the candidates that are due, newest first, within the limit of a run."""
        newest = True
        for candidate in candidates:
            if self._asked >= self._fetcher.limits.reports:
                break
            if self._known.due(candidate.url, self._now, newest=newest):
                self._report(candidate)
            newest = False

    def _report(self, candidate: Candidate) -> None:
        """Fetch one report, prepare it and hand it over, or hand over why not."""
        # Whoever says where it belongs wants it stored there, also where the page is the same.
        said = self._errand.given.anything
        memory = None if said else self._known.unless_worth_rereading(candidate.url, self._now)
        attempts: list[Attempt] = []
        self._asked += 1
        try:
            whole = fetch_report(
                partial(self._get, record=attempts.append),
                candidate.url,
                self._fetcher.limits,
                etag=memory.etag if memory else None,
                last_modified=memory.last_modified if memory else None,
            )
        except FetchError as error:
            if not error.transient:
                self._judged(candidate, attempts, error)
                return
            # A page whose attachment or next part failed is not known yet: remembered by its hash
            # it would be "not modified" in the next run, and its report lost.
            self._note([_listing(attempt) for attempt in attempts])
            if error.name == "stopped":
                raise
            self._hand(Refused(self._errand, candidate.url, error.name, str(error)))
            return
        except IngestError as error:
            self._judged(candidate, attempts, error)
            return
        # A report of several parts is read again: only its first page's hash is remembered.
        same = memory is not None and memory.sha256 == whole.attempt.sha256 and not whole.notes
        if whole.not_modified or same:
            self._note(attempts)
            return
        try:
            prepared = self._prepare(candidate, whole)
        except IngestError as error:
            self._judged(candidate, attempts, error)
            return
        self._note(attempts, without=whole.attempt)
        self._hand(prepared)

    def _judged(self, candidate: Candidate, attempts: list[Attempt], error: IngestError) -> None:
        """Hand over an answer that was fetched but holds no usable report."""
        first = next((one for one in attempts if one.url == candidate.url and one.sha256), None)
        self._note(attempts, without=first)
        name = failure_name(error)
        attempt = first and replace(first, outcome=name, error=str(error))
        if attempt and name in OF_THIS_MACHINE:
            attempt = _listing(attempt)
        self._hand(Refused(self._errand, candidate.url, name, str(error), attempt))

    def _hand(self, event: Prepared | Refused) -> None:
        """Hand over what became of a report."""
        self._handed += 1
        self._emit(event)

    def _prepare(self, candidate: Candidate, whole: Whole) -> Prepared:
        """Read and extract; raises the IngestError that says why it is no report of this source."""
        given = self._errand.given
        origin = Origin(
            name=whole.name,
            url=candidate.url,
            media_type=whole.media_type,
            charset=whole.charset,
            headers=dict(whole.headers),
        )
        try:
            report, region = self._read(whole, origin, given)
        except UnknownYearError:
            if candidate.year is None or str(candidate.year) not in candidate.title:
                raise
            report, region = self._read(whole, origin, replace(given, year=candidate.year))
        facts = report.extraction.facts
        if facts.kind == "news" and self._kind != "news":
            raise NotAReportError(
                f"{candidate.url} is news about a report, not the report itself; look for the "
                "report's own page."
            )
        return Prepared(self._errand, whole, origin, report, region)

    def _read(self, whole: Whole, origin: Origin, given: Given) -> tuple[ReadReport, Region]:
        """Prepare with the card's region; a text that names another region is refused."""
        if given.region is None and self._region is not None:
            given = replace(given, region=self._region.code)
            if self._region.fictional:
                given = replace(given, region=self._region.name)
        report, region = prepare(whole.body, origin, given)
        named = report.extraction.facts.region_name
        if self._errand.source is not None and self._errand.given.region is None and named:
            self._refuse_other_region(named, region, report.document.text[:2000])
        return report, region

    def _refuse_other_region(self, named: str, region: Region, context: str) -> None:
        """Sites of districts also show the reports of their city and province."""
        try:
            found = find_region(named, f"{region.name} {context}")
        except UnknownRegionError:
            return
        if found.code not in {region.code, region.successor} and found.successor != region.code:
            raise OtherRegionError(
                f"The text is the report of {found.name}, not of {region.name}; the card's region "
                "or the list is wrong."
            )

    def _typed_address(self, url: str) -> None:
        """A typed address may be a report, or a page that lists some."""
        candidate = Candidate(url, url, None, 50, ("+50 it was typed",))
        caught: list[Event] = []
        emit, self._emit = self._emit, caught.append
        try:
            self._report(candidate)
        finally:
            self._emit = emit
        if any(isinstance(one, Refused) and one.name in LISTS for one in caught):
            try:
                found = self._explorer().from_list(url).candidates
            except FetchError:
                found = []
            if found:
                for event in caught:
                    if isinstance(event, Noted):
                        emit(event)
                self._reports(found)
                return
        for event in caught:
            emit(event)

    def _get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        record: Callable[[Attempt], None] | None = None,
    ) -> Fetched:
        """Fetch for this errand; requests on the way are noted, those of reports are held back."""
        return self._fetcher.get(
            url,
            etag=etag,
            last_modified=last_modified,
            record=record or (lambda attempt: self._emit(Noted(self._errand, _listing(attempt)))),
        )

    def _note(self, attempts: list[Attempt], without: Attempt | None = None) -> None:
        for attempt in attempts:
            if attempt is not without:
                self._emit(Noted(self._errand, attempt))


class OtherRegionError(IngestError):
    """A report was found, but of another region than the card says."""


# Failures of a typed address that may mean that it lists reports.
LISTS = frozenset({"list_page", "not_a_report", "no_text", "unfinished", "unknown_year"})
# Failures that say more of this machine's day than of the document: it is read again next time.
OF_THIS_MACHINE = frozenset({"timeout", "memory", "crash"})


def _listing(attempt: Attempt) -> Attempt:
    """A page's record without its hash: only judged reports are remembered as known."""
    return replace(attempt, sha256=None)
