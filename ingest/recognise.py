"""Decides whether a text is a report at all.

Work reports, plan reports, statistical bulletins and news summaries of them are; which of these it
is, `ingest.extract.text.facts` tells. Refused are templates with blanks (XX区, 20XX年), collections
of sample texts, lists of titles, speeches, papers about the report, reports on a part of a year,
and texts without any figure.
Copies that a machine made are told by what conversion and synonym swapping leave behind: a few
such words are a doubt that goes with the report, many of them a refusal. The words are data:
`reference/no_report.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.errors import NotAReportError, ReferenceDataError
from ingest.extract.text.traditional import simplify

_FILE = "no_report.toml"
_HEAD = 3_000
_HEAD_LINES = 12
_SPACES = re.compile(r"[\s\u200b-\u200f\ufeff\u2060]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A region's figure: a number with a unit that reports use, or a growth rate.
_FIGURE = re.compile(
    r"(?<![\d.,])\d[\d.,]*+\s{0,4}(?:[%％‰]|个百分点|[万亿]?元|亿|万[人亩吨户千平]|公里|平方|人次|家|个|户|吨|亩|件|项|人)"
)
_SALUTATION = re.compile(r"各位(代表|委员)|请予审[议查]|向大会(作|做)?(政府工作)?报告")
_PINYIN = re.compile(r"[\u4e00-\u9fff][（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[）)]")
_ROW = re.compile(
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$)|^[·•▪>]|(报告|通知|公告|公报|草案[）)]?)$"
)
_LEAST_HAN = 80
_LEAST_FIGURES = 2


@dataclass(frozen=True, slots=True)
class _Signs:
    """The compiled data file."""

    report_titles: re.Pattern[str]
    other: tuple[tuple[str, re.Pattern[str]], ...]
    part_title: re.Pattern[str]
    part_review: re.Pattern[str]
    part_rest: re.Pattern[str]
    blank: re.Pattern[str]
    blanks_refused: int
    sample: re.Pattern[str]
    samples_refused: int
    swapped: tuple[str, ...]
    swapped_doubt: int
    swapped_refused: int


def refuse_if_not_report(text: str) -> None:
    """Raises NotAReportError, in one sentence that says what the text is; passes a report."""
    head_lines = _head_lines(text)
    reason = (
        _too_little(text)
        or _is_template(text)
        or _is_collection(text)
        or _is_list(text)
        or _is_other_paper(head_lines)
        or _is_on_part_of_year(text, head_lines)
        or _is_machine_made(text)
        or _has_no_figures(text, head_lines)
    )
    if reason:
        raise NotAReportError(f"This is no government work report: {reason}.")


def doubts_about(text: str) -> tuple[str, ...]:
    """Sentences on what makes a report doubtful as a copy; empty for a faithful one."""
    signs = load_signs()
    found = []
    blanks = len(signs.blank.findall(text))
    if 0 < blanks < signs.blanks_refused:
        found.append(f"The text holds {blanks} blanks of a template, such as XX区.")
    glosses = len(_PINYIN.findall(text))
    if glosses >= 3:
        found.append(
            f"The text was converted by a machine: {glosses} characters carry their pinyin."
        )
    words = _swapped_words(text)
    if len(words) >= signs.swapped_doubt:
        shown = "、".join(words[:3])
        found.append(f"The text may be a copy with swapped synonyms ({shown}).")
    lost = text.count("\ufffd")
    if lost:
        found.append(f"The text has lost {lost} characters (U+FFFD).")
    return tuple(found)


@lru_cache(maxsize=1)
def load_signs() -> _Signs:
    """The shipped signs; raises ReferenceDataError where the file is wrong."""
    text = files("ingest.reference").joinpath(_FILE).read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
        swapped = data["swapped"]
        return _Signs(
            report_titles=re.compile("|".join(data["report_titles"])),
            other=tuple((each["what"], re.compile(each["title"])) for each in data["other"]),
            part_title=re.compile(data["part_of_year"]["title"]),
            part_review=re.compile(data["part_of_year"]["review"]),
            part_rest=re.compile(data["part_of_year"]["rest"]),
            blank=re.compile(data["template"]["blank"]),
            blanks_refused=int(data["template"]["refuse_from"]),
            sample=re.compile(data["samples"]["line"]),
            samples_refused=int(data["samples"]["refuse_from"]),
            swapped=tuple(swapped["words"]),
            swapped_doubt=int(swapped["doubt_from"]),
            swapped_refused=int(swapped["refuse_from"]),
        )
    except (tomllib.TOMLDecodeError, re.error) as error:
        raise ReferenceDataError(f"{_FILE}: {error}.") from None
    except KeyError as error:
        raise ReferenceDataError(f"{_FILE}: the key {error} is missing.") from None


def _head_lines(text: str) -> list[str]:
    """The first lines in simplified characters, without spaces; long ones cut."""
    head = simplify(text[:_HEAD])
    lines = (_SPACES.sub("", line)[:200] for line in head.splitlines())
    return [line for line in lines if line][:_HEAD_LINES]


def _too_little(text: str) -> str | None:
    count = sum(1 for _ in _HAN.finditer(text[:20_000]))
    if count >= _LEAST_HAN:
        return None
    return f"it holds {count} Chinese characters, fewer than a summary of a report has"


def _is_template(text: str) -> str | None:
    signs = load_signs()
    blanks = [match.group() for match in signs.blank.finditer(text)]
    if len(blanks) < signs.blanks_refused:
        return None
    return f"it is a template with {len(blanks)} blanks ({blanks[0]})"


def _is_collection(text: str) -> str | None:
    signs = load_signs()
    lines = [line for line in map(str.strip, text.splitlines()) if 2 < len(line) <= 80]
    count = sum(1 for line in lines if signs.sample.fullmatch(line))
    if count < signs.samples_refused:
        return None
    return "it is a collection of sample texts from a copy site"


def _is_list(text: str) -> str | None:
    """A list of titles: rows that end in a date or a kind of paper, and hardly a sentence."""
    lines = [stripped for line in text.splitlines() if (stripped := line.strip())]
    rows = sum(1 for line in lines if len(line) <= 80 and _ROW.search(line))
    sentences = sum(1 for line in lines if "。" in line)
    if rows < 8 or rows <= 3 * sentences or rows < 0.4 * len(lines):
        return None
    return "it is a list of titles; give the page of one report"


def _is_other_paper(lines: list[str]) -> str | None:
    """Another paper by its title, unless the report itself follows (关于印发政府工作报告的通知)."""
    signs = load_signs()
    if any(_SALUTATION.search(line) for line in lines[2:]) and any(
        signs.report_titles.search(line) for line in lines
    ):
        return None
    for line in lines[:4]:
        if len(line) > 80 or "。" in line:
            break
        kinds = [what for what, title in signs.other if title.search(line)]
        if kinds:
            return f"by its title it is {kinds[0]}"
        if signs.report_titles.search(line):  # a subtitle below (在…会议上的讲话) changes nothing
            break
    return None


def _is_on_part_of_year(text: str, head_lines: list[str]) -> str | None:
    """A half-year's report would stand in the place of January's, with its figures a year off."""
    signs = load_signs()
    titles = [line for line in head_lines[:4] if len(line) <= 80 and "。" not in line]
    if not any(signs.part_title.search(line) for line in titles):
        lines = [_SPACES.sub("", line) for line in text.splitlines() if len(line) <= 60]
        reviewed = any(signs.part_review.search(line) for line in lines)
        if not (reviewed and any(signs.part_rest.search(line) for line in lines)):
            return None
    return (
        "it reports on a part of a year; give the report that the congress heard on the whole one"
    )


def _swapped_words(text: str) -> list[str]:
    return [word for word in load_signs().swapped if word in text]


def _is_machine_made(text: str) -> str | None:
    words = _swapped_words(text)
    if len(words) < load_signs().swapped_refused:
        return None
    return f"it is a copy with swapped synonyms ({'、'.join(words[:3])}); find the original"


def _has_no_figures(text: str, lines: list[str]) -> str | None:
    """A report has figures; one without needs at least the title and salutation of a report."""
    figures = sum(1 for _ in _FIGURE.finditer(text[:200_000]))
    if figures >= _LEAST_FIGURES:
        return None
    titled = any(load_signs().report_titles.search(line) for line in lines)
    if titled and any(_SALUTATION.search(line) for line in lines):
        return None
    return "it holds no figures of a region's economy"
