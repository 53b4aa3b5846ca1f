"""Tells the things that a name lists: A、B和C, 城乡, 存贷款, 一、二、三产.

What the items of a list share is put back by `sharing`.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.lists.narrowing import narrow_alike
from ingest.extract.lists.sharing import share_parts
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.vocabulary.canonical import indicator_of

_MAY_JOIN: Final = re.compile("[、和及与”]")  # a quick look
_SPLIT: Final = re.compile(
    "[、]|(?<=[^平温共调缓饱])和(?=[^平谐睦美解])|以及|(?<![普以涉危触波企])及(?!其|以|格|时|早)|(?<![参给赠])与(?!会)"
    "|(?<=”)(?=“)"
)
_SECTOR_TAIL: Final = re.compile(r"^(?:第)?([二三])(?:次)?(产业?)(.*)$")
_THREE_SECTORS: Final = re.compile(r"^(?:三次|一二三(?:次)?)产业?(?!结构)(.*)$")
_TOWN: Final = re.compile(r"^(.*?)城乡(.+)$")
_PAIRS: Final = (
    ("存贷款", "存款", "贷款"),
    ("产销量", "产量", "销量"),
    ("内外资", "内资", "外资"),
    ("进出口", "进口", "出口"),
    ("供排水", "供水", "排水"),
    ("国地税", "国税", "地税"),
    ("牛羊", "牛", "羊"),
    ("化肥农药", "化肥", "农药"),
    ("农药化肥", "农药", "化肥"),
)
_NUMBERS: Final = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_SO_MANY: Final = re.compile(f"等?([{''.join(_NUMBERS)}])(?:个|家|座|所|条)(?=..)")
# 绿化率、治理率等9项关键指标: the list, and what of it the rest of the clause speaks of
_SUMMED_UP: Final = re.compile(
    r"([^，；。]{4,80}?)(?:等(?:\d+余?多?[项个大张]|[三-十][项个大张]|多[项个]|各项)?|\d+[项个大张])"
    r"(?:主要|核心|重点|关键性?|重要|约束性|预期性|经济|社会|发展|民生|创新|生态|环境)*指标(增速|总量|增幅|)"
)
# 粮肉奶产量分别达到…: a letter for each
_CROPS: Final = {
    "粮": "粮食", "棉": "棉花", "油": "油料", "糖": "糖料", "肉": "肉类", "蛋": "禽蛋",
    "奶": "奶类", "鱼": "水产品", "菜": "蔬菜", "果": "水果", "茶": "茶叶", "菌": "食用菌",
    "药": "中药材",
}  # fmt: skip
_RUN_OF_CROPS: Final = re.compile(
    f"(.*?)([{''.join(_CROPS)}]{{2,6}})(总?产量|总产|总?产值|(?:播种|种植)?面积)"
)
# What a list of things doesn't hold: it would be a list of deeds.
_DEEDS: Final = re.compile(
    r"实现|完成|建成|推进|加快|开展|全覆盖|突破|提升|增长|下降|深化|强化|推动"
)


def expand(core: str, count: int) -> list[str]:
    """Give the `count` subjects that `core` names: lists, 城乡, 存贷款, 一、二、三产.

    Gives fewer where `core` does not name as many; [core] where it names one.
    """
    if _MAY_JOIN.search(core) is None or (core.endswith("之比") and "、" not in core):
        return _one_name(core, count)
    if (many := _SO_MANY.search(core)) and (named := _named_by_number(core, many, count)):
        return named
    core = core.replace("城、乡", "城乡").replace("存、贷款", "存贷款")
    items = [item for item in _SPLIT.split(core) if item]
    if len(items) <= 1:  # none at all where the clause is a mark alone: “、4%”
        return _one_name(core, count)
    if count > 1 and len(items) != count:
        comma = [item for item in core.split("、") if item]
        if len(comma) == count:
            items = comma
        elif len(items) < count:
            items = [part for item in items for part in _one_name(item, 2)]
    if (sector := _SECTOR_TAIL.match(items[-1])) and all(
        i.strip("第") in "一二" for i in items[:-1]
    ):
        last, industry, tail = sector.groups()
        long = industry == "产业" or items[-1].startswith("第")
        ordinals = [*(i.strip("第") for i in items[:-1]), last]
        return [f"第{ordinal}产业{tail}" if long else f"{ordinal}产{tail}" for ordinal in ordinals]
    return narrow_alike(items, share_parts(items))


def summed_up(text: str, start: int, end: int) -> list[str]:
    """Give the series that 等9项指标 sums up in `text[start:end]`; none where they aren't named.

    出口、投资等9项主要指标增速 is 出口增速 and 投资增速.
    """
    named = _SUMMED_UP.search(text, start, end)
    if named is None:
        return []
    subjects = expand(named[1], 1)
    return [one + named[2] for one in subjects] if all_named(subjects) else []


def _named_by_number(core: str, many: re.Match[str], count: int) -> list[str]:
    """Give each of so many names what they are and what is measured of them; [] for another number.

    甲、乙、丙三个物流园区营业收入: 甲物流园区营业收入 and so on
    """
    names = [one for one in _SPLIT.split(core[: many.start()]) if one]
    if len(names) != _NUMBERS[many[1]] or len(names) != count:
        return []
    rest = core[many.end() :]
    measure = head_of(rest)
    noun = rest.removesuffix(measure) if measure else rest
    return [one + ("" if one[-1:] == noun[-1:] else noun) + measure for one in names]


def _one_name(core: str, count: int) -> list[str]:
    if count == 3 and (sectors := _THREE_SECTORS.match(core)):
        return [f"第{ordinal}产业{sectors[1]}" for ordinal in "一二三"]
    if count > 1 and (crops := _RUN_OF_CROPS.fullmatch(core)) and len(crops[2]) == count:
        return [crops[1] + _CROPS[letter] + crops[3] for letter in crops[2]]
    if count == 2:
        if match := _TOWN.match(core):
            town = "城市" if match[2].startswith("低保") else "城镇"
            return [f"{match[1]}{town}{match[2]}", f"{match[1]}农村{match[2]}"]
        for both, first, second in _PAIRS:
            if both in core:
                return [core.replace(both, first), core.replace(both, second)]
    return [core]


def listed(whole: str, subjects: list[str]) -> bool:
    """Whether a name with 和 in it is a list: it is where its first part is a measure by itself."""
    if "的" in whole:
        return False
    if "、" in whole:
        return True
    first = re.split("和|与|及", whole, maxsplit=1)[0]
    return bool(head_of(first)) or indicator_of(first) is not None or len(subjects) == 1


def all_named(subjects: list[str]) -> bool:
    """Whether each of the items of a list is the name of something that is measured."""
    return all(
        len(item) >= 2
        and not _DEEDS.search(item)
        and (head_of(item) or is_aspect(item) or indicator_of(item) is not None)
        for item in subjects
    )
