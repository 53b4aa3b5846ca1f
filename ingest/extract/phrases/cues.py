"""Reads the cues between a subject and its number: 预计, 同比, 增长, 约.

They are stripped from the end of the words before the number, one look-up each, until a word that
belongs to the subject. What they say of the number is its `Lead`.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.vocabulary.words import TAIL, TAIL_LENGTHS

# Before these characters a one-character cue is the end of another word: 成都, 新增, 平均, 国有.
_ENDS_OTHER_WORD: Final = {
    "增": "新倍年净",
    "均": "平人户年亩地场月日",
    "都": "成首古药陪",
    "有": "国拥所现具富特专原设建持享含占配自保",
    "在": "存现潜所",
    "为": "作成行以认人评列",
    "还": "偿归退",
    "过": "通经不难",
    "升": "提公毫",
    "近": "附临亲邻走靠",
    "降": "升迫",
    "减": "核节",
    "达": "直到抵发通下",
    "到": "报签达实应取收接受得拿找看听做",
    "要": "需主重只纲",
    "需": "必急供内所军按特刚",
    "是": "但就于一二三四五六七八九十",
    "至": "甚直",
    "从": "服",
    "由": "自理",
    "计": "设会统审",
    "共": "公",
    "破": "突侦打攻爆",
    "超": "高",
    "约": "节条集公契签履制预违合租续订缔协",
    "压": "电高血气液水积冲常重",
    "只": "船舰",
}
_NUMERALS: Final = "一二两三四五六七八九十"
_COUNT: Final = rf"[\d{_NUMERALS}]"
_TIME_BEFORE: Final = re.compile(
    r"(?:[比较](?:[前上][一两三四五六]?个?[年届]|前?[一二三]个?季度|上半年)|[与同][上去]年(?:同期)?(?:相比)?"
    r"|[比较与同是]“?(?:十[一二三四]?|[七八九])五”?(?:(?:期|时期)?末期?|时期|期间)"
    r"|[比较与](?:“十[一二三四]五”|“[十八九]五”(?!计划|规划|目标))"
    r"|(?:比|较|与|同)(?:20|19)\d\d年(?:底|末|初|同期)?(?:相比)?"
    rf"|连续第?[多\d{_NUMERALS}]+个?(?:年|届|季度|月|榨季)"
    rf"|时隔{_COUNT}+年"
    r"|20\d\d年(?:底|末)?"
    rf"|(?<![\d{_NUMERALS}长续期满])(?:过去|近)?{_COUNT}{{1,2}}年[内间来]?)$"
)
_NOTE: Final = re.compile(r"(?<=[长降升高加少成到达为现比])（[^（）]{1,8}）$")
_TIME_ENDS: Final = frozenset("年届底末初期间内来比月季度”")
_OF_A_YEAR: Final = frozenset(("年内", "年末", "年底"))
_IN_NUMBER: Final = frozenset(f"{_NUMERALS}0123456789")
BOTH_BEYOND: Final = frozenset(("双超", "双破", "双过"))
_BOTH: Final = [[word] for word in sorted(BOTH_BEYOND)]
# 增速达5%, 增长保持在6.5%以上 are growth; 提高到5% is a level.
_HOLDS: Final = frozenset(
    [
        "达",
        "达到",
        "为",
        "是",
        "保持",
        "保持在",
        "稳定在",
        "维持在",
        "维持",
        "实现",
        "完成",
        "在",
        "均为",
        "至",
        "到",
        "目标",
        "预期目标",
        "目标设定为",
        "目标为",
        "设定为",
        "要",
        "安排",
        "目标是",
        "定为",
    ]
)
# Before 增长 they only lead to it (实现增长5%); other words there belong to the subject.
_LEADS_TO_RISE: Final = frozenset(
    ("实现", "完成", "保持", "达到", "达", "要", "能", "可", "需", "目标")
)


class Lead:
    """What stands between a subject and its number.

    `end` is where the subject ends. `rise` is up, down or "", `to` whether a level is said to be
    reached, `before` the comparator nearest to the number, `words` all cues from right to left.
    """

    def __init__(
        self,
        end: int,
        rise: str = "",
        to: bool = False,
        reach: str = "",
        before: str = "",
        each: bool = False,
        force: str = "",
        estimate: bool = False,
        words: list[str] | None = None,
    ) -> None:
        self.end = end
        self.rise = rise
        self.to = to
        self.reach = reach
        self.before = before
        self.each = each
        self.force = force
        self.estimate = estimate
        self.words = [] if words is None else words


def strip_tail(text: str, start: int, end: int) -> Lead:
    """Strip the cues at the end of `text[start:end]` and say what they were."""
    lead = Lead(end)
    while lead.end > start:
        at = lead.end
        if text[at - 1] == "）" and (note := _NOTE.search(text, start, at)):
            lead.end = note.start()  # 下降（同口径）19%
            continue
        if text[at - 1] == "“" and (at == end or lead.words[-1:] in _BOTH):
            # 迈上“百亿”台阶; 产值、税收实现“双超千亿”
            lead.end, lead.each = at - 1, lead.each or at < end
            continue
        for length in TAIL_LENGTHS.get(text[at - 1], ()):
            if at - length < start:
                continue
            word = text[at - length : at]
            if word in _OF_A_YEAR and at - 3 >= start and text[at - 3] in _IN_NUMBER:
                continue  # 五年内翻了一番, 比2002年末增长: a time of its own
            if word[0] in "均长" and text[at - length - 1 : at - length + 1] in ("平均", "增长"):
                continue  # 失业率平均为5.1%, 收入增长达8%
            if (cue := TAIL.get(word)) is not None and not (
                length == 1 and at - 1 > start and text[at - 2] in _ENDS_OTHER_WORD.get(word, "")
            ):
                break
        else:
            if text[at - 1] in _TIME_ENDS and (time := _TIME_BEFORE.search(text, start, at)):
                lead.end = time.start()
                continue
            break
        if not _note_cue(lead, word, cue, text, start):
            break
        lead.end = at - len(word)
    if "年平均" in lead.words and lead.end > start and text[lead.end - 1] in _NUMERALS:
        lead.end -= 1  # 两年平均增长5%
    return lead


def _note_cue(lead: Lead, word: str, cue: tuple[str, str], text: str, start: int) -> bool:
    """Write down one cue; False where the word belongs to the subject after all."""
    kind, value = cue
    if kind == "rise":
        if not _is_rise(lead, word, text, start):
            return False
        lead.rise = value
    elif kind == "to":
        if lead.rise and word not in _LEADS_TO_RISE:
            return False
        if word == "为" and lead.end - 1 > start and text[lead.end - 2] == "作":
            return False
        lead.to = True
        lead.each = lead.each or word[0] == "均"  # 均为
        lead.reach = lead.reach or word
    elif kind == "before":
        if lead.rise and not lead.before and word not in ("快于", "至少"):
            return False
        lead.before = lead.before or value
        lead.each = lead.each or word in BOTH_BEYOND
    elif kind == "each":
        lead.each = True
    elif kind == "force":
        if word == "争取" and text.endswith(("资金", "项目", "债券"), start, lead.end - 2):
            return False  # 资金争取突破9亿元: what was done
        lead.force = lead.force or value
    elif kind == "estimate":
        lead.estimate = True
    lead.words.append(word)
    return True


def _is_rise(lead: Lead, word: str, text: str, start: int) -> bool:
    """Whether `word` says that the subject rose or fell, and is no part of its name."""
    if word == "增长率" and text.endswith("自然", start, lead.end - len(word)):
        return False  # 人口自然增长率 is a rate by itself
    if lead.rise or (lead.to and lead.reach not in _HOLDS):
        return False
    if word == "增长" and text[lead.end - 3 : lead.end - 2] in ("稳", "促"):
        return False  # 稳增长政策
    return word != "净增" and not (word == "增" and text[lead.end - 2 : lead.end] == "新增")
