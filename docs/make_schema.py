"""Makes docs/schema.md anew: `python docs/make_schema.py`."""

from __future__ import annotations

from pathlib import Path

import compare
from warehouse import comments
from warehouse.document import schema_page
from warehouse.memory import MemoryWarehouse

PAGE = Path(__file__).resolve().parent / "schema.md"


def page() -> str:
    """The page as it should be now."""
    connection = MemoryWarehouse(install=compare.install).connection
    comments.apply(connection)
    return schema_page(connection)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
