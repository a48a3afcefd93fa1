"""What a mitigation would leave; only what its answers change is weighed anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ninelives.assess.exposure import RANK, worst_choices
from ninelives.checklist.expression import Name
from ninelives.checklist.model import Checklist, Effects, Mitigation, Rule
from ninelives.checklist.schema import EXPOSURES
from ninelives.checklist.truth import Value
from ninelives.review.model import Answer, Review, answered
from ninelives.review.standing import OPEN, Standing, Status, holder, restood

_Ranks = Mapping[str, int]
"""Pitfall → rank of an exposure."""
_NO_CAP = len(EXPOSURES) - 1


class Ground(NamedTuple):
    """How the questions and rules of a checklist stand, and what each one weighs."""

    asked: tuple[Standing, ...]
    scope: Mapping[Name, Value]
    weights: tuple[tuple[_Ranks, _Ranks], ...]
    """For each question what it raises, and what it caps."""
    rules: tuple[tuple[Rule, bool | None], ...]
    """Each rule, and whether it holds."""


def ground(
    checklist: Checklist, asked: Sequence[Standing], scope: Mapping[Name, Value]
) -> Ground:
    """Weigh a checklist as it stands; `asked` and `scope` are those of `standings`."""
    return Ground(
        asked=tuple(asked),
        scope=scope,
        weights=tuple(_weight(one) for one in asked),
        rules=tuple((rule, _holds(rule, scope)) for rule in checklist.rules),
    )


def possible(before: Ground, mitigation: Mitigation) -> bool:
    """Say whether a mitigation can be done, as far as is known."""
    return mitigation.when is None or mitigation.when.truth(before.scope) is not False


def levels(before: Ground, mitigation: Mitigation) -> Mapping[str, str]:
    """Give the exposure that is left of each pitfall a mitigation clears."""
    said = {name: Answer(choice) for name, choice in mitigation.answers.items()}
    asked, scope, changed = restood(before.asked, before.scope, said)
    weights = tuple(
        known if one is old else _weight(one)
        for one, old, known in zip(asked, before.asked, before.weights, strict=True)
    )
    rules = [
        (rule, held if _untouched(rule, changed) else _holds(rule, scope))
        for rule, held in before.rules
    ]
    return {
        pitfall: EXPOSURES[_level(pitfall, weights, rules)]
        for pitfall in mitigation.clears
    }


def _untouched(rule: Rule, changed: frozenset[Name]) -> bool:
    return rule.when is None or changed.isdisjoint(rule.when.names)


def _holds(rule: Rule, scope: Mapping[Name, Value]) -> bool | None:
    return True if rule.when is None else rule.when.truth(scope)


def _weight(one: Standing) -> tuple[_Ranks, _Ranks]:
    if one.status in OPEN:
        worst = worst_choices(one)
        return {name: RANK[level] for name, (_, level) in worst.items()}, {}
    if one.status is not Status.ANSWERED or one.answer is None:
        return {}, {}
    choice = one.question.choice(one.answer.choice)
    if choice is None:
        return {}, {}
    raised, capped = _ranks(choice.effects)
    return raised, capped if one.applies else {}


def _ranks(effects: Effects) -> tuple[_Ranks, _Ranks]:
    return (
        {name: RANK[level] for name, level in effects.exposes.items()},
        {name: RANK[level] for name, level in effects.caps.items()},
    )


def _level(
    pitfall: str,
    weights: Sequence[tuple[_Ranks, _Ranks]],
    rules: Sequence[tuple[Rule, bool | None]],
) -> int:
    raised, cap = 0, _NO_CAP
    for raises, caps in weights:
        raised = max(raised, raises.get(pitfall, 0))
        cap = min(cap, caps.get(pitfall, _NO_CAP))
    for exposes, bound in _ruled(pitfall, rules):
        raised, cap = max(raised, exposes), min(cap, bound)
    return min(raised, cap)


def _ruled(
    pitfall: str, rules: Sequence[tuple[Rule, bool | None]]
) -> Iterator[tuple[int, int]]:
    """Give what each rule raises a pitfall to, and what it surely caps it at."""
    for rule, holds in rules:
        if holds is not False:
            level = rule.effects.exposes.get(pitfall)
            cap = rule.effects.caps.get(pitfall) if holds else None
            yield RANK[level] if level else 0, RANK[cap] if cap else _NO_CAP


def mitigated(
    checklist: Checklist, review: Review, subject: str, mitigation: Mitigation
) -> Review:
    """Give the review as it would read once a mitigation is done."""
    for question_id, choice in mitigation.answers.items():
        question = checklist.question(question_id)
        if question is not None:
            owner = holder(question, subject, review)
            given = answered(choice, review.answer(owner, question_id))
            review = review.with_answer(owner, question_id, given)
    return review
