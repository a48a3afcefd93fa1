"""A list to choose from in a frame; what the marked row means stands below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ..widgets.lines import Line
from .frame import Dialog, Result
from .items import Item, Items, Text

Details = Callable[[str, int], Sequence[Line]]
"""Gives the lines about a row, from its id and a width."""
_MANY = 10


class Listed(Dialog[Result]):
    """A list over what is told about its marked row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "cancel", "Close", show=False),
        Binding("enter", "take", "Choose", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("pagedown", f"step({_MANY})", "Page down", show=False),
        Binding("pageup", f"step(-{_MANY})", "Page up", show=False),
    ]

    def action_step(self, by: int) -> None:
        """Mark another row."""
        self.query_one(Items).step(by)


class Told(Listed[str]):
    """A list that gives the id of a row; below it stands what the marked row means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "more", "More below", show=False),
    ]

    def on_mount(self) -> None:
        """Tell about the first row."""
        self.tell(self.query_one(Items).marked)

    def details(self, row: str, width: int) -> Sequence[Line]:
        """Give the lines about a row."""
        raise NotImplementedError

    @on(Items.Marked)
    def tell_about(self, message: Items.Marked) -> None:
        """Tell about the row that is marked now."""
        self.tell(message.id)

    def tell(self, marked: str | None) -> None:
        """Tell about a row; about nothing where there is none."""
        told = self.query_one("#told", Text)
        if marked is None:
            told.make = None
            return
        row: str = marked
        told.make = lambda width: self.details(row, width)

    def action_take(self) -> None:
        """Take the marked row."""
        marked = self.query_one(Items).marked
        if marked is not None:
            self.give(marked)

    def action_more(self) -> None:
        """Scroll what is told; from its end back to its top."""
        text = self.query_one("#told", Text)
        if text.scroll_offset.y >= text.max_scroll_y:
            text.scroll_to(y=0, animate=False)
        else:
            text.scroll_relative(y=max(text.size.height - 1, 1), animate=False)


class Pick(Told):
    """Gives the id of the row that was chosen."""

    DEFAULT_CSS = """
    Pick > .frame { height: 90%; }
    Pick Items { height: 1fr; min-height: 3; }
    Pick #told { height: 1fr; border-top: solid $foreground 25%; }
    """
    KEYS = "↑ ↓ mark · enter choose · space reads on · esc close"

    def __init__(
        self, title: str, rows: Sequence[Item], details: Details, nothing: str = ""
    ) -> None:
        """Take the rows, what tells about each, and what to say where none is."""
        super().__init__()
        self._heading = title
        self._rows = tuple(rows)
        self._details = details
        self._nothing = nothing

    def heading(self) -> str:
        """Give the title of the frame."""
        return self._heading

    def contents(self) -> ComposeResult:
        """Give the list and what tells about its marked row."""
        items = Items()
        items.nothing = self._nothing
        items.set_reactive(Items.rows, self._rows)
        yield items
        yield Text(id="told")

    def details(self, row: str, width: int) -> Sequence[Line]:
        """Give the lines about a row."""
        return self._details(row, width)

    @on(Items.Chosen)
    def choose(self, message: Items.Chosen) -> None:
        """Take what was clicked."""
        self.give(message.id)
