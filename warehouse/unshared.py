"""Notes which reports the shared warehouse doesn't have yet as they stand here.

The note is part of the transaction that changes the report, so that a crash can't lose it. Only a
home that has joined a shared warehouse keeps such notes (also while the setting is absent: work
done in the meantime goes out later); in every other the table stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

Connection = duckdb.DuckDBPyConnection

JOINED = "shared_with"
_JOINED = f"EXISTS (SELECT 1 FROM meta WHERE key = '{JOINED}')"


def mark(connection: Connection, report_ids: Iterable[int | None]) -> None:
    """Note these reports, inside the caller's transaction; None is passed over."""
    ids = [one for one in report_ids if one is not None]
    connection.execute(
        f"INSERT INTO unshared_report SELECT DISTINCT unnest(?::BIGINT[]) WHERE {_JOINED} "
        "ON CONFLICT DO NOTHING",
        [ids],
    )


def mark_corrected(connection: Connection, correction_id: int) -> None:
    """Note the report that a correction is about."""
    connection.execute(
        "INSERT INTO unshared_report SELECT p.report_id FROM report p JOIN correction c "
        "ON c.region_code = p.region_code AND c.report_year = p.year AND c.report_kind = p.kind "
        f"WHERE c.correction_id = ? AND p.status = 'current' AND {_JOINED} ON CONFLICT DO NOTHING",
        [correction_id],
    )
