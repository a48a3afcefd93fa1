"""Review → findings: risk, what raised it, what would cap it, what would remain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ninelives.assess.afterwards import Ground, ground, levels, possible
from ninelives.assess.exposure import RANK, Exposure, exposed
from ninelives.assess.late import late_pitfall, lateness, lifts
from ninelives.assess.model import (
    Assessment,
    Finding,
    Open,
    Reason,
    Remainder,
    RuledOut,
    SubjectAssessment,
)
from ninelives.assess.once import once
from ninelives.assess.window.response import response
from ninelives.assess.window.whatif import Stood
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.model import SERVICE, Checklist, Choice, Mitigation, Pack
from ninelives.checklist.schema import EFFORTS, IMPACTS, RISKS
from ninelives.review.model import Review
from ninelives.review.standing import (
    OPEN,
    TO_ASK,
    Standing,
    Status,
    checklist_of,
    standings,
)

RISK_RANK: Mapping[str, int] = {name: rank for rank, name in enumerate(RISKS)}
"""Risk → its place on the scale, 0 for none."""
_IMPACT_RANK = {name: rank for rank, name in enumerate(IMPACTS)}


def assess(pack: Pack, review: Review, *, remainders: bool = True) -> Assessment:
    """Give everything computed from a review: the one result all writers share.

    Same pack and review, same assessment, in the same order. Half of the time goes to
    what each mitigation would leave; who does not need it does without `remainders`.
    """
    subjects: dict[str, SubjectAssessment] = {}
    for subject in review.subjects():
        found = assess_subject(pack, review, subject, remainders=remainders)
        if found is not None:
            subjects[subject] = found
    return collect(pack, review, subjects)


def collect(
    pack: Pack, review: Review, subjects: Mapping[str, SubjectAssessment]
) -> Assessment:
    """Give the assessment of a review from those of its integrations and components."""
    parts = tuple(subjects.values())
    every = (finding for part in parts for finding in part.findings)
    findings = once(review, by_risk(every))
    asked: dict[tuple[str, str], Open] = {}
    for part in parts:
        for one in part.open:
            key = (one.subject, one.question.id)
            known = asked.get(key)
            if known is None or RISK_RANK[one.worst] > RISK_RANK[known.worst]:
                asked[key] = one
    _raise_open(asked, findings, response(review).unknown)
    return Assessment(
        pack=pack,
        review=review,
        subjects=subjects,
        findings=findings,
        open=tuple(sorted(asked.values(), key=lambda one: -RISK_RANK[one.worst])),
        ruled_out=tuple(one for part in parts for one in part.ruled_out),
        risk=findings[0].risk if findings else "none",
        asked=sum(part.asked for part in parts),
        answered=sum(part.answered for part in parts),
    )


def _raise_open(
    asked: dict[tuple[str, str], Open],
    findings: Sequence[Finding],
    unknown: Sequence[str],
) -> None:
    """Let questions about the team's own time weigh who comes too late by them."""
    late = (one for one in findings if one.pitfall.follows and one.assumed)
    worst = next(late, None)
    for question in unknown if worst else ():
        known = asked.get((SERVICE, question))
        if worst and known and RISK_RANK[worst.risk] > RISK_RANK[known.worst]:
            asked[SERVICE, question] = known._replace(worst=worst.risk)


def by_risk(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Give findings highest risk first, those that are known before assumed ones."""
    return tuple(sorted(findings, key=lambda one: (-RISK_RANK[one.risk], one.assumed)))


def assess_subject(
    pack: Pack, review: Review, subject: str, *, remainders: bool = True
) -> SubjectAssessment | None:
    """Give what follows for one integration, component or the service.

    Args:
        pack: with its checklist loaded.
        review: all answers.
        subject: whose checklist is worked through.
        remainders: whether to compute what each mitigation would leave.

    Returns:
        None where there is no checklist about it.
    """
    checklist = checklist_of(pack, review, subject)
    if checklist is None:
        return None
    asked, scope = standings(checklist, review, subject)
    found = exposed(checklist, asked, scope, subject)
    after = _after(checklist, ground(checklist, asked, scope)) if remainders else ()
    findings, ruled_out, caps = [], [], _caps(asked)
    for pitfall_id, exposure in found.items():
        pitfall, level = pack.pitfalls[pitfall_id], exposure.level
        impact, harm = impact_of(pitfall, review, subject)
        risk = pack.scale.risk(impact, level)
        if risk == "none":
            ruled_out.append(RuledOut(subject, pitfall, _ruled(exposure, impact)))
            continue
        finding = Finding(
            id=f"{subject}/{pitfall_id}",
            subject=subject,
            pitfall=pitfall,
            exposure=level,
            harm=harm,
            impact=impact,
            risk=risk,
            raised_by=_strongest_first(exposure.raised),
            capped_by=tuple(exposure.capped),
            would_cap=tuple(_would_cap(caps.get(pitfall_id, ()), level)),
            assumed=_rests_on_assumptions(exposure, level),
            remainders=tuple(_remainders(pack, after, pitfall_id, level, impact)),
        )
        findings.append(finding)
    stood = Stood(checklist, subject, asked, scope)
    findings.extend(_late(pack, review, stood, remainders=remainders))
    ordered = by_risk(iter(findings))
    own = [one for one in asked if one.status is not Status.HIDDEN]
    return SubjectAssessment(
        subject=subject,
        checklist=checklist,
        findings=ordered,
        ruled_out=tuple(ruled_out),
        open=tuple(_open(own, ordered)),
        standings=tuple(own),
        stood=stood,
        asked=len(own),
        answered=sum(one.status not in TO_ASK for one in own),
        risk=ordered[0].risk if ordered else "none",
    )


def impact_of(pitfall: Pitfall, review: Review, subject: str) -> tuple[str, str]:
    """Give the greatest impact of a pitfall's harms on this data, and that harm.

    What nobody answered counts as the worst.
    """
    integration = review.integration(subject)
    special = integration.impact if integration is not None else {}
    best = ("none", pitfall.harms[0] if pitfall.harms else "lost")
    for harm in pitfall.harms:
        answer = review.answer(SERVICE, harm)
        said = answer is not None and not answer.disputed
        known = answer.choice if answer and said else IMPACTS[-1]
        level = special.get(harm, known)
        if level == "not-applicable":
            level = "none"
        if _IMPACT_RANK.get(level, len(IMPACTS)) > _IMPACT_RANK[best[0]]:
            best = (level if level in _IMPACT_RANK else IMPACTS[-1], harm)
    return best


def _late(
    pack: Pack, review: Review, now: Stood, *, remainders: bool
) -> Iterator[Finding]:
    """Give the finding that people come too late, where they do."""
    pitfall = late_pitfall(pack)
    found = lateness(now, review) if pitfall is not None else None
    if pitfall is None or found is None:
        return
    impact, harm = impact_of(pitfall, review, now.subject)
    risk = pack.scale.risk(impact, found.exposure)
    offers = lifts(now, review, found.exposure) if remainders else ()
    if risk != "none":
        yield Finding(
            id=f"{now.subject}/{pitfall.id}",
            subject=now.subject,
            pitfall=pitfall,
            exposure=found.exposure,
            harm=harm,
            impact=impact,
            risk=risk,
            raised_by=found.raised_by,
            capped_by=(),
            would_cap=(),
            assumed=found.assumed,
            remainders=tuple(
                Remainder(one, left, pack.scale.risk(impact, left))
                for one, left in offers
            ),
        )


def _ruled(exposure: Exposure, impact: str) -> tuple[Reason, ...]:
    if impact == "none" and exposure.level != "none":
        return (Reason("none", "this harm means nothing to this data", SERVICE),)
    return tuple(one for one in exposure.capped if one.exposure == "none")


def _strongest_first(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: (-RANK[one.exposure], one.assumed)))


def _rests_on_assumptions(exposure: Exposure, level: str) -> bool:
    """Whether the finding would be milder if only what people said counted."""
    known = [RANK[one.exposure] for one in exposure.raised if not one.assumed]
    return max(known, default=0) < RANK[level]


Cap = tuple[str, Standing, Choice]
"""The exposure that a choice bounds a pitfall to, were it the answer."""


def _caps(asked: Sequence[Standing]) -> Mapping[str, Sequence[Cap]]:
    """Give, pitfall by pitfall, every choice that bounds it."""
    found: dict[str, list[Cap]] = {}
    for one in asked:
        if one.status is Status.HIDDEN:
            continue
        for choice in one.question.choices:
            for pitfall, cap in choice.effects.caps.items():
                found.setdefault(pitfall, []).append((cap, one, choice))
    return found


def _would_cap(caps: Sequence[Cap], level: str) -> Iterator[Reason]:
    """Give the choices that would bound a pitfall lower, were they the answer."""
    for cap, one, choice in caps:
        if RANK[cap] < RANK[level]:
            yield Reason(cap, choice.says, one.holder, one.question.id, choice.id)


Outcome = tuple[Mitigation, Mapping[str, str]]


def _after(checklist: Checklist, before: Ground) -> tuple[Outcome, ...]:
    """Give what is left after each mitigation that can be done."""
    return tuple(
        (mitigation, levels(before, mitigation))
        for mitigation in checklist.mitigations
        if possible(before, mitigation)
    )


def _remainders(
    pack: Pack,
    after: Sequence[Outcome],
    pitfall: str,
    level: str,
    impact: str,
) -> Iterator[Remainder]:
    """Give the mitigations that lower a pitfall, most effective and cheapest first."""
    offers = [
        Remainder(mitigation, left[pitfall], pack.scale.risk(impact, left[pitfall]))
        for mitigation, left in after
        if pitfall in left and RANK[left[pitfall]] < RANK[level]
    ]
    yield from sorted(
        offers,
        key=lambda one: (RANK[one.exposure], EFFORTS.index(one.mitigation.effort)),
    )


def _open(asked: Sequence[Standing], findings: Sequence[Finding]) -> Iterator[Open]:
    """Give the questions nobody settled, with the highest risk that rests on each."""
    worst: dict[tuple[str, str], str] = {}
    for finding in findings:
        for reason in finding.raised_by:
            key = (reason.subject, reason.question)
            if reason.assumed and reason.question and key not in worst:
                worst[key] = finding.risk
    for one in asked:
        if one.status in OPEN:
            yield Open(
                subject=one.holder,
                seen_in=one.subject,
                question=one.question,
                answer=one.answer,
                why=one.status.value,
                worst=worst.get((one.holder, one.question.id), "none"),
            )
