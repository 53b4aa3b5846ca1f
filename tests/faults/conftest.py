"""What the fault tests share: made reports, and processes that are really killed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from warehouse import Home

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "warehouse"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")
