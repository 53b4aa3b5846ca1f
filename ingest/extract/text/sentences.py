"""Decides where sentences end, and which of them set the year's headline targets.

The headline passage opens with its announcement (主要预期目标是：) and runs to the end of its
paragraph or list, or up to a sentence that speaks of these targets (实现上述目标).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.text.fold import Folded
from ingest.extract.text.item_marks import LISTED_LINE
from ingest.extract.text.sections import Part
from ingest.model import Sentence

# No sentence is longer; the bound keeps text without full stops from costing more than its length.
_LONGEST: Final = 2000
_LONGEST_PASSAGE: Final = 20_000  # letters of a paragraph of targets
_SENTENCE: Final = re.compile(rf"[^。！？\n]{{1,{_LONGEST}}}[。！？]*[”’）]*")
_CLOSING: Final = frozenset(
    "”’）"
)  # what belongs to the sentence though it stands behind the full stop
# What announces the headline targets: 主要预期目标是, 实现以下目标. It is looked for by the one
# letter that all have (标), so that the engine skips all others, and then looked back from.
_ANNOUNCED: Final = re.compile(
    r"标(?:(?P<tasks>任务)?(?:预期)?(?:还(?:包括|有))?(?:建议|初步|安排|拟定?|设定|确定){0,3}"
    r"(?:是|为|：|如下|，(?=[^，。；]{2,16}(?:增长|达到?|突破|控制)))"
    r"|(?:(?<=以下目标)|(?<=以下..目标)))"
)
_TARGETS: Final = re.compile(
    r"(?:(?:预期|主要|发展|奋斗|工作|预期性|核心|计划)的?(?:经济|发展|预期)?[目指]标"
    r"|(?:实现|完成)以下(?:主要|预期)?目标)$"
)
_LONGEST_NAME: Final = 10  # letters of 预期性的发展目标
_HEADLINE_END: Final = re.compile(
    r"[^，。]{0,4}(?:上述|这些|以上(?:目标|主要|指标)|提出|确定|设定|考虑|制定|总的)"
    r"|(?:实现|完成|围绕|做好|按照)(?:上述|这些|今年|以上|全年)"
    r"|为此|综合|围绕|做好|各位|在(?:具体|实际|工作)|我们|要|必须|关于|需要"
    r"|今年(?:的)?(?:工作|经济增长)|工作中|安排"
)


def find_sentences(text: str, parts: list[Part]) -> list[Sentence]:
    """Split folded `text` into sentences, each with its section and whether it is headline."""
    found: list[Sentence] = []
    headline_until = -1
    openings = _openings(text, parts)
    part = ahead = 0
    for number, (start, end) in enumerate(_bounds(text)):
        while part + 1 < len(parts) and start >= parts[part].section.end:
            part += 1
        if start < headline_until:
            if _HEADLINE_END.match(text, start, end):
                headline_until = -1
        elif openings and parts[part].section.kind != "review":
            while ahead < len(openings) and openings[ahead][0] < start:
                ahead += 1
            if ahead < len(openings) and openings[ahead][1] <= end:
                headline_until = _passage_end(text, start, end)
        found.append(Sentence(number, part, start, end, start < headline_until))
    return found


def _bounds(text: str) -> list[tuple[int, int]]:
    """Where the sentences stand: full stops and the ends of lines part them."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) > _LONGEST or "！" in line or "？" in line or "。。" in line:
            found.extend(match.span() for match in _SENTENCE.finditer(text, start, end))
            start = end + 1
            continue
        while start < end:  # the common line: a tenth of the pattern's time
            stop = text.find("。", start, end) + 1
            if stop == 0:
                found.append((start, end))
                break
            if stop > start + 1:  # else a stop that ends nothing
                while stop < end and text[stop] in _CLOSING:
                    stop += 1
                found.append((start, stop))
            start = stop
        start = end + 1
    return found


def _openings(text: str, parts: list[Part]) -> list[tuple[int, int]]:
    """Where targets are announced; a review sets none, so its part isn't searched for them."""
    found: list[tuple[int, int]] = []
    for part in parts:
        if part.section.kind == "review":
            continue
        for match in _ANNOUNCED.finditer(text, part.section.start, part.section.end):
            named = match.start() + 1
            first = max(part.section.start, named - _LONGEST_NAME)
            if (targets := _TARGETS.search(text, first, named)) is not None:
                found.append((targets.start(), match.end()))
            elif match["tasks"] and text[named - 2] == "目":
                found.append((named - 2, match.end()))  # 目标任务是
    return found


def move_to_given(sentences: list[Sentence], folded: Folded) -> None:
    """Move `sentences`, in order, from folded text to the text as given, in one walk."""
    starts, shifts = folded.starts, folded.shifts
    at, last = 0, len(starts) - 1
    if last < 0:
        return  # folding left nothing out
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        while at < last and starts[at + 1] <= start:
            at += 1
        sentence.start = start + shifts[at]
        closing = at
        while closing < last and starts[closing + 1] < end:
            closing += 1
        sentence.end = end + shifts[closing]


def _passage_end(text: str, start: int, end: int) -> int:
    """Tell where the headline passage ends that the sentence from `start` to `end` opens."""
    longest = min(start + _LONGEST_PASSAGE, len(text))
    paragraph = text.find("\n", start, longest)
    at = paragraph if paragraph >= 0 else longest
    if text[start:end].rstrip().endswith(("：", "如下", "是", "为")):
        while (line := LISTED_LINE.match(text, at)) is not None:
            at = line.end()  # the list stands one a line behind “如下：”
    return at
