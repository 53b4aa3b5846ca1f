"""Parses untrusted files in a process that may die without harm.

A worker is a Python process that reads one request after the other from a pipe (`child.py`). It is
started when first needed, kept for the next document, bounded in memory and processor time by the
kernel, killed when it takes too long, and it ends by itself when its parent is gone. What comes
back is JSON and raw bytes, never pickle: a worker that was taken over can only lie about the text.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.source import Source

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, {root!r}); from ingest.read.child import main; main()"
_HEAD = struct.Struct("!II")
_CHUNK = 1 << 20


class _WorkerDiedError(Exception):
    """The worker ended without an answer; `status` is its exit status, negative for a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _TimeoutError(Exception):
    """The worker gave no answer in time."""


class Worker:
    """One worker process; used by one thread at a time."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.documents = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-I", "-c", _START.format(root=str(_ROOT))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is for the parent, which then closes the pipe
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in = self._process.stdin.fileno()
        self._out = self._process.stdout.fileno()
        os.set_blocking(self._in, False)

    def ask(self, task: str, source: Source) -> tuple[dict[str, Any], list[bytes]]:
        """The answer to one request: its head and its blobs. Raises when the worker dies."""
        self.documents += 1
        deadline = time.monotonic() + limits.MAX_SECONDS
        head = json.dumps(
            {
                "task": task,
                "name": source.name,
                "media_type": source.media_type,
                "charset": source.charset,
                "url": source.url,
            }
        ).encode()
        try:
            self._send(_HEAD.pack(len(head), len(source.data)) + head, deadline)
            self._send(source.data, deadline)
            size, blobs_size = _HEAD.unpack(self._receive(_HEAD.size, deadline))
            if size + blobs_size > limits.MAX_ANSWER_BYTES:
                raise _WorkerDiedError(0)
            answer = json.loads(self._receive(size, deadline))
            blobs = self._receive(blobs_size, deadline)
        except (BrokenPipeError, EOFError):
            raise _WorkerDiedError(self._process.wait(timeout=5)) from None
        return answer, list(_cut(blobs, answer.pop("sizes", [])))

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            _wait(self._in, deadline, write=True)
            try:
                view = view[os.write(self._in, view[:_CHUNK]) :]
            except BlockingIOError:
                continue

    def _receive(self, size: int, deadline: float) -> bytes:
        parts = []
        while size:
            _wait(self._out, deadline, write=False)
            part = os.read(self._out, min(size, _CHUNK))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait(timeout=10)


def _wait(descriptor: int, deadline: float, *, write: bool) -> None:
    poller = select.poll()
    poller.register(descriptor, select.POLLOUT if write else select.POLLIN)
    if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise _TimeoutError


def _cut(blobs: bytes, sizes: list[int]) -> list[bytes]:
    found, start = [], 0
    for size in sizes:
        found.append(blobs[start : start + size])
        start += size
    return found


class _Pool:
    """Idle workers of this process, for as many threads as ask."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()

    def take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.owner == os.getpid():  # a forked child must not share its parent's pipes
                    return worker
        return Worker()

    def give_back(self, worker: Worker) -> None:
        with self._lock:
            if len(self._idle) < limits.IDLE_WORKERS and (
                worker.documents < limits.DOCUMENTS_A_WORKER
            ):
                self._idle.append(worker)
                return
        worker.close()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            if worker.owner == os.getpid():
                worker.close()


_pool = _Pool()
atexit.register(_pool.close)


def ask(task: str, source: Source) -> tuple[dict[str, Any], list[bytes]]:
    """The answer of a worker to `task`; every way it can fail is a ReadError."""
    worker = _pool.take()
    try:
        answer, blobs = worker.ask(task, source)
    except _TimeoutError:
        worker.close()
        raise ReadError(
            f"{source.label} took longer than {limits.MAX_SECONDS:.0f} seconds to read and was "
            "given up; give the report as text.",
            name="timeout",
        ) from None
    except _WorkerDiedError as died:
        worker.close()
        raise _death(source, died.status) from None
    except BaseException:
        worker.close()
        raise
    if answer.get("leave"):  # after a memory error the process is not trusted with another one
        worker.close()
    else:
        _pool.give_back(worker)
    if "error" in answer:
        raise ReadError(answer["error"], name=answer.get("name", "damaged"))
    return answer, blobs


def _death(source: Source, status: int) -> ReadError:
    if status == -signal.SIGXCPU:
        return ReadError(
            f"{source.label} took more than {limits.MAX_CPU_SECONDS} seconds of processor time and "
            "was given up; give the report as text.",
            name="timeout",
        )
    return ReadError(
        f"{source.label} made its reader crash (status {status}), so it is damaged or hostile; "
        "save it again in another format.",
        name="crash",
    )


def read(source: Source) -> Document:
    """The document that a worker reads from `source`. Raises ReadError and nothing else."""
    answer, _ = ask("read", source)
    return Document(
        text=answer["text"],
        format=answer["format"],
        title=answer["title"],
        metadata=answer["metadata"],
        links=tuple((text, address) for text, address in answer["links"]),
        charset=answer["charset"],
        notes=tuple(answer["notes"]),
    )
