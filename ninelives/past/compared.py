"""Two states of a review side by side, with the waivers of each judged on its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ninelives.assess.difference import Difference, differ
from ninelives.assess.mixture import Side
from ninelives.assess.reopened import decided, with_waivers
from ninelives.states import State, opened


class Compared(NamedTuple):
    """What changed between two states, and what to know about it."""

    difference: Difference
    warnings: tuple[str, ...]
    """A sentence for each state that is read with another pack than it had."""


@contextmanager
def compared(
    before: State, after: State, packs: Sequence[Path] = ()
) -> Iterator[Compared]:
    """Compare two states of a review; what it gives lasts as long as this does.

    Raises:
        Unusable: one of them is not there, or can't be read.
    """
    with opened(before, after, packs) as (old, new):
        was, now = (decided(one.side, one.waivers, one.day) for one in (old, new))
        found = with_waivers(differ(old.side, new.side), was, now)
        sides = ((before, old.side), (after, new.side))
        warnings = (_otherwise(state, side) for state, side in sides)
        yield Compared(found, tuple(filter(None, warnings)))


def _otherwise(state: State, side: Side) -> str:
    """Say so where a review is read with another pack than it was saved with."""
    saved = f"{side.review.pack} {side.review.pack_version}".strip()
    used = f"{side.pack.name} {side.pack.version}"
    if saved in ("", used):
        return ""
    return f"{state.name} was saved with {saved} and is read with {used}."
