"""What a choice would open, worsen, lessen or close, before it is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.model import Finding
from ninelives.assess.preview import touched
from ninelives.assess.reasons import told
from ninelives.assess.risk import RISK_RANK
from ninelives.checklist.model import SERVICE, Mitigation
from ninelives.review.interview import fill
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing, checklist_of, standings

from .desk import Desk
from .outcomes import AT_ONCE, Foresight, Mend, Outcome, Turn
from .weigh import Weigh, weighed, weigher, worked_out

_ORDER = {turn: place for place, turn in enumerate(Turn)}
_MENDED = (Turn.OPENED, Turn.WORSE, Turn.STAYS)


def felt_at(desk: Desk, one: Standing) -> tuple[str, ...]:
    """Give where an answer is felt: first where it is asked, then elsewhere."""
    if one.holder == SERVICE:
        return tuple(desk.known) if is_impact(desk, one) else (SERVICE,)
    elsewhere = (at for at in touched(desk.review, one.holder) if at != one.subject)
    return (one.subject, *elsewhere)


def is_impact(desk: Desk, one: Standing) -> bool:
    """Whether a question asks how bad a harm is, and so changes no exposure."""
    harms = (harm.id for harm in desk.pack.scale.harms)
    return one.holder == SERVICE and one.question.id in harms


def foreseen(desk: Desk, one: Standing, said: Answer) -> Iterator[Foresight]:
    """Give what an answer would do, place by place.

    Args:
        desk: with what follows from the review as it stands.
        one: the question.
        said: the answer somebody thinks of giving.

    Yields:
        What is known so far; only the last is complete.
    """
    review = desk.review
    then = review.with_answer(one.holder, one.question.id, said)
    now, later = weigher(desk.pack, review), weigher(desk.pack, then)
    places = felt_at(desk, one)
    found: list[Outcome] = []
    weighs = is_impact(desk, one)
    for number, subject in enumerate(places, 1):
        if not weighs:
            found += _at(desk, then, one, subject, (now, later))
        elif (part := desk.known.get(subject)) is not None:
            found += _outcomes(desk, weighed(now, part), weighed(later, part), one)
        complete = number == len(places)
        if complete or number == AT_ONCE:
            yield _sorted(desk, then, one, found, complete=complete)
        else:
            yield Foresight(tuple(found), complete=False)
    if not places:
        yield Foresight()


def _at(
    desk: Desk,
    then: Review,
    one: Standing,
    subject: str,
    weigh: tuple[Weigh, Weigh],
) -> Iterator[Outcome]:
    old = desk.known.get(subject)
    if old is None:
        old = dict(worked_out(desk.pack, desk.review, (subject,))).get(subject)
    new = dict(worked_out(desk.pack, then, (subject,))).get(subject)
    if old is not None and new is not None:
        then_found = weighed(weigh[1], new)
        yield from _outcomes(desk, weighed(weigh[0], old), then_found, one)


def _sorted(
    desk: Desk,
    then: Review,
    one: Standing,
    found: list[Outcome],
    *,
    complete: bool,
) -> Foresight:
    outcomes = sorted(
        found,
        key=lambda one: (
            _ORDER[one.turn],
            -max(RISK_RANK[one.after], RISK_RANK[one.before]),
        ),
    )
    mends = _mends(desk, then, one, outcomes) if complete else ()
    return Foresight(tuple(outcomes), tuple(mends), complete)


def _outcomes(
    desk: Desk, old: tuple[Finding, ...], new: tuple[Finding, ...], one: Standing
) -> Iterator[Outcome]:
    before = {found.pitfall.id: found for found in old}
    after = {found.pitfall.id: found for found in new}
    for pitfall in dict.fromkeys((*after, *before)):
        was, is_ = before.get(pitfall), after.get(pitfall)
        turn = _turn(was, is_, one)
        either = is_ or was
        if turn is not None and either is not None:
            yield Outcome(
                turn=turn,
                subject=either.subject,
                pitfall=pitfall,
                title=either.pitfall.title,
                before=was.risk if was else "none",
                after=is_.risk if is_ else "none",
                because=_because(desk, is_, one),
            )


def _turn(was: Finding | None, is_: Finding | None, one: Standing) -> Turn | None:
    if was is None or is_ is None:
        return Turn.OPENED if was is None else Turn.CLOSED
    step = RISK_RANK[is_.risk] - RISK_RANK[was.risk]
    if step:
        return Turn.WORSE if step > 0 else Turn.BETTER
    return Turn.STAYS if _rests_on(is_, one) else None


def _rests_on(found: Finding, one: Standing) -> bool:
    """Whether the answer to a question is among what raises a finding highest."""
    key = (one.holder, one.question.id)
    return any(
        (reason.subject, reason.question) == key
        for reason in found.raised_by
        if reason.exposure == found.raised_by[0].exposure
    )


def _because(desk: Desk, found: Finding | None, one: Standing) -> str:
    """Give the strongest reason that is not the choice itself."""
    if found is None:
        return ""
    key = (one.holder, one.question.id)
    reasons = [
        reason
        for reason in (*found.capped_by, *found.raised_by)
        if (reason.subject, reason.question) != key
    ]
    return told(desk.pack, desk.review, found.subject, reasons[0]) if reasons else ""


def _mends(
    desk: Desk, then: Review, one: Standing, outcomes: list[Outcome]
) -> Iterator[Mend]:
    """Give what mends the findings a choice leaves where it is asked."""
    checklist = checklist_of(desk.pack, then, one.subject)
    wanted = {
        found.pitfall
        for found in outcomes
        if found.subject == one.subject and found.turn in _MENDED
    }
    if checklist is None or not wanted:
        return
    _, scope = standings(checklist, then, one.subject)

    def helps(mitigation: Mitigation) -> bool:
        possible = mitigation.when is None or mitigation.when.truth(scope) is not False
        return possible and not wanted.isdisjoint(mitigation.clears)

    for mitigation in filter(helps, checklist.mitigations):
        title = fill(mitigation.title, desk.pack, then, one.subject)
        yield Mend(title, mitigation.effort)
