"""Which administrative region a name means.

Decides from the code table `reference/regions.tsv` (GB/T 2260 to county level). A name may come
with or without its parents (重庆市涪陵区, 涪陵区, 涪陵), with a former name (密云县), or short
(宁夏). Where several regions share a name (鼓楼区), the parents named before it decide, then the
words around it; where neither does, it is an error that lists the choices, never a guess.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from ingest.errors import ReferenceDataError, UnknownRegionError

COUNTRY = "000000"
# The peoples that names of autonomous areas carry; spelt out, because 宁夏回族 holds 回族 alone.
_PEOPLES = (
    "各|回|壮|维吾尔|蒙古|藏|苗|彝|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|普米|鄂温克|独龙|裕固|保安|鄂伦春"
)
# What follows the proper name: 土家族苗族自治县, 壮族自治区, 市, 区, 县 ...
_SUFFIX = re.compile(
    rf"(?:(?:(?:{_PEOPLES})族?)+自治[区州县旗]|特别行政区|自治[区州县旗]|地区|[省市区县盟旗州])$"
)
_FICTIONAL = re.compile(r"示例")
_LEVELS = {"省": "province", "市": "city", "区": "district", "县": "district", "旗": "district"}
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative region; `name` is the full name with its parents (重庆市涪陵区)."""

    code: str
    name: str
    short_name: str
    level: str
    parent: str | None
    pinyin: str
    former_names: tuple[str, ...] = ()
    successor: str | None = None
    fictional: bool = False

    def as_record(self) -> dict[str, object]:
        """The fields of the warehouse's `region` table."""
        return {
            "region_code": self.code,
            "name": self.name,
            "short_name": self.short_name,
            "level": self.level,
            "parent_code": self.parent,
            "pinyin": self.pinyin,
            "former_names": list(self.former_names),
            "fictional": self.fictional,
        }


class RegionTable:
    """The code table with its look-ups; made once by `load_regions`."""

    def __init__(self, regions: dict[str, Region]) -> None:
        self.by_code = regions

    @cached_property
    def _by_form(self) -> dict[str, list[Region]]:
        """Every written form of a name to the regions that bear it."""
        forms: dict[str, list[Region]] = defaultdict(list)
        for region in self.by_code.values():
            for form in _forms(region):
                forms[form].append(region)
        return forms

    def ancestors(self, region: Region) -> list[Region]:
        """The region's parents, nearest first, without the country."""
        found = []
        parent = self.by_code.get(region.parent or "")
        while parent is not None and parent.code != COUNTRY:
            found.append(parent)
            parent = self.by_code.get(parent.parent or "")
        return found

    def find(self, name: str, context: str = "") -> Region:
        """The region that `name` means; `context` is text around it that may name a parent.

        Takes a name or a six-digit code. Raises UnknownRegionError with the choices where several
        fit equally well, and with what to do where none fits.
        """
        cleaned = re.sub(r"\s|人民政府$|政府$", "", name)
        if cleaned in self.by_code:
            return self.by_code[cleaned]
        if _FICTIONAL.search(cleaned):
            return fictional_region(cleaned)
        for begin in range(len(cleaned)):
            found = self._by_form.get(cleaned[begin:])
            if found:
                return self._choose(found, name, cleaned[:begin], context)
        raise UnknownRegionError(
            f"No region of the code table is called “{name}”: "
            "give its full name or its six-digit code with --region."
        )

    def _choose(self, found: list[Region], name: str, before: str, context: str) -> Region:
        """The one of `found` whose parents are named before the name, or else around it."""
        for hint in (before, context):
            if len(found) > 1 and hint:
                scores = [self._parents_named(region, hint) for region in found]
                best = max(scores)
                found = [r for r, score in zip(found, scores, strict=True) if score == best]
        exact = [region for region in found if region.short_name == name]
        for narrower in (exact, [region for region in found if region.successor is None]):
            if len(found) > 1 and narrower:
                found = narrower
        # 吉林 and 海南 name a province as well as a city or county: the higher level is meant.
        levels = ["country", "province", "city", "district"]
        top = min(levels.index(region.level) for region in found)
        higher = [region for region in found if levels.index(region.level) == top]
        if len(higher) == 1:
            return higher[0]
        choices = "、".join(f"{region.name} ({region.code})" for region in found[:6])
        raise UnknownRegionError(
            f"“{name}” is the name of several regions, {choices}: say which with --region."
        )

    def _parents_named(self, region: Region, text: str) -> int:
        """How many of the region's parents the text names."""
        return sum(
            any(form in text for form in _forms(parent)) for parent in self.ancestors(region)
        )


def _forms(region: Region) -> set[str]:
    """The written forms of a region's name: full, short, without its suffix, former ones."""
    forms = {region.name, region.short_name, *region.former_names}
    bare = _SUFFIX.sub("", region.short_name)
    if len(bare) >= 2:
        forms.add(bare)
        # 临夏回族自治州 is 临夏州 in everyday use.
        if "自治" in region.short_name:
            forms.add(bare + region.short_name[-1])
    return forms


def fictional_region(name: str) -> Region:
    """A region that says by its name that it is made up (示例区); its code is derived from it."""
    code = "X" + hashlib.sha256(name.encode()).hexdigest()[:5]
    return Region(
        code=code,
        name=name,
        short_name=name,
        level=_LEVELS.get(name[-1], "other"),
        parent=None,
        pinyin="",
        fictional=True,
    )


@lru_cache(maxsize=1)
def load_regions() -> RegionTable:
    """The code table of `reference/regions.tsv`; raises ReferenceDataError naming the line."""
    path = files("ingest.reference").joinpath("regions.tsv")
    rows: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith(("#", "code\t")):
            continue
        if len(cells) != 7 or not re.fullmatch(r"\d{6}", cells[0]) or cells[0] in rows:
            raise ReferenceDataError(
                f"regions.tsv, line {number}: needs seven cells and a six-digit code of its own."
            )
        rows[cells[0]] = cells
    return RegionTable({code: _region(cells, rows) for code, cells in rows.items()})


def _region(cells: list[str], rows: dict[str, list[str]]) -> Region:
    """One line of the table with its full name built from its parents."""
    code, short, level, parent, pinyin, former, successor = cells
    return Region(
        code=code,
        name=_full_name(code, rows),
        short_name=short,
        level=level,
        parent=parent or None,
        pinyin=pinyin,
        former_names=tuple(name for name in former.split(";") if name),
        successor=successor or None,
    )


def _full_name(code: str, rows: dict[str, list[str]]) -> str:
    """The name with its parents before it, each once (重庆市涪陵区, 山东省济南市历下区)."""
    parts: list[str] = []
    while code and code in rows and (code != COUNTRY or not parts):
        parts.append(rows[code][1])
        code = rows[code][3]
    return "".join(reversed(parts))


def find_region(name: str, context: str = "") -> Region:
    """`RegionTable.find` over the shipped table."""
    return load_regions().find(name, context)
