"""Finds where a noun that a count is of ends and what is said of it begins (60种农产品 | 供应外省).

Many verbs say something only behind the things that do it; elsewhere they belong to a name
(供应链, 出口加工区). So the noun before them has to be one that does such things, and what follows
must not end as a name does (承接平台).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.words import DOERS, DOES, DOES_LENGTHS, prefix

_MOVES: Final = frozenset("向与同由以凭赴")  # 草案向社会公开征求意见, 医院与甲院合作办医
_HOW: Final = (
    "普遍", "全球", "积极", "主动", "常态化", "共同", "先后", "接续", "接连", "纷纷",
    "自愿", "就近", "就地", "异地", "跨省", "组团", "抱团", "首次", "首批", "连年", "长期", "公开",
    "定点", "成建制", "战略性", "便捷", "实战化", "市场化", "重新", "同期", "面向",
    "赴", "远赴", "优先", "独立", "联合", "全程", "迅速",
)  # fmt: skip
_NAME_ENDS: Final = re.compile(
    "(?:中心|基地|平台|机制|体系|制度|政策|措施|模式|品牌|标准|项目|工程|行动|计划|方案|示范区|试验区|园区|片区|区域|企业"
    "|机构|单位|组织|协会|联盟|团队|队伍|专班|小组|设施|系统|设备|网络|网点|站点|站|点|线|路|库|场|厂|所|室|馆|院|校|楼|车间|岗位|床位"
    "|服务|活动|大赛|论坛|权|证|书|卡|券|费|金|款|者|员|户|人|量|率|额|度|力|法|案|会|场景|问题|情况|能力|水平|工作|任务|事项|业务)$"
)
# 9个自然村 | 通硬化路, 9个社区 | 新通公交
LINKED: Final = re.compile(
    "([^，、的通]{0,10}?(?:村|社区|屯|村民小组|乡镇|[乡镇县]|农户|嘎查|苏木|小区|村组)(?:（[^（）]{1,6}）)?)"
    "((?:新|实现)?(?:开)?通(?:上了?|了)?[^，、的]{0,5}(?:水|电|气|路|车|邮|网|公交|宽带|G|光纤|快递|高速|油路|暖))"
)
_WHERE: Final = frozenset("在从到对")
_LEADS: Final = re.compile("[与向对为在由把将从]")
_LONGEST_VERB: Final = 3  # letters of 用上了
_SHORTEST_ACT: Final = 4  # letters of 向…提供


def said_at(words: str) -> int:
    """Tell where what is said of a counted noun begins in `words`; 0 where nothing is found."""
    if words[:1] in _WHERE:
        return 0
    if "了" in words and (done := _done_at(words)):
        return done
    for at in range(1, len(words) - 1):
        if not _begins(words, at) or not words.endswith(DOERS, 0, at):
            continue
        if words[at - 1] == words[at] or _NAME_ENDS.search(words, at + 1):
            continue
        return _with_preposition(words, at)
    return 0


def _done_at(words: str) -> int:
    """Tell where a verb with 了 begins behind who did it (县区 | 通了高速公路); 0 for none."""
    end = words.index("了")
    if end + 2 >= len(words):
        return 0
    for at in range(end - 1, max(0, end - _LONGEST_VERB) - 1, -1):
        if words.endswith(DOERS, 0, at):
            return at
    return 0


def _with_preposition(words: str, at: int) -> int:
    """Tell where a phrase before the verb at `at` begins (30个县 | 与外省医院建立协作)."""
    led = _LEADS.search(words, 1, at)
    if led is None:
        return at
    begin = led.start()
    return begin if words.endswith((*DOERS, "）"), 0, begin) else 0


def _begins(words: str, at: int) -> bool:
    """Whether a verb, a preposition or an adverb that goes before a verb begins at `at`."""
    if prefix(words, at, DOES_LENGTHS, DOES):
        return True
    long = len(words) - at >= _SHORTEST_ACT
    return long and (words[at] in _MOVES or words.startswith(_HOW, at))
