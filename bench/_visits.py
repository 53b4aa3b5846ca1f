"""Visits of the app without a browser: the page's address, its socket, and all that comes through.

The server does the same for a visit as for a page load in a browser: it gives the page, opens a
session, runs the script and sends every element. Only nobody draws. So hundreds of loads can be
made in minutes, and what the server's memory does over them can be seen.
"""

from __future__ import annotations

import time

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

# Longer than this no run of a page may take.
SECONDS = 120.0


class Visit:
    """A session on one page; use it in `with`, it ends with the block."""

    def __init__(self, url: str, page: str) -> None:
        """Get the page and run it; `page` is its name in the address, empty for the first one."""
        start = time.perf_counter()
        httpx.get(f"{url}/{page}", trust_env=False).raise_for_status()
        self._socket: ClientConnection = connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )
        self.elements = self._run(page)
        self.seconds = time.perf_counter() - start

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _run(self, page: str) -> int:
        """Ask for the page and read until its run is finished; the number of its elements."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.context_info.locale = "zh-CN"
        self._socket.send(asked.SerializeToString())
        elements = 0
        while True:
            message = ForwardMsg.FromString(self._socket.recv(SECONDS, decode=False))
            kind = message.WhichOneof("type")
            elements += int(kind == "delta")
            if kind == "script_finished":
                return elements
