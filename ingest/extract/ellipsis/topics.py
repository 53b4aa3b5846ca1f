"""Tells what the words before a clause speak of, where no number has named it yet."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.whose import thing_earlier
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.framing import ASIDE_AT_END
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.state import Place, State
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FARES

_AND_VERB: Final = re.compile("^并(?:统一|规范|完善|提高|扩大|优化|落实|推广|稳定)")
_OBJECT_ENDS: Final = ("起付线", "建设力度", "力度", "制度", "政策", "体系", "机制", "功能", "工作")
_TOPIC: Final = re.compile(
    rf"(.{{2,12}}?)(?:生产(?!性|总值)|健康(?:发展|成长)|{'|'.join(sorted(FARES))})"
)

_NOTE_AT_END: Final = re.compile("（[^）]*）$")
_SCALE_AT_END: Final = re.compile(
    r"(?<=..)(?:(?:经营|发展|运营)(?:规模|效益|质效|业绩|状况|能力)|经营)$"
)


_FUNDS_AT_END: Final = re.compile(
    "(?:发展|建设|培育|改革|升级|优化|扩大|稳定)(?:专项)?(?:经费|资金|基金|支出|投入|费用|贷款|债券)$"
)
_FROM: Final = re.compile(r"[从由](?:20\d\d年|上?年|期初|最初)?的?\d")
_DONE_IN_YEAR: Final = re.compile(r"^了(?:20\d\d年度?)?(?:各项)?(?=..)")  # 完成了2011年各项水利工程
_TIMES: Final = re.compile(
    "^(?:(?:先后|连续|累计)?[两三四五六七八九十\\d]+次|连续第?[两三四五六七八九十\\d]+年)(?=较?大幅|提高|上调|降低|下调|入选|入围|上榜|登榜|荣登|跻身)"
)
# 5A级景区新增甲古镇、总数达到9家
_ADDED_ONE: Final = re.compile(r"([^，、；。增]{2,12}?)(?:新增|净增|增加)[^，、；。\d]{2,}")
_SUCH: Final = re.compile("^[^等]{2,20}等(?:一批|一大批)(?=..)")

# 茶叶产量在上年增收的基础上，又增产9万吨
_FROM_LEVEL: Final = re.compile("(?<=..)在[^，在]{2,16}的?基础上$")
_WORKS: Final = ("项目", "工程", "改造", "整治", "治理", "搬迁", "建设")
_WORK_NAMED: Final = re.compile(
    r"(?!.*(?:加快|持续|继续|稳步|有序|全面|扎实|深入|大力|顺利|快速|加强))"
    r"[^，、；。：\d]{3,24}(?:项目|工程|改造|整治|治理|搬迁|建设)"
)


def said_of(place: Place, lead: Lead) -> str:
    """Tell what an aspect behind “、” belongs to (虫草培育成功、产量达300万条); "" for none."""
    comma = place.text.rfind("、", place.pre, lead.end)
    if comma < 0 or place.pre > place.clause:
        return ""
    match = _TOPIC.match(place.text, place.pre, comma)
    match = match or _ADDED_ONE.match(place.text, place.pre, comma)
    return match[1] if match else ""


def topic(place: Place, state: State) -> str:
    """Tell what the words just before are about, where no number has named it yet."""
    begin, end = (place.clause, place.pre) if place.pre > place.clause else state.previous
    phrase = _last_item(place.text[begin:end].rstrip("、，"))
    measured = bool(state.readings) and begin <= state.readings[-1].quantity.start < end
    if not phrase or measured or phrase in FARES:
        return ""  # what a number has named is noted elsewhere; 初见成效 names nothing
    if phrase[-1] in "素响后" and (cut := ASIDE_AT_END.search(phrase)):
        phrase = phrase[: cut.start()]  # 工业增加值剔除一次性因素，增长2%
        return phrase[strip_head(phrase, 0, len(phrase))[0] :]
    if (match := _TOPIC.match(phrase)) and indicator_of(match[1]) is not None:
        return match[1]  # 实际利用外资超额完成年度计划
    if phrase.startswith(("覆盖面", "覆盖率")):
        return thing_earlier(place.text, begin) + phrase[:3]
    start, frame = strip_head(phrase, 0, len(phrase))
    if place.text[end : end + 1] == "：" and indicator_of(
        named := _NOTE_AT_END.sub("", phrase[start:])
    ):
        return named  # 1.地区生产总值（第3项）：增长5%
    verb = keep_verb(phrase, start, len(phrase))
    if not (frame or verb) and phrase.endswith(_WORKS) and _WORK_NAMED.fullmatch(phrase, start):
        return phrase[start:]  # 路灯改造项目，计划投资3000万元
    if (frame or verb > 1) and len(phrase) - start - verb >= 2:
        named = _AND_VERB.sub("", phrase[start if frame else start + verb :])
        for ending in _OBJECT_ENDS:
            named = named.removesuffix(ending)
        return _DONE_IN_YEAR.sub("", named) if named[:1] == "了" else named
    if _names_it_all(phrase, place.text, end):
        return phrase[start:]
    if match:
        return _SCALE_AT_END.sub("", match[1].removeprefix("深化").rstrip("已均屡再又仍"))
    return _noun_or_list(phrase, place.text[begin:end])


def _names_it_all(phrase: str, text: str, end: int) -> bool:
    """Whether `phrase`, which ends at `end`, is a name and says nothing of what it names.

    发展 in 产业发展资金，去年达到5亿元 is part of the name; 全市研发经费，从12亿元增加到36亿元.
    """
    if _FUNDS_AT_END.search(phrase):
        return True
    return _FROM.match(text, end + 1) is not None and not noun_and_verb(phrase)[1]


def _last_item(clause: str) -> str:
    """Give the last item of what a clause lists, without how often it was done."""
    _, several, phrase = clause.rpartition("、")
    phrase = _TIMES.sub("", phrase)
    phrase = _SUCH.sub("", phrase)  # 甲公司、乙公司等一批中小企业发展良好
    if (several or "”等" in phrase) and "等" in phrase[1:-2]:
        phrase = phrase.partition("等")[2]  # 钢铁、铝业等两大产业: the list may go, no half of it
    return _FROM_LEVEL.sub("", phrase)


def _noun_or_list(phrase: str, clause: str) -> str:
    """Give the noun of which the last item of a clause says something, else what a list is of."""
    noun, predicate = noun_and_verb(phrase)
    return noun if predicate or _FROM_LEVEL.search(clause) else _listed_topic(clause.rstrip("、，"))


def _listed_topic(clause: str) -> str:
    """Tell the nouns that a verb before a whole list acts on (盘活闲置厂房、仓库); "" for none."""
    items = clause.split("、")
    start, frame = strip_head(clause, 0, len(clause))
    verb = keep_verb(clause, start, len(clause))
    if len(items) < 2 or not (frame or verb > 1) or start + verb + 1 >= len(items[0]):
        return ""
    if any(keep_verb(item, 0, len(item)) or noun_and_verb(item)[1] for item in items[1:]):
        return ""
    return clause[start if frame else start + verb :]
