"""Questions on verdicts and changes of targets: of one region, of one indicator, of many."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from views.queries.core import ask, marks

# The outcome on the target's scale: an outcome in another unit can't be drawn beside the target.
_OUTCOME = """CASE WHEN a.gap IS NOT NULL THEN a.target_value + a.gap
                   WHEN a.actual_unit = a.target_unit THEN a.actual_value END AS outcome"""


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


def history(region_code: str) -> pd.DataFrame:
    """All judged targets of a region over the years, for its charts."""
    return ask(
        f"""SELECT a.*, {_OUTCOME}, i.zh, i.en, i.better::VARCHAR AS better
           FROM attainment a LEFT JOIN indicator i USING (indicator_id)
           WHERE a.region_code = ? ORDER BY a.report_year, a.target_observation_id""",
        region_code,
    )


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
    """Every region's target and outcome on one indicator in one year, without the sentences.

    The rows of one indicator lie all over the table, so that each column more costs ten
    milliseconds on a warehouse of the whole country.
    """
    return ask(
        f"""SELECT a.region_code, a.region, g.short_name, a.measure::VARCHAR AS measure, a.subject,
                   a.target_observation_id, a.target_comparator, a.target_value,
                   a.target_value_high, a.target_unit, a.target_force, a.target_relation,
                   a.actual_comparator, a.actual_value, a.actual_value_high, a.actual_unit,
                   a.actual_estimate, a.actual_quote, a.gap, a.verdict::VARCHAR AS verdict,
                   {_OUTCOME}
           FROM attainment a JOIN region g USING (region_code)
           WHERE a.indicator_id = ? AND a.target_year = ?""",
        indicator_id,
        target_year,
    )


def verdicts_by_target(
    indicator_id: str, target_year: int, observation_ids: Sequence[int]
) -> pd.DataFrame:
    """Whole verdicts of one indicator and year, in the order of their targets' ids given."""
    wanted = [int(number) for number in observation_ids]
    rows = ask(
        """SELECT * FROM attainment WHERE indicator_id = ? AND target_year = ?
             AND list_contains(?::BIGINT[], target_observation_id)""",
        indicator_id,
        target_year,
        tuple(wanted),
    )
    places = {number: place for place, number in enumerate(wanted)}
    return rows.sort_values("target_observation_id", key=lambda ids: ids.map(places))


def indicator_over_years(indicator_id: str) -> pd.DataFrame:
    """Medians of targets and outcomes a year, and the share met, for one indicator's growth.

    `reports` is how many reports gave, or should have given, the outcomes.
    """
    return ask(
        """SELECT target_year, measure::VARCHAR AS measure,
                  median(target_value) AS target, median(target_value + gap) AS actual,
                  count(*) FILTER (verdict IN ('met', 'met_stretch', 'exceeded')) AS met,
                  met + count(*) FILTER (verdict = 'missed') AS judged,
                  count(DISTINCT actual_report_id) AS reports
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
            WHERE a.region_code IN ({marks(region_codes)})
            ORDER BY a.target_year, a.region_code, a.target_observation_id""",
        *region_codes,
    )


def heat(year: int, region_codes: Sequence[str]) -> pd.DataFrame:
    """One verdict a region and indicator in the reports of `year`, for the map."""
    if not region_codes:
        return pd.DataFrame()
    return ask(
        f"""SELECT a.region_code, g.short_name, a.indicator_id, i.zh, i.en,
                   arg_min(a.verdict::VARCHAR, a.target_observation_id) AS verdict,
                   min(a.target_report_id) AS target_report_id,
                   min(a.actual_report_id) AS actual_report_id
            FROM attainment a JOIN indicator i USING (indicator_id)
            JOIN region g ON g.region_code = a.region_code
            WHERE a.report_year = ? AND a.region_code IN ({marks(region_codes)})
            GROUP BY ALL""",
        year,
        *region_codes,
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
