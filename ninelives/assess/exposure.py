"""How surely each pitfall strikes one integration, given the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ninelives.assess.model import Reason
from ninelives.checklist.expression import Name
from ninelives.checklist.model import Checklist, Choice, Question, Rule
from ninelives.checklist.schema import EXPOSURES
from ninelives.checklist.truth import Value
from ninelives.review.model import Review
from ninelives.review.standing import OPEN, Standing, Status, standings

RANK: Mapping[str, int] = {name: rank for rank, name in enumerate(EXPOSURES)}
"""Exposure → its place on the scale, 0 for none."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What is said about one pitfall at one integration, while it is collected."""

    raised: list[Reason] = field(default_factory=list)
    """What raises it, in the order of the questions."""
    capped: list[Reason] = field(default_factory=list)
    """What bounds it."""

    @property
    def level(self) -> str:
        """The greatest exposure that was raised, no higher than the lowest cap."""
        raised = max((RANK[one.exposure] for one in self.raised), default=0)
        cap = min((RANK[one.exposure] for one in self.capped), default=len(RANK) - 1)
        return EXPOSURES[min(raised, cap)]


def exposures(
    checklist: Checklist, review: Review, subject: str
) -> tuple[dict[str, Exposure], tuple[Standing, ...]]:
    """Give what raises and caps each pitfall a checklist can raise.

    Returns:
        The exposures by pitfall id, in the checklist's order; and how its questions
        stand.
    """
    asked, scope = standings(checklist, review, subject)
    return exposed(checklist, asked, scope, subject), asked


def exposed(
    checklist: Checklist,
    asked: Sequence[Standing],
    scope: Mapping[Name, Value],
    subject: str,
) -> dict[str, Exposure]:
    """Give the same where it is known how the questions stand."""
    found = {pitfall: Exposure() for pitfall in checklist.pitfalls()}
    for one in asked:
        if one.status in OPEN:
            for pitfall, reason in _worst(one):
                found[pitfall].raised.append(reason)
        elif one.status is Status.ANSWERED:
            _take(one, found)
    for rule in checklist.rules:
        holds = True if rule.when is None else rule.when.truth(scope)
        if holds is not False:
            _apply(rule, subject, found, assumed=holds is None)
    return found


def _apply(
    rule: Rule, subject: str, found: Mapping[str, Exposure], *, assumed: bool
) -> None:
    """Add what a rule raises, and what it caps where it surely holds."""
    for pitfall, level in rule.effects.exposes.items():
        reason = Reason(level, rule.because, subject, assumed=assumed)
        found[pitfall].raised.append(reason)
    for pitfall, level in rule.effects.caps.items():
        if pitfall in found and not assumed:
            found[pitfall].capped.append(Reason(level, rule.because, subject))


def _take(one: Standing, found: dict[str, Exposure]) -> None:
    """Add what an answer raises, and what it caps where its question surely applies."""
    choice = one.question.choice(one.answer.choice) if one.answer else None
    if choice is None:
        return
    for pitfall, level in choice.effects.exposes.items():
        found[pitfall].raised.append(_reason(one, choice, level))
    if one.applies:
        for pitfall, level in choice.effects.caps.items():
            if pitfall in found:
                found[pitfall].capped.append(_reason(one, choice, level))


def _reason(
    one: Standing, choice: Choice, level: str, *, assumed: bool = False
) -> Reason:
    return Reason(
        exposure=level,
        because=choice.says,
        subject=one.holder,
        question=one.question.id,
        choice=choice.id,
        assumed=assumed,
        origin=one.answer.origin if one.answer else "",
    )


def _worst(one: Standing) -> Iterator[tuple[str, Reason]]:
    for pitfall, (choice, level) in worst_choices(one).items():
        yield pitfall, _reason(one, choice, level, assumed=True)


def worst_choices(one: Standing) -> Mapping[str, tuple[Choice, str]]:
    """Give, for each pitfall, the worst choice of a question nobody settled.

    In a dispute only the choices that somebody gave count.
    """
    worst: dict[str, tuple[Choice, str]] = {}
    for choice in _credible(one):
        for pitfall, level in choice.effects.exposes.items():
            if pitfall not in worst or RANK[level] > RANK[worst[pitfall][1]]:
                worst[pitfall] = (choice, level)
    return worst


def _credible(one: Standing) -> tuple[Choice, ...]:
    question: Question = one.question
    if one.status is Status.DISPUTED and one.answer is not None:
        said = [question.choice(voice.choice) for voice in one.answer.voices]
        if all(choice is not None for choice in said):
            return tuple(choice for choice in said if choice is not None)
    return question.choices
