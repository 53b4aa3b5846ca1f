"""The door: exactly one reading statement passes, and it can't run past its limits.

Three walls stand behind each other. The statement itself is judged here by DuckDB's own parser. The
connection that runs it is read-only, can't touch files or the network, and its settings are locked.
And it runs in a process of its own with hard limits on memory and time, because one `repeat('x',
3000000000)` takes 6 GB and half a minute whatever DuckDB's `memory_limit` and `interrupt()` say.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryError, QueryLimitError, RefusedQueryError, WarehouseError
from warehouse.home import Home

READING_WORDS = frozenset({
    "select", "with", "from", "values", "table", "describe", "desc", "show", "summarize",
    "explain", "pivot", "unpivot",
})  # fmt: skip
_BLANK = r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*"
_FIRST_WORD = re.compile(rf"(?:{_BLANK}\()*{_BLANK}([A-Za-z_]+)", re.DOTALL)
_EXPLAIN = re.compile(
    rf"{_BLANK}explain\b{_BLANK}(?:analyze\b)?{_BLANK}(?:\([^()]*\)(?={_BLANK}[A-Za-z(]))?",
    re.IGNORECASE | re.DOTALL,
)
# Functions that a SELECT may call and that do more than read: 1.5.5 lets `enable_logging` through
# although the configuration is locked; `query` and its like would hide a name in a string.
_ACTING = re.compile(
    r"\b((?:enable|disable|verify)_\w+|force_checkpoint|truncate_duckdb_logs|write_log|"
    r"(?:pandas|arrow|seq)_scan\w*|python_\w+|query_table|json_execute_serialized_sql|"
    r"\w*register_external\w*|(?:create|destroy)_external\w*|add_parquet_key|"
    # Everyday words, refused where a bracket follows (a nested comment may stand between).
    rf"(?:query|checkpoint|setval)(?=\"?(?:{_BLANK}|\*/)*\())",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_READING = (
    "Only one reading statement passes here (SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, "
    "SUMMARIZE, EXPLAIN, PIVOT); "
)
# A child that has been asked to stop gets this long before it is killed.
GRACE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: rows and bytes of its answer, seconds, megabytes of memory."""

    rows: int = 10_000
    seconds: float = 20.0
    memory_mb: int = 1_024
    answer_mb: int = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns, their DuckDB types, and rows as JSON values; `truncated` where more were there."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[list[Any]]
    truncated: bool


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise RefusedQueryError unless `sql` is exactly one statement of a reading kind.

    The connection must have file access off already: parsing alone makes DuckDB open files for
    some statements.
    """
    if "\0" in sql or not sql.strip():
        raise RefusedQueryError(_ONLY_READING + "this was empty.")
    _check_first_word(sql)
    try:
        statements = connection.extract_statements(sql)
    except duckdb.ParserException as error:
        raise QueryError(_plain(error)) from error
    except (duckdb.Error, ValueError) as error:
        raise RefusedQueryError(_ONLY_READING + "this is another kind.") from error
    kinds = [(str(one.type).rpartition(".")[2], one.query.strip()) for one in statements]
    written = [kind for kind, text in kinds if not _generated(kind, text)]
    if len(written) != 1:
        raise RefusedQueryError(_ONLY_READING + f"there were {len(written)}.")
    if written[0] not in {"SELECT", "EXPLAIN", "MULTI"}:
        raise RefusedQueryError(_ONLY_READING + f"this is {written[0]}.")
    if acting := _ACTING.search(sql):
        raise RefusedQueryError(_ONLY_READING + f"this calls {acting[1]}(), which does more.")
    if inner := _explained(sql):
        check(connection, inner)


def _generated(kind: str, text: str) -> bool:
    """Whether the parser made the statement itself: a PIVOT comes with a temporary ENUM type."""
    return kind in {"CREATE", "TRANSACTION"} and not text


def _check_first_word(sql: str) -> None:
    match = _FIRST_WORD.match(sql)
    word = match[1].lower() if match else sql.split(maxsplit=1)[0]
    if word not in READING_WORDS:
        raise RefusedQueryError(_ONLY_READING + f"this begins with {word[:20].upper()}.")


def _explained(sql: str) -> str | None:
    match = _EXPLAIN.match(sql)
    return sql[match.end() :] if match else None


def _plain(error: Exception) -> str:
    """DuckDB's message without its advertising and line art."""
    first = str(error).strip().split("\n\nLINE")[0]
    return " ".join(first.split())


class Door:
    """Answers questions about the published warehouse; safe to share between threads."""

    def __init__(self, home: Home, limits: Limits | None = None) -> None:
        self.home = home
        self.limits = limits or Limits()

    def ask(self, sql: str, limits: Limits | None = None) -> Answer:
        """Run one reading statement on the newest version.

        Raises RefusedQueryError (not a reading statement), QueryError (DuckDB can't run it),
        QueryLimitError (too long, too much memory), NotPublishedError.
        """
        with self.stream(sql, limits) as (head, lines):
            rows: list[list[Any]] = []
            truncated = False
            for line in lines:
                if isinstance(line, dict):
                    truncated = bool(line.get("truncated"))
                else:
                    rows.append(line)
        return Answer(tuple(head["columns"]), tuple(head["types"]), rows, truncated)

    @contextmanager
    def stream(
        self, sql: str, limits: Limits | None = None
    ) -> Iterator[tuple[dict[str, Any], Iterator[Any]]]:
        """The head of the answer and its lines as they come: rows as lists, last a dict."""
        limits = limits or self.limits
        request = {
            "path": str(self.home.published()),
            "sql": sql,
            "rows": limits.rows,
            "seconds": limits.seconds,
            "memory_mb": limits.memory_mb,
            "answer_bytes": limits.answer_mb * 1_000_000,
        }
        with _child(request) as process:
            assert process.stdout is not None
            head = _parsed(process, process.stdout.readline(), limits)
            yield head, _lines(process, limits)


@contextmanager
def _child(request: dict[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    package = str(Path(__file__).resolve().parent.parent)
    process = subprocess.Popen(  # noqa: S603 - our own program with fixed arguments
        [sys.executable, "-m", "warehouse.door_child", package],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=package,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(json.dumps(request).encode())
        process.stdin.close()
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _lines(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    assert process.stdout is not None
    for line in process.stdout:
        parsed = _parsed(process, line, limits)
        yield parsed
        if isinstance(parsed, dict):
            return
    raise _ended(process, limits)


def _parsed(process: subprocess.Popen[bytes], line: bytes, limits: Limits) -> Any:
    if not line.endswith(b"\n"):
        raise _ended(process, limits)
    parsed = json.loads(line)
    if isinstance(parsed, dict) and "error" in parsed:
        kinds: dict[str, type[WarehouseError]] = {
            "refused": RefusedQueryError,
            "limit": QueryLimitError,
            "query": QueryError,
        }
        raise kinds.get(parsed["error"], WarehouseError)(parsed["message"])
    return parsed


def _ended(process: subprocess.Popen[bytes], limits: Limits) -> QueryLimitError:
    """The child died without a word: the system stopped it at one of its limits."""
    process.wait(GRACE_SECONDS + limits.seconds)
    return QueryLimitError(
        f"The query ran past its limits ({limits.seconds:g} s, {limits.memory_mb} MB) and was "
        "stopped; ask for less at a time."
    )
