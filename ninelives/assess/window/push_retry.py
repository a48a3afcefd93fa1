"""A bus, a topic or a scheduler that pushes: so many attempts, for so long."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Window
from ninelives.assess.window.span import NOTHING, between, first, seconds

NEEDS = {
    "attempts": (0.0, 100_015.0),
    "event-age": (0.0, 1_987_200.0),
    "wait": (0.0, 3_600.0),
    "kept": (0.0, 1_209_600.0),
}
"""Input → range: tries after the first; seconds an event is tried for; seconds between
two tries, where the vendor publishes them; seconds that a dead-letter queue of this
hop keeps it (0: there is none)."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of a push with retries.

    Server-side failures are tried again until the attempts are spent or the event is
    too old, whichever comes first. A refusal (permission, key, a target that is gone)
    is not tried again at all. What is given up goes to the dead-letter queue of this
    hop, which keeps it for `kept` from then on.

    Where the vendor publishes no backoff (`wait` unknown), the time that the attempts
    last is bounded by the age alone, and said to be a bound.

    Source: EventBridge user guide, eb-rule-retry-policy and eb-rule-dlq; SNS developer
    guide, sns-message-delivery-retries and sns-dead-letter-queues.
    """
    attempts, age = inputs["attempts"].span, inputs["event-age"].span
    kept, wait = inputs["kept"].span, inputs["wait"]
    bounded = ""
    if attempts.high == 0:
        tried = seconds(0)
    elif wait.known:
        tried = first(wait.span.times(attempts), age)
    else:
        tried = between(0.0 if attempts.low == 0 else min(1.0, age.low), age.high)
        bounded = "the vendor publishes no backoff between attempts"
    rests = "with the sender, then in the dead-letter queue of this hop"
    if kept.high == 0:
        rests = "with the sender, then nowhere"
    binds = ("event-age", "attempts", "kept", "wait")
    for failure in (Failure.ERRORS, Failure.AWAY):
        yield Window(failure, tried, tried + kept, rests, binds, bounded)
    yield Window(Failure.REFUSED, NOTHING, kept, rests, ("kept",))
