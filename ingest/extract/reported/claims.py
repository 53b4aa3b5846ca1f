"""Reads what a report says of its own success, to be held against our count.

Four kinds: all targets met (圆满完成年初确定的目标), a share of them (32项指标中17项达到预期), one
named target met (粮食产量超额完成国家下达任务), and one missed (进出口增长目标未能实现). A sentence
that looks ahead (努力完成今年目标, the plan part, 高质量完成“十四五”规划) claims nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.extract.text.heading_years import PLAN_START
from ingest.extract.vocabulary.canonical import indicator_of, longest_name
from ingest.model import Claim, ReportFacts, Section, Sentence

LONGEST_SENTENCE: Final = 2000  # letters between full stops; anything longer is no sentence
LONGEST_CLAUSE: Final = 200
_GOAL: Final = r"(?:预期目标|目标任务|发展目标|任务目标|年度目标|目标|任务|指标)"
_DONE: Final = r"(?:圆满|全面|顺利|较好|如期|胜利|全部|超额|提前|高质量|基本|总体)"

# One cheap pass over the whole text finds the places that are worth a closer look.
_TRIGGER: Final = re.compile(r"目标|任务|预期|项.{0,12}指标")

_SHARE: Final = re.compile(
    r"(?P<total>\d{1,3})(?:项|个)[^，。；\d]{0,16}(?:指标|目标)(?:任务)?(?:中|里|当中)?，?(?:已)?有?"
    r"(?P<met>\d{1,3})(?:项|个)[^，。；\d]{0,8}?(?:达到|达标|超过|好于|完成|实现|超额|提前|符合)"
)
_ALL: Final = re.compile(
    rf"{_DONE}?(?:完成|实现)了?(?P<what>[^，。；]{{0,30}}?){_GOAL}"
    rf"|(?P<what2>[^，。；]{{0,30}}?){_GOAL}(?:均|都|已)?{_DONE}+(?:完成|实现|达到)"
)
# What makes a goal the year's goals as a whole rather than one task among many.
_WHOLE: Final = re.compile(
    r"全年|年初|经济社会发展|人大.{0,8}会议|确定的(?:各项|主要)|主要预期|各项主要"
)
_SINGLE: Final = re.compile(
    rf"(?P<subject>[^，。；：、\d“”]{{2,24}}?)(?:均|都)?(?:已)?(?:提前|超额|如期|圆满|全面|较好){{1,2}}"
    rf"(?:一年|两年)?(?:完成|实现|达到)[^，。；]{{0,18}}?{_GOAL}"
)
_MISSED: Final = re.compile(
    rf"(?P<subject>[^，。；：\d]{{2,24}}?)(?:{_GOAL})?"
    rf"(?:未能|未|没有|没能)(?:如期|全面|按期)?(?:完成|实现|达到)(?:年初|全年|年度)?(?:确定的|既定)?"
    rf"(?:{_GOAL}|预期)?"
    r"|(?P<subject2>[^，。；：\d]{2,24}?)(?:增速|增长)?(?:不及|低于|未达)(?:年初|全年)?预期"
)
# Quick looks before the patterns.
_MISSED_WORDS: Final = re.compile("未|没|不及|低于")
_MET_WORDS: Final = re.compile("完成|实现|达到")
_MISSED_NEEDS: Final = re.compile(r"目标|预期|任务|指标")
_AHEAD: Final = re.compile(
    r"努力|力争|确保|奋力|全力|争取|必须|我们要|要(?:高质量)?完成|信心|今年|为了|能够|保障"
    r"|为(?:圆满|全面|顺利)?(?:实现|完成)|等多项"
)
_FIVE_YEARS: Final = re.compile(r"“?十([一二三四五六])五”?")
_FILLER: Final = re.compile(
    r"^.*?(?:是|，|：|因素影响)|^(?:其中|全年|去年|我国|我省|全省|全市|全区)|(?:预期)?(?:增长)?$"
)


def read_claims(
    text: str,
    sentences: Sequence[Sentence],
    facts: ReportFacts,
    sections: Sequence[Section] = (),
) -> tuple[Claim, ...]:
    """The claims of `text` in the order in which they stand, at most one of a kind a clause.

    `sentences` must be in order of `start`. With `sections`, the plan part and the annex are
    passed over; without, only the words of a clause tell ahead from behind.
    """
    starts = [sentence.start for sentence in sentences]
    spans = [(s.start, s.end) for s in sections if s.kind not in ("plan", "annex")]
    found: list[Claim] = []
    seen: set[int] = set()
    for start, end in spans if sections else [(0, len(text))]:
        for hit in _TRIGGER.finditer(text, start, end):
            at = bisect_right(starts, hit.start()) - 1
            if at >= 0 and at not in seen and not sentences[at].headline:
                seen.add(at)
                found.extend(_of_sentence(text, sentences[at], facts))
    return tuple(sorted(found, key=lambda claim: claim.start))


def _of_sentence(text: str, sentence: Sentence, facts: ReportFacts) -> Iterator[Claim]:
    """The claims of one sentence, clause by clause; a clause that looks ahead has none."""
    start = sentence.start
    while start < sentence.end:
        stop = text.find("；", start, sentence.end) + 1 or sentence.end
        if stop - start <= LONGEST_SENTENCE:
            yield from _of_clause(text[start:stop], start, sentence, facts)
        start = stop


def _of_clause(clause: str, start: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Claim]:
    """A share of the targets, else what the clause says in words."""
    if share := _SHARE.search(clause):
        yield _claim("share_met", clause, share, start, sentence, facts)
    else:
        yield from _in_words(clause, start, sentence, facts)


def _in_words(clause: str, start: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Claim]:
    """A claim without a count: missed first, because 未完成 holds 完成."""
    for part in re.finditer(r"[^，]+", clause):
        words, at = part.group(), start + part.start()
        if not 6 <= len(words) <= LONGEST_CLAUSE or not _TRIGGER.search(words):
            continue
        missed = _MISSED.search(words) if _MISSED_WORDS.search(words) else None
        if missed and _MISSED_NEEDS.search(missed.group()):
            before = clause[: part.start()]
            yield _claim("not_met", words, missed, at, sentence, facts, before)
        elif (
            _MET_WORDS.search(words) is None or _AHEAD.search(words) or not re.search(_GOAL, words)
        ):
            continue
        elif (whole := _ALL.search(words)) and _WHOLE.search(whole.group()):
            yield _claim("all_met", words, whole, at, sentence, facts)
        elif single := _SINGLE.search(words):
            yield _claim("single", words, single, at, sentence, facts)


def _claim(
    kind: str,
    words: str,
    match: re.Match[str],
    at: int,
    sentence: Sentence,
    facts: ReportFacts,
    before: str = "",
) -> Claim:
    """The claim that `match` in `words` makes; `at` is where `words` stand in the text."""
    groups = match.groupdict()
    subject = _subject(groups.get("subject") or groups.get("subject2"), before)
    return Claim(
        kind=kind,  # type: ignore[arg-type]
        quote=match.group(),
        start=at + match.start(),
        end=at + match.end(),
        sentence=sentence.number,
        period=_period(words, facts),
        met=int(groups["met"]) if groups.get("met") else None,
        total=int(groups["total"]) if groups.get("total") else None,
        subject=subject,
        indicator=indicator_of(subject) if subject else None,
    )


def _subject(found: str | None, before: str) -> str | None:
    """The subject of a claim; 预期增长目标未能实现 has its subject in the clause before."""
    if not found:
        return None
    subject = re.sub(rf"{_GOAL}$", "", _FILLER.sub("", found.strip()).strip())
    if len(subject) < 2 and before:
        return longest_name(before)
    return subject if len(subject) >= 2 else None


def _period(words: str, facts: ReportFacts) -> int | str | None:
    """The plan that is named, else the year that the report reviews."""
    if plan := _FIVE_YEARS.search(words):
        first = PLAN_START.get(plan[1])
        return f"{first}-{first + 4}" if first else None
    if facts.year is None:
        return None
    if facts.change_of_term and "五年" in words:
        return f"{facts.year - 5}-{facts.year - 1}"
    return facts.year - 1
