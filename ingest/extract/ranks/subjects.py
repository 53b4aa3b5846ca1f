"""Decides what a rank is of: what the words before it name, or what was named before them.

均居 is of all that the clauses before spoke of, 总量 of what stands before it, 渝东北第1 behind
全市第8 of the same thing in another circle.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.aspects import compose
from ingest.extract.ellipsis.inherit import named_since
from ingest.extract.ellipsis.poor import is_poor
from ingest.extract.ellipsis.topics import topic
from ingest.extract.ellipsis.whose import owned_alike, thing_before
from ingest.extract.lists.antecedents import of_clauses
from ingest.extract.lists.coordination import expand, listed
from ingest.extract.lists.figures import figures_named
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.enumerations import AND
from ingest.extract.phrases.heads import strip_head
from ingest.extract.phrases.trimming import trim
from ingest.extract.ranks.phrases import OURSELVES, name_end
from ingest.extract.ranks.rankings import in_other_list, is_list, list_before, ranked_in_list
from ingest.extract.state import Place, State
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.times.when import COUNTS
from ingest.extract.vocabulary.canonical import indicator_of

# 两项指标增速均居全市第三: of the two just named
_THESE: Final = re.compile(
    r"(?:以上|上述|这)?([两三四五六])(?:项|大)(?:主要|核心)?(?:经济)?(?:指标(增速|总量|增幅|)|(增速|总量|增幅))"
)
# 甲、乙等产品产量全国第一: each has the rank
_EACH_PRODUCT: Final = re.compile(
    r"(.+、.+?)等[^，、]{0,6}(?:产品|行业|产业|作物|商品|品种)([^，、]{2,6})"
)
_DONE_BEFORE: Final = re.compile(
    "[^，、]+(?:投运|投用|通车|开通|运营|揭牌|获批|竣工|完工|开工|投产)、"
)
# 牛奶、羊绒等产量居全省首位
_EACH_OUTPUT: Final = re.compile(
    r"(.+、.+?)等((?:年)?(?:产量|产值|总产|产能|销量|存栏|出栏|面积)量?)"
)
# 总量增速均居第二: both of them
_TWO_ASPECTS: Final = re.compile("(总量|规模|增量)(增速|增幅)")
_FOOTNOTE: Final = re.compile(r"\[\d+\]")
# 全市第8、渝东北第1: the same thing in another circle
_OTHER_CIRCLE: Final = re.compile(
    r"(?:位?[居列])?[\u4e00-\u9fff]{1,4}(?:[东西南北中]{1,2}部?|地区|片区|流域|城市群|都市圈|经济[圈区带])"
)
_AHEAD: Final = re.compile("(增速|增幅|总量|占比)(?:高于|快于|高出|[比较])[^，、]+$")
_UNNAMED: Final = frozenset(
    ("", "在", "的", "总体", "综合")
)  # words that say nothing of what is ranked
# said of a sum, never of its share
_OF_SUMS: Final = frozenset(("增速", "增幅", "增长额", "增量", "总量", "规模", "绝对额"))
_PACES: Final = frozenset(("增速", "增幅", "降幅", "涨幅"))
_SHARE_ENDS: Final = ("占比", "比重", "比例", "税占比", "税比")
_SHARE_REACH: Final = 3
_PAIR: Final = 2
_SHORT_CIRCLE: Final = 4  # letters of 苏中, 全市


def ranked_subjects(
    place: Place, quantity: Quantity, core: str, named: str, state: State, *, each: bool
) -> list[str]:
    """Give the subjects of one rank, which `core` leads to and `named` names; `each`: of a list."""
    return _of_several(place, quantity, named, state) or _ranked(
        place, core, named, state, each=each
    )


def in_other_circle(place: Place, quantity: Quantity, named: str, state: State) -> list[str]:
    """Give the subjects of the rank just before where this one names only another circle."""
    words = place.text[place.pre : quantity.start]
    before = state.readings[-1]
    if before.quantity.tail != place.pre - 1:
        return []
    if is_list(words):
        subject = in_other_list(place, words, before)
        return [subject] if subject else []
    if named and not _OTHER_CIRCLE.fullmatch(words):
        return []
    return [
        r.subject
        for r in state.readings
        if r.measure == "rank" and r.quantity.start == before.quantity.start
    ]


def one_for_each(place: Place, ranks: list[Quantity], state: State) -> list[str]:
    """Give the subjects that ranks in a row are shared out over (增速分别居第一、第二)."""
    earlier = [r for r in state.readings[-len(ranks) :] if r.measure == "rank"]
    again = len(earlier) == len(ranks) and earlier[0].clause == place.clause
    if again and ranks[0].start - place.pre <= _SHORT_CIRCLE:
        return [r.subject for r in earlier]  # 全省第10、第5位和苏中第4、第1位
    end = name_end(place.masked, place.pre, ranks[0].start)
    if end == ranks[0].start:
        return []
    named = place.text[place.pre : end].strip("、，")
    apart = "分" in place.masked[place.pre : ranks[0].start]
    in_step = is_aspect(named) and len(state.group) == len(ranks)  # 总量全市第二、第三
    if named and not apart and not in_step:
        return []
    if named and not is_aspect(named):  # A、B增速分别居第一、第二
        aspects = AND.split(named)
        base = state.base or topic(place, state)
        if base and len(aspects) == len(ranks) and all(is_aspect(one) for one in aspects):
            return [compose(base, one) for one in aspects]  # 总量、增速分居第四、第三
        start, _ = strip_head(named, 0, len(named))
        subjects = expand(named[start:], len(ranks))
        return subjects if len(subjects) == len(ranks) else []
    if apart and not named and (both := _level_and_pace(state, len(ranks))):
        return both
    subjects = list(state.group)
    if apart and len(subjects) != len(ranks):  # A增长5%，B增长6%，分别居…
        subjects = list(dict.fromkeys(state.parents))[-len(ranks) :]
    if len(subjects) != len(ranks):
        return []
    return [compose(one, named) for one in subjects] if is_aspect(named) else subjects


def _level_and_pace(state: State, count: int) -> list[str]:
    """Give the level and the growth of one series, and what else was read beside them.

    税收241亿元，增长6%，占比80%，分列第四、第三、第五: each has its rank.
    """
    latest = state.readings[-count:]
    measures = [r.measure for r in latest if not r.other]
    if len(measures) != count or measures[:_PAIR] != ["level", "growth"]:
        return []
    if latest[0].subject != latest[1].subject or "growth" in measures[_PAIR:]:
        return []
    rest = [r.subject for r in latest[_PAIR:]]
    return [latest[0].subject, f"{latest[0].subject}增速", *rest]


def _of_several(place: Place, quantity: Quantity, named: str, state: State) -> list[str]:
    """Give the subjects of 两项指标增速均居…, A、B等6项指标均居…, or the list one is ranked in."""
    if (both := _THESE.fullmatch(named)) and len(state.parents) >= COUNTS[both[1]]:
        latest = list(dict.fromkeys(state.parents))[-COUNTS[both[1]] :]
        return _with_aspect(latest, both[2] or both[3] or "")
    if every := figures_named(place.text, place.clause, quantity.start):
        return every
    in_list = ranked_in_list(place, quantity, state)
    return [in_list] if in_list else []


def _with_aspect(subjects: list[str], aspect: str) -> list[str]:
    return [compose(one, aspect) for one in subjects] if aspect else subjects


def _ranked(place: Place, core: str, named: str, state: State, *, each: bool) -> list[str]:
    """Give what is ranked: what the words name, or what was named before; `each` of a list."""
    group = list(state.group) if each and len(state.group) > 1 else []
    both_in_one = _TWO_ASPECTS.fullmatch(named)
    aspects = list(both_in_one.groups()) if both_in_one else AND.split(named)
    several = len(aspects) > 1 and all(map(_names_no_thing, aspects))
    if each and not group and not several and place.pre == place.clause:
        group = of_clauses(place, state)
    pace = place.text[place.pre : place.pre + 2]
    if named in _UNNAMED and pace in _PACES and not group and _both_said(state):
        return [compose(one, pace) for one in state.group]  # A、B分别下降5%、6%，降幅居第三
    if named in _UNNAMED:
        return group or [_named_before(place, state)]
    if several:  # 总量、增速均居第二; 总量和增速居第二
        bases = group or [thing_before(place, state) or state.base or topic(place, state)]
        return [compose(one, aspect) if one else aspect for one in bases for aspect in aspects]
    if OURSELVES.fullmatch(named) and (rated := list_before(place, state)):
        return [rated]
    if is_aspect(named):
        if not group and _both_said(state):
            group = list(state.group)
        base = _sum_before(state) if named in _OF_SUMS else ""
        if place.among and indicator_of(named) is not None:
            return [named]  # 进出口增长9%，其中出口额居第一
        if named in _SHARE_ENDS and (just := _level_in_row(place, state)):
            base = just
        base = base or state.base or topic(place, state)
        return [compose(one, named) for one in group or [base]]
    return owned_alike(place, _listed(core, named, each=each), state)


def _names_no_thing(aspect: str) -> bool:
    """Whether a reader has to be told of what (总量, 商品量, 种植面积)."""
    return is_aspect(aspect) or (is_poor(aspect) and indicator_of(aspect) is None)


def _named_before(place: Place, state: State) -> str:
    """Tell what a rank is of whose own words name nothing (占工业比重达40%，居全市第二)."""
    risen = state.readings[-1] if state.readings else None
    if risen and risen.begins and risen.measure == "rank" and risen.clause == place.clause:
        return risen.subject  # 总产量由第5位上升到第4位
    ahead = _AHEAD.match(risen.subject) if risen and risen.measure == "change" else None
    whose = next((r.subject for r in reversed(state.readings) if not r.other), "")
    if ahead and whose:
        return compose(whose, ahead[1])  # 增速高于全省1.2个百分点，居第2位
    before = _share_before(place, state) or list_before(place, state)
    before = before or named_since(place, state) or state.last or state.base
    return before or topic(place, state)


def _listed(core: str, named: str, *, each: bool) -> list[str]:
    """Give the items of a list that each have the rank, or the one name that the words are."""
    if "等" in named:
        if products := _EACH_OUTPUT.fullmatch(named):
            return [one + products[2] for one in products[1].split("、")]
        if products := _EACH_PRODUCT.fullmatch(_FOOTNOTE.sub("", named)):
            return [one + products[2] for one in products[1].split("、")]
        return [trim(core)[0]]
    if "、" in named and (done := _DONE_BEFORE.match(named)):
        named = named[done.end() :]  # 机场三期建成投运、旅客吞吐量增速居第一
    subjects = expand(named, 1)
    if len(subjects) == 1 and each and len(both := expand(named, _PAIR)) == _PAIR:
        return both  # 城乡, 存贷款: two in one word
    all_named = all(head_of(s) or is_aspect(s) or indicator_of(s) for s in subjects)
    all_named = all_named or (each and "、" in named and all(len(s) > 1 for s in subjects))
    if len(subjects) > 1 and not (all_named and (each or listed(named, subjects))):
        return [trim(core)[0]]
    return subjects


def _sum_before(state: State) -> str:
    """Name the series whose share was told just before (收入9亿元，税收占比80%，增幅居第四)."""
    told = [r for r in state.readings[-_SHARE_REACH:] if not r.other]
    if len(told) < _PAIR or not told[-1].subject.endswith(_SHARE_ENDS):
        return ""
    before = told[-2].subject
    return "" if before.endswith(_SHARE_ENDS) else before


def _level_in_row(place: Place, state: State) -> str:
    """Name what was measured just before “、” (保有量9万辆、占比居第二); "" for nothing."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.quantity.tail != place.pre - 1 or before.measure != "level":
        return ""
    return "" if before.other or before.quantity.unit == "%" else before.subject


def _both_said(state: State) -> bool:
    """Whether 分别 shared out all that was said last (A、B分别增长5%、6%，增速居第一)."""
    said = [r for r in state.readings if r.clause == state.previous[0]]
    return len(said) == len(state.group) > 1 and all(r.rule == "each" for r in said)


def _share_before(place: Place, state: State) -> str:
    """Tell the share that was named just before in the clause (占工业比重达40%、居全市第二)."""
    told = [r for r in state.readings if not r.other]
    before = told[-1] if told else None
    if before is None or before.rule != "share":
        return ""
    # 占工业比重达40%，居全市第二: nothing else was said in the clause before
    alone = len(told) < 2 or told[-2].clause != before.clause
    just = state.readings[-1].clause == state.previous[0] and place.pre == place.clause and alone
    return before.subject if just or before.clause == place.clause else ""
