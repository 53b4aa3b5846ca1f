"""Takes away the adjuncts before a number: who does it, when, where, on what basis, counted how.

在完成13个事项基础上又推出, 按验资口径实际利用, 市政府共安排: what is left names the thing.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.inherit import RUN
from ingest.extract.measures import POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb, strip_head
from ingest.extract.phrases.openers import OPENERS, OPENS, after_opener
from ingest.extract.phrases.parts_of_speech import noun_and_verb, verbs_only
from ingest.extract.relations.comparisons import IN_STEP
from ingest.extract.state import Place, State
from ingest.extract.text.item_marks import NUMBER_MARK
from ingest.extract.vocabulary.words import (
    AREA_NOUNS,
    CIRCLES,
    FAMILY,
    FRAME,
    FRAME_LENGTHS,
    prefix,
)

# 在完成8个事项基础上又推出6个; the name may stand before it: 产值在2020年基础上翻一番
_BASIS: Final = re.compile(r"^(?:(?P<name>..+?)在[^在]*|.*)基础上")
_ASIDE: Final = re.compile(
    r"(?<=..)(?:提前\d+个?[月天年]|(?:扣除|剔除)[^，、]*?(?:因素|影响)(?:影响)?后?)(?!完)"
)
_LEFT_ASIDE: Final = re.compile(
    r"^(?:扣除|剔除|还原)[^，、]{2,20}?(?:后(?=...)|(?:(?:因素|影响)后?|后)$)"
)
# 以建县十周年为契机完成…: under what sign it was done
_UNDER_SIGN: Final = re.compile(
    "^以[^，、]{2,30}?为(?:契机|抓手|引领|牵引|载体|导向|主题|主线|突破口|切入点|龙头|依托|重点)(?=..|$)"
)
# 按验资口径实际利用外资: how it was counted is no part of the name
_BY_COUNT: Final = re.compile(r"^按[^，、]{2,8}口径(?:计算|统计)?，?(?=..)")
_COUNTED_SO: Final = ("口径", "结果", "计算", "核算")
# 生产总值按原统计口径预计完成…, 根据修订结果: nor is it behind the name
_SO_COUNTED: Final = re.compile(r"(?<=..)(?:按照?|根据|依据)[^，、按]{2,14}$")
_TOOK: Final = re.compile("^历时[^，、]{2,8}、(?=..)")  # 历时9年建设、投资9亿元
_NAMES_NO_OTHER: Final = re.compile(
    "比(?:年度|全年|年初|原定|原|既定|预期)*(?:计划|目标)?"
    r"|成为[^，]{0,24}?(?:第[一二三四五六七八九十\d]+[个家位座]|首[个家位座]|唯一)的?"
)
_DONE_REACH: Final = 8  # letters at the head of a clause within which 建成后 stands
_WHEN_DONE: Final = re.compile(
    r"^(?:项目|全部|全面)*(?:建成|投用|投产|达产|完工|竣工|运营)(?:投产|投用|达效|达产)?后，?(?:可以?|将|预计)*(?=..)"
)
# 规上工业实现产值, 某业完成增加值
ACHIEVED: Final = re.compile(
    r"(?<=..)(?<![全我][国省市区县州盟旗])实现(?=(?:投资|增加值|(?:施工|工业)?总?产值|销售|销售收入|销售额|营收|营业收入"
    r"|主营业务收入|税收|利润|利润总额|利税)(?:$|[、和]))"
    r"|(?<=[业济商])(?:预计)?完成(?=(?:总产值|产值|增加值|营业收入|销售收入|销售额|利润)$)"
)
# 市政府共安排…, 某某县将新增…: who reports needn't be told
_WE_WILL: Final = re.compile(
    r"^(?:(?:[省市区县州盟旗]委、?)?[省市区县州盟旗]政府(?:将|共|计划|已)*|[\u4e00-\u9fff]{2,5}[市区县旗州]将(?:继续|再)?)(?=..)"
)
# 我市2025年拟新建…, 计划在城区改造…
_INTENDED: Final = re.compile(
    r"^(?:我[省市区县州盟旗](?=20|拟|将|计划))?(?:20\d\d年)?(?:(?:计划|拟)(?=[在对为将增新改建开完实培引]))?"
)
_INTENDS: Final = frozenset("我计拟")
_WITHIN_TIME: Final = frozenset(("间内", "间里", "期内", "月内", "天内"))
_MODAL: Final = frozenset(("现", "其余", "可", "可以", "要", "将", "已", "能"))
_FOR_ALL: Final = frozenset(word + circle for word in ("为", "对", "向") for circle in CIRCLES)
_PLANNED: Final = re.compile("(?:计划|年内|今年|再|要|将|拟|至少)+")  # 计划年内减少用户2400户
_PLANS_FIRST: Final = frozenset("计年今再要将拟至")

_SO_MANY_KINDS: Final = re.compile("[两三四五六七八九十]大?类")
_BUILT: Final = frozenset(("count", "area", "length"))
_CARRIED_OUT: Final = ("实施", "开展", "推进", "完成")
_JOINED: Final = re.compile(r"(?<=...)(?<![普涉危波触惠遍参温缓总])(?:以及|及|和|与)$")

_CIRCLE_DID: Final = re.compile(r"[全我][国省市区县州盟旗镇乡](?:共|累计|已)*(完成|实现)?")
_ACTING: Final = frozenset(("count", "persons", "percent", "money", "mass"))  # 我省9亿元茶叶进港
_PLACE_ONLY: Final = re.compile(
    r"^在(?:全[国省市区县州球]|西部|中部|国内|世界|同类|中西部)(?:区县|市县|省份|范围内?|城市|地区|同类地区)?(?:率先)?$"
)


def without_others(
    place: Place, post: str, quantity: Quantity, core: str, lead: Lead, state: State
) -> str:
    """Give the words before a number without what they say of other numbers."""
    if lead.rise and lead.words:
        core = _with_verb_of_work(core, quantity, lead)
    if post and core[-1:] in "及和与" and (joined := _JOINED.search(core)):
        verb = _shared_verb(core, joined.start())  # 开工建设A以及6座电站
        before = state.readings[-1] if state.readings else None
        told = before is not None and before.quantity.tail == place.pre  # of the count before
        core = verb or ("" if told and quantity.kind == "number" else core)
    if post and core[-1:] == "、" and FAMILY.get(quantity.unit) in _BUILT and "等" not in core:
        core = _shared_verb(core, len(core) - 1)  # 完成指挥中心、18个分中心建设
    where = state.readings[-1] if state.readings else None
    if where is None or where.noun not in AREA_NOUNS or len(core) < len(where.noun) + 2:
        return core
    told = where.quantity.tail == place.pre and where.other
    return core.removeprefix(where.noun) if told else core  # 在13个国家投运海外仓36个


def _with_verb_of_work(core: str, quantity: Quantity, lead: Lead) -> str:
    """Put back a word that was taken for a rise, where it is a verb of work (改造提升200万亩)."""
    amount = quantity.unit != "%" and quantity.unit not in POINTS
    if core[:1].isdigit():
        core = NUMBER_MARK.sub("", core)  # 3.建设提升20个站点
    if (
        core
        and amount
        and (verbs_only(core) or (lead.words[-1:] == ["提升"] and core.endswith("改造")))
    ) or (
        # 实施大豆单产提升60万亩 is work on so much land
        core.startswith(_CARRIED_OUT) and FAMILY.get(quantity.unit) == "area"
    ):
        core, lead.rise = core + lead.words[-1], ""
    return core


def _shared_verb(core: str, end: int) -> str:
    """Give the verb of a list that ends at `end` and goes on with a count: it rules both."""
    begin, _ = strip_head(core, 0, end)
    stop = begin
    while size := keep_verb(core, stop, end) or prefix(core, stop, FRAME_LENGTHS, FRAME):
        stop += size
    return core[:stop]


def without_adjuncts(core: str) -> tuple[str, str, str]:
    """Give the words before a number without adjuncts, what they name, and the verb dropped."""
    if "同步" in core or core[-1:] == "、":
        core = IN_STEP.sub("", core)
    if "基础上" in core:
        core = _BASIS.sub(lambda basis: basis["name"] or "", core)
    if "提前" in core or "除" in core or "还原" in core:
        core = _ASIDE.sub("", _LEFT_ASIDE.sub("", core))
    if "口径" in core:
        core = _BY_COUNT.sub("", core)
    if core.startswith("历时"):
        core = _TOOK.sub("", core)
    if core[:1] == "以":
        core = _UNDER_SIGN.sub("", core)
    if core[:1] in "比成" and _NAMES_NO_OTHER.fullmatch(core):
        core = ""  # 、比年度计划翻了一番; ，成为全省第二个突破9亿元的县
    core = _without_doer(core)
    begin, frame = strip_head(core, 0, len(core))
    rest = core[begin:]
    if rest in _MODAL or rest in _FOR_ALL or _says_when(rest):
        rest = core = ""
    if rest[:1] in OPENS and rest.startswith(OPENERS):
        rest = core = after_opener(rest)
    if rest.startswith(("的", "了")):
        rest = core = rest[1:]
    if rest.startswith("计划") and len(rest) > 2 and verbs_only(rest[2:]):
        rest = core = rest[2:]  # 计划新建2万亩农田
    return core, rest, frame


def _without_doer(core: str) -> str:
    """Give the words before a number without who does it, when, and that it is intended."""
    if "后" in core[:_DONE_REACH]:
        core = _WHEN_DONE.sub("", core)
    if "实现" in core or "完成" in core:
        core = ACHIEVED.sub("", core)
    if "政府" in core[:_DONE_REACH] or "将" in core[:_DONE_REACH]:
        core = _WE_WILL.sub("", core)
    if core[-1:] in "径果算" and core.endswith(_COUNTED_SO):
        core = _SO_COUNTED.sub("", core)
    core = core.rstrip("、")
    return _INTENDED.sub("", core) if core[:1] in _INTENDS else core


def _says_when(words: str) -> bool:
    """Whether words before a number say only for how long (连续三年) or that it is planned."""
    if words[-2:] in _WITHIN_TIME and words.startswith(("在", "并在")):
        return True  # 在最短时间内完成30家企业搬迁
    if words.startswith("连续"):
        return RUN.fullmatch(words) is not None
    return words[:1] in _PLANS_FIRST and _PLANNED.fullmatch(words) is not None


def only_where(rest: str, post: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether the words before a number say only where it was done (全县50个偏远村全部通车)."""
    if rest[:1] == "在" and not post:
        return _PLACE_ONLY.match(rest) is not None
    if rest[-1:] == "类" and post and _SO_MANY_KINDS.fullmatch(rest):
        return True  # 三大类25项设施建设
    if rest in CIRCLES and post[:1] == "的":
        return True
    if not post or FAMILY.get(quantity.unit) not in _ACTING:
        return False
    where = _CIRCLE_DID.fullmatch(rest)
    return where is not None and bool(
        where[1]
        or lead.reach == "安排"
        or (lead.reach == "完成" and post.endswith("任务"))
        or noun_and_verb(post)[1]
    )


def solved_problem(core: str, post: str) -> tuple[str, str]:
    """Take whose problem it is out of 解决甲乡、乙乡等3万人的饮水问题."""
    solved = core.startswith("解决") and post.startswith("的") and post.endswith("问题")
    return ("解决", post[1:]) if solved else (core, post)
