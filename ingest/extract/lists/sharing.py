"""Gives the items of a list what is written once for all of them.

The head (新增A、B), the owner (区属国企增加值、利润), the noun (国家级、省级平台) or the tail
(需氧量、氨氮排放量) stands with one of them.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.intensity import share_unit_of_output
from ingest.extract.lists.shared_noun import shared_noun
from ingest.extract.subjects.measure_nouns import head_of, is_aspect, is_bare_head
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import PARK, TAILS

_SPENT_ON: Final = re.compile(
    "(?<=..)(?:支持|用于|投向|投入)[^、的率量额]{2,12}的?(?:比重|占比|比例)$"
)
_MEDIA: Final = frozenset(("大气", "空气", "水", "土壤", "声"))  # 土壤、声环境质量
# 限额以上批发业、住宿业零售额: the limit holds for each of the trades
_TRADES_ABOVE: Final = re.compile("限(?:额以)?上(?:单位)?(?=[^、]{2,4}业)")
_TRADE: Final = re.compile("批发|零售|住宿|餐饮")
_AREA: Final = (
    "城镇", "农村牧区", "农村", "城市", "乡村", "城乡", "牧区", "农牧区", "小学", "初中", "高中",
)  # fmt: skip
# 全市城镇和农村居民收入: the circle narrows nothing
_AREA_ALONE: Final = re.compile(rf"(?:[全我][国省市区县州盟旗])?(?:{'|'.join(_AREA)})")
# 税收、利润的占比
_ASPECT_OF_ALL: Final = re.compile(r"的(增速|占比|比重|增幅|均值|数量|总量|规模|比例)$")
# 人次、花费增速: the pace is of both, where the first can have one
_PACE_TAIL: Final = re.compile(r"(?<=..)(?:增速|增幅|涨幅|增长率|改善幅度|提升幅度|下降幅度)$")
_OUTPUT_BEFORE_PACE: Final = re.compile(r"(?<=业)(?:增加值|总?产值|营业收入|投资)(?:增速|增幅)$")
_HAS_NO_SHARE: Final = re.compile(r"(?:率|占比|比重|比例|度|[^装产电容]量|收入)$|^[^容]{0,3}$")
_HAS_NO_PACE: Final = re.compile(r"(?:率(?<!增长率)|比重|占比|浓度|指数|比例|强度)$")
# 国家级、省级平台; 县、乡级机构; 中、高等教育
_LEVEL: Final = re.compile(r"(?:国家|世界|[国省市区县部州旗盟镇村])级|全口径")
_OF_LEVEL: Final = re.compile(rf"(?:{_LEVEL.pattern})(?!以)(.{{2,}})")
_LEVEL_TAIL: Final = re.compile("[国省市县区乡镇村](?:级|重点|属|直|列)")
_DEGREE: Final = frozenset("初中高大小")
_AFTER_DEGREE: Final = frozenset("等级型中")
# 工业、文旅类项目投资
_OF_KIND: Final = re.compile(r".{2,4}(类(?:项目|企业|产品)(?:投资|数量|产值|贷款)?)")
_OF_SERVICES: Final = re.compile(".{2,4}((?:服务|制造)业.*)")
_FIELD: Final = re.compile("[^、业]{2,4}")
# 新增A、B分别达到3户、5户
_SHARED_VERB: Final = re.compile(
    r"(?:新增|净增|新培育|新认定|新建|特色种植|种植|养殖)(?=[^面量规])"
)
_OWN_VERB: Final = re.compile(r"新|净|改|扩|种|养|完成|实现|建|累计|发放|培育|引进")
_STAGE: Final = (
    r"(?:新|试|集中)?(?:签约|引进|招引|落地|开工|开建|续建|复工|建成|竣工|完工"
    r"|投产|投用|投运|达产|达效|生产|供地|销售"
    r"|新建|改扩建|改建|扩建|建设|改造|新增|修复|维修|治理)"
)
# 新签约、新开工、新投产亿元以上项目: the thing is written once, behind the last verb
_STAGES_ALONE: Final = re.compile(f"(?:{_STAGE}){{1,2}}")
_STAGE_OF: Final = re.compile(rf"(?:{_STAGE}){{1,2}}(?P<thing>率|[^率量额值数].+)")
# 固定资产投资、进出口: no owner of what follows
_OWNS_NOTHING: Final = ("固定资产", "社会消费品", "居民消费", "外商直接")
# 甲经开区营业收入、进口总额
_PARK_OWNS: Final = re.compile(rf".{{0,8}}(?:{PARK})(?=..)")
# 需氧量、氨氮排放量: what the last item ends with may belong to all
_TAIL: Final = re.compile(
    r"在全[国省市区县州盟旗](?:排名|排位|位次)$|(?:行业|产业|全产业链)?"
    r"(?:(?:限上|限额以上)?零售额|(?:养殖|种植)?规模|(?:种植|播种|养殖|栽培|推广)?面积"
    r"|(?:加工|生产|供应)能力|(?:人均月|人均|月)?(?:财政)?(?:补助)?标准|(?:抽样|监督|质量|安全|例行|检测|抽检|监测|检验|抽查)*合格率|(?:保险|(?<=.)医保)?参保(?:缴费)?(?:人数|率)|(?:(?:水|空气|环境)质量?)?[^、]{0,2}率"
    rf"|{'|'.join(sorted(TAILS))})(?:总量|增速|增幅|规模|占比)?$"
)

# 入境游客、新增企业、免税销售额: those who came and what is new have no sales
_SOLD: Final = ("额", "值", "收入", "利润", "税收")
_NOT_SOLD: Final = re.compile(r"^(?:新增|净增|新设)|(?:游客|旅客|进出|航班)$")


# 全县保险业资产和存、贷款余额
_BANKS: Final = ("银行业", "金融机构", "银行")
_LENT: Final = re.compile("(?:各项|本外币|人民币)*(?:存款|贷款|不良贷款)(?:余额|率)?")
_LONGEST_KIND: Final = 12  # letters of 税收超千万元 and its like
_THINGS: Final = ("项目", "工程", "机构", "中心", "园区", "基地", "企业", "平台", "设施")
_MEASURES: Final = ("值", "额", "量", "率", "比", "重", "入", "出", "润", "资", "积", "数", "速")


def share_parts(items: list[str]) -> list[str]:
    """Give the items of a list the words that are written once for all of them."""
    items = _above_limit(items)
    last = items[-1]
    if (
        named := _spent_alike(items, last)
        or _of_one_thing(items, last)
        or _of_one_noun(items, last)
    ):
        return named
    if (verb := _SHARED_VERB.match(items[0])) and not any(_OWN_VERB.match(i) for i in items[1:]):
        return [items[0], *(verb[0] + item for item in items[1:])]
    if items[0].endswith(_AREA) and _AREA_ALONE.fullmatch(items[0]):
        for area in _AREA:
            if last.startswith(area):
                rest = last[len(area) :]
                return [i + rest if i == items[0] or i in _AREA else i for i in items[:-1]] + [last]
    if of_all := _ASPECT_OF_ALL.search(last):
        return [item.removesuffix(of_all[0]) + of_all[1] for item in items]
    if "的" in items[0] and not any("的" in i for i in items[1:]):
        owner = items[0][: items[0].index("的") + 1]
        if all(head_of(i) or is_bare_head(i) or is_aspect(i) for i in items[1:]):
            return [items[0], *(owner + i for i in items[1:])]
    items = share_unit_of_output(items)
    pace = _PACE_TAIL.search(last)
    if pace and (pace[0].endswith("幅度") or not any(_HAS_NO_PACE.search(i) for i in items)):
        output = _OUTPUT_BEFORE_PACE.search(last)
        whole = output[0] if output else pace[0]  # 甲制造业、乙制造业增加值增速
        return [i if i.endswith(pace[0]) else i + (pace[0] if head_of(i) else whole) for i in items]
    if (
        last.endswith(("占比", "比重"))
        and len(last) > 4
        and all(head_of(i) and not _HAS_NO_SHARE.search(i) for i in items[:-1])
    ):
        return _with_share(items, last[-2:])  # 装机容量和发电量占比
    bare = is_aspect(items[0]) or _is_pollutant(items[0], shared_tail(last))
    first_head = "" if bare else head_of(items[0])  # 产值、税收
    if first_head and not (shared_tail(last) and _any_unmeasured(items[1:-1])):
        return _with_owner(items, first_head)
    return _with_tails(items)


def _spent_alike(items: list[str], last: str) -> list[str]:
    """Give each of a list what the last is spent on (甲基金、乙基金用于民生比重); [] for others."""
    shared = _SPENT_ON.search(last)
    return [*(one + shared[0] for one in items[:-1]), last] if shared else []


def _above_limit(items: list[str]) -> list[str]:
    """Give each trade the limit that stands before the first (限上零售业、住宿业销售额)."""
    above = _TRADES_ABOVE.match(items[0]) if items[0][:1] == "限" else None
    return [above[0] + i if _TRADE.match(i) else i for i in items] if above else items


def _with_share(items: list[str], share: str) -> list[str]:
    """Give each sum of a list its share, and its owner (新能源发电量、用电量占比)."""
    first = items[0]
    owner = first[:-3] if first.endswith("电量") else first.removesuffix(head_of(first))
    sums = [items[0], *items[1:-1], items[-1].removesuffix(share)]
    bare = [is_bare_head(one) or one[1:] == "电量" for one in sums[1:]]
    rest = [owner + one if alone else one for one, alone in zip(sums[1:], bare, strict=True)]
    return [one + share for one in (sums[0], *rest)]


def _of_one_noun(items: list[str], last: str) -> list[str]:
    """Give levels or kinds in a row the noun that only the last one names; [] for none."""
    if all(len(i) == 1 and i in "省市县区乡镇村" for i in items[:-1]) and _LEVEL_TAIL.match(last):
        return [i + last[1:] for i in items[:-1]] + [last]  # 县、乡级服务机构覆盖率
    if last.endswith("环境质量") and any(i in _MEDIA for i in items):
        return [i + "环境质量" if i in _MEDIA else i for i in items]  # 大气、水环境质量
    if last[1:2] in _AFTER_DEGREE and last[0] in _DEGREE and all(i in _DEGREE for i in items[:-1]):
        return [i + last[1:] for i in items[:-1]] + [last]  # 中、高等职业教育在校生
    if (level := _OF_LEVEL.match(last)) and all(_LEVEL.fullmatch(i) for i in items[:-1]):
        return [i + level[1] for i in items[:-1]] + [last]  # 国家级、省级平台数量
    if (served := _OF_SERVICES.fullmatch(last)) and all(_FIELD.fullmatch(i) for i in items[:-1]):
        return [i + served[1] for i in items[:-1]] + [last]  # 信息、科技服务业营收
    if (kind := _OF_KIND.fullmatch(last)) and all(1 < len(i) < 5 for i in items[:-1]):
        return [i if "类" in i else i + kind[1] for i in items[:-1]] + [last]
    return _of_kinds(items, last)


def _of_kinds(items: list[str], last: str) -> list[str]:
    """Give levels, sizes or stages in a row their noun, and what stands before the first of them.

    新增在建、续建项目, 税收超亿元、超千万元楼宇; [] where the items are something else
    """
    first = items[0]
    if last.endswith(_MEASURES) or len(first) > _LONGEST_KIND:
        return []
    things = last.endswith(_THINGS)
    for start in range(max(1, len(first) - 1)):
        if noun := shared_noun(first[start:], last, fields=things):
            rest = [i + shared_noun(i, last, fields=things) for i in items[1:-1]]
            return [first + noun, *(first[:start] + i for i in (*rest, last))]
    return []


def _of_one_thing(items: list[str], last: str) -> list[str]:
    """Give verbs in a row the thing that only the last one names; [] for none."""
    if items == ["进口", last] and last.startswith("出口"):
        return ["进口" + last[2:], last]  # 进口、出口通关时间
    if not all(_STAGES_ALONE.fullmatch(item) for item in items[:-1]):
        return []
    staged = _STAGE_OF.fullmatch(last)
    if staged is None:
        return []
    return [*(item + staged["thing"] for item in items[:-1]), last]


def _with_owner(items: list[str], first_head: str) -> list[str]:
    """Give the items of a list what stands before the head of the first (区属国企增加值、利润)."""
    if park := _PARK_OWNS.match(items[0]):
        return [items[0], *(i if _PARK_OWNS.match(i) else park[0] + i for i in items[1:])]
    stem = items[0][: -len(first_head)]
    if _STAGES_ALONE.fullmatch(stem) or stem.endswith(_OWNS_NOTHING):
        return items  # 开工率、竣工率
    if len(items) == 2 and (same := _of_same_work(items[0], items[1])):
        return [items[0], same]
    if stem.endswith(_BANKS):
        return [items[0], *(stem + i if _LENT.fullmatch(i) else i for i in items[1:])]
    shared = [
        _with_stem(stem, i) if is_bare_head(i) and stem and not _same_head(i, first_head) else i
        for i in items[1:]
    ]
    return [items[0], *shared]


def _of_same_work(first: str, second: str) -> str:
    """Give the second of two what the first counts (老旧小区改造开工量、完工量); "" for none."""
    work = first[: -len(second)] if len(second) <= 5 else ""
    if len(work) < 2 or indicator_of(second):
        return ""
    rate = len(second) == 3 or second.startswith(("及时", "按时", "按期", "限时", "一次"))
    both_rates = rate and second[-1] == first[-1] == "率"
    return work + second if both_rates or first[-2:] == second[-2:] else ""


def _same_head(item: str, head: str) -> bool:
    """Whether an item has an owner of its own before the head (存款余额、贷款余额)."""
    return item.endswith(head) and len(item) > len(head) and indicator_of(item) is not None


def _any_unmeasured(items: list[str]) -> bool:
    """Whether one of the items names no measure (需氧量、氨氮、二氧化硫排放量)."""
    return any(not head_of(item) and not is_bare_head(item) for item in items)


def _with_stem(stem: str, head: str) -> str:
    """Put a shared owner before a bare measure; 粮食播种面积和产量 shares 粮食 only."""
    for size in range(2, len(stem)):
        if indicator_of(stem[:size] + head) is not None:
            return stem[:size] + head
    return stem + head.removeprefix(stem[-2:])  # 碳排放权交易量、交易额


def _with_tails(items: list[str]) -> list[str]:
    """Give each item that names no measure the tail of the nearest one behind it."""
    tail = shared_tail(items[-1])
    if not tail:
        return items
    size = len(items[0])
    alike = size < 5 and len(items) == 2 and items[0][-1:] == items[1][size - 1 : size]
    if alike and head_of(rest := items[1][size:]) and not head_of(items[0]):
        return [items[0] + rest, items[1]]  # 食品、药品抽检合格率
    named = [items[-1]]
    for item in reversed(items[:-1]):
        head = "" if _is_pollutant(item, tail) else head_of(item)
        tail = shared_tail(item) or tail if head else tail
        own = tail.removeprefix("产业") if item[-1:] == "业" else tail
        own = own.removeprefix("保险" if item[-1:] == "保" else item[-2:])  # 医保、养老保险参保率
        named.insert(0, item if head or _stands_alone(item, tail) else item + own)
    return named


def _is_pollutant(item: str, tail: str) -> bool:
    """Whether an item only sounds like a measure (化学需氧量、氨氮排放量)."""
    return item.endswith("需氧量") and tail.startswith("排放")


def _stands_alone(item: str, tail: str) -> bool:
    """Whether an item is a measure that the tail makes no other of (进口、技改投资)."""
    if tail.endswith(_SOLD) and _NOT_SOLD.search(item):
        return True
    return is_bare_head(item) and indicator_of(item) is not None and not indicator_of(item + tail)


def shared_tail(item: str) -> str:
    """Tell the words at the end of the last list item that earlier items may share."""
    match = _TAIL.search(item)
    return match[0] if match and match.start() > 0 else ""
