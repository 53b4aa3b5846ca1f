"""Turns the forms that names of indicators take into patterns.

A form is a name with places to fill: `{new}` stands for each word of that kind of
`name_parts.tsv`, `(甲|乙)` for one of its alternatives, `[甲|乙]` for one of them or nothing.
`{new}[各类]{entities}` is 新增市场主体, 净增各类经营主体 and so on. A handful of forms says what a
list of thousands of names would, and reads a combination that nobody has met yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_PIECE: Final = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)|\{(\w+)\}|([^\[\](){}|]+)")


class FormError(ValueError):
    """A form that can't be read; the message says why."""


@dataclass(frozen=True, slots=True)
class FormPattern:
    """A form as a regular expression, and the letters that a name of this form can end with."""

    pattern: str
    ends: frozenset[str]


def read_form(
    form: str, parts: Mapping[str, Iterable[str]], normal: Callable[[str], str]
) -> FormPattern:
    """Give the pattern of all names that `form` stands for.

    `parts` are the words of `name_parts.tsv` by kind; `normal` brings a word into the shape in
    which names are compared. Raises FormError for an unknown kind of part, a bracket that stays
    open, or a form that nothing at all would match.
    """
    patterns: list[str] = []
    ends: frozenset[str] = frozenset()
    at, may_be_empty = 0, True
    while at < len(form):
        piece = _PIECE.match(form, at)
        if piece is None:
            raise FormError(f"the form {form} can't be read from {form[at:]} on")
        optional, required, part, letters = piece.groups()
        if part is not None and part not in parts:
            raise FormError(f"name_parts.tsv has no kind {part}")
        if letters is not None:
            one = _word(normal(letters))
        elif part is not None:
            one = _any_of([_word(normal(word)) for word in parts[part]])
        else:
            inside = optional if required is None else required
            one = _any_of([read_form(each, parts, normal) for each in inside.split("|")])
        patterns.append(one.pattern + "?" * (optional is not None))
        ends = one.ends | ends if optional is not None else one.ends
        may_be_empty = may_be_empty and optional is not None
        at = piece.end()
    if may_be_empty:
        raise FormError(f"the form {form!r} names nothing that has to stand there")
    return FormPattern("".join(patterns), ends)


def _word(word: str) -> FormPattern:
    return FormPattern(re.escape(word), frozenset(word[-1:]))


def _any_of(choices: list[FormPattern]) -> FormPattern:
    """One pattern for all of `choices`, the longest first."""
    patterns = sorted({one.pattern for one in choices}, key=lambda p: (-len(p), p))
    ends = frozenset[str]().union(*(one.ends for one in choices))
    return FormPattern(f"(?:{'|'.join(patterns)})", ends)
