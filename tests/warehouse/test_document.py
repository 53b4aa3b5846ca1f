"""The schema's page is made from the database; this fails when it is out of date."""

from __future__ import annotations

import runpy
from pathlib import Path

import compare
from warehouse import MemoryWarehouse, comments

ROOT = Path(__file__).resolve().parents[2]


def test_the_schema_page_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_schema.py"))["page"]()
    assert (ROOT / "docs" / "schema.md").read_text(encoding="utf-8") == made, "run `make docs`"


def test_everything_that_compare_adds_is_explained_too() -> None:
    connection = MemoryWarehouse(install=compare.install).connection
    comments.apply(connection)
    assert comments.missing(connection) == []
