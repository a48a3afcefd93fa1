"""What is left after a mitigation, told without assessing everything anew."""

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninelives.assess.afterwards import ground, levels, mitigated, possible
from ninelives.assess.exposure import exposures
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN, Checklist, Pack
from ninelives.checklist.shelf import checklist_ids
from ninelives.review.model import Answer, Component, Integration, Review
from ninelives.review.standing import holder, standings


@lru_cache(maxsize=1)
def pack() -> Pack:
    return load_pack()


def drawn(checklist: Checklist) -> tuple[Review, str]:
    """Give a map with just what a checklist is about, and the id it has there."""
    ends = (Component("from", "lambda-function"), Component("to", "lambda-function"))
    if checklist.connects is None:
        one = Component("it", checklist.describes, checklist=checklist.id)
        return Review("service", components=(one,)), "it"
    edge = Integration("it", "from", "to", checklist.id)
    return Review("service", components=ends, integrations=(edge,)), "it"


@pytest.mark.parametrize("name", [one for one in checklist_ids() if one != "service"])
@given(data=st.data())
def test_what_is_left_is_what_the_whole_assessment_says(
    name: str, data: st.DataObject
) -> None:
    checklist = pack().checklists[name]
    review, subject = drawn(checklist)
    for question in checklist.questions:
        said = [one.id for one in question.choices]
        choice = data.draw(st.sampled_from([*said, UNKNOWN, NOT_APPLICABLE, ""]))
        if choice:
            owner = holder(question, subject, review)
            value = 3.0 if question.measure is not None else None
            review = review.with_answer(owner, question.id, Answer(choice, value))
    if not checklist.mitigations:
        return
    mitigation = data.draw(st.sampled_from(checklist.mitigations))
    asked, scope = standings(checklist, review, subject)
    before = ground(checklist, asked, scope)
    done = mitigated(checklist, review, subject, mitigation)
    whole, _ = exposures(checklist, done, subject)
    assert levels(before, mitigation) == {
        pitfall: whole[pitfall].level for pitfall in mitigation.clears
    }
    if possible(before, mitigation):
        assert mitigation.when is None or mitigation.when.truth(scope) is not False
