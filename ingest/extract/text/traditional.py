"""Decides whether a text is in traditional characters, and makes them simplified.

The conversion keeps the number of characters, so offsets stay as they are.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

# Characters that simplified text never has and no traditional report can do without.
_SIGNS: Final = "會國產業個們來說長時間實現發區縣萬億點"


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415 - read only when needed: a fifth of the start

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Give `text` in simplified characters, of the same length."""
    # One after the other: to look for a single character is the quickest thing Python can do.
    if not any(sign in text for sign in _SIGNS):
        return text
    try:
        converted: str = _converter().convert(text)
    except ImportError:  # an installation without OpenCC still reads what both scripts share
        return text
    return converted if len(converted) == len(text) else _by_character(text)


def _by_character(text: str) -> str:
    """Convert character by character: for the rare text whose length a phrase would change."""
    convert = _converter().convert
    table = {ord(c): s for c in set(text) if len(s := convert(c)) == 1 and s != c}
    return text.translate(table)
