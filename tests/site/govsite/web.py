"""Real HTTP servers on loopback addresses, with a log of what they were asked.

Each host gets an address of its own in 127.0.1.0/24, so that limits per host can be seen.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import urlsplit

ALLOW = "127.0.1.0/24:*"


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    at: float
    headers: dict[str, str]
    status: int = 0


@dataclass
class Reply:
    """What a page gives back; `fault` is drip, reset or truncate."""

    body: bytes = b""
    status: int = 200
    media_type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    fault: str | None = None
    drip_seconds: float = 0.05


Answer = Callable[[str, dict[str, str]], Reply]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without asking a name server for the address's name, which takes its time."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, *_: object) -> None:
        """Stay silent: visitors who hang up in mid-answer are what is tested here."""


class Host:
    """One web server; `answer` is called with path (query included) and headers."""

    def __init__(self, number: int, answer: Answer, log: list[Asked]) -> None:
        self.name = f"127.0.1.{number}"
        self._answer, self._log = answer, log
        self._now = 0
        self.most_at_once = 0
        self._lock = threading.Lock()
        self.port = 0
        self.open()
        self.url = f"http://{self.name}:{self.port}"

    def open(self) -> None:
        """Listen; after `close` under the same address as before."""
        self._server = _Server((self.name, self.port), self._handler())
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.2,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                host.serve(self)

            def log_message(self, *_: object) -> None:
                """Keep the test's output quiet; the log is a list."""

        return Handler

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request; it counts as under way until its answer begins to be sent."""
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        headers = {key.lower(): value for key, value in handler.headers.items()}
        at = time.monotonic()
        reply = self._answer(handler.path, headers)
        self._log.append(Asked(self.name, handler.path, at, headers, reply.status))
        # Earlier than the last byte: the visitor may ask again before this thread runs on.
        with self._lock:
            self._now -= 1
        try:
            send(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    if reply.media_type:
        handler.send_header("Content-Type", reply.media_type)
    if not {"Transfer-Encoding", "Content-Length"} & set(reply.headers):
        handler.send_header("Content-Length", str(len(reply.body)))
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    if reply.fault == "drip":
        for index in range(len(reply.body)):
            handler.wfile.write(reply.body[index : index + 1])
            handler.wfile.flush()
            time.sleep(reply.drip_seconds)
    elif reply.fault in {"reset", "truncate"}:
        handler.wfile.write(reply.body[: len(reply.body) // 2])
        handler.wfile.flush()
        if reply.fault == "reset":
            linger = struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.close_connection = True
        handler.connection.close()
    else:
        handler.wfile.write(reply.body)


class Web:
    """Several hosts with one log; use as a context manager."""

    def __init__(self) -> None:
        self.log: list[Asked] = []
        self.hosts: list[Host] = []

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        with ThreadPoolExecutor(len(self.hosts) or 1) as pool:
            list(pool.map(Host.close, self.hosts))

    def add(self, answer: Answer) -> Host:
        host = Host(len(self.hosts) + 1, answer, self.log)
        self.hosts.append(host)
        return host

    def pages(self, pages: dict[str, Reply | Answer]) -> Host:
        """Add a host that serves these paths, and 404 elsewhere."""

        def answer(path: str, headers: dict[str, str]) -> Reply:
            found = pages.get(path, pages.get(urlsplit(path).path))
            if found is None:
                return Reply(b"not here", status=404)
            return found(path, headers) if callable(found) else found

        return self.add(answer)

    def paths(self, host: Host | None = None) -> list[str]:
        """Return the paths asked so far, robots.txt left out."""
        return [
            asked.path
            for asked in self.log
            if asked.path != "/robots.txt" and (host is None or asked.host == host.name)
        ]
