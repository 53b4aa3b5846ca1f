"""A small made-up warehouse for the app's tests: regions that don't exist, texts that we wrote.

Every text is put together from marked figures, `{gdp|growth|target|about|6|%|6%左右}`, so that the
offsets are right by construction. It is stored by the real writer and judged by the real rules.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import compare
from ingest.reference.load import load_indicators, load_units
from warehouse.home import Home
from warehouse.rows import StoredReport
from warehouse.store import Reference, Writer

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
_FIGURE = re.compile(r"\{([^{}]*)\}")
_SUBJECTS = {
    "gdp": "地区生产总值",
    "industrial_va": "规模以上工业增加值",
    "fixed_investment": "固定资产投资",
    "retail_sales": "社会消费品零售总额",
    "general_budget_revenue": "一般公共预算收入",
    "income_all": "全体居民人均可支配收入",
    "cpi": "居民消费价格涨幅",
    "urban_jobs": "城镇新增就业",
    "unemployment_surveyed": "城镇调查失业率",
}
# (name, pinyin, parent) of the made-up districts.
REGIONS = [
    ("甲示例区", "jia shili qu"),
    ("乙示例区", "yi shili qu"),
    ("丙示例区", "bing shili qu"),
    ("丁示例县", "ding shili xian"),
    ("戊示例县", "wu shili xian"),
]
CITY = {
    "region_code": "X00000", "name": "示例市", "short_name": "示例市", "level": "city",
    "parent_code": None, "pinyin": "shili shi", "former_names": [], "fictional": True,
}  # fmt: skip
# Targets set in year Y for Y, and what the report of Y+1 says: region index shifts them a little.
_PLAN = {2023: 6.5, 2024: 6.0, 2025: 6.0, 2026: 5.5}
_OUTCOME = {2022: 4.1, 2023: 6.6, 2024: 6.4, 2025: 5.0}


def build(
    path: Path, *, regions: int = 4, years: tuple[int, ...] = (2023, 2024, 2025, 2026)
) -> Home:
    """A published home at `path` with `regions` made-up regions and their reports."""
    home = Home(path)
    with Writer(
        home, install=compare.install, refresh=compare.refresh, reference=reference()
    ) as writer:
        writer.begin_run("test")
        for index in range(regions):
            for year in years:
                writer.store(report(index, year))
        # One region has a single report: nothing can be judged there yet.
        writer.store(report(len(REGIONS) - 1, years[-1]))
        writer.end_run()
        writer.publish()
    return home


def reference() -> Reference:
    """The vocabulary of the warehouse."""
    indicators = [asdict(one) for one in load_indicators()]
    return Reference(
        version="test",
        indicators=[{"indicator_id": one.pop("id"), **one} for one in indicators],
        units=[asdict(unit) for unit in load_units()],
    )


def region(index: int) -> dict[str, Any]:
    """The record of a made-up region."""
    name, pinyin = REGIONS[index % len(REGIONS)]
    return {
        "region_code": f"X{index + 1:05d}", "name": f"示例市{name}", "short_name": name,
        "level": "district", "parent_code": "X00000", "pinyin": pinyin, "former_names": [],
        "fictional": True,
    }  # fmt: skip


def report(index: int, year: int, extra: str = "") -> StoredReport:
    """The work report of a region and year; `extra` is one more sentence of its review."""
    record = region(index)
    paragraphs = [
        ("opening", f"{record['short_name']}政府工作报告（{year}年）", [
            f"这是为测试编写的{record['name']}{year}年报告，数字均为虚构。"]),
        ("review", f"一、{year - 1}年工作回顾", [
            *_review(index, year - 1), *filter(None, [extra])]),
        ("plan", f"二、{year}年工作安排", [_targets(index, year), *_plan(index, year)]),
    ]  # fmt: skip
    return _stored(record, year, paragraphs)


def _review(index: int, year: int) -> list[str]:
    growth = _OUTCOME[year] - 0.3 * index
    jobs = 2.1 + 0.2 * index

    def grew(indicator: str, value: float) -> str:
        return f"增长{{{indicator}|growth|actual|eq|{value:.1f}|%|{value:.1f}%}}"

    def reached(indicator: str, value: float, unit: str) -> str:
        return f"{{{indicator}|level|actual|eq|{value:.1f}|{unit}|{value:.1f}{unit}}}"

    sentences = [
        f"初步核算，全年地区生产总值{grew('gdp', growth)}。",
        f"规模以上工业增加值{grew('industrial_va', growth + 2)}，"
        f"固定资产投资{grew('fixed_investment', growth - 3)}。",
        f"社会消费品零售总额{grew('retail_sales', growth + 1.4)}。",
        f"一般公共预算收入达到{reached('general_budget_revenue', 50 + growth, '亿元')}、"
        f"{grew('general_budget_revenue', growth + 6)}。",
        f"城镇新增就业{reached('urban_jobs', jobs, '万人')}。",
        f"“{'云谷' if year % 2 else '清泉'}”计划全面展开。",
    ]
    if index != 1:
        sentences.append(
            "居民消费价格涨幅为{cpi|growth|actual|eq|0.4|%|0.4%}，"
            f"全体居民人均可支配收入{grew('income_all', growth + 0.2)}。"
        )
    return sentences


def _targets(index: int, year: int) -> str:
    gdp = _PLAN[year] + (0.5 if index == 2 else 0)
    word = "以上" if year == 2024 else "左右"
    comparator = "ge" if year == 2024 else "about"
    parts = [
        f"地区生产总值增长{{gdp|growth|target|{comparator}|{gdp:g}|%|{gdp:g}%{word}}}",
        "规模以上工业增加值增长{industrial_va|growth|target|ge|8|%|8%以上}",
        "固定资产投资增长{fixed_investment|growth|target|eq|5|%|5%}",
        "社会消费品零售总额增长{retail_sales|growth|target|about|7|%|7%左右}",
        "一般公共预算收入增长{general_budget_revenue|growth|target|range|5|%|5%—6%|6}",
        "居民消费价格涨幅控制在{cpi|growth|target|le|2|%|2%以内}",
        "城镇新增就业{urban_jobs|level|target|ge|2|万人|2万人以上}",
        "全体居民人均可支配收入与经济增长{income_all||target||||同步||sync:gdp}",
    ]
    if year >= 2025:
        parts.append("城镇调查失业率控制在{unemployment_surveyed|level|target|le|5.5|%|5.5%以内}")
    return f"{year}年主要预期目标是：{'，'.join(parts)}。"


def _plan(index: int, year: int) -> list[str]:
    return [
        f"实施“{'清泉' if year % 2 else '星桥'}”行动，"
        f"改造老旧小区{{|level|target|eq|{12 + index}|个|{12 + index}个}}。",
        "办好十件民生实事。",
        "一是新建两所幼儿园。",
        "二是改造三处菜市场。",
        "三是增设四条公交线路。",
    ]


def _stored(record: dict[str, Any], year: int, paragraphs: list[Any]) -> StoredReport:
    text, sections, sentences, observations = "", [], [], []
    for number, (kind, heading, lines) in enumerate(paragraphs):
        begin = len(text)
        text += heading + "\n"
        for line in lines:
            plain, found = _figures(line, len(text), year)
            headline = "主要预期目标" in line
            place = {"sentence": len(sentences), "headline": headline}
            observations.extend({**one, **place} for one in found)
            sentences.append({
                "number": len(sentences), "section": number, "start": len(text),
                "end": len(text) + len(plain), "headline": headline,
            })  # fmt: skip
            text += plain + "\n"
        sections.append(
            {"number": number, "kind": kind, "heading": heading, "start": begin, "end": len(text)}
        )
    return StoredReport(
        region=record, ancestors=[CITY], year=year, kind="work_report", text=text,
        extractor_version="test", title=f"{record['short_name']}{year}年政府工作报告",
        url=f"https://example.org/{record['region_code']}/{year}.html",
        delivered_on=f"{year}-01-12", metadata={"issuer": f"{record['name']}人民政府"},
        sections=sections, sentences=sentences, observations=observations,
        claims=_claims(text, sentences, year),
    )  # fmt: skip


def _claims(text: str, sentences: list[dict[str, Any]], year: int) -> list[dict[str, Any]]:
    """One claim a report: its first sentence of the review, as if it said so."""
    first = sentences[1]
    return [{
        "kind": "all_met", "period": str(year - 1), "met": None, "total": None, "subject": None,
        "indicator": None, "quote": text[first["start"] : first["end"]], "start": first["start"],
        "end": first["end"], "sentence": first["number"],
    }]  # fmt: skip


def _figures(line: str, base: int, year: int) -> tuple[str, list[dict[str, Any]]]:
    """The line without its marks, and the observations that the marks stand for."""
    plain, last, found = "", 0, []
    for match in _FIGURE.finditer(line):
        plain += line[last : match.start()]
        found.append(_observation(match[1], plain, base, year))
        plain += match[1].split("|")[6]
        last = match.end()
    return plain + line[last:], found


def _observation(mark: str, before: str, base: int, year: int) -> dict[str, Any]:
    parts = [*mark.split("|"), "", ""]
    indicator, measure, role, comparator, value, unit, written, high, relation = parts[:9]
    start, end = base + len(before), base + len(before) + len(written)
    clause = re.split("[，。：、]", before)[-1]
    subject = _SUBJECTS.get(indicator) or "改造老旧小区"
    return {
        "subject": subject, "subject_key": subject, "indicator": indicator or None,
        "measure": measure or None, "role": role, "period": year if role == "target" else year - 1,
        "comparator": comparator or None, "value": float(value) if value else None,
        "value_high": float(high) if high else None, "unit": unit, "estimate": False,
        "force": "expect" if role == "target" else None, "relation": relation or None,
        "quote": clause + written, "start": start, "end": end, "quote_start": start - len(clause),
        "quote_end": end, "place": None, "confidence": 0.95, "rule": "test", "flags": [],
    }  # fmt: skip
