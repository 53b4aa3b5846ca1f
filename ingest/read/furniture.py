"""Tells the report's lines from the page's own: the rules of `reference/page_furniture.toml`.

The data file holds the words; this module compiles them once and asks them of lines. A line is
matched without its spaces, because pages space their labels (打 印, 索 引 号) as they please.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ingest.errors import ReferenceDataError

_FILE = "page_furniture.toml"
_SPACES = re.compile(r"[\s\u200b-\u200f\ufeff\u2060]+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The compiled rules. All expressions are asked of whole lines, or found in whole pages."""

    content_names: tuple[str, ...]
    drop_words: frozenset[str]
    always: re.Pattern[str]
    tail: re.Pattern[str]
    head: re.Pattern[str]
    labels: dict[str, tuple[str, ...]]
    little_text: int
    challenge_text: re.Pattern[str]
    challenge_script: re.Pattern[str]
    error_text: re.Pattern[str]
    unfinished_text: re.Pattern[str]
    attachment: re.Pattern[str]
    page: re.Pattern[str]

    def is_furniture(self, line: str) -> bool:
        """Whether the whole line is page furniture wherever it stands."""
        return len(line) < 200 and self.always.fullmatch(squeeze(line)) is not None

    def is_tail(self, line: str) -> bool:
        """Whether nothing of the report follows from this line on."""
        return len(line) < 120 and self.tail.fullmatch(squeeze(line)) is not None

    def is_head(self, line: str) -> bool:
        """Whether the line is a row of date, source and counters above the report."""
        return len(line) < 200 and self.head.fullmatch(squeeze(line)) is not None


def squeeze(line: str) -> str:
    """The line without any white space or zero-width characters."""
    return _SPACES.sub("", line)


@lru_cache(maxsize=1)
def load_furniture() -> Furniture:
    """The shipped rules; raises ReferenceDataError naming the key that is wrong."""
    text = files("ingest.reference").joinpath(_FILE).read_text(encoding="utf-8")
    return parse_furniture(text)


def parse_furniture(text: str) -> Furniture:
    """The rules of a data file's text; raises ReferenceDataError naming the key that is wrong."""
    try:
        data = tomllib.loads(text)
        pages, links, lines = data["pages"], data["links"], data["lines"]
        return Furniture(
            content_names=tuple(data["content"]["names"]),
            drop_words=frozenset(data["drop"]["words"]),
            always=_any("lines.always", lines["always"]),
            tail=_any("lines.tail", lines["tail"]),
            head=_any("lines.head", lines["head"]),
            labels={key: tuple(words) for key, words in data["labels"].items()},
            little_text=int(pages["little_text"]),
            challenge_text=_any("pages.challenge_text", pages["challenge_text"]),
            challenge_script=_any("pages.challenge_script", pages["challenge_script"]),
            error_text=_any("pages.error_text", pages["error_text"]),
            unfinished_text=_any("pages.unfinished_text", pages["unfinished_text"]),
            attachment=_any("links.attachment", [links["attachment"]]),
            page=_any("links.page", [links["page"]]),
        )
    except tomllib.TOMLDecodeError as error:
        raise ReferenceDataError(f"{_FILE}: {error}.") from None
    except KeyError as error:
        raise ReferenceDataError(f"{_FILE}: the key {error} is missing.") from None


def _any(key: str, expressions: list[Any]) -> re.Pattern[str]:
    """One pattern for all expressions; each is compiled alone first, to name a wrong one."""
    for number, expression in enumerate(expressions, 1):
        try:
            re.compile(expression)
        except re.error as error:
            raise ReferenceDataError(f"{_FILE}: {key}, entry {number}: {error}.") from None
    return re.compile("|".join(f"(?:{each})" for each in expressions), re.IGNORECASE | re.DOTALL)
