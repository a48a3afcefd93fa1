"""Who is present in a session, to say who speaks: by a digit, or the marked row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from ninelives import words
from ninelives.review.sitting import Sitting

from ..widgets.lines import Line, flow, piece
from .items import Item, Items
from .pick import Pick

ELSE = "\n"
"""Somebody who is not listed; no name is so."""
_MOST = 9


class People(Pick):
    """Gives the name of who speaks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(at), f"number({at})", f"Number {at}", show=False)
        for at in range(1, _MOST + 1)
    ]
    DEFAULT_CSS = """
    People > .frame { height: 16; max-width: 70; }
    """
    KEYS = "1-9 choose · ↑ ↓ mark · enter choose · esc close"

    def action_number(self, at: int) -> None:
        """Take the row of that number."""
        rows = self.query_one(Items).rows
        if at < len(rows):  # the last row is nobody's
            self.give(rows[at - 1].id)


def people(one: Sitting) -> People:
    """Give the dialog for a session; who speaks now is marked as such."""
    rows = []
    for at, name in enumerate(one.present, 1):
        key = str(at) if at <= _MOST else " "
        speaks = words.say("speaks") if name == one.speaker else ""
        rows.append(
            Item(name, piece((f"{key}  ", "key"), name), piece((speaks, "good")))
        )
    rows.append(
        Item(ELSE, piece(("+  ", "key"), words.say("Somebody else …")), piece())
    )
    return People(words.say("Who speaks?"), rows, _told)


def _told(row: str, width: int) -> list[Line]:
    return list(_about(row, width))


def _about(row: str, width: int) -> Iterator[Line]:
    if row == ELSE:
        text = words.say("Names who has come in, and lets them speak.")
    else:
        text = words.say("Answers from now on are {name}'s.", name=row)
    yield from flow(piece(text), width)
