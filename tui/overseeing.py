"""Opens what lies over the questions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from .showing import Showing

if TYPE_CHECKING:  # loaded behind the first question
    from .table import Table

_BLINK = 0.001
"""Seconds between two looks at whether a dialog is up."""


class Overseeing(Showing):
    """Shows the questions, and what is opened over them."""

    async def _ask(self, ask: Callable[[App[Any], Table], Awaitable[None]]) -> None:
        """Open a dialog; what it leads to is done to the table.

        Returns once the dialog takes the keys, so that none typed ahead goes astray.
        """
        worker = self.beside("dialog", partial(self._asked, ask))
        while not worker.is_finished:
            top = self.app.screen
            if top is not self and getattr(top, "up", True):
                return
            await asyncio.sleep(_BLINK)

    async def _asked(self, ask: Callable[[App[Any], Table], Awaitable[None]]) -> None:
        await ask(self.app, await self.table())
        self.show()

    async def action_windows(self) -> None:
        """Show the loss windows of the whole review."""
        from . import outages

        await self._ask(outages.windows)
