"""Completes the words before a number to a full subject, by rules that are asked in order."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.extract.canonical import indicator_of
from ingest.extract.cues import Lead
from ingest.extract.elliptic import of_figure_before
from ingest.extract.measures import POINTS
from ingest.extract.owners import (
    Completed,
    chain_of_crop,
    income_in_row,
    of_group,
    opens_anew,
    own_part,
)
from ingest.extract.parts_of_year import part_of_year
from ingest.extract.phrases import keep_verb, strip_head
from ingest.extract.quantity import Quantity
from ingest.extract.sharing import (
    PACE_AT_END,
    PER_OUTPUT,
    compose,
    head_of,
    is_aspect,
    is_bare_head,
)
from ingest.extract.stages import at_stage, other_stage, other_verb
from ingest.extract.state import Place, State
from ingest.extract.subjects import noun_and_verb, verbs_only
from ingest.extract.topics import said_of, topic
from ingest.extract.trimming import OPENERS
from ingest.extract.words import ALONE, FAMILY, FRAME, FRAME_LENGTHS, STAGES, prefix

_SHARE = re.compile(r"^(.*?)(?:占|占到|占据)(?!地(?![区方])|补|用|有)(.*)$")
_SHARE_ENDS = ("比重", "比例", "份额", "比", "占比", "总量")
_TIMES_OF = re.compile(r"^(.*?)(是|为|达到?|提高到|提升到|相当于|增至|接近)(.{2,}?)的?$")
# 是2011年的1.7倍 measures the same thing against its own past.
_PAST_BASE = re.compile(r"年|五”|五(?:时)?期?末|(?:上|前)一?(?:个|届)|之初|同期|当时")
BECOMES = re.compile(
    r"^(.{2,}?)(?:成为|跻身|晋升为|建成).*?(?:首个|首家|唯一|第一个)?(产值|规模|营收|营业收入|收入|产量|总产值)$"
)
_BECOME_LAST = frozenset("值模收入量")
CONSEQUENCE = re.compile(r"惠及|受益|服务|带动|吸纳|覆盖|撬动|辐射|拉动")
_SERVICES = "服务(?:业|贸易|外包|平台|中心|站|网|收入|性|消费)"
_LED_TO = re.compile(rf"(?:直接|累计|有效|间接|共|可|已)?(?!{_SERVICES})({CONSEQUENCE.pattern})")
_LED_WHOLE = re.compile("^(?:辐射|示范|引领|有效|直接)?(?:带动|拉动)")
_LISTED_EVENTS = re.compile(
    "^[^，“]{2,30}、[^，、“]{2,14}等(?=(?:文化|惠民|系列|主题)*(?:活动|服务|演出|赛事))"
)
_GROWN = ("种植", "养殖", "播种", "栽培")
_WHOLE = re.compile("全[国省市区县旗州镇乡]")
_PROJECT_SUMS = frozenset((
    "投资", "总投资", "完成投资", "计划投资", "年度投资", "年度计划投资", "年度完成投资",
    "累计完成投资", "投资额", "总投资额", "计划总投资", "投资规模", "协议投资", "协议总投资",
    "累计投资", "投资总额", "资金",
    "概算总投资", "概算投资", "估算总投资", "预计总投资",
    "计划投资额", "计划投资总额", "协议投资额", "协议投资总额",
))  # fmt: skip
_SPENT = _PROJECT_SUMS | {"投入", "计划投入", "投入资金"}
_FUNDS = re.compile(r"([^，、]{0,10}?(?:资金|经费|补助|基金))(?:$|予以|用于|支持|重点|专门)")
_SETTLED = ("入驻", "集聚")
_PARK = re.compile(r"(?:园区?|基地|平台|中心|集群|小镇|开发区|载体|新区)$")
_HOUSE = re.compile(
    r"((?:[^，、；的]{2,10}?)(?:实验室|研究院|小镇|产业园|科技园|科创园|创业园|科技城|高新区|经开区|综保区|孵化器))"
)
_TAKEN_IN = re.compile(r"(?:共|已|累计|新|成功)*(?:入驻|集聚|汇聚|引进|孵化)")
_PROJECTS = re.compile(r"(?:项目|工程)(?:建设|改造)?$")
_BUILDS = re.compile(
    r"(?:新建|改造|提升|新增|扩建|改建|和|、|建成|开工|完成|新开工|新改建|治理|整治|修复|养护|绿化)+"
)
# 实施沟渠整治工程，完成治理20条
_WORK_END = re.compile(
    r"(?:建设|(?<=..)(?:改造|整治|治理|提升|修复|养护)(?:工程|行动|项目|工作)?)$"
)
_OF_PLAN = re.compile(
    r"^[为是]?(?:全年|年度|年初|调整|计划|年){0,3}(投资)?(?:目标|计划|任务|预算)(?:任务|数|开工)?的?$"
)
_OF_YEAR = frozenset(("年", "全年", "年度"))
_UNIT_OF_OUTPUT = re.compile(r"(?:单位|万元)(?:地区|国内)?(?:生产总值|GDP)")
_PURPOSE = re.compile(
    r"^(?:资金|经费|补助|专项)?(?:支持|用于|建设(?!用地)|建成|实施|开展|推动|推进|补助|保障|投向|奖励|扶持)"
)
_TAX_SHARE = frozenset(("税收占比", "税占比", "税收比重", "税比"))
_SHORT_PHRASE = 5
_FRAMES_AT_END = tuple(sorted((v for v in FRAME if len(v) > 1), key=len, reverse=True))


# 省属企业完成投资55亿元、研发投入13亿元: both are the enterprises'
_OWNER_DID = re.compile(
    r"(?:全[国省市区县州])?([^，、]{2,10}?(?:企业|国企|集团|园区|开发区|高新区|经开区|综保区|新区))(?:共|累计|全年)*(?:完成|实现)"
)


def complete(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> tuple[str, str]:
    """Complete the words before the number to a subject, and name the rule that did it.

    The rules are asked in order; the first that has an answer decides.
    """
    for rule in _RULES_OF_UNIT.get(quantity.unit, _RULES):
        if (found := rule(place, post, quantity, subject, lead, state)) is not None:
            return found
    return subject, "before"


def _aspect(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """总量, 占比 alone: of what was named before."""
    if subject in ("完成投资", "累计完成投资") and state.base.endswith("固定资产投资"):
        return state.base, "before"  # 固定资产投资年均增长9%，累计完成投资100亿元
    if not is_aspect(subject) or (indicator_of(subject) is not None and quantity.unit != "位"):
        return None
    branch = opens_anew(place, state)
    base = said_of(place, lead) or branch or state.base or topic(place, state)
    state.base = branch or state.base or base  # what follows goes back to it as well
    return (compose(base, subject), "aspect") if base else (subject, "before")


def _of_field(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """产量, 投资 alone, where the sentence opens with its field and nothing was measured since."""
    if not state.about or (state.base and not state.base.startswith(state.about)):
        return None
    if not (is_aspect(subject) or is_bare_head(subject)):
        return None
    return state.about + subject, "aspect"


def _share(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """占全市比重, 占80%: the share of a whole."""
    if lead.reach == "占" and quantity.unit == "%":
        return (subject if subject.endswith("比") else f"{subject}占比"), "share"
    share = _SHARE.match(subject) if "占" in subject else None
    if share and not subject.endswith("占比"):
        if not (share[1] or state.base or state.last):
            state.base = topic(place, state)  # 民生投入继续增加，占财政支出的比重达75%
        return _share_name(share, place, state), "share"
    return None


def _times(
    _place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """是…的10倍, 提高到…的2倍: a ratio, or a level in multiples of something."""
    if quantity.unit != "倍" or lead.rise or quantity.kind == "double":
        return None
    if (times := _TIMES_OF.match(subject)) is None:
        return None
    owner = times[1] or state.last
    against = times[2] == "是" and not _PAST_BASE.search(times[3])
    return (f"{owner}与{times[3]}之比" if against else owner), "times"


def _becomes(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, _state: State
) -> Completed:
    """成为首个产值超2000亿元的园区 states the output."""
    becomes = BECOMES.match(subject) if subject[-1:] in _BECOME_LAST else None
    return (becomes[1] + becomes[2], "before") if becomes else None


def _of_projects(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """完成投资 of the projects before; 惠及, 带动 of the work before."""
    fetched = subject.removeprefix("争取")
    if not state.base and place.pre == place.clause and fetched in _SPENT:
        state.base = named if _PROJECTS.search(named := topic(place, state)) else ""
    anew = place.masked[place.clause - 1 : place.clause] == "；" and place.pre == place.clause
    if not anew and fetched in _SPENT and _PROJECTS.search(state.base) and quantity.unit != "%":
        return compose(state.base, fetched), "aspect"
    if lead.rise or indicator_of(subject) is not None:
        return None
    if subject.startswith(_SETTLED):
        parks = {named for named in state.parents if _PARK.search(named)}
        park = parks.pop() if len(parks) == 1 else ""
        return (
            (park + subject, "aspect") if park and park not in subject else None
        )  # 13个园区建成48平方公里，入驻企业744户
    if (led := _LED_TO.match(place.text, place.pre)) is None:
        return None
    whole = _LED_WHOLE.sub("", subject)
    grown = FAMILY.get(quantity.unit) == "area" and whole.endswith(_GROWN)
    if _WHOLE.match(whole) and (grown or head_of(whole) or is_aspect(whole[2:])):
        return whole, "before"  # 带动全县养殖规模超过…: a measure of the place by itself
    subject = subject if led[1] in subject else led[1] + subject
    state.base = _LISTED_EVENTS.sub("", state.base)  # 送戏、送书等活动50场，惠及群众…
    state.base = state.base or topic(place, state)  # what follows goes back to it as well
    return (compose(state.base, subject), "aspect") if state.base else (subject, "before")


def _verb_alone(
    place: Place, post: str, quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """废止22件, 新建和改造200万亩: a verb whose object was named before."""
    if not post and subject in STAGES:
        staged = other_stage(_counted_alike(quantity, state) or state.last, subject)
        if staged:
            return staged, "verb"
    if place.masked[place.clause - 1 : place.clause] == "；" and place.pre == place.clause:
        return None  # what stands before “；” is another statement
    if post or subject.removeprefix("累计") in ALONE:
        return None
    verb = subject in STAGES or verbs_only(subject)
    if not verb or indicator_of(subject) is not None:
        return None  # 其中出口18.9亿元: 出口 is a thing by itself
    if FAMILY.get(quantity.unit) in ("persons", "visits") and _paid_last(state):
        return None  # 发放贷款1亿元，培训2万人次
    if base := _counted_alike(quantity, state) or state.base or state.last:
        if subject in STAGES:
            return at_stage(place, base, subject, state), "verb"
        return other_verb(base, subject), "verb"
    if subject in STAGES and (base := topic(place, state)):
        return subject + base, "topic"  # 棚户区改造，新开工2万套
    if _BUILDS.fullmatch(subject) and (base := _WORK_END.sub("", topic(place, state))):
        return subject + base, "topic"
    return None


def _paid_last(state: State) -> bool:
    """Whether the number before was a sum of money."""
    last = state.readings[-1] if state.readings else None
    return last is not None and FAMILY.get(last.quantity.unit, "").startswith("money")


def _counted_alike(quantity: Quantity, state: State) -> str:
    """Tell what was counted like this (引进项目30个，合同引资9亿元，开工20个); "" for the last."""
    if FAMILY.get(quantity.unit) != "count" or not state.readings:
        return ""
    if FAMILY.get(state.readings[-1].quantity.unit) == "count":
        return ""
    for reading in reversed(state.readings):
        if reading.quantity.unit == quantity.unit and not reading.other:
            return reading.subject
    return ""


def _spending(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """一般公共预算收入增长2%、支出超过70亿元: the other side of the same budget."""
    if subject in ("支出", "累计支出", "总支出") and state.last.endswith("收入"):
        return state.last[:-2] + subject, "before"
    return None


def _of_revenue(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """一般公共预算收入19亿元，税收占比70%: the share of taxes in the revenue before."""
    if (
        subject not in _TAX_SHARE
        or not state.base.endswith("收入")
        or state.base.endswith("税收收入")
    ):
        return None
    return state.base + subject, "aspect"


def _contribution(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """对经济增长贡献率: of the sector before."""
    if subject.startswith("对") and "贡献" in subject and state.base:
        return state.base + subject, "aspect"
    return None


def _named_behind(
    _place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, _state: State
) -> Completed:
    """Owner before, thing behind (研究院建成8个平台)."""
    if not post:
        return None
    if quantity.unit == "%" and lead.reach in ("实现", "完成"):
        return subject + noun_and_verb(post)[0], "both"
    if lead.reach == "安排" and (funds := _FUNDS.match(post)):
        return _owner(subject) + funds[1], "both"  # 中央财政安排10亿元专项资金
    if _counts_on(subject, quantity, post, lead):
        return _owner(subject) + noun_and_verb(post)[0], "both"
    return None


def _per_output(
    _place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """单位GDP能耗下降3%，二氧化碳排放下降4%: both are per unit of output."""
    if quantity.unit != "%" or not lead.rise or subject not in PER_OUTPUT:
        return None
    per = _UNIT_OF_OUTPUT.match(state.last)
    return (per[0] + subject, "aspect") if per else None


def _of_plan(
    _place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """完成年度目标的120%: how much of its goal the subject before has reached."""
    if quantity.unit != "%" or not state.last:
        return None
    plan = _OF_PLAN.match(subject)
    if plan is None:  # 完成年计划110%
        yearly = subject in _OF_YEAR and lead.words[-1:] == ["计划"]
        return (f"{state.last}完成率", "aspect") if yearly else None
    invested = "" if state.last.endswith("投资") else plan[1] or ""
    return f"{state.last}{invested}完成率", "aspect"


def _owned_in_row(
    place: Place, post: str, _quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """省属企业完成投资55亿元、研发投入13亿元: the owner is that of the item before."""
    if post or lead.rise or place.masked[place.pre - 1 : place.pre] != "、" or not state.readings:
        return None
    if not (head_of(subject) or is_bare_head(subject) or subject.endswith("投入")):
        return None
    if (owner := _OWNER_DID.match(place.text, place.clause)) is None:
        return None
    if owner[1] in subject or not state.readings[-1].subject.startswith(owner[1]):
        return None
    return owner[1] + subject, "before"


def _in_house(
    place: Place, _post: str, _quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """集聚人员98人 of the laboratory that the clause before names, and what follows in a row."""
    if lead.rise:
        return None
    if place.pre > place.clause:
        return _in_house_too(place, subject, state)
    if not _TAKEN_IN.match(subject):
        return None
    begin, end = state.previous
    if end != place.clause - 1 or place.masked[end] != "，":
        return None
    if state.readings and state.readings[-1].clause >= begin:
        return None
    house = _HOUSE.match(place.text, begin, end)
    if house is None or keep_verb(place.text, begin, end):
        return None
    if strip_head(place.text, begin, end)[0] != begin:
        return None  # 成功创建省级产业园，引进…: the park is what was made, not who did it
    return house[1] + subject, "aspect"


def _in_house_too(place: Place, subject: str, state: State) -> Completed:
    """小镇入驻企业60家、商户1000户: the place, and its verb where the item has none of its own."""
    if place.text[place.pre - 1] != "、" or not state.readings:
        return None
    before = state.readings[-1]
    if before.clause != place.clause or (house := _HOUSE.match(before.subject)) is None:
        return None
    if house[1] in subject or not _TAKEN_IN.search(place.text, place.clause, place.pre):
        return None
    own = keep_verb(subject, 0, len(subject))
    own = own or prefix(place.text, place.pre, FRAME_LENGTHS, FRAME)
    taken = None if own else _TAKEN_IN.match(before.subject, house.end(1))
    return house[1] + (taken[0] if taken else "") + subject, "aspect"


_Rule = Callable[[Place, str, Quantity, str, Lead, State], Completed]
_RULES: tuple[_Rule, ...] = (
    own_part, of_figure_before, part_of_year, _of_field, _aspect, _share, _becomes, _of_projects,
    _verb_alone, _contribution, _spending, income_in_row, chain_of_crop, of_group, _owned_in_row,
    _in_house, _named_behind,
)  # fmt: skip
# Some rules are about one unit only; others needn't ask them.
_RULES_OF_UNIT: dict[str, tuple[_Rule, ...]] = {
    "%": (
        own_part,
        of_figure_before,
        part_of_year,
        _of_plan,
        _per_output,
        _of_revenue,
        *_RULES[3:],
    ),
    "倍": (*_RULES[:6], _times, *_RULES[6:]),
}


def _owner(subject: str) -> str:
    """Take the framing verb off the end of an owner: “南繁硅谷”已建成 → “南繁硅谷”."""
    subject = subject.removesuffix("的")
    if len(subject) <= _SHORT_PHRASE and subject.startswith(("为", "对", "向", "给")):
        return ""  # 为辖区4000名儿童…
    for verb in _FRAMES_AT_END:
        if subject.endswith(verb):
            owner = subject.removesuffix(verb).removesuffix("已").removesuffix("共")
            owner = owner.removesuffix("要").removesuffix("至少")  # 每镇至少要建成2个…
            return "" if owner.startswith(OPENERS) else owner
    return subject


def _counts_on(subject: str, quantity: Quantity, post: str, lead: Lead) -> bool:
    """Whether words before and behind the number name the thing together."""
    if lead.rise or lead.to or lead.before in ("gt", "le", "lt"):
        return False
    if quantity.unit in ("%", "") or quantity.unit in POINTS or quantity.kind != "number":
        return False
    if FAMILY.get(quantity.unit, "").startswith("money") or _PURPOSE.match(post):
        return False
    noun, _ = noun_and_verb(post)
    return 2 <= len(noun) <= 16 and not head_of(subject)


def _share_name(share: re.Match[str], place: Place, state: State) -> str:
    """Name a share: 占全市比重 → 材料产业产值占全市比重."""
    owner, whole = share[1].removesuffix("已"), share[2]
    if not whole.endswith(_SHARE_ENDS):
        whole += "比重"
    if owner and is_aspect(owner) and not state.base:
        state.base = topic(place, state)  # 新兴产业快速发展，产值已占工业的12%
    if owner and state.base and is_aspect(owner) and share.string.startswith(owner):
        owner = compose(state.base, owner)
    return f"{owner or PACE_AT_END.sub('', state.base or state.last)}占{whole}"
