"""What is new on the map: an integration, by its ends and its way, or a component."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from textual.app import App

from ninelives import words
from ninelives.checklist.load import load_packs
from ninelives.checklist.model import Checklist, Connects, Pack
from ninelives.errors import Unusable
from ninelives.review.catalogue import Edge, add_edge, fitting
from ninelives.review.model import Review
from ninelives.review.packs import shown
from ninelives.review.remap import added, wrong_name

from .dialogs.form import Field, Form
from .dialogs.items import Item
from .dialogs.pick import Pick
from .table import Table
from .widgets.lines import Line, flow, piece

_NEW = "new:"
"""Before a component type: something of that type that is not on the map yet."""


class End(NamedTuple):
    """One end of an integration, on the map already or new."""

    name: str
    type: str


async def connect(app: App[Any], table: Table, start: str = "") -> None:
    """Ask for both ends and what connects them; then put it on the map.

    Args:
        app: where it is asked.
        table: what it is added to.
        start: the component that events come from, or empty: it is asked.
    """
    desk = table.desk
    pack = await _all_there_is(table)
    if pack is None:
        return
    edge = await _edge(app, pack, desk.review, start)
    if edge is None:
        return
    try:
        after = add_edge(pack, desk.review, edge)
    except Unusable as error:
        table.tell("; ".join(one.found for one in error.problems), "bad")
        return
    table.connect(pack, after)


async def place(app: App[Any], table: Table) -> None:
    """Ask for a component that nothing leads to yet; then put it on the map."""
    review = table.desk.review
    pack = await _all_there_is(table)
    if pack is None:
        return
    rows = tuple(_new(pack, pack.component_types))
    title = words.say("What is it?")
    picked = await app.push_screen_wait(Pick(title, rows, _told(pack, review)))
    if picked is None:
        return
    kind = picked.removeprefix(_NEW)
    name = await _named(app, pack, review, kind)
    if name is None:
        return
    after = added(pack, review, name, kind)
    said = words.say("Added: {what}.", what=after.components[-1].label)
    table.redraw(after, said, pack)


async def _all_there_is(table: Table) -> Pack | None:
    """Give every checklist; where they can't be read, None, and say why."""
    desk = table.desk
    named = table.packs or tuple(desk.folder / name for name in desk.review.packs)
    try:
        return shown(await asyncio.to_thread(load_packs, named), named)
    except Unusable as error:
        table.tell(" ".join(str(one) for one in error.problems), "bad")
        return None


async def _edge(app: App[Any], pack: Pack, review: Review, start: str) -> Edge | None:
    kinds = [one.connects for one in pack.checklists.values() if one.connects]
    sources = {end for one in kinds for end in one.sources}
    first = review.component(start)
    if first is not None and first.type in sources:
        source: End | None = End(first.id, first.type)
    else:
        title = words.say("Where do the events come from?")
        source = await _end(app, pack, review, title, sources)
    if source is None:
        return None
    targets = {
        end for one in kinds if source.type in one.sources for end in one.targets
    }
    asked = words.say("Where does {name} send them?", name=source.name)
    target = await _end(app, pack, review, asked, targets)
    if target is None:
        return None
    fits = fitting(pack, source.type, target.type)
    by = fits[0] if len(fits) == 1 else await _way(app, fits, source, target)
    if by is None or by.connects is None:
        return None
    return Edge(source.name, source.type, target.name, target.type, by.connects.by)


async def _end(
    app: App[Any], pack: Pack, review: Review, title: str, types: Collection[str]
) -> End | None:
    """Ask for something on the map, or for the type and name of something new."""
    picked = await app.push_screen_wait(
        Pick(title, tuple(_ends(pack, review, types)), _told(pack, review))
    )
    if picked is None:
        return None
    known = review.component(picked)
    if known is not None:
        return End(known.id, known.type)
    kind = picked.removeprefix(_NEW)
    name = await _named(app, pack, review, kind)
    return None if name is None else End(name, kind)


async def _named(app: App[Any], pack: Pack, review: Review, kind: str) -> str | None:
    title = words.say("A new {what}", what=pack.component_types[kind].title)
    wrong = partial(wrong_name, review)
    field = Field("What do you call it?", "a name", wrong=wrong)
    texts = await app.push_screen_wait(Form(title, (field,), lambda _: None))
    return None if texts is None else texts[0]


def _ends(pack: Pack, review: Review, types: Collection[str]) -> Iterator[Item]:
    for one in review.components:
        if one.type in types:
            kind = pack.component_types[one.type].title
            yield Item(one.id, piece(one.label), piece((kind, "muted")))
    yield from _new(pack, types)


def _new(pack: Pack, types: Collection[str]) -> Iterator[Item]:
    for new in pack.component_types.values():
        if new.id in types:
            says = piece(f"+ {new.title}")
            yield Item(_NEW + new.id, says, piece((words.say("new"), "muted")))


def _told(pack: Pack, review: Review) -> Callable[[str, int], list[Line]]:
    """Give what tells about an end: what it can be connected with."""

    def details(row: str, width: int) -> list[Line]:
        known = review.component(row)
        kind = known.type if known is not None else row.removeprefix(_NEW)
        lines: list[Line] = []
        for one in pack.checklists.values():
            ways: Connects | None = one.connects
            if ways is not None and kind in (*ways.sources, *ways.targets):
                lines.extend(flow(piece(one.title), width))
        return lines

    return details


async def _way(
    app: App[Any], fits: Sequence[Checklist], source: End, target: End
) -> Checklist | None:
    """Ask which of the checklists for two ends is meant."""
    about = {one.id: one for one in fits}
    rows = tuple(
        Item(one.id, piece(one.title), piece((_by(one), "muted"))) for one in fits
    )
    ends = {"source": source.name, "target": target.name}
    title = words.say("How does {source} reach {target}?", **ends)
    picked = await app.push_screen_wait(
        Pick(title, rows, lambda row, width: list(flow(piece(about[row].about), width)))
    )
    return about.get(picked or "")


def _by(checklist: Checklist) -> str:
    return checklist.connects.by if checklist.connects else ""
