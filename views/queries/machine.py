"""Questions on the machine room: runs, sources, schema, rules, versions, sizes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ingest.status import SourceStatus
from ingest.status import source_statuses as source_statuses_of
from views.queries.core import Record, ask, one, present
from warehouse.errors import NotPublishedError
from warehouse.home import Home


def runs(limit: int = 20) -> pd.DataFrame:
    """The last runs of the writer, newest first."""
    return ask(
        """SELECT run_id, started_at, finished_at, trigger, reports_new, reports_changed,
                  reports_unchanged, failures, interrupted, note
           FROM ingest_run ORDER BY run_id DESC LIMIT ?""",
        limit,
    )


def check_results() -> pd.DataFrame:
    """What each check before the publication of this version found, in the order of the checks."""
    return ask("SELECT name, level, passed, found, message FROM check_result ORDER BY rowid")


def region_of(number: str, *, of_report: bool) -> Record | None:
    """The region of a code (`year` is then null), or the region and year of a report's number."""
    asked = (
        """SELECT g.region_code, g.name, r.year FROM report r JOIN region g USING (region_code)
           WHERE r.report_id = try_cast(? AS BIGINT)"""
        if of_report
        else "SELECT region_code, name, NULL::INTEGER AS year FROM region WHERE region_code = ?"
    )
    return one(ask(asked, number))


def source_statuses() -> dict[str, SourceStatus]:
    """How each source is doing; empty where nothing is published yet."""
    try:
        now = present()
    except NotPublishedError:
        return {}
    home = str(Home.from_environment().path)
    found: dict[str, SourceStatus] = _statuses(home, now.number, now.connection)
    return found


@st.cache_data(show_spinner=False, max_entries=4)
def _statuses(home: str, version: int, _connection: Any) -> dict[str, SourceStatus]:
    """The statuses of one version; `home` and `version` are there as cache keys."""
    cursor = _connection.cursor()
    try:
        return source_statuses_of(cursor)
    finally:
        cursor.close()


def schema() -> pd.DataFrame:
    """Tables and columns of the warehouse with their comments."""
    return ask(
        """SELECT c.table_name, c.column_name, c.data_type, c.comment, t.comment AS table_comment
           FROM duckdb_columns() c
           LEFT JOIN (SELECT table_name, comment FROM duckdb_tables()
                      UNION ALL SELECT view_name, comment FROM duckdb_views()) t USING (table_name)
           WHERE c.schema_name = 'main' AND NOT c.internal
           ORDER BY c.table_name, c.column_index"""
    )


def rules() -> pd.DataFrame:
    """The verdict rules' constants; empty where the file has none."""
    return ask("SELECT * FROM verdict_rule") if _has("verdict_rule") else pd.DataFrame()


def _has(name: str) -> bool:
    """Whether the published file has a table or view of this name."""
    found = ask(
        "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = ?",
        name,
    )
    return bool(found["n"].iloc[0])


def units() -> dict[str, tuple[str, float]]:
    """Each unit's kind and its size in the smallest unit of that kind."""
    frame = ask("SELECT unit, family, factor FROM unit")
    return {row.unit: (row.family, float(row.factor)) for row in frame.itertuples()}


def meta() -> dict[str, str]:
    """Versions and times of the published file."""
    frame = ask("SELECT key, value FROM meta")
    return dict(zip(frame["key"], frame["value"], strict=True))


def counts() -> Record:
    """How much the warehouse holds."""
    return (
        one(
            ask(
                """SELECT (SELECT count(*) FROM report WHERE status = 'current') AS reports,
                          (SELECT count(DISTINCT region_code) FROM report) AS regions,
                          (SELECT count(*) FROM observation) AS observations"""
            )
        )
        or {}
    )
