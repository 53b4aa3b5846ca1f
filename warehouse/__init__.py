"""DuckDB: the schema, the one writer, the published file, reading and exporting.

    with Writer(home, install=compare.install, refresh=compare.refresh) as writer:
        writer.begin_run("command")
        writer.store(report)
        writer.end_run()
        writer.publish()
    open_published(home).sql("FROM report")

The names below are what other packages use; they are imported when first asked for, because some
of them cost a fifth of a second.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.home import Home
    from warehouse.memory import MemoryWarehouse
    from warehouse.publish import Publication
    from warehouse.reader import Reader, open_published
    from warehouse.rows import RawDocument, StoredReport, StoreResult
    from warehouse.store import Reference, Writer

_WHERE = {
    "Home": "home",
    "MemoryWarehouse": "memory",
    "Publication": "publish",
    "RawDocument": "rows",
    "Reader": "reader",
    "Reference": "store",
    "StoreResult": "rows",
    "StoredReport": "rows",
    "Writer": "store",
    "open_published": "reader",
}

__all__ = [
    "Home", "MemoryWarehouse", "Publication", "RawDocument", "Reader", "Reference",
    "StoreResult", "StoredReport", "Writer", "open_published",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it."""
    if name not in _WHERE:
        raise AttributeError(f"module 'warehouse' has no attribute {name!r}")
    return getattr(importlib.import_module(f"warehouse.{_WHERE[name]}"), name)
