"""A session as it is led: begun, its agenda followed, ended when its people say so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App

from ninelives import words
from ninelives.assess.agenda import Item, after, agenda
from ninelives.assess.model import Assessment
from ninelives.assess.risk import assess
from ninelives.errors import Unusable
from ninelives.report import minutes
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
        table.tell(words.say("Nothing is on the agenda: no question is open."), "good")
        return
    at = items.index(following) + 1
    table.go(gone_to(table.desk, following.key))
    said = words.say("{at} of {all} on the agenda.", at=at, all=len(items))
    table.tell(said, "muted")


async def _listed(app: App[Any], table: Table) -> None:
    from .dialogs.agenda import Agenda

    items = await asyncio.to_thread(_agenda, table)
    chosen = await app.push_screen_wait(Agenda(table, items))
    if chosen is None:
        return
    if chosen == Agenda.END:
        await _closed(app, table)
        return
    at = int(chosen)
    table.go(gone_to(table.desk, items[at].key))


async def _closed(app: App[Any], table: Table) -> None:
    """Show what came of the session; end it where that is wanted."""
    from .dialogs.minutes import Minutes

    one, desk = table.sitting, table.desk
    if one is None:
        return
    pack = desk.pack.as_written
    work = partial(minutes.written, desk.folder, pack, desk.review, one, now())
    try:
        text = await asyncio.to_thread(work)
        wanted = await app.push_screen_wait(Minutes(text))
        if wanted is None:
            return
        path = minutes.keep(desk.folder, one, text) if wanted else None
        sitting.forget(desk.folder)
    except Unusable as error:
        table.tell(" ".join(str(each) for each in error.problems), "bad")
        return
    table.sit(None)
    table.tell(
        words.say("The session is over. Written: {path}", path=path)
        if path
        else words.say("The session is over. Every answer is saved."),
        "good",
    )


async def speaker(app: App[Any], table: Table) -> None:
    """Ask who speaks now; whoever is not there yet is named."""
    from .dialogs.people import ELSE, people

    one = table.sitting
    if one is None:
        table.tell(
            words.say("Nobody is listed; T begins a session with those who are there.")
        )
        return
    name = await app.push_screen_wait(people(one))
    if name == ELSE:
        field = Field("Who speaks?", "a name", "", _someone)
        texts = await app.push_screen_wait(
            _Name(words.marked("Who speaks?"), (field,), _unkept)
        )
        name = sitting.names(texts[0])[0] if texts else None
    if name is None:
        return
    turned = sitting.attended(one, one.present, name)
    if _saved(table, lambda: sitting.keep(table.desk.folder, turned)):
        table.sit(turned)
        said = words.say(
            "{name} speaks: answers are taken down as {name}'s.", name=name
        )
        table.tell(said, "good")


async def _begun(app: App[Any], table: Table) -> bool:
    """Ask how long a session takes and who is there; say whether it has begun."""
    fields = (
        Field("How many minutes?", "such as 45", str(sitting.USUAL), _minutes),
        Field("Who is there?", "names, parted by commas", author(), _someone),
    )
    texts = await app.push_screen_wait(
        _Begin(words.marked("A session"), fields, _unkept)
    )
    if texts is None:
        return False
    length, present = sitting.length(texts[0]), sitting.names(texts[1])
    desk = table.desk
    found = await asyncio.to_thread(assess, desk.pack, desk.review, remainders=False)
    one = Sitting(now(), length, present, present[0], risks(found))
    if not _saved(table, lambda: sitting.keep(desk.folder, one)):
        return False
    table.sit(one)
    told = words.many(
        "The session has begun: {count} minute.",
        "The session has begun: {count} minutes.",
        length,
    )
    table.tell(told, "good")
    return True


class _Begin(Form):
    """Asks for what a session needs."""

    KEYS = "enter goes on · esc leaves, nothing is begun"


class _Name(Form):
    """Asks for a name."""

    KEYS = "enter takes it · esc leaves"


def _unkept(_: tuple[str, ...]) -> None:
    """Keep nothing of what is typed."""


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
    if sitting.names(text):
        return ""
    return words.say("name at least one, to know who says what")
