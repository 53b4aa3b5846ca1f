"""Two reports → target changes and attainment; many → track records.

The rules are SQL (`sql/`) with tolerances in a table (`rules.tsv` → `verdict_rule`). `install` puts
both into a warehouse, `refresh` fills the tables `attainment` and `target_change` for the regions
whose reports changed. What each rule says, and why, is in docs/verdicts.md.
"""

from __future__ import annotations

from compare.engine import install, refresh
from compare.errors import CompareError, NotComparableReportsError
from compare.files import Comparison, ReportRecords, compare_reports

__all__ = [
    "CompareError",
    "Comparison",
    "NotComparableReportsError",
    "ReportRecords",
    "compare_reports",
    "install",
    "refresh",
]
