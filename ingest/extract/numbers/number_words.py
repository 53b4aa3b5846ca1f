"""Finds numbers in words: 四分之一, 九成, 翻一番, 两倍, 过半, 突破百亿, 第三, 五席."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import (
    Quantity,
    after_at,
    best_at,
    chinese_number,
    quantity_at,
    rank_at,
    unit_length,
)

_CN: Final = "一二两三四五六七八九十"
# Numbers in words are rare, their characters are not: the pattern opens with the one character
# that decides (成, 倍, 第 …), so that the engine can skip the rest, and looks back from there.
_WORDS: Final = re.compile(
    r"[成分翻倍半万亿百千第首榜席零位前余多]"
    r"(?<!\d[万亿百千余多])(?<![完建形变促组]成)(?:"  # the most common of what is none, at once
    rf"(?P<rank>(?<=第)[{_CN}]{{1,3}}|(?<=首)位|(?<=榜)首|(?<=之首))"
    rf"|(?P<fraction>(?<=[{_CN}百千]分)之[{_CN}百零点]+)"
    rf"|(?P<tenths>(?<=[{_CN}]成)(?:半|[一二三四五六七八九])?"
    r"(?:(?=以|左右|多|[，、。；的“](?!本)|[农企资收产以村城县乡学居])|(?<=[近超达约逾过]..)|(?<=[近超达约逾过]...)))"
    r"|(?P<double>(?<=翻)了?[一两二三四五12]?番”?)"
    rf"|(?P<times>(?<=[{_CN}百]倍)(?![增计]))"
    r"|(?P<doubled>(?<=翻倍)(?=[增，。；、]))"
    r"|(?P<again>(?<=[现年]倍)增(?=[，。；]))"
    r"|(?P<half>(?<=[过一]半)|(?<=半)数)"
    r"|(?P<round>(?<=[万亿])亿?(?<![\d多余几.,]万)(?<![\d多余几.,]亿)(?![能众一象里全物有国向事])|(?<=[百千])(?=[名户家列辆场台人]))"
    r"|(?P<over>(?<=[十百千万][余多])(?<!\d.[余多]))"
    r"|(?P<zero>(?<=[降减低少][至到为]零)(?=[，、。；]))"
    r"|(?P<same>(?<=零)(?<!为零)(?=增长(?:[，、。；]|$)))"
    rf"|(?P<places>(?<=[进升移降][{_CN}]位)(?=[，、。；]))|(?P<steps>(?<=[进升移降][{_CN}]个位)次)"
    r"|(?P<best>(?<=前)(?:[三四五六七八九]|二?十)(?=[位名]?[，、。；]))"
    r"|(?P<seats>(?<=[一二两三四五六七八九]席)))"
)
# 实现正增长, 由负转为正增长; what stands behind a word that ends its clause
_GROWS: Final = re.compile("(?:(?<!唯一)实现|保持|转为|恢复|[率额值量入资]|个月|季度)了?$")
_CLOSES: Final = frozenset(("，", "、", "。", "；", "）", "\n", ""))
_TWO_OF: Final = frozenset("个家所座处轮场栋艘架台届列支条项名部")
_MADE_TWO: Final = re.compile(
    "(?:新[增建开设添获]|[建改扩]建|建成|建设|开通|开工|完成|举办|承办|主办|创建|获批|获评|获得|荣获|斩获|引进|引入|引育|培育|打造|设立"
    "|组建|成立|投用|启用|增设|招引|落户|落地|签约|迁建|形成|推出|等)了?$"
)
_THING: Final = re.compile("[\u4e00-\u9fff]{2}[^是和与的等这那前后、，第]$")
_NO_THINGS: Final = re.compile(
    '[^，。；、]{0,6}(?:方面|文明|关键|环节|维度|重点|台阶|突破|目标|转变|阶段|积极性|市场|循环|层面|["”“])'
)
_TIME_REACH: Final = 10  # letters of 从十五个工作日以上
_SPAN: Final = rf"(?P<number>[{_CN}]{{1,3}}|半)(?P<unit>年|个月|个工作日|天|周|小时)"
_SO_LONG: Final = re.compile(rf"(?:平均)?{_SPAN}(?=以上|以内|左右|[，、。；）])")
_SO_LONG_BEFORE: Final = re.compile(rf"[从由]{_SPAN}(?:以上|左右|以内)?$")
_SHORTENS: Final = re.compile("压缩|缩短|减少|延长|扩大")
_TO: Final = frozenset("到至为")
_TO_TIME: Final = re.compile(rf"..[到至为](?:目前的|现在的)?(?:平均|约)?[\d{_CN}半]")
_NUMERALS: Final = frozenset(_CN + "百千万零")
_ROUND_CUE: Final = re.compile(
    r"(?:突破|超过?|逾|近|达到?|跨[过越入上进]?|冲[过破上]|迈[上过入进]|跻身|晋级|进入|重[回返]|站稳|破|站上|登上|跃上|新增|至|[过约])了?“?$"
    r"|[百千万]亿?元?[、和]$"  # 先后跨越两百亿元、三百亿元台阶
)
_ROUND_TAIL: Final = re.compile(
    r"(?:大关|台阶|关口|规模|以上|级(?:规模|门槛|(?=新?台阶|[，。；]|(?:城市|[县区市]|强[县区]|园区)(?:行列|俱乐部|方阵|阵营))))?(?=[，、。；：”）]|$|以上|和[百千万]|大关|新?台阶|行列|时代|俱乐部|阵营|方阵|门槛|(?:城市|[县区市]|强[县区]|园区)(?:行列|俱乐部|方阵|阵营))"
)
# 跨入生产总值两万亿级城市行列
_RANKED_WITH: Final = re.compile(
    "(?:跨入|迈入|进入|跻身|步入|迈进|跃入|跃升为|成为)(?:全国|全球)?(?:地区|国内)?(?:生产总值|GDP|经济总量)$"
)
_WITH_REACH: Final = 14  # letters
_FOLK: Final = re.compile("人|群众|家庭|农民|学生|居民|用户|游客|职工|儿童|旅客|户")
_HELD: Final = ("举办", "开展", "组织", "办好", "举行")  # 举办千场会议
_COUNTERS: Final = frozenset(("名", "户", "家", "场", "台"))
_SO_MANY: Final = re.compile("(?:超过?|逾|近)$")
_ROUND_ALONE: Final = re.compile(r"(?=[\u4e00-\u9fff]{2})")
_OVER: Final = re.compile("[^迈跨登站踏跃以]上")
_MANY: Final = frozenset(("百万", "千万", "亿"))
_VAGUE: Final = re.compile(r"[数几成千亿万十]$|(?<![迈跨登站踏跃])上$")
_VAGUE_FIRST: Final = frozenset("数几成上")  # 数百余家
_ROUND_END: Final = re.compile(r"以上(?:[，、。；并]|$)")


def find_in_words(text: str) -> list[Quantity]:
    """Give the quantities in words of folded `text`; those read by one word stand last."""
    found = [q for match in _WORDS.finditer(text) if (q := _in_words(text, match)) is not None]
    for verb in _SHORTENS.finditer(text):
        found += _durations(text, verb.start(), verb.end())
    for word, read in (("正增长", _grows), ("两", _two)):
        at = text.find(word)
        while at >= 0:
            quantity = read(text, at)
            if quantity is not None:
                found.append(quantity)
            at = text.find(word, at + 1)
    return found


def _grows(text: str, at: int) -> Quantity | None:
    """Read 出口实现正增长 as a growth of more than 0; in the plan it is a target in words."""
    end = at + len("正增长")
    if text[end : end + 1] not in _CLOSES or not _GROWS.search(text, max(0, at - 4), at):
        return None
    return Quantity(at, end, end, 0.0, None, "%", "positive", "gt")


def _durations(text: str, at: int, end: int) -> list[Quantity]:
    """Read how long something took, and takes from now on: 从一个月以上压缩到两周, 扩大到三年."""
    lasted = _SO_LONG_BEFORE.search(text, max(0, at - _TIME_REACH), at)
    before = lasted if lasted and _TO_TIME.match(text, at) else None
    lasts = _SO_LONG.match(text, end + 1) if text[end : end + 1] in _TO else None
    return [q for told in (before, lasts) if told and (q := _time_in_words(text, told))]


def _time_in_words(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.start("number"), match.end("unit")
    number = match["number"]
    value = 0.5 if number == "半" else float(chinese_number(number))
    found = quantity_at(text, start, end, value, match["unit"], "number")
    return found if value else None


def _two(text: str, at: int) -> Quantity | None:
    """Read 新建两座水厂, 示范基地两家: the only numeral that is written out for plain counts.

    两个方面, 两项制度 with no verb of making before them are names.
    """
    counter = text[at + 1 : at + 2]
    end = at + 2
    if counter not in _TWO_OF:
        return None
    made = _MADE_TWO.search(text, max(0, at - 4), at)
    closes = text[end : end + 1] in _CLOSES and _THING.search(text, max(0, at - 3), at)
    if not (made or closes) or _NO_THINGS.match(text, end):
        return None
    return Quantity(at, end, end, 2.0, None, counter, "number", "")


def _in_words(text: str, match: re.Match[str]) -> Quantity | None:
    kind = match.lastgroup
    at, end = match.span()
    if kind in ("rank", "best"):
        first = at - (match[0] == "首")  # 之首
        return (rank_at if kind == "rank" else best_at)(text, first, end, match[0])
    start = at
    if kind in ("fraction", "tenths", "times", "round", "half", "over"):
        # No number in words is longer; a run of 万 would be gone over once for each of them.
        while start > max(0, at - 16) and text[start - 1] in _NUMERALS:
            start -= 1
    if kind in ("round", "over"):
        return (_round if kind == "round" else _and_more)(text, start, end)
    if kind == "half":
        return _half(text, at, end)
    if kind == "double":
        return None if _GOAL_NAME.match(text, end) else _double(text, at, end)
    if kind in _WHOLE:
        before, value, unit, sort = _WHOLE[kind]
        return quantity_at(text, at - before, end, value, unit, sort)
    if kind == "fraction":
        return _fraction(text, start, end)
    if kind in _ONE_NUMERAL:
        return _after_one(text, at, end, _ONE_NUMERAL[kind])
    word = text[start:end]
    if kind == "times":
        times = float(chinese_number(word[:-1]))
        return quantity_at(text, start, end, times, "倍", "multiple") if times else None
    start = at - 1  # one numeral before 成
    value = chinese_number(text[start]) * 10.0
    if end - at > 1:
        value += 5 if text[at + 1] == "半" else chinese_number(text[at + 1])
    return quantity_at(text, start, end, value, "%", "share") if value <= 100 else None


# Words that are a number by themselves, how many letters of them stand before the one looked for.
_WHOLE: Final = {
    "doubled": (1, 2.0, "倍", "double"),  # 翻倍
    "again": (0, 2.0, "倍", "double"),  # 实现五年倍增
    "same": (0, 0.0, "%", "number"),  # 使用量零增长
}
# What a single numeral stands before: 五席, 前进三位, 前进两个位次; 降至零 is one itself.
_ONE_NUMERAL: Final = {"seats": "席", "places": "位", "steps": "个位次", "zero": ""}


def _after_one(text: str, at: int, end: int, unit: str) -> Quantity:
    if not unit:
        return Quantity(at, end, end, 0.0, None, "", "number", "")
    start = end - len(unit) - 1
    return Quantity(start, end, end, float(chinese_number(text[start])), None, unit, "number", "")


def _fraction(text: str, start: int, end: int) -> Quantity:
    below, above = text[start:end].split("分之")
    unit = "‰" if below == "千" else "%"
    if "点" in above:
        whole, _, part = above.partition("点")
        decimals = "".join(str(chinese_number(character)) for character in part)
        value = float(f"{chinese_number(whole)}.{decimals or 0}")
    else:
        value = (
            chinese_number(above) / (chinese_number(below) or 1) * (1000 if unit == "‰" else 100)
        )
    found = quantity_at(text, start, end, value, unit, "share")
    if text[end : end + 1] == "强" and text[end + 1 : end + 2] in _CLOSES:
        found.after, found.tail = "gt", end + 1  # 占全市四分之一强
    return found


def _half(text: str, at: int, end: int) -> Quantity | None:
    start = at if text.startswith("半数", at) else at - 1
    found = quantity_at(text, start, end, 50.0, "%", "half")
    if text[start] == "过":
        found.after = "gt"
    return found


# “两个翻番”目标, 收入翻番计划 are names
_GOAL_NAME: Final = re.compile(r"(?:(?<=”)|”)的?(?:目标|任务|计划|：)|(?:工程|计划|行动)")
_DOUBLES: Final = re.compile(r"“?(?:双|[两三四五六]个)?$")


def _double(text: str, at: int, end: int) -> Quantity:
    count = text[at:end].strip("翻了番”")
    times = {"": 1, "1": 1, "2": 2}.get(count) or chinese_number(count)
    opening = _DOUBLES.search(text, max(0, at - 3), at)
    start = opening.start() if opening else at
    if text[end - 1] == "”" and text[start] != "“":
        end -= 1
    return quantity_at(text, start, end, 2.0**times, "倍", "double")


def _and_more(text: str, start: int, end: int) -> Quantity | None:
    """Read 百余项, 两千余家, 万余人; None where no unit stands behind, or 数百余 is vague."""
    length = unit_length(text, end)
    word = text[start : end - 1]
    if not length or not word or text[start - 1 : start] in _VAGUE_FIRST:
        return None
    multiplier = "万" if word[-1] == "万" else ""
    number = word.removesuffix(multiplier)
    value = float(chinese_number(number)) if number else 1.0
    stop = end + length
    return Quantity(start, stop, stop, value, None, multiplier + text[end:stop], "number", "gt")


def _round(text: str, start: int, end: int) -> Quantity | None:
    """Read 突破百亿, 超万亿元, 万名以上; 百亿级项目, 万人计划, 千亿园区 are names."""
    word = text[start:end]
    length = unit_length(text, end)
    base = text[end : end + length]
    stop = end + length
    closing = _ROUND_TAIL.match(text, stop)
    if _OVER.fullmatch(text, max(0, start - 2), start) and word in _MANY:
        multiplier = word[-1]  # 上亿人, 上千万家庭
        value = float(chinese_number(word[:-1])) if word[:-1] else 1.0
        return Quantity(start - 1, stop, stop, value, None, multiplier + base, "round", "ge")
    if closing is None and word in _MANY and _FOLK.match(text, stop):
        closing = _ROUND_ALONE.match(text, stop)  # 近百万群众
    if closing is None and base == "场" and text.endswith(_HELD, 0, start):
        return Quantity(start, stop, stop, float(chinese_number(word)), None, base, "round", "")
    if closing is None and base in _COUNTERS and _SO_MANY.search(text, max(0, start - 2), start):
        closing = _ROUND_ALONE.match(text, stop)  # 选派超千名特派员
    if closing is None or _VAGUE.search(text, max(0, start - 2), start):
        return None
    cue = _ROUND_CUE.search(text, max(0, start - 4), start)
    joins = _RANKED_WITH.search(text, max(0, start - _WITH_REACH), start) is not None
    if cue is None and not (joins or _ROUND_END.match(text, stop)):
        return None
    multiplier = "万亿" if word.endswith("万亿") else word[-1] if word[-1] in "万亿" else ""
    number = word.removesuffix(multiplier)
    value = float(chinese_number(number)) if number else 1.0
    after, tail = after_at(text, stop)
    after = "gt" if joins else after
    return Quantity(start, stop, tail, value, None, multiplier + base, "round", after)
