"""Tells the noun that counts in a row share, which stands behind the last of them only.

15个光伏、8个风电项目 are projects all; 8个百亿元、60个20亿元以上项目 too, 28个在建、15个新建项目.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.words import FIELDS

_LEVELS: Final = (
    r"(?:(?:国家|世界|全国|省部|自治区|盟市|旗县|地市|县处|乡镇|[国省市区县州部盟旗镇乡村街厅校院]|（[地州]）|、|和)+)级(?:及?以上)?"
    r"|[2-5]A级?|[中央国省市区县州盟旗]+[属管直]|(?:国家|全国|[省市区县州])重点"
)
_SIZES: Final = r"[超过]?[\d.—-]*[十百千]?[万亿]+(?:美?元)?(?:级|及?以上|以下)?"
_STAGES: Final = (
    "(?:正在|计划|已|拟|新)?(?:在建|续建|新建|建成|开工|新开工|扩建|改建|改扩建|迁建|竣工|完工"
    "|投产|签约|储备|前期|谋划|落地)"
)
# The fields that projects, bases and firms are of; alone they are nothing that is counted.
_FIELDS: Final = "|".join(sorted(FIELDS, key=len, reverse=True))
_KINDS: Final = tuple(
    re.compile(one) for one in (_LEVELS, _SIZES, _STAGES, f"(?:{_FIELDS}){{1,3}}")
)
_THING: Final = re.compile(
    r"(?:(?:产业|重大|重点|标志性)?项目|工程|(?:服务)?(?:机构|中心|设施)|(?:产业|示范|生产|种植|养殖)*(?:园区|基地|集群|示范区|示范园)|企业|平台)"
    r"(?:建设|改造|前期(?:工作)?)?$"
)


def shared_noun(noun: str, following: str, *, fields: bool = True) -> str:
    """Give the noun that `noun` lacks and `following` names for both; "" where it lacks none.

    Both open with words of one class (two levels, two sizes, two stages, two fields) and the first
    is nothing else: 光伏 and 风电项目建设 give 项目建设. Without `fields` these are no class.
    """
    for kind in _KINDS if fields else _KINDS[:-1]:
        whole = kind.fullmatch(noun)
        if whole is None:
            continue
        longest = _opening(kind, following)
        if longest and len(following) > longest + 1:
            return following[longest:]
        thing = _THING.search(following)
        return thing[0] if thing and thing.start() else ""
    return ""


def _opening(kind: re.Pattern[str], text: str) -> int:
    """Tell the length of the longest word of a class that `text` opens with; 0 for none."""
    for end in range(min(len(text), 10), 1, -1):
        if kind.fullmatch(text, 0, end):
            return end
    return 0
