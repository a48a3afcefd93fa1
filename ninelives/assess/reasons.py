"""A reason behind a finding, said so that it makes sense away from its question."""

from __future__ import annotations

from ninelives import words
from ninelives.assess.model import Reason
from ninelives.checklist.model import Pack
from ninelives.review.interview import fill
from ninelives.review.model import Review
from ninelives.review.standing import checklist_of


def told(pack: Pack, review: Review, subject: str, reason: Reason) -> str:
    """Give a rule's own words; for an answer, the question and what was said.

    Args:
        pack: the checklists.
        review: the names.
        subject: the integration or component whose finding it is.
        reason: the reason.
    """
    checklist = checklist_of(pack, review, subject)
    question = checklist.question(reason.question) if checklist else None
    if question is None:
        return fill(reason.because, pack, review, subject)
    ask = fill(question.ask, pack, review, subject)
    if reason.assumed:
        return words.say("not known: {ask}", ask=ask)
    return f"{ask} {fill(reason.because, pack, review, subject)}"
