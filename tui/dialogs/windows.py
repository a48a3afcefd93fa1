"""The loss windows of a review: what each failure does where, and what mends it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker

from ..lasts import Lasts
from ..widgets.lines import Line
from .items import Item, Items, Text
from .pick import Told
from .ticks import Ticks, offered
from .window_rows import WindowItems, details, head, rows_of


class Windows(Told):
    """Gives the id of the row that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "cancel", "Close", show=False),
        Binding("m", "what_if", "What if", show=False),
        Binding("l", "late", "Too late only", show=False),
    ]
    DEFAULT_CSS = """
    Windows > .frame { width: 96%; max-width: 170; height: 96%; max-height: 96%; }
    Windows #head { height: 3; }
    Windows WindowItems { height: 3fr; min-height: 4; }
    Windows #told { height: 2fr; border-top: solid $foreground 25%; }
    """
    HEADING = "Loss windows"
    KEYS = "m what if · l too late only · space reads on · enter go there · esc close"

    def __init__(self, found: Lasts) -> None:
        """Take the loss windows."""
        super().__init__()
        self._found = found
        self._late = False

    def contents(self) -> ComposeResult:
        """Give what people need, the table, and what tells about its marked row."""
        top = Text(id="head")
        top.set_reactive(Text.make, self._head)
        yield top
        items = WindowItems()
        items.nothing = "No integration has a loss window, or none that is too short."
        items.found = self._found
        items.set_reactive(Items.rows, self._rows())
        yield items
        yield Text(id="told")

    @on(Items.Chosen)
    def choose(self, message: Items.Chosen) -> None:
        """Mark what was clicked; where it is marked already, go there."""
        items = self.query_one(WindowItems)
        if message.id == items.marked:
            self.give(message.id)
        items.at = [row.id for row in items.rows].index(message.id)

    def action_late(self) -> None:
        """Show only where people come too late, or all again."""
        self._late = not self._late
        self._show()

    def action_what_if(self) -> Worker[None]:
        """Ask which mitigations to take for done."""
        work = cast("Callable[[], Coroutine[None, None, None]]", self._what_if)
        return self.run_worker(work, group="dialog", exclusive=True)

    async def _what_if(self) -> None:
        offers = [
            offered(one.id, one.title, f"{one.effort}, {one.windows} windows")
            for one in self._found.offers()
        ]
        nothing = "No mitigation changes a window as things stand."
        asked = Ticks("What if these were done?", offers, self._found.done, nothing)
        done = await self.app.push_screen_wait(asked)
        if done is not None:
            self._found = await asyncio.to_thread(self._found.with_done, done)
            self._show()

    def _rows(self) -> tuple[Item, ...]:
        return tuple(rows_of(self._found, late=self._late))

    def _show(self) -> None:
        items = self.query_one(WindowItems)
        marked = items.marked
        items.found = self._found
        items.rows = self._rows()
        names = [row.id for row in items.rows]
        items.at = names.index(marked) if marked in names else 0
        items.relay()
        self.query_one("#head", Text).make = partial(self._head)  # a new one
        self.tell(items.marked)

    def _head(self, width: int) -> Sequence[Line]:
        return tuple(head(self._found, width, late=self._late))

    def details(self, row: str, width: int) -> Sequence[Line]:
        """Give what stands behind a row."""
        return tuple(details(self._found, row, width))
