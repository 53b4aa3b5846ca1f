"""Numbers with their units, and the numbers that measure nothing."""

from __future__ import annotations

import pytest

from ingest.extract.numbers.quantities import find_quantities
from ingest.extract.text.fold import fold
from ingest.extract.text.masking import mask


def read(text: str) -> list[tuple[float, float | None, str, str]]:
    return [(q.value, q.high, q.unit, q.after) for q in find_quantities(fold(text).text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值突破1700亿元", (1700, None, "亿元", "")),
        ("铁路里程2万5千公里", (2.5, None, "万公里", "")),
        ("出境旅游1亿3千多万人次", (1.3, None, "亿人次", "gt")),
        ("日均新设5千多户", (5000, None, "户", "gt")),
        ("增长6%—6.5%", (6, 6.5, "%", "")),
        ("引入2-3个项目", (2, 3, "个", "")),
        ("浓度降至38微克／立方米以下", (38, None, "微克/立方米", "lt")),
        ("占四分之一", (25, None, "%", "")),
        ("近八成以上的农户", (80, None, "%", "ge")),
        ("规模翻两番", (4, None, "倍", "")),
        ("增加两倍", (2, None, "倍", "")),
        ("工程进度过半", (50, None, "%", "gt")),
        ("首次突破百亿大关", (100, None, "亿", "")),
        ("产业规模超万亿元，", (1, None, "万亿元", "")),
        ("新增百万户以上", (100, None, "万户", "ge")),
        ("收入比缩小至2.29：1", (2.29, None, "", "")),
        ("居全省第三，", (3, None, "位", "")),
        ("跃居全国首位", (1, None, "位", "")),
        ("减少1/3以上", (33.333333, None, "%", "ge")),
        ("惠及3万多家庭", (3, None, "万", "gt")),
        ("完成投资9,850万元", (9850, None, "万元", "")),
    ],
)
def test_a_quantity_is_read_whole(
    text: str, expected: tuple[float, float | None, str, str]
) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "围绕“2349”集群",
        "建设5G网络和3A级景区",
        "PM2.5治理",
        "第六届博览会",
        "实施百亿级项目",
        "引进50亿级项目",
        "2013—2017年",
        "到2027年",
        "1—11月",
        "世界500强企业",
        "千亿园区",
        "万人计划",
        "G331线",
        "“1+3+N”体系",
        "第3个空港",
    ],
)
def test_what_only_names_is_no_quantity(text: str) -> None:
    assert find_quantities(mask(fold(text).text)) == []
