"""Brings a home and the shared warehouse to the same state: first in, then out.

Reports with all that was read from them, and the corrections at their places, are the unit; each
push gets the next revision, so that a home takes in what came after the last one that it knows. A
push that finds a revision it doesn't know has to take that in first. In the store two pushes
conflict on the row that holds the revision, so one of them starts again: what a home decides
against the store's state is still true when it is written.

Where two homes did something with one report at once: the same text twice is one report, the one
that came first; of two texts the one stored later is current; of two readings the one that is in
the store; corrections of both hold.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import duckdb

from warehouse import corrections, rows, unshared
from warehouse.lake import NAME
from warehouse.membership import (
    BY_REPORT,
    PUSHED,
    PUSHING,
    RANGE,
    REVISION,
    VOCABULARY,
    WRITER,
    first_number,
    meta,
)
from warehouse.vocabulary import set_meta

Connection = duckdb.DuckDBPyConnection

# Reports of one push: a transaction of some seconds, and files of some megabytes.
PUSHED_AT_ONCE = 500
PLACE = "region_code, year, kind::VARCHAR AS kind"
AT_PLACE = (
    "p.region_code = c.region_code AND p.year = c.report_year "
    "AND p.kind::VARCHAR = c.report_kind::VARCHAR"
)


class BehindError(Exception):
    """The store has a revision that this home doesn't know; take it in first."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """How many reports came in and went out."""

    taken: int = 0
    given: int = 0

    def __add__(self, other: Exchanged) -> Exchanged:
        """Both together."""
        return Exchanged(self.taken + other.taken, self.given + other.given)


def take(connection: Connection) -> int:
    """Take in what the store has since the revision that this home knows; one transaction."""
    connection.execute("BEGIN")
    known, revision = _revisions(connection)
    if known == revision:
        connection.execute("ROLLBACK")
        return 0
    # Our own last push stays in the list where its end wasn't seen; taking it in changes nothing.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE incoming AS SELECT r.* FROM "
        f"(SELECT DISTINCT report_id FROM {NAME}.shared_report WHERE revision > {known}) "
        f"JOIN {NAME}.report r USING (report_id)"
    )
    _note_contested(connection)
    corrections.unapply(connection, _contested(connection))
    _take_corrections(connection)
    _drop_doubles(connection)
    _write_log(connection)
    _replace_rows(connection)
    corrections.unapply(connection, _contested(connection, "incoming"), f"{NAME}.correction")
    _settle(connection)
    contested = _contested(connection)
    if contested:
        corrections.reapply(connection, contested)
        unshared.mark(connection, contested)
    set_meta(connection, REVISION, revision)
    row = connection.execute("SELECT count(*) FROM incoming").fetchone()
    connection.execute("COMMIT")
    return int(row[0]) if row else 0


def give(connection: Connection) -> int:
    """Push a batch of what changed here; gives its size. Raises BehindError, or a conflict."""
    found = connection.execute(
        f"SELECT report_id FROM unshared_report ORDER BY 1 LIMIT {PUSHED_AT_ONCE}"
    ).fetchall()
    ids = ", ".join(str(row[0]) for row in found)
    if not ids:
        return 0
    token = str(uuid.uuid4())
    set_meta(connection, PUSHING, token)
    connection.execute("BEGIN")
    known, revision = _revisions(connection)
    if known != revision:
        raise BehindError
    _raise_revision(connection, revision + 1, token)
    _push_rows(connection, ids)
    connection.execute(f"INSERT INTO {NAME}.shared_report SELECT unnest([{ids}]), {revision + 1}")
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    connection.execute(f"DELETE FROM unshared_report WHERE report_id IN ({ids})")
    set_meta(connection, REVISION, revision + 1)
    set_meta(connection, PUSHED, token)
    connection.execute("COMMIT")
    return len(found)


def give_log(connection: Connection) -> None:
    """Append finished runs and their requests that the store hasn't got, in this home's range."""
    first = first_number(connection)
    own = f"BETWEEN {first} AND {first + RANGE - 1}"
    numbers = {
        "ingest_run": "run_id + $first AS run_id, NULL AS published_version",
        "fetch": "fetch_id + $first AS fetch_id, run_id + $first AS run_id",
    }
    connection.execute("BEGIN")
    for table, replaced in numbers.items():
        key = f"{table.removeprefix('ingest_')}_id"
        done = "finished_at IS NOT NULL" if table == "ingest_run" else "true"
        connection.execute(
            f'INSERT INTO {NAME}."{table}" BY NAME SELECT * REPLACE ({replaced}) FROM "{table}" '
            f"WHERE {done} AND {key} + $first NOT IN "
            f'(SELECT {key} FROM {NAME}."{table}" WHERE {key} {own})',
            {"first": first},
        )
    connection.execute("COMMIT")


def _revisions(connection: Connection) -> tuple[int, int]:
    """The last revision that this home knows, and the store's."""
    return int(meta(connection, REVISION) or 0), int(meta(connection, "revision", NAME) or 0)


def _raise_revision(connection: Connection, revision: int, token: str) -> None:
    connection.execute(f"UPDATE {NAME}.meta SET value = ? WHERE key = 'revision'", [str(revision)])
    connection.execute(
        f"UPDATE {NAME}.writer SET last_push = ? WHERE number = ?",
        [token, int(meta(connection, WRITER) or 0)],
    )


def _push_rows(connection: Connection, ids: str) -> None:
    """Replace these reports in the store, with everything that belongs to them."""
    first = first_number(connection)
    known = connection.execute(
        f"SELECT report_id FROM {NAME}.report WHERE report_id IN ({ids})"
    ).fetchall()
    # Nothing is deleted for a report that is new: deleting writes files too.
    old = ", ".join(str(row[0]) for row in known)
    for table in BY_REPORT:
        if old:
            connection.execute(f'DELETE FROM {NAME}."{table}" WHERE report_id IN ({old})')
        # Runs are numbered by each home for itself; in the store they stand in its range.
        run = f" REPLACE (run_id + {first} AS run_id)" if table == "report" else ""
        connection.execute(
            f'INSERT INTO {NAME}."{table}" BY NAME SELECT *{run} FROM "{table}" '
            f"WHERE report_id IN ({ids})"
        )
    places = f"(SELECT {PLACE} FROM report WHERE report_id IN ({ids}))"
    connection.execute(
        f"DELETE FROM {NAME}.correction WHERE correction_id IN "
        f"(SELECT correction_id FROM correction c JOIN {places} p ON {AT_PLACE})"
    )
    connection.execute(
        f"INSERT INTO {NAME}.correction BY NAME SELECT DISTINCT c.* FROM correction c "
        f"JOIN {places} p ON {AT_PLACE}"
    )
    connection.execute(
        f"INSERT INTO {NAME}.region BY NAME FROM region "
        f"WHERE region_code NOT IN (SELECT region_code FROM {NAME}.region)"
    )
    connection.execute(
        f"INSERT INTO {NAME}.raw_document BY NAME FROM raw_document WHERE sha256 IN "
        f"(SELECT raw_sha256 FROM report WHERE report_id IN ({ids})) "
        f"AND sha256 NOT IN (SELECT sha256 FROM {NAME}.raw_document)"
    )
    _push_vocabulary(connection)


def _push_vocabulary(connection: Connection) -> None:
    """The words that the newest writer read by, for whoever asks the store itself."""
    version = meta(connection, "vocabulary_version")
    if version is None or version == meta(connection, "vocabulary_version", NAME):
        return
    for table in VOCABULARY:
        connection.execute(f"DELETE FROM {NAME}.{table}")
        connection.execute(f"INSERT INTO {NAME}.{table} BY NAME FROM {table}")
    connection.execute(f"DELETE FROM {NAME}.meta WHERE key = 'vocabulary_version'")
    connection.execute(f"INSERT INTO {NAME}.meta VALUES ('vocabulary_version', ?)", [version])


def _note_contested(connection: Connection) -> None:
    """Places where this home changed something that the store changed too."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE contested AS SELECT {PLACE} FROM report "
        f"WHERE report_id IN (FROM unshared_report) INTERSECT SELECT {PLACE} FROM incoming"
    )


def _contested(connection: Connection, also_in: str | None = None) -> list[int]:
    """The current reports at contested places."""
    inside = f" AND report_id IN (SELECT report_id FROM {also_in})" if also_in else ""
    found = connection.execute(
        "SELECT report_id FROM report p JOIN contested c ON p.region_code = c.region_code "
        f"AND p.year = c.year AND p.kind::VARCHAR = c.kind WHERE status = 'current'{inside}"
    ).fetchall()
    return [int(row[0]) for row in found]


def _take_corrections(connection: Connection) -> None:
    """The store's corrections at the incoming places; what either side took back stays so."""
    connection.execute(
        "INSERT INTO correction BY NAME SELECT c.* FROM "
        f"{NAME}.correction c WHERE EXISTS (FROM incoming p WHERE {AT_PLACE}) "
        "ON CONFLICT (correction_id) DO UPDATE SET region_code = excluded.region_code, "
        "report_year = excluded.report_year, report_kind = excluded.report_kind, "
        "old_value = excluded.old_value, "
        "applied = excluded.applied, undone_at = coalesce(undone_at, excluded.undone_at), "
        "undone_by = coalesce(undone_by, excluded.undone_by)"
    )


def _drop_doubles(connection: Connection) -> None:
    """Forget reports of this home's whose very text another home has shared before."""
    doubles = connection.execute(
        "SELECT p.report_id, i.report_id FROM report p JOIN incoming i "
        "ON i.region_code = p.region_code AND i.year = p.year AND i.kind = p.kind::VARCHAR "
        "AND i.text_sha256 = p.text_sha256 WHERE p.report_id <> i.report_id "
        "AND p.report_id IN (FROM unshared_report)"
    ).fetchall()
    for ours, theirs in doubles:
        rows.delete_derived(connection, [ours])
        connection.execute("DELETE FROM kept_text WHERE report_id = ?", [ours])
        connection.execute("DELETE FROM report WHERE report_id = ?", [ours])
        connection.execute("DELETE FROM unshared_report WHERE report_id = ?", [ours])
        connection.execute(
            "UPDATE report SET superseded_by = ? WHERE superseded_by = ?", [theirs, ours]
        )


def _write_log(connection: Connection) -> None:
    """One line among the runs: the incoming reports were stored here by it."""
    connection.execute(
        "INSERT INTO ingest_run (started_at, finished_at, trigger, reports_new, reports_changed) "
        "SELECT ?, ?, 'shared', count(*) FILTER (p.report_id IS NULL), count(p.report_id) "
        "FROM incoming LEFT JOIN report p USING (report_id)",
        [rows.now(), rows.now()],
    )


def _replace_rows(connection: Connection) -> None:
    """Put the incoming reports over what is here of them."""
    connection.execute(f"INSERT INTO region BY NAME FROM {NAME}.region ON CONFLICT DO NOTHING")
    connection.execute(
        "INSERT OR REPLACE INTO report BY NAME "
        "SELECT * REPLACE ((SELECT max(run_id) FROM ingest_run) AS run_id) FROM incoming "
        "ORDER BY report_id"
    )
    wanted = "WHERE report_id IN (SELECT report_id FROM incoming)"
    for table in BY_REPORT[1:]:
        connection.execute(f'DELETE FROM "{table}" {wanted}')
        connection.execute(
            f'INSERT INTO "{table}" BY NAME FROM {NAME}."{table}" {wanted} ORDER BY report_id'
        )
    connection.execute(
        "INSERT INTO stale_region SELECT DISTINCT region_code FROM incoming ON CONFLICT DO NOTHING"
    )


def _settle(connection: Connection) -> None:
    """Of two current texts for a region, year and kind, the one stored later holds."""
    losers = connection.execute(
        "SELECT report_id, winner FROM (SELECT p.report_id, first_value(p.report_id) OVER ("
        "PARTITION BY p.region_code, p.year, p.kind ORDER BY p.stored_at DESC, p.report_id DESC) "
        "AS winner FROM report p SEMI JOIN incoming i ON i.region_code = p.region_code "
        "AND i.year = p.year AND i.kind = p.kind::VARCHAR WHERE p.status = 'current') "
        "WHERE report_id <> winner"
    ).fetchall()
    for loser, winner in losers:
        rows.supersede(connection, loser, winner)
        unshared.mark(connection, [loser, winner])
