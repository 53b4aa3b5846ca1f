"""Takes the words around a number apart: what is the subject, what only leads to the number.

“固定资产投资预计同比增长约” falls into the subject 固定资产投资 and the cues 预计, 增长, 约.
Words are stripped from the end (towards the subject) and fillers from the head, one look-up each.
"""

from __future__ import annotations

import re

from ingest.extract.words import (
    ASPECT,
    FRAME,
    FRAME_LENGTHS,
    HEAD,
    HEAD_LENGTHS,
    KEEP,
    KEEP_LENGTHS,
    OPENING,
    OPENING_LENGTHS,
    TAIL,
    TAIL_LENGTHS,
    prefix,
)

# Before these characters a one-character cue is the end of another word: 成都, 新增, 平均, 国有.
_VETO = {
    "增": "新倍年净",
    "均": "平人户年亩地场月",
    "都": "成首古",
    "有": "国拥所现具富特专原",
    "在": "存现潜所",
    "为": "作成行以认人",
    "还": "偿归退",
    "过": "通经不难",
    "升": "提公毫",
    "近": "附临亲邻",
    "降": "升迫",
    "减": "核节",
    "达": "直到抵发通下",
    "到": "报签达实应",
    "要": "需主重只纲",
    "需": "必急供内所军按特刚",
    "是": "但就于一二三四五六七八九十",
    "至": "甚直",
    "从": "服",
    "由": "自理",
    "计": "设会统审",
    "共": "公",
    "各": "",
    "破": "突",
    "超": "高",
    "约": "节条集公契",
    "仅": "",
    "只": "",
    "再": "",
    "净": "",
    "占": "",
    "涨": "",
    "少": "",
    "大": "",
}
_TIME_BEFORE = re.compile(
    r"(?:[比较][前上][一两三四五六]?个?[年届]|[比较与同是]“?十[一二三四]?五”?(?:(?:期|时期)?末期?|时期|期间)|[比较与]“十[一二三四]五”|(?:比|较|与|同)(?:20|19)\d\d年(?:底|末|初|同期)?(?:相比)?|连续[多\d一二两三四五六七八九十]+个?(?:年|季度|月|榨季)"
    r"|时隔[\d一二两三四五六七八九十]+年|20\d\d年(?:底|末)?|(?<![\d一二两三四五六七八九十长续期满])(?:过去|近)?[\d一二两三四五六七八九十]{1,2}年[内间来]?)$"
)
_NOTE = re.compile(r"(?<=[长降升高加少成到达为现])（[^（）]{1,8}）$")
# 居民收入与经济增长同步、增长5%: the relation is read elsewhere.
IN_STEP = re.compile(r"(?:增长|增速)?(?:与|和)经济(?:增长|发展)?(?:基本)?同步、?$")
_TIME_ENDS = frozenset("年届底末初期间内来比月季度”")
_OF_A_YEAR = frozenset(("年内", "年末", "年底"))
_NUMERALS = frozenset("一二两三四五六七八九十0123456789")
_AT_HEAD = re.compile(
    r"(?:汛期(?:以|之)?前|(?:到|至|在)?20\d\d年(?:底|末|以来|期间|度)?(?:前)?|“?十[一二三四五六]五”?(?:时期|期间|以来|末|规划)|“十[一二三四五六]五”(?=全[国省市区县])|\d{1,2}[—\-至]\d{1,2}月份?"
    r"|(?:近|过去|这|前)?[两三四五六七八九十5]年(?!义务教育|一贯制)(?:来|间)?(?:累计)?|(?:今后|未来)[五5]年|近\d年(?:来)?|一年(?:中|里)|年内|时隔[\d一二两三四五六七八九十]+年|在全[国省市区县州](?:区县|市县|省份|范围内?)?(?:率先|首次)?"
    r"|预期(?=全[国省市区县]|地区|生产总值)|但(?!是)|要(?![素求件害闻道塞地领])|[一二三四五六七八九十]{1,3}是|——|●|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]，"
    r"|[一二三]期(?=已)|\d年(?=累计)|[较比](?:20|19)\d\d年(?:底|末)?(?=..)|（\d{1,2}）|[①-⑳]|\d{1,2}[.、](?!\d))"
)
# 今年经济社会发展的主要预期目标是地区生产总值增长6%: it only leads to the first of the goals
_GOAL_LEAD = re.compile(
    r"[^，、；：。]{0,16}?(?:预期|主要|奋斗|总体|发展|工作)目标(?:任务)?(?:是|为)(?=..)"
)
_GOAL_REACH = 24
# What it can begin with: looking at one character costs a tenth of trying the pattern.
_HEAD_FIRST = frozenset(
    "汛到至在较比0123456789“一二两三四五六七八九十近过这前今未年时但要预—●（第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
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


BOTH_BEYOND = frozenset(("双超", "双破", "双过"))
# 增速达5%, 增长保持在6.5%以上 are growth; 提高到5% is a level.
_HOLDS = frozenset(
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


def strip_tail(text: str, start: int, end: int) -> Lead:
    """Strip the cues at the end of `text[start:end]` and say what they were."""
    lead = Lead(end)
    while lead.end > start:
        at = lead.end
        if text[at - 1] == "）" and (note := _NOTE.search(text, start, at)):
            lead.end = note.start()  # 下降（同口径）19%
            continue
        if text[at - 1] == "“" and at == end:
            lead.end = at - 1  # 迈上“百亿”台阶
            continue
        if text[at - 1] == "“" and lead.words and lead.words[-1] in BOTH_BEYOND:
            lead.end, lead.each = at - 1, True  # 产值、税收实现“双超千亿”
            continue
        for length in TAIL_LENGTHS.get(text[at - 1], ()):
            if at - length < start:
                continue
            word = text[at - length : at]
            if word in _OF_A_YEAR and at - 3 >= start and text[at - 3] in _NUMERALS:
                continue  # 五年内翻了一番, 比2002年末增长: a time of its own
            if word[0] in "均长" and text[at - length - 1 : at - length + 1] in ("平均", "增长"):
                continue  # 失业率平均为5.1%, 收入增长达8%
            if (cue := TAIL.get(word)) is not None and not (
                length == 1 and at - 1 > start and text[at - 2] in _VETO.get(word, "")
            ):
                break
        else:
            if text[at - 1] in _TIME_ENDS and (time := _TIME_BEFORE.search(text, start, at)):
                lead.end = time.start()
                continue
            break
        if not _note(lead, word, cue, text, start):
            break
        lead.end = at - len(word)
    return lead


def _note(lead: Lead, word: str, cue: tuple[str, str], text: str, start: int) -> bool:
    """Write down one cue; False where the word belongs to the subject after all."""
    kind, value = cue
    if kind == "rise":
        if not _is_rise(lead, word, text, start):
            return False
        lead.rise = value
    elif kind == "to":
        if lead.rise and word not in (
            "实现",
            "完成",
            "保持",
            "达到",
            "达",
            "要",
            "能",
            "可",
            "需",
            "目标",
        ):
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


def strip_head(text: str, start: int, end: int) -> tuple[int, str]:
    """Strip fillers and framing verbs at the head of `text[start:end]`.

    Gives the new start and the last framing verb that was stripped ("" for none).
    """
    frame = ""
    if text.find("目标", start, min(end, start + _GOAL_REACH)) >= 0:
        goal = _GOAL_LEAD.match(text, start, end)
        start = goal.end() if goal else start
    while start < end:
        if text[start:end] in ASPECT:
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
            text.startswith(_NOUNS_IN_VERBS, start) and not text.startswith("建成区域", start)
        ):
            break  # 鼓励类产业, 有效期, 成功率, 建成区面积, 建设用地
        if kind == "keep" or not _drops(text, start, start + length, end):
            break
        if kind == "frame":
            frame = text[start : start + length]
        start += length
    return start, frame


_NOUNS_IN_VERBS = ("建成区", "建设用地")


# These also narrow a noun (重点项目, 高标准农田), so they go only before a verb.
_ADJECTIVES = frozenset(
    [
        "重点",
        "高标准",
        "高水平",
        "高质量",
        "新型",
        "创新",
        "科学",
        "集中",
        "统筹",
        "一体",
        "协同",
        "优先",
        "系统",
        "直接",
        "严格",
        "合理",
        "精准",
        "基本",
        "深化",
        "突出",
        "全面",
        "高效",
        "免费",
        "提前",
        "总体",
        "滚动",
        "主动",
        "纵深",
        "连续",
        "快速",
    ]
)


def _drops(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the filler `text[start:end]` may go."""
    if text[start:end] == "争取" and _FROM_ABOVE.match(text, end):
        return False  # 争取上级资金 is what was done, no wish
    if text[start:end] == "建议" and end == stop:
        return False  # 办理提案80件、建议90件
    if end - start == 1:
        return _lone(text, start, stop)
    if text[start:end] not in _ADJECTIVES or end >= stop:
        return True
    if prefix(text, end, KEEP_LENGTHS, KEEP) == stop - end:
        return True  # 重点养护90公里: nothing there that it narrows
    return prefix(text, end, FRAME_LENGTHS, FRAME) > 1 or prefix(text, end, HEAD_LENGTHS, HEAD) > 1


_FROM_ABOVE = re.compile("上级|中央|(?:国家|省)(?!级[^预专资])|各类|资金|专项|债券")
_SAFE_ALONE = frozenset("已共将使让把又")


def _lone(text: str, start: int, end: int) -> bool:
    """Whether the one character at `start` is a word of its own (再新增…) and not 再生能源."""
    if text[start] in "和及与等新在为对":
        return False
    if text[start] in _SAFE_ALONE:
        return True
    return any(
        text[start + 1 : start + 1 + length] in OPENING and start + 1 + length <= end
        for length in OPENING_LENGTHS.get(text[start + 1 : start + 2], ())
        if length > 1
    )


LISTED_FIRMS = ("上市公司", "上市企业")  # 新增主体3万户、上市企业2家: no verb of their own


def keep_verb(text: str, start: int, end: int) -> int:
    """Tell the length of the verb at the head that belongs to the subject; 0 for none."""
    length = prefix(text, start, KEEP_LENGTHS, KEEP)
    if length and text[start + length : start + length + 1] in ("业", "性"):
        return 0  # 服务业, 种植业 are nouns, so is 保障性住房
    if length and text.startswith(LISTED_FIRMS, start):
        return 0
    if not length and text[start : start + 1] == "新":  # 新引育 is 引育, said of this year's
        length = prefix(text, start + 1, KEEP_LENGTHS, KEEP)
        length += 1 if length > 1 else -length
    return length if start + length <= end else 0
