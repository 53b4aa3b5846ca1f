"""Every limit of fetching, one commented line each; `DUIXIAN_*` variables change them.

The defaults suit a polite nationwide run over one line: no county site sees more than one request
in two seconds, and no answer can take more memory or time than is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from ingest.errors import IngestError

MEBIBYTE = 1024 * 1024


class SettingError(IngestError):
    """A `DUIXIAN_*` variable holds something that is no number."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one run. The variable of `read_seconds` is `DUIXIAN_FETCH_READ_SECONDS`."""

    connect_seconds: float = 10.0  # to open a connection (TLS included)
    read_seconds: float = 20.0  # of silence in the middle of an answer
    whole_seconds: float = 180.0  # for one answer from the first byte asked: ends a slow drip
    body_bytes: int = 40 * MEBIBYTE  # after decompression; a scanned report has up to 30 MiB
    redirects: int = 8  # hops of one request; county sites need up to 4 (http, www, /index, login)
    attempts: int = 3  # tries of one address in one run, only for what can pass by itself
    backoff_seconds: float = 2.0  # before the second try; doubles, with jitter on top
    backoff_most_seconds: float = 60.0  # longest own pause between two tries
    retry_after_most_seconds: float = 120.0  # a site that asks for more is left for the next run
    host_interval_seconds: float = 2.0  # between two requests to one host
    crawl_delay_most_seconds: float = 30.0  # a longer Crawl-delay in robots.txt counts as this
    host_connections: int = 1  # requests at once to one host
    workers: int = 8  # hosts at once
    list_pages: int = 12  # pages of one list that are turned
    crawl_depth: int = 3  # links away from the home page
    crawl_pages: int = 40  # pages of one crawl
    crawl_hosts: int = 2  # hosts of one crawl: the site and its open-government platform
    page_links: int = 3000  # links that are looked at on one page
    parts: int = 30  # pages of one split report
    attachments: int = 4  # attachments of one page that are tried
    reports: int = 40  # reports of one source that are fetched in one run
    recheck_days: float = 30.0  # until a known report without ETag or date is downloaded again
    refused_days: float = 7.0  # until an older report that was refused (403) is asked again
    stop_seconds: float = 10.0  # that a stopping run may take before it is cut off

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Limits:
        """Limits with the `DUIXIAN_FETCH_*` variables applied.

        Raises:
            SettingError: a variable holds no number, or one that is not above zero.

        """
        changed: dict[str, float | int] = {}
        for field in fields(cls):
            variable = f"DUIXIAN_FETCH_{field.name.upper()}"
            if variable in environment:
                changed[field.name] = _number(variable, environment[variable], str(field.type))
        return cls(**changed)  # type: ignore[arg-type]


def _number(variable: str, written: str, kind: str) -> float | int:
    """Return the number written in a variable."""
    try:
        value = int(written) if kind == "int" else float(written)
    except ValueError:
        value = -1
    if value <= 0:
        raise SettingError(f"{variable} is {written!r}; set it to a number above zero.")
    return value
