"""How much of what is sent during an outage is lost, against the outage's length."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ninelives.assess.window.span import FOREVER, Span, said

MARKS = (60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0, 345600.0, 1209600.0)
"""Lengths of outages that people think in, in seconds: 1 min to 14 d."""


@dataclass(frozen=True, slots=True)
class Point:
    """One length of an outage."""

    outage: float
    """Seconds."""
    low: float
    """Share of the events sent meanwhile that is lost at least, 0 to 1."""
    high: float
    """Share that is lost at most."""


def share_lost(survives: float, outage: float) -> float:
    """Give the share of the events of an outage that nobody saves.

    Events come evenly; one that is sent `x` seconds into the outage meets `outage - x`
    seconds of it, and is given up where that is more than is survived.
    """
    if outage <= 0 or survives >= outage:
        return 0.0
    return (outage - survives) / outage


def curve(survives: Span, outages: Iterable[float] = MARKS) -> tuple[Point, ...]:
    """Give the share lost for each length of an outage, in seconds."""
    return tuple(
        Point(
            one,
            0.0 if survives.high == FOREVER else share_lost(survives.high, one),
            share_lost(survives.low, one),
        )
        for one in outages
    )


def bars(survives: Span, after: Span | None = None, width: int = 30) -> tuple[str, ...]:
    """Give a chart of plain text: a line for each length, `#` lost, `?` maybe.

    Args:
        survives: what is survived now.
        after: what is survived once something is done, drawn beside it.
        width: characters of a full bar.
    """
    now = curve(survives)
    then = curve(after) if after is not None else ()
    lines = []
    for place, point in enumerate(now):
        line = f"{said(point.outage):>6} |{_bar(point, width)}| {_percent(point)}"
        if then:
            line += f"   then |{_bar(then[place], width)}| {_percent(then[place])}"
        lines.append(line.rstrip())
    return tuple(lines)


def _bar(point: Point, width: int) -> str:
    sure, maybe = round(point.low * width), round(point.high * width)
    return ("#" * sure + "?" * (maybe - sure)).ljust(width, ".")


def _percent(point: Point) -> str:
    low, high = math.floor(point.low * 100), math.ceil(point.high * 100)
    return f"{high:>3} %" if high - low <= 1 else f"{low}-{high} %"
