"""Merging: no answer of either side is dropped, and sides can be swapped."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninelives.review import store
from ninelives.review.merge import disputed, merge, same, settled
from ninelives.review.model import Answer, Component, Integration, Review
from tests.designs import QUEUE, SECOND, TABLE, orders

VOICES = st.builds(
    Answer,
    choice=st.sampled_from(["one", "many", "unknown"]),
    value=st.sampled_from([None, 1_000_000.0, 1_000_001.0]),
    note=st.sampled_from(["", "a", "b"]),
    owner=st.sampled_from(["", "ops"]),
    by=st.sampled_from(["Ana", "Ben"]),
    at=st.sampled_from(["", "2026-11-23T10:12:00Z", "2026-11-24T10:12:00Z"]),
    asked=st.sampled_from(["", "7f3c2a"]),
    settled=st.sampled_from([(), (Answer("one", by="Eve"),)]),
)
ANSWERS = VOICES | st.lists(VOICES, min_size=2, max_size=3).map(disputed)
MAYBE = st.none() | ANSWERS
Change = Callable[[Review], Review]


def answering(place: tuple[str, str], said: Answer | None) -> Change:
    return lambda review: review.with_answer(*place, said)


def renaming(at: int, name: str) -> Change:
    def change(review: Review) -> Review:
        if at >= len(review.components):
            return review
        renamed = replace(review.components[at], name=name)
        kept = review.components
        return replace(review, components=(*kept[:at], renamed, *kept[at + 1 :]))

    return change


def weighing(at: int, harm: str, impact: str) -> Change:
    def change(review: Review) -> Review:
        if at >= len(review.integrations):
            return review
        kept = review.integrations
        one = replace(kept[at], impact={**kept[at].impact, harm: impact})
        return replace(review, integrations=(*kept[:at], one, *kept[at + 1 :]))

    return change


def adding(name: str) -> Change:
    def change(review: Review) -> Review:
        if review.component(name) or not review.component("place-order"):
            return review
        edge = Integration(f"place-order--{name}", "place-order", name, "x")
        return replace(
            review,
            components=(*review.components, Component(name, "table")),
            integrations=(*review.integrations, edge),
        )

    return change


def removing(name: str) -> Change:
    def change(review: Review) -> Review:
        return replace(
            review,
            components=tuple(one for one in review.components if one.id != name),
            integrations=tuple(
                one
                for one in review.integrations
                if name not in (one.source, one.target)
            ),
        )

    return change


PLACES = st.sampled_from(
    [(QUEUE, "batch"), (QUEUE, "partial"), (SECOND, "batch"), ("service", "lost")]
)
CHANGES = st.lists(
    st.one_of(
        st.builds(answering, PLACES, MAYBE),
        st.builds(answering, PLACES, MAYBE),
        st.builds(renaming, st.integers(0, 3), st.sampled_from(["A", "B"])),
        st.builds(
            weighing,
            st.integers(0, 2),
            st.sampled_from(["lost", "stale"]),
            st.sampled_from(["minor", "severe"]),
        ),
        st.builds(adding, st.sampled_from(["new", "audit", "zebra"])),
        st.builds(removing, st.sampled_from(["returns-queue", "orders-table", "new"])),
        st.builds(
            lambda name: lambda review: replace(review, team=name), st.text("ab")
        ),
    ),
    max_size=5,
)


def changed(review: Review, changes: Iterable[Change]) -> Review:
    for change in changes:
        review = change(review)
    return review


def covers(voice: Answer, said: Answer) -> bool:
    """Whether nothing that was said is missing in a voice."""
    words = ((getattr(said, one), getattr(voice, one)) for one in ("note", "owner"))
    exact = (voice.choice, voice.value) == (said.choice, said.value)
    return exact and all(a in ("", b) for a, b in words)


@given(CHANGES, CHANGES, CHANGES)
def test_sides_can_be_swapped(
    first: list[Change], left: list[Change], right: list[Change]
) -> None:
    base = changed(orders(), first)
    ours, theirs = changed(base, left), changed(base, right)
    assert merge(base, ours, theirs) == merge(base, theirs, ours)


@given(CHANGES, CHANGES, CHANGES)
def test_no_answer_of_either_side_is_dropped(
    first: list[Change], left: list[Change], right: list[Change]
) -> None:
    base = changed(orders(), first)
    sides = changed(base, left), changed(base, right)
    merged = merge(base, *sides)
    for side in sides:
        for subject, answers in side.answers.items():
            for question, said in answers.items():
                before = base.answer(subject, question)
                if said == before:
                    continue
                found = merged.answer(subject, question)
                assert found is not None
                known = before.voices if before else ()
                new = [one for one in said.voices if one not in known]
                if same(said, before):
                    continue  # said again: what the other side said anew counts
                for one in new:
                    assert any(covers(voice, one) for voice in found.voices)
                assert any(
                    covers(voice, one) for voice in found.voices for one in said.voices
                )


@given(CHANGES, CHANGES, CHANGES)
def test_a_merged_map_leads_nowhere_into_the_void(
    first: list[Change], left: list[Change], right: list[Change]
) -> None:
    base = changed(orders(), first)
    ours, theirs = changed(base, left), changed(base, right)
    merged = merge(base, ours, theirs)
    ids = [one.id for one in merged.components]
    assert len(set(ids)) == len(ids)
    for one in merged.integrations:
        assert {one.source, one.target} <= set(ids)
    for name in ids:
        assert ours.component(name) or theirs.component(name)


@given(CHANGES, CHANGES)
def test_what_only_one_side_changed_is_taken(
    first: list[Change], left: list[Change]
) -> None:
    base = changed(orders(), first)
    ours = changed(base, left)
    for merged in (merge(base, ours, base), merge(base, ours, ours)):
        assert merged.answers == ours.answers
        assert set(merged.components) == set(ours.components)
        assert {one.id: one for one in merged.integrations} == {
            one.id: one for one in ours.integrations
        }


ANA = Answer("many", by="Ana", at="2026-11-23T10:00:00Z")
BEN = Answer("one", by="Ben", at="2026-11-23T11:00:00Z")
EVE = Answer("dozens", by="Eve", at="2026-11-23T12:00:00Z")
BOTH = disputed([ANA, BEN])


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        (None, ANA, None, ANA),
        (None, ANA, BEN, BOTH),
        (ANA, BEN, ANA, BEN),
        (ANA, BEN, None, BEN),  # taken back by one, changed by the other
        (ANA, None, ANA, None),
        (ANA, BEN, EVE, disputed([BEN, EVE])),
        (BOTH, EVE, BOTH, EVE),  # settled
        (BOTH, ANA, BEN, BOTH),  # settled in two ways: not settled
        (BOTH, ANA, disputed([ANA, BEN, EVE]), disputed([ANA, EVE])),
        (None, ANA, replace(ANA, by="Eve", at=""), ANA),  # they agree
        (None, ANA, replace(ANA, note="ten"), replace(ANA, note="ten")),
        (
            None,
            replace(ANA, note="ten"),
            replace(ANA, note="two"),
            disputed([replace(ANA, note="ten"), replace(ANA, note="two")]),
        ),
        # asked again and answered the same: the new fingerprint is kept
        (ANA, replace(ANA, asked="7f3c2a"), ANA, replace(ANA, asked="7f3c2a")),
        (ANA, replace(ANA, asked="7f3c2a"), BEN, BEN),
    ],
)
def test_two_sides_give_one_answer(
    base: Answer | None,
    ours: Answer | None,
    theirs: Answer | None,
    wanted: Answer | None,
) -> None:
    assert settled(base, theirs, ours) == wanted
    assert settled(base, ours, theirs) == wanted


def test_a_component_that_the_other_side_leads_to_stays() -> None:
    base = orders()
    gone = removing("orders-table")(base)
    edge = Integration("returns--table", "returns-queue", "orders-table", "x")
    used = replace(base, integrations=(*base.integrations, edge))
    merged = merge(base, gone, used)
    assert merged.component("orders-table")
    assert merged.integration(TABLE) is None
    assert merged.integration("returns--table")


@settings(max_examples=30)
@given(CHANGES, CHANGES, CHANGES)
def test_two_who_save_a_map_get_what_merging_gives(
    first: list[Change], left: list[Change], right: list[Change]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "orders"
        base = changed(orders(), first)
        store.create(folder, base)
        seen = store.load(folder)
        ours = changed(seen, [*left])
        theirs = changed(seen, [*right])
        one = store.save_map(folder, seen, ours)
        assert set(one.components) == set(ours.components)
        both = store.save_map(folder, seen, theirs)
        wanted = merge(seen, theirs, ours)
        assert set(both.components) == set(wanted.components)
        assert both.answer("service", "lost") == wanted.answer("service", "lost")
        found = store.load(folder)
        assert found.components == both.components
        assert found.integrations == both.integrations
        assert {one.id: one for one in found.integrations} == {
            one.id: one for one in wanted.integrations
        }
