"""Trims what stands before a number to what was measured: no fillers, no list before 等.

利用空闲场地新建… counts from its verb, 新增A、B等平台 counts 平台.
"""

from __future__ import annotations

import re

from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.phrases.last_statement import last_statement
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FRAME, KEEP, KEEP_LENGTHS, prefix

_REACHED = re.compile(
    "共(?<=^[全我].共)|实现|完成|计划实施|共有|现有|确定|安排|计划|发生|开设|举办|开展|荣获|获得"
)
_ALL_REACHED = re.compile(
    r"^[\u4e00-\u9fff]{2,5}(?:县|旗|州|[市区](?=20))(?:20\d\d年)?(?:全年|预计|计划)*(?:实现|完成|计划)(?=..)"
    r"|^全[省市区县州盟旗](?:共有|共(?=谋划|实施|引进|新建|培育|建成|发放|签约|开工))(?=..)"
    r"|^(?:全|我|本|该)[国省市区县州盟旗镇乡](?:共|累计|全年|预计|可|将|20\d\d年|计划)*(?:实现|完成|确定|安排|发生|开设"
    r"|举办|开展|荣获|获得|(?<=计划)实施)(?=..)"
    r"|^[全我][国省市区县州盟旗]共(?=建成|开工|新建|改造|新增|培训|发放)|^(?:我|全)?街道(?:共|累计|全年|预计)*(?:实现|完成)(?=..)"
    r"|^我[省市区县州盟旗镇乡](?:(?:去年|今年|20\d\d年)?共(?:安排|实施|确定)|共有|现有)(?=..)"
)
_DID_TOGETHER = re.compile("(?<=”)共(?:完成|实现)?(?=..)")  # “一区四园”共完成税收
_LEADS_TO_WON = 6  # letters of 累计争取, 为企业争取
_HERE_DID = re.compile(
    r"^我[省市区县州盟旗](?=(?:新建|新增|引进|建成|培育|改造|开工|签约|发放|投入)..)"
)
_PLACE_REACHED = re.compile(
    r"[\u4e00-\u9fff]{1,5}(?<![园新发展保范验片社创城港矿灌库景牧林])[市区](?:共|全年|将)*(?:预计)?(?:实现|完成|(?<=预计))"
)
# 成为全市第8个地区生产总值突破千亿元的区 states the level
_BECOMES_FIRST = re.compile(
    r"^成为[^，、]{0,8}?(?:第[\d一二三四五六七八九十]+[个家]|首[个家]|唯一)(?=...)"
)
_BECOMES_NTH = re.compile(
    r"(?<=..)成为[^，、]{0,8}?(?:第[\d一二三四五六七八九十]+[个家]|首[个家]|唯一)$"
)
# 卫生事业建成标准化卫生室: the field only leads to what was done
_FIELD_MADE = re.compile(
    r"^[\u4e00-\u9fff]{2,4}事业(?:共|累计)?(?:建成(?=..)|(?=(?:新建|新增|改造|发放|培训)..))"
)
# 重点项目5大类51个
_KINDS_AT_END = re.compile(r"(?<=..)(?:增至|增加到|扩大到|达到?|共有?)?\d+大?类$")
_CIRCLE_AT_END = re.compile(r"(?<=...)(?<![占于比较超居列达出])在?全[国省市区县州盟旗]$")
# 总数在全省各区县率先突破20万家
_AMONG_OTHERS = re.compile(r"(?<=..)(?:率先)?在全[国省市区县州盟旗]各?[市县区州辖（）]{1,6}$")
# 工业增加值剔除一次性因素, 地区生产总值2018年以来: said of how it is told, no part of what it is
ASIDE_AT_END = re.compile(r"(?<=..)(?:扣除|剔除|还原)[^，、]*(?:因素|影响|后)$")
SINCE_AT_END = re.compile(r"(?<=..)20\d\d年以来$")
_ALL_OF_PLACE = re.compile(r"^[全我][国省市区县州盟旗镇乡]共(?=[^同和享有计建...]..)")
# 甲开发区在2024年综合评价排名中前进8位: of that year's ranking
_IN_RANKING = re.compile(
    r"在?(?:20\d\d年度?)?(?P<ranking>[^，、在]{2,}(?:排名|排位|评价|考核|考评|榜单|[百十]强))[中里]$"
)
_AMONG_ALL = re.compile(r"(?<=...)在全[国省市区县州盟旗](?:各|所有)?[^，、]{0,6}[中内]$")


_FRAME_ENDS = frozenset("新中内后素响来类")
_IN_ALL = re.compile("(?<=...)共(?=完成)")  # 在建项目共完成投资9亿元
# 幼儿园已开工建设8所: no part of the stage
_BY_NOW = re.compile(
    "(?<=..)(?:已(?:全部|经)?|实现)(?=(?:开工|竣工|完工|投产|投用|建成|交付|签约|落地)(?:建设)?$)"
)


def _without_frame(core: str) -> str:
    """Take off where it was reached (全区实现…, …在全市各县区中) and how many kinds there are."""
    core = _without_place(core)
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
    if last == "新" and len(core) > _SAYS_ALL and core[-2] not in _KIND_OF_NEW:
        return core[:-1]  # 保障房新安排700套
    if last == "中" and (ranking := _IN_RANKING.search(core)):
        return core[: ranking.start()] + ranking["ranking"]
    if last in "中内":
        return _AMONG_ALL.sub("", core)
    if last in "后素响":
        return ASIDE_AT_END.sub("", core)
    if last == "来":
        return SINCE_AT_END.sub("", core)
    return _KINDS_AT_END.sub("", core) if last == "类" else core


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


def trim(core: str) -> tuple[str, str]:
    """Strip fillers, framing verbs and a list before 等 from `core`; give it with its verb.

    The verb is the one that a 、-list after it shares (新增国家级绿色工厂27家、绿色工业园区3个).
    """
    start, _ = strip_head(core, 0, len(core))
    core = _without_frame(core[start:])
    won = core.find("争取", 0, _LEADS_TO_WON) if core[:1] in "争累为" else -1
    if won < 0 and core[:1] in OPENS and core.startswith(OPENERS):
        core = after_opener(core)
    if "共完成" in core:
        core = _IN_ALL.sub("", core)
    if "已" in core or "实现" in core:
        core = _BY_NOW.sub("", core)
    given = _FOR_WHOM.match(core) if core[:1] == "为" else None
    if given is not None:
        verb = given[0]
    elif won >= 0:
        verb = core[: won + len("争取")]
    else:
        verb = core[: keep_verb(core, 0, len(core))]
    if verb and core.startswith("了", len(verb)):
        core = verb + core[len(verb) + 1 :]  # 增加了班级
    if not verb and core.startswith("投资") and 0 < core.find("、") < core.find("等"):
        verb = "投资"  # 投资水利、交通等基础设施9亿元
    if verb == "累计" and (more := keep_verb(core, 2, len(core))):
        verb = core[: 2 + more]  # 累计创建A 11个、B 19个
    if core.endswith("等") and not core.endswith("优等"):
        return core[:-1], verb  # 留抵退税、减税降费等1.2亿元: a sum of the whole list
    if "等" in core:
        core, verb = _done_in(_after_list(core, verb), verb)
    if "、" in core:
        core = last_statement(core)
        again, _ = strip_head(core, 0, len(core))
        core = core[again:]
        verb = _verbs_at_head(core)
    return core, verb


def _verbs_at_head(core: str) -> str:
    """Give the verb that opens a list, or both of two (改建、新建桥梁7座、泵站9座)."""
    end = keep_verb(core, 0, len(core))
    second = keep_verb(core, end + 1, len(core)) if end and core[end : end + 1] == "、" else 0
    return core[: end + 1 + second] if second > 1 else core[:end]


OPENERS = (
    "利用", "通过", "依托", "围绕", "按照", "根据", "结合", "针对", "采取", "以", "在", "为", "对",
    "从",
)  # fmt: skip
OPENS = frozenset(opener[0] for opener in OPENERS)  # a quick look before them


_SERVED = 15
_GIVEN = ("融资", "减负", "降本", "让利", "减税", "退税", "增收")  # for whom it was done narrows
_WORKED_ON = ("改造", "整治", "治理", "修复", "维修", "加固")
_LONGEST_FOR = 40
_GIVES = re.compile("(?<=..)(?:发放|安装|争取|办理|减免|新增|配备)[^，]{2,}$")
_GIVEN_TO = re.compile("(?<=..)(?:提供|开展|实施|进行)([^提供开展实施进行]{3,8})$")
# 为孤儿、残疾人发放补助, 为企业争取资金: for whom it was done narrows what was paid
_FOR_WHOM = re.compile("为[^，。；]{2,24}?(?:发放|争取|兑现|减免|筹集|筹措|追回|挽回)(?=..)")
_TRADE = ("进出口", "出口", "进口", "贸易", "贸易额", "进出口额", "进出口总额", "投资", "投资额")


def after_opener(core: str) -> str:
    """Cut 利用空闲场地新建… to the verb that counts."""
    verbal = core[-4:] not in KEEP and (core[-2:] in KEEP or core[-2:] in FRAME)
    verbal = verbal and not core.endswith(_GIVEN)
    if core[0] == "为" and len(core) < _SERVED and not verbal:
        return core  # 为企业减税降费: for whom it was done narrows
    if core[0] == "为" and _FOR_WHOM.match(core):
        return core
    if core[0] == "对" and core.endswith(_TRADE):
        return core  # 对东盟进出口
    if core[0] == "对" and verbal and core[-2:] in _WORKED_ON:
        return core[1:]  # 对危桥改造9座
    if core[0] == "为" and (given := _GIVEN_TO.search(core)):
        return given[1]  # 为残疾人提供康复救助
    if core[0] == "为" and not verbal and len(core) < _LONGEST_FOR and _GIVES.search(core):
        return core  # 为城乡低保、特困人员发放救助金
    for size in (4, 3, 2):
        if len(core) > size + 2 and (core[-size:] in KEEP or core[-size:] in FRAME):
            return core[-size:]
    for at in range(3, len(core) - 1):
        if prefix(core, at, KEEP_LENGTHS, KEEP) > 1 and core[at] in "新改完建投发提增配安":
            return core[at:]
    return core


_ONE_NAMED = 9  # letters of one thing named before 等 that are kept
_SAYS_ALL = 6  # letters of a noun behind 等 that needs no example (特色商业街区)
_KIND_OF_NEW = frozenset("创更出焕维翻革换高全求刷迭常")
_SO_MANY = frozenset("两三四五六七八九十")  # 甲榜等五张榜单
_TAKES_NAMES = ("引进", "招引", "签约", "开工", "新开工", "落户", "获评", "入选", "争取")
_NAMED_THINGS = ("项目", "工程", "企业", "平台", "机构", "学校", "公路", "园区", "品牌", "榜单")
_OWNER_TAKES = re.compile(
    r"([^，、“]{0,10}?新?(?:入驻|引进|落户|集聚|聚集|汇聚))(?!项目|企业)[^、]{2,}、"
)
_BRINGS = (
    "引进", "引入", "招商引进", "招引", "签约", "落户", "新签约", "新引进", "新落户", "入驻",
    "新入驻",
    "集聚", "聚集", "汇聚", "新招引", "对接", "走访", "拜访", "洽谈",
)  # fmt: skip
_GENERIC = ("项目", "企业")
# 争取甲专项等各类资金: the list is only of examples
_OF_ALL_KINDS = ("各类", "各项", "上级", "各级")


def _done_in(core: str, verb: str) -> tuple[str, str]:
    """Give what was done in 专项行动 (…等专项行动清理河道) with its verb."""
    did = core.find("行动") + len("行动")
    length = 0 if verb or "行动" not in core else keep_verb(core, did, len(core))
    return (core[did:], core[did : did + length]) if length > 1 else (core, verb)


def _after_list(core: str, verb: str) -> str:
    at = core.rfind("等")
    rest = core[at + 1 :]
    also = (
        keep_verb(core, len(verb), at)
        if len(verb) > 1 and "、" in core and verb[-2:] != "争取"
        else 0
    )
    if also > 1 and core[len(verb)] not in "新净":
        verb += core[len(verb) : len(verb) + also]  # 统筹整合甲、乙等部门资金
    if not verb and (taken := _OWNER_TAKES.match(core, 0, at)) and len(rest) > 1:
        return taken[1] + rest  # 创业园新入驻甲公司、乙公司等企业
    if not rest or core[at - 1 : at + 2] in (
        "高等教",
        "高等院",
        "高等学",
        "中等职",
        "高等职",
        "均等化",
        "平等就",
        "优等",
    ):
        return core if rest else core[:at]
    if rest in _GENERIC and verb in _BRINGS:
        return verb + rest  # 引进甲公司、乙公司等项目142个
    if rest[0] in "级次式分于" or len(rest) <= 2:
        return core
    one = "、" not in core and 0 < at - len(verb) < _ONE_NAMED
    one = one and (len(rest) < _SAYS_ALL or rest[0] in _SO_MANY)
    if (
        one
        and rest[0] != "地"
        and not rest.startswith(_OF_ALL_KINDS)
        and not rest.endswith(_NAMED_THINGS)
        and not verb.endswith(_TAKES_NAMES)
    ):
        return core  # 发放特困救助等补贴: what is named narrows
    return (verb if not rest.startswith(verb) or not verb else "") + rest
