"""Names the work that counts of places and dwellings are of, where a clause before names it.

推进旧楼改造，完成12个小区880户改造: both counts are of 旧楼改造.
"""

from __future__ import annotations

import re

from ingest.extract.phrases import strip_head
from ingest.extract.state import State

_KINDS = "改造|整治|治理|拆除|搬迁|修复|拆迁|安置"
_COUNTED = frozenset(("count-first", "both"))
_BARE = re.compile(rf"(?:小区|片区|地块)?(?P<work>{_KINDS})(?:建设)?(?:提升)?(?:任务|工作|工程)?")
_NAMED = re.compile(
    rf"(?P<work>[^，。；、]{{2,}}(?:{_KINDS}))(?:提升)?(?:工程|行动|项目|工作|任务)?"
)
_WHERE = frozenset(("小区", "老旧小区", "村", "片区", "地块", "点", "楼栋", "栋", "单元"))


def name_work(text: str, end: int, state: State) -> None:
    """Give the counts of the clause that ends at `end` the work named just before it."""
    last = state.readings[-1] if state.readings else None
    if last is None or last.rule not in _COUNTED or last.quantity.unit == "%":
        return
    bare = _BARE.fullmatch(text, last.quantity.tail, end)
    if bare is None:
        return
    begin, stop = state.previous
    if stop != last.clause - 1 or any(begin <= r.clause < last.clause for r in state.readings):
        return
    start, _ = strip_head(text, begin, stop)
    named = _NAMED.fullmatch(text, start, stop)
    if named is None or not named["work"].endswith(bare["work"]):
        return
    last.subject = named["work"]
    for reading in reversed(state.readings[:-1]):
        if reading.clause != last.clause or reading.noun not in _WHERE or reading.other:
            return
        reading.subject = named["work"]
