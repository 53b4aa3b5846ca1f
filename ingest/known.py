"""What earlier runs know of an address, and whether it has to be asked again.

Read once at the start of a run from the tables `fetch` and `report`. An address whose answer was
judged before (a report in it, or surely none) is not downloaded again for a while; with a validator
(ETag, Last-Modified) the newest report of a source is asked each run, which costs a site nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from ingest.fetch.limits import Limits


@dataclass(frozen=True, slots=True)
class Memory:
    """The last usable answer of an address: its validators, hash and time (UTC).

    `judged_at` is when its content was last looked at, which "not modified" does not do.
    """

    asked_at: datetime
    etag: str | None
    last_modified: str | None
    sha256: str | None
    outcome: str
    judged_at: datetime | None = None

    @property
    def has_validator(self) -> bool:
        """Whether the site can tell us cheaply that nothing changed."""
        return bool(self.etag or self.last_modified)


class Known:
    """The memory of all addresses, with the rule of when to ask again."""

    def __init__(
        self,
        memories: dict[str, Memory],
        refused: dict[str, datetime],
        gave: dict[str, int],
        limits: Limits,
    ) -> None:
        self._memories, self._refused, self._gave = memories, refused, gave
        self._limits = limits

    def unless_worth_rereading(self, url: str, now: datetime) -> Memory | None:
        """The last usable answer of an address; None for a new one.

        None also for a page that gave no report and was last judged long ago. It is asked for as
        if it were new, because meanwhile the program may have learned to read it, and a page that
        does not change would never be sent again.
        """
        memory = self._memories.get(url)
        if memory is None or memory.outcome == "ok" or memory.judged_at is None:
            return memory
        old = now - memory.judged_at > timedelta(days=self._limits.recheck_days)
        return None if old else memory

    def due(self, url: str, now: datetime, *, newest: bool) -> bool:
        """Whether an address is asked in this run; `newest` for the latest report of a source."""
        memory, refused = self._memories.get(url), self._refused.get(url)
        if memory is None and refused is not None and not newest:
            return now - refused > timedelta(days=self._limits.refused_days)
        if memory is None or (newest and memory.has_validator):
            return True
        return now - memory.asked_at > timedelta(days=self._limits.recheck_days)

    def gave_before(self, source_id: str) -> int:
        """How many reports a source gave in earlier runs."""
        return self._gave.get(source_id, 0)


def load_known(connection: duckdb.DuckDBPyConnection, limits: Limits) -> Known:
    """Read the memory from the working file.

    An answer counts once it was judged: rows of transport failures have no hash, and an answer
    that was fetched but not yet judged when a run was killed has no row at all.
    """
    rows = connection.execute(
        """
        SELECT url,
               max(fetched_at),
               arg_max(etag, fetched_at) FILTER (sha256 IS NOT NULL),
               arg_max(last_modified, fetched_at) FILTER (sha256 IS NOT NULL),
               arg_max(sha256, fetched_at) FILTER (sha256 IS NOT NULL),
               arg_max(outcome, fetched_at) FILTER (sha256 IS NOT NULL),
               max(fetched_at) FILTER (sha256 IS NOT NULL)
        FROM "fetch"
        WHERE sha256 IS NOT NULL OR outcome = 'not_modified'
        GROUP BY url
        """
    ).fetchall()
    refused = connection.execute(
        """
        SELECT url, max(fetched_at) FROM "fetch"
        WHERE outcome IN ('challenge', 'robots', 'soft_404')
           OR http_status IN (401, 403, 404, 405, 410, 451)
        GROUP BY url
        """
    ).fetchall()
    gave = connection.execute(
        """
        SELECT source_id, count(DISTINCT f.url)
        FROM "fetch" AS f JOIN report USING (url)
        WHERE source_id IS NOT NULL GROUP BY source_id
        """
    ).fetchall()
    return Known(
        {url: Memory(at, etag, modified, sha256, outcome or "ok", judged)
         for url, at, etag, modified, sha256, outcome, judged in rows},
        dict(refused),
        {str(source_id): int(count) for source_id, count in gave},
        limits,
    )  # fmt: skip
