"""Says in one sentence, with a stable name, why an address gave no page."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from ingest.errors import FetchError
from ingest.fetch.challenge import is_challenge
from ingest.fetch.guard import host_of
from ingest.fetch.record import AnswerError
from ingest.fetch.retry import TRANSIENT_STATUS, retry_after


def refusal(answer: httpx.Response, body: bytes) -> AnswerError:
    """Name an answer that is neither a page nor a redirect; `body` is the start of its page."""
    status, host = answer.status_code, host_of(answer.request.url)
    if is_challenge(body, status):
        return AnswerError(
            f"{host} wants a browser to pass a check first (HTTP {status}); open the page "
            "yourself, save it, and ingest the file.",
            name="challenge",
            status=status,
        )
    pause = retry_after(answer.headers.get("retry-after"))
    return AnswerError(
        _status_sentence(status, host, pause),
        name=f"http_{status}",
        status=status,
        transient=status in TRANSIENT_STATUS,
        retry_after=pause,
    )


def _status_sentence(status: int, host: str, pause: float | None) -> str:
    """Say what an HTTP status means for the person who runs this."""
    if status in {404, 410}:
        return f"{host} has no such page any more (HTTP {status}); look for its new address."
    if status in {401, 403, 405, 451}:
        return (
            f"{host} refuses this page (HTTP {status}); open it in a browser, save it, and ingest "
            "the file."
        )
    if status == httpx.codes.TOO_MANY_REQUESTS:
        after = f" It asks for a pause of {pause:g} seconds." if pause is not None else ""
        return f"{host} was asked too often (HTTP 429).{after} The next run tries again."
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return f"{host} has trouble of its own (HTTP {status}); the next run tries again."
    return f"{host} gave no page (HTTP {status}); open the address in a browser."


def explained(error: Exception, url: httpx.URL) -> FetchError:
    """Turn an error of the network into a named failure with one sentence."""
    host, causes = host_of(url), tuple(_causes(error))
    tls = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None)
    if isinstance(tls, ssl.SSLCertVerificationError):
        return FetchError(
            f"The certificate of {host} does not hold ({tls.verify_message}); nothing is read over "
            "it. Try http://, or tell the site.",
            name="tls",
        )
    if isinstance(error, httpcore.TimeoutException):
        return FetchError(
            f"{host} did not answer in time; the next run tries again.",
            name="timeout",
            transient=True,
        )
    if tls is not None and isinstance(error, httpcore.ConnectError):
        return FetchError(
            f"{host} can't agree on an encrypted connection ({tls.reason or 'TLS'}); try http://.",
            name="tls",
        )
    if isinstance(error, httpcore.ConnectError):
        refused = any(getattr(cause, "errno", None) == errno.ECONNREFUSED for cause in causes)
        what = "refuses the connection" if refused else "can't be reached"
        return FetchError(
            f"{host} {what}; the next run tries again.",
            name="refused" if refused else "unreachable",
            transient=True,
        )
    return FetchError(
        f"{host} broke off in mid-answer; the next run tries again.", name="reset", transient=True
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
