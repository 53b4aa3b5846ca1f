"""One sentence for each table, view and column of the comparison; DuckDB shows them in DESCRIBE."""

from __future__ import annotations

_SHARED: dict[str | None, str] = {
    "region_code": "Code of the region (GB/T 2260).",
    "region": "Full name of the region.",
    "indicator_id": "Canonical indicator; null for a subject that is none of them.",
    "subject": "The indicator as the report names it.",
    "subject_key": "Normalised subject that lines the same thing up over the years.",
    "measure": "What the target measures: level, growth, change, multiple or rank.",
    "reason": "Why, in one English sentence.",
    "reason_zh": "Why, in one Chinese sentence.",
    "confidence": "The least confidence of the rows that it rests on, from 0 to 1.",
    "doubtful": "True where confidence is below the rule LOW_CONFIDENCE.",
}

_ATTAINMENT: dict[str | None, str] = {
    None: "Was a target met: one row a target of the main passage, judged by the next report.",
    **_SHARED,
    "target_year": "Year of the report that set the target; the target is due in it.",
    "report_year": "Year of the report that says how it came out (target_year + 1).",
    "target_observation_id": "The observation of the target.",
    "target_report_id": "The report that set the target.",
    "target_comparator": "The word on the number: about 左右, ge 以上, le 以内 and so on.",
    "target_value": "The number as written; the low end of a range; negative for a fall.",
    "target_value_high": "The high end of a range.",
    "target_unit": "Unit of the target as written.",
    "target_force": "ensure 确保, strive 力争 or expect.",
    "target_relation": "The other series that the target is set against (sync:gdp), or null.",
    "target_quote": "The words of the target.",
    "stretch_value": "The stretch target beside it (力争达到8%), in the unit of the target.",
    "actual_observation_id": "The observation that decided, or that is shown beside the target.",
    "actual_report_id": "The report in which the outcome was looked for.",
    "actual_comparator": "The word on the outcome's number.",
    "actual_value": "The outcome as written, or as worked out (flag derived).",
    "actual_value_high": "The high end where the outcome is a range.",
    "actual_unit": "Unit of the outcome.",
    "actual_estimate": "True where the outcome is marked 预计 or 初步核算.",
    "actual_quote": "The words of the outcome.",
    "reference_value": "The other series' figure, or the base that the outcome was derived from.",
    "reference_quote": "The words of the reference.",
    "gap": "Outcome minus target in target_unit (points for %); null where it makes no sense.",
    "verdict": "met, met_stretch, exceeded, missed, not_reported, not_comparable or qualitative.",
    "rule": "The step of docs/verdicts.md that decided.",
    "flags": "estimate, bound, derived, stated, strive, below_zero, low_confidence, corrected.",
}


def _side(side: str, which: str) -> dict[str | None, str]:
    return {
        f"{side}_observation_id": f"The observation of the {which} target, or null.",
        f"{side}_report_id": f"The {which} report.",
        f"{side}_value": f"The {which} number as written; negative for a fall.",
        f"{side}_value_high": f"The high end of the {which} range.",
        f"{side}_unit": f"Unit of the {which} target.",
        f"{side}_comparator": f"The word on the {which} number.",
        f"{side}_force": f"Force of the {which} target: ensure, strive or expect.",
        f"{side}_relation": f"What the {which} target is set against, or null.",
        f"{side}_quote": f"The words of the {which} target.",
    }


_CHANGE: dict[str | None, str] = {
    None: "How a target changed from one report to the next: one row a target of either.",
    **_SHARED,
    "previous_year": "Year of the earlier report.",
    "year": "Year of the later report.",
    **_side("previous", "earlier"),
    **_side("current", "later"),
    "change": "new, dropped, raised, lowered, unchanged, tightened_wording, loosened_wording or "
    "not_comparable.",
    "delta": "Later number minus earlier (falls by size, ranges by their middle); null for words.",
    "delta_unit": "Unit of delta; percentage points for percentages.",
}

_TRACK: dict[str | None, str] = {
    None: "How often a region met its targets, in all and by indicator.",
    "region_code": _SHARED["region_code"],
    "region": _SHARED["region"],
    "indicator_id": "The indicator; null for all of the region's targets together.",
    "targets": "Targets that a next report could have judged.",
    "judged": "Of these, judged met or missed, without doubtful rows.",
    "met": "Judged met, met_stretch or exceeded.",
    "exceeded": "Judged exceeded.",
    "missed": "Judged missed.",
    "not_reported": "The next report says nothing.",
    "not_comparable": "The next report measures something else.",
    "qualitative": "Targets in words that can't be judged.",
    "doubtful": "Judged, but on rows of low confidence; not counted as judged.",
    "share_met": "met divided by judged; null where nothing was judged.",
    "first_year": "First year with a target.",
    "last_year": "Last year with a target.",
}

_RULE: dict[str | None, str] = {
    None: "The tolerances that the verdicts use.",
    "name": "Name of the rule in docs/verdicts.md.",
    "value": "Its number.",
    "unit": "Unit of the number.",
    "meaning": "What it means, in English.",
    "meaning_zh": "What it means, in Chinese.",
}

_VIEWS = {
    "computed_attainment": "The rules of attainment over all reports; the table holds its rows.",
    "computed_target_change": "The rules of target_change over all reports.",
    "target": "Observations that are targets, of current reports, with names.",
    "actual": "Observations that are outcomes, of current reports, with names.",
}

COMMENTS: dict[tuple[str, str | None], str] = {
    (table, column): text
    for table, columns in {
        "attainment": _ATTAINMENT,
        "target_change": _CHANGE,
        "track_record": _TRACK,
        "verdict_rule": _RULE,
    }.items()
    for column, text in columns.items()
} | {(view, None): text for view, text in _VIEWS.items()}
