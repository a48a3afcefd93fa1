"""What the shipped pack says of a design is neither mild nor hopeless by mistake."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain

import pytest

from ninelives import house
from ninelives.assess.exposure import exposures
from ninelives.checklist.expression import Name
from ninelives.checklist.lint.pack import lint
from ninelives.checklist.lint.worlds import (
    RANK,
    TooMany,
    World,
    bearing,
    level,
    needed,
    scope_of,
    worlds,
)
from ninelives.checklist.load import load_pack
from ninelives.checklist.model import SERVICE, Checklist, Pack, Question
from ninelives.checklist.truth import ABSENT, Value
from ninelives.review.model import Component, Integration, Review

Picked = Mapping[str, str]
"""Question → choice."""
STARTS = 6
"""From so many sets of answers starts a search that can't try them all."""
MOST_ASKED = 25
"""Questions about one integration, where half of all ways to answer ask fewer."""
MOST_AFTER_EVIDENCE = 12
"""The same, without those that a complete template decides."""
MOST_AT_WORST = 25
"""Questions where the answers open as many others as they can."""
TWO_NETS = {"aws/eventbridge-lambda": 26}
"""The same where two hops have a net each, with four questions about either."""
WAYS = 60


@cache
def pack() -> Pack:
    return load_pack()


CHECKLISTS = sorted(pack().checklists.keys() - {SERVICE})
INTEGRATIONS = [one for one in CHECKLISTS if pack().checklists[one].connects]


def unanswered(checklist: Checklist) -> tuple[Review, str]:
    """Give a review of one integration or component, and the id of that."""
    if checklist.connects is None:
        part = Component("it", checklist.describes, checklist=checklist.id)
        return Review("orders", components=(part,)), "it"
    source, target = checklist.connects.sources[0], checklist.connects.targets[0]
    parts = Component("from", source), Component("to", target)
    edge = Integration("it", "from", "to", checklist.id)
    return Review("orders", components=parts, integrations=(edge,)), "it"


@pytest.mark.parametrize("name", CHECKLISTS)
def test_what_nobody_answered_counts_as_the_worst(name: str) -> None:
    checklist = pack().checklists[name]
    choices = chain.from_iterable(one.choices for one in checklist.questions)
    effects = [one.effects for one in choices]
    effects += [one.effects for one in checklist.rules]
    found, _ = exposures(checklist, *unanswered(checklist))
    assert found.keys() == set(checklist.pitfalls())
    for pitfall, said in found.items():
        raised = [RANK[one.exposes.get(pitfall, "none")] for one in effects]
        assert RANK[said.level] == max(raised) > 0, pitfall


def world(questions: Sequence[Question], picked: Picked) -> World:
    """Give these answers, without those to questions that then do not apply."""
    made, scope = {}, dict[Name, Value]()
    for one in questions:
        applies = True if one.when is None else one.when.truth(scope)
        choice = one.choice(picked[one.id])
        assert choice is not None
        scope[Name("answers", one.id)] = choice.id if applies else ABSENT
        if applies:
            made[one.id] = choice
    return made


def lowest(
    questions: Sequence[Question], start: int, cost: Callable[[World], int]
) -> int:
    """Give the least cost that changing one answer at a time leads to."""
    picked = {one.id: one.choices[start % len(one.choices)].id for one in questions}
    least, before = cost(world(questions, picked)), None
    while before != least:
        before = least
        for question in questions:
            for choice in question.choices:
                trial = {**picked, question.id: choice.id}
                got = cost(world(questions, trial))
                if got < least:
                    least, picked = got, trial
    return least


def exposure(checklist: Checklist, pitfall: str, answers: World) -> int:
    scope = scope_of(checklist.questions, answers)
    return level(pitfall, answers, checklist.rules, scope).exposure


def best(checklist: Checklist, pitfall: str) -> int:
    """Give the least exposure that any answers leave."""
    starts, rules = bearing(checklist, pitfall)
    questions = needed(checklist, sorted(starts))
    try:
        every = worlds(questions, (pitfall,), [one.when for one in rules])
        return min(exposure(checklist, pitfall, one) for one in every)
    except TooMany:
        return min(
            lowest(questions, start, lambda one: exposure(checklist, pitfall, one))
            for start in range(STARTS)
        )


@pytest.mark.parametrize("name", CHECKLISTS)
def test_with_the_best_answers_no_pitfall_is_more_than_rare(name: str) -> None:
    checklist = pack().checklists[name]
    left = {one: best(checklist, one) for one in checklist.pitfalls()}
    assert {one: rank for one, rank in left.items() if rank > RANK["rare"]} == {}


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_a_typical_integration_asks_no_more_than_can_be_answered(name: str) -> None:
    """Count what applies, before and after evidence answers what it decides."""
    questions = pack().checklists[name].questions
    chance = random.Random(name)  # noqa: S311 - no secret, and the same every time
    decided = {
        one.id for one in questions if any(not rule.suggests for rule in one.evidence)
    }
    asked, left = [], []
    for _ in range(WAYS):
        picked = {one.id: chance.choice(one.choices).id for one in questions}
        applying = world(questions, picked).keys()
        asked.append(len(applying))
        left.append(len(applying - decided))
    assert statistics.median(asked) <= MOST_ASKED
    assert statistics.median(left) <= MOST_AFTER_EVIDENCE
    most = -min(
        lowest(questions, start, lambda one: -len(one)) for start in range(STARTS)
    )
    assert most <= TWO_NETS.get(name, MOST_AT_WORST)


def test_the_proofs_find_no_fault() -> None:
    said = lint(house.checklists(), "2026-11-23")
    assert [str(one) for one in said if one.level != "note"] == []


def test_every_pitfall_is_exposed_and_cleared() -> None:
    every = pack().checklists.values()
    exposed = {pitfall for one in every for pitfall in one.pitfalls()}
    cleared = {p for one in every for step in one.mitigations for p in step.clears}
    raised = {one.id for one in pack().pitfalls.values() if not one.follows}
    assert exposed == cleared == raised


def test_every_fact_says_where_and_when_it_was_read_or_that_it_was_not() -> None:
    for checklist in pack().checklists.values():
        for fact in checklist.facts.values():
            assert fact.sources or fact.unverified, str(fact.place)
            assert all(one.url and one.checked for one in fact.sources), str(fact.place)
