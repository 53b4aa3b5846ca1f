"""Gives the later things of a list what narrows the first, where it narrows them all.

老旧供热、燃气、排水管网 are all old, 国际航空旅客、货邮吞吐量 both of international flights:
what stands before the first thing holds for all that share the noun at the end. Where the first
has a noun of its own (农村居民收入、消费价格), each keeps its own words.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.phrases.heads import keep_verb
from ingest.extract.subjects.measure_nouns import head_of
from ingest.extract.vocabulary.canonical import indicator_of
from ingest.extract.vocabulary.words import NARROWS

_WORDS: Final = "|".join(sorted(NARROWS, key=len, reverse=True))
_NARROWS: Final = re.compile(rf"(?:参加)?(?:全[国省市区县州盟旗])?(?:{_WORDS})+(?=..)")
_INSURES: Final = re.compile("养老|医疗|失业|工伤|生育(?!服务)|医保|公积金")
_FEWEST: Final = 2  # things that make a list
_NAME: Final = "[\u4e00-\u9fff\\w“”]{0,12}?"
# Who owns the first of a list, by what is measured of such an owner: 甲港货物和集装箱吞吐量.
_OWNED: Final = tuple(
    (re.compile(owner), re.compile(held))
    for owner, held in (
        (
            f"{_NAME}(?:港区|港口群|港|机场群?|口岸|航空港|陆港|铁路枢纽|客运站)(?=..)",
            "(?:国[际内]|外贸|内贸|地区|进出境|出入境|过境)*(?:货物|集装箱|旅客|货邮|客货|货运|客运|班列|航班|铁水联运|海铁联运)",
        ),
        (
            f"{_NAME}(?:景区|景点|度假区|古镇|古城|商圈|步行街|街区|夜市|博物馆|民宿|农家乐|滑雪场|乐园|重点商贸企业)(?=..)",
            "(?:接待|累计|旅游|门票|经营|营业|综合|销售|游客|客流|消费|过夜|人均|日均)+"
            "(?:人数|人次|人次数|总?收入|额|总额|量|流量|花费|消费)?$",
        ),
        (
            f"{_NAME}(?:自然村|行政村|建制村|村庄|乡镇|村居|社区|农户|学校|中小学)(?=..)",
            "(?:千兆|百兆|光纤|宽带|光网|[45]G|物流|快递|电商|客运|客车|自来水|动力电|生活污水|生活垃圾|硬化路|公厕|幼儿园|卫生室)"
            ".{0,8}(?:率|比例|比重)$",
        ),
        (
            f"{_NAME}(?:诈骗案件|案件|诈骗|事故|火灾|安全生产(?=亡人|死亡)|警情|纠纷)(?=..)",
            "(?:(?:亡人|死亡)事故)?(?:起数|受理数|立案数|发案数|破案数|案损数|涉案金额|损失金额|损失数|经济损失|直接经济损失|财产损失"
            "|亡人数|死亡人数|伤亡人数|受伤人数|化解率|破案率|办结率|起诉数)$",
        ),
        (
            f"{_NAME}(?:项目|工程|课题|基金(?!项目))(?=..)",
            "(?:立项|获批|获资助|资助|中标|开工|入库|落地|转化|履约|投产|竣工|达产|结算|决算|审批|通过|资金到位|投资完成)"
            "(?:总?数量?|总?额|金额|经费|率)$",
        ),
        (
            "(?:省|市|区|县|州|盟|旗|自治区|中央|本)级(?:部门|机关|财政|单位)?(?=..)",
            "(?:公用|会议|培训|差旅|日常|行政|“?三公”?|运行)*(?:经费|一般性支出|会议费|培训费|差旅费)(?:支出)?$",
        ),
        (
            f"{_NAME}(?:贫困人口|脱贫人口|低收入人口|监测对象|残疾人|农民工|职工|学生|老年人|儿童|妇女)(?=..)",
            "(?:医保|社保|养老|医疗|失业|工伤|基本|城乡|保险|参保|签约|体检|筛查|救助|就业|住房|饮水|安全|保障)+(?:率|比例)$",
        ),
        (
            "接待(?:国内|入境|境外|过夜|入境过夜|省外)游客(?=..)",
            "(?:人次|人数|出游|旅游|人均)?(?:总)?(?:花费|消费)?$",
        ),
    )
)
# 中央财政用于甲、乙和丙的支出, 对甲、乙进出口: what leads to the first leads to each
_LEADS: Final = re.compile("[\u4e00-\u9fff]{0,8}用于(?=..)|对(?=[^外内])")
_LED_TO: Final = re.compile("(?:支出|投入|资金|进口|出口|投资|贸易额?|总额|总值|贷款)$")


def narrow_alike(items: list[str], named: list[str]) -> list[str]:
    """Give the things `named` what narrows the first of the `items` that they were made of.

    老旧供热、燃气、排水管网 (供热 takes the noun of the last) gives 老旧燃气管网 and 老旧排水管网;
    城市公园、口袋公园数量 are two kinds of one thing, each with its own word.
    """
    first = items[0]
    if owned := _owned_alike(named) or _led_alike(first, named):
        return owned
    if len(items) != len(named) or len(items) < _FEWEST or named[0] == first:
        return named
    if head_of(first):
        return named  # 规上工业增加值、居民收入增速: the first is measured by itself
    narrows = _NARROWS.match(first, keep_verb(first, 0, len(first)))
    if narrows is None:
        return named
    thing = first[narrows.end() :]
    for one in named[1:]:
        if keep_verb(one, 0, len(one)) or _NARROWS.match(one) or thing in one:
            return named
    before = first[: narrows.end()]
    if "职工" in before and not all(_INSURES.search(one) for one in items[1:]):
        return named  # 职工医保和计划生育服务补助标准
    if indicator_of(named[0]) is None or "居民" in before:
        return [named[0], *(before + one for one in named[1:])]
    # 港口货物、集装箱吞吐量: the first is a known series, and so are others by their own names
    return [named[0], *(one if indicator_of(one) else before + one for one in named[1:])]


def _owned_alike(named: list[str]) -> list[str]:
    """Give the later of `named` the owner of the first, where each is measured of such an owner.

    甲港货物吞吐量, 集装箱吞吐量 are both the port's, 乙景区接待游客人次, 经营收入 the sight's; []
    where the first names no owner, or another item has its own.
    """
    for owner, held in _OWNED:
        whose = owner.match(named[0])
        if whose is None or held.match(named[0], whose.end()) is None:
            continue
        name = whose[0].removeprefix("接待")
        if keep_verb(name, 0, len(name)) and not name.endswith("人口"):
            return []  # but 脱贫人口
        return [named[0], *(name + one if held.match(one) else one for one in named[1:])]
    return []


def _led_alike(first: str, named: list[str]) -> list[str]:
    """Give the later of `named` the words that lead to the first; [] for none.

    财政用于甲、乙的支出: 财政用于甲的支出, 财政用于乙的支出.
    """
    leads = _LEADS.match(first) if not head_of(first) else None
    if leads is None or not all(_LED_TO.search(one) for one in named):
        return []
    if any(_LEADS.match(one) for one in named[1:]):
        return []
    return [named[0], *(leads[0] + one for one in named[1:])]
