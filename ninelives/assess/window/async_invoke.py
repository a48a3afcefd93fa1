"""A function invoked asynchronously: one clock for errors, one for throttles."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Limits, Window
from ninelives.assess.window.span import NOTHING, Span, between

NEEDS = {
    "retries": Limits(0.0, 2.0),
    "event-age": Limits(60.0, 21_600.0),
    "kept": Limits(0.0, 1_209_600.0),
}
"""Input → range: tries after the first; seconds an event may wait; seconds that a
failure destination keeps it (0: there is none)."""
TRIES = (0.0, 60.0, 180.0)
"""Seconds from the first try to each try after a function error: 1 min, then 2 min."""
LONGEST_BACKOFF = 300.0
"""Seconds between tries of a throttled event, at most."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of an asynchronous invocation.

    Two clocks. A function error is tried again about 1 and 3 minutes after the first
    try, as often as `retries` says and while the event is no older than `event-age`.
    Throttles and system errors back off from 1 s to 5 min until the event is too old;
    they spend no retries. What is given up goes to the failure destination, which
    keeps it for `kept` from then on. A function whose reserved concurrency is 0 is
    not throttled but refuses: its events are given up at once.

    Source: Lambda developer guide, invocation-async; the waits are documented as
    approximate.
    """
    age, kept = inputs["event-age"].span, inputs["kept"].span
    retries = inputs["retries"].span
    tried = Span(_last_try(retries.low, age.low), _last_try(retries.high, age.high))
    given_up = Span(_given_up(retries.low, age.low), _given_up(retries.high, age.high))
    rescue = given_up + kept if kept.low > 0 else Span(tried.low, given_up.high) + kept
    away = between(max(0.0, age.low - LONGEST_BACKOFF), age.high)
    rests = "in the function's own queue, then in its failure destination"
    if kept.high == 0:
        rests, rescue = "in the function's own queue, then nowhere", tried
    binds = ("retries", "kept", "event-age")
    yield Window(Failure.ERRORS, tried, rescue, rests, binds)
    yield Window(
        Failure.AWAY,
        away,
        away + kept,
        rests,
        ("event-age", "kept"),
        "the last try comes up to 5 min before the event is too old",
    )
    yield Window(Failure.REFUSED, NOTHING, kept, rests, ("kept",))
    yield Window(Failure.POISON, NOTHING, rescue, rests, binds)


def _last_try(retries: float, age: float) -> float:
    """Give when the last try after function errors is made, in seconds."""
    return max(at for at in TRIES[: int(retries) + 1] if at <= age)


def _given_up(retries: float, age: float) -> float:
    """Give when it leaves the function's queue: its last retry failed, or too old."""
    return min(TRIES[int(retries)], age)
