"""Opens what lies over the questions, and shows the clock of a session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from textual.app import App
from textual.timer import Timer

from ninelives import words

from .keys import command
from .showing import Showing
from .widgets.bars import Told, TopBar
from .widgets.lines import shorten
from .widgets.question import QuestionPane

if TYPE_CHECKING:  # loaded behind the first question
    from .ground import Ground
    from .table import Table

_BLINK = 0.001
"""Seconds between two looks at whether a dialog is up."""

_NAME = 14
"""Cells that the name of who speaks has in the top line."""

Opener = Callable[[App[Any], "Table"], Awaitable[None]]
"""What a command opens over the questions."""


class Overseeing(Showing):
    """Shows the questions, what is opened over them, and what time is left."""

    _timer: Timer | None = None
    _over = False
    """Whether the end of the session has been told."""

    def show(self) -> None:
        """Show the table as it is now, and the clock while a session goes on."""
        super().show()
        if self._table.sitting is not None:
            self._timer = self._timer or self.set_interval(1.0, self.tick)
        elif self._timer is not None:
            self._timer.stop()
            self._timer, self._over = None, False
        self.tick()

    def action_projector(self) -> None:
        """Show the question alone, for a room; or all again."""
        self.toggle_class("-projector")
        on = self.has_class("-projector")
        self.query_one(QuestionPane).spacious = on
        cast("Ground[None]", self.app).project(on=on)
        if self._table_is_whole():
            alone = words.say("The question alone; B shows all again.")
            self._table.tell(alone * on)
            self.show_told(self._table.told)

    def tick(self) -> None:
        """Show the time that is left; nothing else is painted."""
        told = self._time()
        if self.query_one(TopBar).clock != told:
            self.query_one(TopBar).clock = told

    def _time(self) -> Told:
        one = self._table.sitting
        if one is None:
            return Told()
        from ninelives.review import sitting
        from ninelives.review.session import now

        left = one.left(now())
        if left <= 0 and not self._over:
            self._over = True
            over = words.many(
                "The minute is over. All is saved; T shows what is left, "
                "and nothing keeps you from going on.",
                "The {count} minutes are over. All is saved; T shows what is left, "
                "and nothing keeps you from going on.",
                one.minutes,
            )
            self._table.tell(over, "warn")
            self.show_told(self._table.told)
        style = "bad" if left < 0 else "warn" if left <= sitting.SOON else "key"
        return Told(f"{shorten(one.speaker, _NAME)} · {sitting.clock(left)}", style)

    async def action_open(self, name: str) -> None:
        """Open what the command of that name opens; what it leads to is on the table.

        Returns once it takes the keys, so that none typed ahead goes astray.
        """
        module, _, function = command(name).opens.partition(".")
        opened = getattr(import_module(f"{__package__}.{module}"), function)
        worker = self.beside("dialog", partial(self._opened, opened))
        while not worker.is_finished:
            top = self.app.screen
            if top is not self and getattr(top, "up", True):
                return
            await asyncio.sleep(_BLINK)

    async def _opened(self, opened: Opener) -> None:
        await opened(self.app, await self.table())
        self.show()
