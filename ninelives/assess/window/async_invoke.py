"""A function invoked asynchronously: one clock for errors, one for throttles."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.assess.window.model import Failure, Inputs, Window
from ninelives.assess.window.span import NOTHING, Span, between, first, seconds

NEEDS = {
    "retries": (0.0, 2.0),
    "event-age": (60.0, 21_600.0),
    "kept": (0.0, 1_209_600.0),
}
"""Input → range: tries after the first; seconds an event may wait; seconds that a
failure destination keeps it (0: there is none)."""
FIRST_WAIT, SECOND_WAIT = 60.0, 120.0
"""Seconds before the first and the second retry after a function error."""
LONGEST_BACKOFF = 300.0
"""Seconds between tries of a throttled event, at most."""


def windows(inputs: Inputs) -> Iterator[Window]:
    """Give the windows of an asynchronous invocation.

    A function error is tried again about 1 and 3 minutes after the first try, as
    often as `retries` says. Throttles and system errors back off from 1 s to 5 min
    until the event is older than `event-age`; they spend no retries. What is given
    up goes to the failure destination, which keeps it for `kept` from then on.

    Source: Lambda developer guide, invocation-async; the waits are documented as
    approximate.
    """
    age, kept = inputs["event-age"].span, inputs["kept"].span
    tried = first(_after_retries(inputs["retries"].span), age)
    away = between(max(0.0, age.low - LONGEST_BACKOFF), age.high)
    rests = "in the function's own queue, then in its failure destination"
    if kept.high == 0:
        rests = "in the function's own queue, then nowhere"
    binds = ("retries", "kept", "event-age")
    yield Window(Failure.ERRORS, tried, tried + kept, rests, binds)
    yield Window(
        Failure.AWAY,
        away,
        away + kept,
        rests,
        ("event-age", "kept"),
        "the last try comes up to 5 min before the event is too old",
    )
    yield Window(Failure.REFUSED, NOTHING, kept, rests, ("kept",))
    yield Window(Failure.POISON, NOTHING, tried + kept, rests, binds)


def _after_retries(retries: Span) -> Span:
    """Give when the last try after function errors is made."""
    waits = (0.0, FIRST_WAIT, FIRST_WAIT + SECOND_WAIT)
    return (
        seconds(waits[int(retries.low)])
        if retries.exact
        else between(waits[int(retries.low)], waits[int(retries.high)])
    )
