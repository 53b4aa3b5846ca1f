"""Decides whether what a number says came in over the years, or stands at their end.

In the review of several years 新增企业90家 is of all of them, 企业达到190家 of the last.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, Reading, State
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY

# What is there at the end of the years, not what came in over them. Each branch opens with a
# literal, so that the engine skips all other letters.
_STOCK: Final = re.compile(
    r"人均|登记在册|入驻(?<!新入驻)|集聚(?<!新集聚)(?![区地])|聚集(?<!新聚集)(?![区地])|在建(?:(?<=^在建)|(?<=^全[国省市区县州盟旗]在建))"
    r"|超[^，、]{1,6}元的[^，、]{1,3}$|过[^，、]{1,6}元的[^，、]{1,3}$"
)
_STOCK_ENDS: Final = (
    "率", "比重", "占比", "余额", "里程", "面积", "装机", "产能", "资产总额", "人口", "总量",
    "总数", "存栏", "保有量", "指数", "天数", "装机规模", "装机容量", "算力", "算力规模",
    "智算规模", "库容", "总规模", "积累",
    # nobody adds these up without saying 累计
    "生产总值", "增加值", "预算收入", "预算总收入", "财政总收入",
)  # fmt: skip
_SERIES: Final = ("营收", "营业收入", "产值", "总额", "总值", "收入")  # of each year
_FIRMS: Final = ("企业", "工厂", "公司", "冠军", "小巨人", "“小巨人”", "主体", "瞪羚", "独角兽")
_PLACES: Final = (
    "示范区", "园区", "产业园", "基地", "平台", "实验室", "中心", "景区", "机构", "学校", "医院",
    "集群", "泊位", "车站", "机场", "高校",
)  # fmt: skip
STANDING: Final = (*_FIRMS, *_PLACES)  # what is there where no verb says that it came
# also for the list behind it, but not in a name (夜间消费聚集区)
_GATHERS: Final = re.compile("聚集(?<!新聚集)(?![区地])|集聚(?<!新集聚)(?![区地])")
_STOCK_NAMES: Final = re.compile(r"(?:主体|企业|户|人口|总量|总数|存量|规模|里程|装机|存栏)$")
_ADDS: Final = re.compile(
    r"(?:全[国省市区县州盟旗]|综合)?(?:新(?:增|建|改|开|培|引|签|认|设|登|发)|净增|引进|招引|签约|争取|发放|改造|修复|治理|开工|开通|培训"
    r"|吸引|接待|承接|举办|减免|减少|投入|办理|解决|创建|培育|建成(?!区)|安置|搬迁|化解|整治|拆除|退出|淘汰|压减|关停"
    r"|转移|降低[^，、]{2,}(?:负担|成本)|减轻|节约|节省)"
)
_ADDS_FIRST: Final = frozenset(
    "全新净引招签争发改修治开培吸接承举减投办解创建安搬化整拆退淘压关转降节综"
)
_ADD_UP: Final = (
    "完成投资", "计划投资", "协议投资", "投资额", "到位资金", "签约金额", "签约资金", "引资",
    "增量", "开行", "发运", "交付",
)  # fmt: skip
_ADD_UP_LAST: Final = frozenset(word[-1] for word in _ADD_UP)
TIMES_HELD: Final = frozenset(("场", "万场", "场次", "万场次", "场（次）", "次", "万次"))
_HELD: Final = ("实施", "开展", "举办", "组织", "落地")
_REACHED: Final = frozenset(("达", "达到"))
_FINISHES: Final = frozenset(("完成", "实现"))
# the first of a row whose noun stands with the last (3个千亿级、9个百亿级产业集群)
_SIZED: Final = re.compile(
    r"[^，。；、\d]{0,3}亿级(?:、\d+[个条][^，。；、\d]{0,3}亿级)+[^，。；、]{0,6}(?:集群|产业)"
)
_COUNTED: Final = ("count-first", "both")
# 步道90公里全线贯通
_ALL_ALONG: Final = ("全线贯通", "全面贯通", "全域贯通", "全程贯通", "全线通车", "全线开通")
_IN_ALL: Final = ("通车里程", "运营里程", "营业里程", "营运里程", "总里程", "总数", "总量")
_LAST_YEAR: Final = ("同比", "比增", "比上年", "较上年", "比去年", "较去年")


def comes_in(reading: Reading, lead: Lead, state: State, place: Place) -> bool:
    """Whether what is read comes in over the years; False for what stands at their end."""
    return _adds_up(reading, lead, state, place) and not _on_last_year(lead)


def _adds_up(reading: Reading, lead: Lead, state: State, place: Place) -> bool:
    """Whether a number adds up with those of other years."""
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
    elif not flow and level and reading.rule in _COUNTED and lead.reach == "为":
        flow = True  # 为2万个村卫生室配备了设备: for whom it was done
    elif not flow and level and lead.reach == "安排" and FAMILY.get(quantity.unit) == "money":
        flow = True  # 中央财政安排100亿元奖补资金
    elif not flow and place.among and level and state.readings and state.readings[-1].total:
        flow = True  # 支出五年累计90亿元，其中用于道路近9亿元
    elif place.among and level and state.readings and _stands(state.readings[-1]):
        flow = False  # 经营主体688万户，其中企业162万户
    if level and (quantity.unit in ("%", "倍", "") or subject.endswith("覆盖")):
        flow = False  # a share has no sum over the years
    if (
        (subject.endswith("集群") and not adds)
        or place.text.startswith(_ALL_ALONG, quantity.tail)
        or (subject.endswith("亿级") and _SIZED.match(place.text, quantity.tail))
    ):
        flow = False  # 形成60亿元食品产业集群, 3个千亿级、9个百亿级集群: how big it has become
    if flow and reading.rule == "aspect" and _of_what_stands(subject, place, state):
        flow = False
    if flow and level and reading.rule != "count-first" and not adds:
        said = place.masked[place.clause : quantity.start]
        own = "拥有" in said or "现有" in said or ("聚" in said and _GATHERS.search(said))
        flow = not (own or subject.startswith("实有") or subject.endswith(_STOCK_ENDS))
        flow = flow and _STOCK.search(subject) is None
        flow = flow and not _only_named(subject, quantity, place, state)
    return flow


def _only_named(subject: str, quantity: Quantity, place: Place, state: State) -> bool:
    """Whether a sentence only says how much there is, with no verb for what came in.

    高新技术企业90家、雏鹰企业80家; 重点实验室达到8家、研发机构47家; 生产总值60亿元，进出口总值9亿元
    """
    if keep_verb(subject, 0, len(subject)) or not _as_written(subject, place):
        return False  # 打造…: a verb was cut off
    opens = place.pre == place.clause
    before = state.readings[-1] if state.readings else None
    firms = subject.rstrip("”").endswith(_FIRMS)
    if before is None:
        return (
            (firms or subject.endswith(_PLACES))
            and opens
            and place.text[place.clause - 1 : place.clause] in "。；\n"
        )
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


def _of_what_stands(subject: str, place: Place, state: State) -> bool:
    """Whether a side of the thing before is told as it stands at the end of the years.

    养老机构达到93家、床位1.5万张; also 新建轻轨线6条、通车里程90公里, which names the whole.
    """
    if subject.endswith(_IN_ALL):
        return True
    before = state.readings[-1] if state.readings else None
    if before is None or place.text[place.pre - 1] != "、":
        return False
    return before.measure == "level" and not (before.flow or before.total)


def _as_written(subject: str, place: Place) -> bool:
    """Whether a subject stands so before its number, but for the level that its row shares."""
    if place.text.startswith(subject, place.pre):
        return True
    own = subject.find(place.text[place.pre : place.pre + 2])
    shared = own > 0 and subject[:own].endswith(("级", "级以上"))  # 国家级甲3家、乙2家
    return shared and place.text.startswith(subject[own:], place.pre)


def _stands(reading: Reading) -> bool:
    """Whether a reading is a level that was reached, of which 其中 names a part."""
    if reading.flow or reading.total or reading.measure != "level":
        return False
    money = FAMILY.get(reading.quantity.unit, "").startswith("money")
    return money or bool(_STOCK_NAMES.search(reading.subject))


def _came_by(subject: str, quantity: Quantity) -> bool:
    """Whether persons are counted each time that they came: they add up, but for 吞吐量."""
    return quantity.unit.endswith("人次") and not subject.endswith("量")


def _on_last_year(lead: Lead) -> bool:
    """Whether a rise is that of one year, also in the review of several (同比增长6%)."""
    return bool(lead.rise) and any(word.startswith(_LAST_YEAR) for word in lead.words)
