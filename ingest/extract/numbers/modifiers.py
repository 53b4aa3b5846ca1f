"""Tells the numbers that only narrow another word: 连续5年, 50米内, 产值过10亿元企业2家.

They say how long, how large or which step something is, and measure nothing themselves.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import strip_tail
from ingest.extract.vocabulary.words import FAMILY

_DURATION_BEFORE: Final = re.compile(
    r"(?:连续|时隔|历时|每隔|间隔|持续|仅用|用时|为期|近|前|后|历经|经过|满|未来|今后|过去|随后|此后|再过|最近|每|首|头)$"
)
_SERIES_BEFORE: Final = re.compile(r"(?:先后|连续|时隔|每隔|间隔|前|第|连跨|每)$")
_STEPS: Final = re.compile(
    r"“?[十百千万]?[亿万]?元?级?”?(?:新?台阶|大关|关口)"
)  # 连跨3个百亿台阶 counts steps, not things
_HEADS_FOR: Final = re.compile("(?:[向朝]着|[正续力速步]向)$")
_CIRCLE_ALONE: Final = re.compile("[^，、：；的位居列排名获指项]{1,12}")
_CIRCLE_AND_VERB: Final = re.compile("[^，、：；的指项]{1,10}中[^，、：；]{0,5}")
_SIZES: Final = frozenset(("度", "℃", "分", "纳米", "微米", "毫米", "英寸"))
# 分别高于全省平均水平5.1、4.1、3个百分点: the unit is written once; 国道108、208、307 has none
_ROW_OF_MEASURES: Final = re.compile(r"(?:[、和][\d.]{1,12}){1,20}(?:个?百分点|%|倍|[万亿]元)")
# 税收超亿元、超千万元楼宇: two sizes of one thing
_ROW_OF_SIZES: Final = re.compile(
    r"[、和](?:超过?|过)?[\d.]*[十百千]?[万亿]元(?:及?以上)?[^，、；。\d分均达]{0,2}"
    r"(?:企业|项目|园区|村|楼宇|产业|集群|主体|乡镇|镇|街道|产业链|村集体)"
)
_KIND: Final = re.compile(
    r"(?:重点|工业|规上)?(?:企业|行业|用能|项目|村集体|村|园区|产业|集群|主体|单位|楼宇|大户"
    r"|(?:县市区?|县区|区县|县|区|城区|乡镇|镇街|镇|街道|开发区|商圈|品牌|单品|大?单品|合作社|平台|港口|公司)(?=\d))"
)
# 9家企业销售收入过百亿 counts firms that large
_SO_LARGE: Final = re.compile(
    r"[^，、]{0,8}?(?:企业|园区|乡镇|产业集群|集团)(?:实现)?"
    r"(?:年?(?:销售收入|营业收入|主营业务收入|营收|产值|税收|纳税)|规模)?(?:过|超|超过|突破)"
)
# 8个产业规模超千亿元, 20%的村集体年收入超过30万元: thresholds, where a sum would be written out
SO_LARGE_EACH: Final = re.compile(
    r"的?(?P<thing>[^，、的]{0,10}?(?:产业链|产业|行业|项目|产品|单品|品牌|公司|企业|园区|开发区|乡镇|镇街|街道|门店|商场|商圈"
    r"|市场|村集体|村|社区|合作社|农场|县区|区县|县市|县|区|镇|乡|景区|集群|集团|楼宇|平台|大户|主体))"
    r"(?:实现|的)?(?P<over>(?:年度?|集体|经济|村级|经营性|总|主营业务|营业|地区|一般公共预算|财政|全年|全口径|单体)*"
    r"(?:规模|收入|产值|营收|税收|纳税|固投|投资额?|市值|估值|交易额|销售额|成交额|生产总值|进出口额?|利润|增加值|GDP|存款)"
    r"(?:均|都|已|分别|加快|加速|率先|首次|全部|先后|预计)*(?:超过?|过|突?破|跨越|迈入))"
)
_SIZE_NOTE: Final = re.compile(r"（[^（），。]{2,14}）及?以上[^，、。]")
_PROJECT: Final = re.compile(r"(?!实施|支持|建设|用于|推进|启动|谋划)[^，、的\d]{0,4}(?:项目|企业)")
_TASK_SET: Final = re.compile("[占为][^，、；]{0,10}(?:任务|目标|计划)$")
_EXTENTS: Final = frozenset(
    ("总面积", "建筑面积", "总建筑面积", "面积", "总长", "总长度", "总里程")
)
# between a count and the sum of what it counts
TOTAL_SUMS: Final = frozenset(
    f"{of}投资{so}" for of in ("总", "计划", "计划总", "") for so in ("", "达", "约", "共")
)
_SIZED_BY: Final = frozenset(("power", "mass", "volume", "apparent_power", "length"))
_PLANTS: Final = re.compile(
    "级?的?[^，、；。的\\d]{0,14}?(?:项目|工程|机组|电站|电厂|基地|风电场|生产线|泊位|装置|码头|热源厂|污水处理厂|水库|锅炉|船舶|轮船|集装箱船)"
)
_FIELDS_OF: Final = re.compile("(?:方面|领域|环节)(?=\\d)")
JOINS: Final = ("融入", "嵌入", "接入", "加入", "打入")
_CAN_DO: Final = re.compile("[^，、的]{0,8}能力")  # 4家日处理能力500吨的污水厂
_LED_BY: Final = 8  # characters before a bare number that can lead to it


def measuring(masked: str, start: int, quantities: list[Quantity]) -> list[Quantity]:
    """Drop the numbers of a clause that only narrow another word: 连续5年, 50米内."""
    last = len(quantities) - 1
    kept: list[Quantity] = []
    before = -1
    for number, quantity in enumerate(quantities):
        following = quantities[number + 1] if number < last else None
        inside = quantity.start == before and quantity.after == "ge"  # 957个50户以上村寨
        before = quantity.tail
        size = bool(kept) and _is_size(masked, kept[-1], quantity)
        in_row = bool(kept) and not kept[-1].unit and masked[kept[-1].tail : quantity.start] == "、"
        inside = inside or _is_task(masked, start, quantity, following)
        inside = inside or _one_of_sizes(masked, quantity)
        if in_row or not (inside or size or _narrows(masked, start, quantity, following)):
            kept.append(quantity)
    return kept


def _is_size(masked: str, counted: Quantity, quantity: Quantity) -> bool:
    """Whether the number narrows what the one before it counts (82个产值过10亿元的增长点)."""
    gap = masked[counted.tail : quantity.start]
    if gap.endswith(JOINS) and "、" not in gap and quantity.unit in ("条", "个", "张"):
        return FAMILY.get(counted.unit) == "count"  # 80家企业融入6条产业链: those firms
    if gap in TOTAL_SUMS:
        return False  # 9个总投资12亿元的项目: a number of its own
    if not gap and FAMILY.get(quantity.unit) in _SIZED_BY and FAMILY.get(counted.unit) == "count":
        # 2座35万千瓦光热电站
        return _PLANTS.match(masked, quantity.tail) is not None
    if gap in _EXTENTS or (gap[-2:] == "能力" and _CAN_DO.fullmatch(gap)):
        told = masked[quantity.tail : quantity.tail + 1] == "的"
        return told and FAMILY.get(counted.unit) == "count"  # 7个总面积20万平方米的小区
    if (FAMILY.get(quantity.unit) != "money" and quantity.kind != "round") or "、" in gap:
        return False
    if _is_threshold(masked, counted, quantity):
        return True
    return FAMILY.get(counted.unit) == "count" and (
        masked[quantity.tail : quantity.tail + 1] == "的"
        or _SO_LARGE.fullmatch(masked, counted.tail, quantity.start) is not None
    )


def _is_threshold(masked: str, counted: Quantity, quantity: Quantity) -> bool:
    """Whether a round sum, or any behind a share, says how large each of the things is."""
    if masked[quantity.start - 1] not in "超过破越入" or masked[counted.tail] in "，、":
        return False
    if counted.unit != "%" and masked[quantity.start].isdigit():
        return False
    return SO_LARGE_EACH.fullmatch(masked, counted.tail, quantity.start) is not None


def _is_task(masked: str, start: int, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a number only says of what the share behind it is (占年度任务60公里的120%).

    So does one that says how much land the things take up that are counted behind it.
    """
    if following is not None and masked[quantity.start - 2 : quantity.start] == "占地":
        # 占地1万亩标准化荞麦基地1处
        return FAMILY.get(following.unit) == "count" and _one_name(masked, quantity, following)
    if following is None or following.unit != "%" or following.start != quantity.tail + 1:
        return False
    told = masked[quantity.tail] == "的"
    return told and _TASK_SET.search(masked, start, quantity.start) is not None


def _bounds(masked: str, quantity: Quantity, family: str) -> bool:
    """Whether an age or a length only bounds another noun (50米内, 7万名35-64岁妇女)."""
    if family == "age" and quantity.high is not None:
        return True
    behind = masked[quantity.end : quantity.end + 1] in "内以"
    return behind or masked.startswith("及以", quantity.end)  # but 管网300米及附属设施


def _narrows(masked: str, start: int, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a number only narrows the word around it, or sizes what the `following` counts."""
    family = FAMILY.get(quantity.unit, "")
    at = quantity.start
    if quantity.kind == "rank":
        return False
    if _counts_nothing(masked, start, quantity, family) or _ranked_among(
        masked, quantity, following
    ):
        return True
    if not quantity.unit and quantity.kind == "number" and not _led(masked, start, at):
        return not _ROW_OF_MEASURES.match(masked, quantity.tail)
    after = masked[quantity.tail : quantity.tail + 1]
    if not after or after in "、，；。”）\n":
        return False  # no word behind it that it could narrow
    sizes = family == "voltage" or quantity.unit in _SIZES  # 220千伏变电站, 8英寸生产线
    if sizes or (family == "time" and not _led(masked, start, at)):  # 24小时便民服务
        return True
    if family in ("age", "length") and _bounds(masked, quantity, family):
        return True
    if family.startswith("money") and _one_of_two(masked, quantity, following):
        return True
    if masked[at - 1 : at] in "过超" and _KIND.match(masked, quantity.tail):
        # 能耗超5千吨重点企业, 营收过80亿行业
        return family in ("money", "mass", "energy", "area", "power") or quantity.unit == "亿"
    if masked[at - 2 : at] == "减按":
        return True  # 所得税减按15%征收
    if family == "money" and following is not None and _sizes(masked, quantity, following):
        return _one_name(masked, quantity, following)
    # 甲工厂、乙工厂等总投资9亿元以上的项目: of all that are named
    of_all = masked[at - 4 : at] == "等总投资" and masked.startswith("的", quantity.tail)
    if of_all or quantity.after not in ("ge", "le", "lt") or masked[at - 1] in "从由":
        return False
    # 亿元以上企业, 500吨级以上泊位12个: a bound before what is counted
    return family == "money" or (following is not None and _one_name(masked, quantity, following))


def _one_of_sizes(masked: str, quantity: Quantity) -> bool:
    """Whether a sum is the first of two sizes of what stands behind (税收超亿元、超千万元楼宇)."""
    if masked[quantity.tail : quantity.tail + 1] not in ("、", "和"):
        return False
    if FAMILY.get(quantity.unit) != "money":
        return False
    bound = masked[quantity.start - 1] in "过超" or quantity.after == "ge"
    return bound and _ROW_OF_SIZES.match(masked, quantity.tail) is not None


def _one_of_two(masked: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a sum is written in two currencies to say how big a thing is.

    投资超30亿元或3亿美元的项目6个, 8亿元（5000万美元）以上项目12个
    """
    either = masked[quantity.tail] == "或" or masked[quantity.start - 1 : quantity.start] == "或"
    noted = _SIZE_NOTE.match(masked, quantity.tail) is not None
    return noted or (either and following is not None)


def _sizes(masked: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether an amount says only how big the things are that the next number counts.

    产值过10亿元企业2家, 新落户20亿元项目3个
    """
    if masked[quantity.start - 1 : quantity.start] in "过超":
        return True
    counted = FAMILY.get(following.unit) == "count"
    return counted and _PROJECT.fullmatch(masked, quantity.tail, following.start) is not None


def _counts_nothing(masked: str, start: int, quantity: Quantity, family: str) -> bool:
    """Whether the words around a number make it a duration, a series, a step or a speed."""
    at = quantity.start
    if family in ("time", "days", "age") and _DURATION_BEFORE.search(masked, start, at):
        return True
    if family == "count" and _SERIES_BEFORE.search(masked, start, at):
        return True
    if (
        masked[at - 2 : at] in ("全长", "总长")
        and masked[quantity.tail : quantity.tail + 1] == "的"
    ):
        return True  # 3条全长60公里的景观大道
    if quantity.unit in ("名", "位", "强", "%", "‰") and masked[at - 1 : at] == "前":
        return True
    if quantity.unit == "个" and _STEPS.match(masked, quantity.tail):
        return True
    if masked[at - 1 : at] in ("向", "着") and _HEADS_FOR.search(masked, start, at):
        return True  # 向着600亿元大关冲刺 is where it goes, nothing reached
    if quantity.unit == "个" and _FIELDS_OF.match(masked, quantity.tail):
        return True  # 5个方面18条经验
    return quantity.unit == "大类" or masked.startswith("时速", at - 2)


def _ranked_among(masked: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether a count says among how many a rank is (位居15个副省级城市之首, 在9个县区中排第三)."""
    if following is None or following.kind != "rank" or quantity.unit != "个":
        return False
    before = masked[quantity.start - 1]
    if before not in "居列名在国省市":
        return False
    within = masked[quantity.tail : following.start]
    if before == "在":
        return "中" in within and _CIRCLE_AND_VERB.fullmatch(within) is not None
    return _CIRCLE_ALONE.fullmatch(within) is not None


def _led(masked: str, start: int, at: int) -> bool:
    """Whether words just before a bare number say that it is a value (指数达到, 从6.32)."""
    if masked[at - 2 : at] in ("指数", "系数", "年的", "加快", "放缓"):
        return True
    lead = strip_tail(masked, max(start, at - _LED_BY), at)
    return lead.end < at and bool(
        lead.to or lead.rise or lead.before or {"从", "由"} & set(lead.words)
    )


def _one_name(masked: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether a name and no list stands between the two numbers."""
    gap = masked[quantity.tail : following.start]
    return len(gap) >= 2 and "、" not in gap
