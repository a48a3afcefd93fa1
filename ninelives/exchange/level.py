"""What every way to answer makes of one pitfall, by the rules of the assessment.

A question that nobody ticked stands open: it counts as its worst choice and bounds
nothing. A test holds these tables against `assess` itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ninelives.checklist.expression import Name
from ninelives.checklist.lint.worlds import RANK, bearing, needed
from ninelives.checklist.model import Checklist, Question, Rule
from ninelives.checklist.scale import Scale
from ninelives.checklist.schema import EXPOSURES
from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.exchange.table import MOST, Table

LENS_RISK: Mapping[str, str] = {
    "none": "NO_RISK",
    "low": "MEDIUM_RISK",
    "medium": "MEDIUM_RISK",
    "high": "HIGH_RISK",
    "critical": "HIGH_RISK",
}
"""Our risk → the mildest of a lens that does not play it down."""


class Levels(NamedTuple):
    """One pitfall of a checklist: the answers that bear on it, and what they make."""

    questions: tuple[Question, ...]
    offered: tuple[tuple[str, ...], ...]
    """For each question the choices that can lower the risk; value 1 is the first."""
    table: Table
    """One variable for each question: 0 open, then the choices offered."""
    points: Mapping[str, int]
    """Risk of a lens → the points at which the assessment comes to it."""


def levels(
    checklist: Checklist, pitfall: str, scale: Scale, impact: str
) -> Levels | None:
    """Work out what the answers to a checklist make of a pitfall.

    Args:
        checklist: the checklist.
        pitfall: one that it can raise.
        scale: how impact and exposure become a risk.
        impact: how bad each harm is taken to be.

    Returns:
        None where there are too many ways to answer.
    """
    ids, rules = bearing(checklist, pitfall)
    questions = needed(checklist, sorted(ids))
    table = Table(tuple(len(one.choices) + 1 for one in questions))
    if table.points > MOST:
        return None
    risks = {
        name: LENS_RISK[scale.risk(impact, name)] for name in EXPOSURES
    }  # exposure → risk of a lens
    worst = [_worst(one, pitfall) for one in questions]
    at = [
        risks[EXPOSURES[_exposure(pitfall, questions, worst, rules, values)]]
        for values in table.walk()
    ]
    offered = tuple(
        _lowering(table, variable, at) for variable in range(len(questions))
    )
    return _only_offered(questions, offered, table, at)


def _worst(question: Question, pitfall: str) -> int:
    return max(
        RANK[one.effects.exposes.get(pitfall, "none")] for one in question.choices
    )


def _exposure(
    pitfall: str,
    questions: Sequence[Question],
    worst: Sequence[int],
    rules: Sequence[Rule],
    values: Sequence[int],
) -> int:
    """Give the exposure at a point, as its place on the scale."""
    scope: dict[Name, Value] = {}
    raised, cap = 0, len(RANK) - 1
    for question, open_at, value in zip(questions, worst, values, strict=True):
        name = Name("answers", question.id)
        applies = True if question.when is None else question.when.truth(scope)
        if applies is False:
            scope[name] = ABSENT
        elif not value:
            scope[name] = UNKNOWN
            raised = max(raised, open_at)
        else:
            choice = question.choices[value - 1]
            scope[name] = choice.id
            raised = max(raised, RANK[choice.effects.exposes.get(pitfall, "none")])
            if applies and pitfall in choice.effects.caps:
                cap = min(cap, RANK[choice.effects.caps[pitfall]])
    for rule in rules:
        holds = True if rule.when is None else rule.when.truth(scope)
        if holds is not False:
            raised = max(raised, RANK[rule.effects.exposes.get(pitfall, "none")])
        if holds and pitfall in rule.effects.caps:
            cap = min(cap, RANK[rule.effects.caps[pitfall]])
    return min(raised, cap)


def _lowering(table: Table, variable: int, at: Sequence[str]) -> tuple[int, ...]:
    """Give the values of a variable that, somewhere, differ from leaving it open."""
    stride = 1
    for size in table.sizes[:variable]:
        stride *= size
    size = table.sizes[variable]
    found = []
    for value in range(1, size):
        step = stride * value
        if any(
            at[point] != at[point + step]
            for point in range(table.points)
            if point // stride % size == 0
        ):
            found.append(value)
    return tuple(found)


def _only_offered(
    questions: Sequence[Question],
    offered: Sequence[tuple[int, ...]],
    table: Table,
    at: Sequence[str],
) -> Levels:
    """Leave out what is no better than leaving it open."""
    kept = [which for which, some in enumerate(offered) if some]
    small = Table(tuple(len(offered[which]) + 1 for which in kept))
    points = dict.fromkeys(("NO_RISK", "MEDIUM_RISK", "HIGH_RISK"), 0)
    strides, stride = [], 1
    for size in table.sizes:
        strides.append(stride)
        stride *= size
    for point, values in enumerate(small.walk()):
        large = sum(
            strides[which] * offered[which][value - 1]
            for which, value in zip(kept, values, strict=True)
            if value
        )
        points[at[large]] |= 1 << point
    return Levels(
        questions=tuple(questions[which] for which in kept),
        offered=tuple(
            tuple(questions[which].choices[value - 1].id for value in offered[which])
            for which in kept
        ),
        table=small,
        points=points,
    )
