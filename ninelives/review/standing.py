"""How each question of a checklist stands: does it apply, was it answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from ninelives.checklist.expression import Name
from ninelives.checklist.model import (
    NOT_APPLICABLE,
    SERVICE,
    About,
    Checklist,
    Pack,
    Question,
)
from ninelives.checklist.model import UNKNOWN as DO_NOT_KNOW
from ninelives.checklist.truth import ABSENT, UNKNOWN, Value
from ninelives.review.carry import carried
from ninelives.review.model import Answer, Component, Integration, Review


class Status(Enum):
    """What became of a question."""

    __hash__ = object.__hash__  # a tenth of what Enum's own takes, asked very often

    HIDDEN = "hidden"
    """It does not apply; an answer given earlier is kept."""
    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    UNKNOWN = "unknown"
    """Somebody said that they don't know."""
    NOT_APPLICABLE = "not-applicable"
    DISPUTED = "disputed"
    """Two people differ; both answers are kept."""
    STALE = "stale"
    """The question changed since it was answered."""


OPEN = frozenset({Status.UNANSWERED, Status.UNKNOWN, Status.DISPUTED, Status.STALE})
"""What counts as the worst choice."""
TO_ASK = frozenset({Status.UNANSWERED, Status.DISPUTED, Status.STALE})
"""What the interview still has to ask."""


class Standing(NamedTuple):
    """A question as it stands in a review, seen from one integration or component."""

    question: Question
    subject: str
    """The integration or component whose checklist asks it."""
    holder: str
    """Where its answer belongs: the integration, one of its ends, or `service`."""
    answer: Answer | None
    applies: bool | None
    """None where it hangs on an answer that is unknown; then it is asked."""
    status: Status


def holder(question: Question, subject: str, review: Review) -> str:
    """Give the id of the subject that owns the answer to a question."""
    if question.about is About.SERVICE:
        return SERVICE
    if question.about in (About.SOURCE, About.TARGET):
        integration = review.integration(subject)
        if integration is not None:
            at_source = question.about is About.SOURCE
            return integration.source if at_source else integration.target
    return subject


def checklist_of(pack: Pack, review: Review, subject: str) -> Checklist | None:
    """Give the checklist of an integration, a component or the service, or None."""
    if subject == SERVICE:
        return pack.checklists.get(SERVICE)
    integration = review.integration(subject)
    if integration is not None:
        return pack.checklists.get(integration.checklist)
    component = review.component(subject)
    return pack.checklists.get(component.checklist) if component else None


def wanted(review: Review) -> frozenset[str]:
    """Give the ids of the checklists a review uses."""
    named = (
        *(one.checklist for one in review.integrations),
        *(one.checklist for one in review.components),
    )
    return frozenset(named) - {""}


def standings(
    checklist: Checklist, review: Review, subject: str
) -> tuple[tuple[Standing, ...], Mapping[Name, Value]]:
    """Give how each question stands, and the scope that conditions are read in."""
    scope: dict[Name, Value] = {
        Name("facts", fact.id): fact.value
        for fact in checklist.facts.values()
        if fact.value is not None
    }
    scope.update(_settings(review, subject))
    found = []
    for question in checklist.questions:
        owner = holder(question, subject, review)
        answer = carried(question, review, owner)
        one = _standing(question, subject, owner, answer, scope)
        found.append(one)
        scope[Name("answers", question.id)] = _seen(one)
        if answer is not None and answer.value is not None:
            scope[Name("values", question.id)] = answer.value
    return tuple(found), scope


ORIGINS = "origins"
"""The root under which a scope says where settings stand; no expression reads it."""


def _settings(review: Review, subject: str) -> Iterator[tuple[Name, Value]]:
    """Give the types of the ends, the settings a scan kept, and where they stand."""
    integration = review.integration(subject)
    parts: list[tuple[str, Component | Integration | None]]
    if integration is None:
        parts = [("component", review.component(subject))]
    else:
        parts = [
            ("settings", integration),
            ("source", review.component(integration.source)),
            ("target", review.component(integration.target)),
        ]
    for root, part in parts:
        if isinstance(part, Component):
            yield Name(root, "type"), part.type
        for key, kept in part.settings.items() if part is not None else ():
            yield Name(root, key), kept.value
            yield Name(ORIGINS, f"{root}.{key}"), kept.origin


def restood(
    before: Sequence[Standing],
    scope: Mapping[Name, Value],
    said: Mapping[str, Answer],
) -> tuple[tuple[Standing, ...], Mapping[Name, Value], frozenset[Name]]:
    """Give how questions stand once some are answered otherwise.

    Args:
        before: how they stood, as `standings` gives it.
        scope: the scope it gives.
        said: question → its answer now.

    Returns:
        How each stands, the same value where nothing changed for it; the scope; and
        the names in it whose value changed.
    """
    after = dict(scope)
    changed: set[Name] = set()
    found = []
    for one in before:
        question = one.question
        when = question.when
        hangs = when is not None and not changed.isdisjoint(when.names)
        if question.id not in said and not hangs:
            found.append(one)
            continue
        answer = said.get(question.id, one.answer)
        now = _standing(question, one.subject, one.holder, answer, after)
        found.append(now)
        value = answer.value if answer is not None else None
        for name, seen in (
            (Name("answers", question.id), _seen(now)),
            (Name("values", question.id), UNKNOWN if value is None else value),
        ):
            if after.get(name, UNKNOWN) != seen:
                changed.add(name)
                after[name] = seen
    return tuple(found), after, frozenset(changed)


def _standing(
    question: Question,
    subject: str,
    owner: str,
    answer: Answer | None,
    scope: Mapping[Name, Value],
) -> Standing:
    applies = True if question.when is None else question.when.truth(scope)
    return Standing(
        question=question,
        subject=subject,
        holder=owner,
        answer=answer,
        applies=applies,
        status=_status(question, answer, applies=applies),
    )


def _status(
    question: Question, answer: Answer | None, *, applies: bool | None
) -> Status:
    if applies is False:
        return Status.HIDDEN
    if answer is None:
        return Status.UNANSWERED
    if answer.disputed:
        return Status.DISPUTED
    if answer.choice == DO_NOT_KNOW:
        return Status.UNKNOWN
    set_aside = answer.choice == NOT_APPLICABLE
    offered = set_aside or question.choice(answer.choice) is not None
    if not offered or answer.asked not in ("", question.asked):
        return Status.STALE
    return Status.NOT_APPLICABLE if set_aside else Status.ANSWERED


def _seen(one: Standing) -> Value:
    """Give what a condition sees of an answer."""
    if one.status in (Status.HIDDEN, Status.NOT_APPLICABLE):
        return ABSENT
    if one.status is Status.ANSWERED and one.answer is not None:
        return one.answer.choice
    return UNKNOWN
