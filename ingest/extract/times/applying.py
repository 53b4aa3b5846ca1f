"""Decides which of a sentence's statements of time hold for a number, and which for another one.

A year inside an earlier part of the sentence ended with that part's “；”; the one that opens the
sentence holds behind it, unless a later year took its place.
"""

from __future__ import annotations

from ingest.extract.state import Reading
from ingest.extract.text.sections import Part
from ingest.extract.times.spans import of_all_years
from ingest.extract.times.when import LOCAL, When


def applying_times(
    reading: Reading, text: str, times: list[When], carried: When | None, part: Part
) -> list[When]:
    """The statements of time that hold for `reading`: those before it, else its paragraph's.

    A year inside an earlier part of the sentence ended with that part's “；”.
    """
    at = reading.quantity.start
    since_mark = text.rfind("；", times[0].at, at) if times and times[0].at < at else -1
    if since_mark >= 0 and _came_over_the_years(reading, text, times[0], part):
        times = times[1:]
    elif since_mark >= 0 and _followed(times, since_mark):
        times = times[1:]  # 2020年，甲…，2021年，乙…；丙…: of neither
    times = [when for when in times if when.at > since_mark or when.leads or when.year is None]
    if times and text.find("基础上", times[0].at, at) >= 0:
        times = [when for when in times if not built_upon(when, text, at)]
    since, until = reading.not_times
    here = [when for when in times if when.at < at and not since <= when.at < until]
    here = [
        when
        for when in here
        if not when.local
        or at <= when.at + LOCAL
        or (when.span is not None and when.at >= reading.clause)
    ]
    if here or carried is None or of_all_years(reading, text, carried, part):
        return here
    return [carried]


def built_upon(when: When, text: str, at: int) -> bool:
    """Whether a year says only what comes on top of it (在2020年基础上翻一番)."""
    return text[when.at - 1 : when.at] == "在" and text.find("基础上", when.at, at) >= 0


def _followed(times: list[When], until: int) -> bool:
    """Whether a later year takes the place of the one that opens a sentence, before `until`."""
    first = times[0]
    if first.year is None or not first.leads:
        return False
    return any(
        when.year is not None and when.year > first.year and not (when.local or when.goal)
        for when in times[1:]
        if when.at < until
    )


def _came_over_the_years(reading: Reading, text: str, when: When, part: Part) -> bool:
    """Whether what was added is of the years reviewed, though the last one opens the sentence.

    2021年，生产总值90亿元，年均增长5%；市场主体达到5万户，净增2万户.
    """
    if part.span is None or when.year != part.span[1] or not reading.flow:
        return False
    added = reading.subject.endswith(("净增", "新增")) and reading.measure == "level"
    return added and text.find("年均", when.at, reading.clause) >= 0
