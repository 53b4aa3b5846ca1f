"""Excerpts without telling headings: a plan is told from results by how it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.extract.text.mood import LONGEST, load_mood_words, mood_of, sets_out_plans
from ingest.reference.load import FOLDER, ReferenceDataError

PLAN = (
    "三、让城市更宜居。持续推动环境整治，打造绿色街区。改造老旧小区14个，新建口袋公园6座，"
    "完善停车设施，确保新增泊位900个以上，力争建成区绿化率达到41%左右。"
)
RESULTS = (
    "三、城市面貌焕然一新。环境整治成效显著，成功入选绿色街区名单，累计改造了老旧小区14个，"
    "顺利完成口袋公园6座，实现泊位连续增加900个，绿化率居全市第一。"
)


@pytest.mark.parametrize(("text", "plan"), [(PLAN, True), (RESULTS, False), ("甲12个。", False)])
def test_an_excerpt_is_told_by_how_it_speaks(text: str, plan: bool) -> None:
    assert sets_out_plans(text) is plan


def test_numbers_of_a_plan_without_headings_are_targets_of_its_year() -> None:
    planned = extract(PLAN, year=2025).observations
    reached = extract(RESULTS, year=2025).observations
    assert {(o.role, o.period) for o in planned} == {("target", 2025)}
    assert {(o.role, o.period) for o in reached} == {("actual", 2024)}


def test_a_heading_that_tells_is_believed() -> None:
    found = extract("一、2024年工作回顾\n" + PLAN, year=2025).observations
    assert {o.role for o in found if o.subject != "建成区绿化率"} == {"actual"}


def test_a_long_text_holds_both() -> None:
    assert sets_out_plans(PLAN)
    assert not sets_out_plans(PLAN * (LONGEST // len(PLAN) + 1))


def test_a_weight_that_is_no_number_is_named(tmp_path: Path) -> None:
    table = tmp_path / "mood_words.tsv"
    table.write_text("word\tweight\n力争\tmuch\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="line 2: the weight is 'much'"):
        load_mood_words(table)
    assert dict(load_mood_words(FOLDER / "mood_words.tsv"))["力争"] > 1


def test_a_table_without_the_weight_of_a_pattern_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "mood_words.tsv"
    table.write_text("word\tweight\n力争\t1\n<bias>\t-2\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="lacks <head of a work>"):
        load_mood_words(table)


def test_a_word_that_a_text_repeats_counts_six_times() -> None:
    weights = {"力争": 1.0}
    assert mood_of("力争。" * 9, weights).counts["力争"] == 9
    assert mood_of("力争" * 9, weights).sums(weights | {"<bounded number>": 0.0}) == 6
