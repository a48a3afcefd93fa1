"""What was parked in sessions, as the report lists it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.assess.model import Assessment
from ninelives.report.around import Aside
from ninelives.report.wording import Wording
from ninelives.review.interview import key_of
from ninelives.review.parked import Parked


def aside(found: Sequence[Parked], assessment: Assessment) -> Iterator[Aside]:
    """Give what is not ticked off, in the order it was parked."""
    if not found:
        return
    wording = Wording(assessment, "")
    asked = {key_of(one): one for one in assessment.interview().items}
    for one in found:
        if one.done:
            continue
        it = asked.get((one.subject, one.question))
        yield Aside(
            id=one.id,
            says=one.says,
            by=one.by,
            day=one.at[:10],
            where=wording.label(it.subject if it else one.subject),
            question=wording.text(it.question.ask, it.subject) if it else None,
        )
