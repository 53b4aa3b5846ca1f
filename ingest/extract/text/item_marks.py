"""Knows the marks that open an item of a list: ●, 1., （二）, 一是, 一、.

They are read in folded text, where every ornament that opens an item is ● already.
"""

from __future__ import annotations

import re
from typing import Final

NUMERALS: Final = "一二三四五六七八九十"
_NUMERAL: Final = f"[{NUMERALS}]"
_NUMBER: Final = r"\d{1,2}[.、]"
_KINDS: Final = (
    rf"(?:(?P<dash>[—●·])|(?P<number>{_NUMBER})|(?P<bracket>（[{NUMERALS}\d]+）)"
    rf"|(?P<word>{_NUMERAL}+是))"
)
# At the head of a line; the name of the group that matched is the kind of the mark.
LINE_MARK: Final = re.compile(rf" *{_KINDS}")
LISTED_LINE: Final = re.compile(rf"\n *{_KINDS}[^\n]*")
NUMBER_MARK: Final = re.compile(f"^{_NUMBER}")

# What may be left of a mark before the words of a number, as a part of a pattern, and what it can
# begin with. 3.5 is a number and no mark.
PHRASE_MARK: Final = (
    rf"{_NUMERAL}{{1,3}}是|——|●|（{_NUMERAL}{{1,3}}）|（\d{{1,2}}）|第{_NUMERAL}，|[①-⑳]"
    rf"|{_NUMBER}(?!\d)"
    r"|\d{1,2}/(?=[\u4e00-\u9fff]{2})"  # 01/生产总值增长5%
    # 06推进托育点建设: the number of the item stands close to its verb
    r"|\d{1,2}(?=推动|推进|实施|完成|开展|加快|加强|新建|新增|改造|建设)"
)
PHRASE_MARK_FIRST: Final = f"0123456789{NUMERALS}—●（第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_SENTENCE_FIRST: Final = frozenset(f"●·* {NUMERALS}")
# ● and · at the head of a line; 六、新修产业路9公里, but 一、二、三产增加值
_SENTENCE_MARK: Final = re.compile(
    rf"[●·* ]*(?:{_NUMERAL}{{1,3}}、(?!{_NUMERAL}、|[二三四](?:次|产|级|类|线|季)))?"
)


def sentence_start(text: str, start: int, end: int) -> int:
    """Tell where the words of the sentence begin: behind the mark of an item."""
    if text[start : start + 1] not in _SENTENCE_FIRST:
        return start
    mark = _SENTENCE_MARK.match(text, start, end)
    return mark.end() if mark else start
