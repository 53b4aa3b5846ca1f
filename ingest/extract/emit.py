"""Writes a reading down: measure, comparator, force and estimate of one number."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.measures import comparator_of, measure_of
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import ClauseMarks, Place, Reading, State
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY

_GAP: Final = re.compile(
    r"(?<!占)比(?!重|例|率|值|较|[上去前]年(?:同期)?[高低快慢])[^，、]{2,16}(?:(?<!提)高|(?<![降减])低|(?<!加)快|慢)$"
    r"|(?:高于|低于|快于|高出|超出|优于|好于|领先|超|比|较"
    r"|多于)(?:[^，、]{0,8}(?:全国|城镇居民|农村居民|全省|全市|省市|全区|全盟|全州|全部|平均|计划|预期|目标|任务|全县"
    r"|常年|(?<!上年)(?<!上年年初)(?<!去年)预算|中部|西部|东部))[^，、]{0,8}$"
    r"|(?:高于|低于|快于|高出|超出|超过?)(?:(?![上去前]年)[^，、]{2,12}(?:增速|增幅)|[^，、]{0,14}(?:目标|预期|计划|序时|序时进度))$"
)
_FORCE: Final = re.compile(
    r"(?P<strive>力争|奋斗目标|冲刺目标|争取(?![\d.]+[多余]?[万亿]*元|中央|上级|国家|各类|资金|专项|更多|到位|省|市"
    r"|超长)|努力|奋力|力求|力促|冲刺(?=[\d百千万亿]))|(?P<ensure>确保|坚决|务必|务求|保证)"
)
_ESTIMATE: Final = re.compile(r"预计|有望|初步核算|初步统计|初步测算|预估")
_MARKS: Final = re.compile(
    "力争|奋斗|冲刺|争取|努力|奋力|力求|力促|冲刺|确保|坚决|务|保证|预计|有望|初步|预估"
)
_HAS_NAME: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]")
# What is there at the end of the years, not what came in over them. Each branch opens with a
# literal, so that the engine skips all other letters.
_STOCK: Final = re.compile(
    r"人均|登记在册|入驻(?<!新入驻)|集聚(?<!新集聚)|聚集(?<!新聚集)|在建(?:(?<=^在建)|(?<=^全[国省市区县州盟旗]在建))"
    r"|超[^，、]{1,6}元的[^，、]{1,3}$|过[^，、]{1,6}元的[^，、]{1,3}$"
)
_STOCK_ENDS: Final = (
    "率", "比重", "占比", "余额", "里程", "面积", "装机", "产能", "资产总额", "人口", "总量",
    "总数", "存栏", "保有量", "指数", "天数", "装机规模", "装机容量", "算力", "算力规模",
    "智算规模", "库容", "总规模",
    # nobody adds these up without saying 累计
    "生产总值", "增加值", "预算收入", "预算总收入", "财政总收入",
)  # fmt: skip
_SERIES: Final = ("营收", "营业收入", "产值", "总额", "总值", "收入")  # of each year
_FIRMS: Final = ("企业", "工厂", "公司", "冠军", "小巨人", "“小巨人”", "主体", "瞪羚", "独角兽")
_GATHERS: Final = re.compile("聚集(?<!新聚集)|集聚(?<!新集聚)")  # also for the list behind it
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
_STOCK_NAMES: Final = re.compile(r"(?:主体|企业|户|人口|总量|总数|存量|规模|里程|装机|存栏)$")
_ADDS: Final = re.compile(
    r"(?:全[国省市区县州盟旗]|综合)?(?:新(?:增|建|改|开|培|引|签|认|设|登|发)|净增|引进|招引|签约|争取|发放|改造|修复|治理|开工|开通|培训"
    r"|吸引|接待|承接|举办|减免|减少|投入|办理|解决|创建|培育|建成(?!区)|安置|搬迁|化解|整治|拆除|退出|淘汰|压减|关停"
    r"|转移|降低[^，、]{2,}(?:负担|成本)|减轻|节约|节省)"
)
_A_YEAR: Final = frozenset(("年均", "年平均", "每年"))  # over the years of a term
_ADDS_FIRST: Final = frozenset(
    "全新净引招签争发改修治开培吸接承举减投办解创建安搬化整拆退淘压关转降节综"
)
_ADD_UP: Final = (
    "完成投资", "计划投资", "协议投资", "投资额", "到位资金", "签约金额", "签约资金", "引资",
    "增量", "开行", "发运", "交付",
)  # fmt: skip
_ADD_UP_LAST: Final = frozenset(word[-1] for word in _ADD_UP)
# the head is cut off the subject: 累计完成预算收入90亿元
_IN_ALL: Final = (
    "累计完成", "累计实现", "五年完成", "五年实现",
)  # fmt: skip
TIMES_HELD: Final = frozenset(("场", "万场", "场次", "万场次", "场（次）", "次", "万次"))
_HELD: Final = ("实施", "开展", "举办", "组织", "落地")
_REACHED: Final = frozenset(("达", "达到"))
_FINISHES: Final = frozenset(("完成", "实现"))
_LAST_YEAR: Final = ("同比", "比增", "比上年", "较上年", "比去年", "较去年")
NO_MARKS: Final = ClauseMarks()


def clause_marks(masked: str, start: int, end: int) -> ClauseMarks:
    """Find the words of force and estimate in the clause `masked[start:end]`."""
    if not _MARKS.search(masked, start, end):
        return NO_MARKS
    forces = tuple((m.start(), m.lastgroup or "") for m in _FORCE.finditer(masked, start, end))
    estimate = _ESTIMATE.search(masked, start, end)
    return ClauseMarks(forces, estimate.start() if estimate else -1)


def _stands(reading: Reading) -> bool:
    """Whether a reading is a level that was reached, of which 其中 names a part."""
    if reading.flow or reading.total or reading.measure != "level":
        return False
    money = FAMILY.get(reading.quantity.unit, "").startswith("money")
    return money or bool(_STOCK_NAMES.search(reading.subject))


def _comes_in(reading: Reading, lead: Lead, state: State, place: Place) -> bool:
    """Whether what is read comes in over the years; False for what stands at their end."""
    subject, quantity, level = reading.subject, reading.quantity, reading.measure == "level"
    flow = bool(lead.rise) or not (lead.to or lead.before)
    adds = (subject[:1] in _ADDS_FIRST and _ADDS.match(subject) is not None) or (
        subject[-1:] in _ADD_UP_LAST and subject.endswith(_ADD_UP)
    )
    if lead.before and not adds:
        adds = quantity.unit in TIMES_HELD or place.text.startswith(_HELD, place.pre)
        adds = adds or "新增" in subject or _came_by(subject, quantity)
    if not flow and (lead.before or lead.reach in _REACHED) and adds:
        flow = True  # 新增灌溉面积超240万亩 adds up over the years
    elif not flow and level and reading.rule == "count-first" and lead.reach in _FINISHES:
        flow = True  # 完成2600座水库加固, where 完成 frames what was done over the years
    elif not flow and level and lead.reach == "安排" and FAMILY.get(quantity.unit) == "money":
        flow = True  # 中央财政安排100亿元奖补资金
    elif place.among and level and state.readings and _stands(state.readings[-1]):
        flow = False  # 经营主体688万户，其中企业162万户
    if level and (quantity.unit in ("%", "倍", "") or subject.endswith("覆盖")):
        flow = False  # a share has no sum over the years
    if subject.endswith("集群") and not adds:
        flow = False  # 形成60亿元食品产业集群: how big it has become
    if flow and level and reading.rule != "count-first" and not adds:
        said = place.masked[place.clause : quantity.start]
        own = "拥有" in said or ("聚" in said and _GATHERS.search(said))
        flow = not (own or subject.startswith("实有") or subject.endswith(_STOCK_ENDS))
        flow = flow and _STOCK.search(subject) is None and not _only_named(subject, quantity, place, state)
    return flow


def _only_named(subject: str, quantity: Quantity, place: Place, state: State) -> bool:
    """Whether a sentence only says how much there is, with no verb for what came in.

    高新技术企业90家、雏鹰企业80家; 重点实验室达到8家、研发机构47家; 生产总值600亿元，进出口总值93亿元
    """
    if keep_verb(subject, 0, len(subject)) or not place.text.startswith(subject, place.pre):
        return False  # 打造…: a verb was cut off
    opens = place.pre == place.clause
    before = state.readings[-1] if state.readings else None
    firms = subject.endswith(_FIRMS)
    if before is None:
        return firms and opens and place.text[place.clause - 1 : place.clause] in "。；\n"
    stood = before.measure == "level" and not (before.flow or before.total)
    if firms and opens and before.clause == state.previous[0]:
        return True  # 新增产业园9个，龙头企业119家: the comma ends what came in
    if not stood or before.rule != "before":
        return False
    family = FAMILY.get(quantity.unit, "")
    if firms or (family == "count" and place.text[place.pre - 1] == "、"):
        return True
    series = subject.endswith(_SERIES) or indicator_of(subject) is not None
    return series and family == "money" == FAMILY.get(before.quantity.unit)


def _on_last_year(lead: Lead) -> bool:
    """Whether a rise is that of one year, also in the review of several (同比增长6%)."""
    return bool(lead.rise) and any(word.startswith(_LAST_YEAR) for word in lead.words)


def _is_aside(subject: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether a number counts what was done in general, or only compares (高于全国2个百分点)."""
    if quantity.unit == "方面" or _BEYOND_ALL.search(subject):
        return True  # 做了七方面工作; 增速分别高于全国、全省
    if subject.startswith(
        ("分别比", "分别较", "均比", "高于", "低于", "快于", "慢于")
    ) or _HIGHER.search(subject):
        return True  # 分别比全国、全省高4.2、3.2个百分点
    return lead.before == "gt" and not lead.rise


def _came_by(subject: str, quantity: Quantity) -> bool:
    """Whether persons are counted each time that they came: they add up, but for 吞吐量."""
    return quantity.unit.endswith("人次") and not subject.endswith("量")


def _at_least(place: Place, start: int) -> bool:
    """Whether 至少 stands before the verb (至少建设1家中心、1所医院: of both)."""
    at = place.text.rfind("至少", place.clause, start)
    if at < 0:
        return False
    comma = place.text.rfind("、", at, start)
    return comma < 0 or comma == start - 1


def emit(
    subject: str, begin: int, quantity: Quantity, lead: Lead, state: State, rule: str, place: Place
) -> None:
    """Write a reading down with measure, comparator, force and estimate."""
    if subject.count("“") != subject.count("”"):
        subject = subject.replace("“", "").replace("”", "")  # half a quote was cut off
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
    reading.yearly = not _A_YEAR.isdisjoint(lead.words) or subject.endswith("年均增速")
    reading.yearly = reading.yearly or subject.startswith("年均")
    reading.total = "累计" in "".join(lead.words) or "累计" in subject
    reading.flow = _comes_in(reading, lead, state, place) and not _on_last_year(lead)
    if not reading.flow and place.text.startswith(_IN_ALL, place.pre):
        reading.total = True  # of the years that are named, where any are
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
    if rule != "rank" and not _GAP_WORDS.isdisjoint(window) and _GAP.search(window):
        reading.other = True
    if window[-1:] in "划标" and window.endswith(_GAP_TO_PLAN):
        reading.other = True
    if quantity.unit in ("方面", "个百分点") and _is_aside(subject, quantity, lead):
        reading.other = True
    if not "\u4e00" <= subject[:1] <= "\u9fff" and not _HAS_NAME.search(subject):
        reading.other = True  # nothing says what is measured
    state.readings.append(reading)
