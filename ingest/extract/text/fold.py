"""Decides which characters of a text mean the same, and which mean nothing.

Pages write one figure in many ways: full-width digits, a space or a line break inside a number,
zero-width characters, footnote marks, “continued on page 4” in the middle of a sentence. Folding
makes one plain text of them. Most of it swaps one character for one, so offsets stay; what is
left out is remembered, so that every offset can be told in characters of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from ingest.extract.text.traditional import simplify
from ingest.extract.vocabulary.words import FRAME, FRAME_LENGTHS, KEEP, KEEP_LENGTHS, prefix

# Each pair: a character as found, and what it means.
_PAIRS: Final = (
    "％% ﹪% ℅% ．. ﹒. ﹔； ﹐， ﹑、 ､、 ﹕： ︰： ∶： :： ﹗！ !！ ﹖？ ?？ ;； ｡。 "
    "〝“ 〞” 「“ 」” 『“ 』” ﹁“ ﹂” ﹃“ ﹄” "
    "﹙（ ﹚） (（ )） ﹝[ ﹞] 〔[ 〕] ［[ ］] 【[ 】] ＋+ ﹢+ ／/ ⁄/ ∕/ ＝= "
    "■● ◆● ★● ▲● ►● ▶● ➤● ▪● •● ◎● ❖● ※● "
    "–— ‒— ―— ─— ━— －— ﹣— ﹘— ‐— ‑— −— ～~ ∼~ 〜~ ＄$ 〇零 ○零"
)
_FOLD = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}  # digits
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF21, 0xFF3B)}  # A to Z
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)}  # a to z
_FOLD |= dict.fromkeys((0x3000, 0xA0, 0x0D, 0x0B, 0x0C, 0x2002, 0x2003, 0x2009, 0x202F), " ")
# A report has a few hundred of them: going from one to the next costs a tenth of a whole translate.
_FOLDABLE: Final = re.compile("[" + re.escape("".join(map(chr, _FOLD))) + "]")

# 二零二四年 is 2024年; some pages set a Latin O or a bare 0 for the zero. One pattern a century,
# each with a literal to skip to: most texts spell no year out.
_SPELT_YEARS: Final = tuple(
    re.compile(century + r"[〇○零一二三四五六七八九0Oo]{2}(?=年|[—\-至到~])")
    for century in ("二[〇○零0Oo]", "一九")
)
_DIGITS: Final = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")

_ZERO_WIDTH: Final = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
)
_PAGE_MARK: Final = r"[-—·]+ *\d{1,3} *[-—·]+|第 *\d{1,3} *页(?: *[共/] *\d{1,3} *页)?"
# Opens with the characters that noise can begin with, so that the engine skips all others.
_NOISE: Final = re.compile(
    rf"[ \n{_ZERO_WIDTH}\[（](?:"
    rf"(?P<blank>(?<=[ \n{_ZERO_WIDTH}])[ \n{_ZERO_WIDTH}]*"
    rf"(?:(?<=[ \n])(?:{_PAGE_MARK})[ {_ZERO_WIDTH}]*\n[ \n{_ZERO_WIDTH}]*)*)"
    r"|(?<=\[)(?:注释?)? ?\d{1,3}\]"
    r"|(?<=（)(?:紧?[下上][转接])[^（）\n]{1,14}）"
    r"|(?<=（)[^（）\n]{0,8}下同）"
    # A reading in Latin letters behind a rare character; with a tone mark it can be nothing else.
    r"|(?<=（)[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}）(?=[\u4e00-\u9fff])"
    r"|(?<=（)[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}）"
    r")"
)
_HEADING: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+[部章节条]"
    r"|\d{1,2}(?:、|\.(?!\d))|—|·|●|\*|各位代表|专栏|附[件：]"
    r"|(?:20\d\d年|过去|[一五]年来)[^，。；：\n]{0,12}(?:回顾|总结)(?=\n)"
)
# A comma or colon that stands between two digits is part of a number (1,234, 2.29:1).
_HALF_WIDTH: Final = re.compile(r"[,:](?:(?!\d)|(?<!\d[,:]))")
_ENDS: Final = frozenset("。！？；：”）\t")
_OPEN_END: Final = frozenset("，、（“《—.")
_NEVER_FIRST: Final = frozenset("，、。；：”）》%‰")
_UNIT_FIRST: Final = frozenset("多余百千万亿元个％%人户家项吨亩年月日")
# a line of this length that stops without a full stop was wrapped, not ended
_LONG_LINE: Final = 28
_FEW_LINES: Final = 8
_NEARLY: Final = 0.75  # of the column's width: a wrapped line is at least that long
_NARROWEST, _WIDEST = 16, 60


@dataclass(frozen=True, slots=True)
class Folded:
    """The plain text, and where each of its characters stands in the text as given."""

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """Tell where the character at `position` stands in the text as given."""
        if not self.starts:
            return position
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Tell the half-open span `start`, `end` in characters of the text as given."""
        starts, shifts = self.starts, self.shifts
        if not starts:
            return start, end
        at = bisect_right(starts, start) - 1
        first = start + shifts[at]
        if at + 1 < len(starts) and starts[at + 1] < end:
            at = bisect_right(starts, end - 1, at) - 1
        return first, end + shifts[at]


def fold(text: str) -> Folded:
    """Fold `text`: one plain form for each character, noise left out, broken lines joined."""
    plain = _FOLDABLE.sub(_folded, simplify(text))
    plain = years_in_digits(plain)
    if "," in plain or ":" in plain:
        plain = _HALF_WIDTH.sub(lambda mark: "，" if mark[0] == "," else "：", plain)
    fragmented = _is_fragmented(plain)
    long_line = _wrapped_at(plain)
    pieces: list[str] = []
    starts, shifts = [0], [0]
    at = length = line_start = 0
    for noise in _NOISE.finditer(plain):
        begin, end = noise.span()
        blank = noise.lastgroup == "blank"
        if blank and plain.find("\n", begin, end) >= 0:
            if not _joins(plain, line_start, begin, end, long_line, fragmented=fragmented):
                line_start = end
                if end - begin > 1:  # one line break is enough
                    pieces.append(plain[at:begin] + "\n")
                    length += begin - at + 1
                    at = end
                    starts.append(length)
                    shifts.append(at - length)
                continue
        elif blank and _keeps_space(plain, begin, end):
            continue
        pieces.append(plain[at:begin])
        length += begin - at
        at = end
        starts.append(length)
        shifts.append(at - length)
    if at == 0:
        return Folded(plain)
    pieces.append(plain[at:])
    return Folded("".join(pieces), tuple(starts), tuple(shifts))


def years_in_digits(text: str) -> str:
    """Write the years that `text` spells out (二○二四年) in digits, each as long as it was."""
    for spelt in _SPELT_YEARS:
        text = spelt.sub(lambda year: year[0].translate(_DIGITS), text)
    return text


def _folded(found: re.Match[str]) -> str:
    """The plain form of one character."""
    return _FOLD[ord(found[0])]


def _keeps_space(text: str, begin: int, end: int) -> bool:
    """A space stays only between two words of Latin letters or two numbers."""
    if begin == 0 or end >= len(text) or text.find(" ", begin, end) < 0:
        return False
    before, after = text[begin - 1], text[end]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


_SINGLE_BREAK: Final = re.compile(r"\n(?=[^\n])(?<=[^\n]\n)")
_FEW_BREAKS: Final = 30


def _is_fragmented(text: str) -> bool:
    """Whether paragraphs are set apart by blank lines, and single breaks fall anywhere in them."""
    if text.count("\n\n") < _FEW_BREAKS:
        return False
    ends = [text[found.start() - 1] for found in _SINGLE_BREAK.finditer(text)]
    return len(ends) >= _FEW_BREAKS and sum(end not in _ENDS for end in ends) * 2 > len(ends)


def _wrapped_at(text: str) -> int:
    """Tell how long a line must be to have been wrapped rather than ended.

    A column of a PDF or a narrow page breaks most of its lines at nearly the same length,
    without a full stop; paragraphs end with one, and differ in length.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _FEW_LINES:
        return _LONG_LINE
    lengths = [len(line) - line.count(" ") for line in lines]
    width = sorted(lengths)[len(lines) * 3 // 4]
    if not _NARROWEST <= width <= _WIDEST:
        return _LONG_LINE
    nearly = [
        line
        for line, length in zip(lines, lengths, strict=True)
        if _NEARLY * width <= length <= width / _NEARLY
    ]
    unended = sum(line.rstrip()[-1] not in _ENDS for line in nearly)
    # prose has a mark in most lines, a digest's items have none
    prose = sum("，" in line or "。" in line or "、" in line for line in nearly) * 3 > len(nearly)
    if prose and len(nearly) * 2 > len(lines) and unended * 2 > len(nearly):
        return min(_LONG_LINE, int(_NEARLY * width))
    return _LONG_LINE


def _joins(
    text: str, line_start: int, begin: int, end: int, long_line: int, *, fragmented: bool
) -> bool:
    """Whether the line break in `begin`, `end` stands inside a sentence.

    Hyperlinks, page ends and narrow columns break lines anywhere; a heading has no full stop
    either. What decides is what cannot end or begin a line, then a line that already holds a
    full stop and goes on after it, then its length.
    """
    if begin == line_start or end >= len(text):
        return False
    before, after = text[begin - 1], text[end]
    if after in _NEVER_FIRST or before in _OPEN_END:
        return before != "—" or not text.startswith("——", begin - 2) or begin - line_start <= 2
    plain = before.isascii() and before.isalnum()
    if plain and (after in _UNIT_FIRST or (after.isascii() and after.isalnum())):
        return True
    # a line that holds only a zero-width space is no blank line: some pages put it around links
    breaks = text.count("\n", begin, end) - text.count("\u200b", begin, end)
    if before in _ENDS or breaks > 1 or _HEADING.match(text, end):
        return False
    if text.endswith(_SAYS_HOW_MUCH, line_start, begin) and after not in _GOES_ON:
        return False  # 生产总值增长9%左右 is a whole item; what goes on has a mark
    if (
        before in _COUNTERS
        and _verb_at(text, end)
        and _SAYS_HOW_MANY.search(text, line_start, begin)
    ):
        return False  # …学位2万个 ends an item where the next line opens with a verb
    if _lists_tasks(text, line_start, begin, end):
        return False
    if fragmented and not _HEADING.match(text, line_start):
        return True
    return text.rfind("。", line_start, begin) >= 0 or (
        begin - line_start >= long_line and not _HEADING.match(text, line_start)
    )


_TASK: Final = re.compile(r"[^。；：\n]{0,80}\d[^。；：\n]{0,80}")
_ITEM: Final = re.compile(r"[^，。；：\n]{0,60}\d[^，。；：\n]{0,60}")
_SAYS_HOW_MUCH: Final = (
    "%", "左右", "以上", "以内", "第一", "第二", "第三", "第四", "第五", "首位",
)  # fmt: skip
_COUNTERS: Final = frozenset("个家所处条座套辆张户名件册台人次场里元")
_SAYS_HOW_MANY: Final = re.compile(
    r"\d[万亿]?(?:[个家所处条座套辆张户名件册台]|人|人次|场|场次|公里|元)$"
)
_GOES_ON: Final = frozenset("的以左和及与或至到起位名、（(—-~")
_MEASURED_UP: Final = ("以上", "以内", "左右", "以下")


def _lists_tasks(text: str, line_start: int, begin: int, end: int) -> bool:
    """Whether the lines before and behind a break are items of a list of tasks, without stops.

    A wrapped sentence seldom opens two lines with a verb and has no comma in either.
    """
    stop = text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    if _verb_at(text, end) and _verb_at(text, line_start):
        return bool(_TASK.fullmatch(text, end, stop) and _TASK.fullmatch(text, line_start, begin))
    if _ITEM.fullmatch(text, end, stop) is None:
        return False
    opens = _verb_at(text, end) or text.endswith(_MEASURED_UP, line_start, begin)
    return (
        opens
        and _verb_at(text, line_start)
        and _ITEM.fullmatch(text, line_start, begin) is not None
    )


def _verb_at(text: str, start: int) -> bool:
    verb = prefix(text, start, KEEP_LENGTHS, KEEP) or prefix(text, start, FRAME_LENGTHS, FRAME)
    return verb > 1
