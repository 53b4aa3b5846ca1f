"""Finds where a part about several years turns to one of them, and back.

A heading that names both (“十四五”时期和2025年工作回顾) doesn't say which paragraph is of which. A
paragraph says so that opens with the years themselves and states no figure (刚刚过去的2025年，极不
平凡。; 五年来，我们拼搏实干。); that holds until the next such paragraph, or the end of the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ingest.extract.text.heading_years import Years, names_one_year
from ingest.extract.text.sections import Part

_OPENING: Final = 120  # letters of a paragraph in which it may say what years it is of
_LONGEST_SENTENCE: Final = 400  # letters of a sentence that is looked through for figures
_ADDRESS: Final = re.compile(r"(?:各位代表[！，,：:]?)?\s*")
# Told in any review of several years.
_JUST_GONE: Final = re.compile(
    r"(?:刚刚?过去的(?:一年|20\d\d年)|过去的?一年|一年来)(?:[，是]|[^，。]{0,6}不(?:寻常|平凡))"
    r"|刚刚?过去的20\d\d年"
)
# Told where the heading names one year as well.
_YEAR_GONE: Final = re.compile(r"(?P<year>20\d\d)年(?:是|，)")
_YEARS_GONE: Final = re.compile(
    r"(?:五年来|过去的?五年|这五年|五年间|“十[一二三四五]五”(?:时期|期间|以来))"
    "(?:[，是]|[^，。]{0,6}不(?:寻常|平凡))"
)
_ONE_YEAR_WITHIN: Final = re.compile("一年来，|这一年，")
_THIS_YEAR: Final = re.compile(
    r"(?:今年|(?P<year>20\d\d)年)(?:是|[^。：，]{0,24}(?:总体要求|预期目标)(?:是|为|：))"
    r"|(?:做好|关于)(?:今年|20\d\d年)[^。：，]{0,8}工作"
)
_NO_FIGURE: Final = re.compile(r"20\d\d年|“?十[一二三四五六]五”?|第\d+|\d+周年")
_DIGIT: Final = re.compile(r"\d")


def parts_in_time(text: str, parts: list[Part], year: int | None) -> list[Part]:
    """Give the parts of folded `text`, each split where it turns in time.

    `year` is the report's. The section of a split part stays the same; only its years differ.
    """
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if part.averaged is None or year is None:
            continue
        for start, span in _turns(text, part, part.year or year):
            if span != found[-1].span:
                found.append(replace(part, start=start, span=span))
    return found


def _turns(text: str, part: Part, year: int) -> Iterator[tuple[int, Years | None]]:
    """Yield the paragraphs of `part` that say what they are of, and the years; None for one."""
    section = part.section
    mixed = names_one_year(section.heading)
    start = text.find("\n", section.start, section.end) + 1
    while 0 < start < section.end:
        at = _address_end(text, start)
        if section.kind == "plan":
            this = _THIS_YEAR.match(text, at, section.end)
            if this is not None and this["year"] in (None, str(year)):
                yield start, None
        elif section.kind == "review" and (turn := _turn_back(text, at, year, mixed=mixed)):
            yield start, part.averaged if turn == "years" else None
        start = text.find("\n", start, section.end) + 1


def _address_end(text: str, start: int) -> int:
    address = _ADDRESS.match(text, start)
    return address.end() if address else start


def _turn_back(text: str, at: int, year: int, *, mixed: bool) -> str:
    """Tell what a paragraph of a review opens with: the "year" gone by, the "years", or ""."""
    end = text.find("\n", at)
    end = min(at + _OPENING, end if end >= 0 else len(text))
    first = text.find("。", at, end)
    years = _YEARS_GONE.search(text, at, end)
    if years is not None and _says_no_figure(text, years.start()):
        return "years"
    if not _says_no_figure(text, at):
        return ""
    if _JUST_GONE.match(text, at):
        return "year"
    gone = _YEAR_GONE.match(text, at) if mixed else None
    if gone is not None and int(gone["year"]) == year - 1:
        return "year"
    within = mixed and first > 0 and _ONE_YEAR_WITHIN.match(text, at)
    return "year" if within else ""


def _says_no_figure(text: str, at: int) -> bool:
    """Whether the sentence at `at` has no number but years."""
    end = at + _LONGEST_SENTENCE  # or all of a text without stops would be gone over, line by line
    ends = [found for mark in "。；\n" if (found := text.find(mark, at, end)) >= 0]
    return not _DIGIT.search(_NO_FIGURE.sub("", text[at : min(ends, default=end)]))
