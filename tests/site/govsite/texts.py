"""Reports of districts that do not exist, in our own words, with figures that dice made up."""

from __future__ import annotations

import random

DIGITS = "零一二三四五六七八九十"
TERMS = ("十六", "十七", "十八", "十九")


def numeral(number: int) -> str:
    """Return a number below a hundred as it is spoken: 7 → 七, 23 → 二十三."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def district(number: int) -> str:
    """Return the name of a district: 示例七区, 示例八县."""
    return f"示例{numeral(number)}{'区县市'[number % 3]}"


def report(region: str, year: int) -> list[str]:
    """Return a report's lines, the title first: the review of last year, then the targets."""
    dice = random.Random(f"{region}{year}")
    suffix, last = region[-1], year - 1
    total = dice.randint(300, 1500)
    figures = {
        "gdp": f"{total / 2:.1f}",
        "gdp_growth": f"{dice.randint(40, 85) / 10}",
        "retail": f"{dice.randint(20, 90) / 10}",
        "invest": f"{dice.randint(-30, 120) / 10}",
        "income": f"{dice.randint(50, 90) / 10}",
        "budget": f"{dice.randint(20, 90)}.{dice.randint(0, 9)}",
        "jobs": f"{dice.randint(2, 9)}.{dice.randint(1, 9)}",
        "firms": str(dice.randint(20, 200)),
        "beds": str(dice.randint(200, 3000)),
        "trees": str(dice.randint(1, 9)),
        "road": str(dice.randint(20, 300)),
    }
    target = f"{dice.randint(45, 75) / 10}"
    return [
        f"{year}年{region}政府工作报告",
        f"——{year}年1月{dice.randint(5, 25)}日在{region}第{dice.choice(TERMS)}届人民代表大会"
        f"第{dice.choice('一二三四五')}次会议上",
        f"{region}人民政府{suffix}长　示例人",
        "各位代表：",
        f"现在，我代表{region}人民政府，向大会报告工作，请予审议，并请列席人员提出意见。",
        f"一、{last}年工作回顾",
        f"{last}年，全{suffix}经济稳中有进。地区生产总值达到{figures['gdp']}亿元，"
        f"增长{figures['gdp_growth']}%；社会消费品零售总额增长{figures['retail']}%；"
        f"固定资产投资增长{figures['invest']}%；一般公共预算收入{figures['budget']}亿元；"
        f"城镇新增就业{figures['jobs']}万人；居民人均可支配收入增长{figures['income']}%。",
        "（一）产业结构继续改善。",
        f"新增规模以上工业企业{figures['firms']}家，高新技术企业数量再上台阶。我们为企业减少了三成"
        "审批环节，办事时间缩短一半，市场主体的信心有所恢复。",
        "（二）城乡面貌有了变化。",
        f"新建和改造道路{figures['road']}公里，植树{figures['trees']}万株，空气质量优良天数比例保持"
        "在九成以上。老旧小区的改造让住户用上了电梯和新管网。",
        "（三）民生保障更加扎实。",
        f"新增养老床位{figures['beds']}张，建成托育点和社区食堂，学校的课后服务覆盖所有班级。",
        "同时也要看到，发展中还有不少困难：有效需求不足，部分企业经营吃紧，财政收支矛盾突出，"
        "少数干部的作风需要改进。对此，我们会采取措施加以解决。",
        f"二、{year}年工作安排",
        f"{year}年经济社会发展的主要预期目标是：地区生产总值增长{target}%左右，"
        f"社会消费品零售总额增长{dice.randint(4, 8)}%以上，固定资产投资增长{dice.randint(3, 9)}%，"
        f"一般公共预算收入增长{dice.randint(2, 6)}%，城镇新增就业{dice.randint(2, 9)}万人以上，"
        "居民收入增长与经济增长同步。",
        "（一）把扩大内需放在前面。",
        f"推进重点项目{dice.randint(60, 200)}个，年度投资{dice.randint(80, 400)}亿元，"
        "让更多民间资本参与进来。",
        "（二）让创新带动产业升级。",
        f"力争新增高新技术企业{dice.randint(10, 80)}家，研发投入强度再提高一点。",
        "（三）把生态底色擦得更亮。",
        "完成河道整治任务，确保水质断面全部达标，垃圾分类覆盖所有街道。",
        "（四）办好群众身边的事。",
        f"建设保障性住房{dice.randint(500, 3000)}套，新增学位{dice.randint(1000, 6000)}个，"
        "让老人就近吃上热饭，让孩子就近上好学校。",
        f"各位代表，新的一年任务很重。让我们一起努力，为{region}的明天多做实事，谢谢大家。",
    ]


def paragraphs(lines: list[str]) -> str:
    """Return the lines as paragraphs of HTML."""
    return "\n".join(f"<p>　　{line}</p>" for line in lines)
