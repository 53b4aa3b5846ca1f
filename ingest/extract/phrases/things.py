"""Tells a thing counted from what is counted of it (8个产业规模超千亿元: 规模超千亿元产业).

The unit says what may be counted: 家 companies, 户 households, 名 people. Where an aspect of such
a thing stands between it and what is said (贫困户住房安全问题得到解决), the aspect belongs to what
is said.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.modifiers import SO_LARGE_EACH
from ingest.extract.numbers.quantity import Quantity

_PEOPLE: Final = (
    "人口|人员|居民|农民|牧民|渔民|农牧民|市民|村民|群众|老乡|学生|儿童|少年|青年|妇女|老人|老年人|残疾人|职工|员工|工人"
    "|劳动者|劳动力|农民工|毕业生|大学生|中小学生|教师|医生|干部|党员|志愿者|专家|患者|病人|对象|军人|幼儿|婴幼儿"
    "|新生儿|寄宿生|在校生|人才|纳税人|消费者|用户|业主|家庭|农户|贫困户|脱贫户|困难户|低保户|特困户|移民|孤儿|母亲"
    "|工作者|护士|医护|民警|辅警|交警|社工|律师|法官|检察官|运动员|教练员|网格员|队员|特派员|指导员|辅导员|护理员|调解员|宣讲员|公务员|护林员|快递员"
    "|骑手|司机|院士|教授|学者|选手|师生|研究生|退役军人|第一书记"
)
_FIRMS: Final = (
    "企业|公司|机关|单位|机构|医院|卫生院|卫生室|银行|集团|工厂|商户|门店|主体|个体户|工商户|合作社|农场|牧场|学校"
    "|小学|中学|幼儿园|高校|院校|国企|央企|平台(?!经济)|车间|基地|饭店|酒店|民宿|药店|超市|养老院|福利院|敬老院|团队|工作室|研究院|研究所|院所|宾馆|农家乐|客栈|作坊|影院|剧院|书店|博物馆|图书馆|文化馆|美术馆|纪念馆|商会|协会|服务中心|服务站|社会组织|园区"
)
_PLACES: Final = (
    "县市区|县（市、区）|县（市）|县区|市县|区县|旗县|盟市|市州|州市|村集体|行政村|自然村|贫困村|脱贫村|薄弱村|嘎查村?|苏木|街道"
    "|乡镇|社区|小区|园区|景区|开发区|经开区|高新区|城市|国家|地区|省份|(?<!农)[县市区村镇乡旗](?![级区里场域城民道容政直属])"
    "|产业链|产业集群|集群|产业(?![园化链集发])|行业|领域|项目|工程|断面|水库|河流|湖泊|水源地|学科|专业|品种|品牌|产品|药品|器械|耗材"
    "|商品|作物|点位|站点|市场(?!主体)|商圈"
)
# What a thing has, by the words that end its name.
_ASPECT: Final = (
    "问题|难题|困难|条件|水平|能力|(?<![高气境])质量|环境|权益|待遇|收入|产值|营收|产能|产量|销量|规模|能耗|水耗|电耗|煤耗|效益|利润|税收"
    "|价格|费用|成本|负担|学费|学杂费|保教费|书本费|课本费|住宿费|生活费|医疗费|药费|保费|养老金|保险费|安全|需求|诉求|功能|资产"
    "|债务|隐债|负债|欠款|账款|货款|工资|薪酬|矛盾|难点|堵点|痛点|隐患|风险|就医|上学|入学|饮水|吃水|出行|住房|用水|用电|用气|用热|取暖"
    "|水质|品质|面貌|排名|位次|增速|增幅|投资|固投|占比|名单|许可|证照|手续|服务|供水|供电|供暖|供热|供气|贷款|融资|信用|均衡发展|附属空间|场地|泊位|车位"
)
# 43所高校、职业院校: people or bodies that stand in a row and do one thing
PEERS: Final = re.compile(rf"[^，、的\d]{{0,12}}(?:{_PEOPLE}|{_FIRMS})")
# 12个村、社区获评…: so do places, where nothing of theirs is named (村道路)
PEER_PLACES: Final = re.compile(
    r"[^，、的\d]{0,8}(?:村|社区|小区|街道|乡镇|[乡镇县]|园区|景区|开发区|旗县|苏木)"
)
_HAS: Final = rf"(?:的)?(?!）)(?P<has>(?:“[^”]{{1,6}}”)?[^，、的“”]{{0,8}}?(?:{_ASPECT}))"
_THING: Final = rf"(?:{_PEOPLE}|{_FIRMS}|{_PLACES})"
# Greedy: 产业园区收入 is the zones', not the industry's.
_OF_THING: Final = re.compile(rf"(?P<thing>[^，、的]{{0,14}}(?:{_THING})){_HAS}")
_THING_FAMILIES: Final = frozenset("家户个名人位所万种款类座条处")
_ADVERBS: Final = re.compile(
    "^(?:均|都|也|已|首次|全部|全面|全|基本|明显|显著|大幅|大幅度|持续|不断|稳步|普遍|有效|切实|进一步|双双|成功|顺利)+(?=..)"
)
_SUM: Final = re.compile(r"[\d.百千万亿]+(?:美?元)?")


def has_said(noun: str, predicate: str, quantity: Quantity) -> tuple[str, str] | None:
    """Part a noun with an aspect at its end (产业规模 | 超千亿元): 产业 and 规模超千亿元."""
    if quantity.unit[-1:] not in _THING_FAMILIES and quantity.unit not in ("", "%", "亿"):
        return None
    parted = _OF_THING.fullmatch(noun)
    if parted is None or not parted["thing"]:
        return None
    return parted["thing"], parted["has"] + _ADVERBS.sub("", predicate)


def so_large(post: str) -> tuple[str, str] | None:
    """Part things counted from the sum that each of them exceeds (产业规模超千亿元)."""
    if "过" not in post and "破" not in post and "超" not in post and "入" not in post:
        return None
    each = SO_LARGE_EACH.match(post)
    if each is None or _SUM.fullmatch(post, each.end()) is None:
        return None
    return each["thing"], each["over"] + post[each.end() :]
