"""A correction that a check keeps from being published is known, and can be taken back."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from made_reports import report

from warehouse import Home, Writer, waiting
from warehouse.errors import ChecksFailedError

WHO = {"author": "tester", "note": "see the bulletin"}
LOST = "INSERT INTO published_region VALUES ('999999', 1, 1)"


def corrected(home: Home) -> int:
    """A published report; then a correction that can't be published. Gives its number."""
    with Writer(home) as writer:
        writer.store(report())
        writer.publish()
        writer.connection.execute(LOST)
        found = writer.connection.execute(
            "SELECT min(observation_id) FROM observation WHERE role = 'actual'"
        ).fetchone()
        assert found is not None
        number = writer.correct(found[0], "value", "6.4", **WHO)
        with pytest.raises(ChecksFailedError):
            writer.publish()
    return number


def test_what_was_refused_waits_with_its_reason(home: Home) -> None:
    number = corrected(home)
    told = waiting.read(home)
    assert told.checks == (("no_region_lost", 1),)
    row = told.of(number)
    assert row is not None
    assert (row["field"], row["old_value"], row["new_value"]) == ("value", "6.5", "6.4")
    assert row["region"]


def test_taken_back_it_no_longer_waits(home: Home) -> None:
    number = corrected(home)
    with Writer(home) as writer:
        writer.undo_correction(number, author="tester")
        with pytest.raises(ChecksFailedError):
            writer.publish()
    assert waiting.read(home).corrections == ()


def test_a_publication_shows_it_and_nothing_waits(home: Home) -> None:
    corrected(home)
    with Writer(home) as writer:
        writer.publish(accept=["no_region_lost"])
    assert waiting.read(home) == waiting.Waiting()
    assert not (home.path / waiting.NAME).exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', "\x00", '{"version": 9}'])
def test_a_broken_or_an_old_note_counts_for_nothing(home: Home, text: str) -> None:
    corrected(home)
    (home.path / waiting.NAME).write_text(text)
    assert waiting.read(home) == waiting.Waiting()


def test_the_command_says_how_to_take_it_back(home: Home) -> None:
    corrected(home)

    def duixian(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "cli.py", "correct", *arguments], text=True, capture_output=True,
            env={**os.environ, "DUIXIAN_HOME": str(home.path)}, check=False,
        )  # fmt: skip

    with Writer(home) as writer:
        writer.connection.execute(LOST)
        found = writer.connection.execute(
            "SELECT min(observation_id) FROM observation WHERE role = 'actual'"
        ).fetchone()
    assert found is not None
    done = duixian(str(found[0]), "--set", "value=6.3", "--note", "why", "--name", "me")
    assert done.returncode == 1
    assert "Correction 2 is saved, but not shown yet; `duixian correct --undo 2`" in done.stderr
    assert "no_region_lost" in done.stderr
    listed = [
        json.loads(line)
        for line in duixian("--list", "--format", "jsonl").stdout.split("\n")
        if line
    ]
    assert [(one["id"], one["shown"], one["undone_at"] is None) for one in listed] == [
        (2, False, True)
    ]
    back = duixian("--undo", "2", "--name", "me")
    assert back.returncode == 1
    assert "Correction 2 is undone, but" in back.stderr
    assert duixian("--list", "--format", "jsonl").stdout.strip() == ""
