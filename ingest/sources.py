"""The catalogue: which pages are asked for which region's reports.

The shipped cards are `reference/sources.toml`; a user's own lie in `DUIXIAN_HOME/sources.toml`, in
the same form, and win where the id is the same. That file also holds when which address was last
seen to work, because the shipped one may not be writable. A wrong card is an error that names the
file, the line and what to write instead.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomlkit

from ingest.errors import IngestError, ReferenceDataError, UnknownRegionError
from ingest.regions import find_region

KINDS = ("work_report", "plan_report", "bulletin", "news")
UNCHECKED = "unchecked"
OWN_FILE = "sources.toml"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_TEXTS = ("id", "region", "name", "kind", "page", "home", "schedule", "checked", "note")
_FIELDS = frozenset({*_TEXTS, "guess", "enabled", "reports"})
_HEADER = re.compile(r"^\s*\[\[\s*source\s*\]\]", re.MULTILINE)
_CHECKED = re.compile(r"unchecked|\d{4}-\d{2}-\d{2}(?: .{1,120})?")


class SourceError(IngestError):
    """A source is asked for that the catalogue does not hold, or one is there twice."""


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report's own address; `year` is a hint, the text decides."""

    url: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One card; the fields are explained at the head of `reference/sources.toml`."""

    id: str
    region: str
    name: str
    kind: str
    page: str | None = None
    home: str | None = None
    guess: bool = False
    reports: tuple[KnownReport, ...] = ()
    schedule: str | None = None
    enabled: bool = True
    checked: str = UNCHECKED
    note: str | None = None
    own: bool = False

    @property
    def url(self) -> str:
        """The address that stands for the source: its list, its home page or its first report."""
        return self.page or self.home or self.reports[0].url

    @property
    def checked_on(self) -> date | None:
        """The day on which the address was last seen to work."""
        return None if self.checked == UNCHECKED else date.fromisoformat(self.checked[:10])

    def as_record(self) -> dict[str, Any]:
        """Return the columns of the warehouse's `source` table."""
        day = self.checked_on
        return {
            "source_id": self.id,
            "region_code": find_region(self.region).code,
            "kind": self.kind,
            "url": self.url,
            "enabled": self.enabled,
            "schedule": self.schedule,
            "checked_at": datetime.combine(day, datetime.min.time()) if day else None,
            "checked_by": self.checked[11:] or None if day else None,
            "note": "; ".join(filter(None, [self.note, "address inferred" if self.guess else ""]))
            or None,
        }

    def as_card(self) -> dict[str, Any]:
        """Return the fields as they stand in a file, without those that hold their default."""
        card: dict[str, Any] = {name: getattr(self, name) for name in _TEXTS}
        card["guess"] = self.guess or None
        card["enabled"] = None if self.enabled else False
        card["reports"] = [
            {"year": known.year, "url": known.url} if known.year else {"url": known.url}
            for known in self.reports
        ]
        return {key: value for key, value in card.items() if value not in (None, [])}


def load_sources(
    home: Path | None = None, environment: Mapping[str, str] = os.environ
) -> dict[str, Source]:
    """All cards by id, in the order of the files.

    Args:
        home: the folder DUIXIAN_HOME; its own cards come after the shipped ones.
        environment: where `DUIXIAN_SOURCES=own` leaves the shipped cards out.

    Raises:
        ReferenceDataError: a card is wrong; the message names file and line.

    """
    sources: dict[str, Source] = {}
    if environment.get("DUIXIAN_SOURCES", "all") != "own":
        text = files("ingest.reference").joinpath("sources.toml").read_text(encoding="utf-8")
        sources = {source.id: source for source in parse(text, "ingest/reference/sources.toml")}
    path = None if home is None else home / OWN_FILE
    if path is None or not path.is_file():
        return sources
    text = path.read_text(encoding="utf-8")
    sources |= {one.id: replace(one, own=True) for one in parse(text, str(path))}
    for name, checked in _checked_table(text, str(path)).items():
        if name in sources:
            sources[name] = replace(sources[name], checked=checked)
    return sources


def find_sources(
    sources: Mapping[str, Source], ids: tuple[str, ...] = (), *, every: bool = False
) -> list[Source]:
    """Return the cards that are meant: those named, or all that are switched on.

    Raises:
        SourceError: an id is unknown.

    """
    for name in ids:
        if name not in sources:
            near = [one for one in sources if name.lower() in one.lower()][:5]
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise SourceError(
                f"There is no source {name!r} in the catalogue; `duixian sources list` shows all."
                + hint
            )
    if every:
        return [one for one in sources.values() if one.enabled]
    return [sources[name] for name in ids]


def parse(text: str, file: str) -> list[Source]:
    """The cards of one file; raises ReferenceDataError naming the line of a wrong one."""
    data = _toml(text, file)
    unknown = set(data) - {"source", "checked"}
    if unknown or not isinstance(data.get("source", []), list):
        raise ReferenceDataError(
            f"{file}: {', '.join(sorted(unknown)) or 'source'} is not known here; write cards "
            "under [[source]]."
        )
    lines = [text.count("\n", 0, match.end()) + 1 for match in _HEADER.finditer(text)]
    seen: dict[str, int] = {}
    sources = []
    for number, card in enumerate(data.get("source", [])):
        line = lines[number] if number < len(lines) else 1
        source = _Card(card, file, line, text).source()
        if source.id in seen:
            raise ReferenceDataError(
                f"{file}, line {line}: the id {source.id!r} is taken by the card in line "
                f"{seen[source.id]}; give each card its own."
            )
        seen[source.id] = line
        sources.append(source)
    return sources


class _Card:
    """One table of the file on its way to a `Source`; knows where it stands."""

    def __init__(self, fields: Mapping[str, Any], file: str, line: int, text: str) -> None:
        self._fields, self._file, self._line = fields, file, line
        self._lines = text.splitlines()

    def source(self) -> Source:
        """Return the card as a source, every field checked."""
        for name in self._fields:
            if name not in _FIELDS:
                raise self._error(name, f"{name} is no field of a card")
        for name in ("id", "region", "kind"):
            if name not in self._fields:
                raise self._error(None, f"the card has no {name}")
        values = {name: self._text(name) for name in _TEXTS if name in self._fields}
        guess = self._switch("guess", default=False)
        enabled = self._switch("enabled", default=True)
        reports = tuple(self._reports())
        self._check(values)
        return Source(
            id=values["id"],
            region=values["region"],
            name=values.get("name") or values["region"],
            kind=values["kind"],
            page=values.get("page"),
            home=values.get("home"),
            schedule=values.get("schedule"),
            checked=values.get("checked", UNCHECKED),
            note=values.get("note"),
            guess=guess,
            enabled=enabled,
            reports=reports,
        )

    def _check(self, values: Mapping[str, str]) -> None:
        if not _ID.fullmatch(values["id"]):
            raise self._error("id", "an id is made of letters, digits, dots and dashes")
        if values["kind"] not in KINDS:
            raise self._error("kind", f"{values['kind']!r} is none of {', '.join(KINDS)}")
        if not _CHECKED.fullmatch(values.get("checked", UNCHECKED)):
            raise self._error("checked", 'write "unchecked", or a day and by what')
        for name in ("page", "home"):
            if name in values and not values[name].startswith(("http://", "https://")):
                raise self._error(name, f"{values[name]!r} does not begin with http:// or https://")
        if not any(self._fields.get(name) for name in ("page", "home", "reports")):
            raise self._error(None, "the card has neither page nor home nor reports")
        try:
            find_region(values["region"])
        except UnknownRegionError as error:
            raise self._error("region", str(error).rstrip(".")) from error

    def _text(self, name: str) -> str:
        value = self._fields[name]
        if not isinstance(value, str) or not value.strip():
            raise self._error(name, f"{name} must be text in quotes")
        return value.strip()

    def _switch(self, name: str, *, default: bool) -> bool:
        value = self._fields.get(name, default)
        if not isinstance(value, bool):
            raise self._error(name, f"{name} is true or false")
        return value

    def _reports(self) -> Iterator[KnownReport]:
        for entry in self._fields.get("reports", []):
            url = entry.get("url") if isinstance(entry, dict) else None
            year = entry.get("year") if isinstance(entry, dict) else None
            if not isinstance(url, str) or not url.startswith(("http://", "https://")):
                raise self._error("reports", "each report needs a url that begins with http")
            if year is not None and not isinstance(year, int):
                raise self._error("reports", "a report's year is a number")
            yield KnownReport(url, year)

    def _error(self, field: str | None, what: str) -> ReferenceDataError:
        line = self._line
        for number in range(self._line, len(self._lines)):
            written = self._lines[number]
            if written.lstrip().startswith("[["):
                break
            if field and re.match(rf"\s*{re.escape(field)}\s*=", written):
                line = number + 1
                break
        return ReferenceDataError(f"{self._file}, line {line}: {what}; correct the card.")


def add_source(home: Path, source: Source) -> Path:
    """Write a card into the user's own file, comments and order of the others kept.

    Returns the file. Raises SourceError where the id is taken, or the address is watched already.
    """
    known = load_sources(home)
    if source.id in known:
        raise SourceError(f"The id {source.id!r} is taken; choose another with --id.")
    for one in known.values():
        if (one.url, one.kind, one.name) == (source.url, source.kind, source.name):
            raise SourceError(
                f"The card {one.id!r} watches {one.url} already; a second one would only ask the "
                "site twice."
            )
    path, document = _own_document(home)
    table = tomlkit.table()
    for name, value in source.as_card().items():
        table.add(name, value)
    cards = document.get("source")
    if cards is None:
        cards = tomlkit.aot()
        document.append("source", cards)
    cards.append(table)
    _write(path, document)
    return path


def mark_checked(home: Path, ids: Mapping[str, str]) -> None:
    """Note for these ids when and by what their address was seen to work."""
    if not ids:
        return
    path, document = _own_document(home)
    table = document.get("checked")
    if table is None:
        table = tomlkit.table()
        document.append("checked", table)
    for name, checked in ids.items():
        table[name] = checked
    _write(path, document)


def _own_document(home: Path) -> tuple[Path, tomlkit.TOMLDocument]:
    path = home / OWN_FILE
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    _toml(text, str(path))
    return path, tomlkit.parse(text)


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    """Replace the file in one step, so that a crash leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_name(f".{path.name}.new")
    spare.write_text(tomlkit.dumps(document), encoding="utf-8")
    spare.replace(path)


def _checked_table(text: str, file: str) -> dict[str, str]:
    table = _toml(text, file).get("checked", {})
    for name, value in table.items() if isinstance(table, dict) else ():
        if not isinstance(value, str) or not _CHECKED.fullmatch(value):
            raise ReferenceDataError(f"{file}: checked.{name} must be a day and by what.")
    return table if isinstance(table, dict) else {}


def _toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReferenceDataError(f"{file} is no valid TOML: {error}; correct it there.") from error
