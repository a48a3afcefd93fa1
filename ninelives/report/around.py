"""What a template sees around the findings: what the code says, what was agreed."""

from __future__ import annotations

from typing import NamedTuple

from ninelives.report.entries import Ref, Voice
from ninelives.report.escape import Markdown


class Clash(NamedTuple):
    """A question that people and the code answer differently."""

    question: Markdown
    where: str
    risk: str
    """The risk of the worse of the answers."""
    people: tuple[Voice, ...]
    says: Markdown
    """What the code says."""
    evidence: Markdown
    """Where it says so."""
    find_out: Markdown
    overruled: bool
    """Whether somebody has seen what the code says, and stands by the answer."""


class Gone(NamedTuple):
    """Something of the map that came from the code and is not in it any more."""

    where: str
    since: str
    """The day it was first missed, YYYY-MM-DD."""
    was: Markdown
    """Where it stood."""


class Aside(NamedTuple):
    """Something that was parked in a session and is not ticked off."""

    id: str
    says: str
    by: str
    """Who parked it, or empty."""
    day: str
    """When, as YYYY-MM-DD, or empty."""
    where: str
    """The integration or component at whose question it came up, or empty."""
    question: Markdown | None
    """The question, where it still is one."""


class Agreed(NamedTuple):
    """An action of the team."""

    id: str
    says: str
    owner: str
    due: str
    """The last day, as YYYY-MM-DD."""
    state: str
    """open, done or dropped."""
    finding: Ref | None
    """The finding it is about, where there still is one."""
    reason: str
    """Why it was dropped, or empty."""
