"""Leaves to the rest of a sentence what it may go back to: a bare 增长5%, 总量达, 占比, 其中."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.state import Place, State
from ingest.extract.subjects.notes import within
from ingest.extract.vocabulary.canonical import indicator_of

_BEYOND: Final = re.compile(r"[高低快慢]于|高出|超出|领先|跑赢")


def note_antecedent(subject: str, rule: str, start: int, place: Place, state: State) -> None:
    """Leave to the rest of the sentence what it may go back to."""
    if state.readings[-1].other and (_BEYOND.search(subject) or subject.endswith("任务")):
        # 增速高于全市5个百分点，居第1位: the rank is not that of the gap; nor does the task grow
        return
    if within(place):
        return  # 新增学位900个（小学600个、初中300个）: what follows goes on with all
    if rule == "verb" and subject.endswith("净增"):
        return  # 企业120家，净增15家，实现产值…: of the firms
    if rule == "share":
        owner = subject.partition("占")[0]
        named = (
            bool(owner) and place.text.find(owner, place.clause, place.pre + len(owner) + 8) >= 0
        )
        if not state.last or named or indicator_of(owner) is not None:
            state.remember(owner or subject, start, place.clause)
        state.share = subject
    elif rule == "aspect":
        if state.aspects_clause != place.clause:
            state.aspects, state.aspects_clause = [], place.clause
        state.aspects.append(subject)
        if subject.endswith(("总数", "总面积")) and state.base:
            # 新增企业6家，总数达45家，产值…: of all
            state.base = subject.removesuffix("总数").removesuffix("总面积")
        if not subject.endswith(("占比", "比重")):
            state.last, state.last_start = subject, start
    elif rule == "verb" and place.among:
        state.last, state.last_start = subject, start  # 项目26个，其中新建16个，完成投资…: of all
    elif rule != "times" or not (state.last or subject.endswith("之比")):
        state.remember(subject, start, place.clause)
