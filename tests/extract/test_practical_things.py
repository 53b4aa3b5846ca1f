"""民生实事, the practical things for the people: every item with a number is an observation."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.model import Observation

ITEMS = [
    ("新建公办幼儿园10所", "新建公办幼儿园", 10, "所"),
    ("改造老旧小区32个", "改造老旧小区", 32, "个"),
    ("为2000名困难老人提供助餐服务", "提供助餐服务困难老人", 2000, "名"),
    ("新增停车泊位1500个", "新增停车泊位", 1500, "个"),
    ("加装电梯50部", "加装电梯", 50, "部"),
]
MARKS = {
    "ordinals": ["一是", "二是", "三是", "四是", "五是"],
    "late ordinals": ["八是", "九是", "十是", "十一是", "十二是"],
    "numbers": ["1.", "2.", "3.", "4.", "5."],
    "brackets": ["（1）", "（2）", "（3）", "（4）", "（5）"],
    "full brackets": ["（一）", "（二）", "（三）", "（四）", "（五）"],
}


def read(heading: str, opening: str, marks: list[str], join: str) -> list[Observation]:
    items = [f"{mark}{item[0]}" for mark, item in zip(marks, ITEMS, strict=True)]
    text = f"{heading}\n{opening}{join}{join.join(items)}。\n"
    found = extract(text, year=2025).observations
    for one in found:
        assert text[one.start : one.end].startswith(str(one.value))
    return [one for one in found if one.role != "other"]


@pytest.mark.parametrize("join", ["。", "；", "。\n"], ids=["sentences", "clauses", "lines"])
@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS.keys())
def test_every_item_of_the_plan_is_a_target(marks: list[str], join: str) -> None:
    found = read("二、2025年工作安排", "今年办好10件民生实事", marks, join)
    assert [(o.subject, o.value, o.unit) for o in found] == [item[1:] for item in ITEMS]
    assert {(o.role, o.period, o.force) for o in found} == {("target", 2025, "expect")}


def test_every_item_of_the_review_was_reached() -> None:
    found = read("一、2024年工作回顾", "10件民生实事全部办结", MARKS["ordinals"], "；")
    assert [(o.subject, o.value, o.unit) for o in found] == [item[1:] for item in ITEMS]
    assert {(o.role, o.period) for o in found} == {("actual", 2024)}
