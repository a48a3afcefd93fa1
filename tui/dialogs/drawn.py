"""The map as a picture: walked, filtered, told about below, and changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from ninelives import words
from ninelives.review.interview import Key

from ..drawn.canvas import Canvas
from ..drawn.things import Thing, Things
from ..drawn.walk import above, beside
from ..widgets.lines import BLANK, Line, Part, piece, spread
from .frame import Dialog
from .items import Text


class Drawn(Dialog[Key | str]):
    """Gives where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,M", "cancel", "Close", show=False),
        Binding("enter", "take", "Go there", show=False),
        Binding("left,h", "walk(-1)", "Left", show=False),
        Binding("right,l", "walk(1)", "Right", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("tab,]", "next(1)", "Next integration", show=False),
        Binding("shift+tab,[", "next(-1)", "Integration before", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("a", "change('connect')", "Connect", show=False),
        Binding("n", "change('place')", "New component", show=False),
        Binding("r", "change('rename')", "Rename", show=False),
        Binding("x,delete", "change('remove')", "Remove", show=False),
        Binding("z", "change('undo')", "Undo", show=False),
        Binding("Z", "change('redo')", "Redo", show=False),
    ]
    DEFAULT_CSS = """
    Drawn > .frame {
        width: 100%; max-width: 100%; height: 100%; max-height: 100%; padding: 0;
    }
    Drawn Canvas { height: 1fr; }
    Drawn Input, Drawn Input:focus { border: none; height: 1; padding: 0 1; }
    Drawn Input { display: none; }
    Drawn.-filter Input { display: block; }
    Drawn #told { height: 5; border-top: solid $foreground 25%; padding: 0 1; }
    """
    AUTO_FOCUS = ""  # the line to type would take the arrows
    KEYS = "/ filter · ⏎ go · a connect · n new · r rename · x remove · z undo · esc"

    def __init__(
        self,
        found: Things,
        change: Callable[[str, str], Awaitable[str]],
        look: Callable[[], Awaitable[Things]],
    ) -> None:
        """Take what is drawn, what changes it, and what gives how it is then.

        A change takes an act and what is marked, and gives what came of it in words.
        """
        super().__init__()
        self._things = found
        self._change, self._look = change, look
        self._typed = ""
        self._said = ""
        """What the last change came to, until something else is marked."""
        self._lit = frozenset(found.every)

    def heading(self) -> str:
        """Give the title of the frame."""
        return words.say("Map of {service}", service=self._things.service)

    def contents(self) -> ComposeResult:
        """Give the picture, the line to type, and what tells about what is marked."""
        yield Canvas(self._things)
        hint = words.say("words, risk:high, is:unanswered; enter keeps it")
        yield Input(placeholder=hint)
        yield Text(id="told")

    def on_mount(self) -> None:
        """Tell about what is marked first."""
        super().on_mount()
        self._tell()

    @property
    def _canvas(self) -> Canvas:
        return self.query_one(Canvas)

    @on(Canvas.Chosen)
    def choose(self, message: Canvas.Chosen) -> None:
        """Mark what was clicked; where it is marked already, go there."""
        if message.id == self._canvas.marked:
            self.action_take()
        self._mark(message.id)

    def action_take(self) -> None:
        """Go to the first open question of what is marked."""
        self.give(self._things.every[self._canvas.marked].first)

    def action_walk(self, by: int) -> None:
        """Go along a line, or from a box to its line."""
        self._mark(beside(self._canvas.drawing, self._canvas.marked, by))

    def action_step(self, by: int) -> None:
        """Go up or down."""
        self._mark(above(self._canvas.drawing, self._canvas.marked, by))

    def action_next(self, by: int) -> None:
        """Go to the next integration of those that fit."""
        names = [one.id for one in self._things.edges if one.id in self._lit]
        if not names:
            return
        marked = self._canvas.marked
        at = names.index(marked) + by if marked in names else min(by, 0)
        self._mark(names[at % len(names)])

    def action_change(self, act: str) -> None:
        """Change the map at what is marked."""
        self.run_worker(self._changed(act), group="dialog", exclusive=True)

    async def _changed(self, act: str) -> None:
        self._said = await self._change(act, self._canvas.marked)
        self.run_worker(self._looked(), group="look", exclusive=True)

    async def _looked(self) -> None:
        """Draw the map as it is now, with what is new on it marked."""
        before, marked = self._things.every, self._canvas.marked
        found = await self._look()
        if not found.every:
            self.give(None)
            return
        new = [one for one in found.every if one not in before]
        here = new[0] if new else marked if marked in found.every else found.here
        self._things = found
        self._canvas.draw(found, here)
        self._fit(self._typed)

    def action_filter(self) -> None:
        """Type what is to stand out."""
        self.add_class("-filter")
        self.query_one(Input).focus()

    def action_cancel(self) -> None:
        """Leave the filter first, then the picture."""
        if self.has_class("-filter") or self._typed:
            self.query_one(Input).value = ""
            self._fit("")
            self._close_filter()
        else:
            self.give(None)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Let stand out what fits the words."""
        self._fit(event.value)

    @on(Input.Submitted)
    def keep(self) -> None:
        """Walk on, among what stands out."""
        self._close_filter()
        if self._typed and self._canvas.marked not in self._lit:
            self.action_next(1)

    def _close_filter(self) -> None:
        self.set_focus(None)
        self.remove_class("-filter")

    def _fit(self, typed: str) -> None:
        self._typed = typed.strip()
        self._lit = self._things.fitting(typed)
        ends = {
            end
            for one in self._things.edges
            if one.id in self._lit
            for end in (one.source, one.target)
        }
        self._canvas.light(self._lit | ends)
        self._tell()

    def _mark(self, name: str) -> None:
        if name != self._canvas.marked:
            self._said = ""
            self._canvas.mark(name)
            self._tell()

    def _tell(self) -> None:
        thing = self._things.every[self._canvas.marked]
        lines = (self._first, self._second, self._third, self._last)
        told = self.query_one("#told", Text)
        told.make = lambda width: tuple(one(thing, width) for one in lines)

    def _first(self, thing: Thing, width: int) -> Line:
        """Give what it is called, and its risk."""
        title = next(
            (title for one, _, title in self._things.risks if one == thing.risk), ""
        )
        said = words.say("not worked out")
        if title:
            said = words.worded(title.lower())
        elif thing.risk:
            said = words.say("no risk")
        risk = piece(
            (f"{said} ", thing.risk or "muted"),
            (thing.letter, thing.risk or "muted"),
            (f"? {words.say('assumed')}" * thing.assumed, "unknown"),
        )
        return Line(spread(piece((thing.name, "strong")), risk, width))

    def _second(self, thing: Thing, width: int) -> Line:
        """Give what it is, and what is open."""
        if not thing.asked:
            left = piece((words.say("nothing is asked about it"), "muted"))
        else:
            text = words.many(
                "{open} of {count} question open",
                "{open} of {count} questions open",
                thing.asked,
                open=thing.open,
            )
            if thing.unknown:
                text += ", " + words.say("{count} unknown", count=thing.unknown)
            style = "warn" if thing.open else "unknown" if thing.unknown else "good"
            left = piece((text, style))
        return Line(spread(left, piece((thing.kind, "muted")), width))

    def _third(self, thing: Thing, width: int) -> Line:
        """Give the gravest finding."""
        if not thing.findings:
            return (
                Line(piece((words.say("no finding"), "muted"))) if thing.risk else BLANK
            )
        first, more = thing.findings[0], len(thing.findings) - 1
        behind = piece(
            (words.say("and {count} more", count=more) * bool(more), "muted")
        )
        letters = {one: letter for one, letter, _ in self._things.risks}
        text = piece((letters.get(first.risk, ""), first.risk), " ", first.title)
        return Line(spread(text, behind, width))

    def _last(self, thing: Thing, width: int) -> Line:
        """Give what was changed, else what fits what was typed or the letters mean."""
        del thing
        if self._said:
            return Line(piece((self._said, "accent")).truncate(width, ellipsis=True))
        if not self._typed:
            parts: list[Part] = []
            for risk, letter, title in self._things.risks:
                parts += [
                    (letter, risk),
                    (f" {words.worded(title.lower())}  ", "muted"),
                ]
            parts += [
                ("?", "unknown"),
                (f" {words.say('assumed  ● done ◐ begun ○ open')}", "muted"),
            ]
            return Line(piece(*parts).truncate(width, ellipsis=True))
        wrong = self._things.wrong(self._typed)
        if wrong:
            return Line(piece((wrong, "warn")).truncate(width, ellipsis=True))
        edges = len(self._things.edges)
        fit = sum(one.id in self._lit for one in self._things.edges)
        text = piece(
            (f"/{self._typed}  ", "accent"),
            words.say("{fit} of {all} integrations fit", fit=fit, all=edges),
        )
        return Line(text.truncate(width, ellipsis=True))
