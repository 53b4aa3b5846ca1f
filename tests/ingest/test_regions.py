"""Which region a name means."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.errors import UnknownRegionError
from ingest.regions import find_region, load_regions


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("重庆市涪陵区", "", "重庆市涪陵区"),
        ("涪陵", "", "重庆市涪陵区"),
        ("500102", "", "重庆市涪陵区"),
        ("涪陵区人民政府", "", "重庆市涪陵区"),
        ("杭州市余杭区", "", "浙江省杭州市余杭区"),
        ("宁夏", "", "宁夏回族自治区"),
        ("临夏州", "", "甘肃省临夏回族自治州"),
        ("国务院", "", "全国"),
        # The name of a province and of a city below it: the province is meant.
        ("吉林", "", "吉林省"),
        ("吉林市", "", "吉林省吉林市"),
        # Several of one name: a parent before the name, or around it, decides.
        ("北京市朝阳区", "", "北京市朝阳区"),
        ("朝阳区", "吉林省长春市人民政府门户网站", "吉林省长春市朝阳区"),
        ("江北区", "宁波", "浙江省宁波市江北区"),
        # A former name leads to the region of today; a region that went has a line of its own.
        ("密云县", "", "北京市密云区"),
        ("闸北区", "", "上海市闸北区"),
    ],
)
def test_a_name_leads_to_its_region(name: str, context: str, expected: str) -> None:
    assert find_region(name, context).name == expected


def test_a_name_of_several_regions_is_never_guessed() -> None:
    with pytest.raises(UnknownRegionError, match=r"鼓楼区.*320106.*--region"):
        find_region("鼓楼区")


def test_an_unknown_name_says_what_to_do() -> None:
    with pytest.raises(UnknownRegionError, match="--region"):
        find_region("无此地方")


def test_a_made_up_region_is_marked_and_keeps_its_code() -> None:
    region = find_region("示例区")
    assert region.fictional
    assert region.level == "district"
    assert region.code == find_region("示例区").code != find_region("示例一区").code


def test_the_table_reaches_every_county_with_its_parents() -> None:
    table = load_regions()
    levels = [region.level for region in table.by_code.values()]
    assert levels.count("province") == 34
    assert levels.count("district") > 2_840
    for region in table.by_code.values():
        assert region.parent is None or region.parent in table.by_code


def test_every_region_of_the_known_addresses_is_found(shared: Path) -> None:
    with (shared / "corpus" / "sources.tsv").open(encoding="utf-8") as file:
        names = {row["region"].split("（")[0] for row in csv.DictReader(file, delimiter="\t")}
    # Two districts of Huangshan share the city's name with 安徽's 黄山市: both forms must be found.
    assert {find_region(name).level for name in names} <= {
        "country",
        "province",
        "city",
        "district",
    }
