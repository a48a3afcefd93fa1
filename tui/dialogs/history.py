"""The history of a review: its milestones, what changed since each, what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.worker import Worker

from ninelives.errors import Unusable
from ninelives.past.marks import Mark

from ..past import Change, Past, Since
from ..widgets.lines import BLANK, Line, flow, piece, prose
from .form import Field, Form
from .items import Item, Items, Text
from .pick import Pick, Told

_DUE = "due:"
"""The id of the row that tells what is due; no milestone is called so."""
_BECAME = {
    "opened": ("+ opened", "bad"),
    "worse": ("↑ worse", "bad"),
    "better": ("↓ better", "good"),
    "closed": ("✓ closed", "good"),
}
_SIGN = 9
_IN = "  "
_MOST_ROWS = 8
_PAUSE = 0.05
"""Seconds a row is marked before it is compared: who holds a key skips rows."""


class History(Told):
    """Gives the id of the integration or component that was gone to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "cancel", "Close", show=False),
        Binding("a", "freeze", "Freeze", show=False),
    ]
    DEFAULT_CSS = """
    History > .frame { width: 96%; max-width: 150; height: 96%; max-height: 96%; }
    History #head { height: auto; max-height: 3; }
    History Items { border-bottom: solid $foreground 25%; }
    History #told { height: 1fr; }
    """
    HEADING = "History"
    KEYS = "enter changes one by one · a freeze now · space reads on · esc close"

    def __init__(self, found: Past) -> None:
        """Take what is known before a milestone is looked at."""
        super().__init__()
        self._past = found
        self._since: dict[str, Since | str] = {}
        """Milestone → what changed since, or why that can't be said."""

    def contents(self) -> ComposeResult:
        """Give what there is in a line, the rows, and what tells about the marked."""
        top = Text(id="head")
        top.set_reactive(Text.make, lambda width: tuple(self._head(width)))
        yield top
        items = Items()
        items.set_reactive(Items.rows, tuple(self._rows()))
        items.set_reactive(Items.at, 1 if self._past.marks else 0)
        items.styles.height = self._tall()
        yield items
        yield Text(id="told")

    def tell(self, marked: str | None) -> None:
        """Tell about a row; a milestone is compared with now first."""
        if not self.query("#told"):
            return  # it was left while a milestone was compared
        super().tell(marked)
        if marked not in (None, _DUE) and marked not in self._since:
            self._beside(self._look, "compare")

    @on(Items.Chosen)
    def choose(self, message: Items.Chosen) -> None:
        """Mark what was clicked; where it is marked already, show its changes."""
        items = self.query_one(Items)
        if message.id == items.marked:
            self.action_take()
        items.at = [row.id for row in items.rows].index(message.id)

    def action_take(self) -> None:
        """Show what changed since the marked milestone, one by one."""
        self._beside(self._walk, "dialog")

    def action_freeze(self) -> None:
        """Freeze the review as it is now."""
        self._beside(self._freeze, "dialog")

    def _beside(
        self, work: Callable[[], Coroutine[None, None, None]], group: str
    ) -> Worker[None]:
        return self.run_worker(work, group=group, exclusive=True)

    async def _look(self) -> None:
        """Compare the marked milestone with now, and tell what changed."""
        await asyncio.sleep(_PAUSE)
        name = self.query_one(Items).marked if self.query(Items) else None
        if name is not None and name != _DUE:
            await self._compared(name)
            self.tell(name)

    async def _compared(self, name: str) -> Since | str:
        """Give what changed since a milestone, or why that can't be said."""
        if name not in self._since:
            try:
                self._since[name] = await asyncio.to_thread(self._past.since, name)
            except Unusable as error:
                self._since[name] = _said(error)
        return self._since[name]

    async def _walk(self) -> None:
        name = self.query_one(Items).marked
        if name is None or name == _DUE:
            return
        found = await self._compared(name)
        if isinstance(found, str):
            return
        by_id = {one.id: one for one in found.changes}
        pick = Pick(
            f"Since {name}: {found.summary}",
            [Item(one.id, _named(one), _risks(one)) for one in found.changes],
            lambda row, width: tuple(_change(by_id[row], width)),
            "No finding changed.",
        )
        chosen = await self.app.push_screen_wait(pick)
        if chosen is not None and by_id[chosen].subject:
            self.give(by_id[chosen].subject)

    async def _freeze(self) -> None:
        taken = {one.name for one in self._past.marks}

        def wrong(text: str) -> str:
            if not text:
                return "A milestone needs a name."
            return f"{text} is there already; it is never changed." * (text in taken)

        name = Field("What is it called?", "design-agreed", wrong=wrong)
        form = Form("Freeze the review as it is now", (name,), lambda _: None)
        typed = await self.app.push_screen_wait(form)
        if typed is None:
            return
        said = (f"Frozen: {typed[0]}.", "good")
        try:
            self._past = await asyncio.to_thread(self._past.with_frozen, typed[0])
        except Unusable as error:
            said = (_said(error), "bad")
        items = self.query_one(Items)
        items.rows = tuple(self._rows())
        items.styles.height = self._tall()
        names = [row.id for row in items.rows]
        items.at = names.index(typed[0]) if typed[0] in names else 0
        self.query_one("#head", Text).make = lambda width: (
            *flow(piece(said), width),
            *self._head(width),
        )

    def _rows(self) -> Iterator[Item]:
        past = self._past
        yield Item(_DUE, piece(("What is due", "head")), _count(past))
        for one in past.marks:
            by = f" by {one.by}" if one.by else ""
            name = piece((one.name, "strong"), (f"  {one.at[:10]}{by}", "muted"))
            yield Item(one.name, name, _came_to(one))

    def _tall(self) -> int:
        """Give the lines of the list: few rows leave their room to what is told."""
        return min(len(self._past.marks), _MOST_ROWS) + 2

    def _head(self, width: int) -> Iterator[Line]:
        count = len(self._past.marks)
        if count:
            said = f"{count} milestone{'s' * (count > 1)}, the latest first; "
            said += "each shows what changed from it to now."
        else:
            said = (
                "No milestone yet. One freezes the review, its checklists and what "
                "followed, so that later you see what changed, and why: a makes one."
            )
        yield from flow(piece((said, "muted")), width)

    def details(self, row: str, width: int) -> Sequence[Line]:
        """Give what is due, or what changed since a milestone."""
        if row == _DUE:
            return tuple(_due(self._past, width))
        found = self._since.get(row)
        mark = self._past.mark(row)
        if isinstance(found, Since):
            return tuple(_changes(found, width))
        said = (found, "bad") if found else ("Comparing …", "muted")
        if mark is not None and mark.wrong and not found:
            said = (mark.wrong, "bad")
        return tuple(flow(piece(said), width))


def _said(error: Unusable) -> str:
    return " ".join(str(one) for one in error.problems)


def _count(past: Past) -> Content:
    if past.wrong:
        return piece(("can't be said", "bad"))
    late = (f", {past.overdue} overdue", "bad") if past.overdue else ""
    return piece((f"{len(past.due) or 'nothing'}", "strong"), late)


def _came_to(one: Mark) -> Content:
    if one.wrong:
        return piece(("can't be read", "bad"))
    parts: list[str | tuple[str, str]] = []
    for risk, count in one.counts:
        parts += [(f"{count} {risk}", risk), ("  ", "")]
    return piece(*parts, (f"{one.left} open", "muted"))


def _due(past: Past, width: int) -> Iterator[Line]:
    if past.wrong:
        yield from flow(piece((past.wrong, "bad")), width)
    elif not past.due:
        yield from flow(piece(("Nothing is due.", "good")), width)
    for one in past.due:
        late = bool(one.day) and one.day < past.today
        who = (f"  {one.owner}", "strong") if one.owner else ""
        when = (f"{one.when(past.today)}", "bad" if late else "muted")
        text = piece((f"{one.kind}  ", "head"), prose(one.says), who, "  ", when)
        yield from flow(text, width, rest=_IN)


def _changes(found: Since, width: int) -> Iterator[Line]:
    yield from flow(piece((found.summary, "strong")), width)
    for one in found.warnings:
        yield from flow(piece((one, "warn")), width)
    for change in found.changes:
        yield BLANK
        yield from _change(change, width)


def _change(one: Change, width: int) -> Iterator[Line]:
    yield from flow(piece(_named(one), "  ", _risks(one)), width, rest=_IN)
    for cause in one.causes:
        yield from flow(prose(cause, "muted"), width, first=f"{_IN}· ")


def _named(one: Change) -> Content:
    sign, style = _BECAME[one.became]
    where = (f"  {one.where}", "muted")
    return piece((f"{sign:{_SIGN}}", style), one.title, where)


def _risks(one: Change) -> Content:
    return piece(
        (one.before.upper(), one.before), " → ", (one.after.upper(), one.after)
    )
