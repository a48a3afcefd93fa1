"""What an answer would open, worsen, lessen or close, before it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ninelives.assess.model import Finding, SubjectAssessment
from ninelives.assess.risk import RISK_RANK, assess_subject
from ninelives.checklist.knowledge import Pitfall
from ninelives.checklist.model import SERVICE, Pack
from ninelives.review.model import Answer, Review
from ninelives.review.standing import Standing


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one finding."""

    subject: str
    pitfall: Pitfall
    before: str
    """Its risk now; `none` where it is not there."""
    after: str
    """Its risk with the answer; `none` where it would be closed."""
    because: str
    """The strongest reason behind it afterwards, or what bounds it; plain text."""

    @property
    def rose(self) -> bool:
        """Whether the risk gets worse."""
        return RISK_RANK[self.after] > RISK_RANK[self.before]


def touched(review: Review, holder: str) -> tuple[str, ...]:
    """Give the integrations and components whose assessment an answer can change.

    An answer about the service (the impact of a harm) can change all of them.
    """
    if holder == SERVICE:
        return review.subjects()
    if review.component(holder) is None:
        return (holder,)
    ends = (one.id for one in review.integrations if holder in (one.source, one.target))
    return (*ends, holder)


def preview(
    pack: Pack,
    review: Review,
    one: Standing,
    said: Answer,
    now: Mapping[str, SubjectAssessment] | None = None,
) -> tuple[Change, ...]:
    """Give what an answer would change, the gravest first.

    Args:
        pack: with the checklists of the touched integrations loaded.
        review: as it stands.
        one: the question.
        said: the answer somebody thinks of giving.
        now: assessments of the review as it stands, where they are at hand.

    Returns:
        A change for each finding whose risk would differ.
    """
    then = review.with_answer(one.holder, one.question.id, said)
    changes: list[Change] = []
    for subject in touched(review, one.holder):
        known = (now or {}).get(subject)
        old = known or assess_subject(pack, review, subject, remainders=False)
        new = assess_subject(pack, then, subject, remainders=False)
        if old is not None and new is not None:
            changes.extend(_changes(old, new))
    return tuple(sorted(changes, key=lambda one: (not one.rose, -_gravity(one))))


def _gravity(change: Change) -> int:
    return max(RISK_RANK[change.after], RISK_RANK[change.before])


def _changes(old: SubjectAssessment, new: SubjectAssessment) -> Iterator[Change]:
    before = {one.pitfall.id: one for one in old.findings}
    after = {one.pitfall.id: one for one in new.findings}
    for pitfall_id in dict.fromkeys((*after, *before)):
        was, is_ = before.get(pitfall_id), after.get(pitfall_id)
        either = is_ or was
        risks = (was.risk if was else "none", is_.risk if is_ else "none")
        if either is not None and risks[0] != risks[1]:
            yield Change(new.subject, either.pitfall, *risks, _because(is_))


def _because(finding: Finding | None) -> str:
    if finding is None:
        return ""
    reasons = finding.capped_by or finding.raised_by
    return reasons[0].because if reasons else ""
