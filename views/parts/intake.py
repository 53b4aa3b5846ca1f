"""Brings documents into the warehouse for the page Ingest: one run with progress, then publish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from assembly import open_writer
from ingest.errors import IngestError
from ingest.pipeline import Given, Ingested, Origin, ingest_bytes, prepare
from views import data as warehouse_data
from views.parts import failures

# How long the page waits for another writer before it says so.
LOCK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Document:
    """A document as somebody brought it: a name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a document says of itself, before anything is stored; `error`: why it can't be used."""

    region: str | None = None
    year: int | None = None
    observations: int = 0
    targets: int = 0
    doubts: tuple[str, ...] = ()
    error: str | None = None
    error_zh: str | None = None


@st.cache_data(show_spinner=False, max_entries=30)
def recognise(name: str, data: bytes, region: str | None, year: int | None) -> Recognised:
    """Read a document without storing it; what can't be read becomes a sentence."""
    try:
        report, found = prepare(data, Origin(name=name), Given(region=region, year=year))
    except IngestError as error:
        return Recognised(error=str(error), error_zh=failures.chinese(error))
    extraction = report.extraction
    return Recognised(
        region=found.name,
        year=extraction.facts.year,
        observations=len(extraction.observations),
        targets=sum(one.headline and one.role == "target" for one in extraction.observations),
        doubts=tuple(extraction.facts.doubts),
    )


def bring_in(
    documents: Sequence[Document], given: Given, progress: Callable[[int, str], None]
) -> list[Ingested]:
    """Store the documents as one run and publish where there is something to see.

    `progress` is told the number of the document and its name. Raises WarehouseError where nothing
    can be written (another writer, a full disk).
    """
    with open_writer(lock_seconds=LOCK_SECONDS) as writer:
        writer.begin_run("app")
        results = []
        for number, document in enumerate(documents):
            progress(number, document.name)
            results.append(ingest_bytes(writer, document.data, Origin(name=document.name), given))
        writer.end_run()
        # Failures too: the list of runs below reads what is published.
        seen = any(result.outcome != "unchanged" for result in results)
        if seen or writer.home.current_version() is None:
            writer.publish()
            warehouse_data.renew()
    return results


def fetch_addresses(
    addresses: Sequence[str], sources: Sequence[str], given: Given
) -> list[Ingested]:
    """Fetch addresses and sources as one run and publish, so that the attempts are seen too."""
    from ingest.collect import collect  # noqa: PLC0415 - only here is the network needed

    with open_writer(lock_seconds=LOCK_SECONDS) as writer:
        writer.begin_run("app")
        results: list[Ingested] = collect(
            writer, addresses=addresses, sources=sources, every=False, given=given
        )
        writer.end_run(note="\n".join(one.note for one in results if one.note) or None)
        writer.publish()
        warehouse_data.renew()
    return results
