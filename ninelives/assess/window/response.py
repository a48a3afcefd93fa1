"""How long people need, set against how long they have."""

from __future__ import annotations

from dataclasses import dataclass

from ninelives.assess.window.model import Window
from ninelives.assess.window.span import FOREVER, NOTHING, Span, between, seconds
from ninelives.checklist.model import SERVICE
from ninelives.review.model import Review

ALARM, ABSENCE, REPAIR = "alarm-delay", "longest-absence", "repair-time"
"""The questions about the service that say how long people need, in seconds."""
RESPONSE = (ALARM, ABSENCE, REPAIR)
_WORST = {ALARM: 86_400.0, ABSENCE: 345_600.0, REPAIR: 86_400.0}
"""What an unknown answer spans: a day until somebody notices, a long weekend away, a
day to mend."""


@dataclass(frozen=True, slots=True)
class Response:
    """How long a failure can last until people have dealt with it."""

    span: Span
    """Seconds from the failure until it is mended, at worst of an ordinary year."""
    unknown: tuple[str, ...]
    """Ids of the questions nobody answered."""
    at_once: Span = NOTHING
    """The same where somebody is there to act when the alarm rings."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Rescue less response: below zero, what is lost is lost before people act."""

    low: float
    """Seconds; negative where people can be too late."""
    high: float

    @property
    def verdict(self) -> str:
        """Give safe, unsure or too-late."""
        if self.low >= 0:
            return "safe"
        return "unsure" if self.high >= 0 else "too-late"


def response(review: Review) -> Response:
    """Give how long the team needs: until the alarm, until there, until mended."""
    total, at_once, unknown = NOTHING, NOTHING, []
    for question in RESPONSE:
        answer = review.answer(SERVICE, question)
        if answer is not None and answer.known and answer.value is not None:
            needed = seconds(answer.value)
        else:
            needed = between(0.0, _WORST[question])
            unknown.append(question)
        total = total + needed
        if question != ABSENCE:
            at_once = at_once + needed
    return Response(total, tuple(unknown), at_once)


def margin(window: Window, needed: Response) -> Margin:
    """Give what is left between the last moment to rescue and the team's response."""
    if window.rescue.low == FOREVER:
        return Margin(FOREVER, FOREVER)
    return Margin(
        window.rescue.low - needed.span.high, window.rescue.high - needed.span.low
    )
