"""Tells the numbers with a subject before them that state nothing of their own.

They count measures and papers, stand before their own 目标, or only size a named project.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.exclusions import COUNTERS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.phrases.parts_of_speech import opens_with_verb
from ingest.extract.state import Place
from ingest.extract.vocabulary.words import FAMILY, FRAME, FRAME_LENGTHS, prefix

SETS_GOAL: Final = re.compile(r"(?:紧紧)?(?:锚定|瞄准|紧扣|确立|设定|提出)")
# What is left where a clause names only where or whom it speaks of.
_NOBODY: Final = re.compile(
    r"(?:我[国省市区县州盟旗]|全[国省市区县州盟旗]|对全[省市区]|各地|其中|上述|以上|其余)(?:有)?"
)
BEHIND_GOAL: Final = re.compile(r"^的?[^，。；、]{0,8}?(?:目标|任务|指标|预期)")
_MEASURES_TAKEN: Final = re.compile(
    r"^(?:梳理|编制|公布).*清单$|^(?:新?出台|制定|推出|实施|印发|发布|落实|推行|研究).*(?:措施|政策|举措|方案|意见"
    r"|(?<!规范性)文件|办法|制度)$|(?:配套|政策|便利化|改革)(?:措施|举措)$"
)
_ISSUES: Final = re.compile(r"(?:新?出台|制定|推出|印发|发布|落实|推行|实施)(?!.*(?:公路|线路))")
_LINE: Final = re.compile(r"[路线道街巷河渠沟管链]$|航线|产线|专列|电缆|光缆|消息|信息")
# What is measured by time itself: 人均预期寿命85岁, 平均用时3个工作日.
_LASTS: Final = ("寿命", "年限", "用时", "时间", "时长", "时限", "周期", "年龄")
_FIGURES: Final = ("主要指标", "经济指标", "核心指标", "预期性指标", "约束性指标", "考核指标")
_SIZES: Final = frozenset(("投资", "总投资", "计划投资"))
_ON_DAYS: Final = ("破", "突破", "超", "创", "刷新", "达到", "高于", "低于", "居")
_TAKEN_ENDS: Final = frozenset("单施策措案见件法度")  # the letters that it ends with
_NOBODY_LENGTH: Final = 6


def states_nothing(
    place: Place, subject: str, rest: str, post: str, quantity: Quantity, lead: Lead
) -> bool:
    """Whether the number counts words, stands before its own 目标, or only narrows a noun."""
    if subject[-1:] in _TAKEN_ENDS and _MEASURES_TAKEN.search(subject):
        return True  # 出台配套措施126项
    if len(subject) < _NOBODY_LENGTH and _NOBODY.fullmatch(subject):
        return True
    if quantity.unit == "项" and subject.endswith(_FIGURES):
        return True  # 12项主要指标有7项居全市前列
    if quantity.unit in COUNTERS and subject.endswith(("实事", "实事项目")):
        return True  # 办好民生实事20件
    if quantity.unit == "条" and subject.endswith("任务"):
        return True  # 细化工作任务260条
    if quantity.unit == "条" and _ISSUES.match(subject) and not _LINE.search(subject):
        return True  # 出台稳经济47条
    if post and rest in _SIZES and not opens_with_verb(post) and _names_project(post):
        return True  # 投资14亿元甲公司石墨材料
    if post and BEHIND_GOAL.match(post) and not BEHIND_GOAL.match(rest):
        return not SETS_GOAL.match(place.text, place.clause)
    if quantity.unit == "%":
        return bool(post) and not leads(lead)
    if FAMILY.get(quantity.unit) not in ("time", "age"):
        return quantity.unit == "天" and post.startswith(_ON_DAYS)  # 发电量15天破千万
    return bool(post) or not (leads(lead) or subject.endswith(_LASTS))


def _names_project(post: str) -> bool:
    """Whether the words behind a sum name what it builds, and no further act."""
    return not (
        keep_verb(post, 0, len(post))
        or prefix(post, 0, FRAME_LENGTHS, FRAME)
        or post.startswith(("的", "等", "（", "用于", "对", "在"))
    )


def leads(lead: Lead) -> bool:
    """Whether words lead from the subject to its number (增长, 达到, 超过)."""
    return bool(lead.rise or lead.to or lead.before)
