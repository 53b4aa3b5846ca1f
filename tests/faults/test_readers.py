"""Readers in other processes never wait, never fail and never see half of anything."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import duckdb
import pytest
from made_reports import region, report
from processes import Tell, start

from warehouse import Home, Reader, Writer, open_published

PUBLICATIONS = 50
READERS = 8

# Each version adds one region with two reports, so everything follows from its number.
CONSISTENT = """
SELECT (SELECT value::INTEGER FROM meta WHERE key = 'version') AS version,
    (SELECT count(*) FROM report), (SELECT count(*) FROM observation),
    (SELECT count(*) FROM region), (SELECT count(*) FROM sentence),
    (SELECT count(*) FROM observation o JOIN report_text USING (report_id)
        WHERE substring(text, quote_start + 1, quote_end - quote_start) = quote)
"""


def expected(version: int) -> tuple[int, ...]:
    return (version, 2 * version, 4 * version, version, 4 * version, 4 * version)


def through_the_reader(home: Home) -> Callable[[], tuple[int, ...]]:
    reader = Reader(home)
    return lambda: reader.cursor().execute(CONSISTENT).fetchone() or ()


def through_new_connections(home: Home) -> Callable[[], tuple[int, ...]]:
    def ask() -> tuple[int, ...]:
        with open_published(home) as connection:
            return connection.execute(CONSISTENT).fetchone() or ()

    return ask


def through_the_link(home: Home) -> Callable[[], tuple[int, ...]]:
    """As somebody's own shell or notebook opens the path that `duixian where` prints."""

    def ask() -> tuple[int, ...]:
        with duckdb.connect(str(home.link), read_only=True) as connection:
            return connection.execute(CONSISTENT).fetchone() or ()

    return ask


WAYS = (through_the_reader, through_new_connections, through_the_link)


def read(tell: Tell, home: Home, way: int) -> None:
    """Ask until the last version is there; every answer must fit its version and none go back."""
    ask = WAYS[way](home)
    seen = answers = 0
    while seen < PUBLICATIONS:
        answer = ask()
        assert answer == expected(answer[0]), answer
        assert answer[0] >= seen
        seen, answers = answer[0], answers + 1
        time.sleep(0.1)  # a reader that never rests would only measure the processor
    tell(str(answers))


def publish_one(writer: Writer, number: int) -> None:
    for year in (2024, 2025):
        writer.store(report(year, 6.5, place=region(number)))
    writer.publish()


@pytest.mark.slow
def test_fifty_publications_under_eight_readers(home: Home) -> None:
    with Writer(home) as writer:
        publish_one(writer, 1)
    # Forked while no connection is open: a child must not inherit one.
    readers = [start(read, home, number % len(WAYS)) for number in range(READERS)]
    with Writer(home) as writer:
        for number in range(2, PUBLICATIONS + 1):
            publish_one(writer, number)
    results = [reader.wait() for reader in readers]
    assert [lines for code, lines in results if code != 0] == []
    assert all(int(lines[0]) > 1 for _, lines in results)


def hold_open(tell: Tell, path: str, seconds: float) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("SELECT count(*) FROM report").fetchone()
        tell("open")
        time.sleep(seconds)


@pytest.mark.skipif(os.geteuid() != 0, reason="others can't open the file for writing at all")
def test_a_shell_that_opens_the_file_for_writing_stops_nobody(home: Home) -> None:
    with Writer(home) as writer:
        publish_one(writer, 1)
    shell = start(hold_open, str(home.published()), 30)
    assert os.read(shell.pipe, 5) == b"open\n"
    with open_published(home) as connection:
        assert connection.execute(CONSISTENT).fetchone() == expected(1)
    with Writer(home) as writer:
        publish_one(writer, 2)
    with open_published(home) as connection:
        assert connection.execute(CONSISTENT).fetchone() == expected(2)
    shell.kill()
    shell.wait()
