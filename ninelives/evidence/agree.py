"""Do the code and the review agree: contradictions, and what a new scan changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN, Pack
from ninelives.evidence.answer import Found, found_answers
from ninelives.evidence.into_review import Drawn
from ninelives.evidence.voice import SAYS, SCAN
from ninelives.review.model import Answer, Change, Review


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A person's answer that the code says otherwise about."""

    answer: Answer
    found: Found


@dataclass(frozen=True, slots=True)
class Rescan:
    """What a scan does to the answers of a review."""

    review: Review
    """With what the code answers, wherever no person has."""
    answered: tuple[Found, ...]
    """Answered by the code, new or changed since the last scan."""
    suggested: tuple[Found, ...]
    """What people must confirm before it counts."""
    contradictions: tuple[Contradiction, ...]
    unsupported: tuple[tuple[str, str, Answer], ...]
    """Holder, question and answer that came from code which no longer says so."""


def contradictions(review: Review, found: Iterable[Found]) -> tuple[Contradiction, ...]:
    """Give the answers of people that differ from what the code decides.

    Unknown and not applicable contradict nothing; every voice of a dispute is heard.
    """
    return tuple(
        Contradiction(voice, one)
        for one in found
        if one.decides and (answer := review.answer(one.holder, one.question.id))
        for voice in answer.voices
        if voice.by != SCAN and not _agree(voice, one)
    )


def _agree(answer: Answer, found: Found) -> bool:
    if answer.choice in (UNKNOWN, NOT_APPLICABLE):
        return True
    if answer.choice != found.choice:
        return False
    return None in (answer.value, found.value) or answer.value == found.value


def as_answer(found: Found, at: str) -> Answer:
    """Give an answer as the code gives it, for people to confirm or overrule.

    Args:
        found: what the code says.
        at: when, as YYYY-MM-DDTHH:MM:SSZ.
    """
    return Answer(
        choice=found.choice,
        value=found.value,
        by=SCAN,
        at=at,
        origin=found.origin,
        asked=found.question.asked,
    )


def rescan(pack: Pack, drawn: Drawn, at: str) -> Rescan:
    """Give a review with what the code answers; what people said stays as it is.

    Args:
        pack: the pack of the review.
        drawn: the review with the code's map in it.
        at: when, as YYYY-MM-DDTHH:MM:SSZ.
    """
    found = found_answers(pack, drawn)
    changes: list[Change] = []
    answered = []
    for one in found:
        before = drawn.review.answer(one.holder, one.question.id)
        if not one.decides or (before is not None and before.by != SCAN):
            continue
        after = as_answer(one, at)
        if before is not None and replace(before, at=at) == after:
            continue
        changes.append((one.holder, one.question.id, after))
        if before is None or not _agree(before, one):
            answered.append(one)
    unsupported = tuple(_unsupported(drawn, found))
    for holder, question, answer in unsupported:
        if answer.by == SCAN:
            changes.append((holder, question, None))
    return Rescan(
        review=drawn.review.with_answers(changes),
        answered=tuple(answered),
        suggested=tuple(one for one in found if not one.decides),
        contradictions=contradictions(drawn.review, found),
        unsupported=unsupported,
    )


def _unsupported(
    drawn: Drawn, found: Iterable[Found]
) -> Iterable[tuple[str, str, Answer]]:
    """Give the answers that name a place in the code which does not say them now."""
    says = {(one.holder, one.question.id): one for one in found}
    for holder, answers in drawn.review.answers.items():
        if holder in drawn.vanished:
            continue
        for question, answer in answers.items():
            if not answer.origin or answer.choice in (UNKNOWN, NOT_APPLICABLE):
                continue
            one = says.get((holder, question))
            if one is None or not _agree(answer, one):
                if one is not None and one.decides and answer.by == SCAN:
                    continue  # the code answers it anew
                if SAYS in answer.origin:
                    continue  # somebody answered so against what the code says
                yield holder, question, answer
