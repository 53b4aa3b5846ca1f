"""Connects to addresses that the guard has judged, and never waits longer than a request may.

httpx has no place for either, so this is a small transport on httpcore's public parts: a network
backend that resolves once, connects to the judged address, and bounds every wait by the time that
the whole request has left and by the run's stop signal.
"""

from __future__ import annotations

import contextvars
import select
import ssl
import threading
import time
import typing
import urllib.request
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from ingest.errors import FetchError
from ingest.fetch.guard import Guard, host_of, port_of

# How long a wait for bytes lasts before the stop signal is looked at again.
SLICE_SECONDS = 0.2


class Budget:
    """The time that one request may take, and the signal that ends it early."""

    def __init__(self, seconds: float, stop: threading.Event) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._stop = stop

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            FetchError: `stopped` when the run ends, `timeout` when no time is left.

        """
        if self._stop.is_set():
            raise FetchError(
                "The run was stopped; the next run fetches this again.",
                name="stopped",
                transient=True,
            )
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"The answer took longer than {self._seconds:g} seconds in all; it is tried again "
                "in the next run (DUIXIAN_FETCH_WHOLE_SECONDS).",
                name="timeout",
                transient=True,
            )
        return left


# The budget of the request that this thread is making; the backend below has no other way to it.
current_budget: contextvars.ContextVar[Budget | None] = contextvars.ContextVar(
    "current_budget", default=None
)


class BoundedStream(httpcore.NetworkStream):
    """A connection whose every wait is bounded by the current request's budget."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there; waits in slices, so that a stop is noticed."""
        self._wait(timeout)
        return self._inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all bytes."""
        self._inner.write(buffer, _bounded(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Encrypt the connection; the certificate is checked against the name, not the number."""
        return BoundedStream(self._inner.start_tls(ssl_context, server_hostname, _bounded(timeout)))

    def get_extra_info(self, info: str) -> typing.Any:
        """Return what httpcore wants to know of the socket."""
        return self._inner.get_extra_info(info)

    def _wait(self, timeout: float | None) -> None:
        """Wait until bytes are there, no longer than allowed."""
        socket = self._inner.get_extra_info("socket")
        if socket is None or (isinstance(socket, ssl.SSLSocket) and socket.pending()):
            return
        silent_until = time.monotonic() + (timeout if timeout is not None else 3600.0)
        poll = select.poll()
        poll.register(socket, select.POLLIN)
        while True:
            # Looked at before every read, or a drip that never pauses would never end.
            _bounded(None)
            if poll.poll(SLICE_SECONDS * 1000):
                return
            if time.monotonic() > silent_until:
                raise httpcore.ReadTimeout("the site fell silent")


def _bounded(timeout: float | None) -> float | None:
    """Return a timeout that does not outlast the current request."""
    budget = current_budget.get()
    if budget is None:
        return timeout
    left = budget.left()
    return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a host once, has the guard judge the answer, and connects to exactly that."""

    def __init__(self, guard: Guard | None) -> None:
        self._guard = guard
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a connection to the first judged address that answers."""
        addresses = [host] if self._guard is None else self._guard.addresses(host, port)
        last: Exception = httpcore.ConnectError("the name has no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, _bounded(timeout), local_address, socket_options
                )
                return BoundedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Refuse: no report lives behind a local socket."""
        raise FetchError(f"{path} is a local socket and is not opened.", name="scheme")


class _Body(httpx.SyncByteStream):
    """The body as httpx wants it."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        """Give the connection back."""
        close = getattr(self._parts, "close", None)
        if close is not None:
            close()


class GuardedTransport(httpx.BaseTransport):
    """The transport of the client: guarded and bounded, through a proxy where one is set."""

    def __init__(self, guard: Guard, *, connections: int, proxies: dict[str, str]) -> None:
        self._guard = guard
        self._proxies = proxies
        self._pools: dict[str, httpcore.ConnectionPool] = {}
        self._lock = threading.Lock()
        self._connections = connections
        self._tls = httpx.create_ssl_context()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; redirects are for the client to judge."""
        answer = self._pool_for(request.url).handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(typing.cast("Iterable[bytes]", answer.stream)),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()

    def _pool_for(self, url: httpx.URL) -> httpcore.ConnectionPool:
        """Return the pool of direct connections, or the one of the proxy for this address."""
        proxy = "" if urllib.request.proxy_bypass(host_of(url)) else self._proxy(url.scheme)
        if proxy:
            self._judge_for_proxy(url)
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = self._new_pool(proxy)
            return self._pools[proxy]

    def _proxy(self, scheme: str) -> str:
        """Return the proxy of a scheme as the environment names it; empty for none."""
        return self._proxies.get(scheme) or self._proxies.get("all") or ""

    def _judge_for_proxy(self, url: httpx.URL) -> None:
        """Judge what the proxy would connect to; it may know names that we can't resolve."""
        try:
            self._guard.addresses(host_of(url), port_of(url))
        except FetchError as error:
            if error.name != "dns":
                raise

    def _new_pool(self, proxy: str) -> httpcore.ConnectionPool:
        """Open a pool; the proxy itself is the operator's choice and not judged."""
        backend = GuardedBackend(None if proxy else self._guard)
        if not proxy:
            return httpcore.ConnectionPool(
                ssl_context=self._tls,
                max_connections=self._connections,
                max_keepalive_connections=self._connections,
                keepalive_expiry=15.0,
                network_backend=backend,
            )
        parsed = httpx.Proxy(proxy)
        return httpcore.HTTPProxy(
            proxy_url=str(parsed.url),
            proxy_auth=parsed.raw_auth,
            ssl_context=self._tls,
            max_connections=self._connections,
            network_backend=backend,
        )
