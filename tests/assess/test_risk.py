"""Findings: their risk, what raised it, what would cap it, what would remain."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.assess.model import Finding
from ninelives.assess.preview import preview
from ninelives.assess.risk import RISK_RANK, assess, assess_subject
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import NOT_APPLICABLE, SERVICE, UNKNOWN
from ninelives.review.interview import interview, key_of
from ninelives.review.model import Answer, Review
from tests.designs import QUEUE, SECOND, TABLE, TINY, answered, orders

PACK = load_pack(TINY)
BEST = (
    (QUEUE, "batch", "many"),
    (QUEUE, "partial", "failed-only"),
    ("orders-queue", "dead-letter", "dlq"),
    ("orders-queue", "watched", "alarm"),
    ("place-order", "idempotent", "same"),
)


def findings(review: Review, subject: str = QUEUE) -> dict[str, Finding]:
    found = assess_subject(PACK, review, subject)
    assert found is not None
    return {one.pitfall.id: one for one in found.findings}


def test_what_nobody_answered_counts_as_the_worst() -> None:
    found = findings(orders())
    assert {one: found[one].exposure for one in found} == {
        "whole-batch": "certain",
        "twice": "likely",
        "dropped": "likely",
        "expired": "likely",
    }
    assert {one.risk for one in found.values()} == {"critical"}
    assert found["dropped"].assumed
    # the queue repeats by its nature: that is known, not assumed
    assert not found["twice"].assumed


def test_the_best_answers_leave_what_lies_in_the_nature_of_the_thing() -> None:
    found = findings(answered(orders(), *BEST))
    assert {one: found[one].exposure for one in found} == {"twice": "rare"}


def test_a_finding_explains_itself() -> None:
    review = answered(
        orders(),
        (QUEUE, "batch", "many"),
        (QUEUE, "partial", "all"),
        ("place-order", "idempotent", "mostly"),
        (SERVICE, "lost", "minor"),
        (SERVICE, "duplicated", "severe"),
    )
    found = findings(review)
    twice = found["twice"]
    assert (twice.exposure, twice.harm, twice.impact) == (
        "possible",
        "duplicated",
        "severe",
    )
    assert [(one.question, one.because) for one in twice.raised_by] == [
        ("partial", "The whole batch returns"),
        ("", "The queue delivers at least once even when nothing fails."),
    ]
    assert [(one.question, one.exposure) for one in twice.capped_by] == [
        ("idempotent", "possible")
    ]
    assert [(one.subject, one.choice) for one in twice.would_cap] == [
        ("place-order", "same")
    ]
    assert twice.remainders[0].mitigation.id == "make-idempotent"
    assert twice.remainders[0].exposure == "rare"
    batch = found["whole-batch"]
    assert batch.harm == "duplicated"
    assert batch.id == f"{QUEUE}/whole-batch"


def test_impact_is_the_service_s_unless_the_integration_says_otherwise() -> None:
    review = answered(orders(), (SERVICE, "lost", "minor"))
    assert findings(review)["dropped"].impact == "minor"
    first = replace(review.integrations[0], impact={"lost": "severe"})
    special = replace(review, integrations=(first, *review.integrations[1:]))
    assert findings(special)["dropped"].impact == "severe"
    assert findings(special, SECOND)["dropped"].impact == "minor"


def test_a_harm_that_means_nothing_is_ruled_out() -> None:
    review = answered(orders(), (SERVICE, "lost", "none"))
    assert "dropped" not in findings(review)
    found = assess_subject(PACK, review, QUEUE)
    assert found is not None
    why = {one.pitfall.id: one.because for one in found.ruled_out}
    assert "means nothing" in why["dropped"][0].because


def test_ruled_out_says_which_answer_did_it() -> None:
    found = assess_subject(PACK, answered(orders(), *BEST), QUEUE)
    assert found is not None
    ruled = {one.pitfall.id: one.because for one in found.ruled_out}
    assert set(ruled) == {"whole-batch", "dropped", "expired"} - {
        one.pitfall.id for one in found.findings
    }
    assert [one.choice for one in ruled["whole-batch"]] == ["failed-only"]


def test_not_applicable_raises_nothing() -> None:
    review = orders().with_answer(
        TABLE, "leftovers", Answer(NOT_APPLICABLE, reason="writes one by one")
    )
    assert findings(review, TABLE) == {}


def test_in_a_dispute_the_worse_voice_counts_and_nothing_is_capped() -> None:
    two = Answer("failed-only", by="Ana", others=(Answer("all", by="Ben"),))
    review = answered(orders(), (QUEUE, "batch", "many")).with_answer(
        QUEUE, "partial", two
    )
    found = findings(review)["whole-batch"]
    assert (found.exposure, found.assumed) == ("certain", True)


def test_a_cap_that_hangs_on_an_unknown_answer_does_not_hold() -> None:
    review = answered(orders(), (QUEUE, "partial", "failed-only"))
    # nobody said whether there are batches at all
    (found,) = [one for one in findings(review).values() if one.pitfall.id == "expired"]
    assert found.exposure == "likely"
    review = answered(review, ("orders-queue", "watched", "alarm"))
    assert "expired" not in findings(review)


def test_the_assessment_collects_everything_once() -> None:
    found = assess(PACK, orders())
    assert list(found.subjects) == [SERVICE, QUEUE, SECOND, TABLE, "place-order"]
    ranks = [RISK_RANK[one.risk] for one in found.findings]
    assert ranks == sorted(ranks, reverse=True)
    keys = [(one.subject, one.question.id) for one in found.open]
    assert len(keys) == len(set(keys)) == len(interview(PACK, orders()).items)
    assert found.risk == "critical"


def test_open_questions_carry_the_risk_that_rests_on_them() -> None:
    review = answered(orders(), *BEST[:4], (SERVICE, "duplicated", "minor"))
    found = assess(PACK, review)
    worst = {(one.subject, one.question.id): one.worst for one in found.open}
    assert worst[(TABLE, "leftovers")] == "critical"
    assert worst[("place-order", "idempotent")] == "low"


def test_a_mitigation_that_is_done_is_not_offered() -> None:
    review = answered(orders(), *BEST)
    assert findings(review)["twice"].remainders == ()


def test_a_preview_says_what_a_choice_would_open_and_close() -> None:
    review = answered(orders(), (QUEUE, "batch", "many"))
    item = interview(PACK, review).find((QUEUE, "partial"))
    assert item is not None
    good = preview(PACK, review, item, Answer("failed-only"))
    assert [(one.pitfall.id, one.before, one.after) for one in good] == [
        ("whole-batch", "critical", "none")
    ]
    assert preview(PACK, review, item, Answer("all")) == ()
    settled = answered(review, (QUEUE, "partial", "failed-only"))
    bad = preview(PACK, settled, item, Answer("all"))
    assert [(one.pitfall.id, one.rose) for one in bad] == [("whole-batch", True)]


def test_a_preview_reaches_every_integration_of_a_component() -> None:
    item = interview(PACK, orders()).find(("place-order", "idempotent"))
    assert item is not None
    changes = preview(PACK, orders(), item, Answer("same"))
    assert {one.subject for one in changes} == {QUEUE, SECOND}


def test_the_impact_changes_everything() -> None:
    item = interview(PACK, orders()).items[0]
    changes = preview(PACK, orders(), item, Answer("none"))
    assert {one.subject for one in changes} == {QUEUE, SECOND, "place-order"}


@given(st.data())
def test_adopting_a_mitigation_never_raises_what_it_clears(data: st.DataObject) -> None:
    review = orders()
    for one in interview(PACK, review).items:
        ids = [choice.id for choice in one.question.choices]
        choice = data.draw(st.sampled_from([*ids, UNKNOWN, ""]))
        if choice:
            review = review.with_answer(one.holder, one.question.id, Answer(choice))
    for finding in assess(PACK, review).findings:
        for left in finding.remainders:
            assert RISK_RANK[left.risk] <= RISK_RANK[finding.risk]


@given(st.data())
def test_knowing_more_never_makes_it_worse(data: st.DataObject) -> None:
    """An answer given where nobody knew can only keep or lower the risk of a pitfall.

    The best of all choices at least; unknown already counts as the worst.
    """
    review = orders()
    items = interview(PACK, review).items
    for one in items:
        ids = [choice.id for choice in one.question.choices]
        choice = data.draw(st.sampled_from([*ids, ""]))
        if choice:
            review = review.with_answer(one.holder, one.question.id, Answer(choice))
    unknown = [one for one in interview(PACK, review).items if one.answer is None]
    if not unknown:
        return
    one = data.draw(st.sampled_from(unknown))
    choice = data.draw(st.sampled_from([found.id for found in one.question.choices]))
    before = {f.id: f for f in assess(PACK, review).findings}
    after = assess(
        PACK, review.with_answer(one.holder, one.question.id, Answer(choice))
    )
    for finding in after.findings:
        if finding.id in before:
            assert RISK_RANK[finding.risk] <= RISK_RANK[before[finding.id].risk]
        else:
            pytest.fail(f"{finding.id} came up by answering {key_of(one)}")
