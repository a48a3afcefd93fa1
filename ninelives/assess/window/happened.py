"""What the loss windows had said, set against the outage that came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from ninelives.assess.window.response import ALARM, Response
from ninelives.assess.window.span import FOREVER, Span
from ninelives.assess.window.summary import Row, summary
from ninelives.checklist.model import SERVICE, Pack
from ninelives.review.incidents import Incident
from ninelives.review.model import Review

_LONGEST = 100 * 366 * 86_400.0
"""Seconds; a moment further away is no day of ours."""


class Held(Enum):
    """Whether what came agrees with what was said."""

    AS_SAID = "as said"
    """It was to be survived and nothing is missing, or to lose and it did."""
    ELSE = "other than said"
    """It was to be survived, and events are missing."""
    SPARED = "spared"
    """It was long enough to lose events, and none are missing."""
    UNSURE = "within what was said"
    OPEN = "not known yet"
    """Nobody said when it ended."""


class Compared(NamedTuple):
    """One window, and what came."""

    row: Row
    outage: float | None
    """Seconds it lasted, or None."""
    held: Held
    gone: tuple[datetime | None, datetime | None]
    """When the first event was gone with nobody acting, at the earliest and at the
    latest; None: never."""
    last: tuple[datetime | None, datetime | None]
    """Until when people could get it back."""
    late: bool | None
    """Whether it was noticed after that; None: it hangs on what nobody knew."""


class Needed(NamedTuple):
    """How long people needed, and how long they had said."""

    said: Response
    noticed: float
    """Seconds from the start until somebody knew."""
    mended: float | None
    """Seconds from the start until it was over, or None."""
    alarm: float | None
    """Seconds that people had said until somebody knows, or None."""


def needed(said: Response, review: Review, incident: Incident) -> Needed:
    """Give how long people needed, beside what they had said."""
    over = incident.over
    alarm = review.answer(SERVICE, ALARM)
    return Needed(
        said,
        (incident.noticed - incident.started).total_seconds(),
        None if over is None else (over - incident.started).total_seconds(),
        alarm.value if alarm is not None and alarm.known else None,
    )


def happened(
    pack: Pack, review: Review, incident: Incident
) -> tuple[tuple[Compared, ...], Needed]:
    """Give the windows of what an incident names, each beside what came.

    Args:
        pack: of that day.
        review: as it stood then.
        incident: where it names a component, every integration of it counts; where it
            names what failed, only that does.
    """
    found = summary(pack, review)
    wanted = set(_integrations(review, incident))
    rows = (
        row
        for row in found.rows
        if row.subject in wanted and incident.failure in ("", row.failure.value)
    )
    compared = tuple(_compared(row, incident) for row in rows)
    return compared, needed(found.response, review, incident)


def _integrations(review: Review, incident: Incident) -> Iterator[str]:
    for one in review.integrations:
        if not {one.id, one.source, one.target}.isdisjoint(incident.where):
            yield one.id


def _compared(row: Row, incident: Incident) -> Compared:
    start = incident.started
    over = incident.over
    outage = None if over is None else (over - start).total_seconds()
    gone, last = _moments(start, row.survives), _moments(start, row.rescue)
    late = None
    if last[0] is None or incident.noticed <= last[0]:
        late = False
    elif last[1] is not None and incident.noticed > last[1]:
        late = True
    held = _held(row.survives, outage, lost="lost" in incident.harms)
    return Compared(row, outage, held, gone, last, late)


def _held(survives: Span, outage: float | None, *, lost: bool) -> Held:
    if outage is None:
        return Held.OPEN
    if outage <= survives.low:
        return Held.ELSE if lost else Held.AS_SAID
    if outage > survives.high:
        return Held.AS_SAID if lost else Held.SPARED
    return Held.UNSURE


def _moments(start: datetime, span: Span) -> tuple[datetime | None, datetime | None]:
    low, high = (
        None if one == FOREVER or one > _LONGEST else start + timedelta(seconds=one)
        for one in (span.low, span.high)
    )
    return low, high
