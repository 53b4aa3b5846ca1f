"""Reference data a person can edit: indicators, units, cue words, regions, sources.

What each file holds is said in `docs/extraction.md`; `load_indicators` and `load_units` are what
other packages use. Every file is checked when it is loaded: a mistake is a `ReferenceDataError`
that names file and line.
"""

from ingest.reference.load import Indicator, Unit, load_indicators, load_units, split_unit

__all__ = ["Indicator", "Unit", "load_indicators", "load_units", "split_unit"]
