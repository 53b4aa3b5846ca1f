"""What a visit is asked for, and what it hands over on the way: the events of `ingest.visit`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.errors import FetchError
from ingest.fetch.discover import Discovery
from ingest.fetch.record import Attempt
from ingest.fetch.report import Whole
from ingest.pipeline import Given, Origin
from ingest.regions import Region
from ingest.report import ReadReport
from ingest.sources import Source


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked for: a source of the catalogue, or an address that somebody typed."""

    name: str
    source: Source | None = None
    address: str | None = None
    given: Given = field(default_factory=Given)

    @property
    def url(self) -> str:
        """The address that it begins with."""
        return self.address or (self.source.url if self.source else "")

    @property
    def source_id(self) -> str | None:
        """The source's id for the record; None for a typed address."""
        return self.source.id if self.source else None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report that was fetched and read and can be stored."""

    errand: Errand
    whole: Whole
    origin: Origin
    report: ReadReport
    region: Region


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer without a usable report; `name` is the failure's, `attempt` its request."""

    errand: Errand
    url: str
    name: str
    error: str
    attempt: Attempt | None = None


@dataclass(frozen=True, slots=True)
class Visited:
    """The end of a visit; `error` where the source itself failed.

    `asked` counts reports that were asked for, `handed` those whose answer was new, stored or not.
    """

    errand: Errand
    discovery: Discovery | None = None
    error: FetchError | None = None
    asked: int = 0
    handed: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """One request that was made on the way, for the table `fetch`."""

    errand: Errand
    attempt: Attempt


Event = Prepared | Refused | Visited | Noted
Emit = Callable[[Event], None]
