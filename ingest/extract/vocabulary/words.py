"""The word lists of `ingest/reference` in the form that the rules look them up in.

Everything is a dict or a set that is asked by a slice of text, longest first, so that a look-up
costs the same however long the lists grow.
"""

from __future__ import annotations

from typing import Final, get_args

from ingest.errors import ReferenceDataError
from ingest.model import Comparator, Force
from ingest.reference.load import FOLDER, load_units, load_words

_CUES: Final = load_words(FOLDER / "cues.tsv")
_WORDS: Final = load_words(FOLDER / "words.tsv")
_NAMES: Final = load_words(FOLDER / "names.tsv")


def _lengths_by_first(words: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """For each first character the lengths of the words that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


NO_UNIT: Final = frozenset(_WORDS["nounit"])  # 家庭, 单位: how no unit of one character goes on
COUNTED_BY: Final = {
    unit: tuple(word for word, by in _WORDS["counted"].items() if by == unit)
    for unit in frozenset(_WORDS["counted"].values())
}
MEDALS: Final = frozenset(("金", "银", "铜"))  # units in a row of them only: 8金9银6铜
MULTIPLIERS: Final = frozenset(("百", "千", "万", "亿", "万亿", "百万", "千万"))
_ALL_UNITS: Final = {unit.unit: unit for unit in load_units()}
# Units without a multiplier before them: the number's own pattern reads the multiplier.
UNITS: Final = frozenset(
    name
    for name in _ALL_UNITS
    if name not in MULTIPLIERS
    and name not in MEDALS
    and not (name[0] in "万亿百" and len(name) > 1 and name[1:3] != "亿亿")
    and not (name[0] == "千" and name[1:2] not in "瓦克米伏升")
)
UNIT_LENGTHS: Final = _lengths_by_first(UNITS)
FAMILY: Final = {name: unit.family for name, unit in _ALL_UNITS.items()}

AFTER: Final = _CUES["after"]
_COMPARATORS: Final = frozenset(get_args(Comparator))
for _kind, _allowed in (
    ("after", _COMPARATORS),
    ("before", _COMPARATORS),
    ("force", frozenset(get_args(Force))),
):
    if _wrong := set(_CUES[_kind].values()) - _allowed:
        raise ReferenceDataError(
            f"cues.tsv: the values {', '.join(sorted(_wrong))} of {_kind} are unknown; "
            f"use {', '.join(sorted(_allowed))}."
        )
AFTER_LENGTHS: Final = _lengths_by_first(frozenset(AFTER))
NAME_AFTER: Final = frozenset(_NAMES["after"])
NAME_LENGTHS: Final = _lengths_by_first(NAME_AFTER)


def _tail_cues() -> dict[str, tuple[str, str]]:
    """Every word that can stand between a subject and its number: word → (kind, value)."""
    found: dict[str, tuple[str, str]] = {}
    for kind in ("skip", "to", "rise", "before", "each", "force", "estimate"):
        for word, value in _CUES[kind].items():
            found[word] = (kind, value)
    return found


TAIL: Final = _tail_cues()
TAIL_LENGTHS: Final = {
    last: tuple(sorted({len(w) for w in TAIL if w[-1] == last}, reverse=True))
    for last in {w[-1] for w in TAIL}
}
# The wider circle that a figure is of, alone: it names no thing.
CIRCLES: Final = frozenset(("全国", "全省", "全市", "全区", "全县", "全州", "全旗"))

MANNER: Final = frozenset(_WORDS["manner"])
HEAD: Final = frozenset(_WORDS["head"]) | MANNER
HEAD_LENGTHS: Final = _lengths_by_first(HEAD)
FRAME: Final = frozenset(_WORDS["frame"])
FRAME_LENGTHS: Final = _lengths_by_first(FRAME)
KEEP: Final = frozenset(_WORDS["keep"])
KEEP_LENGTHS: Final = _lengths_by_first(KEEP)
# What may open the words before a number, in one table: head (a filler, dropped), frame (a verb
# that only frames, dropped), keep (a verb that belongs to the thing) or whole (加速器, 规划师).
OPENING: Final = (
    dict.fromkeys(KEEP, "keep")
    | dict.fromkeys(FRAME, "frame")
    | dict.fromkeys(HEAD, "head")
    | dict.fromkeys(_WORDS["whole"], "whole")
)
OPENING_LENGTHS: Final = _lengths_by_first(frozenset(OPENING))
ASPECT: Final = frozenset(_WORDS["aspect"])
MEASURE_HEAD: Final = frozenset(_WORDS["measurehead"])
POST_VERB: Final = frozenset(_WORDS["postverb"])
PLAIN: Final = frozenset(_WORDS["plain"])
DOERS: Final = tuple(_WORDS["doer"])
FLOURISH: Final = frozenset(_WORDS["flourish"])
DOES: Final = frozenset(_WORDS["does"]) | FLOURISH
DOES_LENGTHS: Final = _lengths_by_first(DOES)
COUNT_NOUN: Final = frozenset(_WORDS["countnoun"])
EXISTING: Final = frozenset(_WORDS["existing"])
EXISTING_LENGTHS: Final = _lengths_by_first(EXISTING)
ALONE: Final = frozenset(_WORDS["alone"])
NOMINAL: Final = frozenset(_WORDS["nominal"])
STAGES: Final = frozenset(_WORDS["stage"])
AREA_NOUNS: Final = frozenset(_WORDS["areanoun"])
AREA_UNITS: Final = frozenset(_WORDS["areaunit"])
SIDES: Final = frozenset(_WORDS["side"])
SCOPE: Final = frozenset(_WORDS["scope"])
RANK_VERB: Final = frozenset(_WORDS["rankverb"])
FARES: Final = frozenset(_WORDS["fares"])
TAILS: Final = frozenset(_WORDS["tails"])
FIELDS: Final = frozenset(_WORDS["field"])
NARROWS: Final = frozenset(_WORDS["narrows"])
# The ends of the names of parks, longest first, as a part of a pattern.
PARK: Final = "|".join(sorted(_WORDS["park"], key=len, reverse=True))
PARK_ENDS: Final = frozenset(word[-2:] for word in _WORDS["park"])


def prefix(
    text: str, start: int, lengths: dict[str, tuple[int, ...]], words: frozenset[str]
) -> int:
    """Tell how many characters of `text` at `start` are one of `words`, longest first; else 0."""
    for length in lengths.get(text[start : start + 1], ()):
        if start + length <= len(text) and text[start : start + length] in words:
            return length
    return 0
