"""The only place where pages ask the warehouse: one function a question, cached by version.

Every answer is cached under the version of the published file, so that a publish shows with the
next click and an unchanged warehouse isn't asked twice. Each question filters on region, year or
indicator; none loads a whole table. In a warehouse of the whole country `attainment` has some
600,000 rows and `observation` ten million.
"""

from views.queries.core import (
    Record,
    ask,
    forget,
    newest,
    one,
    one_version,
    reader,
    records,
    renew,
    version,
)
from views.queries.corrections import (
    all_indicators,
    correction,
    corrections,
    corrections_of,
    observation_whole,
    targets_to_match,
)
from views.queries.machine import counts, meta, rules, runs, schema, source_statuses, units
from views.queries.reports import (
    claims,
    newest_reports,
    observations,
    practical_things,
    regions,
    report,
    report_observations,
    reports_by_id,
    sections,
    sentences,
    years,
)
from views.queries.verdicts import (
    attainment,
    heat,
    history,
    indicator_over_years,
    indicator_rows,
    indicator_years,
    indicators,
    largest_changes,
    several_regions,
    target_changes,
    verdicts_by_target,
)

__all__ = [
    "Record",
    "all_indicators",
    "ask",
    "attainment",
    "claims",
    "correction",
    "corrections",
    "corrections_of",
    "counts",
    "forget",
    "heat",
    "history",
    "indicator_over_years",
    "indicator_rows",
    "indicator_years",
    "indicators",
    "largest_changes",
    "meta",
    "newest",
    "newest_reports",
    "observation_whole",
    "observations",
    "one",
    "one_version",
    "practical_things",
    "reader",
    "records",
    "regions",
    "renew",
    "report",
    "report_observations",
    "reports_by_id",
    "rules",
    "runs",
    "schema",
    "sections",
    "sentences",
    "several_regions",
    "source_statuses",
    "target_changes",
    "targets_to_match",
    "units",
    "verdicts_by_target",
    "version",
    "years",
]
