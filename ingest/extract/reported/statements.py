"""Reads words about an indicator that carry no number but decide or colour a verdict.

Kinds: `met` and `missed` (said of one named target), `sync:gdp` and `gt:gdp` (income in step with
the economy, or faster), `gt:national`, `lt:national` (better or worse than the whole country; the
same with `province` and `city`), `same:past` (与上年持平), `trend` (保持较低水平: shown, never
decisive) and, in the target passage, `better_result` (a promise beyond the number: 争取更好结果).
Words that name no subject give nothing: a report that met “its goals” is a claim, not a statement
about one of them.

A few literal words are looked for over the whole text; only the clauses around them are read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Final

from ingest.extract.reported.statement_words import load_statement_words
from ingest.extract.text.heading_years import PLAN_START
from ingest.extract.text.sections import Part
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.subject_key import subject_key
from ingest.model import ReportFacts, Section, Sentence, Statement

# Longer "subjects" are sentences that the rules didn't understand.
MOST_LETTERS: Final = 22
_REACH: Final = 300  # letters to both sides within which a clause is looked for
_MOST_PARTS: Final = 16  # of a list of subjects
_BACK: Final = 120  # letters of earlier clauses that may name what a predicate is about
_CLAUSE_ENDS: Final = "，；。！？：\n—"
_CLAUSE_END: Final = re.compile(f"[{_CLAUSE_ENDS}]")
_STOP_ENDS: Final = "；。！？\n"
# Where the subject of a clause ends: its verb or its number.
_PREDICATE: Final = re.compile(
    r"分别|[均都]?(?:同比|比上年|较上年)|(?:实际|名义)?增长|增速|下降|降低(?![税费])|上升|上涨|提高|达到?|完成|实现|突破|超过|保持|"
    r"[稳处]定?在|为|增加(?!值)|减少|有所|略有|出现|呈现?|[\d.]+"
)
_SPLIT: Final = re.compile(r"、|以及|[和与及](?![^、]{0,2}$)")
# Words that stand where a subject would, and name none: the clause before may.
_NOBODY: Final = re.compile(
    r"^(?:预期|年度|年初|目标|任务|首次|增速|增幅|速度|总量|增量|其增速|[^、]{0,2}居全国)"
)
# A subject that means several series without naming them; nothing is said of any one.
_SEVERAL: Final = re.compile(
    r"^(?:各项|这些|以上|上述|主要|多数|部分|全部|本届)(?:.{0,6}?(?:指标|增速|政府|目标|任务))?$|清单$"
)
_THE_YEAR: Final = re.compile(r"20\d\d年|去年|过去一年|一年来|全年")  # the last one, said
_OF_WHOM: Final = re.compile(r"^.*的|^了|^“?十[一二三四五六]五”?(?:规划|期间|时期)?")
_TASK: Final = re.compile(r"节能|减排|降碳|能耗|污染物")
_AHEAD: Final = re.compile(
    r"努力|力争|确保|奋力|争取|必须|(?<![主重需首摘])要|将|今年|信心|为了|为完成|为实现|能够|有望|才能|如果"
)
_FIVE_YEARS: Final = re.compile(r"五年|规划")
_PLAN: Final = re.compile(r"十([一二三四五六])五")
_NATIONAL_GAP: Final = re.compile(
    r"(?:(?P<up>高于|快于|好于|优于|领先)|(?P<down>低于|慢于|落后于))(?:同期)?"
    r"(?:(?P<national>全国|国家)|(?P<province>全省|全区)|(?P<city>全市|全州))"
    r"(?!一|第|前|首|人大|性|各|重点|文明|百强)"
)
_DIGIT: Final = re.compile(r"\d")
_FLAT: Final = re.compile("(?:[与和同较比](?:上年|去年)(?:同期)?)?(?:保持|总体|基本|大体)*持平$")
_CONTROLLED: Final = re.compile("(?:调控|控制)$")  # 物价调控目标没有完成
# What is left behind the noun where no verb of its own ends it.
_LEFT_BEHIND: Final = re.compile(r"[均都也已]$|(?:连续|逐步|再创?|处于|加快|提前).*$")

_Reader = Callable[[str, int, Sentence, ReportFacts], Iterator[Statement]]

# Literals that every statement holds: looking for them costs microseconds, patterns milliseconds.
_GOAL_ANCHORS: Final = ("目标", "任务", "预期", "指标", "考核要求")
_PACE_ANCHORS: Final = (
    "同步", "于经济", "于GDP", "于生产总值", "于地区生产总值", "跑赢", "于同期经济",
)  # fmt: skip
_NATIONAL_ANCHORS: Final = ("于全", "于国家", "领先全", "于同期全")
_TREND_ANCHORS: Final = (
    "平衡", "较低", "低位", "最低", "新高", "新低", "回稳", "稳中", "平稳", "稳定", "合理区间",
    "下降", "减少", "改善", "转升", "转正", "回升", "增长", "回落",
)  # fmt: skip
_BETTER_ANCHORS: Final = ("更好", "好于", "更快一些", "更多增长")
_AHEAD_KINDS: Final = ("plan", "annex")


def read_statements(
    text: str,
    sentences: Sequence[Sentence],
    facts: ReportFacts,
    sections: Sequence[Section] = (),
    parts: Sequence[Part] = (),
) -> tuple[Statement, ...]:
    """The statements of `text` in order; offsets count characters of `text`.

    `sentences` must be in order of `start`. With `sections` the plan part and the annex are passed
    over (but for `better_result`); without, words that look ahead are told by themselves. What
    stands in one of the `parts` in time that is about several years is said of those.
    """
    kinds = {section.number: section.kind for section in sections}
    starts = [sentence.start for sentence in sentences]
    found: dict[tuple[str, int, str], Statement] = {}
    for anchor in _anchors(text, sentences, sections):
        at, reader = anchor.start(), _READERS[anchor[0]]
        number = bisect_right(starts, at) - 1
        if number < 0 or at >= sentences[number].end:
            continue
        sentence = sentences[number]
        ahead = sentence.headline or kinds.get(sentence.section) in _AHEAD_KINDS
        if ahead is not (reader is _better):
            continue
        for said in reader(text, at, sentence, facts):
            statement = _of_years(said, text, sentence, parts, facts)
            found.setdefault((statement.kind, statement.start, statement.subject_key), statement)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.kind)))


def _of_years(
    statement: Statement,
    text: str,
    sentence: Sentence,
    parts: Sequence[Part],
    facts: ReportFacts,
) -> Statement:
    """Give a statement the years of the part that it stands in, where it names none itself."""
    before = bisect_right(parts, statement.start, key=attrgetter("start"))
    span = parts[before - 1].span if before else None
    if span is None or facts.year is None or statement.period != facts.year - 1:
        return statement
    # its own words and those before them; a sentence without end is not gone over each time
    if _THE_YEAR.search(text, max(sentence.start, statement.start - _REACH), statement.end):
        return statement
    return replace(statement, period=f"{span[0]}-{span[1]}")


def _anchors(
    text: str, sentences: Sequence[Sentence], sections: Sequence[Section]
) -> Iterator[re.Match[str]]:
    """The words of `text` that are worth a closer look, in the parts where they can count."""
    behind = [(one.start, one.end) for one in sections if one.kind not in _AHEAD_KINDS]
    for start, end in behind if sections else [(0, len(text))]:
        yield from _ANCHOR.finditer(text, start, end)
    for sentence in sentences:
        if sentence.headline:
            yield from _BETTER.finditer(text, sentence.start, sentence.end)


def _goal(text: str, at: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Statement]:
    """Met or missed, said of a named target; missed first, because 未完成 holds 完成."""
    words = load_statement_words()
    start, end = _clause(text, at, sentence)
    clause = text[start:end]
    if (match := words.missed.search(clause)) and match.start() <= at - start < match.end():
        yield from _about("missed", text, start, match, sentence, facts, back=True)
    elif (match := words.missed_of.search(clause)) and match.start() <= at - start < match.end():
        yield from _about("missed", text, start, match, sentence, facts, back=False)
    elif (
        (match := words.met.search(clause))
        and match.start() <= at - start < match.end()
        and not _AHEAD.search(clause)
    ):
        yield from _about("met", text, start, match, sentence, facts, back=False)


def _pace(text: str, at: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Statement]:
    """Income (or another series) in step with the economy, or faster."""
    words = load_statement_words()
    start, end = _clause(text, at, sentence)
    clause = text[start:end]
    if _AHEAD.search(clause):
        return
    if match := words.same_pace.search(clause):
        yield from _about("sync:gdp", text, start, match, sentence, facts, back=True)
    elif match := words.faster.search(clause):
        yield from _about("gt:gdp", text, start, match, sentence, facts, back=True)


def _national(text: str, at: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Statement]:
    """A series above or below that of the whole country, province or city."""
    start, end = _clause(text, at, sentence)
    if match := _NATIONAL_GAP.search(text[start:end]):
        kind = f"{'gt' if match['up'] else 'lt'}:{match.lastgroup}"
        yield from _about(kind, text, start, match, sentence, facts, back=True)


def _trend(text: str, at: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Statement]:
    """A clause of a subject and a bare tendency, with nothing between that would be a number."""
    start, end = _clause(text, at, sentence)
    clause = text[start:end]
    if len(clause) > MOST_LETTERS or _DIGIT.search(clause):
        return
    if (match := load_statement_words().trend.search(clause)) and match.end() > at - start:
        yield from _about("trend", text, start, match, sentence, facts, back=False)


def _flat(text: str, at: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Statement]:
    """A known series that stayed where it was (居民消费价格指数与上年持平)."""
    start, end = _clause(text, at, sentence)
    match = _FLAT.search(text[start:end])
    if match is not None and not _AHEAD.search(text[start:end]):
        for said in _about("same:past", text, start, match, sentence, facts, back=False):
            if said.indicator is not None:
                yield said


def _better(text: str, at: int, sentence: Sentence, facts: ReportFacts) -> Iterator[Statement]:
    """A promise beyond the number of the target before it."""
    start, end = _clause(text, at, sentence)
    match = load_statement_words().better.search(text[start:end])
    if sentence.headline and match:
        yield from _about("better_result", text, start, match, sentence, facts, back=True)


_READERS: dict[str, _Reader] = {
    **dict.fromkeys(_GOAL_ANCHORS, _goal),
    **dict.fromkeys(_PACE_ANCHORS, _pace),
    **dict.fromkeys(_NATIONAL_ANCHORS, _national),
    **dict.fromkeys(_TREND_ANCHORS, _trend),
    "平": _flat,
    **dict.fromkeys(_BETTER_ANCHORS, _better),
}
# 好于 alone says nothing, and 预期 behind it may belong to a goal too.
_BETTER: Final = re.compile("更好|好于(?=预期)|更快一些|更多增长")
# One pass for all others. A pace that ends no clause has a number behind it, and is no tendency.
_PACE: Final = frozenset(("增长", "下降", "减少"))
_BEFORE: Final = {"平": "(?<=持平)"}  # by a letter that others begin with: 持 is in every line
_ANCHOR: Final = re.compile(
    "|".join(
        word + (rf"(?=[{_CLAUSE_ENDS}]|$)" if word in _PACE else _BEFORE.get(word, ""))
        for word in _READERS
        if word not in _BETTER_ANCHORS
    )
)


def _clause(text: str, at: int, sentence: Sentence) -> tuple[int, int]:
    """The bounds of the clause around `at`, inside its sentence and no further than `_REACH`."""
    first, last = max(sentence.start, at - _REACH), min(sentence.end, at + _REACH)
    start = max(text.rfind(mark, first, at) for mark in _CLAUSE_ENDS) + 1
    end = _CLAUSE_END.search(text, at, last)
    return max(start, first), end.start() if end is not None else max(at, last)


def _about(
    kind: str,
    text: str,
    start: int,
    match: re.Match[str],
    sentence: Sentence,
    facts: ReportFacts,
    *,
    back: bool,
) -> Iterator[Statement]:
    """A statement for each subject before `match`; `back` looks into earlier clauses as well."""
    subjects = _subjects(text[start : start + match.start()])
    begin = start
    if not subjects and match.groupdict().get("inside"):
        # 完成节能减排目标 has its subject inside, 完成全年目标任务 has none.
        inside = _subjects(_OF_WHOM.sub("", match["inside"]))
        subjects = [one for one in inside if indicator_of(one) or _TASK.search(one)]
    first = max(sentence.start, start - _BACK) if back else start
    while not subjects and begin > first and text[begin - 1] not in _STOP_ENDS:
        begin, end = _clause(text, begin - 2, sentence) if begin - 2 >= sentence.start else (0, 0)
        if end == 0:
            break
        subjects = _subjects(text[begin:end])
    for subject in filter(None, subjects):
        yield Statement(
            subject=subject,
            subject_key=subject_key(subject),
            indicator=indicator_of(subject),
            kind=kind,
            period=_period(kind, text[sentence.start : sentence.end], facts),
            quote=text[begin : start + match.end()],
            start=begin,
            end=start + match.end(),
            sentence=sentence.number,
        )


def _subjects(words: str) -> list[str]:
    """The subjects that a clause names before its predicate.

    Of a list those that are indicators are taken, else the first. An empty subject means that
    several series are meant and none is named.
    """
    found = []
    for part in _SPLIT.split(words)[-_MOST_PARTS:]:
        subject = _narrowed(part)
        if _SEVERAL.search(subject) and subject != "约束性指标":
            return [""]
        if 2 <= len(subject) <= MOST_LETTERS and not _NOBODY.search(subject):
            found.append(subject)
    bare = [_CONTROLLED.sub("", part) for part in found]
    found = [b if indicator_of(b) else part for b, part in zip(bare, found, strict=True)]
    known = [part for part in found if indicator_of(part)]
    return known or found[:1]


@lru_cache(maxsize=4096)
def _narrowed(words: str) -> str:
    """The noun alone: without fillers before it, its predicate, and what ends a list."""
    table = load_statement_words()
    subject = words.strip("，、（）“” \n")
    while (shorter := table.filler.sub("", subject)) != subject:
        subject = shorter
    if predicate := _PREDICATE.search(subject):
        subject = subject[: predicate.start()]
    subject = _LEFT_BEHIND.sub("", table.plural.sub("", subject)).strip("“” ")
    return subject + "指标" if subject.endswith("约束性") else subject


def _period(kind: str, sentence: str, facts: ReportFacts) -> int | str | None:
    """The year that is reviewed, the report's own for a target, or the span that is named."""
    if facts.year is None:
        return None
    if kind == "better_result":
        return facts.year
    if plan := _PLAN.search(sentence):
        first = PLAN_START[plan[1]]
        return f"{first}-{first + 4}"
    if _FIVE_YEARS.search(sentence):
        return f"{facts.year - 5}-{facts.year - 1}"
    return facts.year - 1
