"""Names a thing whose owner stands before the number and whose noun behind it.

研究院建成8个平台, 中央财政安排10亿元专项资金.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.ellipsis.owners import Completed
from ingest.extract.measures import POINTS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.openers import OPENERS
from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.phrases.things import has_said
from ingest.extract.state import Place, State
from ingest.extract.subjects.count_subjects import counted, without_next
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.words import FAMILY, FRAME, KEEP

_FUNDS: Final = re.compile(r"([^，、]{0,10}?(?:资金|经费|补助|基金))(?:$|予以|用于|支持|重点|专门)")
_PURPOSE: Final = re.compile(
    r"^(?:资金|经费|补助|专项)?(?:支持|用于|建设(?!用地|项目|工程)|建成|实施|开展|推动|推进|补助|保障(?!性|房)|投向|奖励|扶持)"
)
_FUND: Final = ("基金", "专项资金")
_FOUNDS: Final = ("组建", "设立", "成立", "发起", "发起设立")
_SHORT_PHRASE: Final = 5
_THROUGHOUT: Final = ("全线", "全部", "全面", "全段", "全程", "主体")
_PLACE_DID: Final = re.compile(
    "[^，、的]{2,10}(?:[镇乡街园]|[^市城辖全本我]区|街道|组团|新城|集团|公司|集聚区|中心)"
)
_THERE: Final = frozenset(("已有", "现有", "共有"))  # 园区已有90家企业入驻
# 动员900户居民打造花园街区, 省外8所大学帮扶县级医院: what they do narrows who is counted
_SAID_FOR: Final = frozenset(
    ("动员", "发动", "召集", "省外", "区外", "市外", "境外", "海外", "国外")
)
# 甲平台支持80家企业融资: who did it to them, and what
_BRINGS_ABOUT: Final = ("带动", "支持", "帮助", "吸引")
_MONEY: Final = re.compile("资金|基金|国债|债券|经费")
_FRAMES_AT_END: Final = tuple(sorted((v for v in FRAME if len(v) > 1), key=len, reverse=True))


def noun_behind(
    place: Place, post: str, quantity: Quantity, subject: str, lead: Lead, _state: State
) -> Completed:
    """Owner before, thing behind (研究院建成8个平台)."""
    post = without_next(place, post)
    if not post:
        return None
    if quantity.unit == "%" and lead.reach in ("实现", "完成"):
        return subject + noun_and_verb(post)[0], "both"
    if lead.reach == "安排" and (funds := _FUNDS.match(post)):
        return _owner(subject) + funds[1], "both"  # 中央财政安排10亿元专项资金
    if post.endswith(_FUND) and subject.endswith(_FOUNDS) and not (lead.rise or lead.to):
        return subject + without_next(place, post), "both"  # 甲集团设立9亿元母基金
    if post in ("项目", "企业") and subject.endswith("投资") and quantity.unit in ("个", "家"):
        return subject + post, "both"  # 甲基金投资30个项目
    if lead.reach in _THERE and _counts_on(subject, quantity, post, Lead(lead.end)):
        return _owner(subject) + counted("", *noun_and_verb(post)), "both"
    if lead.reach == "在" and post.endswith("全覆盖"):  # 社区食堂在9个街道实现全覆盖
        return f"{subject}覆盖{post.removesuffix('全覆盖').removesuffix('实现')}", "both"
    if (
        lead.reach == "完成"
        and _PLACE_DID.fullmatch(subject)
        and _counts_on(subject, quantity, post, Lead(lead.end))
    ):
        return subject + counted("", *noun_and_verb(post)), "both"  # 甲园区完成9宗用地出让
    if _counts_on(subject, quantity, post, lead):
        noun, predicate = noun_and_verb(post)
        if predicate and (parted := has_said(noun, predicate, quantity)):
            noun, predicate = parted  # 两个行业30种产品能耗达到先进值
        owner = _owner(subject)
        counts = FAMILY.get(quantity.unit) in ("count", "persons")
        does = owner[-2:] in KEEP and owner[-2:] not in _BRINGS_ABOUT
        says_of = (len(owner) > 2 and not does) or predicate.endswith("改造")
        says_of = says_of or owner in _SAID_FOR
        if predicate and counts and says_of:
            noun = counted("", noun, predicate)  # 高新区9个项目竣工: 高新区竣工项目
        return owner + noun, "both"
    return None


def _counts_on(subject: str, quantity: Quantity, post: str, lead: Lead) -> bool:
    """Whether words before and behind the number name the thing together."""
    if lead.rise or lead.to or lead.before in ("gt", "le", "lt"):
        return False
    if quantity.unit in ("%", "") or quantity.unit in POINTS or quantity.kind != "number":
        return False
    if FAMILY.get(quantity.unit, "").startswith("money") or _PURPOSE.match(post):
        return False
    noun, _ = noun_and_verb(post)
    if noun in _THROUGHOUT:
        return False  # 生态廊道90公里全线贯通
    return 2 <= len(noun) <= 16 and not head_of(subject)


def _owner(subject: str) -> str:
    """Take the framing verb off the end of an owner: “南繁硅谷”已建成 → “南繁硅谷”."""
    subject = subject.removesuffix("的")
    if len(subject) <= _SHORT_PHRASE and subject.startswith(("为", "对", "向", "给")):
        return ""  # 为辖区4000名儿童…
    if "、" in subject[2:-3] and subject[-2:] in KEEP:
        return subject[-2:]  # 创新中心等科研机构和高校、企业承接13个项目
    for verb in _FRAMES_AT_END:
        if subject.endswith(verb):
            owner = subject.removesuffix(verb).removesuffix("已").removesuffix("共")
            owner = owner.removesuffix("要").removesuffix("至少")  # 每镇至少要建成2个…
            if owner.startswith(OPENERS):
                return ""
            if verb not in _BRINGS_ABOUT or owner.endswith("地区"):
                return owner
            paid = verb == "支持" and _MONEY.search(owner) is not None
            return verb if paid else owner + verb  # 安排专项资金支持90个项目
    return subject
