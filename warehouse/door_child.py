"""The process behind the door: limits itself, runs one query, writes the answer as JSON lines.

First line `{"columns": …, "types": …}`, then one JSON list a row, last `{"truncated": …}`; or
`{"error": kind, "message": sentence}` at any point. Dates and times are ISO text.
"""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import math
import os
import resource
import signal
import sys
import threading
from typing import Any, NoReturn

import duckdb

from warehouse.errors import QueryError, RefusedQueryError
from warehouse.guard import check

# Code, libraries and thread stacks of the process itself; measured at about 600 MB of address
# space for two threads.
OWN_MB = 1_024
THREADS = 2
CHUNK = 500


def main() -> None:
    """Read the request from stdin, answer on stdout."""
    request = json.load(sys.stdin)
    limit_process(request["seconds"], request["memory_mb"])
    try:
        connection = connect(request["path"], request["memory_mb"])
        answer(connection, request)
    except RefusedQueryError as error:
        say("refused", str(error))
    except QueryError as error:
        say("query", str(error))
    except duckdb.InterruptException:
        say("limit", f"The query took longer than {request['seconds']:g} s and was stopped.")
    except (duckdb.OutOfMemoryException, MemoryError):
        say("limit", f"The query needs more than {request['memory_mb']} MB and was stopped.")
    except duckdb.IOException as error:
        say("other", f"The warehouse can't be read: {first_line(error)}.")
    except duckdb.Error as error:
        say("query", first_line(error))


def limit_process(seconds: float, memory_mb: int) -> None:
    """Hard limits that no query can talk its way around."""
    space = (memory_mb + OWN_MB) * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process inside any C++ loop


def connect(path: str, memory_mb: int) -> duckdb.DuckDBPyConnection:
    """The published file, read-only, without files, network, extensions or Python's variables."""
    connection = duckdb.connect(
        path,
        read_only=True,
        config={
            "memory_limit": f"{memory_mb}MB",
            "threads": str(THREADS),
            "temp_directory": "",
            "python_enable_replacements": "false",
            "autoload_known_extensions": "false",
            "autoinstall_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_unsigned_extensions": "false",
        },
    )
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def answer(connection: duckdb.DuckDBPyConnection, request: dict[str, Any]) -> None:
    """Check, run and write out one statement within its limits."""
    check(connection, request["sql"])
    timer = threading.Timer(request["seconds"], connection.interrupt)
    timer.daemon = True
    timer.start()
    connection.execute(request["sql"])
    description = connection.description or []
    write(
        {"columns": [one[0] for one in description], "types": [str(one[1]) for one in description]}
    )
    left, room = request["rows"], request["answer_bytes"]
    while rows := connection.fetchmany(CHUNK):
        for row in rows:
            if left == 0 or room <= 0:
                write({"truncated": True})
                return
            room -= write([plain(value) for value in row])
            left -= 1
    write({"truncated": False})


def plain(value: Any) -> Any:
    """A value as JSON holds it; anything that JSON doesn't know becomes its text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | decimal.Decimal():
            return float(value) if math.isfinite(value) else None
        case datetime.date() | datetime.time():
            return value.isoformat()
        case dict():
            return {str(plain(key)): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def write(line: dict[str, Any] | list[Any]) -> int:
    """Write one line; gives its size in bytes."""
    data = json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
    sys.stdout.buffer.write(data)
    return len(data)


def say(kind: str, message: str) -> NoReturn:
    """Write an error and end at once, without unwinding what the limits interrupted."""
    write({"error": kind, "message": message})
    sys.stdout.buffer.flush()
    os._exit(0)


def first_line(error: Exception) -> str:
    """DuckDB's message without its line art."""
    return " ".join(str(error).strip().split("\n\nLINE")[0].split()).rstrip(".")


if __name__ == "__main__":
    main()
    sys.stdout.buffer.flush()
    os._exit(0)
