"""What stands above a question: not saved, disputed, changed, answered meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives import words
from ninelives.review.spoken import spoken
from ninelives.review.standing import Standing, Status

from .desk import Desk
from .widgets.question import Banner


def banners(desk: Desk, one: Standing, trouble: str) -> Iterator[Banner]:
    """Give the banners of a question; `trouble` says why its answer is not saved."""
    said = one.answer
    if trouble:
        yield Banner("✗", f"{words.say('Not saved.')} {trouble}", "bad")
    if said and one.status is Status.DISPUTED:
        names = words.say(" and ").join(
            voice.by or words.say("somebody") for voice in said.voices
        )
        text = words.say(
            "{names} differ. Choose what holds, or s to read what each wrote.",
            names=names,
        )
        yield Banner("≠", text, "warn")
    if said and said.settled and one.status is not Status.DISPUTED:
        past = "; ".join(
            f"{voice.by or words.say('somebody')}: {spoken(one.question, voice)}"
            for voice in said.settled
        )
        yield Banner("=", words.say("Settled. Before, {past}", past=past), "muted")
    if said and one.status is Status.STALE:
        text = words.say(
            "The question has changed since it was answered. Please answer again."
        )
        yield Banner("↻", text, "warn")
    elif said and desk.met_at(one):
        text = words.say(
            "{name} has just answered this. Who chooses otherwise keeps both.",
            name=said.by or words.say("Somebody"),
        )
        yield Banner("→", text, "warn")
