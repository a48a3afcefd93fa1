"""Opens the map as a picture, and goes where one of its boxes or lines is asked."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from .desk import gone_to
from .table import Table


async def drawn(app: App[Any], table: Table) -> None:
    """Show the map as a picture; go to what is chosen."""
    from .dialogs.drawn import Drawn
    from .drawn.things import things

    desk = table.desk
    found = await asyncio.to_thread(things, desk)
    if not found.every:
        table.tell("The map is empty; a adds to it.")
        return
    chosen = await app.push_screen_wait(Drawn(found))
    if chosen is not None:
        table.go(gone_to(desk, chosen), "Nothing is asked there.")
