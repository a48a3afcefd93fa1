"""The parking lot: what was put aside, ticked off with a key or gone back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ninelives import words
from ninelives.errors import Unusable
from ninelives.review.interview import Key, fill
from ninelives.review.parked import Parked, load_parked, tick
from ninelives.review.session import now

from ..desk import Desk
from ..views import where
from ..widgets.bars import StatusBar, Told
from ..widgets.lines import Line, flow, piece, prose, spread
from ..widgets.rows import Rows
from .frame import Dialog
from .items import Text

_ALL = 10**9


class Lot(Dialog[Key]):
    """Gives the question to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Go to its question", show=False),
        Binding("d,space", "tick", "Tick off", show=False),
        Binding("q,P", "cancel", "Close", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("pagedown", "step(10)", "Page down", show=False),
        Binding("pageup", "step(-10)", "Page up", show=False),
        Binding("home", f"step(-{_ALL})", "First", show=False),
        Binding("end", f"step({_ALL})", "Last", show=False),
    ]
    DEFAULT_CSS = """
    Lot > .frame { width: 96%; max-width: 120; height: 80%; }
    Lot Rows { height: 1fr; }
    Lot #about { height: 6; border-top: solid $foreground 25%; }
    Lot StatusBar { height: 1; }
    """
    KEYS = "⏎ go to its question · d tick off, or put back · esc close"

    def __init__(self, desk: Desk, found: Sequence[Parked]) -> None:
        """Take what is parked."""
        super().__init__()
        self._desk = desk
        self._found = _ordered(found)

    def heading(self) -> str:
        """Say how much waits."""
        waiting = sum(not one.done for one in self._found)
        return words.say("Parking lot: {count} to come back to", count=waiting)

    def contents(self) -> ComposeResult:
        """Give the list, and what tells about its marked row."""
        rows = Rows()
        rows.nothing = words.say(
            "Nothing is parked; p parks a line with the question at hand."
        )
        rows.paint = self._paint
        yield rows
        yield Text(id="about")
        yield StatusBar()

    def on_mount(self) -> None:
        """Show the list."""
        self._show(0)

    def _show(self, at: int) -> None:
        self.query_one(".frame").border_title = piece(self.heading())
        self.query_one(Rows).show(len(self._found), at)
        self._tell(at)

    def _paint(self, at: int, width: int, marked: bool) -> Line:  # noqa: FBT001 - as Rows asks
        one = self._found[at]
        box = "[x] " if one.done else "[ ] "
        text = piece((one.says, "muted" if one.done else ""))
        start = piece(("▸ " if marked else "  ", "accent"), (box, "key"), text)
        by = f"{one.by}, " if one.by else ""
        return Line(spread(start, piece((f"  {by}{one.at[:10]}", "muted")), width))

    @on(Rows.Marked)
    def tell_about(self, message: Rows.Marked) -> None:
        """Tell about the row that is marked now."""
        self._tell(message.at)

    @on(Rows.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """Mark the row that was clicked."""
        self.query_one(Rows).at = message.at

    def _tell(self, at: int) -> None:
        about = self.query_one("#about", Text)
        if at < len(self._found):
            one = self._found[at]
            about.make = lambda width: tuple(self._about(one, width))

    def _about(self, one: Parked, width: int) -> Iterator[Line]:
        yield from flow(piece((one.says, "strong")), width)
        asked = self._desk.asked.find((one.subject, one.question))
        if asked is None:
            gone = words.say("Its question is not asked any more.")
            yield from flow(piece((gone * bool(one.question), "muted")), width)
        else:
            desk, ask = self._desk, asked.question.ask
            text = fill(ask, desk.pack, desk.review, asked.subject)
            yield Line(piece((f"{where(desk, asked.subject)}:", "muted")))
            yield from flow(prose(text, "muted"), width)
        if one.done:
            ticked = words.say("Ticked off on {day}.", day=words.day(one.done))
            yield from flow(piece((ticked, "good")), width)

    def action_step(self, by: int) -> None:
        """Mark another row."""
        self.query_one(Rows).step(by)

    @property
    def _marked(self) -> Parked | None:
        at = self.query_one(Rows).at
        return self._found[at] if at < len(self._found) else None

    def action_take(self) -> None:
        """Go to the question of the marked row."""
        one = self._marked
        if one is not None and one.question:
            self.give((one.subject, one.question))

    def action_tick(self) -> None:
        """Tick the marked row off, or put it back."""
        one = self._marked
        if one is None:
            return
        folder, status = self._desk.folder, self.query_one(StatusBar)
        try:
            tick(folder, one.id, "" if one.done else now()[:10])
            self._found = _ordered(load_parked(folder))
        except Unusable as error:
            status.view = Told(str(error.problems[0]), "bad")
            return
        said = words.say("Put back.") if one.done else words.say("Ticked off.")
        status.view = Told(said, "good")
        self._show(self.query_one(Rows).at)


def _ordered(found: Sequence[Parked]) -> tuple[Parked, ...]:
    """Give what waits first, each part in the order it was parked."""
    return tuple(sorted(found, key=lambda one: bool(one.done)))
