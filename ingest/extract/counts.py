"""Reads a number that stands before what it counts (新建105家服务中心)."""

from __future__ import annotations

import re

from ingest.extract.aspects import compose
from ingest.extract.canonical import indicator_of
from ingest.extract.cues import Lead
from ingest.extract.effects import CONSEQUENCE
from ingest.extract.emit import TIMES_HELD, emit
from ingest.extract.measures import POINTS
from ingest.extract.partitives import among
from ingest.extract.phrases import keep_verb
from ingest.extract.quantity import Quantity
from ingest.extract.state import Place, Reading, State
from ingest.extract.subjects import counted, is_list_count, is_plain, noun_and_verb, verbs_only
from ingest.extract.words import (
    AREA_UNITS,
    CIRCLES,
    FAMILY,
    FRAME,
    FRAME_LENGTHS,
    KEEP,
    NOMINAL,
    TAIL,
    prefix,
)
from ingest.extract.works import named_work, whole_act

COUNTERS = frozenset("项个条件类")
# 开工建设甲公司70万吨烯烃、80万吨制油升级项目 names plants by what they will make
_BUILDS_PLANT = re.compile(r"(?:开工|建设|建成|推动|推进|启动|投产)[^、，]{2,}")
_PLANT = re.compile(r"项目|装置|工程|基地|示范|生产线")
_LEADS_ON = re.compile(
    r"(?<=..)(?:产值|营收|营业收入)?(?:累计|合计|分别|共|近|约|超过?|逾|达到?|突破)+$"
)
# What an amount is of, and no name of what it builds.
_MONEY = re.compile(
    r"(?<!保)税|[钱金款券费贷债薪息利额值]|资|投入|补[贴助偿]|收入|支出|消费|收益|营收|销售|交易|订单|合同|成本|负担|预算|红包|授信|损失|贸易|进口|出口|欠|市场|规模|产业|集群|经济|园区|企业"
)
_SIGNS = (
    "签约",
    "引进",
    "招引",
    "落地",
    "开工",
    "推进",
    "加快",
    "加快推进",
    "启动",
    "谋划",
    "实施",
)
_PROJECT = re.compile(r"项目|工程|基地|枢纽|产业园|生产线|电站")
HOLDS_RANK = frozenset(
    verb + place
    for verb in ("居", "位居", "列", "位列", "排名", "稳居", "跃居")
    for place in ("全国", "全省", "全区", "全市", "全县", "全州")
)
_SPENT_ON = ("支持", "用于", "保障", "补助", "扶持")
_LEFT_BEHIND = ("村退出", "村出列", "县摘帽", "村脱贫", "村脱贫退出")
# 完成60个村的清产核资工作 counts the places where it is done
_DONE_IN = re.compile(r"((?:行政)?村|社区|小区|乡镇|学校)的([^，、的]{2,10}?)(?:工作|任务)")
_LEFT_POVERTY = ("脱贫", "脱贫退出", "减贫")
MAKES = ("建成", "建设", "打造", "建立", "设立", "落成")
_OFFERS = ("提供", "举办", "开展", "组织")  # 提供岗位900个
BARE = 4  # a noun as short as 公园 doesn't say by itself what was counted
_LIGHT_VERBS = ("开展", "进行", "得到", "实施")
_WORKS_DONE = ("项目", "工程", "项目建设", "工程建设", "改造", "整治")
_BEGUN = ("已开工的", "已建成的", "已落地的", "已签约的", "在建的")
_PROJECT_SUM = ("项目投资", "工程投资")
_THERE = ("对已", "对现有", "对存量")  # 对已谋划的1400个项目 speaks of what is there
_REACHES = ("即将", "正在", "实现", "通过", "纳入", "获", "达到", "入选", "进入")
_OWNED = ("before", "carried-verb")
_WORKERS = re.compile(r"[^，、的]{0,8}(?:劳动力|人口|人员|毕业生|学生|群众|企业|农民工)")
_EVENTS = ("活动", "演出", "服务", "讲座", "赛事", "培训", "展览", "招聘会", "对接会")
_PACE = ("增速", "增长", "速度", "目标")
_AS_MEANS = re.compile(r"为(?:龙头|引领|载体|重点|抓手|依托|核心|主体|支撑|牵引|主导|骨干)$")
_FOCUSED = ("锚定", "聚焦", "紧盯", "盯紧", "瞄准", "紧扣", "围绕")  # 锚定10家企业 is no task
_PROMISED = frozenset(
    ("民生工程", "民心工程", "惠民工程", "子项", "子项目", "子内容", "具体项目", "具体事项")
)
_PEOPLE = re.compile(r"人民|中国人|同胞|儿女|老百姓|^民族共同")
_OUTPUT_OF = re.compile(
    r"(?:企业|单位|合作社|农户|商户)(?:共|累计|合计)?(?:实现|完成)[^，、]{0,6}(?:产值|增加值|营业收入|营收|收入|利润|税收|利税|销售额|零售额)$"
)
_EACH_REACHES = re.compile(r"..(?:均|都)已?(?:达到?|超过?|突破|实现|高于)?$")
_RATE_OVER = re.compile(r"(?:率|比例|占比|中(?![小型央心学国药医试级等])|比重)")
_CAPACITY_BEFORE = re.compile(r"(?:年产|日产|年处理|日处理|年加工|年产能|设计产能|单机|总装机)$")
_CAPACITY_BEHIND = re.compile(
    r"(?:装置|生产线|产线|机组|项目|基地|工程|码头|泊位|气田|炼化|货轮|轮船)(?:建设)?$"
)
_CAPACITY_FAMILIES = frozenset(("mass", "power", "volume", "apparent_power", "voltage"))
_PREPOSITIONS = frozenset("把将为对使让在向给以与")
_SO_LARGE = re.compile(
    r"([^，、]{0,8}?(?:企业|园区|乡镇|产业集群|集团))(?:实现)?([^，、均都]{0,6}(?:过|超|超过|突破)[\d百千万亿]+(?:美?元)?)"
)
# 2万名高血压、糖尿病等患者: the list before 等 goes
_FOLK_LISTED = re.compile(
    r"^[^，、等]{2,8}(?:、[^，、等]{2,8})+等(?=[^，、]{0,4}?(?:人群|群体|患者|病人|人员|对象|家庭|群众))"
)
_FOR = frozenset("为给")
_SHORT_PLACE = 5  # letters of 为全区, 为辖区
_LEADS_COUNT = frozenset(
    (
        "已有",
        "现有",
        "完成",
        "完成了",
        "实现",
        "实现了",
        "安排",
        "有",
        "共有",
        "共",
        "为",
        "在",
        "达到",
        "计划",
        "要",
        "需",
    )
)
_WORKS = re.compile(
    r"(?:(?:升级|提升|更新|提质|综合)?(?:改造|整治|治理|修复)|改建|迁建)(?:提升)?|提升|创建|认定|评定"
)
_DONE_THERE = re.compile(
    r"[^，、的]{0,8}(?:(?<!农)村|社区|小区|乡镇|街道|学校|医院|企业|单位|项目|站点|路段)[^，、的]{3,}(?:工作|任务)"
)
_WORK_NAMED = re.compile("(?<=...)(?:工作|任务)$")
_SO_MANY_FIGURES = re.compile("指标(?:增[幅速])?[有中]?$")
_AND_MORE = re.compile(r"(?:[和及、]|以及)一(?:批|些).*$")  # 2万亩农田和一批养殖场
_AND_DOES = re.compile("(?<=..)并(?:推进|推动|启动|实施|完成|开展).*$")  # 2个小区改造并推进…
_FAVOURED = re.compile(
    "(?<=...)(?:(?:给予|进行|予以)?(?:重点|集中)|给予|予以)(?:扶持|支持|培育|奖励|帮扶)$"
)
_TWO_NAMES = re.compile(r"[^，、的和与及]{3,}[和与及][^，、的和与及]{3,}")
_NEXT_LIST = re.compile(r"(?<=.{2})(?:[和及与]|以及)[^和及与]{2,}等$")


def counts_behind(rest: str, post: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether the thing counted stands behind the number (新建105家服务中心)."""
    if quantity.kind not in ("number", "share", "round", "half") or lead.before == "le":
        return False
    if lead.to and lead.reach not in _LEADS_COUNT:
        # 保持230万外地劳动力稳定就业
        return lead.reach == "保持" and not rest and bool(_WORKERS.match(post))
    if lead.rise and (quantity.unit == "%" or quantity.unit in POINTS):
        return False
    if not rest or rest[-1] in _PREPOSITIONS or rest[-1] == "的" or verbs_only(rest):
        return True
    if rest[0] in _FOR and len(rest) < _SHORT_PLACE and noun_and_verb(post)[1]:
        return True  # 为辖区4000名儿童免费体检
    if quantity.kind == "number" and FAMILY.get(quantity.unit) in ("count", "persons"):
        return (
            rest.endswith("等") or ("、" in rest and "等" not in rest) or _names_two(rest, quantity)
        )
    return False


def _names_two(rest: str, quantity: Quantity) -> bool:
    """Whether the words before a count of two name both (甲中学和乙医院2个重大工程)."""
    return quantity.value == 2 and _TWO_NAMES.fullmatch(rest) is not None


def _without_next(place: Place, post: str) -> str:
    """Give the words behind a number without those that belong to what follows them."""
    post = _FOLK_LISTED.sub("", _FAVOURED.sub("", _AND_MORE.sub("", post)))
    if "并" in post:
        post = _AND_DOES.sub("", post)
    if place.abuts:
        post = _LEADS_ON.sub("", post)  # 80个乡镇近300万群众
        if following := _NEXT_LIST.search(post):
            post = post[: following.start()]  # 3个“一件事”和榨菜产业大脑等3个特色应用
    return post


def _noun_behind(place: Place, post: str, frame: str) -> tuple[str, str]:
    """Split the words behind a number into what is counted and what is said of it."""
    if over := _SO_LARGE.fullmatch(post):
        return over[1], over[2]  # 9家企业销售收入过百亿
    whole = frame in NOMINAL and not post.endswith(_LEFT_BEHIND)  # but 实现20个贫困村退出
    noun, predicate = (post, "") if whole else noun_and_verb(post)
    if place.abuts and predicate:
        noun = _LEADS_ON.sub("", noun)
        predicate = ""  # 89个重点项目完成投资275亿元: the verb leads to the next number
    if place.abuts and noun.endswith(_PROJECT_SUM):
        noun = noun[:-2]  # 11个重点项目投资突破90亿元
    return noun, predicate


def _all_counted(post: str, predicate: str, quantity: Quantity, verb: str, frame: str) -> bool:
    """Whether all the words behind a number name what is counted, a verb in them too."""
    if (frame or verb) and "的" in predicate[1:-2]:
        return True  # 取消165项部门实施的审批事项: the clause narrows the noun
    if verb and predicate[:1] in ("在", "通") and len(predicate) > 2:
        return True  # 新增1.8万农业转移人口在城镇安家
    money = FAMILY.get(quantity.unit, "").startswith("money")
    return money and post.startswith(_SPENT_ON)  # 统筹44亿元支持乡村全面振兴


def _one_act(place: Place, post: str, predicate: str, quantity: Quantity) -> bool:
    """Whether the words behind a number, a verb in them too, name one act."""
    done = place.text.endswith("完成", place.pre, quantity.start)
    if done and _WORKS.fullmatch(predicate):
        return True  # 完成50所学校场地升级改造, 完成13个园林社区创建
    if done and FAMILY.get(quantity.unit) == "count" and _DONE_THERE.fullmatch(post):
        return True  # 完成12个贫困村创建示范村工作
    given = predicate[2:4] if predicate.startswith("免费") else ""
    if given and given not in _LIGHT_VERBS and place.text.startswith("为", place.pre):
        return True  # 为900名老人免费镶牙
    return quantity.unit in TIMES_HELD and post.endswith(_EVENTS)  # 40场图书推广活动


def _in_full(subject: str, frame: str, quantity: Quantity) -> str:
    """Give a subject that is too short to say what was counted the word that it lacks."""
    if frame and (subject in ("项目", "企业") or (frame in MAKES and len(subject) < BARE)):
        return frame + subject  # 建设A、B等102个项目, 建成A、B等10个公园
    if subject in _LEFT_POVERTY and FAMILY.get(quantity.unit) == "persons":
        return f"{subject}人数"  # 1.4万人脱贫
    return subject


def count_first(
    place: Place,
    post: str,
    quantity: Quantity,
    rest: str,
    frame: str,
    lead: Lead,
    state: State,
) -> None:
    """Read 新建105家服务中心, 318个“两重”项目全面开工, 80%的县级医院达到三级水平."""
    post = whole_act(place, _without_next(place, post))
    noun, predicate = _noun_behind(place, post, frame)
    if _one_act(place, post, predicate, quantity):
        noun, predicate = _WORK_NAMED.sub("", post), ""
    if "的" in post and (done := _DONE_IN.fullmatch(post)):
        noun, predicate = done[2] + done[1], ""
    acted = post.startswith(_REACHES) or verbs_only(post)
    if not rest and acted and (own := _noun_before(place, quantity, state)):
        noun, predicate = own, post  # 243项事项跨省通办、158项实现省内通办
    noun, predicate = named_work(noun, predicate, quantity.unit)
    verb = _verb_of(rest, lead, state, "" if _ruled(place, quantity, state) else predicate)
    if _all_counted(post, predicate, quantity, verb, frame):
        noun, predicate = post, ""
    if verb and verbs_only(verb) and predicate and not predicate.startswith(_REACHES):
        predicate = ""  # 安排25亿元资金支持…: what follows is the purpose
    subject = _in_full(counted(verb, noun.rstrip("过超"), predicate), frame, quantity)
    if state.base and (CONSEQUENCE.fullmatch(subject) or CONSEQUENCE.fullmatch(verb)):
        subject = compose(state.base, subject)  # 4.3亿人次受益
    if place.among and not (predicate and len(noun) > BARE and keep_verb(subject, 0, len(subject))):
        subject = among(state.known_parents, subject)
    emit(subject, place.pre, quantity, lead, state, "count-first", place)
    reading = state.readings[-1]
    reading.quote_end = max(reading.quote_end, place.post_end)
    reading.noun = noun
    reading.verb = frame or verb or state.ruling
    state.ruling = reading.verb
    if reading.measure == "change":
        reading.measure, reading.value = "level", quantity.value
    reading.other = reading.other or _is_size(quantity, post, noun, reading.verb)
    doubt(reading, place, noun, predicate)
    if only_scope(place, post) or (
        rest[-1:] == "的" and (rest.startswith(_THERE) or rest.endswith(_BEGUN))
    ):
        reading.other = True
    if post.endswith("任务") and place.text.find("下达的", place.pre, quantity.start) >= 0:
        reading.other = True  # 超额完成国家下达的9万人就业任务: what was set, not what was reached
        return
    if quantity.unit == "项" and post in HOLDS_RANK:
        reading.other = True  # 7项居全市第一: so many figures hold a rank
        return
    state.remember(subject, place.pre, place.clause)


def _is_size(quantity: Quantity, post: str, noun: str, verb: str) -> bool:
    """Whether an amount says how big the project is that it stands before (10亿元物流枢纽)."""
    if FAMILY.get(quantity.unit) != "money" or len(noun) < 2 or _MONEY.search(noun):
        return False
    if not verb:
        return not (post.startswith(_SPENT_ON) or keep_verb(noun, 0, len(noun)))
    return verb.endswith(_SIGNS) and bool(_PROJECT.search(post))


def _noun_before(place: Place, quantity: Quantity, state: State) -> str:
    """Tell the noun of the count before, where this one names none (新增企业87家，22家进入…)."""
    before = state.readings[-1] if state.readings else None
    if before is None:
        return ""
    if place.pre == place.clause and before.clause == state.previous[0] and before.rule in _OWNED:
        if before.quantity.unit != quantity.unit or FAMILY.get(quantity.unit) != "count":
            return ""
        return before.subject[keep_verb(before.subject, 0, len(before.subject)) :]
    near = (place.clause, state.previous[0] if place.pre == place.clause else place.clause)
    if before.clause not in near or before.rule != "count-first":
        return ""
    return before.noun if before.quantity.unit == quantity.unit else ""


def _verb_of(rest: str, lead: Lead, state: State, predicate: str) -> str:
    """Tell the verb, or the owner, that belongs to a thing counted behind its number."""
    if rest.endswith("的"):
        return rest[:-1].lstrip("、")
    if rest[:2] in CIRCLES and verbs_only(rest[2:]):
        rest = rest[2:]  # 全市新建、改建幼儿园
    first, listed, more = rest.partition("、")
    if listed and verbs_only(more) and first[-2:] in KEEP:
        state.verb = more
        return rest  # 城区新建、改建停车场: the owner with all its verbs
    if ("、" in rest or _TWO_NAMES.fullmatch(rest)) and not verbs_only(rest):
        rest = rest.removeprefix("重点").removeprefix("集中")  # 重点培育A、B等20个未来产业
        rest = rest[: keep_verb(rest, 0, len(rest))]
    if rest and verbs_only(rest):
        verb = rest.lstrip("、和并")
        if lead.reach in ("安排", "完成") and lead.words and lead.words[-1] == lead.reach:
            verb += lead.reach
        state.verb = verb
        return verb
    if rest:
        return ""
    if lead.rise:
        return next((w for w in lead.words if TAIL[w][0] == "rise"), "")
    return state.verb if not predicate else ""


def _ruled(place: Place, quantity: Quantity, state: State) -> bool:
    """Whether the verb before the first of a list rules this count (筛选A3家、B5家重点扶持)."""
    before = state.readings[-1] if state.readings else None
    if before is None or place.text[place.pre - 1] != "、" or not state.verb:
        return False
    same = before.clause == place.clause and before.quantity.unit == quantity.unit
    return same and before.rule == "count-first" and before.verb == state.verb


def only_scope(place: Place, post: str) -> bool:
    """Whether a count says over how many things the next number holds (147个断面优良率90%)."""
    if post.endswith(("中", "当中", "里")) or "基础上" in post or "高于" in post:
        return True
    if not place.abuts:
        return False
    if "人均" in post:
        return True  # 20户90名移民年人均收入超过4000元
    if _EACH_REACHES.search(post):
        return True  # 90家合作社年收入均达到8万元
    if _OUTPUT_OF.search(post):
        return True  # 80家规上企业实现增加值9亿元
    before = place.masked[place.pre : place.pre + 1]
    return place.next_unit == "%" or "的" in post or before == "在" or bool(_RATE_OVER.search(post))


def _works_in_places(reading: Reading, noun: str, before: str) -> bool:
    """Whether places are counted for the works done in them (实施90村饮水安全项目)."""
    unit = reading.quantity.unit
    return (
        unit in ("村", "乡", "镇") and bool(reading.verb or before) and noun.endswith(_WORKS_DONE)
    )


def _only_focused(reading: Reading, before: str) -> bool:
    """Whether things are only kept in view (锚定10家企业), and nothing is done to them."""
    return before.startswith(_FOCUSED) and (not reading.verb or reading.verb in _FOCUSED)


# 入选全省100户大企业名单: how long the list is
_IN_LIST_OF = re.compile(r"(?:入选|入围|入列|列入|跻身)(?:全[国省市区县州]|国家|全球)(?:首批|前)?$")


def doubt(reading: Reading, place: Place, noun: str, predicate: str) -> None:
    """Mark counts of words, capacities, durations and places as no statement."""
    quantity = reading.quantity
    family = FAMILY.get(quantity.unit, "")
    before = place.masked[place.pre : quantity.start]
    informative = bool(predicate) and len(predicate) > 4 and not is_plain(predicate)
    reading.other = (
        reading.other
        or (quantity.unit in COUNTERS and is_list_count(noun) and not informative)
        or family in ("time", "days", "age", "")
        or noun.startswith((*_PACE, "指标"))
        or (quantity.unit == "项" and bool(_SO_MANY_FIGURES.search(noun)))
        or quantity.unit.endswith("人口")
        or "实事" in noun
        or noun in _PROMISED
        or bool(_AS_MEANS.search(noun))
        or (family == "count" and bool(_IN_LIST_OF.search(before)))
        or (family == "count" and not predicate and _only_focused(reading, before))
        or bool(_PEOPLE.search(noun))
        or (quantity.unit in AREA_UNITS and not _works_in_places(reading, noun, before))
        or bool(_CAPACITY_BEFORE.search(before))
        or (
            family == "mass"
            and bool(_BUILDS_PLANT.search(place.text[place.clause : quantity.start]))
            and bool(_PLANT.search(place.text, quantity.tail, place.clause_end))
        )
        or (
            family in _CAPACITY_FAMILIES
            and bool(_CAPACITY_BEHIND.search(noun))
            and reading.verb not in KEEP
        )
    )


def made_before(place: Place, subject: str) -> str:
    """Put the verb that made them before a bare noun (建成水厂3座、水窖90口)."""
    if len(subject) < BARE and indicator_of(subject) is None and not verbs_only(subject[:2]):
        made = prefix(place.text, place.clause, FRAME_LENGTHS, FRAME)
        verb = place.text[place.clause : place.clause + made]
        said = verb in MAKES or (len(subject) < BARE - 1 and verb in _OFFERS)
        return verb + subject if said else subject
    return subject
