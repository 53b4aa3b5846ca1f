"""Tells a poor subject: one that measures or acts, but names no thing by itself.

货邮吞吐量, 累计投入, 治理任务, 开行: a reader has to be told of what.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Money, output, size, traffic, people and work that a reader has to be told the owner of. What
# brings firms in (签约项目, 引进资金, 新增学位) is told without one.
_MONEY: Final = (
    "资金|经费|总?投资|投资总?额|年度投资|完成投资|投入|(?:补助|补贴|奖补|扶持|奖励|支持)资金|补贴|奖补|补偿金?|融资|融资额"
    "|财政(?:资金|投入|补助|补贴)|中央财政(?:资金|支出)?|(?:中央|国家|地方|各级|自治区级?|[省市县区]级?)(?:本级)?财政投入|税率|费率|运价|票价|单价|均价|租金|电价|水价|[提降]价幅度"
    "|(?:门诊|住院|检查|诊疗|药品|医疗|次均|均次)费用?|(?:资助|补助|赔付|理赔|担保|补偿|交易|结算)?总?金额|年?收益|年均收益|总收益|分红|回报率|债务|欠款|(?:现场|集中|推介|意向|达成)*(?:签约|成交)(?:总额|金额|额)"
)
_OUTPUT: Final = (
    "产业(?:投资|规模|产值|营收)|产值|产量|产能|产出|营收|营业收入|销售收入|收入|销售额|应税销售|利润|发电量|供电量"
    "|供[水热气]量|产销量|商品量|调出量|外调量|外销量|加工量|存栏量|出栏量|交易量|年?发电|减排量"
)
_SIZE: Final = (
    "规模|总?面积|(?:通车|运营|运行|通航|新投产)?总?里程|线路|线路长度|全长|库容|总库容|装机|装机容量|建筑面积|发展空间"
    "|(?:播种|种植|养殖|绿化|受益|灌溉|覆盖|治理|修复|流转|疏解|腾退|拆除|整治|养护|管护|开发|建成|规划){1,2}面积"
)
_TRAFFIC: Final = (
    "(?:国[际内])?(?:货邮|旅客|货物|集装箱|客货)?吞吐量|客流量?|客运量|货运量|运量|发运量|(?:内销|监管|免税|总)?货值|总?载重吨|航线|航班|航点|通航城市"
    "|起降架次|班次|运单量"
)
_PEOPLE: Final = (
    "(?:受益|参保|参与|参加|参训|受训|扶持|救助|保障|缴存|覆盖|资助|服务|受惠|报名|参赛|就诊)"
    "(?:面|对象|人数|人口|群众|人员|学生|职工|农民|农户|居民|企业|人次|户数|家庭)"
    "|用户|用户数|注册用户|会员|门诊量|门诊人次|住院人次|床位|(?:学生|群众|企业)参与[率度]|(?:群众|社会)?认可度|知晓率|实现度|实现程度"
)
_WORK: Final = (
    "(?:申报|享惠|受惠|享受|获批|备案|授权|试点)(?:企业|主体|单位|人员)|(?:检查|执法|执法检查|入企检查|抽查)(?:总量|总数|频次|次数)|借贷户数|借贷余额|业务|业务量|办件量|交易|交易转化|交易量|订单|合同|(?:治理|改造|建设|修复|整治|年度|综合治理)任务|总任务|(?:优质)?项目"
    "|覆盖面|覆盖范围|覆盖人群|试点范围|试点单位|试点企业|试点地区|亏损面"
)
_DONE: Final = (
    "新增|净增|累计|年|共|总|实施|落实|安排|投入|形成|争取|募集|筹集|发生|办理|提供|吸引|带动|完成|实现|开通|支持|综合"
    "|本期|压减|核减|审减|节约|节省|释放|贡献|创造"
)
_ACTS: Final = (
    "开行|输出|置换|并网|关停|入住|办证|交易转化|发运|登记|首次登记|配送|发电|减税|减息|降费|增收|融资|募资|到发|放款|赔付"
    "|理赔|投保|收储|通关|查验"
)
# 中央财政安排资金, 省级财政三年支出: who pays, and no word of what for
PAID_BY: Final = re.compile(
    "(?P<payer>(?:中央(?:和地方)?|地方|国家|各级|自治区级?|[省市区县州盟旗]级?)(?:各级|本级)?财政(?:预算)?)"
    "(?:(?P<pays>(?:共|已|将|拟|累计)*(?:安排|拨付|下达|筹措|落实|下拨|投入))(?:资金|经费)"
    "|(?:[两三四五]年|全年|累计|此项|每年)*(?P<money>支出))"
)
_POOR: Final = re.compile(
    f"(?:{_DONE})*(?:{_MONEY}|{_OUTPUT}|{_SIZE}|{_TRAFFIC}|{_PEOPLE}|{_WORK})"
    f"|(?:新增|累计)?(?:{_ACTS})"
)
_LONGEST_POOR: Final = 12
# 覆盖面从县扩大到市, 标准由省里统一: how an aspect moves, without a number
ASPECT_MOVES: Final = re.compile(
    f"(?:{_MONEY}|{_SIZE}|{_PEOPLE}|{_WORK}|[\u4e00-\u9fff]{{0,2}}标准)(?=[从由不持稳大显明进已也])[^，\\d]*$"
)
# 补贴标准逐年提高: how a poor subject fares
FARES_OF: Final = re.compile(
    f"(?:{_MONEY}|{_OUTPUT}|{_SIZE}|{_TRAFFIC}|{_PEOPLE}|{_WORK}|[\u4e00-\u9fff]{{0,2}}标准|结构|布局|功能|服务能力|品质|质量|效益)"
    "(?:逐[年步季月]|不断|持续|稳步|大幅|显著|明显|进一步|日益|加快|加速|快速|全面|有序)[\u4e00-\u9fff]{2,6}$"
)
# 建立甲制度，实现各学段全覆盖，资助金额9亿元: how far the thing before reaches
COVERS_ALL: Final = re.compile(
    "(?:基本|全面|率先|已|逐步)*(?:实现|做到)[^，。；\\d]{0,24}(?:全覆盖|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|全贯通|全打通)$"
)


@lru_cache(maxsize=8192)
def is_poor(subject: str) -> bool:
    """Whether `subject` says what is measured or done, but not of what (货邮吞吐量, 累计投入)."""
    return len(subject) <= _LONGEST_POOR and bool(
        _POOR.fullmatch(subject) or ("财政" in subject and PAID_BY.fullmatch(subject))
    )
