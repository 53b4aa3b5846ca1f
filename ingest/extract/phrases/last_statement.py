"""Tells which part of a 、-list before a number belongs to it.

城市更新全面启动、新建公园 counts parks, 新建学校、公园 counts both: what comes before the last
statement is another one's.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.heads import keep_verb
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.vocabulary.words import ASPECT, FRAME, FRAME_LENGTHS, prefix

_CIRCLE_AT_HEAD: Final = re.compile(r"^[全我][国省市区县州盟旗](?:共|累计)?(?=..)")
_SUM: Final = re.compile(r"^(?:救助|补助|扶持|奖励|资助|帮扶)(?:资金|金|补贴|经费)$")
_LEVELS: Final = frozenset("国省市区县")
_WORK_IN_ONE: Final = frozenset("新改扩续开")  # 新、改、扩建校舍, 开、复工项目
_SAID: Final = re.compile(
    r"实现|发布|陆续|相继|全覆盖|投产|投用|开工|获批|建成|顺利|成功|全面|启动|落地|有效$|有力$|明显$|显著$|见效$|喜获|再获|提升|增强|升级"
)


def last_statement(core: str) -> str:
    """Keep of a 、-list what belongs to the number: the whole list, or only its last statement."""
    depth = 0
    items: list[str] = []
    begin = 0
    for at, character in enumerate(core):
        if character in "“（《":
            depth += 1
        elif character in "”）》":
            depth = max(0, depth - 1)
        elif character == "、" and not depth:
            items.append(core[begin:at])
            begin = at + 1
    items.append(core[begin:])
    last = items[-1]
    if len(items) == 1 or not last:
        return core
    if all(verbs_only(item) or item in _WORK_IN_ONE for item in items[:-1]):
        return core
    if verbs_only(_CIRCLE_AT_HEAD.sub("", items[0])) and all(verbs_only(i) for i in items[1:-1]):
        return _CIRCLE_AT_HEAD.sub("", core)  # 全省新建、改扩建幼儿园
    if items[-2][-1:] in _LEVELS and last[0] in _LEVELS and len(items) == 2:
        return core  # 开工建设省、县重点项目
    if last in ASPECT or (len(last) >= 4 and _opens_statement(last) and not _SUM.search(last)):
        return last
    if any(_SAID.search(item, keep_verb(item, 0, len(item))) for item in items[:-1]):
        return last
    return core


def _opens_statement(item: str) -> bool:
    return bool(keep_verb(item, 0, len(item)) > 1 or prefix(item, 0, FRAME_LENGTHS, FRAME) > 1)
