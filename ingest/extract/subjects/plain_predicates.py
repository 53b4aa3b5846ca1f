"""Tells predicates that say only that things are done or fare well (全部超额完成, 蓬勃发展)."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.words import FLOURISH, PLAIN

_PLAIN_PREDICATE: Final = re.compile(
    r"(?:全部|全面|圆满|顺利|超额|如期|有序|有力|有效|扎实|已|均|都|提前(?:\d+个?[月天年])?|基本|高质量|深入|稳步|加快|及时"
    r"|逐项|逐一|按(?:序时进度|时序进度|期|计划)){0,3}"
    r"(?:完成|落地|推进|办结|见效|兑现|实施|启动|推开|落实|办好|办实|建成|部署|完工|开展|达标|收官|收尾)(?:见效|生效|到位)?"
    r"(?:了?(?:全年|年度|当年)?(?:(?:目标|投资|建设|工作)?(?:任务|目标)|计划))?|取得[^，、]{0,4}(?:进展|成效)"
)
# 100个园区继续保持较快增长, 6个中心村建设取得进展: how they fare, not what they did
_FARES: Final = re.compile(
    r"(?:继续|持续)?保持[^，、]{0,10}(?:增长|态势|势头)|发展(?:势头|态势)[^，、]{2,4}"
    r"|普遍[^，、]{2,6}|(?:平稳|快速|蓬勃)+发展|取得(?:新|积极|明显|较大|重大|实质性)?(?:进展|成效|突破)"
    # 9家实验室构成创新矩阵: praise, which tells none of them from others
    r"|(?:构成|聚力|撬动|点亮|扮靓|唱响|书写|谱写|助阵)[^，、]+"
)
_FARES_FIRST: Final = frozenset("继持保发平快蓬取普构聚撬点扮唱书谱助")
GOES_WELL: Final = frozenset(("进展顺利", "推进顺利", "顺利推进"))


def is_plain(predicate: str) -> bool:
    """Whether `predicate` says no more than that it is done (全部超额完成)."""
    plain = predicate in PLAIN or _PLAIN_PREDICATE.fullmatch(predicate) is not None
    return plain or fares(predicate)


def fares(predicate: str) -> bool:
    """Whether `predicate` says only how the things fare (保持较快增长, 竞相绽放)."""
    if predicate[:2] in FLOURISH or predicate[:4] in FLOURISH:
        return True
    return predicate[:1] in _FARES_FIRST and _FARES.fullmatch(predicate) is not None
