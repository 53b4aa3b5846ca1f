"""Tells what a count takes over from the one before: verb, doer, and that it was there before.

加快建设4个渔港和2个牧场: both are built; 甲机场新开通4条航线、3个业务: both by the airport.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import KEEP

_BEGUN: Final = re.compile(
    "(?:已(?:开工|建成|落地|签约|批建|获批|批复|投用|建|有|认定|布局|备案|启动)|在建|现有)的$"
)
_THERE: Final = ("对已", "对现有", "对存量")  # 对已谋划的1400个项目 speaks of what is there
_PAYERS: Final = frozenset(("国家", "中央", "省里", "市里"))
_AND: Final = frozenset("、和及与")
_WHO_AND_DID: Final = 4  # letters of the shortest owner with its verb
# What one has, finds or is joined to, which no subject opens with: 普查发现3种苔藓、5种蕨类
_HAS: Final = ("发现", "诞生", "涌现", "拥有", "汇聚", "汇集", "走出", "连接", "停靠", "入驻")


def goes_on(place: Place, state: State) -> bool:
    """Whether a count follows another in one row (9万名学生和8万名寄宿生受益)."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause != place.clause or before.rule != "count-first":
        return False
    return not _AND.isdisjoint(place.text[place.pre - 1 : place.pre + 1])


def verbs_of(rest: str) -> str:
    """Give the verbs alone where the words before a count open with who paid (国家支持启动)."""
    return rest[2:] if rest[:2] in _PAYERS and verbs_only(rest[2:]) else rest


def is_there(place: Place, quantity: Quantity, rest: str, state: State) -> bool:
    """Whether things counted were there before: 在建的3家院所, or 和9家中心 behind these."""
    if rest[-1:] == "的":
        there = _BEGUN.search(place.text, place.pre, quantity.start)
        return there is not None or rest.startswith(_THERE)
    if rest or not goes_on(place, state):
        return False
    before = state.readings[-1]
    there = _BEGUN.search(place.text, place.clause, before.quantity.start)
    return before.other and before.quantity.unit == quantity.unit and there is not None


def made_in_row(place: Place, state: State) -> str:
    """Tell the verb of the count before, where this one goes on with it; "" where it doesn't."""
    return state.ruling if goes_on(place, state) else ""


def who_did(place: Place, state: State) -> str:
    """Tell who did what to the count before (甲机场新开通4条航线、3个包机业务); "" for none.

    Where money did it (省里安排资金改建和新建3所中学、5所小学), the verbs alone go on.
    """
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause != place.clause:
        return ""
    if before.rule == "count-first":  # the third of a row goes on as the second did
        kept = len(state.ruling) >= _WHO_AND_DID and before.subject.startswith(state.ruling)
        return made_in_row(place, state) if kept else ""
    if before.rule != "both":
        return ""
    noun = place.text[before.quantity.tail : place.pre].rstrip("、和及与")
    did = before.subject.removesuffix(noun)
    if not noun or did == before.subject or len(did) < _WHO_AND_DID:
        return ""
    if "资金" in did:
        paid = did.rpartition("资金")[2]
        return paid if paid and verbs_only(paid) else ""
    return did if did[-2:] in KEEP or did[-3:] in KEEP or did.endswith(_HAS) else ""


def ruled(place: Place, quantity: Quantity, state: State) -> bool:
    """Whether the verb before the first of a list rules this count (筛选A3家、B5家重点扶持)."""
    before = state.readings[-1] if state.readings else None
    if before is None or place.text[place.pre - 1] != "、" or not state.verb:
        return False
    same = before.clause == place.clause and before.quantity.unit == quantity.unit
    return same and before.rule == "count-first" and before.verb == state.verb
