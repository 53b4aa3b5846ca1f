"""Says how sure an observation is: the measured share of observations like it that are right.

What an observation is like is a handful of cheap features: the rule that read it, whether its
subject is a known indicator, its role, and its shape (how long the subject is, whether it is a
list). `ingest/reference/confidence.tsv` has the share for every combination that the gold shows
and for every wider one; `bench/reliability.py` learns it and shows how honest it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from ingest.errors import ReferenceDataError
from ingest.reference.load import FOLDER, read_rows

UNKNOWN: Final = 0.8  # where there is no table at all; below what any measured rule reaches
# letters; longer "subjects" are often clauses that the rules didn't take apart
LONG_SUBJECT: Final = 14
SHORT_SUBJECT: Final = 6  # letters; 货邮吞吐量, 总载重吨 often lack their owner
# What a subject that was cut in the wrong place looks like.
_ODD_FIRST: Final = frozenset("率在从由让以较当再的、")
_ODD_LAST: Final = frozenset("从由让把较再多少等在与和、的达至到")
# Each branch opens with a literal, so that the engine skips all other letters.
_ODD_INSIDE: Final = re.compile(r"当中|拟按|连续|近(?=\d)|年(?<=\d年)|得以|去年|上年")
_ODD_END: Final = ("推进", "前移", "减轻", "砍掉", "压缩", "落实", "上线", "增长", "下降")
_ODD_END_LAST: Final = frozenset(end[-1] for end in _ODD_END)
COLUMNS: Final = ("rule", "named", "role", "shape", "seen", "confidence")


@dataclass(frozen=True, slots=True)
class Features:
    """What an observation looks like, the most telling first."""

    rule: str
    named: str
    role: str
    shape: str

    def widening(self) -> tuple[tuple[str, ...], ...]:
        """From the widest key (nothing known) to the narrowest."""
        every = (self.rule, self.named, self.role, self.shape)
        return tuple(every[:length] for length in range(len(every) + 1))


@dataclass(frozen=True, slots=True)
class Shares:
    """The share that is right, and how often it was seen, by key."""

    table: Mapping[tuple[str, ...], tuple[float, int]]

    def of(self, features: Features) -> float:
        """The share of the narrowest key that the table has."""
        for key in reversed(features.widening()):
            if key in self.table:
                return self.table[key][0]
        return UNKNOWN


def features_of(record: Mapping[str, Any]) -> Features:
    """The features of an observation's record."""
    return features(
        record.get("rule") or "",
        record.get("indicator"),
        record.get("role") or "",
        record["subject"],
        record.get("measure"),
        record.get("relation"),
    )


def features(
    rule: str,
    indicator: str | None,
    role: str,
    subject: str,
    measure: str | None,
    relation: str | None,
) -> Features:
    """The features from the fields that decide them."""
    return Features(rule, _named(indicator, relation), role, _shape(subject, measure))


def _named(indicator: str | None, relation: str | None) -> str:
    return "relation" if relation else "indicator" if indicator else "long tail"


def _is_odd(subject: str) -> bool:
    return (
        subject[0] in _ODD_FIRST
        or subject[-1] in _ODD_LAST
        or (subject[-1] in _ODD_END_LAST and subject.endswith(_ODD_END))
        or _ODD_INSIDE.search(subject) is not None
    )


def _shape(subject: str, measure: str | None) -> str:
    """What a subject looks like, the least trustworthy first; a growth apart from a count."""
    length = len(subject)
    if length < 3:
        return "bare"
    if _is_odd(subject):
        return "odd"
    if "、" in subject or length > LONG_SUBJECT:
        return "long"
    if length < SHORT_SUBJECT:
        return "short"
    return "growth" if measure == "growth" else "plain"


@cache
def load_shares(path: Path = FOLDER / "confidence.tsv") -> Shares:
    """The table at `path`; raises ReferenceDataError for a share that is none."""
    table: dict[tuple[str, ...], tuple[float, int]] = {}
    for row in read_rows(path, COLUMNS):
        key = [row.cells[name] for name in COLUMNS[:4]]
        while key and not key[-1]:
            key.pop()
        try:
            share, seen = float(row.cells["confidence"]), int(row.cells["seen"])
        except ValueError:
            raise row.fail("seen and confidence must be numbers") from None
        if not 0 <= share <= 1:
            raise row.fail(f"the confidence {share} is no share")
        table[tuple(key)] = share, seen
    if not table:
        raise ReferenceDataError(f"{path.name} is empty; run python bench/reliability.py --learn.")
    return Shares(table)


@lru_cache(maxsize=4096)
def _share(rule: str, named: str, role: str, shape: str) -> float:
    return load_shares().of(Features(rule, named, role, shape))


def confidence(
    rule: str,
    indicator: str | None,
    role: str,
    subject: str,
    measure: str | None,
    relation: str | None,
) -> float:
    """The measured share of observations like this one that are right, between 0 and 1."""
    return _share(rule, _named(indicator, relation), role, _shape(subject, measure))
