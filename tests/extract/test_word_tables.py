"""No verb of the word tables is cut by a cue that it only ends with (签约, 侦破, 节约)."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.vocabulary.words import KEEP, TAIL

VERBS = sorted(verb for verb in KEEP if len(verb) > 1 and verb not in TAIL)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "clause", ["全年{}370个项目。", "{}项目370个。", "成效明显，{}项目370个。"]
)
def test_a_verb_counts_what_stands_behind_it(verb: str, clause: str) -> None:
    text = "一、2024年工作回顾\n" + clause.format(verb)
    found = [o for o in extract(text, year=2025).observations if o.value == 370]
    assert [(o.measure, o.role, o.comparator) for o in found] == [("level", "actual", "eq")]
    assert found[0].subject.endswith("项目")
