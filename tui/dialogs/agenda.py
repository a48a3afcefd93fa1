"""What is on the agenda of a session: the gravest first, and how far the time goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ninelives.assess.agenda import Item, weighs_all
from ninelives.review.interview import fill
from ninelives.review.session import now
from ninelives.review.sitting import clock

from ..table import Table
from ..views import where
from ..widgets.lines import Line, flow, piece, prose, spread
from ..widgets.rows import Rows
from .frame import Dialog
from .items import Text

_RISK = 9
_WIDE = 90
"""From this width on a row says why its question is open."""
_PAGE = 10
_ALL = 10**9
_WHY = {
    "disputed": "People differ",
    "unanswered": "Nobody has answered",
    "stale": "It changed since it was answered",
    "unknown": "Nobody here knew",
}


class Agenda(Dialog[str]):
    """Gives the number of the item to go to, or that the session ends."""

    END = "end"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Go there", show=False),
        Binding("e", "end", "End the session", show=False),
        Binding("q,T", "cancel", "Close", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("pagedown", f"step({_PAGE})", "Page down", show=False),
        Binding("pageup", f"step(-{_PAGE})", "Page up", show=False),
        Binding("home", f"step(-{_ALL})", "First", show=False),
        Binding("end", f"step({_ALL})", "Last", show=False),
    ]
    DEFAULT_CSS = """
    Agenda > .frame { width: 96%; max-width: 130; height: 92%; max-height: 92%; }
    Agenda Rows { height: 1fr; }
    Agenda #about { height: 7; border-top: solid $foreground 25%; }
    """
    KEYS = "⏎ go there · e end, with minutes · esc close"

    def __init__(self, table: Table, items: Sequence[Item]) -> None:
        """Take the table, and what is on the agenda."""
        super().__init__()
        self._desk, self._sitting = table.desk, table.sitting
        self._items = tuple(items)
        self._fit = sum(one.fits for one in self._items)

    def heading(self) -> str:
        """Say how far the time goes."""
        many = len(self._items)
        asked = "question" if many == 1 else "questions"
        if self._sitting is None:
            return f"Agenda: {many} {asked}"
        left = self._sitting.left(now())
        if left <= 0:
            return f"Agenda: {many} {asked} · {clock(left)}"
        return f"Agenda: {self._fit} of {many} {asked} fit · {clock(left)}"

    def contents(self) -> ComposeResult:
        """Give the list, and what tells about its marked row."""
        rows = Rows()
        rows.nothing = "No question is open: nothing is left to talk about."
        rows.paint = self._paint
        yield rows
        yield Text(id="about")

    def on_mount(self) -> None:
        """Mark the first, or the question one is at."""
        keys = [one.key for one in self._items]
        at = keys.index(self._desk.at) if self._desk.at in keys else 0
        self.query_one(Rows).show(len(self._items), at)
        self._tell(at)

    def _paint(self, at: int, width: int, marked: bool) -> Line:  # noqa: FBT001 - as Rows asks
        one = self._items[at]
        risk = "ALL" if weighs_all(one.open) else one.open.worst.upper()
        style = "strong" if weighs_all(one.open) else one.open.worst
        text = prose(self._asked(one), "" if one.fits else "muted")
        minutes = f"{max(round(one.seconds / 60), 1)} min"
        late = "" if one.fits else "later"
        why = f"{one.open.why:<10} " if width >= _WIDE else ""
        aside = piece((f"  {why}{late:>5} {minutes:>6} ", "muted"))
        start = piece(
            ("▸ " if marked else "  ", "accent"), (f"{risk:<{_RISK}}", style), " ", text
        )
        return Line(spread(start, aside, width))

    def _asked(self, one: Item) -> str:
        desk = self._desk
        return fill(one.open.question.ask, desk.pack, desk.review, one.open.seen_in)

    @on(Rows.Marked)
    def tell_about(self, message: Rows.Marked) -> None:
        """Tell about the item that is marked now."""
        self._tell(message.at)

    @on(Rows.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """Go to the item that was clicked."""
        self.give(str(message.at))

    def _tell(self, at: int) -> None:
        about = self.query_one("#about", Text)
        if at < len(self._items):
            one = self._items[at]
            about.make = lambda width: tuple(self._about(one, width))

    def _about(self, one: Item, width: int) -> Iterator[Line]:
        found = one.open
        yield from flow(prose(self._asked(one), "strong"), width)
        yield Line(piece((where(self._desk, found.seen_in), "muted")))
        many = "finding rests" if one.findings == 1 else "findings rest"
        rests = f"{one.findings} {many} on it, of {found.worst} risk"
        if weighs_all(found):
            rests = "every risk is measured by it"
        elif found.worst == "none":
            rests = "no risk rests on it"
        said = found.answer
        waits = f"; {said.owner} finds out" if said and said.owner else ""
        due = f" by {said.due}" if said and said.due else ""
        yield from flow(piece(f"{_WHY[found.why]}{waits}{due}; {rests}."), width)
        if not one.fits:
            yield Line(piece(("The time does not go so far.", "warn")))

    def action_step(self, by: int) -> None:
        """Mark another row."""
        self.query_one(Rows).step(by)

    def action_take(self) -> None:
        """Go to the marked item."""
        if self._items:
            self.give(str(self.query_one(Rows).at))

    def action_end(self) -> None:
        """End the session."""
        if self._sitting is not None:
            self.give(self.END)
