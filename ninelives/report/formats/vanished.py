"""What a map took from the code that the code has no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ninelives.report.formats.text import clean
from ninelives.review.model import Review
from ninelives.review.spoken import label


class Vanished(NamedTuple):
    """Something of the map that came from the code and is not in it any more."""

    id: str
    where: str
    since: str


def vanished(review: Review) -> Iterator[Vanished]:
    """Give what vanished, in the order of the map."""
    gone = {one.id: one.vanished for one in review.integrations}
    gone |= {one.id: one.vanished for one in review.components}
    for name, since in gone.items():
        if since:
            yield Vanished(name, clean(label(review, name)), since)
