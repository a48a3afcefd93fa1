"""What the keys of the home screen do with a review: start one, read code into one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from ninelives import words
from ninelives.errors import Unusable
from ninelives.home import Named, begin
from ninelives.text import slug

from ..dialogs.form import Field, Form, needed

if TYPE_CHECKING:
    from .screen import HomeScreen

_PARENT = "reviews"
"""Where a review is put whose folder nobody names."""


class _New(Form):
    """Asks for a review; nothing of it is kept where it is left."""

    KEYS = "enter goes on · esc leaves"


async def new(screen: HomeScreen) -> None:
    """Ask for the name and the folder of a review, and start it."""
    start = screen.kept.start
    fields = (
        Field("What do you review?", "the name of a service", wrong=_a_name),
        Field(
            "In which folder is the review kept?",
            words.say("empty: {folder}/ and its name", folder=_PARENT),
            wrong=lambda text: _free(start, text),
        ),
    )
    form = _New(words.say("New review"), fields, lambda _: None)
    texts = await screen.app.push_screen_wait(form)
    if texts is None:
        return
    name, named = texts
    folder = start / (named or f"{_PARENT}/{slug(name)}")
    try:
        await asyncio.to_thread(begin, folder, Named(name))
    except Unusable as error:
        screen.tell(" ".join(str(one) for one in error.problems), "bad")
        return
    screen.tell(
        words.say(
            "Started: {folder}. S reads its map from code, ⏎ opens it.", folder=folder
        )
    )
    await screen.look_again(folder)


def _a_name(text: str) -> str:
    wrong = needed("give it a name")(text)
    if wrong or slug(text) != slug(""):
        return wrong
    return words.say("give it a name with a letter or a digit, for its folder")


def _free(start: Path, text: str) -> str:
    folder = start / text
    taken = bool(text) and (folder / "review.yaml").exists()
    said = words.say("there is a review in {folder} already", folder=folder)
    return said if taken else ""


async def scan(screen: HomeScreen) -> None:
    """Read infrastructure-as-code into the marked review."""
    from ..evidence import scan as read_code
    from ..loading import begin_whole

    one = screen.marked
    if one is None or one.trouble:
        said = "It can't be read." if one else "There is no review yet; n starts one."
        screen.tell(said, "bad" if one else "muted")
        return
    try:
        table = await asyncio.to_thread(begin_whole, one.folder, ())
    except Unusable as error:
        screen.tell(" ".join(str(each) for each in error.problems), "bad")
        return
    table.tell("")
    await read_code(screen.app, table)
    screen.tell(table.told.text, table.told.style)
    await screen.look_again(one.folder)
