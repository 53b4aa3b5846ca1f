"""Reads the vocabulary files and decides whether they are sound.

Nothing here is clever: a file is a tab-separated table with a header line. Lines that start with
`#` and empty lines are skipped. A mistake raises `ReferenceDataError` with file and line, because
a silent one would show up much later as a wrong figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.errors import ReferenceDataError
from ingest.reference.forms import FormError, read_form

FOLDER = Path(__file__).resolve().parent
BETTER = frozenset({"up", "down", "neutral"})
MULTIPLIERS = {"百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of `indicators.tsv`: a canonical indicator and every way it is written.

    `unit` is the unit that reports usually give, `family` the family it belongs to, `better` says
    which way is good news, `part_of` and `rate_of` name other indicators (or None),
    `also_written` are the aliases besides `zh`, and `forms` stand for further ones (`forms.py`).
    """

    id: str
    zh: str
    en: str
    unit: str
    family: str
    better: str
    part_of: str | None
    rate_of: str | None
    topic: str | None
    also_written: tuple[str, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as reports write it; `value * factor` is in the family's base unit."""

    unit: str
    family: str
    factor: float


@dataclass(frozen=True, slots=True)
class Row:
    """One data line of a reference file, with where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def fail(self, what: str) -> ReferenceDataError:
        """Give the error that says `what` is wrong with this line."""
        return ReferenceDataError(f"{self.file}, line {self.line}: {what}.")


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the data lines of the tab-separated file at `path`, which must have `columns`.

    Raises ReferenceDataError where the file can't be read, the header lacks a column or a line
    has another number of cells than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(
            f"{path.name} can't be read ({error}); restore the file."
        ) from error
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            if missing := [name for name in columns if name not in header]:
                raise ReferenceDataError(
                    f"{path.name}, line {number}: the header lacks {', '.join(missing)}."
                )
            continue
        if len(cells) != len(header):
            raise ReferenceDataError(
                f"{path.name}, line {number}: {len(cells)} cells, but {len(header)} in the header."
            )
        yield Row(path.name, number, {k: v.strip() for k, v in zip(header, cells, strict=True)})


INDICATOR_COLUMNS = (
    "id", "zh", "en", "unit", "family", "better", "part_of", "rate_of", "topic", "also_written",
    "forms",
)  # fmt: skip


@cache
def load_indicators(path: Path = FOLDER / "indicators.tsv") -> tuple[Indicator, ...]:
    """All indicators of `path`, in file order.

    Raises ReferenceDataError for a repeated id or alias, an unknown unit or `better`, a
    `part_of` or `rate_of` that names no indicator, or a form that can't be read.
    """
    families = {unit.unit: unit.family for unit in load_units()}
    rows = list(read_rows(path, INDICATOR_COLUMNS))
    known = {row.cells["id"] for row in rows}
    names: dict[str, int] = {}
    ids: set[str] = set()
    found: list[Indicator] = []
    parts = load_words(FOLDER / "name_parts.tsv")
    for row in rows:
        indicator = _indicator(row)
        _check_indicator(row, indicator, families, known)
        if indicator.id in ids:
            raise row.fail(f"the id {indicator.id} is used twice")
        ids.add(indicator.id)
        for name in (indicator.zh, *indicator.also_written):
            if name in names:
                raise row.fail(f"the name {name} already stands in line {names[name]}")
            names[name] = row.line
        for form in indicator.forms:
            try:
                read_form(form, parts, str)
            except FormError as error:
                raise row.fail(str(error)) from None
        found.append(indicator)
    return tuple(found)


def _indicator(row: Row) -> Indicator:
    cells = row.cells
    return Indicator(
        id=cells["id"],
        zh=cells["zh"],
        en=cells["en"],
        unit=cells["unit"],
        family=cells["family"],
        better=cells["better"],
        part_of=cells["part_of"] or None,
        rate_of=cells["rate_of"] or None,
        topic=cells["topic"] or None,
        also_written=tuple(name for name in cells["also_written"].split(";") if name),
        forms=tuple(form for form in cells["forms"].split(";") if form),
    )


def _check_indicator(
    row: Row, indicator: Indicator, families: dict[str, str], known: set[str]
) -> None:
    if not indicator.id or not indicator.zh or not indicator.en:
        raise row.fail("id, zh and en must be filled in")
    if indicator.unit and indicator.unit not in families:
        raise row.fail(f"the unit {indicator.unit} is not in units.tsv")
    if indicator.better not in BETTER:
        raise row.fail(f"better is {indicator.better!r}; use up, down or neutral")
    for other in (indicator.part_of, indicator.rate_of):
        if other and other not in known:
            raise row.fail(f"{other} names no indicator")


@cache
def load_units(path: Path = FOLDER / "units.tsv") -> tuple[Unit, ...]:
    """All units, those of `path` with 万, 亿 … before them where the file allows it.

    Raises ReferenceDataError for a repeated unit or a factor that is no positive number.
    """
    found: dict[str, Unit] = {}
    multiplied: dict[str, Unit] = {}
    for row in read_rows(path, ("unit", "family", "factor", "multipliers")):
        name, family = row.cells["unit"], row.cells["family"]
        if not name or not family:
            raise row.fail("unit and family must be filled in")
        if name in found:
            raise row.fail(f"the unit {name} stands there twice")
        try:
            factor = float(row.cells["factor"])
        except ValueError:
            raise row.fail(f"the factor {row.cells['factor']!r} is no number") from None
        if factor <= 0:
            raise row.fail("the factor must be greater than zero")
        found[name] = Unit(name, family, factor)
        if row.cells["multipliers"] == "yes":
            for multiplier, times in MULTIPLIERS.items():
                unit = multiplier + name
                multiplied.setdefault(unit, Unit(unit, family, factor * times))
    for multiplier, times in MULTIPLIERS.items():
        multiplied.setdefault(multiplier, Unit(multiplier, "count", times))
    return tuple((multiplied | found).values())


def split_unit(unit: str) -> tuple[str, str]:
    """Give `unit` as (multiplier, base): 万亿元 is ("万亿", "元"), 家 is ("", "家")."""
    for multiplier in ("万亿", "百万", "千万", "亿", "万", "千", "百"):
        if unit.startswith(multiplier) and not unit.startswith(
            ("千瓦", "千克", "千米", "千伏", "千升")
        ):
            return multiplier, unit[len(multiplier) :]
    return "", unit


@cache
def load_words(path: Path) -> dict[str, dict[str, str]]:
    """Word lists of `path` by kind: word → value (`-` where the kind needs none).

    A line has a kind, a value and words separated by spaces; lines of one kind add up. Raises
    ReferenceDataError where a word stands twice in one kind with two values.
    """
    found: dict[str, dict[str, str]] = {}
    for row in read_rows(path, ("kind", "value", "words")):
        kind, value = row.cells["kind"], row.cells["value"]
        if not kind or not value:
            raise row.fail("kind and value must be filled in")
        words = found.setdefault(kind, {})
        for word in row.cells["words"].split():
            if words.setdefault(word, value) != value:
                raise row.fail(
                    f"the word {word} of kind {kind} already has the value {words[word]}"
                )
    return found
