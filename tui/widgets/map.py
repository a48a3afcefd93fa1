"""The map: every integration with its progress and its risk, and where one stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from ninelives import words

from ..messages import Opened
from .lines import BLANK, Line, Part, arrow, flow, linked, piece, shorten, spread
from .page import Bar, Page

_AROUND = 9
"""Cells of a row that are not its name: the mark before it, the marks after it."""


class Progress(Enum):
    """How far the questions of one row are answered."""

    OPEN = "○"
    BEGUN = "◐"
    DONE = "●"


class Row(NamedTuple):
    """One integration, one component with a checklist, or the service."""

    subject: str
    source: str
    """What it is called; for an integration the producing end."""
    target: str
    """The consuming end, or empty."""
    progress: Progress
    risk: str
    """The highest risk of its findings; empty while it is not worked out."""
    letter: str
    """The letter of that risk, or empty."""
    assumed: bool
    """Whether that risk rests on what nobody knows."""
    flag: str = ""
    """≠ where people differ, ↻ where a question changed since."""


class MapView(NamedTuple):
    """What the map shows."""

    rows: tuple[Row, ...] = ()
    current: str = ""
    """The subject of the question that is shown."""
    risks: tuple[tuple[str, str], ...] = ()
    """Each risk's letter and title, the gravest first: the legend."""


def marks(row: Row) -> tuple[Part, ...]:
    """Give the cells at the end of a row: flag, progress, letter, assumed."""
    letter = row.letter or "·"
    assumed = "?" if row.assumed else " "
    return (
        (row.flag or " ", "warn"),
        " ",
        (row.progress.value, "good" if row.progress is Progress.DONE else ""),
        " ",
        (letter, row.risk),
        (assumed, "unknown"),
    )


def name(row: Row, width: int) -> str:
    """Give what a row is called, in at most `width` cells."""
    if row.target:
        return arrow(row.source, row.target, width)
    return shorten(row.source, width)


@lru_cache(maxsize=4096)
def row_line(row: Row, width: int, *, here: bool) -> Line:
    """Give a row in one line; names that are too long are cut in their middle."""
    return _marked(name(row, width - _AROUND), row, width, here=here)


def row_lines(row: Row, width: int, *, here: bool) -> tuple[Line, ...]:
    """Give a row in two lines where one would cut its names."""
    room = width - _AROUND
    if not row.target or cell_len(f"{row.source} → {row.target}") <= room:
        return (row_line(row, width, here=here),)
    fill = "cursor" if here else ""
    first = piece(
        ("▸ " if here else "  ", "accent"),
        (shorten(row.source, width - 2), "strong" * here),
    )
    last = f"  → {shorten(row.target, room - 4)}"
    return (
        Line(first, row.subject, fill),
        _marked(last, row, width, here=here, first=""),
    )


def _marked(text: str, row: Row, width: int, *, here: bool, first: str = "▸ ") -> Line:
    before = first if here and first else "  "
    start = piece((before, "accent"), (text, "strong" * here))
    line = spread(start, piece(*marks(row)), width)
    return Line(line, row.subject, "cursor" if here else "")


class MapPane(Page):
    """Lists the rows; a click goes there."""

    view: var[MapView] = var(MapView())

    def on_mount(self) -> None:
        """Say what the pane is for."""
        self.entitle(words.say("Map"))

    def watch_view(self) -> None:
        """Show another state."""
        self.relay()

    def told(self, target: str) -> Message:
        """Go where the click was."""
        return Opened(target)

    def in_sight(self) -> str:
        """Keep the row in sight where one stands."""
        return self.view.current

    def lay(self, width: int) -> Sequence[Line]:
        """Give a line a row, and the legend where there is room."""
        rows, here = self.view.rows, self.view.current
        height = self.scrollable_content_region.height
        lines = [row_line(row, width, here=row.subject == here) for row in rows]
        if 2 * len(rows) <= height:
            lines = [
                line
                for row in rows
                for line in row_lines(row, width, here=row.subject == here)
            ]
        legend = tuple(self._legend(width))
        if len(lines) + len(legend) <= height:
            lines += legend
        return lines

    def _legend(self, width: int) -> Iterator[Line]:
        yield BLANK
        for meaning in (
            words.say("● done"),
            words.say("◐ begun"),
            words.say("○ open"),
        ):
            yield Line(piece((f"  {meaning}", "muted")))
        yield BLANK
        for letter, title in self.view.risks:
            risk = title.lower()
            called = words.worded(title).lower()
            yield Line(piece("  ", (letter, risk), (f" {called}", "muted")))
        text = piece((words.say("assumed until answered"), "muted"))
        yield from flow(text, width, first=piece("  ", ("? ", "unknown")))


class MapStrip(Bar):
    """The map in one line, where the window is narrow."""

    view: var[MapView] = var(MapView())

    def watch_view(self) -> None:
        """Show another state."""
        self.relay()

    def told(self, target: str) -> Message:
        """Go where the click was."""
        return Opened(target)

    def lay(self, width: int) -> Sequence[Line]:
        """Give where one stands, and a mark for each row as far as they fit."""
        rows = self.view.rows
        here = next((row for row in rows if row.subject == self.view.current), None)
        room = width // 2
        if here is None:
            start = piece((f" {words.say('every question is answered')}", "strong"))
        else:
            at = piece((f" {rows.index(here) + 1}/{len(rows)} ", "muted"))
            own = piece(" ", *marks(here))
            called = name(here, room - at.cell_length - own.cell_length)
            start = piece(at, (called, "strong"), own)
        return [Line(spread(start, self._dots(width - room - 2), width))]

    def _dots(self, room: int) -> Content:
        rows = self.view.rows
        at = next(
            (at for at, row in enumerate(rows) if row.subject == self.view.current), 0
        )
        most = max(room - 4, 1)
        first = max(0, min(at - most // 2, len(rows) - most))
        shown = rows[first : first + most]
        dots = [linked(self._dot(row), row.subject) for row in shown]
        before = "‹" if first else " "
        after = "›" if first + most < len(rows) else " "
        return piece((before, "muted"), *dots, (after, "muted"))

    def _dot(self, row: Row) -> Content:
        style = "bad" if row.risk == "critical" else row.risk or "muted"
        if row.subject == self.view.current:
            return piece(("[", "accent"), (row.progress.value, style), ("]", "accent"))
        return piece((row.progress.value, style))
