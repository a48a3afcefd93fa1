"""What a team agreed to do, as the report lists it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ninelives.report.around import Agreed
from ninelives.report.entries import Ref
from ninelives.review.actions import STATES, Action


def duties(found: Sequence[Action], refs: Mapping[str, Ref]) -> Iterator[Agreed]:
    """Give the actions, what is open first, then by day.

    Args:
        found: all of a review.
        refs: where each finding stands in the report.
    """
    ordered = sorted(found, key=lambda one: (STATES.index(one.state), one.due, one.id))
    for one in ordered:
        yield Agreed(
            id=one.id,
            says=one.says,
            owner=one.owner,
            due=one.due,
            state=one.state,
            finding=refs.get(one.finding),
            reason=one.reason,
        )
