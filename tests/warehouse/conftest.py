"""A fresh home for every test."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reports import ingest_samples

from warehouse import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The bundled samples, ingested through the real pipeline; for reading only."""
    home = Home(tmp_path_factory.mktemp("samples") / "home")
    ingest_samples(home)
    return home
