"""The word lists of `ingest/reference` in the form that the rules look them up in.

Everything is a dict or a set that is asked by a slice of text, longest first, so that a look-up
costs the same however long the lists grow.
"""

from __future__ import annotations

from typing import get_args

from ingest.errors import ReferenceDataError
from ingest.model import Comparator, Force
from ingest.reference.load import FOLDER, load_units, load_words

_CUES = load_words(FOLDER / "cues.tsv")
_WORDS = load_words(FOLDER / "words.tsv")
_NAMES = load_words(FOLDER / "names.tsv")


def _lengths_by_first(words: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """For each first character the lengths of the words that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


MULTIPLIERS = frozenset(("百", "千", "万", "亿", "万亿", "百万", "千万"))
_ALL_UNITS = {unit.unit: unit for unit in load_units()}
# Units without a multiplier before them: the number's own pattern reads the multiplier.
UNITS = frozenset(
    name
    for name in _ALL_UNITS
    if name not in MULTIPLIERS
    and not (name[0] in "万亿百" and len(name) > 1)
    and not (name[0] == "千" and name[1:2] not in "瓦克米伏升")
)
UNIT_LENGTHS = _lengths_by_first(UNITS)
FAMILY = {name: unit.family for name, unit in _ALL_UNITS.items()}

AFTER = _CUES["after"]
_COMPARATORS = frozenset(get_args(Comparator))
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
AFTER_LENGTHS = _lengths_by_first(frozenset(AFTER))
NAME_AFTER = frozenset(_NAMES["after"])
NAME_LENGTHS = _lengths_by_first(NAME_AFTER)


def _tail_cues() -> dict[str, tuple[str, str]]:
    """Every word that can stand between a subject and its number: word → (kind, value)."""
    found: dict[str, tuple[str, str]] = {}
    for kind in ("skip", "to", "rise", "before", "each", "force", "estimate"):
        for word, value in _CUES[kind].items():
            found[word] = (kind, value)
    return found


TAIL = _tail_cues()
TAIL_LENGTHS = {
    last: tuple(sorted({len(w) for w in TAIL if w[-1] == last}, reverse=True))
    for last in {w[-1] for w in TAIL}
}
# The wider circle that a figure is of, alone: it names no thing.
CIRCLES = frozenset(("全国", "全省", "全市", "全区", "全县", "全州", "全旗"))

HEAD = frozenset(_WORDS["head"])
HEAD_LENGTHS = _lengths_by_first(HEAD)
FRAME = frozenset(_WORDS["frame"])
FRAME_LENGTHS = _lengths_by_first(FRAME)
KEEP = frozenset(_WORDS["keep"])
KEEP_LENGTHS = _lengths_by_first(KEEP)
# What may open the words before a number, in one table: head (a filler, dropped), frame (a verb
# that only frames, dropped) or keep (a verb that belongs to the thing).
OPENING = dict.fromkeys(KEEP, "keep") | dict.fromkeys(FRAME, "frame") | dict.fromkeys(HEAD, "head")
OPENING_LENGTHS = _lengths_by_first(frozenset(OPENING))
ASPECT = frozenset(_WORDS["aspect"])
MEASURE_HEAD = frozenset(_WORDS["measurehead"])
POST_VERB = frozenset(_WORDS["postverb"])
PLAIN = frozenset(_WORDS["plain"])
COUNT_NOUN = frozenset(_WORDS["countnoun"])
EXISTING = frozenset(_WORDS["existing"])
EXISTING_LENGTHS = _lengths_by_first(EXISTING)
ALONE = frozenset(_WORDS["alone"])
NOMINAL = frozenset(_WORDS["nominal"])
STAGES = frozenset(_WORDS["stage"])
AREA_UNITS = frozenset(_WORDS["areaunit"])
SIDES = frozenset(_WORDS["side"])
SCOPE = frozenset(_WORDS["scope"])
RANK_VERB = frozenset(_WORDS["rankverb"])
FARES = frozenset(_WORDS["fares"])
TAILS = frozenset(_WORDS["tails"])
# The ends of the names of parks, longest first, as a part of a pattern.
PARK = "|".join(sorted(_WORDS["park"], key=len, reverse=True))


def prefix(
    text: str, start: int, lengths: dict[str, tuple[int, ...]], words: frozenset[str]
) -> int:
    """Tell how many characters of `text` at `start` are one of `words`, longest first; else 0."""
    for length in lengths.get(text[start : start + 1], ()):
        if start + length <= len(text) and text[start : start + length] in words:
            return length
    return 0
