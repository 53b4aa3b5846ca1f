"""Puts the steps together: text to sections, sentences, numbers, readings and observations."""

from __future__ import annotations

import re
from typing import cast

from ingest.extract.canonical import indicator_of
from ingest.extract.clauses import sentence_start
from ingest.extract.confidence import confidence
from ingest.extract.fold import Folded
from ingest.extract.notes import parts_as_list
from ingest.extract.places import own_circle, wider_place
from ingest.extract.quantities import find_quantities
from ingest.extract.readings import read_sentence
from ingest.extract.relations import Relation, may_relate, read_relations
from ingest.extract.roles import (
    may_be_part,
    part_of_year,
    role_and_period,
    stands_there,
    too_old,
)
from ingest.extract.sections import Part
from ingest.extract.state import Reading
from ingest.extract.subject_key import subject_key
from ingest.extract.times import When, times_in
from ingest.extract.words import EXISTING, FAMILY
from ingest.model import Comparator, Force, Measure, Observation, ReportFacts, Role, Sentence

# Only what holds a letter that a rule could read into is worth a look.
_READABLE = r"、，；：,\d第百千万亿成倍半"
_QUOTED = re.compile(
    rf"“(?=[^“”\n{_READABLE}]{{0,39}}[{_READABLE}])[^“”\n]{{1,40}}”"
    rf"|《(?=[^《》\n{_READABLE}]{{0,59}}[{_READABLE}])[^《》\n]{{1,60}}》"
    rf"|（(?=[^（）\n{_READABLE}]{{0,59}}[{_READABLE}])[^（）\n]{{1,60}}）"
)
# How many a rank is among (在全省91个县中排名第一) is part of the rank, not a number of its own.
_CIRCLE = re.compile(
    r"全(?:[国省市区县州]\d+个[^，。、；\d]{1,8}?中(?=[^，。、；]{0,6}第)"
    r"|[省市州]\d+个?(?=县市区?|县（市|区县|县区|市州|[县区](?![^第首])))"
)
_BLANKS = {ord(c): "\x01" for c in "、，；：,第百千万亿成倍半0123456789"}
_RANK_NOTE = re.compile(
    r"（(?:增速|增幅|总量)?(?:位居|位列|排名|居|列|排)?全[国省市区县州盟](?:区县|县区)?第[\d一二三四五六七八九十]+位?）"
)
# What a part of the place has, or how it grew, is a figure of its own (20亿元（市本级8亿元）).
_PART_NOTE = re.compile(
    r"（(?:(?:其中：?)?(?:[国省市区县旗州盟]本级|本级|全口径|(?:主|中心)?城区)"
    r"(?:增长|下降|达|为|完成)?[\d.]+[^（）\d]{1,3}"
    r"|[^（）\d，、；]{1,6}(?:占比|比重)(?:为|达到?)?[\d.]+[^（）\d]{1,3}"
    r"|(?:同比|同口径|可比口径|年均|比上年)?(?:增长|下降)[\d.]+%)）"
)
# （其中：1座危桥、2座窄桥）, （其中：县道17座、建北桥）
_UNTOLD = re.compile(r"（其中：?(?:\d|[^（）]*、[^\d、，；]+）)")
_BUILT = (
    "项目",
    "工程",
    "建设",
    "改造",
    "培训",
)  # 抓好60个项目 is a task, no praise of what is there
_GOES_ON = ("其中", "同时")  # 到2027年，…。同时，…达到…: of the same year
_ITEM = re.compile(
    r" *(?:(?P<dash>[—●·])|(?P<number>\d{1,2}[.、])|(?P<bracket>（[一二三四五六七八九十\d]+）)"
    r"|(?P<word>[一二三四五六七八九十]+是))"
)
# 迈上“百亿”台阶, 跻身“千亿”行列: the quotes hold a number, and no name
_STEP = re.compile(r"“[一二两三四五六七八九]?[百千万]?[万亿]元?”")
_STEP_BEHIND = re.compile(r"新?台阶|行列|时代|俱乐部|大关|阵营|方阵|门槛")
_BEYOND = ("“双超", "“双破", "“双过")  # 产值、税收“双超千亿” says what was reached
_SAYING = 14  # a quote with a percentage that is longer is a sentence, not a name (“3个70%”)
_OPENING = 8  # letters before a year that opens a paragraph (刚刚过去的2017年)
_BRACKET_BLANKS = {ord(c): "\x01" for c in "、，；：,"}
# The level behind its growth, or the growth behind its level, is said of the same series.
_LEVEL_NOTE = re.compile(
    r"（(?:预计|已|约)?(?:达到?|完成|实现|(?:总[量额])?(?:为|达到?)|总[量额])约?\d[\d.]*[百千万]?[亿万]?(?:美)?元(?:左右|以上)?）"
)
_GROWTH_NOTE = re.compile(r"（(?:预计)?(?:同比|比上年|可比)?(?:增长|下降)[\d.]+%(?:左右|以上)?）")
_GROWS = re.compile(r"(?:增长|下降|增速|增幅|回落)[^，、；。]{0,3}?[\d.]+%(?:左右|以上)?$")
_NOTED_REACH = 14
_NOTED = frozenset("%右上元")  # what may stand before such a note


def mask(text: str) -> str:
    """Blank what stands in quotation marks, titles and brackets, so that no rule reads into it."""
    return _CIRCLE.sub(lambda circle: circle[0].translate(_BLANKS), _QUOTED.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    quoted = match[0]
    if quoted[0] == "（":
        if _RANK_NOTE.fullmatch(quoted) or _says_more(quoted, match.string, match.start()):
            return f"、{quoted[1:-1]}、"  # 增速5.5%（全市第五）
        if parts := parts_as_list(quoted):
            return parts  # 新建学校8所（含幼儿园3所）
        if quoted.startswith("（其中") and _UNTOLD.match(quoted):
            return quoted.translate(_BLANKS)  # parts that can't be told apart
        long = len(quoted) > 10 or _PART_NOTE.fullmatch(quoted)
        return quoted.translate(_BRACKET_BLANKS if long else _BLANKS)
    if _STEP.fullmatch(quoted) and _STEP_BEHIND.match(match.string, match.end()):
        return quoted
    if "番" in quoted or quoted.startswith(_BEYOND) or ("%" in quoted and len(quoted) > _SAYING):
        return quoted
    return quoted.translate(_BLANKS)


def _says_more(quoted: str, text: str, at: int) -> bool:
    """Whether a note gives a growth's level (增长5%（达到90亿元）) or a level's growth."""
    if text[at - 1 : at] not in _NOTED:
        return False
    if _LEVEL_NOTE.fullmatch(quoted):
        return _GROWS.search(text, max(0, at - _NOTED_REACH), at) is not None
    return text[at - 1] == "元" and _GROWTH_NOTE.fullmatch(quoted) is not None


def _counts(unit: str) -> bool:
    return FAMILY.get(unit) in ("count", "persons", "area", "length")


def _one_goal(times: list[When]) -> When | None:
    """Give the one time that a sentence aims at (到2026年; 今后五年，目标是：到2026年)."""
    if len(times) == 2 and times[0].goal and times[0].span and times[1].leads:
        times = times[1:]
    return times[0] if len(times) == 1 and times[0].goal else None


class Observer:
    """Reads the sentences of one folded report with its `facts`; `given` is the text as given."""

    def __init__(self, folded: Folded, given: str, facts: ReportFacts, parts: list[Part]) -> None:
        self.folded = folded
        self.given = given
        self.text = folded.text
        self.masked = mask(folded.text)
        self.year = year = facts.year or 0
        delivered = int(facts.delivered_on[:4]) if facts.delivered_on else year
        self.said_in = delivered if delivered == year - 1 else year
        self.own = own_circle(facts.region_name)
        self.name = facts.region_name or "\n"
        self.parts = parts
        self.carried: When | None = None
        self.opened: When | None = None
        self.paragraph_end = -1
        self.goal: When | None = None  # the one year or span that the sentence before aimed at
        self.goal_until = -1  # the end of the paragraph in which it was named
        self.listed: When | None = None  # the goal of a list that stands one item a line
        self.list_mark = ""  # what its items begin with
        self.in_part = False  # the sentence names a part of the year

    def observe(self, sentences: list[Sentence]) -> list[Observation]:
        """Give all observations of the report, in the order of the text."""
        quantities = find_quantities(self.masked)
        found: list[Observation] = []
        at, total = 0, len(quantities)
        for sentence in sentences:
            first = at
            while at < total and quantities[at].start < sentence.end:
                at += 1
            part = self.parts[sentence.section]
            plan = part.section.kind == "plan" or (
                part.section.kind == "other" and sentence.headline
            )
            if at == first and not plan:
                if part.span or self.text.find("五", sentence.start, sentence.end) >= 0:
                    self._times(sentence)  # 过去五年 holds for the paragraph that it opens
                continue
            begin = sentence_start(self.text, sentence.start, sentence.end)
            readings = (
                read_sentence(self.text, self.masked, begin, sentence.end, quantities[first:at])
                if at > first
                else []
            )
            times = self._times(sentence) if readings else []
            if plan and not (part.span and self.carried and self.carried.year == self.year):
                # but 2025年，…: among the goals of five years it holds
                goes_on = not times and self._goal_goes_on(part, sentence)
                self.carried = self.goal if goes_on else None
            if readings and not (self.carried is not None and self.carried is self.goal):
                self.goal = _one_goal(times)
                self.goal_until = self.paragraph_end
            if plan and not readings:
                self._open_list(sentence)
            if readings:
                self.in_part = may_be_part(self.text, sentence.start, sentence.end)
            here = [self._number(reading, times, part, sentence) for reading in readings]
            if plan and (
                sentence.headline or may_relate(self.masked, sentence.start, sentence.end)
            ):
                taken = [(r.quantity.start, r.quantity.end) for r in readings]
                here.extend(
                    self._relation(relation, sentence, part)
                    for relation in read_relations(
                        self.text,
                        self.masked,
                        begin,
                        sentence.end,
                        taken,
                        headline=sentence.headline,
                    )
                )
                if len(here) > len(readings):
                    here.sort(key=lambda o: o.start)
            found.extend(here)
        return found

    def _times(self, sentence: Sentence) -> list[When]:
        """Give the sentence's statements of time; a span that opens a paragraph is carried on."""
        times = times_in(self.text, sentence.start, sentence.end, self.year, self.said_in)
        if sentence.start > self.paragraph_end:
            end = self.text.find("\n", sentence.start)
            self.paragraph_end = end if end >= 0 else len(self.text)
            spans = self.opened is not None and self.opened.span is not None
            if not (spans and self.text[sentence.start] == "—"):
                self.opened = None  # 五年来，我们…： holds for the dashes that follow as well
        self.carried = self.opened
        if times:
            last = times[-1]
            self.opened = last if self._carries(last, sentence) and not last.goal else None
        return times

    def _open_list(self, sentence: Sentence) -> None:
        """Note the goal of a line that a list follows (今后五年的主要目标是：), one item a line."""
        if not self.text.endswith("：", sentence.start, sentence.end):
            return
        times = times_in(self.text, sentence.start, sentence.end, self.year, self.said_in)
        self.listed = _one_goal(times)
        if self.listed is not None:
            self.goal, self.list_mark = self.listed, ""

    def _in_list(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a line of the list that `_open_list` noted."""
        line = self.text.rfind("\n", 0, sentence.start) + 1
        item = _ITEM.match(self.text, line, sentence.end)
        if item is None:
            return False
        mark = item.lastgroup or ""
        self.list_mark = self.list_mark or mark
        return mark == self.list_mark

    def _goal_goes_on(self, part: Part, sentence: Sentence) -> bool:
        """Whether a sentence without a time of its own aims at the year of the one before."""
        if self.text.startswith(_GOES_ON, sentence.start):
            return True
        if self.listed is not None:
            if self._in_list(sentence):
                self.goal = self.listed
                return True
            self.listed = None
        # among the goals of five years: 到2026年，…。城镇化率达到…。
        named = self.goal is not None and self.goal.year is not None
        return bool(part.span) and named and sentence.start < self.goal_until

    def _carries(self, when: When, sentence: Sentence) -> bool:
        """Whether a time holds for its paragraph: its part's span, or a report's own year in it."""
        part = self.parts[sentence.section]
        single = self.year if part.section.kind == "plan" else self.year - 1
        opens = when.year == single and when.at - sentence.start < _OPENING
        named = when.leads and when.span is not None and when.span == part.averaged
        return when.carries or named or (opens and bool(part.span))

    def _number(
        self, reading: Reading, times: list[When], part: Part, sentence: Sentence
    ) -> Observation:
        quantity = reading.quantity
        if part.section.kind == "plan" and not reading.other:
            exact = quantity.high is None and not quantity.after
            reading.other = (
                reading.rule == "count-first"
                and reading.verb in EXISTING
                and exact
                and not (
                    reading.verb == "抓好"
                    and reading.noun.endswith(_BUILT)
                    and _counts(quantity.unit)
                )
            ) or stands_there(self.text, sentence.start, quantity.start + 6)
        role, period = role_and_period(
            reading, self.text, times, self.carried, self.year, part, headline=sentence.headline
        )
        start, end = self.folded.span(quantity.start, quantity.end)
        quote_from = min(max(reading.subject_start, reading.clause), quantity.start)
        quote_start, quote_end = self.folded.span(quote_from, max(quantity.tail, reading.quote_end))
        value = reading.value
        subject, indicator = reading.subject, indicator_of(reading.subject)
        if indicator is None and subject.startswith(self.name):
            indicator = indicator_of(subject.removeprefix(self.name).removeprefix("的"))
        if indicator == "fixed_investment" and reading.measure == "level" and "固" not in subject:
            indicator = None  # 投资112亿元: of the projects spoken of, not of the region
        part_named = self.in_part and part_of_year(self.text, sentence.start, quantity.start)
        if part_named and role == "actual":
            indicator = None
            months = part_named.endswith(("月", "月份"))
            subject = subject if part_named in subject or months else part_named + subject
        if (
            role == "actual"
            and not reading.begins
            and too_old(reading, self.text, times, self.year, part)
        ):
            role = "other"
        return Observation(
            subject=subject,
            subject_key=subject_key(subject),
            indicator=indicator,
            measure=cast(Measure, reading.measure),
            role=cast(Role, role),
            period=period,
            comparator=cast(Comparator, reading.comparator),
            value=int(value) if value == int(value) else round(value, 6),
            value_high=quantity.high,
            unit=quantity.unit,
            force=cast(Force, reading.force or "expect") if role == "target" else None,
            estimate=reading.estimate and role == "actual",
            relation=None,
            quote=self.given[quote_start:quote_end],
            start=start,
            end=end,
            quote_start=quote_start,
            quote_end=quote_end,
            sentence=sentence.number,
            headline=sentence.headline and role == "target",
            place=wider_place(subject, 0, self.own)
            or wider_place(self.text, reading.subject_start, self.own),
            rule=reading.rule,
            confidence=confidence(
                reading.rule, indicator, role, reading.subject, reading.measure, None
            ),
        )

    def _period_of_goal(self, sentence: Sentence, part: Part, *, growth: bool) -> int | str:
        """Tell the year of a goal in words, or the years where it stands among those of several."""
        if part.span is None:
            return self.year
        times = times_in(self.text, sentence.start, sentence.end, self.year, self.said_in)
        if any(when.year == self.year for when in times):
            return self.year  # 2025年，居民收入与经济增长同步: this year's, among the others
        start, end = part.span
        return f"{start}-{end}" if growth else end

    def _relation(self, relation: Relation, sentence: Sentence, part: Part) -> Observation:
        start, end = self.folded.span(relation.start, relation.end)
        quote_start, quote_end = self.folded.span(
            min(relation.subject_start, relation.start), relation.end
        )
        name = relation.relation
        positive = name == "positive"
        growth = name.startswith(("sync", "gt")) or positive
        indicator = indicator_of(relation.subject)
        rule = f"relation:{name}" if name else "words"
        return Observation(
            subject=relation.subject,
            subject_key=subject_key(relation.subject),
            indicator=indicator,
            measure="growth" if growth else "level" if name else None,
            role="target",
            period=self._period_of_goal(sentence, part, growth=growth),
            comparator="gt" if positive else None,
            value=0 if positive else None,
            value_high=None,
            unit="%" if positive else "",
            force=cast(Force, relation.force or "expect"),
            estimate=False,
            relation=name or None,
            quote=self.given[quote_start:quote_end],
            start=start,
            end=end,
            quote_start=quote_start,
            quote_end=quote_end,
            sentence=sentence.number,
            headline=sentence.headline,
            rule=rule,
            confidence=confidence(rule, indicator, "target", relation.subject, None, name or None),
        )
