"""Every way the questions behind one conclusion can be answered, few enough to try all.

A world is one choice for each question that matters. Choices that no condition
tells apart and that do the same to the pitfall in question count as one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ninelives.checklist.expression import Expression, Name
from ninelives.checklist.model import Checklist, Choice, Question, Rule
from ninelives.checklist.schema import EXPOSURES
from ninelives.checklist.truth import ABSENT, Value

MOST = 60_000
"""More worlds than this are not tried; the proof says so."""
RANK: Mapping[str, int] = {name: rank for rank, name in enumerate(EXPOSURES)}
World = Mapping[str, Choice]
"""Question id → choice; a question that does not apply is not in it."""


class TooMany(Exception):
    """There are more worlds than can be tried."""


@dataclass(frozen=True, slots=True)
class Level:
    """What one world makes of a pitfall."""

    raised: int
    """The greatest exposure raised, 0 for none."""
    cap: int
    """The lowest cap."""

    @property
    def exposure(self) -> int:
        """The exposure, as its place on the scale."""
        return min(self.raised, self.cap)


def needed(checklist: Checklist, starts: Sequence[str]) -> tuple[Question, ...]:
    """Give the questions with these ids and all that decide whether they are asked.

    They come in the order they are asked.
    """
    by_id = {one.id: one for one in checklist.questions}
    found: set[str] = set()
    waiting = [one for one in starts if one in by_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(reads(by_id[one].when) & by_id.keys())
    return tuple(one for one in checklist.questions if one.id in found)


def reads(expression: Expression | None) -> set[str]:
    """Give the ids of the questions whose answers an expression reads."""
    names = expression.names if expression is not None else ()
    return {name.key for name in names if name.root in ("answers", "values")}


def worlds(
    questions: Sequence[Question],
    pitfalls: Sequence[str] = (),
    tell_apart: Sequence[Expression | None] = (),
    pinned: Mapping[str, str] | None = None,
) -> Iterator[World]:
    """Give every world of these questions.

    Args:
        questions: closed under what their conditions read, in order.
        pitfalls: choices that differ in what they do to these count as different.
        tell_apart: conditions besides the questions' own; what they read is not
            merged either.
        pinned: question → the only choice to try.

    Raises:
        TooMany: there are more than `MOST`.
    """
    read = set().union(
        *(reads(one.when) for one in questions), *(reads(one) for one in tell_apart)
    )
    options = [
        _options(one, pitfalls, (pinned or {}).get(one.id), merge=one.id not in read)
        for one in questions
    ]
    total = 1
    for one in options:
        total *= len(one)
        if total > MOST:
            raise TooMany
    for choices in itertools.product(*options):
        world = _world(questions, choices)
        if world is not None:
            yield world


def _options(
    question: Question, pitfalls: Sequence[str], pin: str | None, *, merge: bool
) -> tuple[Choice, ...]:
    if pin is not None:
        return tuple(one for one in question.choices if one.id == pin)
    if not merge:
        return question.choices
    kept: dict[object, Choice] = {}
    for one in question.choices:
        effects = one.effects
        does = tuple(
            (effects.exposes.get(pitfall), effects.caps.get(pitfall))
            for pitfall in pitfalls
        )
        kept.setdefault(does, one)
    return tuple(kept.values())


def _world(questions: Sequence[Question], choices: Sequence[Choice]) -> World | None:
    """Give the world of these choices.

    None where a question that does not apply has any but its first choice, so that
    each world comes once.
    """
    world: dict[str, Choice] = {}
    scope: dict[Name, Value] = {}
    for question, choice in zip(questions, choices, strict=True):
        name = Name("answers", question.id)
        if question.when is not None and question.when.truth(scope) is False:
            if choice is not question.choices[0] and len(question.choices) > 1:
                return None
            scope[name] = ABSENT
            continue
        world[question.id] = choice
        scope[name] = choice.id
    return world


def scope_of(questions: Sequence[Question], world: World) -> dict[Name, Value]:
    """Give what a condition sees in a world."""
    return {
        Name("answers", one.id): world[one.id].id if one.id in world else ABSENT
        for one in questions
    }


def level(
    pitfall: str,
    world: World,
    rules: Sequence[Rule],
    scope: Mapping[Name, Value],
) -> Level:
    """Give what a world makes of a pitfall."""
    raised, cap = 0, len(RANK) - 1
    effects = [choice.effects for choice in world.values()]
    effects.extend(
        rule.effects
        for rule in rules
        if rule.when is None or rule.when.truth(scope) is True
    )
    for one in effects:
        if pitfall in one.exposes:
            raised = max(raised, RANK[one.exposes[pitfall]])
        if pitfall in one.caps:
            cap = min(cap, RANK[one.caps[pitfall]])
    return Level(raised, cap)


def bearing(checklist: Checklist, pitfall: str) -> tuple[set[str], tuple[Rule, ...]]:
    """Give the ids of the questions, and the rules, that bear on a pitfall."""
    rules = tuple(
        rule
        for rule in checklist.rules
        if pitfall in rule.effects.exposes or pitfall in rule.effects.caps
    )
    questions = {
        question.id
        for question in checklist.questions
        for choice in question.choices
        if pitfall in choice.effects.exposes or pitfall in choice.effects.caps
    }
    for rule in rules:
        questions |= reads(rule.when)
    return questions, rules
