"""What is kept of every try to fetch something: one `Attempt` is one row of the table `fetch`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ingest.errors import FetchError


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request and what became of it.

    `outcome` is `ok`, `not_modified` or the name of the failure; `bytes` counts the body after
    decompression; `hops` are the addresses that redirects led through, the first one included.
    """

    url: str
    fetched_at: datetime
    outcome: str
    final_url: str | None = None
    http_status: int | None = None
    bytes: int | None = None
    sha256: str | None = None
    duration_ms: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    error: str | None = None
    hops: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """Return the columns of table `fetch`, without run and source."""
        row = asdict(self)
        hops = row.pop("hops")
        if len(hops) > 1 and self.error is not None:
            row["error"] = f"{self.error} (by way of {' → '.join(hops)})"
        return row


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer that can be used. `body` is decompressed; it is empty where nothing changed."""

    attempt: Attempt
    body: bytes
    media_type: str | None
    charset: str | None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address that answered in the end."""
        return self.attempt.final_url or self.attempt.url

    @property
    def not_modified(self) -> bool:
        """Whether the site said that its page is as it was."""
        return self.attempt.outcome == "not_modified"

    @property
    def file_name(self) -> str:
        """The last part of the address; tells the format where the media type does not."""
        return self.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


class AnswerError(FetchError):
    """A site answered, but not with a page; `status` is its HTTP status.

    `retry_after` is the pause in seconds that the site asked for, None where it named none.
    """

    def __init__(
        self,
        message: str,
        *,
        name: str,
        status: int,
        transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, name=name, transient=transient)
        self.status = status
        self.retry_after = retry_after
