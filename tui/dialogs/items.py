"""A list to choose from with arrows, a click or enter; rows may take several lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import var

from ..widgets.lines import Line, flow, piece, spread
from ..widgets.page import Page


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list."""

    id: str
    """What choosing it gives."""
    text: Content
    aside: Content
    """What stands at the right, where there is room."""


class Items(Page):
    """Shows rows and marks one."""

    rows: var[tuple[Item, ...]] = var(())
    at: var[int] = var(0)
    nothing: var[str] = var("")
    """What is said where there are no rows."""

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        id: str

    @dataclass
    class Marked(Message):
        """Another row is marked; None where there is none."""

        id: str | None

    def told(self, target: str) -> Message:
        """Choose what was clicked."""
        return self.Chosen(target)

    def in_sight(self) -> str:
        """Keep the marked row in sight."""
        return self.marked or ""

    @property
    def marked(self) -> str | None:
        """The id of the marked row."""
        return self.rows[self.at].id if self.at < len(self.rows) else None

    def watch_rows(self) -> None:
        """Show other rows, from the first."""
        self.at = 0
        self._changed()

    def watch_nothing(self) -> None:
        """Say something else where there are no rows."""
        self.relay()

    def watch_at(self) -> None:
        """Mark another row."""
        self._changed()

    def _changed(self) -> None:
        self.relay()
        self.post_message(self.Marked(self.marked))

    def step(self, by: int) -> None:
        """Mark the row `by` further on, at most the last or the first."""
        if self.rows:
            self.at = max(0, min(len(self.rows) - 1, self.at + by))

    def lay(self, width: int) -> Sequence[Line]:
        """Give the rows in lines of a width."""
        if not self.rows:
            return tuple(flow(piece((self.nothing, "muted")), width))
        return [
            line
            for number, row in enumerate(self.rows)
            for line in self._row(row, width, here=number == self.at)
        ]

    def _row(self, row: Item, width: int, *, here: bool) -> Sequence[Line]:
        mark = piece(("▸ " if here else "  ", "accent"), row.text)
        fill = "cursor" if here else ""
        return (Line(spread(mark, row.aside, width), row.id, fill),)


class Text(Page):
    """Shows lines that something else made for its width."""

    make: var[Callable[[int], Sequence[Line]] | None] = var(None)

    def watch_make(self) -> None:
        """Show other lines, from the first."""
        self.relay(top=True)

    def lay(self, width: int) -> Sequence[Line]:
        """Give the lines."""
        return self.make(width) if self.make else ()
