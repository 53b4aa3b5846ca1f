"""What a text says of itself: its kind, year, title, region and day.

The year comes from the headings (一、2024年工作回顾 is part of a report of 2025) and from the
title; where they disagree the headings win and a doubt says so. A day of delivery is the last
resort, because districts that meet in December report for the next year. An address or the day of
publishing is never asked. Everything is read from a copy of the text's head and headings that is
folded to half-width characters without spaces; no offset leaves this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

from ingest.extract.text.fold import years_in_digits
from ingest.model import ReportFacts, ReportKind

_HEAD_CHARACTERS: Final = 4_000
_LONGEST_HEADING: Final = 40
_LONGEST_OPENING: Final = 150
# The full-width signs that a report is full of.
_WIDE: Final = (
    ("，", ","),
    ("：", ":"),
    ("；", ";"),
    ("（", "("),
    ("）", ")"),
    ("！", "!"),
    ("？", "?"),
    ("％", "%"),
    ("［", "["),
    ("］", "]"),
    ("\u3000", " "),
    ("\u2003", " "),
    ("\xa0", " "),
)
_LATE_MONTH: Final = 11
_ZERO_WIDTH: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_YEAR: Final = r"((?:19|20)\d\d)年"

_TITLE: Final = re.compile(r"^(?:[^。]{0,40})政府工作报告(?:[（(][^）)]*[）)])?$")
_TITLE_YEAR: Final = re.compile(_YEAR + r"[^。]{0,30}?(?:政府)?工作报告")
_PLAN_TITLE: Final = re.compile(
    r"(?:国民经济和社会发展|经济社会发展)计划.{0,12}(?:报告|草案|执行情况)"
)
_BULLETIN: Final = re.compile(r"统计公报")
_NEWS: Final = re.compile(r"(?:本报讯|本报记者|新华社|记者[^。]{0,12}(?:报道|讯)|[（(]记者)")
_HEADING: Final = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[、.．)）]|第[一二三四五六]部分)?(.{2,40})$"
)
# What _REVIEW, _PLAN, _TERM and _PROMISES need beside a year.
_HEADING_WORDS: Final = (
    "回顾", "总结", "情况", "安排", "目标", "任务", "要求", "打算", "建议", "部署", "思路", "重点",
    "意见", "工作", "政策", "五年", "实事", "工程",
)  # fmt: skip
_REVIEW: Final = re.compile(
    _YEAR
    + r"的?(?:政府)?(?:主要)?(?:工作|计划|发展|国民经济|经济和?社会)?.{0,12}"
    + r"(?:回顾|总结|执行情况|完成情况)"
)
_PLAN: Final = re.compile(
    _YEAR + r".{0,16}(?:安排|目标|任务|要求|打算|建议|部署|思路|重点|意见|工作$|政策取向)"
)
_PLAN_SENTENCE: Final = re.compile(
    r"(?:做好|安排|建议|提出|全力完成)?" + _YEAR + r".{0,24}(?:预期目标|主要目标|政府工作)"
)
# A list of works that stands alone names the year in which they are promised.
_PROMISES: Final = re.compile(
    _YEAR + r"[^。]{0,24}(?:实事|民生工程|惠民工程)(?!.*(?:完成|落实|回顾|兑现|办结|情况))"
)
_DELIVERED: Final = re.compile(_YEAR + r"(\d{1,2})月(\d{1,2})日")
_TERM: Final = re.compile(
    r"(?:过去|刚刚过去的|本届政府|近|这)?五年(?:来)?(?:的)?(?:政府)?工作(?:的)?回顾|过去(?:的)?五年|今后五年|未来五年"
)

_REGION: Final = (
    # The congress before which it was read names the region in full.
    re.compile(r"在([\u4e00-\u9fff]{2,24}?)第[一二三四五六七八九十]+届人民代表大会"),
    re.compile(  # news of its opening
        r"(?:^|[，,。：:日午时])([\u4e00-\u9fff]{2,24}?)第[一二三四五六七八九十]+届人民代表大会第"
    ),
    re.compile(
        r"([\u4e00-\u9fff]{2,24}?)人民政府(?:代)?(?:省长|市长|区长|县长|州长|旗长|盟长|主席)"
    ),
    re.compile(r"代表([\u4e00-\u9fff]{2,20}?)人民政府"),
    re.compile(r"(?:^|年)([\u4e00-\u9fff]{2,20}?)(?:人民)?政府工作报告"),
    re.compile(r"关于([\u4e00-\u9fff]{2,20}?)" + _YEAR + ".{0,6}国民经济和社会发展计划"),
    re.compile(r"^([\u4e00-\u9fff]{2,20}?)" + _YEAR + "?(?:国民经济和社会发展计划|政府工作报告)"),
)
_NOT_A_REGION: Final = re.compile(
    r"^(?:区|县|市|省|州|旗|自治区|本级|本届|区域|全)$|^(?:我|一届|各级)"
)
_COUNTRY: Final = re.compile(
    r"代表国务院|国务院总理|国务院政府工作报告|第[一二三四五六七八九十]+届全国人民代表大会"
)


def read_facts(text: str, *, year: int | None = None, kind: str | None = None) -> ReportFacts:
    """The report's own facts; `year` and `kind` given from outside are taken as they are.

    Takes the whole text. Never raises: what can't be found is None, with a sentence in `doubts`.
    """
    lines = _folded_lines(text[:_HEAD_CHARACTERS])
    headings = _folded_lines("\n".join(filter(_may_head, text.splitlines())))
    found_kind = _kind(lines, kind)
    doubts: list[str] = []
    delivered = _delivered(lines)
    if year is None:
        year = _year(lines, headings, delivered, text, doubts)
    elif (told := _year_of_headings(headings)) is not None and told != year:
        doubts.append(f"The year given is {year}, the headings say {told}.")
    return ReportFacts(
        kind=found_kind,
        year=year,
        title=_title(lines),
        region_name=_region(lines),
        delivered_on="-".join(delivered) if delivered else None,
        change_of_term=any(_TERM.search(line) for line in headings),
        doubts=tuple(doubts),
    )


def _folded_lines(text: str) -> list[str]:
    """Lines in half-width form without any white space or zero-width characters; none empty."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    for mark in _ZERO_WIDTH:
        text = text.replace(mark, "")
    # Line by line: where a line has nothing more to change, which is nearly always, Python sees it
    # in a tenth of the time.
    forms = (unicodedata.normalize("NFKC", line) for line in text.splitlines())
    lines = ("".join(line.split()) for line in forms)
    return [years_in_digits(line) if "年" in line else line for line in lines if line]


def _may_head(line: str) -> bool:
    """Whether a line can be a heading with a year: a quick look before it is folded."""
    if len(line) > 2 * _LONGEST_HEADING or "年" not in line:
        return False
    bare = "".join(line.split())
    return any(word in bare for word in _HEADING_WORDS)


def _kind(lines: list[str], given: str | None) -> ReportKind:
    """The kind by the title lines, or else by how the text opens."""
    if given in ("work_report", "plan_report", "bulletin", "news"):
        return given  # type: ignore[return-value]
    head = "\n".join(lines[:12])
    if _PLAN_TITLE.search(head) and "政府工作报告" not in head[:60]:
        return "plan_report"
    if _BULLETIN.search(head):
        return "bulletin"
    if (
        ("记者" in head or "新华社" in head or "本报讯" in head)
        and _NEWS.search(head)
        and "各位代表" not in "".join(lines)[:2_000]
    ):
        return "news"
    return "work_report"


def _title(lines: list[str]) -> str | None:
    """The first line that is a title; a title broken over two lines is put together."""
    for number, line in enumerate(lines[:40]):
        if _TITLE.match(line) or (len(line) < 60 and _PLAN_TITLE.search(line)):
            return line
        joined = line + (lines[number + 1] if number + 1 < len(lines) else "")
        if len(line) <= 12 and len(joined) < 40 and _TITLE.match(joined):
            return joined
    return None


def _delivered(lines: list[str]) -> tuple[str, str, str] | None:
    """The day on which it was read to the congress, as (year, month, day) with two digits."""
    for line in lines[:40]:
        match = _DELIVERED.search(line)
        if match and ("会议" in line or "人民代表大会" in line or line.startswith("—")):
            return match[1], match[2].zfill(2), match[3].zfill(2)
    return None


def _year(
    lines: list[str],
    headings: list[str],
    delivered: tuple[str, str, str] | None,
    text: str,
    doubts: list[str],
) -> int | None:
    """The report's year from headings, title, sentences, lists and day, in this order of trust."""
    by_heading = _year_of_headings(headings)
    title = _title(lines) or ""
    match = _TITLE_YEAR.search(title)
    by_title = int(match[1]) if match else None
    if by_heading and by_title and by_heading != by_title:
        doubts.append(f"The title says {by_title}, the headings say {by_heading}.")
    if by_title and not by_heading and delivered and int(delivered[0]) == by_title:
        # A year's report read in November or December reviews that year and plans the next.
        by_title += int(delivered[1]) >= _LATE_MONTH
    if by_heading or by_title:
        return by_heading or by_title
    by_sentence = _most_common([int(m[1]) for m in _PLAN_SENTENCE.finditer(text)])
    by_list = _most_common([int(m[1]) for line in headings if (m := _PROMISES.search(line))])
    if by_sentence or by_list:
        return by_sentence or by_list
    if delivered:
        # Congresses that meet late in the year hear the report for the next one.
        doubts.append("The year is taken from the day of delivery.")
        return int(delivered[0]) + (int(delivered[1]) >= _LATE_MONTH)
    return None


def _year_of_headings(headings: list[str]) -> int | None:
    """The year that the plan's headings name, and that follows the one of the review's."""
    return _most_common(
        [int(m[1]) for line in headings if (m := _PLAN.search(line)) and _HEADING.match(line)]
        + [int(m[1]) + 1 for line in headings if (m := _REVIEW.search(line))]
    )


def _most_common(years: list[int]) -> int | None:
    """The year named most often, the first of several."""
    return Counter(years).most_common(1)[0][0] if years else None


def _region(lines: list[str]) -> str | None:
    """The region as the opening names it; the fullest of the names found."""
    # Long paragraphs are the report itself, where other places are named too.
    opening = [line for line in lines[:40] if len(line) <= _LONGEST_OPENING]
    if any(_COUNTRY.search(line) for line in opening):
        return "全国"
    for pattern in _REGION:
        for line in opening:
            match = pattern.search(line)
            if match and not _NOT_A_REGION.search(match[1]):
                name = re.sub(r"^.*(?:\d|日|年|[省市区县州盟旗]长|同志|现在|我)", "", match[1])
                if len(name) > 1:  # 区长作政府工作报告 names nobody
                    return name
    return None
