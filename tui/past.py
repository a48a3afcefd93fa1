"""Opens a review's history: what its milestones came to, what changed, what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from textual.app import App

from ninelives.assess.difference import Difference
from ninelives.assess.due import Due
from ninelives.errors import Unusable
from ninelives.past.compared import compared
from ninelives.past.marks import Mark, frozen, marks
from ninelives.past.pending import due_in
from ninelives.report import difference
from ninelives.review.session import now
from ninelives.states import State

from .desk import gone_to
from .table import Table


class Change(NamedTuple):
    """What became of one finding since a milestone."""

    id: str
    subject: str
    """The integration or component; empty where it is gone."""
    became: str
    """opened, worse, better or closed."""
    title: str
    where: str
    before: str
    """Its risk then, `none` where there was no such finding."""
    after: str
    """Its risk now."""
    causes: tuple[str, ...]


class Since(NamedTuple):
    """What changed since a milestone."""

    summary: str
    warnings: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What the history of a review shows before a milestone is looked at."""

    folder: Path
    packs: tuple[Path, ...]
    by: str
    """Who freezes."""
    marks: tuple[Mark, ...]
    due: tuple[Due, ...]
    today: str
    wrong: str = ""
    """Why what is due can't be said, or empty."""

    @property
    def overdue(self) -> int:
        """How many things were due before today."""
        return sum(bool(one.day) and one.day < self.today for one in self.due)

    def mark(self, name: str) -> Mark | None:
        """Give a milestone."""
        return next((one for one in self.marks if one.name == name), None)

    def since(self, name: str) -> Since:
        """Give what changed since a milestone; raises `Unusable`."""
        before, after = State(self.folder, milestone=name), State(self.folder)
        with compared(before, after, self.packs) as found:
            changes = tuple(_changes(found.difference))
            return Since(difference.summary(found.difference), found.warnings, changes)

    def with_frozen(self, name: str) -> Past:
        """Freeze the review as it is on the disk; raises `Unusable`."""
        frozen(self.folder, name, self.packs, self.by)
        return past_of(self.folder, self.packs, self.by)


def _changes(between: Difference) -> Iterator[Change]:
    """Put each change into words, while the packs of both states are there."""
    here = {*between.after.review.subjects()}
    for one in between.changed:
        causes = (difference.cause(it, between) for it in one.causes)
        yield Change(
            id=one.id,
            subject=one.subject if one.subject in here else "",
            became=one.became,
            title=one.pitfall.title,
            where=difference.where(one, between),
            before=one.before.risk if one.before else "none",
            after=one.after.risk if one.after else "none",
            causes=tuple(map(difference.whole, causes)),
        )


def past_of(folder: Path, packs: Sequence[Path], by: str) -> Past:
    """Give the milestones of a review and what is due in it."""
    due: tuple[Due, ...] = ()
    wrong = ""
    try:
        due = due_in(folder, packs=packs)
    except Unusable as error:
        wrong = " ".join(str(one) for one in error.problems)
    return Past(folder, tuple(packs), by, marks(folder), due, now()[:10], wrong)


async def history(app: App[Any], table: Table) -> None:
    """Show the history; go where a change that was chosen is."""
    from .dialogs.history import History

    desk = table.desk
    try:
        found = await asyncio.to_thread(past_of, desk.folder, table.packs, desk.by)
    except Unusable as error:
        table.tell(" ".join(str(one) for one in error.problems), "bad")
        return
    chosen = await app.push_screen_wait(History(found))
    if chosen is not None:
        table.go(gone_to(desk, chosen))
