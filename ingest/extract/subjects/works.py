"""Names the work that a count is of.

推进旧楼改造，完成12个小区880户改造: both counts are of the work that the clause before names;
8条道路建设任务 counts roads, and 对300名村医进行急救、护理和检验培训 says all that was taught.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import strip_head
from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.state import Place, Reading, State
from ingest.extract.times.stocks import TIMES_HELD
from ingest.extract.vocabulary.words import FAMILY

_KINDS: Final = "改造|整治|治理|拆除|搬迁|修复|拆迁|安置"
_COUNTED: Final = frozenset(("count-first", "both"))
_BARE: Final = re.compile(
    rf"(?:小区|片区|地块)?(?P<work>{_KINDS})(?:建设)?(?:提升)?(?:任务|工作|工程|计划)?"
)
_NAMED: Final = re.compile(
    rf"(?P<work>[^，。；、]{{2,}}(?:{_KINDS}))(?:提升)?(?:专项|攻坚)?(?:工程|行动|项目|工作|任务|计划)?"
)
_WHERE: Final = frozenset(("小区", "老旧小区", "村", "片区", "地块", "点", "楼栋", "栋", "单元"))
_ANSWERED: Final = re.compile("([^，、的]*(?:建议|[提议]案|诉求|信访件))的?办理(?:工作|任务)?")


def name_work(text: str, end: int, state: State) -> None:
    """Give the counts of the clause that ends at `end` the work named just before it."""
    last = state.readings[-1] if state.readings else None
    if last is None or last.rule not in _COUNTED or last.quantity.unit == "%":
        return
    bare = _BARE.fullmatch(text, last.quantity.tail, end)
    if bare is None:
        return
    begin, stop = state.previous
    if stop != last.clause - 1 or any(begin <= r.clause < last.clause for r in state.readings):
        return
    start, _ = strip_head(text, begin, stop)
    named = _NAMED.fullmatch(text, start, stop)
    if named is None or not named["work"].endswith(bare["work"]):
        return
    last.subject = named["work"]
    for reading in reversed(state.readings[:-1]):
        if reading.clause != last.clause or reading.noun not in _WHERE or reading.other:
            return
        reading.subject = named["work"]


_SIZED: Final = frozenset(("power", "length", "area"))
_OF_SIZE: Final = re.compile(
    "[^，、的]{0,8}(?:机组|电站|装机|风电|光伏|公路|高速|铁路|道路|管网|管线|河道|绿道|农田|绿地)"
)
_DUTIES: Final = ("任务", "工作")
_LISTED_UNITS: Final = frozenset(("项", "件", "类", "条件"))
# 8条道路建设任务: so many roads, while 8项建设任务 counts the tasks
_TASK: Final = re.compile(
    "(搬迁|.{2,}(?:建设|改造|整治|治理|修复|搬迁|创建|安置|拆除|绿化|维修|养护|扩建|帮扶|扶持|救助|村村通”))(?:任务|工作)"
)
_JOINS: Final = frozenset("及和与")
# 3个公园建设及全市绿道提升: what follows is another work
_JOINED: Final = re.compile("(.*(?:建设|改造|整治|扩建|治理|修复)).*?[及和与]")
_BUILDS: Final = frozenset(("新建", "续建", "在建", "改建", "扩建", "改扩建", "新开工"))
_ALSO_BUILDS: Final = re.compile("、(?:新建|续建|在建|改建|扩建|改扩建|新开工)[^，、。；\\d]{2,12}")
_LIGHT: Final = re.compile("(?<=..)(?:进行|开展)")
_BETTERED: Final = frozenset(("改造", "提升", "改造提升", "升级", "升级改造", "整治"))
_DONE_TO: Final = re.compile("(.{2,}?)(实施.{2,})")
_CIRCLES: Final = frozenset(("全国", "国家", "省", "国", "全省"))
_CIRCLES_IN_ROW: Final = re.compile(
    "、(?:全)?[省市区县州盟旗](?:、(?:全)?[市区县])?(?=[^、]{2,}$)"
)  # 9家全国、省、市驿站
_ACTS: Final = (
    "培训", "改造", "整治", "治理", "检查", "筛查", "维修", "修缮", "提升", "救助", "帮扶",
)  # fmt: skip


def listed_works(rest: str, post: str, quantity: Quantity) -> bool:
    """Whether a size is that of all the works of a list (甲电厂、乙电厂等90万千瓦机组)."""
    sized = FAMILY.get(quantity.unit) in _SIZED and "、" in rest
    return sized and _OF_SIZE.match(post) is not None


def named_work(noun: str, predicate: str, unit: str) -> tuple[str, str]:
    """Give the noun behind a count and what is said of it as the work that is counted."""
    if unit == "件" and "办理" in noun and (answered := _ANSWERED.fullmatch(noun)):
        return answered[1], "办理"  # 完成90件政协提案办理任务
    if noun.endswith(_DUTIES) and unit not in _LISTED_UNITS:
        task = _TASK.fullmatch(noun)
        noun = task[1] if task else noun
    if "实施" in noun and predicate in _BETTERED and (done := _DONE_TO.fullmatch(noun)):
        return done[1], done[2] + predicate  # 40栋楼房实施消防设施改造
    if predicate and noun[-1:] in _JOINS and (joined := _JOINED.fullmatch(noun)):
        return joined[1], ""
    return noun, predicate


def whole_act(place: Place, post: str) -> str:
    """Give the words behind a count with all of the list that a light verb has as its object.

    对300名村医进行急救、护理和检验培训: the words stop at the first “、”.
    """
    if place.masked[place.post_end : place.post_end + 1] != "、":
        return post
    more = place.text[place.post_end : place.clause_end]
    if post in _BUILDS and (also := _ALSO_BUILDS.match(more)):
        return post + also[0]  # 183个新建、续建项目
    if post in _CIRCLES and (circles := _CIRCLES_IN_ROW.match(more)) is not None:
        return post + more if not any(c.isdigit() for c in more[circles.end() :]) else post
    if _LIGHT.search(post) is None:
        return post
    counted_too = any(character.isdigit() for character in more)
    return post if counted_too or not more.endswith(_ACTS) else post + more


_WORK_KINDS: Final = re.compile(
    r"(?:(?:升级|提升|更新|提质|综合)?(?:改造|整治|治理|修复)|改建|迁建)(?:提升)?|认定|评定|整改"
    r"|(?:优化|提质|提档|达标|规范化|扩容|强能|增效|升级|提升|创建|加固|亮化|美化){1,3}"
)
_DONE_THERE: Final = re.compile(
    r"[^，、的]{0,8}(?:(?<!农)村|社区|小区|乡镇|街道|学校|医院|企业|单位|项目|站点|路段)[^，、的]{3,}(?:工作|任务)"
)
_LIGHT_VERBS: Final = ("开展", "进行", "得到", "实施")
_EVENTS: Final = ("活动", "演出", "服务", "讲座", "赛事", "培训", "展览", "招聘会", "对接会")


def one_act(place: Place, post: str, predicate: str, quantity: Quantity) -> bool:
    """Whether the words behind a number, a verb in them too, name one act."""
    done = place.text.endswith("完成", place.pre, quantity.start)
    if done and _WORK_KINDS.fullmatch(predicate):
        return True  # 完成50所学校场地升级改造, 完成13个园林社区创建
    if done and FAMILY.get(quantity.unit) == "count" and _DONE_THERE.fullmatch(post):
        return True  # 完成12个贫困村创建示范村工作
    given = predicate[2:4] if predicate.startswith("免费") else ""
    if given and given not in _LIGHT_VERBS and place.text.startswith("为", place.pre):
        return True  # 为900名老人免费镶牙
    return quantity.unit in TIMES_HELD and post.endswith(_EVENTS)  # 40场图书推广活动


_ADDS: Final = (["增加"], ["净增"])
_ITEMS: Final = frozenset("个项条家所座种类处")


def grew_by(reading: Reading, subject: str, post: str, lead: Lead) -> None:
    """Read what a list grew by like what is new (目录增加33项内容: 目录增加内容)."""
    if reading.measure != "change" or lead.words[-1:] not in _ADDS:
        return
    noun, acts = noun_and_verb(post)
    if reading.quantity.unit in _ITEMS and noun and not acts:
        reading.measure, reading.subject = "level", subject + lead.words[-1] + noun
