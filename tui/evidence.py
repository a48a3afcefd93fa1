"""The code behind a review: shown at a line, and read into the map and the answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from ninelives import scanning, words
from ninelives.errors import Unusable
from ninelives.evidence.scan import scan as read_code
from ninelives.review import store
from ninelives.review.packs import named_by, shown
from ninelives.text import visible

from . import candidates
from .dialogs.form import Field, Form, needed
from .dialogs.frame import Dialog
from .dialogs.items import Text
from .dialogs.pick import Pick
from .dialogs.reading import Scrolled
from .dialogs.source import Code, place_of
from .table import Table
from .views import origins
from .widgets.lines import Line, flow, piece

_ASKED = (("", ""), "scan")
"""Where what is typed into the form is kept; it belongs to no question."""


async def source(app: App[Any], table: Table) -> None:
    """Show the code that the answer here was found in, or is contradicted by."""
    one = table.desk.one
    found = (place_of(origin) for origin in origins(one.answer if one else None))
    places = tuple(at for at in found if at is not None)
    if not places:
        table.tell("The answer here was not found in code.")
        return
    await app.push_screen_wait(Code(places, table.desk.folder))


async def scan(app: App[Any], table: Table) -> None:
    """Ask what to read, show what it says, and take it over where that is wanted."""
    folder = table.desk.folder
    path = await _picked(app, table)
    if path is None:
        return
    try:
        found = await _read(app, path, folder, table.packs)
    except Unusable as error:
        table.tell(" ".join(str(one) for one in error.problems), "bad")
        return
    if not found.graph.files:
        table.tell(f"Nothing that describes infrastructure was read in {path}.", "bad")
        return
    if not await app.push_screen_wait(Look(found, folder)):
        return
    try:
        await asyncio.to_thread(scanning.save, folder, found)
        review = await asyncio.to_thread(store.load, folder)
    except Unusable as error:
        table.tell(" ".join(str(one) for one in error.problems), "bad")
        return
    table.forget(*_ASKED)
    pack = shown(found.pack, named_by(folder, review, table.packs))
    table.reload(pack, review, words.say("The code was taken over."))


async def _picked(app: App[Any], table: Table) -> Path | None:
    """Let pick from what looks like infrastructure-as-code here, or type a path."""
    found = await asyncio.to_thread(candidates.candidates, Path())
    title = "Which code describes it?"
    pick = Pick(title, tuple(candidates.rows(found)), candidates.preview)
    chosen = await app.push_screen_wait(pick)
    if chosen is None or chosen == candidates.OTHER:
        return await _asked(app, table) if chosen else None
    return Path(chosen)


async def _asked(app: App[Any], table: Table) -> Path | None:
    """Ask for a folder or file; what was typed is kept until it was read."""
    known = table.forms.get(_ASKED, (".",))
    field = Field(
        "Which folder or file?",
        "a template, a Terraform folder, serverless.yml, cdk.out …",
        known[0] if len(known) == 1 else ".",
        _there,
    )
    form = Form("Scan code", (field,), lambda typed: table.type(*_ASKED, typed))
    texts = await app.push_screen_wait(form)
    return None if texts is None else _path(texts[0])


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


def _there(text: str) -> str:
    wrong = needed("name a folder or a file")(text)
    if wrong or _path(text).exists():
        return wrong
    return f"there is no {text.strip()} here, in {Path.cwd()}"


async def _read(
    app: App[Any], path: Path, folder: Path, packs: Sequence[Path]
) -> scanning.Scanned:
    """Read code beside the keys; the title of a frame says which file it is at."""
    waiting = Waiting()
    await app.push_screen(waiting)

    def work() -> scanning.Scanned:
        graph = read_code((path,), waiting.at)
        waiting.at("what follows")
        return scanning.compared(graph, folder, packs)

    try:
        return await asyncio.to_thread(work)
    finally:
        await waiting.dismiss()


class Waiting(Dialog[None]):
    """Says which file is being read."""

    HEADING = "Reading"
    KEYS = "this takes a moment"
    DEFAULT_CSS = """
    Waiting Text { height: 1; }
    """

    def contents(self) -> ComposeResult:
        """Give the line that the name of the file is shown on."""
        yield Text()

    def at(self, name: str) -> None:
        """Show the file that is read now; any thread may say so."""
        self.app.call_from_thread(self._show, name)

    def _show(self, name: str) -> None:
        for text in self.query(Text):
            text.make = lambda _: (Line(piece(visible(name))),)

    def action_cancel(self) -> None:
        """Stay: what is read is not long in coming."""


class Look(Scrolled[bool]):
    """Shows what a scan found; `w` gives that it is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "take", "Take it over", show=False),
    ]
    HEADING = "What the code says"
    KEYS = "w takes it over · ↑ ↓ scroll · esc leaves all as it was"
    DEFAULT_CSS = """
    Look > .frame { width: 96%; max-width: 130; height: 90%; }
    """

    def __init__(self, found: scanning.Scanned, folder: Path) -> None:
        """Take what was found, and the review it is for."""
        super().__init__()
        self._found = tuple(scanning.lines(found, scanning.Wanted(folder)))

    def made(self, width: int) -> Sequence[Line]:
        """Give what was found for a width."""
        return tuple(
            line for text in self._found for line in flow(piece(visible(text)), width)
        )

    def action_take(self) -> None:
        """Ask for it to be written."""
        self.give(result=True)
