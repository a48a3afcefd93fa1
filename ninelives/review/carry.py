"""Answers to earlier questions, carried over to the questions of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ninelives.checklist.former import release
from ninelives.checklist.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    Former,
    Migration,
    Question,
)
from ninelives.review.merge import disputed
from ninelives.review.model import Answer, Review

CARRIED = "carried"
BEFORE = "before "
"""What `asked` begins with where the question means something else since."""


class Traced(NamedTuple):
    """An answer, and what it was taken from."""

    answer: Answer | None
    sources: frozenset[str]
    """Ids of the questions it was given to; empty: to the question itself."""


def carried(question: Question, review: Review, holder: str) -> Answer | None:
    """Give the answer a question has, be it to what the question was before.

    The review stays as it is. An answer to the question itself goes before any that
    is carried over. Where several were merged and differ, the answer is a dispute.

    Args:
        question: as it is asked today.
        review: with answers to this or an earlier version of the question.
        holder: the subject that keeps its answer.
    """
    if not question.formerly:
        return review.answer(holder, question.id)
    return traced(question, review, holder).answer


def traced(question: Question, review: Review, holder: str) -> Traced:
    """Give what `carried` gives, and the questions that were answered for it."""
    given = review.answers.get(holder, {})
    own = given.get(question.id)
    if not question.formerly or (own is not None and _fits(own, question)):
        return Traced(own, frozenset())
    steps = [one for one in question.formerly if not _done(one.step, review)]
    found, sources = _walked(steps, given).get(question.id, Traced(None, frozenset()))
    if found is None or found == own:
        return Traced(own, frozenset())
    voices = [_finished(one, question) for one in found.voices]
    return Traced(disputed(voices), sources)


def _fits(answer: Answer, question: Question) -> bool:
    """Whether every voice of an answer is to the question as it is today."""
    return all(
        one.choice == UNKNOWN
        or (
            one.asked in ("", question.asked)
            and (
                one.choice == NOT_APPLICABLE or question.choice(one.choice) is not None
            )
        )
        for one in answer.voices
    )


def _done(step: Migration, review: Review) -> bool:
    """Whether the review was written after a question changed without a new id."""
    return (
        step.before == step.after
        and step.pack == review.pack
        and release(review.pack_version) >= release(step.since)
    )


def _walked(steps: Sequence[Former], given: Mapping[str, Answer]) -> dict[str, Traced]:
    """Give the answers after each version's migrations, one version after another."""
    state = {name: Traced(one, frozenset({name})) for name, one in given.items()}
    for _, one_version in groupby(steps, lambda one: release(one.step.since)):
        moved: dict[str, list[Answer]] = {}
        taken: dict[str, set[str]] = {}
        for former in one_version:
            step = former.step
            old = state.get(step.before, Traced(None, frozenset())).answer
            if old is None or not _holds(step, state) or _of_today(old, former):
                continue
            voices = (_moved(one, step) for one in old.voices)
            moved.setdefault(step.after, []).extend(voices)
            taken.setdefault(step.after, set()).add(step.before)
        leaving = {name for names in taken.values() for name in names}
        new = {
            name: Traced(
                disputed(_agreeing(voices)),
                frozenset().union(*(state[one].sources for one in taken[name])),
            )
            for name, voices in moved.items()
            if name not in state or name in leaving
        }
        for name in new:
            for one in taken[name]:
                state.pop(one, None)
        state.update(new)
    return state


def _holds(step: Migration, state: Mapping[str, Traced]) -> bool:
    for name, choice in step.given.items():
        said = state[name].answer if name in state else None
        if said is None or said.disputed or said.choice != choice:
            return False
    return True


def _of_today(old: Answer, former: Former) -> bool:
    """Whether an answer is to another question that bears the old id today."""
    return former.reused != "" and old.asked in ("", former.reused)


def _moved(one: Answer, step: Migration) -> Answer:
    asked = f"{BEFORE}{step.since}" if step.changed else CARRIED
    if one.asked.startswith(BEFORE):
        asked = one.asked
    choice = step.choices.get(one.choice, one.choice)
    return replace(one, choice=choice, asked=asked)


def _agreeing(voices: Iterable[Answer]) -> list[Answer]:
    """Make one of those that chose alike, with the notes of all."""
    found: dict[tuple[str, float | None], Answer] = {}
    for one in voices:
        key = one.choice, one.value
        first = found.get(key)
        if first is None:
            found[key] = one
            continue
        later = max(first, one, key=lambda it: it.at)
        notes = "\n".join(dict.fromkeys(it.note for it in (first, one) if it.note))
        asked = max(first.asked, one.asked, key=lambda it: it.startswith(BEFORE))
        found[key] = replace(later, note=notes, asked=asked)
    return list(found.values())


def _finished(one: Answer, question: Question) -> Answer:
    """Give an answer with the fingerprint of today, unless it has to be asked again."""
    asked = question.asked if one.asked == CARRIED else one.asked
    value = one.value if question.measure is not None else None
    return replace(one, asked=asked, value=value)
