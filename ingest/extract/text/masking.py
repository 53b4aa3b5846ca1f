"""Blanks what the rules may not read into: quotes, titles, brackets, how many a rank is among.

A note in brackets that states a figure of its own (增速5.5%（全市第五）) stays open to them.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.subjects.notes import parts_as_list

_SEPARATORS: Final = "、，；：,"
_NUMERALS: Final = "第百千万亿成倍半"
_READABLE: Final = rf"{_SEPARATORS}\d{_NUMERALS}"
_NO_SEPARATORS: Final = {ord(letter): "\x01" for letter in _SEPARATORS}
_BLANKS: Final = {ord(letter): "\x01" for letter in f"{_SEPARATORS}{_NUMERALS}0123456789"}
# Only what holds a letter that a rule could read into has to be looked at.
_QUOTED: Final = re.compile(
    rf"“(?=[^“”\n{_READABLE}]{{0,39}}[{_READABLE}])[^“”\n]{{1,40}}”"
    rf"|《(?=[^《》\n{_READABLE}]{{0,59}}[{_READABLE}])[^《》\n]{{1,60}}》"
    rf"|（(?=[^（）\n{_READABLE}]{{0,59}}[{_READABLE}])[^（）\n]{{1,60}}）"
)
# How many a rank is among (在全省91个县中排名第一) is part of the rank, not a number of its own.
_RANKED_AMONG: Final = re.compile(
    r"全(?:[国省市区县州盟旗]\d+个[^，。、；\d]{1,8}?中(?=[^，。、；]{0,6}第)"
    r"|[省市州]\d+个?(?=县市区?|县（市|区县|县区|市州|[县区](?![^第首])))"
)
_RANK_NOTE: Final = re.compile(
    r"（(?:增速|增幅|总量)?(?:位居|位列|排名|居|列|排)?全[国省市区县州盟旗](?:区县|县区)?(?:排名|排)?第[\d一二三四五六七八九十]+位?）"
)
# What a part of the place has, or how it grew, is a figure of its own (20亿元（市本级8亿元）).
_PART_NOTE: Final = re.compile(
    r"（(?:(?:其中：?)?(?:[国省市区县州盟旗]本级|本级|全口径|(?:主|中心)?城区)"
    r"(?:增长|下降|达|为|完成)?[\d.]+[^（）\d]{1,3}"
    r"|[^（）\d，、；]{1,6}(?:占比|比重)(?:为|达到?)?[\d.]+[^（）\d]{1,3}"
    r"|(?:同比|同口径|可比口径|年均|比上年)?(?:增长|下降)[\d.]+%)）"
)
_LONG_NOTE: Final = 10  # letters up to which a note holds a remark, and no figures of its own
# （其中：1座危桥、2座窄桥）, （其中：县道17座、建北桥）
_UNTOLD: Final = re.compile(r"（其中：?(?:\d|[^（）]*、[^\d、，；]+）)")

# 迈上“百亿”台阶, 跻身“千亿”行列: the quotes hold a number, and no name
_STEP: Final = re.compile(r"“[一二两三四五六七八九]?[百千万]?[万亿]元?”")
_STEP_BEHIND: Final = re.compile(r"新?台阶|行列|时代|俱乐部|大关|阵营|方阵|门槛")
_SURPASSED: Final = ("“双超", "“双破", "“双过")  # 产值、税收“双超千亿” says what was reached
_SAYING: Final = 14  # a quote with a percentage that is longer is a sentence, not a name (“3个70%”)
# The level behind its growth, or the growth behind its level, is said of the same series.
_LEVEL_NOTE: Final = re.compile(
    r"（(?:预计|已|约)?(?:达到?|完成|实现|(?:总[量额])?(?:为|达到?)|总[量额])约?\d[\d.]*[百千万]?[亿万]?(?:美)?元(?:左右|以上)?）"
)
_GROWTH_NOTE: Final = re.compile(
    r"（(?:预计)?(?:同比|比上年|可比)?(?:增长|下降)[\d.]+%(?:左右|以上)?）"
)
_GROWS: Final = re.compile(r"(?:增长|下降|增速|增幅|回落)[^，、；。]{0,3}?[\d.]+%(?:左右|以上)?$")
# letters before a note in which the growth stands that it gives the level of
_NOTED_REACH: Final = 14
_UNIT_ENDS: Final = frozenset("元%个家户人亩吨台件项辆点位名次条所座")
_NOTED: Final = frozenset("%右上元")  # what may stand before such a note


def mask(text: str) -> str:
    """Blank what stands in quotation marks, titles and brackets, so that no rule reads into it."""
    return _RANKED_AMONG.sub(lambda among: among[0].translate(_BLANKS), _QUOTED.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    quoted = match[0]
    if quoted[0] == "（":
        return _blank_note(quoted, match.string, match.start())
    if _STEP.fullmatch(quoted) and _STEP_BEHIND.match(match.string, match.end()):
        return quoted
    if "番" in quoted or quoted.startswith(_SURPASSED) or ("%" in quoted and len(quoted) > _SAYING):
        return quoted
    return quoted.translate(_BLANKS)


def _blank_note(note: str, text: str, at: int) -> str:
    """Blank a note in brackets, or make it a clause or a list where it has figures to be read."""
    if _RANK_NOTE.fullmatch(note) or _says_more(note, text, at):
        return f"、{note[1:-1]}、"  # 增速5.5%（全市第五）
    if parts := parts_as_list(note):
        return parts  # 新建学校8所（含幼儿园3所）
    if note.startswith("（其中") and _UNTOLD.match(note):
        return note.translate(_BLANKS)  # parts that can't be told apart
    has_figures = len(note) > _LONG_NOTE or _tells_part(note, text[at - 1 : at])
    return note.translate(_NO_SEPARATORS if has_figures else _BLANKS)


def _tells_part(note: str, before: str) -> bool:
    """Whether a note states a figure of a part, a share behind a number only (9亿元（占比80%）)."""
    if _PART_NOTE.fullmatch(note) is None:
        return False
    share = "占比" in note or "比重" in note  # 198家重点企业（规模占比80%）累计完成…
    return not share or before in _UNIT_ENDS


def _says_more(note: str, text: str, at: int) -> bool:
    """Whether a note gives a growth's level (增长5%（达到90亿元）) or a level's growth."""
    if text[at - 1 : at] not in _NOTED:
        return False
    if _LEVEL_NOTE.fullmatch(note):
        return _GROWS.search(text, max(0, at - _NOTED_REACH), at) is not None
    return text[at - 1] == "元" and _GROWTH_NOTE.fullmatch(note) is not None
