"""Gives earlier counts of a clause what a later one says for all of them.

8个国家级、36个省级专科 share the noun, 500名干部、200名志愿者下沉一线 the verb, and counts of words
before 等措施 are all counts of words.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.lists.shared_noun import shared_noun
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.state import Reading
from ingest.extract.vocabulary.words import FAMILY

_TWO: Final = 2
_IN_ALL: Final = frozenset(("共", "共计", "合计"))
_OF_MEASURES: Final = re.compile(r"等[^，、。；]{0,8}(?:措施|政策|举措)")
# 完成9个村扶持和8个村创建: two acts, each with its own word
_ACT_ITSELF: Final = re.compile(
    "(?:扶持|帮扶|关改搬转|搬改关转|关停|搬迁|改造|整治|治理|修复|疏浚|清淤|回购|收储|创建|认定|评估|建设)$"
)
_BUILT_THINGS: Final = frozenset(("公路", "铁路", "机场", "港口", "电网", "道路", "产业"))
_CAPACITY: Final = re.compile("等((?:落后|过剩|低效|无效|退出|淘汰)?(?:生产能力|产能))")
_NAMED_BEFORE: Final = frozenset(("before", "carried-verb"))
_ACT: Final = re.compile(r"(.*(?:确权|改造|整治|治理|修复|搬迁|流转|复垦))(?:登记)?(?:工作|任务)?")
_PLACES: Final = frozenset("村镇乡县区校院站户")
_HOUSEHOLDS: Final = frozenset(("户", "万户"))
_PLACES_END: Final = frozenset("村镇乡区）")
_WORKS: Final = ("环境", "建设", "改造", "创建", "整治", "治理", "修复", "安装", "提升")
_WORK_IN_PLACE: Final = re.compile("[村镇乡县区校院站户]([^村镇乡县区校院站户]*)$")
_DONE: Final = re.compile(
    "(?:超低排放|节能|降碳|减污|清洁化|适老化|无障碍化?|智能化|数字化|灵活性|供热|老旧|消防|安全|雨污分流|除险加固|提质|升级|更新|提升"
    "|综合|环境|改扩|新)*(?:改造|整治|治理|修复|建设|搬迁|加固|硬化|绿化|维修|安装|扩建|改建)$"
)
_AND: Final = frozenset(("、", "和", "及", "与", "以及"))
_NAMED_NEXT: Final = re.compile("(?:[、和及与]|以及)[^，、；\\d]{2,14}等")
_BUILT: Final = frozenset("楼院校馆厂站路桥村镇区园寓房网场所心台库渠线")  # what is built itself
# What bodies and people do together with what they bring (8家单位15项成果获奖)
_HONOUR: Final = re.compile(
    "入[选围]|荣?获|获[评批]|(?:受|得到)表彰|进入|列入|纳入|通过|登上|亮相|参[加展赛]"
)
_BODIES: Final = frozenset("业校位社村镇乡县区园馆站队体局院场所店行")
_SIZE: Final = re.compile("[\\d百千万亿]{1,8}美?元(?:级|以上|以下)?")
# Frames of an act that stands once, behind the last of what it is done to.
_SETS_GOING: Final = frozenset((
    "推动", "推进", "加快", "加快推进", "加快推动", "扎实推进", "持续推进", "全力推进", "统筹推进",
    "有序推进", "深入推进", "全面推进", "稳步推进", "实施", "启动", "全面启动", "启动实施",
    "组织实施", "抓好", "促进", "支持", "做好", "开展",
))  # fmt: skip


def spread(masked: str, readings: list[Reading]) -> None:
    """Spread over the counts of the clause read last what is written once for all of them."""
    several = len(readings) >= _TWO and readings[-2].clause == readings[-1].clause
    if several:
        _spread_doubt(masked, readings)
    _doubt_measures(masked, readings)
    _spread_capacity(masked, readings)
    if several:
        _spread_noun(masked, readings)
        _doubt_scope(readings)


def _doubt_scope(readings: list[Reading]) -> None:
    """Treat a count as the scope of the next one where both have one noun (60所学校空调90台)."""
    scope, counted = readings[-_TWO:]
    near = scope.rule == "count-first" and bool(scope.noun) and scope.noun not in _IN_ALL
    if not near or scope.quantity.tail + len(scope.noun) != counted.quantity.start:
        return
    units = (FAMILY.get(scope.quantity.unit), FAMILY.get(counted.quantity.unit))
    if counted.subject == scope.subject and units == ("count", "count"):
        scope.other = True


def _spread_doubt(masked: str, readings: list[Reading]) -> None:
    """Treat a count beside a count of words in the same unit (17条稳就业、8条…措施) like it."""
    for reading, following in zip(readings[-2::-1], readings[:0:-1], strict=True):
        if following.clause != reading.clause:
            return
        if following.quantity.unit == "%" and not following.other:
            continue  # 10个断面、17个水源地水质达标率均为100%: both say over how many
        if not following.other or following.rule != "count-first" or reading.rule != "count-first":
            return
        same = following.quantity.unit == reading.quantity.unit
        if FAMILY.get(reading.quantity.unit, "").startswith("money"):
            return  # 投入12亿元办好40件实事: the sum is one
        if same or "、" not in masked[reading.quantity.tail : following.quantity.start]:
            reading.other = True


def _doubt_measures(masked: str, readings: list[Reading]) -> None:
    """Treat counts that 等措施 sums up (稳经济47条、助企22条等措施) as counts of words."""
    tail = readings[-1].quantity.tail if readings else len(masked)
    if masked[tail : tail + 1] != "等" or not _OF_MEASURES.match(masked, tail):
        return
    clause, unit = readings[-1].clause, readings[-1].quantity.unit
    if unit in ("条", "项"):
        for reading in readings:
            if reading.clause == clause and reading.quantity.unit == unit:
                reading.other = True


def _spread_capacity(masked: str, readings: list[Reading]) -> None:
    """Give things whose capacity goes their noun (压减粗钢9万吨、焦炭8万吨等过剩产能)."""
    tail = readings[-1].quantity.tail if readings else len(masked)
    capacity = _CAPACITY.match(masked, tail) if masked[tail : tail + 1] == "等" else None
    if capacity is None:
        return
    for reading in reversed(readings):
        if reading.quantity.tail != tail or reading.rule not in _NAMED_BEFORE:
            return
        if not reading.subject.endswith("产能"):
            reading.subject += capacity[1]
        tail = masked.rfind("、", reading.clause, reading.quantity.start)


def _spread_noun(masked: str, readings: list[Reading]) -> None:
    """Give 8个国家级、36个省级专科 the noun that is written once, behind the last number."""
    for reading, following in zip(readings[-2::-1], readings[:0:-1], strict=True):
        if following.clause != reading.clause:
            return
        if reading.noun in _IN_ALL and reading.rule == "count-first":
            reading.subject = following.subject  # 27条共320公里水泥路: so many of them, so long
            continue
        if _verb_of_next(reading, following):  # 新建1所、改扩建5所中心
            reading.subject += following.subject.removeprefix(following.verb)
            reading.rule = "count-first"
            continue
        if sized := _of_size(masked, reading, following):
            reading.subject += sized
            continue
        if work := _work_there(masked, reading, following):
            reading.subject += work
            continue
        if done := _done_to_all(masked, reading, following):
            reading.subject += done
            reading.other = False  # 2100万千瓦火电机组: no capacity, where it says what was done
            continue
        if whole := _with_noun_of_next(masked, reading, following):
            reading.subject = whole
            continue
        if _said_of_both(masked, reading, following):
            before, _, behind = following.subject.partition(following.noun)
            reading.subject = before + reading.noun + behind  # 500名干部、200名志愿者下沉一线
            reading.flow = following.flow
            continue
        if act := _act_on(reading, following):  # 60个行政村20万亩林地确权工作
            reading.subject = act + reading.noun


def _with_noun_of_next(masked: str, reading: Reading, following: Reading) -> str:
    """Give a count the noun of the next one, of which it only tells the kind; "" for none.

    15个光伏、8个风电项目, 6个省级、8个市级园区入选名录: what is said of them is shared as well
    """
    both = reading.rule == "count-first" and following.rule in ("count-first", "both")
    if not both or not reading.noun or not reading.subject.endswith(reading.noun):
        return ""
    between = masked[reading.quantity.tail + len(reading.noun) : following.quantity.start]
    if between not in _AND or following.quantity.unit != reading.quantity.unit:
        return ""
    if reading.noun in _BUILT_THINGS and reading.quantity.unit not in ("个", "项"):
        return ""  # 5条公路、3条铁路专用线: roads are counted by themselves
    said = following.subject.partition(following.noun)[0] if following.noun else ""
    if said == following.subject:
        said = ""
    noun = shared_noun(reading.noun, following.subject[len(said) :])
    if not noun:
        return ""
    alone = reading.subject == reading.noun and not (reading.verb or following.verb)
    return (said if alone else "") + reading.subject + noun


def _said_of_both(masked: str, reading: Reading, following: Reading) -> bool:
    """Whether a verb behind the last of a list of counts is said of this one too."""
    if reading.rule != "count-first" or following.rule != "count-first":
        return False
    alone = bool(reading.noun) and reading.subject == reading.noun and reading.noun[-1] != "级"
    alone = alone and not _ACT_ITSELF.search(reading.noun)
    framed = reading.verb == following.verb and reading.verb in _SETS_GOING
    if not alone or following.other or not following.noun:
        return False
    if (reading.verb or following.verb) and not framed:
        return False
    between = masked[reading.quantity.tail + len(reading.noun) : following.quantity.start]
    apart = following.noun not in reading.noun or framed
    joined = between in _AND or (framed and _joined(between))
    if not between:  # 20家企业50种产品入选名录: so did the firms; 5个点位36项任务 are no row
        joined = _HONOUR.match(following.subject) is not None and reading.noun[-1] in _BODIES
    return apart and joined and following.noun in following.subject


def _joined(between: str) -> bool:
    """Whether two counts stand in one list, the second with names or not (、乙桥等3座大桥)."""
    return between in _AND or _NAMED_NEXT.fullmatch(between) is not None


def _of_size(masked: str, reading: Reading, following: Reading) -> str:
    """Tell the noun that a size lacks and the next one has (8个百亿元、60个20亿元以上项目)."""
    alone = reading.rule == following.rule == "count-first" and reading.subject == reading.noun
    if not alone or not _SIZE.fullmatch(reading.noun):
        return ""
    size = _SIZE.match(following.noun)
    between = masked[reading.quantity.tail + len(reading.noun) : following.quantity.start]
    if size is None or between not in _AND:
        return ""
    return following.subject[following.subject.find(size[0]) + len(size[0]) :]


def _work_there(masked: str, reading: Reading, following: Reading) -> str:
    """Tell the work that is written once for two kinds of places; "" where there is none.

    20个示范镇、30个重点村创建, 20个示范村、30个整治村道路建设
    """
    both = reading.rule == following.rule == "count-first"
    if not both or not reading.noun or not reading.subject.endswith(reading.noun):
        return ""
    between = masked[reading.quantity.tail + len(reading.noun) : following.quantity.start]
    kind = reading.noun[-1]
    if between not in _AND or kind not in _PLACES or not following.subject.endswith(_WORKS):
        return ""
    named = _WORK_IN_PLACE.search(following.subject)
    return named[1] if named else ""


def _done_to_all(masked: str, reading: Reading, following: Reading) -> str:
    """Tell what was done to all things of a list behind 完成, written once; "" where nothing is.

    完成2100万千瓦火电机组、395台燃煤锅炉超低排放改造, 完成4条公路和6座大桥建设
    """
    if not reading.rule == following.rule == "count-first" or not reading.noun:
        return ""
    completed = masked.find("完成", reading.clause, reading.quantity.start) >= 0
    going = completed or reading.verb in _SETS_GOING
    if not going or reading.subject != reading.noun or _ACT_ITSELF.search(reading.noun):
        return ""
    between = masked[reading.quantity.tail + len(reading.noun) : following.quantity.start]
    homes = between in _AND and following.quantity.unit in _HOUSEHOLDS
    if homes and reading.noun[-1] in _PLACES_END:
        return following.subject.removeprefix(following.verb)  # 完成9个村、80户旱厕改造
    done = _DONE.search(following.subject) if _joined(between) else None
    if not done or not done.start() or _DONE.search(reading.noun):
        return ""
    kind = "" if reading.noun[-1] in _BUILT or reading.verb == "完成" else "项目"
    of_kind = (
        kind and following.subject.endswith(kind, 0, done.start()) and kind not in reading.noun
    )
    return kind + done[0] if of_kind else done[0]  # 9个风电、5个光伏项目建设


def _act_on(reading: Reading, following: Reading) -> str:
    """Name the act that two counts in one are of; "" where the second counts things."""
    if not reading.noun or reading.quantity.tail + len(reading.noun) != following.quantity.start:
        return ""
    act = _ACT.fullmatch(following.noun)
    return act[1] if act and reading.rule == following.rule == "count-first" else ""


def _verb_of_next(reading: Reading, following: Reading) -> bool:
    """Whether a reading has only a verb for a thing that the next one names behind its number."""
    return (
        following.rule == "count-first"
        and bool(following.verb)
        and following.subject.startswith(following.verb)
        and following.quantity.unit == reading.quantity.unit
        and verbs_only(reading.subject)
    )
