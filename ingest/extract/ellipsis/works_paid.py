"""Names the work that a bare sum is for: 投资3亿元建设水厂, 总投资9亿元的青龙水库.

The work stands behind the sum, as the object of a verb or as the noun that 的 leads to; or it is
what the clause before speaks of (狠抓甲园扩容，投入2亿元).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.purposes import PAYER
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.words import CIRCLES, FAMILY

_WORK_AT_HEAD: Final = re.compile(
    r"(?:狠抓|抓好|抓实|推进|实施|加强|加大|开展|聚焦|持续|深入|大力|全力|全面|统筹|加快)+([\u4e00-\u9fff]{4,12})"
    r"(?<!力度)(?<!工作)(?<!发展)"
)
# 两大水利工程建设取得成效，投入3亿元
_WORK_GOES: Final = re.compile(
    r"([\u4e00-\u9fff]{2,14}?)(?:建设|工作)?(?:取得|扎实|全面|加快|稳步|强力|深入|有序|加速|持续|进展|成效)(?!推进.{3}|实施.{3})"
)
# how a sum that is spent is called; others needn't be asked
MONEY_SPENT: Final = frozenset(("投资", "投入"))
_SPENT: Final = frozenset(("投资", "投入", "总投资", "计划投资", "计划总投资", "累计投资"))
# 投入2亿元，实施灌区改造项目30个; 投资3亿元改造甲路、乙路等5条道路
_HOW_MANY: Final = (
    r"(?:(?:\d+(?:\.\d+)?[万余多]*(?:[个条项处座所家亩户人名栋]|公里|平方?米|乡镇|[乡镇村](?=\d)|村))+的?"
    r"|\d+(?:\.\d+)?[万余多]*)?"
)
_WORK_BEHIND: Final = re.compile(
    r"，?(?:[在为][^，。；]{2,20}(?=实施|建设|新建|开展))?(?:全面|深入|大力|持续|扎实|积极|重点|先后|集中"
    r"|组织|全力|有序|稳步|统筹|同步|高标准|高质量|高水平|高起点|高效|科学|精心|基本|顺利|切实|着力|规范|统一|分批)*"
    r"(?:启动|加快|推进|完成|实施|开展|用于|开工)*"
    r"(?:(?:、?(?:建设|新建|建成|打造|修建|实施|完成|开展|改扩建|扩建|建(?![成设筑立档议])))+"
    r"|(?P<act>改造|整治|维修|治理|修缮|翻修|硬化|绿化|亮化|修复|加固)"
    r"|(?P<better>改善|完善|购买|购置|购进|采购|添置)|(?<=加快)|(?<=推进)|(?<=用于))[了的]?"
    r"(?:(?:建筑|占地|总)*(?:面积|库容)[约近超]?\d+(?:\.\d+)?[万余]*[\u4e00-\u9fff]{1,4}的)?"
    rf"(?:[^，。；]{{2,40}}?等)?{_HOW_MANY}"
    r"(?P<noun>(?!投资)[\u4e00-\u9fff“”]{1,18}[\u4e00-\u9fff])(?<!任务)(?<!目标)"
    rf"(?:(?=\d)|(?P<more>(?:、{_HOW_MANY}[\u4e00-\u9fff“”]{{3,18}})*)(?=[，。；\n]|$))"
)
# 投资90万元完成甲公路3公里水泥硬化: the length stands inside the name of the work
_MEASURED_WORK: Final = re.compile(
    r"\d+(?:\.\d+)?[万余多]*(?:公里|平方?米|亩)的?([\u4e00-\u9fff]{2,14})(?=[，。；\n]|$)"
)
# 投资800万元，对甲片区道路进行维修
_DONE_TO: Final = re.compile(
    r"，?(?:用于)?对[^，。；]{0,40}?(?P<noun>[\u4e00-\u9fff“”]{3,20})(?:进行|实施)(?:了|全面|综合|集中)*"
    r"(?P<act>[\u4e00-\u9fff]{2,6})(?=[，。；\n]|$)"
)
# 建成了覆盖城乡的疾病预防控制体系
_REACHING: Final = re.compile("^(?:覆盖|辐射|连接|贯通|服务|面向)[^，、]{2,14}的(?=...)")
_COUNT_IN_LIST: Final = re.compile(rf"、{_HOW_MANY}")
_PROGRESS_AT_END: Final = re.compile(r"(?:建设)?(?:工作|进度|步伐|力度)?$")
# 总投资9亿元的青龙水库: the words up to the next figure or comma
_NAMED_BEHIND: Final = re.compile(
    r"(?:、(?:(?:占地|建筑|规划)(?:面积)?|全长|总长)[约近超]?\d+(?:\.\d+)?[万余多]*(?:亩|平方米|平方公里|公里))?"
    r"的([\u4e00-\u9fff“”（）A-Za-z]{3,40}?(?:、[\u4e00-\u9fff“”（）A-Za-z]{2,20}(?:基地|电站|项目|工程|园区?|中心|线|路|桥|库|站|港)[\u4e00-\u9fff]*)?)(?=[，。；、\d\n]|$)"
)
_HOW_FAR: Final = re.compile(r"(?<=项目|工程)(?![部建区群])[\u4e00-\u9fff]{2,6}$")  # 项目接近尾声
_A_WORK: Final = ("项目", "工程")
_LEADS_TO_NAME: Final = ("的", "、占地", "、建筑面积", "、规划面积", "、全长", "、总长")
_NOT_YET: Final = re.compile(r"(?:将在?|已|即将|正|正在|也|要|即|有望|今年|年内|顺利|成功|全面)+$")
_ANY_PROJECT: Final = re.compile(
    r"(?:特?大|重大|重点|产业|工业|新|好|优质|的)*(?:项目|工程|企业)(?:建设)?"
)
_BROUGHT: Final = re.compile(r"引进|招引|签约|引入|落户|落地|引资|以上")
# 规模最大、占比最高、总投资9亿元的甲基地
_LARGEST: Final = re.compile("^(?:[^，、]{2,12}[大高多长强优好新快先]、)+")
_SO_MANY: Final = re.compile("^[两二三四五六七八九十][条座个处项大]")
_SUMS: Final = frozenset(("number", "round"))
_SUM_NAMED: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}[市县区旗州])?((?:计划|概算|估算|预计|协议)?总?投资)"
)

# 投入3亿元，全面推进“三水共治”
_DRIVE_BEHIND: Final = re.compile(
    r"，?(?:全面|全力|深入|扎实|持续|大力|统筹|加快|强力)*(?:推进|实施|开展|启动|推动|打好|打响)(“[^“”]{2,12}”[^，。；、“”]{0,6})[，。；]"
)


def work_paid(place: Place, quantity: Quantity, core: str, state: State) -> str:
    """Name what a bare 投资 or 投入 is for (投资3亿元建设水厂); "" where that isn't said."""
    if FAMILY.get(quantity.unit) != "money":
        return ""
    if place.text.startswith(_LEADS_TO_NAME, quantity.tail):
        return _named_work(place, quantity, core)
    core = core[2:] if core[:2] in CIRCLES else core  # 全县投入9亿元，建设…
    payer = PAYER.match(core)
    who = payer[0] if payer else ""
    core = core[len(who) :]  # 中央和地方投入9亿元，建成了…
    if core not in _SPENT or place.pre != place.clause:
        return ""
    begin, end = state.previous
    named = end == place.clause - 1 and place.masked[end] in "，："
    if named and place.text.endswith(_A_WORK, begin, end):
        return ""  # 旧楼改造项目，计划投资9亿元，新建…: of what the clause before names
    if state.base.endswith("项目") and place.masked[place.clause - 1 : place.clause] != "；":
        return ""
    work = _WORK_BEHIND.match(place.text, quantity.tail)
    if work is None:
        if done := _DONE_TO.match(place.text, quantity.tail):
            return who + done["noun"] + done["act"] + core
        drive = _DRIVE_BEHIND.match(place.text, quantity.tail)
        return who + drive[1] + core if drive else _work_before(place, who + core, state)
    noun = work["noun"] if work["more"] else work["noun"].rstrip("近约超逾共达")
    if measured := _MEASURED_WORK.match(place.text, work.end()):
        noun += measured[1]
    if place.text.find("的", quantity.tail, work.start("noun")) > 0:
        noun, _ = noun_and_verb(noun)  # 投资9万元新建的冷库建成投用
    listed = _COUNT_IN_LIST.sub("、", work["more"] or "")
    noun = (work["better"] or "") + _PROGRESS_AT_END.sub("", noun + listed)
    return who + _REACHING.sub("", noun) + (work["act"] or "") + core


def _named_work(place: Place, quantity: Quantity, core: str) -> str:
    """Name the work that 的 leads to (总投资9亿元的青龙水库); "" for an unnamed project."""
    money = _SUM_NAMED.fullmatch(_LARGEST.sub("", core)) if core.endswith("投资") else None
    named = _NAMED_BEHIND.match(place.text, quantity.tail) if money else None
    if money is None or named is None or quantity.kind not in _SUMS:
        return ""
    if _BROUGHT.search(place.text, place.clause, quantity.start):
        return ""  # 引进投资9亿元的锂电池厂 says how large it is
    if "等" in place.text[quantity.tail : place.clause_end].replace("高等", ""):
        return ""  # 总投资9亿元的甲公司、乙公司等8个项目
    noun = _HOW_FAR.sub("", _NOT_YET.sub("", noun_and_verb(_SO_MANY.sub("", named[1]))[0]))
    if _ANY_PROJECT.fullmatch(noun):
        return ""
    return _PROGRESS_AT_END.sub("", noun) + money[1]


def _work_before(place: Place, core: str, state: State) -> str:
    """Name the work of the clause before, where it has no figure (狠抓甲园扩容，投入2亿元)."""
    begin, end = state.previous
    if core != "投入" or state.readings or end != place.clause - 1:
        return ""
    work = _WORK_AT_HEAD.fullmatch(place.text, begin, end) or _WORK_GOES.match(
        place.text, begin, end
    )
    return work[1] + core if work else ""
