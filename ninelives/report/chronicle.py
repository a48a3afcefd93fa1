"""The timeline of an incident: as a Mermaid diagram, and line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ninelives.report.escape import Markdown, fence
from ninelives.report.mermaid import label
from ninelives.report.retro_page import Line
from ninelives.review.incidents import Incident

BEFORE, UNNOTICED, NOTICED, OVER = (
    "Before",
    "Nobody knew",
    "Somebody knew",
    "Afterwards",
)
_MOST = 60
"""More entries than this are not drawn; the list has them all."""


def said(at: datetime, incident: Incident) -> str:
    """Give a time in the zone the incident began in: `2026-12-01 08:10 +01:00`."""
    here = at.astimezone(incident.started.tzinfo)
    zone = "UTC" if here.utcoffset() == timedelta() else here.isoformat()[-6:]
    clock = "%H:%M:%S" if here.second else "%H:%M"
    return f"{here:%Y-%m-%d} {here.strftime(clock)} {zone}"


def lines(incident: Incident) -> tuple[Line, ...]:
    """Give every line of the timeline, in the order of time."""
    found = sorted(_entries(incident), key=lambda one: (one[0], not one[2]))
    return tuple(Line(said(at, incident), text, mark) for at, text, mark in found)


def diagram(incident: Incident) -> Markdown:
    """Give the timeline as a fenced block; nothing in a text is obeyed."""
    found = sorted(_entries(incident), key=lambda one: (one[0], not one[2]))
    drawn = [one for one in found if one[2]]
    room = _MOST - len(drawn)
    drawn += [one for one in found if not one[2]][:room]
    drawn.sort(key=lambda one: (one[0], not one[2]))
    rows, phase = ["timeline"], ""
    for at, text, _ in drawn:
        now = _phase(at, incident)
        if now != phase:
            rows.append(f"  section {now}")
            phase = now
        rows.append(f"    {label(said(at, incident)[:16])} : {label(text)}")
    return fence("\n".join(rows), "mermaid")


def _entries(incident: Incident) -> Iterator[tuple[datetime, str, bool]]:
    yield incident.started, "It starts", True
    yield incident.noticed, "Somebody notices", True
    if incident.ended is not None:
        yield incident.ended, "Nothing fails any more", True
    if incident.recovered is not None:
        yield incident.recovered, "The data is right again", True
    yield from ((one.at, one.says, False) for one in incident.timeline)


def _phase(at: datetime, incident: Incident) -> str:
    if at < incident.started:
        return BEFORE
    if at < incident.noticed:
        return UNNOTICED
    over = incident.recovered or incident.ended
    return OVER if over is not None and at > over else NOTICED
