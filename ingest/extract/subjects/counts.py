"""Reads a number that stands before what it counts (新建105家服务中心)."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.effects import CONSEQUENCE, gained_by
from ingest.extract.ellipsis.owner_by_kind import way_of_projects
from ingest.extract.ellipsis.partitives import among
from ingest.extract.ellipsis.topics import topic
from ingest.extract.emit import emit
from ingest.extract.measures import POINTS
from ingest.extract.numbers.exclusions import exclude_count, is_size, only_scope
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.phrases.parts_of_speech import noun_and_verb, opens_with_verb, verbs_only
from ingest.extract.phrases.said import LINKED
from ingest.extract.state import Place, State
from ingest.extract.subjects.count_subjects import (
    SHORT_NOUN,
    all_counted,
    counted,
    in_full,
    noun_behind,
    without_next,
)
from ingest.extract.subjects.row_counts import (
    goes_on,
    is_there,
    made_in_row,
    ruled,
    verbs_of,
    who_did,
)
from ingest.extract.subjects.whom import for_whom, sped_up
from ingest.extract.subjects.works import listed_works, named_work, whole_act
from ingest.extract.times.stocks import STANDING
from ingest.extract.vocabulary.words import CIRCLES, FAMILY, KEEP, TAIL

HOLDS_RANK: Final = frozenset(
    verb + place
    for verb in ("居", "位居", "列", "位列", "排名", "稳居", "跃居")
    for place in ("全国", "全省", "全区", "全市", "全县", "全州")
)
_HOLDS_PLACE: Final = (
    "位列", "位居", "跻身", "名列", "进入全球", "进入世界", "进入中国", "进入全国", "达到",
    "接通", "与", "共享", "享有", "拥有", "构成", "组成", "聚力", "位于", "分布", "连接", "通达",
    "直通", "具备", "处于", "规模", "产值", "营收", "税收", "年产值", "年营收", "年税收",
)  # fmt: skip
_SENDS: Final = (
    "动员", "发动", "组织", "引导", "帮助", "帮扶", "鼓励", "吸引", "支持", "现有", "选择", "选取",
    "选定", "挑选", "遴选", "筛选",
)  # fmt: skip
# 产值超亿元企业: how many there are; 17条河流全部达到三类水质: how they stand
_IS_SO: Final = re.compile(r"[超过破][\d百千万亿]|达到|位[列居]|处于|领先|消劣|达标|连续|全覆盖")
_INSURED_DO: Final = ("参保", "参合", "领取养老金", "参保缴费")
_INSURANCE: Final = re.compile(
    "(?:城镇|城乡|农村|新型农村|基本|职工|居民|社会|企业|失业|工伤|生育|医疗|养老|大病|合作){2,8}(?:保险|医保|医疗)"
)
_JOINS: Final = re.compile("参加(农民|农牧民|群众|居民|职工|人员|人口|农民工|人数)")
_PRAISED: Final = re.compile("(?:最[\u4e00-\u9fff]{1,2}|领先|首创|唯一|一流)的$")
_LONGEST_INSURED: Final = 9  # letters of 城乡居民参保
_INSURANCE_REACH: Final = 90  # letters
_WAY_WORKS: Final = ("项目", "工程", "路段", "线路")
_SHOWS: Final = ("形成", "推出", "总结", "打造", "探索")
_EXAMPLES: Final = ("典型案例", "案例", "创新案例", "经验做法", "创新成果", "制度创新成果")
_HELPED: Final = ("受益", "直接受益")
_BENEFITS: Final = ("受益", "惠及")
_REACHES: Final = ("即将", "正在", "实现", "通过", "纳入", "获", "达到", "入选", "入围", "进入")
# Rules whose subject stands before its number, with its owner.
_OWNED: Final = ("before", "carried-verb")
_WORKERS: Final = re.compile(r"[^，、的]{0,8}(?:劳动力|人口|人员|毕业生|学生|群众|企业|农民工)")
_PREPOSITIONS: Final = frozenset("把将为对使让在向给以与")
_FOR: Final = frozenset("为给")
_SHORT_PLACE: Final = 5  # letters of 为全区, 为辖区
_LEADS_COUNT: Final = frozenset((
    "已有", "现有", "完成", "完成了", "实现", "实现了", "安排", "有", "共有", "共", "为", "在",
    "达到", "计划", "要", "需",
))  # fmt: skip
_OF_THEM: Final = frozenset(("项目", "企业", "工程"))
_AS_PLANNED: Final = frozenset(("年度目标任务", "全年目标任务", "年度任务", "目标任务", "年度目标"))
_FOUNDED: Final = ("设立", "成立", "建立", "组建")
_GOES_ON: Final = ("建设", "改造", "投产", "投用")
_DISTRICTS: Final = ("片区", "园区", "新区", "开发区", "街道", "组团", "流域")
_FIELD_BUILT: Final = re.compile(
    r"[^，、的和与及]{2,6}?(?:续建|新开工|新建|改扩建)(?=[^，、]{3,}等$)"
)
_TWO_NAMES: Final = re.compile(r"[^，、的和与及]{3,}[和与及][^，、的和与及]{3,}")


def counts_behind(rest: str, post: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether the thing counted stands behind the number (新建105家服务中心)."""
    if quantity.kind not in ("number", "share", "round", "half") or lead.before == "le":
        return False
    if lead.to and lead.reach not in _LEADS_COUNT:
        # 保持230万外地劳动力稳定就业
        return lead.reach == "保持" and not rest and bool(_WORKERS.match(post))
    if lead.rise and (quantity.unit == "%" or quantity.unit in POINTS):
        return False
    if not rest or rest[-1] in _PREPOSITIONS or rest[-1] == "的" or verbs_only(verbs_of(rest)):
        return True
    if rest[0] in _FOR and len(rest) < _SHORT_PLACE and noun_and_verb(post)[1]:
        return True  # 为辖区4000名儿童免费体检
    if quantity.kind == "number" and FAMILY.get(quantity.unit) in ("count", "persons"):
        listed = "、" in rest and "等" not in rest and not _in_districts(rest, post)
        return rest.endswith("等") or listed or _names_two(rest, quantity)
    return rest.endswith("等") and listed_works(rest, post, quantity)


def _in_districts(rest: str, post: str) -> bool:
    """Whether the words before a count list where its things are (城东、河西片区31个项目)."""
    if not rest.endswith(_DISTRICTS) or post.startswith(_DISTRICTS):
        return False
    return len(noun_and_verb(post)[0]) > 1 and not keep_verb(rest, 0, len(rest))


def _names_two(rest: str, quantity: Quantity) -> bool:
    """Whether the words before a count of two name both (甲中学和乙医院2个重大工程)."""
    return quantity.value == 2 and _TWO_NAMES.fullmatch(rest) is not None


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
    post = whole_act(place, without_next(place, post))
    noun, predicate, verb = _parted(place, post, quantity, rest, frame, lead, state)
    if predicate[:2] == "开展" and not rest and noun.endswith("企业"):
        subject = predicate + noun  # 21家企业开展“智改数转”
    else:
        verb = verb or ("" if frame or rest or predicate else who_did(place, state))
        made = frame or ("" if verb else made_in_row(place, state))
        subject = in_full(counted(verb, noun.rstrip("过超"), predicate), made, quantity)
    subject = sped_up(place, quantity, for_whom(place, quantity, subject))
    benefits = verb in _BENEFITS or subject in _BENEFITS or (predicate in _HELPED and not rest)
    if benefits and "从中" not in post and not goes_on(place, state):
        subject = gained_by(place, subject, state)
    elif not benefits:
        subject = _of_work(place, subject, verb, frame, state)
        if frame == "带动" and noun == subject:
            subject = frame + subject  # 带动17万家企业融通发展
    if lead.reach == "已有" and noun in _OF_THEM and place.pre == place.clause:
        subject = subject.removesuffix(noun) + _things_before(noun, quantity, state)
    if place.among and not (
        predicate and len(noun) > SHORT_NOUN and keep_verb(subject, 0, len(subject))
    ):
        subject = among(state.known_parents, subject)
    there = is_there(place, quantity, rest, state)
    emit(subject, place.pre, quantity, lead, state, "count-first", place)
    reading = state.readings[-1]
    reading.quote_end = max(reading.quote_end, place.post_end)
    holds = predicate.startswith(_HOLDS_PLACE) or _IS_SO.search(predicate)
    reading.flow = reading.flow and not holds
    reading.noun = noun.removesuffix("中")
    reading.verb = frame or verb or state.ruling
    opens = place.pre == place.clause and not (rest or predicate or reading.verb)
    if opens and subject == noun and noun.endswith(STANDING) and "在" not in noun:
        reading.flow = False  # 29家重点实验室、62家研究机构聚力攻关
    state.ruling = reading.verb
    if reading.measure == "change":
        reading.measure, reading.value = "level", quantity.value
    reading.other = reading.other or is_size(quantity, post, noun, reading.verb)
    exclude_count(reading, place, noun, predicate)
    if only_scope(place, post) or there:
        reading.other = True
    if _is_set_or_rank(place, post, noun, quantity):
        reading.other = True  # nothing goes back to it
    else:
        state.remember(subject, place.pre, place.clause)


def _of_work(place: Place, subject: str, verb: str, frame: str, state: State) -> str:
    """Complete what a work led to, or what came of a reform, by what was named before."""
    insures = subject.endswith(_INSURED_DO) and len(subject) < _LONGEST_INSURED
    if insures and (insured := _insurance_before(place)):
        return insured + subject  # 开展社会养老保险试点，1334万人参保
    if (joins := _JOINS.fullmatch(subject)) and (insured := _insurance_before(place)):
        return "参加" + insured + joins[1]  # 合作医疗扩大试点，有3亿农民参加
    led = CONSEQUENCE.fullmatch(subject) or CONSEQUENCE.fullmatch(verb) or subject == "工程量"
    if led and state.base:
        return compose(state.base, subject)  # 已完成50%的工程量
    if frame in _SHOWS and subject in _EXAMPLES:
        return compose(topic(place, state) or state.base, subject)  # 深化改革，形成10个典型案例
    if subject.endswith(_WAY_WORKS) and (subject[:-2] == "在建" or verbs_only(subject[:-2])):
        return way_of_projects(state) + subject
    return subject


def _insurance_before(place: Place) -> str:
    """Tell the insurance that the clauses before name last; "" for none."""
    low = max(0, place.clause - _INSURANCE_REACH)
    low = max(low, *(place.text.rfind(mark, low, place.clause) + 1 for mark in "。\n"))
    named = _INSURANCE.findall(place.text, low, place.clause)
    return named[-1] if named else ""


def _things_before(noun: str, quantity: Quantity, state: State) -> str:
    """Name the things of which so many are counted (重点项目80个，已有37个项目竣工)."""
    for before in reversed(state.readings):
        if before.quantity.unit == quantity.unit and before.subject.endswith(noun):
            more = before.quantity.value > quantity.value
            start = keep_verb(before.subject, 0, len(before.subject))
            return before.subject[start:] if more else noun
    return noun


def _parted(
    place: Place, post: str, quantity: Quantity, rest: str, frame: str, lead: Lead, state: State
) -> tuple[str, str, str]:
    """Part the words around a count into its noun, what is said of it, and the verb before it."""
    noun, predicate = noun_behind(place, post, frame, quantity)
    acted = post.startswith(_REACHES) or verbs_only(post)
    if not rest and acted and (own := _noun_before(place, quantity, state)):
        noun, predicate = own, post  # 243项事项跨省通办、158项实现省内通办
    noun, predicate = named_work(noun, predicate, quantity.unit)
    verb = _verb_of(rest, lead, state, "" if ruled(place, quantity, state) else predicate)
    if verb and "通" in post and (linked := LINKED.fullmatch(post)):
        return linked[1], linked[2], verb  # 新增90个村通自来水
    if all_counted(post, noun, predicate, quantity, verb, frame):
        noun, predicate = post, ""
    if frame in _FOUNDED:
        predicate = ""  # 设立20个服务站开展巡诊: what follows is what they are for
    sends = verb.endswith(_SENDS)  # 动员900户居民打造花园街区: what they do narrows who
    if verb and not sends and verbs_only(verb) and not predicate.startswith(_REACHES):
        predicate = ""  # 安排25亿元资金支持…: what follows is the purpose
    return noun, predicate, verb


def _is_set_or_rank(place: Place, post: str, noun: str, quantity: Quantity) -> bool:
    """Whether a count tells what was set (国家下达的9万人任务) or how many figures hold a rank."""
    if noun in _AS_PLANNED:
        return True  # 超额完成40所的年度目标任务
    if post.endswith("任务") and place.text.find("下达的", place.pre, quantity.start) >= 0:
        return True
    return quantity.unit == "项" and post in HOLDS_RANK  # 7项居全市第一


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
    if before.clause not in near or before.rule != "count-first" or opens_with_verb(before.noun):
        return ""  # 3人获评省级名师、1人获评…: no noun there either
    return before.noun if before.quantity.unit == quantity.unit else ""


def _verb_of(rest: str, lead: Lead, state: State, predicate: str) -> str:
    """Tell the verb, or the owner, that belongs to a thing counted behind its number."""
    if rest.endswith("的"):
        dated = rest[0] == "对" and "年" in rest  # 对去年整治过的107个小区…
        praised = _PRAISED.search(rest) is not None  # 规模最大、技术领先的2座电站
        return "" if dated or praised else rest[:-1].lstrip("、")
    if rest.endswith(("使", "让")) and predicate == "受益":
        return rest[:-1]  # 农村饮水工程使60万农民受益
    if verbs_of(rest) != rest or (rest.endswith("惠及") and not verbs_only(rest)):
        return rest  # A改造、B改造惠及3万多家庭
    if rest[:2] in CIRCLES and verbs_only(rest[2:]):
        rest = rest[2:]  # 全市新建、改建幼儿园
    first, listed, more = rest.partition("、")
    if listed and verbs_only(more) and first[-2:] in KEEP:
        state.verb = more
        return rest  # 城区新建、改建停车场: the owner with all its verbs
    named = "、" in rest or rest[-1:] == "等" or _TWO_NAMES.fullmatch(rest)
    if named and not verbs_only(rest):
        rest = rest.removeprefix("重点").removeprefix("集中")  # 重点培育A、B等20个未来产业
        # 高速公路续建甲线等7个项目: the field stands before the verb
        field = _FIELD_BUILT.match(rest) if rest[-1] == "等" else None
        rest = rest[: field.end() if field else _verbs_at(rest)]
        if field:
            state.verb = rest
            return rest
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


def _verbs_at(rest: str) -> int:
    """Tell the length of the verb at the head, with what goes on with it (开工建设, 建成投用)."""
    length = keep_verb(rest, 0, len(rest))
    return length + 2 * rest.startswith(_GOES_ON, length) if length else 0
