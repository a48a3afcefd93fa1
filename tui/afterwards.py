"""What follows when something went wrong: an incident is told, its page is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import App

from ninelives.errors import Unusable
from ninelives.retro import Done, carried_out
from ninelives.review import store

from .table import Table


async def incident(app: App[Any], table: Table) -> None:
    """Ask for an incident; once it is told write its page, and show it."""
    from .dialogs.report import Report
    from .dialogs.telling import Telling

    path = await app.push_screen_wait(Telling(table.desk))
    if path is None:
        table.tell("What was told is saved; I goes on with it.")
        return
    try:
        done = await asyncio.to_thread(_written, table.desk.folder, path, table.packs)
    except Unusable as error:
        table.tell(" ".join(str(problem) for problem in error.problems), "bad")
        return
    table.tell(f"Written: {path.with_suffix('.md')}", "good")
    await app.push_screen_wait(Report(done.page, "Retrospective", written=True))


def _written(folder: Path, path: Path, packs: Sequence[Path]) -> Done:
    done = carried_out(folder, path, None, packs)
    store.write_durably(path.with_suffix(".md"), done.page)
    return done
