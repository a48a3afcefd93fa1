"""What the answers add up to, and the question that each finding comes from."""

from __future__ import annotations

from ninelives.assess.model import Finding
from ninelives.review.interview import Key

from ..desk import Desk
from ..weigh import all_weighed


def all_findings(desk: Desk) -> tuple[Finding, ...]:
    """Give what has been found so far, the gravest first, known before assumed."""
    return all_weighed(desk.pack, desk.review, desk.known.values())


def question_behind(desk: Desk, finding: Finding) -> Key | None:
    """Give the question whose answer raised a finding, or None."""
    for reason in (*finding.raised_by, *finding.would_cap):
        key = (reason.subject, reason.question)
        if reason.question and desk.asked.interview.find(key):
            return key
    return None
