"""Tells where “、” joins words of one list behind a number, and where a new thing begins.

15个卫生院、敬老院和文化站 is one list that is counted; so are adjectives in a row, people told by
what they have (高血压、糖尿病等患者) and classes (一、二级公路).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.phrases.things import PEER_PLACES, PEERS
from ingest.extract.vocabulary.words import FRAME, FRAME_LENGTHS, KEEP, KEEP_LENGTHS, prefix

AND: Final = re.compile("[、和与及]")  # between the names of a list
# 6条一、二级公路, 获评国、省级工厂
ORDINALS: Final = re.compile(
    "[一二三四]、[二三四五](?:级|类|期|线|产|甲)|[国省市区]、(?:[省市区县州盟旗]、)*[省市区县州盟旗]级"
    # 获国家、省表彰
    r"|(?:(?<=国)家|[国省市])、(?:[^，、0-9]{0,3}[省市区县州盟旗]、)*[^，、0-9]{0,3}[省市区县州盟旗]"
    r"(?:级|(?:充分)?(?:肯定|表彰|通报|奖励|认定|表扬|激励|试点))"
)
# What tells of which kind people are (困境, 失能); a noun of people stands behind it.
_KINDS: Final = (
    "困境|留守|流动|孤残|残疾|病残|孤独症|自闭症|散居|弃养|高龄|独居|空巢|孤寡|失独|失能|半失能|部分失能|失智|半失智|重残|重病|大病|慢病"
    "|特困|低保|低收入|困难|贫困|脱贫|优抚|计生|退役|退休|离休|下岗|失业|待业|登记失业|就业困难|转岗|返乡|返岗|进城|务工|灵活就业|新就业"
    "|医务|医护|护理|流调|疾控|采样|公安|消防|基层|一线|乡村|农村|城镇|城市|高层次|高技能|急需|紧缺|急需紧缺|拔尖|领军|专业|技术|技能|管理|科研"
    "|学前|幼儿|小学|初中|高中|普高|中职|高职|中专|专科|本科|硕士|博士|男|女|老年|中青年|青年|少年|未成年|孕|产|孕产|婴|新冠|重症|轻症|密接"
)
# 2万名高血压、糖尿病等患者
FOLK_LIST: Final = re.compile(
    r"[^，、等]{2,8}(?:、[^，、等]{2,8})+等(?:[^，、]{0,4}?)(?:人群|群体|患者|病人|人员|对象|家庭|群众)"
    # 90场导赏、展览等特色活动
    r"|[^，、等\d]{2,8}(?:、[^，、等\d]{2,8})+等(?:[^，、\d]{0,4}?)(?:活动|场所|机构)"
)
# 90名困境、留守儿童, 30条主、次干道: kinds in a row, whose noun stands behind the last
KINDS_LISTED: Final = re.compile(
    rf"(?:(?:{_KINDS})(?:、|和|及|与|或))+(?={_KINDS})|主、次(?:、支|支)?(?=干|路|[街支])|[主次干]、支(?=[路流渠])"
)
_WORKS_ON: Final = re.compile("(?:进行|实施)[^，、]{2,8}$")
_WORKS_BEHIND: Final = re.compile("等[^，、等]{2,6}(?:进行|实施)[^，、的]{2,8}$")
_LIST_REACH, _LONG_NAME, _SHORT_SAID = 24, 13, 5
_SAYS: Final = re.compile(
    r"^(?:若干|一批|多)|[了在是有不更已均为第等]|率先|工作|水平|成效|问题|实现|全覆盖|领域|位居"
    r"|建设$|发展$|[高低好快强优]$"
)
_NAMES: Final = (
    "项目", "工程", "企业", "单位", "机构", "学校", "医院", "平台", "基地", "园区", "小区", "产品",
    "品牌", "品种", "学科", "专业", "街区", "景区", "集群", "产业链", "道路", "公路", "线路",
    "航线", "水库", "河流",
)  # fmt: skip
_LIST_OF_NOUNS: Final = re.compile(
    r"[^，、和及与]{2,8}(?:、[^，、和及与]{2,8})*[和及与][^，、和及与]{2,8}"
)


def is_one_list(masked: str, start: int, comma: int, limit: int, *, last: bool) -> bool:
    """Whether the words behind a number go on beyond the “、” at `comma`, up to `limit`.

    Nouns do so only behind the `last` number of the clause.
    """
    # 1个带动能力强、容量大的产业: adjectives in a row, the noun stands behind the last 的
    adjective = masked[comma - 1] in "强大高好优多广新快" and "的" not in masked[start:comma]
    if adjective and masked.rfind("的", comma, limit) > 0:
        return True
    if _all_do(masked, start, limit):
        return True
    if not last:
        return False
    if masked.find("等", comma, limit) > 0 and _WORKS_BEHIND.search(masked, comma, limit):
        return True  # 80个老旧小区道路、路灯等基础设施进行改造
    if _WORKS_ON.search(masked, start, comma) and masked.find("等", comma, limit) > 0:
        return True  # 对84个小区进行道路、管网等设施改造
    return _goes_on_with_nouns(masked, start, comma, limit) or (
        limit - comma < _LIST_REACH and _only_nouns(masked, start, limit)
    )


def _all_do(masked: str, start: int, limit: int) -> bool:
    """Whether people or bodies stand in a row that all do what is said behind the last.

    40家商会、企业签订合同, 12所高校、职业院校和30所中学结对
    """
    items = masked[start:limit].split("、")
    more = limit < len(masked) and masked[limit].isdigit() and masked[limit - 1] in "和与及"
    named, said = noun_and_verb(items[-1][:-1] if more else items[-1])
    places = bool(said) and PEER_PLACES.fullmatch(named) is not None
    if not (said or more) or not (places or PEERS.match(named)):
        return False
    alike = PEER_PLACES if places else PEERS
    return not _leads_with_verb(named) and all(
        alike.fullmatch(item) and not noun_and_verb(item)[1] and not _leads_with_verb(item)
        for item in items[:-1]
    )


def _goes_on_with_nouns(masked: str, start: int, comma: int, limit: int) -> bool:
    """Whether “、” stands in a list of things counted (15个卫生院、敬老院和文化站)."""
    listed = _LIST_OF_NOUNS.match(masked, start, limit)
    if listed is None:
        return False
    items = re.split("[、和及与]", masked[comma + 1 : listed.end()])
    return not any(_leads_with_verb(item) for item in items)


def _only_nouns(masked: str, start: int, limit: int) -> bool:
    """Whether the words to the end of the clause are nouns alone (建成8所中小学、幼儿园)."""
    items = masked[start:limit].split("、")
    if (said := noun_and_verb(items[0])[1]) and len(said) > _SHORT_SAID:
        items = items[1:]  # 19个项目落地甲产业园、乙产业园
    if len(items) > 1 and not noun_and_verb(items[0])[1] and not items[0].endswith(_NAMES):
        # 11个新材料、新能源项目落地开工: the noun of both stands in the last
        named, said = noun_and_verb(items[-1])
        items[-1] = named if said and named.endswith(_NAMES) else items[-1]
    return all(
        1 < len(item) < _LONG_NAME
        and not _leads_with_verb(item)
        and not noun_and_verb(item)[1]
        and not _SAYS.search(item)
        for item in items
    )


def _leads_with_verb(item: str) -> bool:
    kept = prefix(item, 0, KEEP_LENGTHS, KEEP)
    return kept > 0 or prefix(item, 0, FRAME_LENGTHS, FRAME) > 0
