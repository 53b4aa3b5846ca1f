"""Holds extraction against gold: which observations are found, and which of their fields agree.

The measures are those that the project is judged by from outside: an observation of the gold is
*found* where number and unit agree and the subject agrees (the same text once both are
normalised, alike by three quarters, or the same indicator); it is *exact* where measure, role,
period and comparator agree as well. Beside them every field has its own figure, so that a loss
in one can't hide behind a gain in another.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
Extractor = Callable[[str, int | None, str], Sequence[Record]]  # text, year, name

EXACT_FIELDS = ("measure", "role", "period", "comparator")
OWN_FIELDS = (*EXACT_FIELDS, "force", "estimate")
ALIKE = 0.75  # of difflib; below it two subjects are two things

_DROP = re.compile(r"[\s“”\"'‘’（）()《》的全]|完成|实现|预计|达到|力争|确保|同比|规模以上")


@dataclass(frozen=True, slots=True)
class Pair:
    """One observation of the gold with what was read for it; `read` is None where it is missed."""

    passage: str
    gold: Record
    read: Record | None
    number: bool = False  # whether number and unit were read, whatever the subject

    @property
    def exact(self) -> bool:
        """Whether all four fields agree too."""
        return self.read is not None and not differing(self.gold, self.read)


@dataclass(frozen=True, slots=True)
class Result:
    """A gold file held against the extractor."""

    pairs: tuple[Pair, ...]
    relations: tuple[Pair, ...]
    extra: tuple[Record, ...]
    figures: dict[str, float]


def normal(subject: str | None) -> str:
    """A subject as it is compared: without quotes, particles and the words of reporting."""
    text = _DROP.sub("", unicodedata.normalize("NFKC", subject or ""))
    return text.replace("规上", "").replace("地区生产总值", "GDP").replace("生产总值", "GDP")


def normal_unit(unit: str | None) -> str:
    """A unit as it is compared."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", unit or "")).replace("人民币", "")
    return "个百分点" if text == "百分点" else text


def same_subject(gold: Record, read: Record) -> bool:
    """Whether both speak of one thing."""
    if gold.get("indicator") and gold.get("indicator") == read.get("indicator"):
        return True
    one, other = normal(gold["subject"]), normal(read.get("subject"))
    if not one or not other:
        return False
    return one == other or difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE


def same_number(gold: Record, read: Record) -> bool:
    """Whether value, upper value and unit agree."""
    values = all(_close(gold.get(k), read.get(k)) for k in ("value", "value_high"))
    return values and normal_unit(gold.get("unit")) == normal_unit(read.get("unit"))


def _close(gold: float | None, read: float | None) -> bool:
    if gold is None or read is None:
        return gold is read
    endless = round(gold, 4) != gold  # a third, written out to six places
    return abs(gold - read) < (0.05 if endless else 1e-6 * max(1.0, abs(gold)))


def differing(gold: Record, read: Record, fields: Sequence[str] = EXACT_FIELDS) -> list[str]:
    """The `fields` in which the two differ."""
    return [name for name in fields if str(gold.get(name) or None) != str(read.get(name) or None)]


def lines_of(path: Path, passage: str | None = None) -> list[dict[str, Any]]:
    """The passages of a gold file, all or those of one kind."""
    with path.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return [line for line in lines if passage is None or line.get("passage") == passage]


def fingerprint(lines: Sequence[Record]) -> str:
    """A short hash of the gold, so that a pinned figure belongs to one state of it."""
    text = json.dumps(lines, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def score(lines: Sequence[Record], extract: Extractor, reports: Path | None) -> Result:
    """Hold `extract` against the gold `lines`; `reports` has the whole texts of some of them."""
    pairs: list[Pair] = []
    relations: list[Pair] = []
    extra: list[Record] = []
    predicted = 0
    whole: dict[str, tuple[str, Sequence[Record]]] = {}
    for line in lines:
        read = [r for r in _read(line, extract, reports, whole) if r.get("role") != "other"]
        predicted += sum(_is_number(r) for r in read)
        found, left = _paired(line, read)
        pairs.extend(found)
        relations.extend(_related(line, left))
        extra.extend(r for r in left if _is_number(r))
    return Result(
        tuple(pairs), tuple(relations), tuple(extra), _figures(pairs, relations, predicted)
    )


def _read(
    line: Record,
    extract: Extractor,
    reports: Path | None,
    whole: dict[str, tuple[str, Sequence[Record]]],
) -> Sequence[Record]:
    """What is read from a passage: within its whole report where that is at hand, else alone."""
    text, name = line.get("text") or line["sentence"], line.get("report") or ""
    path = reports / f"{name}.txt" if reports and name else None
    if path is None or not path.is_file():
        return extract(text, line.get("year", 2025), "passage.txt")
    if name not in whole:
        report = path.read_text(encoding="utf-8")
        whole[name] = report, extract(report, None, path.name)
    report, read = whole[name]
    at = report.find(text)
    return [r for r in read if at <= r["start"] < at + len(text)] if at >= 0 else []


def _is_number(record: Record) -> bool:
    return record.get("value") is not None and not record.get("relation")


def _paired(line: Record, read: list[Record]) -> tuple[list[Pair], list[Record]]:
    """The numbers of the gold with what was read for them, and what is left over."""
    left = list(read)
    pairs: list[Pair] = []
    for gold in line["observations"]:
        if not _is_number(gold) or gold.get("role") == "other":
            continue
        numbers = [r for r in left if _is_number(r) and same_number(gold, r)]
        fitting = [r for r in numbers if same_subject(gold, r)]
        best = min(fitting, key=lambda r: len(differing(gold, r)), default=None)
        if best is not None:
            left.remove(best)
        pairs.append(Pair(line.get("id") or line["text"][:40], gold, best, bool(numbers)))
    return pairs, left


def _related(line: Record, left: list[Record]) -> Iterator[Pair]:
    """The targets in words of the gold, each with what was read for it."""
    for gold in line["observations"]:
        if gold.get("relation"):
            fitting = (
                r for r in left if r.get("relation") == gold["relation"] and same_subject(gold, r)
            )
            yield Pair(line.get("id") or line["text"][:40], gold, next(fitting, None))


def _figures(pairs: list[Pair], relations: list[Pair], predicted: int) -> dict[str, float]:
    """The shares by name; a share of nothing is left out."""
    found = [pair for pair in pairs if pair.read is not None]
    exact = sum(pair.exact for pair in pairs)
    named = [pair for pair in found if pair.gold.get("indicator")]
    same = sum((pair.read or {}).get("indicator") == pair.gold["indicator"] for pair in named)
    shares = {
        "quantity_recall": (sum(pair.number for pair in pairs), len(pairs)),
        "subject_recall": (len(found), len(pairs)),
        "exact_recall": (exact, len(pairs)),
        "exact_precision": (exact, predicted),
        "exact_f1": (2 * exact, predicted + len(pairs)),
        "canonical_accuracy": (same, len(named)),
        "relation_recall": (sum(p.read is not None for p in relations), len(relations)),
    }
    for name in OWN_FIELDS:
        agree = sum(not differing(p.gold, p.read or {}, (name,)) for p in found)
        shares[f"field_{name}"] = (agree, len(found))
    return {name: round(part / of, 4) for name, (part, of) in shares.items() if of}


def wrong_fields(pairs: Sequence[Pair]) -> Counter[str]:
    """How often each field is what makes an observation that was found not exact."""
    return Counter(name for p in pairs if p.read is not None for name in differing(p.gold, p.read))
