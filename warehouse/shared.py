"""A writer whose home takes part in a shared warehouse (docs/scale.md).

Everything is stored in the home first, by the same code as ever, and readers read the home's own
published file; so verdicts, exports and the app give the same answers, at the same speed, with the
store out of reach too. The store is asked when the writer opens and when it publishes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import duckdb
from tenacity import (
    Retrying,
    retry_if_exception,
    stop_after_delay,
    wait_random_exponential,
)

from warehouse import exchange
from warehouse.errors import SharedError
from warehouse.exchange import BehindError, Exchanged
from warehouse.home import Home
from warehouse.lake import NAME, Lake
from warehouse.membership import take_part
from warehouse.publish import Publication
from warehouse.store import Writer
from warehouse.working import roll_back

Result = TypeVar("Result")

# How long a home tries to get its turn while others push; each push takes seconds.
PATIENCE_SECONDS = 300.0
# A week, so that whoever reads the store at an older state can finish.
_OLD = "older_than => now() - INTERVAL 7 DAY"
COMPACTION = (
    f"CALL ducklake_flush_inlined_data('{NAME}')",
    f"CALL ducklake_expire_snapshots('{NAME}', {_OLD})",
    f"CALL ducklake_rewrite_data_files('{NAME}')",
    f"CALL ducklake_merge_adjacent_files('{NAME}')",
    f"CALL ducklake_cleanup_old_files('{NAME}', {_OLD})",
)


class SharedWriter(Writer):
    """A `Writer` that takes in what others shared and gives out what it stored."""

    def __init__(self, home: Home, *, lake: Lake, **options: Any) -> None:
        super().__init__(home, **options)
        self.lake = lake
        # Reports that came in when the writer was opened.
        self.taken = 0

    def _open(self) -> None:
        super()._open()
        with self.lake.attached(self.connection):
            self._until_it_fits(lambda: take_part(self.connection))
            self.taken = self._until_it_fits(lambda: exchange.take(self.connection))

    def exchange(self) -> Exchanged:
        """Take in and give out until both have the same; outside any transaction."""
        done = Exchanged()
        with self.lake.attached(self.connection):
            while True:
                step = self._until_it_fits(self._step)
                done += step
                if not step.given:
                    break
            self._until_it_fits(lambda: exchange.give_log(self.connection))
        return done

    def publish(self, *, accept: Sequence[str] = ()) -> Publication:
        """Exchange with the shared warehouse, then publish as ever."""
        self.exchange()
        return super().publish(accept=accept)

    def compact(self) -> None:
        """Merge the store's many small files, and drop files that only states of last week need."""
        with self.lake.attached(self.connection):
            for statement in COMPACTION:
                self._until_it_fits(partial(self.connection.execute, statement))

    @property
    def waiting(self) -> bool:
        """Whether reports came in that no published version holds yet."""
        row = self.connection.execute("SELECT count(*) FROM stale_region").fetchone()
        return self.home.current_version() is None or bool(row and row[0])

    def _step(self) -> Exchanged:
        taken = exchange.take(self.connection)
        return Exchanged(taken, exchange.give(self.connection))

    def _until_it_fits(self, action: Callable[[], Result]) -> Result:
        """Try again while other homes get in between."""
        tries = Retrying(
            retry=retry_if_exception(_passes),
            wait=wait_random_exponential(multiplier=0.1, max=1.5),
            stop=stop_after_delay(PATIENCE_SECONDS),
            reraise=True,
        )
        try:
            result: Result = tries(self._whole, action)
        except BehindError as error:
            raise SharedError(
                f"Others wrote to {self.lake.shown} for {PATIENCE_SECONDS:.0f} s without a pause; "
                "what was ingested is kept here, run `duixian sync` later."
            ) from error
        return result

    def _whole(self, action: Callable[[], Result]) -> Result:
        try:
            return action()
        except BaseException:
            roll_back(self.connection)
            raise


def _passes(error: BaseException) -> bool:
    """Whether trying again helps: another home committed in between."""
    told = str(error).lower()
    return isinstance(error, BehindError) or (
        isinstance(error, duckdb.Error)
        and any(words in told for words in ("conflict", "failed to commit", "already exists"))
    )
