"""A reason behind a finding, said so that it makes sense away from its question."""

from __future__ import annotations

from ninelives import words
from ninelives.assess.model import Reason
from ninelives.review.interview import fill
from ninelives.review.standing import checklist_of

from .desk import Desk


def told(desk: Desk, subject: str, reason: Reason) -> str:
    """Give a rule's own words; for an answer, the question and what was said.

    Args:
        desk: the names and the checklists.
        subject: the integration or component whose finding it is.
        reason: the reason.
    """
    checklist = checklist_of(desk.pack, desk.review, subject)
    question = checklist.question(reason.question) if checklist else None
    if question is None:
        return fill(reason.because, desk.pack, desk.review, subject)
    ask = fill(question.ask, desk.pack, desk.review, subject)
    if reason.assumed:
        return words.say("not known: {ask}", ask=ask)
    return f"{ask} {fill(reason.because, desk.pack, desk.review, subject)}"
