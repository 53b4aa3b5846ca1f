"""Puts back what is written once for several subjects: 城乡居民收入分别, 总量达, 其中百亿级项目.

A list shares its head or its tail, an aspect belongs to the subject before it, and 其中 narrows
the thing that was counted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.extract.canonical import indicator_of
from ingest.extract.phrases import keep_verb
from ingest.extract.subjects import verbs_only
from ingest.extract.words import ASPECT, MEASURE_HEAD

_OF_ALL = re.compile(r"的(增速|占比|比重|增幅|均值|数量|总量|规模|比例)$")
_SPLIT = re.compile(
    "[、]|(?<=[^平温共调缓饱])和(?=[^平谐睦美解])|以及|(?<![普以涉危触波企])及(?!其|以|格|时|早)|(?<![参给赠])与(?!会)"
    "|(?<=”)(?=“)"
)
_AREA = (
    "城镇", "农村牧区", "农村", "城市", "乡村", "城乡", "牧区", "农牧区", "小学", "初中", "高中",
)  # fmt: skip
# 全市城镇和农村居民收入: the circle narrows nothing
_AREA_ALONE = re.compile(rf"(?:[全我][国省市区县州旗盟])?(?:{'|'.join(_AREA)})")
_SECTOR_TAIL = re.compile(r"^(?:第)?([二三])(?:次)?(产业?)(.*)$")
_THREE_SECTORS = re.compile(r"^(?:三次|一二三(?:次)?)产业?(?!结构)(.*)$")
_TOWN = re.compile(r"^(.*?)城乡(.+)$")
_PAIRS = (
    ("存贷款", "存款", "贷款"),
    ("产销量", "产量", "销量"),
    ("进出口", "进口", "出口"),
    ("供排水", "供水", "排水"),
    ("国地税", "国税", "地税"),
    ("牛羊", "牛", "羊"),
    ("化肥农药", "化肥", "农药"),
    ("农药化肥", "农药", "化肥"),
)
_HEAD_LENGTHS = tuple(sorted({len(head) for head in MEASURE_HEAD}, reverse=True))


def expand(core: str, count: int) -> list[str]:
    """Give the `count` subjects that `core` names: lists, 城乡, 存贷款, 一、二、三产.

    Gives fewer where `core` does not name as many; [core] where it names one.
    """
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
    return share_parts(items)


def _one_name(core: str, count: int) -> list[str]:
    if count == 3 and (sectors := _THREE_SECTORS.match(core)):
        return [f"第{ordinal}产业{sectors[1]}" for ordinal in "一二三"]
    if count == 2:
        if match := _TOWN.match(core):
            town = "城市" if match[2].startswith("低保") else "城镇"
            return [f"{match[1]}{town}{match[2]}", f"{match[1]}农村{match[2]}"]
        for both, first, second in _PAIRS:
            if both in core:
                return [core.replace(both, first), core.replace(both, second)]
    return [core]


_PER_GDP = re.compile(r"(?:单位|万元)(?:地区|国内)?(?:生产总值|GDP)")


_PACE_TAIL = re.compile(r"(?<=..)(?:增速|增幅|涨幅|增长率|改善幅度|提升幅度|下降幅度)$")
_NO_SHARE = re.compile(r"(?:率|占比|比重|比例|度|[^装产]量|收入)$|^[^容]{0,3}$")
_NO_PACE = re.compile(r"(?:率(?<!增长率)|比重|占比|浓度|指数|比例|强度)$")


_LEVEL = re.compile(r"(?:国家|世界|[国省市区县部州旗盟镇村])级|全口径")
_OF_LEVEL = re.compile(rf"(?:{_LEVEL.pattern})(?!以)(.{{2,}})")
# 工业、文旅类项目投资
_OF_KIND = re.compile(r".{2,4}(类(?:项目|企业|产品)(?:投资|数量|产值|贷款)?)")


_GRADES = frozenset("初中高大小")
_GRADE = frozenset("等级型中")
_LEVEL_TAIL = re.compile("[国省市县区乡镇村](?:级|重点|属|直|列)")


def _of_one_noun(items: list[str], last: str) -> list[str]:
    """Give levels or kinds in a row the noun that only the last one names; [] for none."""
    if all(len(i) == 1 and i in "省市县区乡镇村" for i in items[:-1]) and _LEVEL_TAIL.match(last):
        return [i + last[1:] for i in items[:-1]] + [last]  # 县、乡级服务机构覆盖率
    if last[1:2] in _GRADE and last[0] in _GRADES and all(i in _GRADES for i in items[:-1]):
        return [i + last[1:] for i in items[:-1]] + [last]  # 中、高等职业教育在校生
    if (level := _OF_LEVEL.match(last)) and all(_LEVEL.fullmatch(i) for i in items[:-1]):
        return [i + level[1] for i in items[:-1]] + [last]  # 国家级、省级平台数量
    if (kind := _OF_KIND.fullmatch(last)) and all(1 < len(i) < 5 for i in items[:-1]):
        return [i if "类" in i else i + kind[1] for i in items[:-1]] + [last]
    return []


# 新增A、B分别达到3户、5户
_SHARED_VERB = re.compile(r"(?:新增|净增|新培育|新认定|新建|特色种植|种植|养殖)(?=[^面量规])")
_OWN_VERB = re.compile(r"新|净|改|扩|种|养|完成|实现|建|累计|发放|培育|引进")


_STAGE = (
    r"(?:新|试|集中)?(?:签约|引进|招引|落地|开工|开建|续建|复工|建成|竣工|完工"
    r"|投产|投用|投运|达产|达效|生产|供地|销售"
    r"|新建|改扩建|改建|扩建|建设|改造|新增|修复|维修|治理)"
)
# 新签约、新开工、新投产亿元以上项目: the thing is written once, behind the last verb
_STAGES_ALONE = re.compile(f"(?:{_STAGE}){{1,2}}")
_STAGE_OF = re.compile(rf"(?:{_STAGE}){{1,2}}(?P<thing>率|[^率量额值数].+)")


def _of_one_thing(items: list[str], last: str) -> list[str]:
    """Give verbs in a row the thing that only the last one names; [] for none."""
    if not all(_STAGES_ALONE.fullmatch(item) for item in items[:-1]):
        return []
    staged = _STAGE_OF.fullmatch(last)
    if staged is None:
        return []
    return [*(item + staged["thing"] for item in items[:-1]), last]


def share_parts(items: list[str]) -> list[str]:
    """Give the items of a list the words that are written once for all of them."""
    last = items[-1]
    if named := _of_one_thing(items, last) or _of_one_noun(items, last):
        return named
    if (verb := _SHARED_VERB.match(items[0])) and not any(_OWN_VERB.match(i) for i in items[1:]):
        return [items[0], *(verb[0] + item for item in items[1:])]
    if items[0].endswith(_AREA) and _AREA_ALONE.fullmatch(items[0]):
        for area in _AREA:
            if last.startswith(area):
                rest = last[len(area) :]
                return [i + rest if i == items[0] or i in _AREA else i for i in items[:-1]] + [last]
    if of_all := _OF_ALL.search(last):
        return [item.removesuffix(of_all[0]) + of_all[1] for item in items]
    if "的" in items[0] and not any("的" in i for i in items[1:]):
        owner = items[0][: items[0].index("的") + 1]
        if all(head_of(i) or is_bare_head(i) or is_aspect(i) for i in items[1:]):
            return [items[0], *(owner + i for i in items[1:])]
    items = _per_output(items)
    pace = _PACE_TAIL.search(last)
    if pace and (pace[0].endswith("幅度") or not any(_NO_PACE.search(i) for i in items)):
        return [i if i.endswith(pace[0]) else i + pace[0] for i in items]  # 人次、花费增速均达20%
    if (
        last.endswith(("占比", "比重"))
        and len(last) > 4
        and all(head_of(i) and not _NO_SHARE.search(i) for i in items[:-1])
    ):
        return [i + last[-2:] for i in items[:-1]] + [last]  # 装机容量和发电量占比
    first_head = "" if is_aspect(items[0]) else head_of(items[0])  # 产值、税收
    if first_head and not (shared_tail(last) and _any_unmeasured(items[1:-1])):
        return _with_owner(items, first_head)
    return _with_tails(items)


def _with_owner(items: list[str], first_head: str) -> list[str]:
    """Give the items of a list what stands before the head of the first (区属国企增加值、利润)."""
    if park := _PARK_OWNS.match(items[0]):  # 甲经开区营业收入、进口总额: the park's
        return [items[0], *(i if _PARK_OWNS.match(i) else park[0] + i for i in items[1:])]
    stem = items[0][: -len(first_head)]
    if _STAGES_ALONE.fullmatch(stem) or stem.endswith(_NO_OWNER):
        return items  # 开工率、竣工率
    shared = [
        _with_stem(stem, i) if is_bare_head(i) and stem and not _same_head(i, first_head) else i
        for i in items[1:]
    ]
    same = items[0][: -len(items[1])] if len(items[1]) <= 5 else ""
    rates = len(items[1]) == 3 or items[1].startswith(("及时", "按时", "按期", "限时", "一次"))
    rates = rates and items[1][-1] == items[0][-1] == "率"
    if (
        len(items) == 2
        and len(same) > 1
        and not indicator_of(items[1])
        and (items[0][-2:] == items[1][-2:] or rates)
    ):
        shared = [same + items[1]]  # 老旧小区改造开工量、完工量
    return [items[0], *shared]


# 固定资产投资、进出口: no owner of what follows
_NO_OWNER = ("固定资产", "社会消费品", "居民消费", "外商直接")


def _same_head(item: str, head: str) -> bool:
    """Whether an item has an owner of its own before the head (存款余额、贷款余额)."""
    return item.endswith(head) and len(item) > len(head) and indicator_of(item) is not None


_PARK_OWNS = re.compile(r".{1,8}(?:经开区|高新区|开发区|综保区|产业园|工业园|园区)(?=..)")


def _any_unmeasured(items: list[str]) -> bool:
    """Whether one of the items names no measure (需氧量、氨氮、二氧化硫排放量)."""
    return any(not head_of(item) and not is_bare_head(item) for item in items)


PER_OUTPUT = frozenset(("二氧化碳排放", "二氧化碳排放量", "碳排放", "用水量", "水耗", "电耗"))


def _per_output(items: list[str]) -> list[str]:
    """Give 单位地区生产总值 to the items that are per unit of output too (…能耗、水耗)."""
    per = _PER_GDP.match(items[0])
    if per is None:
        return items
    return [
        per[0] + item
        if not item.startswith(per[0]) and (item in PER_OUTPUT or indicator_of(per[0] + item))
        else item
        for item in items
    ]


def _with_tails(items: list[str]) -> list[str]:
    """Give each item that names no measure the tail of the nearest one behind it."""
    tail = shared_tail(items[-1])
    if not tail:
        return items
    size = len(items[0])
    alike = size < 5 and len(items) == 2 and items[0][-1] == items[1][size - 1 : size]
    if alike and head_of(rest := items[1][size:]) and not head_of(items[0]):
        return [items[0] + rest, items[1]]  # 食品、药品抽检合格率
    named = [items[-1]]
    for item in reversed(items[:-1]):
        tail = shared_tail(item) or tail if head_of(item) else tail
        named.insert(0, item if head_of(item) or _stands_alone(item, tail) else item + tail)
    return named


def _stands_alone(item: str, tail: str) -> bool:
    """Whether an item is a measure that the tail makes no other of (进口、技改投资)."""
    return is_bare_head(item) and indicator_of(item) is not None and not indicator_of(item + tail)


def _with_stem(stem: str, head: str) -> str:
    """Put a shared owner before a bare measure; 粮食播种面积和产量 shares 粮食 only."""
    for size in range(2, len(stem)):
        if indicator_of(stem[:size] + head) is not None:
            return stem[:size] + head
    return stem + head


def listed(whole: str, subjects: list[str]) -> bool:
    """Whether a name with 和 in it is a list: it is where its first part is a measure by itself."""
    if "的" in whole:
        return False
    if "、" in whole:
        return True
    first = re.split("和|与|及", whole, maxsplit=1)[0]
    return bool(head_of(first)) or indicator_of(first) is not None or len(subjects) == 1


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


_RATES_ALONE = frozenset(("失业率", "赤字率", "通胀率"))  # of the whole economy


def is_aspect(subject: str) -> bool:
    """Whether `subject` says only what of a thing is measured (总量, 规模占比)."""
    if subject in ASPECT:
        return True
    if len(subject) == 3 and subject[2] == "率":
        return subject not in _RATES_ALONE
    if not 4 <= len(subject) <= 9:
        return False
    return any(subject[:size] in ASPECT and subject[size:] in ASPECT for size in (2, 3, 4))


_TAIL = re.compile(
    r"(?:行业|全产业链)?(?:增加值|总产值|产值|零售额|销售额|营业额|交易额|成交额|总额|余额|金额|总产量|产量|销量|出栏|存栏|总量|数量|存量|增量|排放总量|"
    r"排放量|出货量|养殖量|饲养量|屠宰量|出栏量|存栏量|种植量|用电量|用水量|供应量|处理量|交易量|出口量|进口量|发运量|保有量|吞吐量|发送量|运输量|周转量|使用量|发电量|人均可支配收入|可支配收入|财政收入|预算收入|收入|支出|投资|利润|总数|人数|起数|户数|(?:养殖|种植)?规模|(?:种植|播种|养殖|栽培|推广)?面积|"
    r"里程|(?:加工|生产|供应)能力|价格|指数|浓度|比例|比重|占比|(?:人均月|人均|月)?(?:财政)?(?:补助)?标准|标准化率|事项|(?:抽样|监督|质量|安全|例行|检测|抽检|监测|检验|抽查)*合格率|[^、]{0,2}率|贷款余额|贷款|存款|出口|装机容量|装机|产能|增速|营收|就业|强度|预算|消费|品牌价值)(?:总量|增速|增幅|规模|占比)?$"
)


def shared_tail(item: str) -> str:
    """Tell the words at the end of the last list item that earlier items may share."""
    match = _TAIL.search(item)
    return match[0] if match and match.start() > 0 else ""


# Sums of one thing: another of them takes the place of the first, it doesn't narrow it.
_SUMS = frozenset((
    "产值", "总产值", "增加值", "产量", "总产量", "总产", "单产", "亩产", "总收入", "营业收入",
    "营收", "主营业务收入", "销售收入", "销售额", "利润", "利润总额", "利税", "税收",
))  # fmt: skip
_OF_MONEY = ("额", "收入", "产值", "利润", "税收")
# 茶叶产量800吨、产值9亿元; 水稻种植面积5000亩，总产2600吨
_SUM_AT_END = re.compile(
    rf"(?<=..)(?:(?:实现)?(?:{'|'.join(sorted(_SUMS, key=len, reverse=True))})"
    r"|(?:种植|播种|栽培|养殖)面积|(?<![筑地业营积])面积)$"
)


PACE_AT_END = re.compile("(?<=..)(?:增速|增幅)$")  # the pace of what was named: 税收增幅
_SHARES = ("占比", "比重", "比例")
_LAST_WORDS = 4
_KIND = 2  # letters of the shortest name of a kind
_INSURED = re.compile(r"(?:[^，、]{0,6}?参加)?([^，、]*?(?:保险|医疗|医保))(?:的?人数|参保人数)?$")
_RATE_AT_END = re.compile(
    r"(?<=..)(?:[毛净]?入[园学]|公办|普惠|巩固|优良|达标|合格)率$|(?<=..)(?:立案|发案|受理)数$"
)


_OF_ALL_THERE = ("覆盖率", "普及率")  # 新建充电桩90个，覆盖率达95%: by all of them


def compose(base: str, aspect: str) -> str:
    """Put `aspect` (总量, 占比, 总里程) behind the subject `base` it belongs to."""
    if aspect[:2] in ("参保", "参合") and (insured := _INSURED.match(base)):
        return insured[1] + aspect  # 参加养老保险人数18万人，参保率96%
    if aspect[0] in "总累存" or aspect in _OF_ALL_THERE:
        base = _without_new(base)
    elif base.endswith(("净增", "新增")) and len(base) > _LAST_WORDS:
        base = base[:-2]  # 规上企业净增9家，增加值26亿元
    if aspect.startswith("总") and aspect != "总量":
        bare = aspect[1:]
        if bare and base.endswith(bare):
            return base[: -len(bare)] + aspect
    if base.endswith(aspect) or (aspect in _SHARES and base.endswith(_SHARES) and "占" in base):
        return base  # 税收占收入比重达60%，占比提高2个百分点
    if aspect.endswith(_OF_MONEY) and len(base) > 4:
        base = base.removesuffix("总数").removesuffix("数量")  # 企业总数30家，年销售额13亿元
    if aspect in _SUMS and base in _SUMS:
        return aspect
    if aspect in _SUMS and (own := _SUM_AT_END.search(base)):  # 茶叶产量800吨、产值9亿元
        return base[: own.start()] + aspect
    shortened = head_of(base) and indicator_of(base + aspect) is None
    for size in range(2, len(base) if shortened else 0):  # 粮食播种面积, 总产 → 粮食总产
        if indicator_of(base[:size] + aspect) is not None:
            return base[:size] + aspect
    return _joined(base, aspect)


def _joined(base: str, aspect: str) -> str:
    """Put `aspect` behind `base`, saying what both have once."""
    if aspect[-1] == "率" and (rate := _RATE_AT_END.search(base)):
        base = base[: rate.start()]  # 学前三年毛入园率95%，普惠率90%
        return ("学前教育" if base == "学前三年" else base) + aspect
    again = base.find(aspect[:2]) if len(aspect) > 2 and aspect[:2] != "完成" else -1
    if again > 1 and len(base) - again <= _LAST_WORDS:
        return base[:again] + aspect  # 土地流转面积12万亩、流转率56%
    for overlap in (3, 2):
        if base[-overlap:] == aspect[-overlap:] and len(aspect) > overlap:
            return base[:-overlap] + aspect
    return base + aspect


def _without_new(base: str) -> str:
    """Take 新增 off a subject whose total is spoken of, and whom it serves."""
    if (served := base.find("惠及")) > 1:
        base = base[:served]  # 营养餐惠及学生9万名，覆盖率95%
    for verb in ("新增", "净增", "新建", "新培育", "新认定", "新植", "新栽", "新种植", "新发展"):
        base = base.removeprefix("累计" + verb).removeprefix(verb)
        if len(base) > 4:
            base = base.removesuffix(verb)
    return base


def _common_end(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[-size - 1] == other[-size - 1]:
        size += 1
    return size


# 引进亿元以上项目9个，其中外资项目2个: how big they are is said of all, not of each kind
_ABOVE_SIZE = re.compile(r"[\d百千万亿]元?及?以上$")


# 规上工业增加值增长5%，其中采矿业增长3%: of its added value
_KIND_OF = re.compile(
    "(?:增加值|总产值|产值|(?:种植|播种|养殖)?面积|产量|(?<!资产)投资|营业收入|销售额)$"
)
_WORD = 2
_COME_TO = ("落地", "竣工", "投产", "投用", "入选", "获评", "上市", "入库", "达产")
_WHOLE_WORDS = frozenset(("项目", "企业", "工程", "平台", "基地", "园区", "机构", "中心"))


def of_kind(parents: list[str], child: str) -> str:
    """Give a kind that 其中 names the measure of the whole that grew (其中蔬菜增长9%)."""
    measured = _KIND_OF.search(parents[-1]) if parents else None
    if measured is None or head_of(child) or is_bare_head(child) or len(child) < _KIND:
        return child
    return child if indicator_of(child) is not None else child + measured[0]


def among(parents: list[str], child: str) -> str:
    """Narrow `child` after 其中 by the parent that counts the same noun (项目, 企业)."""
    if any(child[:4] in parent for parent in parents):
        return child
    for parent in reversed(parents):
        if child.endswith(parent):
            return child
        if _common_end(child, parent) > 4:
            break  # 科技进步奖12项，其中国家科技进步奖3项: it names the noun itself
        for size in (4, 3, 2):
            head = child[-size:]
            if head_of(child):
                break
            if size > _WORD and head[1:] in _WHOLE_WORDS:
                continue  # 产业项目 and 制造业项目 share 项目, no more
            if len(parent) > size + 1 and parent.endswith(head) and len(child) > size:
                if _ABOVE_SIZE.search(parent, 0, len(parent) - size):
                    verb = keep_verb(parent, 0, len(parent))
                    return parent[:verb] + child.removeprefix(parent[:verb])
                stem = parent[:-size]
                if verbs_only(child[:-size]):
                    # 签约产业项目26个，其中开工项目5个: of these a verb of its own is said
                    return child[:-size] + stem[keep_verb(stem, 0, len(stem)) :] + child[-size:]
                if keep_verb(child, 0, len(child)) or child.startswith(_COME_TO):
                    return child
                return stem + child if not child.startswith(stem) else child
    return child
