"""The values that pass between the steps of the pipeline.

They are plain frozen dataclasses without behaviour beyond simple derivations, so that every step
is a function from values to values. Offsets are always counted in characters of the text that was
given to `extract`, half open: `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Measure = Literal["level", "growth", "change", "multiple", "rank"]
Role = Literal["actual", "target", "other"]
Comparator = Literal["eq", "about", "ge", "gt", "le", "lt", "range"]
Force = Literal["ensure", "strive", "expect"]
ReportKind = Literal["work_report", "plan_report", "bulletin", "news"]


def record(part: Observation | Claim | Statement | Section | Sentence) -> dict[str, Any]:
    """The fields of a part of an extraction as a dict, without copies of their values.

    By hand: `asdict` copies every value deeply, which takes as long as reading the text.
    """
    return {name: getattr(part, name) for name in part.__slots__}


@dataclass(slots=True)  # not frozen: setting 24 fields one by one costs a tenth of reading
class Observation:
    """One measured (or relational) statement about one indicator; see `docs/extraction.md`.

    `value` is in `unit` as written (1700 with 亿元). `period` is a year or a span ("2021-2025").
    `subject_key` is the normalised subject that lines the same thing up over the years.
    `headline` is true inside the report's main 预期目标 passage, the one that verdicts judge.
    A target in words only (进出口回稳向好) has neither value nor measure. `rule` says what read it,
    `confidence` is the measured share of such observations that is right, `flags` what is odd.
    """

    subject: str
    subject_key: str
    indicator: str | None
    measure: Measure | None
    role: Role
    period: int | str | None
    comparator: Comparator | None
    value: float | None
    value_high: float | None
    unit: str
    force: Force | None
    estimate: bool
    relation: str | None
    quote: str
    start: int
    end: int
    quote_start: int
    quote_end: int
    sentence: int
    headline: bool = False
    place: str | None = None
    confidence: float = 1.0
    rule: str = ""
    flags: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """All fields as a dict that `json.dumps` takes."""
        return {**record(self), "flags": list(self.flags)}


@dataclass(frozen=True, slots=True)
class Claim:
    """What the report itself says of its success, to be held against our count.

    `kind` is `all_met` (圆满完成年初确定的目标), `share_met` (32项指标中17项达到预期; `met` of
    `total`), `single` (one named target said to be reached) or `not_met`.
    """

    kind: Literal["all_met", "share_met", "single", "not_met"]
    quote: str
    start: int
    end: int
    sentence: int
    period: int | str | None = None
    met: int | None = None
    total: int | None = None
    subject: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words about an indicator that carry no number but can decide or colour a verdict.

    `kind`: `met`, `missed` (said in words of this very target), `sync:gdp`, `gt:gdp` ... (a
    relation stated as reached), `trend` (保持较低水平: shown, never decisive).
    """

    subject: str
    subject_key: str
    indicator: str | None
    kind: str
    period: int | str | None
    quote: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: `kind` is `opening`, `review`, `plan`, `annex` or `other`."""

    number: int
    kind: str
    heading: str
    start: int
    end: int


@dataclass(slots=True)  # not frozen, like Observation
class Sentence:
    """One sentence with the number of its section; `headline` marks the main target passage."""

    number: int
    section: int
    start: int
    end: int
    headline: bool = False


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the text says of itself; None where it does not say. `doubts` are plain sentences."""

    kind: ReportKind
    year: int | None
    title: str | None
    region_name: str | None
    delivered_on: str | None = None
    change_of_term: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one text."""

    facts: ReportFacts
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    observations: tuple[Observation, ...]
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of bytes: the report's own text, and what the page says about it.

    `text` has one paragraph a line, tables as lines of cells joined by tabs. `metadata` uses the
    keys `published_on`, `written_on` (ISO dates), `issuer`, `index_number`, `document_number`.
    `links` are (text, absolute address) pairs of attachments and further pages, in page order.
    """

    text: str
    format: str
    title: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    notes: tuple[str, ...] = ()
