"""What to ask next: pure, the same for the app, the plain mode and an answers file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ninelives.checklist.model import NOT_APPLICABLE, SERVICE, UNKNOWN, About, Pack
from ninelives.review.model import Answer, Review
from ninelives.review.standing import (
    TO_ASK,
    Standing,
    Status,
    checklist_of,
    holder,
    standings,
)
from ninelives.text import quantity

Key = tuple[str, str]
"""Where an answer belongs: (holder, question id)."""
NAMED = re.compile(r"\{[a-z]+\.[a-z0-9-]+\}")
"""What a checklist's text may hold in place of a name of the review."""


@dataclass(frozen=True, slots=True)
class Interview:
    """Every question that applies, in the order it is asked, each answer once."""

    items: tuple[Standing, ...]

    @property
    def open(self) -> tuple[Standing, ...]:
        """What still has to be asked: unanswered, stale or disputed."""
        return tuple(one for one in self.items if one.status in TO_ASK)

    @property
    def answered(self) -> int:
        """How many questions have an answer, unknown ones included."""
        return len(self.items) - len(self.open)

    def find(self, key: Key) -> Standing | None:
        """Give the question that keeps its answer there, or None where it is hidden."""
        return next((one for one in self.items if key_of(one) == key), None)

    def next(self, after: Key | None = None) -> Standing | None:
        """Give the first open question after `after`, going round; None if none is."""
        start = 0
        if after is not None:
            at = self._index(after)
            start = 0 if at is None else at + 1
        round_ = (*self.items[start:], *self.items[:start])
        return next((one for one in round_ if one.status in TO_ASK), None)

    def beside(self, key: Key, step: int) -> Standing | None:
        """Give the question `step` places further on or back, or None at the end."""
        at = self._index(key)
        if at is None or not 0 <= at + step < len(self.items):
            return None
        return self.items[at + step]

    def of(self, subject: str) -> tuple[Standing, ...]:
        """Give the questions that are asked with one integration or component."""
        return tuple(one for one in self.items if one.subject == subject)

    def _index(self, key: Key) -> int | None:
        keys = (at for at, one in enumerate(self.items) if key_of(one) == key)
        return next(keys, None)


def key_of(one: Standing) -> Key:
    """Give where a question keeps its answer."""
    return one.holder, one.question.id


def interview(pack: Pack, review: Review) -> Interview:
    """Give what a review has to ask.

    The service comes first, then each integration in the order of the map, then what
    concerns a component alone.

    A component is asked once, with the first integration that touches it. Integrations
    whose checklist is not loaded are left out.
    """
    subjects = review.subjects()
    return gathered(one for it in subjects for one in _applying(pack, review, it))


def gathered(applying: Iterable[Standing]) -> Interview:
    """Give the interview of the questions that apply, each where it comes up first."""
    items: dict[Key, Standing] = {}
    for one in applying:
        items.setdefault(key_of(one), one)
    return Interview(tuple(items.values()))


def _applying(pack: Pack, review: Review, subject: str) -> Iterator[Standing]:
    checklist = checklist_of(pack, review, subject)
    if checklist is None:
        return
    found, _ = standings(checklist, review, subject)
    yield from (one for one in found if one.status is not Status.HIDDEN)


@dataclass(frozen=True, slots=True)
class Shift:
    """What one answer did to the rest of the interview."""

    opened: tuple[Standing, ...]
    """Questions that apply now and did not before."""
    closed: tuple[Standing, ...]
    """Questions that no longer apply; their answers are kept."""


def shift(before: Interview, after: Interview) -> Shift:
    """Give what opened and what closed between two interviews."""
    old = {key_of(one) for one in before.items}
    new = {key_of(one) for one in after.items}
    return Shift(
        opened=tuple(one for one in after.items if key_of(one) not in old),
        closed=tuple(one for one in before.items if key_of(one) not in new),
    )


def given(one: Standing, answer: Answer) -> Answer:
    """Give an answer made ready to be kept.

    The fingerprint of its question is set, and the choice that a measured value
    falls into. Where people differed it settles that, and keeps what the others said.

    Raises:
        ValueError: in words for a person, when the answer does not fit the question.
    """
    question = one.question
    if answer.choice == NOT_APPLICABLE and not answer.reason.strip():
        message = "say why the question does not apply"
        raise ValueError(message)
    if answer.value is not None and question.measure is not None:
        measure = question.measure
        if not measure.minimum <= answer.value <= measure.maximum:
            message = (
                f"{answer.value:g} is not between {measure.minimum:g} "
                f"and {measure.maximum:g} {measure.unit}"
            )
            raise ValueError(message)
        fits = question.choice_for(answer.value)
        if fits is not None:
            answer = replace(answer, choice=fits.id)
    elif answer.value is not None:
        message = "this question takes no number"
        raise ValueError(message)
    if answer.choice not in (UNKNOWN, NOT_APPLICABLE):
        known = [choice.id for choice in question.choices]
        if answer.choice not in known:
            message = f"{answer.choice!r} is no choice; there is {', '.join(known)}"
            raise ValueError(message)
    return replace(answer, asked=question.asked, settled=_settled(one.answer, answer))


def _settled(before: Answer | None, now: Answer) -> tuple[Answer, ...]:
    """Give what others had said in the dispute an answer settles, or once settled."""
    if before is None or not before.disputed:
        return before.settled if before is not None else ()
    said = now.by, now.choice, now.value
    voices = (replace(one, settled=()) for one in before.voices)
    return tuple(one for one in voices if (one.by, one.choice, one.value) != said)


def order(pack: Pack, review: Review, subject: str) -> Sequence[str]:
    """Give the ids of the questions whose answers one subject keeps.

    They stand in the order they are asked, hidden ones included: the order its file
    is written in.
    """
    if review.component(subject) is None:
        seen_in: tuple[str, ...] = (subject,)
    else:
        touching = (
            one.id for one in review.integrations if subject in (one.source, one.target)
        )
        seen_in = (*touching, subject)
    found: dict[str, None] = {}
    for one in seen_in:
        checklist = checklist_of(pack, review, one)
        for question in checklist.questions if checklist else ():
            if holder(question, one, review) == subject:
                found[question.id] = None
    return tuple(found)


def names(
    pack: Pack, review: Review, subject: str, wanted: Container[str] | None = None
) -> Mapping[str, str]:
    """Give what stands in a review for `{source.name}`, `{facts.id}` and the like.

    Args:
        pack: whose facts they are.
        review: whose names they are.
        subject: what is spoken of.
        wanted: the facts that are asked for, in braces; None: all.
    """
    integration = review.integration(subject)
    found = {"{component.name}": _label(review, subject)}
    if integration is not None:
        found["{source.name}"] = _label(review, integration.source)
        found["{target.name}"] = _label(review, integration.target)
    checklist = checklist_of(pack, review, subject)
    for fact in checklist.facts.values() if checklist else ():
        name = f"{{facts.{fact.id}}}"
        if fact.value is not None and (wanted is None or name in wanted):
            found[name] = quantity(fact.value, fact.unit)
    return found


def fill(text: str, pack: Pack, review: Review, subject: str) -> str:
    """Give a checklist's text with the names of this review in it.

    `{source.name}`, `{target.name}`, `{component.name}` and `{facts.id}` are filled
    in, once: a name in braces stays as it is, and so does anything else in braces.
    """
    if "{" not in text:
        return text
    wanted = set(NAMED.findall(text))
    known = names(pack, review, subject, wanted) if wanted else {}
    return NAMED.sub(lambda match: known.get(match.group(), match.group()), text)


def _label(review: Review, component_id: str) -> str:
    found = review.component(component_id)
    if found is not None:
        return found.label
    return review.service if component_id == SERVICE else component_id


def concerns(one: Standing) -> bool:
    """Whether an answer concerns a component, and so more than one integration."""
    return one.question.about not in (About.INTEGRATION, About.SERVICE)
