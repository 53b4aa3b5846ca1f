"""Reads figures that are per unit of output: 单位GDP能耗, and 水耗, 碳排放 in its wake."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.owners import Completed
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.canonical import indicator_of

_PER_UNIT_OF_OUTPUT: Final = re.compile(r"(?:单位|万元)(?:地区|国内)?(?:生产总值|GDP)")
_PER_OUTPUT: Final = frozenset(
    ("二氧化碳排放", "二氧化碳排放量", "碳排放", "用水量", "水耗", "电耗")
)


def share_unit_of_output(items: list[str]) -> list[str]:
    """Give 单位地区生产总值 to the items that are per unit of output too (…能耗、水耗)."""
    per = _PER_UNIT_OF_OUTPUT.match(items[0])
    if per is None:
        return items
    return [
        per[0] + item
        if not item.startswith(per[0]) and (item in _PER_OUTPUT or indicator_of(per[0] + item))
        else item
        for item in items
    ]


def per_output(
    _place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """单位GDP能耗下降3%，二氧化碳排放下降4%: both are per unit of output."""
    if quantity.unit != "%" or not lead.rise or subject not in _PER_OUTPUT:
        return None
    per = _PER_UNIT_OF_OUTPUT.match(state.last)
    return (per[0] + subject, "aspect") if per else None
