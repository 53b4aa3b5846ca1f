"""Takes what opens a clause off the thing that was done: 利用空闲场地新建… counts from its verb.

为企业减税 keeps for whom it was done, 对东盟进出口 with whom.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.words import FRAME, KEEP, KEEP_LENGTHS, prefix

OPENERS: Final = (
    "利用", "通过", "依托", "围绕", "按照", "根据", "结合", "针对", "采取", "以", "在", "为", "对",
    "从", "面向",
)  # fmt: skip
OPENS: Final = frozenset(opener[0] for opener in OPENERS)  # a quick look before them


_FROM_AMONG: Final = re.compile("从[^，、]{1,10}中(?=..)")
_SERVED: Final = 15
# for whom it was done narrows
_GIVEN: Final = (
    "融资", "减负", "降本", "让利", "减税", "退税", "增收",
)  # fmt: skip
_WORKED_ON: Final = ("改造", "整治", "治理", "修复", "维修", "加固")
_LONGEST_FOR: Final = 40
_NOUN_AND_VERB: Final = 3  # letters at least of 辅具服务
_GIVES: Final = re.compile("(?<=..)(?:发放|安装|争取|办理|减免|新增|配备)[^，]{2,}$")
_GIVEN_TO: Final = re.compile("(?<=..)(?:提供|开展|实施|进行)([^提供开展实施进行]{3,10})$")
# 为孤儿、残疾人发放补助, 为企业争取资金: for whom it was done narrows what was paid
FOR_WHOM: Final = re.compile("为[^，。；]{2,24}?(?:发放|争取|兑现|减免|筹集|筹措|追回|挽回)(?=..)")
_TRADE: Final = (
    "进出口", "出口", "进口", "贸易", "贸易额", "进出口额", "进出口总额", "投资", "投资额",
    "转移支付",
)  # fmt: skip


def after_opener(core: str) -> str:
    """Cut 利用空闲场地新建… to the verb that counts."""
    verbal = core[-4:] not in KEEP and (core[-2:] in KEEP or core[-2:] in FRAME)
    verbal = verbal and not core.endswith(_GIVEN)
    named = core[0] == "面" and _GIVES.search(core) is not None  # 面向困难群众发放补贴
    if (
        core[0] == "为" and ((len(core) < _SERVED and not verbal) or FOR_WHOM.match(core))
    ) or named:
        return core  # 为企业减税降费: for whom it was done narrows
    if core[0] == "从" and (found := _FROM_AMONG.match(core)):
        return core[found.end() :]  # 从废墟中抢救生还者
    if core[0] == "对" and core.endswith(_TRADE):
        return core  # 对东盟进出口
    if core[0] == "对" and verbal and core[-2:] in _WORKED_ON:
        return core[1:]  # 对危桥改造9座
    if (core[0] == "为" or verbal) and (given := _GIVEN_TO.search(core)):
        return given[1]  # 为残疾人提供康复救助, 围绕重点领域开展职业技能培训
    if core[0] == "为" and not verbal and len(core) < _LONGEST_FOR and _GIVES.search(core):
        return core  # 为城乡低保、特困人员发放救助金
    listed = core.rfind("等") + 1
    if verbal and core[0] in "为对" and 0 < listed < len(core) - _NOUN_AND_VERB:
        return core[listed:]  # 为残疾人适配假肢等辅具服务
    for size in (4, 3, 2):
        if len(core) > size + 2 and (core[-size:] in KEEP or core[-size:] in FRAME):
            return core[-size:]
    for at in range(3, len(core) - 1):
        if prefix(core, at, KEEP_LENGTHS, KEEP) > 1 and core[at] in "新改完建投发提增配安":
            return core[at:]
    return core
