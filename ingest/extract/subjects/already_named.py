"""Tells whether the words before a number name nothing new: only where, or what was just counted.

惠及80个乡镇近300万群众, 等7个项目722公里: the noun is that of the count before.
"""

from __future__ import annotations

from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.adjuncts import only_where
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import FAMILY

_HELD_BY_COUNT: Final = frozenset(("count", "persons", "multiplier", "area", "length", ""))
_WORKED_ON: Final = ("改造", "整治", "治理", "修复", "搬迁", "维修", "加固")
_MEASURES: Final = frozenset(("length", "area"))


def names_nothing(
    place: Place, rest: str, post: str, quantity: Quantity, lead: Lead, state: State
) -> bool:
    """Whether the words before a number say only where, or what the count before has named."""
    if only_where(rest, post, quantity, lead):
        return True
    if post:  # 惠及80个乡镇近300万群众: the noun is that of the count before
        return bool(rest) and _counted_before(place, post, rest, quantity, state)
    measures = FAMILY.get(quantity.unit) in _MEASURES
    return measures and _same_things(place, rest, quantity, state)  # 等7个项目722公里: so long


def _counted_before(place: Place, post: str, rest: str, quantity: Quantity, state: State) -> bool:
    """Whether the words between two counts only name what the first one counts."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.quantity.tail != place.pre or before.rule != "count-first":
        return False
    if FAMILY.get(quantity.unit) not in _HELD_BY_COUNT or post.startswith(_WORKED_ON):
        return False  # 5个小区119户改造任务
    return before.subject.endswith(rest) and quantity.unit[:1] != "%"


def _same_things(place: Place, rest: str, quantity: Quantity, state: State) -> bool:
    """Whether the words before a length or an area are only the noun of the count before it."""
    before = state.readings[-1] if state.readings else None
    if (
        not rest
        or before is None
        or before.quantity.tail != place.pre
        or not before.subject.endswith(rest)
    ):
        return False
    return FAMILY.get(before.quantity.unit) == "count" and not before.other
