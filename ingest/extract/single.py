"""Reads one number: its subject stands before it, behind it, or earlier in the sentence."""

from __future__ import annotations

import re

from ingest.extract.canonical import indicator_of
from ingest.extract.carried_verbs import MADE_FAMILIES, made_before, with_carried_verb
from ingest.extract.complete import BECOMES, complete
from ingest.extract.counts import count_first, counts_behind
from ingest.extract.emit import emit
from ingest.extract.exclusions import exclude_count, only_scope
from ingest.extract.inherit import RUN, inherit
from ingest.extract.measures import POINTS
from ingest.extract.notes import of_part, within
from ingest.extract.nothing import BEHIND_GOAL, SETS_GOAL, states_nothing
from ingest.extract.owners import above, work_paid
from ingest.extract.phrases import IN_STEP, Lead, keep_verb, strip_head
from ingest.extract.quantity import Quantity
from ingest.extract.sharing import among, is_aspect, of_kind
from ingest.extract.state import Place, State
from ingest.extract.subjects import noun_and_verb, opens_with_verb, verbs_only
from ingest.extract.trimming import OPENERS, after_opener, trim
from ingest.extract.words import (
    CIRCLES,
    FAMILY,
    FRAME,
    FRAME_LENGTHS,
    SIDES,
    prefix,
)

_AT_LEVEL = re.compile(
    r"的(?:较?[高低]|中高|合理|历史|预期)[^，；。]{0,4}(?:水平|区间|位|速度|增速)"
)
_JOINED = re.compile(r"(?<=...)(?<![普涉危波触惠遍参温缓总])(?:以及|及|和|与)$")
_ITS_GOAL = frozenset(("任务", "目标任务", "的任务", "年度任务"))  # 全年完成35万亩任务
_GOAL_NOTE = re.compile(r"（[^）]*?(?:目标|计划|任务)[^）]*$")
_WHO = re.compile(r"(?:毕业生|人员|农户|居民|家庭|劳动力|企业|学生|职工)$")
_POLICIES = ("措施", "政策", "举措")
_FOR_ALL = frozenset(word + circle for word in ("为", "对", "向") for circle in CIRCLES)
_CIRCLE_DID = re.compile(r"全[国省市区县州旗](?:共|累计|已)*(完成|实现)?")
_CUT_BY = re.compile(r"(?:压减|削减|压缩|压降)(?!比例|率|幅)([^率重比]{3,})$")
_ASIDE = re.compile(
    r"(?<=..)(?:提前\d+个?[月天年]|(?:扣除|剔除)[^，、]*?(?:因素|影响)(?:影响)?后?)(?!完)"
)
_LEFT_ASIDE = re.compile(r"^(?:扣除|剔除|还原)[^，、]{2,20}?(?:后(?=...)|(?:(?:因素|影响)后?|后)$)")
# 按验资口径实际利用外资: how it was counted is no part of the name
_SCORED = re.compile("(?<=..)中?(?:获得|取得|获|得)$")
_BY_COUNT = re.compile(r"^按[^，、]{2,8}口径(?:计算|统计)?，?(?=..)")
_DONE_REACH = 8  # letters at the head of a clause within which 建成后 stands
_WHEN_DONE = re.compile(
    r"^(?:项目|全部|全面)*(?:建成|投用|投产|达产|完工|竣工|运营)(?:投产|投用|达效|达产)?后，?(?:可以?|将|预计)*(?=..)"
)
# 市政府共安排…, 某某县将新增…: who reports needn't be told
_WE_WILL = re.compile(
    r"^(?:(?:[省市区县旗州]委、?)?[省市区县旗州]政府(?:将|共|计划|已)*|[\u4e00-\u9fff]{2,5}[市区县旗州]将(?:继续|再)?)(?=..)"
)
# 我市2025年拟新建…, 计划在城区改造…
_INTENDED = re.compile(
    r"^(?:我[省市区县州旗](?=20|拟|将|计划))?(?:20\d\d年)?(?:(?:计划|拟)(?=[在对为将增新改建开完实培引]))?"
)
_INTENDS = frozenset("我计拟")
_ACHIEVED = re.compile(
    r"(?<=..)(?<![全我][国省市区县州旗盟])实现(?=(?:投资|增加值|产值|总产值|工业总产值|销售|销售收入|销售额|营收|营业收入|主营业务收入|税收|利润|利润总额|利税)$)"
    r"|(?<=[业济商])完成(?=(?:总产值|产值|增加值|营业收入|销售收入|销售额|利润)$)"
)
_BASE_OF = re.compile(r"[比较](?:(?:20|19)\d\d年末?|“?十[一二三四]?五”?(?:时期|期)?末)的")
_PLACES = frozenset(
    ("国家", "国家和地区", "县", "市", "区", "旗县", "乡镇", "村", "社区", "省份", "城市")
)
_WORKED_ON = ("改造", "整治", "治理", "修复", "搬迁", "维修", "加固")
_ITEM_NUMBER = re.compile(r"^\d{1,2}[.、]")
# 完成19公里的路基改造项目, 完成80%的工厂搬迁
_WORKED_OUT = ("改造", "建设", "搬迁", "整治", "治理", "修复", "改造项目", "建设项目", "改造工程")
_GOES_TO = ("投向", "用于", "投入", "来自", "流向")
_EMPTY_POST = ("等", "安排", "掌握", "把握")
GROWS_BEHIND = re.compile(
    r"(?:高速|较快|快速|平稳|稳定|中高速|持续|较高)?(?:增长|增速|增长速度|增幅)"
)
_BRACKET = re.compile(r"^（[^）]*）")
_BEYOND = re.compile(r"[高低快慢]于|高出|超出|领先|跑赢")
_MARK = re.compile(
    r"^”?(?:[两三四五六]个)?(?:大关|[新大]?台阶|关口|行列|时代|俱乐部|阵营|方阵|门槛|规模(?=$|[，、]))"
)
_MODAL = frozenset(("可", "可以", "要", "将", "已", "能"))
_PLANNED = re.compile("(?:计划|年内|今年|再|要|将|拟|至少)+")  # 计划年内减少用户2400户
_PLANS_FIRST = frozenset("计年今再要将拟至")
_PLACE_ONLY = re.compile(
    r"^在(?:全[国省市区县州球]|西部|中部|国内|世界|同类|中西部)(?:区县|市县|省份|范围内?|城市|地区|同类地区)?(?:率先)?$"
)
_INNER_TIME = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?:去年|今年|上年|当年|全年)(?=[\u4e00-\u9fff]{2})|[近这]?[两三四五六七八九十]年(?=累计|共))"
)
# 总投资35亿元的80项城建工程: the sum is that of the things counted behind it
_SUM_OF_COUNTED = re.compile(
    r"的(?:[^，；。\d]{2,60}?等)?(?:\d+余?多?[个项家条座处件]){1,2}(?=[^，、；。])"
)
_BASIS = re.compile(r"^.*基础上")  # 在完成13个事项基础上又推出10个
_ONE_OF = re.compile(
    r"(?:入选|入围|列入|纳入|成为|跻身|获批)[^，、]{0,8}(?:首批|第[一二三四五六七八]批)$"
)
_CARRIED_OUT = ("实施", "开展", "推进", "完成")


def read_one(
    place: Place, post: str, quantity: Quantity, core: str, lead: Lead, state: State
) -> None:
    """Read one number between the words `core` (cues stripped: `lead`) and `post`."""
    core = _without_others(place, post, quantity, core, lead, state)
    core, post = _solved(core, post)
    if core[:1] in "比较" and core[-1:] == "的" and state.last and _BASE_OF.fullmatch(core):
        inherit(place, quantity, "", "", Lead(lead.end, to=True), state)
        state.readings[-1].begins = True  # 较2020年的900亿元增加400亿元
        return
    core, rest, frame = _named(core)
    if rest and (paid := work_paid(place, quantity, rest, state)):
        emit(paid, place.pre, quantity, lead, state, "before", place)
        state.remember(paid, place.pre, place.clause)
        state.base = paid.removesuffix(rest)  # what follows is said of the work
        return
    if (rest[:1] == "在" and not post and _PLACE_ONLY.match(rest)) or _only_where(
        rest, post, quantity, lead
    ):
        core = rest = ""
    if post and rest and _counted_before(place, post, rest, quantity, state):
        core = rest = ""  # 惠及80个乡镇近300万群众: the noun is that of the count before
    if not rest and post in _ITS_GOAL:
        post = ""
    behind = post
    described = post.startswith("的") and len(post) > 2
    post = _noun_behind(post)
    if quantity.unit == "%" and post and GROWS_BEHIND.fullmatch(post):
        lead.rise, post, described = lead.rise or "up", "", False  # 保持年均14.6%的高速增长
    if post and counts_behind(rest, post, quantity, lead):
        state.verb = "" if frame else state.verb  # 安装电表900个、建成2个示范区
        count_first(place, post, quantity, rest, frame, lead, state)
        reading = state.readings[-1]
        done = reading.verb or lead.reach == "完成"  # 完成300公里的道路工程
        if described and not done and not noun_and_verb(post)[1]:
            reading.other = True  # 13亿人口的大国 describes
    elif not rest:
        inherit(place, quantity, core, frame, lead, state)
    else:
        if frame:
            state.verb = ""  # 集聚人员698人、实施项目72项: the item has a verb of its own
        _named_before(place, post, quantity, core, rest, lead, state)
        goal = BEHIND_GOAL.match(behind) and SETS_GOAL.match(place.text, place.clause)
        summed = state.readings[-1].rule == "sum-of-counted"
        if (
            described
            and not summed
            and not (
                state.readings[-1].rule == "both"
                and (post.endswith(_WORKED_OUT) or keep_verb(rest, 0, len(rest)) > 1)
            )
            and not BECOMES.match(core)
            and not _AT_LEVEL.match(behind)
            and not goal
        ):
            state.readings[-1].other = True  # 超过60万亿元的基数 is no statement of its own


def _solved(core: str, post: str) -> tuple[str, str]:
    """Take the places out of 解决甲乡、乙乡等3万人的饮水问题."""
    solved = core.startswith("解决") and post.startswith("的") and post.endswith("问题")
    return ("解决", post[1:]) if solved else (core, post)


def _only_where(rest: str, post: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether the words before a count say only where it was done (全县50个偏远村全部通车)."""
    if rest in CIRCLES and post[:1] == "的":
        return True
    if not post or FAMILY.get(quantity.unit) not in ("count", "persons"):
        return False
    where = _CIRCLE_DID.fullmatch(rest)
    return where is not None and bool(
        where[1] or (lead.reach == "完成" and post.endswith("任务")) or noun_and_verb(post)[1]
    )


def _without_others(
    place: Place, post: str, quantity: Quantity, core: str, lead: Lead, state: State
) -> str:
    """Give the words before a number without what they say of other numbers."""
    amount = quantity.unit != "%" and quantity.unit not in POINTS
    if lead.rise and core[:1].isdigit():
        core = _ITEM_NUMBER.sub("", core)  # 3.建设提升20个站点
    if (
        lead.rise
        and core
        and amount
        and (verbs_only(core) or (lead.words[-1:] == ["提升"] and core.endswith("改造")))
    ):
        core, lead.rise = core + lead.words[-1], ""  # 新建和改造提升200万亩 is no rise of something
    elif lead.rise and core.startswith(_CARRIED_OUT) and FAMILY.get(quantity.unit) == "area":
        core, lead.rise = (
            core + lead.words[-1],
            "",
        )  # 实施大豆单产提升60万亩 is work on so much land
    if post and core[-1:] in "及和与" and (joined := _JOINED.search(core)):
        # 开工建设A以及6座电站: of what stands before only the verb is said of both
        begin, _ = strip_head(core, 0, joined.start())
        end = begin
        while size := keep_verb(core, end, joined.start()) or prefix(
            core, end, FRAME_LENGTHS, FRAME
        ):
            end += size
        core = core[:end] or core
    where = state.readings[-1] if state.readings else None
    if where is None or where.noun not in _PLACES or len(core) < len(where.noun) + 2:
        return core
    told = where.quantity.tail == place.pre and where.other
    return core.removeprefix(where.noun) if told else core  # 在13个国家投运海外仓36个


def _counted_before(place: Place, post: str, rest: str, quantity: Quantity, state: State) -> bool:
    """Whether the words between two counts only name what the first one counts."""
    if not state.readings or FAMILY.get(quantity.unit) not in (
        "count",
        "persons",
        "multiplier",
        "area",
        "length",
        "",
    ):
        return False
    if post.startswith(_WORKED_ON):
        return False  # 5个小区119户改造任务
    before = state.readings[-1]
    joined = before.rule == "count-first" and before.quantity.tail == place.pre
    return joined and before.subject.endswith(rest) and quantity.unit[:1] != "%"


def _named(core: str) -> tuple[str, str, str]:
    """Give the words before a number without their basis, what they name, and the verb dropped."""
    if "同步" in core:
        core = IN_STEP.sub("", core)
    if "基础上" in core:
        core = _BASIS.sub("", core)
    if "提前" in core or "除" in core or "还原" in core:
        core = _ASIDE.sub("", _LEFT_ASIDE.sub("", core))
    if "口径" in core:
        core = _BY_COUNT.sub("", core)
    core = _without_doer(core)
    begin, frame = strip_head(core, 0, len(core))
    rest = core[begin:]
    if rest in _MODAL or rest in _FOR_ALL or _says_when(rest):
        rest = core = ""
    if rest.startswith(OPENERS):
        rest = core = after_opener(rest)
    if rest.startswith(("的", "了")):
        rest = core = rest[1:]
    if rest.startswith("计划") and len(rest) > 2 and verbs_only(rest[2:]):
        rest = core = rest[2:]  # 计划新建2万亩农田
    return core, rest, frame


def _says_when(words: str) -> bool:
    """Whether words before a number say only for how long (连续三年) or that it is planned."""
    if words.startswith("连续"):
        return RUN.fullmatch(words) is not None
    return words[:1] in _PLANS_FIRST and _PLANNED.fullmatch(words) is not None


def _without_doer(core: str) -> str:
    """Give the words before a number without who does it, when, and that it is intended."""
    if "后" in core[:_DONE_REACH]:
        core = _WHEN_DONE.sub("", core)
    if "实现" in core or "完成" in core:
        core = _ACHIEVED.sub("", core)
    if "政府" in core[:_DONE_REACH] or "将" in core[:_DONE_REACH]:
        core = _WE_WILL.sub("", core)
    core = core.rstrip("、")
    return _INTENDED.sub("", core) if core[:1] in _INTENDS else core


def _noun_behind(post: str) -> str:
    """Give the words behind a number without brackets and adjectives in a row."""
    if not post or post.startswith(_EMPTY_POST):
        return ""
    if post[0] == "并":
        return ""  # 硬化道路3公里并安装路灯90盏
    post = _MARK.sub("", (_BRACKET.sub("", post) if post[0] == "（" else post).lstrip("的"))
    if "的" in post and "、" in post and post.index("、") < post.rindex("的"):
        return post[post.rindex("的") + 1 :]
    return post


def _named_before(
    place: Place, post: str, quantity: Quantity, core: str, rest: str, lead: Lead, state: State
) -> None:
    """Read a number whose subject stands before it in its own clause."""
    listed = "、" in core and "共" in lead.words and "等" not in core
    begin, _ = strip_head(core, 0, len(core)) if listed else (0, "")
    subject, verb = (core[begin:], "") if listed else trim(core)  # A住房、B住房共9套: of all
    summed = subject == "投资" or is_aspect(subject)
    sized = _SUM_OF_COUNTED.match(place.text, quantity.tail) if summed else None
    if sized is not None:
        noun, _ = noun_and_verb(place.text[sized.end() : place.clause_end])
        emit(noun + subject, place.pre, quantity, lead, state, "sum-of-counted", place)
        return
    subject, rule = _completed(place, post, quantity, subject, rest, lead, state)
    if rule == "before":
        subject, rule = with_carried_verb(place, subject, verb, quantity, lead, state)
    built = quantity.kind == "number" and FAMILY.get(quantity.unit) in MADE_FAMILIES
    if rule == "before" and built and not (lead.rise or lead.to):
        subject = made_before(place, subject)
    start = place.text.find(rest[:2], place.pre, quantity.start)
    start = start if start >= 0 else place.pre
    emit(subject, start, quantity, lead, state, rule, place)
    reading = state.readings[-1]
    if quantity.unit == "%" and reading.measure == "level" and (cut := _CUT_BY.match(subject)):
        # 压减政府性基金项目30%: so much less of them
        reading.subject, reading.measure, reading.value = cut[1], "growth", -reading.value
    if post and quantity.unit in "条项" and noun_and_verb(post)[0].endswith(_POLICIES):
        reading.other = True  # 出台促进发展壮大36条政策措施
    if rule == "both":
        reading.quote_end = max(reading.quote_end, place.post_end)
        exclude_count(reading, place, *noun_and_verb(post))
        reading.other = reading.other or only_scope(place, post) or bool(_ONE_OF.search(core))
    elif said := _said_behind(subject, post, quantity, lead):
        reading.subject = said
    elif "（" in core and _GOAL_NOTE.search(core):
        reading.other = True  # 增长9%（预期目标为10%）
    elif states_nothing(place, subject, rest, post, quantity, lead):
        reading.other = True
    _note(subject, rule, start, place, state)


def _completed(
    place: Place, post: str, quantity: Quantity, subject: str, rest: str, lead: Lead, state: State
) -> tuple[str, str]:
    """Complete a subject with what stands around it, and name the rule that did it."""
    if "年" in subject or "连续" in subject:
        subject = _INNER_TIME.sub("", RUN.sub("", subject)) or rest
    if subject in ("项目", "企业") and place.text.startswith(("支持", "实施"), place.pre):
        subject = place.text[place.pre : place.pre + 2] + subject  # 争取资金5亿元、支持项目9个
    subject, rule = complete(place, post, quantity, subject, lead, state)
    if subject in SIDES and state.base and (place.among or _side_before(place, state)):
        return subject + state.base, "aspect"
    if quantity.unit == "分" and subject[-1:] in ("得", "获"):
        subject = _SCORED.sub("", subject)  # 满意度测评中获得96分
    if place.among and subject.endswith("元以上"):
        return above(subject, state.known_parents), "before"
    if place.among and rule == "before":
        subject = among(state.known_parents, subject)
        if lead.rise and quantity.unit == "%":
            subject = of_kind(state.known_parents, subject)
    if rule == "before" and within(place):
        subject = of_part(place, subject, quantity, state)
    return subject, rule


def _side_before(place: Place, state: State) -> bool:
    """Whether another side was named just before (其中城市达到98%，农村达到77%)."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause not in (place.clause, state.previous[0]):
        return False
    return before.subject[:2] in SIDES and before.subject[2:] == state.base


def _said_behind(subject: str, post: str, quantity: Quantity, lead: Lead) -> str:
    """Give a subject with what is said behind its share; "" where nothing is."""
    if quantity.unit != "%" or not post or lead.rise or lead.to:
        return ""
    if post.startswith(_GOES_TO):
        return subject + post  # 财政支出近八成投向民生领域
    if lead.before:
        return ""
    if subject.endswith("覆盖"):
        return subject + noun_and_verb(post)[0]
    if opens_with_verb(post):
        return subject + post  # 县级医院100%达到国家标准
    if _WHO.search(subject) and len(post) < 9 and post[0] != "的":
        return subject + post  # 高校毕业生67%留在本省就业
    return ""


def _note(subject: str, rule: str, start: int, place: Place, state: State) -> None:
    """Leave to the rest of the sentence what it may go back to."""
    if state.readings[-1].other and (_BEYOND.search(subject) or subject.endswith("任务")):
        # 增速高于全市5个百分点，居第1位: the rank is not that of the gap; nor does the task grow
        return
    if within(place):
        return  # 新增学位900个（小学600个、初中300个）: what follows goes on with all
    if rule == "verb" and subject.endswith("净增"):
        return  # 企业120家，净增15家，实现产值…: of the firms
    if rule == "share":
        owner = subject.partition("占")[0]
        named = (
            bool(owner) and place.text.find(owner, place.clause, place.pre + len(owner) + 8) >= 0
        )
        if not state.last or named or indicator_of(owner) is not None:
            state.remember(owner or subject, start, place.clause)
        state.share = subject
    elif rule == "aspect":
        if state.aspects_clause != place.clause:
            state.aspects, state.aspects_clause = [], place.clause
        state.aspects.append(subject)
        if subject.endswith(("总数", "总面积")) and state.base:
            # 新增企业6家，总数达45家，产值…: of all
            state.base = subject.removesuffix("总数").removesuffix("总面积")
        if not subject.endswith(("占比", "比重")):
            state.last, state.last_start = subject, start
    elif rule == "verb" and place.among:
        state.last, state.last_start = subject, start  # 项目26个，其中新建16个，完成投资…: of all
    elif rule != "times":
        state.remember(subject, start, place.clause)
