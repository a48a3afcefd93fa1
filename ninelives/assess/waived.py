"""Which findings a team accepts, and which waivers hold no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ninelives.assess.model import Assessment, Finding
from ninelives.review.model import Review
from ninelives.review.standing import Status, standings
from ninelives.review.waivers import Waiver

ACCEPTED, EXPIRED, TRIGGERED = "accepted", "expired", "triggered"


class Decision(NamedTuple):
    """What a waiver means for one finding."""

    waiver: Waiver
    state: str
    """accepted; or why the finding is open again: expired, triggered."""


class Waived(NamedTuple):
    """What the waivers of a review mean on one day."""

    decisions: Mapping[str, Decision]
    """By the id of the finding: the first waiver that holds, else the first of all."""
    orphaned: tuple[Waiver, ...]
    """Those that no finding fits (any more)."""
    waivers: tuple[Waiver, ...] = ()
    """All of them, in the order they are written."""
    day: str = ""
    """By what day they were judged, as YYYY-MM-DD."""

    @property
    def accepted(self) -> frozenset[str]:
        """The ids of the findings that a waiver holds for."""
        held = self.decisions.items()
        return frozenset(name for name, one in held if one.state == ACCEPTED)


NONE = Waived({}, ())
"""A review without waivers."""


def waived(assessment: Assessment, waivers: Sequence[Waiver], day: str) -> Waived:
    """Give what the waivers mean.

    Args:
        assessment: what was found.
        waivers: all of the review.
        day: as YYYY-MM-DD; a waiver holds until the end of its last day.
    """
    decisions: dict[str, Decision] = {}
    orphaned = []
    for waiver in waivers:
        fitting = _pattern(waiver.finding)
        met = [
            one for one in assessment.findings if any(map(fitting.fullmatch, one.ids))
        ]
        if not met:
            orphaned.append(waiver)
        for one in met:
            state = _state(assessment, one, waiver, day)
            known = decisions.get(one.id)
            if known is None or (state == ACCEPTED and known.state != ACCEPTED):
                decisions[one.id] = Decision(waiver, state)
    return Waived(decisions, tuple(orphaned), tuple(waivers), day)


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\*+", text)
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


def _state(assessment: Assessment, finding: Finding, waiver: Waiver, day: str) -> str:
    if day > waiver.expires:
        return EXPIRED
    if waiver.reopen is not None:
        checklist = assessment.subjects[finding.subject].checklist
        _, scope = standings(checklist, assessment.review, finding.subject)
        if waiver.reopen.truth(scope) is not False:
            return TRIGGERED  # what nobody knows counts as the worst here too
    return TRIGGERED if _asked_anew(assessment, finding) else ACCEPTED


def _asked_anew(assessment: Assessment, finding: Finding) -> bool:
    """Whether a question that the finding rests on no longer asks what was answered."""
    stale = {
        (one.subject, one.question.id)
        for one in assessment.open
        if one.why == Status.STALE.value
    }
    return any((one.subject, one.question) in stale for one in finding.raised_by)


def last_day(review: Review) -> str:
    """Give the day of the latest answer, as YYYY-MM-DD; empty where none has one."""
    return max(_days(review), default="")


def _days(review: Review) -> Iterator[str]:
    for given in review.answers.values():
        for answer in given.values():
            yield from (voice.at[:10] for voice in answer.voices)
