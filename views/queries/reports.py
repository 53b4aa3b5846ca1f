"""Questions on regions, their reports, and what stands in a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from views.queries.core import Record, ask, marks, one, records
from views.queries.corrections import corrections_of

MOST_THINGS = 16
# How the items of a list begin: （一） 一是 1. ①
_LISTED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]|[①-⑳]|第[一二三四五六七八九十]"
)
_REPORT_COLUMNS = """r.report_id, r.region_code, g.name AS region, g.short_name, r.year, r.kind,
    r.title, r.issuer, r.url, r.published_on, r.written_on, r.delivered_on, r.characters,
    r.change_of_term, r.doubts, r.stored_at"""


def regions() -> pd.DataFrame:
    """Every region with a current work report: names, years, and its share of targets met."""
    return ask(
        """
        WITH reported AS (
            SELECT region_code, count(*) AS reports, min(year) AS first_year,
                   max(year) AS last_year,
                   arg_max(issuer, year) AS source_issuer,
                   arg_max(title, year) AS source_title, arg_max(url, year) AS source_url,
                   arg_max(coalesce(delivered_on, written_on, published_on), year) AS source_date
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
               reported.last_year, source_issuer, source_title, source_date, source_url,
               judged.met, judged.judged, judged.targets
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
            WHERE r.report_id IN ({marks(wanted)})""",
        *wanted,
    )
    return {int(row["report_id"]): row for row in records(frame)}


def newest_reports(limit: int = 8) -> pd.DataFrame:
    """The reports stored last."""
    return ask(
        """SELECT r.region_code, g.name AS region, r.year, r.stored_at,
                  r.issuer AS source_issuer, r.title AS source_title,
                  coalesce(r.delivered_on, r.written_on, r.published_on) AS source_date,
                  r.url AS source_url
           FROM report r JOIN region g USING (region_code)
           WHERE r.status = 'current' AND r.kind = 'work_report'
           ORDER BY r.stored_at DESC, r.report_id DESC LIMIT ?""",
        limit,
    )


def observations(report_ids: Sequence[int], observation_ids: Sequence[int]) -> dict[int, Record]:
    """Observations by id with their sentences; `report_ids` keep the search short.

    `corrections` holds what people corrected in one.
    """
    reports, wanted = sorted(set(report_ids)), sorted(set(observation_ids))
    if not reports or not wanted:
        return {}
    frame = ask(
        f"""SELECT o.observation_id, o.report_id, o.subject, o.quote, o."start", o."end",
                   o.quote_start, o.quote_end, o.confidence, o.rule,
                   list_contains(coalesce(o.flags, []), 'corrected') AS corrected,
                   s.text AS sentence, s."start" AS sentence_start
            FROM observation o
            JOIN sentence s ON s.report_id = o.report_id AND s.sentence_number = o.sentence_number
            WHERE o.report_id IN ({marks(reports)}) AND s.report_id IN ({marks(reports)})
              AND o.observation_id IN ({marks(wanted)})""",
        *reports,
        *reports,
        *wanted,
    )
    found = {int(row["observation_id"]): row for row in records(frame)}
    corrected = [number for number, row in found.items() if row["corrected"]]
    made = corrections_of(reports, corrected)
    return {number: {**row, "corrections": made.get(number, [])} for number, row in found.items()}


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
