"""Tells people what a run found, over any service that Apprise knows.

Nothing is sent unless a report is new or changed, or a source has just failed for the third time in
a row: a message a day that says nothing is soon not read. The words come from the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.errors import IngestError
from ingest.pipeline import Ingested
from ingest.status import SourceStatus

# Failures in a row after which a person is told, once.
FAILURES_TOLD = 3


class NotifyError(IngestError):
    """A message could not be sent; nothing else is the worse for it."""


def addresses(environment: Mapping[str, str]) -> list[str]:
    """The Apprise addresses of `DUIXIAN_NOTIFY`, with spaces, new lines or commas between them."""
    written = environment.get("DUIXIAN_NOTIFY", "").strip()
    return [one for one in re.split(r",?\s+|,(?=\w+://)", written) if one]


def worth_telling(results: Iterable[Ingested]) -> list[Ingested]:
    """The results that people want to hear of: new and changed reports."""
    return [result for result in results if result.outcome in {"new", "changed"}]


def just_failed(statuses: Iterable[SourceStatus], visited: Iterable[str]) -> list[SourceStatus]:
    """Sources of this run that have now failed often enough to be told of, and not before."""
    names = set(visited)
    return [one for one in statuses if one.source_id in names and one.failures == FAILURES_TOLD]


def message(reports: Sequence[str], failed: Sequence[SourceStatus]) -> str | None:
    """The text of a message; None where there is nothing to say.

    Args:
        reports: a line for each new or changed report.
        failed: sources that have just failed for the third time.

    """
    lines = list(reports)
    lines += [
        f"{one.source_id} failed {one.failures} times in a row: {one.error} {one.advice}".strip()
        for one in failed
    ]
    return "\n".join(lines) or None


def send(to: Sequence[str], title: str, body: str) -> None:
    """Send a message to all addresses.

    Raises:
        NotifyError: an address is of no known service, or a service did not take the message.

    """
    import apprise  # noqa: PLC0415 - half a second, and only where somebody wants messages

    sender = apprise.Apprise()
    for address in to:
        if not sender.add(address):
            kind = address.split(":", 1)[0]
            raise NotifyError(
                f"DUIXIAN_NOTIFY holds an address of the kind {kind!r} that Apprise does not know; "
                "see https://github.com/caronc/apprise/wiki for how to write it."
            )
    if not sender.notify(title=title, body=body):
        kinds = ", ".join(address.split(":", 1)[0] for address in to)
        raise NotifyError(
            f"A message could not be sent by {kinds}; check DUIXIAN_NOTIFY and the network."
        )
