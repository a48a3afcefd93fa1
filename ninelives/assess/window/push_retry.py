"""A bus, a topic or a scheduler that pushes: so many attempts, for so long."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Limits, Window
from ninelives.assess.window.span import NOTHING, Span, between, first, last, seconds

NEEDS = {
    "attempts": Limits(0.0, 100_015.0),
    "event-age": Limits(0.0, 1_987_200.0),
    "wait": Limits(0.0, 3_600.0, published=False),
    "kept": Limits(0.0, 1_209_600.0),
    "refusals-retried": Limits(0.0, 1.0, silent=0.0),
    "source-kept": Limits(0.0, 31_536_000.0, silent=0.0),
}
"""Input → range: tries after the first; seconds an event is tried for; seconds between
two tries, where the vendor publishes them; seconds that a dead-letter queue of this
hop keeps it (0: there is none); 1 where refusals spend the same tries as failures (the
Custom Event Bus), 0 where they are given up at once (all others); seconds the sender
keeps every event where the dead-letter queue gets only its id (0: it gets it whole)."""
UNPUBLISHED = "the vendor publishes no backoff between attempts"


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a push with retries.

    Server-side failures are tried again until the attempts are spent or the event is
    too old, whichever comes first. A refusal (permission, key, a target that is gone)
    is not tried again at all, except by the Custom Event Bus, which retries it on the
    same budget. What is given up goes to the dead-letter queue of this hop, which
    keeps it for `kept` from then on.

    Where the vendor publishes no backoff (`wait` unknown), the time that the attempts
    last is bounded by the age alone, and said to be a bound.

    Source: EventBridge user guide, eb-rule-retry-policy, eb-rule-dlq and
    eb-custom-bus-retry; SNS developer guide, sns-message-delivery-retries and
    sns-dead-letter-queues.
    """
    kept = inputs["kept"].span
    tried, given_up, bounded = _tried(inputs)
    rests = "with the sender, then in the dead-letter queue of this hop"
    if kept.high == 0:
        rests = "with the sender, then nowhere"
    binds = ("event-age", "attempts", "kept", "wait", "source-kept")
    rescue = _rescue(tried, given_up, inputs)
    at_once = _rescue(NOTHING, NOTHING, inputs)
    for failure in (Failure.ERRORS, Failure.AWAY):
        yield Window(failure, tried, rescue, rests, binds, bounded)
    retried = inputs["refusals-retried"].span
    refused = Span(at_once.low, rescue.high)
    if retried.exact:
        refused = rescue if retried.low else at_once
    yield Window(
        Failure.REFUSED,
        Span(tried.low * retried.low, tried.high * retried.high),
        refused,
        rests,
        (*binds, "refusals-retried") if retried.high else ("kept", "source-kept"),
        bounded if retried.high else "",
    )
    rejected = "an event the target rejects is given up at once, one it fails on later"
    yield Window(
        Failure.POISON,
        NOTHING,
        Span(min(at_once.low, rescue.low), max(at_once.high, rescue.high)),
        rests,
        binds,
        rejected if at_once != rescue else "",
    )


def _tried(inputs: Inputs) -> tuple[Span, Span, str]:
    """Give when the last try is made, when the sender gives up, and why a range."""
    attempts, age = inputs["attempts"].span, inputs["event-age"].span
    wait = inputs["wait"]
    if attempts.high == 0:
        return seconds(0), seconds(0), ""
    if not wait.known:
        tried = between(0.0, age.high)
        return tried, tried, UNPUBLISHED
    step = wait.span
    spent = first(step.times(attempts), age)
    if step.exact and attempts.exact and age.exact:
        return seconds(_last_try(step.low, attempts.low, age.low)), spent, ""
    # the last try falls up to one wait short of the age
    return Span(max(0.0, spent.low - step.high), spent.high), spent, ""


def _last_try(wait: float, attempts: float, age: float) -> float:
    """Give when the last try is made, in seconds after the first."""
    if wait == 0:
        return 0.0
    return min(attempts, math.floor(age / wait)) * wait


def _rescue(tried: Span, given_up: Span, inputs: Inputs) -> Span:
    """Give until when people can get the event back, given up at that time."""
    kept, source = inputs["kept"].span, inputs["source-kept"].span
    if kept.high == 0:
        return tried
    until = Span(tried.low if kept.low == 0 else given_up.low, given_up.high) + kept
    if source.high == 0:
        return until
    # the record holds ids only: it is worth something while the bus keeps the event
    return last(first(until, source), tried)
