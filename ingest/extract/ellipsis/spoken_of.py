"""Names the thing that a clause without a number speaks of.

“甲”平台效果显现, 深化乙班列市场化运营改革, 持续打好丙歼灭战: the platform, the trains, the battle.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.phrases.parts_of_speech import noun_and_verb, opens_with_verb

# What is said of a thing at the end of a clause: 成效显著, 稳步推进, 提质扩面, 风起潮涌.
_SHOWS: Final = (
    "(?:成效|成果|效果|效益|优势|(?:支撑|引领|带动|示范|主导|龙头)?作用|活力|质效|特色|亮点|影响力|带动力|吸引力|竞争力|知名度|(?:品牌|集聚|规模|辐射)效应)"
    "(?:[日更愈]?[益趋加为]?|持续|不断|进一步|逐步|初步)(?:显著|明显|显现|凸显|彰显|突出|初显|迸发|增强|扩大|提升|提高|释放|斐然|丰硕|巩固)"
)
_REACHES: Final = (
    "(?:取得|收获|见到|迈出)(?:新|积极|显著|明显|重大|重要|突破性|实质性|阶段性|决定性|历史性|标志性|长足|丰硕|可喜|初步)*(?:的)?"
    "(?:成效|进展|突破|成果|步伐)"
)
_SAYINGS: Final = (
    "(?:[再屡又连]创|创)(?:历史)?(?:新高|佳绩|新绩|最好水平)|再上(?:新)?台阶|(?:再|喜|又)获丰收|再结硕果|稳中[有向][进升增好]|热度[空不][前减]|(?:持续|火爆|异常)?(?:火热|火爆|红火)|人气(?:爆棚|高涨)|风起潮涌|走深走实|走在前列|如火如荼|方兴未艾|量质[齐双并]升|多点开花|百花齐放|势头[良强][好劲]|全面铺开"
    "|从无到有|初具规模|初见成效|落地见效|落地生根|落地开花|正式运行|封关运[作行]|公平普惠|高效直达|直达快享|[应直][享收保救达]尽?[享收保救快]"
    "|形成[^，、]{2,6}"
)
_HOW: Final = (
    "进一步|日益|逐渐|显著|明显|大幅|基本|持续|不断|深入|扎实|有序|加快|加速|全面|稳步|升级|逐步|快速|蓬勃|顺利|成功|正式|高效|纵深|强势|加力|协同|一体|全力"
    "|提速|平稳|健康|全线|如期|集中|稳健|良性|茁壮|迅速|迅猛|强劲|持久|系统|整体|高质量|高水平|高标准"
)
_GOES: Final = (
    "深化|加力|推进|实施|开展|加强|拓展|发展|提升|壮大|落地|启动|运行|建设|完善|改善|增强|推开|扩大|优化|运营|开工"
    "|开工建设|投产|见效|铺开|展开|成长|崛起|突破|攀升|发布|上线|启用|投用|通车|获批|揭牌|增长|回升|延伸|覆盖|推广"
)
_TURNS: Final = (
    "组建|设立|提质|增效|提额|降息|提档|降费|扩面|扩量|扩容|扩能|增量|提速|升级|发力|见效|落地|降本|提标|做强|做优"
    "|做大|上线|运行|运营|建成|投用|通车|投产|开通|开工|揭牌|挂牌|启动|实施|加力|扩围|转段|集聚|成势|成型|起势|破题"
    "|换挡|提效|赋能|焕新|出圈|开园|开业|开馆"
)
# 甲政策扩大至全岛, 乙服务延伸到村
_SPREADS: Final = (
    "(?:扩大|拓展|扩展|扩围|扩容|延伸|推广|覆盖|辐射|推开|下沉|下放)[至到][^，、\\d]{1,6}"
)
_PREDICATE: Final = re.compile(
    f"(?:{_SHOWS}|{_REACHES}|{_SPREADS}|{_SAYINGS}|(?:{_HOW})(?:{_GOES})|(?:{_TURNS})(?:[、并和]?(?:{_TURNS}))?)$"
)
# 持续打好…, 集中力量建设…: what is done, and how
_HEAD_ACT: Final = re.compile(
    "(?:(?:向|对|为|给)[^，、]{2,10}?(?=发放|提供|开展|实施|落实|增发))?"
    "(?:举全[省市区县州]之力|继续|持续|坚决|全力|深入|扎实|分步骤|有力|有序|逐步|积极|大力|着力|全面|加快|稳步|将|要|进一步|统筹|协同|及时"
    "|高质量|高标准|高水平|集中力量|切实|抓紧|狠抓|在全[国省市区县]率先|率先|适时|适度|合理)*"
    "(?:启动实施|打好|打赢|化解|防范|破解|解决|整治|治理|推广|培育|巩固|打造|推开|推行|壮大|发展|做大|做强|做优|创新"
    "|运营|深化|改革|实施|推进|推动|扩大|提高|完善|加强|开展|落实|建设|建立|健全|优化|启动|加大|促进|拓展|组织|举办"
    "|抓好|用好|支持|强化|调整|上调|下调|发放|放宽|扩围)"
    "(?:实施|壮大|提升|优化|完善|健全|落实|强化|处置|化解|做强|做优|做大)?(?!性|区|用地|规划)"
)
# The work on a thing stands behind its name: 乙班列市场化运营改革.
_WORK_AT_END: Final = re.compile(
    "(?:市场化|规模化|常态化|产业化)?(?:运营|经营|管理|发展)?(?:改革|模式|体制|机制|覆盖面|覆盖范围|力度|步伐|规模|水平"
    "|工作|安全|风险|生产|(?:跨越式|高质量|集群化|规模化|多元化|融合|协同|集聚|快速|创新|绿色)?发展|质效|空间|各子项工程|扩围提质|提质扩面|扩围|提质|建设)$"
)
_ADVERB_AT_END: Final = re.compile("(?:相继|陆续|双双|先后|已|全部|基本|不断|屡|再|又|仍|均)$")
_SUCH: Final = re.compile("^[^等]{2,20}等(?:一批|一大批)(?=..)")
# Too vague to own a figure: 经济发展, 民生工作, 全省上下.
_VAGUE: Final = re.compile(
    "(?:.{0,4}(?:经济|改革|发展|民生|开放|创新|工作|环境|形势|需求|基础|能力|水平|成效|效益|支撑|机遇|任务|责任|重任|底线"
    "|精神|部署|方针|理念|动能|活力|格局|优势|作用|短板|问题|矛盾|领域|方面|重点|质量|投资|消费))"
    "|[我全][国省市区县州盟旗].{0,3}"
)
# Who acts in general, a statement inside, a mere slogan: 各级政府要…, “止损治亏”.
_NO_THING: Final = re.compile(
    "(?<![重主需])要(?!素|道|塞)|也|均(?!衡)|建立|形成|实现|各级|各地|政府(?!投资|购买|引导|性|采购|专项)|从"
    "|[一二]方面|[上下]山|[省市县区]委|连续|联动$|^全[年域链员程方面]|^“[^“”]*”$"
)
_LONGEST_THING: Final = 25


@lru_cache(maxsize=8192)
def thing_of(clause: str) -> str:
    """Name the thing that a clause without a number speaks of; "" for none or too vague a one.

    “甲”平台效果显现 speaks of “甲”平台, 深化乙班列市场化运营改革 of 乙班列.
    """
    thing = _acted_on(clause)
    thing = _PREDICATE.sub("", thing.removeprefix("了")) if thing else _spoken_of(clause)
    thing = _WORK_AT_END.sub("", _ADVERB_AT_END.sub("", _SUCH.sub("", thing)))
    if not 1 < len(thing) <= _LONGEST_THING or thing[0] in "的和与、":
        return ""
    return "" if _VAGUE.fullmatch(thing) or _NO_THING.search(thing) else thing


def _acted_on(clause: str) -> str:
    """Give what the verb at the head of `clause` acts on; "" where none stands there."""
    act = _HEAD_ACT.match(clause)
    if act is not None:
        return clause[act.end() :]
    start, frame = strip_head(clause, 0, len(clause))
    if frame:
        return clause[start + keep_verb(clause, start, len(clause)) :]
    verb = 0 if _PREDICATE.search(clause) else keep_verb(clause, start, len(clause))
    return clause[start + verb :] if verb > 1 else ""


def _spoken_of(clause: str) -> str:
    """Give the subject of a clause that ends with its predicate, or of each in a row."""
    items = clause.split("、")
    if _PREDICATE.search(items[-1]):
        return "、".join(filter(None, map(_without_predicate, items)))
    start, _ = strip_head(clause, 0, len(clause))
    if opens_with_verb(clause[start:]):
        return ""
    noun, predicate = noun_and_verb(clause[start:])
    return noun if predicate else ""


def _without_predicate(item: str) -> str:
    """Give an item of a row without what is said of it (甲园正式启用、乙园扩能发力)."""
    said = _PREDICATE.search(item)
    if said is None:
        return item
    start, _ = strip_head(item, 0, said.start())
    return item[start : said.start()]
