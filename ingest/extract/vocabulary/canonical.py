"""Decides which canonical indicator a subject is, if any.

A subject is looked up as it stands, then without what narrows nothing (全市, 累计) and without
the aspect that is measured (增速, 总量), each time among the names that are written out and then
among the forms that names take. A kind or a part of an indicator is another thing, so nothing is
ever found inside a longer name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from ingest.extract.vocabulary.words import FAMILY, MULTIPLIERS
from ingest.reference.forms import read_form
from ingest.reference.load import FOLDER, load_indicators, load_words

_PLACE: Final = re.compile(
    r"^(?:区属|县属|市属|州属|新开工|全市|全区|全省|全县|全州|全国|全旗|全盟|全镇|全乡|全自治区|我省|我市|我区|我县|我旗|我镇|本市"
    r"|本区|区级|市级|县级|全社会|地方|"
    r"累计|全年|预计|实现|完成|实施|其中|当年|年末|年度|年均|新建和改造|新建改造|改造提升|新增建设|新改造|综合改造|开工改造|改造|建设|新建|新改建|"
    r"引进|落实|到位|招商引资|接待国内外|接待|累计接待|辖区|区域|主要|(?:省市|省|市|区|县|州)(?=重点|重大)|有效期内|正常年景下|(?:19|20)\d\d年度?)"
)
_ASPECT: Final = re.compile(
    r"(?:累计降低率|累计下降率|年均增速|月均增速|年均增长|增速|涨幅|增幅|降幅|增长率|增长|总量|绝对额|规模|均值|平均值|总数|人数|数量|总额|总值|水平|数|额|量|累计|任务|目标|速度"
    r"|同比改善|改善"
    r"|指数涨幅|上涨幅度|开工量|完工量|总体|左右|面积|工程|开工|完工|竣工|建成|再建|新建|新建改造|改造提升|新建改造提升|推进)$"
)
_SAME_WORDS: Final = (
    ("规模以上", "规上"),
    ("规模工业", "规上工业"),
    ("生产总值", "gdp"),
    ("地区gdp", "gdp"),
    ("国内gdp", "gdp"),
    ("万元gdp", "单位gdp"),
    ("年产值", "产值"),
    ("%", ""),
    ("比率", "比例"),
    ("比重", "占比"),
    ("常住居民", "居民"),
    ("全体居民", "居民"),
    ("参保覆盖率", "参保率"),
    ("现价", ""),
    ("pm_2.5", "pm2.5"),  # as formula editors leave it
)
_BRACKET: Final = re.compile(r"[（(][^（）()]{1,12}[）)]")  # 实际利用外资（验资）
_FAMILIES: Final = {indicator.id: indicator.family for indicator in load_indicators()}
_THINGS: Final = frozenset(
    ("count", "persons", "visits", "days", "time", "mass", "area", "length", "volume")
)
_LAST_LETTERS: Final = 24
_SHORTEST: Final = 4  # letters of a name that is looked for inside of others
_DROP: Final = re.compile(r"[_\s“”\"'‘’（）()《》的、，·]")


def normal(subject: str) -> str:
    """Give `subject` in the form in which names are compared."""
    name = _DROP.sub("", unicodedata.normalize("NFKC", _BRACKET.sub("", subject))).lower()
    for long, short in _SAME_WORDS:
        name = name.replace(long, short)
    if name.endswith(("新增", "净增")):
        name = f"{name[-2:]}{_PLACE.sub('', name[:-2])}"
    return name


def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for indicator in load_indicators():
        for name in (indicator.zh, *indicator.also_written):
            found.setdefault(normal(name), indicator.id)
    return found


_NAMES: Final = _names()


@cache
def _forms() -> dict[str, list[tuple[str, str]]]:
    """By last letter: the patterns of the names that end so, each with its indicator."""
    parts = load_words(FOLDER / "name_parts.tsv")
    found: dict[str, list[tuple[str, str]]] = {}
    for indicator in load_indicators():
        for form in indicator.forms:
            read = read_form(form, parts, normal)
            for end in read.ends:
                found.setdefault(end, []).append((f"({read.pattern})", indicator.id))
    return found


@cache
def _forms_ending_with(end: str) -> re.Pattern[str] | None:
    """All patterns of names that end with the letter `end`, each a group of its own."""
    forms = _forms().get(end)  # compiled one by one: a report has a third of the letters
    return re.compile("|".join(pattern for pattern, _ in forms)) if forms else None


def by_form(name: str) -> str | None:
    """The indicator that has a form for `name`, which is in its normal form."""
    pattern = _forms_ending_with(name[-1:])
    found = pattern.fullmatch(name) if pattern is not None else None
    if found is None or found.lastindex is None:
        return None
    return _forms()[name[-1]][found.lastindex - 1][1]


@lru_cache(maxsize=65536)
def indicator_of(subject: str) -> str | None:
    """Tell the canonical indicator of `subject`; None where it is none of them."""
    name = normal(subject)
    for _ in range(4):
        shorter = _PLACE.sub("", name)
        bare = _ASPECT.sub("", shorter)
        for one in (name, shorter, _ASPECT.sub("", name), bare):
            if (found := _NAMES.get(one) or by_form(one)) is not None:
                return found
        if bare == name or not bare:
            return None
        name = bare if bare != shorter else shorter
    return None


def longest_name(words: str) -> str | None:
    """Give the longest name of an indicator, of four letters at least, that stands in `words`.

    Only the last of them are gone over, as every stretch of them is tried.
    """
    return _longest_name(words[-_LAST_LETTERS:])


@lru_cache(maxsize=1024)
def _longest_name(words: str) -> str | None:
    for size in range(len(words), _SHORTEST - 1, -1):
        for start in range(len(words) - size + 1):
            name = normal(words[start : start + size])
            if name in _NAMES or by_form(name) is not None:
                return words[start : start + size]
    return None


def fits(indicator: str, unit: str) -> bool:
    """Whether an amount in `unit` can be one of `indicator`: no sum of money is 3 days.

    Only what contradicts itself doesn't fit: money and shares are held against what is counted,
    timed or weighed, and against each other; multiples and bare 万, 亿 fit everything.
    """
    of, given = _FAMILIES[indicator], FAMILY.get(unit, "")
    if of == given or unit in MULTIPLIERS:
        return True
    if of.startswith("money"):
        return not (given == "percent" or given in _THINGS)
    return not (of == "percent" and (given in _THINGS or given.startswith("money")))
