"""A queue that is polled: visibility, receives, retention, dead-letter queue."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Limits, Window
from ninelives.assess.window.span import FOREVER, NOTHING, Span, either, seconds

NEEDS = {
    "visibility": Limits(0.0, 43_200.0),
    "receives": Limits(1.0, 1_000.0),
    "retention": Limits(60.0, 1_209_600.0),
    "kept": Limits(0.0, 1_209_600.0),
    "resets": Limits(0.0, 1.0),
}
"""Input → range: seconds a received message stays invisible; receives before it is
moved; seconds the queue keeps it; seconds the dead-letter queue keeps it (0: there is
none); 1 where the move starts the clock anew (FIFO), 0 where it goes on (standard)."""
WITHIN = (
    "a throttled message is tried again within its visibility, unpublished how often"
)


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a polled queue.

    A message that fails comes back after the visibility timeout. With a dead-letter
    queue it has as many tries as `receives`; the last one starts (receives - 1) times
    the visibility after the first, and an outage that ends by then is survived. It is
    moved one visibility later, unless its retention ends first: then it is gone and
    never reaches the dead-letter queue. Without one it comes back until the queue's
    retention ends.

    A throttled consumer spends receives as a failing one does, but each receive is
    tried until its visibility ends. A consumer that is switched off, or may not read,
    spends none: the message waits until the retention ends.

    In a standard queue the age goes on counting in the dead-letter queue, so what is
    left there is its retention less the time already spent; a FIFO queue starts anew.

    Source: Lambda developer guide, with-sqs and services-sqs-errorhandling; SQS
    developer guide, sqs-dead-letter-queues and setting-up-dead-letter-queue-retention.
    """
    retention, kept = inputs["retention"].span, inputs["kept"].span
    tried, away, rescue = _redriven(inputs)
    rests = "in the queue, then in the dead-letter queue"
    binds: tuple[str, ...] = ("receives", "visibility", "kept", "retention", "resets")
    if kept.low == 0:
        waiting = _last_return(inputs["visibility"].span, retention)
        until = Span(waiting.low, retention.high)
        known = kept.high == 0
        tried = waiting if known else either(tried, waiting)
        away = until if known else either(away, until)
        rescue = retention if known else either(rescue, retention)
        rests = "in the queue" if known else rests
        binds = ("retention", "visibility") if known else binds
    yield Window(Failure.ERRORS, tried, rescue, rests, binds)
    bounded = "" if away.exact else WITHIN
    yield Window(Failure.AWAY, away, rescue, rests, binds, bounded)
    yield Window(Failure.POISON, NOTHING, rescue, rests, binds)
    yield Window(Failure.REFUSED, retention, retention, "in the queue", ("retention",))


def _redriven(inputs: Inputs) -> tuple[Span, Span, Span]:
    """Give what is survived failing and throttled, and until when to rescue."""
    visibility, receives = inputs["visibility"].span, inputs["receives"].span
    retention = inputs["retention"].span
    before = Span(receives.low - 1, receives.high - 1)
    tried, moved = visibility.times(before), visibility.times(receives)
    returns = _last_return(visibility, retention)
    tried = Span(min(tried.low, returns.low), min(tried.high, returns.high))
    away = Span(tried.low, min(moved.high, retention.high))
    return tried, away, _rescue(moved, retention, inputs)


def _last_return(visibility: Span, retention: Span) -> Span:
    """Give when a message comes back for the last time before its retention ends."""

    def one(period: float, end: float) -> float:
        if period == 0 or end == FOREVER:
            return end
        return max(0.0, (math.ceil(end / period) - 1) * period)

    if visibility.exact and retention.exact:
        return seconds(one(visibility.low, retention.low))
    return Span(max(0.0, retention.low - visibility.high), retention.high)


def _rescue(moved: Span, retention: Span, inputs: Inputs) -> Span:
    """Give until when people can take the message out of either queue."""
    kept, resets = inputs["kept"].span, inputs["resets"].span
    if moved.low >= retention.high:
        return retention
    at = Span(moved.low, min(moved.high, retention.high))
    goes_on = Span(max(kept.low, at.low), max(kept.high, at.high))
    anew = at + kept
    until = either(goes_on, anew)
    if resets.exact:
        until = anew if resets.low else goes_on
    # it may expire in the queue on its way there
    return until if moved.high < retention.low else either(until, retention)
