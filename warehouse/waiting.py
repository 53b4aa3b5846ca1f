"""Corrections that are saved but not shown yet, because publishing was refused.

They stand in the working file, which only a writer opens. So the writer, when a publication fails,
writes down beside it what readers don't see yet and which checks stood in the way. The note counts
only as long as the version that it was written under is the one that readers see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from warehouse.errors import ChecksFailedError, NotPublishedError, WarehouseError
from warehouse.home import Home, write_whole
from warehouse.reader import open_published

Connection = duckdb.DuckDBPyConnection
NAME = "waiting.json"
_COLUMNS = (
    "correction_id", "made_at", "author", "note", "field", "old_value", "new_value", "applied",
    "undone_at", "undone_by", "quote", "region_code", "region", "report_year",
)  # fmt: skip
_TIMES = ("made_at", "undone_at")
_ALL = f"""
SELECT {", ".join(_COLUMNS).replace("region,", "g.name AS region,", 1)}
FROM correction c JOIN region g USING (region_code) ORDER BY correction_id
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: corrections as rows, the failed checks with their cases, the error's words."""

    corrections: tuple[dict[str, Any], ...] = ()
    checks: tuple[tuple[str, int], ...] = ()
    reason: str = ""

    def of(self, correction_id: int) -> dict[str, Any] | None:
        """The correction of this number, if it waits."""
        found = (one for one in self.corrections if one["correction_id"] == correction_id)
        return next(found, None)


@contextmanager
def noted(home: Home, connect: Callable[[], Connection]) -> Iterator[None]:
    """Around a publication: note what waits where it fails, and that nothing waits where not."""
    try:
        yield
    except WarehouseError as error:
        # What went wrong is said in any case; on a full disk the note may go the same way.
        with suppress(WarehouseError, duckdb.Error, OSError):
            _note(home, connect(), error)
        raise
    (home.path / NAME).unlink(missing_ok=True)


def _note(home: Home, connection: Connection, error: WarehouseError) -> None:
    """Write down what the version that couldn't be published holds more than the one shown."""
    known = _published(home)
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in connection.execute(_ALL).fetchall()]
    # A correction that was taken back before anybody saw it waits for nothing.
    waiting = [
        {**row, **{name: row[name] and row[name].isoformat() for name in _TIMES}}
        for row in rows
        if known.get(row["correction_id"], True) != (row["undone_at"] is not None)
    ]
    told = {
        "version": home.current_version(),
        "checks": error.found if isinstance(error, ChecksFailedError) else [],
        "reason": str(error),
        "corrections": waiting,
    }
    write_whole(home.path / NAME, json.dumps(told, ensure_ascii=False).encode())


def read(home: Home) -> Waiting:
    """What waits now; nothing where another version was published since, or the note is broken."""
    try:
        told = json.loads((home.path / NAME).read_bytes())
        if told["version"] != home.current_version():
            return Waiting()
        return Waiting(
            tuple(_row(one) for one in told["corrections"]),
            tuple((str(name), int(found)) for name, found in told["checks"]),
            str(told["reason"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Waiting()


def _row(told: dict[str, Any]) -> dict[str, Any]:
    times = {name: told[name] and datetime.fromisoformat(told[name]) for name in _TIMES}
    return {name: told[name] for name in _COLUMNS} | times


def _published(home: Home) -> dict[int, bool]:
    """The corrections that readers know, with whether they see them as undone."""
    try:
        connection = open_published(home)
    except NotPublishedError:
        return {}
    with connection:
        rows = connection.execute("SELECT correction_id, undone_at IS NOT NULL FROM correction")
        return {int(number): bool(undone) for number, undone in rows.fetchall()}
