"""Opens the loss windows of the whole review, and goes where one of them is asked."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from .desk import gone_to
from .table import Table


async def windows(app: App[Any], table: Table) -> None:
    """Show the loss windows; go to the integration that is chosen."""
    from .dialogs.windows import Windows
    from .lasts import Lasts, lasts_of

    desk = table.desk
    found: Lasts = await asyncio.to_thread(lasts_of, desk)
    chosen = await app.push_screen_wait(Windows(found))
    if chosen is not None:
        table.go(gone_to(desk, found.place(chosen)))
