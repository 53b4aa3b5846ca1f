"""Parts the words around a number into nouns and verbs.

Behind a count stand the thing and what is said of it (318个“两重”项目 | 全面开工); words before it
may be nothing but verbs (新增统筹安排). A verb that belongs to the name of a thing stays in it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ingest.extract.phrases.said import LINKED, said_at
from ingest.extract.vocabulary.words import (
    DOERS,
    EXISTING,
    EXISTING_LENGTHS,
    FRAME,
    FRAME_LENGTHS,
    KEEP,
    KEEP_LENGTHS,
    POST_VERB,
    prefix,
)

_POST_FIRST: Final = frozenset(word[0] for word in POST_VERB)
_POST_LENGTHS: dict[str, tuple[int, ...]] = {
    first: tuple(sorted({len(w) for w in POST_VERB if w[0] == first}, reverse=True))
    for first in _POST_FIRST
}
_NOUN_END: Final = re.compile(
    r"(?:政策|措施|机制|机构|项目|工程|企业|中心|基地|平台|行动|计划|任务|试点|园区|县|村|镇|区|市|户|线|率|路段|车位|泊位|里程|支流"
    r"|高中|指导员)$"
)
_ACTORS: Final = frozenset(("市场", "经营", "商事", "纳税", "创新", "投资", "责任"))  # …主体
# Verbs that stand inside a name as well (试点村, 改造工程, 推进工作组).
_ALSO_IN_NAMES: Final = frozenset((
    "支持", "开工", "推进", "覆盖", "试点", "推广", "升级", "提升", "投放", "开展", "投产",
    "在建", "集中", "持续", "正式", "发展", "改造", "基本", "启动", "直接", "免费", "创建",
    "运营", "实施", "组建", "设立", "深入", "居", "被", "已", "均", "都", "全面", "交付", "参与",
    "挂牌", "上市", "入库", "新设", "达标", "高效",
    "价格", "扎实", "开放", "完成", "使用", "化解", "集聚", "聚集", "划定", "试运行",
))  # fmt: skip
# Nouns that end the name of a thing counted, whatever verbs stand in the name before them.
_HEAD_NOUN: Final = re.compile(
    r"项目|工程|企业|小区|社区|群众|居民|学校|医院|园区|基地|平台|中心|机构|集群|品牌|景区|管网|设施"
    r"|路段|站点|点位|产品|问题|增长点"
)
_DONE: Final = re.compile(
    rf"(?P<noun>.*?(?:{_HEAD_NOUN.pattern}|人口|人员))(?P<verb>[^，、的]{{1,3}})了(?P<object>.+)"
)
_DONE_VERB: Final = re.compile("^([^，、了]{1,3})了(?!解)")
_WHERE: Final = re.compile(
    rf"(.*?(?:{_HEAD_NOUN.pattern}|人口|人员|毕业生|劳动力|家庭|老人|儿童))(在.+)$"
)
_BY_WHEN: Final = (
    r"(?:汛|汛期|年底|年末|月底|春节|国庆|[春夏秋冬]季|入冬|供暖|采暖季|(?:[春秋]季)?(?:新学期)?开学)"
    "前"
)
_WHEN_AT_HEAD: Final = re.compile(rf"^(?:{_BY_WHEN}|年内)(?=..)")
_WHEN_AT_END: Final = re.compile(rf"(?:{_BY_WHEN}|年内|上半年|下半年)$")
# Words whose last letter would be a verb by itself (用, 均).
_WITHIN_WORDS: Final = frozenset((
    "应用", "使用", "费用", "专用", "年均", "人均", "月均", "户均", "地均", "亩均", "平均", "日均",
    "调整", "首都", "成都", "古都", "机组",
))  # fmt: skip
_TOWARDS: Final = re.compile(r"(..+?)((?:面)?向[^、的]{2,5})$")
# 2个品牌新入选, 3所小学并投入使用
_ADVERB_AT_END: Final = re.compile(
    r"(?<=..)(?:(?<![创更革维])新|再|再次|首次|均|也|显著|明显|大幅|普遍|进一步|继续|健康|双双|先后|并|逐一|有望|预计|接续|序时|全线|分别|从中|实质性?|连续(?:多|[\d两三四五六七八九十]+)[年届次])$|(?<=[县区市乡镇村])均$"
)
# 43项高频业务“一窗通办”: what is quoted is said of the business
_QUOTED_ACT: Final = re.compile(
    r"([^“”]*(?:事项|业务|服务|许可|审批))(“[^“”]{2,12}”(?:办理|办结|通办|联办)?)"
)
_PAIRED: Final = re.compile(
    "([^，、的与]{2,}?)(与[^，、的]{2,10}(?:结对[^，、]{0,4}|[^，、]{0,3}合作|同质[^，、]{0,3}|共建|签约|对接|联动))"
)
_CALLED_ACT: Final = re.compile(r"([^“”]{0,8}(?:事项|业务|服务|许可|审批))(“[^“”]{2,8}[办理通]”)")
_PEOPLE_HERE: Final = re.compile(
    r"([^在的]*(?:人员|青年|毕业生|学生|教师|企业|劳动力|农民工|专家|人才|职工|医生|干部|儿童|老人))(在[^的]{3,8})"
)
_BEING_BUILT: Final = re.compile("[^，、的]{0,4}?(?:项目|工程)")
_ORGANS: Final = frozenset(
    ("组", "队", "办", "局", "站", "点", "专班", "小组", "团队", "分队", "员")
)
_WORKING: Final = frozenset(
    ("推进", "落地", "启动", "实施", "覆盖", "提升", "开展", "试点", "推广", "发展", "投放")
)
_TRIED_IN: Final = "区县市村镇乡项单城企学医院社园任"
# Verbs that names are made with; 发展基金 and 提升行动 are nothing that one does to a thing.
_MODIFIES: Final = frozenset((
    "发展", "提升", "转型", "运营", "领跑", "高效", "基本", "保供", "竣工", "投产", "开工", "投用",
    "升级", "集聚", "聚集", "改造", "完工", "复工", "达标", "上市", "挂牌", "持续", "快速", "推广",
    "化解", "集中", "试运行", "共享",
))  # fmt: skip
_PLAN_END: Final = re.compile(
    "(?:基金|专班|计划|行动|方案|规划|工程|项目|政策|措施|标准|办法|意见|载体)$"
)
_KIND_END: Final = re.compile(
    "(?:基地|中心|人才|产品|[县区市镇村户园企]|农田|红线|集群|平台|站|点|路|线|站点|企业|机构|场所|设施|产能|车位|场景|院|会)$"
)
_ACTS: Final = frozenset(("试点", "创建", "推广", "发展"))
_NO_THING: Final = frozenset(("达到", "用于", "因"))
_MEANS: Final = frozenset("凭因")  # 90人凭实绩获评…: how they came to it
_ENDS_NAME: Final = frozenset("轴带圈廊极环翼")
_GOES: Final = ("成效", "进展", "效果")
_NO_PLACE: Final = frozenset(("用于", "对于", "关于", "由于", "属于", "位于", "基于", "正在"))
# 企业常态化 | 开展测试, 试点县差异 | 发展: how it is done goes with the verb
_HOW_AT_END: Final = re.compile(
    "(?<=..)(?:差异化?|错位|联动|协同|融合|抱团|一体化|常态化|规范化?|便捷|实战化|市场化|专业化|规模化|高标准|高质量|战略性)$"
)
_LED: Final = re.compile(
    "(?<=..)(?:[为对向与同把将从]|在(?![建校岗读线]))[^，、的为对向与同把将从在]{1,10}$"
)
_HOW_FIRST: Final = frozenset("发开推运建实进落")
# What makes the verb before it part of a name.
_NAMES_ON: Final = {
    "快速": ("路", "公", "通", "干", "检", "反"),
    "脱贫": ("劳动", "人口", "户", "群众", "人员", "家庭", "村", "县", "地区"),
    "新增": ("长",),
    "集聚": ("区", "地"),
    "聚集": ("区", "地"),
}
# ends the noun
_SURE: Final = (
    "实现", "达到", "入选", "获", "成为", "通过", "纳入", "列入", "进入",
)  # fmt: skip


@lru_cache(maxsize=16384)
def noun_and_verb(post: str) -> tuple[str, str]:
    """Split what follows a count (“两重”项目全面开工) into the noun and what is said of it."""
    if post[-1:] == "”" and (act := _CALLED_ACT.fullmatch(post)):
        return act[1], act[2]  # 456个事项“全区通办”
    if "办" in post and (act := _QUOTED_ACT.fullmatch(post)):
        return act[1], act[2]
    if ("新通" in post or "实现通" in post) and (linked := LINKED.fullmatch(post)):
        return linked[1], linked[2]  # 新增90个自然村通硬化路
    noun, predicate = _first_cut(post)
    noun, predicate = _name_with_verb(post, noun, predicate)
    if noun in _NO_THING or (noun[:1] in _MEANS and predicate and not noun.endswith(DOERS)):
        return "", post  # 18万人达到脱贫标准, 90人因转移避险: no thing is named
    if not predicate and (done := _DONE.fullmatch(post)):  # 企业清偿了历史欠款
        noun, predicate = done["noun"], done["verb"] + done["object"]
    if at := said_at(noun):
        noun, predicate = post[:at], post[at:]  # 60种农产品供应外省
    if not predicate and "在" in post and (here := _PEOPLE_HERE.fullmatch(post)):
        return here[1], here[2]  # 3万名工作人员在副中心办公
    if predicate and (where := _WHERE.match(noun)):  # 11家企业在交易中心成功挂牌
        noun, predicate = where[1], where[2] + predicate
    if "与" in post and (paired := _PAIRED.fullmatch(post)):
        return paired[1], paired[2]  # 538所中小学与北京市学校结对办学
    if predicate and "向" in noun and (to := _TOWARDS.match(noun)):  # 公园向市民开放
        noun, predicate = to[1], to[2] + predicate
    return _with_manner(noun, predicate) if predicate else (noun, "")


def _with_manner(noun: str, predicate: str) -> tuple[str, str]:
    """Give a predicate the words at the end of the noun that say how or for whom."""
    if (led := _LED.search(noun)) and noun.endswith(DOERS, 0, led.start()):
        noun, predicate = noun[: led.start()], led[0] + predicate  # 医院为老人 | 设立专科
    if predicate[:1] in _HOW_FIRST and (how := _HOW_AT_END.search(noun)):
        noun, predicate = noun[: how.start()], how[0] + predicate
    predicate = _DONE_VERB.sub(r"\1", predicate) if "了" in predicate[1:4] else predicate
    return _WHEN_AT_END.sub("", _ADVERB_AT_END.sub("", noun)), predicate


def _name_with_verb(post: str, noun: str, predicate: str) -> tuple[str, str]:
    """Give a noun the verb that stands inside its name (生态保护修复项目 | 落地实施)."""
    tried = predicate.endswith("试点")  # 88个城市启动城镇居民医疗保险试点
    inside = (
        predicate and not tried and predicate[0] not in "全在于" and not predicate.startswith(_SURE)
    )
    if not inside or _ends_name(noun):
        return noun, predicate
    for head in _HEAD_NOUN.finditer(post, len(noun)):
        if (
            opens_with_verb(_WHEN_AT_HEAD.sub("", post[head.end() :]))
            and "的" not in post[len(noun) : head.end()]
        ):
            return post[: head.end()], post[head.end() :]
    return noun, predicate


def _ends_name(noun: str) -> bool:
    """Whether a noun ends with what ends a name (…项目, …小区)."""
    return any(match.end() == len(noun) for match in _HEAD_NOUN.finditer(noun))


def _first_cut(post: str) -> tuple[str, str]:
    """Split `post` at the first verb that may follow a noun, outside quotes and brackets."""
    depth = 0
    for at, character in enumerate(post):
        if character in "“（《":
            depth += 1
        elif character in "”）》":
            depth -= 1
        if at < 1 or depth or character not in _POST_FIRST:
            continue
        if post[at - 1 : at + 1] in _WITHIN_WORDS:
            continue  # 应用上线, 年均增幅, 企业亩均税收
        if at == 2 and post[0] == "全" and post[1] in "国省市区县球":
            continue  # 全球首发技术: the circle is no noun by itself
        if (
            character == "全"
            and at > 1
            and post[at - 1] not in "安健齐"
            and post[at : at + 2] in ("全国", "全省", "全市", "全区")
            and post[at + 2 : at + 3] not in "性级"
            and post[:at] not in POST_VERB  # 3人获评全省先进
        ):
            start = at - (post[at - 1] in "在于创获夺居")  # 玉米 | 创全国高产纪录
            return post[:start], post[start:]
        for length in _POST_LENGTHS[character]:
            word = post[at : at + length]
            led = at > 1 and post[at - 1] in "在于" and post[at - 2 : at] not in _NO_PLACE
            if word in POST_VERB and led:
                return post[: at - 1], post[at - 1 :]
            if word in POST_VERB and _is_said(post, word, at):
                return post[:at], post[at:]
    return post, ""


def _is_said(post: str, word: str, at: int) -> bool:
    """Whether the verb at `at` is said of the noun before it, not part of the noun."""
    behind = post[at + len(word) :]
    if (at == 1 and post[0] == "新") or (word == "推进" and post[:at].endswith("整村")):
        return False  # 63个新开工项目, 24个贫困村整村推进: kinds of them
    if word in _NAMES_ON and behind.startswith(_NAMES_ON[word]):
        return False  # 12公里城市快速路, 24万脱贫劳动力, 21个产业聚集区
    if word == "主体" and post[max(0, at - 2) : at] in _ACTORS:
        return False  # 6万户市场主体享受优惠
    if word == "保持" and post[:at].endswith("水土"):
        return False  # 2条小流域水土保持治理
    if post[at - 1] in "或不未的":
        return False  # 75家平台转型或退出, 6家排放不达标的企业
    if behind in _ORGANS and word in _WORKING:
        return False  # 项目落地组, 招商服务队: the verb is what the group is for
    if word in ("试点", "达标") and behind and behind[0] in _TRIED_IN:
        return False  # 试点区, 试点县: a place where something is tried
    if word == "达标" and behind and behind[0] in "校村县区率站":
        return False  # 2所省一级达标校
    if word == "在建" and _BEING_BUILT.match(behind):
        return False  # 9个重点在建项目, 12个市在建重点工程
    if word == "开展" and behind == "试点":
        return True
    within = behind and _within_name(post, word, at, behind)
    in_noun = word in _ALSO_IN_NAMES and len(behind) <= 4 and _NOUN_END.search(post)
    return not within and not in_noun and (at > 1 or len(word) > 1 or word == "被")


def _within_name(post: str, word: str, at: int, behind: str) -> bool:
    """Whether a verb stands in a name that goes on in `behind`, or ends one that says what it does.

    一体化试点 | 加快推进, “双一流”创建 | 深入推进
    """
    goes = word in _ACTS and behind[0] != "成"
    if goes and (opens_with_verb(behind) or behind.startswith(_GOES)):
        return True
    return word in _MODIFIES and _names_on(post, word, at, behind)


def _names_on(post: str, word: str, at: int, behind: str) -> bool:
    """Whether a verb that names are made with stands inside one that goes on in `behind`.

    产业发展引导基金, 数字化转型标杆项目, 质效提升突出县 | 获得表彰
    """
    if behind in _ENDS_NAME or (at == 1 and post[0] in "拟待"):
        return True  # “一城两镇”发展轴, 拟竣工投产项目
    if at == 1 or behind[0] == "的" or (word == "基本" and not behind.startswith("农田")):
        return False
    if _PLAN_END.search(behind):
        return True
    if post.endswith(DOERS, 0, at):
        return False
    noun, predicate = _first_cut(behind)
    return len(noun) > 1 and _KIND_END.search(noun) is not None and predicate != behind


def opens_with_verb(post: str) -> bool:
    """Whether the words behind a number begin with what is said of the thing before it."""
    if post[:1] in "由在以":
        return len(post) > 2
    return any(post[:length] in POST_VERB for length in _POST_LENGTHS.get(post[:1], ()))


def verbs_only(core: str) -> bool:
    """Whether `core` is nothing but verbs (新增统筹安排, 又推出)."""
    at = 0
    while at < len(core):
        length = prefix(core, at, KEEP_LENGTHS, KEEP) or prefix(core, at, FRAME_LENGTHS, FRAME)
        if length < 2:  # 有机串联 is more than 有
            length = prefix(core, at, EXISTING_LENGTHS, EXISTING) or length
        if not length:
            if core[at] in "、和了并":
                at += 1
                continue
            return False
        at += length
    return True
