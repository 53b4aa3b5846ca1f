"""Narrows what 其中 names by the whole that was counted or measured before it.

引进项目9个，其中外资2个: of the projects; 工业增加值增长5%，其中采矿业增长3%: of its added value.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.heads import keep_verb
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.subjects.measure_nouns import head_of, is_bare_head
from ingest.extract.vocabulary.canonical import indicator_of

# 规上工业增加值增长5%，其中采矿业增长3%: of its added value
_MEASURE_OF_WHOLE: Final = re.compile(
    "(?:增加值|总产值|产值|(?:种植|播种|养殖)?面积|产量|(?<!资产)投资|营业收入|销售额)$"
)
_SPENT: Final = re.compile("(.*?)用于[^的]+的(支出|投入|资金)")
_SHORTEST_SHARE: Final = 3  # letters of 外资占比, which says itself what it is of
_SHARES: Final = ("占比", "比重", "比例")
_CAPACITY: Final = re.compile(
    "(?P<verb>新增|新投产|投产|建成|)[^，、]{0,6}?(?P<measure>(?:发电)?装机(?:容量|规模)?)"
)
_POWER: Final = re.compile(
    "(?:常规)?(?:水电|火电|风电|光伏|光电|核电|煤电|气电|太阳能|新能源|清洁能源|可再生能源)(?:发电)?"
)
_WAY: Final = re.compile(
    "(?P<verb>新增|新建|建成|)(?P<way>铁路|公路|地铁|轨道)(?P<measure>(?:通车|运营)?里程)"
)
_TRADED: Final = re.compile("(?:货物)?(?:进出口|出口|进口|贸易)(?:总?[值额])?$")
_ADDED: Final = re.compile(
    "(?P<verb>新?增加?|提供|新增)[^，、]{0,6}?(?P<places>[学床车工]位|泊位|岗位)"
    "|(?P<built>(?:新建|改扩建|改建|扩建|新改扩建|、|和)+)[^，、]{0,8}?学校[^，、]{0,8}"
)
_WORKS: Final = ("改造", "整治", "治理", "养护", "建设")
_CLASS: Final = re.compile("[国省市县区乡镇村]+道|[国省市县区乡镇村]级|城[区镇]|农村|乡镇")
_LONGEST_KIND: Final = 7
_SCHOOLS: Final = ("幼儿园", "小学", "中学", "初中", "高中", "中小学", "学校")
_SHORTEST_KIND: Final = 2  # letters of its name
# 引进亿元以上项目9个，其中外资项目2个: how big they are is said of all, not of each kind
_ABOVE_SIZE: Final = re.compile(r"[\d百千万亿]元?及?以上$")
_SIZE_ON: Final = re.compile(r"(?:投资)?超?[\d.]*[百千万亿]+元.*")
# 引进项目9个，其中落地项目2个: what is said of some only takes no verb of the whole
_SAID_OF_SOME: Final = ("落地", "竣工", "投产", "投用", "入选", "获评", "上市", "入库", "达产")
# 产业项目 and 制造业项目 share 项目, no more
_COMMON_NOUNS: Final = frozenset(("项目", "企业", "工程", "平台", "基地", "园区", "机构", "中心"))


def of_kind(parents: list[str], child: str) -> str:
    """Give a kind that 其中 names the measure of the whole that grew (其中蔬菜增长9%)."""
    if child[:1] in "对向" and parents and (traded := _TRADED.search(parents[-1])):
        return child + traded[0]  # 进出口总值增长9%，其中对东盟增长8%
    measured = _MEASURE_OF_WHOLE.search(parents[-1]) if parents else None
    if measured is None or head_of(child) or is_bare_head(child) or len(child) < _SHORTEST_KIND:
        return child
    return child if indicator_of(child) is not None else child + measured[0]


def among(parents: list[str], child: str) -> str:
    """Narrow `child` after 其中 by the parent that counts the same noun (项目, 企业)."""
    if parents and (part := _part_of(parents[-1], child)):
        return part
    if any(child[:4] in parent for parent in parents):
        return child
    if parents and parents[-1].endswith(_WORKS) and _CLASS.fullmatch(child):
        return child + parents[-1]  # 危桥改造12座，其中县道5座
    for parent in reversed(parents):
        if child.endswith(parent):
            return child
        if _common_end(child, parent) > 4:
            break  # 科技进步奖12项，其中国家科技进步奖3项: it names the noun itself
        if head_of(child) or child.endswith("GDP"):
            continue
        for size in (4, 3, 2):
            noun = child[-size:]
            if size > 2 and noun[1:] in _COMMON_NOUNS:
                continue
            if len(parent) > size + 1 and parent.endswith(noun) and len(child) > size:
                return _of_same_noun(parent, child, size)
    return child


def _part_of(parent: str, child: str) -> str:
    """Name a part of `parent` that takes words of its name; "" for another."""
    if places := _places_of(parent, child):
        return places
    if child.startswith("用于") and (spent := _SPENT.match(parent)):
        return f"{spent[1]}{child}的{spent[2]}"  # 用于“三农”的支出90亿元，其中用于道路9亿元
    if child.endswith(_SHARES) and parent[:1] in "新净" and len(child) > _SHORTEST_SHARE:
        return f"{parent}中{child}"  # 新增装机90万千瓦，其中绿色能源占比60%
    return "" if child[:4] in parent else _of_power_or_way(parent, child)


def _of_power_or_way(parent: str, child: str) -> str:
    """Name a kind of what was added: 新增发电装机容量, 其中水电; 新增铁路里程, 其中高速铁路."""
    added = _CAPACITY.fullmatch(parent)
    if added is not None and _POWER.fullmatch(child):
        return added["verb"] + child + added["measure"]
    way = _WAY.fullmatch(parent)
    return way["verb"] + child + way["measure"] if way and child.endswith(way["way"]) else ""


def next_part(before: str, child: str) -> str:
    """Name the second part of what was added (其中幼儿园200个，中小学700个); "" for another."""
    added = _ADDED.fullmatch(before)
    if added is None or not added["places"] or child[-1:] == "位" or len(child) > _LONGEST_KIND:
        return ""
    named = head_of(child) or keep_verb(child, 0, len(child))
    return "" if named else added["verb"] + child + added["places"]


def _places_of(parent: str, child: str) -> str:
    """Name the places, or the schools, of a kind among all that were added; "" for another."""
    added = _ADDED.fullmatch(parent)
    if added is None or head_of(child) or len(child) > _LONGEST_KIND:
        return ""
    if child[-1] == "位" or keep_verb(child, 0, len(child)) or child.startswith(_SAID_OF_SOME):
        return ""
    if added["places"]:
        return added["verb"] + child + added["places"]  # 增加学位900个，其中幼儿园200个
    return added["built"] + child if child.endswith(_SCHOOLS) else ""  # 新建学校9所，其中小学3所


def _of_same_noun(parent: str, child: str, size: int) -> str:
    """Narrow `child` by what stands before the noun of `size` characters that both end with."""
    did = parent[: keep_verb(parent, 0, len(parent))]
    if (
        did
        and did != "累计"
        and indicator_of(child) is not None
        and indicator_of(did + child) is not None
    ):
        return did + child  # 新增四上企业90家，其中规上工业企业30家
    sized = _ABOVE_SIZE.fullmatch(child, 0, len(child) - size) is not None
    if sized and parent[len(did) : -size] in ("重大", "重点"):
        # 实施重大项目9个，其中亿元以上项目5个
        return did + child[:-size] + parent[len(did) : -size] + child[-size:]
    if _ABOVE_SIZE.search(parent, 0, len(parent) - size):
        verb = keep_verb(parent, 0, len(parent))
        if verbs_only(child[:-size]) and (sized_so := _SIZE_ON.search(parent)):
            return child[:-size] + sized_so[0]  # 开工亿元以上项目9个，其中新建项目5个
        return parent[:verb] + child.removeprefix(parent[:verb])
    stem = parent[:-size]
    if verbs_only(child[:-size]):
        # 签约产业项目26个，其中开工项目5个: of these a verb of its own is said
        return child[:-size] + stem[keep_verb(stem, 0, len(stem)) :] + child[-size:]
    if keep_verb(child, 0, len(child)) or child.startswith(_SAID_OF_SOME):
        return child
    return stem + child if not child.startswith(stem) else child


def _common_end(one: str, other: str) -> int:
    """Tell how many characters at their end both names share."""
    size = 0
    while size < min(len(one), len(other)) and one[-size - 1] == other[-size - 1]:
        size += 1
    return size
