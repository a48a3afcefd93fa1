"""A review as it stood when something went wrong: what it had said about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ninelives.assess.risk import RISK_RANK, assess
from ninelives.assess.verdict import Kind, Then, Verdict, judge
from ninelives.assess.waived import waived
from ninelives.checklist.model import SERVICE
from ninelives.review.incidents import Incident
from ninelives.review.interview import Key
from ninelives.review.standing import checklist_of


def replay(then: Then, incident: Incident) -> tuple[Verdict, ...]:
    """Give what a review had said, for each pitfall that fits an incident.

    Where the incident names pitfalls, those are looked for at what it names and at both
    ends of it; at the service, where none of these asks about one. Else all that fit
    its harms and ways are.
    """
    assessment = assess(then.pack, then.review)
    decided = waived(assessment, then.waivers, then.day).decisions
    named = frozenset(incident.pitfalls)
    places = dict.fromkeys(
        it for subject in incident.where for it in _fitting(then, incident, subject)
    )
    found = _telling(
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
            here = (subject,) if name in raised else ()
            places = (*here, *_ends(then, subject, name))
            if not places and _asks(then, SERVICE, name):
                places = (SERVICE,)
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


def _ends(then: Then, subject: str, pitfall: str) -> Iterator[str]:
    """Give what lies around a place, where it asks about a pitfall, too."""
    review = then.review
    integration = review.integration(subject)
    near = (
        [integration.source, integration.target]
        if integration is not None
        else [it.id for it in review.integrations if subject in (it.source, it.target)]
    )
    yield from (one for one in near if _asks(then, one, pitfall))


def _asks(then: Then, subject: str, pitfall: str) -> bool:
    checklist = checklist_of(then.pack, then.review, subject)
    return checklist is not None and pitfall in checklist.pitfalls()


def _telling(found: Iterable[Verdict]) -> Iterator[Verdict]:
    """Leave out what another place has said already, by the same answers."""
    heard: dict[str, set[Key]] = {}
    for one in found:
        links = {(it.holder, it.question.id) for it in one.links}
        known = heard.setdefault(one.pitfall, set())
        if not known or not links <= known:
            yield one
        known |= links
