"""What each harm would mean to the data of one integration, where it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ninelives import words
from ninelives.checklist.model import SERVICE
from ninelives.review.model import Integration

from ..desk import Desk
from ..views import where
from ..widgets.lines import Line, flow, padded, piece
from .frame import Dialog
from .items import Item, Items, Text

INHERIT = ""
_NOTHING = words.marked("not answered")


class Impact(Dialog[dict[str, str]]):
    """Gives the impacts that differ from the service's, by harm."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Save", show=False),
        Binding("q", "cancel", "Close", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("right,l,space", "turn(1)", "Worse", show=False),
        Binding("left", "turn(-1)", "Milder", show=False),
        Binding("0,backspace,delete", "inherit", "As the service", show=False),
    ]
    DEFAULT_CSS = """
    Impact Items { height: auto; max-height: 12; }
    Impact Text { height: 6; border-top: solid $foreground 25%; }
    """
    KEYS = "← → change · 0 as the service · enter save · esc leave"

    def __init__(self, desk: Desk, integration: Integration) -> None:
        """Take whose impacts are set."""
        super().__init__()
        self._desk = desk
        self._integration = integration
        self._set = dict(integration.impact)

    def heading(self) -> str:
        """Give the title of the frame."""
        place = where(self._desk, self._integration.id)
        return words.say("What harm means at {place}", place=place)

    def contents(self) -> ComposeResult:
        """Give a row a harm, and what the level means."""
        items = Items()
        items.set_reactive(Items.rows, tuple(self._rows()))
        yield items
        yield Text()

    def _rows(self) -> Iterator[Item]:
        titles = {one.id: one.title for one in self._desk.pack.scale.impacts}
        for harm in self._desk.pack.scale.harms:
            own = self._set.get(harm.id, INHERIT)
            level = words.worded(titles.get(own or self._of_service(harm.id), _NOTHING))
            aside = words.say("set here") if own else words.say("as the service")
            yield Item(
                harm.id,
                piece(
                    padded(words.worded(harm.title), 14),
                    (level, "strong" if own else ""),
                ),
                piece((aside, "accent" if own else "muted")),
            )

    def _of_service(self, harm: str) -> str:
        said = self._desk.review.answer(SERVICE, harm)
        return said.choice if said is not None and said.known else ""

    @on(Items.Marked)
    def tell_about(self, message: Items.Marked) -> None:
        """Say what the marked level means."""
        if message.id is None:
            return
        level = self._set.get(message.id) or self._of_service(message.id)
        impacts = self._desk.pack.scale.impacts
        says = next((one.says for one in impacts if one.id == level), "")

        def make(width: int) -> Sequence[Line]:
            text = says or words.say(
                "Nobody has said for the service; it counts at its worst."
            )
            return tuple(flow(piece(text), width))

        self.query_one(Text).make = make

    def action_step(self, by: int) -> None:
        """Mark another harm."""
        self.query_one(Items).step(by)

    def action_turn(self, by: int) -> None:
        """Take the next level for the marked harm."""
        levels = [one.id for one in self._desk.pack.scale.impacts]
        harm = self.query_one(Items).marked
        if harm is not None:
            now = self._set.get(harm) or self._of_service(harm)
            at = levels.index(now) if now in levels else len(levels) - by
            self._set[harm] = levels[max(0, min(len(levels) - 1, at + by))]
            self._again()

    def action_inherit(self) -> None:
        """Take the service's level for the marked harm."""
        harm = self.query_one(Items).marked
        if harm is not None:
            self._set.pop(harm, None)
            self._again()

    @on(Items.Chosen)
    def turn_clicked(self, message: Items.Chosen) -> None:
        """A click marks a harm, and on the marked one takes the next level."""
        items = self.query_one(Items)
        if items.marked == message.id:
            self.action_turn(1)
        else:
            items.at = [row.id for row in items.rows].index(message.id)

    def _again(self) -> None:
        items = self.query_one(Items)
        at = items.at
        items.rows = tuple(self._rows())
        items.at = at

    def action_take(self) -> None:
        """Save."""
        self.give(self._set)
