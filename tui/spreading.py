"""Gives one answer wherever the same is asked, once it was seen what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from textual.app import App
from textual.content import Content

from ninelives import words
from ninelives.checklist.model import NOT_APPLICABLE, UNKNOWN
from ninelives.errors import Unusable
from ninelives.review.elsewhere import carried
from ninelives.review.elsewhere import elsewhere as others
from ninelives.review.interview import Key, fill, key_of
from ninelives.review.model import Answer
from ninelives.review.standing import Standing
from ninelives.text import quantity

from .desk import Desk, answered
from .dialogs.items import Item
from .dialogs.ticks import Ticks
from .table import Table
from .views import where
from .widgets.lines import piece, shorten

_NAME = 60


class Elsewhere(Ticks):
    """Gives the places at which an answer is to be given."""

    KEYS = "space tick · a all or none · enter answer all that is ticked · esc close"


async def elsewhere(app: App[Any], table: Table) -> None:
    """List where the same is asked; give the answer where it is ticked."""
    desk = table.desk
    one = _meant(desk)
    if one is None or one.answer is None or one.answer.disputed:
        table.tell(
            words.say("Answer a question first: b gives that answer elsewhere, too.")
        )
        return
    said = one.answer
    places = list(others(desk.asked.interview, one))
    rows = [
        Item(
            str(at),
            piece(shorten(where(desk, it.subject), _NAME)),
            _change(desk, it, said),
        )
        for at, it in enumerate(places)
    ]
    fresh = {str(at) for at, it in enumerate(places) if it.answer is None}
    ask = fill(one.question.ask, desk.pack, desk.review, one.subject)
    title = words.say(
        "{answer}, wherever it is asked: {ask}",
        answer=shorten(in_words(desk, one, said), _NAME),
        ask=ask,
    )
    nothing = words.say("The same is asked nowhere else, or answered so everywhere.")
    ticked = await app.push_screen_wait(Elsewhere(title, rows, fresh, nothing))
    if ticked:
        give(table, [key_of(places[int(at)]) for at in ticked], said)


def _meant(desk: Desk) -> Standing | None:
    """Give the question that is shown, else, where it is open, the one before."""
    one = desk.one
    if (one is None or one.answer is None) and desk.done:
        return desk.asked.find(desk.done[-1].at)
    return one


def in_words(desk: Desk, one: Standing, said: Answer) -> str:
    """Give an answer in a few words."""
    if said.choice in (UNKNOWN, NOT_APPLICABLE):
        if said.choice == UNKNOWN:
            return words.say("not known")
        return words.say("does not apply")
    measure = one.question.measure
    if said.value is not None and measure is not None:
        return quantity(said.value, measure.unit)
    choice = one.question.choice(said.choice)
    if choice is None:
        return said.choice
    return fill(choice.says, desk.pack, desk.review, one.subject)


def _change(desk: Desk, one: Standing, said: Answer) -> Content:
    """Give what stands there and by whom, and what it becomes."""
    after = (shorten(in_words(desk, one, said), _NAME), "good")
    if one.answer is None:
        return piece((words.say("open"), "muted"), (" → ", "muted"), after)
    old = " / ".join(
        f"{in_words(desk, one, voice)} ({voice.by or words.say('somebody')})"
        for voice in one.answer.voices
    )
    return piece((shorten(old, _NAME), "warn"), (" → ", "muted"), after)


def give(table: Table, places: Iterable[Key], said: Answer) -> None:
    """Save an answer at many places, one after another; all is one step to undo."""
    desk, trouble = table.desk, ""
    try:
        for after in spread(table.desk, places, said):
            desk = after
    except Unusable as error:
        trouble = " ".join(str(one) for one in error.problems)
    count = 0 if desk is table.desk else len(desk.done[-1].each)
    told = words.many(
        "Answered at {count} place; z takes it back.",
        "Answered at {count} places; z takes all of it back.",
        count,
    )
    table.turn_to(desk, said=told)
    table.trouble = trouble


def spread(desk: Desk, places: Iterable[Key], said: Answer) -> Iterator[Desk]:
    """Give an answer at places that ask the same; a note there stays.

    Yields:
        The desk after each; what was given before is on the disk.

    Raises:
        Unusable: one could not be saved.
    """
    at, before = desk.at, desk.done
    for place in places:
        one = desk.asked.find(place)
        if one is None:
            continue  # an answer just given has closed it
        after, _ = answered(replace(desk, met=None), one, carried(said, one))
        *_, step = after.done
        earlier = desk.done[-1].each if len(desk.done) > len(before) else ()
        desk = replace(after, at=at, done=(*before, replace(step, along=earlier)))
        yield desk
