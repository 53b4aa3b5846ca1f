"""Reads ranks: 全市区县第三, 居全国第6位, 规模跃居全国首位."""

from __future__ import annotations

import re

from ingest.extract.aspects import compose
from ingest.extract.canonical import indicator_of
from ingest.extract.coordination import expand, listed
from ingest.extract.counts import HOLDS_RANK
from ingest.extract.cues import Lead
from ingest.extract.emit import emit
from ingest.extract.inherit import named_since
from ingest.extract.measure_nouns import head_of, is_aspect
from ingest.extract.moves import moved_subject, ranking_before
from ingest.extract.phrases import strip_head
from ingest.extract.quantity import Quantity
from ingest.extract.state import Place, State
from ingest.extract.topics import topic
from ingest.extract.trimming import trim
from ingest.extract.words import RANK_VERB, SCOPE, TAIL

_RUN = re.compile(r"连续第?[多\d一二两三四五六七八九十]+个?(?:[年季月次]度?|榨季)$")
# 增速连续三个季度川东地区排名第一: the circle is no part of the name
_RUN_INSIDE = re.compile(
    r"(?<=..)连续第?[多\d一二两三四五六七八九十]+个?(?:[年季月]度?|季度)(?:[保维]持)?(?:在)?(?P<circle>[\u4e00-\u9fff]{0,5})$"
)
# 连续三年荣获全市河长制考核第一名: the rank is one in what was won
_WON = re.compile(
    r"(?:荣获|获得|获评|获|夺得|取得|斩获|摘得|赢得|荣膺)(?:20\d\d年度?)?([^，、；\d]{2,20}?(?:考核|考评|评价|测评|评比|评估|评选|竞赛|大赛|排名|综合评定))(?:综合|总分|总体)?(?:在?全[国省市区县州](?:[一二三]类[区县])?)?$"
)
# 工业百强县由全国第90名上升到…: the list is what is ranked, no circle
_LIST_MOVES = re.compile(r"[百十]强[县区市](?=(?:排名|排位|位次)?(?:[由从]|$))")
_LIST_OF = re.compile(r"[县区市镇]{1,2}(?:（[县区市、]{1,3}）)?")  # 百强县（市）排名第37位
_LIST_AT_END = re.compile(
    r"[百十]强(?:榜单?|[县区市镇]|县市|企业|园区)?$"
)  # 全国综合实力百强区第56位
_ENTERS = re.compile(r"^(?:成功|首次|再次)*(?:获评|入选|入围|上榜|晋级|进入|被评为)(?=...)")
_OF_YEAR = re.compile(r"20\d\d年(?:底|末)?的$")
# 在全省91个县中, 在六县市中
_CIRCLE = re.compile(
    r"(?:在?全[国省市区县州]\x01+个[^，、]{1,8}?"
    r"|在(?:全[国省市区县州])?[\x01两三四五六七八九十]+个?[^，、]{0,4}?[省市县区州盟旗镇])中$"
)
_NOUNS = frozenset(("增速", "增幅", "涨幅", "增量", "增长率", "增长"))
_VERB_AND_CIRCLE = re.compile(r"(?:位居|跃居|稳居|名列|位列|排名|居|列|排)[^，、]{2,12}$")
_FROM_RANK = re.compile(
    r"[从由][^，、]{0,8}第[\d一二三四五六七八九十]+位?(?:[^，、]{0,4}[到至为])?$"
)
_CIRCLE_LEFT = re.compile(
    r"(?:位居|跃居|稳居|名列|位列|居|列)全[国省市区县][^，、]{0,6}$"
    r"|(?:位居|跃居|稳居|名列|位列)[^，、]{2,5}$"
    r"|(?:居(?!民)|列|排(?!放|污|水))[^，、]{1,6}[省市州盟区县旗]$"
    r"|(?:居(?!民)|(?<![系队序陈])列)[\u4e00-\u9fff]{2,3}$"
)
# 两项指标增速均居全市第三: of the two just named
_THESE = re.compile(
    r"(?:以上|上述|这)?([两三四五六])(?:项|大)(?:主要|核心)?(?:经济)?(?:指标(增速|总量|增幅|)|(增速|总量|增幅))"
)
_COUNTS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
# 居全国百强区榜首, 全国百强县投资潜力第3: the rank is one in that list, of the place itself
_LIST = re.compile(
    r"(?:在(?:20\d\d年)?|位居|跻身|荣登|登上|跃居|稳居|位列|名列|居|列|^|[，、])(?:20\d\d年度?)?(?P<name>[^，、；居列登]{0,16}(?:百强|十强)[^，、；]{0,8}?)"
    r"中?(?:排名|位列|位居|稳居|跃居|名列|列|居|排|榜)?(?:\d+强、全[国省市区县州])?$"
)
# 综合实力位居全国百强区第九: what is ranked stands before the list
_OURSELVES = re.compile("[我全][国省市区县州旗盟]")
_CHOSEN = re.compile(
    r"(?:入选|入围|荣登|登上|跻身|上榜|入列)(?:20\d\d年度?)?(?P<name>“[^“”]{2,18}”|[^，、；]{0,14}(?:百强|十强)[县区市镇]{0,2})(?P<kind>榜单|名单|榜)?(?:行列|之列)?$"
)
_IS_RATED = re.compile(
    r"(?:实力|竞争力|潜力|活力|能力|水平|指数|增速|增幅|总量|综合发展)(?:$|(?=位居|跃居|稳居|位列|名列|居|列|在))"
)
_IN_LIST = re.compile(r"[^，、；\d]{1,8}(?:百强|十强)[县区市]{0,2}")
# 全市第8、渝东北第1: the same thing in another circle
_OTHER_CIRCLE = re.compile(
    r"(?:位?[居列])?[\u4e00-\u9fff]{1,4}(?:[东西南北中]{1,2}部?|地区|片区|流域|城市群|都市圈|经济[圈区带])"
)
_SOME_MONTHS = re.compile(
    r"(?<!连续)(?<!\d)\d+个(?:季度|月)(?:位?[居列]|排|保持)[^，、]*$"
)  # held now and then
# 甲、乙等产品产量全国第一: each has the rank
_EACH_PRODUCT = re.compile(
    r"(.+、.+?)等[^，、]{0,6}(?:产品|行业|产业|作物|商品|品种)([^，、]{2,6})"
)
_AND = re.compile("[、和与及]")
_FOOTNOTE = re.compile(r"\[\d+\]")
# 进口、出口等6项指标增幅均居全市第一
_EVERY = re.compile(
    r"(.+?)(?:等)?\d+项(?:主要)?(?:经济)?指标(增速|总量|增幅|)(?=[^，、；]*[居列排])"
)
_RISES_TO = re.compile(
    r"(?:上升|跃升|攀升|提升|晋升|前移|前进|进位?|升|跃|下降|下滑|后退|降)[到至为]|跃居"
)
_FROM_HERE = re.compile(r"[从由][^，、]*$")
_SO_MANY = re.compile(
    r"(?:各|所有|[\x01二三四五六七八九十]+个?)?(?:全州)?[市县区]{1,2}（[^（）]{1,4}）|(?:全[国省市州])?[\x01三四五六七八九十]+个?(?:县市区?|城区|主城区|区县|县区|[区县市州](?:[两三四五]县)?)"
)  # 总量六区第一, 全市6县市第一
_EACH = re.compile(r"均|分别")
_EACH_AT_END = re.compile(r"(?:均|分别|都)$")
_LONGEST = 8
_TWO = 2
_CITY = 4  # letters that the name of a city stays below
_SKIPPED = frozenset(("skip", "each", "estimate", "rise", "to", "force"))


def read_rank(place: Place, quantity: Quantity, state: State) -> None:
    """Read one rank; nothing where neither a place nor a verb says that it is one."""
    follows = _in_row(place, state)
    rises = _RISES_TO.match(place.masked, quantity.tail) is not None
    end = _end_of_ranked(place, quantity, rises=rises)
    won = _WON.search(place.text, place.pre, quantity.start)
    if won and not follows:
        _write_rank(won[1], won.start(1), quantity, place, state)
        return
    listed_in = _LIST_AT_END.search(place.masked, place.pre, quantity.start) is not None
    if end == quantity.start and not follows and not listed_in:
        if not _bare_circle(place, quantity, state):
            return
        end = place.pre
    if place.masked[place.pre - 1 : place.pre] == "项" and (
        place.text[place.pre : quantity.start] in HOLDS_RANK
    ):
        return  # 7项居全市第一: nothing names which
    core = _FROM_RANK.sub("", place.text[place.pre : end])
    named = _name_of(core, rises=rises, listed_in=listed_in)
    named = moved_subject(place, named, state.previous)
    if named == "以":
        return  # 以全省第一的成绩: no word says in what
    each = _EACH.search(place.masked, end, quantity.start) is not None
    subjects = (
        (_again(place, quantity, named, state) if follows else [])
        or _of_several(place, quantity, named, state)
        or _ranked(place, core, named, state, each=each)
    )
    passing = _SOME_MONTHS.search(place.masked, place.clause, quantity.start) is not None
    for subject in subjects:
        if not subject:
            continue
        begin = place.text.find(subject[:2], place.clause, quantity.start)
        _write_rank(subject, begin if begin >= 0 else place.pre, quantity, place, state)
        reading = state.readings[-1]
        reading.begins, reading.other = rises, reading.other or passing
    unnamed = not named and not state.last
    if passing:
        return
    alone = bool(named) and (not is_aspect(named) or not state.last)  # 出口额增幅居第一，达30亿元
    if (unnamed or alone) and subjects[-1]:
        state.remember(subjects[-1], place.pre, place.clause)


def _bare_circle(place: Place, quantity: Quantity, state: State) -> bool:
    """Whether the words between a figure and a rank are only where it is held (91个、甲州第一)."""
    words = place.text[place.pre : quantity.start]
    behind = place.text[quantity.tail : quantity.tail + 1]
    told = state.readings[-1] if state.readings else None
    if told is None or told.quantity.tail != place.pre - 1 or told.other:
        return False
    return 1 < len(words) < _CITY and behind in "、，。；" and not is_aspect(words)


def _write_rank(subject: str, begin: int, quantity: Quantity, place: Place, state: State) -> None:
    emit(subject, begin, quantity, Lead(quantity.start, to=True), state, "rank", place)
    reading = state.readings[-1]
    reading.measure, reading.flow, reading.comparator = "rank", False, "eq"


def _end_of_ranked(place: Place, quantity: Quantity, *, rises: bool) -> int:
    """Tell where the words end that name what is ranked; the rank's own start where none do."""
    end = _name_end(place.masked, place.pre, quantity.start)
    if end == quantity.start and rises and place.masked[end - 1] in "从由":
        end = _name_end(place.masked, place.pre, end - 1)  # 投资增速由第9位前移至第5位
    moves = _LIST_MOVES.match(place.masked, end, quantity.start)
    if moves is None and place.masked[end - 1 : end] == "强":
        moves = _LIST_OF.match(place.masked, end, quantity.start)
    return moves.end() if moves else end


def _name_of(core: str, *, rises: bool, listed_in: bool) -> str:
    """Give what the words before a rank name, without how long it was held."""
    start, _ = strip_head(core, 0, len(core))
    named = _without_run(_RUN.sub("", core[start:]))
    if named == "幅度":
        named = core.lstrip("、")  # 提升幅度居全国第1
    if rises:
        named = _FROM_HERE.sub("", named)
    return _ENTERS.sub("", named) if listed_in else named


def _without_run(named: str) -> str:
    """Take off how long the rank was held, and in which circle (增速连续三个季度川东)."""
    run = _RUN_INSIDE.search(named) if "连续" in named else None
    if run is None:
        return named
    held = run["circle"] if is_aspect(run["circle"]) else ""  # GDP连续三年增速全省第一
    return named[: run.start()] + held


def _of_several(place: Place, quantity: Quantity, named: str, state: State) -> list[str]:
    """Give the subjects of 两项指标增速均居…, A、B等6项指标均居…, or the list one is ranked in."""
    if (both := _THESE.fullmatch(named)) and len(state.parents) >= _COUNTS[both[1]]:
        latest = list(dict.fromkeys(state.parents))[-_COUNTS[both[1]] :]
        aspect = both[2] or both[3]
        return [compose(one, aspect) if aspect else one for one in latest]
    if every := _EVERY.match(place.text, place.clause, quantity.start):
        return [compose(one, every[2]) if every[2] else one for one in expand(every[1], 6)]
    if listed_in := _LIST.search(place.text, place.pre, quantity.start):
        return [_rated(place, quantity, listed_in, state)]
    return []


def _rated(place: Place, quantity: Quantity, listed_in: re.Match[str], state: State) -> str:
    """Name what is ranked in a list: the list itself, or what stands before it.

    The list stays in the name where another one follows (百强县第3、百强区第5).
    """
    name = listed_in["name"]
    start, _ = strip_head(place.text, place.pre, listed_in.start())
    rated = _RUN.sub("", place.text[start : listed_in.start()])
    if not _IS_RATED.search(rated):
        return name
    if is_aspect(rated) and state.base:
        rated = compose(state.base, rated)
    return rated + name if "百强" in place.text[quantity.tail : place.clause_end] else rated


def _again(place: Place, quantity: Quantity, named: str, state: State) -> list[str]:
    """Give the subjects of the rank just before where this one names only another circle."""
    words = place.text[place.pre : quantity.start]
    before = state.readings[-1]
    if before.quantity.tail != place.pre - 1:
        return []
    if _IN_LIST.fullmatch(words):
        if listed_in := _LIST.search(place.text, place.clause, before.quantity.start):
            stem = before.subject.removesuffix(listed_in["name"])
            return [stem + words] if stem and stem != before.subject else []
        return []
    if named and not _OTHER_CIRCLE.fullmatch(words):
        return []
    return [
        r.subject
        for r in state.readings
        if r.measure == "rank" and r.quantity.start == before.quantity.start
    ]


def _ranked(place: Place, core: str, named: str, state: State, *, each: bool) -> list[str]:
    """Give what is ranked: what the words name, or what was named before; `each` of a list."""
    group = list(state.group) if each and len(state.group) > 1 else []
    if each and not group and place.pre == place.clause:
        group = _of_clauses(place, state)
    if not named or named in ("在", "的", "总体", "综合"):
        before = _share_before(place, state) or _list_before(place, state)
        before = before or named_since(place, state) or state.last or state.base
        return group or [before or topic(place, state)]
    aspects = _AND.split(named) if each else []
    if len(aspects) > 1 and all(is_aspect(aspect) for aspect in aspects):
        bases = group or [state.base or topic(place, state)]
        return [compose(base, aspect) for base in bases for aspect in aspects]
    if _OURSELVES.fullmatch(named) and (rated := _list_before(place, state)):
        return [rated]
    if is_aspect(named) and not group and _both_said(state):
        group = list(state.group)
    if is_aspect(named):
        return [compose(base, named) for base in group or [state.base or topic(place, state)]]
    if "等" in named:
        if products := _EACH_PRODUCT.fullmatch(_FOOTNOTE.sub("", named)):
            return [one + products[2] for one in products[1].split("、")]
        return [trim(core)[0]]
    subjects = expand(named, 1)
    all_named = all(head_of(s) or is_aspect(s) or indicator_of(s) for s in subjects)
    all_named = all_named or (each and "、" in named and all(len(s) > 1 for s in subjects))
    if len(subjects) > 1 and not (all_named and (each or listed(named, subjects))):
        return [trim(core)[0]]
    return subjects


def _list_before(place: Place, state: State) -> str:
    """Tell the list that the clause before names (入选“工业百强县”，列全省第8位); "" for none."""
    begin, end = state.previous
    if end != place.clause - 1 or (state.readings and state.readings[-1].clause >= begin):
        return ""
    if chosen := _CHOSEN.search(place.text, begin, end):
        return chosen["name"] + (chosen["kind"] or "")
    return ranking_before(place.text, begin, end)


def _both_said(state: State) -> bool:
    """Whether 分别 shared out all that was said last (A、B分别增长5%、6%，增速居第一)."""
    said = [r for r in state.readings if r.clause == state.previous[0]]
    return len(said) == len(state.group) > 1 and all(r.rule == "each" for r in said)


def _of_clauses(place: Place, state: State) -> list[str]:
    """Give what the clauses before spoke of, of which 均居 is said (A达2%，B增长5%，均居第三)."""
    part = place.text.rfind("；", 0, place.clause)
    said = [r.subject for r in state.readings if not r.other and r.clause > part]
    # 外送电量3000亿度、占全国16%，均居首位: the share is said of what holds the rank
    named = [s for s in dict.fromkeys(said) if s.partition("占")[0] not in said or "占" not in s]
    return named if 1 < len(named) < 6 and state.previous[1] == place.clause - 1 else []


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


def _in_row(place: Place, state: State) -> bool:
    """Whether a rank follows another in a list (投资潜力第3、绿色发展第5)."""
    return (
        bool(state.readings)
        and state.readings[-1].measure == "rank"
        and state.readings[-1].clause == place.clause
        and place.masked[place.pre - 1 : place.pre] == "、"
    )


def read_ranks(place: Place, ranks: list[Quantity], state: State) -> None:
    """Read ranks in a row: one each for the subjects before (居全国第五和第六), or for one."""
    if len(ranks) > 1 and (subjects := _one_each(place, ranks, state)):
        end = _name_end(place.masked, place.pre, ranks[0].start)
        for subject, rank in zip(subjects, ranks, strict=True):
            emit(subject, place.pre, rank, Lead(end, to=True), state, "rank", place)
            reading = state.readings[-1]
            reading.measure, reading.flow, reading.comparator = "rank", False, "eq"
        return
    for rank in ranks:
        read_rank(place, rank, state)


def _one_each(place: Place, ranks: list[Quantity], state: State) -> list[str]:
    """Give the subjects that ranks in a row are shared out over (增速分别居第一、第二)."""
    end = _name_end(place.masked, place.pre, ranks[0].start)
    if end == ranks[0].start:
        return []
    named = place.text[place.pre : end].strip("、，")
    apart = "分" in place.masked[place.pre : ranks[0].start]
    in_step = is_aspect(named) and len(state.group) == len(ranks)  # 总量全市第二、第三
    if named and not apart and not in_step:
        return []
    if named and not is_aspect(named):  # A、B增速分别居第一、第二
        aspects = _AND.split(named)
        base = state.base or topic(place, state)
        if base and len(aspects) == len(ranks) and all(is_aspect(one) for one in aspects):
            return [compose(base, one) for one in aspects]  # 总量、增速分居第四、第三
        start, _ = strip_head(named, 0, len(named))
        subjects = expand(named[start:], len(ranks))
        return subjects if len(subjects) == len(ranks) else []
    if apart and not named and len(ranks) == _TWO and (both := _level_and_pace(state)):
        return both
    subjects = list(state.group)
    if apart and len(subjects) != len(ranks):  # A增长5%，B增长6%，分别居…
        subjects = list(dict.fromkeys(state.parents))[-len(ranks) :]
    if len(subjects) != len(ranks):
        return []
    return [compose(one, named) for one in subjects] if is_aspect(named) else subjects


def _level_and_pace(state: State) -> list[str]:
    """Give the level and the growth just read of one series (…241亿元，增长6%，分居第四、第三)."""
    latest = state.readings[-_TWO:]
    if len(latest) < _TWO or [r.measure for r in latest] != ["level", "growth"]:
        return []
    level, growth = latest
    return [level.subject, f"{level.subject}增速"] if level.subject == growth.subject else []


def _name_end(masked: str, start: int, end: int) -> int:
    """Tell where the name ends that is ranked: before the verb, the place and what leads there."""
    stripped = False
    at = end
    while at > start:
        for length in range(min(_LONGEST, at - start), 0, -1):
            word = masked[at - length : at]
            if word in SCOPE or word in RANK_VERB or _SO_MANY.fullmatch(word):
                stripped = True
                break
            if (cue := TAIL.get(word)) and cue[0] in _SKIPPED and word not in _NOUNS:
                break
        else:
            run = _RUN.search(masked, start, at) or _CIRCLE.search(masked, start, at)
            if run is None and masked[at - 1] == "的":
                run = _OF_YEAR.search(masked, start, at)
            if run is None:
                break
            stripped = stripped or run.re is _CIRCLE
            at = run.start()
            continue
        at -= length
    if stripped:
        circle = _CIRCLE_LEFT.search(masked, start, at)
        return _before_each(masked, start, circle.start()) if circle else at
    led = _VERB_AND_CIRCLE.search(masked, start, end)
    return _before_each(masked, start, led.start()) if led else end


def _before_each(masked: str, start: int, end: int) -> int:
    """Tell where a name ends that 分别 or 均 parts from its verb (增速分别居甲市第二、第四)."""
    shared = _EACH_AT_END.search(masked, start, end)
    return shared.start() if shared else end
