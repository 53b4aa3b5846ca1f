"""Writes new readings of stored texts over the old ones, touching only the rows that differ.

New rules change few reports, and of these rarely where their sentences lie. So the new rows are put
beside the old ones first, and a report is written again in a table only where its rows aren't the
same; to compare costs a fraction of writing, judging and packing them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import duckdb
import pyarrow as pa

from warehouse import corrections, rows, texts
from warehouse.connect import listed
from warehouse.rows import StoredReport

Connection = duckdb.DuckDBPyConnection
Reports = Sequence[tuple[int, StoredReport]]
# Told the reports whose observations are about to change, while the old ones still stand.
Before = Callable[[Connection, list[int]], object]

# Not compared: numbers are given here, and a sentence's text follows from where it lies. The space
# after it would too, but is unknown where a text still lies whole from an older schema.
_FOLLOWS = {"observation": {"observation_id"}, "sentence": {"text"}}


def replace_derived(
    connection: Connection, reports: Reports, run_id: int | None, before: Before | None = None
) -> list[int]:
    """Write new extractions of stored texts over the old ones, inside the caller's transaction.

    An observation that is read again from the same place keeps its id. Gives the reports whose
    observations changed; `before` is called with them first.
    """
    if not reports:
        return []
    for _, report in reports:
        rows.validate(report)
    differ = _stage(connection, reports)
    changed = differ["observation"]
    if before is not None:
        before(connection, changed)
    _update_reports(connection, reports, run_id)
    for table, report_ids in differ.items():
        if report_ids:
            _write(connection, table, report_ids)
    texts.settle(connection, reports)
    if changed:
        corrections.reapply(connection, changed)
    return changed


def _stage(connection: Connection, reports: Reports) -> dict[str, list[int]]:
    """Put the new rows into `renewed_…`; gives for each table the reports whose rows differ."""
    ids = listed([report_id for report_id, _ in reports])
    differ = {}
    for table, arrow in rows.derived(reports).items():
        staged = f"renewed_{table}"
        connection.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {staged} AS FROM {table} LIMIT 0; "
            f"DELETE FROM {staged}"
        )
        rows.insert(connection, table, arrow, into=staged)
        compared = _compared(connection, table)
        # Sums tell rows that stand twice from rows that stand once; their order doesn't matter.
        kept = "SELECT report_id, count(*) AS n, sum(hash({})::HUGEINT) AS h FROM {} GROUP BY ALL"
        found = connection.execute(
            f"SELECT report_id FROM ({kept.format(compared, staged)}) a FULL JOIN "
            f"({kept.format(compared, f'{table} WHERE report_id IN ({ids})')}) b "
            "USING (report_id) WHERE a.n IS DISTINCT FROM b.n OR a.h IS DISTINCT FROM b.h "
            "ORDER BY 1"
        ).fetchall()
        differ[table] = [int(report_id) for (report_id,) in found]
    return differ


def _compared(connection: Connection, table: str) -> str:
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    names = [row[0] for row in described if row[0] not in _FOLLOWS.get(table, ())]
    return ", ".join(f'"{name}"' for name in names)


def _write(connection: Connection, table: str, report_ids: list[int]) -> None:
    """Take the staged rows of these reports in the place of the old ones."""
    wanted = f"WHERE report_id IN ({listed(report_ids)})"
    if table == "observation":
        nth = 'row_number() OVER (PARTITION BY report_id, "start", "end" ORDER BY {}) AS nth'
        connection.execute(
            'CREATE OR REPLACE TEMP TABLE known_place AS SELECT report_id, "start", "end", '
            f"observation_id, {nth.format('observation_id')} FROM observation {wanted}"
        )
        source = (
            "SELECT n.* EXCLUDE (nth, place_in_order, observation_id), "
            "coalesce(k.observation_id, nextval('observation_id_seq')) AS observation_id "
            f"FROM (SELECT *, rowid AS place_in_order, {nth.format('rowid')} "
            f"FROM renewed_observation {wanted} ORDER BY rowid) n "
            'LEFT JOIN known_place k USING (report_id, "start", "end", nth) '
            "ORDER BY n.place_in_order"
        )
    else:
        source = f"FROM renewed_{table} {wanted} ORDER BY rowid"
    connection.execute(f"DELETE FROM {table} {wanted}")
    connection.execute(f"INSERT INTO {table} BY NAME {source}")


def _update_reports(connection: Connection, reports: Reports, run_id: int | None) -> None:
    arrow = pa.table(
        {
            "report_id": pa.array([report_id for report_id, _ in reports], pa.int64()),
            "extractor_version": pa.array([one.extractor_version for _, one in reports]),
            "delivered_on": pa.array([one.delivered_on for _, one in reports], pa.string()),
            "change_of_term": pa.array([one.change_of_term for _, one in reports], pa.bool_()),
            "doubts": pa.array([list(one.doubts) for _, one in reports], pa.list_(pa.string())),
        }
    )
    ids = listed([report_id for report_id, _ in reports])
    connection.register("renewed_rows", arrow)
    try:
        connection.execute(
            "UPDATE report SET extractor_version = n.extractor_version, stored_at = ?, "
            "run_id = ?, delivered_on = n.delivered_on::DATE, change_of_term = n.change_of_term "
            "FROM renewed_rows n WHERE report.report_id = n.report_id",
            [rows.now(), run_id],
        )
        # Looked up first: to change a list DuckDB reads and writes the whole row, text and all.
        doubted = connection.execute(
            "SELECT p.report_id FROM report p JOIN renewed_rows n USING (report_id) "
            f"WHERE p.report_id IN ({ids}) AND coalesce(p.doubts, []) IS DISTINCT FROM n.doubts"
        ).fetchall()
        if doubted:
            connection.execute(
                "UPDATE report SET doubts = n.doubts FROM renewed_rows n "
                f"WHERE report.report_id IN ({listed([one for (one,) in doubted])}) "
                "AND report.report_id = n.report_id"
            )
    finally:
        connection.unregister("renewed_rows")
