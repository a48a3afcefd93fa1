"""What number may be typed in place of a choice."""

from __future__ import annotations

from ninelives import words
from ninelives.review.standing import Standing

_BARE = ("", "count", "ratio")
"""Units that are no word."""


def typed(one: Standing) -> str:
    """Say what may be typed, and from where to where; empty where nothing may."""
    measure = one.question.measure
    if measure is None:
        return ""
    ends = {
        "low": words.number(measure.minimum, ",g"),
        "high": words.number(measure.maximum, ",g"),
    }
    if measure.unit in _BARE:
        return words.say("or type the number, from {low} to {high}", **ends)
    return words.say(
        "or type it in {unit}, from {low} to {high}", unit=measure.unit, **ends
    )
