"""Opens the map as a picture, changes it there, and goes where it is asked."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from ninelives import words
from ninelives.review.remap import removed, renamed, wrong_name
from ninelives.review.spoken import label

from .desk import gone_to
from .table import Table

if TYPE_CHECKING:
    from .drawn.things import Things


async def drawn(app: App[Any], table: Table) -> None:
    """Show the map as a picture; go to what is chosen."""
    from .dialogs.drawn import Drawn

    found = await _looked(table)
    if not found.every:
        table.tell(words.say("The map is empty; a adds to it."))
        return
    asked = Drawn(found, partial(_changed, app, table), partial(_looked, table))
    chosen = await app.push_screen_wait(asked)
    if chosen is not None:
        table.go(gone_to(table.desk, chosen), words.say("Nothing is asked there."))


async def _looked(table: Table) -> Things:
    """Give what is drawn, once all is worked out that an answer or a change touched."""
    from .drawn.things import things

    while table.whole and table.waiting:
        table.work_out()
        await asyncio.sleep(0)
    return await asyncio.to_thread(things, table.desk)


async def _changed(app: App[Any], table: Table, act: str, marked: str) -> str:
    """Change the map; give what came of it in words.

    Args:
        app: where it is asked what is needed.
        table: what is changed.
        act: `connect`, `place`, `rename`, `remove`, `undo` or `redo`.
        marked: the component or integration that is meant.
    """
    from .connecting import connect, place

    table.tell("")
    if act == "connect":
        await connect(app, table, marked)
    elif act == "place":
        await place(app, table)
    elif act == "rename":
        await _rename(app, table, marked)
    elif act == "remove":
        _remove(table, marked)
    else:
        table.retrace(back=act == "undo")
    return table.trouble or table.told.text


async def _rename(app: App[Any], table: Table, marked: str) -> None:
    """Ask what a component is called from now on."""
    from .dialogs.form import Field, Form

    review = table.desk.review
    one = review.component(marked)
    if one is None:
        table.tell(
            words.say("An integration is called after its ends; rename one of them.")
        )
        return
    wrong = partial(wrong_name, review, known=marked)
    field = Field("What do you call it?", "a name", one.label, wrong)
    title = words.say("Rename {name}", name=one.label)
    texts = await app.push_screen_wait(Form(title, (field,), lambda _: None))
    if texts is None or texts[0] == one.label:
        return
    said = words.say("{old} is called {new} now.", old=one.label, new=texts[0])
    table.redraw(renamed(review, marked, texts[0]), said)


def _remove(table: Table, marked: str) -> None:
    """Take something off the map; its answers are kept."""
    review = table.desk.review
    one = review.component(marked)
    after = removed(review, marked)
    gone = len(review.integrations) - len(after.integrations)
    name = label(review, marked)
    if one is None or not gone:
        said = words.say("Removed: {what}; z brings it back.", what=name)
    else:
        said = words.many(
            "Removed: {what} and {count} integration; z brings both back.",
            "Removed: {what} and {count} integrations; z brings all back.",
            gone,
            what=name,
        )
    table.redraw(after, said)
