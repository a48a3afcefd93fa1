"""What is due in a review folder on this day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from ninelives.assess.due import Ages, Due, due
from ninelives.review.actions import load_actions
from ninelives.review.folder import load
from ninelives.review.packs import pack_of
from ninelives.review.session import now
from ninelives.review.waivers import load_waivers

AGES = (0, Ages().fact, Ages().review)
"""Within how many days, after how many a fact, after how many a review."""


def due_in(
    folder: Path, days: tuple[int, int, int] = AGES, packs: Sequence[Path] = ()
) -> tuple[Due, ...]:
    """Give what is due in a review, the oldest first; raises `Unusable`.

    Args:
        folder: the review.
        days: within how many days, after how many a fact, after how many a review.
        packs: used instead of those the review names.
    """
    within, fact, age = days
    review = load(folder)
    pack = pack_of(folder, review, packs)
    by = date.fromisoformat(now()[:10]) + timedelta(days=within)
    waivers, agreed = load_waivers(folder), load_actions(folder)
    return due(pack, review, by, Ages(fact, age), waivers, agreed)
