"""What to do first: mitigations in the order of the risk they take away per effort.

Doing one thing may leave less for another to do, so each step is weighed with those
before it done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from ninelives.assess.afterwards import mitigated
from ninelives.assess.exposure import RANK, exposures
from ninelives.assess.late import exposure_after
from ninelives.assess.model import Assessment, Finding
from ninelives.checklist.model import Checklist, Mitigation
from ninelives.errors import Place
from ninelives.review.model import Review
from ninelives.review.standing import holder

WEIGHT: Mapping[str, int] = {
    "none": 0,
    "low": 3,
    "medium": 9,
    "high": 27,
    "critical": 81,
}
"""Risk → points: a level weighs three times the one below, and a risk that is only
assumed weighs as much as one level less."""
EFFORT: Mapping[str, int] = {"small": 1, "medium": 3, "large": 9}
"""Effort (hours, days, weeks) → what the points are divided by."""


class Relief(NamedTuple):
    """What a step does about one finding."""

    finding: Finding
    risk: str
    """What is left of it; `none` where it is closed."""
    alongside: tuple[Mitigation, ...] = ()
    """The other mitigations that it takes; empty: this one is enough."""

    @property
    def points(self) -> int:
        """How many points of risk it takes away, its share where it takes others."""
        was, left = _weight(self.finding), _weight(self.finding, self.risk)
        return (was - left) // (1 + len(self.alongside))


class Step(NamedTuple):
    """One mitigation done at one place, which may serve several integrations."""

    mitigation: Mitigation
    changes: tuple[tuple[str, str, str], ...]
    """The answers it changes, as (whose answer, question, choice)."""
    reliefs: tuple[Relief, ...]
    """What it does, the gravest finding first."""
    gain: int
    """The points it takes away once the steps before it are done; 0: nothing more."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The integrations and components it serves."""
        return tuple(dict.fromkeys(one.finding.subject for one in self.reliefs))

    @property
    def places(self) -> tuple[str, ...]:
        """The integrations and components where it is done."""
        return tuple(dict.fromkeys(holder for holder, _, _ in self.changes))

    @property
    def closes(self) -> tuple[Finding, ...]:
        """The findings that it closes by itself."""
        alone = (one for one in self.reliefs if not one.alongside)
        return tuple(one.finding for one in alone if one.risk == "none")

    @property
    def lowers(self) -> tuple[Finding, ...]:
        """The findings whose risk it lowers, by itself or with others."""
        closed = {one.id for one in self.closes}
        milder = (one.finding for one in self.reliefs if one.risk != one.finding.risk)
        return tuple(one for one in milder if one.id not in closed)

    @property
    def known(self) -> bool:
        """Whether it lowers a risk that is known, not only assumed."""
        return any(not one.finding.assumed for one in self.reliefs)


def plan(assessment: Assessment, accepted: Collection[str] = ()) -> tuple[Step, ...]:
    """Give every step that lowers a finding, the most worthwhile first.

    Steps that would have nothing left to do come last: other ways to the same end,
    and what serves accepted findings only.

    Args:
        assessment: what was found.
        accepted: ids of the findings whose risk is accepted: it weighs nothing.
    """
    steps = _steps(assessment)
    left = {
        finding.id: 0 if finding.id in accepted else _weight(finding)
        for finding in assessment.findings
    }
    waiting = [(-_worth(step, left), at) for at, step in enumerate(steps)]
    heapify(waiting)
    picked: list[Step] = []
    while waiting:
        before, at = heappop(waiting)
        now = -_worth(steps[at], left)
        if now != before:
            heappush(waiting, (now, at))
            continue
        step = steps[at]
        gain = sum(_gain(one, left) for one in step.reliefs)
        picked.append(step._replace(gain=gain))
        for one in step.reliefs:
            left[one.finding.id] -= _gain(one, left)
    return tuple(picked)


def _weight(finding: Finding, risk: str = "") -> int:
    return WEIGHT[risk or finding.risk] // (3 if finding.assumed else 1)


def _gain(one: Relief, left: Mapping[str, int]) -> int:
    above = left[one.finding.id] - _weight(one.finding, one.risk)
    return max(0, min(above, one.points) if one.alongside else above)


def _worth(step: Step, left: Mapping[str, int]) -> int:
    """Give the points per effort; a whole number, so that equal is equal."""
    gain = sum(_gain(one, left) for one in step.reliefs)
    return gain * EFFORT["large"] // EFFORT[step.mitigation.effort]


_SEVERAL = 2
_Key = tuple[Place, tuple[tuple[str, str, str], ...]]


def _steps(assessment: Assessment) -> list[Step]:
    """Give the steps in the order of the findings they serve."""
    mitigations: dict[_Key, Mitigation] = {}
    reliefs: dict[_Key, list[Relief]] = {}
    for finding in assessment.findings:
        checklist = assessment.subjects[finding.subject].checklist
        for mitigation, relief in _offers(assessment, checklist, finding):
            key = _key(mitigation, checklist, assessment.review, finding.subject)
            mitigations.setdefault(key, mitigation)
            reliefs.setdefault(key, []).append(relief)
    return [
        Step(one, key[1], tuple(reliefs[key]), 0) for key, one in mitigations.items()
    ]


def _key(
    mitigation: Mitigation, checklist: Checklist, review: Review, subject: str
) -> _Key:
    """Tell two steps apart: by what is done, and by the answers that it changes."""
    changed = []
    for question_id, choice in mitigation.answers.items():
        question = checklist.question(question_id)
        if question is not None:
            changed.append((holder(question, subject, review), question_id, choice))
    return mitigation.place, tuple(changed)


def _offers(
    assessment: Assessment, checklist: Checklist, finding: Finding
) -> Iterator[tuple[Mitigation, Relief]]:
    for left in finding.remainders:
        yield left.mitigation, Relief(finding, left.risk)
    if finding.remainders or (finding.assumed and not finding.pitfall.follows):
        return
    needed, risk = together(assessment, checklist, finding)
    for one in needed:
        others = tuple(other for other in needed if other is not one)
        yield one, Relief(finding, risk, others)


def together(
    assessment: Assessment, checklist: Checklist, finding: Finding
) -> tuple[tuple[Mitigation, ...], str]:
    """Give mitigations that lower a finding only when all of them are done.

    Returns:
        Them and the risk they leave; none of them where even all do not lower it.
    """
    review, subject, pitfall = assessment.review, finding.subject, finding.pitfall.id
    late = bool(finding.pitfall.follows)
    clearing = sum(pitfall in one.clears for one in checklist.mitigations)
    if clearing < _SEVERAL and not late:
        return (), finding.risk  # one alone would be a remainder already
    now = assessment.subjects[subject].stood
    needed = [
        one
        for one in checklist.mitigations
        if (pitfall in one.clears or (late and exposure_after(now, review, (one,))))
        and (one.when is None or one.when.truth(now.scope) is not False)
    ]

    def after(done: Sequence[Mitigation]) -> str:
        if late:
            return exposure_after(now, review, done) or finding.exposure
        result = review
        for one in done:
            result = mitigated(checklist, result, subject, one)
        return exposures(checklist, result, subject)[0][pitfall].level

    if len(needed) < _SEVERAL and not late:
        return (), finding.risk
    best = after(needed)
    if RANK[best] >= RANK[finding.exposure]:
        return (), finding.risk
    for one in tuple(reversed(needed)):
        fewer = [other for other in needed if other is not one]
        if RANK[after(fewer)] <= RANK[best]:
            needed = fewer
    return tuple(needed), assessment.pack.scale.risk(finding.impact, best)
