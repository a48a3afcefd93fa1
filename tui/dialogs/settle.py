"""What each person answered where they differ, to settle on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninelives import words
from ninelives.review.interview import fill
from ninelives.review.model import Answer
from ninelives.review.spoken import spoken
from ninelives.review.standing import Standing

from ..desk import Desk
from ..widgets.lines import Line, flow, piece, prose, ruled
from .items import Item
from .pick import Pick


def settle_screen(desk: Desk, one: Standing) -> Pick:
    """Give the dialog; choosing a voice gives its place, from 0."""
    voices = one.answer.voices if one.answer else ()

    def details(at: str, width: int) -> Sequence[Line]:
        return tuple(_details(desk, one, voices[int(at)], width))

    rows = [
        Item(
            str(at),
            piece(
                (f"{voice.by or words.say('somebody')}: ", "strong"),
                spoken(one.question, voice),
            ),
            piece((words.day(voice.at.partition("T")[0]), "muted")),
        )
        for at, voice in enumerate(voices)
    ]
    return Pick(words.say("People differ: what holds?"), rows, details)


def _details(desk: Desk, one: Standing, voice: Answer, width: int) -> Iterator[Line]:
    ask = fill(one.question.ask, desk.pack, desk.review, one.subject)
    says = fill(spoken(one.question, voice), desk.pack, desk.review, one.subject)
    yield from flow(prose(ask, "muted"), width)
    yield from flow(prose(says, "strong"), width)
    yield from ruled(
        words.say("Note"), flow(piece(voice.note), width) if voice.note else ()
    )
    yield from ruled(
        words.say("Found"), flow(piece(voice.origin), width) if voice.origin else ()
    )
