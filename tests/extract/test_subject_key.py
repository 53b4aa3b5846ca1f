"""Two ways to write one thing get one key; a part and its whole, or two things, get two."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReferenceDataError
from ingest.extract.vocabulary.subject_key import load_subject_words, subject_key
from ingest.reference.load import load_indicators

SAME = [
    ("新增专精特新企业", "新增“专精特新”企业"),
    ("新增专精特新企业", "新认定专精特新中小企业"),
    ("改造农村危房", "农村危房改造"),
    ("解决农村饮水安全问题", "再解决农村饮水安全问题"),
    ("建成保障性安居工程", "保障性安居工程"),
    ("改造农村危房", "完成农村危房改造任务"),
    ("棚户区改造", "棚户区住房改造"),
    ("办理政协提案", "政协委员提案"),
    ("规模以上服务业企业净增", "净增规上服务业企业"),
    ("职业技能培训", "开展职业技能培训"),
    ("高速铁路运营里程", "高铁通车里程"),
    ("民生支出占财政支出比重", "民生支出占财政支出的比例"),
    ("材料产业产值占全市比重", "材料产业产值占全市的比重"),
    ("建设“口袋公园”", "建成口袋公园"),
    ("147个国考断面优良率", "国考断面优良率"),
    ("全市智能工厂、数字化车间总量", "智能工厂和数字化车间"),
]
DIFFERENT = [
    ("新增专精特新企业", "专精特新企业"),
    ("新增省级专精特新企业", "新增国家级专精特新企业"),
    ("园区规上工业产值", "规上工业产值"),
    ("新开工保障性住房", "保障性住房"),
    ("新开工保障性住房", "建成保障性住房"),
    ("城市低保标准", "农村低保标准"),
    ("二氧化硫排放量", "氮氧化物排放量"),
    ("铁路投资", "水利投资"),
    ("净增规上工业企业", "新增规上工业企业"),
    ("提请审议地方性法规草案", "制定规章"),
    ("开工项目", "建成项目"),
    ("重大工程", "重大项目"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_thing_has_one_key(one: str, other: str) -> None:
    assert subject_key(one) == subject_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_things_have_two_keys(one: str, other: str) -> None:
    assert subject_key(one) != subject_key(other)


def test_a_subject_of_dropped_words_only_keeps_itself() -> None:
    assert subject_key("的") == "的"
    assert subject_key("完成") == "完成"
    assert subject_key("") == ""


@given(st.text(max_size=60))
def test_every_subject_with_a_letter_has_a_key(subject: str) -> None:
    assert bool(subject_key(subject)) == bool(subject.strip())


def test_an_unknown_kind_is_refused_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "subject_words.tsv"
    table.write_text("kind\tword\tas\nlead\t全省\t\nhead\t全市\t\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"line 3.*head"):
        load_subject_words(table)


def test_no_two_indicators_share_a_key() -> None:
    keys: dict[str, str] = {}
    for indicator in load_indicators():
        for name in (indicator.zh, *indicator.also_written):
            assert keys.setdefault(subject_key(name), indicator.id) == indicator.id, name
