"""Reads targets that another level of government sets: 完成国家下达的减排任务.

Their subject stands behind 完成 or before it; a list of things of which each is a measure of its
own (能耗强度下降和主要污染物总量减排) gives one target each.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.lists.sharing import share_parts
from ingest.extract.phrases.heads import strip_head
from ingest.extract.relations.relation import Relation
from ingest.extract.vocabulary.canonical import indicator_of

SET_BY_LEVEL: Final = "[国省市州]定"  # 国定, 省定
_AS_ASKED: Final = "按照[^，；。]{2,8}要求"
_DONE_AT_END: Final = r"(?:全面|圆满|如期|按期|全部)(?:完成|实现)"
_BEHIND: Final = re.compile(
    rf"(?:{_AS_ASKED})?"
    r"(?:不折不扣|坚决|确保|圆满|力争|全力|务必|如期|按期|严格|超额|全面){0,3}"
    r"完成(?P<object>[^，；。]{3,50}?(?:目标任务|任务|目标|指标|要求))$"
)
_BEFORE: Final = re.compile(
    r"(?P<verb>(?:不折不扣|全面|均|坚决|确保|力争|按期|圆满|严格|超额|提前|如期){0,2}"
    r"(?:完成|达到|控制在|符合|落实)"
    r"(?:经?国家|省|市|区|上级|自治区|州|中央|党中央|“|[^，；。]{0,3}下达|规定|省定|市定|国定)"
    r"[^，；。]{0,24}?(?:任务|目标|指标|计划|要求|标准|以内|范围(?:之)?内)(?:之内|以内|范围内|内)?)$"
    r"|(?P<fits>目标[与同](?:国家|省|上级)[^，；。]{0,12}目标(?:统筹|总体|相)?衔接)$"
    rf"|(?P<done>等?(?:约束性)?(?:任务|指标|目标)(?:任务)?{_DONE_AT_END})$"
)
_PASSIVE: Final = re.compile(
    r"(?:国家|上级|省|市)下达的?(?P<object>[^，；。]{2,30}?)(?:任务|目标|指标)"
    r"(?:要|必须|确保|力争)?(?:全面|如期|按时|超额)?完成$"
)
# Without one of these a clause outside of the headline passage is no such target.
_ASSIGNING: Final = re.compile(
    rf"下达|约束性|{SET_BY_LEVEL}|完成(?:国家|“十|省定|市定)|减排(?:等)?(?:目标)?任务"
)
_ADVERBS: Final = re.compile(
    rf"(?:不折不扣|坚决|确保|圆满|力争|全力|务必|如期|按期|严格|超额|全面|保质保量|地|{_AS_ASKED})+"
)
_ASSIGNER: Final = re.compile(
    r"^(?:(?:自治区|[省市区州])(?:委|政府)|国家|自治区|[省市区州]|上级|中央|国务院|和|、)*"
    r"(?:上)?(?:下达|确定|分解|规定|要求)?(?:我[省市区县州盟旗])?的?(?:全年|年度)?"
)
_PLAN_NAME: Final = re.compile(r"^“?十[一二三四五六]五”?(?:规划|时期|期间)?(?:的)?")
_OBJECT_END: Final = re.compile(
    rf"(?:等)?(?:{SET_BY_LEVEL})?(?:约束性)?"
    r"(?:下降|降低|(?<!节能)减排|削减|控制|改善|提升)?(?:约束性)?(?:目标任务|任务|目标|指标|要求)+$"
)
_PART_END: Final = re.compile(r"(?:下降|降低|减排|削减|控制|改善)$")
_OF_KIND: Final = re.compile(
    "等(?:主要|各项|[一二三四五六七八九十0-9]+项)?(?:约束性|预期性)?(?:指标|目标)?$"
)
_TWO_GOALS: Final = re.compile(
    "([^、和]{2,16}(?:约束性)?(?:指标|任务|目标|目标任务))(?:[和、]|以及)([^、和]{4,16}(?:指标|目标|任务|目标任务))"
)
_DONE: Final = re.compile(f"{_DONE_AT_END}$")


def read_assigned(
    text: str, start: int, clause: str, force: str, *, headline: bool
) -> list[Relation]:
    """Read 完成国家下达的…目标, …完成国家下达任务 and …等任务全面完成."""
    if not (headline or _ASSIGNING.search(clause)):
        return []
    if match := _PASSIVE.search(clause):
        begin = start + match.start("object")
        at, end = start + match.start(), start + match.end()
        return _each(match["object"], begin, start, at, end, force)
    if match := _BEFORE.search(clause):
        at = match.start()
        tail = _DONE.sub("", match["done"] or "")
        subject = clause[:at] + tail
        if len(subject) >= 3 and not _ADVERBS.fullmatch(subject):
            begin, _ = strip_head(subject, 0, len(subject))
            begin += len(m[0]) if (m := _PLAN_NAME.match(subject[begin:])) else 0
            subject = subject[begin:]
            end = start + match.end()
            return _each(
                subject, start + begin, start, start + at, end, force, listed="、" in subject
            )
    if match := _BEHIND.search(clause):
        return _object(match, start, force)
    return []


def _object(match: re.Match[str], start: int, force: str) -> list[Relation]:
    """Give the targets of what stands behind 完成, less who set them and the 目标 at the end."""
    whole = match["object"]
    named = _PLAN_NAME.sub("", _ASSIGNER.sub("", whole))
    if two := _TWO_GOALS.fullmatch(named):  # 降碳约束性指标和环境质量改善目标
        at, end = start + match.start(), start + match.end()
        begin = start + match.start("object")
        return [Relation(one, "assigned", at, end, begin, start, force) for one in two.groups()]
    bare = _OBJECT_END.sub("", named)
    if len(bare) < 3 and indicator_of(bare) is None:
        bare = whole  # 国家下达的约束性指标任务 names no thing of its own
    begin = start + match.start("object")
    found = _each(bare, begin, start, start + match.start(), start + match.end(), force)
    if len(found) == 1 and "约束性" in named and indicator_of(found[0].subject) is None:
        found[0].subject = whole if bare == whole else named
    return found


def _each(
    subject: str, begin: int, clause: int, at: int, end: int, force: str, *, listed: bool = False
) -> list[Relation]:
    """Split 能耗强度下降和主要污染物总量减排 where a part is a measure, or all are `listed`."""
    parts = re.split("[、和]|以及|(?<![普涉])及(?!其)", subject)
    bare = [b if indicator_of(b := _PART_END.sub("", part)) else part for part in parts]
    bare = [b[:-2] if b.endswith("减排") and len(b) > 6 else b for b in bare]
    if len(parts) > 1:
        shared = share_parts(list(parts))
        bare = [
            s if indicator_of(s) or s[-2:] == "质量" else b
            for s, b in zip(shared, bare, strict=True)
        ]
    if len(parts) > 1 and (kind := _OF_KIND.search(subject)):
        # 登记失业率、单位能耗等主要约束性指标: each that is named, where all are known
        named = [*bare[:-1], _PART_END.sub("", parts[-1][: -len(kind[0])])]
        if all(indicator_of(part) is not None for part in named):
            return [Relation(p, "assigned", at, end, begin, clause, force) for p in named]
    apart = listed or any(indicator_of(part) for part in bare)
    if len(parts) > 1 and "等" not in subject and apart:
        return [Relation(p, "assigned", at, end, begin, clause, force) for p in bare if len(p) > 1]
    if len(parts) == 1 and indicator_of(bare[0]):
        subject = bare[0]
    return [Relation(subject, "assigned", at, end, begin, clause, force)] if subject else []
