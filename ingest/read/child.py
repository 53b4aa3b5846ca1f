"""The worker process: reads requests from standard input, answers on standard output.

It bounds itself before the first request: memory, processor time a document, no core file, no
file written. A parser's own failure is answered; what kills the process is told by its status.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import struct
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from ingest.errors import ReadError
from ingest.read import limits
from ingest.read.registry import read_here, sniff
from ingest.read.source import Source

_HEAD = struct.Struct("!II")


def main() -> None:
    """Serves requests until the parent closes the pipe."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a parser prints must not get between the answers.
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 0)
    os.dup2(silence, 1)
    _limit()
    while request := _next(requests):
        _answer(answers, *request)


def _limit() -> None:
    for kind, bound in (
        (resource.RLIMIT_AS, limits.MAX_WORKER_MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        # Not every system takes every limit (macOS refuses the first); the time limit holds there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def _limit_processor() -> None:
    """Sets the bound for one more document; the kernel counts from the start of the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    bound = used + limits.MAX_CPU_SECONDS
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (bound, hard))


def _next(requests: BinaryIO) -> tuple[str, Source] | None:
    head = requests.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    size, data_size = _HEAD.unpack(head)
    request = json.loads(requests.read(size))
    task = request.pop("task")
    return task, Source(data=requests.read(data_size), **request)


def _answer(answers: BinaryIO, task: str, source: Source) -> None:
    _limit_processor()
    blobs: list[bytes] = []
    try:
        answer, blobs = _TASKS[task](source)
    except ReadError as error:
        answer = {"error": str(error), "name": error.name}
    except (MemoryError, RecursionError) as error:
        answer = {
            "error": f"{source.label} needs more memory than a report may "
            f"({type(error).__name__}); give the report as text.",
            "name": "memory",
            "leave": True,
        }
    except Exception as error:  # the boundary: a parser may raise anything on hostile bytes
        answer = {"error": _sentence(source, error), "name": "damaged"}
    answer["sizes"] = [len(blob) for blob in blobs]
    head = json.dumps(answer).encode()
    answers.write(_HEAD.pack(len(head), sum(answer["sizes"])) + head)
    for blob in blobs:
        answers.write(blob)
    answers.flush()


def _sentence(source: Source, error: Exception) -> str:
    try:
        what = sniff(source).name.upper()
    except ReadError:
        what = "file"
    return (
        f"{source.label} is damaged: it can't be parsed as {what} ({type(error).__name__}); "
        "fetch it again or save it in another format."
    )


def _read(source: Source) -> tuple[dict[str, Any], list[bytes]]:
    document = asdict(read_here(source))
    return {**document, "metadata": dict(document["metadata"])}, []


def _unpack(source: Source) -> tuple[dict[str, Any], list[bytes]]:
    from ingest.read.zip import unpack_here  # noqa: PLC0415 - only this task needs it

    archive = unpack_here(source)
    names = [name for name, _ in archive.members]
    return {"names": names, "skipped": list(archive.skipped)}, [data for _, data in archive.members]


_TASKS = {"read": _read, "unpack": _unpack}

if __name__ == "__main__":
    main()
    sys.exit(0)
