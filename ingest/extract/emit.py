"""Writes a reading down: measure, comparator, force and estimate of one number."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.measures import comparator_of, measure_of
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import ClauseMarks, Place, Reading, State
from ingest.extract.times.stocks import comes_in

_GAP: Final = re.compile(
    r"(?<!占)比(?!重|例|率|值|较|[上去前]年(?:同期|预算)?[高低快慢])[^，、]{2,16}(?:(?<!提)高|(?<![降减])低|(?<!加)快|慢)$"
    r"|(?:高于|低于|快于|高出|超出|优于|好于|领先|超|比|较"
    r"|多于)(?:[^，、]{0,8}(?:全国|城镇居民|农村居民|全省|全市|省市|全区|全盟|全州|全部|平均|计划|预期|目标|任务|全县"
    r"|常年|(?<!上年)(?<!上年年初)(?<!去年)预算|中部|西部|东部))[^，、]{0,8}$"
    r"|(?:高于|低于|快于|高出|超出|超过?)(?:(?![上去前]年)[^，、]{2,12}(?:增速|增幅)|[^，、]{0,14}(?:目标|预期|计划|序时|序时进度|年度指标))$"
)
_FORCE: Final = re.compile(
    r"(?P<strive>力争|奋斗目标|冲刺目标|(?<!资金)(?<!项目)(?<!债券)争取(?![\d.]+[多余]?[万亿]*元|中央|上级|国家|各类|资金|专项|更多|到位|省|市"
    r"|超长)|努力|奋力|力求|力促|冲刺(?=[\d百千万亿]))|(?P<ensure>确保|坚决|务必|务求|保证)"
)
_ESTIMATE: Final = re.compile(r"预计|有望|初步核算|初步统计|初步测算|预估")
_MARKS: Final = re.compile(
    "力争|奋斗|冲刺|争取|努力|奋力|力求|力促|冲刺|确保|坚决|务|保证|预计|有望|初步|预估"
)
_HAS_NAME: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_GAP_WORDS: Final = frozenset("于超比较先出")
_GAP_TO_PLAN: Final = tuple(  # 低年度计划5个百分点
    f"{way}{of}{plan}"
    for way in ("高", "低")
    for of in ("", "年度", "全年", "预期")
    for plan in ("计划", "目标")
)
_GAP_REACH: Final = 20  # characters before a number in which 高于全国 makes it a gap
_BEYOND_ALL: Final = re.compile(r"[高低快慢]于全[国省市区县州部]")
_HIGHER: Final = re.compile(r"[高低快][\d.、和与]*$")
_ON_AVERAGE: Final = frozenset(("年均", "年平均", "平均每年"))
_OUTPUTS: Final = ("产量", "浓度", "产值", "收入", "用量", "水量", "温")  # levels, year by year
# over the years of a term
_A_YEAR: Final = frozenset(("年均", "年平均", "每年", "每年都", "每年均"))
# the head is cut off the subject: 累计完成预算收入90亿元
_IN_ALL: Final = (
    "累计完成", "累计实现", "五年完成", "五年实现",
)  # fmt: skip
NO_MARKS: Final = ClauseMarks()


def clause_marks(masked: str, start: int, end: int) -> ClauseMarks:
    """Find the words of force and estimate in the clause `masked[start:end]`."""
    if not _MARKS.search(masked, start, end):
        return NO_MARKS
    forces = tuple((m.start(), m.lastgroup or "") for m in _FORCE.finditer(masked, start, end))
    estimate = _ESTIMATE.search(masked, start, end)
    return ClauseMarks(forces, estimate.start() if estimate else -1)


def _is_aside(subject: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether a number counts what was done in general, or only compares (高于全国2个百分点)."""
    if quantity.unit == "方面" or _BEYOND_ALL.search(subject):
        return True  # 做了七方面工作; 增速分别高于全国、全省
    if subject.startswith(
        ("分别比", "分别较", "均比", "高于", "低于", "快于", "慢于")
    ) or _HIGHER.search(subject):
        return True  # 分别比全国、全省高4.2、3.2个百分点
    return lead.before == "gt" and not lead.rise


def _at_least(place: Place, start: int) -> bool:
    """Whether 至少 stands before the verb (至少建设1家中心、1所医院: of both)."""
    at = place.text.rfind("至少", place.clause, start)
    if at < 0:
        return False
    comma = place.text.rfind("、", at, start)
    return comma < 0 or comma == start - 1


def _of_people(subject: str, quantity: Quantity, rule: str) -> str:
    """Take 人口 from the unit to the subject (覆盖农村5亿人口: 覆盖农村人口)."""
    if quantity.unit[1:] != "人口" or rule != "aspect":
        return subject
    quantity.unit = quantity.unit[:1]
    return subject + "人口"


def _so_much_a_year(reading: Reading, lead: Lead) -> bool:
    """Whether an amount is what came in year by year (新增就业年均30万人); 每年 says it of each."""
    named = reading.subject.startswith("年均") or not _ON_AVERAGE.isdisjoint(lead.words)
    return named and reading.measure == "level" and not reading.subject.endswith(_OUTPUTS)


def _goes_on_with_total(reading: Reading, lead: Lead, state: State, place: Place) -> bool:
    """Whether a bare sum goes on with a running total (累计投资9亿元，技术合同成交额5亿元)."""
    before = state.readings[-1] if state.readings else None
    if before is None or not before.total or place.pre != place.clause or lead.words:
        return False
    bare = reading.measure == before.measure == "level" and before.clause == state.previous[0]
    same = reading.quantity.unit == before.quantity.unit and reading.rule == "before"
    return bare and same and reading.subject.endswith(("额", "收入"))


def _of_the_years(reading: Reading, lead: Lead, state: State, place: Place) -> None:
    """Note whether a number is an average, a total or what came in over the years.

    新增就业年均30万人: an average, and a change; 累计投资90亿元: a total.
    """
    reading.yearly = not _A_YEAR.isdisjoint(lead.words) or reading.subject.endswith("年均增速")
    reading.yearly = reading.yearly or reading.subject.startswith("年均")
    reading.total = "累计" in "".join(lead.words) or "累计" in reading.subject
    reading.total = reading.total or _goes_on_with_total(reading, lead, state, place)
    reading.flow = comes_in(reading, lead, state, place)
    if reading.flow and _so_much_a_year(reading, lead):
        reading.measure = "change"
    if not reading.flow and place.text.startswith(_IN_ALL, place.pre):
        reading.total = True  # of the years that are named, where any are


def emit(
    subject: str, begin: int, quantity: Quantity, lead: Lead, state: State, rule: str, place: Place
) -> None:
    """Write a reading down with measure, comparator, force and estimate."""
    if subject.count("“") != subject.count("”"):
        subject = subject.replace("“", "").replace("”", "")  # half a quote was cut off
    subject = _of_people(subject, quantity, rule)
    measure, value = measure_of(subject, quantity, lead)
    reading = Reading(
        quantity,
        subject,
        begin,
        measure,
        value,
        comparator_of(quantity, lead),
        rule,
        place.clause,
        quantity.tail,
    )
    if value < 0 and quantity.high is not None:
        quantity.high = -abs(quantity.high)  # 降低3.6%—3.8%
    if reading.comparator == "eq" and _at_least(place, quantity.start):
        reading.comparator = "ge"
    _of_the_years(reading, lead, state, place)
    masked = place.masked
    marks = place.marks or clause_marks(masked, place.clause, place.clause_end)
    reading.force = marks.force_at(quantity.start) if marks.forces else ""
    if state.estimate_all:
        reading.estimate = True
    elif -1 < marks.estimate < quantity.start:
        reading.estimate = True
        state.estimate_subject = subject
    elif state.estimate_subject and rule == "inherited":
        reading.estimate = subject == state.estimate_subject
    window = masked[max(place.clause, quantity.start - _GAP_REACH) : quantity.start]
    compared = rule != "rank" and quantity.kind != "double"  # 比计划翻了一番: so much it rose
    if compared and not _GAP_WORDS.isdisjoint(window) and _GAP.search(window):
        reading.other = True
    if window[-1:] in "划标" and window.endswith(_GAP_TO_PLAN):
        reading.other = True
    if quantity.unit in ("方面", "个百分点") and _is_aside(subject, quantity, lead):
        reading.other = True
    if not "\u4e00" <= subject[:1] <= "\u9fff" and not _HAS_NAME.search(subject):
        reading.other = True  # nothing says what is measured
    state.readings.append(reading)
