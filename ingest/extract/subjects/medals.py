"""Names the medals won at a contest: 勇夺8金9银6铜, 获得金牌48枚、银牌9枚, 获得48枚金牌."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import MEDALS

_NAMES: Final = frozenset(("金牌", "银牌", "铜牌", "奖牌"))
_CONTEST: Final = re.compile(
    r"(?:在|于)?(?P<contest>[^，。；在于]{2,20}?(?:会|赛)(?:、[^，。；、]{2,8}?(?:会|赛))*)"
    r"(?:上|中|里|获|夺|取|斩|收|摘|为)"
)


def medals_won(place: Place, post: str, quantity: Quantity, rest: str, state: State) -> str:
    """Name the medals of a row that `quantity` counts, with their contest; "" for other things.

    Where the unit isn't one, the medal's name ends `rest` before the number or is `post` behind it.
    """
    medal = f"{quantity.unit}牌" if quantity.unit in MEDALS else rest[-2:]
    if medal not in _NAMES:
        medal = post
    if medal not in _NAMES:
        return ""
    before = state.readings[-1] if state.readings else None
    if before is not None and before.clause == place.clause and before.subject[-2:] in _NAMES:
        return before.subject[:-2] + medal
    contest = _contest_of(place, quantity)
    return contest + medal if contest or quantity.unit in MEDALS else ""


def _contest_of(place: Place, quantity: Quantity) -> str:
    """Tell at which contest so many medals were won; "" where the clause names none."""
    start = max(place.clause, place.text.rfind("在", place.clause, quantity.start))
    won = _CONTEST.search(place.text, start, quantity.start)
    return won["contest"] if won else ""
