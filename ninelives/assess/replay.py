"""A review as it stood when something went wrong: what it had said about it."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.risk import RISK_RANK, assess
from ninelives.assess.verdict import Kind, Then, Verdict, judge
from ninelives.assess.waived import waived
from ninelives.checklist.model import SERVICE
from ninelives.review.incidents import Incident
from ninelives.review.standing import checklist_of


def replay(then: Then, incident: Incident) -> tuple[Verdict, ...]:
    """Give what a review had said, for each pitfall that fits an incident.

    Where the incident names pitfalls, those are looked for at what it names and, where
    nothing there asks about them, at both ends of it and at the service. Else all that
    fit its harms and ways are.
    """
    assessment = assess(then.pack, then.review)
    decided = waived(assessment, then.waivers, then.day).decisions
    named = frozenset(incident.pitfalls)
    places = dict.fromkeys(
        it for subject in incident.where for it in _fitting(then, incident, subject)
    )
    found = (
        judge(then, assessment, subject, name, decided.get(f"{subject}/{name}"))
        for subject, name in places
    )
    kinds = list(Kind)
    return tuple(
        sorted(
            (one._replace(named=one.pitfall in named) for one in found),
            key=lambda one: (kinds.index(one.kind), -RISK_RANK[one.risk]),
        )
    )


def _fitting(then: Then, incident: Incident, subject: str) -> Iterator[tuple[str, str]]:
    """Give the places and pitfalls that may have struck at one of those named."""
    checklist = checklist_of(then.pack, then.review, subject)
    raised = checklist.pitfalls() if checklist else ()
    if incident.pitfalls:
        for name in incident.pitfalls:
            places = (subject,) if name in raised else _around(then, subject, name)
            yield from ((place, name) for place in places or (subject,))
        return
    hits = (
        one.id
        for one in then.pack.pitfalls.values()
        if checklist and checklist.id in one.hits
    )
    for name in dict.fromkeys((*raised, *hits)):
        pitfall = then.pack.pitfalls[name]
        fits = not incident.ways or pitfall.way in incident.ways
        if fits and not set(incident.harms).isdisjoint(pitfall.harms):
            yield subject, name


def _around(then: Then, subject: str, pitfall: str) -> tuple[str, ...]:
    """Give the ends of an integration, or the service, that ask about a pitfall."""
    review = then.review
    integration = review.integration(subject)
    if integration is not None:
        near = [integration.source, integration.target]
    else:
        near = [
            one.id for one in review.integrations if subject in (one.source, one.target)
        ]
    asking = [
        one
        for one in (*near, SERVICE)
        if (found := checklist_of(then.pack, review, one))
        and pitfall in found.pitfalls()
    ]
    return tuple(asking)
