"""Takes the words before a number apart at their head: fillers go, a verb of the thing stays.

In “着力推动新建产业园区” what opens the words (着力推动) only leads to 新建, the verb of what is
counted. The cues at the other end, next to the number, are read in `cues.py`.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.text.item_marks import PHRASE_MARK, PHRASE_MARK_FIRST
from ingest.extract.vocabulary.words import (
    ALONE,
    ASPECT,
    FRAME,
    FRAME_LENGTHS,
    HEAD,
    HEAD_LENGTHS,
    KEEP,
    KEEP_LENGTHS,
    MANNER,
    OPENING,
    OPENING_LENGTHS,
    prefix,
)

_CIRCLE: Final = "全[国省市区县州盟旗]"
_TIME_AT_HEAD: Final = (
    r"汛期(?:以|之)?前|(?:春节|元旦|“?两节”?|寒假|暑假)期间，?"
    r"|用[^，、]{1,5}年(?:左右)?的?时间|从20\d\d年[到至]20\d\d年"
    r"|(?:到|至|在)?20\d\d年(?!以来新[增设建办开]的)(?:底|末|以来|期间|度)?(?:前)?"
    r"|“?十[一二三四五六]五”?(?:时期|期间|以来|末|规划|前[一二三四]年)(?:累计)?"
    rf"|“十[一二三四五六]五”(?={_CIRCLE})"
    r"|\d{1,2}[—\-至]\d{1,2}月份?"
    r"|(?:近|过去|这|前)?[两三四五六七八九十5]年(?!义务教育|一贯制)(?:来|间|内(?=..))?(?:累计)?"
    r"|(?:今后|未来)[五5]年|近\d年(?:来)?|一年(?:中|里)|年内|\d年(?:(?=累计)|内(?=..))"
    r"|仅?用[^，、]{1,6}[天日月](?:时间)?就|建[省市区县州][\d一二三四五六七八九十]*年?以?来(?:首次)?"
    r"|时隔[\d一二两三四五六七八九十]+年"
    r"|[较比](?:20|19)\d\d年(?:底|末)?(?=..)"
)
_PLACE_AT_HEAD: Final = (
    r"举全[国省市区县州盟旗]之力|在全[国省市区县州盟旗](?:区县|市县|省份|范围内?)?(?:率先|首次)?"
)
_WORD_AT_HEAD: Final = (
    rf"预期(?={_CIRCLE}|地区|生产总值)|但(?!是)|要(?![素求件害闻道塞地领])|[一二三]期(?=已)"
    "|“一[^”]一策”|历史(?:性地?|上?首次)?(?=[突迈跨跃达站]|$)"  # “一企一策”化解难题9个
)
_AT_HEAD: Final = re.compile(f"{_TIME_AT_HEAD}|{_PLACE_AT_HEAD}|{_WORD_AT_HEAD}|{PHRASE_MARK}")
# 今年经济社会发展的主要预期目标是地区生产总值增长6%: it only leads to the first of the goals
_GOAL_LEAD: Final = re.compile(
    r"[^，、；：。]{0,16}?(?:预期|主要|奋斗|总体|发展|工作)目标(?:任务)?(?:是|为)(?=..)"
)
_GOAL_REACH: Final = 24
# What it can begin with: looking at one character costs a tenth of trying the pattern.
_HEAD_FIRST: Final = frozenset(
    f"汛春元寒暑用仅建举从到至在较比“两近过这前今未年时但要预历{PHRASE_MARK_FIRST}"
)
_LONGEST_ASPECT: Final = max(len(aspect) for aspect in ASPECT)
_FROM_ABOVE: Final = re.compile(
    "上级|中央|超长期|专债|政策性|(?:国家|省)(?!级[^预专资])|各类|资金|专项|债券|用地|.{0,4}指标"
    "|[^，。]{2,24}等(?:上级|各类)"
)
_AND: Final = frozenset("和及与")
_WITH_ALL: Final = frozenset("享济建同产青治育富管通识性生事商用")  # 共享单车, 共济金额: one word
_SAFE_ALONE: Final = frozenset("已共将使让把又")
LISTED_FIRMS: Final = ("上市公司", "上市企业")  # 新增主体3万户、上市企业2家: no verb of their own
_NO_DEED: Final = (
    *LISTED_FIRMS, "生产总值", "生产能力", "销售收入", "销售额", "研发中心", "研发机构", "研发平台",
    "培训机构", "服务中心", "服务平台", "服务机构",
)  # fmt: skip
_NO_DEED_BEGINS: Final = frozenset(name[0] for name in _NO_DEED)


def strip_head(text: str, start: int, end: int) -> tuple[int, str]:
    """Strip fillers and framing verbs at the head of `text[start:end]`.

    Gives the new start and the last framing verb that was stripped ("" for none).
    """
    frame = ""
    if text.find("目标", start, min(end, start + _GOAL_REACH)) >= 0:
        goal = _GOAL_LEAD.match(text, start, end)
        start = goal.end() if goal else start
    while start < end:
        if end - start <= _LONGEST_ASPECT and text[start:end] in ASPECT:
            break
        if text[start] in _HEAD_FIRST and (time := _AT_HEAD.match(text, start, end)) is not None:
            start = time.end()
            continue
        for length in OPENING_LENGTHS.get(text[start], ()):
            if start + length <= end and (kind := OPENING.get(text[start : start + length])):
                break
        else:
            break
        if text[start + length : start + length + 1] in ("类", "期", "率", "度") or (
            text.startswith("建成区", start) and not text.startswith("域", start + 3)
        ):
            break  # 鼓励类产业, 有效期, 成功率, 建成区面积
        if kind in ("keep", "whole") or not _drops(text, start, start + length, end):
            break
        if kind == "frame" and text[start + length : start + length + 1] in _AND:
            break  # 建设和改造管网: both are what was done
        if kind == "frame":
            frame = text[start : start + length]
        start += length
    return start, frame


def _drops(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the filler `text[start:end]` may go."""
    if end - start == 1:
        return _lone(text, start, stop)
    word = text[start:end]
    if word == "争取" and _FROM_ABOVE.match(text, end):
        return False  # 争取上级资金 is what was done, no wish
    if word == "争取" and text.endswith("资金", end, stop):
        return bool(keep_verb(text, end, stop))  # 争取甲专项等资金, but 争取引进资金
    if word == "重点建设" and text.startswith(("项目", "工程"), end):
        return False
    if word == "建议" and end == stop:
        return False  # 办理提案80件、建议90件
    if word not in MANNER or end >= stop:
        return True
    if text[end:stop] in ALONE:
        return False  # 精准招商
    verb = prefix(text, end, KEEP_LENGTHS, KEEP)
    if word[0] == "高" and verb < stop - end:
        verb += prefix(text, end + verb, KEEP_LENGTHS, KEEP)  # 高质量脱贫退出9个村
    if verb == stop - end:
        return True  # 重点养护90公里: nothing there that it narrows
    return prefix(text, end, FRAME_LENGTHS, FRAME) > 1 or prefix(text, end, HEAD_LENGTHS, HEAD) > 1


def _lone(text: str, start: int, end: int) -> bool:
    """Whether the one character at `start` is a word of its own (再新增…) and not 再生能源."""
    if text[start] in "和及与等新在为对":
        return False
    if text[start] in _SAFE_ALONE:
        one_word = text[start] == "共" and text[start + 1 : start + 2] in _WITH_ALL
        return not one_word or text.startswith(("建成", "建设"), start + 1)
    return any(
        text[start + 1 : start + 1 + length] in OPENING and start + 1 + length <= end
        for length in OPENING_LENGTHS.get(text[start + 1 : start + 2], ())
        if length > 1
    )


def keep_verb(text: str, start: int, end: int) -> int:
    """Tell the length of the verb at the head that belongs to the subject; 0 for none."""
    length = prefix(text, start, KEEP_LENGTHS, KEEP)
    if length and text[start + length : start + length + 1] in ("业", "性"):
        return 0  # 服务业, 种植业 are nouns, so is 保障性住房
    if length and text[start] in _NO_DEED_BEGINS and text.startswith(_NO_DEED, start):
        return 0
    if not length and text[start : start + 1] == "新":  # 新引育 is 引育, said of this year's
        length = prefix(text, start + 1, KEEP_LENGTHS, KEEP)
        length += 1 if length > 1 else -length
    return length if start + length <= end else 0
