"""A long list: each row is made when it is painted, so its length costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from textual.message import Message
from textual.reactive import var

from .lines import Line, flow, piece
from .page import Page

Paint = Callable[[int, int, bool], Line]
"""Gives a row from its place, the width, and whether it is marked."""


class _Lines(Sequence[Line]):
    """The lines of a list, each made when it is asked for."""

    def __init__(self, count: int, line: Callable[[int], Line]) -> None:
        self._count, self._line = count, line

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self._line(one) for one in range(self._count)[at]]
        return self._line(range(self._count)[at])

    def __iter__(self) -> Iterator[Line]:
        return map(self._line, range(self._count))


class Rows(Page):
    """Shows as many rows as it is told there are, and marks one."""

    count: var[int] = var(0, init=False)
    at: var[int] = var(0, init=False)
    paint: Paint | None = None
    nothing = ""
    """What is said where there are no rows."""

    @dataclass
    class Marked(Message):
        """Another row is marked."""

        at: int

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        at: int

    def told(self, target: str) -> Message:
        """Choose what was clicked."""
        return self.Chosen(int(target))

    @property
    def lines(self) -> Sequence[Line]:  # type: ignore[override]  # lazy, not a tuple
        """The lines for the width it has."""
        width = self.scrollable_content_region.width
        if not self.count or self.paint is None:
            return tuple(flow(piece((self.nothing, "muted")), width)) if width else ()
        paint = self.paint

        def line(at: int) -> Line:
            made = paint(at, width, at == self.at)
            fill = "cursor" if at == self.at else made.fill
            return Line(made.content, str(at), fill)

        return _Lines(self.count, line)

    def show(self, count: int, at: int = 0) -> None:
        """Show other rows, one of them marked."""
        self.set_reactive(Rows.count, count)
        self.set_reactive(Rows.at, max(0, min(count - 1, at)))
        self.relay()
        self._into_sight()

    def relay(self, *, top: bool = False) -> None:
        """Repaint what is in sight; its lines are made anew whenever it is."""
        self.refresh()
        if top:
            self.scroll_to(y=0, animate=False, force=True)
        self._fit()

    def watch_at(self, before: int, after: int) -> None:
        """Mark another row; only the two that change are painted."""
        self.refresh_line(before)
        self.refresh_line(after)
        self._into_sight()
        self.post_message(self.Marked(self.at))

    def step(self, by: int) -> None:
        """Mark the row `by` further on, at most the last or the first."""
        if self.count:
            self.at = max(0, min(self.count - 1, self.at + by))

    def on_resize(self) -> None:
        """Keep the marked row in sight in another size."""
        super().on_resize()
        self._into_sight()

    def _into_sight(self) -> None:
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if not height:
            return
        if self.at < top:
            self.scroll_to(y=self.at, animate=False, force=True)
        elif self.at >= top + height:
            self.scroll_to(y=self.at - height + 1, animate=False, force=True)
