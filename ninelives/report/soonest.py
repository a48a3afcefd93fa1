"""Which outage loses events first: the least that is survived, failure by failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives.assess.window.model import Failure
from ninelives.assess.window.summary import Row
from ninelives.report.outages import Soonest
from ninelives.report.wording import Wording

OUTAGES = {
    Failure.ERRORS: "a consumer that fails",
    Failure.AWAY: "a consumer that is throttled or away",
    Failure.REFUSED: "deliveries that are refused",
}
"""The failures that last, as the first screen calls them."""


def soonest(rows: Sequence[Row], wording: Wording) -> Iterator[Soonest]:
    """Give, for each failure that lasts, where events are lost first.

    Left out is what people are sure to be in time for.
    """
    for failure, words in OUTAGES.items():
        own = [
            one
            for one in rows
            if one.failure is failure and one.margin.verdict != "safe"
        ]
        if not own:
            continue
        least = min(own, key=lambda one: (one.survives.high, one.survives.low))
        alike = [one for one in own if one.survives == least.survives]
        yield Soonest(
            failure=words,
            survives=str(least.survives),
            at_once=least.survives.high == 0,
            where=wording.label(least.subject),
            others=len(alike) - 1,
        )
