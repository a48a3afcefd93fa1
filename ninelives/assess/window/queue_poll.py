"""A queue that is polled: visibility, receives, retention, dead-letter queue."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Window
from ninelives.assess.window.span import (
    FOREVER,
    NOTHING,
    Span,
    either,
    first,
    last,
    seconds,
)

NEEDS = {
    "visibility": (0.0, 43_200.0),
    "receives": (1.0, 1_000.0),
    "retention": (60.0, 1_209_600.0),
    "kept": (0.0, 1_209_600.0),
    "resets": (0.0, 1.0),
}
"""Input → range: seconds a received message stays invisible; receives before it is
moved; seconds the queue keeps it; seconds the dead-letter queue keeps it (0: there is
none); 1 where the move starts the clock anew (FIFO), 0 where it goes on (standard)."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a polled queue.

    A message that fails comes back after the visibility timeout. With a dead-letter
    queue it has as many tries as `receives`; the last one starts (receives - 1) times
    the visibility after the first, and an outage that ends by then is survived. Without
    one it comes back until the queue's retention ends. A throttled consumer spends
    receives as a failing one does. A consumer that is switched off, or may not read,
    spends none: the message waits until the retention ends.

    In a standard queue the age goes on counting in the dead-letter queue, so what is
    left there is its retention less the time already spent; a FIFO queue starts anew.

    Source: Lambda developer guide, with-sqs; SQS developer guide,
    sqs-dead-letter-queues and setting-up-dead-letter-queue-retention.
    """
    retention, kept = inputs["retention"].span, inputs["kept"].span
    tried, rescue = _redriven(inputs)
    rests = "in the queue, then in the dead-letter queue"
    binds: tuple[str, ...] = ("kept", "receives", "visibility", "retention")
    if kept.low == 0:
        waiting = _last_return(inputs["visibility"].span, retention)
        known = kept.high == 0
        tried = waiting if known else either(tried, waiting)
        rescue = retention if known else either(rescue, retention)
        rests = "in the queue" if known else rests
        binds = ("retention", "visibility", "kept") if known else binds
    for failure in (Failure.ERRORS, Failure.AWAY):
        yield Window(failure, tried, rescue, rests, binds)
    yield Window(Failure.POISON, NOTHING, rescue, rests, binds)
    yield Window(Failure.REFUSED, retention, retention, "in the queue", ("retention",))


def _redriven(inputs: Inputs) -> tuple[Span, Span]:
    """Give what is survived, and until when to rescue, with a dead-letter queue."""
    visibility, retention = inputs["visibility"].span, inputs["retention"].span
    tried, moved = _tries(visibility, inputs["receives"].span)
    tried = first(tried, _last_return(visibility, retention))
    moved = first(moved, retention)
    return tried, _rescue(moved, inputs["kept"].span, inputs["resets"].span)


def _tries(visibility: Span, receives: Span) -> tuple[Span, Span]:
    """Give when the last try starts, and when the message is moved after it."""
    before = Span(max(0.0, receives.low - 1), max(0.0, receives.high - 1))
    return visibility.times(before), visibility.times(receives)


def _last_return(visibility: Span, retention: Span) -> Span:
    """Give when a message comes back for the last time before its retention ends."""

    def one(period: float, end: float) -> float:
        if period == 0 or end == FOREVER:
            return end
        return (math.ceil(end / period) - 1) * period

    if visibility.exact and retention.exact:
        return seconds(one(visibility.low, retention.low))
    return Span(max(0.0, retention.low - visibility.high), retention.high)


def _rescue(moved: Span, kept: Span, resets: Span) -> Span:
    """Give until when people can take the message out of the dead-letter queue."""
    goes_on, anew = last(kept, moved), moved + kept
    if resets.exact:
        return anew if resets.low else goes_on
    return either(goes_on, anew)
