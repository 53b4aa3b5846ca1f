"""Trims what stands before a number to what was measured: no fillers, no list before 等.

利用空闲场地新建… counts from its verb, 新增A、B等平台 counts 平台.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.framing import without_frame
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.phrases.last_statement import last_statement
from ingest.extract.phrases.openers import FOR_WHOM, OPENERS, OPENS, after_opener
from ingest.extract.vocabulary.canonical import indicator_of

_LEADS_TO_WON: Final = 6  # letters of 累计争取, 为企业争取
_HOW_DONE: Final = ("免费", "集中", "直接")
_IN_ALL: Final = re.compile("(?<=...)共(?=完成)")  # 在建项目共完成投资9亿元
# 幼儿园已开工建设8所: no part of the stage
_BY_NOW: Final = re.compile(
    "(?<=..)(?:已(?:全部|经)?|实现)(?=(?:开工|竣工|完工|投产|投用|建成|交付|签约|落地)(?:建设)?$)"
)


def trim(core: str) -> tuple[str, str]:
    """Strip fillers, framing verbs and a list before 等 from `core`; give it with its verb.

    The verb is the one that a 、-list after it shares (新增国家级绿色工厂27家、绿色工业园区3个).
    """
    start, _ = strip_head(core, 0, len(core))
    core = without_frame(core[start:])
    won = core.find("争取", 0, _LEADS_TO_WON) if core[:1] in "争累为" else -1
    if won < 0 and core[:1] in OPENS and core.startswith(OPENERS):
        core = after_opener(core)
    if "共完成" in core:
        core = _IN_ALL.sub("", core)
    if "已" in core or "实现" in core:
        core = _BY_NOW.sub("", core)
    given = FOR_WHOM.match(core) if core[:1] == "为" else None
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
    if verb == "累计":
        how = 2 * core.startswith(_HOW_DONE, 2)  # 累计免费筛查甲病、乙病等疾病
        more = keep_verb(core, 2 + how, len(core))
        verb = core[: 2 + how + more] if more else verb  # 累计创建A 11个、B 19个
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


_ONE_NAMED: Final = 9  # letters of one thing named before 等 that are kept
_SAYS_ALL: Final = 6  # letters of a noun behind 等 that needs no example (特色商业街区)
_SO_MANY: Final = frozenset("两三四五六七八九十")  # 甲榜等五张榜单
_TAKES_NAMES: Final = ("引进", "招引", "签约", "开工", "新开工", "落户", "获评", "入选", "争取")
_NAMED_THINGS: Final = (
    "项目", "工程", "企业", "平台", "机构", "学校", "公路", "园区", "品牌", "榜单",
)  # fmt: skip
_OWNER_TAKES: Final = re.compile(
    r"([^，、“]{0,10}?新?(?:入驻|引进|落户|集聚|聚集|汇聚))(?!项目|企业)[^、]{2,}、"
)
_BRINGS: Final = (
    "引进", "引入", "招商引进", "招引", "签约", "落户", "新签约", "新引进", "新落户", "入驻",
    "新入驻",
    "集聚", "聚集", "汇聚", "新招引", "对接", "走访", "拜访", "洽谈",
)  # fmt: skip
# words that 等 is a letter of
_NO_LIST: Final = frozenset((
    "高等教", "高等院", "高等学", "中等职", "高等职", "均等化", "平等就", "优等",
))  # fmt: skip
_GENERIC: Final = ("项目", "企业")
_WORK_ALONE: Final = frozenset(
    ("综合治理", "治理", "改造", "整治", "修复", "建设", "综合整治", "系列活动", "活动")
)
_FEW_NAMED: Final = 3  # marks in a list that is kept before what is measured of its class
_SHORT_LIST: Final = 20  # letters of it
_SO_MANY_OF: Final = re.compile(
    "[两三四五六七八九十\\d]+[大个类种项家条]|主要|全部|部门|用于|战略性新兴产业"
)
_MEASURED: Final = re.compile(
    "[^量](?:营收|收入|产值|增加值|税收|利润|投资|出口|进口|进出口|(?:销售|交易|零售|贸易)额|产量|销量|产能|价格|标准|成本|费用"
    "|能耗|[占配]?比|比重|比例|[^效]率|资金|补贴|补助|奖补|贷款|账款)$"
)
# 争取甲专项等各类资金: the list is only of examples
_OF_ALL_KINDS: Final = ("各类", "各项", "上级", "各级")


def _done_in(core: str, verb: str) -> tuple[str, str]:
    """Give what was done in 专项行动 (…等专项行动清理河道) with its verb."""
    did = core.find("行动") + len("行动")
    length = 0 if verb or "行动" not in core else keep_verb(core, did, len(core))
    return (core[did:], core[did : did + length]) if length > 1 else (core, verb)


def _narrows_class(listed: str, rest: str) -> bool:
    """Whether a short list before 等 tells of which of a class the measure is (甲、乙等产业营收).

    Not where the class is told by its number or whole (五大产业产值, 各类资金, 规上工业增加值).
    """
    if not 0 < listed.count("、") < _FEW_NAMED or len(listed) > _SHORT_LIST:
        return False
    whole = rest.startswith(_OF_ALL_KINDS) or _SO_MANY_OF.match(rest) is not None
    return not whole and _MEASURED.search(rest) is not None and indicator_of(rest) is None


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
    if not rest or core[at - 1 : at + 2] in _NO_LIST:
        return core if rest else core[:at]
    if rest.startswith("方面的") or rest in _WORK_ALONE:
        return core  # 用于科技、教育等方面的支出; 林草修复、沙化耕地等综合治理
    if rest in _GENERIC and verb in _BRINGS:
        return verb + rest  # 引进甲公司、乙公司等项目142个
    if rest[0] in "级次式分于" or len(rest) <= 2:
        return core
    if _narrows_class(core[len(verb) : at], rest):
        return core  # 甲、乙等新兴产业税收: of those named alone
    one = "、" not in core and 0 < at - len(verb) < _ONE_NAMED
    one = one and (len(rest) < _SAYS_ALL or rest[0] in _SO_MANY or rest.endswith("活动"))
    if (
        one
        and rest[0] != "地"
        and not rest.startswith(_OF_ALL_KINDS)
        and not rest.endswith(_NAMED_THINGS)
        and not verb.endswith(_TAKES_NAMES)
    ):
        return core  # 发放特困救助等补贴: what is named narrows
    return (verb if not rest.startswith(verb) or not verb else "") + rest
