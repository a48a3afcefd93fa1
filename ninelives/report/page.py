"""What a template may see: a whole report as plain values, in the order it is read.

Texts are as `ninelives.report.entries` says.
"""

from __future__ import annotations

from typing import NamedTuple

from ninelives.report.acceptance import Accepted
from ninelives.report.around import Agreed, Aside, Clash, Gone
from ninelives.report.entries import (
    Action,
    Answered,
    Because,
    Excluded,
    Found,
    OpenQuestion,
    RiskGroup,
    Sheet,
)
from ninelives.report.escape import Markdown
from ninelives.report.gathered import Alike, AlikeQuestion
from ninelives.report.outages import Windows


class Drawing(NamedTuple):
    """The map."""

    diagram: Markdown
    """A fenced Mermaid block."""
    undrawn: int
    """How many integrations it leaves out, those with the lowest risk."""


class WayColumn(NamedTuple):
    """A way, as a column of the table."""

    number: int
    title: Markdown


class Row(NamedTuple):
    """An integration or component, as a row of the table."""

    where: str
    risk: str
    letter: str
    cells: tuple[str, ...]
    """One a way: a risk's letter, `?` behind it where it is only assumed; – where
    nothing was found, empty where its checklist looks for nothing of that way."""
    answered: int
    asked: int


class Step(NamedTuple):
    """A word of a scale."""

    title: str
    letter: str
    says: Markdown


class Stake(NamedTuple):
    """What a harm would mean, as the team says."""

    harm: str
    impact: str
    assumed: bool
    """True where nobody said, so that the worst is taken."""


class MatrixRow(NamedTuple):
    """The risks of one impact."""

    impact: str
    risks: tuple[str, ...]
    """One an exposure, rarest first."""


class Scale(NamedTuple):
    """How impact and exposure become a risk."""

    risks: tuple[Step, ...]
    """Gravest first, without none."""
    impacts: tuple[Step, ...]
    """Mildest first."""
    exposures: tuple[Step, ...]
    """Rarest first."""
    matrix: tuple[MatrixRow, ...]
    """One row an impact."""


class SourceRow(NamedTuple):
    """A fact with where it was read and when."""

    number: str
    says: Markdown
    value: str
    pages: tuple[Markdown, ...]
    """Links."""
    checked: str
    """The day, or days, it was read."""
    unverified: Markdown
    """Why no source confirms it."""


class Verdict(NamedTuple):
    """What a manager reads."""

    kind: str
    """known: the gravest risk is high or worse, and certain to be there; assumed: it
    would be, if the worst answers were true; mild: medium or lower; accepted: every
    risk that is left is accepted; nothing: no finding; empty: there is nothing to
    ask."""
    worst: Found | None
    because: Because | None
    """What raised the gravest finding."""
    counts: tuple[str, ...]
    """How many findings of each risk, gravest first, such as `2 high`."""
    others: int
    """How many findings there are beside the gravest."""
    assumed: int
    """How many of all findings rest on nothing but what nobody knows."""
    accepted: int
    """For how many findings a waiver holds."""
    reopened: int
    """How many findings are open again, because their waiver holds no longer."""
    open: int
    """How many questions are open."""
    unknown: int
    """How many of them were answered, with “not known”."""
    states: tuple[str, ...]
    """How many of them are in which state, such as `3 unanswered`."""
    first: Action | None
    """The mitigation that takes most risk away for its effort."""
    first_where: str
    first_closes: int
    first_lowers: int
    ask_first: OpenQuestion | None
    """The question to settle first, where nothing known can be mended first."""
    first_rests: int
    """How many findings rest on it."""


class PackUsed(NamedTuple):
    """A pack that the questions come from."""

    name: str
    version: str
    digest: str
    """SHA-256 over its files, in hexadecimal."""


class Often(NamedTuple):
    """A pitfall that was ruled out at many places."""

    title: Markdown
    places: int
    """How many."""


class LeftOut(NamedTuple):
    """A question, rule or mitigation that a team's own pack leaves out."""

    checklist: str
    id: str
    reason: Markdown


class Page(NamedTuple):
    """A report."""

    service: str
    team: str
    packs: tuple[PackUsed, ...]
    """The one that the others extend comes first."""
    other_pack: str
    """The pack and version the answers were last written with, where it is another."""
    asked: int
    answered: int
    full: bool
    """Whether nothing is left out."""
    verdict: Verdict
    drawing: Drawing
    ways: tuple[WayColumn, ...]
    rows: tuple[Row, ...]
    windows: Windows | None
    """How long failures are survived; None where no integration says."""
    stakes: tuple[Stake, ...]
    """What each harm would mean to the service."""
    groups: tuple[RiskGroup, ...]
    """The findings shown in detail: those that rest on more than what nobody knows."""
    actions: tuple[Action, ...]
    """Mitigations described in full, the most worthwhile first."""
    further: tuple[Action, ...]
    """Mitigations shown in a table only."""
    agreed: tuple[Agreed, ...]
    """What the team agreed to do, what is open first, then by day."""
    accepted: Accepted
    """The risks accepted on purpose."""
    clashes: tuple[Clash, ...]
    """Answers that the code contradicts."""
    gone: tuple[Gone, ...]
    """What the code lacks that the map took from it."""
    excluded: tuple[Excluded, ...]
    excluded_often: tuple[Often, ...]
    """What was ruled out, counted, where a short report has no room for the reasons."""
    sheets: tuple[Sheet, ...]
    sheets_left_out: int
    """How many answers a short report has no room for."""
    not_applicable: tuple[Answered, ...]
    """Answers that a question does not apply, with the reason."""
    left_out: tuple[LeftOut, ...]
    """What the packs leave out of the checklists used here."""
    sources: tuple[SourceRow, ...]
    scale: Scale
    minor: tuple[Found, ...] = ()
    """The findings shown in a table only."""
    minor_alike: tuple[Alike, ...] = ()
    """The same, each pitfall and risk once with all its places."""
    open: tuple[OpenQuestion, ...] = ()
    """What nobody knows, with most risk first."""
    open_minor: tuple[OpenQuestion, ...] = ()
    """What nobody knows and less rests on: shown in a table only."""
    open_alike: tuple[AlikeQuestion, ...] = ()
    """The same, each question once with all its places."""
    parked: tuple[Aside, ...] = ()
    """What was put aside in sessions and is not ticked off, the oldest first."""
    disputes: tuple[OpenQuestion, ...] = ()
    """Where people differ; with the code they differ in `clashes`."""
