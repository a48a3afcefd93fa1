"""Times that are known, or known within bounds: seconds, never bare numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ninelives.text import quantity

FOREVER = math.inf
"""A time without end, in seconds."""


@dataclass(frozen=True, slots=True)
class Span:
    """A duration in seconds, known exactly or between two bounds."""

    low: float
    """Seconds, at least."""
    high: float
    """Seconds, at most; `FOREVER` where nothing ends it."""

    def __post_init__(self) -> None:
        """Refuse what is no duration."""
        if not 0 <= self.low <= self.high:
            message = f"no duration: {self.low} to {self.high} s"
            raise ValueError(message)

    @property
    def exact(self) -> bool:
        """Whether both bounds are one."""
        return self.low == self.high

    def __add__(self, other: Span) -> Span:
        """Give one after the other."""
        return Span(self.low + other.low, self.high + other.high)

    def times(self, count: Span) -> Span:
        """Give it repeated; a count is a span of whole numbers."""
        return Span(_product(self.low, count.low), _product(self.high, count.high))

    def less(self, other: Span) -> Span:
        """Give what is left of it after another, never below nothing."""
        return Span(
            max(0.0, self.low - other.high if other.high < FOREVER else 0.0),
            max(0.0, self.high - other.low if self.high < FOREVER else FOREVER),
        )

    def __str__(self) -> str:
        """Give it as people say it: `90 s`, `1 h 30 min`, `4 d to 14 d`."""
        if self.exact:
            return said(self.low)
        if self.high == FOREVER and self.low == 0:
            return "unknown"
        if said(self.low) == said(self.high):
            return f"about {said(self.low)}"
        if self.high == FOREVER:
            return f"at least {said(self.low)}"
        if self.low == 0:
            return f"at most {said(self.high)}"
        return f"{said(self.low)} to {said(self.high)}"


def _product(left: float, right: float) -> float:
    return 0.0 if 0 in (left, right) else left * right


def seconds(value: float) -> Span:
    """Give a duration that is known."""
    return Span(float(value), float(value))


def between(low: float, high: float) -> Span:
    """Give a duration known within bounds, in seconds."""
    return Span(float(low), float(high))


def first(*spans: Span) -> Span:
    """Give the time until whichever comes first."""
    return Span(min(one.low for one in spans), min(one.high for one in spans))


def last(*spans: Span) -> Span:
    """Give the time until the last has come."""
    return Span(max(one.low for one in spans), max(one.high for one in spans))


def either(*spans: Span) -> Span:
    """Give one of several, nobody knows which."""
    return Span(min(one.low for one in spans), max(one.high for one in spans))


NOTHING = Span(0.0, 0.0)
ALWAYS = Span(FOREVER, FOREVER)
ANY = Span(0.0, FOREVER)

_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def said(value: float) -> str:
    """Give seconds in the two largest units that matter: `5 400` → `1 h 30 min`."""
    if value == FOREVER:
        return "without end"
    if value < 1:
        return "no time" if value == 0 else f"{value * 1000:.0f} ms"
    rest = round(value)
    if rest < 120:  # noqa: PLR2004 - people say 90 s, not 1 min 30 s
        return quantity(rest, "s") if rest % 60 else f"{rest // 60} min"
    parts = []
    for name, size in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,} {name}")
        elif parts:
            break
        if len(parts) == 2:  # noqa: PLR2004 - two units are enough to act on
            break
    return " ".join(parts)
