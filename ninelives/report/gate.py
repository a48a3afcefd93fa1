"""What a build fails on: new or worse risk, ended acceptance, overdue answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ninelives.assess.model import Finding
from ninelives.assess.risk import RISK_RANK
from ninelives.assess.waived import ACCEPTED, EXPIRED, TRIGGERED
from ninelives.report.formats.record import Record, Row

_AGAIN = {
    EXPIRED: "its waiver has expired",
    TRIGGERED: "what its waiver hangs on has come true, or is unknown",
}


class Before(NamedTuple):
    """A finding as it was in the baseline."""

    risk: str
    decision: str


Baseline = Mapping[str, Before]
"""By the id of the finding, at each of its places."""


class Failing(NamedTuple):
    """A finding that the build fails on."""

    row: Row
    why: str


class Verdict(NamedTuple):
    """What a gate says."""

    level: str
    """The lowest risk that counts."""
    compared: bool
    """Whether there was a baseline."""
    failing: tuple[Failing, ...]
    """In the order of the report."""
    states: Mapping[str, str]
    """Finding → new, updated or unchanged, where there was a baseline."""
    gone: tuple[str, ...]
    """Ids of the findings that only the baseline has."""
    record: Record

    @property
    def passed(self) -> bool:
        """Whether the build may go on."""
        return not self.failing


def verdict(record: Record, level: str, baseline: Baseline | None = None) -> Verdict:
    """Give what a gate says of a review.

    Args:
        record: the review, with its waivers judged by the day of the build.
        level: the lowest risk that counts.
        baseline: what was known before; None: everything counts as new.
    """
    failing = []
    for row in record.rows:
        grave = RISK_RANK[row.finding.risk] >= RISK_RANK[level]
        why = _why(row, record, baseline) if grave and not row.accepted else ""
        if why:
            failing.append(Failing(row, why))
    ids = {one.finding.id for one in record.rows}
    return Verdict(
        level=level,
        compared=baseline is not None,
        failing=tuple(failing),
        states={one.finding.id: _state(one, baseline or {}) for one in record.rows}
        if baseline is not None
        else {},
        gone=tuple(one for one in baseline or {} if one not in ids),
        record=record,
    )


def _why(row: Row, record: Record, baseline: Baseline | None) -> str:
    """Say why a finding that nobody accepts fails the build; empty: it does not."""
    if row.decision in _AGAIN:
        return _AGAIN[row.decision]
    if baseline is None:
        return "at risk"
    before = _before(baseline, row.finding)
    if before is None:
        return "new"
    if RISK_RANK[row.finding.risk] > RISK_RANK[before.risk]:
        return f"worse: it was {before.risk}"
    if before.decision == ACCEPTED:
        return "no longer accepted"
    late = _late(row, record)
    return f"unknown past its day, {late}" if late else ""


def _before(baseline: Baseline, finding: Finding) -> Before | None:
    """Give what a finding was, whichever of its places it was told at."""
    return next((baseline[name] for name in finding.ids if name in baseline), None)


def _late(row: Row, record: Record) -> str:
    """Give the day until which an answer was promised that a finding rests on."""
    review = record.assessment.review
    for one in row.finding.raised_by:
        answer = review.answer(one.subject, one.question) if one.assumed else None
        if answer is not None and answer.due and answer.due < record.day:
            return answer.due
    return ""


def _state(row: Row, baseline: Baseline) -> str:
    before = _before(baseline, row.finding)
    if before is None:
        return "new"
    same = (row.finding.risk, row.decision) == before
    return "unchanged" if same else "updated"
