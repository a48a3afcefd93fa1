"""What is asked next, what is hidden, what comes back."""

from dataclasses import replace

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from ninelives.assess.exposure import RANK, exposures
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import NOT_APPLICABLE, SERVICE, UNKNOWN, Pack
from ninelives.review.interview import (
    Interview,
    fill,
    given,
    interview,
    key_of,
    order,
    shift,
)
from ninelives.review.model import Answer, Review
from ninelives.review.standing import TO_ASK, Standing, Status, checklist_of
from tests.designs import QUEUE, SECOND, TABLE, TINY, answered, orders

PACK: Pack = load_pack(TINY)


def keys(asked: Interview) -> list[tuple[str, str]]:
    return [key_of(one) for one in asked.items]


def find(asked: Interview, holder: str, question: str) -> Standing:
    found = asked.find((holder, question))
    assert found is not None
    return found


def test_the_service_comes_first_then_the_map_then_components() -> None:
    assert keys(interview(PACK, orders())) == [
        (SERVICE, "lost"),
        (SERVICE, "duplicated"),
        (SERVICE, "reordered"),
        (SERVICE, "stale"),
        (SERVICE, "corrupted"),
        (QUEUE, "batch"),
        (QUEUE, "partial"),
        ("orders-queue", "dead-letter"),
        ("orders-queue", "watched"),
        ("place-order", "idempotent"),
        (SECOND, "batch"),
        (SECOND, "partial"),
        ("returns-queue", "dead-letter"),
        ("returns-queue", "watched"),
        (TABLE, "leftovers"),
        ("place-order", "awaited"),
    ]


def test_a_component_is_asked_once_however_many_integrations_touch_it() -> None:
    asked = keys(interview(PACK, orders()))
    assert asked.count(("place-order", "idempotent")) == 1
    review = answered(orders(), ("place-order", "idempotent", "same"))
    for subject in (QUEUE, SECOND):
        checklist = checklist_of(PACK, review, subject)
        assert checklist is not None
        found, _ = exposures(checklist, review, subject)
        assert found["twice"].level == "rare"


def test_what_does_not_apply_is_hidden_and_its_answer_kept() -> None:
    before = answered(orders(), (QUEUE, "partial", "all"))
    after = answered(before, (QUEUE, "batch", "one"))
    assert interview(PACK, after).find((QUEUE, "partial")) is None
    assert after.answer(QUEUE, "partial") == Answer("all")
    changed = shift(interview(PACK, before), interview(PACK, after))
    assert [key_of(one) for one in changed.closed] == [(QUEUE, "partial")]
    back = answered(after, (QUEUE, "batch", "many"))
    found = find(interview(PACK, back), QUEUE, "partial")
    assert found.status is Status.ANSWERED


def test_what_opens_again_is_told() -> None:
    closed = answered(orders(), (QUEUE, "batch", "one"))
    opened = answered(closed, (QUEUE, "batch", "many"))
    changed = shift(interview(PACK, closed), interview(PACK, opened))
    assert [key_of(one) for one in changed.opened] == [(QUEUE, "partial")]
    assert changed.closed == ()


def test_what_hangs_on_an_unknown_answer_is_asked() -> None:
    review = answered(orders(), (QUEUE, "batch", UNKNOWN))
    found = find(interview(PACK, review), QUEUE, "partial")
    assert found.applies is None
    assert found.status is Status.UNANSWERED


def test_next_goes_on_from_where_one_is_and_comes_round() -> None:
    asked = interview(PACK, orders())
    assert asked.next() == asked.items[0]
    assert asked.next(key_of(asked.items[4])) == asked.items[5]
    assert asked.next(key_of(asked.items[-1])) == asked.items[0]
    assert asked.beside(key_of(asked.items[3]), -1) == asked.items[2]
    assert asked.beside(key_of(asked.items[0]), -1) is None
    assert asked.beside(("nowhere", "x"), 1) is None


def test_unknown_and_not_applicable_are_answers() -> None:
    review = orders()
    for one in interview(PACK, review).items:
        answer = Answer(UNKNOWN, owner="ops", due="2026-12-01")
        review = review.with_answer(one.holder, one.question.id, answer)
    asked = interview(PACK, review)
    assert asked.open == ()
    assert asked.next() is None
    assert asked.answered == len(asked.items)


def test_a_changed_question_makes_its_answer_stale() -> None:
    review = orders().with_answer(QUEUE, "batch", Answer("one", asked="000000"))
    asked = interview(PACK, review)
    assert find(asked, QUEUE, "batch").status is Status.STALE
    # what hangs on it is asked, since nobody knows the answer to the new question
    assert asked.find((QUEUE, "partial")) is not None


def test_a_choice_that_is_gone_makes_its_answer_stale() -> None:
    review = answered(orders(), (QUEUE, "batch", "dozens"))
    assert find(interview(PACK, review), QUEUE, "batch").status is Status.STALE


def test_a_dispute_is_open_until_it_is_settled() -> None:
    two = Answer("one", by="Ana", others=(Answer("many", by="Ben"),))
    review = orders().with_answer(QUEUE, "batch", two)
    assert find(interview(PACK, review), QUEUE, "batch").status is Status.DISPUTED
    assert [voice.by for voice in two.voices] == ["Ana", "Ben"]


def test_an_answer_is_made_ready_to_be_kept() -> None:
    asked = interview(PACK, orders())
    dead = find(asked, "orders-queue", "dead-letter")
    kept = given(dead, Answer("", value=5))
    assert (kept.choice, kept.value, kept.asked) == ("dlq", 5, dead.question.asked)
    for answer, said in (
        (Answer("dlqq"), "'dlqq' is no choice; there is nowhere, dlq"),
        (Answer(NOT_APPLICABLE), "say why"),
        (Answer("", value=5000), "5000 is not between 0 and 1000 count"),
    ):
        with pytest.raises(ValueError, match=said):
            given(dead, answer)
    with pytest.raises(ValueError, match="takes no number"):
        given(asked.items[0], Answer("minor", value=3))


def test_answers_are_kept_in_the_order_of_the_questions() -> None:
    assert order(PACK, orders(), QUEUE) == ("batch", "partial")
    assert order(PACK, orders(), "orders-queue") == ("dead-letter", "watched")
    assert order(PACK, orders(), "place-order") == ("idempotent", "awaited")


def test_texts_name_the_components_and_facts() -> None:
    found = find(interview(PACK, orders()), "orders-queue", "dead-letter")
    review = orders()
    ask = fill(found.question.ask, PACK, review, found.subject)
    assert ask == "Where does a message of OrdersQueue go that keeps failing?"
    why = fill(found.question.why, PACK, review, found.subject)
    assert why == "Without a dead-letter queue it is gone after 4 d."


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    review = orders()
    first = replace(review.components[0], name="{target.name}")
    hostile = replace(review, components=(first, *review.components[1:]))
    found = fill("{source.name} → {target.name}", PACK, hostile, QUEUE)
    assert found == "{target.name} → place-order"


CHOICES = st.sampled_from(["first", "last", UNKNOWN, NOT_APPLICABLE, "stale", ""])


def played(choices: list[str]) -> Review:
    """Give a review in which the questions were answered as drawn."""
    review = orders()
    at = 0
    while at < len(choices):
        item = interview(PACK, review).next()
        if item is None:
            break
        ids = [one.id for one in item.question.choices]
        word = choices[at]
        choice = {"first": ids[0], "last": ids[-1], "stale": "gone"}.get(word, word)
        if choice:
            said = Answer(choice)
            review = review.with_answer(item.holder, item.question.id, said)
        at += 1
    return review


@given_by(st.lists(CHOICES, max_size=20))
def test_the_interview_never_hides_an_exposed_pitfall(choices: list[str]) -> None:
    """What raises a pitfall by an assumption is a question that can be answered."""
    review = played(choices)
    asked = interview(PACK, review)
    for subject in review.subjects():
        checklist = checklist_of(PACK, review, subject)
        if checklist is None:
            continue
        found, _ = exposures(checklist, review, subject)
        for exposure in found.values():
            for reason in exposure.raised:
                if not reason.assumed or RANK[reason.exposure] == 0:
                    continue
                if reason.question:
                    assert asked.find((reason.subject, reason.question)) is not None
                else:
                    assert any(
                        one.status in TO_ASK | {Status.UNKNOWN} for one in asked.items
                    )


@given_by(st.lists(CHOICES, max_size=20))
def test_answering_what_is_asked_ends_the_interview(choices: list[str]) -> None:
    review = played(choices)
    for _ in range(60):
        item = interview(PACK, review).next()
        if item is None:
            return
        said = Answer(item.question.choices[0].id)
        review = review.with_answer(item.holder, item.question.id, said)
    pytest.fail("the interview never ends")
