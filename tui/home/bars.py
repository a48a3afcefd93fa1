"""What stands above and below the reviews: counts, names of columns, keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ninelives import words

from ..commands import Command
from ..keys import key_of
from ..messages import Ran
from ..widgets.lines import Line, Part, linked, piece, spread
from ..widgets.page import Bar
from . import keys
from .paint import header

if TYPE_CHECKING:
    from textual.message import Message


class Top(Bar):
    """Says where one is, and how many reviews there are."""

    counted = ""
    where = ""

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line."""
        start = piece((" ninelives ", "brand"), "  ", (self.where, "strong"))
        return [Line(spread(start, piece((f"{self.counted} ", "muted")), width))]


class Header(Bar):
    """The names of the columns."""

    sort = "risk"

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line."""
        return [Line(header(width, self.sort))]


class Keys(Bar):
    """Lists keys; each can be clicked."""

    def told(self, target: str) -> Message:
        """Run the command that was clicked."""
        return Ran(target)

    def lay(self, width: int) -> Sequence[Line]:
        """Give the line."""
        asked = next(one for one in keys.KEYS if one.name == "help")
        help_ = _key(asked, words.say("help"))
        parts: list[Part] = [_key(one, one.short) for one in keys.bar()]
        return [Line(spread(piece(*parts), help_, width))]


def _key(one: Command, short: str) -> Content:
    said = words.worded(short, "home")
    return linked(piece(" ", (key_of(one), "key"), (f" {said} ", "muted")), one.name)
