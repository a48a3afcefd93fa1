"""What is on the agenda of a session: the gravest first, and how far the time goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ninelives import words
from ninelives.assess.agenda import Item, weighs_all
from ninelives.review.interview import fill
from ninelives.review.model import Answer
from ninelives.review.session import now
from ninelives.review.sitting import clock
from ninelives.text import width as width_of

from ..table import Table
from ..views import where
from ..widgets.lines import Line, flow, padded, piece, prose, spread
from ..widgets.rows import Rows
from .frame import Dialog
from .items import Text

_RISK = 9
_STATE = 14
"""Cells for why a question is open, with one behind it."""
_WIDE = 90
"""From this width on a row says why its question is open."""
_PAGE = 10
_ALL = 10**9
_WHY = {
    "disputed": words.marked("People differ"),
    "unanswered": words.marked("Nobody has answered"),
    "stale": words.marked("It changed since it was answered"),
    "unknown": words.marked("Nobody here knew"),
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
        whole = words.many(
            "Agenda: {count} question", "Agenda: {count} questions", many
        )
        if self._sitting is None:
            return whole
        left = self._sitting.left(now())
        if left > 0:
            whole = words.many(
                "Agenda: {fit} of {count} question fits",
                "Agenda: {fit} of {count} questions fit",
                many,
                fit=self._fit,
            )
        return f"{whole} · {clock(left)}"

    def contents(self) -> ComposeResult:
        """Give the list, and what tells about its marked row."""
        rows = Rows()
        rows.nothing = words.say("No question is open: nothing is left to talk about.")
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
        worst = (
            words.say("all") if weighs_all(one.open) else words.worded(one.open.worst)
        )
        style = "strong" if weighs_all(one.open) else one.open.worst
        text = prose(self._asked(one), "" if one.fits else "muted")
        minutes = words.say("{count} min", count=max(round(one.seconds / 60), 1))
        late = "" if one.fits else words.say("later")
        why = padded(words.worded(one.open.why), _STATE) if width >= _WIDE else ""
        aside = piece((f"  {why}{_right(late, 5)} {_right(minutes, 6)} ", "muted"))
        start = piece(
            ("▸ " if marked else "  ", "accent"),
            (padded(worst.upper(), _RISK), style),
            " ",
            text,
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
        said = [words.worded(_WHY[found.why]), *_promised(found.answer), _rests(one)]
        yield from flow(piece(f"{'; '.join(said)}."), width)
        if not one.fits:
            yield Line(piece((words.say("The time does not go so far."), "warn")))

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


def _right(text: str, cells: int) -> str:
    """Give a text with spaces before it until it takes so many cells."""
    return " " * (cells - width_of(text)) + text


def _promised(said: Answer | None) -> Iterator[str]:
    """Say who finds out, and until when."""
    if said is None or not (said.owner or said.due):
        return
    day = words.day(said.due)
    if said.owner and said.due:
        yield words.say("{owner} finds out by {day}", owner=said.owner, day=day)
    elif said.owner:
        yield words.say("{owner} finds out", owner=said.owner)
    else:
        yield words.say("to be known by {day}", day=day)


def _rests(one: Item) -> str:
    """Say what rests on a question."""
    if weighs_all(one.open):
        return words.say("every risk is measured by it")
    if one.open.worst == "none":
        return words.say("no risk rests on it")
    return words.many(
        "{count} finding rests on it, of {risk} risk",
        "{count} findings rest on it, of {risk} risk",
        one.findings,
        risk=words.worded(one.open.worst),
    )
