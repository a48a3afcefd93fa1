"""Truth tables as bits of one whole number: all answers to a few questions at once.

A table has one point for each way its variables can stand. A set of points is a whole
number with one bit a point, so that what holds at 32,768 points is worked out in one
step of `&`, `|` and `~`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST = 1 << 20
"""More points than this are not tried."""


@dataclass(frozen=True, slots=True)
class Table:
    """The points of a few variables; variable *v* has `sizes[v]` values from 0."""

    sizes: tuple[int, ...]

    @property
    def points(self) -> int:
        """How many points there are."""
        total = 1
        for size in self.sizes:
            total *= size
        return total

    @property
    def every(self) -> int:
        """The set of all points."""
        return (1 << self.points) - 1

    def where(self, variable: int, value: int) -> int:
        """Give the set of points at which a variable has a value."""
        stride = 1
        for size in self.sizes[:variable]:
            stride *= size
        found = ((1 << stride) - 1) << (stride * value)
        width, points = stride * self.sizes[variable], self.points
        while width < points:  # doubled until it covers the table, then cut
            found |= found << width
            width *= 2
        return found & self.every

    def values(self, point: int) -> tuple[int, ...]:
        """Give the value of each variable at a point."""
        found = []
        for size in self.sizes:
            point, value = divmod(point, size)
            found.append(value)
        return tuple(found)

    def walk(self) -> Iterator[tuple[int, ...]]:
        """Give the values at each point, in the order of the points."""
        for point in range(self.points):
            yield self.values(point)


Term = Mapping[int, frozenset[int]]
"""Variable → the values it may have; a variable that may have any is not in it."""


class TooMany(Exception):
    """A set of points takes more terms than are wanted."""


def cover(
    table: Table, held: int, allowed: int | None = None, most: int = MOST
) -> tuple[Term, ...]:
    """Give terms that together hold exactly at a set of points, none of them idle.

    Each term is as wide as it can be. Of two equally good ways the same one is taken
    each time.

    Args:
        table: the variables.
        held: the points at which some term must hold.
        allowed: the points at which one may hold; by default only `held`.
        most: how many terms are tried.

    Raises:
        TooMany: there are more.
    """
    masks = [
        [table.where(variable, value) for value in range(size)]
        for variable, size in enumerate(table.sizes)
    ]
    forbidden = table.every & ~(held if allowed is None else allowed)
    left = held
    found: list[Term] = []
    while left:
        if len(found) == most:
            raise TooMany
        point = (left & -left).bit_length() - 1
        term = _widened(masks, table.values(point), forbidden)
        found.append(term)
        left &= ~_points(masks, term, table.every)
    return _needed(masks, found, held, table.every)


def _widened(
    masks: Sequence[Sequence[int]], values: Sequence[int], forbidden: int
) -> Term:
    """Give the widest term around a point that holds at no forbidden one."""
    picked = [{value} for value in values]
    chosen = [masks[at][value] for at, value in enumerate(values)]
    for at, options in enumerate(masks):
        others = -1
        for place, mask in enumerate(chosen):
            if place != at:
                others &= mask
        blocked = others & forbidden
        for value, mask in enumerate(options):
            if value not in picked[at] and not mask & blocked:
                picked[at].add(value)
                chosen[at] |= mask
    return {
        at: frozenset(some)
        for at, some in enumerate(picked)
        if len(some) < len(masks[at])
    }


def _points(masks: Sequence[Sequence[int]], term: Term, every: int) -> int:
    """Give the set of points at which a term holds."""
    found = every
    for at, some in term.items():
        either = 0
        for value in some:
            either |= masks[at][value]
        found &= either
    return found


def _needed(
    masks: Sequence[Sequence[int]], terms: Sequence[Term], held: int, every: int
) -> tuple[Term, ...]:
    """Give the terms without those that the others cover, the narrowest tried first."""
    kept = [(_points(masks, one, every), one) for one in terms]
    for pair in sorted(kept, key=lambda one: one[0].bit_count()):
        rest = 0
        for other in kept:
            if other is not pair:
                rest |= other[0]
        if not held & ~rest:
            kept.remove(pair)
    return tuple(term for _, term in kept)
