"""Decides what is worth a second try, and when.

Only what can pass by itself: silence, a dropped connection, 429 and the 5xx family. A refusal (403,
404, robots, a private address, a bad certificate) stays one. The pauses grow, carry jitter so that
many sources do not come back together, obey Retry-After, and end at once when the run is stopped.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import tenacity

from ingest.errors import FetchError
from ingest.fetch.limits import Limits
from ingest.fetch.record import AnswerError

TRANSIENT_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def retrying(limits: Limits, stop: threading.Event) -> tenacity.Retrying:
    """Return the loop around one address; the last error is raised as it is."""
    own = tenacity.wait_exponential_jitter(
        multiplier=limits.backoff_seconds,
        max=limits.backoff_most_seconds,
        jitter=limits.backoff_seconds,
    )

    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, AnswerError) else None
        return max(asked or 0.0, own(state))

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda error: worth_another_try(error, limits)),
        stop=tenacity.stop_any(
            tenacity.stop_after_attempt(limits.attempts), tenacity.stop_when_event_set(stop)
        ),
        wait=wait,
        sleep=tenacity.sleep_using_event(stop),
        reraise=True,
    )


def worth_another_try(error: BaseException, limits: Limits) -> bool:
    """Whether the same address may answer better within this run."""
    if not isinstance(error, FetchError) or not error.transient or error.name == "stopped":
        return False
    asked = error.retry_after if isinstance(error, AnswerError) else None
    return asked is None or asked <= limits.retry_after_most_seconds


def retry_after(header: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for (a number or a date); else None."""
    if not header:
        return None
    written = header.strip()
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        when = parsedate_to_datetime(written)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())
