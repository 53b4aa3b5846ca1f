"""Reads a count whose noun stands behind the sum of what is counted (9个总投资12亿元的项目).

The count and the sum are two statements about the same things: the noun belongs to both.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import FAMILY

_NOUN_BEHIND: Final = re.compile(
    r"\D{2,5}[\d.]+余?多?[万亿]+元的?([^，、。；\d]{2,20}?)(?:建设)?(?=[，、。；]|$)"
)


def parted_by_sum(place: Place, post: str, quantity: Quantity, core: str, state: State) -> str:
    """Give the words behind a count without the sum, and none behind the sum itself."""
    if FAMILY.get(quantity.unit) == "count":
        noun = _NOUN_BEHIND.match(place.text, quantity.tail)
        if noun is None or not post:
            return post
        place.abuts = False  # what is said behind the noun is said of what is counted
        return noun[1]
    before = state.readings[-1] if state.readings else None
    follows = core and before is not None and before.quantity.tail == place.pre
    return "" if follows and FAMILY.get(quantity.unit) == "money" else post
