"""The weights that tell plans from results are learned from counts that ship with the project."""

from __future__ import annotations

from bench import mood
from ingest.extract.text.mood import BIAS


def test_the_excerpts_that_ship_can_be_read() -> None:
    excerpts = mood.of_excerpts()
    assert len(excerpts) > 1_900
    assert {one.fold for one in excerpts} == set(range(mood.FOLDS))
    assert 400 < sum(one.plan for one in excerpts) < 700


def test_what_is_learned_from_them_tells_most_plans_and_few_results_amiss() -> None:
    excerpts = mood.of_excerpts()
    as_plans = mood.held_out(excerpts)
    shares = {
        kind: sum(t for one, t in zip(excerpts, as_plans, strict=True) if one.plan == kind)
        / sum(one.plan == kind for one in excerpts)
        for kind in (True, False)
    }
    assert shares[True] > 0.6
    assert shares[False] < 0.06


def test_words_of_plans_weigh_more_than_words_of_results() -> None:
    learned = mood.learn(mood.of_excerpts())
    assert learned["力争"] > 0 > learned["累计"]
    assert learned[BIAS] < 0
