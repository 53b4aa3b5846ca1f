"""Puts an aspect behind the subject that it belongs to: 税收, 占比 → 税收占比.

What both name is said once; a sum takes the place of another one (茶叶产量, 产值 → 茶叶产值).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of

# Sums of one thing: another of them takes the place of the first, it doesn't narrow it.
_SUMS: Final = frozenset((
    "产值", "总产值", "增加值", "产量", "总产量", "总产", "单产", "亩产", "总收入", "营业收入",
    "营收", "主营业务收入", "销售收入", "销售额", "利润", "利润总额", "利税", "税收", "净利润",
    "销量", "销售量", "商品量", "调出量", "外调量", "外销量", "加工量", "总产能",
    "年产值", "年产量", "年销售额",
))  # fmt: skip
_AREAS: Final = ("种植面积", "播种面积", "养殖面积", "栽培面积")
_OF_MONEY: Final = ("额", "收入", "产值", "利润", "税收")
# 茶叶产量800吨、产值9亿元; 水稻种植面积5000亩，总产2600吨
_SUM_AT_END: Final = re.compile(
    rf"(?<=..)(?:(?:实现)?(?:{'|'.join(sorted(_SUMS, key=len, reverse=True))})"
    r"|(?:种植|播种|栽培|养殖)面积|(?<![筑地业营积])面积)$"
)
# 审批时限压缩40%、申报材料精简50%: each is of the business, none of the other
_OF_BUSINESS: Final = re.compile(
    "(?<=..)(?:平均)?(?:办理|审批|审核|承诺|办事|申报|申请|提交|所需|跑动)*"
    "(?:时限|时间|时长|环节|材料|要件|次数|跑动)$"
)
# 建成标准果园9亩、挂果面积6亩: how much of it bears fruit, not how much was made
_BUILT: Final = re.compile(
    "^(?:建成|建设|打造|建立|设立|落成)(?!区|用地|项目|工程|资金)(?=.{4,5}$)"
)
_OF_MARKET: Final = re.compile("(?<=..)(?:国内|国际|全球)?(?:市场)?(?:渗透率|占有率|市占率)$")
_LINKED: Final = re.compile(
    "新通([^，、村]{2,5}?)((?:自然村|行政村|村|社区|乡镇|小区|农户)(?:（[^（）]+）)?)"
)
_CUT_FOR_BUSINESS: Final = frozenset("限间长节料件数动")
PACE_AT_END: Final = re.compile("(?<=..)(?:增速|增幅)$")  # the pace of what was named: 税收增幅
_YIELDS: Final = frozenset(("产量", "总产量", "总产"))
_GROWN: Final = ("播种", "种植", "栽培", "养殖")
_SHARES: Final = ("占比", "比重", "比例")
_OF_ALL_THERE: Final = ("覆盖率", "普及率", "保有量")  # 新建充电桩90个，覆盖率达95%: by all of them
_INSURED: Final = re.compile(
    r"(?:[^，、]{0,6}?参加)?([^，、]*?(?:保险|医疗|医保))(?:的?(?:农民|居民|人员|职工|群众)?人数|的(?:农民|居民|人员|职工|群众)|参保人数)?$"
)
RATE_AT_END: Final = re.compile(
    r"(?<=..)(?:[毛净]?入[园学]|公办|普惠|巩固|优良|达标|合格)率$|(?<=..)(?:立案|发案|受理)数$"
)
_OF_PUPILS: Final = frozenset(("在校学生总数", "在校生总数", "在校生人数", "在校生", "毛入学率"))
_PUPILS_AT_END: Final = re.compile(
    "(?<=..)(?:在学人数|(?:在校生?|在校学生|招生)(?:总?规模|人数)?)$"
)
_MADE_NEW: Final = (
    "新增", "净增", "新建", "新培育", "新认定", "新登记", "新注册", "新设立", "新引进", "新获批",
    "新入库", "新植", "新栽", "新种植", "新发展",
)  # fmt: skip
_LAST_WORDS: Final = 4  # characters at the end of a subject that an aspect may take the place of


def compose(base: str, aspect: str) -> str:
    """Put `aspect` (总量, 占比, 总里程) behind the subject `base` it belongs to."""
    if replaced := _of_people(base, aspect) or _of_business(base, aspect):
        return replaced
    base = _BUILT.sub("", base)
    if aspect[0] in "总累存" or aspect in _OF_ALL_THERE:
        base = _without_new(base)
    elif base.endswith(("净增", "新增")) and len(base) > _LAST_WORDS:
        base = base[:-2]  # 规上企业净增9家，增加值26亿元
    if base.endswith(aspect) or (aspect in _SHARES and base.endswith(_SHARES) and "占" in base):
        return base  # 税收占收入比重达60%，占比提高2个百分点
    if aspect.startswith("总") and aspect != "总量":
        bare = aspect[1:]
        if bare and base.endswith(bare):
            return base[: -len(bare)] + aspect
    if aspect.endswith(_OF_MONEY) and len(base) > 4:
        base = base.removesuffix("总数").removesuffix("数量")  # 企业总数30家，年销售额13亿元
    if aspect in _SUMS and base in _SUMS:
        return aspect
    sized = aspect in _SUMS or aspect in _AREAS
    if sized and (own := _SUM_AT_END.search(base)):  # 茶叶产量800吨、产值9亿元
        whole = base[: own.start()]
        return (whole.removesuffix(aspect[:2]) if aspect in _AREAS else whole) + aspect
    shortened = head_of(base) and indicator_of(base + aspect) is None
    for size in range(2, len(base) if shortened else 0):  # 粮食播种面积, 总产 → 粮食总产
        if indicator_of(base[:size] + aspect) is not None:
            return base[:size] + aspect
    return _joined(base, aspect)


def _of_people(base: str, aspect: str) -> str:
    """Put what is said of the insured or of pupils in the place of their number; else ""."""
    if aspect[:2] in ("参保", "参合") and (insured := _INSURED.match(base)):
        return insured[1] + aspect  # 参加养老保险人数18万人，参保率96%
    if aspect == "覆盖" and base.endswith("参保人数"):
        return base[:-4] + aspect  # 养老保险参保人数增加2万、覆盖10万人
    pupils = _PUPILS_AT_END.search(base) if aspect in _OF_PUPILS else None
    return base[: pupils.start()] + aspect if pupils else ""  # 在学人数2500万人，毛入学率22%


def _of_business(base: str, aspect: str) -> str:
    """Put what was cut for a piece of business in the place of what was cut before; else ""."""
    if aspect[-1] not in _CUT_FOR_BUSINESS or not _OF_BUSINESS.search("··" + aspect):
        return ""
    part = _OF_BUSINESS.search(base)
    return base[: part.start()] + aspect if part else ""


def _joined(base: str, aspect: str) -> str:
    """Put `aspect` behind `base`, saying what both have once."""
    if aspect in _SUMS and base.endswith("业经济"):
        return base[:-2] + aspect  # 工业经济快速发展，增加值增长9%
    if aspect in ("参合率", "参保率") and base[-1:] == "率":
        return aspect  # 接种率96%，新农合深入推进，参合率97%
    if aspect[-1] == "率" and base.startswith("累计" + aspect[:-1]):
        base = base[2:]
    if aspect[-1] == "率" and len(aspect) > 2 and base.startswith(aspect[:-1]):
        base = base[len(aspect) - 1 :].removeprefix("建设")  # 拨付工作经费9万元，拨付率100%
    if aspect == "投资完成率" and base.endswith("完成投资"):
        base = base[:-4]
    if aspect[-1] == "率" and (rate := RATE_AT_END.search(base)):
        base = base[: rate.start()]  # 学前三年毛入园率95%，普惠率90%
        return ("学前教育" if base == "学前三年" else base) + aspect
    if aspect in _YIELDS and base.endswith(_GROWN) and len(base) > len("播种") + 1:
        return base[:-2] + aspect  # 粮食播种9万亩，总产量7万吨
    again = base.find(aspect[:2]) if len(aspect) > 2 and aspect[:2] != "完成" else -1
    if again > 1 and len(base) - again <= _LAST_WORDS:
        return base[:again].removesuffix("已") + aspect  # 土地流转面积12万亩、流转率56%
    for overlap in (3, 2):
        if base[-overlap:] == aspect[-overlap:] and len(aspect) > overlap:
            return base[:-overlap] + aspect
    return base + aspect


def _without_new(base: str) -> str:
    """Take 新增 off a subject whose total is spoken of, and whom it serves."""
    if base[-1:] == "率":
        base = _OF_MARKET.sub("", base)  # 新能源汽车渗透率9%，保有量9万辆
    if base[:2] == "新通" and (linked := _LINKED.fullmatch(base)):
        return linked[2] + linked[1]  # 新通天然气村9个，覆盖率90%
    if (served := base.find("惠及")) > 1:
        base = base[:served]  # 营养餐惠及学生9万名，覆盖率95%
    base = base.removesuffix("推广")  # 新能源汽车推广3万辆，保有量12万辆
    for verb in _MADE_NEW:
        base = base.removeprefix("累计" + verb).removeprefix(verb)
        if len(base) > 4:
            base = base.removesuffix(verb)
    return base
