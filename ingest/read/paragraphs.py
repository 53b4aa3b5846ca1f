"""Decides where a paragraph was cut in two: by a page's line breaks, by a PDF's lines and pages.

A line that ends inside a sentence goes on in the next one, unless the next one opens a paragraph of
its own (an indent, a numbered heading). Headings end without punctuation as well, so a line without
it has to be as long as a full line before it counts as cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CLOSED = re.compile(r"[。！？；：!?;:…][”’」』）)\]】》〉\"']*\s*$")
_OPEN_END = re.compile(r"[，、,（(《“‘「『〈—－\-/]$|[\d.]$")
_CONTINUES = re.compile(r"^[，。、；：！？）)》”’」』〉】％%,;:!?]|^\.\d")
_NUMBERED = (
    r"^[（(]?[一二三四五六七八九十百]{1,4}[、）).．]|^第[一二三四五六七八九十]{1,3}(部分|章|节|篇)|"
    r"^[（(]\d{1,2}[）)]|^\d{1,2}[.．、][^\d]"
)
_TITLE = re.compile(_NUMBERED)
_HEADING = re.compile(rf"{_NUMBERED}|^[①-⑳●■◆★▲]|^——|^(各位代表|附件|名词解释|注释|同志们)")
# A paragraph of more characters takes no further line: nothing real is that long, and joining
# line after line would take time that grows with the square of their number.
LONGEST_PARAGRAPH = 20_000
_INNER_STOP = re.compile(r"[，。；、]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what its place on the page says: an indent, being a table row, mostly links."""

    text: str
    indented: bool = False
    table: bool = False
    link_share: float = 0.0


def join_cut(lines: Iterable[Line], full_line: int = 30) -> list[str]:
    """Paragraphs from lines; an unclosed line counts as cut from `full_line` characters on."""
    paragraphs: list[str] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and is_cut(previous, line, full_line):
            paragraphs[-1] = glue(paragraphs[-1], line.text)
            previous = Line(paragraphs[-1], previous.indented)
        else:
            paragraphs.append(line.text)
            previous = line
    return paragraphs


def is_heading(text: str) -> bool:
    """Whether a line begins like a numbered heading or another opening of a paragraph."""
    return _HEADING.match(text) is not None


def _is_title(text: str) -> bool:
    """Whether a line is a numbered heading as a whole, though it may be as long as a full line."""
    short = len(text) < 60 and "。" not in text and text[-1] not in "，、,"
    return short and _TITLE.match(text) is not None


def glue(left: str, right: str) -> str:
    """Two halves of a paragraph; a space between them only where both sides are Latin words."""
    touching = left[-1:] + right[:1]
    latin = len(touching) == 2 and touching.isascii() and touching.isalpha()
    return f"{left} {right}" if latin else left + right


def is_cut(previous: Line, line: Line, full_line: int) -> bool:
    """Whether `line` goes on with the sentence of `previous`; `full_line` as for `join_cut`."""
    if previous.table or line.table or len(previous.text) > LONGEST_PARAGRAPH:
        return False
    if _CONTINUES.match(line.text):
        return True
    if line.indented or _CLOSED.search(previous.text[-20:]) or _HEADING.match(line.text):
        return False
    if _is_title(previous.text):
        return False
    if _OPEN_END.search(previous.text):
        return len(previous.text) >= full_line // 2 or previous.text[-1] in "，、,"
    return len(previous.text) >= full_line and bool(_INNER_STOP.search(previous.text))
