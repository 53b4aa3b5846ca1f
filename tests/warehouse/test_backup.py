"""A backup brings everything back, and a broken one changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reports import report

from warehouse import Home, Writer, open_published
from warehouse.backup import backup, restore
from warehouse.doctor import Doctor
from warehouse.errors import BackupError


def fill(home: Home, *years: int) -> None:
    with Writer(home) as writer:
        writer.begin_run("test")
        for year in years:
            home.save_raw(report(year).text.encode())
            writer.store(report(year))
        writer.end_run()
        writer.publish()


def years(home: Home) -> list[int]:
    with open_published(home) as connection:
        return [
            row[0] for row in connection.execute("SELECT year FROM report ORDER BY 1").fetchall()
        ]


def test_a_backup_brings_a_lost_home_back(home: Home, tmp_path: Path) -> None:
    fill(home, 2024, 2025)
    archive = backup(home, tmp_path)
    other = Home(tmp_path / "other")
    restore(other, archive)
    assert years(other) == [2024, 2025]
    assert Doctor(other, hash_raw=True).examine() == []
    with Writer(other) as writer:
        assert writer.store(report(2025)).outcome == "unchanged"


def test_a_restore_keeps_what_was_there_before(home: Home, tmp_path: Path) -> None:
    fill(home, 2024)
    archive = backup(home, tmp_path / "saved.tar")
    fill(home, 2025)
    publication = restore(home, archive)
    assert years(home) == [2024]
    assert publication.version == 3
    assert [path.name for path in home.backups.glob("before-restore-*")] != []


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_an_altered_backup_is_refused(home: Home, tmp_path: Path, place: float) -> None:
    fill(home, 2024)
    archive = backup(home, tmp_path / "saved.tar")
    data = bytearray(archive.read_bytes())
    start = int(len(data) * place)
    data[start : start + 2000] = bytes(2000 * [255])
    archive.write_bytes(data)
    fill(home, 2025)
    with pytest.raises(BackupError):
        restore(home, archive)
    assert years(home) == [2024, 2025]


def test_a_shortened_backup_is_refused(home: Home, tmp_path: Path) -> None:
    fill(home, 2024)
    archive = backup(home, tmp_path / "saved.tar")
    archive.write_bytes(archive.read_bytes()[:-20_000])
    with pytest.raises(BackupError, match="isn't a whole backup"):
        restore(home, archive)


def test_there_must_be_something_to_save(home: Home, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing was saved"):
        backup(home, tmp_path)
