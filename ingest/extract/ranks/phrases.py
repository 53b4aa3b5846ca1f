"""Takes the words before a rank apart: what is ranked, in which circle, and how long it was held.

工业增速连续三年居全省第二 falls into the name 工业增速, the run 连续三年, the verb and the circle
全省.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.framing import SINCE_AT_END
from ingest.extract.phrases.heads import strip_head
from ingest.extract.state import Place
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import RANK_VERB, SCOPE, TAIL

# 连续三年, at the end of a name: how long the rank was held
HELD_FOR: Final = re.compile(r"连续第?[多\d一二两三四五六七八九十]+个?(?:[年季月次]度?|榨季)$")
# 增速连续三个季度川东地区排名第一: the circle is no part of the name
_HELD_FOR_IN: Final = re.compile(
    r"(?<=..)连续第?[多\d一二两三四五六七八九十]+个?(?:[年季月]度?|季度)(?:[保维]持)?(?:在)?(?P<circle>[\u4e00-\u9fff]{0,5})$"
)
# 在甲榜单中连续两年进位、升至第7位
_MOVED_UP: Final = re.compile("(?:连续[一二两三四五六七八九十]+年)?(?:进位|晋位|前移|攀升)、?$")
_OF_YEAR: Final = re.compile(r"20\d\d年(?:底|末)?的$")
# 税收从2010年居全市第三，上升到2015年居全市第二: when, and that it rose
_FROM_YEAR: Final = re.compile("(?:[从由]|(?:[上跃攀]升|前移|前进)[到至])20\\d\\d年$")
# 在全省91个县中, 在六县市中
_AMONG: Final = re.compile(
    r"(?:在?全[国省市区县州盟旗]\x01+个[^，、]{1,8}?"
    r"|在(?:全[国省市区县州盟旗])?[\x01两三四五六七八九十]+个?[^，、]{0,4}?[省市县区州盟旗镇](?:（[市县区]）)?|在\d+个[^，、\d]{1,10})中$"
)
# 总量六区第一, 全市6县市第一
_COUNTED_CIRCLE: Final = re.compile(
    r"(?:各|所有|[\x01二三四五六七八九十]+个?)?(?:全州)?[市县区]{1,2}（[^（）]{1,4}）"
    r"|(?:全[国省市州])?(?:[近远]郊|主城|中心城)?[\x01三四五六七八九十]+个?(?:县市区?|城区|主城区|区县|县区|[区县市州](?:[两三四五]县)?)"
)
# 蝉联全国推广面积第一, 稳居某某指数全球榜首: what it is ranked by stands behind the verb
_RANKED_BY: Final = re.compile(
    r"(?:连续|继续|长期|始终|首次|一直)*(?:位居|跃居|稳居|名列|位列|排名|登上|荣登|蝉联|问鼎|跻身|雄踞|高居|跃[上升]至?|进入|居|列|排)"
    r"(?P<by>[^，、]{4,24})$"
)
_RANKING: Final = re.compile("(?:指数|排行榜|榜单|竞争力|考核|考评|评价|测评|评估|评比)")
# 我县列全省高质量发展考核第8位: whose place it is says nothing
OURSELVES: Final = re.compile("[我全][国省市区县州盟旗]")
_SO_MANY: Final = re.compile(r"\d+个$")  # 列17个地级市之首
# 在经济大省中增速第1: the circle stands first
CIRCLE_FIRST: Final = re.compile(
    r"在[^，、；]{2,10}(?:中|地区|区域|省份|城市|县市|县区)(?P<aspect>增速|增幅|总量|规模|占比|总数)"
)
# 增速甲州第二: no verb leads to the city
PACE_IN_CITY: Final = re.compile("(?P<aspect>增速|增幅|总量)[\u4e00-\u9fff]{2,3}")
# 位居全省山区第三: verb and circle that are left before a word that was stripped
_CIRCLE_LEFT: Final = re.compile(
    r"(?:位居|跃居|稳居|名列|位列|居|列)全[国省市区县州盟旗][^，、]{0,6}$"
    r"|(?:位居|跃居|稳居|名列|位列|登上|荣登|蝉联|问鼎|雄踞|跃[上升]至?)[^，、]{2,8}$"
    r"|(?:位居|名列|位列|排名|居|列|排)[^，、\d]{0,4}\d+个[^，、]{0,12}$"
    r"|(?:居(?!民)|列|排(?!放|污|水))[^，、]{1,6}[省市区县州盟旗]$"
    r"|(?:居(?!民)|(?<![系队序陈])列)[\u4e00-\u9fff]{2,3}$"
)
# 居泛长三角第三: verb and circle, where nothing was stripped
_VERB_AND_CIRCLE: Final = re.compile(
    r"(?:位居|跃居|稳居|名列|位列|排名|登上|荣登|蝉联|问鼎|跻身|雄踞|跃[上升]至?|居|列|排)"
    r"(?:[^，、]{2,14}|[^，、\d]{0,4}\d+个[^，、]{1,14})$"
)
# 工业百强县由全国第90名上升到…: the list is what is ranked, no circle
_LIST_BEFORE_RANK: Final = re.compile(r"[百十]强[县区市](?=(?:排名|排位|位次)?(?:[由从]|$))")
# 百强县（市）排名第37位
_PLACES_OF_LIST: Final = re.compile(r"[县区市镇]{1,2}(?:（[县区市、]{1,3}）)?")
# 入选百强县第9: how the place came to the list
_ENTERS: Final = re.compile(r"^(?:成功|首次|再次)*(?:获评|入选|入围|上榜|晋级|进入|被评为)(?=...)")
_FROM: Final = re.compile(r"[从由][^，、]*$")
_EACH: Final = re.compile(r"(?:均|分别|都)$")
# cues elsewhere, but here what is ranked (增速居第一)
_PACES: Final = frozenset(("增速", "增幅", "涨幅", "增量", "增长率", "增长"))
# cues that lead to a rank and are no part of the name before it
_LEADING: Final = frozenset(("skip", "each", "estimate", "rise", "to", "force"))
_LONGEST_WORD: Final = 8  # letters of a word of the circle


def end_of_ranked(place: Place, quantity: Quantity, *, rises: bool) -> int:
    """Tell where the words end that name what is ranked; the rank's own start where none do."""
    end = name_end(place.masked, place.pre, quantity.start)
    if end == quantity.start and rises and place.masked[end - 1] in "从由":
        end = name_end(place.masked, place.pre, end - 1)  # 投资增速由第9位前移至第5位
    moves = _LIST_BEFORE_RANK.match(place.masked, end, quantity.start)
    if moves is None and place.masked[end - 1 : end] == "强":
        moves = _PLACES_OF_LIST.match(place.masked, end, quantity.start)
    if place.masked[end - 1 : end + 2] == "吨位居":
        return end + 1  # 总吨位居全国第二
    return moves.end() if moves else end


def ranked_name(core: str, *, rises: bool, listed_in: bool) -> str:
    """Give what the words before a rank name, without how long it was held."""
    start, _ = strip_head(core, 0, len(core))
    named = _without_run(HELD_FOR.sub("", core[start:]))
    named = _FROM_YEAR.sub("", named)
    if named == "并":
        named = ""  # 突破40万亿元并连续多年居世界首位
    if named == "幅度":
        named = core.lstrip("、")  # 提升幅度居全国第1
    if rises:
        named = _FROM.sub("", named)
    return _ENTERS.sub("", named) if listed_in else named


def _ranked_by(words: str) -> str:
    """Tell what a rank is held in, of the verb and the `words` behind it; "" where only a place.

    蝉联全国推广面积 is 推广面积, 位列监测指数全球城市 the index; 位居全省县区 names a circle alone.
    """
    behind = _RANKED_BY.match(words)
    by = behind["by"] if behind else ""
    if "百强" in by or "十强" in by:
        return ""  # the lists are read by themselves
    for length in range(_LONGEST_WORD, 1, -1):
        if by[:length] in SCOPE:
            by = by[length:]
            break
    measured = bool(head_of(by)) or indicator_of(by) is not None
    return by if measured or (by and _RANKING.search(by)) else ""


def with_ranking(named: str, words: str) -> str:
    """Put what a place or firm is ranked by behind its name, where that measures nothing itself.

    `words` are the verb and what stands behind it, up to the rank (蝉联全国推广面积).
    """
    by = _ranked_by(words)
    if not by:
        return named
    if not named:
        return by if _RANKING.search(by) else ""
    if head_of(named) or is_aspect(named) or indicator_of(named) or _RANKING.search(named):
        return named
    return by if OURSELVES.fullmatch(named) else named + by


def _without_run(named: str) -> str:
    """Take off how long the rank was held, and in which circle (增速连续三个季度川东)."""
    named = SINCE_AT_END.sub("", _MOVED_UP.sub("", named))
    run = _HELD_FOR_IN.search(named) if "连续" in named else None
    if run is None:
        return named
    held = run["circle"] if is_aspect(run["circle"]) else ""  # GDP连续三年增速全省第一
    return named[: run.start()] + held


def name_end(masked: str, start: int, end: int) -> int:
    """Tell where the name ends that is ranked: before the verb, the place and what leads there."""
    at, stripped = _before_circle(masked, start, end)
    if stripped:
        led = _CIRCLE_LEFT.search(masked, start, at)
    else:
        led = _VERB_AND_CIRCLE.search(masked, start, end)
    if led is None:
        return at if stripped else end
    # 分别 or 均 parts the name from its verb (增速分别居甲市第二、第四)
    shared = _EACH.search(masked, start, led.start())
    return shared.start() if shared else led.start()


def _before_circle(masked: str, start: int, end: int) -> tuple[int, bool]:
    """Strip verb, circle, cues and runs from the end; tell whether a verb or a circle was there."""
    stripped = False
    at = end
    while at > start:
        for length in range(min(_LONGEST_WORD, at - start), 0, -1):
            word = masked[at - length : at]
            if word in SCOPE or word in RANK_VERB or _COUNTED_CIRCLE.fullmatch(word):
                stripped = True
                break
            if (cue := TAIL.get(word)) and cue[0] in _LEADING and word not in _PACES:
                break
        else:
            run = HELD_FOR.search(masked, start, at) or _AMONG.search(masked, start, at)
            if run is None and stripped and masked[at - 1] == "个":
                run = _SO_MANY.search(masked, start, at)
            if run is None and masked[at - 1] == "的":
                run = _OF_YEAR.search(masked, start, at)
            if run is None:
                break
            stripped = stripped or run.re is _AMONG
            at = run.start()
            continue
        at -= length
    return at, stripped
