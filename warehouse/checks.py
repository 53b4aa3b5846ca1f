"""What a version must satisfy before anybody sees it.

Each check is one query that counts what is wrong. An `error` keeps the old version in place; a
`warning` is published with it and shown. Costly checks look only at reports that were written since
the last version, because the others passed then, and where these are many at some hundreds of them
that lie together: every offset was compared with its quote before it was written (`rows.validate`),
and comparing ten million again would take minutes. `everything=True` (the doctor) looks at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from warehouse import texts

Level = Literal["error", "warning"]
Connection = duckdb.DuckDBPyConnection

# Reports that the costly checks look at before publishing; about 1 s of one core. They lie beside
# each other, because texts lie packed by the thousand: to look at a few of each would unpack all.
MOST_RECENT = 500
# Reports whose texts are in memory at once where all are looked at.
TEXTS_AT_ONCE = 500
# A region that suddenly has less than this share of its observations was probably misread.
LEAST_SHARE_KEPT = 0.5
# An amount that is this many times last year's is probably read with a wrong unit.
LARGEST_STEP = 20
# An amount that is this many times what the last version had for it was read another way.
LARGEST_SHIFT = 5
# The name under which the last version is attached while the new one is held against it.
LAST = "last_version"
# Parts may exceed their total by rounding; by this share they don't.
PARTS_TOLERANCE = 1.02


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found: `found` cases, in words in `message`."""

    name: str
    level: Level
    passed: bool
    found: int
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """A named query whose first column counts what is wrong; the second, if any, is an example."""

    name: str
    level: Level
    sql: str
    says: str
    needs: str | None = None
    # Counts in the place of the query: given which reports, gives how many and an example.
    count: Callable[[Connection, str], tuple[int, str | None]] | None = None
    # Only where everything is looked at: nothing that is written now could fail it.
    thorough: bool = False


def _misplaced_quotes(connection: Connection, wanted: str) -> tuple[int, str | None]:
    """Observations whose quote isn't what their report's text holds at its place.

    Cut here and not by DuckDB, which counts a text's characters from its beginning for each quote:
    twenty times as fast, by the same comparison.
    """
    wrong = []
    for whole in _texts(connection, wanted):
        quotes = connection.execute(
            "SELECT report_id, quote_start, quote_end, quote FROM observation "
            f"WHERE report_id BETWEEN {min(whole)} AND {max(whole)}"
        ).fetchall()
        wrong += [
            quote
            for report_id, start, end, quote in quotes
            if report_id in whole and (start < 0 or whole[report_id][start:end] != quote)
        ]
    return len(wrong), min(wrong, default=None)


def _altered_texts(connection: Connection, wanted: str) -> tuple[int, str | None]:
    """Reports whose text, put together again, hasn't the hash of the one that was stored."""
    hashes = dict(
        connection.execute(f"SELECT report_id, text_sha256 FROM report WHERE {wanted}").fetchall()
    )
    wrong = [
        report_id
        for whole in _texts(connection, wanted)
        for report_id, text in whole.items()
        if hashlib.sha256(text.encode()).hexdigest() != hashes[report_id]
    ]
    return len(wrong), str(min(wrong)) if wrong else None


def _texts(connection: Connection, wanted: str) -> Iterator[dict[int, str]]:
    """The whole texts of the reports that a condition names, some hundreds at once."""
    found = connection.execute(f"SELECT report_id FROM report WHERE {wanted} ORDER BY 1").fetchall()
    for first in range(0, len(found), TEXTS_AT_ONCE):
        yield texts.of_reports(connection, [row[0] for row in found[first : first + TEXTS_AT_ONCE]])


CHECKS = (
    Check(
        "report_ids_unique", "error",
        "SELECT count(*) - count(DISTINCT report_id), NULL FROM report",
        "report numbers are used twice",
    ),
    Check(
        "one_current_report", "error",
        "SELECT count(*), min(region_code || ' ' || year) FROM (SELECT region_code, year FROM "
        "report WHERE status = 'current' GROUP BY region_code, year, kind HAVING count(*) > 1)",
        "regions and years have two current reports",
    ),
    Check(
        "observation_ids_unique", "error",
        # One bit a number, in pieces of a million: thirteen times as fast as counting them apart.
        "SELECT coalesce(sum(n - used), 0), NULL FROM (SELECT count(*) AS n, bit_count("
        f"bitstring_agg(observation_id & {2**20 - 1}, 0, {2**20 - 1})) AS used "
        "FROM observation GROUP BY observation_id >> 20)",
        "observation numbers are used twice",
    ),
    Check(
        "sentences_unique", "error",
        "SELECT count(*), min(report_id)::VARCHAR FROM (SELECT report_id FROM sentence "
        "JOIN recent USING (report_id) GROUP BY report_id, sentence_number HAVING count(*) > 1)",
        "sentences are stored twice",
    ),
    Check(
        "rows_belong_to_a_current_report", "error",
        "SELECT count(*), min(report_id)::VARCHAR FROM (SELECT DISTINCT report_id FROM observation "
        "UNION SELECT DISTINCT report_id FROM sentence) ANTI JOIN (SELECT report_id FROM report "
        "WHERE status = 'current') USING (report_id)",
        "reports that aren't current still have rows",
    ),
    Check(
        "quotes_stand_where_they_say", "error", "",
        count=_misplaced_quotes,
        says="observations point at another place than their quote",
    ),
    Check(
        "texts_are_whole", "error", "",
        count=_altered_texts,
        says="reports' texts aren't those that were stored",
        thorough=True,
    ),
    Check(
        "regions_known", "error",
        "SELECT count(DISTINCT region_code), min(region_code) FROM report "
        "ANTI JOIN region USING (region_code)",
        "reports name a region that isn't in the table",
    ),
    Check(
        "no_region_lost", "error",
        "SELECT count(*), min(region_code) FROM published_region p ANTI JOIN "
        "(SELECT region_code FROM report WHERE status <> 'superseded') USING (region_code)",
        "regions of the last version have no report any more",
    ),
    Check(
        "verdicts_have_both_sides", "error",
        "SELECT count(*), min(region_code || ' ' || report_year || ' ' || subject) "
        "FROM attainment WHERE target_quote IS NULL OR "
        "(verdict IN ('met', 'met_stretch', 'exceeded', 'missed') "
        "AND actual_quote IS NULL)",
        "verdicts lack the words of one side",
        needs="attainment",
    ),
    Check(
        "verdicts_name_observations", "error",
        "SELECT count(*), min(id)::VARCHAR FROM (SELECT target_observation_id AS id "
        "FROM attainment UNION SELECT actual_observation_id FROM attainment) ids "
        "ANTI JOIN observation o ON o.observation_id = ids.id WHERE id IS NOT NULL",
        "verdicts name observations that don't exist",
        needs="attainment",
    ),
    Check(
        "observations_kept", "warning",
        "SELECT count(*), min(region_code) FROM published_region p JOIN (SELECT region_code, "
        "count(*) AS present FROM observation GROUP BY region_code) USING (region_code) "
        f"WHERE present < p.observations * {LEAST_SHARE_KEPT}",
        "regions have less than half of the observations of the last version",
    ),
    Check(
        "magnitudes", "warning",
        "WITH yearly AS (SELECT region_code, indicator_id, unit, period_year, median(value) AS v "
        "FROM observation WHERE role = 'actual' AND measure = 'level' AND value > 0 "
        "AND indicator_id IS NOT NULL AND period NOT LIKE '%-%' AND unit LIKE '%元' GROUP BY ALL) "
        "SELECT count(*), min(b.region_code || ' ' || b.period_year || ' ' || b.indicator_id) "
        "FROM yearly a JOIN yearly b USING (region_code, indicator_id, unit) "
        f"WHERE b.period_year = a.period_year + 1 AND (b.v / a.v > {LARGEST_STEP} "
        f"OR a.v / b.v > {LARGEST_STEP})",
        "amounts are more than twenty times those of the year beside them",
    ),
    Check(
        "parts_fit_their_total", "warning",
        "WITH levels AS (SELECT report_id, indicator_id, unit, period, max(value) AS v "
        "FROM observation JOIN recent USING (report_id) WHERE role = 'actual' "
        "AND measure = 'level' AND indicator_id IS NOT NULL GROUP BY ALL) "
        "SELECT count(*), min(total.report_id || ' ' || total.indicator_id) FROM levels total "
        "JOIN (SELECT report_id, part_of, levels.unit, period, sum(v) AS parts FROM levels "
        "JOIN indicator USING (indicator_id) WHERE part_of IS NOT NULL GROUP BY ALL) p "
        "ON p.report_id = total.report_id AND p.part_of = total.indicator_id "
        "AND p.unit = total.unit AND p.period IS NOT DISTINCT FROM total.period "
        f"WHERE parts > total.v * {PARTS_TOLERANCE}",
        "totals are smaller than their parts together",
    ),
)  # fmt: skip
# Held against the last version, where there is one. One value a cell on both sides, in the base
# unit: a slipped point, or 万 read for 亿, shows itself whatever the unit says.
_AMOUNTS = (
    "SELECT region_code, report_year, indicator_id, period, family, "
    "median(value * factor) AS v FROM {} JOIN unit USING (unit) {} "
    "WHERE role = 'actual' AND measure = 'level' AND value > 0 AND indicator_id IS NOT NULL "
    "GROUP BY ALL"
)
_PRESENT = _AMOUNTS.format("observation", "JOIN recent USING (report_id)")
_BEFORE = _AMOUNTS.format(
    f"{LAST}.observation", "SEMI JOIN present USING (region_code, report_year)"
)
AGAINST_LAST = Check(
    "amounts_as_before", "warning",
    f"WITH present AS ({_PRESENT}), before AS ({_BEFORE}) "
    "SELECT count(*), min(region_code || ' ' || report_year || ' ' || indicator_id) "
    "FROM present a JOIN before b USING (region_code, report_year, indicator_id, period, family) "
    f"WHERE a.v > b.v * {LARGEST_SHIFT} OR b.v > a.v * {LARGEST_SHIFT}",
    "amounts differ more than fivefold from those of the last version",
)  # fmt: skip


def run(
    connection: Connection,
    *,
    everything: bool = False,
    last: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[CheckResult]:
    """Run all checks on the connection's database; only reading, whatever they find.

    `last` is the file of the last version, which the new one is held against.
    """
    wanted = "status = 'current'" + ("" if everything else f" AND {_recent(connection)}")
    tables = {
        row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    }
    results = []
    for check in CHECKS:
        if (check.needs and check.needs not in tables) or (check.thorough and not everything):
            continue
        if progress:
            progress(check.name)
        results.append(_run_one(connection, check, wanted))
    if last is not None:
        results.append(_against(connection, last, wanted))
    return results


def _against(connection: Connection, last: Path, wanted: str) -> CheckResult:
    """The check that needs the last version's rows; a version that can't be read warns of that."""
    path = str(last).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{path}' AS {LAST} (READ_ONLY)")
    except duckdb.Error as error:
        problem = f"the last version can't be read ({str(error).splitlines()[0]})"
        return CheckResult(AGAINST_LAST.name, AGAINST_LAST.level, False, 1, problem)
    try:
        return _run_one(connection, AGAINST_LAST, wanted)
    finally:
        connection.execute(f"DETACH {LAST}")


def _run_one(connection: Connection, check: Check, wanted: str) -> CheckResult:
    if check.count is not None:
        return _result(check, *check.count(connection, wanted))
    sql = check.sql
    if "recent" in sql:
        head = f"WITH recent AS MATERIALIZED (SELECT report_id FROM report WHERE {wanted})"
        sql = sql.replace("WITH ", f"{head}, ", 1) if sql.startswith("WITH") else f"{head} {sql}"
    row = connection.execute(sql).fetchone()
    return _result(check, *((int(row[0]), row[1]) if row else (0, None)))


def _result(check: Check, found: int, example: str | None) -> CheckResult:
    message = f"{found} {check.says}" + (f" (such as {example})" if found and example else "")
    return CheckResult(check.name, check.level, found == 0, found, message if found else "passed")


def _recent(connection: Connection) -> str:
    """Which reports the costly checks look at; where in the table differs from run to run."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'published_run'").fetchone()
    since = int(row[0]) if row else 0
    written = f"(run_id IS NULL OR run_id > {since})"
    edges = connection.execute(
        "SELECT min(report_id), max(report_id) FROM (SELECT report_id FROM report WHERE status = "
        f"'current' AND {written} ORDER BY report_id LIMIT {MOST_RECENT} OFFSET (SELECT hash("
        f"{since}) % greatest(count(*) - {MOST_RECENT} + 1, 1) FROM report WHERE status = "
        f"'current' AND {written}))"
    ).fetchone()
    # Spelt out, the numbers let DuckDB pass over the texts of all others.
    first, last = edges if edges and edges[0] is not None else (0, -1)
    return f"{written} AND report_id BETWEEN {first} AND {last}"
