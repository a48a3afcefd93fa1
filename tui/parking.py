"""Discussions put aside: a line typed and kept, and all of them listed."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from ninelives import words
from ninelives.errors import Unusable
from ninelives.review import parked
from ninelives.review.interview import key_of
from ninelives.review.session import now

from .desk import gone_to
from .dialogs.form import Field, Form, needed
from .table import Table

_TYPED = (("", ""), "park")
"""Where what is typed into the form is kept until it is parked."""


class _Park(Form):
    """Asks what to park."""

    KEYS = "enter parks it · esc leaves, what is typed is kept"


async def park(app: App[Any], table: Table) -> None:
    """Ask for a line, and park it with the question that is shown."""
    (known,) = table.forms.get(_TYPED, ("",))
    field = Field(
        "What do you come back to later?",
        "a line, such as: who owns the dead-letter queue?",
        known,
        needed("say in a few words what it is"),
    )
    form = _Park(
        words.marked("Park it"), (field,), lambda typed: table.type(*_TYPED, typed)
    )
    texts = await app.push_screen_wait(form)
    if texts is None:
        return
    desk, one = table.desk, table.desk.one
    key = key_of(one) if one else None
    try:
        found = await asyncio.to_thread(
            parked.park, desk.folder, texts[0], desk.by, now(), key
        )
    except Unusable as error:
        table.tell(" ".join(str(each) for each in error.problems), "bad")
        return
    table.forget(*_TYPED)
    waiting = sum(not each.done for each in found)
    said = words.say(
        "Parked: {what} ({count} in the parking lot; P lists it)",
        what=texts[0],
        count=waiting,
    )
    table.tell(said, "good")


async def listed(app: App[Any], table: Table) -> None:
    """Show what is parked; go to the question of what was chosen."""
    from .dialogs.lot import Lot

    try:
        found = await asyncio.to_thread(parked.load_parked, table.desk.folder)
    except Unusable as error:
        table.tell(" ".join(str(each) for each in error.problems), "bad")
        return
    chosen = await app.push_screen_wait(Lot(table.desk, found))
    if chosen is None:
        return
    if table.desk.asked.find(chosen) is None:
        table.tell(words.say("Its question is not asked any more."))
        return
    table.go(gone_to(table.desk, chosen))
