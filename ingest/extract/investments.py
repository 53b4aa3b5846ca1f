"""Completes the money that projects take by their name: 水利项目9个，完成投资3亿元."""

from __future__ import annotations

import re

from ingest.extract.aspects import compose
from ingest.extract.owners import Completed
from ingest.extract.quantity import Quantity
from ingest.extract.state import Place, State
from ingest.extract.topics import topic

SPENT = frozenset((
    "投资", "总投资", "完成投资", "计划投资", "年度投资", "年度计划投资", "年度完成投资",
    "累计完成投资", "投资额", "总投资额", "计划总投资", "投资规模", "协议投资", "协议总投资",
    "累计投资", "投资总额", "资金",
    "概算总投资", "概算投资", "估算总投资", "预计总投资",
    "计划投资额", "计划投资总额", "协议投资额", "协议投资总额", "投入", "计划投入", "投入资金",
))  # fmt: skip
_PROJECTS = re.compile(r"(?:项目|工程)(?:建设|改造)?$")


def invested(place: Place, quantity: Quantity, money: str, state: State) -> Completed:
    """完成投资 of the projects before; of those that the words before speak of, where none is."""
    opens = place.pre == place.clause
    if not state.base and opens:
        state.base = named if _PROJECTS.search(named := topic(place, state)) else ""
    if opens and place.masked[place.clause - 1 : place.clause] == "；":
        return None  # what stands before “；” is another statement
    if quantity.unit == "%" or not _PROJECTS.search(state.base):
        return None
    return compose(state.base, money), "aspect"
