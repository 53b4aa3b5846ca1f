"""Text to observations: pure functions, no network, no database."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.compiled import with_compiled

__path__ = with_compiled(__path__)  # before the first of the modules below is looked for

from ingest.extract.engine import Observer
from ingest.extract.reported.claims import read_claims
from ingest.extract.reported.statements import read_statements
from ingest.extract.tables.reading import find_tables, read_tables
from ingest.extract.text.core_targets import mark_headline_targets
from ingest.extract.text.facts import read_facts
from ingest.extract.text.fold import Folded, fold
from ingest.extract.text.sections import find_sections
from ingest.extract.text.sentences import find_sentences, move_to_given
from ingest.extract.text.turns import parts_in_time
from ingest.model import Claim, Extraction, Observation, Section, Sentence, Statement

Found = TypeVar("Found", Claim, Statement)


def extract(text: str, *, year: int | None = None, kind: str | None = None) -> Extraction:
    """Read every measured statement of `text`; offsets count characters of `text` as given.

    `year` is the report's year where the caller knows it; else the text has to say it. No text
    makes this raise.
    """
    facts = read_facts(text, year=year, kind=kind)
    folded = fold(text)
    parts = find_sections(folded.text, facts.year)
    in_time = parts_in_time(folded.text, parts, facts.year)
    sentences = find_sentences(folded.text, parts)
    mark_headline_targets(folded.text, in_time, sentences)
    observations = Observer(folded, text, facts, in_time).observe(sentences)
    sections = [part.section for part in parts]
    claims = tuple(
        _as_given(claim, folded, text)
        for claim in read_claims(folded.text, sentences, facts, sections)
    )
    statements = tuple(
        _as_given(statement, folded, text)
        for statement in read_statements(folded.text, sentences, facts, sections, in_time)
    )
    move_to_given(sentences, folded)
    given = tuple(sentences)
    return Extraction(
        facts=facts,
        sections=tuple(
            Section(s.number, s.kind, s.heading, *_span(folded, s.start, s.end)) for s in sections
        ),
        sentences=given,
        observations=_with_tables(text, _uncounted(observations, claims), given, facts.year),
        claims=claims,
        statements=statements,
    )


def _span(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Where a part of the folded text stands in the text as given; an empty part stays empty."""
    if start >= end:
        return folded.original(start), folded.original(start)
    return folded.span(start, end)


def _as_given(found: Found, folded: Folded, text: str) -> Found:
    """A claim or statement of the folded text with its place and words in the text as given."""
    start, end = folded.span(found.start, found.end)
    return replace(found, start=start, end=end, quote=text[start:end])


def _uncounted(observations: list[Observation], claims: Sequence[Claim]) -> list[Observation]:
    """The observations without those that only count targets (32项指标中17项达到预期)."""
    counts = [(claim.start, claim.end) for claim in claims if claim.kind == "share_met"]
    if not counts:
        return observations
    return [o for o in observations if not any(s <= o.start < e for s, e in counts)]


def _with_tables(
    text: str, observations: list[Observation], sentences: Sequence[Sentence], year: int | None
) -> tuple[Observation, ...]:
    """The observations with those of tables in place of what the prose rules read there."""
    tables = find_tables(text, year=year)
    if not tables:
        return tuple(observations)
    starts = [sentence.start for sentence in sentences]

    def sentence_at(at: int) -> int:
        return sentences[max(0, bisect_right(starts, at) - 1)].number if sentences else 0

    prose = [o for o in observations if not any(t.start <= o.start < t.end for t in tables)]
    both = [*prose, *read_tables(text, tables, sentence_at=sentence_at)]
    return tuple(sorted(both, key=lambda o: o.start))
