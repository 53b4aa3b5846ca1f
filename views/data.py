"""The only place where pages ask the warehouse: one function a question, cached by version.

Every answer is cached under the version of the published file, so that a publish shows with the
next click and an unchanged warehouse isn't asked twice. Each question filters on region, year or
indicator; none loads a whole table. In a warehouse of the whole country `attainment` has some
600,000 rows and `observation` ten million.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ingest.status import SourceStatus
from ingest.status import source_statuses as source_statuses_of
from warehouse.errors import NotPublishedError
from warehouse.home import Home
from warehouse.reader import Reader

Record = dict[str, Any]

# Answers kept for all sessions together; the oldest goes first, so that memory stays flat.
CACHED_ANSWERS = 500

MOST_THINGS = 16
# How the items of a list begin: （一） 一是 1. ①
_LISTED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]|[①-⑳]|第[一二三四五六七八九十]"
)
_REPORT_COLUMNS = """r.report_id, r.region_code, g.name AS region, g.short_name, r.year, r.kind,
    r.title, r.issuer, r.url, r.published_on, r.written_on, r.delivered_on, r.characters,
    r.change_of_term, r.doubts, r.stored_at"""


@st.cache_resource(show_spinner=False, max_entries=4)
def _reader(home: str) -> Reader:
    """The process's one reader of a home."""
    return Reader(Home.from_environment())


def reader() -> Reader:
    """The reader of the present DUIXIAN_HOME."""
    found: Reader = _reader(str(Home.from_environment().path))
    return found


def version() -> int | None:
    """The number of the published version; None where nothing is published yet."""
    return reader().version()


@st.cache_data(show_spinner=False, max_entries=CACHED_ANSWERS)
def _ask(home: str, version: int, sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
    """The answer of one query on one version; `home` and `version` are there as cache keys."""
    cursor = reader().cursor()
    try:
        return cursor.execute(sql, list(values)).df()
    finally:
        cursor.close()


def ask(sql: str, *values: Any) -> pd.DataFrame:
    """The answer of a query on the newest version; raises NotPublishedError without one."""
    home, now = Home.from_environment(), version()
    if now is None:
        home.published()  # says what to do
        raise NotPublishedError("There is no published warehouse yet.")
    return _ask(str(home.path), now, sql, values)


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as dicts of plain Python values, with None in place of NaN, NaT and NA."""
    names = [str(name) for name in frame.columns]
    columns = [_plain(frame.iloc[:, place]) for place in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    """A column's values; times as `datetime`."""
    values = column.astype(object).to_numpy(copy=True)
    values[column.isna().to_numpy()] = None
    is_time = pd.api.types.is_datetime64_any_dtype(column.dtype)
    return [one.to_pydatetime() if is_time and one is not None else one for one in values]


def one(frame: pd.DataFrame) -> Record | None:
    """The first row, or None."""
    rows = records(frame.head(1))
    return rows[0] if rows else None


# --- regions and reports -------------------------------------------------------------------------


def regions() -> pd.DataFrame:
    """Every region with a current work report: names, years, and its share of targets met."""
    return ask(
        """
        WITH reported AS (
            SELECT region_code, count(*) AS reports, min(year) AS first_year, max(year) AS last_year
            FROM report WHERE status = 'current' AND kind = 'work_report' GROUP BY region_code
        ), judged AS (
            SELECT a.region_code,
                   count(*) FILTER (verdict IN ('met', 'met_stretch', 'exceeded')) AS met,
                   met + count(*) FILTER (verdict = 'missed') AS judged, count(*) AS targets
            FROM attainment a JOIN reported USING (region_code)
            WHERE a.report_year = reported.last_year GROUP BY a.region_code
        )
        SELECT g.region_code, g.name, g.short_name, g.level::VARCHAR AS level, g.parent_code,
               p.name AS parent, g.pinyin, g.fictional, reported.reports, reported.first_year,
               reported.last_year, judged.met, judged.judged, judged.targets
        FROM reported JOIN region g USING (region_code)
        LEFT JOIN region p ON p.region_code = g.parent_code
        LEFT JOIN judged USING (region_code)
        ORDER BY g.fictional, g.region_code
        """
    )


def years(region_code: str) -> list[int]:
    """Years of the region's current work reports, newest first."""
    frame = ask(
        """SELECT DISTINCT year FROM report
           WHERE region_code = ? AND status = 'current' AND kind = 'work_report'
           ORDER BY year DESC""",
        region_code,
    )
    return [int(year) for year in frame["year"]]


def report(region_code: str, year: int) -> Record | None:
    """The current work report of a region and year, without its text."""
    return one(
        ask(
            f"""SELECT {_REPORT_COLUMNS} FROM report r JOIN region g USING (region_code)
                WHERE r.region_code = ? AND r.year = ? AND r.status = 'current'
                  AND r.kind = 'work_report' ORDER BY r.report_id DESC LIMIT 1""",
            region_code,
            year,
        )
    )


def reports_by_id(report_ids: Sequence[int]) -> dict[int, Record]:
    """Reports by their ids, for the sources of evidence."""
    wanted = sorted({int(number) for number in report_ids})
    if not wanted:
        return {}
    frame = ask(
        f"""SELECT {_REPORT_COLUMNS} FROM report r JOIN region g USING (region_code)
            WHERE r.report_id IN ({_marks(wanted)})""",
        *wanted,
    )
    return {int(row["report_id"]): row for row in records(frame)}


def _marks(values: Sequence[Any]) -> str:
    """As many question marks as values."""
    return ", ".join("?" * len(values))


# The outcome on the target's scale: an outcome in another unit can't be drawn beside the target.
_OUTCOME = """CASE WHEN a.gap IS NOT NULL THEN a.target_value + a.gap
                   WHEN a.actual_unit = a.target_unit THEN a.actual_value END AS outcome"""


# --- verdicts and changes ------------------------------------------------------------------------


def attainment(region_code: str, year: int) -> pd.DataFrame:
    """Last year's targets, judged by the report of `year`; in the order of the report."""
    return ask(
        """SELECT a.*, i.zh, i.en, i.better::VARCHAR AS better, i.topic
           FROM attainment a LEFT JOIN indicator i USING (indicator_id)
           WHERE a.region_code = ? AND a.report_year = ?
           ORDER BY a.target_observation_id""",
        region_code,
        year,
    )


def target_changes(region_code: str, year: int) -> pd.DataFrame:
    """The targets of `year` beside those of the year before."""
    return ask(
        """SELECT c.*, i.zh, i.en
           FROM target_change c LEFT JOIN indicator i USING (indicator_id)
           WHERE c.region_code = ? AND c.year = ?
           ORDER BY c.current_observation_id NULLS LAST, c.previous_observation_id""",
        region_code,
        year,
    )


def observations(report_ids: Sequence[int], observation_ids: Sequence[int]) -> dict[int, Record]:
    """Observations by id with their sentences; `report_ids` keep the search short."""
    reports, wanted = sorted(set(report_ids)), sorted(set(observation_ids))
    if not reports or not wanted:
        return {}
    frame = ask(
        f"""SELECT o.observation_id, o.report_id, o.subject, o.quote, o."start", o."end",
                   o.quote_start, o.quote_end, o.confidence, o.rule,
                   s.text AS sentence, s."start" AS sentence_start
            FROM observation o
            JOIN sentence s ON s.report_id = o.report_id AND s.sentence_number = o.sentence_number
            WHERE o.report_id IN ({_marks(reports)}) AND s.report_id IN ({_marks(reports)})
              AND o.observation_id IN ({_marks(wanted)})""",
        *reports,
        *reports,
        *wanted,
    )
    return {int(row["observation_id"]): row for row in records(frame)}


def history(region_code: str) -> pd.DataFrame:
    """All judged targets of a region over the years, for its charts."""
    return ask(
        f"""SELECT a.*, {_OUTCOME}, i.zh, i.en, i.better::VARCHAR AS better
           FROM attainment a LEFT JOIN indicator i USING (indicator_id)
           WHERE a.region_code = ? ORDER BY a.report_year, a.target_observation_id""",
        region_code,
    )


def claims(report_id: int) -> list[Record]:
    """What a report says of its own success."""
    return records(
        ask(
            """SELECT kind, met, total, subject, quote, sentence_number
               FROM claim WHERE report_id = ? ORDER BY "start" """,
            report_id,
        )
    )


def practical_things(report_id: int) -> list[Record]:
    """The plan's sentences on practical things for the people (实事), and the lists after them."""
    rows = records(
        ask(
            """WITH plan AS (
                   SELECT s.sentence_number, s.text, s.text LIKE '%实事%' AS named
                   FROM sentence s JOIN section c USING (report_id, section_number)
                   WHERE s.report_id = ? AND c.report_id = ? AND c.kind IN ('plan', 'annex')
               )
               SELECT * FROM plan WHERE EXISTS (
                   FROM plan one WHERE one.named
                   AND plan.sentence_number BETWEEN one.sentence_number
                                                AND one.sentence_number + 12)
               ORDER BY sentence_number""",
            report_id,
            report_id,
        )
    )
    kept: list[Record] = []
    for row in rows:
        follows = bool(kept) and row["sentence_number"] == kept[-1]["sentence_number"] + 1
        if row["named"] or (follows and _LISTED.match(row["text"].strip())):
            kept.append(row)
    return kept[:MOST_THINGS]


# --- one indicator, several regions --------------------------------------------------------------


def indicators() -> pd.DataFrame:
    """Indicators that have verdicts, those with the most first."""
    return ask(
        """SELECT i.indicator_id, i.zh, i.en, i.unit, i.better::VARCHAR AS better, i.topic,
                  count(*) AS targets
           FROM attainment a JOIN indicator i USING (indicator_id)
           GROUP BY ALL ORDER BY targets DESC, i.indicator_id"""
    )


def indicator_years(indicator_id: str) -> list[int]:
    """Years whose targets on this indicator have been judged, newest first."""
    frame = ask(
        "SELECT DISTINCT target_year FROM attainment WHERE indicator_id = ? ORDER BY 1 DESC",
        indicator_id,
    )
    return [int(year) for year in frame["target_year"]]


def indicator_rows(indicator_id: str, target_year: int) -> pd.DataFrame:
    """Every region's target and outcome on one indicator in one year."""
    return ask(
        f"""SELECT a.*, {_OUTCOME}, g.level::VARCHAR AS level, g.short_name, p.name AS parent
           FROM attainment a JOIN region g USING (region_code)
           LEFT JOIN region p ON p.region_code = g.parent_code
           WHERE a.indicator_id = ? AND a.target_year = ?""",
        indicator_id,
        target_year,
    )


def indicator_over_years(indicator_id: str) -> pd.DataFrame:
    """Medians of targets and outcomes a year, and the share met, for one indicator's growth."""
    return ask(
        """SELECT target_year, measure::VARCHAR AS measure,
                  median(target_value) AS target, median(target_value + gap) AS actual,
                  count(*) FILTER (verdict IN ('met', 'met_stretch', 'exceeded')) AS met,
                  met + count(*) FILTER (verdict = 'missed') AS judged
           FROM attainment WHERE indicator_id = ? AND target_value IS NOT NULL
           GROUP BY ALL ORDER BY target_year""",
        indicator_id,
    )


def several_regions(region_codes: Sequence[str]) -> pd.DataFrame:
    """The judged targets of some regions over all years."""
    if not region_codes:
        return pd.DataFrame()
    return ask(
        f"""SELECT a.*, {_OUTCOME}, i.zh, i.en, g.short_name
            FROM attainment a JOIN indicator i USING (indicator_id)
            JOIN region g ON g.region_code = a.region_code
            WHERE a.region_code IN ({_marks(region_codes)})
            ORDER BY a.target_year, a.region_code, a.target_observation_id""",
        *region_codes,
    )


# --- the overview --------------------------------------------------------------------------------


def heat(year: int, region_codes: Sequence[str]) -> pd.DataFrame:
    """One verdict a region and indicator in the reports of `year`, for the map."""
    if not region_codes:
        return pd.DataFrame()
    return ask(
        f"""SELECT a.region_code, g.short_name, a.indicator_id, i.zh, i.en,
                   arg_min(a.verdict::VARCHAR, a.target_observation_id) AS verdict
            FROM attainment a JOIN indicator i USING (indicator_id)
            JOIN region g ON g.region_code = a.region_code
            WHERE a.report_year = ? AND a.region_code IN ({_marks(region_codes)})
            GROUP BY ALL""",
        year,
        *region_codes,
    )


def newest_reports(limit: int = 8) -> pd.DataFrame:
    """The reports stored last."""
    return ask(
        """SELECT r.region_code, g.name AS region, r.year, r.stored_at, r.title
           FROM report r JOIN region g USING (region_code)
           WHERE r.status = 'current' AND r.kind = 'work_report'
           ORDER BY r.stored_at DESC, r.report_id DESC LIMIT ?""",
        limit,
    )


def largest_changes(year: int, limit: int = 8) -> pd.DataFrame:
    """The growth targets that were moved furthest from the year before."""
    return ask(
        """SELECT c.*, i.zh, i.en
           FROM target_change c JOIN indicator i USING (indicator_id)
           WHERE c.year = ? AND c.change IN ('raised', 'lowered') AND c.measure = 'growth'
             AND NOT c.doubtful
           ORDER BY abs(c.delta) DESC, c.region_code LIMIT ?""",
        year,
        limit,
    )


# --- report to report ----------------------------------------------------------------------------


def sections(report_id: int) -> list[Record]:
    """A report's sections in order."""
    return records(
        ask(
            """SELECT section_number, kind, heading FROM section
               WHERE report_id = ? ORDER BY section_number""",
            report_id,
        )
    )


def sentences(report_id: int) -> list[Record]:
    """A report's sentences in order."""
    return records(
        ask(
            """SELECT sentence_number, section_number, text FROM sentence
               WHERE report_id = ? ORDER BY sentence_number""",
            report_id,
        )
    )


def report_observations(report_id: int) -> pd.DataFrame:
    """All observations of one report."""
    return ask(
        """SELECT observation_id, report_id, sentence_number, subject, subject_key, indicator_id,
                  measure::VARCHAR AS measure, role::VARCHAR AS role, period,
                  comparator::VARCHAR AS comparator, value, value_high, unit,
                  force::VARCHAR AS force, relation, headline, quote, confidence
           FROM observation WHERE report_id = ? ORDER BY observation_id""",
        report_id,
    )


# --- the machine room ----------------------------------------------------------------------------


def runs(limit: int = 20) -> pd.DataFrame:
    """The last runs of the writer, newest first."""
    return ask(
        """SELECT run_id, started_at, finished_at, trigger, reports_new, reports_changed,
                  reports_unchanged, failures, interrupted, note
           FROM ingest_run ORDER BY run_id DESC LIMIT ?""",
        limit,
    )


def source_statuses() -> dict[str, SourceStatus]:
    """How each source is doing; empty where nothing is published yet."""
    now = version()
    if now is None:
        return {}
    found: dict[str, SourceStatus] = _statuses(str(Home.from_environment().path), now)
    return found


@st.cache_data(show_spinner=False, max_entries=4)
def _statuses(home: str, version: int) -> dict[str, SourceStatus]:
    """The statuses of one version; `home` and `version` are there as cache keys."""
    cursor = reader().cursor()
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
