"""Opens what lies over the questions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.app import App

from .keys import command
from .showing import Showing

if TYPE_CHECKING:  # loaded behind the first question
    from .table import Table

_BLINK = 0.001
"""Seconds between two looks at whether a dialog is up."""

Opener = Callable[[App[Any], "Table"], Awaitable[None]]
"""What a command opens over the questions."""


class Overseeing(Showing):
    """Shows the questions, and what is opened over them."""

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
