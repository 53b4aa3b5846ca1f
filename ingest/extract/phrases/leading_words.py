"""Takes the cues off the words before a number, and from what is left all that names nothing.

比上年高, 加快 and 净增 say how the figure moved; 在大幅减税情况下, 连跨4个台阶 and the bracket of a
note are no part of what is measured.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.measures import GROWS_BEHIND, POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead, strip_tail
from ingest.extract.phrases.enumerations import AND
from ingest.extract.state import Place
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY

# 增量, 增速 name a figure; with an amount they are no rise of something else.
_NOUN_RISES: Final = frozenset(("增量", "增幅", "涨幅", "增速", "增长率", "扩容"))
# whose people are counted, and no subject (全县260户730名移民户)
_EVERYBODY: Final = frozenset(
    ("全市", "全区", "全县", "全旗", "全镇", "全乡", "我县", "我区", "我市", "我旗")
)
_BY_STANDARD: Final = "现行标准下"  # by which the poor were counted
_FOR_EACH: Final = re.compile(r"(?<=..)(?:平均)?每\d*(?:公斤|斤|吨|亩)$")  # 收购价每50公斤提高3元
# 比去年预算赤字减少650亿元
_AGAINST_BUDGET: Final = re.compile("^[比较](?:去年|上年)(?:年初)?预算(?:赤字|支出|收入|数)?$")
# 较上年末净增15家
_AGAINST_YEAR: Final = re.compile(r"(?:[较比](?:上年|去年|年初)(?:末|底|同期)?|同比)(?=[净新]增$)")
# 增速高于上年2个百分点, 比上年高2个百分点: a gap to the own past is a change
_OWN_PAST: Final = re.compile(
    r"(?P<each>分别|均)?(?:(?P<gap>[高快低慢])于(?:[上去前]|20\d\d)年(?:同期)?|[比较](?:上|去|前)年(?:同期|预算)?(?P<way>[高快低慢]))了?$"
)
_PACE: Final = re.compile("(加快|放缓)了?$")  # 增速加快2个百分点
_DOWN: Final = frozenset("低慢")
_COMES_TO: Final = frozenset("的均")
_FROM_IN_WORDS: Final = re.compile(
    r"(.{2,}?)[从由][^，、从由]{1,12}?"
    r"(?:压缩|缩短|缩减|压减|减少|降低|下降|提高|提升|增加|扩大|增长|上升|降|减|增|升)[至到]"
    r"(?:(?:目前|现在|如今)的?)?(?:平均)?$"
)
_ON_BASE: Final = re.compile("(?<=..)在[^，、在]{2,16}基础上$")
_IN_NOTE: Final = frozenset("（，；")  # the words stand in a bracket, or behind a clause of it
_INCLUDED: Final = re.compile("^(?:含|包括|包含|其中：?)")
# 在大幅减税情况下增长2%, 在高基数基础上: under what conditions, not what
_CIRCUMSTANCE: Final = re.compile(
    r"(?:在|面对|克服)[^在面克]{2,24}(?:情况|条件|背景|前提|形势|压力|冲击|影响)之?下"
)
# 余额连跨4个万亿元台阶、突破9万亿元: how far it came on the way
_STEPS: Final = re.compile(
    r"(?:连[跨上续]|再[上跨登]|又[上跨登]|[迈跨登跃踏站]上|跃[上升])[^，、]{0,12}台阶、?$"
)
# 生产总值按原统计口径预计完成90亿元, 根据普查修订结果增长7%: how it was counted
_BY_BASIS: Final = re.compile(
    "(?<=..)(?:按照?|根据|依据|以)[^，、按根依以]{0,14}(?:口径|结果|数据|核算|计算)$"
)
_BASES: Final = frozenset(("口径", "结果", "数据", "核算", "计算"))
# 汽车、锂电池、光伏“新三样”, 食品、纺织、建材三大产业
_SUMMED_UP: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])[二两三四五六七八九十]大(?=[^、]{2,}$)"
    r"|(?<=[\u4e00-\u9fff])(?<![和与及、])“[^“”]*[二三四五六七八九十][^“”]{1,3}”(?=[^、]+$)"
)


def words_before(place: Place, group: list[Quantity]) -> tuple[Lead, str]:
    """Give the cues at the end of the words before a group, and the words without them."""
    quantity = group[0]
    lead = _cues(place, quantity)
    core = place.text[place.pre : lead.end]
    if core.endswith("年") and lead.rise and (core == "年" or _measures(core[:-1])):
        core = core[:-1]  # 零售额3356亿元，年增长17%; 零售总额年递增11%
    if len(group) > 1 and core.removeprefix("对").removeprefix("为") in _EVERYBODY:
        core = ""  # 对全县3万户9万人进行普查
    if place.text[place.pre - 1 : place.pre] == "（":
        core = _INCLUDED.sub("", core)
    core = _moved_to(core, lead) if core[-1:] in _COMES_TO else core
    if core[:1] in _IN_NOTE:
        core = _of_note(core, grows=bool(lead.rise))
    if "预算" in core or core[-1:] in "斤吨亩":
        core = _AGAINST_BUDGET.sub("", _FOR_EACH.sub("", core))
    if core.endswith("增") and (base := _AGAINST_YEAR.match(core)):
        core = core[base.end() :]  # 较上年净增15家
        if _is_sum(quantity):
            core, lead.rise = "", "up"  # 较年初新增28亿元
    if "下" in core or "价" in core or "台阶" in core or core[-1:] == "上":
        core = _without_circumstance(core)
    net = core.endswith("净增") and (len(core) > 4 or core == "净增")
    if net and (_is_sum(quantity) or core.endswith("面积净增")):
        core = _net_rise(place, lead)
    if len(group) == 1 and not lead.each and "”" in core and "、" in core:
        core = _sum_of_list(core)
    if lead.each and quantity.unit == "%" and not lead.rise:
        behind = place.text[group[-1].tail : place.post_end]
        lead.rise = "up" if GROWS_BEHIND.fullmatch(behind.removeprefix("的")) else ""
    return lead, core


def _moved_to(core: str, lead: Lead) -> str:
    """Take off from where it came, said in words (办理时间从半年压缩到目前的平均9天)."""
    moved = _FROM_IN_WORDS.match(core)
    lead.to = lead.to or moved is not None
    return moved[1] if moved else core


def _without_circumstance(core: str) -> str:
    """Take off under what conditions, by which standard, and how far on the way."""
    if "下" in core or core[-2:] in _BASES:
        core = _BY_BASIS.sub("", _CIRCUMSTANCE.sub("", core.removeprefix(_BY_STANDARD)))
    if core.endswith("基础上"):
        core = _ON_BASE.sub("", core)  # A、B在2010年基础上翻番
    return _STEPS.sub("", core) if "台阶" in core else core


def _cues(place: Place, quantity: Quantity) -> Lead:
    """Give the cues at the end of the words before a number."""
    points = quantity.unit in POINTS
    if points and (own := _against_own_past(place, quantity)):
        return own
    pace = _PACE.search(place.masked, place.pre, quantity.start) if points else None
    lead = strip_tail(place.masked, place.pre, pace.start() if pace else quantity.start)
    if lead.words and lead.words[-1] in _NOUN_RISES and _rise_is_noun(place, lead, quantity):
        lead.end += len(lead.words.pop())
        lead.rise = ""
    if pace:
        lead.rise = "up" if pace[1] == "加快" else "down"
    return lead


def _against_own_past(place: Place, quantity: Quantity) -> Lead | None:
    """Give the cues of a gap to the year before (增速高于上年, 比去年同期低); None for another."""
    past = _OWN_PAST.search(place.masked, place.pre, quantity.start)
    if past is None:
        return None
    falls = (past["gap"] or past["way"]) in _DOWN
    word = "下降" if falls else "提高"
    return Lead(past.start(), rise="down" if falls else "up", each=bool(past["each"]), words=[word])


def _rise_is_noun(place: Place, lead: Lead, quantity: Quantity) -> bool:
    """Whether 增量, 涨幅 is part of the name: with an amount, or of a list's last item only."""
    if quantity.unit != "%":
        return True  # 增量达1万亿元 is a level of the rise
    items = AND.split(place.text[place.pre : lead.end])
    return len(items) > 1 and bool(head_of(items[0]))  # 失业率、价格涨幅分别…


def _net_rise(place: Place, lead: Lead) -> str:
    """Make 净增 of a sum a rise (生产总值较2020年净增110亿元); 净增企业20户 is a level."""
    lead.rise = "up"
    lead.end = strip_tail(place.masked, place.pre, lead.end - len("净增")).end
    return place.text[place.pre : lead.end]


def _measures(named: str) -> bool:
    return bool(head_of(named)) or indicator_of(named) is not None


def _is_sum(quantity: Quantity) -> bool:
    return quantity.unit == "%" or FAMILY.get(quantity.unit, "").startswith("money")


def _of_note(core: str, *, grows: bool) -> str:
    """Give the words of the last clause of a note in brackets (20亿元（经核算，税收增长3%）)."""
    if core == "（":
        return "" if grows else core
    inside = core[max(core.rfind("，"), core.rfind("；")) + 1 :]
    if "）" in inside:
        return inside  # （二）增加学位
    return _INCLUDED.sub("", inside.removeprefix("（"))


def _sum_of_list(core: str) -> str:
    """Keep the name that sums up the list before it (汽车、锂电池、光伏“新三样”出口总额)."""
    summed = _SUMMED_UP.search(core, core.index("、") + 1)
    return core[summed.start() :] if summed else core
