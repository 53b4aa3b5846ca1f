"""A full disk, a home that can't be written to, a clock that goes back: said, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from made_reports import region, report
from processes import Tell, start

from warehouse import Home, Writer, open_published, rows
from warehouse.doctor import Doctor
from warehouse.errors import WarehouseError

NOBODY = 65_534


def count(home: Home) -> Any:
    with open_published(home) as connection:
        return connection.execute("SELECT count(*) FROM report").fetchone()


def fill(home: Home, *years: int) -> None:
    with Writer(home) as writer:
        writer.begin_run("test")
        for year in years:
            writer.store(report(year, lines=20))
        writer.end_run()
        writer.publish()


def store_until_full(tell: Tell, home: Home, room: int) -> None:
    """Store reports in files that may not grow beyond `room` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    with Writer(home) as writer:
        writer.begin_run("test")
        for number in range(2_000):
            try:
                writer.store(report(2025, lines=200, place=region(number)))
            except WarehouseError as error:
                tell(f"full {error}")
                return
            tell(f"stored X{number:05d}")


@pytest.mark.parametrize("room", [300_000, 1_500_000, 6_000_000])
def test_a_full_disk_is_said_and_what_was_confirmed_stays(home: Home, room: int) -> None:
    fill(home, 2024)
    size = home.working.stat().st_size
    _, lines = start(store_until_full, home, size + room).wait()
    assert any(line.startswith(("full", "error")) for line in lines), lines[-3:]
    confirmed = {line.split()[1] for line in lines if line.startswith("stored")}
    assert count(home) == (1,)
    assert [one for one in Doctor(home).examine() if not one.mended and "raw" not in one.name] == []
    with Writer(home) as writer:
        codes = [
            row[0] for row in writer.connection.execute("SELECT region_code FROM report").fetchall()
        ]
        assert len(codes) == len(set(codes))
        assert confirmed <= set(codes)
        writer.publish()
    assert count(home) == (len(codes),)


def publish_without_room(tell: Tell, home: Home) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    with Writer(home) as writer:
        try:
            writer.publish()
        except WarehouseError as error:
            tell(str(error))


def test_a_version_that_does_not_fit_leaves_the_old_one(home: Home) -> None:
    fill(home, 2024)
    with Writer(home) as writer:
        writer.store(report(2025, lines=20))
    _, lines = start(publish_without_room, home).wait()
    assert lines, "publishing should have failed"
    assert count(home) == (1,)
    Doctor(home).examine()
    with Writer(home) as writer:
        writer.publish()
    assert count(home) == (2,)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter (pytest's own may not be)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(tell: Tell, home: Home) -> None:
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        Writer(home, lock_seconds=1).__enter__()
    except (WarehouseError, OSError) as error:
        tell(f"{type(error).__name__}: {error}")
    tell(f"reads {count(home)}")
    tell(f"doctor {[one.name for one in Doctor(home).examine()]}")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_home_that_cannot_be_written_to_can_still_be_read(open_folder: Path) -> None:
    home = Home(open_folder / "home")
    fill(home, 2024)
    code, [refusal, reads, doctor] = start(as_nobody, home).wait()
    assert code == 0
    assert refusal.startswith("WarehouseError: ")
    assert "can't be written" in refusal
    assert reads == "reads (1,)"
    assert doctor == "doctor ['home_read_only']"


def test_a_clock_that_goes_back_a_year_changes_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, 2024)
    real = rows.now
    monkeypatch.setattr(rows, "now", lambda: real() - timedelta(days=365))
    fill(home, 2025)
    assert home.current_version() == 2
    assert count(home) == (2,)
    assert [one.name for one in Doctor(home).examine() if "raw" not in one.name] == []


def test_a_removed_version_is_explained_and_mended(home: Home) -> None:
    fill(home, 2024)
    home.published().unlink()
    with pytest.raises(WarehouseError, match="duixian doctor"):
        open_published(home)
    assert ("nothing_published", True) in [(one.name, one.mended) for one in Doctor(home).examine()]
    assert count(home) == (1,)
