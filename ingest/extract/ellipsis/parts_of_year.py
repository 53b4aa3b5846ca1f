"""Names a quarter's or half-year's figure: 三季度地区生产总值, never to be taken for the year's."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.owners import Completed
from ingest.extract.ellipsis.topics import topic
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, Reading, State
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY

# A part of the year, alone or before a subject: 三季度增长5.8% speaks of the subject before it.
PART_OF_YEAR: Final = re.compile(
    r"^(?:(?:上|下)半年|前?[一二三四]季度|\d{1,2}(?:[—\-至]\d{1,2})?月份?|前[\d一二三四五六七八九十]+个?月)"
)
_PART_FIRST: Final = frozenset("上下前一二三四0123456789")
_PART_ENDS: Final = ("半年", "季度")  # 地区生产总值一季度增长4%
_PART_BEHIND: Final = re.compile(r"(.{2,}?)[从由]?((?:上|下)半年|前?[一二三四]季度)$")
_TO_PART: Final = re.compile(r"^再?[到至](?=[上下前一二三四].{2,3}$)")  # 从一季度2%、再到上半年3%
_PART_AT_END: Final = re.compile(r"((?:上|下)半年|前?[一二三四]季度)的?$")


def part_of_year(
    place: Place, _post: str, _quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """三季度 alone: of the subject before, in place of its own part of the year."""
    if subject.endswith(_PART_ENDS):
        subject = _TO_PART.sub("", subject)
    part = PART_OF_YEAR.match(subject) if subject[:1] in _PART_FIRST else None
    if part is None:
        behind = _PART_BEHIND.match(subject) if subject.endswith(_PART_ENDS) else None
        known = behind is not None and indicator_of(behind[1]) is not None
        return (behind[2] + behind[1], "before") if behind and known else None
    if part.end() < len(subject):
        return None
    # 工业增加值增速逐季回升，一季度2%、上半年3%: of what the clause before speaks of
    named = topic(place, state) if place.pre == place.clause else ""
    whole = named if indicator_of(named) is not None else state.last
    whole = whole.removesuffix("增速") if lead.rise else whole
    return (part[0] + PART_OF_YEAR.sub("", whole), "aspect") if whole else None


def of_whole_year(place: Place, subject: str) -> str:
    """Free a subject of its part of the year, where 全年 takes its place (一季度…，全年开工8个)."""
    if subject[:1] in _PART_FIRST and place.text.startswith("全年", place.clause):
        return PART_OF_YEAR.sub("", subject)
    return subject


def part_at_head(words: str) -> str:
    """Give the part of the year that `words` open with (一季度的); "" for none."""
    part = PART_OF_YEAR.match(words)
    return part[0] if part else ""


def part_inside(text: str, start: int, end: int) -> str:
    """Give the part of the year named at the end of `text[start:end]` (回升至三季度的)."""
    part = _PART_AT_END.search(text, start, end)
    return part[1] if part else ""


def may_be_of(months: str, reading: Reading, text: str, start: int) -> bool:
    """Whether a number may be of the `months` that its sentence, from `start` on, names.

    Behind a “；” growths, ranks, sums and known indicators are; 投产40个项目 is of the year.
    """
    since = text.rfind("；", start, reading.quantity.start)
    if since < 0 or text.find(months, since, reading.quantity.start) >= 0:
        return True
    known = FAMILY.get(reading.quantity.unit) == "money" or indicator_of(reading.subject)
    return bool(known) or reading.measure in ("growth", "rank")
