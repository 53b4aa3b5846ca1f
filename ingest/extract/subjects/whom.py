"""Gives a count the words before it that say for whom, or that the work is sped up.

为困难家庭提供500个岗位 counts what is there for them, 加快6个水库建设 what is being built faster.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.state import Place

_GIVES: Final = (
    "提供|安装|加装|配备|配置|发放|解决|输送|推送|推介|增设|落实|赠送|捐赠|购买|办理|配送|装配"
)
_FOR_WHOM: Final = re.compile(
    rf"(?:[\d（）().、一二三四五六七八九十是]{{1,5}})?(?P<whom>[为给向][^，、；：\d]{{2,16}}?)(?:每人|每户|每校|累计|免费|一次性)?(?P<gives>{_GIVES})"
    r"(?:了|不少于|不低于|约|近|超过?|逾)*$"
)
_IN_PREPOSITIONS: Final = frozenset("为给向")
_MARK: Final = 5  # letters of an item mark (12.为…)
# 加快6个水库…, 加快推动甲线等4个项目…
_SPEEDS: Final = re.compile(
    "[^，、；]{0,4}?(?:加快|加速)(?:推动)?(?:[^，；\\d]{2,20}等)?[近约超]?$"
)
_BUILDING: Final = "建设"
_SHORT: Final = 4  # letters of 加快道路建设


def for_whom(place: Place, quantity: Quantity, subject: str) -> str:
    """Give the subject of a count for whom it is, where the clause opens with that."""
    start = place.clause if place.pre == place.clause else place.pre
    if _IN_PREPOSITIONS.isdisjoint(place.text[start : start + _MARK]):
        return subject
    led = _FOR_WHOM.match(place.masked, start, quantity.start)
    if led is None or "的" in led["whom"][-1:]:
        return subject
    return led["whom"] + led["gives"] + subject.removeprefix(led["gives"])


def sped_up(place: Place, quantity: Quantity, subject: str) -> str:
    """Say of works whose building is sped up that it is (加快6个水库建设: 加快建设水库)."""
    if not subject.endswith(_BUILDING) or len(subject) <= _SHORT:
        return subject
    if _SPEEDS.match(place.masked, place.pre, quantity.start) is None:
        return subject
    return f"加快{_BUILDING}{subject.removesuffix(_BUILDING)}"
