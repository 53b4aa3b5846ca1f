"""Takes off what frames the thing measured: where it was reached, since when, in what ranking.

全区实现…, …在全市各县区中, 工业增加值剔除一次性因素, 生产总值2018年以来.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.canonical import indicator_of

_REACHED: Final = re.compile(
    "共(?<=^[全我].共)|实现|完成|计划实施|共有|现有|确定|安排|计划|发生|开设|举办|开展|荣获|获得"
)
_ALL_REACHED: Final = re.compile(
    r"^[\u4e00-\u9fff]{2,5}(?:县|旗|州|[市区](?=20))(?:20\d\d年)?(?:全年|预计|计划)*(?:实现|完成|计划)(?=..)"
    r"|^全[省市区县州盟旗](?:共有|共(?=谋划|实施|引进|新建|培育|建成|发放|签约|开工))(?=..)"
    r"|^(?:全|我|本|该)[国省市区县州盟旗镇乡](?:共|累计|全年|预计|可|将|20\d\d年|计划)*(?:实现|完成|确定|安排|发生|开设"
    r"|举办|开展|荣获|获得|(?<=计划)实施)(?=..)"
    r"|^[全我][国省市区县州盟旗]共(?=建成|开工|新建|改造|新增|培训|发放)|^(?:我|全)?街道(?:共|累计|全年|预计)*(?:实现|完成)(?=..)"
    r"|^我[省市区县州盟旗镇乡](?:(?:去年|今年|20\d\d年)?共(?:安排|实施|确定)|共有|现有)(?=..)"
)
_DID_TOGETHER: Final = re.compile("(?<=”)共(?:完成|实现)?(?=..)")  # “一区四园”共完成税收
_HERE_DID: Final = re.compile(
    r"^我[省市区县州盟旗](?=(?:新建|新增|引进|建成|培育|改造|开工|签约|发放|投入)..)"
)
_PLACE_REACHED: Final = re.compile(
    r"[\u4e00-\u9fff]{1,5}(?<![园新发展保范验片社创城港矿灌库景牧林])[市区](?:共|全年|将)*(?:预计)?(?:实现|完成|(?<=预计))"
)
# 成为全市第8个地区生产总值突破千亿元的区 states the level
_BECOMES_FIRST: Final = re.compile(
    r"^成为[^，、]{0,8}?(?:第[\d一二三四五六七八九十]+[个家]|首[个家]|唯一)(?=...)"
)
_BECOMES_NTH: Final = re.compile(
    r"(?<=..)成为[^，、]{0,8}?(?:第[\d一二三四五六七八九十]+[个家]|首[个家]|唯一)$"
)
# 卫生事业建成标准化卫生室: the field only leads to what was done
_FIELD_MADE: Final = re.compile(
    r"^[\u4e00-\u9fff]{2,4}事业(?:共|累计)?(?:建成(?=..)|(?=(?:新建|新增|改造|发放|培训)..))"
)
# 重点项目5大类51个
_KINDS_AT_END: Final = re.compile(
    r"(?<=..)(?:增至|增加到|扩大到|达到?|共有?)?\d+(?:大?类|个(?:方面|领域|环节))$"
)
_CIRCLE_AT_END: Final = re.compile(r"(?<=...)(?<![占于比较超居列达出])在?全[国省市区县州盟旗]$")
# 总数在全省各区县率先突破20万家
_AMONG_OTHERS: Final = re.compile(
    r"(?<=..)(?:率先)?在全[国省市区县州盟旗]各?[市县区州辖（）]{1,6}$"
)
# 工业增加值剔除一次性因素, 地区生产总值2018年以来: said of how it is told, no part of what it is
ASIDE_AT_END: Final = re.compile(r"(?<=..)(?:扣除|剔除|还原)[^，、]*(?:因素|影响|后)$")
SINCE_AT_END: Final = re.compile(r"(?<=..)20\d\d年以来$")
_ALL_OF_PLACE: Final = re.compile(r"^[全我][国省市区县州盟旗镇乡]共(?=[^同和享有计建...]..)")
# 甲开发区在2024年综合评价排名中前进8位: of that year's ranking
_IN_RANKING: Final = re.compile(
    r"在?(?:20\d\d年度?)?(?P<ranking>[^，、在]{2,}(?:排名|排位|评价|考核|考评|榜单|[百十]强))[中里]$"
)
_AMONG_ALL: Final = re.compile(r"(?<=...)在全[国省市区县州盟旗](?:各|所有)?[^，、]{0,6}[中内]$")
# 创造了亩产9000斤全国新纪录, 将年收入9000元作为新的贫困标准
_RECORD: Final = re.compile(
    "(?:再|又|首)?[创刷][造下出新]?了?((?:平均|最高)?(?:亩产|单产|公顷产量|产量))$"
)
_AS_WHAT: Final = re.compile(
    "(?:（[^）]*）)?(?:作为|确?定为|设为)(?:新的|新一轮|我国|全[国省市区县])*的?([^，、的]{2,12}(?:标准|起征点|门槛|底线))"
)
_OURS_AMONG: Final = re.compile("(?<=...)中我[省市区县州盟旗]$")  # 全国百强县中我省有9个
_AIMED: Final = re.compile("(?:我国)?(.{4,}?)的?(?:年均|年度|预期|主要)*目标[是为]")
# what the last letters of words may be that say more than the thing
_FRAME_ENDS: Final = frozenset("新中内后素响来类面域节")
_KIND_OF_NEW: Final = frozenset("创更出焕维翻革换高全求刷迭常")
_LONG_ENOUGH: Final = 6  # letters that stand without the 新 behind them


def without_frame(core: str) -> str:
    """Take off where it was reached (全区实现…, …在全市各县区中) and how many kinds there are."""
    core = _OURS_AMONG.sub("", _without_place(core)) if "中我" in core else _without_place(core)
    if core[-1:] in "是为" and (aimed := _AIMED.fullmatch(core)):
        return aimed[1]  # 我国经济增长预期目标是
    if "事业" in core:
        core = _FIELD_MADE.sub("", core)
    if "成为" in core:
        core = _BECOMES_NTH.sub("", core)  # 工业总量成为全区第四个突破2000亿元的地区
        core = _BECOMES_FIRST.sub("", core)
    if "在全" in core:
        core = _AMONG_OTHERS.sub("", core)
    if core[-1:] in _FRAME_ENDS:
        return _without_end(core)
    return _CIRCLE_AT_END.sub("", core) if core[-2:-1] == "全" else core


def _without_end(core: str) -> str:
    """Take off what the last words say beside the thing: in what ranking, since or after what."""
    last = core[-1]
    if last == "新" and len(core) > _LONG_ENOUGH and core[-2] not in _KIND_OF_NEW:
        return core[:-1]  # 保障房新安排700套
    if last == "中" and (ranking := _IN_RANKING.search(core)):
        return core[: ranking.start()] + ranking["ranking"]
    if last in "中内":
        return _AMONG_ALL.sub("", core)
    if last in "后素响":
        return ASIDE_AT_END.sub("", core)
    if last == "来":
        return SINCE_AT_END.sub("", core)
    return _KINDS_AT_END.sub("", core) if last in "类面域节" else core


def _without_place(core: str) -> str:
    """Take off that the whole place reached it (全区实现…, 我县共…)."""
    if _REACHED.search(core) or "预计" in core:
        core = _ALL_REACHED.sub("", core)
        place = _PLACE_REACHED.match(core)
        if place is not None and indicator_of(core[place.end() :]) is not None:
            core = core[place.end() :]  # 某某区实现一般公共预算收入…
    if core[2:3] == "共":
        core = _ALL_OF_PLACE.sub("", core)  # 全县共开工建设重点项目
    if "”共" in core:
        core = _DID_TOGETHER.sub("", core)
    return _HERE_DID.sub("", core) if core[:1] == "我" else core


def restated(core: str, post: str) -> tuple[str, str]:
    """Give the words around a number that sets a record, or that is taken as a standard.

    甲薯创造了亩产9000斤全国新纪录 measures 甲薯亩产, 将年收入9000元作为新的贫困标准 the standard.
    """
    if post.endswith("纪录") and (record := _RECORD.search(core)):
        return core[: record.start()] + record[1], ""
    taken = _AS_WHAT.match(post) if "为" in post else None
    return (taken[1], "") if taken else (core, post)
