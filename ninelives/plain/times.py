"""A time as somebody types it, day and zone left out where they are known."""

from __future__ import annotations

import re
from datetime import datetime

from ninelives.text import visible

_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?")
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)\Z")


def moment(said: str, started: str = "") -> str:
    """Give a time as it is written: `2026-12-01T08:10+01:00`.

    Args:
        said: as somebody types it; the day and the zone may be left out where the
            beginning is known.
        started: the beginning, or empty.

    Raises:
        ValueError: in words for a person.
    """
    text = said.strip().replace(" Z", "Z")
    text = re.sub(r"\s+(?=[+-]\d\d:\d\d\Z)", "", text).replace(" ", "T")
    if started and _CLOCK.match(text):
        text = f"{started[:10]}T{text}"
    zone = _ZONE.search(text)
    known = _ZONE.search(started)
    if zone is None and known is not None:
        text += known[0]
    elif zone is None:
        message = "name the zone too, such as 2026-12-01 08:10 +01:00"
        raise ValueError(message)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        message = f"{visible(said)!r} is no time, such as 2026-12-01 08:10 +01:00"
        raise ValueError(message) from None
    if started and found < datetime.fromisoformat(started):
        message = "that lies before it started"
        raise ValueError(message)
    return text


def any_moment(said: str, started: str) -> str:
    """Give a time that may lie before the beginning."""
    if started and _CLOCK.match(said):
        return moment(f"{started[:10]} {said}{_zone(said, started)}")
    return moment(f"{said}{_zone(said, started)}")


def _zone(said: str, started: str) -> str:
    known = _ZONE.search(started)
    return known[0] if known and not _ZONE.search(said) else ""
