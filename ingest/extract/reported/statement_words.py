"""Makes patterns of the words that state a result (`ingest/reference/statement_words.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ingest.reference.load import FOLDER, read_rows

KINDS: Final = ("done", "undone", "goal", "economy", "trend", "better", "filler", "plural")


@dataclass(frozen=True, slots=True)
class StatementWords:
    """The word table as patterns, one for each thing that a statement says."""

    met: re.Pattern[str]
    missed: re.Pattern[str]
    missed_of: re.Pattern[str]  # 没有实现年初确定的能耗降低4%左右的目标
    same_pace: re.Pattern[str]
    faster: re.Pattern[str]
    trend: re.Pattern[str]
    better: re.Pattern[str]
    filler: re.Pattern[str]
    plural: re.Pattern[str]


@cache
def load_statement_words(path: Path = FOLDER / "statement_words.tsv") -> StatementWords:
    """The word table at `path`; raises ReferenceDataError for a kind it can't use."""
    words: dict[str, list[str]] = {}
    for row in read_rows(path, ("kind", "words")):
        kind = row.cells["kind"]
        if kind not in KINDS or kind in words:
            raise row.fail(f"the kind is {kind!r}; use each of {', '.join(KINDS)} once")
        words[kind] = row.cells["words"].split()
    one = {kind: _either(words.get(kind, [])) for kind in KINDS}
    how = r"(?:圆满|全面|顺利|较好|如期|全部|超额|提前|基本|总体|均|都|已|双双|分别|也|可|能){0,3}"
    from_whom = r"了?(?:[^，；。、\d]{0,12}?的)?[^，；。、\d]{0,14}?"
    return StatementWords(
        met=re.compile(
            rf"{how}(?:{one['done']})(?P<inside>{from_whom}(?:各项|主要|[\d%％]+)?)(?:{one['goal']})+"
            rf"|(?:{one['goal']}){how}(?:完成|实现|达成|达标)"
        ),
        missed=re.compile(
            rf"(?:{one['undone']}){from_whom}[^，；。]{{0,8}}?(?:{one['goal']})+"
            rf"|(?:{one['goal']})(?:均|都|仍|也|还)?(?:未能?|没有|没能|尚未)(?:如期|全面|按期)?(?:完成|实现|达到|达成)"
            rf"|与(?:年初|全年)?(?:{one['goal']})[^，；。]{{0,6}}(?:差距|差一些)"
        ),
        missed_of=re.compile(
            rf"(?:{one['undone']})(?P<inside>[^，；。]{{4,60}}?)的?(?:{one['goal']})+"
        ),
        same_pace=re.compile(rf"[与和同](?:{one['economy']})(?:的)?(?:增长|增速|发展)?(?:保持)?(?:基本)?同步"),
        faster=re.compile(rf"(?:快于|高于|跑赢|超过)(?:同期)?(?:{one['economy']})(?:增长|增速)?"),
        trend=re.compile(rf"(?:{one['trend']})$"),
        better=re.compile(one["better"]),
        filler=re.compile(rf"^(?:{one['filler']})"),
        plural=re.compile(rf"(?:{one['plural']}).*$"),
    )  # fmt: skip


def _either(words: Sequence[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
