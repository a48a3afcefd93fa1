"""What to do first is what takes most risk away for its effort."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ninelives.assess.model import Assessment
from ninelives.assess.priority import EFFORT, WEIGHT, Step, plan
from ninelives.assess.risk import assess
from tests.report import sample
from tests.report.sample import ORDERS, RETURNS, TABLE


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(sample.pack(), sample.answered())


def step(steps: tuple[Step, ...], mitigation: str) -> Step:
    (found,) = (one for one in steps if one.mitigation.id == mitigation)
    return found


def test_the_first_step_takes_most_risk_for_its_effort(assessment: Assessment) -> None:
    steps = plan(assessment)
    assert steps[0].mitigation.id == "report-failures"
    worth = [one.gain / EFFORT[one.mitigation.effort] for one in steps]
    assert worth == sorted(worth, reverse=True)


def test_no_point_of_risk_is_counted_twice(assessment: Assessment) -> None:
    there = sum(
        WEIGHT[one.risk] // (3 if one.assumed else 1) for one in assessment.findings
    )
    assert 0 < sum(one.gain for one in plan(assessment)) <= there


def test_what_is_done_at_a_component_is_one_step_for_all_it_serves(
    assessment: Assessment,
) -> None:
    found = step(plan(assessment), "make-it-idempotent")
    assert found.places == ("place-order",)
    assert found.subjects == (ORDERS, RETURNS, TABLE)
    assert [one.id for one in found.closes] == [f"{TABLE}/duplicate-delivery"]


def test_the_same_mitigation_elsewhere_is_a_step_of_its_own(
    assessment: Assessment,
) -> None:
    found = [
        one for one in plan(assessment) if one.mitigation.id == "longer-visibility"
    ]
    assert [one.places for one in found] == [(ORDERS,), (RETURNS,)]


def test_what_helps_only_together_names_the_others(assessment: Assessment) -> None:
    (relief,) = step(plan(assessment), "smaller-work").reliefs
    assert relief.finding.id == f"{ORDERS}/visibility-timeout"
    assert [one.id for one in relief.alongside] == ["longer-visibility"]
    assert relief.risk == "none"
    assert not step(plan(assessment), "smaller-work").closes


def test_another_way_to_the_same_end_comes_last_and_gains_nothing(
    assessment: Assessment,
) -> None:
    steps = plan(assessment)
    assert steps[-1].mitigation.id == "read-elsewhere"
    assert steps[-1].gain == 0
    assert step(steps, "keep-longer").gain > 0


def test_a_risk_that_is_only_assumed_weighs_less() -> None:
    review = sample.answered()
    known = review.with_answer(TABLE, "left-out", sample.said("nothing"))
    pack = sample.pack()
    guessed = step(plan(assess(pack, review)), "write-again")
    sure = step(plan(assess(pack, known)), "write-again")
    assert (guessed.known, sure.known) == (False, True)
    assert guessed.gain * 3 == sure.gain


def test_doing_what_it_says_leaves_the_risk_it_says(assessment: Assessment) -> None:
    for one in plan(assessment):
        if any(relief.alongside for relief in one.reliefs):
            continue
        review = assessment.review
        for holder, question, choice in one.changes:
            review = review.with_answer(holder, question, sample.said(choice))
        after = {it.id: it.risk for it in assess(assessment.pack, review).findings}
        for relief in one.reliefs:
            assert after.get(relief.finding.id, "none") == relief.risk


def test_where_nothing_is_found_there_is_nothing_to_do() -> None:
    empty = replace(sample.fresh(), integrations=(), components=())
    assert plan(assess(sample.pack(), empty)) == ()
