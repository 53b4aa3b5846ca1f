"""How each source is doing: last attempt, last success, failures in a row, and what to do.

Read from the table `fetch`. A visit counts as failed when its last request failed; a list that was
gone but whose reports were found elsewhere on the site did not fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

# What a person can do about a failure, by its name; the failure's own sentence says what happened.
ADVICE = {
    "no_links": "Find the list's new address and correct the card.",
    "http_404": "Find the list's new address and correct the card.",
    "soft_404": "Find the list's new address and correct the card.",
    "challenge": "Save the report in a browser and ingest the file.",
    "http_403": "Save the report in a browser and ingest the file.",
    "robots": "Ask the site, or save the report in a browser and ingest the file.",
    "tls": "Try the address with http://, or wait for the site to mend its certificate.",
    "dns": "Check the address on the card.",
    "private_address": "If the host is meant, add it to DUIXIAN_ALLOW_HOSTS.",
    "image_only": "Look for a PDF or text version and ingest the file.",
}
OTHERWISE = "Nothing: the next run tries again."

_VISITS = """
WITH requests AS (
    SELECT source_id, run_id, fetch_id, fetched_at, outcome, error,
           outcome NOT IN ('ok', 'not_modified') AS failed
    FROM "fetch"
    WHERE source_id IS NOT NULL AND outcome <> 'stopped' AND NOT suffix(url, '/robots.txt')
),
visits AS (
    SELECT source_id, run_id, max(fetched_at) AS visited_at, max(fetch_id) AS last_id,
           arg_max(failed, fetch_id) AS failed, arg_max(outcome, fetch_id) AS outcome,
           arg_max(coalesce(error, ''), fetch_id) AS error
    FROM requests GROUP BY source_id, run_id
),
successes AS (
    SELECT source_id, max(visited_at) AS visited_at, max(last_id) AS last_id
    FROM visits WHERE NOT failed GROUP BY source_id
)
SELECT v.source_id, max(v.visited_at), any_value(s.visited_at),
       count(*) FILTER (v.failed AND v.last_id > coalesce(s.last_id, 0)),
       arg_max(CASE WHEN v.failed THEN v.outcome ELSE '' END, v.last_id),
       arg_max(v.error, v.last_id)
FROM visits AS v LEFT JOIN successes AS s ON s.source_id = v.source_id
GROUP BY v.source_id
"""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source's record; times are UTC. `failure` and `error` are of the last visit, if any."""

    source_id: str
    last_attempt: datetime
    last_success: datetime | None
    failures: int
    failure: str | None = None
    error: str | None = None

    @property
    def advice(self) -> str:
        """What to do about it."""
        if self.failure is None:
            return ""
        return ADVICE.get(self.failure, OTHERWISE)


def source_statuses(connection: duckdb.DuckDBPyConnection) -> dict[str, SourceStatus]:
    """The status of every source that was ever visited, by its id."""
    return {
        name: SourceStatus(name, attempt, success, int(failures), failure or None, error or None)
        for name, attempt, success, failures, failure, error in connection.execute(
            _VISITS
        ).fetchall()
    }
