"""Names what is counted where the number stands first (318个“两重”项目全面开工: 全面开工项目).

The words behind the number are cut off from those of the next one, parted into noun and predicate,
and put together again as the subject.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.modifiers import JOINS
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.parts_of_speech import noun_and_verb
from ingest.extract.phrases.things import has_said, so_large
from ingest.extract.state import Place
from ingest.extract.subjects.plain_predicates import GOES_WELL, fares, is_plain
from ingest.extract.subjects.works import one_act
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import FAMILY, NOMINAL

# 2万名高血压、糖尿病等患者: the list before 等 goes
_FOLK_LISTED: Final = re.compile(
    r"^[^，、等]{2,8}(?:、[^，、等]{2,8})+等(?=[^，、]{0,4}?(?:人群|群体|患者|病人|人员|对象|家庭|群众|活动|场所|机构))"
)
_FAVOURED: Final = re.compile(
    "(?<=...)(?:(?:给予|进行|予以)?(?:重点|集中)|给予|予以)(?:扶持|支持|培育|奖励|帮扶)$"
)
_FAVOURED_LAST: Final = frozenset("持育励扶")
_AND_MORE: Final = re.compile(r"(?:[和及、]|以及)一(?:批|些).*$")  # 2万亩农田和一批养殖场
_AND_DOES: Final = re.compile(
    "(?<=..)并(?:分期|同步|推进|推动|启动|实施|完成|开展|落实|强化|建立).*$"
)  # 2个小区改造并推进…
_HOW_LARGE: Final = re.compile(
    r"^(?:总?(?:建筑)?面积|总长度?|总里程|[^的，、\d]{0,8}能力(?=\d))[^的，]{2,12}的(?=..)"
)
_LEADS_ON: Final = re.compile(
    r"(?<=..)(?:产值|营收|营业收入)?(?:累计|合计|分别|[共已]有|共|近|约|超过?|逾|达到?|突破|全年计划|年度计划|计划)+$"
)
_OF_WHAT_FOLLOWS: Final = frozenset(("总投资", "总金额", "总面积", "总里程", "计划投资", "投资额"))
_IN_NAMES: Final = ("转型", "共享")  # verbs that names hold as well
_STAFF: Final = re.compile("(?:人才|人员|干部|专家|教师|医生|骨干)$")
_SOMEONE: Final = frozenset("人民工员生者师才部家众年童士手业户队")
_SENT_TO: Final = re.compile("([^，、到]{0,12}(?:人才|专家|团队|教授|博士|学者))到[^，、]{6,}")
_ETC: Final = re.compile("(?<=..)(?<![高中平优初同均特一二三])等$")
_AND_AT_END: Final = re.compile(r"(?<=...)(?<![普涉危触波惠遍参缓总共饱])(?:以及|及|和|与)$")
_TO_NEXT: Final = re.compile("(?:[和及与]|以及)[近约超逾]?$")
_NARROWS: Final = re.compile(
    "(?:获批|获得|融入|参与|参加|入选|新增|发行|享受|列入|纳入|进入|入驻|落户|对接|承接).."
)
_NEXT_LIST: Final = re.compile(r"(?<=.{2})(?:[和及与]|以及)[^和及与]{2,}等$")

# 推动30条生产线投产 is one act; 实现20个贫困村退出 counts the places
_LEAVE_POVERTY: Final = ("村退出", "村出列", "县摘帽", "村脱贫", "村脱贫退出")
_PROJECT_SUM: Final = re.compile("(?<=项目|工程)总?投资$")
# 为30家企业发放补贴9万元: what they got narrows who is counted
_GIVEN: Final = re.compile("([^，、]{2,12}?)((?:发放|提供|减免|兑现|拨付|垫付|缓缴)[^，、]*)")
_TO_WHOM: Final = frozenset("为向给")
# 为800个小区引入物业服务, 对780万名学生补助了生活费
_SERVES: Final = re.compile(
    r"(?P<noun>[^，、的]{2,12}?)(?P<does>(?:免费|集中|统一|全部|全额|依法)*(?:提供|补助|发放|引入|安装|减免|免除|解决|配备|购买|办理|开展|实施|建立"
    r"|兑现|缓缴|追回|追讨|挽回))了?(?P<what>[^，、的]{2,12})"
)
_WITH: Final = re.compile(
    "(?P<noun>[^，、的]{1,14}?)(?P<does>(?:全面|新)?(?:建立|缔结|结成|签署|签订|达成|开展|构建|实现)[^，、]{2,})"
)
_PLAIN_THINGS: Final = ("项目", "工程", "企业", "重点项目")
_TRIALS: Final = ("试点", "试点工作")
_FOR_YEARS: Final = re.compile(r"(?:\d+|[一二三四五六七八九十]+)多?年(?=“)")
_FUNDS: Final = ("基金", "资金")
_FOR_PURPOSE: Final = re.compile(
    "([^，、]{0,10}(?:资金|基金|经费))(?:支持|用于|保障|补助|扶持)(?=..)"
)
SPENT_ON: Final = ("支持", "用于", "保障", "补助", "扶持")  # after a sum
_GOES_TO: Final = ("进", "销往", "出海", "走向", "走出")  # 9亿元农产品进首都
_TASK_AT_END: Final = re.compile("(?<=...)(?:工作|任务)$")
# 完成60个村的清产核资工作 counts the places
_DONE_IN: Final = re.compile(
    r"([^，、的]{0,6}(?:村|社区|小区|乡镇|学校|项目))的"
    r"([^，、的]{2,10}?(?:工作|任务)|[^，、的]{0,8}(?:治理|改造|整治|建设|搬迁))"
)
_IN_NAMES_LIST: Final = re.compile(
    "[^、]{2,10}(?:站|院|所|馆|园|场|厂|楼|桥|校|中心|基地|平台|小区|库|港|路|线)(?=、[^、]{2})"
)
_DONE_AT_END: Final = re.compile(
    r"、[^，；。\d]{3,60}?((?:建成|竣工)(?:投用|投产|使用|开放)|投入使用|建成通车|开工建设)(?=[，；。\n])"
)
_THERE: Final = re.compile(
    "[^，、的]{0,8}?(?:社区|小区|村|学校|幼儿园|街道|乡镇|镇|县|公园|单位|景区|医院)(?=(?:建设|新建|打造|设置|安装|建立|布局|实施|开展|推广|增设)..)"
)

_CAPACITY_FIRST: Final = re.compile(
    "[\\d.]+万?(?:千瓦|千瓦时|兆瓦|吨|立方米|千伏安|米)(?:级|以上)?的?(?=...)"
)
_HAPPENS_AT: Final = re.compile("(?<=项目|工程|电站|机组|基地)(?:分别|相继|陆续|先后)?在[^，、]+$")
_TASKS: Final = ("工作", "任务")
_WORK_ON: Final = re.compile(r"([^的]{2,})的([^的、]{2,6})(?:工作|任务)")
_MANNER: Final = frozenset(("实现", "如期", "顺利", "成功", "全部", "按期"))
_NAMED_AS: Final = re.compile(
    r"(?:已|均|获)*被?(?:命名|评|认定|确定|列|授予|评选|评定|表彰)为([^，、]{3,})"
)
_THROUGH: Final = re.compile("通过([^，、“]{2,10}?)(?:摆脱|走出|告别|住上|搬出|搬进|过上|改变)")
_LASTING: Final = frozenset(("稳定", "就近", "就地"))  # 稳定脱贫, 就近就业 are terms
_WORK_DONE: Final = re.compile(
    r"(?P<work>改造|整治|治理|修复|建设|组建|改革|升级改造|提升改造|更新改造|提质改造|搬迁|改建|迁建)"
    r"(?:任务|工作)?(?:已|均|全面|全部|顺利|基本|圆满|如期)*(?:完成|完工|竣工|收官)$"
)
_ADVERBS: Final = (
    "均已", "都已", "已经", "即将", "全面", "全部", "顺利", "扎实", "有序", "稳步", "陆续", "相继",
    "正式", "如期", "及时",
)  # fmt: skip
# 在甲展会上获得金奖: where it was won doesn't narrow what won it
_AT_EVENT: Final = re.compile(
    "^(?:分别)?在[^，、]{2,24}[会赛展坛]上(?=[获荣夺摘斩亮首交展推发签作])"
)
_SO_MANY: Final = re.compile(r"\d+[条个张]")
_SCHEME: Final = re.compile(r"实施了?(“[^“”]+”[^，、“”]{0,6}|[^，、“”]{2,8}(?:项目|工程|计划))")
_PARTS_OF_PLACE: Final = re.compile("(?<=小区|社区|学校|街道|楼栋)[^、等]+、[^等]+等(?=..)")
_WORK_SCHEME: Final = re.compile(
    "实施了?([^，、“”]{2,12}(?:改造|整治|治理|维修|修缮))(?:工程|项目)"
)
_LIGHT: Final = re.compile(r"(免费|集中|)(?:进行|开展|得到|实施)了?")
_LISTED: Final = re.compile(r"^[^等]*、[^等]*等(?=..)")  # 道路、管网等设施改造

MAKES: Final = ("建成", "建设", "打造", "建立", "设立", "落成")
SHORT_NOUN: Final = 4  # letters; a shorter one (公园) doesn't say by itself what was counted
SHORT_NAME: Final = 5  # letters; a name this short is told apart by what was done to it
_OUT_OF_POVERTY: Final = ("脱贫", "脱贫退出", "减贫")

# What is said beside the noun, and a letter that it needs.
_ASIDE: Final = (("一", _AND_MORE), ("等", _FOLK_LISTED), ("并", _AND_DOES))


def without_next(place: Place, post: str) -> str:
    """Give the words behind a number without those that belong to what follows them."""
    if not post:
        return post
    if "年“" in post:
        post = _FOR_YEARS.sub("", post)  # 解决4万余人20年“用电难”问题
    if post[-1:] == "等" and not place.abuts:
        post = _ETC.sub("", post)  # 改造60座公厕等
    if post[-1:] in _FAVOURED_LAST:
        post = _FAVOURED.sub("", post)
    for letter, aside in _ASIDE:
        if letter in post:
            post = aside.sub("", post)
    if "到" in post and (sent := _SENT_TO.match(post)):
        post = sent[1]  # 引进40名专家到甲公司等企业任职
    if "的" in post and (post[:1] in "总面建" or "能力" in post):
        post = _HOW_LARGE.sub("", post)  # 7个总面积20万平方米的小区
    if post[:1].isdigit() and (sized := _CAPACITY_FIRST.match(post)):
        post = _HAPPENS_AT.sub("", post[sized.end() :])  # 2座35万千瓦光热电站分别在甲、乙开工
    return _before_next(post) if place.abuts else post


def _before_next(post: str) -> str:
    """Give the words between two numbers without those that lead to the second."""
    if post in _OF_WHAT_FOLLOWS:
        return ""  # 签约项目41个总投资98亿元
    post = _LEADS_ON.sub("", post)  # 80个乡镇近300万群众
    if post[-1:] in "和与及":
        post = _AND_AT_END.sub("", post)  # 30家企业搬迁和近900名职工安置
    if following := _NEXT_LIST.search(post):
        post = post[: following.start()]  # 3个“一件事”和榨菜产业大脑等3个特色应用
    return post


def noun_behind(place: Place, post: str, frame: str, quantity: Quantity) -> tuple[str, str]:
    """Split the words behind a number into what is counted and what is said of it."""
    whole = False
    if (over := so_large(post)) is not None:
        noun, predicate = over  # 9家企业销售收入过百亿
    else:
        # 推动甲工程等20个项目开工 counts the projects
        of_list = frame[-2:] != "完成" and place.masked[quantity.start - 1] == "等"
        whole = frame in NOMINAL and not of_list and not post.endswith((*_LEAVE_POVERTY, "”"))
        noun, predicate = noun_and_verb(post)
        if whole and noun not in _PLAIN_THINGS:  # 推动3900个项目投产: of the projects
            noun, predicate = post, ""
        noun, predicate = _before_sum(place, post, noun, predicate, quantity)
        if predicate and not whole and (parted := has_said(noun, predicate, quantity)):
            noun, predicate = parted
    if FAMILY.get(quantity.unit) == "money" and not whole:
        noun, predicate = _fund(post, noun, predicate)
    if one_act(place, post, predicate, quantity):
        noun, predicate = _TASK_AT_END.sub("", post), ""
    noun, predicate = _by_letter_before(place, post, noun, predicate, quantity)
    if "的" in post and (done := _DONE_IN.fullmatch(post) or _DONE_IN.fullmatch(noun)):
        noun, predicate = _TASK_AT_END.sub("", done[2]) + done[1], ""
    return noun, predicate


def _by_letter_before(
    place: Place, post: str, noun: str, predicate: str, quantity: Quantity
) -> tuple[str, str]:
    """Part the words behind a count by what leads to it: 在, 为, 与, or the list it stands in."""
    before = place.masked[quantity.start - 1]
    if not predicate and before == "在" and (there := _THERE.match(post)):
        return there[0], post[there.end() :]  # 在9个社区建设服务设施
    if not predicate and _for_whom(place, quantity) and (done := _SERVES.fullmatch(post)):
        return done["noun"], done["does"] + done["what"]  # 为800个小区引入物业服务
    if before in "与同" and (joint := _WITH.fullmatch(post)):
        return joint["noun"], joint["does"]  # 与9个城市缔结友好关系
    if before == "、":  # 甲医院、3个驿站、乙厂建成投用
        if predicate and (listed := _IN_NAMES_LIST.match(noun)):
            return listed[0], predicate
        if not predicate and (done := _DONE_AT_END.match(place.masked, place.post_end)):
            return noun, done[1]
    return noun, predicate


def _before_sum(
    place: Place, post: str, noun: str, predicate: str, quantity: Quantity
) -> tuple[str, str]:
    """Part the words behind a count without what only leads to the number that follows."""
    if not place.abuts:
        return noun, predicate
    if given := _given(place, post, quantity):
        noun, predicate = given
    elif predicate and not _TO_NEXT.search(place.masked, quantity.tail, place.post_end):
        noun = _LEADS_ON.sub("", noun)
        told = len(noun) <= SHORT_NOUN and _NARROWS.match(predicate)
        # 60个重点项目完成投资90亿元: the verb leads to the next number
        predicate = _LEADS_ON.sub("", predicate) if told else ""  # 40家企业获批贷款9亿元
    noun = _PROJECT_SUM.sub("", noun)  # 11个重点项目投资突破90亿元
    if noun.endswith("到位资金"):
        noun = noun[:-4].removesuffix("实际")  # 9个开发区实际到位资金8亿元
    return noun, predicate


def _for_whom(place: Place, quantity: Quantity) -> bool:
    """Whether the number says for how many something was done (为近3.6万农民工…)."""
    at = quantity.start - (place.masked[quantity.start - 1] in "近约超逾")
    return place.masked[at - 1] in _TO_WHOM


def _given(place: Place, post: str, quantity: Quantity) -> tuple[str, str] | None:
    """Part whom something was given to from what was given, where its sum follows."""
    if _TO_WHOM.isdisjoint(place.text[quantity.start - 2 : quantity.start]):
        return None
    given = _GIVEN.fullmatch(post)
    return (given[1], _LEADS_ON.sub("", given[2])) if given else None


def _fund(post: str, noun: str, predicate: str) -> tuple[str, str]:
    """Part the words behind a sum where they name a fund, and what it is for."""
    if post.endswith(_FUNDS):
        return post, ""  # 设立9亿元产业发展基金
    if purpose := _FOR_PURPOSE.match(post):
        return purpose[1], ""  # 安排9亿元财政资金保障项目建设
    return noun, "" if noun.endswith(_FUNDS) and predicate.startswith(SPENT_ON) else predicate


def all_counted(
    post: str, noun: str, predicate: str, quantity: Quantity, verb: str, frame: str
) -> bool:
    """Whether all the words behind a number name what is counted, a verb in them too."""
    if (frame or verb) and "的" in predicate[1:-2]:
        return True  # 取消165项部门实施的审批事项: the clause narrows the noun
    if quantity.unit in ("名", "位") and noun[-1:] not in _SOMEONE and _STAFF.search(predicate):
        return True  # 1000名乡村运营人才: nobody else is named
    if (frame or verb) and predicate.startswith(_IN_NAMES):
        return True  # 打造3个数字化转型标杆项目
    if verb and predicate[:1] == "在" and len(predicate) > 2:
        return True  # 新增1.8万农业转移人口在城镇安家
    money = FAMILY.get(quantity.unit, "").startswith("money")
    return money and (
        post.startswith(SPENT_ON) or predicate.startswith(_GOES_TO)
    )  # 统筹44亿元支持乡村全面振兴


def counted(verb: str, noun: str, predicate: str) -> str:
    """Name what is counted when the number stands first (318个“两重”项目全面开工)."""
    noun = noun.removeprefix("的").removeprefix("各类")
    if (predicate or noun).endswith(_TASKS) and (work_on := _WORK_ON.fullmatch(noun + predicate)):
        return verb + work_on[1] + work_on[2]  # 完成1000名职工劳动合同的签订工作
    if predicate and noun in _MANNER:
        noun = ""  # 820人顺利脱贫
    if predicate and (title := _NAMED_AS.match(predicate)) and title[1].endswith(noun[-1:]):
        return title[1]  # 9个村被命名为省级生态村
    if predicate and noun in _LASTING:
        return verb + noun + predicate
    if work := _WORK_DONE.match(_bare_verb(predicate)):
        return verb + noun + work["work"]  # 老旧小区改造完成
    if not predicate or is_plain(predicate):
        how = predicate in GOES_WELL or fares(predicate)
        short = len(noun.replace("“", "").replace("”", "")) <= SHORT_NOUN
        if predicate and short and not verb and not how:
            return _bare_verb(predicate) + noun
        return verb + noun
    predicate = _bare_verb(predicate).removesuffix("任务")
    if done := _WORK_SCHEME.fullmatch(predicate):
        return verb + noun + done[1]  # 为60户家庭实施无障碍改造工程
    if scheme := _SCHEME.fullmatch(predicate):
        return f"{verb}实施{scheme[1]}{noun}"  # 对34家企业实施了“三评一定”
    if predicate.endswith(_TRIALS):
        return verb + _tried(noun, predicate)
    if (light := _LIGHT.match(predicate)) and light.end() < len(predicate):
        noun = _PARTS_OF_PLACE.sub("", noun)  # 小区道路、路灯等基础设施进行改造
        return verb + noun + light[1] + _LISTED.sub("", predicate[light.end() :])
    return verb + predicate + ("" if predicate.endswith(noun) else noun)  # 6个村入选省级示范村


def _tried(noun: str, predicate: str) -> str:
    """Name what is tried (20种疾病保障试点工作), or where (2147个县开展养老保险试点)."""
    return f"{noun}试点" if predicate in _TRIALS else predicate + noun


def _bare_verb(predicate: str) -> str:
    """Give a predicate without the adverbs before its verb (全部顺利完成)."""
    for adverb in _ADVERBS:
        predicate = predicate.removeprefix(adverb)
    if predicate[:2] == "通过" and (through := _THROUGH.match(predicate)):
        return through[1]  # 3万人通过以工代赈走出困境
    if predicate[:2] in JOINS:
        return _SO_MANY.sub("", predicate, 1)  # 9家企业融入6条产业链
    return _AT_EVENT.sub("", predicate) if predicate[:1] in ("在", "分") else predicate


def in_full(subject: str, frame: str, quantity: Quantity) -> str:
    """Give a subject that is too short to say what was counted the word that it lacks."""
    made = frame.endswith(MAKES) and len(subject) < SHORT_NOUN
    if frame and (made or subject in ("项目", "企业")):
        return frame + subject  # 建设A、B等102个项目, 建成A、B等10个公园
    if frame.endswith(MAKES) and len(subject) <= SHORT_NAME and indicator_of(subject) is None:
        return frame[-2:] + subject  # 加快建设4个零碳园区
    if subject in _OUT_OF_POVERTY and FAMILY.get(quantity.unit) == "persons":
        return f"{subject}人数"  # 1.4万人脱贫
    return subject
