"""A list to tick: space ticks, enter takes all that are ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var

from ..widgets.lines import Line, flow, piece, prose, spread
from .items import Item, Items
from .pick import Listed


class TickItems(Items):
    """Rows with a box before each."""

    ticked: var[frozenset[str]] = var(frozenset())

    def watch_ticked(self) -> None:
        """Show other ticks."""
        self.relay()

    def _row(self, row: Item, width: int, *, here: bool) -> Sequence[Line]:
        box = ("[x] ", "good") if row.id in self.ticked else ("[ ] ", "muted")
        mark = piece(("▸ " if here else "  ", "accent"), box, row.text)
        fill = "cursor" if here else ""
        if mark.cell_length + row.aside.cell_length < width:
            return (Line(spread(mark, row.aside, width), row.id, fill),)
        before = piece(("▸ " if here else "  ", "accent"), box)
        text = piece(row.text, "  ", row.aside)
        return tuple(flow(text, width, first=before, target=row.id, fill=fill))


class Ticks(Listed[tuple[str, ...]]):
    """Gives the ids of the rows that are ticked, in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "tick", "Tick", show=False),
        Binding("a", "all", "All or none", show=False),
    ]
    DEFAULT_CSS = """
    Ticks > .frame { height: 80%; }
    Ticks TickItems { height: 1fr; }
    """
    KEYS = "space tick · a all or none · enter take · esc close"

    def __init__(
        self, title: str, rows: Sequence[Item], ticked: Collection[str], nothing: str
    ) -> None:
        """Take the rows, which are ticked, and what to say where there is none."""
        super().__init__()
        self._heading = title
        self._rows = tuple(rows)
        self._ticked = frozenset(ticked)
        self._nothing = nothing

    def heading(self) -> str:
        """Give the title of the frame."""
        return self._heading

    def contents(self) -> ComposeResult:
        """Give the list."""
        items = TickItems()
        items.nothing = self._nothing
        items.set_reactive(Items.rows, self._rows)
        items.set_reactive(TickItems.ticked, self._ticked)
        yield items

    @on(Items.Chosen)
    def click(self, message: Items.Chosen) -> None:
        """Tick what was clicked."""
        items = self.query_one(TickItems)
        items.ticked ^= {message.id}

    def action_tick(self) -> None:
        """Tick the marked row, or take its tick away."""
        items = self.query_one(TickItems)
        if items.marked is not None:
            items.ticked ^= {items.marked}

    def action_all(self) -> None:
        """Tick all, or none where all are."""
        items = self.query_one(TickItems)
        every = frozenset(row.id for row in self._rows)
        items.ticked = frozenset() if items.ticked == every else every

    def action_take(self) -> None:
        """Take what is ticked."""
        ticked = self.query_one(TickItems).ticked
        self.give(tuple(row.id for row in self._rows if row.id in ticked))


def offered(item_id: str, title: str, aside: str) -> Item:
    """Give a row to tick."""
    return Item(item_id, prose(title), piece((aside, "muted")))
