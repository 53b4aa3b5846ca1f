"""How likely a link leads to the report that is wanted, with the reasons in words.

The title decides: its kind, its year, its region. What stands around reports on the same lists
(explanations, progress notes, other districts, other bodies, drafts) is told apart by its words.
The publishing date only helps to put the newest first, because reports are often published late.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.fetch.page import Link
from ingest.regions import Region

# From this score on a link is fetched as a report.
ENOUGH = 40

_WANTED = {
    "work_report": re.compile(r"政府工作报告|政府的工作报告|^(?:20\d\d年)?工作报告(?:全文)?$"),
    "plan_report": re.compile(
        r"国民经济(?:和|与)社会发展计划.{0,40}(?:报告|草案)|(?:计划执行情况|年计划草案).{0,20}报告"
    ),
    "bulletin": re.compile(r"国民经济(?:和|与)社会发展(?:情况)?统计公报|统计公报"),
    "news": re.compile(r"政府工作报告"),
}
# Words of things that stand beside reports on the same lists.
_BESIDE = re.compile(
    "解读|图解|一图|读懂|视频|直播|H5|海报|长图|热词|亮点|关键词|速览|名词解释|说明|"
    "征求意见|征集|意见建议|建议办理|讨论|审议|座谈|学习|宣讲|贯彻|起草|决议|决定|点赞|热议|反响|"
    "任务分解|责任分解|分解方案|分工|重点工作|目标任务|落实|进展|执行情况的?公示|完成情况|督查|台账|清单|"
    "信息公开|法治政府|年度报告|网站|权责|预算|决算|财政|审计|法院|检察院|人大常委会|政协|常务委员会|"
    "提案|巡察|述职|廉政|绩效|自评|测评|上半年|半年度|季度"
)
_BESIDE_PLAN = re.compile(
    "解读|图解|一图|读懂|视频|征求意见|座谈|决议|决定|审查|调整|学习|五年规划|纲要|上半年|半年度|季度"
)
_PARTIAL = re.compile(r"摘要|摘登|摘编|节选|简版|英文|\(英\)|English", re.IGNORECASE)
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|办事处|开发区|管委会|局|委员会|公司)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?")
_CHINESE_YEAR = re.compile(r"([一二][〇○零Ｏ九][〇○零Ｏ一二三四五六七八九]{2})年")
_DIGITS = dict(zip("〇○零Ｏ一二三四五六七八九", "0000123456789", strict=True))
_OWNER = re.compile(r"([\u4e00-\u9fff]{1,20}?[省市区县旗州盟])(?:人民)?政府(?:的)?工作报告")
_GENERIC = frozenset(
    ["本市", "本区", "本县", "我市", "我区", "我县", "全市", "全区", "全县", "区", "县", "市"]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to a report; `year` is a hint from its title or date."""

    url: str
    title: str
    year: int | None
    score: int
    reasons: tuple[str, ...]
    date: str | None = None
    found_on: str | None = None

    @property
    def good(self) -> bool:
        """Whether it is worth fetching as a report."""
        return self.score >= ENOUGH


def score(
    link: Link, region: Region | None, kind: str, found_on: str | None = None
) -> Candidate | None:
    """Judge a link by its words.

    Args:
        link: the link with its row's date.
        region: whose report is wanted; None for anybody's.
        kind: work_report, plan_report, bulletin or news.
        found_on: the page that holds the link.

    Returns:
        The candidate with its reasons; None where nothing speaks for it.

    """
    title = re.sub(r"\s+|[《》“”\"]", "", link.text)
    if not _WANTED[kind].search(title):
        return None
    parts = [(50, f"the title speaks of a {kind.replace('_', ' ')}")]
    parts += _about_kind(title, kind)
    year = year_of(title)
    if year is not None:
        parts.append((15, f"it names {year}"))
    parts += _about_township(title) if region is None else _about_region(title, region)
    if link.date:
        parts.append((5, f"it is listed with the date {link.date}"))
    return Candidate(
        url=link.url,
        title=link.text[:200],
        year=year if year is not None else _year_of_date(link.date),
        score=sum(points for points, _ in parts),
        reasons=tuple(f"{points:+d} {reason}" for points, reason in parts),
        date=link.date,
        found_on=found_on,
    )


def speaks_of(title: str, kind: str) -> bool:
    """Whether a page's title names the kind of report."""
    return bool(_WANTED[kind].search(re.sub(r"\s+", "", title)))


def bare_year(link: Link, found_on: str) -> Candidate | None:
    """A link of nothing but a year, as pages of past reports have them; None for other links."""
    match = re.fullmatch(r"((?:19|20)\d\d)年?度?", re.sub(r"\s+", "", link.text))
    if match is None:
        return None
    reasons = ("+45 it is a year on a page of such reports",)
    return Candidate(link.url, link.text, int(match[1]), 45, reasons, link.date, found_on)


def year_of(title: str) -> int | None:
    """The report's year as its title names it; the last one where a span is named."""
    years = [int(written) for written in _YEAR.findall(title)]
    years += [
        int("".join(_DIGITS[character] for character in written))
        for written in _CHINESE_YEAR.findall(title)
    ]
    return max(years) if years else None


def is_column(link: Link, kind: str) -> bool:
    """Whether a link seems to lead to the list of the reports rather than to one of them."""
    title = re.sub(r"\s+|[>»›·•\[\]]", "", link.text)
    bare = {
        "work_report": r"(?:历年|历届|市|区|县)?(?:人民)?政府工作报告(?:汇编|专栏)?",
        "plan_report": r"(?:国民经济(?:和|与)社会发展)?(?:年度)?计划(?:报告|及规划)?",
        "bulletin": r"统计公报|统计信息|统计数据",
        "news": r"政府工作报告(?:执行情况|落实情况)",
    }[kind]
    return bool(re.fullmatch(bare, title)) and link.date is None


def _about_kind(title: str, kind: str) -> list[tuple[int, str]]:
    """What speaks against the title being the report itself."""
    beside = (_BESIDE_PLAN if kind == "plan_report" else _BESIDE).search(title)
    found = []
    if beside and kind != "news":
        found.append((-60, f"“{beside[0]}” is said of things beside the report"))
    partial = _PARTIAL.search(title)
    if partial:
        found.append((-15, f"“{partial[0]}”: perhaps not the whole report"))
    if kind == "work_report" and re.search(r"(?:上|前)?半年|季度", title):
        found.append((-30, "it covers a part of a year"))
    return found


def _about_region(title: str, region: Region) -> list[tuple[int, str]]:
    """What the title says of whose report it is."""
    if region.short_name in title or region.name in title:
        return [(15, f"it names {region.short_name}")]
    bare = title.split("政府工作报告", maxsplit=1)[0]
    township = _TOWNSHIP.search(_YEAR.sub("", bare))
    if township:
        return [(-40, f"it is the report of {township[0]}")]
    owner = _OWNER.search(_YEAR.sub("", title))
    if owner and owner[1] not in _GENERIC and not region.name.endswith(owner[1]):
        return [(-40, f"it is the report of {owner[1]}, not of {region.short_name}")]
    return []


def _about_township(title: str) -> list[tuple[int, str]]:
    """Townships, bureaus and development zones have work reports, too."""
    bare = title.split("政府工作报告", maxsplit=1)[0]
    township = _TOWNSHIP.search(_YEAR.sub("", bare))
    return [(-40, f"it is the report of {township[0]}")] if township else []


def _year_of_date(date: str | None) -> int | None:
    """The year that a publishing date suggests: a report of December is for the coming year."""
    if date is None:
        return None
    return int(date[:4]) + (1 if date[5:7] == "12" else 0)
