"""Reads targets that are set against another series, or in words, instead of a number.

居民收入增长与经济增长同步 is `sync:gdp`, 高于全国平均 `gt:national`, 完成国家下达任务 `assigned`,
保持正增长 `positive`, 基本平衡 `stable`, 继续下降 `down`. In the headline passage a goal that names
neither number nor direction (质量持续改善) is kept as well, without a relation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.canonical import indicator_of
from ingest.extract.clauses import cuts, sentence_stop
from ingest.extract.phrases import strip_head
from ingest.extract.sharing import expand, head_of, share_parts

_GDP = r"(?:国民)?(?:经济(?:社会)?|GDP|地区生产总值|国内生产总值|生产总值)"
_PACE = r"(?:的)?(?:增长速度|增长水平|增长|发展|增速|增幅)?"
_KEEP = (
    r"(?:保持|实现|基本|大体|总体|力争|努力|继续|略|稍|持续|稳定|要|争取|确保|与|在|一直|均|达到|稳步"
    r"|进一步){0,4}"
)
_ABOVE = r"(?:快于|高于|超过|好于|优于|领先|不低于)"
_MEAN = r"(?:的)?(?:平均)?(?:水平|增速|增幅)?"
_OVER_MEAN = r"平均(?:水平|增速|增幅)以上"

# Name, the words of which a clause needs one before its pattern is worth trying, and the pattern.
_RULES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "sync:gdp",
        ("同步", "一致"),
        re.compile(rf"{_PACE}{_KEEP}(?:与|和|同|跟){_GDP}{_PACE}{_KEEP}(?:同步|相同步|相一致)"),
    ),
    (
        "gt:gdp",
        ("于", "过", "赢"),
        re.compile(rf"{_PACE}{_KEEP}(?:快于|高于|超过|跑赢|不低于|优于){_GDP}{_PACE}"),
    ),
    (
        "gt:national",
        ("全国",),
        re.compile(
            rf"{_PACE}{_KEEP}(?:{_ABOVE}(?:全[省市区县]和|全自治区和)?全国{_MEAN}|全国{_OVER_MEAN})"
        ),
    ),
    (
        "gt:province",
        ("全省", "全区"),
        re.compile(rf"{_PACE}{_KEEP}(?:{_ABOVE}全[省区]{_MEAN}|全[省区]{_OVER_MEAN})"),
    ),
    (
        "gt:city",
        ("全市",),
        re.compile(rf"{_PACE}{_KEEP}(?:{_ABOVE}全市{_MEAN}|全市{_OVER_MEAN})"),
    ),
    (
        "same:national",
        ("与全国",),
        re.compile(
            rf"{_PACE}{_KEEP}与全国(?:的)?(?:平均)?(?:水平|增速|增幅)?{_KEEP}(?:一致|持平|同步|相当)"
        ),
    ),
    (
        "gt:past",
        ("于",),
        re.compile(
            rf"{_PACE}{_KEEP}(?:高于|快于|好于|优于)“?(?:十[一二三四五]五|上年|去年|前五年|过去五年)[^，；。]{{0,6}}"
        ),
    ),
    ("positive", ("正",), re.compile(rf"{_KEEP}(?:由负转正|正增长)")),
)
_STEADY_GROWTH = re.compile(rf"{_KEEP}(?:稳步|平稳|稳定|持续|较快|稳健)(?:增长|增加|扩大)")
_STABLE = re.compile(
    r"(?:保持|维持|继续|持续|总体|稳定|基本|相对|大体|处于|运行|力争|促进|实现){0,4}(?:在)?"
    r"(?:全[国省市]一流水平|全[国省市]前列|领先水平|基本稳定|总体稳定|稳定保持在[^，；。]{1,10}|保持在[ⅠⅡⅢⅣI]{1,3}类[^，；。]{0,6}|合理水平|合理区间|合理增长|合理充裕|基本平衡|"
    r"稳中提质|稳中向好|稳定向好|平稳向好|稳中趋好|趋稳向好|稳中有进|稳中有升|回稳向好|促稳提质|保稳提质|稳量提质|稳定为优|优良水平|保持优良|优良|平衡|稳定)$"
)
_DOWN = re.compile(
    r"(?:进一步|继续|持续|稳步|不断|保持|只减不|逐年|稳中有|明显|大幅|同比)(?:稳步|持续|双)?(?:下降|减少|降低|有降|下行|降)$"
)
_ASSIGNED_AFTER = re.compile(
    r"(?:按照[^，；。]{2,8}要求)?(?:不折不扣|坚决|确保|圆满|力争|全力|务必|如期|按期|严格|超额|全面){0,3}完成(?P<object>[^，；。]{3,50}?(?:目标任务|任务|目标|指标|要求))$"
)
_ASSIGNED_BEFORE = re.compile(
    r"(?P<verb>(?:不折不扣|全面|均|坚决|确保|力争|按期|圆满|严格|超额|提前|如期){0,2}(?:完成|达到|控制在|符合|落实)(?:经?国家|省|市|区|上级|自治区|州|中央|党中央|“|[^，；。]{0,3}下达|规定|省定|市定|国定)[^，；。]{0,24}?(?:任务|目标|指标|要求|标准|以内|范围(?:之)?内)(?:之内|以内|范围内|内)?)$"
    r"|(?P<done>等?(?:约束性)?(?:任务|指标|目标)(?:任务)?(?:全面|圆满|如期|按期|全部)(?:完成|实现))$"
)
_ASSIGNING = re.compile(
    r"下达|约束性|[国省市州]定|完成(?:国家|“十|省定|市定)|减排(?:等)?(?:目标)?任务"
)
_ASSIGNED_PASSIVE = re.compile(
    r"(?:国家|上级|省|市)下达的?(?P<object>[^，；。]{2,30}?)(?:任务|目标|指标)(?:要|必须|确保|力争)?(?:全面|如期|按时|超额)?完成$"
)
_ADVERBS = re.compile(
    r"(?:不折不扣|坚决|确保|圆满|力争|全力|务必|如期|按期|严格|超额|全面|保质保量|地|按照[^，；。]{2,8}要求)+"
)
_ASSIGNER = re.compile(
    r"^(?:国家|省|市|区|上级|自治区|中央|国务院|省委|省政府|市委|市政府|和|、)*(?:上)?(?:下达|确定|分解|规定|要求)?(?:我[省市区县])?的?(?:全年|年度)?"
)
_PLAN_NAME = re.compile(r"^“?十[一二三四五六]五”?(?:规划|时期|期间)?(?:的)?")
_OBJECT_END = re.compile(
    r"(?:等)?(?:[国省市州]定)?(?:约束性)?(?:下降|降低|(?<!节能)减排|削减|控制|改善|提升)?(?:约束性)?(?:目标任务|任务|目标|指标|要求)+$"
)
_PART_END = re.compile(r"(?:下降|降低|减排|削减|控制|改善)$")
_EXCEEDS = ("快于", "高于", "超过")
_OTHER_SERIES = re.compile(
    rf"{_PACE}{_KEEP}(?:{'|'.join(_EXCEEDS)})(?P<other>[^，；。]{{3,14}}?)(?:的)?(?:增速|增幅|增长|增长速度|涨幅)?$"
)
# What a plain relation cannot do without. Each branch opens with a literal, a rare one where there
# is a choice, so that the engine can skip to one character.
_TRIGGER = re.compile(
    r"同步|于(?<=[快高优好]于)|跑赢|超过|正增长|平[衡均]|持平|稳[定中向]|合理|Ⅱ类|约束性|下[达降]"
    r"|致(?<=一致)|定(?<=[国省市州]定)|减排(?=[目任])|减少|完成(?=[国“省市])|优(?<=为优)|降(?<=有降)"
)
_LONGEST = 110  # letters of a clause that a goal in words may have, its list among them
_FORCE = re.compile("力争|争取|努力|奋力|确保|坚决|务必|保证")
_STRIVING = frozenset(("力争", "争取", "努力", "奋力"))
_OPENING = re.compile(r"^.*?(?:目标|指标)(?:建议|初步|安排)?(?:是|为|：)[:：]?")
_NO_GOAL = re.compile(
    r"更好|最好|结果|我们|考虑|体现|衔接|这|上述|以下|主要目标|预期目标|工作中|要|既|兼顾|重点|坚持|说明|统筹平衡|有利于|符合|付出|积极|目的|信心"
)
_GOAL_PREDICATE = re.compile(
    r"(?:取得|实现|有序|有效|进一步|持续|明显|不断|全面|稳步|显著|更加|得到|基本|保持|防控|改善|提升|优化|稳定|大幅|加快|达到|达标|回升|扎实|迈出|再上|增强|突破).*$"
)
_MEASURED_END = re.compile(
    r"(?:水质|质量|价格|收支|杠杆率|失业率|物价|房价|排放|进出口|外贸|总量|汇率|形势)$"
)


@dataclass(slots=True)
class Relation:
    """A target in words; offsets in folded text, `start` to `end` the relational words."""

    subject: str
    relation: str
    start: int
    end: int
    subject_start: int
    clause: int
    force: str


def may_relate(masked: str, start: int, end: int) -> bool:
    """Whether a sentence of the plan part can hold a plain relation at all: a quick look."""
    return _TRIGGER.search(masked, start, end) is not None


def read_relations(
    text: str, masked: str, start: int, end: int, taken: list[tuple[int, int]], *, headline: bool
) -> list[Relation]:
    """Give the targets in words of one sentence of the plan part.

    `taken` are the spans of the numbers already read: a clause with a number states that. In the
    `headline` passage every clause is a goal; elsewhere only the plain relations count.
    """
    trigger = None
    if not headline and (trigger := _TRIGGER.search(masked, start, end)) is None:
        return []
    stop = sentence_stop(masked, start, end)
    found: list[Relation] = []
    begin = start
    previous = ""
    for cut in cuts(masked, start, stop):
        skipped = trigger is not None and trigger.start() >= cut
        if not skipped and not any(begin <= at < cut for at, _ in taken):
            here = _clause(text, masked, begin, cut, headline=headline)
            if not here and previous and text.startswith(_GOES_ON, begin):
                here = _of_previous(text, begin, cut, previous)
            found.extend(here)
        previous = text[begin:cut]
        begin = cut + 1
    return found


_GOES_ON = (
    "确保",
    "力争",
    "不低于",
    "高于",
    "快于",
    "努力",
    "与经济",
    "和经济",
    "与全国",
    "达到或",
)


def _of_previous(text: str, start: int, end: int, previous: str) -> list[Relation]:
    """Read a relation whose subject is the clause before (收入增速，确保不低于全国平均水平)."""
    clause = text[start:end]
    word = _FORCE.search(clause)
    force = _force_of(word[0]) if word else ""
    begin, _ = strip_head(previous, 0, len(previous))
    subject = previous[begin:]
    for ending in ("增长", "增速", "增幅"):
        subject = subject.removesuffix(ending)
    if not _is_measured(subject):
        return []
    for name, _, rule in _RULES:
        if (match := rule.search(clause)) is not None:
            at = start - len(previous) - 1 + begin
            return [
                Relation(
                    subject, name, start + match.start(), start + match.end(), at, start, force
                )
            ]
    return []


def _force_of(word: str) -> str:
    return "strive" if word in _STRIVING else "ensure"


def _clause(text: str, masked: str, start: int, end: int, *, headline: bool) -> list[Relation]:
    """Read one clause; an item of a 、-list may hold the relation (增长5%左右、与经济增长同步)."""
    clause = text[start:end]
    if len(clause) < 4 or len(clause) > _LONGEST:
        return []
    force = ""
    for word in _FORCE.findall(clause):
        force = _force_of(word)
    for name, needed, rule in _RULES:
        if any(word in clause for word in needed) and (match := rule.search(clause)) is not None:
            first = _before(text, start, match.start(), match.end(), name, force)
            return first + _second(first, clause, start, match.end(), force)
    other_series = any(word in clause for word in _EXCEEDS)
    if other_series and (match := _OTHER_SERIES.search(clause)) and match.start() >= 2:
        other = indicator_of(match["other"]) or _OTHER_PEOPLE.get(match["other"])
        if other is not None:
            return _before(text, start, match.start(), match.end(), f"gt:{other}", force)
    assigned = (
        _assigned(text, start, clause, force) if headline or _ASSIGNING.search(clause) else []
    )
    return assigned or _words(text, start, clause, force, headline=headline)


def _second(first: list[Relation], clause: str, start: int, at: int, force: str) -> list[Relation]:
    """Read 高于全国平均水平、高于城镇居民收入增速: a second relation of the same subject."""
    if not first or clause[at : at + 1] != "、":
        return []
    match = _OTHER_SERIES.search(clause, at + 1)
    if match is None or match.start() > at + 1:
        return []
    other = indicator_of(match["other"]) or _OTHER_PEOPLE.get(match["other"])
    if other is None:
        return []
    subject, begin = first[-1].subject, first[-1].subject_start
    end = start + match.end()
    return [Relation(subject, f"gt:{other}", start + match.start(), end, begin, start, force)]


# 农村居民收入增速快于城镇居民: of their incomes
_OTHER_PEOPLE = {"城镇居民": "income_urban", "城镇": "income_urban", "农村居民": "income_rural"}
_WITH_PAST = re.compile(r"(?<=..)[与和同较比](?:上年|去年)(?:同期)?$")  # 与上年基本持平
_LEADING = re.compile(r"(?:确保|力争|努力|争取|要|继续|保持|总体|基本)+$")


def _before(text: str, start: int, at: int, end: int, name: str, force: str) -> list[Relation]:
    """Give the relation of what stands before `at`; nothing where no subject does."""
    begin, _ = strip_head(text, start, start + at)
    subject = text[begin : start + at].strip("、")
    subject = _LEADING.sub("", _WITH_PAST.sub("", subject))
    for ending in ("增长", "增速", "增幅", "增长速度"):
        subject = subject.removesuffix(ending)
    if "、" in subject and name.startswith(("sync", "gt")):
        said = text[start + at : start + end]
        if each := _each_measured(subject, held="均" in said or "都" in said):
            return [
                Relation(one, name, start + at, start + end, begin, start, force) for one in each
            ]
        subject = subject.rpartition("、")[2]
    if len(subject) < 2:
        return []
    if name in ("down", "stable", "positive") and len(parts := re.split("[、和与及]", subject)) > 1:
        parts = share_parts(parts)
        known = any if "、" in subject else all  # 国防和军队 is one name, 进出口和利用外资 are two
        if all(len(part) > 1 for part in parts) and known(map(indicator_of, parts)):
            return [
                Relation(part, name, start + at, start + end, begin, start, force) for part in parts
            ]
    return [Relation(subject, name, start + at, start + end, begin, start, force)]


def _each_measured(subject: str, *, held: bool) -> list[str]:
    """Give the series of a list that are all set against one; [] where only the last one is.

    投资、零售额增速高于全国平均: known series; `held`: 甲、乙产业增加值均快于经济增长.
    """
    items = expand(subject, 1)
    known = all(indicator_of(item) is not None for item in items)
    named = held and all(head_of(item) or indicator_of(item) is not None for item in items)
    return items if len(items) > 1 and (known or named) else []


def _assigned(text: str, start: int, clause: str, force: str) -> list[Relation]:
    """Read 完成国家下达的…目标, …完成国家下达任务 and …等任务全面完成."""
    if match := _ASSIGNED_PASSIVE.search(clause):
        begin = start + match.start("object")
        return _each(
            match["object"], begin, start, start + match.start(), start + match.end(), force
        )
    if match := _ASSIGNED_BEFORE.search(clause):
        at = match.start()
        tail = "" if match["verb"] else _list_end(match["done"])
        subject = clause[:at] + tail
        if len(subject) >= 3 and not _ADVERBS.fullmatch(subject):
            begin, _ = strip_head(subject, 0, len(subject))
            begin += len(m[0]) if (m := _PLAN_NAME.match(subject[begin:])) else 0
            subject = subject[begin:]
            return _each(subject, start + begin, start, start + at, start + match.end(), force)
    if match := _ASSIGNED_AFTER.search(clause):
        whole = match["object"]
        begin = start + match.start("object")
        named = _PLAN_NAME.sub("", _ASSIGNER.sub("", whole))
        bare = _OBJECT_END.sub("", named)
        if len(bare) < 3 and indicator_of(bare) is None:
            bare = whole  # 国家下达的约束性指标任务 names no thing of its own
        found = _each(bare, begin, start, start + match.start(), start + match.end(), force)
        if len(found) == 1 and "约束性" in named and indicator_of(found[0].subject) is None:
            found[0].subject = whole if bare == whole else named
        return found
    return []


def _list_end(done: str) -> str:
    return re.sub(r"(?:全面|圆满|如期|按期|全部)(?:完成|实现)$", "", done)


def _each(subject: str, begin: int, clause: int, at: int, end: int, force: str) -> list[Relation]:
    """Split 能耗强度下降和主要污染物总量减排 where a part is a measure of its own."""
    parts = re.split("[、和]|以及|(?<![普涉])及(?!其)", subject)
    bare = [b if indicator_of(b := _PART_END.sub("", part)) else part for part in parts]
    bare = [b[:-2] if b.endswith("减排") and len(b) > 6 else b for b in bare]
    if len(parts) > 1:
        shared = share_parts(list(parts))
        bare = [s if indicator_of(s) else b for s, b in zip(shared, bare, strict=True)]
    if len(parts) > 1 and "等" not in subject and any(indicator_of(part) for part in bare):
        return [Relation(p, "assigned", at, end, begin, clause, force) for p in bare if len(p) > 1]
    if len(parts) == 1 and indicator_of(bare[0]):
        subject = bare[0]
    return [Relation(subject, "assigned", at, end, begin, clause, force)] if subject else []


def _words(text: str, start: int, clause: str, force: str, *, headline: bool) -> list[Relation]:
    """Read 保持基本稳定, 继续下降, and in the headline passage any other goal in words."""
    opening = _OPENING.match(clause) if headline else None
    offset = opening.end() if opening else 0
    body = clause[offset:]
    for name, rule in (("stable", _STABLE), ("down", _DOWN)):
        if (match := rule.search(body)) is not None:
            found = _before(text, start + offset, match.start(), match.end(), name, force)
            if headline or (found and _is_measured(found[0].subject)):
                return found
            return []
    if match := _STEADY_GROWTH.search(body):
        found = _before(text, start + offset, match.start(), match.end(), "positive", force)
        known = bool(found) and indicator_of(found[0].subject) is not None
        return found if headline or known else []
    if not headline:
        return []
    if len(body) < 5 or _NO_GOAL.search(body):
        return []
    match = _GOAL_PREDICATE.search(body)
    if match is None or match.start() < 2:
        return []
    return _before(text, start + offset, match.start(), match.end(), "", force)


def _is_measured(subject: str) -> bool:
    return not subject.startswith(("以", "促进", "通过")) and (
        indicator_of(subject) is not None
        or bool(_MEASURED_END.search(subject))
        or (bool(head_of(subject)) and len(subject) <= 14)
    )
