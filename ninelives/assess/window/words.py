"""Failures and numbers of a loss window in the words of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ninelives.assess.window.model import Failure, Input
from ninelives.assess.window.span import seconds

FAILS: Mapping[Failure, str] = {
    Failure.ERRORS: "Consumer fails",
    Failure.AWAY: "Throttled or away",
    Failure.REFUSED: "Delivery refused",
    Failure.POISON: "One bad event",
    Failure.PARTIAL: "Batch taken in part",
}
"""Failure → what a column is called."""
COUNTED = frozenset({"receives", "retries", "attempts", "resends", "most-retries"})
"""Inputs that are no times."""
_NAMED: Mapping[str, str] = {
    "visibility": "visibility timeout",
    "kept": "time kept once given up",
    "resets": "whether the clock starts anew",
    "event-age": "longest age of an event",
    "record-age": "longest age of a record",
    "wait": "wait between tries",
    "attempts": "retries",
    "caller-retries": "patience of the caller",
    "longest-wait": "longest wait between tries",
    "time-left": "time the producer has",
    "whole-records": "whether whole records are kept",
    "source-kept": "time the sender keeps events",
    "refusals-retried": "whether refusals are tried again",
    "most-retries": "most retries",
    "mechanism": "what it is",
}
_NOTHING: Mapping[str, str] = {
    "kept": "nothing keeps it once given up",
    "caller-retries": "the caller does not try again",
    "resends": "what is left over is not sent again",
    "resets": "a dead letter keeps its age",
    "whole-records": "the destination gets only where a record stood",
    "refusals-retried": "what is refused is not tried again",
}
"""What none of it means."""


def named(name: str) -> str:
    """Give an input of a mechanism as people call it."""
    return _NAMED.get(name, name)


def bound(inputs: Sequence[Input]) -> str:
    """Give the number that binds with where it came from; empty where none does.

    Args:
        inputs: that bind, the one that binds most first.
    """
    if not inputs:
        return ""
    one = inputs[0]
    if not one.known:
        return f"{named(one.name)}, which nobody knows"
    if one.span.high == 0 and one.name in _NOTHING:
        return f"{_NOTHING[one.name]} ({one.origin})"
    value = f"{one.span.low:g}" if one.name in COUNTED else str(one.span)
    return f"{named(one.name)} {value} ({one.origin})"


def at_worst(one: Input) -> str:
    """Give an input nobody knows at the end of its range that loses most."""
    low = one.span.low
    if low == 0 and one.name in _NOTHING:
        return _NOTHING[one.name]
    value = f"{low:g}" if one.name in COUNTED else str(seconds(low))
    return f"{named(one.name)}: {value}"
