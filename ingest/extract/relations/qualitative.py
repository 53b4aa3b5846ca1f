"""Reads goals that name a direction or a quality: 保持基本稳定, 继续下降, 质量持续改善.

A direction is `stable`, `down` or `positive`. A goal of the headline passage that names neither
number nor direction is kept without a relation.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.relations.relation import LEAD_IN, Relation, is_measured, of_words_before
from ingest.extract.vocabulary.canonical import indicator_of

_STABLE: Final = re.compile(
    r"(?:保持|维持|继续|持续|总体|稳定|基本|相对|大体|处于|运行|力争|促进|实现){0,4}(?:在)?"
    r"(?:全[国省市]一流水平|全[国省市]前列|领先水平|基本稳定|总体稳定|稳定保持在[^，；。]{1,10}"
    r"|保持在[ⅠⅡⅢⅣI]{1,3}类[^，；。]{0,6}|合理水平|合理区间|合理增长|合理充裕|基本平衡|动态平衡"
    r"|稳中提质|量稳质[升优]|稳中向好|稳定向好|平稳向好|稳中趋好|趋稳向好|稳中有进|稳中有升|回稳向好"
    r"|保持不变|促稳提质|保稳提质|稳量提质|稳定为优|优良水平|保持优良|优良|平衡|稳定)$"
)
# 稳定粮食播种面积: the verb stands before what is to stay as it is
_KEEP_STEADY: Final = re.compile(
    r"(?:切实|着力|继续|努力|要|确保|力争|巩固|提高并|有效|综合施策|更加注重|千方百计)*稳定"
    r"(?P<what>(?!和|在|增)[^，；。、的]{2,16}"
    r"(?:面积|规模|产量|产能|参保率|就业率|入学率|覆盖率|自给率|价格|价格总水平|物价总水平|总量|收入|份额|存栏|存栏量|保有量|生育水平))"
)
_DOWN: Final = re.compile(
    r"(?:进一步|继续|持续|稳步|不断|保持|只减不|逐年|稳中有|明显|大幅|同比)"
    r"(?:稳步|持续|双)?(?:下降|减少|降低|有降|下行|降|缩小|负增长)$|缩小(?:势头|趋势)$|只减不增$|(?:继续|安排|实现)+负增长$"
)
# 进一步缩小城乡收入差距, 大幅压减一般性支出: the verb stands before what is to fall
_MAY_BE_LESS: Final = (
    "(?:收入|发展|消费|平均)(?:水平)?差距|赤字|赤字率|国债|支出|物流成本|费率|税率|杠杆率|负债率|排放|排放量"
    "|能耗|强度"
)
_LET_FALL: Final = re.compile(
    r"(?:要|力争|努力|着力|并)*(?:进一步|继续|逐步|不断|持续|大幅度?|明显|适当|稳步)+"
    rf"(?:减少|压减|压缩|缩小|降低)(?P<what>[^，；。的]{{2,20}}(?:{_MAY_BE_LESS}))"
)
_EACH_LESS: Final = re.compile(f"[^、和]{{2,}}(?:{_MAY_BE_LESS})")
_STEADY_GROWTH: Final = re.compile(
    rf"{LEAD_IN}(?:稳步|平稳|稳定|持续|较快|稳健)(?:增长|增加|扩大|提升|提高|上升)"
)
_BETTERED: Final = ("提升", "提高", "上升")
# Quick looks: a letter that each of its words has.
_MAY_BE_STABLE: Final = re.compile("[稳衡优理列流领类]|不变")
_MAY_FALL: Final = re.compile("降|减少|下行|负增|只减|缩小|压[减缩]")
_MAY_GROW: Final = re.compile("增|扩大|提[升高]|上升")
_OPENING: Final = re.compile(r"^.*?(?:目标|指标)(?:建议|初步|安排)?(?:是|为|：)[:：]?")
_NO_GOAL: Final = re.compile(
    r"更好|最好|结果|我们|考虑|体现|衔接|这|上述|以下|主要目标|预期目标|工作中|要|既|兼顾|重点|坚持"
    r"|说明|统筹平衡|有利于|符合|付出|积极|目的|信心"
)
_GOAL_PREDICATE: Final = re.compile(
    r"(?:取得|实现|有序|有效|进一步|持续|明显|不断|全面|稳步|显著|更加|得到|基本|保持|防控|改善|提升"
    r"|全部脱贫|全部摘帽|(?:目标)?在“?十[一二三四五六]五”?(?:规划)?期内统筹考核|有所|继续|优化|稳定|提质|增效|大幅|加快|达到|达标|回升|扎实|迈出|再上|增强|突破).*$"
)


def read_qualitative(
    text: str, start: int, clause: str, force: str, *, headline: bool
) -> list[Relation]:
    """Read a direction; in the `headline` passage any other goal in words as well."""
    if not headline:
        found = _direction(text, start, clause, force, known=True)
        return found or []
    opening = _OPENING.match(clause)
    offset = opening.end() if opening else 0
    body = clause[offset:]
    found = _direction(text, start + offset, body, force, known=False)
    return _goal(text, start + offset, body, force) if found is None else found


def _direction(
    text: str, start: int, words: str, force: str, *, known: bool
) -> list[Relation] | None:
    """Read 保持基本稳定, 继续下降, 稳步增长; None where the words name no direction.

    Where only `known` things count, others give [].
    """
    if "稳定" in words and (steady := _KEEP_STEADY.fullmatch(words)):
        at, end = start + steady.start(), start + steady.end()
        what = start + steady.start("what")
        return [Relation(steady["what"], "stable", at, end, what, start, force)]
    if _MAY_FALL.search(words) and (fall := _LET_FALL.fullmatch(words)):
        what = start + fall.start("what")
        parts = re.split("[、和]", fall["what"])
        if not all(map(_EACH_LESS.fullmatch, parts)):
            parts = [fall["what"]]
        return [Relation(p, "down", start, start + fall.end(), what, start, force) for p in parts]
    for name, quick, rule in (("stable", _MAY_BE_STABLE, _STABLE), ("down", _MAY_FALL, _DOWN)):
        if quick.search(words) and (match := rule.search(words)) is not None:
            found = of_words_before(text, start, match.start(), match.end(), name, force)
            return found if not known or (found and is_measured(found[0].subject)) else []
    if _MAY_GROW.search(words) and (match := _STEADY_GROWTH.search(words)):
        found = of_words_before(text, start, match.start(), match.end(), "positive", force)
        named = bool(found) and indicator_of(found[0].subject) is not None
        if not named and match[0].endswith(_BETTERED):
            return [] if known else None  # 城市文明程度持续提升 names no series
        return found if named or not known else []
    return None


def _goal(text: str, start: int, words: str, force: str) -> list[Relation]:
    """Read a goal of the headline passage that names neither number nor direction."""
    if len(words) < 5 or _NO_GOAL.search(words):
        return []
    match = _GOAL_PREDICATE.search(words)
    if match is None or match.start() < 2:
        return []
    return of_words_before(text, start, match.start(), match.end(), "", force)
