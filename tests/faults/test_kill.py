"""The writer is killed at random moments; nothing that it had confirmed is lost or doubled."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from made_reports import region, report
from processes import Tell, start

import compare
from warehouse import Home, Writer, open_published
from warehouse.doctor import Doctor

ROUNDS = 100


def ingest(tell: Tell, home: Home, round_: int) -> None:
    """Store and publish without end; every confirmed report and version is told."""
    # Judging takes most of the time; in every fifth round the kill may fall into it.
    hooks: Any = {}
    if round_ % 5 == 0:
        hooks = {"install": compare.install, "refresh": compare.refresh}
    with Writer(home, **hooks) as writer:
        run = writer.begin_run("command")
        for number in range(1_000):
            place = region(round_ * 1_000 + number // 3)
            done = writer.store(report(2023 + number % 3, 6.5, place=place, lines=3))
            tell(f"stored {run} {done.region_code} {done.year}")
            if number % 3 == 2:
                tell(f"published {writer.publish().version}")


def all_rows(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return rows


@pytest.mark.slow
def test_a_hundred_kills_lose_and_double_nothing(home: Home) -> None:
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    confirmed: set[tuple[str, int]] = set()
    version = stored = prepared = 0
    for round_ in range(ROUNDS):
        child = start(ingest, home, round_)
        child.wait_until_told(chance.randint(0, 5))
        time.sleep(chance.uniform(0, 0.1))
        child.kill()
        _, lines = child.wait()
        errors = [line for line in lines if line.startswith("error")]
        assert errors == [], (seed, round_)
        for line in lines:
            match line.split():
                case ["stored", _, code, year]:
                    confirmed.add((code, int(year)))
                    stored += 1
                case ["published", number]:
                    version = max(version, int(number))
        if version:
            with open_published(home) as connection:
                # A version may have been published that the child had no time to tell of; and a
                # number that was prepared when the kill came is never used again.
                [(seen,)] = all_rows(connection, "SELECT value FROM meta WHERE key = 'version'")
                assert version <= int(seen) <= version + 1 + prepared, (seed, round_)
                prepared = 0 if int(seen) > version else prepared + 1
                version = int(seen)
    findings = Doctor(home).examine()
    assert [one for one in findings if not one.mended and one.name != "raw_missing"] == [], seed
    with Writer(home, install=compare.install, refresh=compare.refresh) as writer:
        rows = all_rows(writer.connection, "SELECT region_code, year FROM report")
        present = set(rows)
        assert len(present) == len(rows), f"doubled, seed {seed}"
        assert confirmed <= present, f"lost, seed {seed}"
        # At most one report a round was stored without being told of.
        assert len(present) - len(confirmed) <= ROUNDS
        wrong = all_rows(
            writer.connection,
            "SELECT run_id, reports_new, n FROM ingest_run LEFT JOIN (SELECT run_id, count(*) AS n "
            "FROM report GROUP BY 1) USING (run_id) WHERE reports_new <> coalesce(n, 0)",
        )
        assert wrong == [], f"the log differs from the reports, seed {seed}"
        observations = all_rows(writer.connection, "SELECT count(*) FROM observation")
        assert observations == [(6 * len(present),)]
        assert writer.publish().version > version
    assert stored > ROUNDS, "the kills came too early to prove anything"
    print(f"{ROUNDS} kills, {stored} confirmed reports, {version} versions, 0 lost, 0 doubled")  # noqa: T201
