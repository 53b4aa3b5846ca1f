"""Tells the ranking that a rank is one in: a list (全国百强县第9) or a contest that was won.

The list is what the rank is of, unless what is ranked stands before it (综合实力位居百强区第九).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import strip_head
from ingest.extract.ranks.moves import ranking_before
from ingest.extract.ranks.phrases import HELD_FOR
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects.measure_nouns import is_aspect

# 连续三年荣获全市河长制考核第一名: the rank is one in what was won
_WON: Final = re.compile(
    r"(?:荣获|获得|获评|获|夺得|取得|斩获|摘得|赢得|荣膺)(?:20\d\d年度?)?([^，、；\d]{2,20}?(?:考核|考评|评价|测评|评议|评比|评估|评选|竞赛|大赛|排名"
    r"|综合评定))(?:综合|总分|总体)?(?:在?全[国省市区县州盟旗](?:[一二三]类[区县])?)?$"
)
# 以全省第一的成绩获得甲考核优秀等次
_PASSED: Final = re.compile(
    r"的?(?:优异|优秀|骄人|好)?(?:成绩|佳绩)(?:顺利|成功|再次|连续[^，、]{1,3}年)*(?:荣获|获得|获评|获|夺得|取得|斩获|摘得|通过|入选|入围)"
    r"(?:20\d\d年度?)?(?:[国省市]委?对[市区县]+(?:（[市区县]）)?)?([^，、；。\d]{2,20}?(?:考核|考评|评价|测评|评议|评比|评估|评选|验收|竞赛|大赛))"
)
# 全国综合实力百强区第56位
_LIST_AT_END: Final = re.compile(r"[百十]强(?:榜单?|县（市）|[县区市镇]|主?城区|县市|企业|园区)?$")
# 居全国百强区榜首, 全国百强县投资潜力第3: the rank is one in that list, of the place itself
_RANKED_IN: Final = re.compile(
    r"(?:在(?:20\d\d年)?|位居|跻身|荣登|登上|跃居|稳居|位列|名列|居|列|^"
    r"|[，、])(?:20\d\d年度?)?(?P<name>[^，、；居列登]{0,16}(?:百强|十强)[^，、；]{0,8}?)"
    r"中?(?:排名|位列|位居|稳居|跃居|名列|列|居|排|榜)?(?:\d+强、全[国省市区县州盟旗])?$"
)
_LIST_ALONE: Final = re.compile(r"[^，、；\d]{1,8}(?:百强|十强)[县区市]{0,2}(?:（市）)?")
# 全国百强县投资潜力第3、绿色发展第5: the list holds for all in the row
_LIST_FIRST: Final = re.compile(r"[^，、；]{0,8}[百十]强[县区市](?:（市）)?(?=..)")
# 入选“工业百强县”榜单: named in the clause before the rank
_CHOSEN: Final = re.compile(
    r"(?:入选|入围|荣登|登上|登榜|跻身|上榜|入列)(?:20\d\d年度?)?(?P<name>“[^“”]{2,18}”"
    r"|[^，、；]{0,14}(?:百强|十强)[县区市镇]{0,2}(?:（[市区县]）)?)(?P<kind>榜单|名单|榜)?(?:行列|之列)?$"
)
# 综合实力位居全国百强区第九: what is ranked stands before the list
_IS_RATED: Final = re.compile(
    r"(?:实力|竞争力|潜力|活力|能力|水平|指数|增速|增幅|总量|综合发展)(?:$|(?=位居|跃居|稳居|位列|名列|居|列|在))"
)


def contest_passed(text: str, rank: Quantity) -> re.Match[str] | None:
    """Find the contest, group 1, that was passed with a rank (以全省第一的成绩获得甲考核优秀)."""
    return _PASSED.match(text, rank.tail)


def contest_won(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the contest, group 1, that the rank behind `text[start:end]` was won in."""
    return _WON.search(text, start, end)


def ends_in_list(masked: str, start: int, end: int) -> bool:
    """Whether the words before a rank end with the list that it is in (百强区第56位)."""
    return _LIST_AT_END.search(masked, start, end) is not None


def ranked_in_list(place: Place, quantity: Quantity, state: State) -> str:
    """Name what is ranked in a list: the list itself, or what stands before it; "" for no list.

    The list stays in the name where another one follows (百强县第3、百强区第5).
    """
    listed_in = _RANKED_IN.search(place.text, place.pre, quantity.start)
    if listed_in is None:
        return ""
    name = listed_in["name"]
    start, _ = strip_head(place.text, place.pre, listed_in.start())
    rated = HELD_FOR.sub("", place.text[start : listed_in.start()])
    if not _IS_RATED.search(rated):
        return name
    if is_aspect(rated) and state.base:
        rated = compose(state.base, rated)
    return rated + name if "百强" in place.text[quantity.tail : place.clause_end] else rated


def is_list(words: str) -> bool:
    """Whether the words before a rank name a list and nothing else (百强区)."""
    return _LIST_ALONE.fullmatch(words) is not None


def in_other_list(place: Place, words: str, before: Reading) -> str:
    """Name what the rank `before` is of, in the list `words` this time; "" where no list was."""
    listed_in = _RANKED_IN.search(place.text, place.clause, before.quantity.start)
    if listed_in is None:
        return ""
    stem = before.subject.removesuffix(listed_in["name"])
    return stem + words if stem and stem != before.subject else ""


def in_same_list(subject: str, before: Reading) -> str:
    """Put the list that the rank `before` in the row names before `subject`, which names none."""
    named = _LIST_FIRST.match(before.subject)
    return subject if named is None or "强" in subject else named[0] + subject


def list_before(place: Place, state: State) -> str:
    """Tell the list that the clause before names (入选“工业百强县”，列全省第8位); "" for none."""
    begin, end = state.previous
    if end != place.clause - 1 or (state.readings and state.readings[-1].clause >= begin):
        return ""
    if chosen := _CHOSEN.search(place.text, begin, end):
        return chosen["name"] + (chosen["kind"] or "")
    return ranking_before(place.text, begin, end)
