"""Data flows one way; this holds the rule of docs/architecture.md."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FORBIDDEN = {
    "ingest": {"compare", "views", "commands", "app", "cli"},
    "ingest/extract": {"httpx", "duckdb", "warehouse", "compare", "streamlit"},
    "warehouse": {"ingest", "compare", "views", "commands", "app", "cli"},
    "compare": {"ingest", "views", "commands", "app", "cli"},
    "views": {"commands", "app", "cli"},
    "commands": {"app", "cli", "views"},
}


def imported_roots(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_nothing_imports_against_the_flow(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, f"{folder} holds no Python file"
    wrong = {
        str(file.relative_to(ROOT)): bad
        for file in files
        if (bad := imported_roots(file) & FORBIDDEN[folder])
    }
    assert wrong == {}
