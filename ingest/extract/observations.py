"""Writes a reading, or a target in words, down as an observation with its evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, cast

from ingest.extract.ellipsis.parts_of_year import PART_OF_YEAR
from ingest.extract.relations.relation import Relation
from ingest.extract.state import Reading
from ingest.extract.subjects.places import own_circle, wider_place
from ingest.extract.text.estimate_notes import EstimateNotes
from ingest.extract.text.fold import Folded
from ingest.extract.text.sections import Part
from ingest.extract.times.roles import (
    part_of_year,
    parts_of_year,
    role_and_period,
    stands_there,
    too_old,
)
from ingest.extract.times.spans import of_total
from ingest.extract.times.when import When
from ingest.extract.vocabulary.canonical import fits, indicator_of
from ingest.extract.vocabulary.confidence import confidence
from ingest.extract.vocabulary.subject_key import subject_key
from ingest.extract.vocabulary.words import EXISTING, FAMILY
from ingest.model import Comparator, Force, Measure, Observation, ReportFacts, Role, Sentence

# 抓好60个项目 is a task, no praise of what is there
_BUILT: Final = (
    "项目", "工程", "建设", "改造", "培训", "排险", "整治", "治理", "修复", "搬迁", "排险工作",
)  # fmt: skip
_COUNTED: Final = ("count", "persons", "area", "length")
_CIRCLES: Final = frozenset("省市区县州旗盟")  # 广西全区生产总值: the region's
_ALL_REVENUE: Final = re.compile("(?:[全我][国省市区县州盟旗])?财政收入")
_LOCAL_PART: Final = re.compile("其中[，：]?(?:地方|公共财政|一般公共)[^，；。]{0,10}收入")
_NOW_REACH: Final = 6  # characters from a number in which 目前 or 我省有 still tells what is there
_OPENS: Final = 14  # letters in which months that open a sentence stand (2024年1—9月)
_REVENUE: Final = frozenset(("财政收入", "区财政收入", "县财政收入", "市财政收入"))
_ITS_PART: Final = re.compile(
    r"[^。；]{0,24}?其中，?(?:地方|公共|一般|[区县市]级|本级)[^，。；\d]{0,10}收入"
)


_SHARE_AT_END: Final = re.compile("(?:的)?(?:比例|比率|占比|率)$")
_LOOK_BACK: Final = 4  # readings before a rank among which its total is looked for
_PACE_REACH: Final = 10  # letters before a clause in which its pace is spoken of
_BOXES: Final = ("标准箱", "标箱", "TEU")
_AT_YEARS_END: Final = ("年末", "年底")
# 没有实现年初确定的能耗降低4%左右、排放总量减少2%的目标: what was aimed at
_UNMET_GOAL: Final = re.compile(
    r"未(?:能|完成|实现|达到)[^，；。]{4,60}的[^，；。]{0,4}目标|没[有能](?:完成|实现|达到)[^，；。]{4,60}的[^，；。]{0,4}目标"
)


class ObservationWriter:
    """Writes the observations of one folded report; `given` is the text as given."""

    def __init__(self, folded: Folded, given: str, facts: ReportFacts) -> None:
        self.folded = folded
        self.given = given
        self.text = folded.text
        self.year = facts.year or 0
        self.own = own_circle(facts.region_name)
        self.name = facts.region_name or "\n"
        self.notes = EstimateNotes(given)

    def of_readings(
        self,
        readings: list[Reading],
        times: list[When],
        carried: When | None,
        part: Part,
        sentence: Sentence,
    ) -> list[Observation]:
        """Write the numbers of a sentence down; `carried` is the time that its paragraph gives."""
        named = parts_of_year(self.text, sentence.start, sentence.end)
        if part.section.kind == "plan":
            for reading in readings:
                reading.other = reading.other or self._is_there(reading, sentence)
        elif self.text.find("目标", sentence.start, sentence.end) >= 0 and (
            unmet := _UNMET_GOAL.search(self.text, sentence.start, sentence.end)
        ):
            for reading in readings:
                inside = unmet.start() < reading.quantity.start < unmet.end()
                reading.other = reading.other or inside
        found = [
            self._of_reading(reading, times, carried, part, sentence, named) for reading in readings
        ]
        for at in range(1, len(found)):
            if found[at].role == "actual":
                found[at] = self._with_years_of_total(found, readings, at)
        return found

    def _with_years_of_total(
        self, found: list[Observation], readings: list[Reading], at: int
    ) -> Observation:
        """Give the rank or share at `at` the years of the total before it that it is of."""
        for number in range(at - 1, max(-1, at - _LOOK_BACK), -1):
            years = found[number].period
            if not isinstance(years, str) or years == found[at].period:
                continue
            if of_total(readings[number], readings[at], self.text):
                return replace(found[at], period=years)
        return found[at]

    def of_relation(self, relation: Relation, period: int | str, sentence: Sentence) -> Observation:
        """Write a target in words down (居民收入与经济增长同步)."""
        start, end = self.folded.span(relation.start, relation.end)
        quote_start, quote_end = self.folded.span(
            min(relation.subject_start, relation.start), relation.end
        )
        name = relation.relation
        positive = name == "positive"
        indicator = indicator_of(relation.subject)
        rule = f"relation:{name}" if name else "words"
        return Observation(
            subject=relation.subject,
            subject_key=subject_key(relation.subject),
            indicator=indicator,
            measure="growth" if says_growth(name) else "level" if name else None,
            role="target",
            period=period,
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

    def _of_reading(
        self,
        reading: Reading,
        times: list[When],
        carried: When | None,
        part: Part,
        sentence: Sentence,
        named: list[re.Match[str]],
    ) -> Observation:
        if reading.measure == "level" and reading.quantity.unit == "%" and self._is_pace(reading):
            reading.measure = "growth"
        quantity, value, measure = reading.quantity, reading.value, reading.measure
        year = part.year or self.year
        role, period = role_and_period(
            reading, self.text, times, carried, year, part, headline=sentence.headline
        )
        subject, indicator = self._named(reading, sentence, named if role == "actual" else [])
        if role == "actual" and not reading.begins:
            role = "other" if too_old(reading, self.text, times, year, part) else role
        start, end = self.folded.span(quantity.start, quantity.end)
        quote_start, quote_end = self._quoted(reading)
        return Observation(  # by place: by name it takes four times as long, a fiftieth of reading
            subject,
            subject_key(subject),
            indicator,
            cast(Measure, measure),
            cast(Role, role),
            period,
            cast(Comparator, reading.comparator),
            int(value) if value == int(value) else round(value, 6),
            quantity.high if value >= 0 else _with_sign(quantity.high),
            quantity.unit,
            cast(Force, reading.force or "expect") if role == "target" else None,
            role == "actual" and self._estimated(reading, start, end, sentence),
            "positive" if quantity.kind == "positive" else None,
            self.given[quote_start:quote_end],
            start,
            end,
            quote_start,
            quote_end,
            sentence.number,
            sentence.headline and role == "target",
            self._wider(subject, reading),
            confidence(reading.rule, indicator, role, reading.subject, measure, None),
            reading.rule,
        )

    def _estimated(self, reading: Reading, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a number is estimated; the A of 预计由A增加到B was counted years ago."""
        if reading.begins:
            return False
        if reading.estimate or not self.notes.notes or reading.measure == "rank":
            return reading.estimate
        whole = self.folded.span(sentence.start, sentence.end)
        return self.notes.hold_for(start, end, whole)

    def _is_there(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether a number of the plan says what is there already, and is no goal (目前…)."""
        quantity = reading.quantity
        if (
            reading.rule == "count-first"
            and reading.verb in EXISTING
            and quantity.high is None
            and reading.comparator == "eq"
        ):
            task = reading.verb == "抓好" and reading.noun.endswith(_BUILT)
            if not (task and FAMILY.get(quantity.unit) in _COUNTED):
                return True
        return stands_there(self.text, sentence.start, quantity.start + _NOW_REACH)

    def _named(
        self, reading: Reading, sentence: Sentence, named: list[re.Match[str]]
    ) -> tuple[str, str | None]:
        """Give subject and indicator; `named`: parts of a year that the number may be of."""
        subject = reading.subject
        if subject == "吞吐量" and reading.quantity.unit.endswith(_BOXES):
            subject = "集装箱吞吐量"  # 集装箱航线150条、吞吐量2400万标准箱
        if named:
            months = part_of_year(named, self.text, sentence.start, reading)
            if months:  # 三季度: never the indicator's, which is the year's
                opens = self.text.find(months, sentence.start, sentence.start + _OPENS) >= 0
                told = months in subject or (not opens and months.endswith(("月", "月份")))
                told = told or PART_OF_YEAR.match(subject) is not None
                return (subject if told else months + subject), None
        indicator = indicator_of(subject)
        if indicator is None and subject.startswith(self.name):
            indicator = indicator_of(subject.removeprefix(self.name).removeprefix("的"))
        if indicator is None and (place := subject.find("全", 2, 5)) > 0:
            circle = subject[place + 1 : place + 2]
            indicator = indicator_of(subject[place:]) if circle in _CIRCLES else None
        if indicator is None:
            return subject, None
        if reading.measure in ("level", "change") and not fits(indicator, reading.quantity.unit):
            days = reading.quantity.unit == "天" and indicator == "air_good_share"
            # 优良天数比例达到77%、增加13天: of the days themselves
            return (_SHARE_AT_END.sub("", subject), "air_good_days") if days else (subject, None)
        if indicator == "air_good_days" and reading.quantity.unit == "%":
            return subject, "air_good_share" if reading.measure == "level" else indicator
        if indicator == "general_budget_revenue" and self._is_total(subject, reading, sentence):
            return subject, None
        if indicator == "fixed_investment" and reading.measure == "level" and "固" not in subject:
            return subject, None  # 投资112亿元: of the projects spoken of, not of the region
        if indicator == "general_budget_revenue" and subject[-5:] in _REVENUE:
            whole = _ITS_PART.match(self.text, reading.quantity.tail, sentence.end)
            return subject, None if whole else indicator  # 财政收入14亿元，其中地方财政收入8亿元
        return subject, indicator

    def _is_total(self, subject: str, reading: Reading, sentence: Sentence) -> bool:
        """Whether 财政收入 is the total of which the local part is named beside it (其中地方…)."""
        if _ALL_REVENUE.fullmatch(subject) is None:
            return False
        behind = _LOCAL_PART.search(self.text, reading.quantity.tail, sentence.end)
        return behind is not None

    def _is_pace(self, reading: Reading) -> bool:
        """Whether a rate is the pace of a sum (收入8亿元，增速由负转正，达到5%)."""
        indicator = indicator_of(reading.subject)
        if indicator is None or fits(indicator, "%"):
            return False
        low = max(0, reading.clause - _PACE_REACH)
        return any(
            self.text.find(pace, low, reading.quantity.start) >= 0 for pace in ("增速", "增幅")
        )

    def _quoted(self, reading: Reading) -> tuple[int, int]:
        """Tell where the evidence stands in the text as given: from the subject to the number."""
        quantity = reading.quantity
        first = min(max(reading.subject_start, reading.clause), quantity.start)
        if self.text.startswith(_AT_YEARS_END, max(0, first - 2)):
            first = max(0, first - 2)  # no figure of the whole year
        return self.folded.span(first, max(quantity.tail, reading.quote_end))

    def _wider(self, subject: str, reading: Reading) -> str | None:
        """Name the wider circle that a figure is of, as its subject or its clause says (全市…)."""
        said = wider_place(subject, 0, self.own)
        return said or wider_place(self.text, reading.subject_start, self.own)


def _with_sign(high: float | None) -> float | None:
    """Give the upper bound of a range the sign of a fall (降低3.6%—3.8%)."""
    return -high if high is not None and high > 0 else high


def says_growth(relation: str) -> bool:
    """Whether a relation is one of growth (in step with the economy, positive), and of no level."""
    return relation.startswith(("sync", "gt", "same")) or relation == "positive"
