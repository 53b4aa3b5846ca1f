"""One report from its bytes: read, extract, and say whose and which year's it is.

This is the part of the pipeline that stores nothing; `duixian extract`, `duixian compare` on files
and `ingest.pipeline` share it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.errors import NotAReportError, UnknownYearError
from ingest.extract import extract
from ingest.model import Document, Extraction
from ingest.read import read
from ingest.recognise import doubts_about, refuse_if_not_report

# A file that a person named like a title (2025年涪陵区政府工作报告.docx) may stand in for a title.
_NAMED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[^/\\]{0,30}(?:工作报告|计划)")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A document with what was extracted from its text."""

    document: Document
    extraction: Extraction


def read_report(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    year: int | None = None,
    kind: str | None = None,
) -> ReadReport:
    """Read bytes as a report and extract its observations.

    `name` is the file's name, `year` and `kind` overrule what the text says. Raises ReadError for
    bytes that can't be read, NotAReportError for a text that is no report, UnknownYearError where
    no year is named.
    """
    document = read(data, name=name, media_type=media_type, charset=charset, url=url)
    if year is None:
        _refuse_if_not_report(document)
    found = _extract(document, name, year, kind)
    doubts = (*found.facts.doubts, *doubts_about(document.text))
    return ReadReport(document, replace(found, facts=replace(found.facts, doubts=doubts)))


def _refuse_if_not_report(document: Document) -> None:
    """Refuse a text that is no report; one that only announces it names where the report is."""
    try:
        refuse_if_not_report(document.text)
    except NotAReportError as error:
        if not document.links:
            raise
        text, address = document.links[0]
        raise NotAReportError(f"{error} It may be in “{text}” ({address}).") from None


def _extract(
    document: Document, name: str | None, year: int | None, kind: str | None
) -> Extraction:
    """The extraction with a year: the one given, the text's, the title's or the file name's."""
    extraction = extract(document.text, year=year, kind=kind)
    if extraction.facts.year is not None:
        return extraction
    match = _NAMED_YEAR.search(document.title or "") or _NAMED_YEAR.search(name or "")
    if match is None:
        raise UnknownYearError(
            "The report's year can't be found in its title or headings: give it with --year."
        )
    doubt = "The year is taken from the page's title or the file's name."
    again = extract(document.text, year=int(match[1]), kind=kind)
    facts = replace(again.facts, doubts=(*again.facts.doubts, doubt))
    return replace(again, facts=facts)
