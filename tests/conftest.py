"""Fixtures that several areas share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No test depends on how busy the machine is.
settings.register_profile("duixian", deadline=None)
settings.load_profile("duixian")


def shared_folder() -> Path | None:
    """The folder with the corpus, the gold and the scorer; None where it is absent."""
    folder = Path(os.environ.get("DUIXIAN_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "corpus" / "gold_dev.jsonl").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; the test is skipped where it is absent (never in CI: see .ci/run)."""
    folder = shared_folder()
    if folder is None:
        skip_or_fail("the shared corpus is absent: set DUIXIAN_SHARED to its folder")
    return folder


def skip_or_fail(reason: str) -> NoReturn:
    """Skip for want of something that a fresh machine may lack; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI this test may not be skipped: {reason}")
    pytest.skip(reason)
