"""Names the medals won at a contest: 在巴黎奥运会、残奥会上勇夺8金9银6铜, 获得金牌48枚、银牌9枚."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import MEDALS

NAMED: Final = frozenset(("金牌", "银牌", "铜牌", "奖牌"))
_CONTEST: Final = re.compile(
    r"(?:在|于)?(?P<contest>[^，。；在于]{2,20}?(?:会|赛)(?:、[^，。；、]{2,8}?(?:会|赛))*)"
    r"(?:上|中|里|获|夺|取|斩|收|摘|为)"
)


def medals_won(place: Place, quantity: Quantity, rest: str, state: State) -> str:
    """Name the medals of a row that `quantity` counts, with their contest; "" for other things.

    `rest` is what stands before the number: the medal's name, where the unit isn't one.
    """
    medal = f"{quantity.unit}牌" if quantity.unit in MEDALS else rest[-2:]
    if medal not in NAMED:
        return ""
    before = state.readings[-1] if state.readings else None
    if before is not None and before.clause == place.clause and before.subject[-2:] in NAMED:
        return before.subject[:-2] + medal
    contest = contest_of(place, quantity)
    return contest + medal if contest or quantity.unit in MEDALS else ""


def contest_of(place: Place, quantity: Quantity) -> str:
    """Tell at which contest so many medals were won; "" where the clause names none."""
    start = max(place.clause, place.text.rfind("在", place.clause, quantity.start))
    won = _CONTEST.search(place.text, start, quantity.start)
    return won["contest"] if won else ""
