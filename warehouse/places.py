"""Whose and which year's report a text is, where a person knew better than its words.

One text is the report of one region and year. A person's word (`StoredReport.given`) moves it: the
report that the program had made of it elsewhere is withdrawn and points at the new one. From then
on the withdrawn row is the memory: whoever brings the same text again, a scheduled visit too, finds
it where the person put it, so that nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse import unshared
from warehouse.errors import RefusedReportError

if TYPE_CHECKING:
    from warehouse.rows import StoredReport

Connection = duckdb.DuckDBPyConnection
# A place is a region, a year and a kind of report.
_ELSEWHERE = "(region_code, year, kind::VARCHAR) <> (?, ?, ?)"
_HERE = "w.region_code = ? AND w.year = ? AND w.kind = ?"


def kept_elsewhere(connection: Connection, report: StoredReport) -> tuple[int, str, int] | None:
    """The current report (report_id, region_code, year) that this very text is already.

    Raises RefusedReportError where a person moved what this address gave before, and the text is
    another one now: only a person can say whether the new text belongs there too.
    """
    row = connection.execute(
        "SELECT report_id, region_code, year FROM report WHERE text_sha256 = ? "
        f"AND status = 'current' AND {_ELSEWHERE} ORDER BY report_id",
        [report.text_sha256, *_place(report)],
    ).fetchone()
    if row is not None:
        return int(row[0]), str(row[1]), int(row[2])
    _refuse_moved_address(connection, report)
    return None


def leave_others(connection: Connection, report: StoredReport, report_id: int) -> list[int]:
    """Withdraw what the same text was taken for elsewhere; gives the reports whose rows must go.

    Corrections of its observations move along. A region that loses its only report this way is no
    loss that the checks before publishing should stop.
    """
    others = connection.execute(
        "SELECT report_id, region_code, year, kind FROM report WHERE text_sha256 = ? "
        f"AND status = 'current' AND {_ELSEWHERE}",
        [report.text_sha256, *_place(report)],
    ).fetchall()
    for other, *place in others:
        connection.execute(
            "UPDATE report SET status = 'withdrawn', superseded_by = ? WHERE report_id = ?",
            [report_id, other],
        )
        connection.execute(
            "UPDATE correction SET region_code = ?, report_year = ?, report_kind = ? "
            "WHERE (region_code, report_year, report_kind::VARCHAR) = (?, ?, ?)",
            [*_place(report), *place],
        )
        connection.execute("INSERT INTO stale_region VALUES (?) ON CONFLICT DO NOTHING", place[:1])
        connection.execute(
            "DELETE FROM published_region WHERE region_code = ? AND region_code NOT IN "
            "(SELECT region_code FROM report WHERE status = 'current')",
            place[:1],
        )
    withdrawn = [int(row[0]) for row in others]
    unshared.mark(connection, withdrawn)
    return withdrawn


def put_region(connection: Connection, records: Iterable[Mapping[str, Any]]) -> None:
    """Add regions; one that is known under the same code gets the new names."""
    for record in records:
        connection.execute(
            "INSERT INTO region VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (region_code) DO "
            "UPDATE SET name = excluded.name, short_name = excluded.short_name "
            "WHERE region.name <> excluded.name OR region.short_name <> excluded.short_name",
            [
                record["region_code"], record["name"], record.get("short_name") or record["name"],
                record["level"], record.get("parent_code"), record.get("pinyin"),
                list(record.get("former_names") or ()), bool(record.get("fictional", False)),
            ],
        )  # fmt: skip


def _refuse_moved_address(connection: Connection, report: StoredReport) -> None:
    if report.url is None:
        return
    row = connection.execute(
        "SELECT r.name, s.year FROM report w JOIN report s ON s.report_id = w.superseded_by "
        "JOIN region r ON r.region_code = s.region_code "
        f"WHERE w.status = 'withdrawn' AND s.status = 'current' AND w.url = ? AND {_HERE} "
        "AND (s.region_code, s.year) <> (w.region_code, w.year) ORDER BY s.report_id DESC",
        [report.url, *_place(report)],
    ).fetchone()
    if row is not None:
        raise RefusedReportError(
            f"The text at {report.url} has changed, and a person had said that it is the report of "
            f"{row[0]} {row[1]}: ingest it again with --region and --year, whichever is right now."
        )


def _place(report: StoredReport) -> list[object]:
    return [report.region_code, report.year, report.kind]
