"""What stands above a question: not saved, disputed, changed, answered meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from ninelives.review.spoken import spoken
from ninelives.review.standing import Standing, Status

from .desk import Desk
from .widgets.question import Banner


def banners(desk: Desk, one: Standing, trouble: str) -> Iterator[Banner]:
    """Give the banners of a question; `trouble` says why its answer is not saved."""
    said = one.answer
    if trouble:
        yield Banner("✗", f"Not saved. {trouble}", "bad")
    if said and one.status is Status.DISPUTED:
        names = " and ".join(voice.by or "somebody" for voice in said.voices)
        text = f"{names} differ. Choose what holds, or s to read what each wrote."
        yield Banner("≠", text, "warn")
    if said and said.settled and one.status is not Status.DISPUTED:
        past = "; ".join(
            f"{voice.by or 'somebody'}: {spoken(one.question, voice)}"
            for voice in said.settled
        )
        yield Banner("=", f"Settled. Before, {past}", "muted")
    if said and one.status is Status.STALE:
        text = "The question has changed since it was answered. Please answer again."
        yield Banner("↻", text, "warn")
    elif said and desk.met_at(one):
        name = said.by or "Somebody"
        text = f"{name} has just answered this. Who chooses otherwise keeps both."
        yield Banner("→", text, "warn")
