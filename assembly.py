"""Puts the stages together: the one place that knows both the rules and the warehouse.

`ingest` and `compare` never import each other; the writer takes what it needs of them as functions.
Commands and pages open their writer here.
"""

from __future__ import annotations

from functools import partial

import compare
from ingest.pipeline import reference
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.shared import SharedWriter
from warehouse.store import LOCK_SECONDS, Writer


def open_writer(home: Home | None = None, *, lock_seconds: float = LOCK_SECONDS) -> Writer:
    """A writer on `home` (DUIXIAN_HOME by default) that keeps verdicts fresh; use it in `with`.

    With DUIXIAN_WAREHOUSE it exchanges reports with a shared warehouse.
    """
    home = home or Home.from_environment()
    lake = Lake.from_environment()
    make = Writer if lake is None else partial(SharedWriter, lake=lake)
    return make(
        home,
        install=compare.install,
        refresh=compare.refresh,
        reference=reference(),
        lock_seconds=lock_seconds,
    )
