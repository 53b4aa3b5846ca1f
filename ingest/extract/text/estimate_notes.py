"""Finds the notes in brackets that make figures estimates: 880亿元（预计）, （预计数，下同）.

Folding leaves 下同 notes out, as no rule may read into them; they are looked for in the given text.
"""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = ("预计", "初步")
_REACH: Final = 9  # letters from the bracket to the word
_NOTE: Final = re.compile(
    r"[（(][^（）()\n]{0,8}(?:预计|初步)[^（）()\n]{0,8}[）)]"
    r"|(?:预计数?|初步核算|初步统计)[（(][^（）()\n]{0,4}下同[^（）()\n]{0,4}[）)]"
)


class EstimateNotes:
    """The notes of one text: where each stands, and whether it holds for what follows as well."""

    def __init__(self, given: str) -> None:
        self.notes: list[tuple[int, bool]] = []
        for at in _words_in(given):  # many words, few of them in notes
            first = max(0, at - _REACH)
            opened = max(given.rfind("（", first, at), given.rfind("(", first, at))
            note = _NOTE.match(given, opened) if opened >= 0 else None
            note = note or _NOTE.match(given, at)
            if note is not None and (not self.notes or self.notes[-1][0] != note.start()):
                self.notes.append((note.start(), "下同" in note[0] or "以下" in note[0]))

    def hold_for(self, start: int, end: int, sentence: tuple[int, int]) -> bool:
        """Whether the number from `start` to `end` is an estimate by a note in its `sentence`.

        A note is on the number before it; 下同 is on all behind it in the sentence, too.
        """
        for at, goes_on in self.notes:
            if sentence[0] <= at < sentence[1] and (end == at or (goes_on and start > at)):
                return True
        return False


def _words_in(given: str) -> list[int]:
    """Where the words that make an estimate stand, in order."""
    found: list[int] = []
    for word in _WORDS:
        at = given.find(word)
        while at >= 0:
            found.append(at)
            at = given.find(word, at + 1)
    found.sort()
    return found
