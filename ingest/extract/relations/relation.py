"""A target in words, and whose it is: the subject that stands before the relational words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.extract.lists.coordination import expand
from ingest.extract.lists.sharing import share_parts
from ingest.extract.phrases.heads import strip_head
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of

# What may stand between a subject and its relational words, as a part of a pattern.
LEAD_IN: Final = (
    r"(?:保持|实现|基本|大体|总体|力争|努力|继续|略|稍|持续|稳定|要|争取|确保|与|在|一直|均|达到|稳步"
    r"|进一步){0,4}"
)
PACE_ENDINGS: Final = ("增长", "增速", "增幅")  # 收入增速高于…: of the income
_PACE_ENDINGS: Final = (*PACE_ENDINGS, "增长速度")
_WITH_PAST: Final = re.compile(r"(?<=..)[与和同较比](?:上年|去年)(?:同期)?$")  # 与上年保持稳定
_LEADING: Final = re.compile(r"(?:确保|力争|努力|争取|要|继续|保持|总体|基本)+$")
_LONG_ENOUGH: Final = 4  # letters of a subject that can lose a word at its end
_NOTE: Final = re.compile("（[^（）]*）")
_MEASURED_END: Final = re.compile(
    r"(?:水质|质量|价格|收支|杠杆率|失业率|物价|房价|排放|进出口|外贸|总量|汇率|形势|税负|负担|赤字|(?:收入|发展|消费|平均)(?:水平)?差距|(?:土壤|水|生态)环境)$"
)


@dataclass(slots=True)
class Relation:
    """A target in words; offsets in folded text, `start` to `end` the relational words."""

    subject: str
    relation: str
    start: int
    end: int
    subject_start: int
    clause: int
    force: str


def of_words_before(
    text: str, start: int, at: int, end: int, name: str, force: str
) -> list[Relation]:
    """Give the relation `name` of what stands before it; nothing where no subject does.

    The clause begins at `start`, its relational words go from `at` to `end` of the clause.
    """
    begin, _ = strip_head(text, start, start + at)
    subject = text[begin : start + at].strip("、")
    subject = _LEADING.sub("", _WITH_PAST.sub("", subject))
    for ending in _PACE_ENDINGS:
        subject = subject.removesuffix(ending)
    if len(subject) > _LONG_ENOUGH:  # 收入实际增长与经济增长同步, 国际收支状况进一步改善
        if name.startswith("sync"):
            subject = subject.removesuffix("提高")
        subject = subject.removesuffix("实际").removesuffix("状况").removesuffix("不平衡")
        subject = subject.removeprefix("现行标准下")
    subjects = [subject]
    if "、" in subject and name.startswith(("sync", "gt")):
        said = text[start + at : start + end]
        subjects = _each_measured(subject, held="均" in said or "都" in said)
        subjects = subjects or [subject.rpartition("、")[2]]
    elif len(subject) > 1 and name in ("down", "stable", "positive"):
        subjects = _parts(subject)
    if len(subjects) == 1 and len(subjects[0]) < 2:
        return []
    return [Relation(one, name, start + at, start + end, begin, start, force) for one in subjects]


def _each_measured(subject: str, *, held: bool) -> list[str]:
    """Give the series of a list that are all set against one; [] where only the last one is.

    投资、零售额增速高于全国平均: known series; `held`: 甲、乙产业增加值均快于经济增长.
    """
    items = expand(subject, 1)
    known = all(indicator_of(item) is not None for item in items)
    named = held and all(head_of(item) or indicator_of(item) is not None for item in items)
    return items if len(items) > 1 and (known or named) else []


def _parts(subject: str) -> list[str]:
    """Part a list that has one direction: 国防和军队 is one name, 进出口和利用外资 are two."""
    parts = re.split("[、和与及]", subject)
    gap = subject.endswith("差距") and not all(part.endswith("差距") for part in parts)
    if len(parts) == 1 or gap:  # 城乡居民收入和消费水平差距: no part of it is the income
        return [subject]
    parts = share_parts(parts)
    known = any if "、" in subject else all
    parted = all(len(part) > 1 for part in parts) and known(map(indicator_of, parts))
    return parts if parted else [subject]


def is_measured(subject: str) -> bool:
    """Whether the words name a thing of which a direction says something."""
    if "（" in subject:
        subject = _NOTE.sub("", subject)  # 细颗粒物（PM2.5）浓度
    return not subject.startswith(("以", "促进", "通过")) and (
        indicator_of(subject) is not None
        or bool(_MEASURED_END.search(subject))
        or (bool(head_of(subject)) and len(subject) <= 14)
    )
