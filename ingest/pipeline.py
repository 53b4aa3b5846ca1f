"""One document on its way into the warehouse: read, extract, name its region, store.

Fetching ends where this begins: whoever has bytes (a fetched page, an upload, a pasted text, a
sample) calls `ingest_bytes` with an open writer. Each report is one transaction of the writer; a
document that gives no report is counted there as a failure with its sentence and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.errors import IngestError, UnknownRegionError, failure_name, named
from ingest.model import Document, Extraction, record
from ingest.reference.load import load_indicators, load_units
from ingest.regions import Region, find_region, load_regions
from ingest.report import ReadReport, read_report
from ingest.version import extractor_version, vocabulary_version
from warehouse.rows import RawDocument, StoredReport
from warehouse.store import Reference, Writer

# How much of the text may name the city or province around a region (the opening does).
_CONTEXT_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes came from: a file's name, an address with its answer's headers, or neither."""

    name: str | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says about a document; it overrules what the text says."""

    region: str | None = None
    year: int | None = None
    kind: str | None = None

    @property
    def anything(self) -> bool:
        """Whether the person said anything of where the report belongs."""
        return bool(self.region or self.year or self.kind)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one document.

    `outcome` is new, changed, unchanged, refused (by the warehouse) or failed (no report in it);
    `error` says why in one sentence, `failure` in a word. `doubts` are sentences for a
    person to look at.
    """

    name: str
    outcome: str
    region: str | None = None
    region_code: str | None = None
    year: int | None = None
    kind: str | None = None
    observations: int = 0
    report_id: int | None = None
    doubts: tuple[str, ...] = ()
    error: str | None = None
    failure: str | None = None  # the error's short stable name
    note: str | None = None  # what a fetch did to get it, and why a change counted as one

    @property
    def stored(self) -> bool:
        """Whether the warehouse holds this document's report now."""
        return self.outcome in {"new", "changed", "unchanged"}


def ingest_bytes(
    writer: Writer, data: bytes, origin: Origin, given: Given | None = None
) -> Ingested:
    """Bring one document into the warehouse; never raises for a bad document.

    The bytes are kept by their hash as soon as they proved to hold a report. WarehouseError
    passes through: the warehouse itself can't be written to then.
    """
    given = given or Given()
    name = origin.name or origin.url or "pasted text"
    try:
        report, region = prepare(data, origin, given)
    except IngestError as error:
        failure = failure_name(error)
        writer.fail(named(name, error), failure)
        return Ingested(name, "failed", error=str(error), failure=failure)
    return store_prepared(writer, data, origin, report, region, given=given.anything)


def store_prepared(
    writer: Writer,
    data: bytes,
    origin: Origin,
    report: ReadReport,
    region: Region,
    *,
    given: bool = False,
) -> Ingested:
    """Store what `prepare` gave, as one transaction; the bytes are kept by their hash.

    For callers that prepare in other threads, or judge the report before it is stored. `given`:
    a person said where it belongs, which moves a text that is stored as another report.
    """
    name = origin.name or origin.url or "pasted text"
    raw = RawDocument(
        sha256=writer.home.save_raw(data),
        size=len(data),
        url=origin.url,
        file_name=origin.name,
        media_type=origin.media_type,
        headers=origin.headers,
    )
    stored = as_stored(report, region, raw=raw, url=origin.url, given=given)
    result = writer.store(stored)
    return Ingested(
        name,
        result.outcome,
        region=_name_of(writer, result.region_code) or region.name,
        region_code=result.region_code,
        year=result.year,
        kind=stored.kind,
        observations=len(stored.observations),
        report_id=result.report_id,
        doubts=tuple(stored.doubts),
        error=result.reason if result.outcome == "refused" else None,
        failure="refused_report" if result.outcome == "refused" else None,
    )


def _name_of(writer: Writer, region_code: str) -> str | None:
    """A region's name: the report may be kept for another region than its text was read for."""
    row = writer.connection.execute(
        "SELECT name FROM region WHERE region_code = ?", [region_code]
    ).fetchone()
    return str(row[0]) if row else None


def prepare(data: bytes, origin: Origin, given: Given) -> tuple[ReadReport, Region]:
    """Read and extract without storing, so that region and year can be shown and corrected.

    Raises the IngestError that says why the document gives no report.
    """
    report = read_report(
        data,
        name=origin.name,
        media_type=origin.media_type,
        charset=origin.charset,
        url=origin.url,
        year=given.year,
        kind=given.kind,
    )
    return report, region_of(report.document, report.extraction, given.region)


def region_of(document: Document, extraction: Extraction, given: str | None = None) -> Region:
    """The region that reports: the one given, the text's, the page's issuer's or its title's."""
    context = " ".join(
        (
            document.title or "",
            document.metadata.get("issuer", ""),
            document.text[:_CONTEXT_CHARACTERS],
        )
    )
    if given:
        return find_region(given, context)
    error: UnknownRegionError | None = None
    for name in (extraction.facts.region_name, document.metadata.get("issuer")):
        if name:
            try:
                return find_region(name, context)
            except UnknownRegionError as unknown:
                error = error or unknown
    raise error or UnknownRegionError(
        "The report doesn't name its region in title or opening: give it with --region."
    )


def as_stored(
    report: ReadReport,
    region: Region,
    *,
    raw: RawDocument | None = None,
    url: str | None = None,
    given: bool | None = None,
) -> StoredReport:
    """The report as the warehouse takes it."""
    document, facts = report.document, report.extraction.facts
    assert facts.year is not None  # read_report raises where no year is found
    return StoredReport(
        region=region.as_record(),
        ancestors=[parent.as_record() for parent in load_regions().ancestors(region)],
        year=facts.year,
        kind=facts.kind,
        text=document.text,
        extractor_version=extractor_version(),
        title=facts.title or document.title,
        url=url,
        delivered_on=facts.delivered_on,
        change_of_term=facts.change_of_term,
        doubts=[*facts.doubts, *document.notes],
        metadata=document.metadata,
        raw=raw,
        given=given,
        **extracted_records(report.extraction),
    )


def extracted_records(extraction: Extraction) -> dict[str, list[dict[str, Any]]]:
    """The parts of an extraction as the records that the warehouse takes."""
    return {
        "sections": [record(one) for one in extraction.sections],
        "sentences": [record(one) for one in extraction.sentences],
        "observations": [one.as_record() for one in extraction.observations],
        "claims": [record(one) for one in extraction.claims],
        "statements": [record(one) for one in extraction.statements],
    }


def reference() -> Reference:
    """The vocabulary as the warehouse keeps it."""
    indicators = load_indicators()
    return Reference(
        version=vocabulary_version(),
        indicators=[_indicator_record(asdict(one)) for one in indicators],
        aliases=[
            {"alias": alias, "indicator_id": one.id}
            for one in indicators
            for alias in (one.zh, *one.also_written)
        ],
        units=[asdict(unit) for unit in load_units()],
    )


def _indicator_record(fields: dict[str, Any]) -> dict[str, Any]:
    """An indicator with the warehouse's name for its key."""
    return {"indicator_id": fields.pop("id"), **fields}
