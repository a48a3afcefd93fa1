"""Where lines turn between two layers: no two lines share a cell, but where they cross.

A line leaves at one row and comes in at another; in between it runs up or down on a
track, a column of its own as far as it reaches. Lines cross at right angles only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple


class Way(NamedTuple):
    """A line from a row at the left to a row at the right, or back to the left."""

    edge: str
    start: int
    end: int
    returns: bool = False
    """Whether it comes back to the left, one row below."""


class Turn(NamedTuple):
    """A piece of a line on a track."""

    track: int
    start: int
    end: int


class _Leg(NamedTuple):
    """A turn that has no track yet."""

    way: int
    start: int
    end: int

    @property
    def cells(self) -> int:
        """The rows it takes, a bit each."""
        low, high = sorted((self.start, self.end))
        return (1 << high + 1) - (1 << low)


def tracks(ways: Sequence[Way]) -> tuple[dict[int, tuple[Turn, ...]], int]:
    """Give each way, by its place, its turns from the left, and how many tracks.

    A way that is straight has none.
    """
    legs = list(_legs(ways))
    before = _before(ways, legs)
    placed: dict[int, int] = {}
    taken: list[dict[bool, int]] = []
    for at in _in_order(legs, before):
        leg = legs[at]
        track = max((placed[one] + 1 for one in before[at]), default=0)
        down, cells = leg.end > leg.start, leg.cells
        for other in range(len(taken) - 1, track - 1, -1):
            if taken[other].get(down, 0) & cells:
                track = other + 1  # behind the others that go the same way
                break
        while track < len(taken) and any(one & cells for one in taken[track].values()):
            track += 1
        if track == len(taken):
            taken.append({})
        taken[track][down] = taken[track].get(down, 0) | cells
        placed[at] = track
    found: dict[int, tuple[Turn, ...]] = {}
    for at, leg in enumerate(legs):
        turn = Turn(placed[at], leg.start, leg.end)
        found[leg.way] = (*found.get(leg.way, ()), turn)
    return found, len(taken)


def _legs(ways: Sequence[Way]) -> Iterator[_Leg]:
    """Give the turns; a way that others go round is split at a row that is free."""
    rows = {row for one in ways for row in one[1:3]}
    split = set(_split(ways))
    for at, one in enumerate(ways):
        if one.start == one.end:
            continue
        if at not in split:
            yield _Leg(at, one.start, one.end)
            continue
        middle = (one.start + one.end) // 2
        row = next(row for row in _from(middle) if row >= 0 and row not in rows)
        rows.add(row)
        yield _Leg(at, one.start, row)
        yield _Leg(at, row, one.end)


def _from(row: int) -> Iterator[int]:
    """Give rows, the nearest first."""
    for far in count():
        yield row + far
        yield row - far


def _split(ways: Sequence[Way]) -> Iterator[int]:
    """Give a way of each ring of ways in which each has to turn before the next."""
    leaves = {one.start: at for at, one in enumerate(ways) if not one.returns}
    follows = {
        at: leaves[one.end]
        for at, one in enumerate(ways)
        if not one.returns and leaves.get(one.end, at) != at
    }
    seen: dict[int, int] = {}
    for first in range(len(ways)):
        at: int | None = first
        ring: list[int] = []
        while at is not None and at not in seen:
            seen[at] = first
            ring.append(at)
            at = follows.get(at)
        if at is not None and seen[at] == first:
            ring = ring[ring.index(at) :]
            yield max(ring, key=lambda one: abs(ways[one].start - ways[one].end))


def _before(ways: Sequence[Way], legs: Sequence[_Leg]) -> Mapping[int, list[int]]:
    """Give for each leg those that have to turn before it.

    Where one leaves at the row at which another comes in, the first turns off before
    the other turns in.
    """
    leaves: dict[int, int] = {}
    found: dict[int, list[int]] = {at: [] for at in range(len(legs))}
    for at, leg in enumerate(legs):
        way = ways[leg.way]
        for row in (way.start, way.end) if way.returns else (way.start,):
            if row in leg[1:] and not (at and legs[at - 1].way == leg.way):
                leaves[row] = at
    for at, leg in enumerate(legs):
        way = ways[leg.way]
        if at and legs[at - 1].way == leg.way:
            found[at].append(at - 1)
        other = None if way.returns else leaves.get(leg.end)
        if other is not None and leg.end == way.end and legs[other].way != leg.way:
            found[at].append(other)
    return found


def _in_order(
    legs: Sequence[_Leg], before: Mapping[int, Iterable[int]]
) -> Iterator[int]:
    """Give legs so that few cross: of those that go down the lowest turns first."""

    def wish(at: int) -> tuple[bool, int, int]:
        leg = legs[at]
        down = leg.end > leg.start
        return not down, -leg.start if down else leg.start, at

    done: set[int] = set()
    for first in sorted(range(len(legs)), key=wish):
        waiting = [first]
        while waiting:
            at = waiting[-1]
            missing = [one for one in before[at] if one not in done]
            if at in done or not missing:
                waiting.pop()
                if at not in done:
                    done.add(at)
                    yield at
            else:
                waiting += missing
