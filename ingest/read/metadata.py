"""Finds what a page says about its report: 索引号, 发文字号, 发布机构, 成文日期, 发布日期.

Sites write the rows as `[ 索引号 ] value`, `| 索引号 | value |`, as two table cells or two list
lines, with spaces inside the label, several on one line, empty, or with the label's first
character cut off. The rows are found by the labels of `reference/page_furniture.toml`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.read.furniture import load_furniture

_LONGEST_ROW = 400
_EDGE = r"[\s|\[\]【】（）()「」<>:：;；,，•·\t]"
_TRIM = "|[]【】：: \t\u3000\xa0；;，,•·"
_NOTHING = frozenset({"无", "暂无", "/", "-", "--", "—", "——", "null", "空"})
_DATE = re.compile(
    r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
_CHINESE_DATE = re.compile(
    r"([二一][〇○零Ｏ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {"〇": 0, "○": 0, "零": 0, "Ｏ": 0, "0": 0} | {
    c: n for n, c in enumerate("一二三四五六七八九", 1)
}
# What a value on the line after its label has to look like to be taken for it.
_NEXT_LINE = {
    "index_number": re.compile(r"[\w/\-–—.]{5,60}"),
    "document_number": re.compile(r".{0,20}[〔\[（(]?\d{4}[〕\]）)]?.{0,4}\d+号"),
    "issuer": re.compile(r"[\u4e00-\u9fff（）()]{2,28}(政府|局|委|办|室|厅|院|站|中心|会|网)"),
}


def iso_date(text: str) -> str | None:
    """The first date in `text` as an ISO date; None where there is none that exists."""
    match = _DATE.search(text)
    if match:
        year, month, day = (int(g) for g in match.groups() if g is not None)
    else:
        match = _CHINESE_DATE.search(text)
        if not match:
            return None
        year = int("".join(str(_DIGITS[c]) for c in match[1]))
        month, day = _chinese_number(match[2]), _chinese_number(match[3])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _chinese_number(text: str) -> int:
    """A number to 99 written as 二十一, 十 or 五."""
    tens, found, ones = text.rpartition("十")
    if not found:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def find_metadata(lines: Sequence[str]) -> tuple[dict[str, str], set[int]]:
    """The metadata of a page's lines, and the numbers of the lines that are metadata rows.

    The first usable value of a key wins: rows above the report are the page's, rows below it
    belong to related links.
    """
    found: dict[str, str] = {}
    rows: set[int] = set()
    for number, line in enumerate(lines):
        parts = _split_row(line) if len(line) <= _LONGEST_ROW else []
        if not parts:
            continue
        rows.add(number)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        last_key, last_value = parts.pop()
        for key, value in parts:
            _keep(found, key, value)
        below = "" if last_value else _value_below(last_key, following)
        if below:
            rows.add(number + 1)
        _keep(found, last_key, last_value or below)
    return found, rows | _between(lines, rows)


def _between(lines: Sequence[str], rows: set[int]) -> set[int]:
    """Short lines between two rows: the values of labels whose values are not kept."""
    return {
        number
        for number, line in enumerate(lines)
        if number not in rows
        and {number - 1, number + 1} <= rows
        and len(line) <= 40
        and "报告" not in line
    }


def _keep(found: dict[str, str], key: str, value: str) -> None:
    if key.endswith("_on"):
        value = iso_date(value) or ""
    if value and key != "ignored" and value not in _NOTHING:
        found.setdefault(key, value)


def _value_below(key: str, following: str) -> str:
    """The next line where it can only be the value of the label before it."""
    following = following.strip()
    if _split_row(following):
        return ""
    if key.endswith("_on"):
        return following if len(following) <= 24 and iso_date(following) else ""
    pattern = _NEXT_LINE.get(key)
    return following if pattern and pattern.fullmatch(following) else ""


def _split_row(line: str) -> list[tuple[str, str]]:
    """The (key, value) pairs of a metadata row; none where the line is no such row."""
    pattern, keys = _label_pattern()
    # A row starts with a label; a sentence may hold the same words further on.
    start = len(line) - len(line.lstrip(_TRIM))
    if not pattern.match(line, start):
        return []
    matches = list(pattern.finditer(line, start))
    ends = [match.start() for match in matches[1:]] + [len(line)]
    pairs = []
    for match, end in zip(matches, ends, strict=True):
        assert match.lastgroup is not None  # every alternative is a named group
        pairs.append((keys[match.lastgroup], line[match.end() : end].strip(_TRIM)))
    return pairs


@lru_cache(maxsize=1)
def _label_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all labels, longest first, and the key of each of its groups."""
    labelled = [(word, key) for key, words in load_furniture().labels.items() for word in words]
    labelled.sort(key=lambda pair: -len(pair[0]))
    keys, alternatives = {}, []
    for number, (word, key) in enumerate(labelled):
        keys[f"label{number}"] = key
        alternatives.append(f"(?P<label{number}>{_spaced(word)})")
    # A label needs a delimiter behind it: 发布日期 alone in a heading is none.
    body = rf"(?:^|(?<={_EDGE}))(?:{'|'.join(alternatives)})\s*(?:[:：\]】|\t]|$)"
    return re.compile(body), keys


def _spaced(word: str) -> str:
    """A label with spaces allowed inside, and its first character if the rest is telling."""
    letters = [re.escape(c) for c in word]
    gap = r"[\s\u3000]*"
    if len(letters) < 3:
        return gap.join(letters)
    return f"(?:{letters[0]}{gap})?" + gap.join(letters[1:])
