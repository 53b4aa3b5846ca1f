"""Completes the words before a number to a full subject, by rules that are asked in order."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import RATE_AT_END, compose
from ingest.extract.ellipsis.bare_verbs import verb_alone
from ingest.extract.ellipsis.effects import LED_TO, drawn_along, led_to
from ingest.extract.ellipsis.elliptic import of_figure_before
from ingest.extract.ellipsis.intensity import per_output
from ingest.extract.ellipsis.investments import SPENT, invested, yielded
from ingest.extract.ellipsis.owners import (
    Completed,
    chain_of_crop,
    income_in_row,
    of_group,
    opens_anew,
    own_part,
)
from ingest.extract.ellipsis.parts_of_year import of_whole_year, part_of_year
from ingest.extract.ellipsis.ratios import (
    contribution,
    in_multiples,
    plan_fulfilled,
    share_of,
    taxes_in_revenue,
)
from ingest.extract.ellipsis.tenants import SETTLED, made_in_park, settled, taken_in
from ingest.extract.ellipsis.topics import said_of, topic
from ingest.extract.ellipsis.whose import headed, thing_before
from ingest.extract.measures import POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.state import Place, State
from ingest.extract.subjects.both_sides import noun_behind
from ingest.extract.subjects.measure_nouns import head_of, is_aspect, is_bare_head
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import PARK

# 甲区成为首个产值超2000亿元的园区
BECOMES: Final = re.compile(
    r"^(.{2,}?)(?:成为|跻身|晋升为|建成|跨入|迈入|步入|迈进|跃入|跃升为).*?(?:首个|首家|唯一|第一个)?((?:地区)?生产总值|GDP|产值|规模|营收|营业收入|收入|产量|总产值)$"
)
# 办复率, 办理满意率, 满意和基本满意率
_OF_PROPOSALS: Final = re.compile(
    "(?:限时|按时|按期|规范|办理|办复|办结|答复|沟通|面商|见面|走访|解决|采纳|落实|代表|委员|基本|满意|[和、及])+率"
)
_IN_TIME: Final = ("限时", "按时", "按期", "规范")  # 限时办复率
_BECOME_LAST: Final = frozenset("值模收入量P")
# 省属企业完成投资55亿元、研发投入13亿元: both are the enterprises'
_OWNER_DID: Final = re.compile(
    rf"(?:全[国省市区县州盟旗])?([^，、]{{2,10}}?(?:企业|国企|集团|新区|{PARK}))(?:共|累计|全年)*(?:完成|实现)"
)


def complete(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> tuple[str, str]:
    """Complete the words before the number to a subject, and name the rule that did it.

    The rules are asked in order; the first that has an answer decides.
    """
    if state.park and (made := made_in_park(place, post, quantity, subject, lead, state)):
        return made
    found = _by_figure_before(place, post, quantity, subject, lead, state)
    if found is None and quantity.unit == "%":
        found = _as_percentage(place, post, quantity, subject, lead, state)
    found = found or _by_subject_before(place, post, quantity, subject, lead, state)
    if found is None and quantity.unit == "倍":
        found = in_multiples(place, post, quantity, subject, lead, state)
    found = found or _by_words_around(place, post, quantity, subject, lead, state)
    if found is None:
        return subject, "before"
    return of_whole_year(place, found[0]), found[1]


# The rules in their order, one after the other and not in a table: a call that the compiler knows
# goes without the checks of one that it doesn't.


def _by_figure_before(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    return (
        own_part(place, post, quantity, subject, lead, state)
        or of_figure_before(place, post, quantity, subject, lead, state)
        or part_of_year(place, post, quantity, subject, lead, state)
    )


def _as_percentage(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    return (
        plan_fulfilled(place, post, quantity, subject, lead, state)
        or per_output(place, post, quantity, subject, lead, state)
        or taxes_in_revenue(place, post, quantity, subject, lead, state)
    )


def _by_subject_before(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    return (
        _of_field(place, post, quantity, subject, lead, state)
        or _aspect(place, post, quantity, subject, lead, state)
        or share_of(place, post, quantity, subject, lead, state)
    )


def _by_words_around(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    return (
        _becomes(place, post, quantity, subject, lead, state)
        or _of_work(place, post, quantity, subject, lead, state)
        or verb_alone(place, post, quantity, subject, lead, state)
        or contribution(place, post, quantity, subject, lead, state)
        or _spending(place, post, quantity, subject, lead, state)
        or income_in_row(place, post, quantity, subject, lead, state)
        or chain_of_crop(place, post, quantity, subject, lead, state)
        or of_group(place, post, quantity, subject, lead, state)
        or _of_owner_in_row(place, post, quantity, subject, lead, state)
        or taken_in(place, post, quantity, subject, lead, state)
        or noun_behind(place, post, quantity, subject, lead, state)
    )


def _of_field(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """产量, 投资 alone, where the sentence opens with its field and nothing was measured since."""
    if not state.about or (state.base and not state.base.startswith(state.about)):
        return None
    if not (is_aspect(subject) or is_bare_head(subject)):
        return None
    return state.about + subject, "aspect"


def _aspect(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """总量, 占比 alone: of what was named before."""
    if subject in ("完成投资", "累计完成投资") and state.base.endswith("固定资产投资"):
        return state.base, "before"  # 固定资产投资年均增长9%，累计完成投资100亿元
    in_time = subject[:2] in _IN_TIME and _OF_PROPOSALS.fullmatch(subject) is not None
    if not (is_aspect(subject) or in_time) or (
        indicator_of(subject) is not None and quantity.unit != "位"
    ):
        return None
    of_rate = subject[-1] == "率" == state.base[-1:] and place.pre == place.clause
    if of_rate and not RATE_AT_END.search(state.base):
        return None  # 死亡率0.6人/百亿元，绿化率24%: no rate of a rate
    branch = opens_anew(place, state)
    base = said_of(place, lead) or branch or state.base or topic(place, state)
    base = base or thing_before(place, state) or headed(place, subject, state)
    if not (state.base or branch):
        state.owner = base
    state.base = branch or state.base or base  # what follows goes back to it as well
    if (
        subject[-1] == "率"
        and _OF_PROPOSALS.fullmatch(subject)
        and len(state.group) == 2
        and base == state.group[-1]
    ):
        both = "、".join(one.removeprefix("办理") for one in state.group)
        return both + subject, "aspect"  # 代表建议39件、委员提案49件，办复率100%
    if subject == "倍差" and base[:2] == "农村" and len(state.group) == 2:
        base = "城乡" + base[2:]  # 城乡居民收入分别增长5%、6%，倍差缩小: between both
    return (compose(base, subject), "aspect") if base else (subject, "before")


def _becomes(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, _state: State
) -> Completed:
    """成为首个产值超2000亿元的园区 states the output."""
    becomes = BECOMES.match(subject) if subject[-1:] in _BECOME_LAST else None
    return (becomes[1] + becomes[2], "before") if becomes else None


def _of_work(
    place: Place, _post: str, quantity: Quantity, subject: str, lead: Lead, state: State
) -> Completed:
    """完成投资 of the projects before, 入驻 of the park, 惠及 and 带动 of the work."""
    money = subject.removeprefix("争取").removeprefix("项目")  # 项目444项，项目总投资9亿元
    if money in SPENT and (spent := invested(place, quantity, money, state)) is not None:
        return spent
    if lead.rise and quantity.unit in POINTS and place.text.startswith("拉动", place.pre):
        return drawn_along(subject, state), "aspect"
    if lead.rise or indicator_of(subject) is not None:
        return None
    if given := yielded(place, subject, state):
        return given
    if subject.startswith(SETTLED):
        return settled(subject, state)
    led = LED_TO.match(place.text, place.pre)
    return led_to(place, led[1], quantity, subject, state) if led else None


def _spending(
    _place: Place, _post: str, _quantity: Quantity, subject: str, _lead: Lead, state: State
) -> Completed:
    """一般公共预算收入增长2%、支出超过70亿元: the other side of the same budget."""
    if subject in ("支出", "累计支出", "总支出") and state.last.endswith("收入"):
        return state.last[:-2] + subject, "before"
    return None


def _of_owner_in_row(
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
