"""Every name of the vocabulary leads to its indicator, every mistake to its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ReferenceDataError
from ingest.extract.vocabulary.canonical import by_form, fits, indicator_of, normal
from ingest.reference.load import Indicator, load_indicators, load_units

HEADER = "id\tzh\ten\tunit\tfamily\tbetter\tpart_of\trate_of\ttopic\talso_written\tforms\n"
GDP = "gdp\t地区生产总值\tGross regional product\t亿元\tmoney\tup\t\t\tgrowth\tGDP\t\n"


def test_there_are_some_three_hundred_and_the_first_ones_keep_their_ids() -> None:
    ids = [indicator.id for indicator in load_indicators()]
    assert len(ids) >= 200
    assert ids[:3] == ["gdp", "gdp_per_capita", "primary_va"]
    assert {"budget_deficit_ratio", "safety_deaths", "srdi_firms_new"} <= set(ids[:67])


@pytest.mark.parametrize("indicator", load_indicators(), ids=lambda indicator: indicator.id)
def test_every_name_leads_to_its_indicator(indicator: Indicator) -> None:
    for name in (indicator.zh, *indicator.also_written):
        assert indicator_of(name) == indicator.id, name


@pytest.mark.parametrize(
    "subject",
    [
        "园区规上工业增加值", "沿边临港产业园区工业投资", "“新三样”产业投资额占比", "人民满意度",
        "民营规上工业增加值", "新能源汽车零售额", "脱贫地区人均可支配收入", "粮食总产量增量",
        "龙头港货运量", "高新区高新技术企业", "三季度地区生产总值", "工业战略性新兴产业投资",
    ],
)  # fmt: skip
def test_a_part_or_a_kind_is_no_indicator(subject: str) -> None:
    assert indicator_of(subject) is None


@pytest.mark.parametrize(
    ("subject", "indicator"),
    [
        # combinations that no list has
        ("净增商事主体", "market_entities_new"),
        ("在册经营主体总数", "market_entities"),
        ("新晋国家级高新技术企业", "hightech_firms_new"),
        ("国家认定的高新技术企业", "hightech_firms"),
        ("累计引进到位县外资金", "inward_funds"),
        ("全省经营主体净增", "market_entities_new"),
        ("研究与实验发展经费支出占国内生产总值比重", "rd_intensity"),
        ("PM2.5浓度同比改善", "pm25"),
        ("新签约项目协议总金额", "contracted_funds"),
        ("县本级公共财政预算收入", "general_budget_revenue"),
        ("年末银行业本外币贷款总额", "loans"),
        ("城市居民可支配收入", "income_urban"),
        ("农牧民人均纯收入", "income_rural"),
        ("研发经费支出相当于全县生产总值的比例", "rd_intensity"),
        ("启动城区老旧小区出新整治项目", "old_communities"),
        ("3000万元以上重点项目年度完成投资", "key_projects_investment"),
        ("筹措保租房房源", "affordable_housing"),
        ("2022年度高标准农田建设", "high_standard_farmland"),
        ("外贸自营出口总值", "exports"),
        ("一般公共预算收入年均增速", "general_budget_revenue"),
        ("非公经济增加值占全区GDP的比重", "private_share"),
    ],
)
def test_a_name_is_read_by_its_form(subject: str, indicator: str) -> None:
    assert indicator_of(subject) == indicator


@pytest.mark.parametrize(
    "subject",
    [
        "财政总收入", "一般公共预算总收入", "全口径财政收入", "四上企业", "新型农业经营主体",
        "老旧小区", "新增市场主体贷款", "园区税收", "新开工工业项目", "老旧小区加装电梯惠及居民",
    ],
)  # fmt: skip
def test_a_form_reads_no_more_than_its_name(subject: str) -> None:
    assert indicator_of(subject) is None


def test_no_form_takes_a_name_that_another_indicator_has() -> None:
    for one in load_indicators():
        for name in (one.zh, *one.also_written):
            assert by_form(normal(name)) in (None, one.id), name


@pytest.mark.parametrize(
    ("indicator", "unit", "fitting"),
    [
        ("gdp", "亿元", True), ("gdp", "亿美元", True), ("gdp", "亿", True), ("gdp", "倍", True),
        ("gdp", "个", False), ("tax_revenue", "%", False), ("air_good_share", "天", False),
        ("air_good_share", "个百分点", True), ("old_communities", "万平方米", True),
        ("rd_intensity", "亿元", False), ("urban_jobs", "万个", True),
    ],
)  # fmt: skip
def test_a_sum_of_money_is_not_three_days(indicator: str, unit: str, fitting: bool) -> None:
    assert fits(indicator, unit) is fitting


def test_the_family_is_that_of_the_unit() -> None:
    families = {unit.unit: unit.family for unit in load_units()}
    for indicator in load_indicators():
        if indicator.unit:
            assert indicator.family == families[indicator.unit], indicator.id


def test_nothing_is_part_of_itself() -> None:
    above = {indicator.id: indicator.part_of for indicator in load_indicators()}
    for start, first in above.items():
        seen, at = {start}, first
        while at is not None:
            assert at not in seen, start
            seen.add(at)
            at = above[at]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (GDP, "twice"),
        (
            "gnp\t国民生产总值\tGNP\t亿元\tmoney\tup\t\t\tgrowth\tGDP\t\n",
            "already stands in line 2",
        ),
        ("gnp\t国民生产总值\tGNP\t两黄金\tmoney\tup\t\t\tgrowth\t\t\n", "not in units.tsv"),
        ("gnp\t国民生产总值\tGNP\t亿元\tmoney\tsideways\t\t\tgrowth\t\t\n", "up, down or neutral"),
        ("gnp\t国民生产总值\tGNP\t亿元\tmoney\tup\tgalaxy\t\tgrowth\t\t\n", "names no indicator"),
        (
            "gnp\t国民生产总值\tGNP\t亿元\tmoney\tup\t\t\tgrowth\t\t{planets}总值\n",
            "no kind planets",
        ),
        (
            "gnp\t国民生产总值\tGNP\t亿元\tmoney\tup\t\t\tgrowth\t\t[国民|生产总值\n",
            "can't be read",
        ),
        ("gnp\t国民生产总值\tGNP\t亿元\tmoney\tup\t\t\tgrowth\t\t[国民][总值]\n", "names nothing"),
        ("gnp\t国民生产总值\n", "2 cells"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    table = tmp_path / "indicators.tsv"
    table.write_text(HEADER + GDP + line, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=rf"indicators\.tsv, line 3.*{fault}"):
        load_indicators(table)
