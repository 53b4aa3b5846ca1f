"""Finds the targets of a sentence that are set in words instead of a number.

居民收入增长与经济增长同步 is `sync:gdp`, 高于全国平均 `gt:national`, 完成国家下达任务 `assigned`,
保持正增长 `positive`, 基本平衡 `stable`, 继续下降 `down`. A clause is asked for a comparison first,
then for a target that was assigned, then for a direction or, in the headline passage, any goal.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.clauses import cuts, sentence_stop
from ingest.extract.relations.assigned import SET_BY_LEVEL, read_assigned
from ingest.extract.relations.comparisons import GOES_ON, read_comparison, read_of_previous
from ingest.extract.relations.qualitative import read_qualitative
from ingest.extract.relations.relation import Relation

# What a plain relation cannot do without. Each branch opens with a literal, a rare one where there
# is a choice, so that the engine can skip to one character.
_TRIGGER: Final = re.compile(
    r"同步|于(?<=[快高优好]于)|跑赢|超过|正增长|负增长|减不增|比(?=[去上]年(?:有|[增提扩上]))|持不变|平[衡均]|持平|稳[定中向]|合理|Ⅱ类|约束性|下[达降]"
    rf"|致(?<=一致)|定(?<={SET_BY_LEVEL})|减排(?=[目任])|减少|完成(?=[国“省市])|优(?<=为优)|降(?<=有降)|显(?=降低)|步(?=降低)|续(?=降低)|小(?<=缩小)|只增|压[减缩]"
)
_LONGEST: Final = 110  # letters of a clause that a goal in words may have, its list among them
_AND_ALSO: Final = re.compile("(?<=...)[并而]?且.*$")
_FORCE: Final = re.compile("力争|争取|努力|奋力|确保|坚决|务必|保证")
_STRIVING: Final = frozenset(("力争", "争取", "努力", "奋力"))


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
                word = _FORCE.search(text, begin, cut)
                force = _force_of(word[0]) if word else ""
                here = read_of_previous(text, begin, cut, previous, force)
            found.extend(here)
        previous = text[begin:cut]
        begin = cut + 1
    return found


def _force_of(word: str) -> str:
    return "strive" if word in _STRIVING else "ensure"


def _clause(text: str, start: int, end: int, *, headline: bool) -> list[Relation]:
    """Read one clause; an item of a 、-list may hold the relation (增长5%左右、与经济增长同步)."""
    clause = text[start:end]
    if "且" in clause:  # 继续下降且控制在下达目标之内: the first is the target
        clause = _AND_ALSO.sub("", clause)
    if len(clause) < 4 or len(clause) > _LONGEST:
        return []
    words = _FORCE.findall(clause)
    force = _force_of(words[-1]) if words else ""  # the last stands next to the goal
    compared = read_comparison(text, start, clause, force)
    if compared is not None:
        return compared
    return read_assigned(text, start, clause, force, headline=headline) or read_qualitative(
        text, start, clause, force, headline=headline
    )
