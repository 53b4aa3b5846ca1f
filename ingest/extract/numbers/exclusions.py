"""Tells the counts that are no statement of what was reached or is aimed at.

They count words (36项重点任务), size a project (10亿元物流枢纽), give a capacity or a duration, or
say over how many things the next number holds. Numbers with their subject before them: `nothing`.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, Reading
from ingest.extract.subjects.count_subjects import SPENT_ON
from ingest.extract.subjects.plain_predicates import is_plain
from ingest.extract.vocabulary.words import AREA_NOUNS, AREA_UNITS, COUNT_NOUN, FAMILY, KEEP

COUNTERS: Final = frozenset("项个条件类")  # units in which words are counted as well as things
_WORD_NOUNS: Final = tuple(COUNT_NOUN - {"条", "日"})  # not 产业链条, 开放日
# Tasks of no kind of their own.
_ANY_TASKS: Final = tuple(
    f"{kind}任务"
    for kind in ("重点", "主要", "既定", "工作", "目标", "年度", "各项", "具体", "建设", "项目")
)
_DONE_HERE: Final = re.compile("完成|落地|见效|办结|销号|探索")
_EACH_ONE: Final = re.compile(r"(?:实事|措施|举措|任务|政策)(?:件件|条条|项项|样样|个个)")
# The works promised to the people, as a whole and by the name of their parts.
_PROMISED: Final = frozenset(
    ("民生工程", "民心工程", "惠民工程", "子项", "子项目", "子内容", "具体项目", "具体事项")
)
_FOR_PEOPLE: Final = ("民生工程", "民心工程", "惠民工程")  # 9项市定民生工程
_FIGURES: Final = ("增速", "增长", "速度", "目标", "指标")
_POINTS_OF_GROWTH: Final = ("增长点", "增长极")
_SO_MANY_FIGURES: Final = re.compile("指标(?:增[幅速])?[有中]?$")
_AS_MEANS: Final = re.compile(r"为(?:龙头|引领|载体|重点|抓手|依托|核心|主体|支撑|牵引|主导|骨干)$")
_PEOPLE: Final = re.compile(r"人民(?![法医调监检广公武币警陪防])|中国人|同胞|儿女|老百姓|^民族共同")
# 入选全省100户大企业名单: how long the list is
_IN_LIST_OF: Final = re.compile(
    r"(?:入选|入围|入列|列入|跻身)(?:全[国省市区县州盟旗]|国家|全球|[^，、]{2,12}(?:联盟|组织|协会|学会|理事会|委员会|[部委局署]))(?:首批|前)?$"
)
# 锚定10家企业 is no task
_FOCUSED: Final = (
    "锚定", "聚焦", "紧盯", "盯紧", "瞄准", "紧扣", "围绕",
)  # fmt: skip
_WORKS_DONE: Final = ("项目", "工程", "项目建设", "工程建设", "改造", "整治")

# 4次提高养老金, 22次登上央视: how often it was done; 3次区域暴雨 counts things
_SO_OFTEN: Final = re.compile(
    "(?:大幅|成功|连续)?(?:提高|上调|下调|调高|调低|调整|调增|降低|刷新|打破|创下|登上|登陆|亮相|入选|入围|获评|获得|荣获|夺得|摘得|蝉联"
    "|跻身|突破|位居|位列|修订|延长|增发|派员|点赞)"
)
_HAZARD: Final = re.compile(
    "(?:级|特大|大型|巨型|巨大|高位|突发)*(?:山体|地质|岩体)?(?:滑坡|崩塌|塌方|垮塌|泥石流|泥沙下泄|溃堤|溃坝|降雨|暴雨|强降雨|洪水|洪峰|地震|台风|雪崩|堰塞体)"
)
_CAPACITY_FAMILIES: Final = frozenset(("mass", "power", "volume", "apparent_power", "voltage"))
_HEADS: Final = frozenset("只头羽")  # 90万只蛋鸡养殖基地
_CAPACITY_BEFORE: Final = re.compile(
    r"(?:(?<![全每])年(?:产|处理|加工|产能)|日产|日处理|设计产能|单机|总装机)$"
)
_CAPACITY_BEHIND: Final = re.compile(
    r"(?:装置|生产线|产线|机组|项目|基地|工程|码头|泊位|气田|炼化|货轮|轮船|产能|养殖场)(?:建设|陆上部分|[一二三]期)*(?:产能)?(?:达产)?$"
)
# 开工建设甲公司70万吨烯烃、80万吨制油升级项目 names plants by what they will make
_BUILDS_PLANT: Final = re.compile(r"(?:开工|建设|建成|推动|推进|启动|投产)[^、，]{2,}")
# 8万吨锰铁、9万吨储粮、某药厂等重大项目: the first of a list of projects
_PLANTS_LISTED: Final = re.compile(
    r"[^，；。、的\d]{2,14}、[^，；。]{2,60}?等[^，；。、]{0,10}(?:项目|工程|生产线|装置)"
)
_PLANT: Final = re.compile(r"项目|装置|工程|基地|示范|生产线")

_EACH_REACHES: Final = re.compile(r"..(?:均|都|全部)已?(?:达到?|超过?|突破|实现|高于)?$")
_OUTPUT_OF: Final = re.compile(
    r"(?:产业链|产业集群|集群|行业|园区|开发区)(?:总产值|产值|营业收入|营收)(?:突破|超过?|达到?)?$"
    r"|(?:企业|单位|合作社|农户|商户|项目)(?:共|累计|合计)?(?:(?:实现|完成|增加|新增)[^，、]{0,6}(?:产值|增加值|营业收入|营收|收入|利润|税收|利税|销售额|零售额)"
    r"|(?:年|总)*(?:产值|营业收入|营收|销售收入|税收|利税|销售额|零售额)(?:[共已]?达到?|为)?)$"
)
# 90个重点工程已完工80个: of how many, while 90个新建项目 are the year's
_SO_FAR: Final = re.compile(
    "^(?!新).{2,}?(?:现已|目前已|已|均已|累计|实际)(?:全部|累计|全面|顺利|建成|实现)*"
    "(?:开工|复工|开建|竣工|完工|建成|投产|投用|投运|通车|落地|签约|完成|启动|交付|办结|整改|销号)(?:建设)?$"
)
# 甲市90兆瓦储能、乙县80兆瓦风电项目: what the first is stands behind the last
_NAMED_WITH_NEXT: Final = re.compile(
    r"[^，、；\d]{1,14}、[^，、；\d]{0,10}[\d.]+万?(?:千瓦|兆瓦|千伏安|吨|立方米)[^，、；\d]{1,14}(?:项目|工程|基地|装置|机组|生产线|电站)"
)
_SETS: Final = ("提高", "调整", "上调", "提标", "统一", "落实", "执行", "调高")
_MAKES_USE: Final = ("发挥好", "管好用好", "运用好")
_SHORT_WORD: Final = 4  # letters of 工作机制
# 12个盟市空气质量全部达标: of how many places it holds
_OF_PLACES: Final = re.compile(
    "(?:盟市|地市|市州|市|县|区|县市|城市)(?:环境)?(?:空气|水环境|环境)质量"
)
_MONEY_PLANS: Final = ("计划", "规划", "方案", "一揽子计划")
# 64个县市新增人口9万人: where they are
_PLACES_DID: Final = re.compile(
    "(?:县市区?|县|区县|乡镇|街道|村|社区|城市|市州|地市|省份|贫困县|脱贫县|试点县|[区县市]（[市县区、]{1,3}）)"
    "(?:共|累计|已|全年)*(?:新增|净增|完成|实现|建成|新建|改造|发放|培训|转移|搬迁|安置|减少)[^，、]{0,14}"
)
_SERVED: Final = frozenset("为向")
_RATE_OVER: Final = re.compile(r"(?:率|比例|占比|(?<!集)中(?![小型央心学国药医试级等])|比重)")
# What an amount is of, and no name of what it builds.
_SUM_OF: Final = re.compile(
    r"(?<!保)税|[钱金款券费贷债薪息利额值]|资|投入|补[贴助偿]|收入|支出|消费|收益|营收|销售|交易|订单|合同|成本|负担|预算|红包"
    r"|授信|损失|贸易|进口|出口|欠|市场|规模|产业|集群|经济|园区|企业"
)
_BEGINS: Final = (
    "签约", "引进", "招引", "落地", "开工", "推进", "加快", "加快推进", "启动", "谋划", "实施",
)  # fmt: skip
_GOODS_GO: Final = re.compile(
    "(?:产品|商品|特产|蔬菜|水果|食品|货物|装备|设备|服装|家具|茶叶|药材)(?:进|销往|销|卖|出海|走|供应|运往|出口|输)"
)
_PARKS: Final = ("产业园", "园区", "片区", "新区")
_PROJECTS: Final = re.compile(r"项目|工程|基地|枢纽|产业园|生产线|电站")


def exclude_count(reading: Reading, place: Place, noun: str, predicate: str) -> None:
    """Mark counts of words, capacities, durations and places as no statement."""
    quantity = reading.quantity
    family = FAMILY.get(quantity.unit, "")
    before = place.masked[place.pre : quantity.start]
    informative = bool(predicate) and len(predicate) > 4 and not is_plain(predicate)
    reading.other = (
        reading.other
        or (
            quantity.unit in COUNTERS
            and is_list_count(noun)
            and not informative
            and not _made(noun, reading.verb)
            and not _task_done(place, noun)
        )
        # durations, figures and people in general
        or family in ("time", "days", "age", "")
        or (noun.startswith(_FIGURES) and not noun.startswith(_POINTS_OF_GROWTH))
        or (quantity.unit == "项" and bool(_SO_MANY_FIGURES.search(noun)))
        or quantity.unit.endswith("人口")
        # promised works, and things that are only named on the way
        or "实事" in noun
        or (predicate or noun).endswith("之一")  # 成为全省9个获奖的县之一
        or noun in _PROMISED
        or (noun.endswith("标准") and before.startswith(_SETS))  # 提高A、B等5项标准
        or before.startswith(_MAKES_USE)
        or (quantity.unit in COUNTERS and noun.endswith(_FOR_PEOPLE))
        or bool(_AS_MEANS.search(noun))
        or (family == "count" and bool(_IN_LIST_OF.search(before)))
        or (family == "count" and not predicate and _only_focused(reading, before))
        or bool(_PEOPLE.search(noun))
        or (family == "money" and noun.endswith(_MONEY_PLANS))  # 三年9亿元的投资计划
        # places where something was done
        or (quantity.unit in AREA_UNITS and not _works_in_places(reading, noun, before))
        or (noun in AREA_NOUNS and before[-1:] in _SERVED)  # 为29个省份保供煤炭
        or _OF_PLACES.fullmatch(noun) is not None
        # 完善10个基地功能: they are there
        or (
            family == "count"
            and not predicate
            and noun.endswith("功能")
            and reading.verb[:2] != "提升"
        )
        or _says_how(place, quantity, family)
        or (not informative and _is_capacity(reading, place, noun, before, family))
    )


def _says_how(place: Place, quantity: Quantity, family: str) -> bool:
    """Whether a number says how often something was done, or how big a hazard was."""
    if quantity.unit == "次":
        return _SO_OFTEN.match(place.text, quantity.tail) is not None
    sizes = family not in ("count", "persons", "")
    return sizes and _HAZARD.match(place.text, quantity.tail) is not None


def _is_capacity(reading: Reading, place: Place, noun: str, before: str, family: str) -> bool:
    """Whether an amount says what a plant can do (年产5万吨, 开工建设甲公司70万吨烯烃项目)."""
    if _CAPACITY_BEFORE.search(before):
        return True
    if family in _CAPACITY_FAMILIES and _PLANTS_LISTED.match(place.text, reading.quantity.tail):
        return True
    if (
        family == "mass"
        and _BUILDS_PLANT.search(place.text[place.clause : reading.quantity.start])
        and _PLANT.search(place.text, reading.quantity.tail, place.clause_end)
    ):
        return True
    if family in _CAPACITY_FAMILIES and _NAMED_WITH_NEXT.match(place.text, reading.quantity.tail):
        return reading.verb not in KEEP
    return (
        (family in _CAPACITY_FAMILIES or ("养" in noun and reading.quantity.unit[-1:] in _HEADS))
        and bool(_CAPACITY_BEHIND.search(noun))
        and reading.verb not in KEEP
        and not before.endswith("等")  # 甲、乙电站等90万千瓦机组: all of them together
    )


def is_list_count(noun: str) -> bool:
    """Whether `noun` counts words, not things: 九个方面, 36项重点任务, 130条措施."""
    return noun in COUNT_NOUN or noun.endswith(_WORD_NOUNS) or bool(_EACH_ONE.search(noun))


def _made(noun: str, verb: str) -> bool:
    """Whether what else is a word counted is a thing made: 编制120个村庄规划, 建立3个合作机制."""
    if noun.endswith("规划"):
        return verb.startswith("编制")
    return noun.endswith("机制") and len(noun) > _SHORT_WORD and verb.endswith(("建立", "设立"))


def _task_done(place: Place, noun: str) -> bool:
    """Whether tasks of a kind are counted as done: 完成85项改革任务, 32项试点任务落地见效."""
    return (
        noun.endswith("任务")
        and len(noun) > _SHORT_WORD - 1
        and not noun.endswith(_ANY_TASKS)
        and _DONE_HERE.search(place.text, place.clause, place.clause_end) is not None
    )


def _works_in_places(reading: Reading, noun: str, before: str) -> bool:
    """Whether places are counted for the works done in them (实施90村饮水安全项目)."""
    unit = reading.quantity.unit
    return (
        unit in ("村", "乡", "镇", "乡镇")
        and bool(reading.verb or before)
        and noun.endswith(_WORKS_DONE)
    )


def _only_focused(reading: Reading, before: str) -> bool:
    """Whether things are only kept in view (锚定10家企业), and nothing is done to them."""
    return before.startswith(_FOCUSED) and (not reading.verb or reading.verb in _FOCUSED)


def only_scope(place: Place, post: str) -> bool:
    """Whether a count says over how many things the next number holds (147个断面优良率90%)."""
    inside = post.endswith(("中", "里")) and not post.endswith(("初中", "高中"))
    if inside or "基础上" in post or "高于" in post:
        return True
    if not place.abuts:
        return False
    if post.endswith(("已有", "中有")) and place.next_unit in ("个", "家", "座", "所"):
        return True  # 90个攻坚县已有30个县实现目标
    if "人均" in post:
        return True  # 20户90名移民年人均收入超过4000元
    if place.next_unit in COUNTERS and _SO_FAR.search(post):
        return True
    if _EACH_REACHES.search(post):
        return True  # 90家合作社年收入均达到8万元
    if _PLACES_DID.fullmatch(post):
        return True
    if _OUTPUT_OF.search(post):
        return True  # 80家规上企业实现增加值9亿元
    before = place.masked[place.pre : place.pre + 1]
    return place.next_unit == "%" or "的" in post or before == "在" or bool(_RATE_OVER.search(post))


def is_size(quantity: Quantity, post: str, noun: str, verb: str) -> bool:
    """Whether an amount says how big the project is that it stands before (10亿元物流枢纽)."""
    if noun.endswith(_PARKS) and FAMILY.get(quantity.unit) == "area":
        return verb not in KEEP  # 加快建设6平方公里产业园
    if FAMILY.get(quantity.unit) != "money" or len(noun) < 2 or _SUM_OF.search(noun):
        return False
    if _GOODS_GO.search(post):
        return False  # 9亿元农产品进首都
    if not verb:
        return not (post.startswith(SPENT_ON) or keep_verb(noun, 0, len(noun)))
    return verb.endswith(_BEGINS) and bool(_PROJECTS.search(post))
