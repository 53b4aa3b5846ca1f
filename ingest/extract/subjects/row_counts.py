"""Tells what a count takes over from the one before in its row: the verb, and who did it.

加快建设4个渔港和2个牧场: both are built; 甲机场新开通4条航线、3个业务: both by the airport.
"""

from __future__ import annotations

from typing import Final

from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import KEEP

_AND: Final = frozenset("、和及与")
_WHO_AND_DID: Final = 4  # letters of the shortest owner with its verb


def goes_on(place: Place, state: State) -> bool:
    """Whether a count follows another in one row (9万名学生和8万名寄宿生受益)."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause != place.clause or before.rule != "count-first":
        return False
    return not _AND.isdisjoint(place.text[place.pre - 1 : place.pre + 1])


def made_in_row(place: Place, state: State) -> str:
    """Tell the verb of the count before, where this one goes on with it; "" where it doesn't."""
    return state.ruling if goes_on(place, state) else ""


def who_did(place: Place, state: State) -> str:
    """Tell who did what to the count before (甲机场新开通4条航线、3个包机业务); "" for none."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause != place.clause or before.rule != "both":
        return ""
    noun = place.text[before.quantity.tail : place.pre].rstrip("、和及与")
    did = before.subject.removesuffix(noun)
    if not noun or did == before.subject or len(did) < _WHO_AND_DID or "资金" in did:
        return ""
    return did if did[-2:] in KEEP or did[-3:] in KEEP else ""
