"""The lines above and below: where one is, what just happened, which keys there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var

from ninelives import words

from ..commands import Command
from ..keys import bar, command, key_of
from ..messages import Ran
from .lines import Line, Part, linked, piece, spread
from .page import Bar


class TopView(NamedTuple):
    """What the top line shows."""

    service: str = ""
    done: int = 0
    """Integrations with no open question."""
    integrations: int = 0
    left: int = 0
    """Questions left."""
    counted: bool = False
    """Whether every checklist has been read, so that the counts are true."""
    saved: bool = True


class Told(NamedTuple):
    """What just happened, in one line."""

    text: str = ""
    style: str = "muted"


class TopBar(Bar):
    """Says what is reviewed, how far it is, and that all of it is saved."""

    view: var[TopView] = var(TopView())
    clock: var[Told] = var(Told())
    """Who speaks in a session and what time is left; at the right end."""

    def watch_view(self) -> None:
        """Show another state."""
        self.relay()

    def watch_clock(self, before: Told, after: Told) -> None:
        """Show another time; where only that changed, only that is painted."""
        old, new = (_clock(one).cell_length for one in (before, after))
        self._laid = 0
        if old == new:
            self.refresh(Region(max(self.size.width - new, 0), 0, new, 1))
        else:
            self.refresh()

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line; what is less needed gives way."""
        clock = _clock(self.clock)
        line = self._said(max(width - clock.cell_length, 1))
        return [Line(piece(line, clock))]

    def _said(self, width: int) -> Content:
        view = self.view
        start = piece((" ninelives ", "brand"), "  ", (view.service, "strong"))
        kept = words.say("saved ✓") if view.saved else words.say("not saved ✗")
        saved = (f"{kept} ", "good" if view.saved else "bad")
        counts = self._counts(view) if view.counted else ""
        end = piece((counts, "muted"), saved)
        if start.cell_length + end.cell_length >= width:
            end = piece((words.say("{left} left · ", left=view.left), "muted"), saved)
        return spread(start, end, width)

    def _counts(self, view: TopView) -> str:
        done = words.say(
            "{done} of {all} integrations · ", done=view.done, all=view.integrations
        )
        return done + words.many(
            "{count} question left · ", "{count} questions left · ", view.left
        )


class StatusBar(Bar):
    """Says what just happened."""

    view: var[Told] = var(Told())

    def watch_view(self) -> None:
        """Show another state."""
        self.relay()

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line, cut to the width."""
        text = piece(" ", (self.view.text.replace("\n", " "), self.view.style))
        return [Line(text.truncate(width, ellipsis=True))]


class KeyBar(Bar):
    """Lists keys, as many as fit; each can be clicked."""

    def told(self, target: str) -> Message:
        """Run the command that was clicked."""
        return Ran(target)

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line: the most needed commands, in the order of their rank."""
        help_ = _key(command("help"))
        parts: list[Part] = []
        room = width - help_.cell_length
        for one in bar():
            text = _key(one)
            room -= text.cell_length
            if room < 0:
                break
            parts.append(text)
        return [Line(spread(piece(*parts), help_, width))]


def _clock(told: Told) -> Content:
    return piece((f" {told.text} ", told.style)) if told.text else piece()


def _key(one: Command) -> Content:
    text = piece(" ", (key_of(one), "key"), (f" {words.worded(one.short)} ", "muted"))
    return linked(text, "confirm" if one.name == "choose" else one.name)
