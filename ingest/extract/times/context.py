"""Decides which time holds for a sentence that names none: its paragraph's, or the goals' before.

2024年，…。…: the year goes on through the paragraph. 今后五年的主要目标是：…: what the line names
holds for the items below it. Sentences have to be entered in the order of the text.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.text.item_marks import LINE_MARK
from ingest.extract.text.sections import Part
from ingest.extract.times.when import When, times_in
from ingest.model import ReportFacts, Sentence

_GOES_ON: Final = ("其中", "同时")  # 到2027年，…。同时，…达到…: of the same year
_AHEAD: Final = re.compile(
    "今年|明年|要|将|力争|确保|争取|努力|计划|目标|任务|继续|加快|推进|推动|全力"
)
_LINE: Final = 5000  # letters of a line of a list before the last of its sentences
_TITLE: Final = 40  # letters that a title on its own line may have
_OPENING_LINE: Final = 80  # letters of a line that an excerpt opens with (四年来，我们…。)
_YEARS_REACH: Final = 10  # letters at the head of a sentence in which years that open it are named
_SAID_OF_YEARS: Final = 10  # letters from the years that are spoken of to 是
_ALONE: Final = 7  # letters from the years that open a sentence to the comma behind them
_YEARS_FIRST: Final = frozenset("今未过近这前五二三四六七八九十两“")  # what they begin with
_OPENING: Final = 10  # letters before a year that opens a paragraph (刚刚过去的2017年)


class TimeContext:
    """What the sentences up to here say of time; `carried` holds where a number has no time."""

    def __init__(self, text: str, facts: ReportFacts) -> None:
        self.text = text
        self.year = year = facts.year or 0
        delivered = int(facts.delivered_on[:4]) if facts.delivered_on else year
        self.said_in = delivered if delivered == year - 1 else year
        self.carried: When | None = None
        self.opened: When | None = None  # what opens the paragraph, for the sentences behind it
        self.titled: Part | None = None  # the part in which a title alone on its line opened so
        self.paragraph_end = -1
        self.past: When | None = None  # the year before, where a paragraph of the plan opens so
        self.past_until = -1
        self.goal: When | None = None  # the one year or span that the sentence before aimed at
        self.goal_until = -1  # the end of the paragraph in which it was named
        self.listed: When | None = None  # the goal of a list that stands one item a line
        self.list_mark = ""  # what its items begin with
        self._told: list[When] = []
        self._told_of = -1  # the start of the sentence whose times these are

    def enter(self, sentence: Sentence, part: Part, *, plan: bool, has_numbers: bool) -> list[When]:
        """Give the times of a sentence, none of one without numbers; `plan`: it speaks of goals."""
        named = has_numbers or (plan and self._names_years(sentence.start))
        times = self.carry_on(sentence, part) if named else []
        if plan and not (part.span and self.carried and self.carried.year == self.year):
            # but 2025年，…: among the goals of five years it holds
            goes_on = not times and self._goal_goes_on(part, sentence)
            self.carried = self.goal if goes_on else self._looking_back(sentence, times)
        if has_numbers:
            if self.carried is None or self.carried is not self.goal:
                self.goal = _one_goal(times)
                self.goal_until = self.paragraph_end
        elif plan:
            self._open_list(sentence)
        return times

    def _looking_back(self, sentence: Sentence, times: list[When]) -> When | None:
        """Give the year gone by with which a paragraph among the goals opened, in news mostly.

        2024年完成生产总值90亿元。收入达到2万元、增长8%。: nothing is aimed at until a word says so.
        """
        if times:
            one = times[0] if len(times) == 1 else None
            past = one is not None and one.leads and self._is_past(one)
            self.past, self.past_until = (one if past else None), self.paragraph_end
        elif sentence.start < self.past_until:
            ahead = _AHEAD.search(self.text, sentence.start, sentence.end)
            self.past = None if ahead else self.past
            return self.past
        return None

    def _is_past(self, when: When) -> bool:
        """Whether a time lies before the report's year (2024年; 二十年来)."""
        if when.span is None:
            return when.year is not None and when.year < self.year
        alone = self.text.find("，", when.at, when.at + _ALONE) >= 0  # not 五年来的实践证明
        return when.span[1] < self.year and alone and not when.bare

    def _names_years(self, start: int) -> bool:
        """Whether a sentence may open its paragraph with years (二十年来，…): a quick look."""
        if self.text[start : start + 1] not in _YEARS_FIRST:
            return False
        end = start + _YEARS_REACH
        return any(
            self.text.find(word, start, end) >= 0 for word in ("五", "年来", "去一年", "去的一年")
        )

    def carry_on(self, sentence: Sentence, part: Part) -> list[When]:
        """Give the sentence's statements of time; a span that opens a paragraph is carried on."""
        times = self._times_in(sentence)
        if sentence.start > self.paragraph_end:
            end = self.text.find("\n", sentence.start)
            self.paragraph_end = end if end >= 0 else len(self.text)
            spans = self.opened is not None and self.opened.span is not None
            if not (spans and (self.text[sentence.start] == "—" or self.titled is part)):
                self.opened = None  # 五年来，我们…： holds for the dashes that follow as well
        self.carried = self.opened
        if times:
            self._note_goal(times)
            last = times[-1]
            self.opened = last if self._carries(last, part, sentence) and not last.goal else None
            heads = self.opened is not None and self._is_title(sentence, part)
            self.titled = part if heads else None
        elif part.span and self.text.startswith("全年", sentence.start):
            year = part.span[1]  # 全年生产总值…: of the last year, among the years reviewed
            return [When(sentence.start, year=year, leads=True)] if year < self.year else times
        return times

    def period_of_goal(self, sentence: Sentence, part: Part, *, growth: bool) -> int | str:
        """Tell the year of a goal in words, or the years where it stands among those of several."""
        year = part.year or self.year
        if part.span is None:
            named = self._goal_of(sentence)
            if named is None or named.span is None:
                return named.year if named is not None and named.year else year
            return f"{named.span[0]}-{named.span[1]}" if growth else named.span[1]
        if any(when.year == year for when in self._times_in(sentence)):
            return year  # 2025年，居民收入与经济增长同步: this year's, among the others
        start, end = part.span
        return f"{start}-{end}" if growth else end

    def _goal_of(self, sentence: Sentence) -> When | None:
        """Give the goal that a sentence opens with (“十五五”时期，…；到2030年，…), or its list."""
        ahead = (when for when in self._times_in(sentence) if when.goal and when.leads)
        return next(ahead, self.carried if self.carried is self.goal else None)

    def _is_title(self, sentence: Sentence, part: Part) -> bool:
        """Whether a sentence is a line of its own that heads others (——五年奋进，实力大增。)."""
        if sentence.end != self.paragraph_end:
            return False
        letters = sentence.end - sentence.start
        if sentence.start == 0 and not part.section.heading:
            return letters < _OPENING_LINE
        return self.text[sentence.start] in "—（" and letters < _TITLE

    def _times_in(self, sentence: Sentence) -> list[When]:
        """Give the times of a sentence; it is asked for those of one several times in a row."""
        if sentence.start != self._told_of:
            self._told_of = sentence.start
            self._told = times_in(self.text, sentence.start, sentence.end, self.year, self.said_in)
        return self._told

    def _carries(self, when: When, part: Part, sentence: Sentence) -> bool:
        """Whether a time holds for its paragraph: its part's span, or a report's own year in it."""
        single = self.year if part.section.kind == "plan" else self.year - 1
        opens = when.year == single and when.at - sentence.start < _OPENING
        named = when.leads and when.span is not None and when.span == part.averaged
        return when.carries or named or (opens and bool(part.span))

    def _goal_goes_on(self, part: Part, sentence: Sentence) -> bool:
        """Whether a sentence without a time of its own aims at the year of the one before."""
        if self.text.startswith(_GOES_ON, sentence.start):
            return True
        if self.listed is not None:
            if self._in_list(sentence):
                self.goal = self.listed
                return True
            self.listed = None
        if self.goal is None or sentence.start >= self.goal_until:
            return False
        # 今后五年，…。主要目标是：…; among the goals of five years: 到2026年，…。城镇化率达到…。
        return self.goal.span is not None or bool(part.span)

    def _note_goal(self, times: list[When]) -> None:
        """Note the years that a sentence opens with (今后五年，…): those behind it aim at them."""
        one = times[0] if len(times) == 1 else None
        if one is None or one.span is None or one.ahead or not (one.goal and one.leads):
            return
        # “十五五”时期是关键时期 says what the years are, and aims at nothing
        if self.text.find("是", one.at, one.at + _SAID_OF_YEARS) < 0:
            self.goal, self.goal_until = one, self.paragraph_end

    def _open_list(self, sentence: Sentence) -> None:
        """Note the goal of a line that a list follows (今后五年的主要目标是：), one item a line."""
        if not self.text.endswith("：", sentence.start, sentence.end):
            return
        self.listed = _one_goal(self._times_in(sentence))
        if self.listed is not None:
            self.goal, self.list_mark = self.listed, ""

    def _in_list(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a line of the list that `_open_list` noted."""
        low = max(0, sentence.start - _LINE)
        line = max(low, self.text.rfind("\n", low, sentence.start) + 1)
        item = LINE_MARK.match(self.text, line, sentence.end)
        if item is None:
            return False
        mark = item.lastgroup or ""
        self.list_mark = self.list_mark or mark
        return mark == self.list_mark


def _one_goal(times: list[When]) -> When | None:
    """Give the one time that a sentence aims at (到2026年; 今后五年，目标是：到2026年)."""
    if len(times) == 2 and times[0].goal and times[0].span and times[1].leads:
        times = times[1:]
    one = times[0] if len(times) == 1 and times[0].goal else None
    return None if one is not None and one.ahead else one  # 用三年时间: of its sentence alone
