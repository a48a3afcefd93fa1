"""What a review had said about one pitfall: asked, answered, waived, or never asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from ninelives.assess.exposure import RANK, Exposure, exposed
from ninelives.assess.model import Assessment, Finding
from ninelives.assess.risk import impact_of
from ninelives.assess.waived import ACCEPTED, Decision
from ninelives.checklist.expression import Expression
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.model import Checklist, Pack, Question
from ninelives.evidence.voice import SCAN, parted
from ninelives.review.actions import Action
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing, Status, checklist_of, standings
from ninelives.review.waivers import Waiver


class Then(NamedTuple):
    """A review and all that belonged to it on one day."""

    pack: Pack
    review: Review
    waivers: tuple[Waiver, ...]
    actions: tuple[Action, ...]
    day: str
    """YYYY-MM-DD: what waivers are judged by."""


class Kind(Enum):
    """What a review had said about a pitfall that struck, or may have."""

    CONTRADICTED = "contradicted by the code"
    WAIVED = "waived"
    KNOWN = "known and not yet done"
    UNKNOWN = "asked and unknown"
    DISPUTED = "asked and disputed"
    STALE = "answered before the question changed"
    UNANSWERED = "asked and not answered"
    WRONG = "asked and answered otherwise"
    NOT_APPLICABLE = "not applicable"
    NEVER = "never asked"


class Link(NamedTuple):
    """A question that bears on a pitfall, and what was said to it."""

    holder: str
    """Where its answer belongs."""
    question: Question
    answer: Answer | None


class Verdict(NamedTuple):
    """What a review had said about one pitfall at one place."""

    subject: str
    pitfall: str
    """Its id."""
    known: Pitfall | None
    """None where the pack did not have it then."""
    kind: Kind
    named: bool
    """Whether people say that it struck."""
    risk: str
    """The risk it was found with; none where there was no finding."""
    links: tuple[Link, ...] = ()
    """The questions that decided it, the most telling first."""
    because: str = ""
    """The rule, condition or circumstance behind it, as written; or empty."""
    waiver: Waiver | None = None
    """The waiver that held, or had ended."""
    actions: tuple[Action, ...] = ()
    """What was agreed about it then."""


class _Case(NamedTuple):
    """One pitfall at one place, while it is judged."""

    checklist: Checklist
    asked: tuple[Standing, ...]
    """The questions that raise or cap it."""
    exposure: Exposure


def judge(
    then: Then,
    assessment: Assessment,
    subject: str,
    pitfall: str,
    decision: Decision | None,
) -> Verdict:
    """Give what a review had said about one pitfall at one place.

    Args:
        then: the review, and all that belonged to it.
        assessment: what followed from it.
        subject: an integration, a component or the service; it need not be there.
        pitfall: its id; the pack need not have had it.
        decision: what a waiver meant for it on that day, if there was one.
    """
    known = then.pack.pitfalls.get(pitfall)
    blank = Verdict(subject, pitfall, known, Kind.NEVER, named=False, risk="none")
    checklist = checklist_of(then.pack, then.review, subject)
    if subject not in then.review.subjects():
        return blank._replace(because="it was not on the map")
    if checklist is None or pitfall not in checklist.pitfalls():
        because = "no question here was about it"
        if known is None:
            because = "the pack did not know it"
        return blank._replace(because=because)
    asked, scope = standings(checklist, then.review, subject)
    exposure = exposed(checklist, asked, scope, subject)[pitfall]
    case = _Case(checklist, tuple(_bearing(asked, pitfall)), exposure)
    findings = assessment.subjects[subject].findings
    finding = next((one for one in findings if one.pitfall.id == pitfall), None)
    name = f"{subject}/{pitfall}"
    blank = blank._replace(
        risk=finding.risk if finding else "none",
        waiver=decision.waiver if decision else None,
        actions=tuple(one for one in then.actions if one.finding == name),
    )
    accepted = decision is not None and decision.state == ACCEPTED
    return _judged(then, blank, case, finding, accepted=accepted)


def _judged(
    then: Then, blank: Verdict, case: _Case, finding: Finding | None, *, accepted: bool
) -> Verdict:
    against = tuple(link(one) for one in case.asked if contradicted(one))
    if against:
        return blank._replace(kind=Kind.CONTRADICTED, links=against)
    if accepted:
        return blank._replace(kind=Kind.WAIVED, links=_raisers(case))
    if RANK[case.exposure.level] < RANK["possible"]:
        return _ruled_out(then, blank, case)
    if finding is None:
        return _stakes(then, blank)
    return _open_risk(blank, case, assumed=finding.assumed)


def link(one: Standing) -> Link:
    """Give a question and its answer as a verdict keeps them."""
    return Link(one.holder, one.question, one.answer)


def _bearing(asked: Sequence[Standing], pitfall: str) -> Iterator[Standing]:
    for one in asked:
        effects = [choice.effects for choice in one.question.choices]
        if any(pitfall in it.exposes or pitfall in it.caps for it in effects):
            yield one


def contradicted(one: Standing) -> bool:
    """Whether the code says otherwise than a person, settled or not."""
    if one.answer is None or one.status is Status.HIDDEN:
        return False
    voices = one.answer.voices
    people = [voice for voice in voices if voice.by != SCAN]
    if len(people) < len(voices) and people:
        return True
    told = [parted(voice.origin)[1] for voice in people]
    return any(
        said and said != voice.choice for said, voice in zip(told, people, strict=True)
    )


def _raisers(case: _Case) -> tuple[Link, ...]:
    """Give the questions behind what raises a pitfall, the strongest first."""
    strong = sorted(case.exposure.raised, key=lambda one: -RANK[one.exposure])
    keys = dict.fromkeys((one.subject, one.question) for one in strong)
    by_key = {(one.holder, one.question.id): one for one in case.asked}
    return tuple(link(by_key[key]) for key in keys if key in by_key)


def _stakes(then: Then, blank: Verdict) -> Verdict:
    """Give the verdict where the team had said that the harm means nothing to it."""
    pitfall = blank.known
    harm = impact_of(pitfall, then.review, blank.subject)[1] if pitfall else ""
    because = f"the team had said that it means nothing when its data is {harm}"
    return blank._replace(kind=Kind.WRONG, because=because)


_OPEN = {
    Status.UNKNOWN: Kind.UNKNOWN,
    Status.UNANSWERED: Kind.UNANSWERED,
    Status.STALE: Kind.STALE,
    Status.DISPUTED: Kind.DISPUTED,
}


def _open_risk(blank: Verdict, case: _Case, *, assumed: bool) -> Verdict:
    """Give the verdict where it was found, or taken for the worst."""
    raised = case.exposure.raised
    strong = sorted(raised, key=lambda one: (-RANK[one.exposure], one.assumed))
    rules = [one.because for one in strong if not one.question]
    because = rules[0] if rules else ""
    if not assumed:
        level = case.exposure.level
        telling = {
            (one.subject, one.question)
            for one in strong
            if not one.assumed and RANK[one.exposure] >= RANK[level]
        }
        links = tuple(
            one for one in _raisers(case) if (one.holder, one.question.id) in telling
        )
        return blank._replace(kind=Kind.KNOWN, links=links, because=because)
    by_key = {(one.holder, one.question.id): one for one in case.asked}
    worst = [
        by_key[key]
        for one in strong
        if one.assumed and (key := (one.subject, one.question)) in by_key
    ]
    kind = _OPEN.get(worst[0].status, Kind.UNKNOWN) if worst else Kind.UNKNOWN
    return blank._replace(kind=kind, links=tuple(map(link, worst)), because=because)


def _ruled_out(then: Then, blank: Verdict, case: _Case) -> Verdict:
    """Give the verdict where answers, or conditions, said that it can't be."""
    said = [one for one in case.asked if one.status is Status.ANSWERED]
    if said:
        capping = [one for one in said if _caps(one, blank.pitfall)]
        return blank._replace(kind=Kind.WRONG, links=tuple(map(link, capping or said)))
    aside = [one for one in case.asked if one.status is Status.NOT_APPLICABLE]
    if aside:
        links = tuple(map(link, aside))
        return blank._replace(kind=Kind.NOT_APPLICABLE, links=links)
    hidden = [one for one in case.asked if one.status is Status.HIDDEN]
    raising = [one for one in hidden if _raises(one, blank.pitfall)]
    conditions = [one.question.when for one in raising or hidden if one.question.when]
    if not raising:
        conditions += [
            one.when
            for one in case.checklist.rules
            if one.when and blank.pitfall in one.effects.exposes
        ]
    return blank._replace(
        kind=Kind.NOT_APPLICABLE,
        links=tuple(_read_by(then, blank.subject, case.checklist, conditions)),
        because="; ".join(dict.fromkeys(one.text for one in conditions)),
    )


def _raises(one: Standing, pitfall: str) -> bool:
    return any(pitfall in it.effects.exposes for it in one.question.choices)


def _caps(one: Standing, pitfall: str) -> bool:
    choice = one.question.choice(one.answer.choice) if one.answer else None
    return choice is not None and pitfall in choice.effects.caps


def _read_by(
    then: Then, subject: str, checklist: Checklist, conditions: Sequence[Expression]
) -> Iterator[Link]:
    """Give the answers that conditions read."""
    wanted = {
        name.key for one in conditions for name in one.names if name.root == "answers"
    }
    asked, _ = standings(checklist, then.review, subject)
    yield from (link(one) for one in asked if one.question.id in wanted)
