"""Exposure × impact: what the team says about a harm changes no exposure.

So what follows from the answers is worked out once as if every harm were severe;
weighing it with the impacts given is cheap, for a hundred integrations at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ninelives.assess.model import Finding, SubjectAssessment
from ninelives.assess.once import once
from ninelives.assess.risk import RISK_RANK, assess_subject, impact_of
from ninelives.checklist.model import SERVICE, Pack
from ninelives.review.model import Review

Weigh = Callable[[Finding], Finding | None]
"""Gives a finding with the impact it has; None where it means nothing."""


def severe(pack: Pack, review: Review) -> Review:
    """Give the review as if nobody had said how bad a harm is."""
    harms = {one.id for one in pack.scale.harms}
    kept = {
        question: said
        for question, said in review.answers.get(SERVICE, {}).items()
        if question not in harms
    }
    return replace(
        review,
        answers={**review.answers, SERVICE: kept},
        integrations=tuple(
            replace(one, impact={}) if one.impact else one
            for one in review.integrations
        ),
    )


def worked_out(
    pack: Pack, review: Review, subjects: Iterable[str]
) -> Iterator[tuple[str, SubjectAssessment]]:
    """Give what follows for integrations and components, as if all were severe."""
    worst = severe(pack, review)
    for subject in subjects:
        one = assess_subject(pack, worst, subject, remainders=False)
        if one is not None:
            yield subject, one


def weigher(pack: Pack, review: Review) -> Weigh:
    """Give what weighs findings with the impacts of a review."""
    special = {one.id for one in review.integrations if one.impact}
    known: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}

    def weigh(finding: Finding) -> Finding | None:
        place = finding.subject if finding.subject in special else ""
        key = (finding.pitfall.harms, place)
        if key not in known:
            known[key] = impact_of(finding.pitfall, review, finding.subject)
        impact, harm = known[key]
        if (impact, harm) == (finding.impact, finding.harm):
            return finding
        risk = pack.scale.risk(impact, finding.exposure)
        if risk == "none":
            return None
        return finding._replace(impact=impact, harm=harm, risk=risk)

    return weigh


def weighed(weigh: Weigh, part: SubjectAssessment) -> tuple[Finding, ...]:
    """Give the findings of one integration, the gravest first, known before assumed."""
    found = [one for one in map(weigh, part.findings) if one is not None]
    return tuple(sorted(found, key=_gravity))


def _gravity(one: Finding) -> tuple[int, bool]:
    return -RISK_RANK[one.risk], one.assumed


def worst_of(weigh: Weigh, part: SubjectAssessment | None) -> Finding | None:
    """Give the gravest finding of one integration, or None."""
    found = weighed(weigh, part) if part else ()
    return found[0] if found else None


def all_weighed(
    pack: Pack, review: Review, parts: Iterable[SubjectAssessment]
) -> tuple[Finding, ...]:
    """Give all findings, each once, the gravest first, then in the order of the map."""
    weigh = weigher(pack, review)
    found = (one for part in parts for one in weighed(weigh, part))
    return once(review, sorted(found, key=_gravity))
