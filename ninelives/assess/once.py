"""A finding told once where the same answers raise it at several places.

A queue's retention is asked of the queue; its own checklist and those of its
integrations all hear the answer, and would each raise what follows.
"""

from __future__ import annotations

from collections.abc import Iterable

from ninelives.assess.model import Finding
from ninelives.review.model import Review


def once(review: Review, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings with those that the same answers raise alike told once.

    Told is the first; the others' places are noted in its `also`. Only answers about
    components are shared by several places: what an integration's own answer or a rule
    of its checklist has part in stays as it is.

    Args:
        review: whose map says what is a component.
        findings: in the order they are told.
    """
    told: dict[object, Finding] = {}
    for at, one in enumerate(findings):
        key = _shared(review, one) or at
        known = told.get(key)
        if known is None:
            told[key] = one
        else:
            told[key] = known._replace(also=(*known.also, one.subject))
    return tuple(told.values())


def _shared(review: Review, one: Finding) -> object:
    """Give what findings told once have in common; None where it is told by itself."""
    answers = frozenset((it.subject, it.question, it.choice) for it in one.raised_by)
    of_components = all(
        question and review.component(subject) is not None
        for subject, question, _ in answers
    )
    if not answers or not of_components or one.pitfall.follows:
        return None
    weight = one.exposure, one.harm, one.impact, one.risk, one.assumed
    return one.pitfall.id, answers, weight
