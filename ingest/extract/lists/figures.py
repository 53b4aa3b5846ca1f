"""Reads a list of measures that a word for them sums up: 甲率、乙率等8项关键指标均达95%.

What is said of the figures is said of each that is named.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.lists.coordination import all_named, expand
from ingest.extract.phrases.heads import strip_head

_MANY: Final = 6  # names that a list is taken apart into, where nothing tells how many
# 甲、乙等6项主要指标, 甲、乙两项指标增速; not 甲指标、乙率: nothing sums up
_SUMMED_UP: Final = re.compile(
    r"(?P<names>[^，；]+?)(?:(?:等)?(?P<many>[两三四五六七八九十\d]+(?:个|项|大))|等)"
    r"[^，、；等\d]{0,8}?指标(?P<aspect>增速|增幅|增长率|总量)?(?=[^、\d]*$)"
)


def figures_named(text: str, start: int, end: int) -> list[str]:
    """Give the figures that `text[start:end]` lists before 指标, each with the aspect behind it.

    甲率、乙率等8项关键指标首次全部 gives 甲率 and 乙率; [] where no list of measures stands there.
    """
    if text.find("指标", start, end) < 0 or (every := _SUMMED_UP.match(text[start:end])) is None:
        return []
    names = every["names"]
    named = expand(names[strip_head(names, 0, len(names))[0] :], _MANY)
    if len(named) == 1 or not (every["many"] or all_named(named)):
        return []
    return [compose(one, every["aspect"]) for one in named] if every["aspect"] else named
