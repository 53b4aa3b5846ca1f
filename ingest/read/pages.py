"""Puts a report together again that its site spread over several pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read.furniture import squeeze
from ingest.read.paragraphs import Line, glue, is_cut


def join_pages(documents: Sequence[Document]) -> Document:
    """One document of the pages in their order; the first one's title and metadata stay.

    The title that every page repeats stands once, and a paragraph that the pages cut is whole
    again. Links to the pages themselves are left to the caller. Raises ReadError for no pages.
    """
    if not documents:
        raise ReadError("There is no page to put together.", name="empty")
    first = documents[0]
    lines = first.text.splitlines()
    titles = {squeeze(line) for line in lines[:3]} | {
        squeeze(each.title or "") for each in documents
    }
    for document in documents[1:]:
        following = document.text.splitlines()
        while following and squeeze(following[0]) in titles:
            following.pop(0)
        if lines and following and _is_cut(lines[-1], following[0]):
            lines[-1] = glue(lines[-1], following.pop(0))
        lines.extend(following)
    text = "\n".join(lines)
    notes = tuple(dict.fromkeys(note for each in documents for note in each.notes))
    links = tuple(dict.fromkeys(link for each in documents for link in each.links))
    metadata = {key: value for each in reversed(documents) for key, value in each.metadata.items()}
    return replace(
        first,
        text=text + "\n" if text else "",
        metadata=metadata,
        links=links,
        notes=(*notes, f"The report was put together from {len(documents)} pages."),
    )


def _is_cut(last: str, first: str) -> bool:
    """Whether two pages cut a sentence: between pages a shorter line is suspect already."""
    return is_cut(Line(last, table="\t" in last), Line(first, table="\t" in first), full_line=12)
