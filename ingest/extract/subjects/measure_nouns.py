"""Tells the nouns that measure: 增加值, 利润, 覆盖率, alone or at the end of a name.

A name ends with one (工业增加值), is one alone (利润), or says only what of a thing is measured
(总量, 规模占比: an aspect).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ingest.extract.vocabulary.words import ASPECT, MEASURE_HEAD

_HEAD_LENGTHS: Final = tuple(sorted({len(head) for head in MEASURE_HEAD}, reverse=True))
_RATES_ALONE: Final = frozenset(("失业率", "赤字率", "通胀率"))  # of the whole economy
_COVERED: Final = frozenset((
    "区级", "县级", "市级", "乡级", "镇级", "村级", "县域", "乡镇", "镇街", "街道", "社区",
    "行政村", "建制村",
))  # fmt: skip

# 入选数量, 新开工数量, 获奖总数: how often something was done to the thing before
_DEED: Final = re.compile(
    "新?(?:开工|竣工|完工|投产|投用|签约|落地|入选|入围|上榜|获评|获批|获奖|获得|立项|认定|引进|新增|备案|受理|办结|成交)"
    "(?:数量|总数|次数|个数)"
)
_DEED_ENDS: Final = frozenset("量数")
_LONGEST_DEED: Final = 6


@lru_cache(maxsize=16384)
def head_of(item: str) -> str:
    """Tell the measuring noun that `item` ends with (…增加值, …率); "" for none."""
    for length in _HEAD_LENGTHS:
        head = item[-length:]
        if head in MEASURE_HEAD and len(item) > length:
            for aspect_length in (5, 4, 3, 2):
                if item[-aspect_length:] in ASPECT and len(item) > aspect_length:
                    return item[-aspect_length:]
            return head
    return ""


def is_bare_head(item: str) -> bool:
    """Whether `item` is a measuring noun alone (利润, 死亡人数)."""
    return item in ASPECT or item in MEASURE_HEAD


def is_aspect(subject: str) -> bool:
    """Whether `subject` says only what of a thing is measured (总量, 规模占比)."""
    if subject in ASPECT:
        return True
    if len(subject) == 3 and subject[2] == "率":
        return subject not in _RATES_ALONE
    if subject.endswith("覆盖率") and subject[:-3] in _COVERED:
        return True  # 新建医疗集团5个、区级覆盖率达80%
    if subject[-1:] in _DEED_ENDS and len(subject) < _LONGEST_DEED and _DEED.fullmatch(subject):
        return True
    if not 4 <= len(subject) <= 9:
        return False
    return any(subject[:size] in ASPECT and subject[size:] in ASPECT for size in (2, 3, 4))
