"""What the template of a retrospective may see, in the order it is read.

Texts are as `ninelives.report.entries` says: escaped unless they are Markdown.
"""

from __future__ import annotations

from typing import NamedTuple

from ninelives.report.escape import Markdown


class Line(NamedTuple):
    """A line of the timeline."""

    at: str
    says: str
    mark: bool
    """Whether it is one of the four times every incident has."""


class Heard(NamedTuple):
    """A question that bore on it, and what was answered."""

    question: Markdown
    where: str
    said: tuple[Markdown, ...]
    """Each voice: what, by whom, when, from where in the code."""
    note: str


class Judged(NamedTuple):
    """What the review had said about one pitfall."""

    title: Markdown
    id: str
    where: str
    kind: str
    named: bool
    """Whether people say that it struck."""
    risk: str
    """none where there was no finding."""
    detail: Markdown
    """Why, in a sentence."""
    heard: tuple[Heard, ...]


class Outage(NamedTuple):
    """What a loss window had said, and what came."""

    where: str
    failure: str
    survives: str
    rescue: str
    rests: str
    gone: str
    """From when on events were gone with nobody acting."""
    until: str
    """Until when people could get them back."""
    held: str
    """Whether what came agrees with it."""


class Duty(NamedTuple):
    """An action."""

    id: str
    says: str
    owner: str
    due: str
    state: str


class Asking(NamedTuple):
    """What to ask next time."""

    ask: Markdown
    where: str
    why: Markdown


class Retrospective(NamedTuple):
    """A retrospective."""

    title: str
    service: str
    team: str
    incident: str
    """The file it was written from."""
    started: str
    until_noticed: str
    """How long it went unnoticed."""
    until_over: str
    """How long it lasted, or empty."""
    until_recovered: str
    """How long until the data was right again, or empty."""
    where: tuple[str, ...]
    harms: str
    amount: str
    found: str
    mended: str
    thought: str
    diagram: Markdown
    """A fenced Mermaid block."""
    lines: tuple[Line, ...]
    stood: Markdown
    """As of when the review is replayed."""
    doubt: Markdown
    """What has to be kept in mind about that, or empty."""
    packs: str
    counts: tuple[str, ...]
    """How many pitfalls of each kind, such as `2 waived`."""
    narrowed: bool
    """Whether people say which pitfalls struck."""
    judged: tuple[Judged, ...]
    """In detail: those that people name, else the most telling."""
    minor: tuple[Judged, ...]
    """In a table only."""
    needed: tuple[str, ...]
    """What people had said that they need, and what they needed."""
    outages: tuple[Outage, ...]
    duties: tuple[Duty, ...]
    asking: tuple[Asking, ...]
    draft: str
    """The folder of the drafted questions, or empty."""
    homeless: tuple[str, ...]
    """What no checklist asks about."""
