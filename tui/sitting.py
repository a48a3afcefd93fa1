"""A session as it is led: begun, its agenda followed, ended when its people say so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App

from ninelives.assess.agenda import Item, after, agenda
from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.errors import Unusable
from ninelives.review import sitting
from ninelives.review.session import author, now
from ninelives.review.sitting import Sitting

from .desk import gone_to
from .dialogs.form import Field, Form
from .table import Table


async def session(app: App[Any], table: Table) -> None:
    """Begin a session, or show what is on the agenda of the one that goes on."""
    if table.sitting is None and not await _begun(app, table):
        return
    await _listed(app, table)


async def onward(app: App[Any], table: Table) -> None:
    """Go to the next question of the agenda."""
    del app
    items = await asyncio.to_thread(_agenda, table)
    following = after(items, table.desk.at)
    if following is None:
        table.tell("Nothing is on the agenda: no question is open.", "good")
        return
    at = items.index(following) + 1
    table.go(gone_to(table.desk, following.key))
    table.tell(f"{at} of {len(items)} on the agenda.", "muted")


async def _listed(app: App[Any], table: Table) -> None:
    from .dialogs.agenda import Agenda

    items = await asyncio.to_thread(_agenda, table)
    chosen = await app.push_screen_wait(Agenda(table, items))
    if chosen is None:
        return
    if chosen == Agenda.END:
        _saved(table, lambda: sitting.forget(table.desk.folder))
        table.sit(None)
        table.tell("The session is over; every answer is saved.", "good")
        return
    at = int(chosen)
    table.go(gone_to(table.desk, items[at].key))


async def _begun(app: App[Any], table: Table) -> bool:
    """Ask how long a session takes and who is there; say whether it has begun."""
    fields = (
        Field("How many minutes?", "such as 45", str(sitting.USUAL), _minutes),
        Field("Who is there?", "names, parted by commas", author(), _someone),
    )
    texts = await app.push_screen_wait(_Begin("A session", fields, lambda _: None))
    if texts is None:
        return False
    minutes, present = sitting.length(texts[0]), sitting.names(texts[1])
    desk = table.desk
    found = await asyncio.to_thread(assess, desk.pack, desk.review, remainders=False)
    one = Sitting(now(), minutes, present, present[0], risks(found))
    if not _saved(table, lambda: sitting.keep(desk.folder, one)):
        return False
    table.sit(one)
    table.tell(f"The session has begun: {minutes} minutes.", "good")
    return True


class _Begin(Form):
    """Asks for what a session needs."""

    KEYS = "enter goes on · esc leaves, nothing is begun"


def risks(found: Assessment) -> dict[str, str]:
    """Give the risk of each finding by its id."""
    return {one.id: one.risk for one in found.findings}


def _agenda(table: Table) -> tuple[Item, ...]:
    desk, one = table.desk, table.sitting
    found = assess(desk.pack, desk.review, remainders=False)
    return agenda(found, max(one.left(now()), 0) if one else None)


def _saved(table: Table, work: Callable[[], object]) -> bool:
    try:
        work()
    except Unusable as error:
        table.tell(" ".join(str(one) for one in error.problems), "bad")
        return False
    return True


def _minutes(text: str) -> str:
    try:
        sitting.length(text)
    except ValueError as error:
        return str(error)
    return ""


def _someone(text: str) -> str:
    return "" if sitting.names(text) else "name at least one, to know who says what"
