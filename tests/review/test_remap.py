"""The map changed by hand, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.checklist.load import load_pack
from ninelives.review.model import Review
from ninelives.review.remap import added, applied, remap, removed, renamed
from tests.designs import QUEUE, TINY, orders


def test_a_component_is_renamed_and_keeps_its_id() -> None:
    after = renamed(orders(), "orders-queue", "The Queue")
    found = after.component("orders-queue")
    assert found is not None
    assert found.label == "The Queue"
    back = renamed(after, "orders-queue", "orders-queue").component("orders-queue")
    assert back is not None
    assert back.name == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("place-order", "place-order is on the map already"),
        ("Place Order", "place-order is on the map already"),
        ("service", "that is what the whole is called"),
        ("  ", "give it a name with a letter or a digit"),
    ],
)
def test_a_name_that_says_nothing_or_is_taken_is_refused(name: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        renamed(orders(), "orders-queue", name)


def test_a_type_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="'quene' is no component type; queue is"):
        added(load_pack(TINY), orders(), "more", "quene")


def test_a_component_goes_with_all_that_leads_to_it() -> None:
    after = removed(orders(), "orders-queue")
    assert after.component("orders-queue") is None
    assert after.integration(QUEUE) is None
    ends = {one.id for one in after.components}
    assert all({one.source, one.target} <= ends for one in after.integrations)


def test_what_others_did_meanwhile_stays() -> None:
    before = orders()
    change = remap(before, renamed(before, "orders-queue", "The Queue"))
    theirs = removed(applied(before, change), "place-order")
    after = applied(theirs, change.reverse)
    found = after.component("orders-queue")
    assert found is not None
    assert found.name == next(
        one.name for one in before.components if one.id == "orders-queue"
    )
    assert after.component("place-order") is None


@given(st.lists(st.sampled_from([one.id for one in orders().components]), max_size=4))
def test_every_change_can_be_taken_back(gone: list[str]) -> None:
    before = review = orders()
    steps = []
    for number, name in enumerate(gone):
        after = removed(review, name)
        if number % 2 and review.component(name):
            after = renamed(review, name, f"called {number}")
        steps.append(remap(review, after))
        review = applied(review, steps[-1])
        assert review == after
    for step in reversed(steps):
        review = applied(review, step.reverse)
    assert _sorted(review) == _sorted(before)


def _sorted(review: Review) -> Review:
    return replace(
        review,
        components=tuple(sorted(review.components, key=lambda one: one.id)),
        integrations=tuple(sorted(review.integrations, key=lambda one: one.id)),
    )
