"""Decides when two subjects that are written differently are the same thing.

An indicator of the vocabulary has its id; everything else (the long tail: 新增专精特新企业,
改造农村危房, 办理政协提案) is lined up over the years by a key that is made from the words alone:
quotes, 的, particles and the words that only say how a report tells of the thing (完成, 全年, 总量)
go, written variants become one, and a verb that may stand before or after its noun goes to the
front. Words that narrow the thing (新增, 省级, 园区) stay, so that a part never meets its whole.

The word table is `ingest/reference/subject_words.tsv`. How often two reports' subjects with the
same key really are the same thing is measured in `docs/extraction.md`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ingest.reference.load import FOLDER, read_rows

KINDS: Final = frozenset({"same", "frame", "lead", "tail", "front"})
# A verb or 项目 goes only from a subject that names its thing without it: 建成项目 is not 开工项目.
FEWEST_LETTERS: Final = 4
MOST_PEELS: Final = 8  # words peeled from one end; more are never stacked in a real subject

_BRACKETED: Final = re.compile(r"[（(\[［〔【][^（）()\[\]［］〔〕【】]*[）)\]］〕】]")
_NOISE: Final = re.compile(r"[\s“”\"'‘’「」『』《》〈〉·．\.,，、。:：;；的和及与等]+|以及")
_COUNTED: Final = re.compile(r"^[\d.]+(?:多|余)?(?:万|亿)?[个家户项条所座处件种类支批次只]")


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The word table: `same` in file order, the other kinds as one pattern each."""

    same: tuple[tuple[str, str], ...]
    frame: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    front: re.Pattern[str]


@cache
def load_subject_words(path: Path = FOLDER / "subject_words.tsv") -> SubjectWords:
    """The word table at `path`; raises ReferenceDataError for a kind or word it can't use."""
    words: dict[str, list[str]] = {kind: [] for kind in KINDS}
    same: dict[str, str] = {}
    for row in read_rows(path, ("kind", "word", "as")):
        kind, word = row.cells["kind"], row.cells["word"]
        if kind not in KINDS:
            raise row.fail(f"the kind is {kind!r}; use {', '.join(sorted(KINDS))}")
        if not word or word in words[kind]:
            raise row.fail(f"the word {word!r} is empty or stands there twice")
        words[kind].append(word)
        if kind == "same":
            same[word] = row.cells["as"]
    longest_first = sorted(same.items(), key=lambda pair: -len(pair[0]))
    return SubjectWords(
        same=tuple(longest_first),
        frame=re.compile(f"^(?:{_either(words['frame'])})"),
        lead=re.compile(f"^(?:{_either(words['lead'])})"),
        tail=re.compile(f"(?:{_either(words['tail'])})$"),
        front=re.compile(f"^(.+?)({_either(words['front'])})$"),
    )


def _either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, so that 全面 never leaves half a word."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=16384)
def subject_key(subject: str) -> str:
    """The normal form of `subject`: equal for two ways to write the same thing.

    Never raises; an empty or wholly dropped subject gives its own text back, so that two
    unlike subjects never share the empty key.
    """
    words = load_subject_words()
    text = _BRACKETED.sub("", unicodedata.normalize("NFKC", subject))
    text = _COUNTED.sub("", _NOISE.sub("", text))
    for written, as_ in words.same:
        if written in text:
            text = text.replace(written, as_)
    text = _peel(text, words.frame, 2)
    text = _peel(text, words.lead, FEWEST_LETTERS)
    text = _peel(text, words.frame, 2)
    text = _peel(text, words.tail, FEWEST_LETTERS)
    if moved := words.front.match(text):
        text = moved[2] + _peel(moved[1], words.lead, FEWEST_LETTERS)
    return text or subject.strip()


def _peel(text: str, pattern: re.Pattern[str], fewest: int) -> str:
    """`text` without the words of `pattern` at its end or head; at least `fewest` letters stay."""
    for _ in range(MOST_PEELS):
        peeled = pattern.sub("", text, count=1)
        if peeled == text or len(peeled) < fewest:
            break
        text = peeled
    return text
