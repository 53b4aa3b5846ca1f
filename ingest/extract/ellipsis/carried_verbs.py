"""Puts a verb that is written once before the later things that it rules too.

新增零碳工厂11家、绿色工厂3家 are both new, 累计建成公园12个，文化站3个 both built.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.measures import POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import LISTED_FIRMS, keep_verb
from ingest.extract.phrases.parts_of_speech import verbs_only
from ingest.extract.state import Place, State
from ingest.extract.subjects.count_subjects import MAKES, SHORT_NAME, SHORT_NOUN
from ingest.extract.subjects.measure_nouns import head_of, is_aspect
from ingest.extract.subjects.nothing import leads
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import ALONE, FAMILY, FRAME, FRAME_LENGTHS, prefix

_NO_CARRY: Final = re.compile(
    r"^(?:总|占|其|累计|平均|通航|通达|人均|全|实际|新|治|建(?!议)|改|缓)"
)
_TOTAL_MADE: Final = re.compile("累计(?:建成|新建|改造|创建|培育|打造|建设|认定)")
# 建成投用养老院4所，托育园7所
_READY: Final = re.compile("(?:建成投用|新建|改扩建|新改建)(?!和|并|、)")
_NO_VERB: Final = frozenset(("业", "性"))
_LONGEST_NEXT: Final = 6  # letters of a further thing in the same unit, whose verb stands before it
MADE_FAMILIES: Final = frozenset(("count", "area", "length"))
# verbs that go on with the one before; what a noun may open with (服务, 生产) is none
_SECOND_VERBS: Final = frozenset((
    "引进", "引育", "培育", "培养", "修改", "修订", "制定", "废止", "宣布失效", "改造",
    "新建", "改建", "扩建", "改扩建", "更新", "提升", "升级", "创建", "取消", "下放",
    "整合", "关停", "淘汰", "退出", "查处", "取缔", "清理", "建成", "接入", "归集",
    "受理", "办结", "审结", "修复", "治理", "整治", "加固", "搬迁", "拆除", "优化",
    "提质", "招引", "招聘", "发放", "兑现", "拨付", "出台", "印发", "收回", "追缴",
    "盘活", "处置", "勘探", "探明", "新增", "认定", "更新改造", "修缮", "翻新",
))  # fmt: skip
_OFFERS: Final = ("提供", "举办", "开展", "组织")  # 提供岗位900个
_PROPOSALS: Final = ("建议", "议案", "提案")
# 省市选派农技员90名、园艺师30名: one who is named did both
_OWNER_DID: Final = re.compile(
    "(?P<did>.{2,12}?(?:选派|下派|派出|选聘|聘请|聘任|招聘|招募|引进|招引|引育|接待|开通|查处|查获|查扣|抓获|发放|兑现|拨付|认定|化解|出动"
    "|投放|收储|输送|吸纳|安置|承接|签约|获批|获评|建成|新建|新增|发布|举办|压减|精简|取消|更新|报废|置换|采购|购置))(?P<thing>[^，、]{2,})"
)
# 为毕业生提供公寓900套、见习岗位80个: both for them
_GIVEN_TO: Final = re.compile(
    "(?P<did>[为给向][^，、]{2,12}?(?:提供|发放|配备|安装|赠送|捐赠))(?P<thing>[^，、]{2,})"
)
_LONGEST_GIVEN: Final = 8
_LONGEST_DONE: Final = 5  # letters of a further thing that doesn't say what was done to it


def with_carried_verb(
    place: Place, subject: str, verb: str, quantity: Quantity, lead: Lead, state: State
) -> tuple[str, str]:
    """Put the verb of the 、-list before `subject`, or note the verb that it brings itself."""
    if subject in _PROPOSALS and (whose := _proposals_of(subject, state)):
        return whose + subject, "carried-verb"
    if state.verb and not verb and _takes_verb(subject, state.verb, quantity, lead):
        return state.verb + subject, "carried-verb"
    if not verb and (did := _owner_did(place, subject, quantity, lead, state)):
        return did + subject, "carried-verb"
    if not verb and (built := _total_before(place, subject, quantity, lead, state)):
        return built + subject, "carried-verb"
    if verb:
        ruling = _all_verbs(subject, verb)
        state.verb = "" if quantity.unit == "%" or quantity.unit in POINTS else ruling
    return subject, "before"


def _owner_did(place: Place, subject: str, quantity: Quantity, lead: Lead, state: State) -> str:
    """Tell who did what to the item before (省市选派农技员90名、园艺师30名); "" for none."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.clause != place.clause or len(subject) > _LONGEST_GIVEN:
        return ""
    if place.text[place.pre - 1] != "、" or leads(lead) or before.measure != "level":
        return ""
    if FAMILY.get(before.quantity.unit) != FAMILY.get(quantity.unit) or head_of(subject):
        return ""
    given = _GIVEN_TO.fullmatch(before.subject) if before.subject[:1] in "为给向" else None
    did = given or _OWNER_DID.fullmatch(before.subject)
    if not given and len(subject) > _LONGEST_DONE:
        return ""
    if did is None or head_of(did["thing"]) or is_aspect(did["thing"]):
        return ""
    known = indicator_of(subject) is not None
    takes = not known and _takes_verb(subject, did["did"], quantity, lead)
    return did["did"] if takes else ""


def _proposals_of(subject: str, state: State) -> str:
    """Tell whose proposals were counted just before (办理市人大代表议案5项、建议87件)."""
    before = state.readings[-1].subject if state.readings else ""
    if not before.endswith(_PROPOSALS):
        return ""
    at = before.find("代表")
    if at > 0 and subject != "提案":  # those are no deputies'
        return before[: at + 2]
    return before[: keep_verb(before, 0, len(before))]


def _all_verbs(subject: str, verb: str) -> str:
    """Give all the verbs that a subject opens with (新建、改造桥梁90座; 清理和废止文件9件)."""
    if not subject.startswith(verb):
        return verb
    end = len(verb)
    while end < len(subject):
        joined = subject[end] in "、和及并"
        length = keep_verb(subject, end + joined, len(subject))
        further = subject[end + joined : end + joined + length]
        if end + joined + length >= len(subject) - 1:
            break
        if not length or (subject[end] != "、" and further not in _SECOND_VERBS):
            break
        end += joined + length
    return subject[:end]


def _takes_verb(subject: str, verb: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether the verb of the 、-list belongs to this item too (新增零碳工厂11家、绿色工厂3家)."""
    if lead.rise or lead.to or verb == "生产":  # 实现生产总值9亿元、税费收入2亿元
        return False
    if verb == "接待" and FAMILY.get(quantity.unit, "").startswith("money"):
        return False  # 接待游客500万人次、旅游综合收入40亿元
    if verb.endswith("完成") and subject.endswith("资金"):
        return False  # 完成投资9亿元（其中：中央资金3亿元、省级资金2亿元）
    if verb.endswith("减免") and subject.startswith(("退税", "减税", "留抵")):
        return False  # 减免房租2亿元、退税减税3亿元
    known = indicator_of(subject) is not None
    if known and indicator_of(verb + subject) is None:
        firms = FAMILY.get(quantity.unit) in ("count", "persons", "length")
        if verb[0] not in "新净累" or not firms:
            return False
    return (
        not is_aspect(subject)
        and subject not in ALONE  # 更新改造渔船90艘、减船转产99艘
        and not _NO_CARRY.match(subject)
        and (not own_verb(subject) or subject.startswith(LISTED_FIRMS))
        and len(subject) > 1
    )


def own_verb(subject: str) -> bool:
    """Whether an item opens with a verb of its own; 规范性文件, 服务业企业 only sound like it."""
    noun = subject[2:3] in _NO_VERB and subject[2:4] != "业务"
    return verbs_only(subject[:2]) and not noun


def _total_before(place: Place, subject: str, quantity: Quantity, lead: Lead, state: State) -> str:
    """Give 累计 and its verb of the clause before, where this one only names a further thing.

    累计建成公园12个，文化站3个，书屋20个
    """
    before = state.readings[-1] if state.readings else None
    if before is None or place.pre != place.clause or leads(lead):
        return ""
    pattern = _TOTAL_MADE if before.total else _READY
    if before.clause != state.previous[0] or (made := pattern.match(before.subject)) is None:
        return ""
    if not before.total and (before.quantity.unit != quantity.unit or len(subject) > _LONGEST_NEXT):
        return ""
    if not {FAMILY.get(quantity.unit, ""), FAMILY.get(before.quantity.unit, "")} <= MADE_FAMILIES:
        return ""
    named = head_of(subject) or is_aspect(subject) or keep_verb(subject, 0, len(subject))
    named = named or prefix(place.text, place.pre, FRAME_LENGTHS, FRAME)
    return "" if named or "占" in subject else made[0]


def made_before(place: Place, subject: str) -> str:
    """Put the verb that made them before a bare noun (建成水厂3座、水窖90口)."""
    if len(subject) <= SHORT_NAME and indicator_of(subject) is None and not verbs_only(subject[:2]):
        made = prefix(place.text, place.clause, FRAME_LENGTHS, FRAME)
        verb = place.text[place.clause : place.clause + made]
        said = verb.endswith(MAKES) or (len(subject) < SHORT_NOUN - 1 and verb in _OFFERS)
        return verb[-2:] + subject if said else subject
    return subject
