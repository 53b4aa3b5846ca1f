"""Names what is counted behind a list that names each thing (新建甲小学、乙小学、丙小学3所).

The count says how many names there are; what is counted is the noun that all of them end with.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.vocabulary.words import FAMILY

_AND: Final = re.compile("[、和及与]")
_FEWEST_NAMES: Final = 3  # two may be kinds: 企业技术中心、工业设计中心2家
_SHORTEST_NOUN: Final = 2  # letters


def named_each(subject: str, quantity: Quantity) -> str:
    """Give the noun that all the names in `subject` end with, its verb before it."""
    if "、" not in subject or FAMILY.get(quantity.unit) != "count":
        return subject
    verb = keep_verb(subject, 0, len(subject))
    names = _AND.split(subject[verb:])
    if len(names) != quantity.value or len(names) < _FEWEST_NAMES:
        return subject
    first, size = names[0], 0
    while size < len(first) and all(one.endswith(first[-size - 1 :]) for one in names):
        size += 1
    if size < _SHORTEST_NOUN or size == len(first):
        return subject
    return subject[:verb] + first[-size:]
