"""What a report says of its own success; what only looks ahead is no claim."""

from __future__ import annotations

import re

import pytest

from ingest.extract.reported.claims import read_claims
from ingest.model import Claim, ReportFacts, Section, Sentence

FACTS = ReportFacts("work_report", 2025, None, None)


def claims(text: str, facts: ReportFacts = FACTS, kind: str = "review") -> tuple[Claim, ...]:
    sentences = tuple(
        Sentence(number, 0, part.start(), part.end())
        for number, part in enumerate(re.finditer(r"[^。]+。?", text))
    )
    return read_claims(text, sentences, facts, (Section(0, kind, "", 0, len(text)),))


@pytest.mark.parametrize(
    "text",
    [
        "一年拼下来，圆满完成年初确定的各项目标。",
        "较好完成了区人大二次会议确定的目标任务，开局良好。",
        "回头看，全年经济社会发展主要目标任务全面完成。",
        "主要预期目标均圆满实现。",
    ],
)
def test_all_targets_said_to_be_met(text: str) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.period) == ("all_met", 2024)
    assert text[claim.start : claim.end] == claim.quote


def test_goals_of_a_five_year_plan_are_of_its_years() -> None:
    (claim,) = claims("回头看，“十一五”规划确定的各项主要目标任务圆满完成。")
    assert (claim.kind, claim.period) == ("all_met", "2006-2010")


def test_a_share_of_the_targets() -> None:
    (claim,) = claims("对照计划，32项主要指标中，17项达到或超过预期，其余正在追赶。")
    assert (claim.kind, claim.met, claim.total) == ("share_met", 17, 32)


def test_one_named_target() -> None:
    text = "抓好春耕秋收。粮食产量超额完成市里下达任务，能耗强度提前完成“十四五”目标。"
    grain, energy = claims(text)
    assert (grain.kind, grain.subject, grain.indicator) == ("single", "粮食产量", "grain")
    assert (energy.indicator, energy.period) == ("energy_intensity", "2021-2025")
    assert (grain.sentence, energy.sentence) == (1, 1)


def test_what_was_missed() -> None:
    trade, economy = claims("进出口总额不升反降，预期增长目标未能实现。经济增长不及预期。")
    assert (trade.kind, trade.indicator) == ("not_met", "trade_total")
    assert (economy.kind, economy.indicator) == ("not_met", "gdp")


@pytest.mark.parametrize(
    "text",
    [
        "我们要努力完成全年经济社会发展目标任务。",
        "高质量完成“十四五”规划，不负人民。",
        "为实现全年目标，我们拿出一套组合拳。",
        "今年的主要预期目标是：地区生产总值增长5%。",
        "完成投资40亿元，新开工项目30个。",
        "",
    ],
)
def test_what_looks_ahead_claims_nothing(text: str) -> None:
    assert claims(text) == ()


def test_the_plan_part_claims_nothing() -> None:
    text = "圆满完成年初确定的各项目标。"
    assert claims(text, kind="plan") == ()
    assert len(claims(text)) == 1


def test_a_change_of_term_reviews_five_years() -> None:
    facts = ReportFacts("work_report", 2022, None, None, change_of_term=True)
    (claim,) = claims("五年来圆满完成经济社会发展目标任务。", facts)
    assert claim.period == "2017-2021"
