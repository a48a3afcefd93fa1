"""Where else the same question is asked, and answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ninelives.review.interview import Interview, key_of
from ninelives.review.model import Answer
from ninelives.review.standing import Standing


def elsewhere(interview: Interview, one: Standing) -> Iterator[Standing]:
    """Give where the same question has another answer than here, or none."""
    for other in interview.items:
        same = (other.question.id, other.question.asked) == (
            one.question.id,
            one.question.asked,
        )
        if same and key_of(other) != key_of(one) and not _agree(other.answer, one):
            yield other


def _agree(said: Answer | None, one: Standing) -> bool:
    if said is None or one.answer is None or said.disputed:
        return False
    return (said.choice, said.value) == (one.answer.choice, one.answer.value)


def carried(said: Answer, there: Standing) -> Answer:
    """Give an answer as it is given at another place, where its own note stays."""
    note = there.answer.note if there.answer and not there.answer.disputed else ""
    return replace(said, note=note, by="", at="", origin="", settled=())
