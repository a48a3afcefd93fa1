"""Merging: no answer of either side is dropped, and sides can be swapped."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ninelives.review.merge import merge, same, settled
from ninelives.review.model import Answer, Review
from tests.designs import QUEUE, SECOND, orders

ANSWERS = st.builds(
    Answer,
    choice=st.sampled_from(["one", "many", "unknown"]),
    note=st.sampled_from(["", "a", "b"]),
    by=st.sampled_from(["Ana", "Ben"]),
)
MAYBE = st.none() | ANSWERS
PLACES = st.sampled_from([(QUEUE, "batch"), (QUEUE, "partial"), (SECOND, "batch")])
CHANGES = st.dictionaries(PLACES, MAYBE, max_size=3)


def changed(review: Review, changes: dict[tuple[str, str], Answer | None]) -> Review:
    for (subject, question), answer in changes.items():
        review = review.with_answer(subject, question, answer)
    return review


@given(CHANGES, CHANGES, CHANGES)
def test_sides_can_be_swapped(
    first: dict[tuple[str, str], Answer | None],
    left: dict[tuple[str, str], Answer | None],
    right: dict[tuple[str, str], Answer | None],
) -> None:
    base = changed(orders(), first)
    ours, theirs = changed(base, left), changed(base, right)
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    for subject in (QUEUE, SECOND):
        for question in ("batch", "partial"):
            found = one.answer(subject, question), other.answer(subject, question)
            assert same(*found)


@given(CHANGES, CHANGES, CHANGES)
def test_no_answer_of_either_side_is_dropped(
    first: dict[tuple[str, str], Answer | None],
    left: dict[tuple[str, str], Answer | None],
    right: dict[tuple[str, str], Answer | None],
) -> None:
    base = changed(orders(), first)
    merged = merge(base, changed(base, left), changed(base, right))
    for changes in (left, right):
        for (subject, question), answer in changes.items():
            before = base.answer(subject, question)
            if answer is None or same(answer, before):
                continue
            found = merged.answer(subject, question)
            assert found is not None
            assert any(same(answer, voice) for voice in found.voices)


@given(MAYBE, MAYBE)
def test_what_only_one_side_changed_is_taken(
    base: Answer | None, ours: Answer | None
) -> None:
    assert same(settled(base, base, ours), ours)
    assert same(settled(base, ours, base), ours)
    assert same(settled(base, ours, ours), ours)


def test_the_map_is_merged_by_meaning() -> None:
    base = orders()
    gone = replace(base, integrations=base.integrations[1:])
    renamed = replace(
        base, components=(replace(base.components[0], name="New"), *base.components[1:])
    )
    merged = merge(base, gone, renamed)
    assert [one.id for one in merged.integrations] == [
        one.id for one in base.integrations[1:]
    ]
    assert merged.components[0].name == "New"
    assert merge(base, renamed, gone) == merged


def test_what_one_removed_and_the_other_changed_stays() -> None:
    base = orders()
    gone = replace(base, integrations=base.integrations[1:])
    first = replace(base.integrations[0], impact={"lost": "minor"})
    special = replace(base, integrations=(first, *base.integrations[1:]))
    assert merge(base, gone, special).integrations[0] == first
    assert merge(base, special, gone).integrations[0] == first
