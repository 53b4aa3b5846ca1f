"""Finds the targets of a sentence that are set in words instead of a number.

居民收入增长与经济增长同步 is `sync:gdp`, 高于全国平均 `gt:national`, 完成国家下达任务 `assigned`,
保持正增长 `positive`, 基本平衡 `stable`, 继续下降 `down`. A clause is asked for a comparison first,
then for a target that was assigned, then for a direction or, in the headline passage, any goal.
"""

from __future__ import annotations

import re

from ingest.extract.assigned import SET_BY_LEVEL, read_assigned
from ingest.extract.clauses import cuts, sentence_stop
from ingest.extract.comparisons import GOES_ON, read_comparison, read_of_previous
from ingest.extract.qualitative import read_qualitative
from ingest.extract.relation import Relation

# What a plain relation cannot do without, written so that the engine can skip to one character.
_TRIGGER = re.compile(
    r"[步于赢过增衡均稳合Ⅱ束达降致平少优成定排]"
    rf"(?:(?<={SET_BY_LEVEL})|(?<=减排)(?=[目任])|(?<=完成)(?=[国“省市])|(?<=减少)|(?<=为优)|(?<=有降)"
    r"|(?<=同步)|(?<=[快高优好]于)|(?<=跑赢)|(?<=超过)|(?<=正增)长|(?<=平衡)|(?<=平均)|(?<=稳)[定中向]"
    r"|(?<=合)理|(?<=Ⅱ)类|(?<=约束)性|(?<=下达)|(?<=下降)|(?<=一致)|(?<=持平))"
)
_LONGEST = 110  # letters of a clause that a goal in words may have, its list among them
_FORCE = re.compile(r"(?P<strive>力争|争取|努力|奋力)|(?P<ensure>确保|坚决|务必|保证)")


def may_relate(masked: str, start: int, end: int) -> bool:
    """Whether a sentence of the plan part can hold a plain relation at all: a quick look."""
    return _TRIGGER.search(masked, start, end) is not None


def read_relations(
    text: str, masked: str, start: int, end: int, taken: list[tuple[int, int]], *, headline: bool
) -> list[Relation]:
    """Give the targets in words of one sentence of the plan part.

    `taken` are the spans of the numbers already read: a clause with a number states that. In the
    `headline` passage every clause is a goal; elsewhere only the plain relations count.
    """
    trigger = None
    if not headline and (trigger := _TRIGGER.search(masked, start, end)) is None:
        return []
    stop = sentence_stop(masked, start, end)
    found: list[Relation] = []
    begin = start
    previous = ""
    for cut in cuts(masked, start, stop):
        skipped = trigger is not None and trigger.start() >= cut
        if not skipped and not any(begin <= at < cut for at, _ in taken):
            here = _clause(text, begin, cut, headline=headline)
            if not here and previous and text.startswith(GOES_ON, begin):
                # of several words of force the first counts here
                force = next((m.lastgroup or "" for m in _FORCE.finditer(text, begin, cut)), "")
                here = read_of_previous(text, begin, cut, previous, force)
            found.extend(here)
        previous = text[begin:cut]
        begin = cut + 1
    return found


def _clause(text: str, start: int, end: int, *, headline: bool) -> list[Relation]:
    """Read one clause; an item of a 、-list may hold the relation (增长5%左右、与经济增长同步)."""
    clause = text[start:end]
    if len(clause) < 4 or len(clause) > _LONGEST:
        return []
    force = ""  # of several words of force the last counts: it stands next to the goal
    for mark in _FORCE.finditer(clause):
        force = mark.lastgroup or ""
    compared = read_comparison(text, start, clause, force)
    if compared is not None:
        return compared
    return read_assigned(text, start, clause, force, headline=headline) or read_qualitative(
        text, start, clause, force, headline=headline
    )
