"""Which sentences of two reports belong together, and how one became the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

# Two sentences whose pairs of characters overlap less than this are different sentences: beneath it
# the marked differences would be longer than what the two have in common.
ALIKE = 0.45
_TERM = re.compile(r"[“\"]([^“”\"]{2,16})[”\"]")
# What changes as a whole: a figure with its sign of percentage, else one character. Half a figure
# struck out beside half a new one would read as a third (4 and 5 as 45%).
_TOKEN = re.compile(r"\d+(?:[.．]\d+)?[%％]?|.", re.DOTALL)
_PLAIN = re.compile(r"[\s，。；：、“”（）()0-9.%]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence before and after; `kind` is kept, reworded, added or dropped."""

    kind: str
    before: str | None
    after: str | None


def terms(texts: Iterable[str]) -> list[str]:
    """Names in quotation marks, in order, each once."""
    return list(dict.fromkeys(term for text in texts for term in _TERM.findall(text)))


def pair_sentences(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pair each later sentence with the earlier one that is most alike, each used once."""
    grams_before = [_grams(text) for text in before]
    candidates = []
    for place, text in enumerate(after):
        grams = _grams(text)
        for index, other in enumerate(grams_before):
            score = _alike(grams, other)
            if score >= ALIKE:
                candidates.append((score, place, index))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, index in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if place not in partner and index not in taken:
            partner[place] = index
            taken.add(index)
    later = [
        _pair(before[partner[i]] if i in partner else None, text) for i, text in enumerate(after)
    ]
    gone = [Pair("dropped", text, None) for i, text in enumerate(before) if i not in taken]
    return later + gone


def _pair(before: str | None, after: str) -> Pair:
    """The pair with its kind."""
    if before is None:
        return Pair("added", None, after)
    return Pair("kept" if before.strip() == after.strip() else "reworded", before, after)


def _grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, without punctuation and figures."""
    plain = _PLAIN.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared pairs over all of both (Dice); 0 where one is empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def worded_difference(pair: Pair) -> Markup:
    """The sentence with what went (struck out) and what came (marked); all escaped."""
    if pair.before is None or pair.after is None:
        return Markup("{}").format(pair.after or pair.before)
    parts = []
    old, new = _TOKEN.findall(pair.before), _TOKEN.findall(pair.after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Markup("{}").format("".join(old[a:b])))
            continue
        if b > a:
            parts.append(Markup("<del>{}</del>").format("".join(old[a:b])))
        if d > c:
            parts.append(Markup("<ins>{}</ins>").format("".join(new[c:d])))
    return Markup("").join(parts)
