"""What can go wrong between an address and an observation.

One base class for the stage. A message is one plain sentence that says what is wrong and what to
do next; it is shown to people as it stands, so it never holds a traceback or an internal name.
"""

from __future__ import annotations

import re
from pathlib import PurePath


class IngestError(Exception):
    """Base of everything that the ingest stage refuses."""


class ReadError(IngestError):
    """The bytes can't be turned into the text of a report.

    `name` is a short stable word for the kind of failure, kept in the `fetch` table: empty,
    too_large, undecodable, binary, unsupported, damaged, encrypted, bomb, no_text, image_only,
    challenge, error_page, unfinished, list_page, archive, timeout, memory or crash.
    """

    def __init__(self, message: str, *, name: str = "unreadable") -> None:
        super().__init__(message)
        self.name = name


class NotAReportError(IngestError):
    """The text was read, but it is no government work report (or a template, a copy, a list)."""


class UnknownYearError(IngestError):
    """Neither the title nor the review's heading names the report's year."""


class UnknownRegionError(IngestError):
    """No region of the code table fits the report."""


class FetchError(IngestError):
    """An address gave no usable answer.

    `transient` says whether trying again later can help; `name` is a short stable word for the
    kind of failure (timeout, refused, challenge, too_large, ...), kept in the `fetch` table.
    """

    def __init__(self, message: str, *, name: str, transient: bool = False) -> None:
        super().__init__(message)
        self.name = name
        self.transient = transient


class ReferenceDataError(IngestError):
    """A data file under `ingest/reference/` is wrong; the message names file and line."""


def named(name: str, error: object) -> str:
    """The error's sentence with the document it is about, which it may name itself already."""
    sentence = str(error)
    return sentence if sentence.startswith(PurePath(name).name) else f"{name}: {sentence}"


def failure_name(error: IngestError) -> str:
    """The stable word for a failure: its own name, or its class in snake case."""
    own = getattr(error, "name", None)
    if isinstance(own, str):
        return own
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__.removesuffix("Error"))
    return words.lower()
